"""Records: what sets beat. The first of anything is no record; warm-ups and failed sets never are."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from itertools import groupby

from bot.lifts.sets import Set
from bot.lifts.strength import comparable
from bot.lifts.weight import Load


class Feat(StrEnum):
    """What can be beaten."""

    HEAVIEST = "heaviest"
    """The most weight, for any number of reps."""
    FOR_REPS = "for reps"
    """The most weight for at least this many reps."""
    MOST_REPS = "most reps"
    """The most reps with at least this load, for lifts with one's own body: they have no e1RM to grow."""
    E1RM = "e1rm"


@dataclass(frozen=True, slots=True)
class Best:
    """The heaviest load that was done for exactly so many reps, and when first."""

    load: Load
    reps: int
    entry_id: int
    performed_at: datetime


@dataclass(frozen=True, slots=True)
class Record:
    """A set that beat what stood before."""

    feat: Feat
    done: Set
    before: Best


@dataclass(frozen=True, slots=True)
class Volume:
    """What a session came to in one exercise, weight × reps of all its sets that count, and when it was.

    Sets with one's own body are left out: what they come to would tell what a member weighs.
    """

    key: int
    """As `Weight.key`."""
    at: datetime


@dataclass(frozen=True, slots=True)
class VolumeRecord:
    """A session that came to more than any before it."""

    key: int
    """As `Weight.key`."""
    before: Volume


class Bests:
    """The bests of one exercise, one for each number of reps, apart for plain weights and for bodyweight."""

    def __init__(self, bests: Iterable[Best]) -> None:
        self._bests = sorted(bests, key=lambda best: best.reps)

    def __iter__(self) -> Iterator[Best]:
        return iter(self._bests)

    def __bool__(self) -> bool:
        return bool(self._bests)

    def heaviest(self, *, bodyweight: bool = False) -> Best | None:
        """Return the heaviest."""
        return self.for_reps(1, bodyweight=bodyweight)

    def for_reps(self, reps: int, *, bodyweight: bool = False) -> Best | None:
        """Return the heaviest for at least so many reps."""
        enough = [best for best in self._bests if best.reps >= reps and best.load.bodyweight == bodyweight]
        return max(enough, key=lambda best: best.load.weight.key, default=None)

    def most_reps(self, load: Load) -> Best | None:
        """Return the most reps that were done with at least this load."""
        heavy = [
            best for best in self._bests if best.load.bodyweight == load.bodyweight and best.load.weight >= load.weight
        ]
        return max(heavy, key=lambda best: best.reps, default=None)

    def strongest(self) -> Best | None:
        """Return the set with the highest reliable e1RM.

        For a given number of reps more weight gives more, so the bests are enough to look at.
        """
        best = max(self._bests, key=_strength, default=None)
        return best if best and _strength(best) else None


def _strength(best: Best) -> int:
    """Return what a set's e1RM is compared by: 0 where it has no reliable one."""
    return 0 if best.load.bodyweight else comparable(best.load.weight.key, best.reps) or 0


def volume_of(sets: Iterable[Set]) -> int:
    """Return weight × reps of the sets that count, as a key of `Weight`."""
    return sum(done.load.weight.key * done.count for done in sets if done.clean and not done.load.bodyweight)


def outdone(sets: Iterable[Set], session: int, most: Volume | None) -> VolumeRecord | None:
    """Return what the sets of an entry took its session over: `session` is without them, `most` of another day."""
    volume = session + volume_of(sets)
    return VolumeRecord(volume, most) if most and session <= most.key < volume else None


def beaten(sets: Iterable[Set], bests: Bests) -> list[Record]:
    """Return what the sets of one entry beat, given the bests of all others."""
    clean = sorted((done for done in sets if done.clean), key=lambda done: done.load.bodyweight)
    found: list[Record] = []
    for bodyweight, alike in groupby(clean, key=lambda done: done.load.bodyweight):
        done = _undominated(list(alike))
        found += _heavier(done, bests, bodyweight=bodyweight)
        found += _longer(done, bests) if bodyweight else _stronger(done, bests)
    return found


def _undominated(sets: list[Set]) -> list[Set]:
    """Return the sets that no other outdoes in weight and reps, heaviest first; of equal ones the first."""
    standing: list[Set] = []
    most = -1
    for done in sorted(sets, key=lambda one: (one.load.weight.key, one.count), reverse=True):
        if done.count > most:
            standing.append(done)
            most = done.count
    return standing


def _heavier(sets: list[Set], bests: Bests, *, bodyweight: bool) -> Iterator[Record]:
    top, before = sets[0], bests.heaviest(bodyweight=bodyweight)
    if before and top.load.weight > before.load.weight:
        yield Record(Feat.HEAVIEST, top, before)
    for done in sets:
        before = bests.for_reps(done.count, bodyweight=bodyweight)
        if before and done.load.weight > before.load.weight:
            yield Record(Feat.FOR_REPS, done, before)


def _longer(sets: list[Set], bests: Bests) -> Iterator[Record]:
    for done in sets:
        before = bests.most_reps(done.load)
        if before and done.count > before.reps:
            yield Record(Feat.MOST_REPS, done, before)


def _stronger(sets: list[Set], bests: Bests) -> Iterator[Record]:
    before = bests.strongest()
    if before is None:
        return
    strength, best = max(
        ((comparable(done.load.weight.key, done.count) or 0, done) for done in sets), key=lambda found: found[0]
    )
    if strength > _strength(before):
        yield Record(Feat.E1RM, best, before)
