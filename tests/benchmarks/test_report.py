"""The page of the benchmarks: its numbers, its tables, and what it says of a missed floor."""

from datetime import UTC, datetime

import pytest

from benchmarks.figures import Chapter, Comparison, Fact, Floor, Relation, Spread
from benchmarks.report import fact_line, number, page, spread, table

TIMES = Comparison("answer, p50", "ms", [1.0, 1.0], [2.0, 3.0], Relation.TIMES, Floor(3.0, goal=2.0))
SHARE = Comparison("answers a second", "/s", [1000.0], [250.0], Relation.SHARE, Floor(30.0, at_least=True))
MORE = Comparison("start", "s", [0.2], [0.28], Relation.MORE, Floor(1.0))
TOLD = Comparison("answer, p99", "ms", [1.0], [4.0])


def cells(comparison: Comparison) -> list[str]:
    """Return the cells of a comparison's row."""
    return [cell.strip() for cell in table([comparison]).splitlines()[2].split("|")[1:-1]]


@pytest.mark.parametrize(
    ("value", "shown"),
    [(1234.5, "1234"), (104.0, "104"), (12.345, "12.3"), (0.384, "0.38"), (-0.5, "-0.50"), (0, "0.00")],
)
def test_a_number_shows_the_digits_that_count(value: float, shown: str) -> None:
    assert number(value) == shown


@pytest.mark.parametrize(
    ("unit", "shown"), [("ms", "2.00 ms (1.00 to 4.00)"), ("%", "2.00% (1.00 to 4.00)"), ("×", "2.00 × (1.00 to 4.00)")]
)
def test_a_spread_shows_the_median_and_the_ends(unit: str, shown: str) -> None:
    assert spread(Spread(1.0, 2.0, 4.0), unit) == shown


@pytest.mark.parametrize(
    ("comparison", "relation", "floor", "held"),
    [
        (TIMES, "2.50 × (2.00 to 3.00)", "≤ 3 ×, goal ≤ 2 ×", "yes"),
        (SHARE, "25.0% (25.0 to 25.0)", "≥ 30%", "**no**"),
        (MORE, "0.08 s (0.08 to 0.08)", "≤ 1 s", "yes"),
        (TOLD, "4.00 × (4.00 to 4.00)", "", ""),
    ],
)
def test_a_row_shows_the_relation_beside_its_floor(
    comparison: Comparison, relation: str, floor: str, held: str
) -> None:
    assert cells(comparison)[3:] == [relation, floor, held]


def test_a_row_shows_both_bots() -> None:
    assert cells(TIMES)[:3] == ["answer, p50", "1.00 ms (1.00 to 1.00)", "2.50 ms (2.00 to 3.00)"]


def test_every_row_of_a_table_has_the_cells_of_its_head() -> None:
    rows = table([TIMES, SHARE, MORE, TOLD]).splitlines()
    assert {row.count("|") for row in rows} == {7}


def test_the_page_holds_the_date_the_machine_and_every_chapter() -> None:
    chapters = [
        Chapter("Answers", "How.", [TIMES], [Fact("the server", "ms", [0.2, 0.3])]),
        Chapter("Start", "So.", [MORE]),
    ]
    text = page(chapters, {"Machine": "a small one"}, datetime(2026, 5, 4, 18, 30, tzinfo=UTC))
    for expected in ("04 May 2026, 18:30 UTC", "- Machine: a small one", "## Answers\n\nHow.", "## Start\n\nSo."):
        assert expected in text
    assert "- the server: 0.25 ms (0.20 to 0.30)" in text


def test_a_table_names_the_sides_that_were_compared() -> None:
    chapter = Chapter("Large", "So.", [TIMES], sides=("small", "large"))
    assert "|  | small | large | relation |" in page([chapter], {}, datetime(2026, 5, 4, tzinfo=UTC))


def test_a_chapter_without_comparisons_has_no_table() -> None:
    chapter = Chapter("Charts", "So.", [], [Fact("a chart", "ms", [50.0], Floor(100))])
    text = page([chapter], {}, datetime(2026, 5, 4, tzinfo=UTC))
    assert "| relation |" not in text
    assert "- a chart: 50.0 ms (50.0 to 50.0) (floor ≤ 100 ms: held)" in text


def test_a_fact_over_its_floor_says_so() -> None:
    assert fact_line(Fact("a chart", "ms", [150.0], Floor(100))).endswith("(floor ≤ 100 ms: **not held**)")
