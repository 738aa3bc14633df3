"""What a lift's sets come to, day by day: the few figures that progress and records are made of."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from fractions import Fraction

from bot.lifts.sets import Measure
from bot.lifts.strength import Estimate, e1rm
from bot.lifts.weight import Load, Unit, Weight

Body = Callable[[date], Weight | None]
"""Tells what the lifter weighed nearest to a day; None when they never said."""


@dataclass(frozen=True, slots=True)
class Group:
    """The sets of one day that are alike in all but their weight. None was to warm up, none failed."""

    day: date
    at: datetime
    """When the first of them was done."""
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
    def load(self) -> Load:
        """The heaviest load, as it was entered."""
        one = Weight(Decimal(1), self.unit).key
        return Load(Weight(Decimal(self.key) / one, self.unit), self.bodyweight)

    def estimate(self, body: Body) -> Estimate | None:
        """Return the e1RM of the heaviest, where it is reliable; a bodyweight lift's with what the lifter weighed."""
        found = e1rm(self.load, self.count, body=body(self.day) if self.bodyweight else None)
        return found if found and found.reliable else None

    def volume(self, body: Body) -> int | None:
        """Return weight × reps of them all, as a key of `Weight`; None where the lifter's own weight is not known."""
        lifted = self.thousandths * Weight(Decimal("0.001"), self.unit).key
        if self.bodyweight:
            own = body(self.day)
            if own is None:
                return None
            lifted += self.sets * own.key
        return lifted * self.count


@dataclass(frozen=True, slots=True)
class Best:
    """The best of something: its value (a key of `Weight`, or a count), when, and by which sets."""

    value: Fraction | int
    group: Group
    estimate: Estimate | None = None


def strongest(groups: Iterable[Group], body: Body) -> Best | None:
    """Return the highest reliable e1RM, the first where equal."""
    found = [Best(made.key, group, made) for group in groups if (made := group.estimate(body))]
    return max(found, key=lambda best: (best.value, -best.group.at.timestamp()), default=None)


def heaviest(groups: Iterable[Group], reps: int = 1) -> Group | None:
    """Return the heaviest for at least so many reps; of equal ones that of most reps, and the first."""
    enough = [group for group in groups if group.count >= reps]
    return max(enough, key=lambda group: (group.key, group.count, -group.at.timestamp()), default=None)


def volume_of(groups: Iterable[Group], body: Body) -> int | None:
    """Return weight × reps of all these sets of which it is known, as a key of `Weight`; None where that is none."""
    known = [volume for group in groups if (volume := group.volume(body)) is not None]
    return sum(known) if known else None


def usual_unit(groups: Iterable[Group]) -> Unit:
    """Return the unit that most of the sets were entered in."""
    pounds = sum(group.sets if group.unit == "lb" else -group.sets for group in groups)
    return "lb" if pounds > 0 else "kg"
