"""Migrations bring a database up to date, whole or not at all."""

import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.database import migrate
from bot.errors import OperatorError


@pytest.fixture
def connection() -> Iterator[sqlite3.Connection]:
    opened = sqlite3.connect(":memory:", isolation_level=None)
    opened.row_factory = sqlite3.Row
    yield opened
    opened.close()


def tables(connection: sqlite3.Connection) -> set[str]:
    return {row["name"] for row in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}


def test_a_new_database_gets_every_migration(connection: sqlite3.Connection) -> None:
    newest = migrate.bring_up_to_date(connection)
    assert newest == migrate.newest()


def test_a_second_start_changes_nothing(connection: sqlite3.Connection) -> None:
    migrate.bring_up_to_date(connection)
    before = connection.execute("SELECT sql FROM sqlite_master").fetchall()
    migrate.bring_up_to_date(connection)
    assert connection.execute("SELECT sql FROM sqlite_master").fetchall() == before


def test_no_two_migrations_share_a_number() -> None:
    versions = [version for version, _ in migrate.available()]
    assert versions == sorted(set(versions))


def test_every_table_is_strict(connection: sqlite3.Connection) -> None:
    migrate.bring_up_to_date(connection)
    loose = [row["name"] for row in connection.execute("PRAGMA table_list") if not row["strict"]]
    assert [name for name in loose if not name.startswith("sqlite_")] == []


def test_a_migration_that_fails_leaves_the_database_as_before(
    connection: sqlite3.Connection, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "sqlite"
    folder.mkdir()
    (folder / "0001_good.sql").write_text("CREATE TABLE good (x INTEGER) STRICT;")
    (folder / "0002_bad.sql").write_text("CREATE TABLE half (x INTEGER) STRICT; INSERT INTO nowhere VALUES (1);")
    monkeypatch.setattr(migrate, "_FOLDER", tmp_path)
    with pytest.raises(OperatorError, match=r"0002_bad\.sql"):
        migrate.bring_up_to_date(connection)
    assert tables(connection) == {"migrations", "good"}


def test_a_database_newer_than_the_code_is_refused(connection: sqlite3.Connection) -> None:
    migrate.bring_up_to_date(connection)
    connection.execute("INSERT INTO migrations (version, name) VALUES (9999, 'future')")
    with pytest.raises(OperatorError, match="9999"):
        migrate.bring_up_to_date(connection)


def test_statements_are_split_at_their_own_semicolons() -> None:
    script = "-- a; comment\nCREATE TABLE a (x TEXT DEFAULT ';');\nCREATE TABLE b (x TEXT)"
    assert len(migrate.statements(script)) == 2
