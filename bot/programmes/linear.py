"""Straight sets that go up every workout, and what two programmes for novices make of a row of failures."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import ClassVar

from bot.programmes.programme import Lift, Max, Move, Programme
from bot.programmes.sessions import Outcome, Result, Session, Work
from bot.programmes.state import Line
from bot.programmes.terms import Pace, Steps, Terms, exact, percent

TAKEN_BACK = percent("90")


@dataclass(frozen=True, slots=True)
class Straight:
    """How a lift is done: so many sets of five, up by a step, from a first weight where it was not tested."""

    sets: int
    step: Steps
    first: Steps


class Linear(Programme):
    """Workouts A and B in turn. A line is the working weight, `week` counts the workouts that went up."""

    workouts: ClassVar[tuple[tuple[Lift, ...], tuple[Lift, ...]]]
    plan: ClassVar[Mapping[Lift, Straight]]
    start_share: ClassVar[Fraction]
    """Of a tested five-rep max, where a lift starts."""
    failures: ClassVar[int]
    """In a row, after which a lift is taken back by a tenth."""

    def begin(self, lift: Lift, tested: Max | None, terms: Terms) -> Line | None:
        """Start at the programme's own weight, at a share of a tested five-rep max, or go on from a working weight."""
        if tested is None:
            return Line(exact(self.plan[lift].first.amount(terms.unit), terms.unit))
        if tested.is_working_weight:
            return Line(tested.weight)
        return Line(terms.load(tested.five_rep_max, self.start_share))

    def session(self, number: int, lines: Mapping[str, Line], terms: Terms) -> Session:
        """Return workout A or B."""
        work = tuple(
            Work(lift.key, lift.exercise, (terms.target(lines[lift.key].weight, 1, 5),) * self.plan[lift].sets)
            for lift in self.workouts[number % 2]
        )
        return Session(number, f"Week {self.place(number, terms).week} · workout {'AB'[number % 2]}", work)

    def after(self, session: Session, work: Work, outcome: Outcome, line: Line, terms: Terms) -> Move:
        """Go up, repeat, or go back by a tenth after enough failures in a row."""
        del session
        if outcome.result is Result.DONE:
            jump = self.jump(self.lift(work.line), line, terms)
            return Move(line.up(jump, terms.unit, week=line.week + 1, misses=0))
        if outcome.result is Result.LEFT_OUT:
            return Move(line)
        misses = line.misses + 1
        if misses < self.failures:
            return Move(
                replace(line, misses=misses), f"reps were missing ({misses} of {self.failures}): same weight again"
            )
        to = terms.load(line.weight, TAKEN_BACK)
        return Move(replace(line, weight=to, misses=0), f"missed {self.failures} times in a row: 10 % off, {to}")

    def jump(self, lift: Lift, line: Line, terms: Terms) -> Fraction:
        """Return how much a lift goes up after this workout."""
        del line
        return terms.jump(lift.exercise, self.plan[lift].step)

    def pace(self, lift: Lift, terms: Terms) -> Pace:
        """Return a jump for each time that the lift comes up in a week."""
        turns = sum(lift in workout for workout in self.workouts)
        return Pace(jump=terms.jump(lift.exercise, self.plan[lift].step), every=Fraction(2, turns * len(terms.days)))
