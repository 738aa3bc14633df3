"""Estimated one-rep maxes: what a set says about a single, by a named formula.

A single is its own maximum, whatever a formula gives. A failed set, a warm-up, an assisted one and a bodyweight lift
(the body's weight would have to be part of it) have none. Above twelve reps an estimate is unreliable, never a record.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from functools import cache

from bot.lifts.sets import Set
from bot.lifts.weight import Load, Unit, figure

MOST_RELIABLE_REPS = 12


@dataclass(frozen=True, slots=True)
class Formula:
    """A way to estimate: a maximum is `factor(reps)` times the weight of a set of so many reps."""

    name: str
    factor: Callable[[int], Fraction]


@cache
def _epley(reps: int) -> Fraction:
    return 1 + Fraction(reps, 30)


EPLEY = Formula("Epley", _epley)
"""w (1 + r/30): the formula where a member chose none."""


@dataclass(frozen=True, slots=True)
class Estimate:
    """An e1RM, in the unit of its set."""

    amount: Fraction
    unit: Unit
    key: Fraction
    """The same in the unit of `Weight.key`, without rounding: what estimates are compared by."""
    formula: str | None
    """None for a single: that is a 1RM, and no estimate."""
    reliable: bool

    @property
    def rounded(self) -> str:
        """The estimate to a tenth, with its unit."""
        tenths = (Decimal(self.amount.numerator) / self.amount.denominator).quantize(Decimal("0.1"), ROUND_HALF_UP)
        return f"{figure(tenths)} {self.unit}"

    def __str__(self) -> str:
        if self.formula is None:
            return f"1RM {self.rounded}"
        warning = "" if self.reliable else f", unreliable above {MOST_RELIABLE_REPS} reps"
        return f"e1RM {self.rounded} ({self.formula}{warning})"


def e1rm(load: Load, reps: int, formula: Formula = EPLEY) -> Estimate | None:
    """Estimate from one set that was done; None where there is nothing to estimate from."""
    if load.bodyweight or reps < 1:
        return None
    factor = formula.factor(reps) if reps > 1 else Fraction(1)
    return Estimate(
        Fraction(load.weight.amount) * factor,
        load.weight.unit,
        load.weight.key * factor,
        formula.name if reps > 1 else None,
        reps <= MOST_RELIABLE_REPS,
    )


def best_e1rm(sets: Iterable[Set], formula: Formula = EPLEY) -> Estimate | None:
    """Return the highest estimate of the sets that count; an unreliable one only where there is no other."""
    different = dict.fromkeys((done.load, done.count) for done in sets if done.clean)
    estimates = [e1rm(load, reps, formula) for load, reps in different]
    return max(filter(None, estimates), key=lambda found: (found.reliable, found.key), default=None)
