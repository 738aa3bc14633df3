"""A lease is one process's at a time, runs out by itself, and can be given back."""

import asyncio
from collections.abc import AsyncIterator
from datetime import timedelta

import pytest

from bot.database import Database, open_database
from bot.database.leases import Leases
from tests.conftest import FakeClock

A_MINUTE = timedelta(minutes=1)


@pytest.fixture
async def other(database: Database, database_url: str, clock: FakeClock) -> AsyncIterator[Leases]:
    """Give the leases of another process."""
    opened = await open_database(database_url)
    yield Leases(opened, clock, "other")
    await opened.close()


@pytest.fixture
def mine(database: Database, clock: FakeClock) -> Leases:
    return Leases(database, clock, "mine")


async def test_it_is_one_processs_at_a_time(mine: Leases, other: Leases) -> None:
    assert await mine.take("sync", A_MINUTE)
    assert not await other.take("sync", A_MINUTE)
    assert await other.take("another", A_MINUTE)


async def test_it_runs_out_by_itself(mine: Leases, other: Leases, clock: FakeClock) -> None:
    await mine.take("sync", A_MINUTE)
    clock.move(minutes=1)
    assert await other.take("sync", A_MINUTE)
    assert not await mine.take("sync", A_MINUTE)


async def test_it_can_be_given_back_by_who_has_it_alone(mine: Leases, other: Leases) -> None:
    await mine.take("sync", A_MINUTE)
    await other.give_back("sync")
    assert not await other.take("sync", A_MINUTE)
    await mine.give_back("sync")
    assert await other.take("sync", A_MINUTE)


async def test_who_has_it_does_not_get_it_twice(mine: Leases) -> None:
    assert await mine.take("identify", A_MINUTE)
    assert not await mine.take("identify", A_MINUTE)


async def test_it_can_be_waited_for(mine: Leases, other: Leases, clock: FakeClock) -> None:
    await mine.take("sync", timedelta(milliseconds=1))
    waiting = asyncio.create_task(other.wait_for("sync", A_MINUTE))
    await asyncio.sleep(0.01)
    assert not waiting.done()
    clock.move(seconds=1)
    await waiting
    assert not await mine.take("sync", A_MINUTE)


async def test_who_waits_has_it_soon_after_it_was_given_back_early(mine: Leases, other: Leases) -> None:
    await mine.take("commands", A_MINUTE)
    waiting = asyncio.create_task(other.wait_for("commands", A_MINUTE))
    await asyncio.sleep(0.01)
    await mine.give_back("commands")
    await asyncio.wait_for(waiting, 5)


async def test_of_many_that_ask_at_once_one_has_it(mine: Leases, other: Leases) -> None:
    asked = await asyncio.gather(*(leases.take("sync", A_MINUTE) for _ in range(10) for leases in (mine, other)))
    assert sum(asked) == 1
