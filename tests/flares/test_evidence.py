"""Nameless counts: by the rules set before, in fixed windows, like with like, and nothing from fewer than five."""

from collections import Counter
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.areas import Area
from bot.flares.checkins import Step
from bot.flares.decisions import load_guide
from bot.flares.evidence import FEWEST, Cell, Outcome, Tally, Window, cells_of, evidence, reports
from tests.flares.test_history import LOGGED, Told, flare

RULES = load_guide().outcomes
HEAT, WALKING = 10, 11
LATER = LOGGED + timedelta(days=20)


def outcome(start: int, *told: Told, window: Window = Window.DAY_7, masked: bool | None = False) -> Outcome | None:
    """Return what became of one who tried heat."""
    found = cells_of(flare((Step.LOG, {"pain": start, "masked": masked}), *told), LATER, RULES)
    return next((Outcome(cell.outcome) for cell in found if (cell.tip, cell.window) == (HEAT, window)), None)


def week_on(pain: int | None, change: int | None, **more: object) -> Told:
    return Step.DAY_7, {"pain": pain, "change": change, "tried": (HEAT,), **more}


@pytest.mark.parametrize(
    ("start", "pain", "change", "became"),
    [
        # A drop of 1 matters from 1-4, of 2 from 5-7, of 3 from 8-10; and it has to be felt.
        (4, 3, 1, Outcome.BETTER),
        (5, 4, 1, Outcome.SAME),
        (5, 3, 1, Outcome.BETTER),
        (7, 5, 3, Outcome.BETTER),
        (8, 6, 1, Outcome.SAME),
        (8, 5, 1, Outcome.BETTER),
        (4, 1, 0, Outcome.SAME),
        (4, 5, 0, Outcome.SAME),
        # Worse is a rise by 2, or worse by the member's own word.
        (4, 6, 0, Outcome.WORSE),
        (4, 2, -1, Outcome.WORSE),
        (0, 0, 1, Outcome.SAME),
        # Half an answer is none.
        (4, 1, None, Outcome.SILENT),
    ],
)
def test_what_counts_as_better_and_worse(start: int, pain: int, change: int | None, became: Outcome) -> None:
    assert outcome(start, week_on(pain, change)) is became


def test_a_masked_reading_tells_only_of_worse() -> None:
    assert outcome(4, week_on(1, 3, masked=True)) is Outcome.SILENT
    assert outcome(4, week_on(1, -1, masked=True)) is Outcome.WORSE


def test_who_was_masked_at_the_start_is_not_counted() -> None:
    assert cells_of(flare((Step.LOG, {"pain": 4, "masked": True}), week_on(1, 2)), LATER, RULES) == Counter()


def test_the_next_morning_is_not_asked_for_the_change() -> None:
    told: Told = (Step.MORNING, {"pain": 2, "tried": (HEAT,)})
    assert outcome(4, told, window=Window.MORNING) is Outcome.BETTER


def test_who_did_not_report_back_counts_as_silent_once_the_week_is_over() -> None:
    told: Told = (Step.MORNING, {"pain": 2, "tried": (HEAT,)})
    known = flare((Step.LOG, {"pain": 4}), told)
    early, late = (cells_of(known, LOGGED + timedelta(days=days), RULES) for days in (8, 9))
    assert not [cell for cell in early if cell.window == Window.DAY_7]
    assert {cell.outcome for cell in late if cell.window == Window.DAY_7} == {Outcome.SILENT}


def test_who_never_said_what_they_tried_is_not_counted() -> None:
    assert cells_of(flare((Step.LOG, {"pain": 4}), (Step.DAY_7, {"pain": 1, "change": 2})), LATER, RULES) == Counter()


def test_what_was_tried_after_a_window_does_not_count_in_it() -> None:
    nothing: Told = (Step.MORNING, {"pain": 3, "tried": ()})
    heat: Told = (Step.UPDATE, {"tried": (HEAT,)})
    known = flare((Step.LOG, {"pain": 4}), nothing, heat, week_on(1, 2))
    tips = {(cell.window, cell.tip) for cell in cells_of(known, LATER, RULES)}
    assert (Window.MORNING, HEAT) not in tips
    assert (Window.DAY_7, HEAT) in tips


def cell(tip: int, became: Outcome, band: int = 0) -> Cell:
    return Cell(Area.LOWER_BACK, tip, Window.DAY_7, band, became)


def test_those_who_tried_stand_beside_like_ones_who_did_not() -> None:
    counts = Counter(
        {
            cell(0, Outcome.BETTER): 12,
            cell(0, Outcome.SAME): 8,
            cell(0, Outcome.BETTER, band=2): 50,
            cell(HEAT, Outcome.BETTER): 7,
            cell(HEAT, Outcome.SAME): 1,
            cell(HEAT, Outcome.SILENT): 2,
            cell(0, Outcome.SILENT): 3,
        }
    )
    (found,) = evidence(counts, HEAT, [Area.LOWER_BACK]).values()
    assert found.did == Tally(tried=10, better=7, same=1, worse=0)
    assert found.did_not == Tally(tried=13, better=5, same=7, worse=0)


def test_a_tip_for_several_areas_is_compared_in_each_and_added_up() -> None:
    knee = cell(HEAT, Outcome.SAME)._replace(area=Area.KNEE)
    everyone = cell(0, Outcome.SAME)._replace(area=Area.KNEE)
    counts = Counter({cell(0, Outcome.BETTER): 6, cell(HEAT, Outcome.BETTER): 3, everyone: 9, knee: 2})
    (found,) = evidence(counts, HEAT, Area).values()
    assert (found.did, found.did_not) == (Tally(5, 3, 2, 0), Tally(10, 3, 7, 0))


def test_a_members_own_word_on_a_tip_counts_apart() -> None:
    felt: Told = (Step.DAY_7, {"felt": {HEAT: "worse", WALKING: "unsure"}})
    counts = cells_of(flare((Step.LOG, {"pain": 4}), felt), LATER, RULES)
    assert [count.reported for count in reports(counts, HEAT)] == [0, 0, 0, 1]
    assert [count.tried for count in reports(counts, WALKING)] == [0, 0, 0, 0]
    assert evidence(counts, HEAT, Area) == {}


@pytest.mark.parametrize(("reports", "told"), [(FEWEST - 1, False), (FEWEST, True)])
def test_fewer_than_five_say_nothing(reports: int, told: bool) -> None:
    counts = Counter({cell(0, Outcome.SAME): reports, cell(HEAT, Outcome.SAME): reports})
    assert bool(evidence(counts, HEAT, [Area.LOWER_BACK])) is told


answers = st.fixed_dictionaries(
    {
        "pain": st.none() | st.integers(0, 10),
        "masked": st.sampled_from([True, False, None]),
        "change": st.none() | st.integers(-3, 3),
        "tried": st.none() | st.lists(st.sampled_from([HEAT, WALKING]), unique=True).map(tuple),
    }
)
steps = st.sampled_from([Step.UPDATE, Step.MORNING, Step.BEFORE_SESSION, Step.DAY_7])
stories = st.lists(st.tuples(steps, answers), max_size=5)


@given(st.lists(st.tuples(st.integers(0, 10), stories), max_size=12))
def test_any_counts_add_up(told: list[tuple[int, list[Told]]]) -> None:
    """Those who tried and those who did not are everyone like them, and no count is below nought."""
    counts: Counter[Cell] = Counter()
    for start, story in told:
        counts += cells_of(flare((Step.LOG, {"pain": start}), *story), LATER, RULES)
    for one in [found for tip in (HEAT, WALKING) for found in evidence(counts, tip, Area).values()]:
        for tally in (one.did, one.did_not):
            assert min(tally.better, tally.same, tally.worse) >= 0
            assert tally.reported <= tally.tried
        assert one.did.reported >= FEWEST
        assert one.did.tried + one.did_not.tried <= len(told)


@given(st.integers(0, 10), stories)
def test_one_flare_up_counts_once_in_a_window(start: int, story: list[Told]) -> None:
    counts = cells_of(flare((Step.LOG, {"pain": start}), *story), LATER, RULES)
    assert set(counts.values()) <= {1}
    for window in Window:
        outcomes = {one.outcome for one in counts if one.window == window}
        assert len(outcomes) <= 1
