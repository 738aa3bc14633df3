"""What people type as a time, and what it may mean. Now is Wednesday 11 November 2026, 12:00 in Berlin, unless said."""

import tomllib
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from time import perf_counter
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.reminders.parse import Reading
from bot.reminders.phrases import (
    HORIZON,
    LONGEST,
    MOST_READINGS,
    Misspelt,
    Past,
    TrainingNeeded,
    Unreadable,
    ZoneNeeded,
    quoted,
    read,
)
from bot.reminders.spelling import spelling

BERLIN = ZoneInfo("Europe/Berlin")
NOW = datetime(2026, 11, 11, 11, tzinfo=UTC)


_FILES = [tomllib.loads((Path(__file__).parent / name).read_text()) for name in ("phrases.toml", "unseen_phrases.toml")]
TABLE: dict[str, dict[str, Any]] = {
    kind: {phrase: meant for file in _FILES for phrase, meant in file.get(kind, {}).items()}
    for kind in ("clear", "asked", "misspelt", "refused")
}
"""The phrases, by what is to become of them."""
TRAINING = date(2026, 11, 13)


def shown(reading: Reading) -> str:
    """Return a reading as the table writes it."""
    if reading.local is None:
        return f"+{(reading.at - NOW) // timedelta(minutes=1)}m"
    recurs = f", {reading.words(None)}" if reading.rule else ""
    return f"{reading.local:%a %Y-%m-%d %H:%M}{recurs}"


def readings(phrase: str, now: datetime = NOW, zone: ZoneInfo | None = BERLIN) -> list[str]:
    return [shown(reading) for reading in read(phrase, now, zone, TRAINING)]


def test_the_table_is_as_large_as_it_should_be() -> None:
    assert sum(len(of_a_kind) for of_a_kind in TABLE.values()) >= 300


@pytest.mark.parametrize(("phrase", "meant"), TABLE["clear"].items())
def test_what_is_clear_has_one_reading(phrase: str, meant: str) -> None:
    assert readings(phrase) == [meant]


@pytest.mark.parametrize(("phrase", "meant"), TABLE["misspelt"].items())
def test_what_a_misspelt_word_may_be_is_said_and_not_taken(phrase: str, meant: str) -> None:
    with pytest.raises(Misspelt, match="Do you mean") as misspelt:
        readings(phrase)
    assert misspelt.value.meant == meant
    assert readings(meant)


@pytest.mark.parametrize(("phrase", "meant"), TABLE["asked"].items())
def test_what_is_ambiguous_has_all_its_readings(phrase: str, meant: list[str]) -> None:
    assert readings(phrase) == meant


@pytest.mark.parametrize(
    ("phrase", "said"),
    [
        *TABLE["refused"].items(),
        ("x" * 10_000, "longer than any time I can read"),
        ("\u202e7am", "I can't read"),
    ],
)
def test_what_is_not_understood_is_refused_and_said(phrase: str, said: str) -> None:
    with pytest.raises(Unreadable) as refused:
        readings(phrase)
    assert said in str(refused.value)


def test_without_a_programme_before_training_says_so() -> None:
    with pytest.raises(TrainingNeeded, match="you run no programme"):
        read("1 hour before training at 18:00", NOW, BERLIN)


@pytest.mark.parametrize(
    "phrase", ["1h 1m " * 16, "7 and " * 16, "mon 7 " * 16, "every 2 weeks on monday " * 4, "a " * 50]
)
def test_no_phrase_takes_long_to_refuse(phrase: str) -> None:
    began = perf_counter()
    with pytest.raises(Unreadable):
        readings(phrase)
    assert perf_counter() - began < 1


@pytest.mark.parametrize(
    ("now", "meant"),
    [
        ("05:50", ["Wed 2026-11-11 07:00", "Wed 2026-11-11 19:00"]),
        ("06:50", ["Wed 2026-11-11 07:00", "Wed 2026-11-11 19:00"]),
        ("07:00", ["Wed 2026-11-11 19:00", "Thu 2026-11-12 07:00"]),
        ("20:00", ["Thu 2026-11-12 07:00", "Thu 2026-11-12 19:00"]),
    ],
)
def test_a_bare_hour_is_always_asked_about(now: str, meant: list[str]) -> None:
    at = datetime.fromisoformat(f"2026-11-11T{now}").replace(tzinfo=BERLIN)
    assert readings("at 7", at) == meant


@pytest.mark.parametrize(
    ("today", "meant"),
    [
        ("2026-11-09", ["Fri 2026-11-13 19:00", "Fri 2026-11-20 19:00"]),  # Monday
        ("2026-11-12", ["Fri 2026-11-13 19:00", "Fri 2026-11-20 19:00"]),  # Thursday
        ("2026-11-13", ["Fri 2026-11-20 19:00"]),  # Friday itself
        ("2026-11-14", ["Fri 2026-11-20 19:00"]),  # Saturday: the next one is in the next week, whenever weeks begin
        ("2026-11-15", ["Fri 2026-11-20 19:00", "Fri 2026-11-27 19:00"]),  # Sunday, which begins a week for some
    ],
)
def test_next_friday_depends_on_where_the_week_stands(today: str, meant: list[str]) -> None:
    now = datetime.fromisoformat(f"{today}T12:00").replace(tzinfo=BERLIN)
    assert readings("next friday 7pm", now) == meant


@pytest.mark.parametrize(
    "phrase",
    ["yesterday 7am", "today 7am", "this wednesday 9am", "12 nov 2020 7am", "in 0 min", "<t:1:f>", "today 12:00"],
)
def test_the_past_is_refused(phrase: str) -> None:
    with pytest.raises(Past):
        read(phrase, NOW, BERLIN)


@pytest.mark.parametrize("phrase", ["7am", "tomorrow 7am", "every mon 18:00", "12 nov 18:00", "18h", "yesterday 7am"])
def test_without_a_zone_a_clock_time_asks_for_one(phrase: str) -> None:
    with pytest.raises(ZoneNeeded):
        read(phrase, NOW, None)


@pytest.mark.parametrize(
    ("phrase", "minutes"),
    [("in 90 min", 90), ("in 2 days", 2880), ("2 weeks from now", 20160), ("<t:1794394860:R>", 1)],
)
def test_a_length_of_time_needs_no_zone(phrase: str, minutes: int) -> None:
    assert readings(phrase, zone=None) == [f"+{minutes}m"]


@pytest.mark.parametrize(
    ("phrase", "now", "at"),
    [
        ("in 1 day", "2026-03-28T12:00+01:00", "2026-03-29T12:00+02:00"),
        ("in 24 hours", "2026-03-28T12:00+01:00", "2026-03-29T13:00+02:00"),
        ("tomorrow 2:30am", "2026-03-28T12:00+01:00", "2026-03-29T03:30+02:00"),
        ("tomorrow 2:30am", "2026-10-24T12:00+02:00", "2026-10-25T02:30+02:00"),
        ("in 1 month", "2026-01-31T12:00+01:00", "2026-02-28T12:00+01:00"),
    ],
)
def test_days_go_by_the_wall_clock_and_hours_by_the_stopwatch(phrase: str, now: str, at: str) -> None:
    (reading,) = read(phrase, datetime.fromisoformat(now), BERLIN)
    assert reading.at == datetime.fromisoformat(at)


def test_quoting_makes_a_text_harmless_and_short() -> None:
    assert quoted("`<@1>` \u202e**x**\n") == "`<@1> **x**`"
    assert quoted("``") == "what you typed"
    assert len(quoted("x" * 5000)) < 70


WORDS = st.sampled_from(
    [
        *("in", "at", "on", "every", "each", "the", "next", "this", "and", "to", "past", "half", "quarter", "a", "an"),
        *("tomorrow", "today", "tonight", "morning", "midnight", "mon", "wed", "fri", "friday", "mondays", "weekdays"),
        *("daily", "week", "7", "7am", "18:30", "7:30", "12.11", "3/4", "12", "nov", "2026", "90", "min", "h", "2h"),
        *("1h30", "o'clock", "-", ",", ".", "other", "second", "last", "first", "15th", "2", "weeks", "months", "of"),
        *("until", "starting", "from", "for", "3", "times", "est", "utc", "london", "time", "before", "training", "9"),
    ]
)


@given(st.one_of(st.text(max_size=2 * LONGEST), st.lists(WORDS, max_size=9).map(" ".join)))
def test_any_text_is_refused_or_read_as_what_is_to_come(phrase: str) -> None:
    try:
        found = read(phrase, NOW, BERLIN)
    except Unreadable:
        return
    assert 1 <= len(found) <= MOST_READINGS
    assert all(NOW < reading.at <= NOW + HORIZON for reading in found)
    assert found == sorted(found, key=lambda reading: reading.at)


MOMENTS = st.datetimes(datetime(2026, 1, 1), datetime(2030, 1, 1)).map(lambda naive: naive.replace(tzinfo=UTC))  # noqa: DTZ001
PLACES = st.sampled_from(["Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "Asia/Kolkata"]).map(ZoneInfo)


@given(st.lists(WORDS, min_size=1, max_size=6).map(" ".join), MOMENTS, PLACES)
def test_each_reading_has_a_spelling_with_that_reading_alone(phrase: str, now: datetime, zone: ZoneInfo) -> None:
    try:
        found = read(phrase, now, zone)
    except Unreadable:
        return
    for reading in found:
        if reading.local is not None and reading.local.second == 0:
            assert read(spelling(reading), now, zone) == [reading], spelling(reading)


@given(MOMENTS, PLACES, st.integers(1, 12), st.integers(0, 59), st.sampled_from(["am", "pm"]))
def test_twelve_and_twenty_four_hour_clocks_agree(
    now: datetime, zone: ZoneInfo, hour: int, minute: int, half: str
) -> None:
    on_24 = hour % 12 + (12 if half == "pm" else 0)
    twelve = read(f"tomorrow {hour}:{minute:02}{half}", now, zone)
    assert twelve == read(f"tomorrow {on_24:02}:{minute:02}", now, zone)
