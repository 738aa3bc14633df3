"""Which sets of a later export are new."""

from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.lifts.transfer.blocks import Block, blocks
from bot.lifts.transfer.known import Known, Recognition, compared, started
from bot.lifts.transfer.reading import read_export
from tests.lifts.transfer.files import sets, strong

MONDAY = datetime(2025, 5, 5, 7, 8, 9)  # noqa: DTZ001 - the file knows no zone


@pytest.mark.parametrize(
    ("known", "mine", "new", "changed"),
    [
        ("", "AB", [0, 1], 0),
        ("AB", "AB", [], 0),
        ("AB", "BA", [], 0),
        ("A", "AA", [1], 0),
        ("AB", "ABC", [2], 0),
        ("AB", "AC", [], 1),
        ("AC", "ABC", [1], 0),
        ("AB", "A", [], 0),
        ("AB", "CDE", [2], 2),
    ],
    ids=["first", "same", "sorted", "one more", "longer", "changed", "put between", "taken out", "all changed"],
)
def test_only_what_is_new_is_new(known: str, mine: str, new: list[int], changed: int) -> None:
    assert compared(known, mine) == (new, changed)


@given(st.text("ABC"), st.text("ABC"))
def test_there_are_as_many_new_sets_as_the_log_lacks(known: str, mine: str) -> None:
    assert len(compared(known, mine)[0]) == max(0, len(mine) - len(known))


def row(order: int = 1, name: str = "Squat", weight: str = "100", at: datetime = MONDAY) -> str:
    return f'{at},"A",51m,"{name}",{order},{weight},5,0,0,,,'


def found(*rows: str) -> list[Block]:
    data = strong(*rows)
    return list(blocks(read_export(data).app, sets(data)))


def after(*rows: str) -> Known:
    """Return what is known after these rows were imported."""
    prints: dict[int, str] = {}
    keys: dict[int, list[int]] = {}
    for block in found(*rows):
        prints[block.key] = prints.get(block.key, "") + "".join(block.prints)
        keys.setdefault(started(block.first.start), []).append(block.key)
    return Known(prints, keys)


def new(known: Known, *rows: str) -> list[list[int]]:
    """Return the places of new sets by the blocks of the rows."""
    file = found(*rows)
    recognised = Recognition("Strong", known, [(block, block.prints) for block in file])
    return [recognised.new(place) for place in range(len(file))]


def test_two_sets_alike_are_two() -> None:
    assert new(after(row(1), row(2)), row(1), row(2)) == [[]]
    assert new(after(row(1)), row(1), row(2)) == [[1]]


def test_blocks_of_one_exercise_may_change_places() -> None:
    first, second = (row(1), row(2)), (row(1, weight="60"), row(2, weight="60"), row(3, weight="60"))
    between = row(name="Bench")
    assert new(after(*first, between, *second), *second, between, *first) == [[], [], []]


def test_a_block_more_of_an_exercise_is_new() -> None:
    between = row(name="Bench")
    assert new(after(row(1), between), row(1), between, row(1, weight="60")) == [[], [], [0]]


def test_an_exercise_with_another_name_is_known_by_its_sets() -> None:
    assert new(
        after(row(1), row(2), row(name="Bench")), row(1, "Kniebeuge"), row(2, "Kniebeuge"), row(name="Bench")
    ) == [
        [],
        [],
    ]


def test_all_names_may_be_translated_at_once() -> None:
    mine = [row(1, "Squat"), row(2, "Squat"), row(1, "Curl", "20"), row(1, "Fly", "20")]
    theirs = [row(1, "Kniebeuge"), row(2, "Kniebeuge"), row(1, "Fliegende", "20"), row(1, "Curls", "20")]
    assert new(after(*mine), *theirs) == [[], [], []]


def test_names_that_changed_together_are_told_apart_by_how_many_sets_they_have() -> None:
    mine = row(1, "Bench"), row(2, "Bench"), row(1, "Squat")
    theirs = row(1, "Kniebeuge"), row(1, "Bank"), row(2, "Bank")
    assert new(after(*mine), *theirs) == [[], []]


def test_another_exercise_with_other_sets_is_new() -> None:
    assert new(after(row(1), row(2)), row(1, "Bench", "60"), row(2, "Bench", "60")) == [[0, 1]]


def test_the_same_sets_in_another_workout_are_new() -> None:
    assert new(after(row(1)), row(1, "Kniebeuge", at=MONDAY + timedelta(days=7))) == [[0]]


def test_a_renamed_exercise_can_grow() -> None:
    known = after(row(1), row(2))
    assert new(known, row(1, "Kniebeuge"), row(2, "Kniebeuge"), row(3, "Kniebeuge", "110")) == [[2]]


@pytest.mark.parametrize("hours", [-8, -1, 1, 5.5, 5.75, 13])
def test_a_clock_that_moved_makes_nothing_new(hours: float) -> None:
    days = [MONDAY + timedelta(days=2 * number) for number in range(10)]
    later = [row(at=day + timedelta(hours=hours)) for day in days]
    assert new(after(*(row(at=day) for day in days)), *later) == [[]] * 10


def test_a_clock_that_moved_by_two_offsets_in_a_year_makes_nothing_new() -> None:
    days = [MONDAY + timedelta(days=30 * number) for number in range(12)]
    later = [row(at=day + timedelta(hours=5 + (number > 6))) for number, day in enumerate(days)]
    assert new(after(*(row(at=day) for day in days)), *later) == [[]] * 12


def test_after_a_clock_moved_the_next_workout_is_new() -> None:
    hour = timedelta(hours=1)
    assert new(after(row(at=MONDAY)), row(at=MONDAY + hour), row(at=MONDAY + hour + timedelta(days=2))) == [[], [0]]


def test_the_same_workout_a_day_later_in_a_shorter_file_is_new() -> None:
    assert new(after(row(1, "Plank")), row(1, "Plank", at=MONDAY + timedelta(days=1))) == [[0]]


def test_a_clock_that_moved_and_a_new_name_at_once_make_nothing_new() -> None:
    hour = timedelta(hours=1)
    mine = row(), row(name="Bench", weight="60")
    theirs = row(at=MONDAY + hour), row(name="Bankdrücken", weight="60", at=MONDAY + hour)
    assert new(after(*mine), *theirs) == [[], []]


Sets = list[tuple[int, str, str]]
SETS: st.SearchStrategy[Sets] = st.lists(
    st.tuples(st.integers(0, 3), st.sampled_from(["Squat", "Bench"]), st.sampled_from(["60", "100"])), max_size=12
)


@given(SETS.filter(bool), SETS)
def test_a_longer_export_adds_as_many_sets_as_it_is_longer(short: Sets, more: Sets) -> None:
    def rows(those: Sets) -> list[str]:
        return [row(1, name, weight, MONDAY + timedelta(days=day)) for day, name, weight in those]

    assert sum(map(len, new(after(*rows(short)), *rows(short), *rows(more)))) == len(more)
