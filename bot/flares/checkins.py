"""When check-ins fall: the morning after, around the next session, on day 7 and later, while the member is up."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from typing import Self
from zoneinfo import ZoneInfo

_AFTER_WAKING = timedelta(hours=1)
"""Late enough to be up, early enough to be before most sessions."""
_A_NIGHT = timedelta(hours=6)
"""A morning nearer than this is not the next one: who trains at six in the morning is asked a day later."""
_DAYS_AHEAD = 7
_A_WEEK = 7
NUDGE_AFTER = timedelta(hours=5)
"""A check-in that nobody answered is brought up again so long after it was due."""
MOST_NUDGES = 2
"""So often in one flare-up, and never more."""


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
    AFTER_SESSION = "after_session"
    """The check-in of the morning after it."""
    DAY_7 = "day_7"
    """The check-in a week after it was logged."""
    NOT_BETTER = "not_better"
    """Asks nothing: says, once the time of the area has passed without getting better, that it is worth a look."""


ASKING = (Step.MORNING, Step.BEFORE_SESSION, Step.AFTER_SESSION, Step.DAY_7)
"""The check-ins that ask something."""


@dataclass(frozen=True)
class Occasion:
    """What a due row of a check-in is for."""

    step: Step
    reading_id: int
    """The reading that its answers go into."""
    again: bool = False
    """Whether it asks for an answer that was asked for before."""

    @classmethod
    def of(cls, due_step: str, due_id: int) -> Self:
        """Read the step of a due row: `morning`, or for a nudge `morning:` and the reading that it is about."""
        step, _, reading_id = due_step.partition(":")
        return cls(Step(step), int(reading_id or due_id), again=bool(reading_id))

    @property
    def nudge(self) -> str:
        """The step of the due row that asks once more."""
        return f"{self.step}:{self.reading_id}"


@dataclass(frozen=True)
class Waking:
    """A member's zone and the hours in which they may be written to, from before until on the same day."""

    zone: ZoneInfo
    start: time
    end: time

    def is_up(self, instant: datetime) -> bool:
        """Tell whether an aware instant lies in these hours."""
        return self.start <= instant.astimezone(self.zone).time() < self.end

    def day(self, instant: datetime) -> date:
        """Return what day an instant is for the member."""
        return instant.astimezone(self.zone).date()

    def morning(self, day: date) -> datetime:
        """Return the instant of a day's check-in: an hour after waking, sooner where the hours are short.

        A wall time that summer time skips is moved behind the gap; of a repeated one the first is taken.
        """
        opens, closes = (datetime.combine(day, at, self.zone) for at in (self.start, self.end))
        return (opens + min(_AFTER_WAKING, (closes - opens) / 2)).astimezone(UTC)

    def midday(self, day: date) -> datetime:
        """Return the middle of a day's waking hours, for a second check-in on one day."""
        opens, closes = (datetime.combine(day, at, self.zone) for at in (self.start, self.end))
        return (opens + (closes - opens) / 2).astimezone(UTC)

    def next_morning(self, instant: datetime, nights: int = 1) -> datetime:
        """Return the check-in after so many nights; a morning that is hours away is the first of them."""
        today = self.day(instant)
        soonest = today if self.morning(today) - instant >= _A_NIGHT else today + timedelta(days=1)
        return self.morning(soonest + timedelta(days=nights - 1))

    def next_up(self, instant: datetime) -> datetime:
        """Return when a check-in that fell outside these hours is made up for: the next time of day for one."""
        today = self.morning(self.day(instant))
        return today if today > instant else self.next_morning(instant)

    def days_ahead(self, instant: datetime) -> tuple[date, ...]:
        """Return the days that can be named for the next session: the seven after today."""
        today = self.day(instant)
        return tuple(today + timedelta(days=ahead) for ahead in range(1, _DAYS_AHEAD + 1))


@dataclass(frozen=True)
class Planned:
    """One check-in and when it is due (UTC)."""

    step: Step
    due_at: datetime


@dataclass(frozen=True)
class Course:
    """What the check-ins of a flare-up are planned by."""

    logged_at: datetime
    session: date | None
    """The day of the next session, or None when it is not known."""
    not_better_days: int
    """How many days after the log "no better" is worth a professional's look."""
    nights: int = 1
    """How many nights until the first one."""


def plan(since: datetime, waking: Waking, course: Course) -> tuple[Planned, ...]:
    """Return the check-ins from an instant on, in order; what would be over by then is left out.

    One a morning: before a session the next morning's questions are asked too, and a seventh day that is taken is
    asked about at midday.
    """
    mornings: dict[datetime, Step] = {}
    if course.session is not None:
        mornings[waking.morning(course.session)] = Step.BEFORE_SESSION
        mornings[waking.morning(course.session + timedelta(days=1))] = Step.AFTER_SESSION
    mornings.setdefault(waking.next_morning(since, course.nights), Step.MORNING)
    logged = waking.day(course.logged_at)
    week = logged + timedelta(days=_A_WEEK)
    mornings[waking.midday(week) if waking.morning(week) in mornings else waking.morning(week)] = Step.DAY_7
    over = course.logged_at + timedelta(days=course.not_better_days)
    lasting = waking.day(over)
    while waking.morning(lasting) in mornings or waking.morning(lasting) < over:
        lasting += timedelta(days=1)
    mornings[waking.morning(lasting)] = Step.NOT_BETTER
    return tuple(Planned(mornings[at], at) for at in sorted(mornings) if at > since)


def nudge_at(due_at: datetime, now: datetime, waking: Waking) -> datetime | None:
    """Return when to bring a check-in up again that is sent now; None when that would be at night or too soon."""
    at = due_at + NUDGE_AFTER
    return at if at - now >= NUDGE_AFTER / 2 and waking.is_up(at) else None
