"""Wall clocks, zones and rules, around the changes of the clocks too."""

from dataclasses import replace
from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.reminders.cycle import EVERY_DAY, LAST, WEEKDAYS, Cycle
from bot.reminders.recurrence import Rule, instant_of, local_of, next_occurrence
from bot.reminders.saying import caveats, in_words

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


@pytest.mark.parametrize(
    ("cycle", "start", "expected"),
    [
        (Cycle("month", dates=(31,)), "2027-01-31", ["01-31", "02-28", "03-31", "04-30"]),
        (Cycle("month", dates=(30,)), "2027-01-30", ["01-30", "02-28", "03-30", "04-30"]),
        (Cycle("month", dates=(29,)), "2028-01-29", ["01-29", "02-29", "03-29", "04-29"]),
        (Cycle("month", dates=(1, 15)), "2027-01-01", ["01-01", "01-15", "02-01", "02-15"]),
        (Cycle("month", 3, dates=(31,)), "2027-01-31", ["01-31", "04-30", "07-31", "10-31"]),
        (Cycle("month", days=(4,), nth=(LAST,)), "2027-01-29", ["01-29", "02-26", "03-26", "04-30"]),
        (Cycle("month", days=(1,), nth=(2, 4)), "2027-01-12", ["01-12", "01-26", "02-09", "02-23"]),
        (Cycle("month", days=WEEKDAYS, nth=(LAST,)), "2027-01-29", ["01-29", "02-26", "03-31", "04-30"]),
        (Cycle("week", 2, days=(1,)), "2027-01-05", ["01-05", "01-19", "02-02", "02-16"]),
        (Cycle("week", 2, days=(0, 3)), "2027-01-07", ["01-07", "01-18", "01-21", "02-01"]),
        (Cycle("day", 10), "2027-01-01", ["01-01", "01-11", "01-21", "01-31"]),
        (Cycle("year", dates=(29,), month=2), "2027-02-28", ["02-28", "02-29", "02-28", "02-28"]),
        (Cycle("year", dates=(24,), month=12), "2027-12-24", ["12-24", "12-24", "12-24", "12-24"]),
    ],
)
def test_a_series_goes_on_from_each_of_its_occurrences(cycle: Cycle, start: str, expected: list[str]) -> None:
    rule = Rule.of(cycle)
    assert rule.cycle == (Cycle("month", cycle.interval, dates=(LAST,)) if cycle.dates == (31,) else cycle)
    wall, after = local(f"{start}T18:00"), instant_of(local(f"{start}T17:00"), BERLIN)
    found = []
    for _ in expected:
        upcoming = next_occurrence(rule, wall, BERLIN, after)
        assert upcoming is not None
        wall, after = upcoming
        found.append(f"{wall:%m-%d}")
    assert found == expected


def test_several_times_a_day_come_in_their_order() -> None:
    rule = Rule.of(Cycle("week", days=(0,)), [time(7), time(13, 30), time(19)])
    wall, after, found = local("2027-01-04T07:00"), datetime(2027, 1, 3, tzinfo=UTC), []
    for _ in range(4):
        upcoming = next_occurrence(rule, wall, BERLIN, after)
        assert upcoming is not None
        wall, after = upcoming
        found.append(f"{wall:%d %H:%M}")
    assert found == ["04 07:00", "04 13:30", "04 19:00", "11 07:00"]


def test_two_times_that_a_gap_makes_one_come_once() -> None:
    rule = Rule.of(Cycle("week", days=EVERY_DAY), [time(2, 30), time(3, 30)])
    before = datetime(2026, 3, 29, 0, 30, tzinfo=UTC)
    first = next_occurrence(rule, local("2026-03-28T02:30"), BERLIN, before)
    assert first is not None
    assert first[1] == datetime(2026, 3, 29, 1, 30, tzinfo=UTC)
    second = next_occurrence(rule, first[0], BERLIN, first[1])
    assert second == (local("2026-03-30T02:30"), datetime(2026, 3, 30, 0, 30, tzinfo=UTC))


def test_days_that_one_rule_cannot_clamp_together_are_refused() -> None:
    with pytest.raises(ValueError, match="rule of its own"):
        Rule.of(Cycle("month", dates=(15, 30)))


@pytest.mark.parametrize(
    ("wall", "rule", "said"),
    [
        (
            "2026-03-29T02:30",
            None,
            ["The clocks go forward on Sunday 29 March 2026: 02:30 is skipped, it comes at 03:30."],
        ),
        (
            "2026-10-25T02:30",
            None,
            ["The clocks go back on Sunday 25 October 2026: 02:30 comes twice, I take the first."],
        ),
        ("2026-03-29T18:00", None, []),
        ("2026-01-04T02:30", Rule.weekly([6]), ["29 March 2026", "25 October 2026"]),
        ("2026-01-05T02:30", Rule.weekly([0]), []),
        ("2026-01-04T18:00", Rule.weekly(EVERY_DAY), []),
    ],
)
def test_what_a_change_of_the_clocks_does_is_said(wall: str, rule: Rule | None, said: list[str]) -> None:
    found = caveats(local(wall), rule, BERLIN)
    assert len(found) == len(said)
    assert all(words in sentence for words, sentence in zip(said, found, strict=True))


cycles = st.one_of(
    st.builds(Cycle, st.just("day"), st.integers(2, 30)),
    st.builds(
        Cycle,
        st.just("week"),
        st.integers(1, 8),
        st.sets(st.integers(0, 6), min_size=1).map(lambda s: tuple(sorted(s))),
    ),
    st.builds(Cycle, st.just("month"), st.integers(1, 12), dates=st.integers(1, 30).map(lambda day: (day,))),
    st.builds(
        Cycle,
        st.just("month"),
        st.just(1),
        st.integers(0, 6).map(lambda d: (d,)),
        st.sampled_from([(1,), (2, 4), (LAST,)]),
    ),
)


@given(cycles, walls, zones.map(ZoneInfo), st.integers(1, 40))
def test_moving_the_start_on_gives_the_same_series_as_counting_from_the_first(
    cycle: Cycle, wall: datetime, zone: ZoneInfo, ahead: int
) -> None:
    rule = Rule.of(cycle)
    before = instant_of(wall, zone) - timedelta(days=1)
    first = next_occurrence(Rule.of(replace(cycle, interval=1)), wall, zone, before)
    assert first is not None
    start, (moved, after) = first[0], first
    for _ in range(ahead):
        upcoming = next_occurrence(rule, moved, zone, after)
        assert upcoming is not None
        assert next_occurrence(rule, start, zone, after) == upcoming
        moved, after = upcoming
