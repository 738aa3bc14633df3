"""What a reminder is, and what becomes of it."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from zoneinfo import ZoneInfo

from bot.reminders.parse import Reading
from bot.reminders.recurrence import Rule, instant_of, next_occurrence


class State(StrEnum):
    """How a reminder stands. Over: everything of it has arrived; deleted ones can be put back."""

    OPEN = "open"
    PAUSED = "paused"
    OVER = "over"
    DELETED = "deleted"


@dataclass(frozen=True)
class Post:
    """A channel of a server that a reminder goes into, and the role it mentions."""

    guild_id: int
    channel_id: int
    role_id: int | None = None


@dataclass(frozen=True)
class Reminder:
    """What a member wants to be reminded of, and when it is meant."""

    member_id: int
    id: int
    what: str
    at: datetime
    """The instant of the next occurrence, or of the only one (UTC)."""
    local: datetime | None = None
    """Its wall-clock time; None where an instant is meant, which no change of zone moves."""
    zone: ZoneInfo | None = None
    rule: Rule | None = None
    channel_id: int | None = None
    """Where it was made; None in a direct message."""
    state: State = State.OPEN
    deleted_from: State | None = None
    """How a deleted one stood before."""
    zone_named: bool = False
    """Whether the phrase named the zone, so that it stays when the member moves."""
    post: Post | None = None
    """Where it goes instead of to its author; None for a direct message."""
    link: str | None = None
    """The message that it leads back to: server, channel and message, as in its address."""

    def upcoming(self, now: datetime, zone: ZoneInfo | None = None) -> tuple[datetime | None, datetime] | None:
        """Return the next (local time, instant) after now, in another zone if given; None when nothing comes."""
        where = zone or self.zone
        if self.local is None or where is None:
            return (None, self.at) if self.at > now else None
        if self.rule is not None:
            return next_occurrence(self.rule, self.local, where, now)
        at = instant_of(self.local, where)
        return (self.local, at) if at > now else None

    def words(self, zone: ZoneInfo | None) -> str:
        """Return when it is, as one says it: by its own zone, or by another where an instant is meant."""
        return Reading(self.at, self.local, self.rule, self.zone if self.zone_named else None).words(self.zone or zone)


@dataclass(frozen=True)
class Occurrence:
    """One time that a reminder comes to pass, or a snooze of one."""

    member_id: int
    id: int
    reminder_id: int
    due_at: datetime
    done_at: datetime | None = None
