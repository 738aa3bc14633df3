"""Where a series begins and ends, and the day of the next session."""

import re
from collections.abc import Iterable
from datetime import timedelta

from bot.reminders.grammar import days, spans
from bot.reminders.grammar.values import (
    Build,
    Count,
    Dates,
    EndOf,
    Match,
    Month,
    Slot,
    Span,
    Starting,
    Training,
    Until,
    Value,
    always,
    slot,
)
from bot.reminders.grammar.words import MONTH, MONTHS, NUMBERS, either, number

_UNTIL = r"(?:until|till|til|through|thru|up\s+to|ending|bis)\s+(?:and\s+including\s+)?"
_FROM = r"(?:starting|beginning|from|as\s+of|ab)\s+(?:on\s+|from\s+)?"
_MOST_TIMES = 1000


def _wrapped(words: str, of: Iterable[Slot], kind: type[Starting] | type[Until]) -> tuple[Slot, ...]:
    """Return the slots of days with words before them that make the day an end or a beginning."""

    def build_of(build: Build) -> Build:
        return lambda match: tuple(kind(value) for value in build(match)[:1])

    return tuple(Slot(re.compile(words + one.pattern.pattern), build_of(one.build)) for one in of)


def _before_month(match: Match) -> tuple[Value, ...]:
    year = int(match["year"]) if match["year"] else None
    return (Until(Month(MONTHS[match["month"]], year, end=bool(match["end"]))),)


def _from_month(match: Match) -> tuple[Value, ...]:
    return (Starting(Dates(((int(match["year"]) if match["year"] else None, MONTHS[match["month"]], 1),))),)


def _for_so_long(match: Match) -> tuple[Value, ...]:
    """`for 6 weeks`; a duration in hours is no length of a series."""
    said = spans.read(match["span"])
    return (Until(said),) if said and said != Span() and not said.exact else ()


def _times(match: Match) -> tuple[Value, ...]:
    """`10 times`, `for 3 times`."""
    count = {"once": 1, "twice": 2}.get(match["n"]) or number(match["n"])
    return (Count(count),) if 1 <= count <= _MOST_TIMES else ()


def _before_training(match: Match) -> tuple[Value, ...]:
    said = spans.read(match["span"]) if match["span"] else Span()
    return () if said is None or said.months or said.days else (Training(said.exact),)


_KIND_OF_SESSION = r"(?:training|workout|session|gym|lifting)(?:\s+session)?"
_SESSION = rf"(?:my\s+|the\s+)?(?:next\s+)?{_KIND_OF_SESSION}"

SLOTS = (
    *_wrapped(_UNTIL, days.SLOTS, Until),
    *_wrapped(_FROM, days.SLOTS, Starting),
    slot(
        rf"{_UNTIL}(?:the\s+)?(?:beginning\s+of\s+|(?P<end>end\s+of\s+))?(?P<month>{MONTH})"
        r"(?:,?\s+(?P<year>\d{4}))?",
        _before_month,
    ),
    slot(rf"{_FROM}(?P<month>{MONTH})(?:,?\s+(?P<year>\d{{4}}))?", _from_month),
    slot(
        rf"{_UNTIL}(?:the\s+)?end\s+of\s+(?:the\s+|this\s+)?(?P<unit>month|year)",
        lambda match: (Until(EndOf(match["unit"])),),
    ),
    slot(rf"for\s+(?:the\s+)?(?:next\s+)?(?P<span>{spans.LENGTH})", _for_so_long),
    slot(rf"(?:for\s+)?(?P<n>\d{{1,4}}|{either(NUMBERS)})\s+times", _times),
    slot(rf"(?:(?P<span>{spans.LENGTH})\s+)?before\s+{_SESSION}", _before_training),
    slot(
        rf"(?:on\s+)?(?:my\s+|the\s+)?(?:next\s+)?training\s+day|(?:at\s+)?(?:my\s+|the\s+)?next\s+{_KIND_OF_SESSION}",
        always(Training(timedelta(0))),
    ),
)
