"""The other programmes against the tables and examples of their sources."""

from dataclasses import replace
from decimal import Decimal

import pytest

from bot.lifts.plates import plates_of
from bot.programmes.sessions import Outcome, Result
from bot.programmes.terms import EVERY_LIFT, Jump, Terms
from tests.programmes.table import LEFT_OUT, MISSED, SHELF, Run, lift, maxes, scheme, terms, weight


def short(reps: int) -> Outcome:
    """Return a miss with so many reps in the AMRAP set."""
    return Outcome(Result.MISSED, reps)


# --- StrongLifts ----------------------------------------------------------------------------------------------------


def test_stronglifts_takes_a_and_b_in_turn() -> None:
    run = Run("stronglifts", {}, terms())
    days = [[work.line for work in run.train(turn).session.work] for turn in (0, 1, 1)]
    assert days == [["squat", "bench", "row"], ["squat", "press", "deadlift"], ["squat", "bench", "row"]]


def test_stronglifts_starts_with_the_bar_in_either_unit() -> None:
    kg, lb = Run("stronglifts", {}, terms()), Run("stronglifts", {}, terms("lb"))
    assert (kg.asked("squat"), kg.asked("row")) == ("5x20, 5x20, 5x20, 5x20, 5x20", "5x20, 5x20, 5x20, 5x20, 5x20")
    assert (lb.standing("squat"), lb.standing("row"), lb.standing("deadlift")) == ("45 lb", "65 lb", "95 lb")
    assert kg.train().asked("deadlift") == "5x60"


def test_stronglifts_starts_at_half_of_a_tested_maximum_or_goes_on_from_a_working_weight() -> None:
    run = Run("stronglifts", maxes(squat="100x5", bench="62.5x5x5"), terms())
    assert (run.standing("squat"), run.standing("bench")) == ("50 kg", "62.5 kg")


def test_stronglifts_adds_a_little_every_time_and_twice_that_to_the_deadlift() -> None:
    run = Run("stronglifts", {}, terms()).train(4)
    assert [run.standing(key) for key in ("squat", "bench", "deadlift")] == ["30 kg", "25 kg", "70 kg"]


@pytest.mark.parametrize(
    ("failed", "loads", "unit"), [("92.5", "82.5 kg", "kg"), ("185", "165 lb", "lb"), ("87.5", "80 kg", "kg")]
)
def test_stronglifts_takes_ten_per_cent_off_after_three_failures_ties_up(failed: str, loads: str, unit: str) -> None:
    working = maxes(squat=f"{failed}x5x5 {unit}")
    run = Run("stronglifts", working, terms("lb" if unit == "lb" else "kg")).train(2, squat=MISSED)
    assert run.standing("squat") == f"{failed} {unit}"
    run.train(squat=MISSED)
    assert (run.standing("squat"), run.state.lines["squat"].misses) == (loads, 0)
    assert loads in run.why["squat"]


def test_stronglifts_failures_count_in_a_row_only() -> None:
    run = Run("stronglifts", maxes(squat="92.5x5x5"), terms()).train(2, squat=MISSED).train().train(2, squat=MISSED)
    assert run.standing("squat") == "95 kg"


def test_stronglifts_takes_back_the_failed_lift_alone() -> None:
    run = Run("stronglifts", maxes(squat="92.5x5x5", bench="60x5x5"), terms()).train(3, squat=MISSED)
    assert (run.standing("squat"), run.standing("bench")) == ("82.5 kg", "65 kg")


def test_a_skipped_workout_neither_fails_nor_goes_up() -> None:
    run = Run("stronglifts", maxes(squat="92.5x5x5"), terms()).train(2, squat=MISSED).skip().train(squat=LEFT_OUT)
    assert (run.standing("squat"), run.state.lines["squat"].misses) == ("92.5 kg", 2)


# --- Starting Strength ----------------------------------------------------------------------------------------------


def test_starting_strength_squats_and_pulls_every_workout() -> None:
    run = Run("ss", {}, terms("lb"))
    assert [scheme(work) for work in run.session.work] == ["5x45, 5x45, 5x45", "5x45, 5x45, 5x45", "5x95"]
    assert [work.line for work in run.train().session.work] == ["squat", "press", "deadlift"]


def test_starting_strength_takes_larger_jumps_in_the_first_three_workouts() -> None:
    run = Run("ss", {}, terms("lb"))
    squats = [run.train(turn).standing("squat") for turn in (0, 1, 1, 1, 1)]
    assert squats == ["45 lb", "55 lb", "65 lb", "75 lb", "80 lb"]
    assert (run.standing("deadlift"), run.standing("bench")) == ("130 lb", "55 lb")


def test_starting_strength_resets_to_ninety_per_cent_after_three_failures() -> None:
    run = Run("ss", maxes(press="100x5x3 lb"), terms("lb")).train(5, press=MISSED)
    assert run.standing("press") == "100 lb"
    assert run.train(press=MISSED).standing("press") == "90 lb"


# --- 5/3/1 ----------------------------------------------------------------------------------------------------------

WAVES = {
    ("260x1 lb", "lb"): ("150, 175, 200", "165, 185, 210", "175, 200, 220", "95, 115, 140"),
    ("125x1 kg", "kg"): ("72.5, 85, 95", "80, 90, 102.5", "85, 95, 107.5", "45, 57.5, 67.5"),
}


def five_three_one(key: str, best: str, unit: str) -> Run:
    sets = dict.fromkeys(("squat", "bench", "press", "deadlift"), best)
    return Run(key, maxes(**sets), terms("lb" if unit == "lb" else "kg", 4))


@pytest.mark.parametrize(("best", "unit"), WAVES)
def test_four_weeks_of_531_from_a_training_max_that_is_not_rounded(best: str, unit: str) -> None:
    run = five_three_one("531fsl", best, unit)
    weeks = []
    for _ in range(4):
        weeks.append(", ".join(str(target.weight).split()[0] for target in run.session.work[0].sets))
        run.train(4)
    assert tuple(weeks) == WAVES[best, unit]


def test_the_last_set_of_531_is_for_all_reps_but_not_in_the_light_week() -> None:
    run = five_three_one("531fsl", "125x1", "kg")
    assert run.asked("press") == "5x72.5, 5x85, 5+x95"
    assert run.train(8).asked("press") == "5x85, 3x95, 1+x107.5"
    assert run.train(4).asked("press") == "5x45, 5x57.5, 5x67.5"
    assert len(run.session.work) == 1


def test_531_estimates_with_its_own_formula() -> None:
    run = Run("531fsl", maxes(squat="100x5", bench="80x5", press="50x5", deadlift="100x1"), terms(days=4))
    assert (run.standing("squat"), run.standing("deadlift")) == ("104.985 kg", "90 kg")


def test_first_set_last_and_boring_but_big_differ_in_what_follows() -> None:
    fsl, bbb = (five_three_one(key, "125x1", "kg").train(4).session.work[1] for key in ("531fsl", "531bbb"))
    assert scheme(fsl) == ", ".join(["5x80"] * 5)
    assert scheme(bbb) == ", ".join(["10x57.5"] * 5)


def test_a_cycle_of_531_raises_the_training_max_by_lift() -> None:
    run = five_three_one("531fsl", "125x1", "kg").train(16)
    standing = [run.standing(key) for key in ("press", "bench", "squat", "deadlift")]
    assert standing == ["115 kg", "115 kg", "117.5 kg", "117.5 kg"]


def test_531_finds_a_new_training_max_from_what_could_be_done() -> None:
    run = five_three_one("531fsl", "125x1", "kg").train(8).train(press=short(0)).train(7)
    # The best set was week 2's 102.5 × 3: 102.5 × 1.0999 = 112.74, of which 90 %.
    assert run.standing("press") == "101.466 kg"
    assert run.standing("squat") == "117.5 kg"


def test_531_never_raises_a_training_max_after_a_stall() -> None:
    run = five_three_one("531fsl", "125x1", "kg").train(press=Outcome(Result.DONE, 12)).train(7)
    assert run.train(press=short(0)).train(7).standing("press") == "112.5 kg"


def test_531_goes_back_three_cycles_where_nothing_could_be_done() -> None:
    run = five_three_one("531fsl", "125x1", "kg")
    for _ in range(3):
        run.train(press=short(0)).train(3)
    assert run.train(4).standing("press") == "105 kg"


def test_a_skipped_week_of_531_keeps_the_training_max() -> None:
    run = five_three_one("531fsl", "125x1", "kg").skip().train(15)
    assert (run.standing("press"), run.standing("bench")) == ("112.5 kg", "115 kg")


def test_a_skipped_light_week_of_531_holds_nothing_up() -> None:
    assert five_three_one("531fsl", "125x1", "kg").train(12).skip(4).standing("press") == "115 kg"


def test_a_light_week_of_531_that_was_kept_light_keeps_the_training_max() -> None:
    run = five_three_one("531fsl", "125x1", "kg").train(8).train(press=Outcome(Result.DONE, 1)).train(3)
    line = run.ease("press").train(3).state.lines["press"]
    assert (line.weight, line.stage, line.misses, line.mark) == (weight("112.5"), 0, 0, None)
    assert run.train(16).standing("press") == "115 kg"


def test_a_stall_of_531_counts_though_the_light_week_was_kept_light() -> None:
    runs = [five_three_one("531fsl", "125x1", "kg").train(8).train(press=short(2)).train(3) for _ in range(2)]
    runs[0].ease("press").train(3)
    runs[1].train(4)
    assert runs[0].state.lines["press"] == runs[1].state.lines["press"]
    assert runs[0].standing("press") == "103.194 kg"


def test_a_cycle_of_531_without_one_week_raises_nothing_after_a_light_week_that_was_kept_light() -> None:
    run = five_three_one("531fsl", "125x1", "kg").train(12).ease("press").train(3)
    assert run.skip(12).train(4).standing("press") == "112.5 kg"


# --- Texas Method ---------------------------------------------------------------------------------------------------


def texas() -> Run:
    return Run("texas", maxes(squat="150x1", bench="100x1", press="60x1", deadlift="200x1"), terms())


def test_the_days_of_the_texas_method() -> None:
    run = texas()
    days = [[(work.line, scheme(work)) for work in run.train(turn).session.work] for turn in (0, 1, 1)]
    # Squat: a record of 85 % of 150 is 127.5; 90 % of it is 114.75, and 80 % of Monday's 115 is 92 on Wednesday.
    assert days[0] == [
        ("squat", ", ".join(["5x115"] * 5)),
        ("bench", ", ".join(["5x77.5"] * 5)),
        ("deadlift", "5x152.5"),
    ]
    assert days[1] == [("squat", "5x92.5, 5x92.5"), ("press", "5x42.5, 5x42.5, 5x42.5")]
    assert days[2] == [("squat", "5x127.5"), ("bench", "5x85")]


def test_bench_and_press_change_places_every_week() -> None:
    run = texas().train(3)
    assert [work.line for work in run.session.work] == ["squat", "press", "deadlift"]
    assert (run.standing("squat"), run.standing("bench"), run.standing("press")) == ("130 kg", "87.5 kg", "50 kg")


def test_failed_records_of_the_texas_method_take_one_measure_at_a_time() -> None:
    run = texas()
    seen = []
    for _ in range(7):
        volume, record = run.asked("squat"), run.train(2).asked("squat")
        seen.append((volume.count("x"), volume.split("x")[1].split(",")[0], record))
        run.train(squat=MISSED)
    assert seen == [
        (5, "115", "5x127.5"),
        (4, "115", "5x127.5"),
        (3, "115", "5x127.5"),
        (3, "110", "5x127.5"),
        (3, "110", "3x127.5, 3x127.5"),
        (3, "110", "2x127.5, 2x127.5, 2x127.5"),
        (3, "110", "1x127.5, 1x127.5, 1x127.5, 1x127.5, 1x127.5"),
    ]
    assert run.standing("squat") == "115 kg"


def test_a_lift_taken_back_by_the_texas_method_has_a_light_week_first() -> None:
    run = texas()
    for _ in range(7):
        run.train(2).train(squat=MISSED)
    week = [run.asked("squat"), run.train().asked("squat"), run.train().asked("squat")]
    assert week == ["5x57.5, 5x57.5, 5x57.5", "5x45, 5x45", "5x57.5"]
    assert "light week is over: 115 kg" in run.train().why["squat"]
    assert run.asked("squat") == ", ".join(["5x102.5"] * 5)
    assert run.train(2).asked("squat") == "5x115"
    assert run.train().standing("squat") == "117.5 kg"


# --- GZCLP ----------------------------------------------------------------------------------------------------------


def gzclp(**more: str) -> Run:
    sets = maxes(squat="100x1", bench="80x1", press="50x1", deadlift="140x1", **more)
    return Run("gzclp", sets, terms(days=4))


def test_the_rotation_of_gzclp() -> None:
    run = gzclp()
    days = [[work.line for work in run.train(turn).session.work] for turn in (0, 1, 1, 1, 1)]
    assert days == [
        ["squat T1", "bench T2"],
        ["press T1", "deadlift T2"],
        ["bench T1", "squat T2"],
        ["deadlift T1", "press T2"],
        ["squat T1", "bench T2"],
    ]


def test_gzclp_adds_by_lift_and_tier() -> None:
    run = gzclp()
    before = {key: line.weight.amount for key, line in run.state.lines.items()}
    after = {key: line.weight.amount for key, line in run.train(4).state.lines.items()}
    assert {key: after[key] - before[key] for key in before} == {
        "squat T1": 5,
        "deadlift T1": 5,
        "bench T1": Decimal("2.5"),
        "press T1": Decimal("2.5"),
        "squat T2": Decimal("2.5"),
        "deadlift T2": Decimal("2.5"),
        "bench T2": Decimal("1.25"),
        "press T2": Decimal("1.25"),
    }


def test_a_failed_t1_goes_through_its_stages_and_starts_again_at_85_per_cent() -> None:
    run = gzclp()
    seen = [run.asked("squat T1")]
    for _ in range(3):
        run.train(squat_T1=MISSED).train(3)
        seen.append(run.asked("squat T1"))
    assert seen == [
        "3x75, 3x75, 3x75, 3x75, 3+x75",
        "2x75, 2x75, 2x75, 2x75, 2x75, 2+x75",
        ", ".join([*["1x75"] * 9, "1+x75"]),
        "3x65, 3x65, 3x65, 3x65, 3+x65",
    ]


def test_a_failed_t2_goes_back_to_its_last_tens_and_15_lb() -> None:
    run = gzclp()
    for _ in range(2):
        run.train(2).train(squat_T2=MISSED).train()
    assert run.train(2).asked("squat T2") == "6x62.5, 6x62.5, 6x62.5"
    run.train(squat_T2=MISSED).train(3)
    assert run.asked("squat T2") == "10x70, 10x70, 10x70"


def test_a_t2_that_goes_up_in_a_later_stage_still_remembers_its_tens() -> None:
    run = gzclp().train(2).train(squat_T2=MISSED).train(4 * 3 + 3)
    assert run.asked("squat T2") == "8x70, 8x70, 8x70"
    for _ in range(2):
        run.train(squat_T2=MISSED).train(3)
    assert run.asked("squat T2") == "10x70, 10x70, 10x70"


def test_t3_goes_up_when_its_last_set_reaches_25() -> None:
    run = gzclp(row="60x10")
    assert run.train().asked("row T3") == "15x47.5, 15x47.5, 15+x47.5"
    assert run.train(row_T3=Outcome(Result.DONE, 24)).standing("row T3") == "47.5 kg"
    assert run.train().train(row_T3=Outcome(Result.DONE, 25)).standing("row T3") == "50 kg"


def test_a_t3_without_a_tested_set_is_the_members_own_choice() -> None:
    assert "lat pulldown" in gzclp().session.assistance


# --- nSuns ----------------------------------------------------------------------------------------------------------


def nsuns(days: int = 4) -> Run:
    return Run("nsuns", maxes(squat="200x1", bench="100x1", press="100x1", deadlift="200x1"), terms(days=days))


def test_a_squat_day_of_nsuns() -> None:
    squat, sumo = nsuns().train().session.work
    assert scheme(squat) == "5x135, 3x152.5, 1+x170, 3x162.5, 3x152.5, 3x145, 5x135, 5x125, 5x117.5"
    assert sumo.exercise == "sumo_deadlift"
    assert scheme(sumo) == "5x90, 5x107.5, 3x125, 5x125, 7x125, 4x125, 6x125, 8x125"


@pytest.mark.parametrize(
    ("reps", "training_max"),
    [(1, "180"), (2, "182.5"), (3, "182.5"), (4, "185"), (5, "185"), (6, "187.5"), (20, "187.5")],
)
def test_the_reps_at_95_per_cent_say_how_far_the_training_max_goes(reps: int, training_max: str) -> None:
    run = nsuns().train().train(squat=Outcome(Result.DONE, reps))
    assert run.standing("squat") == f"{training_max} kg"


def test_nsuns_takes_ten_per_cent_off_after_no_rep_two_weeks_running() -> None:
    run = nsuns().train().train(squat=short(0)).train(3)
    assert run.standing("squat") == "180 kg"
    assert run.train(squat=short(0)).standing("squat") == "162 kg"


def test_nsuns_has_a_press_day_with_five_days_and_none_with_four() -> None:
    four, five = nsuns(4), nsuns(5)
    assert [four.train(turn).session.name for turn in (0, 1, 1, 1)][2] == "Week 1 · Bench"
    assert [five.train(turn).session.name for turn in (0, 1, 1, 1)][2] == "Week 1 · Press"
    assert (nsuns(4).train(4).standing("press"), nsuns(5).train(5).standing("press")) == ("91.25 kg", "92.5 kg")


FOUR, FIVE = (0, 2, 4, 5), (0, 2, 4, 5, 6)


@pytest.mark.parametrize(
    ("before", "after", "done", "until"),
    [(FOUR, FIVE, 6, 8), (FOUR, FIVE, 8, 8), (FIVE, FOUR, 6, 10), (FIVE, FOUR, 5, 5), (FOUR, (1, 2, 4, 5), 6, 6)],
)
def test_other_days_of_nsuns_begin_with_a_week(
    before: tuple[int, ...], after: tuple[int, ...], done: int, until: int
) -> None:
    nsuns, known = SHELF["nsuns"], Terms(plates_of("kg"), before)
    changed = replace(known, days=after, earlier_days=nsuns.other_days(done, after, known))
    assert changed.earlier_days == ((until, before),)
    assert [nsuns.place(number, changed) for number in range(until)] == [
        nsuns.place(number, known) for number in range(until)
    ]
    first = nsuns.place(until, changed)
    assert (first.week, first.day) == (until // len(before) + 1, until % len(before))


def test_the_volume_day_of_nsuns_moves_nothing() -> None:
    assert nsuns().train().standing("bench") == "90 kg"


# --- All of them ----------------------------------------------------------------------------------------------------


def test_a_jump_of_the_members_own_replaces_the_programmes() -> None:
    jumps = {EVERY_LIFT: Jump(Decimal(5), "kg"), "overhead_press": Jump(Decimal("1.25"), "kg")}
    run = Run("stronglifts", maxes(press="40x5x5"), terms(jumps=jumps)).train(2)
    assert (run.standing("squat"), str(run.state.lines["press"].weight)) == ("30 kg", "41.25 kg")


def test_a_jump_in_pounds_on_plates_in_kilograms_is_exact_to_the_thousandth() -> None:
    run = Run("stronglifts", {}, terms(jumps={EVERY_LIFT: Jump(Decimal(5), "lb")})).train()
    assert str(run.state.lines["squat"].weight) == "22.268 kg"


def test_other_plates_change_what_is_loaded_and_nothing_else() -> None:
    run = Run("stronglifts", maxes(squat="100x5x5"), terms())
    run.terms = terms("lb")
    assert lift(run.session, "squat").top == weight("220 lb")
    assert run.train().asked("squat").startswith("5x225,")
    assert str(run.state.lines["squat"].weight) == "225.462 lb"
