"""Training days: which weekdays a member means, and on which days the next sessions fall."""

import re
from collections.abc import Iterator
from datetime import date, timedelta

from bot.errors import SpotterError
from bot.lifts.days import written_date
from bot.programmes.programme import Programme, day_name

LONGEST = 100
_WORD = re.compile(r"[a-z]+")
_RANGE = re.compile(r"[^\W\d_]\s*[-–—]\s*[^\W\d_]")
_SPELLINGS = {"tues": 1, "weds": 2, "wednes": 2, "thur": 3, "thurs": 3}
MOST_DAYS_AHEAD = 60


class UnreadableDays(SpotterError):
    """Training days or a first day that can't be read, or don't fit the programme."""


def read_days(text: str, programme: Programme) -> tuple[int, ...]:
    """Read training days such as `mon wed fri`, in any order; nothing means the programme's usual ones.

    Raises UnreadableDays.
    """
    if not text.strip():
        return programme.usual_days
    if _RANGE.search(text):
        raise UnreadableDays("`mon-fri` may mean two days or five. Type each day, like `mon wed fri`.")
    words = _WORD.findall(text.casefold()) if len(text) <= LONGEST else []
    days = [_weekday(word) for word in words if word != "and"]
    if not days or None in days or _WORD.sub("", text.casefold()).strip(" ,;/+&-–."):
        raise UnreadableDays("I can't read those days. Type them like `mon wed fri`.")
    chosen = tuple(sorted({day for day in days if day is not None}))
    if len(chosen) not in programme.days:
        raise UnreadableDays(f"{programme.name} is for {_days_a_week(programme)} days a week; you chose {len(chosen)}.")
    return chosen


def read_first_day(text: str, today: date) -> date:
    """Read the day of the first session: `today`, `tomorrow`, `monday`, `12 nov`, `2026-11-30`.

    Raises UnreadableDays, and SpotterError for a date that may be two.
    """
    wanted = text.strip().casefold()
    if wanted in {"", "today", "now"}:
        return today
    if wanted == "tomorrow":
        return today + timedelta(days=1)
    weekday = _weekday(wanted.removeprefix("next ")) if len(wanted) <= LONGEST else None
    if weekday == today.weekday() and not wanted.startswith("next "):
        name = day_name(weekday)
        raise UnreadableDays(f"Today is {name}: type `today`, or `next {name.lower()}` for a week from now.")
    if weekday is not None:
        return today + timedelta(days=(weekday - today.weekday()) % 7 or 7)
    written = written_date(wanted) if len(wanted) <= LONGEST else None
    if written is None:
        raise UnreadableDays("I can't read that day. Type it like `today`, `monday`, `12 nov` or `2026-11-30`.")
    last = today + timedelta(days=MOST_DAYS_AHEAD)
    day = next((day for day in written.in_years((today.year, last.year)) if today <= day <= last), None)
    if day is None:
        raise UnreadableDays(f"A programme starts today or at most {MOST_DAYS_AHEAD} days from now.")
    return day


def training_days(days: tuple[int, ...], first: date) -> Iterator[date]:
    """Yield the days of the next sessions without end, the first on or after a day."""
    day = first
    while True:
        if day.weekday() in days:
            yield day
        day += timedelta(days=1)


def days_in_words(days: tuple[int, ...]) -> str:
    """Return `Mon, Wed, Fri`."""
    return ", ".join(day_name(day)[:3] for day in days)


def _days_a_week(programme: Programme) -> str:
    first, last = programme.days.start, programme.days.stop - 1
    return str(first) if first == last else f"{first} to {last}"


def _weekday(word: str) -> int | None:
    if word in _SPELLINGS:
        return _SPELLINGS[word]
    found = [day for day in range(7) if len(word) >= 3 and day_name(day).casefold().startswith(word.removesuffix("s"))]
    return found[0] if len(found) == 1 else None
