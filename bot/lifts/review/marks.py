"""Marks: the records of one lift as they stand. Warm-ups and failed sets are none of them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby

from bot.instants import from_micros
from bot.lifts.exercises import Exercise, Measure
from bot.lifts.review.done import Body, Group, heaviest, strongest, usual_unit, volume_of
from bot.lifts.strength import Estimate
from bot.lifts.weight import Unit, in_tenths


@dataclass(frozen=True, slots=True)
class RepMax:
    """The most weight that was done for at least so many reps."""

    reps: int
    done: Group


@dataclass(frozen=True, slots=True)
class Estimated:
    """The best e1RM and the sets it comes from."""

    estimate: Estimate
    done: Group


@dataclass(frozen=True, slots=True)
class Volume:
    """The most weight × reps in one session, as a key of `Weight`."""

    key: int
    unit: Unit
    at: datetime

    def __str__(self) -> str:
        return in_tenths(self.key, self.unit)


@dataclass(frozen=True, slots=True)
class Marks:
    """The records of one lift."""

    exercise: Exercise
    days: int
    rep_maxes: tuple[RepMax, ...]
    """For plain weights and apart for bodyweight, one for each number of reps that was done."""
    e1rm: Estimated | None
    volume: Volume | None
    most_reps: Group | None
    """Of a lift with one's own body: the most reps in a set, whatever hangs from it."""
    longest: tuple[Group, ...]
    """Of a lift that is timed or goes a way: the most seconds and metres."""
    with_body: bool
    """Whether the lifter's own weight is part of what is reckoned."""

    @property
    def heaviest(self) -> Group | None:
        """The heaviest set; a plain weight before one hung from the body."""
        return heaviest([best.done for best in self.rep_maxes if not best.done.bodyweight]) or heaviest(
            [best.done for best in self.rep_maxes]
        )


def marks_of(exercise: Exercise, groups: Sequence[Group], body: Body) -> Marks:
    """Return the records among what was done of a lift; `groups` stand by day, oldest first."""
    reps = [group for group in groups if group.measure is Measure.REPS]
    plain = [group for group in reps if not group.bodyweight]
    own = [group for group in reps if group.bodyweight]
    return Marks(
        exercise,
        len({group.day for group in groups}),
        (*_rep_maxes(plain), *_rep_maxes(own)),
        _best_e1rm(reps, body),
        _most_volume(reps, body),
        max(own, key=lambda group: (group.count, group.key), default=None),
        tuple(_longest(groups)),
        with_body=any(body(group.day) for group in own[:1]),
    )


def _rep_maxes(alike: Sequence[Group]) -> list[RepMax]:
    """Return for each number of reps that was done the heaviest for at least so many."""
    bests: dict[int, Group] = {}
    for group in alike:
        known = bests.get(group.count)
        if known is None or group.key > known.key:
            bests[group.count] = group
    found: list[RepMax] = []
    for count in sorted(bests, reverse=True):
        of_more = found[-1].done if found else bests[count]
        found.append(RepMax(count, bests[count] if bests[count].key > of_more.key else of_more))
    return found[::-1]


def _best_e1rm(reps: Sequence[Group], body: Body) -> Estimated | None:
    best = strongest(reps, body)
    estimate = best.group.estimate(body) if best else None
    return Estimated(estimate, best.group) if best and estimate else None


def _most_volume(reps: Sequence[Group], body: Body) -> Volume | None:
    unit = usual_unit(reps)
    most, when = 0, 0
    for _, sets in groupby(reps, key=lambda group: group.day):
        session = list(sets)
        volume = volume_of(session, body)
        if volume and volume > most:
            most, when = volume, min(group.began for group in session)
    return Volume(most, unit, from_micros(when)) if most else None


def _longest(groups: Sequence[Group]) -> list[Group]:
    measured = [
        [group for group in groups if group.measure is measure] for measure in (Measure.SECONDS, Measure.METRES)
    ]
    return [max(alike, key=lambda group: (group.count, group.key)) for alike in measured if alike]
