"""The notation both ways: what is shown can be pasted back and reads the same; nothing is left unread."""

from contextlib import suppress
from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.lifts.exercises import Exercise, Loading, Measure
from bot.lifts.notation import Unreadable, labelled, written
from bot.lifts.offers import label
from bot.lifts.reading import MOST_SETS, read
from bot.lifts.sets import Kind, Reading, Set
from bot.lifts.weight import Load, Unit, Weight
from tests.lifts.conftest import CATALOGUE, hung, lifted

MOST_COUNT = {Measure.REPS: 100, Measure.SECONDS: 86_400, Measure.METRES: 99_999}
UNITS: st.SearchStrategy[Unit] = st.sampled_from(["kg", "lb"])
AMOUNTS = st.one_of(st.integers(1, 400).map(Decimal), st.decimals("0.001", "99999.999", places=3))


@st.composite
def loads(draw: st.DrawFn, exercise: Exercise) -> Load:
    """Draw a load that the exercise can have."""
    weight = Weight(draw(AMOUNTS), draw(UNITS))
    if exercise.load is Loading.WEIGHT:
        return Load(weight)
    if exercise.load is Loading.EITHER and draw(st.booleans()):
        return Load(weight)
    sign = draw(st.sampled_from([-1, 0, 1]))
    return Load(Weight(weight.amount * sign, weight.unit), bodyweight=True)


@st.composite
def sets(draw: st.DrawFn, exercise: Exercise) -> Set:
    """Draw a set that can be written."""
    held = exercise.counted is Measure.SECONDS  # for these, m would be read as minutes that were meant
    measure = draw(st.sampled_from([measure for measure in Measure if not (held and measure is Measure.METRES)]))
    count = draw(st.integers(0 if measure is Measure.REPS else 1, MOST_COUNT[measure]))
    return Set(
        draw(loads(exercise)),
        count,
        measure,
        draw(st.sampled_from(list(Kind))),
        failed=count == 0 or draw(st.booleans()),
        rpe=draw(st.none() | st.integers(2, 20).map(lambda halves: Decimal(halves) / 2)),
        rir=draw(st.none() | st.integers(0, 9)),
        amrap=draw(st.booleans()),
    )


@st.composite
def readings(draw: st.DrawFn) -> Reading:
    """Draw an entry: its sets are often alike, as in real ones."""
    exercise = draw(st.sampled_from(list(CATALOGUE)))
    groups = draw(st.lists(st.tuples(sets(exercise), st.integers(1, 5)), min_size=1, max_size=5))
    return Reading(exercise, tuple(done for done, times in groups for _ in range(times))[:MOST_SETS])


def same(reading: Reading) -> tuple[str, tuple[Set, ...], list[str]]:
    """Return what makes two readings the same, to the unit."""
    return reading.exercise.id, reading.sets, [str(done.load) for done in reading.sets]


@given(readings(), UNITS)
def test_what_is_written_reads_the_same_whatever_the_readers_unit(reading: Reading, unit: Unit) -> None:
    assert [same(again) for again in read(written(reading), CATALOGUE, unit)] == [same(reading)]


@given(readings(), UNITS)
def test_what_is_shown_can_be_pasted_back(reading: Reading, unit: Unit) -> None:
    assert [same(again) for again in read(labelled(reading), CATALOGUE, unit)] == [same(reading)]


WORDS = ["squat", "bench", "chin", "x", "w", "fail", "drop", "@8", "rpe9", "2rir", "amrap", ",", ";", "@", "assisted"]
WORDS += ["weighted", "rir", "rpe", "miss", "+", ".", "sets", "reps", "8rpe", "2", "5x100", "@7,8", "60,45s", "2x30kg"]
FIGURES = [
    "100",
    "100kg",
    "225lb",
    "62,5",
    "5x5",
    "5",
    "5,5,4",
    "bw+20",
    "-15kg",
    "3x60s",
    "30m",
    "x0",
    "1:30",
    "0",
    "8+",
    "3x5+",
    "5,5,8+",
    "60s+",
]
SCRAPS = st.sampled_from(WORDS + FIGURES)


@given(st.lists(SCRAPS | st.text(max_size=3), max_size=9).map(" ".join), UNITS)
def test_whatever_is_read_can_be_written_and_read_again(text: str, unit: Unit) -> None:
    with suppress(Unreadable):
        for reading in read(text, CATALOGUE, unit):
            assert [same(again) for again in read(written(reading), CATALOGUE, unit)] == [same(reading)]


@given(st.lists(SCRAPS | st.text(max_size=3), max_size=9).map(" ".join))
def test_a_refusal_points_into_the_text(text: str) -> None:
    with pytest.raises(Unreadable) as caught:
        read(f"{text} §", CATALOGUE, "kg")
    assert 0 <= caught.value.at <= caught.value.until <= len(text) + 2


@given(st.lists(SCRAPS, min_size=1, max_size=6).map(" ".join), st.sampled_from(["easy", "🏋", "§", "مرحبا", "???"]))
def test_a_stray_word_is_never_passed_over(text: str, stray: str) -> None:
    with pytest.raises(Unreadable):
        read(f"{text} {stray}", CATALOGUE, "kg")


def test_sets_that_are_alike_are_written_together() -> None:
    reading = Reading(CATALOGUE["back_squat"], (lifted(100, 5),) * 5)
    assert labelled(reading) == "Back squat · 5×5 · 100 kg"


def test_reps_that_differ_are_listed() -> None:
    reading = Reading(CATALOGUE["chin_up"], (hung(0, 8), hung(0, 8), hung(0, 6)))
    assert labelled(reading) == "Chin-up · bw 8,8,6"


def test_a_failed_set_is_written_apart_from_the_clean_ones_like_it() -> None:
    failed = replace(lifted(100, 5), failed=True)
    assert written(Reading(CATALOGUE["back_squat"], (failed, lifted(100, 5)))) == "Back squat 100 kg ×5 fail, 100 kg ×5"


def test_a_label_names_the_estimate_and_its_formula() -> None:
    reading = Reading(CATALOGUE["deadlift"], (lifted(140, 5),) * 5)
    assert label(reading) == "Deadlift · 5×5 · 140 kg · e1RM 163.3 kg (Epley)"
