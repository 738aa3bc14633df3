"""Days and dates."""

import re
from datetime import datetime

from bot.reminders.grammar.values import Dates, Match, Moment, Relative, Slot, Value, Weekday, Weekend, always, slot
from bot.reminders.grammar.words import DAY, DAYS, MONTH, MONTHS, ORDINAL, either, number

_ON = r"(?:(?:on|am)\s+)?"
_YEAR = r"(?P<year>\d{4}|\d{2})"
_NAMED_YEAR = r"(?:(?:,\s*|\s+|(?<=\.))(?P<year>[2-9]\d{3}|['’]\d\d))?"
_DAY_NUMBER = rf"(?P<day>\d{{1,2}}\.?|{ORDINAL})"
FEASTS = {
    "christmas eve": (12, 24),
    "christmas day": (12, 25),
    "christmas": (12, 25),
    "boxing day": (12, 26),
    "new year's eve": (12, 31),
    "new years eve": (12, 31),
    "new year's day": (1, 1),
    "new years day": (1, 1),
    "halloween": (10, 31),
    "valentine's day": (2, 14),
    "valentines day": (2, 14),
}
_WEEKS = {"a": 1, "one": 1, "1": 1, "two": 2, "2": 2, "three": 3, "3": 3}
_SHORT_YEAR = 2
_CENTURY = 2000
_MONTHS_IN_A_YEAR = 12


def _weekday(match: Match) -> tuple[Value, ...]:
    said = (match.groupdict().get("which") or "").replace("upcoming", "").replace("coming", "").strip()
    which = {"diese": "this", "nächs": "next"}.get(said[:5], said)
    return (Weekday(DAYS[match["day"]], which),)


def _weekday_of_next_week(match: Match) -> tuple[Value, ...]:
    return (Weekday(DAYS[match["day"]], "next week"),)


def _weekend(match: Match) -> tuple[Value, ...]:
    """Read `this weekend` and `next weekend`, either day of which may be meant."""
    return (Weekend(match.groupdict().get("which") or ""),)


def _year(match: Match) -> int | None:
    text = (match.groupdict().get("year") or "").lstrip("'’")
    if not text:
        return None
    return int(text) + (_CENTURY if len(text) == _SHORT_YEAR else 0)


def _named(match: Match) -> tuple[Value, ...]:
    return (Dates(((_year(match), MONTHS[match["month"]], number(match["day"].rstrip("."))),)),)


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
    """Read `the 15th`, `the 3rd of next month`."""
    which = match.groupdict().get("which")
    ahead = {"this": 0, "next": 1}.get(which or "")
    return (Dates(((None, None, number(match["day"])),), ahead),)


def _with_offset(match: Match) -> tuple[Value, ...]:
    """`2026-11-12T18:00Z`, `2026-11-12 18:00+01:00`: an instant."""
    try:
        at = datetime.fromisoformat(match[0].replace(" ", "t").upper())
    except ValueError:
        return ()
    return (Moment(int(at.timestamp())),)


def _feast(match: Match) -> tuple[Value, ...]:
    return (Dates(((None, *FEASTS[match["feast"]]),)),)


def _weeks_later(match: Match) -> tuple[Value, ...]:
    """`friday week`, `a week on friday`, `two weeks from monday`."""
    return (Weekday(DAYS[match["day"]], "", _WEEKS[match.groupdict().get("weeks") or "a"]),)


SLOTS = (
    slot(r"<t:(?P<seconds>\d{1,12})(?::[a-z])?>", lambda match: (Moment(int(match["seconds"])),)),
    slot(r"\d{4}-\d\d-\d\d[t ]\d\d:\d\d(?::\d\d)?(?:z|[+-]\d\d:?\d\d)", _with_offset),
    slot(r"today|heute", always(Relative(0))),
    slot(
        r"tomorrow|tomorow|tommorow|tommorrow|tomorro|tmrw|tmr|tmw|tomo|tom|2morrow|2moro|morgen", always(Relative(1))
    ),
    slot(r"(?:the\s+)?day\s+after\s+tomorrow|übermorgen|overmorrow", always(Relative(2))),
    slot(r"yesterday|gestern", always(Relative(-1))),
    slot(r"(?:a\s+week\s+(?:from\s+)?today|today\s+week)", always(Relative(7))),
    slot(r"(?:a\s+week\s+(?:from\s+)?tomorrow|tomorrow\s+week)", always(Relative(8))),
    slot(
        rf"{_ON}(?:(?P<which>this\s+coming|this|next|coming|upcoming|diese[nr]?|nächste[nr]?)\s+)?(?P<day>{DAY})\.?",
        _weekday,
    ),
    slot(rf"{_ON}(?P<day>{DAY})\s+(?:of\s+)?next\s+week", _weekday_of_next_week),
    slot(rf"next\s+week\s+(?:on\s+)?(?P<day>{DAY})", _weekday_of_next_week),
    slot(rf"{_ON}(?P<day>{DAY})\s+after\s+next", lambda match: (Weekday(DAYS[match["day"]], "next", 1),)),
    slot(r"(?:on\s+|at\s+)?(?:(?P<which>this|next)\s+|the\s+)weekend", _weekend),
    slot(rf"{_ON}(?P<day>{DAY})\s+week", _weeks_later),
    slot(rf"(?P<weeks>{either(_WEEKS)})\s+weeks?\s+(?:on|from)\s+(?P<day>{DAY})", _weeks_later),
    slot(
        rf"{_ON}(?:the\s+)?{_DAY_NUMBER}[\s-]*(?:of\s+)?(?P<month>{MONTH})(?:\.|-(?=\d))?(?:(?<=[-.])|\b){_NAMED_YEAR}",
        _named,
    ),
    slot(rf"{_ON}(?P<day>\d{{1,2}})[\s-](?P<month>{MONTH})-(?P<year>\d{{4}})", _named),
    slot(rf"{_ON}(?P<month>{MONTH})\.?\s*(?:the\s+)?{_DAY_NUMBER}{_NAMED_YEAR}", _named),
    slot(rf"{_ON}(?P<year>\d{{4}})\s+(?P<month>{MONTH})\s+{_DAY_NUMBER}", _named),
    slot(rf"{_ON}(?P<year>\d{{4}})(?P<by>[-/.])(?P<month>\d{{1,2}})(?P=by)(?P<day>\d{{1,2}})", _iso),
    slot(rf"{_ON}(?P<year>20\d\d)(?P<month>\d\d)(?P<day>\d\d)", _iso),
    Slot(re.compile(r"(?P<year>\d{4})-(?P<month>\d\d)-(?P<day>\d\d)t(?=\d)"), _iso),
    slot(rf"{_ON}(?P<first>\d{{1,2}})/(?P<second>\d{{1,2}})(?:/{_YEAR})?", _either_order),
    slot(rf"{_ON}(?P<first>\d{{1,2}})-(?P<second>\d{{1,2}})-(?P<year>\d{{4}})", _either_order),
    slot(rf"{_ON}(?P<first>\d{{1,2}})\.(?P<second>\d{{1,2}})(?:\.{_YEAR}?)?", _day_first),
    slot(rf"{_ON}(?:the\s+)?(?P<day>{ORDINAL})(?:\s+of\s+(?P<which>this|next)\s+month)?", _day_of_the_month),
    slot(rf"{_ON}(?P<which>this|next)\s+month\s+on\s+the\s+(?P<day>{ORDINAL})", _day_of_the_month),
    slot(rf"{_ON}(?P<feast>{either(FEASTS)})", _feast),
)
