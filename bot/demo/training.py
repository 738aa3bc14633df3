"""The months of training before the demo: from a plan of a few lines to what was lifted on which day."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import ROUND_HALF_EVEN, Decimal
from typing import Any

_WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_WEIGHT = re.compile(r"\{w(?::(?P<percent>[\d.]+))?\}")
_SMALLEST_PLATES = Decimal("2.5")
"""Both smallest plates of a bar; kilograms and pounds alike here."""


@dataclass(frozen=True)
class Lifted:
    """One exercise of one day, as its lifter would type it."""

    who: str
    day: date
    place: int
    """Which exercise of that day it was, from 0."""
    entry: str


def lifted(plans: list[Mapping[str, Any]], last: date) -> list[Lifted]:
    """Return everything that the plans of `data/demo.toml` put before or on the last day, oldest first."""
    return sorted((one for plan in plans for one in _of(plan, last)), key=lambda one: one.day)


def _of(plan: Mapping[str, Any], last: date) -> Iterator[Lifted]:
    for weekday in plan["days"]:
        newest = last - timedelta(days=(last.weekday() - _WEEKDAYS.index(weekday)) % 7)
        for week in range(plan["weeks"]):
            day = newest - timedelta(weeks=plan["weeks"] - 1 - week)
            for place, lift in enumerate(plan["lifts"]):
                yield Lifted(plan["who"], day, place, f"{lift['lift']} {_sets(lift, week)}")


def _sets(lift: Mapping[str, Any], week: int) -> str:
    working = Decimal(str(lift["start"])) + week * Decimal(str(lift["step"]))
    if week >= lift.get("dip", week + 1):
        working -= Decimal(str(lift["back"]))

    def weight(found: re.Match[str]) -> str:
        share = working * Decimal(found["percent"] or 100) / 100
        return f"{_loadable(share):f}"

    return _WEIGHT.sub(weight, lift["sets"])


def _loadable(weight: Decimal) -> Decimal:
    plates = (weight / _SMALLEST_PLATES).quantize(Decimal(1), ROUND_HALF_EVEN)
    return (plates * _SMALLEST_PLATES).normalize()
