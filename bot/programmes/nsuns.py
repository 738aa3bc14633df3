"""nSuns LP: nine sets of one lift and eight of another each day; the set at 95 % says how far the training max goes up.

Sets and shares as in the author's public sheets of four and five days; training max, jumps by reps and the tenth off
after a stall as quoted by Liftosaur. When a stall is one the sheet leaves to the lifter; here it is no rep at 95 %
twice running.
"""

from collections.abc import Mapping
from dataclasses import replace

from bot.lifts.plates import amount_in
from bot.lifts.weight import Weight
from bot.programmes.programme import BENCH, DEADLIFT, PRESS, SQUAT, Lift, Max, Move, Programme
from bot.programmes.sessions import Outcome, Result, Session, Target, Work
from bot.programmes.state import Line
from bot.programmes.terms import Pace, Steps, Terms, exact, percent

TRAINING_MAX = percent("90")
TAKEN_BACK = percent("90")
STALL = 2
"""Weeks running without a rep at 95 %."""
_STEP = Steps(kg="2.5", lb="5")
_SMALL_STEP = Steps(kg="1.25", lb="2.5")
JUMPS = ((6, 3), (4, 2), (2, 1))
"""From so many reps at 95 %, so many steps up."""

_Sets = tuple[tuple[str, int], ...]
_SHARES = ("75", "85", "95", "90", "85", "80", "75", "70", "65")


def _nine(*reps: int) -> _Sets:
    return tuple(zip(_SHARES, reps, strict=True))


def _eight(first: str, second: str, rest: str, opening: int = 6) -> _Sets:
    reps = (opening, 5, 3, 5, 7, 4, 6, 8)
    return tuple(zip((first, second, *(rest,) * 6), reps, strict=True))


_VOLUME: _Sets = (
    *(("65", 8), ("75", 6), ("85", 4), ("85", 4), ("85", 4)),
    *(("80", 5), ("75", 6), ("70", 7), ("65", 8)),
)
_RECORD: Mapping[Lift, _Sets] = {
    SQUAT: _nine(5, 3, 1, 3, 3, 3, 5, 5, 5),
    BENCH: _nine(5, 3, 1, 3, 5, 3, 5, 3, 5),
    PRESS: _nine(5, 3, 1, 3, 3, 3, 5, 5, 5),
    DEADLIFT: _nine(5, 3, 1, 3, 3, 3, 5, 3, 3),
}
_LIGHT_PRESS = (PRESS, PRESS.exercise, _eight("50", "60", "70"))
_SUMO = (DEADLIFT, "sumo_deadlift", _eight("50", "60", "70", opening=5))
_INCLINE = (BENCH, "incline_bench_press", _eight("40", "50", "60"))
_CLOSE_GRIP = (BENCH, "close_grip_bench_press", _eight("40", "50", "60"))
_FRONT_SQUAT = (SQUAT, "front_squat", _eight("35", "45", "55", opening=5))

_FOUR_DAYS = (
    ("Bench, volume", BENCH, _LIGHT_PRESS),
    ("Squat", SQUAT, _SUMO),
    ("Bench", BENCH, _CLOSE_GRIP),
    ("Deadlift", DEADLIFT, _FRONT_SQUAT),
)
_FIVE_DAYS = (
    ("Bench, volume", BENCH, _LIGHT_PRESS),
    ("Squat", SQUAT, _SUMO),
    ("Press", PRESS, _INCLINE),
    ("Deadlift", DEADLIFT, _FRONT_SQUAT),
    ("Bench", BENCH, _CLOSE_GRIP),
)


class NSuns(Programme):
    """A line is a training max; `misses` counts the weeks running without a rep at 95 %."""

    key = "nsuns"
    name = "nSuns LP"
    lifts = (BENCH, SQUAT, PRESS, DEADLIFT)
    days = range(4, 6)
    usual_days = (0, 1, 3, 4)
    standing_name = "training max"

    def begin(self, lift: Lift, tested: Max | None, terms: Terms) -> Line | None:
        """Start with a training max of 90 % of the one-rep max."""
        del lift, terms
        return None if tested is None else Line(tested.share(TRAINING_MAX))

    def session(self, number: int, lines: Mapping[str, Line], terms: Terms) -> Session:
        """Return the next day: nine sets of its first lift, eight of its second."""
        place = self.place(number, terms)
        name, first, (of, exercise, sets) = _sessions_of(place.days)[place.day]
        volume = place.day == 0
        main = _targets(lines[first.key].weight, _VOLUME if volume else _RECORD[first], terms, record=not volume)
        second = _targets(lines[of.key].weight, sets, terms)
        lonely_press = exercise == PRESS.exercise and _sessions_of(place.days) is _FOUR_DAYS
        work = (
            Work(first.key, first.exercise, main, "T1", moves=not volume),
            Work(of.key, exercise, second, "T2", moves=lonely_press),
        )
        return Session(number, f"Week {place.week} · {name}", work, "two or three lifts of your choice, 3 × 8-12")

    def after(self, session: Session, work: Work, outcome: Outcome, line: Line, terms: Terms) -> Move:
        """Go up by the reps at 95 %; back by a tenth when there was none two weeks running."""
        del session
        if work.role == "T2":
            up = outcome.result is Result.DONE
            return Move(line.up(terms.jump(work.exercise, _SMALL_STEP), terms.unit) if up else line)
        if outcome.amrap is None:
            return Move(line)
        if outcome.amrap == 0:
            return self._without_a_rep(line, terms)
        steps = next((steps for reps, steps in JUMPS if outcome.amrap >= reps), 0)
        if steps == 0:
            return Move(replace(line, misses=0), "one rep at 95 %: the same training max")
        return Move(line.up(steps * terms.jump(work.exercise, _STEP), terms.unit, misses=0))

    def good_reps(self, work: Work) -> int:
        """Return the reps at 95 % that make one step."""
        del work
        return JUMPS[-1][0]

    def pace(self, lift: Lift, terms: Terms) -> Pace:
        """Return one step a week, which two or three reps at 95 % make."""
        lonely_press = lift is PRESS and _sessions_of(terms.days) is _FOUR_DAYS
        return Pace(jump=terms.jump(lift.exercise, _SMALL_STEP if lonely_press else _STEP))

    def nearest(self, lift: Lift, weight: Weight, terms: Terms) -> Weight:
        """Return the weight as it is: nobody loads a training max."""
        del lift, terms
        return weight

    def _without_a_rep(self, line: Line, terms: Terms) -> Move:
        misses = line.misses + 1
        if misses < STALL:
            return Move(replace(line, misses=misses), "no rep at 95 %: the same training max")
        to = exact(amount_in(line.weight, terms.unit) * TAKEN_BACK, terms.unit)
        return Move(replace(line, weight=to, misses=0), f"no rep at 95 % twice running: training max 10 % down, {to}")


def _sessions_of(days: tuple[int, ...]) -> tuple[tuple[str, Lift, tuple[Lift, str, _Sets]], ...]:
    return _FOUR_DAYS if len(days) == len(_FOUR_DAYS) else _FIVE_DAYS


def _targets(training_max: Weight, sets: _Sets, terms: Terms, *, record: bool = False) -> tuple[Target, ...]:
    return tuple(
        terms.target(
            training_max, percent(share), reps, amrap=record and share == "95", counts=not record or share == "95"
        )
        for share, reps in sets
    )
