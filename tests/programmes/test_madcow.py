"""Madcow 5×5 against the worked example of its workbook."""

from decimal import ROUND_HALF_UP, Decimal, localcontext
from fractions import Fraction
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.lifts.weight import Unit, Weight
from bot.programmes.madcow import five_rep_max
from bot.programmes.programme import Max
from bot.programmes.sessions import Work
from bot.programmes.terms import EVERY_LIFT, Jump
from tests.programmes.table import DONE, LEFT_OUT, MISSED, Run, lift, maxes, terms, weight, weights

SETS = maxes(squat="132.5x4", bench="97.5x5", row="80x6", press="50x6", deadlift="170x3")

TOPS = {
    "squat": "120 122.5 125 130 132.5 135 140 142.5 145 150 152.5 157.5",
    "bench": "90 92.5 95 97.5 100 102.5 105 107.5 110 112.5 115 117.5",
    "row": "77.5 80 82.5 82.5 85 87.5 90 92.5 95 97.5 100 102.5",
    "press": "47.5 47.5 50 50 52.5 52.5 55 57.5 57.5 60 60 62.5",
    "deadlift": "147.5 150 155 160 162.5 167.5 170 175 180 185 190 192.5",
}

WEEKS = {
    (1, 0): {
        "squat": "60, 75, 90, 105, 120",
        "bench": "45, 57.5, 67.5, 80, 90",
        "row": "40, 47.5, 57.5, 67.5, 77.5",
    },
    (1, 1): {"squat": "60, 75, 90, 90", "press": "30, 35, 42.5, 47.5", "deadlift": "92.5, 110, 130, 147.5"},
    (1, 2): {
        "squat": "60, 75, 90, 105, 122.5, 90",
        "bench": "45, 57.5, 67.5, 80, 92.5, 67.5",
        "row": "40, 47.5, 57.5, 67.5, 80, 57.5",
    },
    (4, 0): {
        "squat": "65, 82.5, 97.5, 115, 130",
        "bench": "50, 60, 72.5, 85, 97.5",
        "row": "42.5, 52.5, 62.5, 72.5, 82.5",
    },
    (4, 1): {"squat": "65, 82.5, 97.5, 97.5", "press": "32.5, 37.5, 45, 50", "deadlift": "100, 120, 140, 160"},
    (4, 2): {
        "squat": "65, 82.5, 97.5, 115, 132.5, 97.5",
        "bench": "50, 60, 72.5, 85, 100, 72.5",
        "row": "42.5, 52.5, 62.5, 72.5, 85, 62.5",
    },
}


def madcow() -> Run:
    return Run("madcow", SETS, terms())


@pytest.mark.parametrize("line", TOPS)
def test_top_sets_of_twelve_weeks(line: str) -> None:
    run, tops = madcow(), []
    for _ in range(12):
        tops.append(run.standing(line).removesuffix(" kg"))
        run.train(3)
    assert " ".join(tops) == TOPS[line]


@pytest.mark.parametrize(("week", "day"), WEEKS)
def test_the_sets_of_a_day(week: int, day: int) -> None:
    session = madcow().train(3 * (week - 1) + day).session
    assert {work.line: weights(work) for work in session.work} == WEEKS[week, day]


def test_reps_are_fives_but_for_fridays_triple_and_its_set_of_eight() -> None:
    run = madcow()
    assert [target.reps for target in lift(run.session, "squat").sets] == [5] * 5
    assert [target.reps for target in lift(run.train().session, "deadlift").sets] == [5] * 4
    assert [target.reps for target in lift(run.train().session, "row").sets] == [5, 5, 5, 5, 3, 8]


@pytest.mark.parametrize(
    ("sets", "maximum"),
    [("132.5x4", "128.48"), ("97.5x5", "97.5"), ("80x6", "82.58"), ("50x6", "51.61"), ("170x3", "159.99")],
)
def test_five_rep_maxes_of_the_workbook(sets: str, maximum: str) -> None:
    amount, reps = sets.split("x")
    share = five_rep_max(Max(weight(amount), int(reps)))
    assert round(Fraction(amount) * share, 2) == Fraction(maximum)


def test_the_pr_week_is_the_tested_five_rep_max_only_up_to_rounding() -> None:
    run = Run("madcow", maxes(**dict.fromkeys(TOPS, "245x5 lb")), terms("lb"))
    assert run.standing("squat") == "230 lb"
    assert run.train(9).standing("squat") == "250 lb"


def test_missed_fives_on_monday_hold_the_lift_until_all_are_done() -> None:
    run = madcow().train(squat=MISSED)
    assert "same weight next week" in run.why["squat"]
    run.train()
    assert weights(lift(run.session, "squat")) == "60, 75, 90, 105, 120, 90"
    run.train()
    assert run.standing("squat") == "120 kg"
    assert run.standing("bench") == "92.5 kg"
    assert run.train(3).standing("squat") == "122.5 kg"


def test_a_missed_triple_holds_the_lift() -> None:
    assert madcow().train(2).train(bench=MISSED).standing("bench") == "90 kg"


def test_a_missed_light_squat_is_held_against_nobody() -> None:
    run = madcow().train().train(squat=MISSED).train()
    assert run.standing("squat") == "122.5 kg"


def test_a_skipped_day_holds_its_lifts_and_counts_no_miss() -> None:
    run = madcow().train().skip().train()
    assert run.standing("deadlift") == "147.5 kg"
    assert run.state.lines["deadlift"].misses == 0
    assert run.standing("squat") == "122.5 kg"


def test_who_misses_again_is_told_of_the_reset() -> None:
    run = madcow().train(squat=MISSED).train(2).train(squat=MISSED)
    assert "/program reset" in run.why["squat"]
    assert run.standing("squat") == "120 kg"


def test_misses_are_counted_in_a_row_once_a_week() -> None:
    run = madcow().train(squat=MISSED).train().train(squat=MISSED)
    assert run.state.lines["squat"].misses == 1
    assert run.train(3).state.lines["squat"].misses == 0


def test_a_lighter_day_by_choice_is_no_progress_and_no_miss() -> None:
    run = madcow().train().train(deadlift=LEFT_OUT)
    assert (run.standing("deadlift"), run.state.lines["deadlift"].misses) == ("147.5 kg", 0)


def test_a_fixed_jump_goes_up_by_itself_and_starts_three_jumps_below() -> None:
    run = Run("madcow", SETS, terms(jumps={EVERY_LIFT: Jump(Decimal("2.5"), "kg")}))
    assert run.standing("bench") == "90 kg"
    assert run.train(9).standing("bench") == "97.5 kg"
    assert run.train(9).standing("bench") == "105 kg"


def test_a_percentage_of_the_members_own() -> None:
    run = Run("madcow", SETS, terms(jumps={"deadlift": Jump(Decimal(1), "%")}))
    assert run.standing("deadlift") == "155 kg"
    assert run.standing("bench") == "90 kg"


def test_light_lifters_are_shown_the_bar_where_the_ramp_is_under_it() -> None:
    run = Run("madcow", SETS | maxes(press="30x5"), terms()).train()
    assert weights(lift(run.session, "press")) == "20, 20, 25, 27.5"
    assert [target.under_bar for target in lift(run.session, "press").sets] == [True, False, False, False]


def test_a_miss_after_done_weeks_holds_that_week() -> None:
    run = madcow().train(9).train(squat=DONE, bench=MISSED).train(2)
    assert (run.standing("squat"), run.standing("bench")) == ("132.5 kg", "97.5 kg")


def rounded(x: Decimal, unit: Decimal) -> Decimal:
    """Return the nearest multiple of a unit as Excel's ROUND finds it: ties away from zero."""
    return (x / unit).quantize(Decimal(1), ROUND_HALF_UP) * unit


def workbook(tested: Decimal, reps: int, unit: Decimal, weeks: int) -> list[list[Decimal]]:
    """Return Monday's ramps as the workbook's formulas have them, in decimals of 50 places."""
    with localcontext() as context:
        context.prec = 50
        maximum = tested / (Decimal("1.0278") - Decimal("0.0278") * reps)
        five = maximum * (Decimal("1.0278") - Decimal("0.0278") * 5)
        first = rounded(five / Decimal("1.025") ** 3, unit)
        tops = [rounded(first * Decimal("1.025") ** week, unit) for week in range(weeks)]
        return [[rounded(top * (1 - step * Decimal("0.125")), unit) for step in (4, 3, 2, 1, 0)] for top in tops]


def amounts(work: Work) -> list[Decimal]:
    return [target.weight.amount for target in work.sets]


@pytest.mark.parametrize("unit", ["kg", "lb"])
@settings(max_examples=60, deadline=None)
@given(halves=st.integers(120, 700), reps=st.integers(1, 12))
def test_every_plan_is_the_workbooks(unit: Unit, halves: int, reps: int) -> None:
    tested, bar = Decimal(halves) / 2 * (1 if unit == "kg" else 2), Decimal(20 if unit == "kg" else 45)
    run = Run("madcow", dict.fromkeys(SETS, Max(Weight(tested, unit), reps)), terms(unit))
    ramps = workbook(tested, reps, Decimal("2.5") if unit == "kg" else Decimal(5), 13)
    for ramp, after in pairwise(ramps):
        monday, wednesday, friday = (run.train(turn).session for turn in (0, 1, 1))
        shown = [max(weight, bar) for weight in ramp]
        assert amounts(lift(monday, "squat")) == shown
        assert amounts(lift(wednesday, "squat")) == [*shown[:3], shown[2]]
        assert amounts(lift(wednesday, "deadlift")) == shown[1:]
        assert amounts(lift(friday, "bench")) == [*shown[:4], max(after[4], bar), shown[2]]
        run.train()


def test_a_triple_is_no_heavier_than_monday_while_monday_was_kept_light() -> None:
    run = Run("madcow", SETS, terms()).train(2).ease("squat").ease("squat").train()
    assert weights(lift(run.session, "squat")) == "60, 75, 90, 105, 120, 90"
