"""Hevy's app and web exports."""

from datetime import datetime
from decimal import Decimal

import pytest

from bot.data import read_toml
from bot.lifts.sets import Kind
from bot.lifts.transfer.values import months
from tests.lifts.transfer.files import HEVY, hevy, only, unread


def row(start: str = "7 Mar 2025, 18:05", *, kind: str = "normal", rest: str = "100,5,,0,8", note: str = "") -> str:
    return f'"Legs","{start}","7 Mar 2025, 19:05","","Squat (Barbell)",,"{note}",0,"{kind}",{rest}'


@pytest.mark.parametrize(
    ("start", "month", "day"),
    [
        ("7 Mar 2025, 18:05", 3, 7),
        ("3 Jan. 2025, 18:05", 1, 3),
        ("21 Juni 2025, 18:05", 6, 21),
        ("14 Sept. 2025, 18:05", 9, 14),
        ("9 Okt. 2025, 18:05", 10, 9),
        ("20 giu 2025, 18:05", 6, 20),
        ("12 9월 2025, 18:05", 9, 12),
        ("4 août 2025, 18:05", 8, 4),
        ("4 de mar. de 2025, 18:05", 3, 4),
        ("Mar 7, 2025, 6:05 PM", 3, 7),
        ("Mar 7, 2025, 6:05\u202fPM", 3, 7),
        ("07.03.2025, 18:05", 3, 7),
        ("2025-03-07 18:05:00", 3, 7),
    ],
)
def test_dates_are_read_in_every_shape(start: str, month: int, day: int) -> None:
    assert only(hevy(row(start))).start == datetime(2025, month, day, 18, 5)  # noqa: DTZ001 - the file knows no zone


@pytest.mark.parametrize(("time", "hour"), [("12:05 AM", 0), ("12:05 PM", 12), ("1:05 AM", 1)])
def test_noon_and_midnight_are_told_apart(time: str, hour: int) -> None:
    assert only(hevy(row(f"Mar 7, 2025, {time}"))).start.hour == hour


def test_a_date_that_may_be_two_days_is_not_guessed() -> None:
    assert "is no date I can read" in unread(hevy(row("3/7/2025, 18:05")))[0].why


def test_no_name_of_a_month_means_two_of_them() -> None:
    named: dict[str, set[int]] = {}
    for names in read_toml("exports.toml")["months"].values():
        for month, spellings in enumerate(names, start=1):
            for name in spellings.split("|"):
                named.setdefault(name, set()).add(month)
    assert {name for name, meant in named.items() if len(meant) > 1} == set()
    assert set(months().values()) == set(range(1, 13))


@pytest.mark.parametrize(
    ("kind", "reps", "meant", "failed"),
    [
        ("normal", 5, Kind.WORKING, False),
        ("warmup", 5, Kind.WARM_UP, False),
        ("dropset", 5, Kind.DROP, False),
        ("failure", 5, Kind.WORKING, False),
        ("failure", 0, Kind.WORKING, True),
    ],
)
def test_kinds_of_sets(kind: str, reps: int, meant: Kind, failed: bool) -> None:
    done = only(hevy(row(kind=kind, rest=f"100,{reps},,0,")))
    assert (done.kind, done.failed, done.reps) == (meant, failed, reps)


@pytest.mark.parametrize(("weight", "meant"), [("weight_kg", "kg"), ("weight_lbs", "lb")])
@pytest.mark.parametrize(("distance", "length"), [("distance_km", "km"), ("distance_miles", "mi")])
def test_units_of_weight_and_distance_are_apart(weight: str, meant: str, distance: str, length: str) -> None:
    header = HEVY.replace("weight_kg", weight).replace("distance_km", distance)
    done = only(hevy(row(rest="100,,3.1,60,"), header=header))
    assert (done.unit, done.distance, done.distance_unit) == (meant, Decimal("3.1"), length)


def test_no_seconds_on_a_lift_is_not_a_timed_set() -> None:
    assert only(hevy(row())).seconds is None


def test_help_is_below_zero_and_bodyweight_is_nothing() -> None:
    assert only(hevy(row(rest="-15,8,,,"))).weight == -15
    assert only(hevy(row(rest=",8,,,"))).weight is None


def test_the_web_writes_line_breaks_and_the_app_backslash_n() -> None:
    assert only(hevy(row(note="up next time\\nslow"))).note == "up next time\nslow"
    assert only(hevy(row(note="up next time\nslow"))).note == "up next time\nslow"


def test_rows_end_in_carriage_returns_too() -> None:
    assert only(hevy(row()).replace(b"\n", b"\r\n")).rpe == 8


@pytest.mark.parametrize("group", ["0", "1", ""])
def test_supersets_are_groups_and_0_is_one(group: str) -> None:
    assert only(hevy(row().replace('(Barbell)",,', f'(Barbell)",{group},'))).superset == group


def test_how_long_a_workout_took_is_kept() -> None:
    assert only(hevy(row())).lasted == 3600


def test_an_unknown_kind_of_set_is_not_guessed() -> None:
    assert "“myo” is no kind of set I know" in unread(hevy(row(kind="myo")))[0].why
