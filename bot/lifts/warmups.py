"""Warm-up sets: the empty bar, then lighter sets up to a working weight, all of them loadable."""

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from bot.lifts.plates import Plates, amount_in
from bot.lifts.sets import Kind, Set
from bot.lifts.weight import Load, Weight

BAR_REPS = 10
STEPS = ((40, 5), (60, 5), (80, 3))
"""Percent of the working weight, and reps: fewer the heavier it gets, so that they tire nobody."""


@dataclass(frozen=True, slots=True)
class WarmUp:
    """One warm-up set and what is loaded for it."""

    weight: Weight
    reps: int
    percent: int | None
    """Of the working weight, before it was made loadable; None for the empty bar."""
    per_side: tuple[Decimal, ...]

    @property
    def as_set(self) -> Set:
        """The set as it is logged."""
        return Set(Load(self.weight), self.reps, kind=Kind.WARM_UP)


def warm_ups(working: Weight, plates: Plates) -> tuple[WarmUp, ...]:
    """Return the sets before a working weight, lightest first, each heavier than the last; none for an empty bar."""
    bar = plates.lightest
    if working <= bar:
        return ()
    found = [WarmUp(bar, BAR_REPS, None, ())]
    for percent, reps in STEPS:
        weight = plates.nearest(amount_in(working, plates.unit) * Fraction(percent, 100))
        if found[-1].weight < weight < working:
            found.append(WarmUp(weight, reps, percent, plates.per_side(weight) or ()))
    return tuple(found)
