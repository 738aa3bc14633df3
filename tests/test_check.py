"""`python -m bot check` looks at everything, changes nothing, and its exit code says how it went."""

import errno
import os
import sqlite3
from pathlib import Path

import pytest

from bot import __main__ as command_line
from bot.app import command_names
from bot.database import process_state
from bot.database.lock import alone
from bot.flares.archive import PROOF, WORD
from bot.sealing import Seal, new_key
from tests import look
from tests.postgres import PASSWORD, Server


@pytest.fixture(autouse=True)
def in_an_empty_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    for name in ("DISCORD_TOKEN", "DATABASE_URL", "LOG_LEVEL", "SPOTTER_SECRET_KEY"):
        monkeypatch.delenv(name, raising=False)
    return tmp_path


def test_a_check_before_the_first_run_makes_nothing(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert command_line.main(["check"]) == 1
    lines = capsys.readouterr().out.splitlines()
    assert [line.split(":")[0].split()[1] for line in lines] == [
        "settings",
        "database",
        "key",
        "disk",
        "backups",
        "token",
    ]
    assert list(tmp_path.iterdir()) == []


def test_a_check_goes_on_while_the_bot_runs(tmp_path: Path) -> None:
    command_line.main(["migrate"])
    with alone(tmp_path / "data" / "spotter.db"):
        assert command_line.main(["check"]) == 1


def test_a_key_that_does_not_fit_ends_the_check_with_2(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    command_line.main(["migrate"])
    with sqlite3.connect(tmp_path / "data" / "spotter.db") as connection:
        (mark,) = Seal(new_key()).marks(WORD)
        connection.execute("INSERT INTO process_state (name, value) VALUES (?, ?)", (PROOF, mark))
    connection.close()
    monkeypatch.setenv("SPOTTER_SECRET_KEY", new_key())
    assert command_line.main(["check"]) == 2
    assert "wrong    key: does not open" in capsys.readouterr().out


def test_a_copy_that_was_cut_off_ends_the_check_with_2(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    command_line.main(["migrate"])
    with sqlite3.connect(tmp_path / "data" / "spotter.db") as connection:
        process_state.remember(connection, process_state.COPYING, "postgresql://elsewhere/spotter")
    connection.close()
    assert command_line.main(["check"]) == 2
    assert "is an unfinished copy of postgresql://elsewhere/spotter: run copy-database" in capsys.readouterr().out


def test_a_folder_of_backups_that_cannot_be_read_ends_the_check_with_2(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def dying(*_: object) -> None:
        raise OSError(errno.EIO, os.strerror(errno.EIO))

    monkeypatch.setattr("bot.check.newest", dying)
    monkeypatch.setenv("BACKUP_DIRECTORY", str(tmp_path))
    assert command_line.main(["check"]) == 2
    assert f"wrong    backups: {tmp_path} can't be read (Input/output error)" in capsys.readouterr().out


def test_what_discord_should_know_is_every_command_group_and_menu() -> None:
    assert {"log", "spotter", "Log these lifts"} <= command_names()


def test_a_server_that_answers_is_told_with_its_version_and_without_the_password(
    postgres_server: Server, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    postgres_server.create("to_check")
    monkeypatch.setenv("DATABASE_URL", postgres_server.loopback("to_check"))
    monkeypatch.setenv("SPOTTER_SECRET_KEY", new_key())
    for said in ("empty; the first run makes the tables", "tables of version"):
        assert command_line.main(["check"]) == 1
        _, line, clock, *_ = capsys.readouterr().out.splitlines()
        assert clock == "ok       clock: agrees with the server's"
        assert line.startswith("ok       database: postgresql://127.0.0.1:")
        assert "answers, PostgreSQL" in line
        assert said in line
        assert PASSWORD not in line
        command_line.main(["migrate"])
        capsys.readouterr()


def test_a_server_with_a_copy_that_was_cut_off_is_wrong(
    postgres_server: Server, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("DATABASE_URL", postgres_server.create("half_copied"))
    monkeypatch.setenv("SPOTTER_SECRET_KEY", new_key())
    command_line.main(["migrate"])
    look.rows(
        postgres_server.url("half_copied"),
        "INSERT INTO process_state (name, value) VALUES (?, 'a.db') RETURNING 1",
        process_state.COPYING,
    )
    assert command_line.main(["check"]) == 2
    assert "/half_copied is an unfinished copy of a.db: run copy-database" in capsys.readouterr().out


def test_a_server_that_does_not_let_the_bot_in_is_wrong(
    postgres_server: Server, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("DATABASE_URL", postgres_server.loopback("postgres", "hunter2"))
    monkeypatch.setenv("SPOTTER_SECRET_KEY", new_key())
    assert command_line.main(["check"]) == 2
    said = capsys.readouterr().out
    assert "wrong    database: PostgreSQL at postgresql://127.0.0.1" in said
    assert "hunter2" not in said
