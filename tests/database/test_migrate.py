"""Migrations bring a database up to date, whole or not at all."""

import shutil
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


def bring_up_to_all_but(
    version: int, connection: sqlite3.Connection, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Apply every migration but one."""
    shutil.copytree(migrate._FOLDER, tmp_path / "before", ignore=shutil.ignore_patterns(f"{version:04}_*"))
    with monkeypatch.context() as before:
        before.setattr(migrate, "_FOLDER", tmp_path / "before")
        migrate.bring_up_to_date(connection)


DESPAIR, WALK = "Training is all that keeps me from wanting to kill myself", "I walk up and down between my sets"


def test_words_of_self_harm_that_were_kept_are_deleted_with_all_that_was_said_about_them(
    connection: sqlite3.Connection, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    bring_up_to_all_but(66, connection, tmp_path, monkeypatch)
    tips = [(DESPAIR, "held", "private"), (DESPAIR.upper(), "withdrawn", "held"), (WALK, "published", "")]
    for number, (body, state, why) in enumerate(tips, start=1000):
        connection.execute(
            "INSERT INTO tips (guild_id, id, author_id, anonymous, area, kind, moment, body, state, why, created_at, "
            "changed_at) VALUES (1, ?, 2, 0, 'knee', 'exercise', 'before', ?, ?, ?, 0, 0)",
            (number, body, state, why),
        )
        connection.execute("INSERT INTO tip_votes (guild_id, tip_id, member_id, helps) VALUES (1, ?, 3, 1)", (number,))
        draft = (number, f'{{"text": "{body}"}}')
        connection.execute(
            "INSERT INTO drafts (member_id, id, kind, body, created_at) VALUES (2, ?, 'tip', ?, 7)", draft
        )
    migrate.bring_up_to_date(connection)
    assert [row["body"] for row in connection.execute("SELECT body FROM tips")] == [WALK]
    assert [row["tip_id"] for row in connection.execute("SELECT tip_id FROM tip_votes")] == [1002]
    drafts = connection.execute("SELECT id, expires_at FROM drafts").fetchall()
    assert [tuple(row) for row in drafts] == [(1002, 7 + 7 * 24 * 60 * 60 * 1_000_000)]


def test_digests_that_stood_before_it_was_noted_whom_they_name_are_told_anew_once(
    connection: sqlite3.Connection, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    bring_up_to_all_but(65, connection, tmp_path, monkeypatch)
    for kind, message_id in (("digest", 5), ("digest", None), ("tip", 6)):
        connection.execute(
            "INSERT INTO board_posts (guild_id, kind, subject_id, channel_id, message_id) VALUES (1, ?, ?, 2, ?)",
            (kind, 100 + (message_id or 0), message_id),
        )
    migrate.bring_up_to_date(connection)
    due = connection.execute("SELECT kind, message_id, revision FROM board_posts WHERE try_at IS NOT NULL").fetchall()
    assert [tuple(row) for row in due] == [("digest", 5, 1)]
