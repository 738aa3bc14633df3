"""Names over the catalogue: the member's own, the server's, and what can't be a name."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.lifts.exercises import custom_id
from bot.lifts.notation import Unreadable, labelled, written
from bot.lifts.reading import read
from bot.lifts.sets import Reading
from bot.lifts.words.store import Named
from bot.lifts.words.vocabulary import keepable, may_name, vocabulary
from tests.lifts.conftest import CATALOGUE, lifted

TATE: Named = (custom_id("Tate presses"), "Tate presses")
KING: Named = ("deadlift", "king lift")
WORDS = vocabulary(CATALOGUE, (TATE,), (KING,))


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("tate press 20 3x12", "Tate press · 3×12 · 20 kg"),
        ("TATE-PRESSES 3x12", "Tate press · 3×12 · bw"),
        ("king lift 180x5", "Deadlift · 180 kg ×5"),
        ("5x5 100 squat", "Back squat · 5×5 · 100 kg"),
    ],
)
def test_own_names_server_names_and_the_catalogue_s_are_read_alike(text: str, shown: str) -> None:
    assert [labelled(reading) for reading in read(text, WORDS, "kg")] == [shown]


def test_what_is_written_of_an_own_exercise_reads_the_same() -> None:
    (reading,) = read("tate press 20 3x12", WORDS, "kg")
    assert read(written(reading), WORDS, "lb") == [reading]


def test_names_of_others_are_not_known() -> None:
    for text in ("tate press 20 3x12", "king lift 180x5"):
        with pytest.raises(Unreadable, match="don't know that lift"):
            read(text, CATALOGUE, "kg")


def test_the_nearest_are_sought_among_all_names() -> None:
    assert WORDS.nearest("tate pres", 1)[0].id == TATE[0]
    assert WORDS.nearest("kng lift", 1)[0].id == "deadlift"
    assert WORDS.nearest("benhc", 1)[0].id == "bench_press"
    assert next(iter(WORDS)).id == TATE[0]


def test_a_member_s_own_name_goes_before_the_server_s() -> None:
    own: Named = (custom_id("king lift"), "king lift")
    assert vocabulary(CATALOGUE, (own,), (KING,)).find("King Lift") == CATALOGUE[own[0]]


def test_without_any_names_the_catalogue_is_all_there_is() -> None:
    assert vocabulary(CATALOGUE, (), ()) is CATALOGUE


@pytest.mark.parametrize(
    "name", ["drop", "fail w", "5x5", "100", "kg", "💪", "", "set of reps", "leg press 45", "x" * 61]
)
def test_what_means_something_in_an_entry_is_no_name(name: str) -> None:
    assert not may_name(name, CATALOGUE)
    assert vocabulary(CATALOGUE, ((custom_id(name), name),), ()).find(name) is CATALOGUE.find(name)


@pytest.mark.parametrize("name", ["tate press", "Kniebeuge", "스쿼트", "machine 3000", "90 90 stretch"])
def test_anything_with_a_word_of_its_own_is_a_name(name: str) -> None:
    assert may_name(name, CATALOGUE)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("tate  press 20 3x12", "tate press"),
        ("3x12 20 zottman", "zottman"),
        ("bench pres 80x5", "bench pres"),
        ("tate press", None),
        ("tate press 20 3x12 §", None),
        ("asdf qwer", None),
        ("100x5", None),
        ("squat 100x5 easy", None),
        ("💪 100x5", None),
    ],
)
def test_an_unknown_name_can_be_kept_where_all_the_rest_is_read(text: str, name: str | None) -> None:
    with pytest.raises(Unreadable) as caught:
        read(text, CATALOGUE, "kg")
    assert keepable(text, caught.value, CATALOGUE) == name


@given(st.text(min_size=1, max_size=70))
def test_any_name_that_may_be_one_reads_back(name: str) -> None:
    if may_name(name, CATALOGUE) and not CATALOGUE.find(name):
        words = vocabulary(CATALOGUE, ((custom_id(name), name),), ())
        exercise = CATALOGUE[custom_id(name)]
        assert words.find(name) == words.find(exercise.name) == exercise


@given(st.text(max_size=200))
def test_the_id_of_an_own_exercise_fits_a_button(name: str) -> None:
    assert len(custom_id(name)) <= 39


NAME_WORDS = ["tate", "curl", "45", "degree", "3", "db", "weighted", "drop", "sets", "w", "x", "of", "bw", "kg"]
NAME_WORDS += ["seated-row", "(cable)", "Über", "Жим", "1-arm", "&", "-"]
NAMES = st.lists(st.sampled_from(NAME_WORDS), min_size=1, max_size=12).map(" ".join) | st.text(max_size=80)


@given(NAMES)
def test_what_is_shown_of_an_own_exercise_can_be_pasted_back_however_long_its_name(name: str) -> None:
    exercise = CATALOGUE[custom_id(name)]
    if may_name(exercise.name, CATALOGUE):
        words = vocabulary(CATALOGUE, ((exercise.id, name),), ())
        reading = Reading(exercise, (lifted(20, 12),) * 3)
        for text in (written(reading), labelled(reading)):
            assert [(one.exercise.id, one.sets) for one in read(text, words, "lb")] == [(exercise.id, reading.sets)]
