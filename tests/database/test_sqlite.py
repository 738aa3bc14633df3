"""Units of work run whole, are committed together, and fail alone."""

import asyncio
import sqlite3
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import pytest

from bot.database import Connection, Database, process_state
from bot.errors import OperatorError
from tests.observing import Recorder


def remember(connection: Connection, name: str, value: str = "x") -> str:
    process_state.remember(connection, name, value)
    return name


def remember_then_fail(connection: Connection, name: str) -> None:
    process_state.remember(connection, name, "half")
    raise LookupError(name)


def recall_and_fail(connection: Connection) -> None:
    process_state.recall(connection, "a")
    raise LookupError


async def test_a_unit_returns_what_its_function_returns(database: Database) -> None:
    assert await database.write(remember, "a") == "a"


async def test_what_was_written_can_be_read(database: Database) -> None:
    await database.write(remember, "a", value="1")
    assert await database.read(process_state.recall, "a") == "1"


async def test_a_unit_that_raises_leaves_nothing(database: Database) -> None:
    with pytest.raises(LookupError):
        await database.write(remember_then_fail, "a")
    assert await database.read(process_state.recall, "a") is None


async def test_a_unit_that_raises_does_not_take_its_neighbours_with_it(database: Database) -> None:
    outcomes = await asyncio.gather(
        database.write(remember, "before"),
        database.write(remember_then_fail, "bad"),
        database.write(remember, "after"),
        return_exceptions=True,
    )
    assert [type(outcome) for outcome in outcomes] == [str, LookupError, str]
    assert await database.read(process_state.recall, "after") == "x"


async def test_many_units_at_once_are_all_kept(database: Database) -> None:
    await asyncio.gather(*(database.write(remember, f"name {number}") for number in range(1200)))
    count = await database.read(lambda c: c.execute("SELECT count(*) FROM process_state").fetchone()[0])
    assert count == 1200


async def test_a_cancelled_caller_leaves_no_transaction_open(database: Database) -> None:
    task = asyncio.create_task(database.write(remember, "cancelled"))
    await asyncio.sleep(0)
    task.cancel()
    await asyncio.gather(task, return_exceptions=True)
    assert await database.write(remember, "next") == "next"


async def test_a_reader_cannot_write(database: Database) -> None:
    with pytest.raises(sqlite3.OperationalError, match="readonly"):
        await database.read(remember, "a")


async def test_a_glance_sees_what_was_written(database: Database) -> None:
    await database.write(remember, "a", value="1")
    assert await database.glance(process_state.recall, "a") == "1"


async def test_a_glance_cannot_write(database: Database) -> None:
    with pytest.raises(sqlite3.OperationalError):
        await database.glance(remember, "a")


@pytest.mark.parametrize("look", [lambda c: c.execute("SELECT * FROM process_state").fetchone(), recall_and_fail])
async def test_no_glance_keeps_its_snapshot(database: Database, look: Callable[[Connection], object]) -> None:
    await asyncio.gather(database.write(remember, "a"), database.write(remember, "b"))
    with suppress(LookupError):
        await database.glance(look)
    await database.write(remember, "a", value="later")
    assert await database.glance(process_state.recall, "a") == "later"


async def test_what_is_answered_is_in_the_file_before_the_database_is_closed(
    database: Database, database_path: Path
) -> None:
    await database.write(remember, "a")
    with sqlite3.connect(database_path) as other:
        assert other.execute("SELECT value FROM process_state").fetchone() == ("x",)
    other.close()


async def test_what_waits_at_closing_is_still_written(database_path: Path) -> None:
    database = await Database.open(database_path)
    waiting = [asyncio.create_task(database.write(remember, str(number))) for number in range(10)]
    await asyncio.sleep(0)
    await database.close()
    assert [task.result() for task in waiting] == [str(number) for number in range(10)]


async def test_a_file_that_is_no_database_is_told_in_one_sentence(tmp_path: Path) -> None:
    path = tmp_path / "spotter.db"
    path.write_text("this is a diary, not a database " * 100)
    with pytest.raises(OperatorError, match="can't be used"):
        await Database.open(path)


async def test_a_folder_in_place_of_the_file_is_told_in_one_sentence(tmp_path: Path) -> None:
    with pytest.raises(OperatorError, match="can't be used"):
        await Database.open(tmp_path)


async def test_the_observer_is_told_of_what_was_read_written_and_committed(database_path: Path) -> None:
    recorder = Recorder()
    database = await Database.open(database_path, recorder)
    await database.write(remember, "a")
    await database.read(process_state.recall, "a")
    await database.close()
    assert recorder.told == [("database", what) for what in ("commit", "write", "read")]
