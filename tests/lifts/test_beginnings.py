"""The search for a lift's name stops where no name goes on; it must not stop too early."""

import pytest

from bot.data import data_path
from bot.lifts.exercises import Catalogue, Exercise, normalised
from bot.lifts.naming import named_lift

CATALOGUE = Catalogue.from_csv(data_path("exercises.csv"))


@pytest.mark.parametrize("exercise", list(CATALOGUE), ids=lambda exercise: str(exercise.id))
def test_every_name_is_found_whole(exercise: Exercise) -> None:
    names = set(exercise.names) - {exercise.id}
    assert {name: named_lift(f"{name} 100kg 5x5", CATALOGUE).end for name in names} == {
        name: len(name) for name in names
    }


@pytest.mark.parametrize(
    ("words", "begins"),
    [("bench", True), ("One", True), ("1", True), ("Pull-", True), ("140", False), ("bench 5", False)],
)
def test_a_name_may_begin_with_some_words_only(words: str, begins: bool) -> None:
    assert CATALOGUE.may_begin(words) is begins


def test_a_name_may_begin_with_every_beginning_of_it() -> None:
    names = {normalised(name) for exercise in CATALOGUE for name in exercise.names}
    assert [name for name in names for end in range(len(name)) if not CATALOGUE.may_begin(name[: end + 1])] == []


@pytest.mark.parametrize("typed", ["1 arm dumbbell row", "One-arm dumbbell row", "single arm dumbbell row"])
def test_words_that_mean_something_else_together_are_not_cut_off(typed: str) -> None:
    assert named_lift(f"{typed} 30kg 3x8", CATALOGUE).end == len(typed)
