"""What recurs: every day, days of the week, every other week, days of the month, every year."""

import re

from bot.reminders.cycle import EVERY_DAY, LAST, WEEKDAYS, WEEKEND, Cycle, Unit, is_in_month
from bot.reminders.grammar.days import FEASTS
from bot.reminders.grammar.values import Every, Match, Nth, Part, Value, always, slot
from bot.reminders.grammar.words import AND, DAY, DAYS, MONTH, MONTHS, NUMBERS, ORDINAL, PLACE, either, number

_TO = r"\s*(?:-|–|\bto\b|\bthrough\b|\bthru\b|\bbis\b)\s*"
_ITEM = rf"{DAY}s?(?:{_TO}{DAY}s?)?"
_LIST = rf"{_ITEM}(?:{AND}(?:every\s+|each\s+)?{_ITEM})*"
_TWO = rf"(?:(?:from\s+)?{DAY}s?{_TO}{DAY}s?|{DAY}(?:{AND}{_ITEM})+)"
"""Several days: no single reminder can be meant."""
_PLURAL = rf"(?:{either(day for day in DAYS if day.endswith(('day', 'tag', 'abend', 'woch')))}|mon|fri|sat|sun)s"
"""`tues`, `weds` and `thurs` are short for one day."""
_PLURALS = rf"{_PLURAL}(?:{AND}{_PLURAL})*"
_RANGE = re.compile(rf"(?P<first>{DAY})s?(?:{_TO}(?P<last>{DAY})s?)?")
_GERMAN_DAYS = {
    "mo": "monday",
    "di": "tuesday",
    "mi": "wednesday",
    "do": "thursday",
    "fr": "friday",
    "sa": "saturday",
    "so": "sunday",
}
_TWO_LETTERS = either(_GERMAN_DAYS)
_SHORT = re.compile(rf"\b{_TWO_LETTERS}\b")
_LETTERS = {"mwf": (0, 2, 4), "m/w/f": (0, 2, 4), "tth": (1, 3), "t/th": (1, 3), "tu/th": (1, 3)}
_EVERY = r"(?:(?:on\s+)?(?:every|each|jede[nrs]?|alle)\s+(?:single\s+)?)"
_OTHER = r"(?:(?:on\s+)?every\s+other\s+|(?:on\s+)?alternate\s+|every\s+alternate\s+)"
_MOST = {"day": 366, "week": 52, "month": 60, "year": 5}
_UNIT_WORDS: dict[str, Unit] = {
    **dict.fromkeys(("day", "days", "tag", "tage"), "day"),
    **dict.fromkeys(("week", "weeks", "wk", "wks", "woche", "wochen"), "week"),
    **dict.fromkeys(("month", "months", "mth", "mths", "monat", "monate"), "month"),
    **dict.fromkeys(("year", "years", "yr", "yrs", "jahr", "jahre"), "year"),
}
_UNIT = rf"(?P<unit>{either(_UNIT_WORDS)})"
_N = rf"(?P<n>\d{{1,3}}|{either(NUMBERS)})"
_PLACES = rf"(?P<places>{PLACE}(?:{AND}{PLACE})*)"
_DATES = rf"(?P<dates>(?:{ORDINAL}|last\s+day)(?:{AND}(?:the\s+)?(?:{ORDINAL}|last\s+day))*)"
_ORDINALS = re.compile(rf"{ORDINAL}|last(?:\s+day)?")
_MONTHLY = r"(?:\s+(?:of|in)\s+(?:(?:the|every|each|any|a)\s+)?month|\s+(?:every|each)\s+month|\s+monthly)"
_KIND = rf"(?P<day>{DAY}|weekday|working\s+day|workday|business\s+day|day)s?"


def _said(*options: Cycle) -> tuple[Value, ...]:
    return (Every(options),)


def _days(text: str) -> tuple[int, ...]:
    """`mon, wed and fri`, `mon-fri`, `fri to mon`."""
    days: set[int] = set()
    for found in _RANGE.finditer(text):
        first, last = DAYS[found["first"]], DAYS[found["last"] or found["first"]]
        days |= {(first + step) % 7 for step in range((last - first) % 7 + 1)}
    return tuple(sorted(days))


def _listed(match: Match) -> tuple[Value, ...]:
    return _said(Cycle("week", days=_days(match["days"])))


def _chained(match: Match) -> tuple[Value, ...]:
    """`mon-wed-fri`: with three of them the strokes are no ranges."""
    return _said(Cycle("week", days=_days(match["days"].replace("-", ","))))


def _all_but(match: Match) -> tuple[Value, ...]:
    """`every day except sunday`, `weekdays but not friday`."""
    all_days = WEEKDAYS if match["weekdays"] else EVERY_DAY
    left = tuple(day for day in all_days if day not in _days(match["days"]))
    return _said(Cycle("week", days=left)) if left else ()


def _german(match: Match) -> tuple[Value, ...]:
    """`mo-fr`, `mo, mi und fr`: two letters are days only where several stand together."""
    return _said(Cycle("week", days=_days(_SHORT.sub(lambda short: _GERMAN_DAYS[short[0]], match["days"]))))


def _other_days(match: Match) -> tuple[Value, ...]:
    """`every other tuesday`."""
    return _said(Cycle("week", 2, days=_days(match["days"])))


def _weeks_on(match: Match) -> tuple[Value, ...]:
    """`every 2 weeks on monday and thursday`, `every 3rd friday` counted in weeks."""
    n = number(match["n"])
    return _said(Cycle("week", n, days=_days(match["days"]))) if 1 <= n <= _MOST["week"] else ()


def _units(match: Match) -> tuple[Value, ...]:
    """`every 3 days`, `every other week`, `every second month`."""
    groups = match.groupdict()
    n, unit = number(groups.get("n") or "2"), _UNIT_WORDS[match["unit"]]
    if not 1 <= n <= _MOST[unit]:
        return ()
    return _said(_every_day if (n, unit) == (1, "day") else Cycle(unit, n))


_every_day = Cycle("week", days=EVERY_DAY)
_weekdays = Cycle("week", days=WEEKDAYS)


def _of_kind(kind: str, places: tuple[int, ...], month: int | None = None, interval: int = 1) -> Cycle | None:
    """Return the cycle of "the last friday", "the 2nd and 4th tuesday", "the last day", "the first working day"."""
    unit: Unit = "year" if month else "month"
    if kind in DAYS:
        return Cycle(unit, interval, days=(DAYS[kind],), nth=places, month=month)
    if kind == "day":
        return Cycle(unit, interval, dates=places, month=month)
    return Cycle(unit, interval, days=WEEKDAYS, nth=places, month=month)


def _places(match: Match) -> tuple[int, ...]:
    found = dict.fromkeys(number(place) for place in _ORDINALS.findall(match["places"]))
    return tuple(sorted(found, key=lambda place: (place == LAST, place)))


def _nth(match: Match) -> tuple[Value, ...]:
    """`last friday of the month`, `2nd and 4th tuesday of every month`, `last friday of every november`."""
    groups = match.groupdict()
    month = MONTHS[match["month"]] if groups.get("month") else None
    cycle = _of_kind(match["day"], _places(match), month, number(groups.get("n") or "1"))
    return _said(cycle) if cycle and 1 <= cycle.interval <= _MOST["month"] else ()


def _nth_once(match: Match) -> tuple[Value, ...]:
    """`last friday of november 2026`, `first monday of next month`."""
    groups, places = match.groupdict(), _places(match)
    cycle = _of_kind(match["day"], places)
    if cycle is None or len(places) != 1:
        return ()
    month = MONTHS[match["month"]] if groups.get("month") else None
    year = int(groups["year"]) if groups.get("year") else None
    return (Nth(cycle, month, year, ahead=int(groups.get("which") == "next")),)


def _end_of_month(match: Match) -> tuple[Value, ...]:
    """`end of november`, `end of the month`."""
    month = MONTHS[match["month"]] if match["month"] else None
    year = int(match["year"]) if match["year"] else None
    return (Nth(Cycle("month", dates=(LAST,)), month, year, ahead=int(match["which"] == "next")),)


def _every_nth(match: Match) -> tuple[Value, ...]:
    """`every second tuesday`: of the month, or every two weeks? `every first` and `every last` are clear."""
    place = number(match["place"])
    days = (DAYS[match["day"]],)
    of_month = Cycle("month", days=days, nth=(place,))
    return _said(of_month) if place in (1, LAST) else _said(of_month, Cycle("week", place, days=days))


def _dates(match: Match) -> tuple[Value, ...]:
    """Read `the 1st and 15th of every month`, `every month on the last day`."""
    groups = match.groupdict()
    found = tuple(dict.fromkeys(number(day.split()[0]) for day in _ORDINALS.findall(match["dates"])))
    n = number(groups.get("n") or ("2" if groups.get("other") else "1"))
    lacking = len(found) > 1 and {29, 30} & set(found)  # one rule can't clamp one day of several
    if lacking or not all(day == LAST or 1 <= day <= 31 for day in found) or not 1 <= n <= _MOST["month"]:
        return ()
    return _said(Cycle("month", n, dates=found))


def _yearly(match: Match) -> tuple[Value, ...]:
    """`every 12 november`, `every november 12th`."""
    month, day = MONTHS[match["month"]], number(match["date"])
    return _said(Cycle("year", dates=(day,), month=month)) if is_in_month(month, day) else ()


def _feast(match: Match) -> tuple[Value, ...]:
    month, day = FEASTS[match["feast"]]
    return _said(Cycle("year", dates=(day,), month=month))


_ON_THE = r"(?:on\s+)?(?:the\s+)?"
_MONTHS_APART = rf"(?:(?:once\s+)?{_EVERY}(?:(?P<other>other)\s+|{_N}\s+)?months?|monthly|once\s+a\s+month)"
_DATE = rf"(?P<date>\d{{1,2}}|{ORDINAL})"

SLOTS = (
    slot(rf"{_EVERY}(?:week\s+(?:on\s+)?)?(?P<days>{_LIST})", _listed),
    slot(rf"(?:on\s+)?(?P<days>{_TWO}|{_PLURALS})(?:\s+(?:every|each)\s+week|,?\s+weekly)?", _listed),
    slot(rf"(?:{_EVERY})?(?P<days>{DAY}(?:-{DAY}){{2,}})", _chained),
    slot(rf"(?:weekly|once\s+(?:a|every)\s+week)\s+(?:on\s+)?(?P<days>{_LIST})", _listed),
    slot(rf"(?:on\s+)?(?P<days>{_LIST})(?=\s+(?:morning|afternoon|evening|night)s\b)", _listed),
    slot(
        rf"(?:{_EVERY}day|daily|(?P<weekdays>(?:{_EVERY})?weekdays?))\s+"
        rf"(?:except(?:\s+for|\s+on)?|but(?:\s+not)?|excluding|without)\s+(?:on\s+)?(?P<days>{_LIST})",
        _all_but,
    ),
    slot(rf"(?:jeden\s+)?(?P<days>{_TWO_LETTERS}(?:(?:{_TO}|{AND}){_TWO_LETTERS})+)", _german),
    slot(rf"(?P<letters>{either(_LETTERS)})", lambda match: _said(Cycle("week", days=_LETTERS[match["letters"]]))),
    slot(r"nightly", always(Every((_every_day,)), Part("night"))),
    slot(
        rf"{_EVERY}day|everyday|(?:once\s+)?daily|(?:twice|once|two\s+times|three\s+times)\s+(?:a|per|every)\s+day|"
        r"(?:7|seven)\s+days\s+a\s+week|jeden\s+tag|täglich",
        always(*_said(_every_day)),
    ),
    slot(
        r"(?:in\s+the\s+)?(?P<part>morning|afternoon|evening|night)s",
        lambda match: (Every((_every_day,)), Part(match["part"], often=True)),
    ),
    slot(r"(?:every|each)(?=\s+(?:morning|afternoon|evening|night)\b)", always(*_said(_every_day))),
    slot(
        rf"(?:on\s+)?(?:{_EVERY}(?:weekday|work\s?day|working\s+day)|(?:{_EVERY}|all\s+)?(?:weekdays|workdays)|werktags)",
        always(*_said(_weekdays)),
    ),
    slot(r"(?:on\s+)?weekday(?=\s+(?:morning|afternoon|evening|night)s\b)", always(*_said(_weekdays))),
    slot(
        rf"(?:on\s+|at\s+)?(?:the\s+)?(?:{_EVERY}weekend|(?:{_EVERY})?weekends)",
        always(*_said(Cycle("week", days=WEEKEND))),
    ),
    # Every so often
    slot(rf"{_OTHER}(?P<days>{_LIST})", _other_days),
    slot(rf"{_OTHER}{_UNIT}", _units),
    slot(
        r"(?:every\s+other|(?:every\s+)?alternate)(?=\s+(?:morning|afternoon|evening|night)\b)",
        always(*_said(Cycle("day", 2))),
    ),
    slot(rf"{_OTHER}weekend", always(*_said(Cycle("week", 2, days=WEEKEND)))),
    slot(rf"{_EVERY}{_N}\s*-?\s*{_UNIT}", _units),
    slot(rf"{_EVERY}(?P<n>{ORDINAL})\s+{_UNIT}", _units),
    slot(
        rf"(?:(?:once\s+)?{_EVERY}|once\s+a\s+)(?P<unit>week|month|year)",
        lambda match: _said(Cycle(_UNIT_WORDS[match["unit"]])),
    ),
    slot(rf"{_EVERY}{_N}\s+(?:weeks?|wochen)\s+(?:(?:on|am)\s+)?(?P<days>{_LIST})", _weeks_on),
    slot(rf"(?:on\s+)?(?P<days>{_LIST})\s+{_EVERY}{_N}\s+(?:weeks?|wochen)", _weeks_on),
    slot(rf"{_EVERY}{_N}\s+(?P<days>{_PLURALS})", _weeks_on),
    slot(rf"(?:{_OTHER}week|fortnightly)\s+(?:on\s+)?(?P<days>{_LIST})", _other_days),
    slot(rf"(?:on\s+)?(?P<days>{_LIST})\s+(?:{_OTHER}week|fortnightly)", _other_days),
    slot(r"(?:every|each)\s+fortnight|fortnightly", always(*_said(Cycle("week", 2)))),
    slot(r"weekly", always(*_said(Cycle("week")))),
    slot(r"monthly", always(*_said(Cycle("month")))),
    slot(r"quarterly|(?:every|each)\s+quarter", always(*_said(Cycle("month", 3)))),
    slot(r"yearly|annually", always(*_said(Cycle("year")))),
    # Days of the month
    slot(rf"(?:{_EVERY}|{_ON_THE}){_PLACES}\s+{_KIND}{_MONTHLY}", _nth),
    slot(rf"{_MONTHS_APART}\s+on\s+the\s+{_PLACES}\s+{_KIND}", _nth),
    slot(rf"(?:{_EVERY}|{_ON_THE}){_PLACES}\s+{_KIND}\s+(?:of|in)\s+(?:every|each)\s+(?P<month>{MONTH})", _nth),
    slot(rf"{_EVERY}(?P<place>{PLACE})\s+(?P<day>{DAY})", _every_nth),
    slot(rf"(?:{_EVERY}|{_ON_THE}){_DATES}{_MONTHLY}", _dates),
    slot(rf"{_ON_THE}(?P<dates>{ORDINAL}(?:\s*(?:,|&|and)\s*(?:the\s+)?{ORDINAL})+)", _dates),
    slot(r"(?:at\s+)?(?:the\s+)?end\s+of\s+(?:every|each)\s+month", always(*_said(Cycle("month", dates=(LAST,))))),
    slot(rf"{_MONTHS_APART}\s+on\s+(?:the\s+)?{_DATES}", _dates),
    slot(rf"{_EVERY}(?:the\s+)?(?P<dates>{ORDINAL}(?:{AND}(?:the\s+)?{ORDINAL})*)", _dates),
    # One day of the year, and one of one month
    slot(rf"{_EVERY}{_DATE}\.?\s*(?:of\s+)?(?P<month>{MONTH})", _yearly),
    slot(rf"{_EVERY}(?P<month>{MONTH})\s+(?:the\s+)?{_DATE}", _yearly),
    slot(rf"{_EVERY}(?P<feast>{either(FEASTS)})", _feast),
    slot(
        rf"{_ON_THE}{_PLACES}\s+{_KIND}\s+(?:of|in)\s+(?:(?P<month>{MONTH})(?:,?\s+(?P<year>\d{{4}}))?"
        r"|(?P<which>this|next)\s+month)",
        _nth_once,
    ),
    slot(
        r"(?:at\s+)?(?:the\s+)?(?:end\s+of\s+(?:(?P<month>" + MONTH + r")(?:,?\s+(?P<year>\d{4}))?|"
        r"(?:(?:the|this)\s+)?month|(?P<which>next)\s+month)|eom)",
        _end_of_month,
    ),
)
