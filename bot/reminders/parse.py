"""What lies between the words of a phrase and a reminder: parses, and the readings they give."""

from dataclasses import dataclass
from datetime import datetime
from typing import TypeVar
from zoneinfo import ZoneInfo

from bot.reminders.grammar.values import Moment, Span, Training, Value, Zone
from bot.reminders.recurrence import Rule, local_of
from bot.reminders.saying import in_words

V = TypeVar("V", bound=Value)


@dataclass(frozen=True)
class Reading:
    """One thing a phrase may mean."""

    at: datetime
    """The instant, or that of the first occurrence (UTC)."""
    local: datetime | None = None
    """The wall-clock time that is meant; None where an instant is meant ("in 90 min")."""
    rule: Rule | None = None
    """How it recurs; None for once."""
    zone: ZoneInfo | None = None
    """The zone that the phrase itself names for a series; None for the member's own, which moves with them."""
    sure: bool = True
    """False where only its other half of the day is still ahead (`today 11:59` at noon), so that it has to be asked."""

    def words(self, zone: ZoneInfo | None) -> str:
        """Return it as one says it, by a zone where an instant is meant; empty when that is not known."""
        if self.rule is not None and self.local is not None:
            return in_words(self.local, self.rule) + (f" ({self.zone.key})" if self.zone else "")
        # What is shown is what the clock will show: in a gap that is later than what was typed.
        return in_words(local_of(self.at, zone), None) if zone else ""


@dataclass(frozen=True)
class Parse:
    """One way to cut a phrase into slots, each kind at most once."""

    values: tuple[Value, ...]

    def get(self, kind: type[V]) -> V | None:
        """Return the value of a kind, or None."""
        return next((value for value in self.values if isinstance(value, kind)), None)

    @property
    def needs_zone(self) -> bool:
        """Whether it speaks of days or clock times rather than of instants, and not by a zone of its own."""
        return self.get(Zone) is None and any(not isinstance(value, Span | Moment) for value in self.values)

    @property
    def needs_training(self) -> bool:
        """Whether it speaks of the member's next session."""
        return self.get(Training) is not None
