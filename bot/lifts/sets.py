"""Sets: the atoms of a log, and what a text about them was read as."""

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from bot.lifts.exercises import Exercise, Measure
from bot.lifts.weight import Load


class Kind(StrEnum):
    """What a set was for."""

    WORKING = "working"
    WARM_UP = "warm-up"
    DROP = "drop"


@dataclass(frozen=True, slots=True)
class Set:
    """One set as it was done. `count` is reps, seconds or metres; `rpe` is 1-10, `rir` the reps left in reserve.

    `amrap` is of sets with as many reps as possible. A set of no reps is a failed one.
    """

    load: Load
    count: int
    measure: Measure = Measure.REPS
    kind: Kind = Kind.WORKING
    failed: bool = False
    rpe: Decimal | None = None
    rir: int | None = None
    amrap: bool = False

    def __post_init__(self) -> None:
        if self.count == 0 and not self.failed:
            raise ValueError("a set of nothing is a failed set")

    @property
    def clean(self) -> bool:
        """Whether the set can be a record: reps that were done, and not to warm up."""
        return self.measure is Measure.REPS and self.kind is not Kind.WARM_UP and not self.failed


@dataclass(frozen=True, slots=True)
class Reading:
    """One way to read a text: the exercise and its sets, in order."""

    exercise: Exercise
    sets: tuple[Set, ...]

    @property
    def top(self) -> Set:
        """The top set: the heaviest clean one (the one with the most reps among equals), else the heaviest of all."""
        candidates = [done for done in self.sets if done.clean] or self.sets
        return max(candidates, key=lambda done: (done.load.weight.key, done.count))
