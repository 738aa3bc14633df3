"""From the slots of a phrase that recurs to the series it may mean."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from bot.reminders.cycle import EVERY_DAY, Cycle, is_in_month
from bot.reminders.dates import days_of, moved
from bot.reminders.grammar.values import Clock, Count, Dates, Every, Span, Starting, Until, Weekday
from bot.reminders.parse import Parse, Reading
from bot.reminders.recurrence import Rule, instant_of, local_of, next_occurrence

_DAY = timedelta(days=1)
_EPSILON = timedelta(microseconds=1)
_ENDS = time(23, 59, 59)


def series_of(
    parse: Parse, every: Every, clocks: Sequence[tuple[Clock, ...]], now: datetime, zone: ZoneInfo
) -> Iterator[Reading]:
    """Give each series that the phrase may mean, by its first occurrence after now."""
    today = local_of(now, zone).date()
    for cycle in _on_its_day(parse, every):
        ways = [(said, _shifted(cycle, said)) for said in clocks]
        for said, shifted in ways:
            times = tuple(time(clock.hour, clock.minute) for clock in said)
            for begins in _beginnings(parse, today) if all(way for _, way in ways) else ():
                yield from _series(parse, shifted or cycle, times, begins, now, zone)


def _on_its_day(parse: Parse, every: Every) -> Iterator[Cycle]:
    """Give the cycles with the day that is said beside them: "every 2 weeks", "on monday"."""
    weekday, dates = parse.get(Weekday), parse.get(Dates)
    for cycle in every.options:
        if not cycle.dayless:
            yield cycle
        elif cycle.unit == "week" and weekday:
            yield replace(cycle, days=(weekday.number,))
        elif cycle.unit == "month" and dates:
            yield replace(cycle, dates=(dates.options[0][2],))
        elif cycle.unit == "year" and dates:
            for month, day in _days_of_the_year(dates):
                yield replace(cycle, dates=(day,), month=month)


def _days_of_the_year(dates: Dates) -> list[tuple[int, int]]:
    return [(month, day) for _, month, day in dates.options if month and is_in_month(month, day)]


def fits(parse: Parse, every: Every) -> bool:
    """Tell whether the days that are said beside it are those it lacks, and no more."""
    weekday, dates = parse.get(Weekday), parse.get(Dates)
    if not every.dayless:
        return weekday is None and dates is None
    unit = every.options[0].unit
    if unit == "week":
        return weekday is not None and dates is None and not (weekday.which or weekday.later)
    if dates is None or weekday is not None or dates.ahead is not None:
        return False
    return all(year is None and (month is None) == (unit == "month") for year, month, _ in dates.options)


def _shifted(cycle: Cycle, clocks: tuple[Clock, ...]) -> Cycle | None:
    """Return the cycle for midnight at the end of its days, which is the next day's; None where that is none."""
    days = max(clock.days for clock in clocks)
    if not days or cycle.days == EVERY_DAY or cycle.unit == "day":
        return cycle
    if len(clocks) > 1 or cycle.nth or cycle.dates:
        return None
    return replace(cycle, days=tuple(sorted((day + days) % 7 for day in cycle.days)))


def _beginnings(parse: Parse, today: date) -> list[date | None]:
    starting = parse.get(Starting)
    return [None] if starting is None else list(days_of(starting.day, today))


def _series(
    parse: Parse, cycle: Cycle, times: tuple[time, ...], begins: date | None, now: datetime, zone: ZoneInfo
) -> Iterator[Reading]:
    today = local_of(now, zone).date()
    start = datetime.combine(begins or today - _DAY, min(times))
    after = now if begins is None else max(now, instant_of(datetime.combine(begins, time()), zone) - _EPSILON)
    # The first one is the next such day; only from there on every second or third counts.
    first = next_occurrence(Rule.of(replace(cycle, interval=1), times), start, zone, after)
    if first is None:
        return
    local, at = first
    for until in _ends(parse, Rule.of(cycle, times), local, today, zone):
        if until is None or local <= until:
            yield Reading(at, local, Rule.of(cycle, times, until))


def _ends(parse: Parse, rule: Rule, first: datetime, today: date, zone: ZoneInfo) -> Iterator[datetime | None]:
    """Give the latest local times that count: of an end that is said, or of the last time of so many."""
    until, count = parse.get(Until), parse.get(Count)
    if until is not None and isinstance(until.day, Span):
        yield datetime.combine(moved(first, until.day).date() - _DAY, _ENDS)
    elif until is not None:
        for day in days_of(until.day, max(today, first.date()) if isinstance(until.day, Weekday) else today):
            yield datetime.combine(day, _ENDS)
    elif count is not None:
        last = first
        for _ in range(count.number - 1):
            found = next_occurrence(rule, last, zone, instant_of(last, zone))
            last = found[0] if found else last
        yield datetime.combine(last.date(), _ENDS)
    else:
        yield None
