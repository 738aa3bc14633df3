"""What has an exercise a line, as it is read."""

import pytest

from bot.lifts.lines import read_lines
from tests.lifts.conftest import CATALOGUE, lifted


@pytest.mark.parametrize("line", ["bench 10 - 5x5", " - bench 10 5x5", "2. bench 10 5x5", "bench - 10 - 5x5"])
def test_a_dash_glues_no_figures_together(line: str) -> None:
    (read,) = read_lines(line, CATALOGUE, "kg")
    assert [reading.sets for reading in read.readings] == [(lifted(10, 5),) * 5]


@pytest.mark.parametrize("line", ["dl 1. 100x5", "bench 80 2) 5x5", "bench 80 5x5 2) 85x5"])
def test_a_number_within_a_line_is_no_number_of_the_line(line: str) -> None:
    (read,) = read_lines(line, CATALOGUE, "kg")
    assert (read.text, read.readings) == (line, [])
    assert read.problem is not None


def test_a_long_run_of_spaces_is_read_to_its_end() -> None:
    (read,) = read_lines("squat 100kg" + " " * 1_200 + "5", CATALOGUE, "kg")
    assert [reading.sets for reading in read.readings] == [(lifted(100, 5),)]
    assert read_lines(" " * 4_000, CATALOGUE, "kg") == []
