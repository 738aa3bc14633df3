"""Weights as they were entered, compared exactly across kilograms and pounds."""

from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction
from functools import total_ordering
from typing import Literal

Unit = Literal["kg", "lb"]

MOST = Decimal(100_000)
"""Amounts stay under this: more is a slip of the hand, and the key below has to fit 63 bits."""
DECIMALS = 3
"""Places behind the point that are kept; half an ounce is 0.03125 lb and nobody loads less."""

_KEYS_PER_THOUSANDTH = {"kg": 10**8, "lb": 45_359_237}
# 1 lb is 0.45359237 kg by definition, so a thousandth of a pound is 45,359,237 and a thousandth of a kilogram 10⁸
# of the unit that keys count: 10⁻¹¹ kg. Both are whole, so comparing keys compares weights without any rounding.


@total_ordering
@dataclass(frozen=True, eq=False, slots=True)
class Weight:
    """An exact amount in the unit it was entered in. Below zero it is help: the band or machine carries it.

    Two weights are equal, and hash alike, when they weigh the same, whatever their units.
    Raises ValueError for more than three decimals, and from 100,000 up.
    """

    amount: Decimal
    unit: Unit
    key: int = field(init=False, repr=False)
    """The weight in 10⁻¹¹ kg, a whole number: what comparisons, and the indexes of the database, go by."""

    def __post_init__(self) -> None:
        if not self.amount.is_finite() or abs(self.amount) >= MOST:
            raise ValueError(f"a weight stays under {MOST:,}")
        if self.amount != round(self.amount, DECIMALS):
            raise ValueError(f"a weight has at most {DECIMALS} decimals")
        # Worked out once: an entry's sets are compared some fifty times while it is logged.
        object.__setattr__(self, "key", int(self.amount * 1000) * _KEYS_PER_THOUSANDTH[self.unit])

    def __eq__(self, other: object) -> bool:
        return self.key == other.key if isinstance(other, Weight) else NotImplemented

    def __lt__(self, other: "Weight") -> bool:
        return self.key < other.key

    def __hash__(self) -> int:
        return hash(self.key)

    def __str__(self) -> str:
        return f"{figure(self.amount)} {self.unit}"


@dataclass(frozen=True, slots=True)
class Load:
    """What a set was done with: a weight, or the lifter's own body with weight added to it or taken off it.

    Raises ValueError when a plain weight is not above zero.
    """

    weight: Weight
    bodyweight: bool = False

    def __post_init__(self) -> None:
        if not self.bodyweight and self.weight.amount <= 0:
            raise ValueError("a weight that is lifted is above zero")

    def __str__(self) -> str:
        if not self.bodyweight:
            return str(self.weight)
        amount = self.weight.amount
        return f"bw{'+' if amount > 0 else '-'}{figure(abs(amount))} {self.weight.unit}" if amount else "bw"


def figure(amount: Decimal) -> str:
    """Return a number without trailing zeros or exponent: `102.5`, `140`."""
    text = f"{amount:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def in_tenths(key: Fraction | int, unit: Unit) -> str:
    """Return what weighs so much, as a `Weight.key`, to a tenth of a unit: `163.3 kg`."""
    tenth = 100 * _KEYS_PER_THOUSANDTH[unit] * key.denominator
    tenths = (2 * abs(key.numerator) + tenth) // (2 * tenth)  # a half is rounded away from nothing
    whole, rest = divmod(tenths, 10)
    return f"{'-' if key < 0 and tenths else ''}{whole}{f'.{rest}' if rest else ''} {unit}"
