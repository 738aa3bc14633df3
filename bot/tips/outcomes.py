"""What becomes of a suggestion, and why one is not taken."""

from dataclasses import dataclass
from typing import TypeAlias

from bot.errors import SpotterError
from bot.safety import Finding
from bot.tips.tip import Card, Page, State
from bot.tips.trials.evidence import Felt, Window


@dataclass(frozen=True)
class Posted:
    """The tip is out and other members of the server see it."""

    tip_id: int


@dataclass(frozen=True)
class Queued:
    """The tip waits for the server's moderators, who look at every one."""

    tip_id: int


@dataclass(frozen=True)
class Held:
    """The tip is kept and shown to no other member, for these reasons, until a moderator has looked at it."""

    finding: Finding


@dataclass(frozen=True)
class NotKept:
    """Nothing was posted, kept or changed: words of self-harm become no tip, and no moderator sees them."""


@dataclass(frozen=True)
class Similar:
    """Nothing was posted yet: these say nearly the same, the nearest first, each with what it is contested by."""

    pages: tuple[Page, ...]


@dataclass(frozen=True)
class Tried:
    """A member's trial of a tip: what it is called on its card, and what they reported so far."""

    card: Card
    said: tuple[Window, Felt] | None


Outcome: TypeAlias = Posted | Queued | Held | NotKept | Similar


class AlreadyIn(SpotterError):
    """A form was sent again with other words after its tip was posted."""

    def __init__(self) -> None:
        super().__init__("That form was sent before and its tip is in; what you changed since is not. Send it anew?")


class Blocked(SpotterError):
    """The server takes no suggestions of this author."""

    def __init__(self) -> None:
        super().__init__(
            "This server's moderators take no suggestions from you at the moment, so I kept none. "
            "You can still browse, vote and report; if you think it is a mistake, please talk to them."
        )


def outcome(tip_id: int, state: State, finding: Finding) -> Outcome:
    """Return what is told of a suggestion that stands so."""
    if state is State.PUBLISHED:
        return Posted(tip_id)
    return Held(finding) if finding.held else Queued(tip_id)
