"""Periods: what can be read, and what is refused with what to type."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.errors import SpotterError
from bot.lifts.review.periods import OFFERED, read_period

TODAY = date(2026, 3, 4)


@pytest.mark.parametrize(
    ("text", "first", "label"),
    [
        ("", date(2025, 3, 5), "last year"),
        ("7 days", date(2026, 2, 26), "last 7 days"),
        ("2w", date(2026, 2, 19), "last 2 weeks"),
        ("Last 3 Months", date(2025, 12, 4), "last 3 months"),
        ("1y", date(2025, 3, 5), "last year"),
        ("a year", date(2025, 3, 5), "last year"),
        ("month", date(2026, 2, 3), "last month"),
        ("2025", date(2025, 1, 1), "2025"),
        ("this year", date(2026, 1, 1), "2026"),
        ("all", date.min, "all time"),
        ("99999 years", date.min, "last 99,999 years"),
    ],
)
def test_a_period_is_read(text: str, first: date, label: str) -> None:
    period = read_period(text, TODAY)
    assert (period.first, period.label) == (first, label)
    assert TODAY in period or text == "2025"


@pytest.mark.parametrize("text", OFFERED)
def test_what_is_offered_can_be_read(text: str) -> None:
    assert TODAY in read_period(text, TODAY)


@pytest.mark.parametrize(
    "text", ["0 days", "2027", "-1 month", "3", "3 parsecs", "now", "1.5 years", "x" * 10_000, "٣ months"]
)
def test_anything_else_is_refused(text: str) -> None:
    with pytest.raises(SpotterError, match="Type"):
        read_period(text, TODAY)


@given(st.text(max_size=60))
def test_no_text_breaks_it(text: str) -> None:
    try:
        period = read_period(text, TODAY)
    except SpotterError:
        return
    assert period.first <= period.last
