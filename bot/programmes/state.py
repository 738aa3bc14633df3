"""Where a member stands in a programme: small, exact, and as JSON can carry it."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction
from typing import Any

from bot.lifts.plates import amount_in
from bot.lifts.weight import Unit, Weight, figure
from bot.programmes.terms import exact


@dataclass(frozen=True, slots=True)
class Line:
    """Where one lift stands. What a counter means stands in the programme that uses it."""

    weight: Weight
    """The weight that all others of the lift are reckoned from; not rounded to plates."""
    week: int = 1
    stage: int = 0
    misses: int = 0
    """In a row."""
    mark: Weight | None = None
    """A weight that is remembered."""

    def up(self, by: Fraction, unit: Unit, **changes: Any) -> "Line":
        """Return the line heavier by an amount in a unit, and with other changes."""
        return replace(self, weight=exact(amount_in(self.weight, unit) + by, unit), **changes)

    def to_body(self) -> dict[str, Any]:
        """Return it as JSON can carry it."""
        body: dict[str, Any] = {"weight": _written(self.weight), "week": self.week, "stage": self.stage}
        return body | {"misses": self.misses, "mark": None if self.mark is None else _written(self.mark)}

    @classmethod
    def from_body(cls, body: Mapping[str, Any]) -> "Line":
        """Return what `to_body` made."""
        mark = body["mark"]
        weight = _weight(body["weight"])
        return cls(weight, body["week"], body["stage"], body["misses"], None if mark is None else _weight(mark))


@dataclass(frozen=True, slots=True)
class State:
    """Where a member stands in a programme."""

    number: int
    """Sessions that are behind them, skipped ones too."""
    lines: Mapping[str, Line]

    def to_body(self) -> dict[str, Any]:
        """Return it as JSON can carry it."""
        return {"number": self.number, "lines": {key: line.to_body() for key, line in self.lines.items()}}

    @classmethod
    def from_body(cls, body: Mapping[str, Any]) -> "State":
        """Return what `to_body` made."""
        return cls(body["number"], {key: Line.from_body(line) for key, line in body["lines"].items()})


def _written(weight: Weight) -> str:
    return f"{figure(weight.amount)} {weight.unit}"


def _weight(text: str) -> Weight:
    amount, unit = text.split()
    return Weight(Decimal(amount), "kg" if unit == "kg" else "lb")
