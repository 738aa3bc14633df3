"""Days and dates."""

import re

from bot.reminders.grammar.values import Dates, Match, Moment, Relative, Slot, Value, Weekday, always, slot
from bot.reminders.grammar.words import DAY, DAYS, MONTH, MONTHS

_ON = r"(?:on\s+)?"
_ORDINAL = r"(?:st|nd|rd|th)"
_YEAR = r"(?P<year>\d{4}|\d{2})"
_SHORT_YEAR = 2
_CENTURY = 2000
_MONTHS_IN_A_YEAR = 12


def _weekday(match: Match) -> tuple[Value, ...]:
    which = (match.groupdict().get("which") or "").replace("coming", "").strip()
    return (Weekday(DAYS[match["day"]], which),)


def _weekday_of_next_week(match: Match) -> tuple[Value, ...]:
    return (Weekday(DAYS[match["day"]], "next week"),)


def _year(match: Match) -> int | None:
    text = match.groupdict().get("year")
    if not text:
        return None
    return int(text) + (_CENTURY if len(text) == _SHORT_YEAR else 0)


def _named(match: Match) -> tuple[Value, ...]:
    return (Dates(((_year(match), MONTHS[match["month"]], int(match["day"])),)),)


def _iso(match: Match) -> tuple[Value, ...]:
    return (Dates(((_year(match), int(match["month"]), int(match["day"])),)),)


def _either_order(match: Match) -> tuple[Value, ...]:
    """`3/4`: the third of April to some, the fourth of March to others; as both, where both have a month."""
    year, first, second = _year(match), int(match["first"]), int(match["second"])
    options = dict.fromkeys([(year, second, first), (year, first, second)])
    fits = tuple(option for option in options if 1 <= option[1] <= _MONTHS_IN_A_YEAR)
    return (Dates(fits),) if fits else ()


def _day_first(match: Match) -> tuple[Value, ...]:
    """`12.11.2026`: with points the day always comes first."""
    return (Dates(((_year(match), int(match["second"]), int(match["first"])),)),)


def _day_of_the_month(match: Match) -> tuple[Value, ...]:
    return (Dates(((None, None, int(match["day"])),)),)


SLOTS = (
    slot(r"<t:(?P<seconds>\d{1,12})(?::[a-z])?>", lambda match: (Moment(int(match["seconds"])),)),
    slot(r"today", always(Relative(0))),
    slot(r"tomorrow|tomorow|tommorow|tommorrow|tmrw|tmr|tmw", always(Relative(1))),
    slot(r"(?:the\s+)?day\s+after\s+tomorrow", always(Relative(2))),
    slot(r"yesterday", always(Relative(-1))),
    slot(rf"{_ON}(?:(?P<which>this\s+coming|this|next|coming)\s+)?(?P<day>{DAY})", _weekday),
    slot(rf"{_ON}(?P<day>{DAY})\s+(?:of\s+)?next\s+week", _weekday_of_next_week),
    slot(rf"next\s+week\s+(?:on\s+)?(?P<day>{DAY})", _weekday_of_next_week),
    slot(
        rf"{_ON}(?:the\s+)?(?P<day>\d{{1,2}})(?:{_ORDINAL}|\.)?\s*(?:of\s+)?(?P<month>{MONTH})\.?"
        r"(?:,?\s*(?P<year>\d{4}))?",
        _named,
    ),
    slot(
        rf"{_ON}(?P<month>{MONTH})\.?\s*(?:the\s+)?(?P<day>\d{{1,2}}){_ORDINAL}?(?:,?\s+(?P<year>\d{{4}}))?",
        _named,
    ),
    slot(rf"{_ON}(?P<year>\d{{4}})(?P<by>[-/.])(?P<month>\d{{1,2}})(?P=by)(?P<day>\d{{1,2}})", _iso),
    Slot(re.compile(r"(?P<year>\d{4})-(?P<month>\d\d)-(?P<day>\d\d)t(?=\d)"), _iso),
    slot(rf"{_ON}(?P<first>\d{{1,2}})/(?P<second>\d{{1,2}})(?:/{_YEAR})?", _either_order),
    slot(rf"{_ON}(?P<first>\d{{1,2}})-(?P<second>\d{{1,2}})-(?P<year>\d{{4}})", _either_order),
    slot(rf"{_ON}(?P<first>\d{{1,2}})\.(?P<second>\d{{1,2}})(?:\.{_YEAR}?)?", _day_first),
    slot(rf"{_ON}(?:the\s+)?(?P<day>\d{{1,2}}){_ORDINAL}", _day_of_the_month),
)
