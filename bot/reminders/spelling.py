"""The phrase that has one reading alone: what a button or a choice of readings stands for."""

from bot.reminders.cycle import LAST, WEEKDAYS, Cycle
from bot.reminders.parse import Reading
from bot.reminders.saying import MONTH_NAMES, ordinal

_CODES = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


def spelling(reading: Reading) -> str:
    """Return a phrase that has only this reading."""
    if reading.local is None:
        return f"<t:{int(reading.at.timestamp())}>"
    if reading.rule is None:
        return f"{reading.local:%Y-%m-%d %H:%M}" + (f" {reading.zone.key}" if reading.zone else "")
    rule, cycle = reading.rule, reading.rule.cycle
    times = ", ".join(f"{one:%H:%M}" for one in rule.times or (reading.local.time(),))
    said = [_cycle(cycle), "at", times]
    if cycle.interval > 1:
        said.append(f"starting {reading.local:%Y-%m-%d}")
    if rule.until:
        said.append(f"until {rule.until:%Y-%m-%d}")
    if reading.zone:
        said.append(reading.zone.key)
    return " ".join(said)


def _cycle(cycle: Cycle) -> str:
    days = ", ".join(_CODES[day] for day in cycle.days)
    apart = f"every {cycle.interval} {cycle.unit}s" if cycle.interval > 1 else f"every {cycle.unit}"
    if cycle.month and cycle.dates:
        month = MONTH_NAMES[cycle.month - 1]
        return f"{apart} on {cycle.dates[0]} {month}"
    if cycle.month:
        return f"every {_places(cycle.nth)} {_kind(cycle)} of every {MONTH_NAMES[cycle.month - 1]}"
    if cycle.nth:
        return f"{apart} on the {_places(cycle.nth)} {_kind(cycle)}"
    if cycle.dates:
        return f"{apart} on the {', '.join('last day' if day == LAST else ordinal(day) for day in cycle.dates)}"
    if cycle.unit == "week":
        return f"every {days}" if cycle.interval == 1 else f"{apart} on {days}"
    return apart


def _places(nth: tuple[int, ...]) -> str:
    return ", ".join("last" if place == LAST else ordinal(place) for place in nth)


def _kind(cycle: Cycle) -> str:
    return "weekday" if cycle.days == WEEKDAYS else _CODES[cycle.days[0]]
