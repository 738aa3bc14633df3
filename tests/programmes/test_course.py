"""What every programme has in common: it starts, is done, left, eased, kept and put back."""

import json
from decimal import Decimal
from itertools import islice

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.lifts.exercises import Measure
from bot.lifts.sets import Kind, Set
from bot.lifts.weight import Load, Unit, Weight
from bot.programmes.course import (
    Change,
    MovedOn,
    NotTested,
    ahead,
    applied,
    as_planned,
    finished,
    started,
    undone,
)
from bot.programmes.easing import Easing, eased, eased_session
from bot.programmes.programme import Programme
from bot.programmes.sessions import Outcome, Result, Target, Work, outcome
from bot.programmes.state import State
from tests.programmes.table import DONE, SHELF, Run, lift, maxes, terms, weight

ALL = pytest.mark.parametrize("programme", list(SHELF), ids=lambda programme: programme.key)
SETS = dict.fromkeys(("squat", "bench", "press", "deadlift", "row"), "100x5")


def of_five(amount: str = "100", sets: int = 5) -> Work:
    return Work("squat", "back_squat", (Target(weight(amount), 5),) * sets)


def done(text: str) -> list[Set]:
    """Read `100x5, 100x3, 60x5w, 100x5f`."""
    sets = []
    for part in text.split(", "):
        amount, reps = part.rstrip("wf").split("x")
        kind = Kind.WARM_UP if part.endswith("w") else Kind.WORKING
        sets.append(Set(Load(weight(amount)), int(reps), kind=kind, failed=part.endswith("f") or reps == "0"))
    return sets


@pytest.mark.parametrize(
    ("sets", "result"),
    [
        ("100x5, 100x5, 100x5, 100x5, 100x5", Result.DONE),
        ("102.5x5, 100x6, 100x5, 100x5, 100x5", Result.DONE),
        ("60x5w, 80x3w, 100x5, 100x5, 100x5, 100x5, 100x5", Result.DONE),
        ("100x5, 100x5, 100x5, 100x5, 100x4", Result.MISSED),
        ("100x5, 100x5, 100x5, 100x5, 100x5f", Result.MISSED),
        ("100x5, 100x5, 100x5, 100x0", Result.MISSED),
        ("100x5, 100x5, 100x5", Result.MISSED),
        ("100x5, 100x5, 100x5, 95x5, 95x5", Result.MISSED),
        ("95x5, 95x5, 95x5, 95x5, 95x5", Result.LEFT_OUT),
        ("100x3, 95x5, 95x5", Result.MISSED),
    ],
)
def test_straight_sets_are_done_missed_or_left_out(sets: str, result: Result) -> None:
    assert outcome(of_five(), done(sets)).result is result


def test_nothing_done_is_left_out() -> None:
    assert outcome(of_five(), []) == Outcome(Result.LEFT_OUT)


def ramp() -> Work:
    return Work("squat", "back_squat", tuple(Target(weight(each), 5) for each in ("60", "80", "100")))


@pytest.mark.parametrize(
    ("sets", "result"),
    [
        ("60x5, 80x5, 100x5", Result.DONE),
        ("80x5, 100x5", Result.DONE),
        ("60x5, 80x4, 100x5", Result.MISSED),
        ("60x5, 80x5, 100x4", Result.MISSED),
        ("60x5, 80x5", Result.LEFT_OUT),
        ("100x5, 80x5, 60x5", Result.DONE),
    ],
)
def test_a_ramp_may_leave_out_a_light_set_but_not_fall_short(sets: str, result: Result) -> None:
    assert outcome(ramp(), done(sets)).result is result


def test_a_set_that_does_not_count_can_be_left_out_or_missed() -> None:
    work = Work("squat", "back_squat", (Target(weight("100"), 3), Target(weight("80"), 8, counts=False)))
    assert outcome(work, done("100x3")).result is Result.DONE
    assert outcome(work, done("100x3, 80x6")).result is Result.DONE


def test_the_reps_of_the_amrap_set_are_counted() -> None:
    work = Work("squat", "back_squat", (Target(weight("90"), 3), Target(weight("100"), 1, amrap=True)))
    assert outcome(work, done("90x3, 100x6")) == Outcome(Result.DONE, 6)
    assert outcome(work, done("90x3, 100x0")) == Outcome(Result.MISSED, 0)
    assert outcome(work, done("90x3")) == Outcome(Result.LEFT_OUT, None)


def test_sets_in_the_other_unit_are_compared_exactly() -> None:
    work = of_five("100", 1)
    heavier, lighter = (Set(Load(Weight(Decimal(amount), "lb")), 5) for amount in ("220.5", "220"))
    assert outcome(work, [heavier]).result is Result.DONE
    assert outcome(work, [lighter]).result is Result.LEFT_OUT


def test_seconds_and_bodyweight_are_no_reps_with_a_weight() -> None:
    hold = Set(Load(weight("100")), 30, Measure.SECONDS)
    assert outcome(of_five("100", 1), [hold]).result is Result.LEFT_OUT


@ALL
def test_a_state_survives_json(programme: Programme) -> None:
    run = Run(programme.key, maxes(**SETS), terms(days=programme.days[-1])).train(5)
    body = json.dumps(run.state.to_body())
    assert State.from_body(json.loads(body)) == run.state
    assert len(body) < 2000


@ALL
def test_what_is_done_as_written_is_judged_as_done(programme: Programme) -> None:
    run = Run(programme.key, maxes(**SETS), terms(days=programme.days[-1]))
    for _ in range(16):
        for work in run.session.work:
            assert outcome(work, work.as_written()).result is Result.DONE
        run.train()


@ALL
def test_a_session_is_undone_exactly(programme: Programme) -> None:
    run = Run(programme.key, maxes(**SETS), terms(days=programme.days[-1])).train(7)
    after, change, _ = finished(programme, run.state, run.session, as_planned(programme, run.session), run.terms)
    assert undone(after, Change.from_body(json.loads(json.dumps(change.to_body())))) == run.state


@ALL
def test_a_session_is_not_undone_after_the_next(programme: Programme) -> None:
    run = Run(programme.key, maxes(**SETS), terms(days=programme.days[-1]))
    after, change, _ = finished(programme, run.state, run.session, {}, run.terms)
    run.state = after
    with pytest.raises(MovedOn):
        undone(run.train().state, change)


@ALL
def test_a_skipped_session_changes_no_weight_and_counts_no_miss(programme: Programme) -> None:
    run = Run(programme.key, maxes(**SETS), terms(days=programme.days[-1]))
    before = run.state.lines
    after = run.skip().state
    assert after.number == 1
    assert {key: (line.weight, line.misses) for key, line in after.lines.items()} == {
        key: (line.weight, line.misses) for key, line in before.items()
    }


@ALL
def test_eased_work_is_no_progress_and_no_miss(programme: Programme) -> None:
    run = Run(programme.key, maxes(**SETS), terms(days=programme.days[-1]))
    session = run.session
    light = eased_session(session, {work.exercise: Easing(weight("40")) for work in session.work}, run.terms)
    for result in Result:
        outcomes = {work.line: Outcome(result, 0) for work in session.work}
        after, _, moved = finished(programme, run.state, light, outcomes, run.terms)
        assert after.lines == run.state.lines
        assert all("nothing counts as missed" in one.why for one in moved)


def test_eased_sets_keep_their_shape_under_the_limit() -> None:
    run = Run("madcow", maxes(**SETS), terms())
    light = eased(lift(run.session, "squat"), Easing(weight("60")), run.terms)
    assert [str(target.weight) for target in light.sets] == ["30 kg", "37.5 kg", "45 kg", "52.5 kg", "60 kg"]


def test_a_held_lift_keeps_its_weights_and_has_no_amrap_set() -> None:
    run = Run("531fsl", maxes(**SETS), terms(days=4))
    work = run.session.work[0]
    for limit in (None, weight("500")):
        held = eased(work, Easing(limit), run.terms)
        assert [target.weight for target in held.sets] == [target.weight for target in work.sets]
        assert (held.has_amrap, held.eased) == (False, True)


def test_a_rested_lift_is_left_out_of_what_is_logged() -> None:
    run = Run("madcow", maxes(**SETS), terms())
    session = eased_session(run.session, {"back_squat": Easing(rest=True)}, run.terms)
    assert [bool(work.as_written()) for work in session.work] == [False, True, True]


@ALL
def test_previews_are_what_comes_when_all_goes_well(programme: Programme) -> None:
    run = Run(programme.key, maxes(**SETS), terms(days=programme.days[-1])).train(3)
    coming = list(islice(ahead(programme, run.state, run.terms), 9))
    assert coming == [run.train(turn).session for turn in (0, *[1] * 8)]


@pytest.mark.parametrize("key", ["madcow", "texas", "gzclp", "nsuns", "531fsl", "531bbb"])
def test_a_programme_that_needs_maxes_names_the_missing_ones(key: str) -> None:
    with pytest.raises(NotTested, match=r"Missing: .*deadlift") as caught:
        started(SHELF[key], maxes(squat="100x5", bench="80x5"), terms())
    assert "squat" not in str(caught.value).split("Add")[0]
    assert "T1" not in str(caught.value)


@st.composite
def started_anywhere(draw: st.DrawFn) -> Run:
    unit: Unit = draw(st.sampled_from(["kg", "lb"]))
    sets = {
        lift: f"{draw(st.decimals(1, 500, places=2))}x{draw(st.integers(1, 12))} {draw(st.sampled_from(['kg', 'lb']))}"
        for lift in SETS
    }
    programme = draw(st.sampled_from(list(SHELF)))
    return Run(programme.key, maxes(**sets), terms(unit, draw(st.sampled_from(list(programme.days)))))


@given(started_anywhere(), st.lists(st.sampled_from(list(Result)), max_size=15), st.integers(0, 12))
def test_every_weight_can_be_loaded_and_is_never_under_the_bar(run: Run, results: list[Result], reps: int) -> None:
    for result in results:
        for work in run.session.work:
            for target in work.sets:
                assert run.terms.plates.per_side(target.weight) is not None
        outcomes = {work.line: Outcome(result, reps) for work in run.session.work}
        run.state, _, _ = finished(run.programme, run.state, run.session, outcomes, run.terms)


def test_a_change_touches_only_the_lines_of_its_session() -> None:
    run = Run("madcow", maxes(**SETS), terms())
    _, change, _ = finished(run.programme, run.state, run.session, {"squat": DONE}, run.terms)
    assert set(change.lines) == {"squat", "bench", "row"}
    assert applied(run.state, change).lines["deadlift"] == run.state.lines["deadlift"]
