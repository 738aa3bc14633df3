"""Which past day a member means: `yesterday`, `monday`, `3 days ago`, `12 nov`, `2026-11-12`."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, tzinfo

from bot.errors import SpotterError

_DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_MONTHS = (
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
)
_NEAR = {"": 0, "today": 0, "now": 0, "yesterday": 1, "day before yesterday": 2, "the day before yesterday": 2}
_OLDEST = 50  # years
_LONGEST = 40

_AGO = re.compile(r"([0-9]{1,4}|a|an|one|two|three) (days?|weeks?) ago")
_WEEKDAY = re.compile(r"(?:on )?(last )?([a-z]+)")
_ISO = re.compile(r"([0-9]{4})-([0-9]{1,2})-([0-9]{1,2})")
_NAMED_MONTH = re.compile(r"(?:on )?(?:the )?([0-9]{1,2})(?:st|nd|rd|th|\.)?(?: of)? ([a-z]+)\.?,?(?: ([0-9]{4}))?")
_MONTH_FIRST = re.compile(r"(?:on )?([a-z]+)\.? ([0-9]{1,2})(?:st|nd|rd|th)?,?(?: ([0-9]{4}))?")
_NUMBERS = re.compile(r"([0-9]{1,2})([./])([0-9]{1,2})(?:\2([0-9]{4})?)?")

_EXAMPLES = "Type it like `yesterday`, `monday`, `3 days ago`, `12 nov` or `2026-11-12`."

_NO_SUCH_DAY = f"There is no such day in the calendar. {_EXAMPLES}"
_TO_COME = "That day is still to come. I log what is behind you: type today or a day before, with its year if need be."
_LATER = re.compile(r"tomorrow|(?:in|next) .+")


class UnreadableDay(SpotterError):
    """A day that can't be read, can't be told from another, or is not past; the text says which and what to type."""


def past_day(text: str, today: date) -> date:
    """Return the day that a text means, today or before, in the member's own calendar.

    Raises UnreadableDay when it can't be read to its last character, may be two days, or is still to come.
    """
    wanted = " ".join(text.casefold().split())
    if len(wanted) > _LONGEST:
        raise UnreadableDay(f"I can't read that day. {_EXAMPLES}")
    if wanted in _NEAR:
        return today - timedelta(days=_NEAR[wanted])
    if _LATER.fullmatch(wanted):
        raise UnreadableDay(_TO_COME)
    day = _ago(wanted, today) or _weekday(wanted, today)
    if day is None:
        written = written_date(wanted)
        if written is None:
            raise UnreadableDay(f"I can't read that day. {_EXAMPLES}")
        day = _nearest(written, today)
    return _checked(day, today)


def moment(text: str, asked_at: datetime, zone: tzinfo) -> tuple[date, datetime]:
    """Return the day that a text means in a member's zone, and an instant on it: `asked_at` for today, else noon.

    Raises UnreadableDay as `past_day`.
    """
    today = asked_at.astimezone(zone).date()
    day = past_day(text, today)
    return day, asked_at if day == today else datetime.combine(day, time(12), zone).astimezone(UTC)


def _ago(text: str, today: date) -> date | None:
    match = _AGO.fullmatch(text)
    if match is None:
        return None
    words = {"a": 1, "an": 1, "one": 1, "two": 2, "three": 3}
    number = words.get(match[1]) or int(match[1])
    return today - timedelta(days=number * (7 if match[2].startswith("week") else 1))


def _weekday(text: str, today: date) -> date | None:
    match = _WEEKDAY.fullmatch(text)
    weekday = _position(match[2], _DAYS) if match else None
    if match is None or weekday is None:
        return None
    back = (today.weekday() - weekday) % 7
    if back == 0 and not match[1]:
        name = _DAYS[weekday].capitalize()
        raise UnreadableDay(f"Today is {name}: type `today`, or `last {_DAYS[weekday]}` for a week ago.")
    return today - timedelta(days=back or 7)


@dataclass(frozen=True, slots=True)
class Written:
    """A date as it was written, perhaps without its year."""

    day: int
    month: int
    year: int | None = None

    def in_years(self, years: Iterable[int]) -> list[date]:
        """Return the days that it is in its own year or, without one, in these: none where the calendar has none."""
        return [day for year in (years if self.year is None else (self.year,)) if (day := self._in(year))]

    def _in(self, year: int) -> date | None:
        try:
            return date(year, self.month, self.day)
        except ValueError:
            return None


def written_date(text: str) -> Written | None:
    """Read `2026-11-12`, `12.11.`, `13/2`, `12 nov` or `nov 12, 2026`; None when it is no date.

    Raises UnreadableDay for `3/2`, which may be two days.
    """
    wanted = " ".join(text.casefold().split())
    return _iso(wanted) or _numbers(wanted) or _named_month(wanted)


def _iso(text: str) -> Written | None:
    match = _ISO.fullmatch(text)
    return Written(int(match[3]), int(match[2]), int(match[1])) if match else None


def _numbers(text: str) -> Written | None:
    """Read `12.11.` as day and month; with slashes that stands one way in Europe and the other in America."""
    match = _NUMBERS.fullmatch(text)
    if match is None:
        return None
    first, second = int(match[1]), int(match[3])
    if match[2] == "/" and first != second and max(first, second) <= 12:
        readings = f"`{first} {_short(second)}` or `{second} {_short(first)}`"
        raise UnreadableDay(f"That may be two days: type {readings}.")
    day, month = (second, first) if match[2] == "/" and second > 12 else (first, second)
    return Written(day, month, int(match[4]) if match[4] else None)


def _named_month(text: str) -> Written | None:
    if match := _NAMED_MONTH.fullmatch(text):
        day, name, year = match.groups()
    elif match := _MONTH_FIRST.fullmatch(text):
        name, day, year = match.groups()
    else:
        return None
    month = _position(name, _MONTHS)
    return None if month is None else Written(int(day), month + 1, int(year) if year else None)


def _nearest(written: Written, today: date) -> date:
    """Return the nearest day that a date may be: in March, `12 nov` is last year's.

    What is nearest may be still to come, and then it is refused: on the 4th, `5 mar` is a slip and not a year ago.
    """
    found = written.in_years(range(today.year - 8, today.year + 2))  # from one 29 February to the next: 8 years at most
    if not found:
        raise UnreadableDay(_NO_SUCH_DAY)
    return min(found, key=lambda day: abs(day - today))


def _checked(day: date, today: date) -> date:
    if day > today:
        raise UnreadableDay(_TO_COME)
    if day.year < today.year - _OLDEST:
        raise UnreadableDay(f"That is over {_OLDEST} years ago. {_EXAMPLES}")
    return day


def _position(word: str, names: tuple[str, ...]) -> int | None:
    """Return which of the names a word is or begins, by at least three letters."""
    found = [place for place, name in enumerate(names) if len(word) >= 3 and name.startswith(word)]
    return found[0] if len(found) == 1 else None


def _short(month: int) -> str:
    return _MONTHS[month - 1][:3] if 1 <= month <= 12 else str(month)
