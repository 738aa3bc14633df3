"""When the weekly digest falls."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.digest.digest import next_monday

MONDAY = date(2026, 3, 9)


@pytest.mark.parametrize(
    ("now", "monday"),
    [
        (datetime(2026, 3, 4, 18, 30, tzinfo=UTC), MONDAY),
        (datetime(2026, 3, 8, 23, 59, tzinfo=UTC), MONDAY),
        (datetime(2026, 3, 9, 8, 59, tzinfo=UTC), MONDAY),
        (datetime(2026, 3, 9, 9, 0, tzinfo=UTC), date(2026, 3, 16)),
        (datetime(2026, 12, 31, 12, 0, tzinfo=UTC), date(2027, 1, 4)),
    ],
)
def test_the_next_monday_at_nine(now: datetime, monday: date) -> None:
    assert next_monday(now) == monday


@given(st.integers(0, 30_000_000))
def test_it_is_a_monday_within_a_week(minutes: int) -> None:
    now = datetime(2020, 1, 1, tzinfo=UTC) + timedelta(minutes=minutes)
    monday = next_monday(now)
    assert monday.weekday() == 0
    assert 0 <= (monday - now.date()).days <= 7
