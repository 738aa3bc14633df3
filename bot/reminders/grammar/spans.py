"""Lengths of time: `in 90 min`, `1h 30m`, `an hour and a half`, `2 weeks from now`."""

import re
from datetime import timedelta

from bot.reminders.grammar.values import Match, Span, Value, slot
from bot.reminders.grammar.words import NUMBERS, either

_ORDER = ("y", "mo", "f", "w", "d", "h", "m", "s")
_CALENDAR = {"y": Span(months=12), "mo": Span(months=1), "f": Span(days=14), "w": Span(days=7), "d": Span(days=1)}
_EXACT = {"d": timedelta(days=1), "h": timedelta(hours=1), "m": timedelta(minutes=1), "s": timedelta(seconds=1)}
_SHARES = {"half": 0.5, "quarter": 0.25}

_AMOUNT = rf"half\s+an?|a\s+half|half|(?:a\s+)?quarter\s+of\s+an|\d{{1,7}}(?:[.,]\d{{1,3}})?|{either(NUMBERS)}"
_UNIT = r"months?|mths?|minutes?|mins?|m|seconds?|secs?|s|hours?|hrs?|h|days?|d|weeks?|wks?|w|fortnights?|years?|yrs?|y"
_SIZE = rf"(?P<amount>{_AMOUNT})(?:(?<=\d)\s*-?\s*|\s+)(?P<unit>{_UNIT})"
_PIECE = _SIZE + r"(?:(?P<rest>(?<=h)\d\d)(?!\w))?(?P<half>\s+and\s+a\s+half)?(?![a-z])"
"""Pieces may stand close together: `1h30m`."""
_ANY_PIECE = re.sub(r"\?P<\w+>", "?:", _PIECE)
_AND = r"\s*(?:,\s*and\b|,|\band\b|&)?\s*"
_ONE_PIECE, _BETWEEN = re.compile(_PIECE), re.compile(_AND)


def _span(match: Match) -> tuple[Value, ...]:
    """Add up the pieces, larger units first and each once."""
    text, at, units, total = match["span"], 0, list[str](), Span()
    while piece := _ONE_PIECE.match(text, at):
        unit = _code(piece["unit"])
        length = _length(piece, unit)
        if length is None:
            return ()
        units.append(unit)
        total = Span(total.months + length.months, total.days + length.days, total.exact + length.exact)
        between = _BETWEEN.match(text, piece.end())
        at = between.end() if between else piece.end()
    in_order = units == sorted(set(units), key=_ORDER.index)
    return (total,) if in_order and at == len(text) else ()


def _code(unit: str) -> str:
    return "mo" if unit.startswith(("mo", "mt")) else unit[0]


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
    if text[0].isdigit():
        return float(text.replace(",", "."))
    share = next((share for word, share in _SHARES.items() if word in text), None)
    return float(NUMBERS[text]) if share is None else share


SLOTS = (
    slot(
        rf"(?:in\s+)?(?P<span>{_ANY_PIECE}(?:{_AND}{_ANY_PIECE})*)(?:['’]?\s+time|\s+from\s+now|\s+later)?",
        _span,
    ),
)
