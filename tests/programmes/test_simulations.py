"""Programmes against plain simulations of their rules, over weeks of done and missed sessions."""

from decimal import ROUND_HALF_UP, Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.lifts.weight import Unit, Weight
from bot.programmes.programme import Max
from bot.programmes.sessions import Outcome, Result
from tests.programmes.table import DONE, EXERCISES, MISSED, Run, lift, terms

BAR: dict[Unit, Decimal] = {"kg": Decimal(20), "lb": Decimal(45)}
STEP: dict[Unit, Decimal] = {"kg": Decimal("2.5"), "lb": Decimal(5)}
WEIGHTS = st.integers(0, 60)
UNITS = st.sampled_from(sorted(BAR))


def loaded(amount: Decimal, unit: Unit) -> Decimal:
    """Return what the usual plates make of an amount: the nearest step, ties up, never under the bar."""
    return max(BAR[unit], (amount / STEP[unit]).quantize(Decimal(1), ROUND_HALF_UP) * STEP[unit])


def maxes_of(amount: Decimal, unit: Unit, reps: int, sets: int = 1) -> dict[str, Max]:
    return dict.fromkeys(EXERCISES.values(), Max(Weight(amount, unit), reps, sets))


@pytest.mark.parametrize("key", ["stronglifts", "ss"])
@settings(max_examples=60, deadline=None)
@given(unit=UNITS, steps=WEIGHTS, done=st.lists(st.booleans(), min_size=1, max_size=20))
def test_straight_sets_go_up_repeat_and_go_back_by_a_tenth(key: str, unit: Unit, steps: int, done: list[bool]) -> None:
    weight = BAR[unit] + steps * STEP[unit]
    run, misses, rises = Run(key, maxes_of(weight, unit, 5, 5), terms(unit)), 0, 0
    for good in done:
        assert lift(run.session, "squat").top.amount == weight
        run.train(squat=DONE if good else MISSED)
        early = key == "ss" and rises < 3
        misses = 0 if good else misses + 1
        if good:
            weight, rises = weight + STEP[unit] * (2 if early else 1), rises + 1
        elif misses == 3:
            weight, misses = loaded(weight * Decimal("0.9"), unit), 0


WAVES = ("65 75 85", "70 80 90", "75 85 95", "40 50 60")


@pytest.mark.parametrize("key", ["531fsl", "531bbb"])
@settings(max_examples=40, deadline=None)
@given(unit=UNITS, best=st.integers(60, 300), cycles=st.integers(1, 3))
def test_531_is_its_percentages_of_a_training_max_that_rises_each_cycle(
    key: str, unit: Unit, best: int, cycles: int
) -> None:
    run = Run(key, maxes_of(Decimal(best), unit, 1), terms(unit, 4))
    for cycle in range(cycles):
        for week, shares in enumerate(WAVES):
            press, deadlift = run.session, run.train().session
            for session, line, jump in ((press, "press", 1), (deadlift, "deadlift", 2)):
                training_max = Decimal(best) * Decimal("0.9") + cycle * jump * STEP[unit]
                wanted = [loaded(training_max * int(share) / 100, unit) for share in shares.split()]
                assert [target.weight.amount for target in lift(session, line).sets] == wanted
                if week < 3:
                    share = Decimal(shares.split()[0]) / 100 if key == "531fsl" else Decimal("0.5")
                    assert session.work[1].top.amount == loaded(training_max * share, unit)
            run.train(3)


JUMPS = {0: 0, 1: 0, 2: 1, 3: 1, 4: 2, 5: 2, 6: 3, 7: 3, 12: 3}


@settings(max_examples=40, deadline=None)
@given(unit=UNITS, best=st.integers(60, 300), weeks=st.lists(st.sampled_from(sorted(JUMPS)), min_size=1, max_size=8))
def test_nsuns_goes_by_the_reps_at_95_per_cent(unit: Unit, best: int, weeks: list[int]) -> None:
    run, training_max, without = Run("nsuns", maxes_of(Decimal(best), unit, 1), terms(unit, 4)), Decimal(best), 0
    training_max *= Decimal("0.9")
    for reps in weeks:
        squat = lift(run.train().session, "squat")
        assert squat.sets[2].weight.amount == loaded(training_max * Decimal("0.95"), unit)
        run.train(squat=Outcome(Result.DONE if reps else Result.MISSED, reps)).train(2)
        training_max += JUMPS[reps] * STEP[unit]
        without = 0 if reps else without + 1
        if without == 2:
            training_max, without = training_max * Decimal("0.9"), 0
        training_max = training_max.quantize(Decimal("0.001"), ROUND_HALF_UP)


T1 = ("5x3", "6x2", "10x1")
T2 = ("3x10", "3x8", "3x6")


@settings(max_examples=60, deadline=None)
@given(unit=UNITS, best=st.integers(100, 300), done=st.lists(st.booleans(), min_size=1, max_size=14))
def test_gzclp_goes_through_its_stages(unit: Unit, best: int, done: list[bool]) -> None:
    run = Run("gzclp", maxes_of(Decimal(best), unit, 1), terms(unit, 4))
    heavy, medium = loaded(best * Decimal("0.75"), unit), loaded(best * Decimal("0.62"), unit)
    stages, tens = [0, 0], medium
    for good in done:
        first = lift(run.session, "squat T1")
        assert (f"{len(first.sets)}x{first.sets[0].reps}", first.top.amount) == (T1[stages[0]], heavy)
        run.train(squat_T1=DONE if good else MISSED).train()
        second = lift(run.session, "squat T2")
        assert (f"{len(second.sets)}x{second.sets[0].reps}", second.top.amount) == (T2[stages[1]], medium)
        run.train(squat_T2=DONE if good else MISSED).train()
        if good:
            heavy, medium = heavy + 2 * STEP[unit], medium + STEP[unit]
            continue
        tens = medium if stages[1] == 0 else tens
        if stages[0] == 2:
            heavy, medium = loaded(heavy * Decimal("0.85"), unit), tens + 3 * STEP[unit]
        stages = [(stage + 1) % 3 for stage in stages]
