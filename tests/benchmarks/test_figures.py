"""The maths of the benchmarks: percentiles, spreads, relations and floors."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchmarks.figures import Chapter, Comparison, Fact, Floor, Relation, Spread, percentile

HUNDRED = [float(value) for value in range(100, 0, -1)]


@pytest.mark.parametrize(
    ("values", "share", "expected"),
    [
        (HUNDRED, 0.5, 50.0),
        (HUNDRED, 0.95, 95.0),
        (HUNDRED, 0.99, 99.0),
        (HUNDRED, 1.0, 100.0),
        (HUNDRED, 0.0, 1.0),
        ([3.0, 1.0, 2.0], 0.5, 2.0),
        ([3.0, 1.0, 2.0], 0.34, 2.0),
        ([3.0, 1.0, 2.0], 0.33, 1.0),
        ([7.0], 0.99, 7.0),
    ],
)
def test_a_percentile_is_the_nearest_rank(values: list[float], share: float, expected: float) -> None:
    assert percentile(values, share) == expected


@given(st.lists(st.floats(0, 1e6), min_size=1, max_size=50), st.floats(0.01, 1))
def test_a_percentile_is_the_least_value_that_so_many_do_not_exceed(values: list[float], share: float) -> None:
    found = percentile(values, share)
    assert sum(value <= found for value in values) >= share * len(values)
    assert sum(value < found for value in values) < share * len(values)


@pytest.mark.parametrize(
    ("values", "expected"),
    [([4.0, 1.0, 2.0], (1.0, 2.0, 4.0)), ([4.0, 1.0], (1.0, 2.5, 4.0)), ([3.0], (3.0, 3.0, 3.0))],
)
def test_a_spread_is_least_median_and_most(values: list[float], expected: tuple[float, float, float]) -> None:
    assert Spread.of(values) == Spread(*expected)


@pytest.mark.parametrize(
    ("relation", "expected"), [(Relation.TIMES, 1.5), (Relation.SHARE, 150.0), (Relation.MORE, 2.0)]
)
def test_a_relation_is_spotter_to_bare(relation: Relation, expected: float) -> None:
    assert relation.between(spotter=6.0, bare=4.0) == expected


def test_relations_are_taken_round_by_round() -> None:
    noisy = Comparison("answer", "ms", bare=[1.0, 10.0, 2.0], spotter=[2.0, 15.0, 6.0])
    assert noisy.relations == Spread(1.5, 2.0, 3.0)


def test_rounds_that_do_not_match_are_refused() -> None:
    with pytest.raises(ValueError, match="zip"):
        _ = Comparison("answer", "ms", bare=[1.0], spotter=[2.0, 3.0]).relations


@pytest.mark.parametrize(
    ("floor", "relation", "holds"),
    [
        (Floor(3.0), 3.0, True),
        (Floor(3.0), 3.01, False),
        (Floor(30.0, at_least=True), 30.0, True),
        (Floor(30.0, at_least=True), 29.9, False),
        (Floor(3.0, goal=2.0), 2.5, True),
    ],
)
def test_a_floor_holds_up_to_its_value_whatever_the_goal(floor: Floor, relation: float, holds: bool) -> None:
    assert floor.holds(relation) is holds


@pytest.mark.parametrize(("spotter", "holds"), [([2.0, 2.9, 9.0], True), ([1.0, 3.1, 3.2], False)])
def test_a_comparison_is_judged_by_the_median_of_its_rounds(spotter: list[float], holds: bool) -> None:
    assert Comparison("answer", "ms", [1.0, 1.0, 1.0], spotter, floor=Floor(3.0)).holds is holds


def test_a_comparison_without_a_floor_claims_nothing() -> None:
    assert Comparison("answer", "ms", [1.0], [1000.0]).holds


def test_a_chapter_names_what_missed_its_floor() -> None:
    slow = Comparison("answer", "ms", [1.0], [4.0], floor=Floor(3.0))
    late, fine = Fact("lag", "ms", [9.0], Floor(5)), Fact("chart", "ms", [50.0], Floor(100))
    assert Chapter("All", "So.", [slow], [late, fine]).missed == ["answer", "lag"]
