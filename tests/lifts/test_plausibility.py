"""Lifts that are asked about before they count."""

import pytest

from bot.lifts.notation import written
from bot.lifts.plausibility import doubt, in_other_unit
from bot.lifts.reading import read
from bot.lifts.sets import Reading
from bot.lifts.weight import Weight
from tests.lifts.conftest import CATALOGUE, kg, lb


def reading(text: str) -> Reading:
    (found,) = read(text, CATALOGUE, "kg")
    return found


@pytest.mark.parametrize(
    "text", ["bench 225 5x5", "leg press 601x5", "db curl 46x8", "pull-up +101 x1", "snatch 400lb x1"]
)
def test_a_weight_over_the_bound_of_its_lift_is_asked_about(text: str) -> None:
    asked = doubt(reading(text), None)
    assert asked is not None
    assert asked.limit is not None
    assert not asked.own


@pytest.mark.parametrize(
    "text", ["bench 225lb 5x5", "bench 200x1", "chins 8,8,6", "assisted chin -40kg 3x8", "plank 3x60s"]
)
def test_a_plausible_lift_is_not(text: str) -> None:
    assert doubt(reading(text), None) is None


@pytest.mark.parametrize(
    ("text", "asked"), [("squat 150x5", False), ("squat 150.001x5", True), ("squat 331lb x5", True)]
)
def test_over_one_and_a_half_times_the_own_best_is_asked_about_exactly(text: str, asked: bool) -> None:
    found = doubt(reading(text), kg(100))
    assert (found is not None and found.own) == asked


def test_who_is_stronger_than_the_bound_is_asked_from_their_own_best_on() -> None:
    assert doubt(reading("bench 220x1"), kg(220)) is None
    assert doubt(reading("bench 221x1"), kg(220)) is not None


def test_more_weight_on_the_belt_is_no_leap() -> None:
    assert doubt(reading("pull-up +10 3x5"), kg("2.5")) is None


def test_65_reps_with_a_weight_are_asked_about() -> None:
    asked = doubt(reading("squat 20x65reps"), None)
    assert asked is not None
    assert asked.limit is None


@pytest.mark.parametrize("text", ["push-up 65reps", "plank 120s", "farmers 40kg 100m"])
def test_many_reps_without_a_weight_are_not(text: str) -> None:
    assert doubt(reading(text), None) is None


@pytest.mark.parametrize("best", [None, lb(200)])
def test_a_warm_up_with_an_implausible_weight_is_asked_about_too(best: Weight | None) -> None:
    assert doubt(reading("bench 500x5 w, 100x5"), best) is not None


def test_the_other_unit_keeps_the_figures() -> None:
    assert written(in_other_unit(reading("bench 225 5x5 @8"))) == "Bench press 225 lb 5×5 @8"


@pytest.mark.parametrize(
    ("text", "best", "why"),
    [
        ("squat 900kg x1", None, "900 kg is over 300 kg for Back squat."),
        ("squat 100kg x5", kg(50), "Your heaviest Back squat so far is 50 kg; 100 kg is over"),
        ("squat 20x65reps", None, "65 reps in one set is a lot."),
    ],
)
def test_what_is_asked_about_says_why(text: str, best: Weight | None, why: str) -> None:
    asked = doubt(reading(text), best)
    assert asked is not None
    assert asked.why("Back squat").startswith(why)
