"""When check-ins fall: the next morning, and the morning of the next session, while the member is up."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

_AFTER_WAKING = timedelta(hours=1)
"""Late enough to be up, early enough to be before most sessions."""
_A_NIGHT = timedelta(hours=6)
"""A morning nearer than this is not the next one: who trains at six in the morning is asked a day later."""
_DAYS_AHEAD = 7


class Step(StrEnum):
    """On what occasion a reading is taken."""

    LOG = "log"
    """With `/flare log`."""
    UPDATE = "update"
    """By the member's own wish."""
    MORNING = "morning"
    """The check-in of the next morning."""
    BEFORE_SESSION = "before_session"
    """The check-in of the morning before the next session."""


@dataclass(frozen=True)
class Waking:
    """A member's zone and the hours in which they may be written to, from before until on the same day."""

    zone: ZoneInfo
    start: time
    end: time

    def is_up(self, instant: datetime) -> bool:
        """Tell whether an aware instant lies in these hours."""
        return self.start <= instant.astimezone(self.zone).time() < self.end

    def morning(self, day: date) -> datetime:
        """Return the instant of a day's check-in: an hour after waking, sooner where the hours are short.

        A wall time that summer time skips is moved behind the gap; of a repeated one the first is taken.
        """
        opens, closes = (datetime.combine(day, at, self.zone) for at in (self.start, self.end))
        return (opens + min(_AFTER_WAKING, (closes - opens) / 2)).astimezone(UTC)

    def next_morning(self, instant: datetime, nights: int = 1) -> datetime:
        """Return the check-in after so many nights; a morning that is hours away is the first of them."""
        today = instant.astimezone(self.zone).date()
        soonest = today if self.morning(today) - instant >= _A_NIGHT else today + timedelta(days=1)
        return self.morning(soonest + timedelta(days=nights - 1))

    def next_up(self, instant: datetime) -> datetime:
        """Return when a check-in that fell outside these hours is made up for: the next time of day for one."""
        today = self.morning(instant.astimezone(self.zone).date())
        return today if today > instant else self.next_morning(instant)

    def days_ahead(self, instant: datetime) -> tuple[date, ...]:
        """Return the days that can be named for the next session: the seven after today."""
        today = instant.astimezone(self.zone).date()
        return tuple(today + timedelta(days=ahead) for ahead in range(1, _DAYS_AHEAD + 1))


@dataclass(frozen=True)
class Planned:
    """One check-in and when it is due (UTC)."""

    step: Step
    due_at: datetime


def plan(now: datetime, waking: Waking, session: date | None, nights: int = 1) -> tuple[Planned, ...]:
    """Return the check-ins from now on, in order.

    `session` is the day of the next session, or None when the member does not know. Where both would fall on the same
    morning one is enough: the one before the session asks everything. A session day that is over is left out.
    """
    morning = Planned(Step.MORNING, waking.next_morning(now, nights))
    if session is None or (before := waking.morning(session)) <= now:
        return (morning,)
    session_check = Planned(Step.BEFORE_SESSION, before)
    if before == morning.due_at:
        return (session_check,)
    return tuple(sorted((morning, session_check), key=lambda planned: planned.due_at))
