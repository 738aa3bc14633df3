"""Starting Strength, phase 1: squat and deadlift every workout, bench and press in turn.

Jumps as in lifters' summaries of the book, which was not at hand: squat and deadlift 10 lb for the first three
workouts, then 5. A "minor reset" to 90 % comes after three failed workouts in a row; Liftosaur's reading resets after
two.
"""

from collections.abc import Mapping
from fractions import Fraction
from typing import ClassVar

from bot.programmes.linear import Linear, Straight
from bot.programmes.programme import BENCH, DEADLIFT, PRESS, SQUAT, Lift
from bot.programmes.state import Line
from bot.programmes.terms import Steps, Terms, percent

_EARLY = Steps(kg="5", lb="10")
_EARLY_WORKOUTS = 3
_USUAL = Steps(kg="2.5", lb="5")
_BAR = Steps(kg="20", lb="45")


class StartingStrength(Linear):
    """Three fives across, and one heavy five of deadlifts."""

    key = "ss"
    name = "Starting Strength"
    lifts = (SQUAT, BENCH, PRESS, DEADLIFT)
    days = range(2, 4)
    workouts = ((SQUAT, BENCH, DEADLIFT), (SQUAT, PRESS, DEADLIFT))
    plan: ClassVar[Mapping[Lift, Straight]] = {
        SQUAT: Straight(3, _USUAL, _BAR),
        BENCH: Straight(3, _USUAL, _BAR),
        PRESS: Straight(3, _USUAL, _BAR),
        DEADLIFT: Straight(1, _USUAL, Steps(kg="40", lb="95")),
    }
    start_share = percent("80")
    failures = 3

    def jump(self, lift: Lift, line: Line, terms: Terms) -> Fraction:
        """Return the larger jump for the first workouts of squat and deadlift, then the usual one."""
        early = lift in {SQUAT, DEADLIFT} and line.week <= _EARLY_WORKOUTS
        return terms.jump(lift.exercise, _EARLY if early else self.plan[lift].step)
