"""From the slots of a phrase to the instants they may mean, seen from now."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from bot.reminders.dates import days_of, moved
from bot.reminders.grammar.values import (
    Clock,
    Dates,
    Every,
    Moment,
    Nth,
    Part,
    Relative,
    Several,
    Span,
    ThisHour,
    Times,
    Training,
    Weekday,
    Weekend,
    Zone,
)
from bot.reminders.parse import Parse, Reading
from bot.reminders.recurrence import instant_of, local_of
from bot.reminders.series import series_of


def readings_of(parse: Parse, now: datetime, zone: ZoneInfo | None, training: date | None = None) -> list[Reading]:
    """Return what a parse that makes sense may mean; some of it may be in the past.

    Without a zone only spans and instants can be read, and a day counts 24 hours; `training` is the day of the next
    session. Raises OverflowError or ValueError for what lies outside the calendar.
    """
    if moment := parse.get(Moment):
        return [Reading(datetime.fromtimestamp(moment.seconds, UTC))]
    if (named := parse.get(Zone)) is None:
        return _in_zone(parse, now, zone, training)
    found = [(reading, where) for where in named.options for reading in _in_zone(parse, now, where, training)]
    return [replace(one, zone=where) if one.rule else Reading(one.at, sure=one.sure) for one, where in found]


def _in_zone(parse: Parse, now: datetime, zone: ZoneInfo | None, training: date | None) -> list[Reading]:
    span = parse.get(Span)
    if not any(isinstance(value, Times | Several | ThisHour) for value in parse.values):
        return [_after(span, now, zone)] if span else []
    if zone is None:
        return []
    if every := parse.get(Every):
        return list(series_of(parse, every, _clock_sets(parse, now, zone), now, zone))
    meant = [Reading(instant_of(local, zone), local) for local in _once(parse, now, zone, training)]
    return [*meant, *(Reading(instant_of(local, zone), local, sure=False) for local in _later_today(parse, now, zone))]


def _after(span: Span, now: datetime, zone: ZoneInfo | None) -> Reading:
    if not span.months and not span.days:
        return Reading(now + span.exact)
    wall = moved(local_of(now, zone or ZoneInfo("UTC")).replace(microsecond=0), span)
    at = instant_of(wall, zone or ZoneInfo("UTC")) + span.exact
    return Reading(at, None if span.exact or zone is None else wall)


def _clock_sets(parse: Parse, now: datetime, zone: ZoneInfo) -> list[tuple[Clock, ...]]:
    """Return each way to read the times of one day."""
    part = parse.get(Part)
    if several := parse.get(Several):
        fitting = [_of_part(way, part) for way in several.options]
        return [tuple(kept) for kept, way in zip(fitting, several.options, strict=True) if len(kept) == len(way)]
    return [(clock,) for clock in _clocks(parse, now, zone) if clock.sure]


def _clocks(parse: Parse, now: datetime, zone: ZoneInfo) -> list[Clock]:
    times = parse.get(Times)
    if times is None:
        wall = local_of(now, zone)
        return [Clock(wall.hour, wall.minute)]
    return _of_part(times.options, parse.get(Part))


def _once(parse: Parse, now: datetime, zone: ZoneInfo, training: date | None) -> Iterator[datetime]:
    today = local_of(now, zone).date()
    clocks = _clocks(parse, now, zone)
    session = parse.get(Training)
    if session is not None:
        yield from (_on(training, clock) - session.before for clock in clocks if training and clock.sure)
        return
    days = _days(parse, today)
    for clock in clocks:
        if clock.sure:
            yield from ([_soonest(clock, today, now, zone)] if days is None else (_on(day, clock) for day in days))


def _on(day: date, clock: Clock) -> datetime:
    return datetime.combine(day + timedelta(days=clock.days), time(clock.hour, clock.minute))


def _soonest(clock: Clock, today: date, now: datetime, zone: ZoneInfo) -> datetime:
    """Return the next time it is so late: today or, where that has passed, tomorrow."""
    local = _on(today, clock)
    return local if instant_of(local, zone) > now else local + timedelta(days=1)


def _later_today(parse: Parse, now: datetime, zone: ZoneInfo) -> Iterator[datetime]:
    """`7:30` in the afternoon may well mean half past seven this evening."""
    today = local_of(now, zone).date()
    clocks, days = _clocks(parse, now, zone), _days(parse, today)
    if parse.get(Training) or (days is not None and today not in days):
        return
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
_A_WEEK = 7


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
    weekday, span = parse.get(Weekday), parse.get(Span)
    if weekday is not None and span is not None:
        return _weeks_from_now(weekday, span, today)
    kinds = Dates | Relative | Span | Nth | Weekend
    named = [days_of(value, today) for value in parse.values if isinstance(value, kinds)]
    if not named:
        return None if weekday is None else days_of(weekday, today)
    agreed = set.intersection(*(set(days) for days in named))
    return sorted(day for day in agreed if weekday is None or day.weekday() == weekday.number)


def _weeks_from_now(weekday: Weekday, span: Span, today: date) -> list[date]:
    """Return the days of `monday in two weeks`: that of the week then, or so many weeks after the coming one."""
    if span.months or span.days % _A_WEEK:
        return []
    then = today + timedelta(days=span.days)
    of_that_week = then + timedelta(days=weekday.number - then.weekday())
    coming = today + timedelta(days=(weekday.number - today.weekday()) % _A_WEEK)
    return sorted({of_that_week, coming + timedelta(days=span.days)})
