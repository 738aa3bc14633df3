"""From the slots of a phrase to the instants they may mean, seen from now."""

import calendar
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from typing import TypeVar
from zoneinfo import ZoneInfo

from bot.reminders.grammar.values import Clock, Dates, Every, Moment, Part, Relative, Span, Times, Value, Weekday
from bot.reminders.recurrence import Rule, in_words, instant_of, local_of, next_occurrence

V = TypeVar("V", bound=Value)
_LEAP_SEARCH = 9
"""Years until 29 February surely exists again (1896 to 1904)."""


@dataclass(frozen=True)
class Reading:
    """One thing a phrase may mean."""

    at: datetime
    """The instant, or that of the first occurrence (UTC)."""
    local: datetime | None = None
    """The wall-clock time that is meant; None where an instant is meant ("in 90 min")."""
    rule: Rule | None = None
    """How it recurs; None for once."""

    def words(self, zone: ZoneInfo | None) -> str:
        """Return it as one says it, by a zone where an instant is meant; empty when that is not known."""
        if self.rule is not None and self.local is not None:
            return in_words(self.local, self.rule)
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
        """Whether it speaks of days or clock times rather than of instants."""
        return any(not isinstance(value, Span | Moment) for value in self.values)


def readings_of(parse: Parse, now: datetime, zone: ZoneInfo | None) -> list[Reading]:
    """Return what a parse that makes sense may mean; some of it may be in the past.

    Without a zone only spans and instants can be read, and a day counts 24 hours. Raises OverflowError or ValueError
    for what lies outside the calendar.
    """
    if moment := parse.get(Moment):
        return [Reading(datetime.fromtimestamp(moment.seconds, UTC))]
    times, span = parse.get(Times), parse.get(Span)
    if times is None:
        return [_after(span, now, zone)] if span else []
    if zone is None:
        return []
    clocks = _of_part(times.options, parse.get(Part))
    if every := parse.get(Every):
        return list(_recurring(every, clocks, now, zone))
    return [Reading(instant_of(local, zone), local) for local in _once(parse, clocks, now, zone)]


def _after(span: Span, now: datetime, zone: ZoneInfo | None) -> Reading:
    if not span.months and not span.days:
        return Reading(now + span.exact)
    wall = _moved(local_of(now, zone or ZoneInfo("UTC")).replace(microsecond=0), span)
    at = instant_of(wall, zone or ZoneInfo("UTC")) + span.exact
    return Reading(at, None if span.exact or zone is None else wall)


def _moved(wall: datetime, span: Span) -> datetime:
    """Move a wall clock on by months, whose ends clamp (31 January and a month is 28 February), then by days."""
    years, month = divmod(wall.month - 1 + span.months, 12)
    year, month = wall.year + years, month + 1
    day = min(wall.day, calendar.monthrange(year, month)[1])
    return wall.replace(year=year, month=month, day=day) + timedelta(days=span.days)


def _recurring(every: Every, clocks: Iterable[Clock], now: datetime, zone: ZoneInfo) -> Iterator[Reading]:
    yesterday = local_of(now, zone).date() - timedelta(days=1)
    for clock in clocks:
        if not clock.sure:
            continue
        rule = Rule.weekly((day + clock.days) % 7 for day in every.days)
        start = datetime.combine(yesterday, time(clock.hour, clock.minute))
        if first := next_occurrence(rule, start, zone, now):
            yield Reading(at=first[1], local=first[0], rule=rule)


def _once(parse: Parse, clocks: list[Clock], now: datetime, zone: ZoneInfo) -> Iterator[datetime]:
    today = local_of(now, zone).date()
    days = _days(parse, today)
    for clock in clocks:
        if clock.sure:
            yield from ([_soonest(clock, today, now, zone)] if days is None else (_on(day, clock) for day in days))
    if days is None or today in days:
        yield from _later_today(clocks, today, now, zone)


def _on(day: date, clock: Clock) -> datetime:
    return datetime.combine(day + timedelta(days=clock.days), time(clock.hour, clock.minute))


def _soonest(clock: Clock, today: date, now: datetime, zone: ZoneInfo) -> datetime:
    """Return the next time it is so late: today or, where that has passed, tomorrow."""
    local = _on(today, clock)
    return local if instant_of(local, zone) > now else local + timedelta(days=1)


def _later_today(clocks: list[Clock], today: date, now: datetime, zone: ZoneInfo) -> Iterator[datetime]:
    """`7:30` in the afternoon may well mean half past seven this evening."""
    passed = all(instant_of(_on(today, clock), zone) <= now for clock in clocks if clock.sure)
    for clock in clocks:
        if not clock.sure and passed and instant_of(_on(today, clock), zone) > now:
            yield _on(today, clock)


_PARTS = {
    "morning": range(12),
    "afternoon": range(12, 19),
    "evening": range(16, 24),
    "night": (*range(18, 24), *range(5)),
    "tonight": (*range(17, 24), *range(4)),
}
_SMALL_HOURS = 5


def _of_part(clocks: tuple[Clock, ...], part: Part | None) -> list[Clock]:
    """Keep the times that fit the part of the day; the small hours of a night may belong to the day after."""
    if part is None:
        return list(clocks)
    kept = [replace(clock, sure=True) for clock in clocks if clock.hour in _PARTS[part.name]]
    if part.name not in ("night", "tonight"):
        return kept
    after = [replace(clock, days=1) for clock in kept if clock.hour < _SMALL_HOURS]
    return list(dict.fromkeys([*kept, *after]))


def _days(parse: Parse, today: date) -> list[date] | None:
    """Return the days that the phrase may name; None when it names none. What is said twice has to agree."""
    named: list[list[date]] = []
    if dates := parse.get(Dates):
        named.append([day for option in dates.options for day in _date(*option, today)])
    if relative := parse.get(Relative):
        named.append([today + timedelta(days=relative.days)])
    if span := parse.get(Span):
        named.append([_moved(datetime.combine(today, time()), span).date()])
    if not named:
        weekday = parse.get(Weekday)
        return None if weekday is None else _weekdays(weekday, today)
    agreed = set.intersection(*(set(days) for days in named))
    weekday = parse.get(Weekday)
    return sorted(day for day in agreed if weekday is None or day.weekday() == weekday.number)


def _weekdays(weekday: Weekday, today: date) -> list[date]:
    """Return the days that "friday", "this friday", "next friday" or "friday next week" may name."""
    coming = today + timedelta(days=(weekday.number - today.weekday()) % 7)
    week = timedelta(days=7)
    if weekday.which == "this":
        return [coming]
    if not weekday.which:
        return [coming, coming + week] if coming == today else [coming]
    monday = today - timedelta(days=today.weekday()) + week
    sunday = today - timedelta(days=(today.weekday() + 1) % 7) + week
    of_next_week = {
        monday + timedelta(days=weekday.number),
        sunday + timedelta(days=(weekday.number + 1) % 7),
    }
    if weekday.which == "next":
        of_next_week.add(coming if coming > today else coming + week)
    return sorted(of_next_week)


def _date(year: int | None, month: int | None, day: int, today: date) -> Iterator[date]:
    """Give the date, or the next such date from today on where the year or the month is open; none if there is none."""
    if year is not None and month is not None:
        candidates: Iterable[tuple[int, int]] = [(year, month)]
    elif month is not None:
        candidates = [(today.year + ahead, month) for ahead in range(_LEAP_SEARCH)]
    else:
        candidates = [divmod(today.year * 12 + today.month - 1 + ahead, 12) for ahead in range(12)]
        candidates = [(found_year, found_month + 1) for found_year, found_month in candidates]
    for a_year, a_month in candidates:
        if not 1 <= a_month <= 12 or not 1 <= day <= calendar.monthrange(a_year, a_month)[1]:
            continue
        found = date(a_year, a_month, day)
        if year is not None or found >= today:
            yield found
            return
