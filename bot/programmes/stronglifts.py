"""StrongLifts 5×5: two workouts in turn, five fives, more weight every time.

Follows stronglifts.com's support pages: +2.5 kg / 5 lb, deadlift +5 kg / 10 lb; three failed workouts in a row take
10 % off that exercise. In kilograms all but the deadlift start with the empty bar. Where 90 % lies exactly between two
loadable weights the heavier is taken: 87.5 kg goes to 80.
"""

from collections.abc import Mapping
from typing import ClassVar

from bot.programmes.linear import Linear, Straight
from bot.programmes.programme import BENCH, DEADLIFT, PRESS, ROW, SQUAT, Lift
from bot.programmes.terms import Steps, percent

_SMALL, _LARGE = Steps(kg="2.5", lb="5"), Steps(kg="5", lb="10")
_BAR = Steps(kg="20", lb="45")


class StrongLifts(Linear):
    """Squats every time; bench and row, or press and deadlift."""

    key = "stronglifts"
    name = "StrongLifts 5×5"
    lifts = (SQUAT, BENCH, ROW, PRESS, DEADLIFT)
    days = range(2, 4)
    workouts = ((SQUAT, BENCH, ROW), (SQUAT, PRESS, DEADLIFT))
    plan: ClassVar[Mapping[Lift, Straight]] = {
        SQUAT: Straight(5, _SMALL, _BAR),
        BENCH: Straight(5, _SMALL, _BAR),
        PRESS: Straight(5, _SMALL, _BAR),
        ROW: Straight(5, _SMALL, Steps(kg="20", lb="65")),
        DEADLIFT: Straight(1, _LARGE, Steps(kg="60", lb="95")),
    }
    start_share = percent("50")
    failures = 3
