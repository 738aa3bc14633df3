"""GZCLP: a heavy and a medium lift each day, whose sets get shorter before the weight comes down.

Rotation and stages as in all versions. Where they differ this follows the gist of mushfek for what a lift adds and for
a failed 10×1 (85 % of it), and Liftosaur's script for what a failed 3×6 goes back to (the last 3×10 and 10 or 15 lb).
"""

from collections.abc import Mapping
from dataclasses import replace
from fractions import Fraction

from bot.programmes.programme import BENCH, DEADLIFT, PRESS, SQUAT, Lift, Max, Move, Programme
from bot.programmes.sessions import Outcome, Result, Session, Work
from bot.programmes.state import Line
from bot.programmes.terms import Pace, Steps, Terms, percent

T1_STAGES = ((5, 3), (6, 2), (10, 1))
T2_STAGES = ((3, 10), (3, 8), (3, 6))
"""Sets and reps."""
RESTART = percent("85")
_STARTS = {"T1": percent("75"), "T2": percent("62"), "T3": percent("60")}
"""Of the one-rep max; 75 % is about 85 % of the five-rep max."""
T3_ENOUGH = 25
"""Reps in the last set of T3 after which it goes up."""
_LARGE, _MIDDLE, _SMALL = Steps(kg="5", lb="10"), Steps(kg="2.5", lb="5"), Steps(kg="1.25", lb="2.5")
_RESTART_LOWER, _RESTART_UPPER = Steps(kg="7.5", lb="15"), Steps(kg="5", lb="10")
_LOWER = {SQUAT.exercise, DEADLIFT.exercise}


def _tier(lift: Lift, tier: str) -> Lift:
    return Lift(f"{lift.key} {tier}", lift.exercise, f"{lift.name} {tier}")


_PULLDOWN = Lift("pulldown T3", "lat_pulldown", "Lat pulldown T3", needed=False, barbell=False)
_ROW = Lift("row T3", "barbell_row", "Barbell row T3", needed=False)
_T1 = {lift.key: _tier(lift, "T1") for lift in (SQUAT, BENCH, PRESS, DEADLIFT)}
_T2 = {lift.key: _tier(lift, "T2") for lift in (SQUAT, BENCH, PRESS, DEADLIFT)}
_ROTATION = (
    ("A1", _T1["squat"], _T2["bench"], _PULLDOWN),
    ("A2", _T1["press"], _T2["deadlift"], _ROW),
    ("B1", _T1["bench"], _T2["squat"], _PULLDOWN),
    ("B2", _T1["deadlift"], _T2["press"], _ROW),
)


class GZCLP(Programme):
    """A line is a working weight and `stage` its scheme; `mark` is the weight at which T2's 3×10 last failed."""

    key = "gzclp"
    name = "GZCLP"
    lifts = (*_T1.values(), *_T2.values(), _PULLDOWN, _ROW)
    days = range(3, 5)
    usual_days = (0, 1, 3, 4)

    def begin(self, lift: Lift, tested: Max | None, terms: Terms) -> Line | None:
        """Start T1 at 75 %, T2 at 62 % and T3 at 60 % of the one-rep max."""
        if tested is None:
            return None
        return Line(terms.load(tested.share(_STARTS[_tier_of(lift.key)]), barbell=lift.barbell))

    def session(self, number: int, lines: Mapping[str, Line], terms: Terms) -> Session:
        """Return the next of the four days."""
        name, heavy, medium, light = _ROTATION[number % len(_ROTATION)]
        lifts = [lift for lift in (heavy, medium, light) if lift.key in lines]
        work = tuple(self._work(lift, lines[lift.key], terms) for lift in lifts)
        own_choice = "" if light.key in lines else f"T3: 3 × 15+ {light.name.removesuffix(' T3').lower()}"
        return Session(number, f"Week {self.place(number, terms).week} · {name}", work, own_choice)

    def after(self, session: Session, work: Work, outcome: Outcome, line: Line, terms: Terms) -> Move:
        """Go up, or on to the next scheme with the same weight, or start again lighter."""
        del session
        tier = _tier_of(work.line)
        if tier == "T3":
            enough = (outcome.amrap or 0) >= T3_ENOUGH
            return Move(line.up(self._jump(work.line, work.exercise, terms), terms.unit) if enough else line)
        if outcome.result is Result.DONE:
            return Move(line.up(self._jump(work.line, work.exercise, terms), terms.unit, misses=0))
        if outcome.result is Result.LEFT_OUT:
            return Move(line)
        return _failed(tier, work, line, terms)

    def good_reps(self, work: Work) -> int:
        """Return the reps of T3's last set that take it up; the others need no more than is asked for."""
        return T3_ENOUGH if work.role == "T3" else super().good_reps(work)

    def pace(self, lift: Lift, terms: Terms) -> Pace:
        """Return a jump for each turn of the rotation; T3 comes up twice in it."""
        turns = 2 if _tier_of(lift.key) == "T3" else 1
        every = Fraction(len(_ROTATION), turns * len(terms.days))
        return Pace(jump=self._jump(lift.key, lift.exercise, terms), every=every)

    def _work(self, lift: Lift, line: Line, terms: Terms) -> Work:
        tier = _tier_of(lift.key)
        sets, reps = (3, 15) if tier == "T3" else (T1_STAGES if tier == "T1" else T2_STAGES)[line.stage]
        target = terms.target(line.weight, 1, reps, barbell=lift.barbell)
        last = target if tier == "T2" else replace(target, amrap=True)
        return Work(lift.key, lift.exercise, (*(target,) * (sets - 1), last), tier, barbell=lift.barbell)

    def _jump(self, key: str, exercise: str, terms: Terms) -> Fraction:
        tier, lower = _tier_of(key), exercise in _LOWER
        chosen = terms.chosen_jump(exercise)
        if chosen:
            return chosen / 2 if tier == "T2" else chosen
        usual = {"T1": _LARGE if lower else _MIDDLE, "T2": _MIDDLE if lower else _SMALL, "T3": _MIDDLE}[tier]
        return usual.amount(terms.unit)


def _failed(tier: str, work: Work, line: Line, terms: Terms) -> Move:
    stages = T1_STAGES if tier == "T1" else T2_STAGES
    mark = line.weight if tier == "T2" and line.stage == 0 else line.mark
    if line.stage + 1 < len(stages):
        sets, reps = stages[line.stage + 1]
        plus = "+" if tier == "T1" else ""
        why = f"reps were missing: the same weight, as {sets}×{reps}{plus}"
        return Move(replace(line, stage=line.stage + 1, misses=line.misses + 1, mark=mark), why)
    if tier == "T1":
        to = terms.load(line.weight, RESTART)
        return Move(Line(to), f"10×1 failed: from 5×3+ again, at 85 %, {to}")
    jump = _RESTART_LOWER if work.exercise in _LOWER else _RESTART_UPPER
    again = Line(mark or line.weight).up(jump.amount(terms.unit), terms.unit)
    return Move(again, f"3×6 failed: from 3×10 again, at {terms.load(again.weight)}")


def _tier_of(key: str) -> str:
    return key.rpartition(" ")[2]
