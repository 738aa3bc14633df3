"""Estimated one-rep maxes: what a set says about a single, by a named formula.

A single is its own maximum, whatever a formula gives. A failed set, a warm-up and an assisted one have none, nor has a
bodyweight lift of a lifter whose weight is not known, for it is part of the load. Above twelve reps an estimate is
unreliable, never a record.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from functools import cache
from math import lcm

from bot.lifts.sets import Set
from bot.lifts.weight import Load, Unit, Weight, in_tenths

MOST_RELIABLE_REPS = 12


@dataclass(frozen=True, slots=True)
class Formula:
    """A way to estimate: a maximum is `factor(reps)` times the weight of a set of so many reps."""

    name: str
    factor: Callable[[int], Fraction]
    most_reps: int | None = None
    """From more reps on it is undefined, or below zero."""


@cache
def _epley(reps: int) -> Fraction:
    return 1 + Fraction(reps, 30)


@cache
def _brzycki(reps: int) -> Fraction:
    return Fraction(36, 37 - reps)


@cache
def _wathan(reps: int) -> Fraction:
    return 100 / Fraction(Decimal("48.8") + Decimal("53.8") * (Decimal("-0.075") * reps).exp())


@cache
def _lombardi(reps: int) -> Fraction:
    return Fraction(Decimal(reps) ** Decimal("0.1"))


@cache
def _mayhew(reps: int) -> Fraction:
    return 100 / Fraction(Decimal("52.2") + Decimal("41.9") * (Decimal("-0.055") * reps).exp())


@cache
def _oconner(reps: int) -> Fraction:
    return 1 + Fraction(reps, 40)


@cache
def _lander(reps: int) -> Fraction:
    return 100 / (Fraction("101.3") - Fraction("2.67123") * reps)


@cache
def _madcow(reps: int) -> Fraction:
    return 1 / (Fraction("1.0278") - Fraction("0.0278") * reps)


EPLEY = Formula("Epley", _epley)
"""w (1 + r/30): the formula where a member chose none."""
FORMULAS = (
    EPLEY,
    Formula("Brzycki", _brzycki, most_reps=36),
    Formula("Wathan", _wathan),
    Formula("Lombardi", _lombardi),
    Formula("Mayhew", _mayhew),
    Formula("O'Conner", _oconner),
    Formula("Lander", _lander, most_reps=37),
    Formula("Madcow sheet", _madcow, most_reps=36),
)
"""36w / (37 - r) · 100w / (48.8 + 53.8 e^(-0.075r)) · w r^0.1 · 100w / (52.2 + 41.9 e^(-0.055r)) · w (1 + 0.025r) ·
100w / (101.3 - 2.67123r) · w / (1.0278 - 0.0278r), Brzycki with the rounded figures of Madcow's workbook; after Epley,
to as many places as Decimal has where they are not rational."""


@dataclass(frozen=True, slots=True)
class Estimate:
    """An e1RM, shown in the unit of its set."""

    unit: Unit
    key: Fraction
    """In the unit of `Weight.key`, without rounding: what estimates are compared by."""
    formula: str | None
    """None for a single: that is a 1RM, and no estimate."""
    reliable: bool
    body: Weight | None = None
    """The lifter's own weight, where it is part of the load."""

    @property
    def amount(self) -> Fraction:
        """The estimate in its unit, without rounding."""
        return self.key / Weight(Decimal(1), self.unit).key

    @property
    def rounded(self) -> str:
        """The estimate to a tenth, with its unit."""
        return in_tenths(self.key, self.unit)

    def __str__(self) -> str:
        warning = None if self.reliable else f"unreliable above {MOST_RELIABLE_REPS} reps"
        counted = f"with {self.body} of bodyweight" if self.body else None
        how = ", ".join(filter(None, (self.formula, warning, counted)))
        return f"{'e1RM' if self.formula else '1RM'} {self.rounded}{f' ({how})' if how else ''}"


def e1rm(load: Load, reps: int, formula: Formula = EPLEY, body: Weight | None = None) -> Estimate | None:
    """Estimate from one set that was done; None where there is nothing to estimate from.

    `body` is what the lifter weighed that day, of which a bodyweight lift's estimate is made too.
    """
    if reps < 1 or (formula.most_reps is not None and reps > formula.most_reps):
        return None
    name, factor = (formula.name, formula.factor(reps)) if reps > 1 else (None, Fraction(1))
    return estimate(load, factor, name, reliable=reps <= MOST_RELIABLE_REPS, body=body)


_FACTORS = [Fraction(1), Fraction(1), *(EPLEY.factor(reps) for reps in range(2, MOST_RELIABLE_REPS + 1))]
ONE = lcm(*(factor.denominator for factor in _FACTORS))
"""What `comparable` counts each unit of `Weight.key` as: a denominator for all numbers of reps."""
_TIMES = [int(factor * ONE) for factor in _FACTORS]


def comparable(key: int, reps: int) -> int | None:
    """Return Epley's estimate from a weight, as `Weight.key`, as a whole number to be compared by; None if unreliable.

    While a member waits, thousands are compared: only the best of them becomes an Estimate.
    """
    return key * _TIMES[reps] if 0 < reps <= MOST_RELIABLE_REPS else None


def estimate(
    load: Load, factor: Fraction, formula: str | None, *, reliable: bool = True, body: Weight | None = None
) -> Estimate | None:
    """Return so many times a load as an estimate; None for help, and for the body where its weight is not known."""
    if not load.bodyweight:
        return Estimate(load.weight.unit, load.weight.key * factor, formula, reliable)
    if body is None or load.weight.amount < 0:
        return None
    unit = load.weight.unit if load.weight.amount else body.unit
    return Estimate(unit, (load.weight.key + body.key) * factor, formula, reliable, body)


def best_e1rm(sets: Iterable[Set], formula: Formula = EPLEY, body: Weight | None = None) -> Estimate | None:
    """Return the highest estimate of the sets that count; an unreliable one only where there is no other."""
    different = dict.fromkeys((done.load, done.count) for done in sets if done.clean)
    estimates = [e1rm(load, reps, formula, body) for load, reps in different]
    return max(filter(None, estimates), key=lambda found: (found.reliable, found.key), default=None)
