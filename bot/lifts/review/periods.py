"""Which stretch of time a member means: `3 months`, `1y`, `90 days`, `2025`, `all`."""

import re
from dataclasses import dataclass
from datetime import date, timedelta

from bot.errors import SpotterError

USUAL = "1 year"
OFFERED = ("3 months", "6 months", USUAL, "2 years", "5 years", "all")
_DAYS = {"d": 1, "day": 1, "w": 7, "wk": 7, "week": 7, "m": 30.4375, "mo": 30.4375, "month": 30.4375}
_DAYS |= {"y": 365.25, "yr": 365.25, "year": 365.25}
_LENGTH = re.compile(r"(?:(?:the )?(?:last|past) )?(?:([0-9]{1,5}|a|an|one) ?)?([a-z]+?)s?")
_YEAR = re.compile(r"(?:in )?((?:19|20)[0-9]{2})")
_ALL = {"all", "ever", "all time", "everything", "always", "max"}
_LONGEST = 40


@dataclass(frozen=True, slots=True)
class Period:
    """Days that are looked at, both ends included."""

    first: date
    last: date
    label: str

    def __contains__(self, day: date) -> bool:
        return self.first <= day <= self.last


def read_period(text: str, today: date) -> Period:
    """Return the days that a text means, in the member's own calendar. Raises SpotterError when it can't be read."""
    wanted = " ".join(text.casefold().split()) or USUAL
    if wanted in _ALL:
        return Period(date.min, today, "all time")
    if len(wanted) <= _LONGEST:
        if match := _YEAR.fullmatch(wanted):
            return _year(int(match[1]), today)
        if wanted == "this year":
            return _year(today.year, today)
        match = _LENGTH.fullmatch(wanted)
        if match and match[2] in _DAYS:
            number = int(match[1]) if match[1] and match[1].isdigit() else 1
            return _back(number, match[2], today)
    raise SpotterError("I can't read that period. Type it like `3 months`, `90 days`, `2 years`, `2025` or `all`.")


def _year(year: int, today: date) -> Period:
    if year > today.year:
        raise SpotterError("That year is still to come. Type one that has begun, or `all`.")
    return Period(date(year, 1, 1), date(year, 12, 31), str(year))


def _back(number: int, unit: str, today: date) -> Period:
    if number == 0:
        raise SpotterError("A period of nothing has nothing to show. Type it like `3 months` or `all`.")
    name = next(full for full in ("day", "week", "month", "year") if full.startswith(unit[0]))
    label = f"last {name}" if number == 1 else f"last {number:,} {name}s"
    days = number * _DAYS[unit]
    first = today - timedelta(days=days - 1) if days < (today - date.min).days else date.min
    return Period(first, today, label)
