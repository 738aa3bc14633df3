"""The decision table D1-D10 and what a cut costs."""

import math
from dataclasses import replace
from decimal import Decimal
from typing import Literal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.areas import Area
from bot.flares.decisions import Choice, Facts, Guide, Session, load_guide, percent_off
from bot.flares.screening import Level

GUIDE = load_guide()
CLEAR = Facts(pain=0, masked=False)
RED = Session(worst=6, rise=0, settled=True)
ROSE = Session(worst=5, rise=3, settled=True)
UNSETTLED = Session(worst=3, rise=0, settled=False)
SETTLED = Session(worst=4, rise=2, settled=True)

RESUME, BACK_DOWN, HOLD = Choice.RESUME, Choice.BACK_DOWN, Choice.HOLD


@pytest.mark.parametrize(
    ("facts", "row", "choices"),
    [
        # D1: nothing is offered until it was checked, whatever else is known.
        (Facts(pain=0, masked=False, level=Level.E1), "D1", ()),
        (Facts(pain=9, masked=True, level=Level.E2, worse=True), "D1", ()),
        # D2: book; no word about the weight.
        (Facts(pain=0, masked=False, level=Level.E3), "D2", (HOLD,)),
        (Facts(pain=4, masked=False, worse=True), "D2", (HOLD,)),
        (Facts(pain=8, masked=True, worse=True), "D2", (HOLD,)),
        # D3: red now, or it woke the member, or daily tasks don't go.
        (Facts(pain=6, masked=False), "D3", (HOLD, BACK_DOWN)),
        (Facts(pain=10, masked=True), "D3", (HOLD, BACK_DOWN)),
        (Facts(pain=1, masked=False, disturbing=True), "D3", (HOLD, BACK_DOWN)),
        # D4: masked, or not known whether it is.
        (Facts(pain=0, masked=True), "D4", (BACK_DOWN, HOLD)),
        (Facts(pain=5, masked=True), "D4", (BACK_DOWN, HOLD)),
        (Facts(pain=0, masked=None), "D4", (BACK_DOWN, HOLD)),
        (Facts(pain=0, masked=True, clean_sessions=3, function=10), "D4", (BACK_DOWN, HOLD)),
        # D5: the last workout was too much.
        (Facts(pain=2, masked=False, last_session=RED), "D5", (BACK_DOWN, HOLD)),
        (Facts(pain=2, masked=False, last_session=ROSE), "D5", (BACK_DOWN, HOLD)),
        (Facts(pain=5, masked=False, last_session=UNSETTLED), "D5", (BACK_DOWN, HOLD)),
        # D6: amber.
        (Facts(pain=3, masked=False), "D6", (BACK_DOWN, HOLD)),
        (Facts(pain=5, masked=False, last_session=SETTLED), "D6", (BACK_DOWN, HOLD)),
        (Facts(pain=5, masked=False, amber_sessions=1), "D6", (BACK_DOWN, HOLD)),
        # D7: green, nothing clean yet.
        (Facts(pain=0, masked=False), "D7", (RESUME, BACK_DOWN)),
        (Facts(pain=2, masked=False, last_session=SETTLED), "D7", (RESUME, BACK_DOWN)),
        (Facts(pain=2, masked=False, clean_sessions=1, function=7), "D7", (RESUME, BACK_DOWN)),
        (Facts(pain=2, masked=False, clean_sessions=1), "D7", (RESUME, BACK_DOWN)),
        # D8: green, clean, and the lift goes.
        (Facts(pain=2, masked=False, clean_sessions=1, function=8), "D8", (RESUME, BACK_DOWN)),
        # D9 and D10: amber that does not get better.
        (Facts(pain=3, masked=False, amber_sessions=2), "D9", (BACK_DOWN, HOLD)),
        (Facts(pain=3, masked=False, amber_sessions=3), "D10", (BACK_DOWN, HOLD)),
        (Facts(pain=5, masked=False, overdue=True), "D10", (BACK_DOWN, HOLD)),
        (Facts(pain=2, masked=False, overdue=True), "D7", (RESUME, BACK_DOWN)),
    ],
)
def test_the_table(facts: Facts, row: str, choices: tuple[Choice, ...]) -> None:
    suggestion = GUIDE.decide(facts)
    assert (suggestion.row, suggestion.choices) == (row, choices)


@pytest.mark.parametrize(
    ("row", "step"),
    [
        ("D3", "0.80"),
        ("D4", "0.90"),
        ("D5", "0.80"),
        ("D6", "0.90"),
        ("D7", "0.95"),
        ("D8", None),
        ("D9", "0.90"),
        ("D10", "0.90"),
        ("D1", None),
        ("D2", None),
    ],
)
def test_each_row_proposes_its_own_cut(row: str, step: str | None) -> None:
    assert GUIDE.rows[row].step == (Decimal(step) if step else None)


@pytest.mark.parametrize(
    ("row", "choice", "step"),
    [
        ("D3", BACK_DOWN, "0.80"),
        ("D3", HOLD, None),
        ("D6", BACK_DOWN, "0.90"),
        ("D7", RESUME, "0.95"),
        ("D7", BACK_DOWN, "0.90"),
        ("D8", RESUME, None),
        ("D8", BACK_DOWN, "0.90"),
        ("D2", HOLD, None),
        ("D2", BACK_DOWN, None),
    ],
)
def test_a_weight_is_proposed_for_the_choices_that_lift(row: str, choice: Choice, step: str | None) -> None:
    assert GUIDE.step_for(GUIDE.rows[row], choice) == (Decimal(step) if step else None)


any_facts = st.builds(
    Facts,
    pain=st.integers(0, 10),
    masked=st.sampled_from([True, False, None]),
    level=st.sampled_from(Level),
    worse=st.booleans(),
    disturbing=st.booleans(),
    last_session=st.none()
    | st.builds(Session, worst=st.integers(0, 10), rise=st.integers(0, 10), settled=st.booleans()),
    amber_sessions=st.integers(0, 4),
    clean_sessions=st.integers(0, 4),
    function=st.none() | st.integers(0, 10),
    overdue=st.booleans(),
)


@given(any_facts)
def test_a_reading_that_is_or_may_be_masked_never_unlocks_resume(facts: Facts) -> None:
    for masked in (True, None):
        assert RESUME not in GUIDE.decide(replace(facts, masked=masked)).choices


@given(any_facts)
def test_more_pain_never_opens_a_heavier_choice(facts: Facts) -> None:
    ladder = [HOLD, BACK_DOWN, RESUME]

    def heaviest(pain: int) -> int:
        return max((ladder.index(choice) for choice in GUIDE.decide(replace(facts, pain=pain)).choices), default=-1)

    loads = [heaviest(pain) for pain in range(11)]
    assert loads == sorted(loads, reverse=True)


@given(any_facts)
def test_a_red_flag_offers_nothing_at_all(facts: Facts) -> None:
    for level in (Level.E1, Level.E2):
        assert GUIDE.decide(replace(facts, level=level)).choices == ()


@given(any_facts)
def test_an_e3_answer_never_offers_more_than_to_hold(facts: Facts) -> None:
    assert set(GUIDE.decide(replace(facts, level=Level.E3)).choices) <= {HOLD}


@given(any_facts)
def test_what_has_gone_on_for_long_is_said_beside_any_row_that_is_not_green(facts: Facts) -> None:
    suggestion = GUIDE.decide(replace(facts, overdue=True))
    assert suggestion.see_professional is (facts.pain > GUIDE.zones.green_max)


@pytest.mark.parametrize("pain", [-1, 11, 10_000])
def test_pain_outside_the_scale_is_refused(pain: int) -> None:
    with pytest.raises(ValueError, match="0 to 10"):
        GUIDE.decide(replace(CLEAR, pain=pain))


@pytest.mark.parametrize(
    ("logged", "now", "worse"), [(3, 5, True), (3, 4, False), (3, 3, False), (6, 2, False), (0, 2, True)]
)
def test_two_points_more_than_logged_are_worse(logged: int, now: int, worse: bool) -> None:
    assert GUIDE.is_worse(logged, now) is worse


@pytest.mark.parametrize(
    ("area", "days", "overdue"),
    [(Area.NECK, 13, False), (Area.NECK, 14, True), (Area.HIP, 41, False), (Area.CHEST_PEC, 3, True)],
)
def test_no_better_is_overdue_from_the_day_of_its_area(area: Area, days: int, overdue: bool) -> None:
    assert GUIDE.is_overdue(area, days) is overdue


@pytest.mark.parametrize(
    ("kg", "weeks"),
    [(80, 9), (90, 8), (105, 7), (120, 6), (130, 5), (145, 5), (160, 4), (175, 4), (190, 4), (220, 3)],
)
def test_fifteen_kilograms_cost_the_weeks_of_the_table(kg: int, weeks: int) -> None:
    assert GUIDE.weeks_until_back(Decimal(kg), Decimal(kg - 15)) == weeks


@pytest.mark.parametrize(("cut", "weeks"), [(5, 3), (10, 5), (15, 7), (20, 10), (0, 0)])
def test_a_percentage_costs_the_same_at_any_weight(cut: int, weeks: int) -> None:
    assert GUIDE.weeks_until_back(Decimal(200), Decimal(200) * (100 - cut) / 100) == weeks


@given(st.decimals(20, 500, places=1), st.decimals(Decimal("0.5"), Decimal("0.999"), places=3))
def test_the_weeks_are_those_of_the_published_formula(before: Decimal, part: Decimal) -> None:
    after = before * part
    exact = math.log(before / after) / math.log(1.025)
    assert GUIDE.weeks_until_back(before, after) in {math.ceil(exact - 1e-9), math.ceil(exact + 1e-9)}


def test_an_exact_number_of_weekly_rises_is_not_counted_one_too_many() -> None:
    assert GUIDE.weeks_until_back(Decimal(100) * Decimal("1.025") ** 6, Decimal(100)) == 6


def test_nothing_grows_back_from_zero() -> None:
    with pytest.raises(ValueError, match="zero"):
        GUIDE.weeks_until_back(Decimal(100), Decimal(0))


@pytest.mark.parametrize(
    ("last", "unit", "step", "proposed"),
    [
        ("145", "kg", "0.90", "130"),
        ("145", "kg", "0.80", "115"),
        ("145", "kg", "0.95", "137.5"),
        ("315", "lb", "0.90", "285"),
        ("6", "kg", "0.95", "5"),
        ("5", "kg", "0.95", "4.75"),
        ("100", "kg", "0.20", "50"),
    ],
)
def test_a_lighter_weight_is_proposed_that_can_be_loaded(
    last: str, unit: Literal["kg", "lb"], step: str, proposed: str
) -> None:
    assert GUIDE.proposed(Decimal(last), unit, Decimal(step)) == Decimal(proposed)


@given(st.decimals(1, 500, places=2), st.sampled_from(["kg", "lb"]), st.sampled_from(["0.95", "0.90", "0.80", "0.10"]))
def test_what_is_proposed_is_lighter_and_never_under_the_floor(
    last: Decimal, unit: Literal["kg", "lb"], step: str
) -> None:
    proposed = GUIDE.proposed(last, unit, Decimal(step))
    assert last * GUIDE.floor - Decimal("0.01") <= proposed < last


def test_the_cut_is_said_in_percent_to_one_decimal() -> None:
    assert percent_off(Decimal(145), Decimal(130)) == Decimal("10.3")


def test_the_guide_is_read_from_its_file() -> None:
    assert isinstance(GUIDE, Guide)
    assert GUIDE.masking_hours == 8
