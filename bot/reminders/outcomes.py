"""What becomes of a wish to be reminded, for the cog to render."""

from dataclasses import asdict, dataclass
from typing import Any, Self

from bot.reminders.parse import Reading
from bot.reminders.reminder import Post, Reminder


@dataclass(frozen=True)
class Wish:
    """What a member typed, with the id that its reminder will have, so that it can't be made twice."""

    id: int
    what: str
    when: str
    channel_id: int | None
    options: tuple[str, ...] = ()
    """Phrases of one reading each, where what was typed has several."""
    post: Post | None = None
    """The channel of a server that it is for."""
    link: str | None = None
    """The message that it is about."""
    changes: bool = False
    """Whether the reminder is there already, and is to say or mean this from now on."""

    def body(self) -> dict[str, Any]:
        """Return it as a draft keeps it."""
        return asdict(self)

    @classmethod
    def of(cls, body: dict[str, Any]) -> Self:
        """Return it as it was kept."""
        post = body.get("post")
        return cls(**body | {"options": tuple(body["options"]), "post": post and Post(**post)})


@dataclass(frozen=True)
class Made:
    """A reminder was made, or had been made by an earlier press of the same button."""

    reminder: Reminder
    words: str
    """When it is, as one says it; empty while the member's zone is not known."""
    caveats: tuple[str, ...] = ()
    """What a change of the clocks will do to it."""
    changed: bool = False
    """Whether it was there before and was changed."""


@dataclass(frozen=True)
class Unclear:
    """It can't be taken as it was typed."""

    draft_id: int
    problem: str


@dataclass(frozen=True)
class Ambiguous:
    """It may mean several things; the member chooses one by its index."""

    draft_id: int
    what: str
    readings: tuple[tuple[str, Reading], ...]
    """Each in words, and what it is."""


@dataclass(frozen=True)
class ZoneMissing:
    """It speaks of clock times, and the member's zone is not known."""

    draft_id: int
    what: str
    when: str


Outcome = Made | Unclear | Ambiguous | ZoneMissing
