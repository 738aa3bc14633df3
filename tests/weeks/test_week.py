"""When a week is asked about, and how streaks bear rest, holidays and a first miss."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.weeks.week import Answers, Rhythm, Week, ends_unless_told, streak

BERLIN = ZoneInfo("Europe/Berlin")
TODAY = date(2026, 3, 29)
TOLD = Answers(4, 3, 2)


def weeks(marks: str) -> list[Week]:
    """Return weeks from a picture, the newest last: `x` told, `.` missed, `r` rested, `h` away; the newest: today."""
    made = []
    for ago, mark in enumerate(reversed(marks)):
        day = TODAY - timedelta(weeks=ago)
        made.append(Week(day, rested=mark == "r", answers=TOLD if mark == "x" else None, away=mark == "h"))
    return made


@pytest.mark.parametrize(
    ("marks", "count"),
    [
        ("", 0),
        ("x", 1),
        ("xxx", 3),
        # The week that was asked about today is open.
        ("xxx.", 3),
        (".", 0),
        # A first miss breaks nothing, wherever it stands; a second one next to it does.
        ("xx.x", 3),
        ("xx.xx.x", 5),
        ("xx..x", 1),
        ("x..", 1),
        ("x...", 0),
        # Rest weeks neither count nor break it, nor do they part two misses.
        ("xxrx", 3),
        ("xrrrrx", 2),
        ("x.r.x", 1),
        # Nor does a week that a holiday kept from being told of.
        ("xxhx", 3),
        ("xx.h", 2),
    ],
)
def test_a_streak(marks: str, count: int) -> None:
    assert streak(weeks(marks), TODAY) == count


def test_a_holiday_leaves_a_gap_that_breaks_nothing() -> None:
    before = [Week(TODAY - timedelta(weeks=ago), answers=TOLD) for ago in (8, 7)]
    assert streak([*before, Week(TODAY, answers=TOLD)], TODAY) == 3


@given(st.text("x.r", max_size=30))
def test_a_streak_is_never_longer_than_what_was_told_and_one_more_week_never_shortens_it(marks: str) -> None:
    count = streak(weeks(marks), TODAY)
    assert 0 <= count <= marks.count("x")
    assert streak(weeks(marks + "x"), TODAY) >= 1
    assert streak([*weeks(marks), Week(TODAY + timedelta(days=7), answers=TOLD)], TODAY) >= count


@pytest.mark.parametrize(
    ("now", "day", "at"),
    [
        ("2026-03-04 18:30", "2026-03-08", "2026-03-08 17:00"),
        # Later the same day, and not again once it has passed.
        ("2026-03-08 16:59", "2026-03-08", "2026-03-08 17:00"),
        ("2026-03-08 17:00", "2026-03-15", "2026-03-15 17:00"),
        # On the day of summer time the clock's six in the evening is an hour earlier.
        ("2026-03-28 12:00", "2026-03-29", "2026-03-29 16:00"),
    ],
)
def test_the_next_week_is_asked_about_by_the_members_own_clock(now: str, day: str, at: str) -> None:
    rhythm = Rhythm(6, time(18), BERLIN)
    found = rhythm.next_after(datetime.fromisoformat(now).replace(tzinfo=UTC))
    assert found == (date.fromisoformat(day), datetime.fromisoformat(at).replace(tzinfo=UTC))


def test_a_time_that_the_clock_skips_comes_after_the_gap() -> None:
    _, at = Rhythm(6, time(2, 30), BERLIN).next_after(datetime(2026, 3, 28, 12, tzinfo=UTC))
    assert at.astimezone(BERLIN).time() == time(3, 30)


@given(
    st.integers(0, 6),
    st.times(),
    st.sampled_from(["UTC", "Europe/Berlin", "America/New_York", "Pacific/Apia", "Australia/Lord_Howe"]),
    st.datetimes(datetime(2025, 1, 1), datetime(2028, 1, 1), timezones=st.just(UTC)),  # noqa: DTZ001 - bounds are naive
)
def test_the_next_one_is_ahead_within_a_week_and_on_its_day(weekday: int, at: time, zone: str, now: datetime) -> None:
    day, instant = Rhythm(weekday, at.replace(tzinfo=None), ZoneInfo(zone)).next_after(now)
    assert day.weekday() == weekday
    assert timedelta(0) < instant - now <= timedelta(days=7, hours=2)


@pytest.mark.parametrize(
    ("weeks", "ends"),
    [
        ("tt.", 0),  # a first miss breaks nothing
        ("tt..", 2),
        ("ttr..", 2),
        ("tt.r.", 2),
        ("tt.t", 0),
        ("...", 0),
        (".", 0),
    ],
)
def test_a_streak_is_ending_when_one_more_week_without_an_answer_breaks_it(weeks: str, ends: int) -> None:
    days = [date(2026, 3, 1) + timedelta(weeks=number) for number in range(len(weeks))]
    known = [
        Week(day, rested=told == "r", answers=Answers(3, 3, 3) if told == "t" else None)
        for day, told in zip(days, weeks, strict=True)
    ]
    assert ends_unless_told(known, days[-1]) == ends
