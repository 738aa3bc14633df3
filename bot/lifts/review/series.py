"""Series: how a lift went, one value a day it was done, with the records in it."""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from itertools import groupby

from bot.charts.chart import Band, Chart, Look, Point
from bot.lifts.exercises import Measure
from bot.lifts.review.done import Body, Group, heaviest, strongest, usual_unit, volume_of
from bot.lifts.review.spells import Spell
from bot.lifts.strength import EPLEY, MOST_RELIABLE_REPS
from bot.lifts.weight import Unit, Weight, in_tenths

MOST_POINTS = 270
"""More than this can't be told apart on a phone; five years have 261 weeks."""


class Metric(StrEnum):
    """What progress is measured by."""

    E1RM = "e1rm"
    TOP = "top set"
    VOLUME = "volume"


@dataclass(frozen=True, slots=True)
class Value:
    """What a day came to: a key of `Weight`, or a count of reps, seconds or metres."""

    day: date
    amount: Fraction | int
    top: Group
    """The set it comes from; of a volume, the heaviest of the day."""
    record: bool = False
    """Whether it beat every day before it; the first day beats nothing."""
    light: bool = False
    """Whether it was kept light because of a flare-up, and says nothing of how the lift goes."""


@dataclass(frozen=True, slots=True)
class Series:
    """Values by day, oldest first, and what they are."""

    metric: Metric
    label: str
    """With the formula: `e1RM (Epley)`."""
    weight_unit: Unit | None
    """What weights are shown in; None for counts."""
    count_unit: str
    values: tuple[Value, ...]
    note: str = ""
    """Why it is not what was asked for, or what to know of it."""

    @property
    def unit(self) -> str:
        """What the values are counted in."""
        return self.weight_unit or self.count_unit

    def shown(self, value: Value) -> str:
        """Return a value as text: `163.3 kg`; a top set exactly as it was entered, `140 kg ×5`."""
        if self.weight_unit is None:
            return f"{value.amount} {self.count_unit}"
        if self.metric is Metric.TOP:
            return f"{value.top.load} ×{value.top.count}"
        return in_tenths(value.amount, self.weight_unit)

    def apart(self, spells: Sequence[Spell]) -> "Series":
        """Return it with the days marked that were kept light; a record is a record all the same."""
        return replace(self, values=tuple(_marked(value, spells) for value in self.values)) if spells else self

    def within(self, first: date, last: date) -> "Series":
        """Return the part of it between two days, both included; its records stay what they are."""
        return replace(self, values=tuple(value for value in self.values if first <= value.day <= last))

    def thinned(self) -> tuple["Series", str]:
        """Return it with few enough values for a picture, the best of each week or month, and which that is."""
        values, steps = list(self.values), iter(_STRETCHES.items())
        stretch = ""
        while len(values) > MOST_POINTS and (step := next(steps, None)):
            stretch, start = step
            values = _best_of(self.values, start)
        return replace(self, values=tuple(values)), stretch

    def chart(self, title: str, bands: Sequence[Band]) -> Chart:
        """Return it as a chart."""
        one = Weight(Decimal(1), self.weight_unit).key if self.weight_unit else 1
        points = tuple(Point(value.day, float(value.amount) / one, value.record, value.light) for value in self.values)
        look = Look.BARS if self.metric is Metric.VOLUME else Look.LINE
        return Chart(title, self.unit, points, look, bands=tuple(bands))


def series_of(groups: Sequence[Group], metric: Metric, body: Body) -> Series:
    """Return how a lift went by a metric, or by what comes nearest to it for a lift that has no such thing.

    `groups` stand by day, oldest first.
    """
    alike = [group for group in groups if group.measure is Measure.REPS]
    if not alike:
        return _longest(groups)
    of_body = sum(group.sets if group.bodyweight else -group.sets for group in alike) > 0
    alike = [group for group in alike if group.bodyweight is of_body]
    if metric is not Metric.TOP:
        asked = _reckoned(alike, metric, body, of_body=of_body)
        return asked if asked.values else replace(_top_sets(alike, of_body=of_body), note=_why(metric, of_body=of_body))
    return _top_sets(alike, of_body=of_body)


def _reckoned(alike: Sequence[Group], metric: Metric, body: Body, *, of_body: bool) -> Series:
    """Return e1RMs or volumes; the days on which there is none are left out."""
    found = []
    for day, sets in _by_day(alike):
        if metric is Metric.E1RM:
            best = strongest(sets, body)
            if best:
                found.append(Value(day, best.key, best.group))
        else:
            volume, top = volume_of(sets, body), heaviest(sets)
            if volume and top:
                found.append(Value(day, volume, top))
    label = f"e1RM ({EPLEY.name})" if metric is Metric.E1RM else "volume (weight × reps)"
    note = "Your own weight is part of it." if of_body else ""
    return Series(metric, label, usual_unit(alike), "", _with_records(found), note)


def _top_sets(alike: Sequence[Group], *, of_body: bool) -> Series:
    """Return the heaviest set of each day; where no weight is ever added, the most reps."""
    if of_body and not any(group.key for group in alike):
        return _counted(alike, "most reps in a set", "reps")
    tops = [(day, heaviest(sets)) for day, sets in _by_day(alike)]
    values = _with_records(Value(day, top.key, top) for day, top in tops if top)
    return Series(Metric.TOP, "top set, added weight" if of_body else "top set", usual_unit(alike), "", values)


def _longest(groups: Sequence[Group]) -> Series:
    """Return the longest or farthest set of each day, of a lift without reps."""
    (measure, _), *_ = Counter(group.measure for group in groups).most_common(1)
    alike = [group for group in groups if group.measure is measure]
    label, unit = ("longest set", "s") if measure is Measure.SECONDS else ("farthest set", "m")
    return _counted(alike, label, unit)


def _counted(alike: Sequence[Group], label: str, unit: str) -> Series:
    tops = [(day, max(sets, key=lambda group: group.count)) for day, sets in _by_day(alike)]
    return Series(Metric.TOP, label, None, unit, _with_records(Value(day, top.count, top) for day, top in tops))


def _with_records(values: Iterable[Value]) -> tuple[Value, ...]:
    found: list[Value] = []
    best: Fraction | int | None = None
    for value in values:
        found.append(replace(value, record=True) if best is not None and value.amount > best else value)
        best = value.amount if best is None else max(best, value.amount)
    return tuple(found)


def _marked(value: Value, spells: Sequence[Spell]) -> Value:
    light = not value.record and any(spell.covers(value.top) for spell in spells)
    return replace(value, light=True) if light else value


def _by_day(groups: Sequence[Group]) -> list[tuple[date, list[Group]]]:
    return [(day, list(sets)) for day, sets in groupby(groups, key=lambda group: group.day)]


def _best_of(values: Sequence[Value], start: Callable[[date], date]) -> list[Value]:
    """Return the best value of each stretch. If it has a record in it, its best is one."""
    return [max(within, key=lambda value: value.amount) for _, within in groupby(values, key=lambda v: start(v.day))]


def _why(metric: Metric, *, of_body: bool) -> str:
    if of_body:
        return "For that I need to know what you weigh: `/bodyweight weight: 82.5 kg`. These are your top sets."
    if metric is Metric.E1RM:
        return f"No set had {MOST_RELIABLE_REPS} reps or fewer, so there is no e1RM. These are your top sets."
    return "These are your top sets."


def _monday(day: date) -> date:
    return day - timedelta(days=day.weekday())


def _first_of_month(day: date) -> date:
    return day.replace(day=1)


def _first_of_year(day: date) -> date:
    return day.replace(month=1, day=1)


_STRETCHES: dict[str, Callable[[date], date]] = {"week": _monday, "month": _first_of_month, "year": _first_of_year}
"""What values are put together by, and a function from a day to the first day of its stretch."""
