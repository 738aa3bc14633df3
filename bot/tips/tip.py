"""What a tip is, what a member sees of it, and what a member suggests."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any, Self

from bot.areas import Area
from bot.errors import SpotterError
from bot.tips.kinds import Grade, Kind, When
from bot.tips.tidying import tidied
from bot.tips.trials.evidence import Evidence

SHORTEST, LONGEST = 10, 500
"""How many letters a tip has at the least, and how many characters at the most."""


class State(StrEnum):
    """Where a member's tip stands; only published ones are seen by others."""

    PUBLISHED = "published"
    HELD = "held"
    """Waiting for a moderator."""
    HIDDEN = "hidden"
    MERGED = "merged"
    """It says what another tip says, and its votes went there."""
    REMOVED = "removed"
    """Taken away by a moderator, for good."""
    WITHDRAWN = "withdrawn"
    """Taken back by its author, who can put it back for a while."""


class Why(StrEnum):
    """Why a tip is held or hidden."""

    NONE = ""
    APPROVAL = "approval"
    """The server looks at every new tip."""
    EDITED = "edited"
    """Its author changed it, or put it back."""
    WORDS = "words"
    """The tripwires saw something in it."""
    REPORTS = "reports"
    """So many members reported it."""
    MODERATOR = "moderator"


class Reason(StrEnum):
    """Why a member reports a tip."""

    DANGEROUS = "dangerous"
    MEDICAL = "medical_advice"
    DRUGS = "drug_talk"
    HARASSMENT = "harassment"
    SPAM = "spam"
    PRIVACY = "privacy"

    @property
    def label(self) -> str:
        """What a member reads."""
        return _REASONS[self]


_REASONS = {
    Reason.DANGEROUS: "It could hurt somebody",
    Reason.MEDICAL: "It plays the doctor",
    Reason.DRUGS: "It is about drugs or doses",
    Reason.HARASSMENT: "It insults or harasses",
    Reason.SPAM: "It advertises, or is no tip",
    Reason.PRIVACY: "It tells about somebody else",
}


@dataclass(frozen=True)
class Starter:
    """What a starter tip carries beyond its text: all of it is shown with the text."""

    key: str
    title: str
    grade: Grade
    evidence: str
    caution: str
    sources: tuple[str, ...]


@dataclass(frozen=True)
class Tip:
    """A tip as others see it: `author_id` is None for starter tips and anonymous ones."""

    id: int
    areas: tuple[Area, ...]
    kind: Kind
    when: When
    text: str
    author_id: int | None = None
    created_at: datetime | None = None
    starter: Starter | None = None
    staff_edited: bool = False
    """Whether a moderator changed its words."""


@dataclass(frozen=True)
class Card:
    """A tip with its votes, as one member sees it."""

    tip: Tip
    helps: int = 0
    votes: int = 0
    my_vote: bool | None = None
    my_report: bool = False
    mine: bool = False
    saved: bool = False
    counts_hidden: bool = False
    """Whether the votes are kept from this member until they have voted; then none are given here."""
    evidence: Evidence | None = None
    """What members who tried it reported."""
    flagged: bool = False
    """Whether moderators are to look whether it does harm, and enough reported it for readers to be told."""


@dataclass(frozen=True)
class Page:
    """What stands together: one tip, or all sides of contested advice with the reason why people differ."""

    cards: tuple[Card, ...]
    why: str | None = None
    notes: tuple[str, ...] = ()
    """What other tips hold against a part of these."""


@dataclass(frozen=True)
class Spot:
    """Where a member stands while browsing: what they asked for, and the page from 0."""

    area: Area | None = None
    kind: Kind | None = None
    page: int = 0
    saved: bool = False
    """Only what the member saved."""


@dataclass(frozen=True)
class Shelf:
    """The page at a spot, out of how many, and the pages before and after it; no page where there are no tips."""

    page: Page | None
    spot: Spot
    pages: int
    back: int | None = None
    on: int | None = None


@dataclass(frozen=True)
class Own:
    """A tip as its author sees it, whatever its state."""

    tip: Tip
    state: State
    why: Why
    anonymous: bool
    merged_into: int | None = None
    was: State | None = None
    """Of a withdrawn or merged one: where it stood before."""

    @property
    def editable(self) -> bool:
        """Tell whether its author can still change its words."""
        return self.state in {State.PUBLISHED, State.HELD, State.HIDDEN}


@dataclass(frozen=True)
class Suggestion:
    """What a member wants to tell others. The id is made when the form is opened: one form is one tip."""

    id: int
    text: str
    area: Area
    kind: Kind
    when: When
    anonymous: bool

    @classmethod
    def read(cls, typed: Mapping[str, Any]) -> Self:
        """Read what was typed into the form: `id`, `text`, `area`, `kind`, `when`, `anonymous`.

        Raises SpotterError, in words for the member, when it is too short, too long or not one of the choices.
        """
        text = checked_text(str(typed["text"]))
        try:
            area, kind, when = Area(typed["area"]), Kind(typed["kind"]), When(typed["when"])
        except ValueError as error:
            raise SpotterError("Please choose the area, the kind and the time from the lists.") from error
        return cls(int(typed["id"]), text, area, kind, when, bool(typed["anonymous"]))


def checked_text(typed: str) -> str:
    """Return the words of a tip, tidied. Raises SpotterError when they are too few or too many."""
    text = tidied(typed)
    if sum(letter.isalpha() for letter in text) < SHORTEST:
        raise SpotterError("That is too short to help somebody: say what you did, and what it did for you.")
    if len(text) > LONGEST:
        raise SpotterError(f"A tip has at most {LONGEST} characters; yours has {len(text)}. Please shorten it.")
    return text
