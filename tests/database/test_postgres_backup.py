"""Dumps of a PostgreSQL database are read through, put back in one go, and never name the password."""

import os
import shutil
import threading
from collections.abc import Sequence
from datetime import timedelta
from pathlib import Path

import psycopg
import pytest

from bot import __main__ as command_line
from bot.database import migrate, migrate_postgres, postgres_alone, postgres_backup, process_state
from bot.database.postgres_look import look
from bot.database.presence import LASTING
from bot.database.sqlite_look import Stopped
from bot.errors import OperatorError
from bot.instants import to_micros
from bot.sealing import new_key
from tests import look as looks
from tests.conftest import START, FakeClock
from tests.postgres import PASSWORD, Server

NAMES = "SELECT name FROM process_state ORDER BY name"


@pytest.fixture
def url(postgres_server: Server) -> str:
    """Give a database with one thing in it, at an address with a password."""
    postgres_server.create("to_back_up")
    address = postgres_server.loopback("to_back_up")
    with psycopg.connect(address, autocommit=True) as connection:
        migrate_postgres.bring_up_to_date(connection)
    remember(address, "a")
    return address


@pytest.fixture
def target(tmp_path: Path) -> Path:
    return tmp_path / "backups" / "one.dump"


def remember(url: str, name: str) -> None:
    with looks.connected(url) as connection:
        process_state.remember(connection, name, "x")


def names(url: str) -> list[str]:
    return [row["name"] for row in looks.rows(url, NAMES)]


def test_a_dump_is_put_back_and_what_it_replaces_is_kept(url: str, target: Path) -> None:
    postgres_backup.make(url, target)
    remember(url, "b")
    kept = postgres_backup.restore(url, target, FakeClock())
    assert names(url) == ["a"]
    assert kept == target.with_name("one.replaced-20260304T183000Z.dump")
    postgres_backup.restore(url, kept, FakeClock())
    assert names(url) == ["a", "b"]


def test_what_a_restore_replaces_is_kept_where_old_copies_are_deleted(url: str, target: Path, tmp_path: Path) -> None:
    postgres_backup.make(url, target)
    kept = postgres_backup.restore(url, target, FakeClock(), tmp_path / "folder")
    assert kept == tmp_path / "folder" / "one.replaced-20260304T183000Z.dump"


def test_whoever_restores_without_a_folder_is_told_to_delete_what_was_replaced(
    url: str, target: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    postgres_backup.make(url, target)
    monkeypatch.setenv("DATABASE_URL", url)
    monkeypatch.setenv("SPOTTER_SECRET_KEY", new_key())
    for folder, told in (("", True), (str(target.parent), False)):
        monkeypatch.setenv("BACKUP_DIRECTORY", folder)
        assert command_line.main(["restore", str(target)]) == 0
        assert ("Nothing deletes that file" in capsys.readouterr().out) is told
        next(target.parent.glob("*replaced*")).unlink()


def test_a_dump_is_restored_where_there_are_no_tables(url: str, target: Path, postgres_server: Server) -> None:
    postgres_backup.make(url, target)
    empty = postgres_server.create("to_restore_into")
    assert postgres_backup.restore(empty, target, FakeClock()) is None
    assert names(empty) == ["a"]


def test_an_older_dump_is_brought_up_to_date(
    target: Path, postgres_server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    url = postgres_server.create("older")
    everything = migrate.available("postgres")
    with monkeypatch.context() as patched:
        patched.setattr(migrate, "available", lambda *_: everything[:-1])
        with psycopg.connect(url, autocommit=True) as connection:
            migrate_postgres.bring_up_to_date(connection)
        postgres_backup.make(url, target)
    assert postgres_backup.inspect(target) == everything[-2][0]
    postgres_backup.restore(url, target, FakeClock())
    assert look(url).tables == migrate.newest()


def test_a_dump_newer_than_the_code_is_refused(url: str, target: Path) -> None:
    with looks.connected(url) as connection:
        connection.execute("INSERT INTO migrations (version, name) VALUES (9999, 'future')")
    with pytest.raises(OperatorError, match="version 9999, newer than this code"):
        postgres_backup.make(url, target)
    assert list(target.parent.iterdir()) == []


@pytest.mark.parametrize("content", [b"a diary", b"", None], ids=["a text", "empty", "missing"])
def test_what_is_no_dump_is_refused_and_the_tables_stay(url: str, tmp_path: Path, content: bytes | None) -> None:
    no_dump = tmp_path / "diary.dump"
    if content is not None:
        no_dump.write_bytes(content)
    with pytest.raises(OperatorError, match=r"is no backup|is no file"):
        postgres_backup.restore(url, no_dump, FakeClock())
    assert names(url) == ["a"]


def test_a_dump_that_ends_early_is_refused(url: str, target: Path) -> None:
    postgres_backup.make(url, target)
    target.write_bytes(target.read_bytes()[:-2000])
    with pytest.raises(OperatorError, match="is damaged"):
        postgres_backup.restore(url, target, FakeClock())
    assert names(url) == ["a"]


def serve(url: str) -> None:
    """Have a bot say that it is there."""
    soon = to_micros(START + LASTING)
    looks.rows(url, "INSERT INTO leases (name, owner, until) VALUES ('shard 0', 'bot', ?) RETURNING 1", soon)


def test_nothing_is_restored_while_a_bot_serves(url: str, target: Path) -> None:
    postgres_backup.make(url, target)
    serve(url)
    with pytest.raises(OperatorError, match="A bot with shard 0 is at postgresql://127"):
        postgres_backup.restore(url, target, FakeClock())


def test_no_bot_can_come_between_the_look_and_the_replacing(
    url: str, target: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    postgres_backup.make(url, target)
    held: list[str] = []

    def make_and_look(url: str, target: Path) -> None:
        held.extend(row["name"] for row in looks.rows(url, "SELECT name FROM leases"))

    monkeypatch.setattr(postgres_backup, "make", make_and_look)
    postgres_backup.restore(url, target, FakeClock())
    assert held == ["everything"]


def test_nothing_is_replaced_when_a_bot_came_all_the_same(
    url: str, target: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    postgres_backup.make(url, target)
    remember(url, "b")
    monkeypatch.setattr(postgres_alone, "LASTING", timedelta(0))
    with pytest.raises(OperatorError, match="A process may have come"):
        postgres_backup.restore(url, target, FakeClock())
    assert names(url) == ["a", "b"]


def test_a_backup_of_a_running_bot_brings_no_bot_back(url: str, target: Path) -> None:
    serve(url)
    postgres_backup.make(url, target)
    looks.rows(url, "DELETE FROM leases RETURNING 1")
    postgres_backup.restore(url, target, FakeClock())
    assert looks.rows(url, "SELECT * FROM leases") == []


def test_what_programs_of_17_write_is_put_back_on_an_older_server(
    url: str, target: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    run = postgres_backup._run

    def run_as_17_does(url: str | None, command: Sequence[str], stop: threading.Event | None = None) -> str:
        said = run(url, command, stop)
        script = Path(command[-2].removeprefix("--file="))
        if command[0] == "pg_restore" and ".sql." in script.name:
            script.write_bytes(b"SET transaction_timeout = 0;\n" + script.read_bytes())
        return said

    postgres_backup.make(url, target)
    remember(url, "b")
    monkeypatch.setattr(postgres_backup, "_run", run_as_17_does)
    postgres_backup.restore(url, target, FakeClock())
    assert names(url) == ["a"]


def test_what_members_wrote_is_no_setting_that_is_taken_out(tmp_path: Path) -> None:
    script = tmp_path / "script"
    script.write_text("SET a = 1;\nCREATE TABLE t (note text);\nCOPY t FROM stdin;\nSET transaction_timeout\n\\.\n")
    before = script.read_bytes()
    postgres_backup._take_out(script, b"SET transaction_timeout")
    assert script.read_bytes() == before


def test_a_restored_database_that_cannot_be_brought_up_to_date_says_where_the_old_one_is(
    url: str, target: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(_: str) -> None:
        raise OperatorError("Migration 0099 failed.")

    postgres_backup.make(url, target)
    monkeypatch.setattr(postgres_backup, "prepare", fail)
    with pytest.raises(OperatorError, match=r"stands in .* now, but .*: Migration 0099 failed\. .* is in .*replaced-"):
        postgres_backup.restore(url, target, FakeClock())
    assert list(target.parent.glob("*.replaced-*"))


def test_only_the_tables_of_the_bot_s_own_schema_are_dropped(url: str) -> None:
    with looks.connected(url) as connection:
        connection.execute("CREATE SCHEMA others")
        connection.execute("CREATE TABLE others.theirs ()")
    assert "theirs" not in postgres_backup._found(url)[0]
    assert postgres_backup._found(url + "?options=-csearch_path%3Dothers")[0] == ["theirs"]


def test_nothing_but_what_was_replaced_is_left_on_the_disk(url: str, target: Path) -> None:
    postgres_backup.make(url, target)
    kept = postgres_backup.restore(url, target, FakeClock())
    assert set(target.parent.iterdir()) == {target, kept}


def test_a_server_that_refuses_the_password_is_told_without_it(postgres_server: Server, target: Path) -> None:
    with pytest.raises(OperatorError) as told:
        postgres_backup.make(postgres_server.loopback("postgres", "hunter2"), target)
    assert "pg_dump failed" in str(told.value)
    assert "hunter2" not in str(told.value)
    assert list(target.parent.iterdir()) == []


def test_the_password_is_no_argument_of_the_programs(url: str) -> None:
    arguments, environment = postgres_backup._address(url)
    assert PASSWORD not in " ".join(arguments)
    assert environment == {"PGPASSWORD": PASSWORD}


def test_a_secret_that_could_only_be_an_argument_is_refused(target: Path) -> None:
    with pytest.raises(OperatorError, match="sslpassword in DATABASE_URL can't be given to pg_dump") as told:
        postgres_backup.make("postgresql://spotter@db/spotter?sslkey=/k&sslpassword=hunter2", target)
    assert "hunter2" not in str(told.value)


def test_a_program_that_is_missing_is_named_with_how_to_get_it(
    url: str, target: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(OperatorError, match="pg_dump is not installed here"):
        postgres_backup.make(url, target)


@pytest.mark.parametrize("program", ["pg_dump", "pg_restore"])
def test_a_stop_ends_a_dump_and_its_reading_and_leaves_nothing(
    program: str, url: str, target: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    sleep = shutil.which("sleep")
    assert sleep is not None
    slow = target.parent.parent / "bin"
    slow.mkdir()
    (slow / program).write_text(f"#!/bin/sh\nexec {sleep} 60\n")
    (slow / program).chmod(0o755)
    monkeypatch.setenv("PATH", f"{slow}:{os.environ['PATH']}")
    stop = threading.Event()
    threading.Timer(1, stop.set).start()
    with pytest.raises(Stopped):
        postgres_backup.make(url, target, stop)
    assert list(target.parent.iterdir()) == []


def test_a_database_about_to_be_migrated_is_dumped_under_its_version(url: str, tmp_path: Path) -> None:
    made = postgres_backup.before_migrating(url, 12, tmp_path, START)
    assert made == tmp_path / "spotter.version-12-20260304T183000Z.dump"
    assert postgres_backup.inspect(made) == migrate.newest()
