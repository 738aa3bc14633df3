"""Of all processes one migrates PostgreSQL, once, behind a backup, and never under a bot that serves."""

import threading
import time
from datetime import timedelta
from pathlib import Path

import pytest

from bot import __main__ as command_line
from bot.database import migrate
from bot.database.postgres import prepare
from bot.database.postgres_look import look
from bot.errors import OperatorError
from bot.instants import system_clock, to_micros
from bot.sealing import new_key
from tests import look as looks
from tests.postgres import Server


@pytest.fixture
def older(postgres_server: Server, monkeypatch: pytest.MonkeyPatch) -> str:
    """Give a database that lacks the newest migration."""
    url, everything = postgres_server.create("older"), migrate.available("postgres")
    with monkeypatch.context() as patched:
        patched.setattr(migrate, "available", lambda *_: everything[:-1])
        prepare(url)
    return url


def test_what_is_to_be_done_before_is_told_the_version_and_only_where_tables_are_changed(
    older: str, postgres_server: Server
) -> None:
    told: list[int] = []
    for url in (postgres_server.create("bare"), older, older):
        prepare(url, told.append)
    assert told == [migrate.available()[-2][0]]


def test_of_several_that_start_at_once_one_alone_backs_up_and_migrates(older: str) -> None:
    told: list[int] = []

    def slowly(version: int) -> None:
        told.append(version)
        time.sleep(0.2)

    starting = [threading.Thread(target=prepare, args=(older, slowly)) for _ in range(4)]
    for thread in starting:
        thread.start()
    for thread in starting:
        thread.join()
    assert (len(told), look(older).tables) == (1, migrate.newest())


def serve(url: str) -> None:
    """Have a bot say that it is there."""
    soon = to_micros(system_clock() + timedelta(seconds=20))
    looks.rows(url, "INSERT INTO leases (name, owner, until) VALUES ('shard 2', 'bot', ?) RETURNING 1", soon)


def test_no_tables_are_changed_under_a_bot_that_serves(older: str) -> None:
    serve(older)
    with pytest.raises(OperatorError, match="a bot still serves shard 2"):
        prepare(older)
    assert look(older).tables < migrate.newest()
    looks.rows(older, "UPDATE leases SET until = ? RETURNING 1", to_micros(system_clock()))
    prepare(older)
    assert look(older).tables == migrate.newest()


def test_nor_under_one_that_came_while_they_were_backed_up(older: str) -> None:
    with pytest.raises(OperatorError, match="a bot still serves shard 2"):
        prepare(older, lambda _: serve(older))
    assert look(older).tables < migrate.newest()


def test_a_version_that_changes_nothing_starts_beside_a_bot_that_serves(older: str) -> None:
    prepare(older)
    serve(older)
    prepare(older)


@pytest.mark.parametrize("folder", ["backups", ""])
def test_the_command_backs_up_where_backups_are_kept(
    older: str, folder: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, value in {"DATABASE_URL": older, "SPOTTER_SECRET_KEY": new_key(), "BACKUP_DIRECTORY": folder}.items():
        monkeypatch.setenv(name, value)
    monkeypatch.chdir(tmp_path)
    assert command_line.main(["migrate"]) == 0
    assert len(list(tmp_path.rglob("*.dump"))) == bool(folder)
    assert look(older).tables == migrate.newest()
