"""A backup a day by itself, the latest stay, and what fails is known."""

import asyncio
import errno
import logging
import threading
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest

from bot.errors import OperatorError
from bot.observer import Observer
from bot.operations.backups import AGAIN, EVERY, Backups, Make
from tests.conftest import START, FakeClock
from tests.observing import Recorder


def write(target: Path, _: threading.Event) -> None:
    target.parent.mkdir(exist_ok=True)
    target.write_text("everything")


def fail(_: Path, __: threading.Event) -> None:
    raise OperatorError("The disk is full.")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "backups"


@pytest.fixture
def backups(folder: Path, clock: FakeClock) -> Callable[..., Backups]:
    def made(make: Make = write, keep: int = 3, observer: Observer | None = None) -> Backups:
        return Backups(folder, keep, make, ".db", clock, observer or Observer())

    return made


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


async def test_the_first_is_made_at_once_and_the_next_a_day_later(
    backups: Callable[..., Backups], folder: Path, clock: FakeClock
) -> None:
    kept = backups()
    assert [await kept.run_due(), await kept.run_due()] == [True, False]
    clock.move(hours=23)
    assert not await kept.run_due()
    clock.move(hours=1)
    assert await kept.run_due()
    assert names(folder) == ["spotter-20260304T183000Z.db", "spotter-20260305T183000Z.db"]


async def test_a_restart_makes_none_before_its_time(backups: Callable[..., Backups], clock: FakeClock) -> None:
    await backups().run_due()
    clock.move(hours=1)
    again = backups()
    assert not await again.run_due()
    assert again.made_at == START


async def test_the_oldest_goes_once_a_newer_one_is_whole_and_other_files_stay(
    backups: Callable[..., Backups], folder: Path, clock: FakeClock
) -> None:
    kept = backups(keep=2)
    await kept.run_due()
    (folder / "spotter.version-12-20200101T000000Z.db").write_text("before a migration")
    for _ in range(3):
        clock.move(days=1)
        await kept.run_due()
    assert names(folder) == [
        "spotter-20260306T183000Z.db",
        "spotter-20260307T183000Z.db",
        "spotter.version-12-20200101T000000Z.db",
    ]


async def test_one_that_a_wrong_clock_dated_ahead_keeps_none_from_being_made_and_goes_first(
    backups: Callable[..., Backups], folder: Path, clock: FakeClock
) -> None:
    kept = backups(keep=2)
    write(folder / "spotter-20310101T000000Z.db", threading.Event())
    assert await kept.run_due()
    assert kept.made_at == START
    clock.move(days=1)
    assert await kept.run_due()
    assert names(folder) == ["spotter-20260304T183000Z.db", "spotter-20260305T183000Z.db"]


async def test_what_is_named_like_a_backup_of_no_day_there_is_is_left_alone(
    backups: Callable[..., Backups], folder: Path
) -> None:
    write(folder / "spotter-20269999T999999Z.db", threading.Event())
    kept = backups(keep=1)
    assert await kept.run_due()
    assert names(folder) == ["spotter-20260304T183000Z.db", "spotter-20269999T999999Z.db"]


async def test_a_failure_is_logged_with_what_to_do_known_and_tried_again_in_an_hour(
    backups: Callable[..., Backups], clock: FakeClock, caplog: pytest.LogCaptureFixture
) -> None:
    recorder = Recorder()
    kept = backups(fail, observer=recorder)
    assert not await kept.run_due()
    assert kept.failed_at == START
    (record,) = [record for record in caplog.records if record.levelno == logging.ERROR]
    assert vars(record)["do"] == "The disk is full."
    clock.move(minutes=30)
    await kept.run_due()
    assert recorder.told == [("backup", "failed")]
    clock.now = START + AGAIN
    await kept.run_due()
    assert recorder.told == [("backup", "failed")] * 2


async def test_a_failure_deletes_no_older_backup(
    backups: Callable[..., Backups], folder: Path, clock: FakeClock
) -> None:
    await backups(keep=1).run_due()
    clock.move(days=1)
    await backups(fail, keep=1).run_due()
    assert names(folder) == ["spotter-20260304T183000Z.db"]


async def test_a_failure_is_forgotten_once_one_was_made(backups: Callable[..., Backups], clock: FakeClock) -> None:
    kept = backups(fail)
    await kept.run_due()
    kept._make = write
    clock.now += EVERY
    assert await kept.run_due()
    assert kept.failed_at is None


@pytest.fixture
def failing(monkeypatch: pytest.MonkeyPatch) -> Callable[[str], None]:
    """Have one thing that is done with files fail, as a dying disk does."""

    def fail_at(name: str) -> None:
        def refused(*_: object, **__: object) -> None:
            raise OSError(errno.EIO, "Input/output error")

        monkeypatch.setattr(Path, name, refused)

    return fail_at


async def test_a_folder_that_cannot_be_read_is_a_failure_and_looked_at_again_in_an_hour(
    backups: Callable[..., Backups],
    clock: FakeClock,
    failing: Callable[[str], None],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    recorder = Recorder()
    kept = backups(observer=recorder)
    failing("is_dir")
    assert not await kept.run_due()
    assert (kept.failed_at, recorder.told) == (START, [("backup", "failed")])
    monkeypatch.undo()
    clock.now += AGAIN
    assert await kept.run_due()


async def test_a_folder_that_is_away_for_an_hour_brings_no_backup_before_its_time(
    backups: Callable[..., Backups], clock: FakeClock, failing: Callable[[str], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    kept = backups()
    await kept.run_due()
    failing("iterdir")
    clock.move(hours=1)
    await kept.run_due()
    assert kept.made_at == START
    monkeypatch.undo()
    clock.now += AGAIN
    assert not await kept.run_due()
    assert kept.failed_at is None


async def test_an_old_backup_that_cannot_be_deleted_is_logged_and_the_new_one_counts(
    backups: Callable[..., Backups],
    folder: Path,
    clock: FakeClock,
    failing: Callable[[str], None],
    caplog: pytest.LogCaptureFixture,
) -> None:
    recorder = Recorder()
    kept = backups(keep=1, observer=recorder)
    await kept.run_due()
    failing("unlink")
    clock.move(days=1)
    assert await kept.run_due()
    assert (kept.failed_at, kept.made_at, recorder.told) == (None, clock.now, [("backup", "made")] * 2)
    (record,) = [record for record in caplog.records if record.levelno == logging.ERROR]
    assert (record.message, vars(record)["file"]) == (
        "an old copy of the database stays",
        "spotter-20260304T183000Z.db",
    )


async def test_a_stop_ends_the_one_that_is_under_way(backups: Callable[..., Backups]) -> None:
    begun, ended = threading.Event(), threading.Event()

    def make(_: Path, stop: threading.Event) -> None:
        begun.set()
        if stop.wait(10):
            ended.set()

    running = asyncio.create_task(backups(make).run())
    await asyncio.to_thread(begun.wait, 10)
    running.cancel()
    await asyncio.gather(running, return_exceptions=True)
    assert await asyncio.to_thread(ended.wait, 10)


async def test_without_a_folder_none_are_made(clock: FakeClock) -> None:
    none = Backups(None, 7, fail, ".db", clock, Observer())
    assert not await none.run_due()
    assert (none.wanted, none.made_at) == (False, None)
    await asyncio.wait_for(none.run(), timedelta(seconds=5).total_seconds())


async def test_a_process_that_leaves_them_to_another_makes_none_and_still_says_how_long_they_are_kept(
    folder: Path, clock: FakeClock
) -> None:
    elsewhere = Backups(folder, 90, fail, ".dump", clock, Observer(), here=False)
    assert not await elsewhere.run_due()
    assert (elsewhere.failed_at, elsewhere.made_at, elsewhere.days) == (None, None, 90)


async def test_a_process_that_leaves_them_to_another_goes_on_looking_how_old_the_newest_is(
    backups: Callable[..., Backups], folder: Path, clock: FakeClock
) -> None:
    await backups().run_due()
    clock.move(days=3)
    elsewhere = Backups(folder, 7, fail, ".db", clock, Observer(), here=False)
    assert not await elsewhere.run_due()
    assert (elsewhere.failed_at, elsewhere.made_at) == (None, START)


async def test_a_process_that_leaves_them_to_another_says_once_who_makes_them(
    folder: Path, clock: FakeClock, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO)
    looked = asyncio.Event()
    looks = 0

    async def look(_: float) -> None:
        nonlocal looks
        looks += 1
        if looks == 3:
            looked.set()
            await asyncio.Event().wait()

    elsewhere = Backups(folder, 7, fail, ".db", clock, Observer(), here=False)
    monkeypatch.setattr("bot.operations.backups.asyncio.sleep", look)
    running = asyncio.create_task(elsewhere.run())
    await asyncio.wait_for(looked.wait(), 5)
    running.cancel()
    await asyncio.gather(running, return_exceptions=True)
    (record,) = caplog.records
    assert "the process with shard 0" in vars(record)["do"]


@pytest.mark.parametrize(("keep", "days"), [(7, 30), (90, 90)])
def test_no_copy_is_kept_for_longer_than_is_said(backups: Callable[..., Backups], keep: int, days: int) -> None:
    assert backups(keep=keep).days == days
