"""When check-ins fall: in the member's zone, while they are up, across changes of summer time."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.flares.checkins import Course, Occasion, Planned, Step, Waking, nudge_at, plan

BERLIN = ZoneInfo("Europe/Berlin")
NEW_YORK = ZoneInfo("America/New_York")


def up(zone: ZoneInfo, start: int = 7, end: int = 22) -> Waking:
    return Waking(zone, time(start), time(end))


def utc(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def steps(
    now: datetime, waking: Waking, session: date | None, nights: int = 1, lasting: int = 21
) -> dict[Step, datetime]:
    """Plan the check-ins of what was logged now."""
    return {one.step: one.due_at for one in plan(now, waking, Course(now, session, lasting, nights))}


@pytest.mark.parametrize(
    ("now", "waking", "morning"),
    [
        ("2026-03-04 18:30", up(ZoneInfo("UTC")), "2026-03-05 08:00"),
        ("2026-03-04 18:30", up(BERLIN), "2026-03-05 07:00"),
        ("2026-03-04 18:30", up(NEW_YORK), "2026-03-05 13:00"),
        # After midnight it is still last night.
        ("2026-03-05 00:30", up(ZoneInfo("UTC")), "2026-03-05 08:00"),
        # At six in the morning it is not.
        ("2026-03-05 06:00", up(ZoneInfo("UTC")), "2026-03-06 08:00"),
        # The local day counts: in New York it is still the fourth.
        ("2026-03-05 03:00", up(NEW_YORK), "2026-03-05 13:00"),
        # Europe's clocks go forward in the night to 29 March, and back in the night to 25 October.
        ("2026-03-28 18:00", up(BERLIN), "2026-03-29 06:00"),
        ("2026-03-27 18:00", up(BERLIN), "2026-03-28 07:00"),
        ("2026-10-24 18:00", up(BERLIN), "2026-10-25 07:00"),
        # An hour after waking at half past one would be 02:30, which that night does not have.
        ("2026-03-28 12:00", Waking(BERLIN, time(1, 30), time(20)), "2026-03-29 01:30"),
        # The first of two 02:30.
        ("2026-10-24 12:00", Waking(BERLIN, time(1, 30), time(20)), "2026-10-25 00:30"),
        # Short hours: the middle of them.
        ("2026-03-04 18:30", Waking(ZoneInfo("UTC"), time(20), time(21)), "2026-03-05 20:30"),
    ],
)
def test_the_next_morning(now: str, waking: Waking, morning: str) -> None:
    planned = plan(utc(now), waking, Course(utc(now), None, 21))
    assert planned[0] == Planned(Step.MORNING, utc(morning))


def test_two_nights_make_the_morning_after_next() -> None:
    assert up(BERLIN).next_morning(utc("2026-03-04 18:30"), nights=2) == utc("2026-03-06 07:00")


def test_the_session_is_asked_about_on_its_own_morning_and_on_the_one_after() -> None:
    assert plan(utc("2026-03-04 18:30"), up(BERLIN), Course(utc("2026-03-04 18:30"), date(2026, 3, 9), 21)) == (
        Planned(Step.MORNING, utc("2026-03-05 07:00")),
        Planned(Step.BEFORE_SESSION, utc("2026-03-09 07:00")),
        Planned(Step.AFTER_SESSION, utc("2026-03-10 07:00")),
        Planned(Step.DAY_7, utc("2026-03-11 07:00")),
        Planned(Step.NOT_BETTER, utc("2026-03-26 07:00")),
    )


def test_a_session_tomorrow_needs_one_check_in_that_morning_only() -> None:
    planned = steps(utc("2026-03-04 18:30"), up(BERLIN), date(2026, 3, 5))
    assert Step.MORNING not in planned
    assert planned[Step.BEFORE_SESSION] == utc("2026-03-05 07:00")


def test_a_session_before_the_first_morning_comes_first() -> None:
    planned = steps(utc("2026-03-04 18:30"), up(BERLIN), date(2026, 3, 5), nights=2)
    assert list(planned)[:2] == [Step.BEFORE_SESSION, Step.AFTER_SESSION]
    assert Step.MORNING not in planned


def test_a_session_day_that_is_over_is_left_out_but_not_the_morning_after_it() -> None:
    planned = steps(utc("2026-03-04 18:30"), up(BERLIN), date(2026, 3, 4))
    assert Step.BEFORE_SESSION not in planned
    assert planned[Step.AFTER_SESSION] == utc("2026-03-05 07:00")


@pytest.mark.parametrize("session", [date(2026, 3, 10), date(2026, 3, 11)])
def test_a_seventh_day_whose_morning_is_taken_is_asked_about_at_midday(session: date) -> None:
    planned = steps(utc("2026-03-04 18:30"), up(BERLIN), session)
    assert planned[Step.DAY_7] == utc("2026-03-11 13:30")


def test_check_ins_switched_on_later_leave_out_what_is_over() -> None:
    course = Course(utc("2026-03-04 18:30"), None, 21)
    planned = plan(utc("2026-03-13 12:00"), up(BERLIN), course)
    assert [one.step for one in planned] == [Step.MORNING, Step.NOT_BETTER]


@pytest.mark.parametrize(
    ("due", "now", "nudge"),
    [
        ("2026-03-05 07:00", "2026-03-05 07:00", "2026-03-05 12:00"),
        ("2026-03-05 07:00", "2026-03-05 09:00", "2026-03-05 12:00"),
        # Sent late, it is not brought up again at once.
        ("2026-03-05 07:00", "2026-03-05 10:00", None),
        # Nor at night.
        ("2026-03-05 17:00", "2026-03-05 17:00", None),
    ],
)
def test_what_nobody_answered_is_brought_up_again_hours_later_while_the_member_is_up(
    due: str, now: str, nudge: str | None
) -> None:
    assert nudge_at(utc(due), utc(now), up(BERLIN)) == (utc(nudge) if nudge else None)


def test_a_due_row_says_which_reading_it_is_about() -> None:
    asked = Occasion.of("morning", 7)
    assert Occasion.of(asked.nudge, 8) == Occasion(Step.MORNING, 7, again=True)


def test_the_days_to_choose_from_are_the_seven_after_today_in_the_members_zone() -> None:
    days = up(NEW_YORK).days_ahead(utc("2026-03-05 03:00"))
    assert (days[0], days[-1], len(days)) == (date(2026, 3, 5), date(2026, 3, 11), 7)


zones = st.sampled_from(
    ["UTC", "Europe/Berlin", "America/New_York", "Asia/Kolkata", "Australia/Lord_Howe", "Pacific/Apia"]
)
moments = st.datetimes(datetime(2025, 1, 1), datetime(2028, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001 - bounds are naive
hours = st.tuples(st.integers(3, 20), st.integers(3, 23)).filter(lambda pair: pair[1] - pair[0] >= 1)


@given(moments, zones, hours, st.none() | st.integers(-3, 30), st.integers(1, 2))
def test_a_check_in_is_ahead_and_falls_into_waking_hours(
    now: datetime, zone: str, window: tuple[int, int], days: int | None, nights: int
) -> None:
    waking = up(ZoneInfo(zone), *window)
    session = None if days is None else now.astimezone(waking.zone).date() + timedelta(days=days)
    planned = plan(now, waking, Course(now, session, 14, nights))
    assert planned
    assert len({one.due_at for one in planned}) == len({one.step for one in planned}) == len(planned)
    for one in planned:
        assert one.due_at > now
        assert waking.is_up(one.due_at)


@given(moments, zones, hours.filter(lambda pair: pair[0] >= 6))
def test_for_who_gets_up_at_six_or_later_the_next_morning_is_a_night_to_a_day_and_a_half_away(
    now: datetime, zone: str, window: tuple[int, int]
) -> None:
    away = up(ZoneInfo(zone), *window).next_morning(now) - now
    assert timedelta(hours=5) <= away <= timedelta(hours=31)


@pytest.mark.parametrize(
    ("instant", "awake"),
    [("2026-03-05 05:59", False), ("2026-03-05 06:00", True), ("2026-03-05 20:59", True), ("2026-03-05 21:00", False)],
)
def test_waking_hours_begin_and_end_on_the_local_clock(instant: str, awake: bool) -> None:
    assert up(BERLIN).is_up(utc(instant)) is awake
