"""Sets of other apps as sets of the log."""

from datetime import datetime
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.lifts.exercises import Measure
from bot.lifts.transfer.converting import Converted, as_entered, converted, doubtful
from bot.lifts.transfer.found import ImportedSet, Misread
from bot.lifts.transfer.names import Match
from bot.lifts.weight import Unit, Weight
from tests.lifts.conftest import CATALOGUE, kg, lb

START = datetime(2024, 5, 6, 18, 5)  # noqa: DTZ001 - a file without zones


def lift(exercise_id: str, *, helped: bool = False, unit: Unit = "kg", **found: Any) -> Converted:
    row = ImportedSet(line=2, exercise="as named", start=START, **found)
    return converted(row, Match(CATALOGUE[exercise_id], helped), unit)


@pytest.mark.parametrize(
    ("exercise_id", "weight", "shown"),
    [
        ("bench_press", "82.5", "82.5 kg"),
        ("bench_press", None, "bw"),
        ("pull_up", None, "bw"),
        ("pull_up", "10", "bw+10 kg"),
        ("pull_up", "-15", "bw-15 kg"),
        ("walking_lunge", "20", "20 kg"),
        ("walking_lunge", None, "bw"),
        ("custom:dragon_flag", "20", "20 kg"),
        ("custom:dragon_flag", None, "bw"),
        ("custom:dragon_flag", "-5", "bw-5 kg"),
    ],
)
def test_what_a_weight_means_is_up_to_the_exercise(exercise_id: str, weight: str | None, shown: str) -> None:
    amount = None if weight is None else Decimal(weight)
    assert str(lift(exercise_id, weight=amount, reps=5).done.load) == shown


@pytest.mark.parametrize("amount", ["20", "-20"])
def test_the_weight_of_an_assisted_lift_is_help(amount: str) -> None:
    assert str(lift("pull_up", helped=True, weight=Decimal(amount), reps=8).done.load) == "bw-20 kg"


def test_a_weight_below_zero_is_none_on_a_bar() -> None:
    with pytest.raises(Misread, match="below zero"):
        lift("bench_press", weight=Decimal(-20), reps=5)


def test_a_file_that_says_its_unit_is_believed() -> None:
    assert lift("bench_press", weight=Decimal(225), unit="lb", reps=5).done.load.weight == lb(225)
    row = ImportedSet(line=2, exercise="x", start=START, weight=Decimal(225), unit="lb", reps=5)
    assert converted(row, Match(CATALOGUE["bench_press"]), "kg").done.load.weight == lb(225)


@pytest.mark.parametrize(
    ("amount", "unit", "entered"),
    [
        ("61.23496995", "kg", lb(135)),
        ("61.2349", "kg", lb(135)),
        ("102.05828325", "kg", lb(225)),
        ("220.462262", "lb", kg(100)),
        ("61.235", "kg", kg("61.235")),
        ("61.3333333", "kg", kg("61.333")),
        ("100.0", "kg", kg(100)),
    ],
)
def test_a_weight_that_an_app_turned_is_turned_back(amount: str, unit: Unit, entered: Weight) -> None:
    found = as_entered(Decimal(amount), unit)
    assert (found, found.unit) == (entered, entered.unit)


@given(st.integers(1, 4000))
def test_every_quarter_pound_survives_the_way_through_kilograms(quarters: int) -> None:
    pounds = Decimal(quarters) / 4
    through = round(pounds * Decimal("0.45359237"), 8)
    assert as_entered(through, "kg") == Weight(pounds, "lb")


@pytest.mark.parametrize(
    ("found", "measure", "count", "besides"),
    [
        ({"reps": 5}, Measure.REPS, 5, ""),
        ({"seconds": Decimal(60)}, Measure.SECONDS, 60, ""),
        ({"distance": Decimal("5.2"), "distance_unit": "km"}, Measure.METRES, 5200, ""),
        ({"distance": Decimal(1), "distance_unit": "mi"}, Measure.METRES, 1609, "1 mi"),
        ({"distance": Decimal(1)}, Measure.METRES, 1000, ""),
        (
            {"distance": Decimal(5), "distance_unit": "km", "seconds": Decimal(1530)},
            Measure.METRES,
            5000,
            "1530 s",
        ),
        ({"reps": 5, "seconds": Decimal("30.5")}, Measure.REPS, 5, "30.5 s"),
        ({"reps": 5, "rpe": Decimal("8.5")}, Measure.REPS, 5, ""),
        ({"reps": 5, "rpe": Decimal(11)}, Measure.REPS, 5, "RPE 11"),
    ],
)
def test_one_measure_counts_and_the_others_are_kept_in_words(
    found: dict[str, Any], measure: Measure, count: int, besides: str
) -> None:
    result = lift("plank", **found)
    assert (result.done.measure, result.done.count, result.besides) == (measure, count, besides)


def test_a_distance_without_a_unit_goes_with_the_weights() -> None:
    assert lift("plank", unit="lb", distance=Decimal(1)).done.count == 1609


@pytest.mark.parametrize(
    "found",
    [
        {"reps": 100_000},
        {"seconds": Decimal(100_000)},
        {"distance": Decimal(10_000), "distance_unit": "km"},
        {"distance": Decimal("0.1"), "distance_unit": "m"},
        {"reps": 5, "weight": Decimal(10**8)},
        {},
    ],
)
def test_what_nobody_does_is_not_understood(found: dict[str, Any]) -> None:
    with pytest.raises(Misread):
        lift("plank", **found)


@pytest.mark.parametrize(
    ("found", "why"),
    [
        ({"weight": Decimal(100), "reps": 5}, ""),
        ({"weight": Decimal(350), "reps": 1}, "over"),
        ({"weight": Decimal(60), "reps": 65}, "65 reps in one set"),
        ({"weight": None, "reps": 5}, "no weight"),
    ],
)
def test_slips_are_doubted(found: dict[str, Any], why: str) -> None:
    assert why in doubtful(lift("bench_press", **found).done, CATALOGUE["bench_press"])
    assert bool(doubtful(lift("bench_press", **found).done, CATALOGUE["bench_press"])) == bool(why)
