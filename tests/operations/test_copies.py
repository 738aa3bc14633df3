"""Old copies of the database go by themselves, in every folder, and nothing else does."""

import logging
import os
import tempfile
from datetime import timedelta
from pathlib import Path

import pytest

from bot.instants import compact
from bot.operations import copies
from bot.operations.copies import clear_all, clear_out
from tests.conftest import START

STEM = "gym"


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_what_migrations_and_restores_left_goes_after_a_month_and_nothing_else_does(tmp_path: Path) -> None:
    old, new = compact(START - timedelta(days=31)), compact(START - timedelta(days=29))
    gone = [
        f"spotter.version-12-{old}.db",
        f"spotter.version-12-{old}.dump",
        f"spotter.db.replaced-{old}",
        f"spotter.db.replaced-{old}-wal",
        f"one.replaced-{old}.dump",
    ]
    stay = [
        "x.replaced-20269999T999999Z",
        f"spotter.version-12-{new}.db",
        f"spotter-{old}.db",
        "spotter.db",
        "spotter.key",
        "holiday.jpg",
    ]
    for name in gone + stay:
        (tmp_path / name).touch()
    assert clear_out(tmp_path, STEM, START) == len(gone)
    assert names(tmp_path) == sorted(stay)
    assert clear_out(tmp_path / "none", STEM, START) == 0


def test_a_copy_that_is_gone_by_itself_keeps_none_of_the_others(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    unfinished = tmp_path / ".gym.db.abcdefgh"
    old = tmp_path / f"spotter.db.replaced-{compact(START - timedelta(days=31))}"
    old.touch()
    monkeypatch.setattr(Path, "iterdir", lambda _: iter([unfinished, old]))
    assert clear_out(tmp_path, STEM, START) == 1
    assert not old.exists()


def test_a_copy_that_cannot_be_deleted_is_logged_and_keeps_none_of_the_others(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    old = compact(START - timedelta(days=31))
    (tmp_path / f"a.replaced-{old}").mkdir()
    for name in ("b", "c"):
        (tmp_path / f"{name}.replaced-{old}").touch()
    assert clear_out(tmp_path, STEM, START) == 2
    assert names(tmp_path) == [f"a.replaced-{old}"]
    (record,) = caplog.records
    assert vars(record)["file"] == f"a.replaced-{old}"


@pytest.mark.parametrize(
    "target",
    ["spotter-20260304T183000Z.db", "gym.db", "gym.version-3-20260304T183000Z.db", "spotter-20260304T183000Z.dump"],
)
def test_what_a_power_cut_left_of_a_copy_goes_the_day_after(target: str, tmp_path: Path) -> None:
    handle, left = tempfile.mkstemp(dir=tmp_path, prefix=f".{target}.")  # as bot/database/files.py names it
    os.close(handle)
    os.utime(left, (START.timestamp(), START.timestamp()))
    assert clear_out(tmp_path, STEM, START + timedelta(hours=23)) == 0
    assert clear_out(tmp_path, STEM, START + timedelta(hours=25)) == 1
    assert list(tmp_path.iterdir()) == []


async def test_a_folder_that_cannot_be_read_is_logged_and_keeps_no_other_from_being_cleared(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def clear(folder: Path, *_: object) -> int:
        if folder == tmp_path / "broken":
            raise OSError(5, "Input/output error")
        return 2

    monkeypatch.setattr(copies, "clear_out", clear)
    caplog.set_level(logging.INFO)
    await clear_all([tmp_path / "broken", tmp_path / "sound"], STEM, START)
    failed, told = caplog.records
    assert vars(failed)["do"] == f"Look at {tmp_path / 'broken'} (Input/output error)."
    assert vars(told)["copies"] == 2
