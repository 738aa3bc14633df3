"""The catalogue: what the file guarantees, finding by name, offering what is near."""

import csv
from collections import defaultdict

import pytest

from bot.areas import Area
from bot.data import data_path
from bot.lifts.exercises import Catalogue, Loading, key_of, normalised


def test_every_name_belongs_to_one_exercise(catalogue: Catalogue) -> None:
    owners = defaultdict(set)
    for exercise in catalogue:
        for name in exercise.names:
            owners[key_of(name)].add(exercise.id)
    assert {key: ids for key, ids in owners.items() if len(ids) > 1} == {}


def test_every_exercise_is_found_by_each_of_its_names(catalogue: Catalogue) -> None:
    lost = [(e.id, name) for e in catalogue for name in e.names if catalogue.find(name) is not e]
    assert lost == []


def test_ids_and_names_are_unique(catalogue: Catalogue) -> None:
    rows = list(csv.DictReader(data_path("exercises.csv").read_text(encoding="utf-8").splitlines()))
    assert len({row["id"] for row in rows}) == len(rows) == len(list(catalogue))
    assert len({exercise.name for exercise in catalogue}) == len(rows)


def test_no_area_is_both_primary_and_secondary(catalogue: Catalogue) -> None:
    twice = [e.id for e in catalogue if set(e.primary_areas) & set(e.secondary_areas) or not e.primary_areas]
    assert twice == []


def test_every_exercise_has_a_bound_above_which_it_is_asked_about(catalogue: Catalogue) -> None:
    assert all(exercise.ask_above.amount > 0 for exercise in catalogue)


@pytest.mark.parametrize(
    ("typed", "exercise_id"),
    [
        ("squat", "back_squat"),
        ("SQUATS", "back_squat"),
        ("pullup", "pull_up"),
        ("pull ups", "pull_up"),
        ("Pull-Ups", "pull_up"),
        ("bb row", "barbell_row"),
        ("db row", "db_row"),
        ("dumbbell row", "db_row"),
        ("1-arm row", "db_row"),
        ("single arm row", "db_row"),
        ("one leg RDL", "single_leg_rdl"),
        ("Farmer’s walk", "farmers_walk"),
        ("c&j", "clean_and_jerk"),
        ("Deadlift (conventional)", "deadlift"),
        ("adductors", "hip_adduction"),
        ("abductors", "hip_abduction"),
        ("dl", "deadlift"),
        ("rdl", "romanian_deadlift"),
        ("ｂｅｎｃｈ", "bench_press"),
    ],
)
def test_a_name_is_found_in_any_spelling(catalogue: Catalogue, typed: str, exercise_id: str) -> None:
    found = catalogue.find(typed)
    assert found is not None
    assert found.id == exercise_id


@pytest.mark.parametrize(
    "typed", ["bnech", "squa", "adducter", "clean", "ss", "bb", "lp", "", "🏋", "قرفصاء", "x" * 10_000]
)
def test_what_is_only_near_is_never_found(catalogue: Catalogue, typed: str) -> None:
    assert catalogue.find(typed) is None


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("bnech", "bench_press"),
        ("deadlfit", "deadlift"),
        ("squta", "back_squat"),
        ("tempo squat", "back_squat"),
        ("bench pres", "bench_press"),
        ("rdll", "romanian_deadlift"),
        ("zerch", "zercher_squat"),
        ("db bnech", "db_bench_press"),
        ("good mornign", "good_morning"),
    ],
)
def test_the_nearest_is_offered_first(catalogue: Catalogue, typed: str, first: str) -> None:
    assert catalogue.nearest(typed)[0].id == first


def test_initials_offer_the_lifts_they_may_stand_for(catalogue: Catalogue) -> None:
    assert "leg_press" in [exercise.id for exercise in catalogue.nearest("lp", 3)]


def test_a_typo_near_two_lifts_offers_both(catalogue: Catalogue) -> None:
    assert {"hip_adduction", "hip_abduction"} <= {exercise.id for exercise in catalogue.nearest("adducter")}


def test_clean_alone_is_asked_about(catalogue: Catalogue) -> None:
    assert {"power_clean", "hang_clean", "clean_and_jerk"} <= {e.id for e in catalogue.nearest("clean")}


@pytest.mark.parametrize("typed", ["gibberish", "qqqqqqqq", "z" * 10_000])
def test_nothing_is_offered_for_what_is_near_to_nothing(catalogue: Catalogue, typed: str) -> None:
    assert catalogue.nearest(typed) == []


def test_no_name_at_all_offers_the_beginning_of_the_catalogue(catalogue: Catalogue) -> None:
    assert len(catalogue.nearest("", 25)) == 25


def test_no_more_than_asked_for_is_offered(catalogue: Catalogue) -> None:
    assert len(catalogue.nearest("squat", 3)) == 3


@pytest.mark.parametrize(
    ("name", "same"),
    [("Leg Presses", "leg press"), ("lunges", "lunge"), ("press", "press"), ("DB fly", "dumbbell fly"), ("abs", "abs")],
)
def test_names_are_compared_singular_and_spelt_out(name: str, same: str) -> None:
    assert normalised(name) == same


def test_areas_come_with_the_main_ones_first(catalogue: Catalogue) -> None:
    assert catalogue.areas_for("deadlift")[:3] == (Area.LOWER_BACK, Area.HAMSTRING, Area.HIP)
    assert Area.LOWER_BACK in catalogue.areas_for("bench_press")


def test_short_names_are_shown(catalogue: Catalogue) -> None:
    assert catalogue["deadlift"].name == "Deadlift"
    assert catalogue["back_extension"].name == "Back extension"


def test_pull_ups_add_weight_to_the_body(catalogue: Catalogue) -> None:
    assert catalogue["pull_up"].load is Loading.ADDED


def test_an_unknown_name_is_answered_with_the_nearest(catalogue: Catalogue) -> None:
    assert "Did you mean `Bench press`" in str(catalogue.unknown("bnech"))
    assert str(catalogue.unknown("zzqxw")) == "I don't know that lift."
