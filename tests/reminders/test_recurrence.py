"""Wall clocks, zones and rules, around the changes of the clocks too."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.reminders.recurrence import EVERY_DAY, WEEKDAYS, Rule, in_words, instant_of, local_of, next_occurrence

BERLIN, NEW_YORK = ZoneInfo("Europe/Berlin"), ZoneInfo("America/New_York")


def local(text: str) -> datetime:
    return datetime.fromisoformat(text)


@pytest.mark.parametrize(
    ("zone", "wall", "instant"),
    [
        (BERLIN, "2026-03-29T01:59", "2026-03-29T00:59Z"),
        (BERLIN, "2026-03-29T02:30", "2026-03-29T01:30Z"),  # the gap: shown as 03:30
        (BERLIN, "2026-03-29T03:00", "2026-03-29T01:00Z"),
        (BERLIN, "2026-10-25T02:30", "2026-10-25T00:30Z"),  # the fold: the first of the two
        (BERLIN, "2026-10-25T03:00", "2026-10-25T02:00Z"),
        (NEW_YORK, "2026-03-08T02:30", "2026-03-08T07:30Z"),
        (NEW_YORK, "2026-11-01T01:30", "2026-11-01T05:30Z"),
        (ZoneInfo("Australia/Lord_Howe"), "2026-10-04T02:15", "2026-10-03T15:45Z"),  # half an hour of a gap
        (ZoneInfo("Asia/Kathmandu"), "2026-05-05T05:45", "2026-05-05T00:00Z"),
    ],
)
def test_a_gap_moves_forward_and_a_fold_takes_the_first(zone: ZoneInfo, wall: str, instant: str) -> None:
    assert instant_of(local(wall), zone) == datetime.fromisoformat(instant)


@pytest.mark.parametrize(
    ("days", "start", "after", "wall"),
    [
        ([0], "2026-03-02T18:00", "2026-03-02T16:59Z", "2026-03-02T18:00"),
        ([0], "2026-03-02T18:00", "2026-03-02T17:00Z", "2026-03-09T18:00"),
        ([0, 2], "2026-03-02T18:00", "2026-03-02T17:00Z", "2026-03-04T18:00"),
        (EVERY_DAY, "2026-03-28T02:30", "2026-03-28T01:30Z", "2026-03-29T02:30"),
        (EVERY_DAY, "2026-03-29T02:30", "2026-03-29T01:30Z", "2026-03-30T02:30"),
        (EVERY_DAY, "2026-10-25T02:30", "2026-10-25T00:30Z", "2026-10-26T02:30"),
        (WEEKDAYS, "2026-03-06T06:30", "2026-03-06T05:30Z", "2026-03-09T06:30"),
        ([6], "2026-03-01T10:00", "2026-03-20T12:00Z", "2026-03-22T10:00"),
    ],
)
def test_the_next_occurrence_keeps_to_the_wall_clock(days: list[int], start: str, after: str, wall: str) -> None:
    found = next_occurrence(Rule.weekly(days), local(start), BERLIN, datetime.fromisoformat(after))
    assert found == (local(wall), instant_of(local(wall), BERLIN))


def test_eighteen_oclock_stays_eighteen_oclock_over_the_change_of_the_clocks() -> None:
    start, after, hours = local("2026-03-28T18:00"), datetime(2026, 3, 28, tzinfo=UTC), []
    for _ in range(3):
        found = next_occurrence(Rule.weekly(EVERY_DAY), start, BERLIN, after)
        assert found is not None
        start, after = found
        hours.append(after.hour)
    assert hours == [17, 16, 16]


def test_a_rule_that_ends_has_no_next_occurrence() -> None:
    rule = Rule("FREQ=WEEKLY;BYDAY=MO;UNTIL=20260309T180000")
    assert next_occurrence(rule, local("2026-03-09T18:00"), BERLIN, datetime(2026, 3, 10, tzinfo=UTC)) is None


@pytest.mark.parametrize("text", ["FREQ=DAILY;INTERVAL=0", "FREQ=WEEKLY;BYDAY=MO;COUNT=3"])
def test_rules_that_never_end_to_be_searched_or_begin_anew_are_refused(text: str) -> None:
    with pytest.raises(ValueError, match="not a rule"):
        Rule(text)


@pytest.mark.parametrize(
    ("days", "words"),
    [
        (EVERY_DAY, "every day at 18:00"),
        (WEEKDAYS, "every weekday (Monday to Friday) at 18:00"),
        ([3], "every Thursday at 18:00"),
        ([0, 2, 4], "every Monday, Wednesday and Friday at 18:00"),
    ],
)
def test_a_rule_is_said_in_words(days: list[int], words: str) -> None:
    assert in_words(local("2026-03-02T18:00"), Rule.weekly(days)) == words


def test_one_time_is_said_in_words() -> None:
    assert in_words(local("2026-11-03T07:05"), None) == "Tuesday 3 November 2026, 07:05"


zones = st.sampled_from(["Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "Africa/Casablanca", "UTC"])
walls = st.datetimes(datetime(2020, 1, 1), datetime(2030, 1, 1)).map(lambda wall: wall.replace(second=0, microsecond=0))  # noqa: DTZ001


@given(walls, zones.map(ZoneInfo))
def test_a_local_time_comes_back_unless_it_lies_in_a_gap(wall: datetime, zone: ZoneInfo) -> None:
    back = local_of(instant_of(wall, zone), zone)
    assert back == wall or timedelta(0) < back - wall <= timedelta(hours=1)


@given(walls, zones.map(ZoneInfo), st.sets(st.integers(0, 6), min_size=1), st.integers(0, 40 * 24 * 60))
def test_the_next_occurrence_is_the_first_after_the_instant(
    wall: datetime, zone: ZoneInfo, days: set[int], later: int
) -> None:
    after = instant_of(wall, zone) + timedelta(minutes=later)
    found = next_occurrence(Rule.weekly(days), wall, zone, after)
    assert found is not None
    candidates = [wall + timedelta(days=ahead) for ahead in range(60)]
    instants = [instant_of(one, zone) for one in candidates if one.weekday() in days]
    assert found[1] == min(instant for instant in instants if instant > after)
