"""Units of work run whole and fail alone, on SQLite as on PostgreSQL."""

import asyncio
import sqlite3
from collections.abc import Callable
from contextlib import suppress

import psycopg
import pytest

from bot.database import Connection, Database, open_database, process_state

READ_ONLY = (sqlite3.OperationalError, psycopg.errors.ReadOnlySqlTransaction)


def remember(connection: Connection, name: str, value: str = "x") -> str:
    process_state.remember(connection, name, value)
    return name


def remember_then_fail(connection: Connection, name: str) -> None:
    process_state.remember(connection, name, "half")
    raise LookupError(name)


def recall_and_fail(connection: Connection) -> None:
    process_state.recall(connection, "a")
    raise LookupError


async def jotted(database: Database, name: str, unit: Callable[[Connection, str], object] = remember) -> object:
    async with database.jot(unit, name) as answer:
        return answer


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


async def test_a_small_unit_is_answered_inside_its_context_and_kept_when_it_is_left(database: Database) -> None:
    async with database.jot(remember, "a", value="1") as answer:
        assert answer == "a"
    assert await database.read(process_state.recall, "a") == "1"


async def test_a_small_unit_that_raises_is_not_entered_and_leaves_nothing(database: Database) -> None:
    with pytest.raises(LookupError):
        async with database.jot(remember_then_fail, "a"):
            pytest.fail("there was no answer")
    assert await database.read(process_state.recall, "a") is None


async def test_a_small_unit_that_raises_does_not_take_its_neighbours_with_it(database: Database) -> None:
    outcomes = await asyncio.gather(
        jotted(database, "before"),
        jotted(database, "bad", unit=remember_then_fail),
        jotted(database, "after"),
        return_exceptions=True,
    )
    assert [type(outcome) for outcome in outcomes] == [str, LookupError, str]
    assert await database.read(process_state.recall, "after") == "x"


async def test_what_goes_wrong_inside_the_context_of_a_small_unit_takes_nothing_back(database: Database) -> None:
    with pytest.raises(ZeroDivisionError):
        async with database.jot(remember, "a"):
            raise ZeroDivisionError
    assert await database.read(process_state.recall, "a") == "x"


async def test_many_small_units_and_others_at_once_are_all_kept(database: Database) -> None:
    await asyncio.gather(
        *(jotted(database, f"small {number}") for number in range(300)),
        *(database.write(remember, f"other {number}") for number in range(100)),
        *(jotted(database, f"last {number}") for number in range(100)),
    )
    assert await database.read(lambda c: c.execute("SELECT count(*) FROM process_state").fetchone()[0]) == 500


@pytest.mark.parametrize("turns", [0, 1, 2, 3])
async def test_whoever_waits_for_a_small_unit_may_go_at_any_time(database: Database, turns: int) -> None:
    task = asyncio.create_task(jotted(database, "gone"))
    for _ in range(turns):
        await asyncio.sleep(0)
    task.cancel()
    await asyncio.gather(task, return_exceptions=True)
    assert await jotted(database, "next") == "next"


async def test_a_reader_cannot_write(database: Database) -> None:
    with pytest.raises(READ_ONLY):
        await database.read(remember, "a")


async def test_a_glance_sees_what_was_written(database: Database) -> None:
    await database.write(remember, "a", value="1")
    assert await database.glance(process_state.recall, "a") == "1"


async def test_a_glance_cannot_write(database: Database) -> None:
    with pytest.raises(READ_ONLY):
        await database.glance(remember, "a")


@pytest.mark.parametrize("look", [lambda c: c.execute("SELECT * FROM process_state").fetchone(), recall_and_fail])
async def test_no_glance_keeps_its_snapshot(database: Database, look: Callable[[Connection], object]) -> None:
    await asyncio.gather(database.write(remember, "a"), database.write(remember, "b"))
    with suppress(LookupError):
        await database.glance(look)
    await database.write(remember, "a", value="later")
    assert await database.glance(process_state.recall, "a") == "later"


async def test_what_waits_at_closing_is_still_written(database_url: str) -> None:
    database = await open_database(database_url)
    waiting = [asyncio.create_task(database.write(remember, str(number))) for number in range(10)]
    await asyncio.sleep(0)
    await database.close()
    assert [task.result() for task in waiting] == [str(number) for number in range(10)]
