"""What is found on this machine: settings, key, database, disk, backups."""

import os
import sqlite3
from collections import namedtuple
from contextlib import closing
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from bot.database.sqlite import SqliteDatabase
from bot.operations.check.findings import Finding, Grade
from bot.operations.check.local import (
    check_backups,
    check_clock,
    check_copy,
    check_disk,
    check_key,
    check_programs,
    check_settings,
    check_sqlite,
)
from bot.sealing import Seal, new_key
from bot.settings import Settings
from tests.conftest import START

OK, WARNING, WRONG = Grade.OK, Grade.WARNING, Grade.WRONG
HOST = "spotter-0"
Usage = namedtuple("Usage", "total used free")


@pytest.fixture
def settings(database_path: Path) -> Settings:
    return Settings(database_url=f"sqlite:///{database_path}")


@pytest.fixture
async def kept(database_path: Path) -> Path:
    await (await SqliteDatabase.open(database_path)).close()
    return database_path


def only(finding: Finding) -> tuple[Grade, str]:
    return finding.grade, finding.said


def test_a_token_that_others_can_read_is_a_warning(settings: Settings, tmp_path: Path) -> None:
    env = tmp_path / ".env"
    env.write_text("DISCORD_TOKEN=x\n")
    env.chmod(0o600)
    assert [finding.grade for finding in check_settings(settings, env, HOST)] == [OK]
    env.chmod(0o644)
    found = list(check_settings(settings, env, HOST))
    assert found[1].grade == WARNING
    assert f"chmod 600 {env}" in found[1].said


@pytest.mark.parametrize(
    ("address", "grades"),
    [
        (":9464", [OK]),
        ("[::1]:9464", [OK]),
        ("localhost:1", [OK]),
        ("192.0.2.1:9464", [OK, WARNING]),
        ("x:1", [OK, WARNING]),
    ],
)
def test_figures_that_others_can_reach_are_a_warning(address: str, grades: list[Grade], tmp_path: Path) -> None:
    found = check_settings(Settings(metrics_address=address), tmp_path / "none", HOST)
    assert [finding.grade for finding in found] == grades


@pytest.mark.parametrize(
    ("chosen", "said"),
    [
        ({"shard_count": 4, "shard_ids": "9"}, "There are 4 shards"),
        (
            {"shard_count": 8, "shards_per_process": 4, "database_url": "postgresql://x/y"},
            "takes this process's number",
        ),
        ({"shard_count": 4, "shard_ids": "1"}, "a SQLite file takes one process"),
    ],
)
def test_shards_that_the_start_would_refuse_are_wrong(chosen: dict[str, Any], said: str, tmp_path: Path) -> None:
    (finding,) = check_settings(Settings(**chosen), tmp_path / "none", "laptop")
    assert finding.grade == WRONG
    assert said in finding.said


def test_before_the_first_run_there_is_no_key_and_that_is_well(settings: Settings) -> None:
    (finding,) = check_key(settings, None)
    assert finding.grade == OK
    assert "the first run makes" in finding.said


def test_a_key_that_is_gone_is_wrong_where_something_is_sealed(settings: Settings) -> None:
    (finding,) = check_key(settings, lambda _: False)
    assert finding.grade == WRONG
    assert "spotter.key, which this database was sealed with, is gone" in finding.said


@pytest.mark.parametrize("where", ["file", "setting"])
def test_a_key_that_opens_what_is_sealed_is_well(where: str, settings: Settings, tmp_path: Path) -> None:
    key = new_key()
    if where == "file":
        (tmp_path / "spotter.key").write_text(key)
        (tmp_path / "spotter.key").chmod(0o600)
    else:
        settings = Settings(database_url=settings.database_url, spotter_secret_key=key)
    (finding,) = check_key(settings, lambda seal: seal.marks("x") == Seal(key).marks("x"))
    assert only(finding) == (OK, "opens what is sealed")


def test_a_key_that_opens_nothing_is_wrong(settings: Settings) -> None:
    other = Settings(database_url=settings.database_url, spotter_secret_key=new_key())
    (finding,) = check_key(other, lambda _: False)
    assert finding.grade == WRONG
    assert "does not open" in finding.said


@pytest.mark.parametrize("held", [b"no key", b"\xff\xfe"])
def test_a_key_that_is_none_is_wrong_and_not_printed(held: bytes, settings: Settings, tmp_path: Path) -> None:
    (tmp_path / "spotter.key").write_bytes(held)
    (tmp_path / "spotter.key").chmod(0o600)
    (finding,) = check_key(settings, None)
    assert finding.grade == WRONG
    assert "no key" not in finding.said


def test_a_key_file_that_others_can_read_is_a_warning(settings: Settings, tmp_path: Path) -> None:
    (tmp_path / "spotter.key").write_text(new_key())
    (tmp_path / "spotter.key").chmod(0o640)
    assert [finding.grade for finding in check_key(settings, None)] == [OK, WARNING]


def test_a_database_that_is_whole_is_told_with_its_version(kept: Path) -> None:
    finding = check_sqlite(kept)
    assert finding.grade == OK
    assert "is whole, version" in finding.said


def test_a_database_to_come_is_well(database_path: Path) -> None:
    assert check_sqlite(database_path).grade == OK


def test_an_older_database_is_well_and_said_to_be_migrated(kept: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.database.migrate.newest", lambda: 9000)
    finding = check_sqlite(kept)
    assert finding.grade == OK
    assert "the next start migrates it, after a backup" in finding.said


def test_a_newer_database_is_wrong(kept: Path) -> None:
    with closing(sqlite3.connect(kept)) as connection, connection:
        connection.execute("INSERT INTO migrations (version, name) VALUES (9999, 'future')")
    finding = check_sqlite(kept)
    assert finding.grade == WRONG
    assert "newer than this code" in finding.said


def test_a_row_that_refers_to_nothing_is_wrong(kept: Path) -> None:
    with closing(sqlite3.connect(kept)) as connection, connection:
        connection.execute("CREATE TABLE parent (id INTEGER PRIMARY KEY) STRICT")
        connection.execute("CREATE TABLE child (of INTEGER REFERENCES parent (id)) STRICT")
        connection.execute("INSERT INTO child (of) VALUES (7)")
    finding = check_sqlite(kept)
    assert finding.grade == WRONG
    assert "a row of child refers to nothing in parent" in finding.said


def test_a_file_that_is_no_database_is_wrong(database_path: Path) -> None:
    database_path.write_text("diary " * 1000)
    assert check_sqlite(database_path).grade == WRONG


@pytest.mark.parametrize(
    ("free", "grade"), [(10 * 2**20, WRONG), (100 * 2**20, WARNING), (500 * 2**20, OK)], ids=["none", "little", "much"]
)
def test_a_disk_needs_room_for_two_copies(
    free: int, grade: Grade, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("shutil.disk_usage", lambda _: Usage(free, 0, free))
    assert check_disk("disk", tmp_path / "to" / "come", needed=100 * 2**20).grade == grade


@pytest.fixture
def read_only(monkeypatch: pytest.MonkeyPatch) -> None:
    """Have nothing be written to, as on a disk that was mounted anew; whoever tests as root may write anywhere else."""
    monkeypatch.setattr("os.access", lambda _, how: not how & os.W_OK)


def test_a_folder_that_cannot_be_written_to_is_wrong(read_only: None, tmp_path: Path) -> None:
    finding = check_disk("disk", tmp_path / "to" / "come", needed=0)
    assert finding.grade == WRONG
    assert f"{tmp_path} can't be written to" in finding.said


def test_a_database_that_cannot_be_written_to_is_wrong(kept: Path, read_only: None) -> None:
    finding = check_sqlite(kept)
    assert finding.grade == WRONG
    assert "can't be written to" in finding.said


def test_a_copy_that_was_never_finished_is_wrong() -> None:
    (finding,) = check_copy("here", "there")
    assert only(finding) == (WRONG, "here is an unfinished copy of there: run copy-database again")


def test_a_database_that_is_no_copy_has_nothing_to_say() -> None:
    assert list(check_copy("here", None)) == []


@pytest.mark.parametrize(
    ("server", "grade"), [("14.2", OK), ("15.8 (Debian 15.8-0+deb12u1)", OK), ("17beta1", WRONG)], ids=str
)
def test_programs_older_than_the_server_cannot_back_it_up(
    server: str, grade: Grade, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    program = tmp_path / "pg_dump"
    program.write_text("#!/bin/sh\necho 'pg_dump (PostgreSQL) 15.8 (Debian 15.8-0+deb12u1)'\n")
    program.chmod(0o700)
    monkeypatch.setenv("PATH", str(tmp_path))
    finding = check_programs(["pg_dump"], server)
    assert finding.grade == grade
    assert ("pg_dump 15 can't back a server of version 17beta1 up" in finding.said) == (grade == WRONG)


def test_programs_that_lack_are_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    finding = check_programs(["pg_dump", "psql"], "15.8")
    assert finding.grade == WRONG
    assert "pg_dump, psql not installed here" in finding.said


def test_that_no_backups_are_made_is_a_warning() -> None:
    assert check_backups(None, None, START).grade == WARNING


@pytest.mark.parametrize(("hours", "grade"), [(23, OK), (72, WARNING)])
def test_a_backup_that_is_old_is_a_warning(hours: int, grade: Grade, tmp_path: Path) -> None:
    assert check_backups(tmp_path, START - timedelta(hours=hours), START).grade == grade


def test_a_first_backup_to_come_is_well(tmp_path: Path) -> None:
    assert check_backups(tmp_path, None, START).grade == OK


@pytest.mark.parametrize(
    ("ahead", "grade", "said"),
    [(0, OK, "agrees"), (-4, OK, "agrees"), (90, WARNING, "90 s ahead of"), (-7200, WARNING, "7,200 s behind")],
)
def test_a_clock_that_is_not_the_servers_is_told_of(ahead: int, grade: Grade, said: str) -> None:
    found = check_clock(timedelta(seconds=ahead))
    assert found.grade == grade
    assert said in found.said
