"""From what a phrase says of a day to the days that it may name, seen from today."""

import calendar
from collections.abc import Iterable, Iterator
from datetime import date, datetime, time, timedelta
from functools import singledispatch
from zoneinfo import ZoneInfo

from bot.reminders.cycle import Cycle
from bot.reminders.grammar.values import Dates, EndOf, Month, Nth, Relative, Span, Value, Weekday, Weekend
from bot.reminders.recurrence import Rule, next_occurrence

_LEAP_SEARCH = 9
"""Years until 29 February surely exists again (1896 to 1904)."""
_DECEMBER = 12
_UTC = ZoneInfo("UTC")
_DAY, _WEEK = timedelta(days=1), timedelta(days=7)
_SATURDAY = 5


def moved(wall: datetime, span: Span) -> datetime:
    """Move a wall clock on by months, whose ends clamp (31 January and a month is 28 February), then by days."""
    year, month = _month_of(wall.date(), span.months)
    day = min(wall.day, calendar.monthrange(year, month)[1])
    return wall.replace(year=year, month=month, day=day) + timedelta(days=span.days)


@singledispatch
def days_of(value: Value, today: date) -> list[date]:  # noqa: ARG001 - its kinds use it
    """Return the days that a value may name, the soonest first; none where it names none."""
    raise TypeError(f"{value} names no day")


@days_of.register
def _(value: Relative, today: date) -> list[date]:
    return [today + timedelta(days=value.days)]


@days_of.register
def _(value: Span, today: date) -> list[date]:
    return [moved(datetime.combine(today, time()), value).date()]


@days_of.register
def _(value: Dates, today: date) -> list[date]:
    if value.ahead is not None:
        year, month = _month_of(today, value.ahead)
        return [day for *_, number in value.options for day in _date(year, month, number, today)]
    return sorted({day for option in value.options for day in _date(*option, today)})


@days_of.register
def _(value: Weekday, today: date) -> list[date]:
    """Give the days of "friday", "this friday", "next friday" or "friday next week"."""
    coming = today + timedelta(days=(value.number - today.weekday()) % 7)
    if value.later and value.which == "next":
        return [day + value.later * _WEEK for day in days_of(Weekday(value.number, "next"), today)]
    if value.later:
        return sorted({day + value.later * _WEEK for day in (coming, coming + _WEEK if coming == today else coming)})
    if value.which == "this":
        return [coming]
    if not value.which:
        return [coming, coming + _WEEK] if coming == today else [coming]
    monday = today - timedelta(days=today.weekday()) + _WEEK
    sunday = today - timedelta(days=(today.weekday() + 1) % 7) + _WEEK
    of_next_week = {
        monday + timedelta(days=value.number),
        sunday + timedelta(days=(value.number + 1) % 7),
    }
    if value.which == "next":
        of_next_week.add(coming if coming > today else coming + _WEEK)
    return sorted(of_next_week)


@days_of.register
def _(value: Weekend, today: date) -> list[date]:
    saturday = today + timedelta(days=(_SATURDAY - today.weekday()) % 7)
    this = [today, today + 6 * _DAY] if today.weekday() == _SATURDAY + 1 else [saturday, saturday + _DAY]
    return this if value.which != "next" else sorted({*this, *(day + _WEEK for day in this)})


@days_of.register
def _(value: Nth, today: date) -> list[date]:
    year, month = _month_of(today, value.ahead)
    if value.month is not None:
        candidates = [(value.year or today.year + ahead, value.month) for ahead in range(2)]
    else:
        candidates = [(year, month)]
    for a_year, a_month in candidates:
        found = _nth_in(value.cycle, a_year, a_month)
        if found is not None and (found >= today or value.year is not None or value.month is None):
            return [found]
    return []


@days_of.register
def _(value: Month, today: date) -> list[date]:
    """Give the last day before the month and the last day of it: "until june" may be either."""
    year = value.year or today.year + (value.number < today.month)
    first = date(year, value.number, 1)
    last = _last_of(year, value.number)
    return [last] if value.end else [first - timedelta(days=1), last]


@days_of.register
def _(value: EndOf, today: date) -> list[date]:
    return [_last_of(today.year, today.month if value.unit == "month" else _DECEMBER)]


def _nth_in(cycle: Cycle, year: int, month: int) -> date | None:
    first = datetime(year, month, 1)  # noqa: DTZ001 - a wall-clock day
    before = first.replace(tzinfo=_UTC) - timedelta(seconds=1)
    found = next_occurrence(Rule.of(cycle), first, _UTC, before)
    return found[0].date() if found and (found[0].year, found[0].month) == (year, month) else None


def _last_of(year: int, month: int) -> date:
    return date(year, month, calendar.monthrange(year, month)[1])


def _month_of(day: date, ahead: int) -> tuple[int, int]:
    """Return (year, month) of so many months ahead."""
    years, month = divmod(day.month - 1 + ahead, 12)
    return day.year + years, month + 1


def _date(year: int | None, month: int | None, day: int, today: date) -> Iterator[date]:
    """Give the date, or the next such date from today on where the year or the month is open; none if there is none."""
    if year is not None and month is not None:
        candidates: Iterable[tuple[int, int]] = [(year, month)]
    elif month is not None:
        candidates = [(today.year + ahead, month) for ahead in range(_LEAP_SEARCH)]
    else:
        candidates = [_month_of(today, ahead) for ahead in range(12)]
    for a_year, a_month in candidates:
        if not 1 <= a_month <= _DECEMBER or not 1 <= day <= calendar.monthrange(a_year, a_month)[1]:
            continue
        found = date(a_year, a_month, day)
        if year is not None or found >= today:
            yield found
            return
