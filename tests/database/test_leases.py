"""A lease is one process's at a time, runs out by itself, and can be given back."""

import asyncio
from datetime import timedelta
from unittest.mock import AsyncMock

import pytest

from bot.database import Database, leases
from bot.database.leases import Leases, Running
from tests.conftest import FakeClock

A_MINUTE = timedelta(minutes=1)


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


async def test_who_waits_looks_and_writes_nothing_until_it_is_free(
    mine: Leases, other: Leases, database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    await mine.take("commands", A_MINUTE)
    with monkeypatch.context() as patched:
        patched.setattr(leases, "_LONGEST_WAIT", timedelta(milliseconds=1))
        patched.setattr(type(database), "write", AsyncMock(side_effect=AssertionError("it wrote")))
        waiting = asyncio.create_task(other.wait_for("commands", A_MINUTE))
        await asyncio.sleep(0.05)
        assert not waiting.done()
    await mine.give_back("commands")
    await asyncio.wait_for(waiting, 5)


async def test_it_is_prolonged_by_who_has_it_alone(mine: Leases, other: Leases, clock: FakeClock) -> None:
    await mine.take("chore", A_MINUTE)
    await mine.prolong("chore", 3 * A_MINUTE)
    clock.move(minutes=2)
    await other.prolong("chore", 9 * A_MINUTE)
    assert not await other.take("chore", A_MINUTE)
    clock.move(minutes=1)
    assert await other.take("chore", A_MINUTE)


async def test_of_many_that_ask_at_once_one_has_it(mine: Leases, other: Leases) -> None:
    asked = await asyncio.gather(*(asking.take("sync", A_MINUTE) for _ in range(10) for asking in (mine, other)))
    assert sum(asked) == 1


async def test_several_are_taken_together_or_not_at_all(mine: Leases, other: Leases) -> None:
    await other.take("b", A_MINUTE)
    held = await mine.take_all(["a", "b"], A_MINUTE, unless="everything")
    assert held is not None
    assert held.name == "b"
    assert await other.take("a", A_MINUTE)


async def test_who_has_several_takes_them_for_longer(mine: Leases, other: Leases, clock: FakeClock) -> None:
    for _ in range(3):
        assert await mine.take_all(["a", "b"], A_MINUTE, unless="everything") is None
        clock.move(seconds=40)
    assert not await other.take("a", A_MINUTE)


async def test_none_is_taken_while_another_has_what_stands_against_them(
    mine: Leases, other: Leases, clock: FakeClock
) -> None:
    await other.take("shard 3", A_MINUTE)
    held = await mine.take_all(["everything"], A_MINUTE, unless="shard ")
    assert held == Running("shard 3", clock() + A_MINUTE)
    clock.move(minutes=1)
    assert await mine.take_all(["everything"], A_MINUTE, unless="shard ") is None


async def test_of_two_that_stand_against_each_other_one_gives_way(mine: Leases, other: Leases) -> None:
    for _ in range(20):
        held = await asyncio.gather(
            mine.take_all(["everything"], A_MINUTE, unless="shard "),
            other.take_all(["shard 0"], A_MINUTE, unless="everything"),
        )
        assert held.count(None) == 1
        await mine.give_back("everything")
        await other.give_back("shard 0")


async def test_several_are_given_back_together(mine: Leases, other: Leases) -> None:
    await mine.take_all(["a", "b"], A_MINUTE, unless="everything")
    await mine.give_back("a", "b")
    assert await other.take_all(["a", "b"], A_MINUTE, unless="everything") is None
