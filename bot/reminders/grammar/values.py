"""What the slots of a time phrase can mean, and what a slot is."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from zoneinfo import ZoneInfo

from bot.reminders.cycle import Cycle


@dataclass(frozen=True)
class Clock:
    """One time of day: 24-hour, `days` after the day that was named (midnight on Friday may be the end of it)."""

    hour: int
    minute: int
    days: int = 0
    sure: bool = True
    """False for the evening of `7:30`: meant only where the rest of the phrase, or the time now, points to it."""


@dataclass(frozen=True)
class Times:
    """The times of day possibly meant."""

    options: tuple[Clock, ...]
    weak: bool = False
    """A time only next to a day: alone, `7` may be anything."""


@dataclass(frozen=True)
class Part:
    """A part of the day, which chooses between times but is none itself: "morning", …, "tonight"."""

    name: str
    often: bool = False
    """Whether it is said of many days: "mornings"."""


@dataclass(frozen=True)
class Span:
    """A length of time from now: calendar months and days, then an exact duration."""

    months: int = 0
    days: int = 0
    exact: timedelta = timedelta(0)


@dataclass(frozen=True)
class Relative:
    """So many days from today."""

    days: int


@dataclass(frozen=True)
class Weekday:
    """A day of the week, Monday being 0; `which` is "", "this", "next" or "next week"."""

    number: int
    which: str = ""
    later: int = 0
    """So many weeks after that day: "friday week"."""


@dataclass(frozen=True)
class Weekend:
    """One day of a weekend; `which` is "", "this" or "next"."""

    which: str = ""


@dataclass(frozen=True)
class Dates:
    """The dates possibly meant, as (year or None, month or None, day); they need not exist."""

    options: tuple[tuple[int | None, int | None, int], ...]
    ahead: int | None = None
    """So many months from this one, where the month is said so ("the 3rd of next month")."""


@dataclass(frozen=True)
class Every:
    """The ways in which it may recur. One that says only how often ("every 2 weeks") takes its day from elsewhere."""

    options: tuple[Cycle, ...]

    @property
    def dayless(self) -> bool:
        """Whether the day is still to be said."""
        return any(cycle.dayless for cycle in self.options)


@dataclass(frozen=True)
class Nth:
    """The nth day of a kind in one month: "the last friday of november"; year and month None mean the current ones."""

    cycle: Cycle
    month: int | None
    year: int | None
    ahead: int = 0
    """So many months from the current one, where no month is named."""


@dataclass(frozen=True)
class Several:
    """Several times of a day; each option is one way to read all of them."""

    options: tuple[tuple[Clock, ...], ...]


@dataclass(frozen=True)
class Zone:
    """The time zones possibly meant, named in the phrase itself."""

    options: tuple[ZoneInfo, ...]


@dataclass(frozen=True)
class Month:
    """A month without a day, as an end: before it begins, or before it ends; as a beginning, its first day."""

    number: int
    year: int | None
    end: bool = False
    """Whether its end is said."""


@dataclass(frozen=True)
class EndOf:
    """The last day of the current month or year."""

    unit: str


@dataclass(frozen=True)
class Starting:
    """The day from which a series counts."""

    day: "Value"


@dataclass(frozen=True)
class Until:
    """The last day of a series, itself included; a length of time counts from the first occurrence."""

    day: "Value"


@dataclass(frozen=True)
class Count:
    """How many times it comes."""

    number: int


@dataclass(frozen=True)
class Training:
    """The day of the next session; `before` is how long before the hour that is said."""

    before: timedelta = timedelta(0)


@dataclass(frozen=True)
class ThisHour:
    """The time of day that it is now."""


@dataclass(frozen=True)
class Moment:
    """An instant by Discord's own timestamp, in seconds since 1970."""

    seconds: int


Value = (
    Times
    | Several
    | Part
    | Span
    | Relative
    | Weekday
    | Weekend
    | Dates
    | Nth
    | Every
    | Moment
    | Zone
    | Month
    | EndOf
    | Starting
    | Until
    | Count
    | Training
    | ThisHour
)
Match = re.Match[str]
Build = Callable[[Match], tuple[Value, ...]]
"""What a match says; () when it says nothing after all (25:00)."""


@dataclass(frozen=True)
class Slot:
    """A pattern and what it says."""

    pattern: re.Pattern[str]
    build: Build


END = r"(?!\w|[:./-]\d)"
"""A slot ends where a word ends; `7` is not read out of `7:30`, nor `3/4` out of `3/4/27`."""


def slot(pattern: str, build: Build) -> Slot:
    """Return the slot of a pattern for casefolded text."""
    return Slot(re.compile(f"(?:{pattern}){END}"), build)


def always(*values: Value) -> Build:
    """Return a builder for words that say one thing."""
    return lambda _: values
