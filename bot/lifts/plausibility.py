"""Lifts that are rather a slip than a lift, to be asked about before they count: 225 lb typed as kg."""

from dataclasses import dataclass, replace
from fractions import Fraction

from bot.lifts.exercises import Measure
from bot.lifts.sets import Reading, Set
from bot.lifts.weight import Load, Weight

LEAP = Fraction(3, 2)
"""How many times the member's own best is asked about."""
MANY_REPS = 50
"""Reps in one set with a weight that are asked about: 65 reps are rather 65 kg."""


@dataclass(frozen=True, slots=True)
class Doubt:
    """A set that is asked about, and the weight or the reps that it is over."""

    done: Set
    limit: Weight | None
    """None when it is the reps."""
    own: bool = False
    """Whether the limit is the member's own best, which the set leaps over."""

    def why(self, name: str) -> str:
        """Say what is doubted about a set of the lift of that name."""
        if self.limit is None:
            return f"{self.done.count} reps in one set is a lot."
        if self.own:
            return f"Your heaviest {name} so far is {self.limit}; {self.done.load} is over one and a half times that."
        return f"{self.done.load} is over {self.limit} for {name}."


def doubt(reading: Reading, best: Weight | None) -> Doubt | None:
    """Return what to ask about an entry, given the heaviest the member has lifted there; None when it is plausible.

    Who has lifted more than the bound of the exercise is asked from their own best on.
    """
    heaviest = max(reading.sets, key=lambda done: done.load.weight.key)
    weight, bound = heaviest.load.weight, reading.exercise.ask_above
    if weight > bound and (best is None or weight > best):
        return Doubt(heaviest, bound)
    if best is not None and not heaviest.load.bodyweight and _leaps(weight, best):
        return Doubt(heaviest, best, own=True)
    tiring = max(reading.sets, key=_reps_with_weight)
    return Doubt(tiring, None) if _reps_with_weight(tiring) > MANY_REPS else None


def _leaps(weight: Weight, best: Weight) -> bool:
    return LEAP.denominator * weight.key > LEAP.numerator * best.key


def in_other_unit(reading: Reading) -> Reading:
    """Return the entry with kg for lb and lb for kg: the same figures, as they were perhaps meant."""
    return replace(reading, sets=tuple(replace(done, load=_in_other_unit(done.load)) for done in reading.sets))


def _in_other_unit(load: Load) -> Load:
    return replace(load, weight=Weight(load.weight.amount, "lb" if load.weight.unit == "kg" else "kg"))


def _reps_with_weight(done: Set) -> int:
    return done.count if done.measure is Measure.REPS and not done.load.bodyweight else 0
