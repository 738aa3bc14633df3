"""What the slots of a time phrase can mean, and what a slot is."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta


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


@dataclass(frozen=True)
class Dates:
    """The dates possibly meant, as (year or None, month or None, day); they need not exist."""

    options: tuple[tuple[int | None, int | None, int], ...]


@dataclass(frozen=True)
class Every:
    """Days of every week, Monday being 0."""

    days: tuple[int, ...]


@dataclass(frozen=True)
class Moment:
    """An instant by Discord's own timestamp, in seconds since 1970."""

    seconds: int


Value = Times | Part | Span | Relative | Weekday | Dates | Every | Moment
Match = re.Match[str]
Build = Callable[[Match], tuple[Value, ...]]
"""What a match says; () when it says nothing after all (25:00)."""


@dataclass(frozen=True)
class Slot:
    """A pattern and what it says."""

    pattern: re.Pattern[str]
    build: Build


_END = r"(?!\w|[:./-]\d)"
"""A slot ends where a word ends; `7` is not read out of `7:30`, nor `3/4` out of `3/4/27`."""


def slot(pattern: str, build: Build) -> Slot:
    """Return the slot of a pattern for casefolded text."""
    return Slot(re.compile(f"(?:{pattern}){_END}"), build)


def always(*values: Value) -> Build:
    """Return a builder for words that say one thing."""
    return lambda _: values
