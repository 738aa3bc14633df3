"""Which past day is meant."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.lifts.days import UnreadableDay, moment, past_day

WEDNESDAY = date(2026, 3, 4)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("", date(2026, 3, 4)),
        ("today", date(2026, 3, 4)),
        ("yesterday", date(2026, 3, 3)),
        ("  YESTERDAY ", date(2026, 3, 3)),
        ("day before yesterday", date(2026, 3, 2)),
        ("3 days ago", date(2026, 3, 1)),
        ("a week ago", date(2026, 2, 25)),
        ("two weeks ago", date(2026, 2, 18)),
        ("monday", date(2026, 3, 2)),
        ("on Mon", date(2026, 3, 2)),
        ("thu", date(2026, 2, 26)),
        ("last wednesday", date(2026, 2, 25)),
        ("12 nov", date(2025, 11, 12)),
        ("12th of november", date(2025, 11, 12)),
        ("nov 12", date(2025, 11, 12)),
        ("Nov 12, 2024", date(2024, 11, 12)),
        ("3 mar", date(2026, 3, 3)),
        ("4 march", date(2026, 3, 4)),
        ("29 feb", date(2024, 2, 29)),
        ("2026-03-01", date(2026, 3, 1)),
        ("1.3.", date(2026, 3, 1)),
        ("1.3.2025", date(2025, 3, 1)),
        ("13/2", date(2026, 2, 13)),
        ("2/13", date(2026, 2, 13)),
        ("2/2", date(2026, 2, 2)),
    ],
)
def test_a_past_day_is_read(text: str, day: date) -> None:
    assert past_day(text, WEDNESDAY) == day


@pytest.mark.parametrize("text", ["tomorrow", "in 2 days", "next monday", "2026-03-05", "5 mar", "1 apr 2026", "5.3."])
def test_a_day_still_to_come_is_refused_kindly(text: str) -> None:
    with pytest.raises(UnreadableDay, match="still to come"):
        past_day(text, WEDNESDAY)


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("wednesday", "Today is Wednesday: type `today`, or `last wednesday`"),
        ("3/2", "type `3 feb` or `2 mar`"),
        ("31 feb", "no such day"),
        ("2025-13-01", "no such day"),
        ("2025-02-30", "no such day"),
        ("0.1.", "no such day"),
        ("1900-01-01", "over 50 years ago"),
        ("9999 weeks ago", "over 50 years ago"),
        ("m", "can't read that day"),
        ("ma 4", "can't read that day"),
        ("yesterday evening", "can't read that day"),
        ("٣ days ago", "can't read that day"),
        ("🏋", "can't read that day"),
        ("-1 days ago", "can't read that day"),
        ("x" * 10_000, "can't read that day"),
    ],
)
def test_what_is_no_one_day_says_why(text: str, why: str) -> None:
    with pytest.raises(UnreadableDay, match=why):
        past_day(text, WEDNESDAY)


DAYS = st.dates(date(2000, 1, 1), date(2040, 12, 31))


@given(DAYS, st.integers(0, 5_000))
def test_a_day_is_read_as_it_is_written(today: date, back: int) -> None:
    day = date.fromordinal(today.toordinal() - back)
    assert past_day(day.isoformat(), today) == day
    assert past_day(f"{day.day} {day:%b} {day.year}", today) == day


@given(DAYS, st.sampled_from("monday tuesday wednesday thursday friday saturday sunday".split()))  # noqa: SIM905
def test_a_weekday_is_one_of_the_last_seven_days(today: date, weekday: str) -> None:
    day = past_day(f"last {weekday}", today)
    assert f"{day:%A}".casefold() == weekday
    assert 1 <= (today - day).days <= 7


@pytest.mark.parametrize(
    ("text", "day", "hour"),
    [("", date(2026, 3, 4), 3), ("yesterday", date(2026, 3, 3), 17), ("mon", date(2026, 3, 2), 17)],
)
def test_a_day_is_that_of_the_members_zone_and_a_past_one_is_at_its_noon(text: str, day: date, hour: int) -> None:
    asked_at = datetime(2026, 3, 5, 3, tzinfo=UTC)
    found, at = moment(text, asked_at, ZoneInfo("America/New_York"))
    assert (found, at.hour) == (day, hour)
