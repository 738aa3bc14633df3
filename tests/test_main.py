"""The command line: what is wrong ends with one sentence and code 2, never with a traceback."""

import sqlite3
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from bot import __main__ as command_line
from bot import sealing
from bot.database import migrate
from bot.database.lock import alone
from bot.database.sqlite_look import inspect
from bot.instants import system_clock, to_micros
from tests import look
from tests.postgres import Room, Server


@pytest.fixture(autouse=True)
def in_an_empty_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    for name in ("DISCORD_TOKEN", "DATABASE_URL", "LOG_LEVEL"):
        monkeypatch.delenv(name, raising=False)
    return tmp_path


def test_migrate_makes_the_tables_in_postgresql(
    postgres_server: Server, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DATABASE_URL", postgres_server.create("to_migrate"))
    monkeypatch.setenv("SPOTTER_SECRET_KEY", sealing.new_key())
    assert command_line.main(["migrate"]) == 0
    assert "postgresql:///to_migrate is up to date" in capsys.readouterr().out


def test_migrate_makes_the_database_and_says_so(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert command_line.main(["migrate"]) == 0
    assert (tmp_path / "data" / "spotter.db").is_file()
    assert "up to date" in capsys.readouterr().out


def test_reseal_seals_with_the_newest_key_and_says_when_the_old_ones_can_go(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.delenv("SPOTTER_SECRET_KEY", raising=False)
    assert command_line.main(["reseal"]) == 0
    assert "the older keys can go" in capsys.readouterr().out


def test_reseal_says_until_when_the_old_keys_know_blocked_authors_who_deleted_everything(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("SPOTTER_SECRET_KEY", sealing.new_key())
    assert command_line.main(["migrate"]) == 0
    blocked_at = to_micros(datetime(2026, 3, 4, tzinfo=UTC))
    with sqlite3.connect(tmp_path / "data" / "spotter.db") as connection:
        connection.execute(
            "INSERT INTO tip_blocks (guild_id, tip_id, mark, blocked_at) VALUES (1, 1000, 'x', ?)", (blocked_at,)
        )
    connection.close()
    assert command_line.main(["reseal"]) == 0
    said = capsys.readouterr().out
    assert "can go" not in said
    assert "1 blocked author" in said
    assert "4 March 2027" in said


def test_reseal_is_refused_while_a_bot_serves_on_the_server(
    postgres_room: Room, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    url, soon = postgres_room.emptied(), to_micros(system_clock() + timedelta(seconds=20))
    look.rows(url, "INSERT INTO leases (name, owner, until) VALUES ('shard 0', 'bot', ?) RETURNING 1", soon)
    monkeypatch.setenv("DATABASE_URL", url)
    monkeypatch.setenv("SPOTTER_SECRET_KEY", sealing.new_key())
    assert command_line.main(["reseal"]) == command_line.WRONG
    assert "A bot with shard 0 is at" in capsys.readouterr().err
    look.rows(url, "DELETE FROM leases RETURNING 1")
    assert command_line.main(["reseal"]) == 0


def test_reseal_names_what_no_key_opens(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("SPOTTER_SECRET_KEY", sealing.new_key())
    assert command_line.main(["migrate"]) == 0
    with sqlite3.connect(tmp_path / "data" / "spotter.db") as connection:
        lost = sealing.Seal(sealing.new_key()).seal("x")
        connection.execute("INSERT INTO weekly_answers (member_id, week, answers) VALUES (1, '2026-03-08', ?)", (lost,))
    connection.close()
    assert command_line.main(["reseal"]) == command_line.WRONG
    assert "1 open with none" in capsys.readouterr().out


def test_a_backup_is_made_and_put_back_and_it_is_said_that_the_key_is_not_in_it(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert command_line.main(["migrate"]) == 0
    assert command_line.main(["backup", "kept/one.db"]) == 0
    assert command_line.main(["restore", "kept/one.db"]) == 0
    said = capsys.readouterr().out
    assert "kept/one.db is a whole and sound backup of data/spotter.db." in said
    assert said.count("The key that opens health fields is not in a backup") == 2
    (replaced,) = (tmp_path / "data").glob("spotter.db.replaced-*")
    assert replaced.name in said


@pytest.mark.parametrize("command", ["migrate", "reseal", "restore one.db"])
def test_what_changes_the_database_is_refused_while_another_process_has_it(
    command: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert command_line.main(["migrate"]) == 0
    assert command_line.main(["backup", "one.db"]) == 0
    with alone(tmp_path / "data" / "spotter.db"):
        assert command_line.main(command.split()) == command_line.WRONG
        assert "Another process of Spotter has" in capsys.readouterr().err
        assert command_line.main(["backup", "two.db"]) == 0


def test_an_older_database_is_backed_up_before_it_is_migrated(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    everything = migrate.available()
    monkeypatch.setattr(migrate, "available", lambda: everything[:-1])
    assert command_line.main(["migrate"]) == 0
    monkeypatch.setattr(migrate, "available", lambda: everything)
    assert command_line.main(["migrate"]) == 0
    (backup,) = (tmp_path / "data").glob(f"spotter.version-{everything[-2][0]}-*.db")
    assert inspect(backup) == everything[-2][0]


@pytest.mark.parametrize(
    ("name", "value", "said"),
    [
        ("LOG_LEVEL", "LOUD", "LOG_LEVEL is one of"),
        ("SPOTTER_TYPO", "1", "Unknown setting: SPOTTER_TYPO"),
        ("DATABASE_URL", "mysql://x", "DATABASE_URL is sqlite"),
    ],
)
def test_a_wrong_setting_ends_with_one_sentence(
    name: str, value: str, said: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv(name, value)
    assert command_line.main(["migrate"]) == command_line.WRONG
    error = capsys.readouterr().err
    assert said in error
    assert error.count("\n") == 1


def test_a_database_that_is_none_ends_with_one_sentence(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "spotter.db").write_text("not a database " * 1000)
    assert command_line.main(["migrate"]) == command_line.WRONG
    assert "DATABASE_URL" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("command", "code"),
    [
        ("run", 0),
        ("demo", 0),
        ("check", command_line.UNFINISHED),
        ("migrate", command_line.UNFINISHED),
        ("reseal", command_line.UNFINISHED),
        ("backup FILE", command_line.UNFINISHED),
        ("restore FILE", command_line.UNFINISHED),
    ],
    ids=lambda value: str(value).split()[0],
)
def test_ctrl_c_while_it_starts_ends_it_without_a_word(
    command: str, code: int, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def interrupted(*_: Any) -> int:
        raise KeyboardInterrupt

    monkeypatch.setattr(command_line, f"_{command.split()[0]}", interrupted)
    assert command_line.main(command.split()) == code
    assert capsys.readouterr().err == ""


def test_without_a_token_it_says_in_two_lines_where_to_get_one_and_opens_the_demo(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    opened: list[int] = []

    def open_demo(_: Any, options: Any) -> int:
        opened.append(options.port)
        return 0

    monkeypatch.setattr(command_line, "_demo", open_demo)
    assert command_line.main(["run"]) == 0
    error = capsys.readouterr().err
    assert error.count("\n") == 2
    assert "DISCORD_TOKEN" in error
    assert "discord.com/developers" in error
    assert opened == [0]


def test_what_nobody_expected_is_logged_by_its_place_without_its_text(
    monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    def broken(*_: Any) -> int:
        raise ValueError("my groin is numb")

    monkeypatch.setattr(command_line, "_migrate", broken)
    assert command_line.main(["migrate"]) == command_line.FAULT
    said = capfd.readouterr().err
    assert "ended by a fault error=ValueError" in said
    assert "groin" not in said
