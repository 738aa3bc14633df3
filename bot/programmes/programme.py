"""What a programme is: what it asks of a session, and how each of its lifts moves on after what was done.

Each programme stands in a file of its own. All of them count in lines: a line is where one lift stands (a working
weight, a top set or a training max, with a few counters), so what is done to one lift leaves the others alone.
"""

from abc import ABC, abstractmethod
from collections.abc import Mapping
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import ClassVar

from bot.lifts.plates import amount_in
from bot.lifts.weight import Weight
from bot.programmes.sessions import Outcome, Session, Work
from bot.programmes.state import Line
from bot.programmes.terms import EarlierDays, Pace, Terms, exact

MOST_TESTED_REPS = 12
"""Above this many reps a set says too little about a maximum."""


@dataclass(frozen=True, slots=True)
class Lift:
    """A line of a programme: one lift, or one of the ways in which a lift is trained."""

    key: str
    exercise: str
    """Its id in the catalogue."""
    name: str
    needed: bool = True
    """Whether the programme can't start without a tested set of it."""
    barbell: bool = True


SQUAT = Lift("squat", "back_squat", "Squat")
BENCH = Lift("bench", "bench_press", "Bench press")
PRESS = Lift("press", "overhead_press", "Overhead press")
ROW = Lift("row", "barbell_row", "Barbell row")
DEADLIFT = Lift("deadlift", "deadlift", "Deadlift")


@dataclass(frozen=True, slots=True)
class Max:
    """A set that was done, as a measure of strength."""

    weight: Weight
    reps: int
    sets: int = 1
    """How many alike; three or more make it a working weight rather than a maximum."""

    @property
    def is_working_weight(self) -> bool:
        """Whether it was done often enough to go on from it as it is."""
        return self.sets >= 3

    @property
    def one_rep_max(self) -> Fraction:
        """The maximum by Epley, w (1 + r/30), in the unit of the weight; a single is its own."""
        factor = 1 + Fraction(self.reps, 30) if self.reps > 1 else Fraction(1)
        return Fraction(self.weight.amount) * factor

    def share(self, share: Fraction) -> Weight:
        """Return a share of the maximum."""
        return exact(self.one_rep_max * share, self.weight.unit)

    @property
    def five_rep_max(self) -> Weight:
        """What Epley gives for five reps: the set itself where it was five."""
        return self.weight if self.reps == 5 else self.share(1 / (1 + Fraction(5, 30)))


@dataclass(frozen=True, slots=True)
class Move:
    """How a line goes on, and why where that is not up as planned."""

    line: Line
    why: str = ""


@dataclass(frozen=True, slots=True)
class Place:
    """Where a session stands in a programme."""

    week: int
    """From 1."""
    day: int
    """Of the week, from 0."""
    days: tuple[int, ...]
    """The weekdays that are trained on in that week."""


class Programme(ABC):
    """A programme. Sessions are numbered from 0 and wait for the member: a missed day shifts them, nothing else."""

    key: ClassVar[str]
    """Under which data/programmes.toml tells what it is, how it goes and whose version this is."""
    name: ClassVar[str]
    lifts: ClassVar[tuple[Lift, ...]]
    days: ClassVar[range]
    """Over how many days a week it can be spread."""
    usual_days: ClassVar[tuple[int, ...]] = (0, 2, 4)
    percent_jumps: ClassVar[bool] = False
    """Whether a jump may be a percentage."""
    standing_name: ClassVar[str] = "working weight"
    """What the weight is called that a lift is said to stand at."""

    def lift(self, key: str) -> Lift:
        """Return the lift of a line. Raises KeyError when there is none."""
        return {lift.key: lift for lift in self.lifts}[key]

    def week_length(self, days: tuple[int, ...]) -> int:
        """Return how many sessions are a week: as many as training days, unless the programme has weeks of its own."""
        return len(days)

    def place(self, number: int, terms: Terms) -> Place:
        """Return where a session stands, by the training days that held for it."""
        week = begun = 0
        for until, days in (*terms.earlier_days, (None, terms.days)):
            length = self.week_length(days)
            if until is None or number < until:
                break
            weeks, left = divmod(until - begun, length)
            week, begun = week + weeks, until - left
        weeks, day = divmod(number - begun, length)
        return Place(week + weeks + 1, day, days)

    def other_days(self, number: int, days: tuple[int, ...], terms: Terms) -> EarlierDays:
        """Return the earlier days once others are chosen before a session: a week that has begun ends as it was."""
        if terms.earlier_days and terms.earlier_days[-1][0] >= number:
            return terms.earlier_days  # those that are given up now have not held for any session yet
        day, length = self.place(number, terms).day, self.week_length(terms.days)
        until = number if length == self.week_length(days) or day == 0 else number + length - day
        return (*terms.earlier_days, (until, terms.days)) if days != terms.days else terms.earlier_days

    @abstractmethod
    def begin(self, lift: Lift, tested: Max | None, terms: Terms) -> Line | None:
        """Return where a lift starts; None where that takes a tested set and there is none."""

    @abstractmethod
    def session(self, number: int, lines: Mapping[str, Line], terms: Terms) -> Session:
        """Return what a session asks for."""

    @abstractmethod
    def after(self, session: Session, work: Work, outcome: Outcome, line: Line, terms: Terms) -> Move:
        """Return how a line goes on after what came of its work in a session; eased work counts as left out."""

    @abstractmethod
    def pace(self, lift: Lift, terms: Terms) -> Pace:
        """Return how fast a lift goes up when every session goes well."""

    def nearest(self, lift: Lift, weight: Weight, terms: Terms) -> Weight:
        """Return the nearest weight that a lift can stand at: one that can be loaded."""
        return terms.load(weight, barbell=lift.barbell)

    def standing(self, lift: Lift, line: Line, terms: Terms) -> Weight:
        """Return the weight that a lifter would say they are at."""
        return self.nearest(lift, line.weight, terms)

    def good_reps(self, work: Work) -> int:
        """Return how many reps of an AMRAP set take its lift one step up."""
        return max(target.reps for target in work.sets if target.amrap)

    def set_to(self, line: Line, weight: Weight) -> Line:
        """Return the line when it goes on from another weight, with nothing held against it."""
        return replace(line, weight=weight, stage=0, misses=0)

    def set_back(self, lift: Lift, line: Line, weeks: int, terms: Terms) -> Line:
        """Return the line where it was so many good weeks ago, never under the bar."""
        back = self.pace(lift, terms).back(amount_in(line.weight, terms.unit), weeks)
        least = terms.plates.bar if lift.barbell else terms.plates.step
        return self.set_to(line, exact(max(back, Fraction(least)), terms.unit))

    def weeks_until(self, lift: Lift, line: Line, goal: Line, terms: Terms) -> int:
        """Return in how many weeks a line is where another is, if every week goes up."""
        start, end = amount_in(line.weight, terms.unit), amount_in(goal.weight, terms.unit)
        return self.pace(lift, terms).weeks_until(start, end)


def day_name(weekday: int) -> str:
    """Return the English name of a weekday, Monday is 0."""
    return ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")[weekday]
