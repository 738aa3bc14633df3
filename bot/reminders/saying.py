"""Times and rules as one says them."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from bot.reminders.cycle import EVERY_DAY, LAST, WEEKDAYS, Cycle
from bot.reminders.recurrence import Rule, comes_twice, instant_of, is_in_a_gap, local_of, next_occurrence

DAY_NAMES = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
MONTH_NAMES = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
_PLACES = {1: "first", 2: "second", 3: "third", 4: "fourth", 5: "fifth", LAST: "last"}
_OFTEN = {2: "every other"}
_FEBRUARY, _LEAP_DAY, _SHORTEST_MONTH, _RARE = 2, 29, 28, 5
_A_YEAR = 366


def day_in_words(day: date) -> str:
    """Return "Friday 13 November 2026"."""
    return f"{DAY_NAMES[day.weekday()]} {day.day} {day:%B %Y}"


def in_words(local: datetime, rule: Rule | None) -> str:
    """Return a local time, and how it recurs, as one says it."""
    if rule is None:
        return f"{day_in_words(local.date())}, {local:%H:%M}"
    times = listed(f"{one:%H:%M}" for one in rule.times or (local.time(),))
    until = f", until {rule.until.day} {rule.until:%B %Y}" if rule.until else ""
    return f"{cycle_in_words(rule.cycle)} at {times}{until}"


def cycle_in_words(cycle: Cycle) -> str:
    """Return "every Monday and Friday", "on the last Friday of every month", "every other Tuesday"."""
    if cycle.dates or cycle.nth:
        return _in_the_month(cycle)
    days = listed(DAY_NAMES[day] for day in cycle.days) if cycle.days else ""
    if cycle.interval == 1:
        if cycle.days in ((), EVERY_DAY):
            return "every day"
        return "every weekday (Monday to Friday)" if cycle.days == WEEKDAYS else f"every {days}"
    if cycle.unit == "day":
        return _units(cycle)
    if cycle.interval in _OFTEN and len(cycle.days) == 1:
        return f"{_OFTEN[cycle.interval]} {days}"
    return f"{_units(cycle)} on {days}"


def _in_the_month(cycle: Cycle) -> str:
    if cycle.month and cycle.dates:
        return _in_the_year(cycle)
    if cycle.nth:
        kind = "weekday (Monday to Friday)" if cycle.days == WEEKDAYS else listed(DAY_NAMES[day] for day in cycle.days)
        day = f"on the {listed(_PLACES[nth] for nth in cycle.nth)} {kind}"
    elif cycle.dates == (LAST,):
        day = "on the last day"
    else:
        day = "on the " + listed("last day" if one == LAST else ordinal(one) for one in cycle.dates)
    if cycle.month:
        return f"{day} of {MONTH_NAMES[cycle.month - 1]}, {_units(cycle)}"
    of = "of every month" if cycle.interval == 1 else f"of the month, {_units(cycle)}"
    lacking = len(cycle.dates) == 1 and cycle.dates[0] > _SHORTEST_MONTH
    return f"{day} {of}" + (" (or its last day)" if lacking else "") + _of_few_months(cycle)


def _of_few_months(cycle: Cycle) -> str:
    return " that has one" if _RARE in cycle.nth else ""


def _in_the_year(cycle: Cycle) -> str:
    day = cycle.dates[0]
    leap = " (28 February in other years)" if (cycle.month, day) == (_FEBRUARY, _LEAP_DAY) else ""
    said = f"{'last day of' if day == LAST else day} {MONTH_NAMES[(cycle.month or 1) - 1]}"
    often = "every" if cycle.interval == 1 else f"{_units(cycle)} on"
    return f"{often} {said}{leap}"


def _units(cycle: Cycle) -> str:
    if cycle.interval == 1:
        return f"every {cycle.unit}"
    return f"every {cycle.interval} {cycle.unit}s"


def ordinal(number: int) -> str:
    """Return "1st", "22nd", "13th"."""
    special = {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number}{'th' if number // 10 == 1 else special}"


def listed(parts: Iterable[str]) -> str:
    """Return "a, b and c"."""
    *first, last = parts
    return f"{', '.join(first)} and {last}" if first else last


def caveats(local: datetime | None, rule: Rule | None, zone: ZoneInfo | None) -> list[str]:
    """Return what the next changes of the clocks do to a time, one sentence each: within a year where it recurs."""
    if local is None or zone is None:
        return []
    times = (rule.times if rule else ()) or (local.time(),)
    days = range(_A_YEAR) if rule else range(1)
    walls = [datetime.combine(local.date() + timedelta(days=day), one) for day in days for one in times]
    skipped = next((wall for wall in walls if is_in_a_gap(wall, zone) and _comes(wall, local, rule, zone)), None)
    doubled = next((wall for wall in walls if comes_twice(wall, zone) and _comes(wall, local, rule, zone)), None)
    said = []
    if skipped:
        shown = local_of(instant_of(skipped, zone), zone)
        said.append(f"The clocks go forward on {_day(skipped)}: {skipped:%H:%M} is skipped, it comes at {shown:%H:%M}.")
    if doubled:
        said.append(f"The clocks go back on {_day(doubled)}: {doubled:%H:%M} comes twice, I take the first.")
    return said


def _day(wall: datetime) -> str:
    return day_in_words(wall.date())


def _comes(wall: datetime, start: datetime, rule: Rule | None, zone: ZoneInfo) -> bool:
    """Tell whether a wall-clock time is one of the series."""
    before = instant_of(wall, zone) - timedelta(microseconds=1)
    found = next_occurrence(rule, start, zone, before) if rule else None
    return rule is None or (found is not None and found[0] == wall)
