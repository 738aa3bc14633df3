"""Weighings: the nearest to a day, the mean of a week, and how it moved."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.bodyweight.weighing import MONTH, Book, Trend, Weighing, leaps, possible
from bot.lifts.weight import Unit, Weight

DAY = date(2026, 3, 4)


def weight(amount: str, unit: Unit = "kg") -> Weight:
    return Weight(Decimal(amount), unit)


def weighing(days: int, amount: str, unit: Unit = "kg", hour: int = 7) -> Weighing:
    """Return what was weighed so many days after DAY."""
    day = DAY + timedelta(days=days)
    return Weighing(
        100 * days + hour, day, datetime(day.year, day.month, day.day, hour, tzinfo=UTC), weight(amount, unit)
    )


def trend(*weighings: Weighing) -> Trend:
    return Trend(weighings[-1], Book(weighings))


@pytest.mark.parametrize(("days", "found"), [(-400, "80"), (0, "80"), (4, "80"), (6, "85"), (10, "85"), (4000, "85")])
def test_the_weight_nearest_to_a_day_is_found(days: int, found: str) -> None:
    book = Book([weighing(0, "80"), weighing(10, "85")])
    assert book.on(DAY + timedelta(days=days)) == weight(found)


def test_of_a_day_the_last_weight_counts() -> None:
    assert Book([weighing(0, "80", hour=7), weighing(0, "81", hour=20)]).on(DAY) == weight("81")


def test_an_empty_book_knows_nothing() -> None:
    assert Book([]).on(DAY) is None
    assert not Book([])


@given(st.lists(st.integers(0, 400), min_size=1, max_size=20, unique=True), st.integers(-50, 450))
def test_no_other_weighing_is_nearer(days: list[int], asked: int) -> None:
    book = Book([weighing(each, str(50 + each)) for each in sorted(days)])
    found = book.on(DAY + timedelta(days=asked))
    assert found is not None
    assert abs(int(found.amount) - 50 - asked) == min(abs(each - asked) for each in days)


def test_the_mean_is_of_seven_days() -> None:
    book = Book([weighing(0, "100"), weighing(1, "80"), weighing(7, "81")])
    assert book.mean(DAY + timedelta(days=7)) == (weight("80").key + weight("81").key) // 2
    assert book.mean(DAY - timedelta(days=1)) is None


def test_pounds_and_kilograms_have_one_mean() -> None:
    assert trend(weighing(0, "80"), weighing(1, "176.37", "lb")).mean == "176.4 lb"


@pytest.mark.parametrize(
    ("before", "now", "moved"), [("80", "82.5", "+2.5 kg"), ("80", "79.9", "-0.1 kg"), ("80", "80", "0 kg")]
)
def test_a_change_has_its_sign(before: str, now: str, moved: str) -> None:
    assert trend(weighing(0, before), weighing(30, now)).change(MONTH) == moved


def test_a_change_without_a_week_to_compare_with_is_none() -> None:
    assert trend(weighing(0, "80"), weighing(10, "82")).change(MONTH) is None


def test_a_years_chart_has_each_day_and_its_mean() -> None:
    chart = trend(*(weighing(days, "80") for days in range(365))).chart()
    assert len(chart.points) == len(chart.trend) == 365
    assert {point.value for point in chart.trend} == {80.0}


@pytest.mark.parametrize(
    ("amount", "unit", "can"), [("19.9", "kg", False), ("20", "kg", True), ("400.1", "kg", False), ("881", "lb", True)]
)
def test_what_a_body_can_weigh(amount: str, unit: Unit, can: bool) -> None:
    assert possible(weight(amount, unit)) is can


@pytest.mark.parametrize(("amount", "asked"), [("92", False), ("92.1", True), ("68", False), ("67.9", True)])
def test_a_change_of_over_15_per_cent_is_a_leap(amount: str, asked: bool) -> None:
    assert leaps(weight(amount), weight("80")) is asked
    assert not leaps(weight(amount), None)
