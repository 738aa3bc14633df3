"""What people type as a time, and what it may mean. Now is Wednesday 11 November 2026, 12:00 in Berlin, unless said."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.reminders.phrases import HORIZON, LONGEST, MOST_READINGS, Past, Unreadable, ZoneNeeded, quoted, read, spelling
from bot.reminders.readings import Reading

BERLIN = ZoneInfo("Europe/Berlin")
NOW = datetime(2026, 11, 11, 11, tzinfo=UTC)
DAYS = ("Mo", "Tu", "We", "Th", "Fr", "Sa", "Su")


def shown(reading: Reading) -> str:
    """Return a reading as a test writes it: `+90m` for instants, local time, days of a rule."""
    if reading.local is None:
        return f"+{(reading.at - NOW) // timedelta(minutes=1)}m"
    days = f" {'+'.join(DAYS[day] for day in reading.rule.days)}" if reading.rule else ""
    return f"{reading.local:%Y-%m-%d %H:%M}{days}"


def readings(phrase: str, now: datetime = NOW, zone: ZoneInfo | None = BERLIN) -> list[str]:
    return [shown(reading) for reading in read(phrase, now, zone)]


@pytest.mark.parametrize(
    ("phrase", "meant"),
    [
        # Lengths of time
        ("in 90 min", "+90m"),
        ("90 min", "+90m"),
        ("in 90min", "+90m"),
        ("90m", "+90m"),
        ("in 1h30", "+90m"),
        ("1h30m", "+90m"),
        ("1h 30m", "+90m"),
        ("1 hr, 30 mins", "+90m"),
        ("in 1 hour and 30 minutes", "+90m"),
        ("in an hour and a half", "+90m"),
        ("in 1.5 hours", "+90m"),
        ("in 1,5 h", "+90m"),
        ("In 90 Minutes.", "+90m"),
        ("in half an hour", "+30m"),
        ("half an hour", "+30m"),
        ("in a quarter of an hour", "+15m"),
        ("in ten minutes", "+10m"),
        ("in an hour", "+60m"),
        ("in two hours' time", "+120m"),
        ("2 hours from now", "+120m"),
        ("2h", "+120m"),
        ("48 h", "+2880m"),
        ("in 2 days", "2026-11-13 12:00"),
        ("in a week", "2026-11-18 12:00"),
        ("in a fortnight", "2026-11-25 12:00"),
        ("2 weeks from now", "2026-11-25 12:00"),
        ("in 3 months", "2027-02-11 12:00"),
        ("in a year", "2027-11-11 12:00"),
        ("in 1 day 2 hours", "+1560m"),
        ("in 2 days at 7am", "2026-11-13 07:00"),
        ("at 18:30 in 3 days", "2026-11-14 18:30"),
        # Times of day
        ("7pm", "2026-11-11 19:00"),
        ("7 PM", "2026-11-11 19:00"),
        ("7 p.m.", "2026-11-11 19:00"),
        ("7p", "2026-11-11 19:00"),
        ("at 7:15pm", "2026-11-11 19:15"),
        ("@ 7.15 pm", "2026-11-11 19:15"),
        ("715pm", "2026-11-11 19:15"),
        ("seven pm", "2026-11-11 19:00"),
        ("7am", "2026-11-12 07:00"),
        ("12am", "2026-11-12 00:00"),
        ("12pm", "2026-11-12 12:00"),
        ("18:30", "2026-11-11 18:30"),
        ("18.30", "2026-11-11 18:30"),
        ("18:30 Uhr", "2026-11-11 18:30"),
        ("18 Uhr", "2026-11-11 18:00"),
        ("at 18", "2026-11-11 18:00"),
        ("1830", "2026-11-11 18:30"),
        ("at 2015", "2026-11-11 20:15"),
        ("07:30", "2026-11-12 07:30"),
        ("noon", "2026-11-12 12:00"),
        ("midnight", "2026-11-12 00:00"),
        ("half past 7 pm", "2026-11-11 19:30"),
        ("quarter to 8 pm", "2026-11-11 19:45"),
        ("ten past seven in the evening", "2026-11-11 19:10"),
        ("7:30 in the evening", "2026-11-11 19:30"),
        ("at 7 in the morning", "2026-11-12 07:00"),
        ("tonight at 7", "2026-11-11 19:00"),
        ("tonight 10:30", "2026-11-11 22:30"),
        ("tonight at 1am", "2026-11-12 01:00"),
        ("midnight tonight", "2026-11-12 00:00"),
        ("this evening at 7", "2026-11-11 19:00"),
        # Days
        ("today 18:00", "2026-11-11 18:00"),
        ("today at 6", "2026-11-11 18:00"),
        ("tomorrow 7am", "2026-11-12 07:00"),
        ("7am tomorrow", "2026-11-12 07:00"),
        ("tmrw 0730", "2026-11-12 07:30"),
        ("tomorrow, 18:30", "2026-11-12 18:30"),
        ("tomorrow 7:30", "2026-11-12 07:30"),
        ("tomorrow 18h", "2026-11-12 18:00"),
        ("tomorrow morning at 7", "2026-11-12 07:00"),
        ("tomorrow 7 in the evening", "2026-11-12 19:00"),
        ("day after tomorrow at noon", "2026-11-13 12:00"),
        ("fri 18:30", "2026-11-13 18:30"),
        ("on Friday at 6:30 pm", "2026-11-13 18:30"),
        ("this friday 7pm", "2026-11-13 19:00"),
        ("friday noon", "2026-11-13 12:00"),
        ("friday morning 9", "2026-11-13 09:00"),
        ("wed 9am", "2026-11-18 09:00"),
        ("next wednesday 7pm", "2026-11-18 19:00"),
        ("monday next week 7pm", "2026-11-16 19:00"),
        ("next week on monday 7pm", "2026-11-16 19:00"),
        # Dates
        ("12 nov 18:00", "2026-11-12 18:00"),
        ("Nov 12th, 6pm", "2026-11-12 18:00"),
        ("the 12th of november at 6pm", "2026-11-12 18:00"),
        ("12. November 18 Uhr", "2026-11-12 18:00"),
        ("november 12, 2026 6pm", "2026-11-12 18:00"),
        ("thu 12 nov 18:00", "2026-11-12 18:00"),
        ("12.11. 18:00", "2026-11-12 18:00"),
        ("12.11.2026 18:00", "2026-11-12 18:00"),
        ("12.11.26 18:00", "2026-11-12 18:00"),
        ("2026-11-12 18:00", "2026-11-12 18:00"),
        ("2026-11-12T18:00", "2026-11-12 18:00"),
        ("2026/11/12 18:00", "2026-11-12 18:00"),
        ("10 nov 18:00", "2027-11-10 18:00"),
        ("25/12 9am", "2026-12-25 09:00"),
        ("12/25 9am", "2026-12-25 09:00"),
        ("12/12 9am", "2026-12-12 09:00"),
        ("fri 4/12 9am", "2026-12-04 09:00"),
        ("on the 15th at 7am", "2026-11-15 07:00"),
        ("the 31st 7am", "2026-12-31 07:00"),
        ("29 feb 9am", "2028-02-29 09:00"),
        # Every week
        ("every day at 7am", "2026-11-12 07:00 Mo+Tu+We+Th+Fr+Sa+Su"),
        ("daily 19:00", "2026-11-11 19:00 Mo+Tu+We+Th+Fr+Sa+Su"),
        ("every morning at 7", "2026-11-12 07:00 Mo+Tu+We+Th+Fr+Sa+Su"),
        ("every evening at 9:30", "2026-11-11 21:30 Mo+Tu+We+Th+Fr+Sa+Su"),
        ("weekdays 6:30", "2026-11-12 06:30 Mo+Tu+We+Th+Fr"),
        ("every weekday at 18:30", "2026-11-11 18:30 Mo+Tu+We+Th+Fr"),
        ("every mon-fri 6:30", "2026-11-12 06:30 Mo+Tu+We+Th+Fr"),
        ("weekends 9am", "2026-11-14 09:00 Sa+Su"),
        ("every mon wed fri at 18:00", "2026-11-11 18:00 Mo+We+Fr"),
        ("every mon, wed and fri at 18:00", "2026-11-11 18:00 Mo+We+Fr"),
        ("every Monday/Thursday 6pm", "2026-11-12 18:00 Mo+Th"),
        ("mondays and thursdays at 6pm", "2026-11-12 18:00 Mo+Th"),
        ("on mondays 18:00", "2026-11-16 18:00 Mo"),
        ("at 18:00 every monday", "2026-11-16 18:00 Mo"),
        ("every week on monday at 18:00", "2026-11-16 18:00 Mo"),
        ("weekly on fri 18:00", "2026-11-13 18:00 Fr"),
        ("each sunday 10am", "2026-11-15 10:00 Su"),
        ("every fri to mon at 10am", "2026-11-13 10:00 Mo+Fr+Sa+Su"),
        ("every monday morning at 7", "2026-11-16 07:00 Mo"),
    ],
)
def test_what_is_clear_has_one_reading(phrase: str, meant: str) -> None:
    assert readings(phrase) == [meant]


@pytest.mark.parametrize(
    ("phrase", "meant"),
    [
        ("at 7", ["2026-11-11 19:00", "2026-11-12 07:00"]),
        ("tomorrow at 7", ["2026-11-12 07:00", "2026-11-12 19:00"]),
        ("tomorrow at seven", ["2026-11-12 07:00", "2026-11-12 19:00"]),
        ("fri 7 o'clock", ["2026-11-13 07:00", "2026-11-13 19:00"]),
        ("7:30", ["2026-11-11 19:30", "2026-11-12 07:30"]),
        ("half past 7", ["2026-11-11 19:30", "2026-11-12 07:30"]),
        ("half seven tomorrow", ["2026-11-12 06:30", "2026-11-12 07:30", "2026-11-12 18:30", "2026-11-12 19:30"]),
        ("18h", ["2026-11-11 18:00", "+1080m"]),
        ("friday at midnight", ["2026-11-13 00:00", "2026-11-14 00:00"]),
        ("03/04 7pm", ["2027-03-04 19:00", "2027-04-03 19:00"]),
        ("3/4/2027 7pm", ["2027-03-04 19:00", "2027-04-03 19:00"]),
        ("03-04-2027 7pm", ["2027-03-04 19:00", "2027-04-03 19:00"]),
        ("next friday 7pm", ["2026-11-13 19:00", "2026-11-20 19:00"]),
        ("wed 18:30", ["2026-11-11 18:30", "2026-11-18 18:30"]),
        ("sunday next week 7pm", ["2026-11-15 19:00", "2026-11-22 19:00"]),
        ("12.11 12.12", ["2026-11-12 12:12", "2026-12-12 12:11"]),
        ("every monday at 7", ["2026-11-16 07:00 Mo", "2026-11-16 19:00 Mo"]),
        ("every friday at midnight", ["2026-11-13 00:00 Fr", "2026-11-14 00:00 Sa"]),
    ],
)
def test_what_is_ambiguous_has_all_its_readings(phrase: str, meant: list[str]) -> None:
    assert readings(phrase) == meant


@pytest.mark.parametrize(
    ("now", "meant"),
    [
        ("05:50", ["2026-11-11 07:00", "2026-11-11 19:00"]),
        ("06:50", ["2026-11-11 07:00", "2026-11-11 19:00"]),
        ("07:00", ["2026-11-11 19:00", "2026-11-12 07:00"]),
        ("20:00", ["2026-11-12 07:00", "2026-11-12 19:00"]),
    ],
)
def test_a_bare_hour_is_always_asked_about(now: str, meant: list[str]) -> None:
    at = datetime.fromisoformat(f"2026-11-11T{now}").replace(tzinfo=BERLIN)
    assert readings("at 7", at) == meant


@pytest.mark.parametrize(
    ("today", "meant"),
    [
        ("2026-11-09", ["2026-11-13 19:00", "2026-11-20 19:00"]),  # Monday
        ("2026-11-12", ["2026-11-13 19:00", "2026-11-20 19:00"]),  # Thursday
        ("2026-11-13", ["2026-11-20 19:00"]),  # Friday itself
        ("2026-11-14", ["2026-11-20 19:00"]),  # Saturday: the next one is in the next week, whenever weeks begin
        ("2026-11-15", ["2026-11-20 19:00", "2026-11-27 19:00"]),  # Sunday, which begins a week for some
    ],
)
def test_next_friday_depends_on_where_the_week_stands(today: str, meant: list[str]) -> None:
    now = datetime.fromisoformat(f"{today}T12:00").replace(tzinfo=BERLIN)
    assert readings("next friday 7pm", now) == meant


@pytest.mark.parametrize(
    ("phrase", "said"),
    [
        ("", "I need to know when."),
        ("   ", "I need to know when."),
        ("moonrise", "I can't read `moonrise` as a time."),
        ("now", "I can't read `now` as a time."),
        ("7", "`7` alone may be an hour or a length of time: say `at 7pm` or `in 7 min`."),
        ("tomorrow", "I read `tomorrow`, but no time of day in it."),
        ("tomorrow morning", "I read `tomorrow morning`, but no time of day in it."),
        ("tonight", "no time of day"),
        ("friday", "no time of day"),
        ("every monday", "no time of day"),
        ("12.11", "no time of day"),
        ("tomorrow moonrise", "I read `tomorrow`, but not `moonrise`."),
        ("tomorrow 7am and", "I read `tomorrow 7am`, but not `and`."),
        ("7am and 8am", "I read `7am`, but not `and 8am`."),
        ("7am utc", "I read `7am`, but not `utc`."),
        ("2026-11-12T18:00Z", "but not `18:00z`."),
        ("mon wed fri 18:00", "I read `mon`, but not `wed fri 18:00`."),
        ("every other tuesday 7pm", "I can't read"),
        ("every 2 weeks on monday 7pm", "I can't read"),
        ("last friday of the month 17:00", "I can't read"),
        ("every monday until june 7pm", "I read `every monday`, but not `until june 7pm`."),
        ("in -5 min", "I can't read"),
        ("in 1.5 months", "I can't read"),
        ("in 5 min 2 h", "I can't read"),
        ("25:00", "I can't read"),
        ("13pm", "I can't read"),
        ("in 2 hours at 7pm", "several things that don't go together"),
        ("every monday 12 nov 7pm", "several things that don't go together"),
        ("31 feb 7am", "There is no such time as"),
        ("31/2 7am", "There is no such time as"),
        ("29 feb 2027 7am", "There is no such time as"),
        ("thu 13 nov 7pm", "There is no such time as"),
        ("18:30 in the morning", "There is no such time as"),
        ("in 9999999 years", "further off than I keep"),
        ("1 jan 9999 7am", "further off than I keep"),
        ("in 6 years", "further off than I keep"),
        ("half seven next friday", "can be read in 8 ways"),
        ("x" * 10_000, "longer than any time I can read"),
        ("🏋️", "I can't read `🏋️` as a time."),
        ("غدا", "I can't read"),
        ("@everyone `x`", "I can't read `@everyone x` as a time."),
        ("\u202e7am", "I can't read"),
    ],
)
def test_what_is_not_understood_is_refused_and_said(phrase: str, said: str) -> None:
    with pytest.raises(Unreadable) as refused:
        read(phrase, NOW, BERLIN)
    assert said in str(refused.value)


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
        *("1h30", "o'clock", "-", ",", "."),
    ]
)


@given(st.one_of(st.text(max_size=2 * LONGEST), st.lists(WORDS, max_size=8).map(" ".join)))
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
            assert read(spelling(reading), now, zone) == [reading]


@given(MOMENTS, PLACES, st.integers(1, 12), st.integers(0, 59), st.sampled_from(["am", "pm"]))
def test_twelve_and_twenty_four_hour_clocks_agree(
    now: datetime, zone: ZoneInfo, hour: int, minute: int, half: str
) -> None:
    on_24 = hour % 12 + (12 if half == "pm" else 0)
    twelve = read(f"tomorrow {hour}:{minute:02}{half}", now, zone)
    assert twelve == read(f"tomorrow {on_24:02}:{minute:02}", now, zone)
