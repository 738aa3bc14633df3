"""Weighings and what they come to: the mean of a week, its change, the weight nearest to a day."""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal

from bot.charts.chart import Chart, Look, Point
from bot.lifts.weight import Unit, Weight, in_tenths

LIGHTEST, HEAVIEST = Weight(Decimal(20), "kg"), Weight(Decimal(400), "kg")
"""What a body can weigh: anything else is a slip."""
_LEAP = 0.15
"""A change by more than this share of the last weight is asked about."""
WEEK, MONTH, SEASON = timedelta(days=7), timedelta(days=30), timedelta(days=90)


@dataclass(frozen=True, slots=True)
class Weighing:
    """What a member weighed, exactly as entered; `day` in their zone, `at` aware."""

    id: int
    day: date
    at: datetime
    weight: Weight


class Book:
    """A member's weighings by day; of several on one day the last counts."""

    def __init__(self, weighings: Sequence[Weighing]) -> None:
        by_day = {weighing.day: weighing for weighing in weighings}
        self.days = sorted(by_day)
        self.weighings = [by_day[day] for day in self.days]

    def __bool__(self) -> bool:
        return bool(self.days)

    def on(self, day: date) -> Weight | None:
        """Return what the member weighed on the day nearest to this one; None when they never said."""
        place = bisect_left(self.days, day)
        around = self.weighings[max(0, place - 1) : place + 1]
        return min(around, key=lambda each: abs(each.day - day)).weight if around else None

    def mean(self, until: date) -> int | None:
        """Return the mean of the seven days until a day, as a key of `Weight`; None where there is none in them."""
        within = self.weighings[bisect_right(self.days, until - WEEK) : bisect_right(self.days, until)]
        return sum(weighing.weight.key for weighing in within) // len(within) if within else None


@dataclass(frozen=True, slots=True)
class Trend:
    """How a member's weight goes: the last weighing, and means of seven days as keys of `Weight`."""

    latest: Weighing
    book: Book

    @property
    def unit(self) -> Unit:
        """The unit of the last weighing, in which the trend is told."""
        return self.latest.weight.unit

    @property
    def mean(self) -> str:
        """The mean of the last week, with its unit."""
        return in_tenths(self.book.mean(self.latest.day) or self.latest.weight.key, self.unit)

    def change(self, over: timedelta) -> str | None:
        """Return how far the mean of a week moved over so long, signed and with its unit; None where none is known."""
        before, now = self.book.mean(self.latest.day - over), self.book.mean(self.latest.day)
        if before is None or now is None:
            return None
        moved = in_tenths(now - before, self.unit)
        return moved if moved.startswith(("-", "0 ")) else f"+{moved}"

    def chart(self) -> Chart:
        """Return the weighings, and the mean of the week up to each, as a chart."""
        one = Weight(Decimal(1), self.unit).key
        points = [Point(weighing.day, weighing.weight.key / one) for weighing in self.book.weighings]
        means = [Point(day, mean / one) for day in self.book.days if (mean := self.book.mean(day))]
        return Chart("Body weight", self.unit, tuple(points), Look.DOTS, tuple(means), "mean of 7 days")


def possible(weight: Weight) -> bool:
    """Whether a body can weigh so much."""
    return LIGHTEST <= weight <= HEAVIEST


def leaps(weight: Weight, last: Weight | None) -> bool:
    """Whether a weight is so far from the last one that it is rather a slip."""
    return last is not None and abs(weight.key - last.key) > _LEAP * last.key
