"""What the member decides about a programme: plates, training days, jumps; and how fast lifts go up by that."""

import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from typing import Literal

from bot.lifts.plates import Plates, amount_in
from bot.lifts.weight import DECIMALS, Unit, Weight, figure
from bot.programmes.sessions import Target

EVERY_LIFT = "*"
"""The name of a jump that is meant for all lifts."""


EarlierDays = tuple[tuple[int, tuple[int, ...]], ...]
"""Weekdays that held for the sessions before a number, oldest first."""


@dataclass(frozen=True, slots=True)
class Jump:
    """How much a lift goes up: a weight, or a percentage."""

    amount: Decimal
    unit: Literal["kg", "lb", "%"]

    def __str__(self) -> str:
        return f"{figure(self.amount)} {self.unit}"

    @classmethod
    def from_text(cls, text: str) -> "Jump":
        """Return what `str` made."""
        amount, unit = text.split()
        return cls(Decimal(amount), "%" if unit == "%" else "kg" if unit == "kg" else "lb")

    def weight_in(self, unit: Unit) -> Fraction | None:
        """Return the exact amount in a unit; None for a percentage."""
        return None if self.unit == "%" else amount_in(Weight(self.amount, self.unit), unit)


@dataclass(frozen=True, slots=True)
class Steps:
    """A programme's own jump, as its source gives it for either unit."""

    kg: str
    lb: str

    def amount(self, unit: Unit) -> Fraction:
        """Return the jump in a unit."""
        return Fraction(self.kg if unit == "kg" else self.lb)


@dataclass(frozen=True, slots=True)
class Terms:
    """What a programme goes by besides its own rules. All of it may change while it runs."""

    plates: Plates
    days: tuple[int, ...]
    """Weekdays, Monday is 0, in order."""
    jumps: Mapping[str, Jump] = field(default_factory=dict)
    """By the id of an exercise, or EVERY_LIFT; the programme's own where there is none."""
    earlier_days: EarlierDays = ()

    @property
    def unit(self) -> Unit:
        """The unit of the plates."""
        return self.plates.unit

    def chosen_jump(self, exercise: str) -> Fraction | None:
        """Return the member's own jump for a lift in the unit of the plates, None where that is none or in percent."""
        jump = self.jumps.get(exercise) or self.jumps.get(EVERY_LIFT)
        return jump.weight_in(self.unit) if jump else None

    def chosen_rate(self, exercise: str) -> Fraction | None:
        """Return the member's own jump for a lift as a share, None where that is none or a weight."""
        jump = self.jumps.get(exercise) or self.jumps.get(EVERY_LIFT)
        return Fraction(jump.amount) / 100 if jump and jump.unit == "%" else None

    def jump(self, exercise: str, usual: Steps) -> Fraction:
        """Return how much a lift goes up, in the unit of the plates: the member's own jump or the usual one."""
        return self.chosen_jump(exercise) or usual.amount(self.unit)

    def load(self, weight: Weight, share: Fraction | int = 1, *, barbell: bool = True) -> Weight:
        """Return the loadable weight nearest to a share of a weight: ties go up, never under the bar.

        On a machine the weights are a step of the plates apart.
        """
        wanted = amount_in(weight, self.unit) * share
        if barbell:
            return self.plates.nearest(wanted)
        step = Fraction(self.plates.step)
        return exact(max(1, math.floor(wanted / step + Fraction(1, 2))) * step, self.unit)

    def target(
        self,
        weight: Weight,
        share: Fraction | int,
        reps: int,
        *,
        amrap: bool = False,
        counts: bool = True,
        barbell: bool = True,
    ) -> Target:
        """Return a set at a share of a weight, loadable; it knows whether the programme asks for less than the bar."""
        under = barbell and amount_in(weight, self.unit) * share < Fraction(self.plates.bar)
        return Target(self.load(weight, share, barbell=barbell), reps, amrap, counts, under)


@dataclass(frozen=True, slots=True)
class Pace:
    """How fast a lift goes up when all goes well: by a fixed jump every so many weeks, or by a rate each week."""

    jump: Fraction = Fraction(0)
    """In the unit of the plates."""
    every: Fraction = Fraction(1)
    """Weeks from one jump to the next."""
    rate: Fraction = Fraction(0)
    """Each week's rise as a share; where it is above zero there is no fixed jump."""

    def back(self, amount: Fraction, weeks: int) -> Fraction:
        """Return the weight so many weeks before: by whole jumps, at least one; or divided by the rate.

        Source: the two things that lifters mean by "back by N weeks", current - N * jump and current / 1.025^N.
        """
        if self.rate:
            return Fraction(amount / (1 + self.rate) ** weeks)
        return amount - max(1, math.floor(weeks / self.every)) * self.jump

    def weeks_until(self, amount: Fraction, goal: Fraction) -> int:
        """Return after how many weeks a weight has grown to a goal, if every week goes up; no plates are rounded to.

        Source: ceil(ln(W / (W - D)) / ln(1 + g)) and ceil(D / s), by counting, so that no logarithm rounds.
        """
        if not self.rate:
            return max(0, math.ceil(math.ceil((goal - amount) / self.jump) * self.every))
        weeks = 0
        while amount < goal:
            amount, weeks = amount * (1 + self.rate), weeks + 1
        return weeks


def exact(amount: Fraction, unit: Unit) -> Weight:
    """Return an amount as a weight, to the thousandth that weights are kept to."""
    decimal = Decimal(amount.numerator) / Decimal(amount.denominator)
    return Weight(decimal.quantize(Decimal(1).scaleb(-DECIMALS), ROUND_HALF_UP), unit)


def percent(number: str) -> Fraction:
    """Return a percentage as a share: `62.5` is 5/8."""
    return Fraction(number) / 100
