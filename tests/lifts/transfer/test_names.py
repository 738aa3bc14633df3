"""Names of other apps, and the exercises they are."""

import pytest

from bot.data import read_toml
from bot.errors import Gone
from bot.lifts.exercises import CUSTOM, Catalogue, Loading, custom_id, key_of
from bot.lifts.transfer.names import Names


@pytest.fixture
def names(catalogue: Catalogue) -> Names:
    return Names.from_toml(catalogue, read_toml("exports.toml"))


@pytest.mark.parametrize(
    ("name", "exercise_id"),
    [
        ("Bench Press (Barbell)", "bench_press"),
        ("Bench Press (Dumbbell)", "db_bench_press"),
        ("Squat (Barbell)", "back_squat"),
        ("squat  ( barbell )", "back_squat"),
        ("Seated Leg Curl (Machine)", "seated_leg_curl"),
        ("Lat Pulldown (Cable)", "lat_pulldown"),
        ("Hack Squat (Machine)", "hack_squat"),
        ("Deadlift, Trap Bar", "trap_bar_deadlift"),
        ("Bench Press, Dumbbell", "db_bench_press"),
        ("Barbell Squat", "back_squat"),
        ("Dumbbell Curl", "db_curl"),
        ("Pull Up", "pull_up"),
        ("Pull Up (Weighted)", "pull_up"),
        ("Triceps Dip (Weighted)", "dip"),
        ("Bicep Curl (Dumbbell)", "db_curl"),
        ("Barbell Row", "barbell_row"),
    ],
)
def test_the_same_lift_is_found(names: Names, name: str, exercise_id: str) -> None:
    match = names.find(name)
    assert match
    assert (match.exercise.id, match.helped) == (exercise_id, False)


@pytest.mark.parametrize(
    "name",
    [
        "Bicep Curl (Cable)",
        "Shrug (Dumbbell)",
        "Deadlift (Dumbbell)",
        "Squat (Bodyweight)",
        "Bench Press (Weighted)",
        "Bench Press (Assisted)",
        "Lateral Raise (Cable)",
        "Lat Pulldown (Machine)",
        "Triceps Extension",
        "Bayesian Cable Curl",
        "Kniebeuge",
        "바벨 스쿼트",
        "🏋️",
        "",
        "()" * 500,
        "a" + " " * 10_000 + "b",
        "(" * 10_000 + ")",
        "Pull Up" + " (Weighted)" * 2_000,
        "Weighted " * 2_000 + "Pull Up",
        "Barbell," * 2_000,
        "(Barbell)",
        ", Barbell",
        "a" * 10_000,
    ],
)
def test_another_lift_or_none_is_not_taken_for_one(names: Names, name: str) -> None:
    assert names.find(name) is None


@pytest.mark.parametrize("name", ["Pull Up (Assisted)", "Triceps Dip (Assisted)", "Assisted Pull Up"])
def test_assisted_lifts_are_the_lift_with_help(names: Names, name: str) -> None:
    match = names.find(name)
    assert match
    assert match.helped


def test_every_listed_name_is_of_a_lift_in_the_catalogue(catalogue: Catalogue) -> None:
    listed = read_toml("exports.toml")["names"]
    assert [exercise_id for exercise_id in listed if exercise_id not in {one.id for one in catalogue}] == []


def test_no_listed_name_is_of_two_lifts(catalogue: Catalogue) -> None:
    listed = read_toml("exports.toml")["names"]
    owners: dict[str, set[str]] = {}
    for exercise_id, spellings in listed.items():
        for name in spellings:
            owners.setdefault(key_of(name), set()).add(exercise_id)
            if found := catalogue.find(name):
                owners[key_of(name)].add(found.id)
    assert {key: ids for key, ids in owners.items() if len(ids) > 1} == {}


@pytest.mark.parametrize(
    ("name", "exercise_id", "shown"),
    [
        ("Calf Press (Machine)", "custom:calf_press_machine", "Calf press machine"),
        ("Bayesian Cable Curls", "custom:bayesian_cable_curl", "Bayesian cable curl"),
        ("Kniebeuge", "custom:kniebeuge", "Kniebeuge"),
        ("바벨 스쿼트", "custom:바벨_스쿼트", "바벨 스쿼트"),
    ],
)
def test_a_members_own_exercise_is_shown_by_its_id(
    catalogue: Catalogue, name: str, exercise_id: str, shown: str
) -> None:
    assert custom_id(name) == exercise_id
    assert catalogue[exercise_id].name == shown
    assert catalogue[exercise_id].load is Loading.EITHER


@pytest.mark.parametrize("name", ["🏋️", "…", "x" * 10_000, "Very long " * 20])
def test_own_exercises_of_any_name_have_a_short_id(name: str) -> None:
    assert len(CUSTOM) < len(custom_id(name)) <= 60
    assert custom_id(name) != custom_id(name + "?!🏆y")


def test_an_unknown_id_is_no_exercise(catalogue: Catalogue) -> None:
    with pytest.raises(Gone):
        catalogue["no_such_lift"]
