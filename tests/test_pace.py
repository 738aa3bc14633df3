"""What costs more than a moment has a bucket for each member; an empty one says when to try again."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.pace import Cost, Pace, TooFast
from tests.conftest import START, FakeClock

ANNA, BEN = 1, 2


def taken(pace: Pace, member_id: int, cost: Cost = Cost.FILE, times: int = 10_000) -> int:
    """Take until it is refused, and return how many that were."""
    for count in range(times):
        try:
            pace.take(member_id, cost)
        except TooFast:
            return count
    return times


def test_a_full_bucket_is_given_out_at_once_and_no_more(clock: FakeClock) -> None:
    assert taken(Pace(clock), ANNA) == 10


def test_it_fills_up_again_one_by_one(clock: FakeClock) -> None:
    pace = Pace(clock)
    taken(pace, ANNA)
    clock.move(minutes=1)
    assert taken(pace, ANNA) == 1
    clock.move(minutes=3, seconds=30)
    assert taken(pace, ANNA) == 3


def test_it_never_holds_more_than_it_can(clock: FakeClock) -> None:
    pace = Pace(clock)
    taken(pace, ANNA)
    clock.move(days=365)
    assert taken(pace, ANNA) == 10


def test_each_member_and_each_cost_has_a_bucket_of_its_own(clock: FakeClock) -> None:
    pace = Pace(clock)
    taken(pace, ANNA)
    assert taken(pace, BEN) == 10
    assert taken(pace, ANNA, Cost.WORK) == 20


def test_an_empty_one_says_when_to_try_again_and_that_is_right(clock: FakeClock) -> None:
    pace = Pace(clock)
    taken(pace, ANNA)
    clock.move(seconds=20)
    with pytest.raises(TooFast) as refused:
        pace.take(ANNA, Cost.FILE)
    assert refused.value.again_at == START + timedelta(minutes=1)
    assert f"<t:{int(START.timestamp()) + 61}:R>" in str(refused.value)
    clock.set(refused.value.again_at)
    pace.take(ANNA, Cost.FILE)


def test_asking_too_soon_costs_nothing(clock: FakeClock) -> None:
    pace = Pace(clock)
    taken(pace, ANNA)
    for _ in range(100):
        taken(pace, ANNA)
    clock.move(minutes=1)
    assert taken(pace, ANNA) == 1


def test_a_clock_that_is_set_back_locks_nobody_out_for_longer_than_that(clock: FakeClock) -> None:
    pace = Pace(clock)
    pace.take(ANNA, Cost.FILE)
    clock.move(minutes=-5)
    assert taken(pace, ANNA) >= 1


def test_memory_stays_within_its_bounds_and_the_longest_unused_goes_first(clock: FakeClock) -> None:
    pace = Pace(clock, most=100)
    taken(pace, ANNA)
    for member_id in range(1000, 1099):
        pace.take(member_id, Cost.FILE)
    assert taken(pace, ANNA) == 0
    for member_id in range(2000, 2100):
        pace.take(member_id, Cost.FILE)
    assert len(pace._full_at) == 100


@given(st.lists(st.floats(0, 300), max_size=60), st.sampled_from(Cost))
def test_over_any_time_no_more_is_given_than_the_bucket_and_what_fills_it(pauses: list[float], cost: Cost) -> None:
    clock = FakeClock()
    pace, given_out = Pace(clock), 0
    for pause in pauses:
        clock.move(seconds=pause)
        given_out += taken(pace, ANNA, cost, 7)
    at_once = cost.room // cost.every + 1
    assert given_out <= at_once + (clock.now - START) / cost.every
