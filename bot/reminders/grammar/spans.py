"""Lengths of time: `in 90 min`, `1h 30m`, `an hour and a half`, `2 weeks from now`."""

import re
from datetime import timedelta

from bot.reminders.grammar.values import Match, Span, Value, slot
from bot.reminders.grammar.words import NUMBERS, either

_ORDER = ("y", "mo", "f", "w", "d", "h", "m", "s")
_CALENDAR = {"y": Span(months=12), "mo": Span(months=1), "f": Span(days=14), "w": Span(days=7), "d": Span(days=1)}
_EXACT = {"d": timedelta(days=1), "h": timedelta(hours=1), "m": timedelta(minutes=1), "s": timedelta(seconds=1)}
_SHARES = {"three": 0.75, "3/4": 0.75, "quarter": 0.25, "anderthalb": 1.5, "hal": 0.5, "1/2": 0.5, "½": 0.5}
_GERMAN = {"einer": 1, "einem": 1, "eine": 1}

_WHOLE = rf"\d{{1,7}}(?:[.,]\d{{1,3}})?|{either(NUMBERS)}|einer|einem|eine"
_AMOUNT = (
    r"half\s+an?|a\s+half|half|1/2(?:\s+an)?|(?:a\s+)?quarter(?:\s+of\s+an)?|(?:three\s+quarters|3/4)\s+of\s+an|"
    rf"(?:{_WHOLE})(?:\s+and\s+a\s+half|\s+1/2|½)?|½|einer\s+halben|anderthalb"
)
_UNIT = (
    r"months?|mths?|mos?|monate?n?|minutes?|mins?|minuten?|m|seconds?|secs?|s|hours?|hrs?|h|stunden?|std|days?|tage?n?|d|"
    r"weeks?|wks?|wochen?|w|fortnights?|years?|yrs?|y|jahre?n?"
)
_CLOCK = r"(?!(?:[01]\d|2[0-3])[0-5]\dh)"
"""`1515h` is a quarter past three."""
_SIZE = rf"{_CLOCK}(?P<amount>{_AMOUNT})(?:(?<=\d)(?:\s?-\s?)?|\s+)(?P<unit>{_UNIT})"
_PIECE = (
    _SIZE + r"(?:(?:(?<=h)|(?<=hour)\s|(?<=hours)\s)(?P<rest>\d\d)(?!\s*\w))?(?P<half>\s+and\s+a\s+half)?(?![a-zäöü])"
)
"""Pieces may stand close together: `1h30m`."""
_ANY_PIECE = re.sub(r"\?P<\w+>", "?:", _PIECE)
_AND = r"(?:\s*(?:,\s*and\b|,|\b(?:and|und)\b|&)\s*|\s*)"
"""One way to match each gap: with two, a long phrase would take for ever."""
LENGTH = rf"{_ANY_PIECE}(?:{_AND}{_ANY_PIECE})*"
"""A length of time, without groups."""
_HALF_MORE = re.compile(r"(?:\s+and\s+a\s+half|(?<=\d)\s+1/2|(?<=\d)½)$")
_GERMAN_UNITS = {"st": "h", "ta": "d", "ja": "y"}
_ONE_PIECE, _BETWEEN = re.compile(_PIECE), re.compile(_AND)


def read(text: str) -> Span | None:
    """Add up the pieces, larger units first and each once; None when that is no length of time."""
    at, units, total = 0, list[str](), Span()
    while piece := _ONE_PIECE.match(text, at):
        unit = _code(piece["unit"])
        length = _length(piece, unit)
        if length is None:
            return None
        units.append(unit)
        total = Span(total.months + length.months, total.days + length.days, total.exact + length.exact)
        between = _BETWEEN.match(text, piece.end())
        at = between.end() if between else piece.end()
    in_order = units == sorted(set(units), key=_ORDER.index)
    return total if in_order and at == len(text) else None


def _span(match: Match) -> tuple[Value, ...]:
    said = read(match["span"])
    return () if said is None else (said,)


def _code(unit: str) -> str:
    return _GERMAN_UNITS.get(unit[:2]) or ("mo" if unit.startswith(("mo", "mt")) else unit[0])


def _length(piece: Match, unit: str) -> Span | None:
    """Return what one piece says; None for a fraction of a calendar unit, whose length is anyone's guess."""
    amount = _amount(piece["amount"]) + (0.5 if piece["half"] else 0)
    if unit in _CALENDAR and amount.is_integer():
        one, count = _CALENDAR[unit], int(amount)
        return Span(months=one.months * count, days=one.days * count)
    if unit in _EXACT:
        return Span(exact=_EXACT[unit] * amount + timedelta(minutes=int(piece["rest"] or 0)))
    return None


def _amount(text: str) -> float:
    whole = _HALF_MORE.sub("", text)
    more = 0.5 if whole != text else 0.0
    if whole[0].isdigit() and "/" not in whole:
        return float(whole.replace(",", ".")) + more
    numbers = NUMBERS | _GERMAN
    if whole in numbers:
        return float(numbers[whole]) + more
    return next(share for word, share in _SHARES.items() if word in whole)


SLOTS = (
    slot(
        rf"(?:(?:in|after)\s+|\+\s?)?(?P<span>{LENGTH})(?:(?:['’]s?)?\s+time|\s+from\s+(?:now|today)|\s+later)?",
        _span,
    ),
)
