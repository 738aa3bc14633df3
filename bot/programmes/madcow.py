"""Madcow 5×5: ramps to one top set, a new triple each Friday, and that weight for five the Monday after.

Follows the 2011 workbook of StrongLifts (all its defaults: sets 12.5 % apart, 2.5 % a week, the tested five-rep max in
week 4). Where it is silent, on stalls and resets, it follows Madcow's own text: keep the weight until all reps are
done, take back one lift alone, never deload by the calendar. Ties round up, away from zero, as in the workbook.
"""

from collections.abc import Mapping
from dataclasses import replace
from fractions import Fraction

from bot.lifts.plates import amount_in
from bot.lifts.weight import Weight
from bot.programmes.programme import BENCH, DEADLIFT, PRESS, ROW, SQUAT, Lift, Max, Move, Programme, day_name
from bot.programmes.sessions import Outcome, Result, Session, Target, Work
from bot.programmes.state import Line
from bot.programmes.terms import Pace, Terms, percent

WEEKLY = percent("2.5")
INTERVAL = percent("12.5")
"""From one set of a ramp to the next, of the top set."""
PR_WEEK = 4
"""The week whose top set is the tested five-rep max, up to rounding."""
HEAVY, LIGHT, PR = range(3)
"""The days of a week: Monday, Wednesday and Friday, for most."""
_ASSISTANCE = (
    "2 × weighted hypers, 4 × weighted sit-ups",
    "3 × sit-ups",
    "3 × 5-8 weighted dips, 3 × 8 curls, 3 × 8 triceps extensions",
)


class Madcow(Programme):
    """A line is the top set of week 1; `week` says how far it has come, `stage` is 1 once Monday's 5×5 are done."""

    key = "madcow"
    name = "Madcow 5×5"
    lifts = (SQUAT, BENCH, ROW, PRESS, DEADLIFT)
    days = range(3, 4)
    percent_jumps = True
    standing_name = "top set"

    def begin(self, lift: Lift, tested: Max | None, terms: Terms) -> Line | None:
        """Start so that week 4 is the tested five-rep max: ROUND(5RM / 1.025^3), or three fixed jumps below it."""
        if tested is None:
            return None
        back = self.pace(lift, terms).back(amount_in(tested.weight, terms.unit) * five_rep_max(tested), PR_WEEK - 1)
        return Line(terms.plates.nearest(back))

    def week_length(self, days: tuple[int, ...]) -> int:
        """Return three: heavy, light, record."""
        del days
        return 3

    def session(self, number: int, lines: Mapping[str, Line], terms: Terms) -> Session:
        """Return Monday's, Wednesday's or Friday's session."""
        week, day = divmod(number, 3)
        work = {HEAVY: self._heavy, LIGHT: self._light, PR: self._record}[day]
        lifts = (SQUAT, PRESS, DEADLIFT) if day == LIGHT else (SQUAT, BENCH, ROW)
        asked = tuple(Work(lift.key, lift.exercise, work(lift, lines[lift.key], terms)) for lift in lifts)
        if day == LIGHT:
            asked = (replace(asked[0], role="light", moves=False), *asked[1:])
        name = f"Week {week + 1} · {day_name(self.place(number, terms).days[day])}"
        return Session(number, name, asked, _ASSISTANCE[day])

    def after(self, session: Session, work: Work, outcome: Outcome, line: Line, terms: Terms) -> Move:
        """Move a lift on by a week once its 5×5 and its triple are done; hold it where reps were missing."""
        del terms
        if session.number % 3 == HEAVY:
            return self._after_heavy(outcome, line)
        ready = line.stage == 1 or work.line in {PRESS.key, DEADLIFT.key}
        if outcome.result is Result.DONE and ready:
            return Move(replace(line, week=line.week + 1, stage=0, misses=0))
        if outcome.result is Result.MISSED:
            return _held(line, line.misses + ready)
        return Move(replace(line, stage=0))

    def pace(self, lift: Lift, terms: Terms) -> Pace:
        """Return 2.5 % a week, or the member's own percentage or fixed weight."""
        jump = terms.chosen_jump(lift.exercise)
        return Pace(jump=jump) if jump else Pace(rate=terms.chosen_rate(lift.exercise) or WEEKLY)

    def standing(self, lift: Lift, line: Line, terms: Terms) -> Weight:
        """Return the top set of the week that the lift is in."""
        return terms.load(self._top(lift, line, terms, line.week))

    def set_to(self, line: Line, weight: Weight) -> Line:
        """Return a plan that starts anew from a weight."""
        del line
        return Line(weight)

    def set_back(self, lift: Lift, line: Line, weeks: int, terms: Terms) -> Line:
        """Return the plan's own row of so many weeks before, which may be before its first, or the last at the bar."""
        rows = (week for week in range(line.week, line.week - weeks, -1) if self._at_bar(lift, line, terms, week))
        return replace(line, week=next(rows, line.week - weeks), stage=0, misses=0)

    def weeks_until(self, lift: Lift, line: Line, goal: Line, terms: Terms) -> int:
        """Return the weeks between two rows of one plan; for a plan started anew, from top set to top set."""
        if line.weight == goal.weight:
            return goal.week - line.week
        start, end = (amount_in(self.standing(lift, one, terms), terms.unit) for one in (line, goal))
        return self.pace(lift, terms).weeks_until(start, end)

    def _at_bar(self, lift: Lift, line: Line, terms: Terms, week: int) -> bool:
        return terms.load(self._top(lift, line, terms, week)) == terms.plates.lightest

    def _top(self, lift: Lift, line: Line, terms: Terms, week: int) -> Weight:
        """Return the top set of a week, loadable, reckoned from week 1's and never from last week's."""
        pace, first = self.pace(lift, terms), amount_in(line.weight, terms.unit)
        grown = first * (1 + pace.rate) ** (week - 1) if pace.rate else first + (week - 1) * pace.jump
        return terms.plates.nearest(Fraction(grown))

    def _ramp(self, top: Weight, terms: Terms) -> list[Target]:
        return [terms.target(top, 1 - step * INTERVAL, 5) for step in (4, 3, 2, 1, 0)]

    def _heavy(self, lift: Lift, line: Line, terms: Terms) -> tuple[Target, ...]:
        return tuple(self._ramp(self._top(lift, line, terms, line.week), terms))

    def _light(self, lift: Lift, line: Line, terms: Terms) -> tuple[Target, ...]:
        ramp = self._ramp(self._top(lift, line, terms, line.week), terms)
        return (*ramp[:3], ramp[2]) if lift is SQUAT else tuple(ramp[1:])

    def _record(self, lift: Lift, line: Line, terms: Terms) -> tuple[Target, ...]:
        """Return Friday's sets: the triple is next Monday's top, this week's again while the 5×5 are missing."""
        ramp = self._ramp(self._top(lift, line, terms, line.week), terms)
        triple = terms.target(self._top(lift, line, terms, line.week + line.stage), 1, 3)
        return (*ramp[:4], triple, replace(ramp[2], reps=8, counts=False))

    def _after_heavy(self, outcome: Outcome, line: Line) -> Move:
        if outcome.result is Result.MISSED:
            return _held(line, line.misses + 1)
        return Move(replace(line, stage=int(outcome.result is Result.DONE)))


def _held(line: Line, misses: int) -> Move:
    why = "reps were missing: the same weight next week"
    if misses > 1:
        why = f"reps were missing {misses} weeks running: the same weight, or a few weeks back with `/program reset`"
    return Move(replace(line, stage=0, misses=misses), why)


def five_rep_max(tested: Max) -> Fraction:
    """Return the five-rep max as a share of the tested weight: 1RM = w / (1.0278 - 0.0278 r), whatever the reps."""
    return _of_max(5) / _of_max(tested.reps)


def _of_max(reps: int) -> Fraction:
    return Fraction("1.0278") - Fraction("0.0278") * reps
