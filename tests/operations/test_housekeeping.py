"""The chores of each day are done once in the cluster, and each by itself."""

import asyncio
import logging
from collections import Counter
from collections.abc import Callable
from datetime import timedelta

import pytest

from bot.database import Database
from bot.database.leases import Leases
from bot.operations import housekeeping
from bot.operations.housekeeping import AGAIN, Chore, Housekeeping
from tests.conftest import FakeClock


class Chores:
    """Chores, counted; what `fails` names fails, and what `hangs` names never ends."""

    def __init__(self) -> None:
        self.done: Counter[str] = Counter()
        self.fails: set[str] = set()
        self.hangs: set[str] = set()
        self.hanging = asyncio.Event()
        self.cleared = 3

    def named(self, *names: str) -> dict[str, Chore]:
        return {name: self._chore(name) for name in names}

    def _chore(self, name: str) -> Chore:
        async def chore() -> int:
            if name in self.fails:
                raise ValueError("a secret")
            if name in self.hangs:
                self.hanging.set()
                await asyncio.Event().wait()
            self.done[name] += 1
            return self.cleared

        return chore


@pytest.fixture
def chores() -> Chores:
    return Chores()


@pytest.fixture
def keeping(database: Database, clock: FakeClock, chores: Chores) -> Callable[[str], Housekeeping]:
    return lambda owner: Housekeeping(
        Leases(database, clock, owner), chores.named("files", "digests"), chores.named("drafts")
    )


async def test_each_chore_is_done_once_a_day_by_one_process_of_all(
    keeping: Callable[[str], Housekeeping], chores: Chores, clock: FakeClock
) -> None:
    one, other = keeping("one"), keeping("other")
    for _ in range(24):
        await one.run_due()
        await other.run_due()
        clock.now += AGAIN
    assert (chores.done["files"], chores.done["digests"]) == (2, 2)  # at the first look, and in the day's last hour


async def test_chores_of_the_hour_are_done_at_each_look_by_every_process(
    keeping: Callable[[str], Housekeeping], chores: Chores, clock: FakeClock
) -> None:
    one, other = keeping("one"), keeping("other")
    for _ in range(5):
        await one.run_due()
        await other.run_due()
        clock.now += AGAIN
    assert chores.done["drafts"] == 10


async def test_a_chore_that_fails_keeps_no_other_from_being_done(
    keeping: Callable[[str], Housekeeping], chores: Chores, caplog: pytest.LogCaptureFixture
) -> None:
    chores.fails = {"files"}
    await keeping("one").run_due()
    assert chores.done == {"digests": 1, "drafts": 1}
    (record,) = [record for record in caplog.records if record.levelno == logging.ERROR]
    assert (record.message, vars(record)["chore"]) == ("a chore failed", "files")


async def test_a_chore_that_failed_is_tried_again_in_an_hour_and_the_others_are_not(
    keeping: Callable[[str], Housekeeping], chores: Chores, clock: FakeClock
) -> None:
    one = keeping("one")
    chores.fails = {"files"}
    await one.run_due()
    chores.fails = set()
    for _ in range(2):
        clock.now += AGAIN
        await one.run_due()
    assert (chores.done["files"], chores.done["digests"]) == (1, 1)


async def test_a_chore_that_failed_is_tried_again_though_its_process_was_restarted(
    keeping: Callable[[str], Housekeeping], chores: Chores, clock: FakeClock
) -> None:
    chores.fails = {"files"}
    await keeping("one").run_due()
    chores.fails = set()
    clock.now += AGAIN
    await keeping("one, restarted").run_due()
    assert (chores.done["files"], chores.done["digests"]) == (1, 1)


async def test_so_is_one_that_was_cut_off(
    keeping: Callable[[str], Housekeeping], chores: Chores, clock: FakeClock
) -> None:
    chores.hangs = {"files"}
    cut_off = asyncio.create_task(keeping("one").run_due())
    await chores.hanging.wait()
    cut_off.cancel()
    await asyncio.gather(cut_off, return_exceptions=True)
    chores.hangs = set()
    clock.now += AGAIN
    await keeping("one, restarted").run_due()
    assert (chores.done["files"], chores.done["digests"]) == (1, 1)


async def test_one_that_hangs_is_ended_and_the_others_are_done(
    keeping: Callable[[str], Housekeeping], chores: Chores, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(housekeeping, "WITHIN", timedelta(milliseconds=50))
    chores.hangs = {"files"}
    await keeping("one").run_due()
    assert chores.done == {"digests": 1, "drafts": 1}


async def test_chores_of_the_hour_wait_for_none_of_the_day(
    keeping: Callable[[str], Housekeeping], chores: Chores
) -> None:
    chores.hangs = {"files"}
    hanging = asyncio.create_task(keeping("one").run_due())
    await chores.hanging.wait()
    assert chores.done["drafts"] == 1
    hanging.cancel()


async def test_a_day_is_told_once_though_nothing_had_to_go_and_an_hour_only_if_something_had(
    keeping: Callable[[str], Housekeeping], chores: Chores, clock: FakeClock, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO)
    chores.cleared = 0
    one, other = keeping("one"), keeping("other")
    for _ in range(2):
        await one.run_due()
        await other.run_due()
        clock.now += AGAIN
    assert [record.message for record in caplog.records].count("cleared out") == 1


async def test_what_was_done_is_told_by_its_number(
    keeping: Callable[[str], Housekeeping], caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO)
    await keeping("one").run_due()
    (record,) = [record for record in caplog.records if record.message == "cleared out"]
    assert (vars(record)["drafts"], vars(record)["digests"]) == (3, 3)
