"""Cutting the text of an entry into tokens, each with its place in the text, so that nothing is lost between them."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from enum import Enum, auto


class Kind(Enum):
    """What a token is."""

    NUMBER = auto()
    TIMES = auto()
    AT = auto()
    COMMA = auto()
    """A comma or whatever else stands between parts: `;` `/` `|` `·` `:`, a dash between spaces, a line break."""
    RPE = auto()
    RIR = auto()
    MARK = auto()
    """`warm-up`, `fail`, `drop`, `amrap`, `assisted` or `weighted`: the text is the mark's name."""
    UNKNOWN = auto()


@dataclass(frozen=True, slots=True)
class Token:
    """One token. A NUMBER has a value, perhaps a unit, and `body` when `bw` or a sign stands before it.

    `plus` is a sign right behind it: `8+` are as many reps as possible, which were eight.
    """

    kind: Kind
    start: int
    end: int
    text: str
    value: Decimal = Decimal(0)
    unit: str | None = None
    body: bool = False
    plus: bool = False

    @property
    def bare(self) -> bool:
        """Whether it is a number that does not say what it counts."""
        return self.unit is None and not self.body


_UNITS = {
    "kg": ("kg", "kgs", "kilo", "kilos", "kilogram", "kilograms"),
    "lb": ("lb", "lbs", "pound", "pounds", "#"),
    "seconds": ("s", "sec", "secs", "second", "seconds"),
    "minutes": ("min", "mins", "minute", "minutes"),
    "metres": ("m", "metre", "metres", "meter", "meters"),
    "reps": ("rep", "reps"),
    "sets": ("set", "sets"),
}
_UNIT_OF = {spelling: unit for unit, spellings in _UNITS.items() for spelling in spellings}
_WORD_ENDS = r"(?![^\W\d_x×])"  # though an x may follow at once: 100kgx5
_UNIT = rf"(?:\s*(?P<unit>{'|'.join(sorted(_UNIT_OF, key=len, reverse=True))}){_WORD_ENDS})?"
_NUMBER = r"(?P<value>[0-9]{1,5}(?:\.[0-9]{1,3})?)(?![0-9]|\.[0-9])"
_EFFORT = r"(?P<value>(?:10|[1-9])(?:[.,][05](?![0-9]|\s*[x×*]))?)(?![0-9]|\.[0-9]|\s*(?:kg|kilo|lb|pound|\#))"
_MARKS = {
    "warm-up": r"w|wu|warm(?:[ -]?ups?)?",
    "fail": r"fail(?:ed|s)?|miss(?:ed)?",
    "drop": r"drop(?:[ -]?sets?)?",
    "amrap": r"amrap",
    "assisted": r"assist(?:ed)?",
    "weighted": r"weighted",
}
_BESIDE = r"(?:{word}|\s+{word}(?!\s*[:@]?\s*[0-9](?!\s*[0-9.,x×*])))"
"""A word behind its number; in `x5 rir 2` the number before the word is another."""


_RULES = tuple(
    (re.compile(pattern, re.IGNORECASE), kind, mark)
    for kind, mark, pattern in (
        (Kind.RIR, "", rf"(?P<value>[0-9]){_BESIDE.format(word=f'rir{_WORD_ENDS}')}"),
        (Kind.RIR, "", r"rir\s*:?\s*(?P<value>[0-9])(?![0-9])"),
        (Kind.RPE, "", rf"(?:(?:@|at)\s*)?rpe\s*[:@]?\s*{_EFFORT}"),
        (Kind.RPE, "", rf"@\s*{_EFFORT}(?:{_BESIDE.format(word=f'rpe{_WORD_ENDS}')})?"),
        (Kind.RPE, "", rf"{_EFFORT}{_BESIDE.format(word=f'rpe{_WORD_ENDS}')}"),
        (Kind.NUMBER, "", rf"(?:bw|body\s?weight){_WORD_ENDS}(?:\s*(?P<sign>[+−-])\s*{_NUMBER}{_UNIT})?"),
        (Kind.NUMBER, "", rf"(?<![0-9])(?P<sign>[+−-]|\+\s+){_NUMBER}{_UNIT}"),
        (Kind.NUMBER, "", r"(?P<minutes>[0-9]{1,3}):(?P<value>[0-5][0-9])(?![0-9:])"),
        (Kind.NUMBER, "", _NUMBER + _UNIT + r"(?P<plus>\+(?![0-9]))?"),
        (Kind.TIMES, "", rf"(?:x|×|✕|✖|\*|х|of|for){_WORD_ENDS}"),
        (Kind.AT, "", rf"@|at{_WORD_ENDS}"),
        *((Kind.MARK, mark, f"(?:{words}){_WORD_ENDS}") for mark, words in _MARKS.items()),
        (Kind.COMMA, "", rf"[,;/|·•:\n]|[.!](?=\s|$)|(?<=\s)[-–—](?=\s)|(?:and|then){_WORD_ENDS}"),
        (Kind.UNKNOWN, "", r"[^\W\d_]+|[0-9.]+|\S"),
    )
)
_WITH_UNIT = re.compile(r"[0-9]\s*(?:kg|kilo|lb|pound|#)", re.IGNORECASE)
_SPACE = re.compile(r"[^\S\n]*")


def names_unit(text: str) -> bool:
    """Whether a weight in a text has its unit, which then goes for all of them."""
    return _WITH_UNIT.search(text) is not None


def strangers_in(text: str) -> list[Token]:
    """Return the words of a text that mean nothing here, not even behind a number."""
    tokens = tokens_of(text, 0, len(text))
    words = (token for token in tokens if token.kind is Kind.UNKNOWN and token.text[0].isalpha())
    return [word for word in words if word.text.casefold() not in _UNIT_OF]


def tokens_of(text: str, start: int, end: int) -> Iterator[Token]:
    """Cut `text[start:end]` into tokens: every character is in one of them, or is space."""
    position = _SPACE.match(text, start, end).end()  # type: ignore[union-attr]  # matches at least nothing
    while position < end:
        token = _token_at(text, position, end)
        yield token
        position = _SPACE.match(text, token.end, end).end()  # type: ignore[union-attr]


def _token_at(text: str, position: int, end: int) -> Token:
    for pattern, kind, mark in _RULES:
        if match := pattern.match(text, position, end):
            return _token(kind, mark, match)
    raise AssertionError("the last rule takes any character that is not space")


def _token(kind: Kind, mark: str, match: re.Match[str]) -> Token:
    parts = match.groupdict()
    value = Decimal((parts.get("value") or "0").replace(",", "."))
    unit = _UNIT_OF.get((parts.get("unit") or "").casefold())
    if "minutes" in parts:
        value, unit = value + 60 * int(parts["minutes"]), "seconds"
    if parts.get("sign") in ("-", "−"):
        value = -value
    return Token(
        kind,
        *match.span(),
        mark or match[0],
        value=value,
        unit=unit,
        body="sign" in parts,
        plus=bool(parts.get("plus")),
    )
