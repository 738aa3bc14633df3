"""FitNotes, StrongLifts and Liftosaur."""

from datetime import UTC, datetime
from decimal import Decimal

import pytest

from bot.lifts.sets import Kind
from bot.lifts.transfer.found import WrongFile
from bot.lifts.transfer.reading import read_export
from tests.lifts.transfer.files import FITNOTES, LIFTOSAUR, STRONGLIFTS, lines, only, passed, sets, unread, weighed


def test_fitnotes_today() -> None:
    done = only(lines(FITNOTES, "2024-05-06,Flat Barbell Bench Press,Chest,82.5,kgs,5,,,,slow"))
    assert (done.weight, done.unit, done.reps, done.note) == (Decimal("82.5"), "kg", 5, "slow")


def test_fitnotes_knows_the_day_only_so_it_is_noon() -> None:
    done = only(lines(FITNOTES, "2024-05-06,Deadlift,Back,180,lbs,5,,,,"))
    assert done.start == datetime(2024, 5, 6, 12)  # noqa: DTZ001 - the file knows no zone


@pytest.mark.parametrize(("unit", "meant"), [("lbs", "lb"), ("kgs", "kg")])
def test_fitnotes_until_2020_has_its_unit_in_the_header(unit: str, meant: str) -> None:
    header = f"Date,Exercise,Category,Weight ({unit}),Reps,Distance,Distance Unit,Time"
    assert only(lines(header, "2019-05-06,Deadlift,Back,180,5,,,")).unit == meant


@pytest.mark.parametrize(
    ("unit", "meant"), [("km", "km"), ("mi", "mi"), ("m", "m"), ("ft", "ft"), ("cm", "cm"), ("in", "in"), ("", None)]
)
def test_fitnotes_has_its_own_units_of_distance(unit: str, meant: str | None) -> None:
    done = only(lines(FITNOTES, f"2024-05-06,Rowing,Cardio,,,,500,{unit},,"))
    assert (done.distance, done.distance_unit, done.reps) == (Decimal(500), meant, None)


def test_fitnotes_times_are_hours_minutes_seconds() -> None:
    done = only(lines(FITNOTES, "2024-05-06,Running,Cardio,,,,5,km,0:25:30,"))
    assert (done.seconds, done.distance, done.distance_unit) == (Decimal(1530), Decimal(5), "km")


def test_fitnotes_body_tracker_holds_no_lifts() -> None:
    with pytest.raises(WrongFile, match="body tracker; it holds no lifts"):
        read_export(lines("Date,Time,Measurement,Value,Unit", "2024-05-06,07:00:00,Bodyweight,82,kgs"))


def stronglifts(pairs: str, *, header: str = STRONGLIFTS, timed: str = "", start: str = "18:05,19:00") -> bytes:
    row = f"2024/05/06,12,A,StrongLifts 5×5,82,Squat,5×5,{timed},5×100,,15,1500,4000,0.9,{start},deep,{pairs}"
    return b"\xef\xbb\xbf" + lines(header, row)


def test_stronglifts_has_sets_as_pairs_of_columns() -> None:
    found = sets(stronglifts("5,100,5,100,4,100"))
    assert [(done.order, done.reps, done.weight, done.unit) for done in found] == [
        (1, 5, Decimal(100), "kg"),
        (2, 5, Decimal(100), "kg"),
        (3, 4, Decimal(100), "kg"),
    ]
    assert found[0].start == datetime(2024, 5, 6, 18, 5)  # noqa: DTZ001 - the file knows no zone
    assert found[0].lasted == 3300


def test_stronglifts_in_pounds_says_lb_everywhere_but_in_body_weight() -> None:
    header = STRONGLIFTS.replace("KG", "LB").replace("Body Weight (LB)", "Body Weight (KG)")
    assert {done.unit for done in sets(stronglifts("5,225,5,225,5,225", header=header))} == {"lb"}


def test_stronglifts_no_reps_among_others_is_a_failed_set() -> None:
    assert [done.failed for done in sets(stronglifts("5,100,0,100,,"))] == [False, True]


def test_stronglifts_an_exercise_without_any_rep_was_skipped() -> None:
    data = stronglifts("0,100,0,100,0,100")
    assert sets(data) == []
    assert passed(data) == [(2, "skipped exercise")]


@pytest.mark.parametrize("units", ["KG", "LB"])
def test_stronglifts_says_what_the_lifter_weighed_in_kilograms(units: str) -> None:
    header = STRONGLIFTS.replace("KG", units).replace(f"Body Weight ({units})", "Body Weight (KG)")
    ((line, at, weight, unit, *_),) = weighed(stronglifts("5,100,,,,", header=header))
    assert (line, at.day, weight, unit) == (2, 6, Decimal(82), "kg")


def test_stronglifts_has_its_programme_in_the_name_of_the_workout() -> None:
    assert sets(stronglifts("5,100,,,,"))[0].workout == "StrongLifts 5×5 – A"


@pytest.mark.parametrize("start", [",", "18:05,"])
def test_stronglifts_without_an_end_says_how_long_it_took_in_hours(start: str) -> None:
    assert sets(stronglifts("5,100,,,,", start=start))[0].lasted == 3240


def test_stronglifts_timed_sets() -> None:
    assert [done.seconds for done in sets(stronglifts(",,,,,", timed="3×60"))] == [60, 60, 60]


def test_stronglifts_past_midnight() -> None:
    assert sets(stronglifts("5,100,,,,", start="23:30,0:30"))[0].lasted == 3600


def liftosaur(warm_up: str = "0", reps: str = "5", done: str = "100,kg", rpe: str = "", amrap: str = "0") -> bytes:
    muscles = '"Quadriceps, Glutes","Hamstrings, Calves"'
    row = (
        f"2024-05-06T16:05:00.000Z,Basic,Day 1,Squat,{warm_up},5,{reps},{amrap},,{rpe},0,95,kg,{done},0,,{muscles},fine"
    )
    return lines(LIFTOSAUR, row)


def test_liftosaur_knows_the_instant() -> None:
    done = only(liftosaur())
    assert done.start == datetime(2024, 5, 6, 16, 5, tzinfo=UTC)
    assert (done.weight, done.unit, done.reps, done.note, done.workout) == (
        Decimal(100),
        "kg",
        5,
        "fine",
        "Basic – Day 1",
    )


def test_liftosaur_warm_ups_are_flagged() -> None:
    assert only(liftosaur(warm_up="1")).kind is Kind.WARM_UP


@pytest.mark.parametrize(("amrap", "meant"), [("0", False), ("1", True), ("", False)])
def test_liftosaur_knows_as_many_reps_as_possible(amrap: str, meant: bool) -> None:
    assert only(liftosaur(amrap=amrap)).amrap is meant


def test_liftosaur_sets_that_were_not_done_are_none() -> None:
    assert sets(liftosaur(reps="")) == []
    assert passed(liftosaur(reps="")) == [(2, "planned set")]


def test_liftosaur_no_reps_is_a_failed_set() -> None:
    assert only(liftosaur(reps="0")).failed


def test_liftosaur_without_a_weight_was_done_as_planned() -> None:
    assert only(liftosaur(done=",")).weight == 95


def test_liftosaur_time_without_a_zone_is_not_guessed() -> None:
    assert "lacks its time zone" in unread(liftosaur().replace(b".000Z", b""))[0].why
