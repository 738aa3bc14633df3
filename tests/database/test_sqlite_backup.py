"""Backups of a SQLite database are whole, sound, and put back as they were."""

import asyncio
import os
import sqlite3
import stat
import threading
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest

from bot.database import Connection, Database, migrate, process_state, sqlite_backup
from bot.database.lock import alone
from bot.database.sqlite import SqliteDatabase
from bot.database.sqlite_look import Stopped, inspect
from bot.errors import OperatorError
from tests.conftest import START

pytestmark = pytest.mark.on_sqlite


def fill(connection: Connection, rows: int) -> None:
    connection.executemany(
        "INSERT INTO process_state (name, value) VALUES (?, ?)", ((f"{n:06}", "x" * 500) for n in range(rows))
    )


def names(path: Path) -> list[str]:
    with closing(sqlite3.connect(path)) as connection:
        return [name for (name,) in connection.execute("SELECT name FROM process_state ORDER BY name")]


def change(path: Path, sql: str) -> None:
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute(sql)


@pytest.fixture
async def kept(database_path: Path) -> Path:
    """Give a closed database with one thing in it."""
    database = await SqliteDatabase.open(database_path)
    await database.write(process_state.remember, "a", "1")
    await database.close()
    return database_path


@pytest.fixture
def target(tmp_path: Path) -> Path:
    return tmp_path / "backups" / "one.db"


async def test_what_was_committed_is_in_the_backup_of_an_open_database(
    database: Database, database_path: Path, target: Path
) -> None:
    await database.write(fill, 3)
    await asyncio.to_thread(sqlite_backup.make, database_path, target)
    assert names(target) == ["000000", "000001", "000002"]


async def test_a_backup_is_one_moment_of_a_database_that_is_written_meanwhile(
    database: Database, database_path: Path, target: Path
) -> None:
    await database.write(fill, 5000)

    async def write_on() -> None:
        number = 5000
        while True:
            await database.write(process_state.remember, f"{number:06}", "x")
            number += 1

    writing = asyncio.create_task(write_on())
    await asyncio.to_thread(sqlite_backup.make, database_path, target)
    writing.cancel()
    saved = names(target)
    assert len(saved) >= 5000
    assert saved == [f"{number:06}" for number in range(len(saved))]
    assert len(saved) < len(names(database_path))


def test_a_backup_is_one_file_that_only_its_owner_reads(kept: Path, target: Path) -> None:
    sqlite_backup.make(kept, target)
    assert [path.name for path in target.parent.iterdir()] == ["one.db"]
    assert stat.S_IMODE(target.stat().st_mode) == 0o600


def test_a_file_that_is_there_is_not_written_over(kept: Path, target: Path) -> None:
    sqlite_backup.make(kept, target)
    with pytest.raises(OperatorError, match="is there already"):
        sqlite_backup.make(kept, target)


def test_where_there_is_no_database_no_backup_is_left(database_path: Path, target: Path) -> None:
    with pytest.raises(OperatorError, match="can't be backed up"):
        sqlite_backup.make(database_path, target)
    assert list(target.parent.iterdir()) == []


def test_a_damaged_database_makes_no_backup(kept: Path, target: Path) -> None:
    content = bytearray(kept.read_bytes())
    content[4096 * 3 : 4096 * 4] = b"\xa5" * 4096
    kept.write_bytes(content)
    with pytest.raises(OperatorError, match=r"is damaged|can't be backed up"):
        sqlite_backup.make(kept, target)
    assert list(target.parent.iterdir()) == []


@pytest.mark.parametrize("rows", [0, 5000])
def test_a_stop_ends_a_backup_and_leaves_nothing(kept: Path, target: Path, rows: int) -> None:
    with closing(sqlite3.connect(kept)) as connection, connection:
        fill(connection, rows)
    stop = threading.Event()
    stop.set()
    with pytest.raises(Stopped):
        sqlite_backup.make(kept, target, stop)
    assert list(target.parent.iterdir()) == []


def test_a_backup_is_put_back_and_what_it_replaces_is_kept(kept: Path, target: Path) -> None:
    sqlite_backup.make(kept, target)
    change(kept, "INSERT INTO process_state (name, value) VALUES ('b', '2')")
    replaced = sqlite_backup.restore(kept, target, START)
    assert names(kept) == ["a"]
    assert replaced == kept.with_name("spotter.db.replaced-20260304T183000Z")
    assert names(replaced) == ["a", "b"]


def test_what_a_power_cut_left_in_the_log_is_kept_with_the_database_it_belongs_to(
    kept: Path, target: Path, tmp_path: Path
) -> None:
    sqlite_backup.make(kept, target)
    cut = tmp_path / "cut"
    cut.mkdir()
    with closing(sqlite3.connect(kept)) as connection:
        connection.execute("PRAGMA wal_autocheckpoint = 0")
        connection.execute("INSERT INTO process_state (name, value) VALUES ('b', '2')")
        connection.commit()
        for suffix in ("", "-wal"):
            (cut / f"spotter.db{suffix}").write_bytes(kept.with_name(f"spotter.db{suffix}").read_bytes())
    replaced = sqlite_backup.restore(cut / "spotter.db", target, START)
    assert names(cut / "spotter.db") == ["a"]
    assert replaced is not None
    assert names(replaced) == ["a", "b"]


def test_a_backup_is_restored_where_there_is_no_database(kept: Path, target: Path, tmp_path: Path) -> None:
    sqlite_backup.make(kept, target)
    new = tmp_path / "elsewhere" / "spotter.db"
    assert sqlite_backup.restore(new, target, START) is None
    assert names(new) == ["a"]


def test_a_damaged_database_is_replaced_and_kept(kept: Path, target: Path) -> None:
    sqlite_backup.make(kept, target)
    kept.write_bytes(b"scrambled " * 1000)
    replaced = sqlite_backup.restore(kept, target, START)
    assert names(kept) == ["a"]
    assert replaced is not None
    assert replaced.read_bytes().startswith(b"scrambled")


async def test_a_restored_database_opens(kept: Path, target: Path) -> None:
    sqlite_backup.make(kept, target)
    sqlite_backup.restore(kept, target, START)
    database = await SqliteDatabase.open(kept)
    assert await database.read(process_state.recall, "a") == "1"
    await database.close()


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"this is a diary " * 500, "is no database of Spotter"),
        (b"", "is no database of Spotter"),
        (None, "is no file"),
    ],
    ids=["a text", "empty", "missing"],
)
def test_what_is_no_backup_is_refused_and_the_database_stays(
    kept: Path, tmp_path: Path, content: bytes | None, said: str
) -> None:
    no_backup = tmp_path / "diary.db"
    if content is not None:
        no_backup.write_bytes(content)
    with pytest.raises(OperatorError, match=said):
        sqlite_backup.restore(kept, no_backup, START)
    assert names(kept) == ["a"]
    assert not list(tmp_path.glob("*replaced*"))


def test_a_disk_that_fails_at_last_leaves_the_database_where_it_was_even_without_links(
    kept: Path, target: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise OSError(28, "No space left on device")

    sqlite_backup.make(kept, target)
    monkeypatch.setattr(os, "link", fail)
    monkeypatch.setattr(os, "fsync", fail)
    with pytest.raises(OperatorError, match="No space left"):
        sqlite_backup.restore(kept, target, START)
    assert names(kept) == ["a"]


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can give files away")
@pytest.mark.parametrize("there", [True, False])
def test_what_root_restores_belongs_to_whom_the_database_or_its_folder_belonged(
    there: bool, kept: Path, target: Path
) -> None:
    sqlite_backup.make(kept, target)
    for path in (kept, kept.parent):
        os.chown(path, 65534, 65534)
    if not there:
        kept.unlink()
    with alone(kept):
        sqlite_backup.restore(kept, target, START)
    assert (kept.stat().st_uid, kept.stat().st_mode & 0o077) == (65534, 0)
    assert kept.with_name(kept.name + ".lock").stat().st_uid == 65534


def test_a_backup_newer_than_the_code_is_refused(kept: Path, target: Path) -> None:
    sqlite_backup.make(kept, target)
    change(target, "INSERT INTO migrations (version, name) VALUES (9999, 'future')")
    with pytest.raises(OperatorError, match="version 9999, newer than this code"):
        sqlite_backup.restore(kept, target, START)


async def an_older_one(path: Path, monkeypatch: pytest.MonkeyPatch) -> int:
    """Make a database of an older version than this code needs."""
    everything = migrate.available()
    monkeypatch.setattr(migrate, "available", lambda: everything[:-1])
    database = await SqliteDatabase.open(path)
    await database.write(process_state.remember, "old", "1")
    await database.close()
    monkeypatch.setattr(migrate, "available", lambda: everything)
    return everything[-2][0]


async def test_an_older_backup_is_brought_up_to_date(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    old = tmp_path / "old.db"
    await an_older_one(old, monkeypatch)
    restored = tmp_path / "spotter.db"
    sqlite_backup.restore(restored, old, START)
    assert inspect(restored) == migrate.newest()
    assert inspect(old) < migrate.newest()


async def test_a_database_about_to_be_migrated_is_backed_up_first(
    database_path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    version = await an_older_one(database_path, monkeypatch)
    backup = sqlite_backup.before_migrating(database_path, tmp_path / "backups", START)
    assert backup == tmp_path / "backups" / f"spotter.version-{version}-20260304T183000Z.db"
    assert names(backup) == ["old"]


def test_a_database_that_stays_as_it_is_needs_no_backup(kept: Path, tmp_path: Path) -> None:
    later = START + timedelta(days=1)
    assert sqlite_backup.before_migrating(kept, tmp_path, later) is None
    assert sqlite_backup.before_migrating(tmp_path / "none.db", tmp_path, later) is None


def test_a_file_that_is_no_database_is_left_to_who_opens_it(tmp_path: Path) -> None:
    path = tmp_path / "spotter.db"
    path.write_text("diary " * 1000)
    assert sqlite_backup.before_migrating(path, tmp_path, START) is None
