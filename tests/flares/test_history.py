"""What readings add up to: workouts, runs of amber and clean ones, and each row of the table reached by them."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.areas import Area
from bot.flares.checkins import Step
from bot.flares.decisions import Choice, Session, load_guide
from bot.flares.history import amber_run, clean_run, is_better, weighed, workouts
from bot.flares.record import LEFT_OUT, Flare, Reading, Screened, Terms
from bot.flares.screening import Level

GUIDE = load_guide()
LOGGED = datetime(2026, 3, 4, 18, 30, tzinfo=UTC)
PASSED = Screened(1, Level.PASSED, LOGGED)
Told = tuple[Step, dict[str, object]]


def readings(*told: Told) -> tuple[Reading, ...]:
    """Return readings, one a day, painless and without painkillers where nothing else is said."""
    return tuple(
        replace(
            Reading(number, step, LOGGED + timedelta(days=number), pain=0, masked=False, screened=PASSED),
            **answers,  # type: ignore[arg-type]
        )
        for number, (step, answers) in enumerate(told)
    )


def flare(*told: Told, level: Level = Level.PASSED) -> Flare:
    return Flare(
        member_id=1,
        id=1,
        created_at=LOGGED,
        closed_at=None,
        asked_since=None,
        area=Area.LOWER_BACK,
        lift="deadlift",
        screened=Screened(1, level, LOGGED),
        checked_at=None,
        choice=None,
        light=None,
        terms=Terms(),
        readings=readings(*told),
    )


def session(before: int, worst: int, after: int, **more: object) -> tuple[Told, Told]:
    """Return what is told around a workout."""
    return (Step.BEFORE_SESSION, {"pain": before}), (Step.AFTER_SESSION, {"pain": after, "worst": worst, **more})


LOG: Told = (Step.LOG, {"pain": 4})
CLEAN = session(1, 2, 1)
AMBER = session(2, 4, 3)


def row(*told: Told, level: Level = Level.PASSED, days: int = 5) -> str | None:
    """Return the row that the last reading leads to."""
    known = flare(*told, level=level)
    suggestion = weighed(known, known.readings[-1], GUIDE, LOGGED + timedelta(days=days))
    return suggestion.row if suggestion else None


@pytest.mark.parametrize(
    ("told", "reached"),
    [
        ([LOG, (Step.MORNING, {"pain": 6})], "D2"),
        ([(Step.LOG, {"pain": 6}), (Step.MORNING, {"pain": 6})], "D3"),
        ([LOG, (Step.MORNING, {"pain": 1, "disturbed": True})], "D3"),
        ([LOG, (Step.MORNING, {"pain": 1, "masked": True})], "D4"),
        ([LOG, *session(2, 6, 2)], "D5"),
        ([LOG, *session(1, 4, 1)], "D5"),
        ([LOG, *session(2, 4, 4)], "D5"),
        ([LOG, (Step.BEFORE_SESSION, {"pain": 3})], "D6"),
        ([LOG, (Step.BEFORE_SESSION, {"pain": 1, "warmup": 4})], "D6"),
        ([LOG, (Step.BEFORE_SESSION, {"pain": 4, "warmup": 1})], "D7"),
        ([LOG, (Step.BEFORE_SESSION, {"pain": 1})], "D7"),
        ([LOG, *CLEAN, (Step.BEFORE_SESSION, {"pain": 1, "ability": 8})], "D8"),
        ([LOG, *CLEAN, (Step.BEFORE_SESSION, {"pain": 1, "ability": 7})], "D7"),
        ([LOG, *session(1, LEFT_OUT, 1), (Step.BEFORE_SESSION, {"pain": 1, "ability": 8})], "D7"),
        ([LOG, *AMBER, *AMBER], "D9"),
        ([LOG, *AMBER, *AMBER, *AMBER], "D10"),
        ([LOG, *AMBER, *CLEAN, *AMBER], "D6"),
        # Painkillers before a workout cover it up: it opens nothing.
        ([LOG, (Step.BEFORE_SESSION, {"masked": True}), CLEAN[1], (Step.UPDATE, {"ability": 10})], "D7"),
    ],
)
def test_each_row_is_reached_by_what_check_ins_ask(told: list[Told], reached: str) -> None:
    assert row(*told) == reached


def test_an_unchecked_red_flag_is_the_first_row() -> None:
    assert row(LOG, level=Level.E2) == "D1"


def test_an_appointment_to_book_needs_the_number_only() -> None:
    assert row((Step.LOG, {"pain": 4, "masked": None, "screened": None}), level=Level.E3) == "D2"


def test_amber_when_the_days_of_the_area_have_passed_is_the_tenth() -> None:
    assert row(LOG, (Step.UPDATE, {"pain": 3}), days=21) == "D10"


@pytest.mark.parametrize("missing", ["pain", "masked", "screened"])
def test_nothing_is_suggested_before_all_of_it_is_known(missing: str) -> None:
    assert row(LOG, (Step.UPDATE, {missing: None})) is None


def test_the_morning_after_needs_the_workout_too() -> None:
    assert row(LOG, (Step.AFTER_SESSION, {"pain": 1})) is None


def test_better_is_green_and_without_painkillers() -> None:
    assert is_better(flare(LOG, (Step.UPDATE, {"pain": 2})), GUIDE)
    assert not is_better(flare(LOG, (Step.UPDATE, {"pain": 3})), GUIDE)
    assert not is_better(flare(LOG, (Step.UPDATE, {"pain": 0, "masked": True})), GUIDE)


def test_a_workout_is_measured_from_the_reading_before_it() -> None:
    (found,) = workouts(readings(LOG, *session(2, 5, 3)), GUIDE)
    assert found == Session(worst=5, rise=3, settled=True, left=1)


sessions = st.builds(
    Session,
    worst=st.integers(0, 10),
    rise=st.integers(-10, 10),
    settled=st.booleans(),
    left=st.integers(-5, 5),
    masked=st.booleans(),
)


@given(st.lists(sessions, max_size=6))
def test_a_run_of_amber_and_one_of_clean_workouts_exclude_each_other(done: list[Session]) -> None:
    amber, clean = amber_run(done, GUIDE.zones), clean_run(done, GUIDE.zones)
    assert amber == 0 or clean == 0
    assert max(amber, clean) <= len(done)


answered = st.fixed_dictionaries(
    {
        "pain": st.integers(0, 10),
        "masked": st.sampled_from([True, False, None]),
        "worst": st.sampled_from([None, LEFT_OUT, *range(11)]),
        "warmup": st.none() | st.integers(0, 10),
        "ability": st.none() | st.integers(0, 10),
        "disturbed": st.sampled_from([True, False, None]),
    }
)
occasions = st.sampled_from([Step.UPDATE, Step.MORNING, Step.BEFORE_SESSION, Step.AFTER_SESSION, Step.DAY_7])


@given(st.lists(st.tuples(occasions, answered), min_size=1, max_size=8), st.integers(0, 60))
def test_whatever_was_told_a_masked_reading_never_offers_to_resume(told: list[Told], days: int) -> None:
    known = flare(LOG, *told)
    for reading in known.readings:
        suggestion = weighed(known, reading, GUIDE, LOGGED + timedelta(days=days))
        if suggestion is not None and reading.masked is not False:
            assert Choice.RESUME not in suggestion.choices


@given(st.lists(st.tuples(occasions, answered), min_size=1, max_size=8))
def test_the_whole_programme_opens_only_after_a_clean_unmasked_workout(told: list[Told]) -> None:
    known = flare(LOG, *told)
    for reading in known.readings:
        suggestion = weighed(known, reading, GUIDE, LOGGED)
        if suggestion is not None and suggestion.row == "D8":
            done = list(workouts([one for one in known.readings if one.at <= reading.at], GUIDE))
            assert done[-1].clean(GUIDE.zones)
            assert not done[-1].masked
