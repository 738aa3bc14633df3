"""Sessions: what a programme asks for, and what came of it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import Enum, auto

from bot.lifts.exercises import Measure
from bot.lifts.sets import Set
from bot.lifts.weight import Load, Weight


@dataclass(frozen=True, slots=True)
class Target:
    """A set as it is asked for."""

    weight: Weight
    reps: int
    amrap: bool = False
    """As many reps as possible; `reps` is the least."""
    counts: bool = True
    """Whether missing reps in it is missing the lift: a back-off set is not held against anyone."""
    under_bar: bool = False
    """Whether the programme asks for less than the empty bar, which this set is done with."""


@dataclass(frozen=True, slots=True)
class Work:
    """What a session asks of one lift."""

    line: str
    exercise: str
    sets: tuple[Target, ...]
    role: str = ""
    """What it is for, where a lift is done in more than one way: `T1`, `volume`."""
    moves: bool = True
    """Whether what comes of it moves the line on."""
    barbell: bool = True
    eased: bool = False
    """Whether it is kept light for the member's own reasons: then it is logged, and neither progress nor a miss."""
    rested: bool = False
    """Whether it is left out altogether for such a reason."""

    @property
    def top(self) -> Weight:
        """The heaviest weight in it."""
        return max(target.weight for target in self.sets)

    @property
    def has_amrap(self) -> bool:
        """Whether one of its sets is for as many reps as possible."""
        return any(target.amrap for target in self.sets)

    def as_written(self, amrap: int | None = None) -> tuple[Set, ...]:
        """Return the sets as they are logged when all was done as asked; of an AMRAP set the least, or so many."""
        if self.rested:
            return ()
        counts = [amrap if target.amrap and amrap is not None else target.reps for target in self.sets]
        return tuple(
            Set(Load(target.weight), count, failed=count == 0) for target, count in zip(self.sets, counts, strict=True)
        )


@dataclass(frozen=True, slots=True)
class Session:
    """One training day of a programme."""

    number: int
    """How many sessions came before it."""
    name: str
    """`Week 3 · Monday`."""
    work: tuple[Work, ...]
    assistance: str = ""
    """What else the programme asks for; it is not counted."""

    @property
    def exercises(self) -> tuple[str, ...]:
        """The ids of its exercises, in order, each once."""
        return tuple(dict.fromkeys(work.exercise for work in self.work))


class Result(Enum):
    """What came of a lift in a session."""

    DONE = auto()
    """Every rep that was asked for."""
    MISSED = auto()
    """Tried, and reps were missing."""
    LEFT_OUT = auto()
    """Skipped, or done lighter by choice: no progress, and no miss."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of a lift, and the reps of its AMRAP set where it has one and it was done."""

    result: Result
    amrap: int | None = None


SKIPPED = Outcome(Result.LEFT_OUT)


def outcome(work: Work, done: Iterable[Set]) -> Outcome:
    """Judge the sets that were done of an exercise against what was asked for.

    A set counts for a target when it is at least as heavy and has at least its reps; heavier or more is done, too.
    A ramp set that was left out is forgiven; one that was tried and fell short is a miss. Without a set at the top
    weight the lift was done lighter by choice, which is no miss.
    """
    lifted = [attempt for attempt in done if attempt.measure is Measure.REPS and not attempt.load.bodyweight]
    left = list(lifted)
    amrap = _amrap(work, lifted)
    unmet = []
    for target in sorted(work.sets, key=lambda one: (one.counts, one.weight, one.reps), reverse=True):
        fitting = [attempt for attempt in left if _meets(attempt, target)]
        if fitting:
            left.remove(min(fitting, key=lambda attempt: (attempt.load.weight, attempt.count)))
        elif target.counts:
            unmet.append(target)
    return Outcome(_result(work, unmet, left, lifted), amrap)


def _meets(attempt: Set, target: Target) -> bool:
    return not attempt.failed and attempt.load.weight >= target.weight and attempt.count >= target.reps


def _result(work: Work, unmet: Sequence[Target], left: Sequence[Set], done: Sequence[Set]) -> Result:
    top = max(target.weight for target in work.sets if target.counts)
    if any(attempt.load.weight >= target.weight for target in unmet for attempt in left):
        return Result.MISSED
    if not any(target.weight == top for target in unmet):
        return Result.DONE
    return Result.MISSED if any(attempt.load.weight >= top for attempt in done) else Result.LEFT_OUT


def _amrap(work: Work, done: Sequence[Set]) -> int | None:
    """Return the most reps that were done with the weight of the first AMRAP set, or more; a failed set counts none."""
    target = next((target for target in work.sets if target.amrap), None)
    if target is None:
        return None
    tried = [attempt for attempt in done if attempt.load.weight >= target.weight]
    return max((0 if attempt.failed else attempt.count for attempt in tried), default=None)
