"""Taking one lift back: the two models, what they cost, and the way back."""

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.lifts.plates import plates_of
from bot.lifts.weight import Unit
from bot.programmes.course import Change, applied, undone
from bot.programmes.resets import CannotReset, Reset, back_by_weeks, back_by_weight, read_cut, resets_of
from bot.programmes.sessions import Outcome
from bot.programmes.terms import EVERY_LIFT, Jump, Pace, percent
from tests.programmes.table import EXERCISES, MISSED, SHELF, Run, maxes, terms, weight

WEEKLY = Pace(rate=percent("2.5"))


@pytest.mark.parametrize(
    ("current", "fixed", "weekly", "unit", "jump"),
    [("145", "130", "125", "kg", "2.5"), ("190", "175", "165", "kg", "2.5"), ("365", "335", "315", "lb", "5")],
)
def test_six_weeks_back_in_both_models(current: str, fixed: str, weekly: str, unit: Unit, jump: str) -> None:
    plates = plates_of(unit)
    for pace, expected in ((Pace(jump=Fraction(jump)), fixed), (WEEKLY, weekly)):
        assert str(plates.nearest(pace.back(Fraction(current), 6))) == f"{expected} {unit}"


@pytest.mark.parametrize(
    ("top", "weeks"), [(80, 9), (90, 8), (105, 7), (120, 6), (130, 5), (145, 5), (160, 4), (175, 4), (190, 4), (220, 3)]
)
def test_weeks_that_a_cut_of_15_kg_costs_at_a_weekly_percentage(top: int, weeks: int) -> None:
    assert WEEKLY.weeks_until(Fraction(top - 15), Fraction(top)) == weeks


@pytest.mark.parametrize(("cut", "weeks"), [(5, 3), (10, 5), (15, 7), (20, 10)])
def test_weeks_that_a_percentage_costs(cut: int, weeks: int) -> None:
    assert WEEKLY.weeks_until(Fraction(100 - cut), Fraction(100)) == weeks


@pytest.mark.parametrize(("cut", "weeks"), [("15", 6), ("14", 6), ("2.5", 1), ("0", 0)])
def test_weeks_that_a_cut_costs_at_a_fixed_jump(cut: str, weeks: int) -> None:
    assert Pace(jump=Fraction("2.5")).weeks_until(100 - Fraction(cut), Fraction(100)) == weeks


def by_weeks(run: Run, exercise: str, weeks: int) -> tuple[Change, list[Reset]]:
    change = back_by_weeks(run.programme, run.state, exercise, weeks, run.terms)
    return change, resets_of(run.programme, change, run.terms)


def by_weight(run: Run, exercise: str, cut: Jump) -> tuple[Change, list[Reset]]:
    change = back_by_weight(run.programme, run.state, exercise, cut, run.terms)
    return change, resets_of(run.programme, change, run.terms)


def madcow(jump: Jump | None = None) -> Run:
    sets = maxes(squat="132.5x4", bench="97.5x5", row="80x6", press="50x6", deadlift="170x3")
    return Run("madcow", sets, terms(jumps={EVERY_LIFT: jump} if jump else {}))


def test_six_weeks_back_on_madcow_is_the_plans_own_row() -> None:
    run = madcow().train(3 * 8)
    change, (reset,) = by_weeks(run, "back_squat", 6)
    assert (str(reset.start), str(reset.to), reset.percent, reset.weeks) == ("145 kg", "125 kg", Decimal("13.8"), 6)
    run.state = applied(run.state, change)
    assert (run.standing("squat"), run.standing("deadlift")) == ("125 kg", "180 kg")
    assert run.train(3 * 6).standing("squat") == "145 kg"


def test_a_plan_reaches_back_before_its_first_week() -> None:
    run = madcow()
    _, (reset,) = by_weeks(run, "deadlift", 4)
    assert (str(reset.start), str(reset.to), reset.weeks) == ("147.5 kg", "132.5 kg", 4)


def test_fifteen_kilograms_off_madcow_start_the_plan_anew_from_there() -> None:
    run = madcow().train(3 * 8)
    change, (reset,) = by_weight(run, "back_squat", Jump(Decimal(15), "kg"))
    assert (str(reset.to), reset.percent, reset.weeks) == ("130 kg", Decimal("10.3"), 5)
    run.state = applied(run.state, change)
    assert run.asked("squat") == "5x65, 5x82.5, 5x97.5, 5x115, 5x130"


def test_six_weeks_of_a_fixed_jump_on_madcow() -> None:
    run = madcow(Jump(Decimal("2.5"), "kg")).train(3 * 8)
    _, (reset,) = by_weeks(run, "deadlift", 6)
    assert (reset.start.amount - reset.to.amount, reset.weeks) == (Decimal(15), 6)


def test_a_fixed_jump_on_madcow_goes_back_to_the_bar_and_not_beyond_it() -> None:
    run = madcow(Jump(Decimal("2.5"), "kg"))
    change, (reset,) = by_weeks(run, "overhead_press", 30)
    weeks = int((reset.start.amount - 20) / Decimal("2.5"))
    assert (str(reset.to), reset.at_bar, reset.weeks) == ("20 kg", True, weeks)
    run.state = applied(run.state, change)
    assert run.train(3 * weeks).standing("press") == str(reset.start)


def test_a_percentage_off_is_loadable() -> None:
    run = madcow().train(3 * 8)
    _, (reset,) = by_weight(run, "bench_press", Jump(Decimal(10), "%"))
    assert (str(reset.start), str(reset.to)) == ("110 kg", "100 kg")


def test_a_training_max_goes_back_by_whole_cycles_and_is_not_rounded() -> None:
    run = Run("531bbb", maxes(**dict.fromkeys(("squat", "bench", "press", "deadlift"), "260x1 lb")), terms("lb", 4))
    _, (reset,) = by_weeks(run, "overhead_press", 12)
    assert (str(reset.start), str(reset.to), reset.weeks) == ("234 lb", "219 lb", 12)


def test_both_tiers_of_a_lift_go_back_by_the_same_share() -> None:
    run = Run("gzclp", maxes(squat="200x1", bench="80x1", press="50x1", deadlift="140x1"), terms(days=4))
    _, resets = by_weight(run, "back_squat", Jump(Decimal(30), "kg"))
    assert [(str(one.start), str(one.to)) for one in resets] == [("150 kg", "120 kg"), ("125 kg", "100 kg")]


def test_a_reset_stops_at_the_bar_and_says_so() -> None:
    run = Run("stronglifts", maxes(squat="30x5x5"), terms())
    _, (reset,) = by_weeks(run, "back_squat", 10)
    assert (str(reset.to), reset.at_bar) == ("20 kg", True)


def test_what_stands_at_the_bar_cannot_be_taken_back() -> None:
    run = Run("stronglifts", {}, terms())
    with pytest.raises(CannotReset, match="nothing lighter"):
        by_weeks(run, "back_squat", 1)


@pytest.mark.parametrize("cut", [Jump(Decimal(500), "kg"), Jump(Decimal(100), "%")])
def test_a_cut_that_leaves_nothing_is_refused(cut: Jump) -> None:
    run = madcow()
    with pytest.raises(CannotReset, match="leave nothing"):
        by_weight(run, "deadlift", cut)


@pytest.mark.parametrize("weeks", [0, -3, 53])
def test_weeks_have_bounds(weeks: int) -> None:
    run = madcow()
    with pytest.raises(CannotReset, match="1 to 52"):
        by_weeks(run, "deadlift", weeks)


@pytest.mark.parametrize(
    ("text", "cut"),
    [
        ("15", "15 kg"),
        ("-15kg", "15 kg"),
        ("33 lb", "33 lb"),
        ("2,5 kg", "2.5 kg"),
        ("10 %", "10 %"),
        ("7.5#", "7.5 lb"),
    ],
)
def test_a_cut_is_read_with_or_without_a_unit(text: str, cut: str) -> None:
    assert str(read_cut(text, "kg")) == cut


@pytest.mark.parametrize("text", ["", "0", "ten", "15 stone", "1e3", "9" * 10_000, "💪", "15 kg please", "-", "<@1>"])
def test_nonsense_for_a_cut_is_answered_with_examples(text: str) -> None:
    with pytest.raises(CannotReset, match="15 kg"):
        read_cut(text, "kg")


runs = st.sampled_from([programme.key for programme in SHELF])
lifts = st.sampled_from(["squat", "bench", "press", "deadlift"])


@st.composite
def running(draw: st.DrawFn) -> Run:
    """Return a programme somewhere on its way, heavy enough that a few weeks back are not under the bar."""
    unit: Unit = draw(st.sampled_from(["kg", "lb"]))
    least, most = (150, 400) if unit == "kg" else (350, 900)
    sets = {
        lift: f"{draw(st.integers(least, most))}x{draw(st.integers(1, 10))} {unit}"
        for lift in ("squat", "bench", "press", "deadlift", "row")
    }
    programme = SHELF[draw(runs)]
    run = Run(programme.key, maxes(**sets), terms(unit, draw(st.sampled_from(list(programme.days)))))
    for _ in range(draw(st.integers(0, 12))):
        missed: dict[str, Outcome] = draw(st.sampled_from([{}, {"squat": MISSED}, {"deadlift": MISSED}]))
        run.train(1, **missed)
    return run


@given(running(), lifts, st.integers(1, 6))
def test_a_reset_and_then_as_many_good_weeks_are_back_where_it_was(run: Run, lift: str, weeks: int) -> None:
    length = run.programme.week_length(run.terms.days)
    run.train(-run.state.number % (length * 4 if run.programme.key.startswith("531") else length))
    change, resets = by_weeks(run, EXERCISES[lift], weeks)
    run.state = applied(run.state, change)
    run.train(max(reset.weeks for reset in resets) * length)
    for reset in resets:
        key = reset.lift.key
        assert run.programme.standing(reset.lift, run.state.lines[key], run.terms) >= reset.start


@given(running(), lifts, st.integers(1, 6))
def test_undoing_a_reset_restores_exactly_what_was(run: Run, lift: str, weeks: int) -> None:
    change, _ = by_weeks(run, EXERCISES[lift], weeks)
    assert undone(applied(run.state, change), change) == run.state


@given(running(), lifts, st.integers(1, 6))
def test_a_reset_leaves_all_other_lifts_where_they_were(run: Run, lift: str, weeks: int) -> None:
    change, resets = by_weeks(run, EXERCISES[lift], weeks)
    after = applied(run.state, change)
    touched = {reset.lift.key for reset in resets}
    assert {key: line for key, line in after.lines.items() if key not in touched} == {
        key: line for key, line in run.state.lines.items() if key not in touched
    }
    assert all(reset.to <= reset.start for reset in resets)


@given(running(), lifts, st.integers(1, 40).map(lambda number: Decimal(number)))
def test_a_cut_by_per_cent_is_about_that_much_and_can_be_loaded(run: Run, lift: str, cut: Decimal) -> None:
    _, resets = by_weight(run, EXERCISES[lift], Jump(cut + 5, "%"))
    for reset in resets:
        assert abs(reset.percent - cut - 5) < 5
        if "max" not in run.programme.standing_name:
            assert run.terms.plates.per_side(reset.to) is not None


def test_undo_is_refused_once_the_lift_has_gone_on() -> None:
    run = madcow().train(3 * 2)
    change, _ = by_weeks(run, "back_squat", 2)
    run.state = applied(run.state, change)
    run.train(3)
    with pytest.raises(Exception, match="gone on since"):
        undone(run.state, change)


def test_undoing_a_reset_keeps_sessions_of_other_lifts() -> None:
    run = Run("531fsl", maxes(**dict.fromkeys(("squat", "bench", "press", "deadlift"), "100x5")), terms(days=4))
    change, _ = by_weeks(run, "back_squat", 4)
    run.state = applied(run.state, change)
    run.train(2)
    back = undone(run.state, change)
    assert (back.number, back.lines["squat"]) == (2, change.lines["squat"][0])
    assert back.lines["press"].stage == 1


def test_the_weight_of_a_cut_in_pounds_comes_off_kilograms_exactly() -> None:
    run = Run("stronglifts", maxes(squat="100x5x5"), terms())
    _, (reset,) = by_weight(run, "back_squat", Jump(Decimal(33), "lb"))
    assert reset.to == weight("85")
