"""SQLite's one writer tells nothing before it is on disk, and never has the loop wait for another program."""

import asyncio
import gc
import sqlite3
import threading
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from bot.database import Database, process_state
from bot.database.writer import PATIENCE_MS
from tests.database.test_units import jotted, remember, remember_then_fail

pytestmark = pytest.mark.on_sqlite


@pytest.fixture
def other(database: Database, database_path: Path) -> Iterator[sqlite3.Connection]:
    """Give another program's connection to the same file."""
    with closing(sqlite3.connect(database_path, isolation_level=None)) as connection:
        yield connection


def names(other: sqlite3.Connection) -> list[str]:
    return [name for (name,) in other.execute("SELECT name FROM process_state ORDER BY name")]


async def test_a_small_unit_is_answered_before_its_commit_and_its_context_left_after(
    database: Database, other: sqlite3.Connection, monkeypatch: pytest.MonkeyPatch
) -> None:
    prepared = threading.Event()

    def when_prepared(connection: sqlite3.Connection) -> None:
        assert prepared.wait(5)
        connection.execute("COMMIT")

    monkeypatch.setattr("bot.database.writer._commit", when_prepared)
    async with database.jot(remember, "a"):
        assert names(other) == []
        prepared.set()
    assert names(other) == ["a"]


async def test_a_small_unit_waits_for_another_program_that_writes_and_the_loop_does_not(
    database: Database, other: sqlite3.Connection
) -> None:
    other.execute("BEGIN IMMEDIATE")
    loop = asyncio.get_running_loop()
    waiting = asyncio.create_task(jotted(database, "a"))
    began = loop.time()
    for _ in range(100):
        await asyncio.sleep(0)
    assert loop.time() - began < PATIENCE_MS / 1000
    assert not waiting.done()
    other.execute("COMMIT")
    assert await waiting == "a"


async def test_a_commit_that_fails_is_told_to_all_whose_units_it_had(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise sqlite3.OperationalError("database or disk is full")

    with monkeypatch.context() as patched:
        patched.setattr("bot.database.writer._commit", full)
        outcomes = await asyncio.gather(
            jotted(database, "a"), jotted(database, "b", unit=remember_then_fail), return_exceptions=True
        )
        assert [str(outcome) for outcome in outcomes] == ["database or disk is full"] * 2
        with pytest.raises(sqlite3.OperationalError, match="full"):
            await database.write(remember, "c")
    assert await database.write(remember, "d") == "d"
    assert await database.read(process_state.recall, "a") is None


async def test_a_failed_commit_that_nobody_waits_for_any_more_is_no_error_of_its_own(
    database: Database, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def full(*_: object) -> None:
        raise sqlite3.OperationalError("database or disk is full")

    monkeypatch.setattr("bot.database.writer._commit", full)
    await database.jot(remember, "a").__aenter__()
    with pytest.raises(sqlite3.OperationalError):
        await database.write(remember, "b")
    gc.collect()
    assert caplog.records == []
