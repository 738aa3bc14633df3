"""Short ways to say what was done of a lift."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

from bot.instants import to_micros
from bot.lifts.exercises import Measure
from bot.lifts.review.done import Group
from bot.lifts.weight import Unit, Weight

DAY = date(2026, 1, 5)
"""A Monday."""


def group(
    days: int,
    amount: str | int,
    count: int,
    unit: Unit = "kg",
    *,
    sets: int = 1,
    bodyweight: bool = False,
    measure: Measure = Measure.REPS,
) -> Group:
    """Return equal sets that were done so many days after DAY."""
    day = DAY + timedelta(days=days)
    weight = Weight(Decimal(amount), unit)
    at = datetime(day.year, day.month, day.day, 18, tzinfo=UTC)
    return Group(
        day, to_micros(at), measure, bodyweight, unit, count, weight.key, sets, int(weight.amount * 1000) * sets
    )


def nobody(_: date) -> Weight | None:
    """Return that nothing is known of what the lifter weighs."""
    return None


def eighty(_: date) -> Weight | None:
    """Return 80 kg, which the lifter always weighs."""
    return Weight(Decimal(80), "kg")
