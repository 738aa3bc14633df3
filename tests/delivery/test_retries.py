"""When a delivery that failed is tried again."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.delivery.retries import MOST_ATTEMPTS, next_try

NOW = datetime(2026, 3, 2, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    ("attempts", "asked", "seconds"),
    [
        (1, None, 5),
        (2, None, 15),
        (3, None, 60),
        (4, None, 180),
        (5, None, 600),
        (6, None, 1800),
        (7, None, 3600),
        (8, None, 3600),
        (MOST_ATTEMPTS - 1, None, 3600),
        (1, 90, 90),
        (1, 1, 5),
        (5, 599, 600),
    ],
)
def test_the_wait_grows_and_honours_what_discord_asked_for(attempts: int, asked: float | None, seconds: float) -> None:
    wanted = None if asked is None else timedelta(seconds=asked)
    at = next_try(attempts=attempts, now=NOW, asked=wanted, delivery_id=1000)
    assert at == NOW + timedelta(seconds=seconds)


@pytest.mark.parametrize("attempts", [MOST_ATTEMPTS, MOST_ATTEMPTS + 1])
def test_it_is_given_up_after_a_day_of_attempts(attempts: int) -> None:
    assert next_try(attempts=attempts, now=NOW, asked=timedelta(seconds=1), delivery_id=0) is None


def test_all_attempts_together_take_about_a_day() -> None:
    at = NOW
    for attempts in range(1, MOST_ATTEMPTS):
        at = next_try(attempts=attempts, now=at, asked=None, delivery_id=0) or at
    assert timedelta(hours=23) <= at - NOW <= timedelta(hours=26)


@given(attempts=st.integers(1, MOST_ATTEMPTS - 1), ids=st.lists(st.integers(0, 2**63 - 1), min_size=2, unique=True))
def test_rows_that_failed_together_spread_by_at_most_a_fifth_and_always_alike(attempts: int, ids: list[int]) -> None:
    waits = [next_try(attempts=attempts, now=NOW, asked=None, delivery_id=one) for one in ids]
    base = next_try(attempts=attempts, now=NOW, asked=None, delivery_id=0)
    assert base is not None
    for wait in waits:
        assert wait is not None
        assert base - NOW <= wait - NOW <= (base - NOW) * 1.2
    assert waits == [next_try(attempts=attempts, now=NOW, asked=None, delivery_id=one) for one in ids]
