"""Times of day, in the spellings people use."""

import re
from itertools import product

from bot.reminders.grammar.values import (
    END,
    Clock,
    Match,
    Part,
    Relative,
    Several,
    ThisHour,
    Times,
    Value,
    always,
    slot,
)
from bot.reminders.grammar.words import HOURS, NUMBERS, either, number

_NOON = 12
_ROUND = 5
_YEARS = (2020, 2059)
_AT = r"(?P<at>(?:at|@|um)\s*)?"
_HOUR = rf"(?P<hour>\d{{1,2}}|{either(HOURS)})"
_CLOCK = r"\s*o['’]?\s?clock"
_SPOKEN_MINUTES = {word: value for word, value in NUMBERS.items() if value in range(10, 60)}
_MERIDIEM = r"(?P<half>[ap])(?:\.?\s?m\.?)?"


def _times(*options: Clock, weak: bool = False) -> tuple[Value, ...]:
    exist = all(0 <= clock.hour < 24 and 0 <= clock.minute < 60 for clock in options)
    return (Times(options, weak),) if exist else ()


def _by_half(hour: int, minute: int, half: str) -> tuple[Value, ...]:
    """Return the time of a 12-hour clock; 12am is midnight."""
    if not 1 <= hour <= _NOON:
        return ()
    return _times(Clock(hour % _NOON + (_NOON if half == "p" else 0), minute))


def _either_half(hour: int, minute: int, *, weak: bool = False) -> tuple[Value, ...]:
    """Return both halves of the day for an hour of 1 to 12 without am or pm; any other hour is what it says."""
    if not 1 <= hour <= _NOON:
        return _times(Clock(hour, minute), weak=weak)
    return _times(Clock(hour % _NOON, minute), Clock(hour % _NOON + _NOON, minute), weak=weak)


def _twelve_hour(match: Match) -> tuple[Value, ...]:
    """`7am`, `7:30 p.m.`, `730pm`, `seven pm`."""
    return _by_half(number(match["hour"]), int(match["minute"] or 0), match["half"])


def _twenty_four_hour(match: Match) -> tuple[Value, ...]:
    """`18:30`, `18h30`, `7.30`: a 24-hour clock, but `7:30` may turn out to be the evening.

    Without "at" or a day, `7.10` may be a date and `1h30` a duration.
    """
    hour, minute = int(match["hour"]), int(match["minute"])
    doubtful = {".": 1 <= minute <= _NOON, "h": hour <= _NOON}.get(match["by"], False)
    weak = doubtful and not match["at"]
    if match["hour"].startswith("0") or not 1 <= hour <= _NOON:
        return _times(Clock(hour, minute), weak=weak)
    return _times(Clock(hour, minute), Clock((hour + _NOON) % 24, minute, sure=False), weak=weak)


def _bare_hour(match: Match) -> tuple[Value, ...]:
    """`at 7`, `18`, `seven o'clock`: either half of the day, and alone not even a time."""
    hour, weak = number(match["hour"]), not (match["at"] or match["clock"])
    if match["hour"].startswith("0"):
        return _times(Clock(hour, 0), weak=weak)
    return _either_half(hour, 0, weak=weak)


def _hour_sign(match: Match) -> tuple[Value, ...]:
    """`18 Uhr`, `18h`. A `2h` is a duration unless "at" or a day stands by it; `18h` may be either."""
    hour = int(match["hour"])
    return _times(Clock(hour, 0), weak=match["sign"] == "h" and not match["at"] and hour <= _NOON)


def _four_digits(match: Match) -> tuple[Value, ...]:
    """`1830`, `0630h`. What could be a year needs "at", the sign or a day; what is one soon is no time without them."""
    hour, minute = int(match["hour"]), int(match["minute"])
    bare = not match["at"] and not match["sign"]
    if bare and _YEARS[0] <= 100 * hour + minute <= _YEARS[1]:
        return ()
    return _times(Clock(hour, minute), weak=bare and match["hour"] in ("19", "20"))


def _past_or_to(match: Match) -> tuple[Value, ...]:
    """`half past 7`, `quarter to seven`, `ten past 6 pm`; `9 to 5` is a day's work unless it says minutes."""
    hour, spoken = number(match["hour"]), match["minutes"]
    minutes = {"half": 30, "quarter": 15}.get(spoken) or number(spoken)
    if not 1 <= hour <= _NOON or (minutes % _ROUND and not match["unit"]):
        return ()
    if match["way"] not in ("past", "after"):
        hour, minutes = (hour - 1) or _NOON, 60 - minutes
    return _by_half(hour, minutes, match["half"]) if match["half"] else _either_half(hour, minutes)


def _spoken(match: Match) -> tuple[Value, ...]:
    """`seven thirty`, `six fifteen pm`."""
    hour, minute = number(match["hour"]), number(match["minute"])
    return _by_half(hour, minute, match["half"]) if match["half"] else _either_half(hour, minute)


def _uhr(match: Match) -> tuple[Value, ...]:
    """`21 Uhr 15`."""
    return _times(Clock(int(match["hour"]), int(match["minute"])))


def _half_an_hour(match: Match) -> tuple[Value, ...]:
    """`half seven`: 7:30 in Britain, 6:30 in Germany."""
    hour = number(match["hour"])
    if not 1 <= hour <= _NOON:
        return ()
    hours = (hour, (hour - 1) or _NOON)
    return _times(*(Clock(one % _NOON + half, 30) for one in hours for half in (0, _NOON)))


_ONE = (
    slot(rf"{_AT}{_HOUR}(?:[:.h]?(?P<minute>\d\d)|{_CLOCK})?\s*{_MERIDIEM}", _twelve_hour),
    slot(rf"{_AT}(?P<hour>\d{{1,2}})(?P<by>[:.h])(?P<minute>\d\d)(?::00)?(?:\s*(?:h|hrs|uhr))?", _twenty_four_hour),
    slot(rf"{_AT}(?P<hour>{either(HOURS)})[\s-](?P<minute>{either(_SPOKEN_MINUTES)})(?:\s*{_MERIDIEM})?", _spoken),
    slot(rf"{_AT}{_HOUR}(?P<clock>{_CLOCK})?", _bare_hour),
    slot(rf"{_AT}(?P<hour>\d{{1,2}})\s*(?P<sign>h|uhr)", _hour_sign),
    slot(rf"{_AT}(?P<hour>\d{{1,2}})\s+uhr\s+(?P<minute>\d\d)", _uhr),
    slot(rf"{_AT}24[:.]00(?:\s*(?:h|uhr))?", always(Times((Clock(0, 0, days=1),)))),
    slot(rf"{_AT}(?P<hour>[01]\d|2[0-3])(?P<minute>[0-5]\d)\s*(?P<sign>h|hrs|hours)?", _four_digits),
    slot(
        rf"{_AT}(?:a\s+)?(?P<minutes>half|quarter|\d{{1,2}}|{either(NUMBERS)})(?P<unit>\s+min(?:ute)?s?)?\s+"
        rf"(?P<way>past|after|to|before)\s+{_HOUR}(?:\s*{_MERIDIEM})?",
        _past_or_to,
    ),
    slot(rf"{_AT}half\s+{_HOUR}", _half_an_hour),
    slot(rf"{_AT}(?:12\s*)?(?:noon|midday)", always(Times((Clock(_NOON, 0),)))),
    slot(rf"{_AT}(?:12\s*)?midnight", always(Times((Clock(0, 0), Clock(0, 0, days=1))))),
)
_MOST_TIMES = 8
_MOST_WAYS = 16
_BY = r"\s*(?:,\s*and\b|,|\band\b|\bund\b|&|/)\s*"
_ANY = "|".join(re.sub(r"\?P<\w+>", "?:", one.pattern.pattern.removesuffix(END)) for one in _ONE)
_BETWEEN, _HALF = re.compile(_BY), re.compile(rf"{_HOUR}\s*{_MERIDIEM}")


def _several(match: Match) -> tuple[Value, ...]:
    """`8, 12 and 18`, `9am and 9pm`: every way to read all of them that counts by one kind of clock."""
    pieces = _BETWEEN.split(match["times"])
    said = [_one(piece) for piece in pieces]
    if len(pieces) > _MOST_TIMES or not all(said):
        return ()
    times = [one or () for one in said]
    if any(one[0].hour > _NOON and not _HALF.search(piece) for one, piece in zip(times, pieces, strict=True)):
        # `18` is of a 24-hour clock, and so are the others; `9am` has settled itself.
        times = [one[:1] if one[0].hour else one[-1:] for one in times]
    ways = [way for way in product(*times) if len(set(way)) == len(way)]
    return (Several(tuple(ways)),) if ways and len(ways) <= _MOST_WAYS else ()


def _one(piece: str) -> tuple[Clock, ...] | None:
    for one in _ONE:
        if match := one.pattern.fullmatch(piece):
            for value in one.build(match):
                if isinstance(value, Times):
                    return tuple(clock for clock in value.options if clock.sure)
    return None


SLOTS = (
    *_ONE,
    slot(rf"(?P<times>(?:{_ANY})(?:{_BY}(?:{_ANY}))+)", _several),
    slot(
        r"(?:in\s+the\s+|at\s+)?(?P<part>morning|afternoon|evening|night|nite)(?P<often>s)?",
        lambda match: (Part(match["part"].replace("nite", "night"), often=bool(match["often"])),),
    ),
    slot(r"this\s+(?P<part>morning|afternoon|evening)", lambda match: (Relative(0), Part(match["part"]))),
    slot(r"tonight|tonite", always(Relative(0), Part("tonight"))),
    slot(r"(?:heute|today)\s+(?:abend|evening)", always(Relative(0), Part("evening"))),
    slot(r"(?:am\s+)?abends?", always(Part("evening"))),
    slot(r"morgens|vormittags?|in\s+der\s+früh|früh|early", always(Part("morning"))),
    slot(r"nachmittags?", always(Part("afternoon"))),
    slot(r"(?:at\s+)?this\s+time\s+next\s+week", always(ThisHour(), Relative(7))),
    slot(r"(?:at\s+)?(?:this|the\s+same|same)\s+time", always(ThisHour())),
)
