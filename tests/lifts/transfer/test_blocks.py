"""Blocks of sets, and which sets of a later export are new."""

from hypothesis import given
from hypothesis import strategies as st

from bot.lifts.transfer.blocks import Block, blocks, split_prints
from bot.lifts.transfer.reading import read_export
from tests.lifts.transfer.files import hevy, sets, strong


def found(data: bytes) -> list[Block]:
    return list(blocks(read_export(data).app, sets(data)))


def row(order: str, name: str = "Squat (Barbell)", weight: str = "100", at: str = "2024-05-06 07:08:09") -> str:
    return f'{at},"A",51m,"{name}",{order},{weight},5,0,0,,,'


def shape(data: bytes) -> list[tuple[str, int]]:
    return [(block.first.exercise, len(block.sets)) for block in found(data)]


def test_sets_of_one_exercise_in_one_workout_are_a_block() -> None:
    assert shape(strong(row("W"), row("1"), row("2"), row("1", "Bench"), row("D", "Bench"))) == [
        ("Squat (Barbell)", 3),
        ("Bench", 2),
    ]


def test_an_exercise_that_comes_back_is_another_block() -> None:
    data = strong(row("1"), row("1", "Bench"), row("1"), row("2"))
    assert shape(data) == [("Squat (Barbell)", 1), ("Bench", 1), ("Squat (Barbell)", 2)]
    assert len({block.key for block in found(data)}) == 2


def test_an_order_that_begins_anew_is_another_block() -> None:
    assert shape(strong(row("1"), row("2"), row("F"), row("1"), row("2"))) == [
        ("Squat (Barbell)", 3),
        ("Squat (Barbell)", 2),
    ]


def test_two_workouts_of_one_minute_are_two() -> None:
    def line(index: int) -> str:
        return f'"Legs","7 Mar 2025, 18:05","7 Mar 2025, 19:05","","Squat",,"",{index},"normal",100,5,,,'

    data = hevy(line(0), line(1), line(0))
    assert shape(data) == [("Squat", 2), ("Squat", 1)]
    assert len({block.key for block in found(data)}) == 1


def test_keys_are_the_same_in_a_longer_export() -> None:
    short = found(strong(row("1"), row("1", "Bench")))
    more = found(
        strong(
            row("1", at="2024-05-01 07:00:00"), row("1"), row("1", "Bench"), row("1", "Bench", at="2024-05-07 07:00:00")
        )
    )
    assert [block.key for block in short] == [block.key for block in more[1:3]]


def test_a_key_fits_a_column_of_63_bits() -> None:
    assert 0 < found(strong(row("1")))[0].key < 2**63


def test_figures_written_in_another_way_are_the_same_set() -> None:
    (first,), (second,) = found(strong(row("1"))), found(strong(row("1", weight="100.0")))
    assert first.prints == second.prints


@given(st.lists(st.integers(0, 2**32 - 1).map("{:08x}".format)))
def test_fingerprints_are_stored_one_after_the_other(prints: list[str]) -> None:
    assert split_prints("".join(prints)) == prints
