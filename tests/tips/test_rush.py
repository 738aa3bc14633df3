"""When many votes came at once."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.tips.desk.rush import AT_ONCE, FEWEST, rush

BEGIN = datetime(2026, 3, 4, tzinfo=UTC)


def after(*minutes: int) -> list[datetime]:
    return [BEGIN + timedelta(minutes=one) for one in minutes]


@pytest.mark.parametrize(
    ("minutes", "found"),
    [
        (range(10), 10),
        (range(9), 0),
        # An hour is less than sixty minutes apart.
        ((0, 60, *range(100, 160)), 60),
        (range(0, 600, 6), 0),
        ((), 0),
        # Ten at once among many that came one by one are no rush.
        ((*range(10), *range(1000, 3000, 90)), 0),
    ],
)
def test_a_rush_is_many_within_an_hour_and_half_of_all(minutes: tuple[int, ...], found: int) -> None:
    assert rush(after(*minutes)) == found


@given(st.lists(st.integers(0, 500), max_size=60))
def test_it_is_what_a_plain_count_of_every_hour_gives(minutes: list[int]) -> None:
    instants = after(*minutes)
    most = max((sum(one <= other < one + AT_ONCE for other in instants) for one in instants), default=0)
    assert rush(instants) == (most if most >= FEWEST and 2 * most >= len(instants) else 0)
