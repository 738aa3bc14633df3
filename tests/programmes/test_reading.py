"""What members type to start a programme: its name, their maxes, jumps, days and the first day."""

from datetime import date
from itertools import islice

import pytest

from bot.data import data_path
from bot.errors import SpotterError
from bot.lifts.exercises import Catalogue
from bot.programmes.calendar import UnreadableDays, days_in_words, read_days, read_first_day, training_days
from bot.programmes.maxes import UnreadableMax, in_words, read_jumps, read_maxes
from tests.programmes.table import SHELF

CATALOGUE = Catalogue.from_csv(data_path("exercises.csv"))
WEDNESDAY = date(2026, 3, 4)
NONSENSE = ["???", "💪💪", "x" * 10_000, "\u202eabc", "@everyone **bold**", "-5", "<@123>"]


@pytest.mark.parametrize(
    ("typed", "key"),
    [
        ("madcow", "madcow"),
        ("Madcow 5x5", "madcow"),
        ("StrongLifts 5×5", "stronglifts"),
        ("starting", "ss"),
        ("531bbb", "531bbb"),
        ("5/3/1 first set last", "531fsl"),
        ("nSuns", "nsuns"),
        ("GZCLP", "gzclp"),
        ("texas", "texas"),
        ("method", "texas"),
        ("bbb", "531bbb"),
        ("FSL", "531fsl"),
    ],
)
def test_a_programme_is_found_by_its_name_or_a_telling_part_of_it(typed: str, key: str) -> None:
    assert SHELF.named(typed).key == key


def test_a_name_of_two_programmes_is_asked_about() -> None:
    with pytest.raises(SpotterError, match=r"First Set Last.*Boring But Big"):
        SHELF.named("5/3/1")
    with pytest.raises(SpotterError, match=r"StrongLifts.*Madcow"):
        SHELF.named("5x5")


@pytest.mark.parametrize("typed", ["", *(typed for typed in NONSENSE if typed != "-5")])
def test_an_unknown_programme_is_answered_with_all_there_are(typed: str) -> None:
    with pytest.raises(SpotterError, match=r"StrongLifts.*nSuns") as caught:
        SHELF.named(typed)
    assert len(str(caught.value)) < 500


def maxes_of(text: str) -> dict[str, str]:
    return {key: in_words(found) for key, found in read_maxes(text, CATALOGUE, "kg").items()}


def test_maxes_as_in_the_help() -> None:
    assert maxes_of("squat 140x5, bench 100x5, row 80x5, press 60x5, deadlift 180x5") == {
        "back_squat": "140 kg × 5",
        "bench_press": "100 kg × 5",
        "barbell_row": "80 kg × 5",
        "overhead_press": "60 kg × 5",
        "deadlift": "180 kg × 5",
    }


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("squat 180", "180 kg × 1"),
        ("squat 315lb x 3", "315 lb × 3"),
        ("squat 102,5x5", "102.5 kg × 5"),
        ("squat 60 5x5", "60 kg × 5, 5 sets"),
        ("squat 100x5, 120x3", "120 kg × 3"),
    ],
)
def test_one_max_in_the_ways_lifters_write_it(text: str, read: str) -> None:
    assert maxes_of(text) == {"back_squat": read}


@pytest.mark.parametrize("text", ["none", " Bar ", "-"])
def test_no_maxes_at_all(text: str) -> None:
    assert maxes_of(text) == {}


@pytest.mark.parametrize(
    ("text", "answer"),
    [
        ("sqat 140x5", "Back squat"),
        ("squat 100x20", "at most 12 reps"),
        ("squat 900x5", "unit right"),
        ("pull-up 5", "weight and reps"),
        ("squat 100x0", "weight and reps"),
        *((typed, "like `squat 140x5|At most 1000") for typed in NONSENSE),
    ],
)
def test_maxes_that_cannot_be_used_say_why(text: str, answer: str) -> None:
    with pytest.raises(UnreadableMax, match=answer) as caught:
        read_maxes(text, CATALOGUE, "kg")
    assert len(str(caught.value)) < 500


def jumps_of(text: str, key: str = "madcow") -> dict[str, str]:
    return {name: str(jump) for name, jump in read_jumps(text, SHELF[key], CATALOGUE, "kg").items()}


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("", {}),
        ("2.5", {"*": "2.5 kg"}),
        ("5 lb", {"*": "5 lb"}),
        ("2 %", {"*": "2 %"}),
        ("squat 5kg, press 1,25", {"back_squat": "5 kg", "overhead_press": "1.25 kg"}),
    ],
)
def test_jumps_for_all_lifts_or_for_some(text: str, read: dict[str, str]) -> None:
    assert jumps_of(text) == read


@pytest.mark.parametrize("text", ["0", "25 kg", "11 %", "50 lb", "curl 2.5", "squat", *NONSENSE])
def test_jumps_that_cannot_be_used_are_refused(text: str) -> None:
    with pytest.raises(UnreadableMax):
        jumps_of(text)


def test_a_percentage_is_for_programmes_that_have_one() -> None:
    with pytest.raises(UnreadableMax, match="not by a percentage"):
        jumps_of("2 %", "stronglifts")


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("", (0, 2, 4)),
        ("mon wed fri", (0, 2, 4)),
        ("Sat, Tuesday and thurs", (1, 3, 5)),
        ("tuesdays/thursdays/sundays", (1, 3, 6)),
    ],
)
def test_training_days_in_any_order(text: str, days: tuple[int, ...]) -> None:
    assert read_days(text, SHELF["madcow"]) == days


@pytest.mark.parametrize("text", ["mon-fri", "Mon – Fri", "mon—thu", "tue-thu, sat"])
def test_a_range_of_days_is_asked_about(text: str) -> None:
    with pytest.raises(UnreadableDays, match="Type each day"):
        read_days(text, SHELF["stronglifts"])


@pytest.mark.parametrize("text", ["mon wed", "mon tue wed thu", "m w f", "monday wednesday fryday", "1 3 5", *NONSENSE])
def test_days_that_cannot_be_used_are_refused(text: str) -> None:
    with pytest.raises(UnreadableDays) as caught:
        read_days(text, SHELF["madcow"])
    assert len(str(caught.value)) < 200


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("", date(2026, 3, 4)),
        ("today", date(2026, 3, 4)),
        ("Tomorrow", date(2026, 3, 5)),
        ("friday", date(2026, 3, 6)),
        ("next wednesday", date(2026, 3, 11)),
        ("next mon", date(2026, 3, 9)),
        ("2026-03-30", date(2026, 3, 30)),
        ("30 mar", date(2026, 3, 30)),
        ("April 2nd", date(2026, 4, 2)),
        ("4 march", date(2026, 3, 4)),
        ("13.3.", date(2026, 3, 13)),
    ],
)
def test_the_first_day(text: str, day: date) -> None:
    assert read_first_day(text, WEDNESDAY) == day


def test_a_first_day_without_a_year_is_the_next_there_is() -> None:
    assert read_first_day("12 jan", date(2026, 12, 20)) == date(2027, 1, 12)
    assert read_first_day("29 feb", date(2028, 2, 1)) == date(2028, 2, 29)


@pytest.mark.parametrize(
    ("text", "why"),
    [("wednesday", "type `today`, or `next wednesday`"), ("4/5", "`4 may` or `5 apr`"), ("3 mar", "at most 60 days")],
)
def test_a_first_day_that_may_be_two_or_is_past_is_asked_about(text: str, why: str) -> None:
    with pytest.raises(SpotterError, match=why):
        read_first_day(text, WEDNESDAY)


@pytest.mark.parametrize("text", ["yesterday", "2026-03-03", "2027-01-01", "2026-02-30", "soon", *NONSENSE])
def test_a_first_day_that_cannot_be_used_is_refused(text: str) -> None:
    with pytest.raises(UnreadableDays):
        read_first_day(text, WEDNESDAY)


def test_training_days_follow_each_other_from_a_day_on() -> None:
    days = list(islice(training_days((0, 2, 4), WEDNESDAY), 4))
    assert days == [date(2026, 3, 4), date(2026, 3, 6), date(2026, 3, 9), date(2026, 3, 11)]


def test_days_in_words() -> None:
    assert days_in_words((0, 2, 4)) == "Mon, Wed, Fri"
