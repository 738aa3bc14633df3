"""5/3/1: four lifts, three weeks that climb to a set for as many reps as possible, a fourth to recover.

Percentages, jumps and the estimate w * r * 0.0333 + w as quoted from Wendler. The training max is kept as it is (260 lb
makes 234 lb) and only the sets are rounded: rounding the training max first changes sets. On a stall it follows the
book: a new training max from what could be done. Liftosaur's text goes back three cycles; here that is done only where
nothing could be done.
"""

from collections.abc import Mapping
from dataclasses import replace
from fractions import Fraction
from typing import ClassVar

from bot.lifts.weight import Weight
from bot.programmes.programme import BENCH, DEADLIFT, PRESS, SQUAT, Lift, Max, Move, Programme
from bot.programmes.sessions import Outcome, Result, Session, Target, Work
from bot.programmes.state import Line
from bot.programmes.terms import Pace, Steps, Terms, exact, percent

TRAINING_MAX = percent("90")
WAVE = (
    (("65", 5), ("75", 5), ("85", 5)),
    (("70", 3), ("80", 3), ("90", 3)),
    (("75", 5), ("85", 3), ("95", 1)),
    (("40", 5), ("50", 5), ("60", 5)),
)
"""Per cent of the training max, and reps, by week; the last set of the first three weeks is for all reps possible."""
DELOAD = 3
_LIFTS = (PRESS, DEADLIFT, BENCH, SQUAT)
_UPPER, _LOWER = Steps(kg="2.5", lb="5"), Steps(kg="5", lb="10")
_STEPS = {"press": _UPPER, "bench": _UPPER, "deadlift": _LOWER, "squat": _LOWER}
_CYCLE_WEEKS = 4
_CYCLES_BACK = 3


class FiveThreeOne(Programme):
    """A line is a training max. In a cycle, `stage` counts the weeks that were done, `misses` those that fell short.

    `mark` is the best one-rep max that a set of the cycle speaks for.
    """

    lifts = _LIFTS
    days = range(2, 5)
    usual_days = (0, 1, 3, 4)
    standing_name = "training max"
    supplement: ClassVar[str]

    def begin(self, lift: Lift, tested: Max | None, terms: Terms) -> Line | None:
        """Start with a training max of 90 % of the one-rep max."""
        del lift, terms
        return None if tested is None else Line(_of_estimate(tested.weight, tested.reps))

    def week_length(self, days: tuple[int, ...]) -> int:
        """Return four: each lift has its day, however many days a calendar week has for it."""
        del days
        return len(_LIFTS)

    def session(self, number: int, lines: Mapping[str, Line], terms: Terms) -> Session:
        """Return a lift's day: its three sets of the week, and the supplement."""
        week, place = divmod(number, len(_LIFTS))
        lift, wave = _LIFTS[place], week % _CYCLE_WEEKS
        line = lines[lift.key]
        main = Work(lift.key, lift.exercise, _main_sets(line.weight, wave, terms), "main")
        name = (
            f"Cycle {week // _CYCLE_WEEKS + 1} · week {wave + 1}{' (deload)' if wave == DELOAD else ''} · {lift.name}"
        )
        if wave == DELOAD:
            return Session(number, name, (main,))
        more = Work(
            lift.key, lift.exercise, self.supplement_sets(line.weight, wave, terms), self.supplement, moves=False
        )
        return Session(number, name, (main, more), "25-50 reps each of a push, a pull and single-leg or core")

    def supplement_sets(self, training_max: Weight, wave: int, terms: Terms) -> tuple[Target, ...]:
        """Return the sets that follow the main ones."""
        raise NotImplementedError

    def after(self, session: Session, work: Work, outcome: Outcome, line: Line, terms: Terms) -> Move:
        """Note how a week went, and at the end of a cycle raise the training max, keep it or find a new one."""
        wave = session.number // len(_LIFTS) % _CYCLE_WEEKS
        if wave == DELOAD:
            return self._after_cycle(work, line, terms)
        if outcome.result is Result.LEFT_OUT:
            return Move(line)
        amrap = next(target for target in work.sets if target.amrap)
        line = replace(line, mark=_better(line.mark, amrap.weight, outcome.amrap or 0))
        if outcome.result is Result.DONE:
            return Move(replace(line, stage=line.stage + 1))
        return Move(
            replace(line, misses=line.misses + 1), "short of the least reps: the training max is looked at anew"
        )

    def pace(self, lift: Lift, terms: Terms) -> Pace:
        """Return a jump a cycle of four weeks."""
        return Pace(jump=terms.jump(lift.exercise, _STEPS[lift.key]), every=Fraction(_CYCLE_WEEKS))

    def nearest(self, lift: Lift, weight: Weight, terms: Terms) -> Weight:
        """Return the weight as it is: nobody loads a training max."""
        del lift, terms
        return weight

    def set_to(self, line: Line, weight: Weight) -> Line:
        """Return the line with another training max; the weeks of this cycle that are done stay done."""
        return replace(line, weight=weight, misses=0, mark=None)

    def _after_cycle(self, work: Work, line: Line, terms: Terms) -> Move:
        fresh = replace(line, week=line.week + 1, stage=0, misses=0, mark=None)
        jump = terms.jump(work.exercise, _STEPS[work.line])
        if line.misses and line.mark:
            to = min(line.weight, exact(Fraction(line.mark.amount) * TRAINING_MAX, line.mark.unit))
            return Move(replace(fresh, weight=to), f"stalled: a new training max from what you could do, {to}")
        if line.misses:
            back = fresh.up(-_CYCLES_BACK * jump, terms.unit)
            return Move(back, f"stalled: the training max of three cycles ago, {back.weight}")
        if line.stage < DELOAD:
            return Move(fresh, "not every week was done: the same training max again")
        return Move(fresh.up(jump, terms.unit))


class FirstSetLast(FiveThreeOne):
    """5/3/1 with the first set's weight again, five times five."""

    key = "531fsl"
    name = "5/3/1 First Set Last"
    supplement = "first set last"

    def supplement_sets(self, training_max: Weight, wave: int, terms: Terms) -> tuple[Target, ...]:
        """Return five fives with the first set's weight."""
        return (terms.target(training_max, percent(WAVE[wave][0][0]), 5),) * 5


class BoringButBig(FiveThreeOne):
    """5/3/1 with five tens at half the training max."""

    key = "531bbb"
    name = "5/3/1 Boring But Big"
    supplement = "boring but big"

    def supplement_sets(self, training_max: Weight, wave: int, terms: Terms) -> tuple[Target, ...]:
        """Return five tens at half the training max."""
        del wave
        return (terms.target(training_max, percent("50"), 10),) * 5


def _main_sets(training_max: Weight, wave: int, terms: Terms) -> tuple[Target, ...]:
    last = len(WAVE[wave]) - 1
    return tuple(
        terms.target(training_max, percent(share), reps, amrap=place == last and wave != DELOAD)
        for place, (share, reps) in enumerate(WAVE[wave])
    )


def estimate(weight: Weight, reps: int) -> Fraction:
    """Return the one-rep max by w * r * 0.0333 + w, in the unit of the weight; a single is its own."""
    return Fraction(weight.amount) * (1 + reps * Fraction("0.0333") if reps > 1 else 1)


def _of_estimate(weight: Weight, reps: int) -> Weight:
    return exact(estimate(weight, reps) * TRAINING_MAX, weight.unit)


def _better(mark: Weight | None, weight: Weight, reps: int) -> Weight | None:
    if reps == 0:
        return mark
    found = exact(estimate(weight, reps), weight.unit)
    return found if mark is None else max(mark, found)
