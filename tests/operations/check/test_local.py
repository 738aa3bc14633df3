"""What is found on this machine: settings, key, database, disk, backups."""

import sqlite3
from collections import namedtuple
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest

from bot.database.sqlite import SqliteDatabase
from bot.operations.check.findings import Finding, Grade
from bot.operations.check.local import check_backups, check_disk, check_key, check_settings, check_sqlite
from bot.sealing import Seal, new_key
from bot.settings import Settings
from tests.conftest import START

OK, WARNING, WRONG = Grade.OK, Grade.WARNING, Grade.WRONG
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
    assert [finding.grade for finding in check_settings(settings, env)] == [OK]
    env.chmod(0o644)
    found = list(check_settings(settings, env))
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
    found = check_settings(Settings(metrics_address=address), tmp_path / "none")
    assert [finding.grade for finding in found] == grades


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


def test_that_no_backups_are_made_is_a_warning() -> None:
    assert check_backups(None, None, START).grade == WARNING


@pytest.mark.parametrize(("hours", "grade"), [(23, OK), (72, WARNING)])
def test_a_backup_that_is_old_is_a_warning(hours: int, grade: Grade, tmp_path: Path) -> None:
    assert check_backups(tmp_path, START - timedelta(hours=hours), START).grade == grade


def test_a_first_backup_to_come_is_well(tmp_path: Path) -> None:
    assert check_backups(tmp_path, None, START).grade == OK
