"""The entry notation, both ways: `squat 100 5x5 @8` read as sets, and sets written so that they read the same."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

from bot.errors import SpotterError
from bot.lifts.exercises import Exercise, Loading, Measure
from bot.lifts.grammar import MOST_SETS
from bot.lifts.sets import Kind, Reading, Set
from bot.lifts.weight import figure

_SIGNS = {Measure.REPS: "", Measure.SECONDS: "s", Measure.METRES: "m"}
_MARKS = {Kind.WORKING: "", Kind.WARM_UP: " w", Kind.DROP: " drop"}


class Unreadable(SpotterError):
    """An entry that can't be read to its end: what was understood, where it stopped, and why.

    The text says why in the member's words, without repeating what they typed.
    """

    def __init__(
        self,
        why: str,
        at: int,
        until: int,
        *,
        exercise: Exercise | None = None,
        sets: tuple[Set, ...] = (),
        nearest: Sequence[Exercise] = (),
    ) -> None:
        super().__init__(why)
        self.at = at
        """Where in the text it stopped; its length when something is missing at the end."""
        self.until = until
        """Where what was not understood ends."""
        self.exercise = exercise
        self.sets = sets
        """What was understood before that place."""
        self.nearest = nearest
        """Lifts that may be meant, where the name is unknown."""

    def because(self, why: str) -> "Unreadable":
        """Return it with another reason."""
        return Unreadable(why, self.at, self.until, exercise=self.exercise, sets=self.sets, nearest=self.nearest)

    def with_lift(self, text: str, exercise: Exercise) -> str:
        """Return the text with the unknown name replaced by that of a lift."""
        return text[: self.at] + exercise.name + text[self.until :]

    @property
    def example(self) -> str:
        """An entry that can be read, of the lift that was named where there was one."""
        return example_for(self.exercise) if self.exercise else "squat 100 5x5"


def example_for(exercise: Exercise) -> str:
    """Return an entry of this lift that can be read as it stands."""
    sets = {Measure.SECONDS: "3x60s", Measure.METRES: "40 3x30m"}
    usual = "bw+10 3x8" if exercise.load is Loading.ADDED else "60 5x5"
    return f"{exercise.name.lower()} {sets.get(exercise.counted, usual)}"


def written(reading: Reading) -> str:
    """Return an entry as text that reads the same when it is pasted back: `Deadlift 140 kg 5×5`."""
    return f"{reading.exercise.name} {written_sets(reading.sets, reading.exercise.counted)}"


def labelled(reading: Reading) -> str:
    """Return an entry as it is shown: `Deadlift · 5×5 · 140 kg`. It can be pasted back too."""
    together = list(_together(reading.sets))
    if len(together) == 1 and len(together[0]) > 1 and _alike(together[0]):
        first = together[0][0]
        counts = _counts(together[0], reading.exercise.counted)
        return f"{reading.exercise.name} · {counts} · {first.load}{_marks(first)}"
    return f"{reading.exercise.name} · {written_sets(reading.sets, reading.exercise.counted)}"


def written_sets(sets: Iterable[Set], counted: Measure = Measure.REPS) -> str:
    """Return sets as text: `60 kg ×5, 80 kg 3×5 @8`, `bw 8,8,6`; reps say so where something else is `counted`."""
    return ", ".join(f"{same[0].load} {_counts(same, counted)}{_marks(same[0])}" for same in _together(sets))


def _together(sets: Iterable[Set]) -> Iterator[list[Set]]:
    """Yield runs of sets that are written together: all but the counts is the same. Failed sets stand alone."""
    for _, run in groupby(enumerate(sets), key=lambda placed: _shared(*placed)):
        same = [done for _, done in run]
        for start in range(0, len(same), MOST_SETS):
            yield same[start : start + MOST_SETS]


def _shared(place: int, done: Set) -> tuple[object, ...]:
    return (str(done.load), done.measure, done.kind, place if done.failed else None, done.rpe, done.rir)


def _counts(same: Sequence[Set], counted: Measure) -> str:
    counts = [_count(done, counted) for done in same]
    return f"{len(same) if len(same) > 1 else ''}×{counts[-1]}" if _alike(same) else ",".join(counts)


def _count(done: Set, counted: Measure) -> str:
    said = done.measure is Measure.REPS and counted is not Measure.REPS
    sign = " reps" if said else _SIGNS[done.measure]
    return f"{done.count}{sign}{'+' if done.amrap else ''}"


def _alike(same: Sequence[Set]) -> bool:
    """Whether sets are written as one: the same count, and as many as possible in the last alone if at all."""
    return len({done.count for done in same}) == 1 and not any(done.amrap for done in same[:-1])


def _marks(done: Set) -> str:
    effort = f" @{figure(done.rpe)}" if done.rpe is not None else ""
    reserve = f" {done.rir}rir" if done.rir is not None else ""
    return f"{_MARKS[done.kind]}{' fail' if done.failed and done.count else ''}{effort}{reserve}"
