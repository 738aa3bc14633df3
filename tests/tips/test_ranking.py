"""Wilson's interval: the table of the literature, and what must hold for any count."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.tips.ranking import wilson_interval, wilson_lower_bound, with_room_for_new

COUNTS = st.integers(0, 10_000).flatmap(lambda votes: st.tuples(st.integers(0, votes), st.just(votes)))


@pytest.mark.parametrize(
    ("helps", "votes", "lower", "upper"),
    [(3, 3, 44, 100), (4, 5, 38, 96), (8, 10, 49, 94), (21, 30, 52, 83), (70, 100, 60, 78), (0, 30, 0, 11)],
)
def test_the_interval_is_that_of_the_published_table(helps: int, votes: int, lower: int, upper: int) -> None:
    assert [round(end * 100) for end in wilson_interval(helps, votes)] == [lower, upper]


def test_no_votes_say_nothing() -> None:
    assert wilson_interval(0, 0) == (0.0, 1.0)


@pytest.mark.parametrize(("helps", "votes"), [(-1, 3), (4, 3), (0, -1)])
def test_counts_that_cannot_be_are_refused(helps: int, votes: int) -> None:
    with pytest.raises(ValueError, match="impossible"):
        wilson_interval(helps, votes)


def test_many_good_votes_stand_above_one() -> None:
    assert wilson_lower_bound(9, 10) > wilson_lower_bound(1, 1)


def test_one_more_vote_in_favour_raises_the_bound() -> None:
    assert wilson_lower_bound(8, 11) > wilson_lower_bound(7, 10)


@given(COUNTS)
def test_the_share_lies_within_its_interval(counts: tuple[int, int]) -> None:
    helps, votes = counts
    lower, upper = wilson_interval(helps, votes)
    assert 0 <= lower <= upper <= 1
    assert votes == 0 or lower - 1e-9 <= helps / votes <= upper + 1e-9


@given(COUNTS)
def test_turning_the_votes_round_turns_the_interval_round(counts: tuple[int, int]) -> None:
    helps, votes = counts
    lower, upper = wilson_interval(helps, votes)
    assert wilson_interval(votes - helps, votes) == pytest.approx((1 - upper, 1 - lower), abs=1e-9)


def test_every_fourth_place_goes_to_a_new_one_in_turn() -> None:
    ranked = [f"r{number}" for number in range(9)] + ["new1", "new2"]
    placed = with_room_for_new(ranked, ["new1", "new2"])
    assert placed == ["r0", "r1", "r2", "new1", "r3", "r4", "r5", "new2", "r6", "r7", "r8"]


def test_without_new_ones_the_rank_alone_decides() -> None:
    assert with_room_for_new([3, 1, 2], []) == [3, 1, 2]


@given(st.lists(st.integers(0, 50), unique=True), st.lists(st.integers(0, 60), unique=True))
def test_making_room_neither_loses_nor_repeats_any(ranked: list[int], new: list[int]) -> None:
    placed = with_room_for_new(ranked, new)
    assert sorted(placed) == sorted(ranked)
    assert placed == with_room_for_new(ranked, new)
