"""What lies on the moderators' desk, and what can be done with it."""

from dataclasses import dataclass
from enum import StrEnum

from bot.safety import Finding
from bot.tips.store import Count
from bot.tips.tip import Reason, State, Tip, Why
from bot.tips.trials.evidence import Evidence


class Section(StrEnum):
    """What of the desk is looked at."""

    QUEUE = "queue"
    REPORTED = "reported"
    HIDDEN = "hidden"
    MERGED = "merged"

    @property
    def label(self) -> str:
        """What a moderator reads."""
        return "Waiting" if self is Section.QUEUE else self.value.capitalize()


class Act(StrEnum):
    """What a moderator does to a tip; the value stands in the log."""

    APPROVE = "approve"
    KEEP = "keep"
    HIDE = "hide"
    SHOW = "show"
    REMOVE = "remove"
    EDIT = "edit"
    MERGE = "merge"
    UNMERGE = "unmerge"
    CONTEST = "contest"
    PART = "part"
    BLOCK = "block"
    UNBLOCK = "unblock"


@dataclass(frozen=True)
class Case:
    """One tip as it lies on the desk. `tip.author_id` is None for anonymous ones, here as everywhere."""

    tip: Tip
    state: State
    why: Why
    anonymous: bool
    flagged: bool
    finding: Finding
    votes: Count
    reports: dict[Reason, int]
    evidence: Evidence | None
    contested: bool
    votes_at_once: int
    trials_at_once: int
    """So many came within one hour; 0 where that is nothing to look at."""
    into: str | None
    """What the tip is called that took this one in."""
    blocked: bool
    """Whether this very tip is one whose author was blocked; other tips of the same author do not show it."""


@dataclass(frozen=True)
class View:
    """A page of the desk: one case of a section, or none where there is nothing to do."""

    section: Section
    page: int
    pages: int
    case: Case | None
    waiting: dict[Section, int]
