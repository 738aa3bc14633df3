"""What is SQLite's own: one file, and what may stand in its place."""

import sqlite3
import stat
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from bot.database import process_state
from bot.database.sqlite import SqliteDatabase
from bot.errors import OperatorError
from tests import look
from tests.observing import Recorder


async def test_what_is_answered_is_in_the_file_before_the_database_is_closed(database_path: Path) -> None:
    database = await SqliteDatabase.open(database_path)
    await database.write(process_state.remember, "a", "x")
    with closing(sqlite3.connect(database_path)) as other:
        assert other.execute("SELECT value FROM process_state").fetchone() == ("x",)
    await database.close()


async def test_the_file_is_readable_by_its_owner_only(database_path: Path) -> None:
    database = await SqliteDatabase.open(database_path)
    await database.write(process_state.remember, "a", "x")
    made = [path for path in database_path.parent.iterdir() if path.name.startswith(database_path.name)]
    assert {stat.S_IMODE(path.stat().st_mode) & 0o077 for path in made if not path.name.endswith("lock")} == {0}
    assert len(made) >= 3
    await database.close()


async def test_what_was_deleted_is_overwritten_in_the_file_whatever_sqlite_was_built_with(
    database_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    connect = sqlite3.connect

    def carelessly(*args: Any, **options: Any) -> sqlite3.Connection:
        opened: sqlite3.Connection = connect(*args, **options)
        opened.execute("PRAGMA secure_delete = OFF")
        return opened

    monkeypatch.setattr(sqlite3, "connect", carelessly)
    database = await SqliteDatabase.open(database_path)
    secret = "hayneedle " * 50
    await database.write(process_state.remember, "a", secret)
    await database.write(lambda connection: connection.execute("DELETE FROM process_state").rowcount)
    await database.close()
    assert b"hayneedle" not in look.held(f"sqlite:///{database_path}")


async def test_a_file_that_is_no_database_is_told_in_one_sentence(tmp_path: Path) -> None:
    path = tmp_path / "spotter.db"
    path.write_text("this is a diary, not a database " * 100)
    with pytest.raises(OperatorError, match="can't be used"):
        await SqliteDatabase.open(path)


async def test_a_folder_in_place_of_the_file_is_told_in_one_sentence(tmp_path: Path) -> None:
    with pytest.raises(OperatorError, match="can't be used"):
        await SqliteDatabase.open(tmp_path)


async def test_the_observer_is_told_of_what_was_read_written_and_committed(database_path: Path) -> None:
    recorder = Recorder()
    database = await SqliteDatabase.open(database_path, recorder)
    await database.write(process_state.remember, "a", "x")
    await database.read(process_state.recall, "a")
    await database.close()
    assert recorder.told == [("database", what) for what in ("commit", "write", "read")]
