"""The RPE table, cell by cell as it is printed, and estimates by it."""

from dataclasses import replace
from decimal import Decimal

import pytest

from bot.lifts.rpe import best_by_rpe, e1rm_by_rpe, percentage
from bot.lifts.sets import Kind, Set
from tests.lifts.conftest import hung, kg, lb, lifted

PRINTED = """
10  100 95.5 92.2 89.2 86.3 83.7 81.1 78.6 76.2 73.9 70.7 68.0
9.5 97.8 93.9 90.7 87.8 85.0 82.4 79.9 77.4 75.1 72.3 69.4 66.7
9   95.5 92.2 89.2 86.3 83.7 81.1 78.6 76.2 73.9 70.7 68.0 65.3
8.5 93.9 90.7 87.8 85.0 82.4 79.9 77.4 75.1 72.3 69.4 66.7 64.0
8   92.2 89.2 86.3 83.7 81.1 78.6 76.2 73.9 70.7 68.0 65.3 62.6
7.5 90.7 87.8 85.0 82.4 79.9 77.4 75.1 72.3 69.4 66.7 64.0 61.3
7   89.2 86.3 83.7 81.1 78.6 76.2 73.9 70.7 68.0 65.3 62.6 59.9
6.5 87.8 85.0 82.4 79.9 77.4 75.1 72.3 69.4 66.7 64.0 61.3 58.6
6   86.3 83.7 81.1 78.6 76.2 73.9 70.7 68.0 65.3 62.6 59.9 57.4
"""
CELLS = [
    (Decimal(rpe), reps, Decimal(cell))
    for rpe, *cells in (line.split() for line in PRINTED.strip().splitlines())
    for reps, cell in enumerate(cells, start=1)
]


def at(done: Set, rpe: str) -> Set:
    return replace(done, rpe=Decimal(rpe))


@pytest.mark.parametrize(("rpe", "reps", "cell"), CELLS)
def test_the_table_is_the_printed_one(rpe: Decimal, reps: int, cell: Decimal) -> None:
    assert percentage(reps, rpe) == cell


@pytest.mark.parametrize(("reps", "rpe"), [(0, "8"), (13, "10"), (5, "5.5"), (5, "10.5"), (5, "8.25")])
def test_beyond_the_table_nothing_is_made_up(reps: int, rpe: str) -> None:
    assert percentage(reps, Decimal(rpe)) is None


@pytest.mark.parametrize(
    ("done", "expected"),
    [
        (at(lifted(115, 4), "7.5"), "e1RM 139.6 kg (RPE table)"),
        (at(lifted("152.5", 2), "9"), "e1RM 165.4 kg (RPE table)"),
        (at(lifted(315, 1, "lb"), "8"), "e1RM 341.6 lb (RPE table)"),
        (at(lifted(180, 1), "10"), "1RM 180 kg"),
        (replace(lifted("152.5", 2), rir=1), "e1RM 165.4 kg (RPE table)"),
    ],
)
def test_a_set_is_its_share_of_a_single(done: Set, expected: str) -> None:
    assert str(e1rm_by_rpe(done)) == expected


@pytest.mark.parametrize(
    "done",
    [
        lifted(100, 5),
        at(lifted(100, 13), "9"),
        at(lifted(100, 5), "5"),
        replace(lifted(100, 5), rir=5),
        replace(at(lifted(100, 5), "9"), failed=True),
        replace(at(lifted(100, 5), "9"), kind=Kind.WARM_UP),
        at(hung(20, 5), "9"),
    ],
)
def test_no_estimate_without_an_effort_in_the_table_or_a_set_that_counts(done: Set) -> None:
    assert e1rm_by_rpe(done) is None


def test_a_bodyweight_set_is_estimated_with_the_bodyweight_of_the_day() -> None:
    assert str(e1rm_by_rpe(at(hung(20, 5), "8"), kg(80))) == "e1RM 123.3 kg (RPE table, with 80 kg of bodyweight)"
    assert e1rm_by_rpe(at(hung(-20, 5), "8"), kg(80)) is None
    assert str(e1rm_by_rpe(at(hung(0, 5), "10"), lb(180))) == "e1RM 208.6 lb (RPE table, with 180 lb of bodyweight)"


def test_the_best_of_several_sets_is_the_highest() -> None:
    sets = [at(lifted(100, 5), "8"), at(lifted(110, 3), "8"), lifted(200, 5)]
    assert str(best_by_rpe(sets)) == "e1RM 127.5 kg (RPE table)"
    assert best_by_rpe([lifted(100, 5)]) is None
