"""A copy of a database holds the same, whichever way it went and however often it was cut off."""

import os
import subprocess
import sys
import time
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from bot import __main__ as command_line
from bot.database import copying, open_database, postgres_alone, process_state
from bot.database.address import sqlite_file
from bot.database.copying import Copied
from bot.database.lock import alone
from bot.database.presence import LASTING
from bot.errors import OperatorError
from bot.instants import system_clock, to_micros
from tests import look
from tests.postgres import Room, Server

ROOT = Path(__file__).parent.parent.parent
MANY = 12_000


@pytest.fixture
async def full(tmp_path: Path) -> str:
    """Give a SQLite database with something of every type of value, in tables that refer to each other."""
    url = f"sqlite:///{tmp_path}/full.db"
    await (await open_database(url)).close()
    with look.connected(url) as connection:
        for member in (2**63 - 1, 1, 42):
            for entry in (7, 3):
                connection.execute(
                    "INSERT INTO entries (member_id, id, exercise_id, day, performed_at, note, logged_at) "
                    "VALUES (?, ?, 'squat', '2026-03-04', -5, ?, 0)",
                    (member, entry, None if entry == 7 else "Ünïcode 🏋 'quoted' \\ \x01"),
                )
                connection.execute(
                    "INSERT INTO sets (member_id, entry_id, position, exercise_id, performed_at, amount, unit, "
                    "weight_key, bodyweight, measure, count, kind, failed, clean, live) "
                    "VALUES (?, ?, 0, 'squat', 0, '102.5', 'kg', ?, 0, 'reps', 5, 'working', 0, 1, 1)",
                    (member, entry, 2**62),
                )
        for number, file in enumerate((b"", b"\x00\xff\xfe", bytes(range(256)) * 50)):
            connection.execute(
                "INSERT INTO staged_imports (member_id, id, file, size, listed, names, staged_at) "
                "VALUES (1, ?, ?, 0, '[]', '{}', 0)",
                (number, file),
            )
        for name in ("b", "B", "ä", "a", "", "\U0001f3cb"):
            connection.execute(
                "INSERT INTO import_names (member_id, name, exercise_id) VALUES (1, ?, 'squat')", (name,)
            )
        process_state.remember(connection, "commands", "abc")
    return url


@pytest.fixture
def empty(postgres_room: Room) -> str:
    return postgres_room.emptied()


@pytest.fixture
def back(tmp_path: Path) -> str:
    return f"sqlite:///{tmp_path}/back.db"


@pytest.fixture
def small_batches(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(copying, "BATCH", 2)


def contents(url: str) -> dict[str, list[dict[str, object]]]:
    return {table: sorted(rows, key=repr) for table, rows in look.contents(url).items()}


def quietly(_: str) -> None:
    """Tell nobody how it goes."""


def test_there_and_back_is_the_same(full: str, empty: str, back: str, small_batches: None) -> None:
    there = copying.copy(full, empty, quietly, system_clock)
    assert copying.copy(empty, back, quietly, system_clock) == there == Copied(there.tables, 22)
    assert contents(full) == contents(empty) == contents(back)


def test_a_file_that_is_copied_into_is_readable_by_its_owner_only(full: str, back: str) -> None:
    copying.copy(full, back, quietly, system_clock)
    assert sqlite_file(back).stat().st_mode & 0o077 == 0


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can give files away")
def test_what_root_copies_into_a_folder_belongs_to_whom_the_folder_belongs(full: str, tmp_path: Path) -> None:
    folder = tmp_path / "theirs"
    folder.mkdir()
    os.chown(folder, 65534, 65534)
    copying.copy(full, f"sqlite:///{folder}/spotter.db", quietly, system_clock)
    assert {path.name: path.stat().st_uid for path in folder.iterdir()} == {
        "spotter.db": 65534,
        "spotter.db.lock": 65534,
    }


async def test_a_copy_can_be_opened_by_the_bot(full: str, empty: str) -> None:
    copying.copy(full, empty, quietly, system_clock)
    database = await open_database(empty)
    assert await database.read(process_state.recall, "commands") == "abc"
    await database.close()


def test_a_character_that_postgresql_cannot_hold_is_left_out(full: str, empty: str) -> None:
    with look.connected(full) as connection:
        process_state.remember(connection, "nul", "in\0between")
    copying.copy(full, empty, quietly, system_clock)
    assert [tuple(row) for row in look.rows(empty, "SELECT value FROM process_state WHERE name = 'nul'")] == [
        ("inbetween",)
    ]


@pytest.fixture
async def big(tmp_path: Path) -> str:
    url = f"sqlite:///{tmp_path}/big.db"
    await (await open_database(url)).close()
    with look.connected(url) as connection:
        connection.execute("BEGIN")
        connection.executemany(
            "INSERT INTO drafts (member_id, id, kind, body, created_at) VALUES (?, ?, 'log', ?, 0)",
            ((number % 97, number, "x" * 200) for number in range(MANY)),
        )
        connection.execute("COMMIT")
    return url


def killed_on_the_way(source: str, target: str, arrived: Callable[[], int]) -> None:
    process = subprocess.Popen(
        [sys.executable, "-m", "bot", "copy-database", source, target], cwd=ROOT, stdout=subprocess.DEVNULL
    )
    try:
        while arrived() == 0:
            assert process.poll() is None, "it was done before it could be killed"
            time.sleep(0.002)
    finally:
        process.kill()
        process.wait()


def half_a_minute_later() -> datetime:
    """Give the time at which who was killed now counts as gone."""
    return system_clock() + LASTING


async def test_after_a_kill_it_goes_on_where_it_was(big: str, empty: str) -> None:
    def arrived() -> int:
        return int(look.rows(empty, "SELECT COUNT(*) FROM drafts")[0][0])

    killed_on_the_way(big, empty, arrived)
    before = arrived()
    assert 0 < before < MANY
    with pytest.raises(OperatorError, match=r"unfinished copy of .*big\.db"):
        await open_database(empty)
    told: list[str] = []
    copying.copy(big, empty, told.append, half_a_minute_later)
    assert f"drafts: {MANY - before} rows copied" in told
    assert contents(big)["drafts"] == contents(empty)["drafts"]


def test_a_database_that_holds_rows_is_refused(full: str, empty: str) -> None:
    look.rows(empty, "INSERT INTO members (member_id) VALUES (1) RETURNING 1")
    with pytest.raises(OperatorError, match=r"is not empty \(members hold rows\)"):
        copying.copy(full, empty, quietly, system_clock)


def test_a_finished_copy_is_not_copied_over(full: str, empty: str) -> None:
    copying.copy(full, empty, quietly, system_clock)
    with pytest.raises(OperatorError, match="is not empty"):
        copying.copy(full, empty, quietly, system_clock)


def test_an_unfinished_copy_of_another_database_is_refused(full: str, empty: str) -> None:
    with look.connected(empty) as connection:
        process_state.remember(connection, process_state.COPYING, "/elsewhere.db")
    with pytest.raises(OperatorError, match=r"unfinished copy of /elsewhere\.db"):
        copying.copy(full, empty, quietly, system_clock)


@pytest.fixture
def older(full: str) -> str:
    look.rows(full, "DELETE FROM migrations WHERE version = (SELECT MAX(version) FROM migrations) RETURNING 1")
    return full


def test_a_source_of_an_older_version_is_refused(older: str, empty: str) -> None:
    with pytest.raises(OperatorError, match="run `python -m bot migrate` on it first"):
        copying.copy(older, empty, quietly, system_clock)


def test_a_source_newer_than_the_code_is_refused(full: str, empty: str) -> None:
    look.rows(full, "INSERT INTO migrations (version, name) VALUES (9999, 'future') RETURNING 1")
    with pytest.raises(OperatorError, match="newer than this code"):
        copying.copy(full, empty, quietly, system_clock)


def test_what_differs_in_the_end_is_told_and_the_copy_stays_unfinished(
    full: str, empty: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(copying, "_copy_table", lambda *_: 0)
    with pytest.raises(OperatorError, match=r"entries differs: 6 rows in .*full\.db, 0 in"):
        copying.copy(full, empty, quietly, system_clock)
    with look.connected(empty) as connection:
        assert process_state.recall(connection, process_state.COPYING) is not None


def test_a_bot_that_runs_on_the_file_is_told_of(full: str, empty: str) -> None:
    with alone(sqlite_file(full)), pytest.raises(OperatorError, match="Another process of Spotter"):
        copying.copy(full, empty, quietly, system_clock)


@pytest.fixture
def served(empty: str) -> str:
    """Give a database on which a bot says that it is there."""
    soon = to_micros(system_clock() + timedelta(seconds=20))
    look.rows(empty, "INSERT INTO leases (name, owner, until) VALUES ('shard 0', 'bot', ?) RETURNING 1", soon)
    return empty


def test_a_bot_that_runs_on_the_server_is_told_of_on_either_side(full: str, served: str, back: str) -> None:
    for source, target in ((full, served), (served, back)):
        with pytest.raises(OperatorError, match="A bot with shard 0"):
            copying.copy(source, target, quietly, system_clock)


async def test_no_bot_can_come_while_it_goes_on(full: str, empty: str) -> None:
    def served(_: str) -> None:
        held = look.rows(empty, "SELECT name FROM leases WHERE until > ?", to_micros(system_clock()))
        assert [row["name"] for row in held] == ["everything"]

    copying.copy(full, empty, served, system_clock)


async def test_a_copy_during_which_somebody_may_have_come_stays_unfinished(
    full: str, empty: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(postgres_alone, "LASTING", timedelta(0))
    with pytest.raises(OperatorError, match="A process may have come"):
        copying.copy(full, empty, quietly, system_clock)
    with pytest.raises(OperatorError, match="unfinished copy"):
        await open_database(empty)


@pytest.mark.parametrize(
    ("source", "said"),
    [("sqlite:////nowhere/spotter.db", "is no file"), ("mysql://x", "is no address of a database")],
)
def test_a_source_that_is_none_is_told(source: str, said: str, empty: str) -> None:
    with pytest.raises(OperatorError, match=said):
        copying.copy(source, empty, quietly, system_clock)


def test_a_source_that_is_damaged_is_told_not_the_target(full: str, empty: str) -> None:
    path = sqlite_file(full)
    whole = path.read_bytes()
    path.write_bytes(whole[: len(whole) // 2])
    with pytest.raises(OperatorError, match=r"full\.db can't be used"):
        copying.copy(full, empty, quietly, system_clock)


def test_leases_that_run_where_it_comes_from_do_not_hold_where_it_goes(full: str, empty: str) -> None:
    look.rows(full, "INSERT INTO leases (name, owner, until) VALUES ('chore files', 'old', 1) RETURNING 1")
    copying.copy(full, empty, quietly, system_clock)
    assert look.rows(empty, "SELECT * FROM leases") == []


def test_a_server_that_is_not_there_is_told(full: str) -> None:
    with pytest.raises(OperatorError, match="can't be reached"):
        copying.copy(full, "postgresql://127.0.0.1:1/x", quietly, system_clock)


def test_the_command_says_what_it_did(full: str, postgres_server: Server, capsys: pytest.CaptureFixture[str]) -> None:
    assert command_line.main(["copy-database", full, postgres_server.create("moved")]) == 0
    assert "22 rows in" in capsys.readouterr().out
