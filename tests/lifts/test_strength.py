"""Estimated maxima, and the sets that have none."""

from dataclasses import replace
from fractions import Fraction

import pytest

from bot.lifts.exercises import Measure
from bot.lifts.sets import Kind, Set
from bot.lifts.strength import FORMULAS, Formula, best_e1rm, e1rm
from bot.lifts.weight import Load
from tests.lifts.conftest import hung, kg, lb, lifted


@pytest.mark.parametrize(
    ("load", "reps", "expected"),
    [
        (Load(kg("127.5")), 4, Fraction(289, 2)),  # the worked examples of the reference: 144.50 and 294.00
        (Load(lb(245)), 6, Fraction(294)),
        (Load(kg(140)), 5, Fraction(490, 3)),
    ],
)
def test_epley_is_the_weight_and_a_thirtieth_for_each_rep(load: Load, reps: int, expected: Fraction) -> None:
    estimate = e1rm(load, reps)
    assert estimate is not None
    assert estimate.amount == expected


def test_an_estimate_says_its_formula_and_unit() -> None:
    assert str(e1rm(Load(lb(245)), 6)) == "e1RM 294 lb (Epley)"


def test_a_single_is_the_weight_itself_and_says_so() -> None:
    assert str(e1rm(Load(kg(180)), 1)) == "1RM 180 kg"


def test_twelve_reps_are_reliable_and_thirteen_are_not() -> None:
    twelve, thirteen = e1rm(Load(kg(100)), 12), e1rm(Load(kg(100)), 13)
    assert twelve is not None
    assert twelve.reliable
    assert str(thirteen) == "e1RM 143.3 kg (Epley, unreliable above 12 reps)"


def test_estimates_compare_exactly_across_units() -> None:
    in_lb, in_kg = e1rm(Load(lb("220.462")), 5), e1rm(Load(kg(100)), 5)
    assert in_lb is not None
    assert in_kg is not None
    assert in_lb.key < in_kg.key


@pytest.mark.parametrize(
    "done",
    [
        Set(Load(kg(100)), 0, failed=True),
        replace(lifted(100, 5), failed=True),
        replace(lifted(100, 5), kind=Kind.WARM_UP),
        hung(0, 8),
        hung(20, 8),
        hung(-15, 8),
        Set(Load(kg(40)), 30, Measure.METRES),
    ],
)
def test_failed_warm_up_bodyweight_and_timed_sets_have_no_estimate(done: Set) -> None:
    assert best_e1rm([done]) is None


def test_the_best_of_an_entry_is_the_highest_reliable_one() -> None:
    best = best_e1rm([lifted(100, 5), lifted(110, 3), lifted(90, 20)])
    assert str(best) == "e1RM 121 kg (Epley)"


def test_an_unreliable_estimate_is_shown_where_there_is_no_other() -> None:
    assert "unreliable" in str(best_e1rm([lifted(60, 20)]))


@pytest.mark.parametrize(
    ("name", "kilograms", "pounds"),
    [
        ("Epley", "144.50", "294.00"),
        ("Brzycki", "139.09", "284.52"),
        ("Wathan", "143.81", "294.81"),
        ("Lombardi", "146.46", "293.08"),
        ("Mayhew", "148.56", "297.61"),
        ("O'Conner", "140.25", "281.75"),
        ("Lander", "140.71", "287.31"),
        ("Madcow sheet", "139.10", "284.55"),
    ],
)
def test_every_formula_by_its_worked_examples(name: str, kilograms: str, pounds: str) -> None:
    (formula,) = (formula for formula in FORMULAS if formula.name == name)
    heavy, light = e1rm(Load(kg("127.5")), 4, formula), e1rm(Load(lb(245)), 6, formula)
    assert heavy is not None
    assert light is not None
    assert (f"{float(heavy.amount):.2f}", f"{float(light.amount):.2f}") == (kilograms, pounds)


@pytest.mark.parametrize("formula", FORMULAS, ids=lambda formula: formula.name)
def test_by_every_formula_a_single_is_itself(formula: Formula) -> None:
    assert str(e1rm(Load(kg(180)), 1, formula)) == "1RM 180 kg"


@pytest.mark.parametrize("formula", FORMULAS, ids=lambda formula: formula.name)
def test_by_every_formula_more_reps_are_worth_more_where_it_is_defined(formula: Formula) -> None:
    estimates = [e1rm(Load(kg(100)), reps, formula) for reps in range(1, 101)]
    amounts = [estimate.amount for estimate in estimates if estimate]
    assert amounts == sorted(amounts)
    assert amounts[0] == 100


def test_brzycki_ends_at_36_reps_and_lander_at_37() -> None:
    brzycki, lander = (next(one for one in FORMULAS if one.name == name) for name in ("Brzycki", "Lander"))
    at_the_end = e1rm(Load(kg(10)), 36, brzycki)
    assert at_the_end is not None
    assert str(at_the_end) == "e1RM 360 kg (Brzycki, unreliable above 12 reps)"
    assert e1rm(Load(kg(10)), 37, brzycki) is None
    assert e1rm(Load(kg(10)), 37, lander) is not None
    assert e1rm(Load(kg(10)), 38, lander) is None


def test_a_bodyweight_lift_is_estimated_from_body_and_added_weight_together() -> None:
    assert str(e1rm(hung(20, 6).load, 6, body=kg(80))) == "e1RM 120 kg (Epley, with 80 kg of bodyweight)"
    assert str(e1rm(hung(20, 1).load, 1, body=kg(80))) == "1RM 100 kg (with 80 kg of bodyweight)"


def test_bodyweight_and_added_weight_may_have_different_units() -> None:
    estimate = e1rm(hung(20, 1).load, 1, body=lb(200))
    assert estimate is not None
    assert estimate.key == kg(20).key + lb(200).key
    assert estimate.unit == "kg"


def test_help_is_never_estimated_from() -> None:
    assert e1rm(hung(-15, 8).load, 8, body=kg(80)) is None
