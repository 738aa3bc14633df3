"""Where a text names a unit it reads the same for every member, so nothing has to be guessed."""

import pytest

from bot.data import data_path
from bot.lifts.exercises import Catalogue
from bot.lifts.reading import read
from bot.lifts.tokens import names_unit

CATALOGUE = Catalogue.from_csv(data_path("exercises.csv"))


@pytest.mark.parametrize(
    "text", ["deadlift 140kg 5x5", "squat 225 LB 3x5, 245x3", "pull-up bw+20 kilos 3x5", "ohp 95# 5x5"]
)
def test_a_text_that_names_a_unit_reads_the_same_in_both(text: str) -> None:
    assert names_unit(text)
    assert read(text, CATALOGUE, "kg") == read(text, CATALOGUE, "lb")


@pytest.mark.parametrize("text", ["deadlift 140 5x5", "kettlebell swing 24 5x20", "pull-up 3x8"])
def test_a_text_that_names_none_is_seen_to_name_none(text: str) -> None:
    assert not names_unit(text)
