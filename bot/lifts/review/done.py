"""What a lift's sets come to, day by day: the few figures that progress and records are made of."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from fractions import Fraction

from bot.instants import from_micros
from bot.lifts.exercises import Measure
from bot.lifts.strength import ONE, Estimate, comparable, e1rm
from bot.lifts.weight import Load, Unit, Weight

_THOUSANDTH: dict[Unit, int] = {"kg": Weight(Decimal("0.001"), "kg").key, "lb": Weight(Decimal("0.001"), "lb").key}

Body = Callable[[date], Weight | None]
"""Tells what the lifter weighed nearest to a day; None when they never said."""


@dataclass(frozen=True, slots=True)
class Group:
    """The sets of one day that are alike in all but their weight. None was to warm up, none failed."""

    day: date
    began: int
    """When the first of them was done, in microseconds since 1970."""
    measure: Measure
    bodyweight: bool
    unit: Unit
    count: int
    """Reps, seconds or metres of each."""
    key: int
    """The heaviest of them, as `Weight.key`."""
    sets: int
    thousandths: int
    """All their weights together, in thousandths of the unit."""

    @property
    def at(self) -> datetime:
        """When the first of them was done."""
        return from_micros(self.began)

    @property
    def load(self) -> Load:
        """The heaviest load, as it was entered."""
        return Load(Weight(Decimal(self.key // _THOUSANDTH[self.unit]) / 1000, self.unit), self.bodyweight)

    def strength(self, body: Body) -> int | None:
        """Return the e1RM of the heaviest as a whole number to be compared; None without a reliable one.

        A bodyweight lift's is made with what the lifter weighed nearest to that day.
        """
        if not self.bodyweight:
            return comparable(self.key, self.count)
        own = body(self.day) if self.key >= 0 else None
        return None if own is None else comparable(self.key + own.key, self.count)

    def estimate(self, body: Body) -> Estimate | None:
        """Return the e1RM of the heaviest; a bodyweight lift's with what the lifter weighed."""
        return e1rm(self.load, self.count, body=body(self.day) if self.bodyweight else None)

    def volume(self, body: Body) -> int | None:
        """Return weight × reps of them all, as a key of `Weight`; None where the lifter's own weight is not known."""
        lifted = self.thousandths * _THOUSANDTH[self.unit]
        if self.bodyweight:
            own = body(self.day)
            if own is None:
                return None
            lifted += self.sets * own.key
        return lifted * self.count


@dataclass(frozen=True, slots=True)
class Strongest:
    """The highest reliable e1RM, as a key of `Weight`, and the sets it comes from."""

    key: Fraction
    group: Group


def strongest(groups: Iterable[Group], body: Body) -> Strongest | None:
    """Return the highest reliable e1RM, the first where equal; groups stand by day."""
    best, found = 0, None
    for group in groups:
        strength = group.strength(body)
        if strength is not None and strength > best:
            best, found = strength, group
    return Strongest(Fraction(best, ONE), found) if found else None


def heaviest(groups: Iterable[Group]) -> Group | None:
    """Return the heaviest; of equal ones that of most reps, and the first. Groups stand by day."""
    return max(groups, key=_heavy, default=None)


def _heavy(group: Group) -> tuple[int, int]:
    return group.key, group.count


def volume_of(groups: Iterable[Group], body: Body) -> int | None:
    """Return weight × reps of all these sets of which it is known, as a key of `Weight`; None where that is none."""
    known = [volume for group in groups if (volume := group.volume(body)) is not None]
    return sum(known) if known else None


def usual_unit(groups: Iterable[Group]) -> Unit:
    """Return the unit that most of the sets were entered in."""
    pounds = sum(group.sets if group.unit == "lb" else -group.sets for group in groups)
    return "lb" if pounds > 0 else "kg"
