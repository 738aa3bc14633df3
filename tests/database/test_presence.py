"""Each shard has one process: a second one is refused, one that was killed makes room, one that lost it stops."""

import asyncio
import logging
from datetime import datetime

import pytest

from bot.database import Connection, Database, presence
from bot.database.leases import Leases
from bot.database.presence import EVERYTHING, LASTING, serving
from bot.errors import OperatorError
from bot.instants import to_micros
from tests.conftest import FakeClock

SOON = 10


@pytest.fixture(autouse=True)
def quickly(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(presence, "RENEW_SECONDS", 0.02)
    monkeypatch.setattr(presence, "_LOOK_SECONDS", 0.01)


@pytest.fixture
def stop() -> asyncio.Event:
    return asyncio.Event()


async def test_processes_that_serve_different_shards_disturb_nobody(
    mine: Leases, other: Leases, stop: asyncio.Event
) -> None:
    async with serving(mine, [0, 1], stop), serving(other, [2, 3], stop):
        await asyncio.sleep(0.1)
    assert not stop.is_set()


async def test_a_shard_is_served_by_one_process_alone(
    mine: Leases, other: Leases, clock: FakeClock, stop: asyncio.Event
) -> None:
    async with serving(mine, [0, 1], stop):
        starting = asyncio.create_task(serving(other, [1, 2], asyncio.Event()).__aenter__())
        await asyncio.sleep(0.1)
        assert not starting.done()
        clock.move(seconds=5)  # and the first says again that it is there
        with pytest.raises(OperatorError, match="Shard 1 is served by another process"):
            await asyncio.wait_for(starting, SOON)
    assert not stop.is_set()


async def test_what_a_process_that_was_killed_served_is_taken_once_it_counts_as_gone(
    mine: Leases, other: Leases, clock: FakeClock, stop: asyncio.Event, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO)
    await other.take_all(["shard 0"], LASTING, unless=EVERYTHING)
    starting = asyncio.create_task(serving(mine, [0], stop).__aenter__())
    await asyncio.sleep(0.1)
    assert not starting.done()
    assert caplog.messages == ["somebody is there; waiting whether they have gone"]
    clock.now += LASTING
    await asyncio.wait_for(starting, SOON)


async def test_what_was_served_to_the_end_is_free_at_once(mine: Leases, other: Leases, stop: asyncio.Event) -> None:
    async with serving(mine, [0, 1], stop):
        pass
    async with asyncio.timeout(SOON), serving(other, [0, 1], stop):
        pass


async def test_a_stop_ends_the_waiting(mine: Leases, other: Leases, stop: asyncio.Event) -> None:
    await other.take_all(["shard 0"], LASTING, unless=EVERYTHING)
    stop.set()
    async with asyncio.timeout(SOON), serving(mine, [0], stop):
        pass


async def test_nobody_serves_while_somebody_has_the_whole_database(
    mine: Leases, other: Leases, clock: FakeClock, stop: asyncio.Event
) -> None:
    await other.take_all([EVERYTHING], LASTING, unless="shard ")
    starting = asyncio.create_task(serving(mine, [0], stop).__aenter__())
    await asyncio.sleep(0.05)
    clock.move(seconds=10)
    await other.take_all([EVERYTHING], LASTING, unless="shard ")
    with pytest.raises(OperatorError, match="is being copied, resealed or restored"):
        await asyncio.wait_for(starting, SOON)


@pytest.mark.parametrize(("taken", "said"), [("shard 0", "Shard 0"), (EVERYTHING, "The database")])
async def test_a_process_that_finds_its_place_taken_after_it_was_suspended_stops(
    taken: str, said: str, mine: Leases, clock: FakeClock, stop: asyncio.Event, database: Database
) -> None:
    served = serving(mine, [0], stop)
    await served.__aenter__()
    await database.write(give_to_another, taken, clock() + LASTING)  # as if this one had slept for so long
    await asyncio.wait_for(stop.wait(), SOON)
    with pytest.raises(OperatorError, match=f"{said} was taken while this process was suspended"):
        await served.__aexit__(None, None, None)


def give_to_another(connection: Connection, name: str, until: datetime) -> None:
    connection.execute("DELETE FROM leases")
    connection.execute("INSERT INTO leases (name, owner, until) VALUES (?, 'other', ?)", (name, to_micros(until)))


async def test_a_database_that_is_away_ends_no_process(
    mine: Leases, stop: asyncio.Event, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    async def away(*_: object, **__: object) -> None:
        raise ConnectionError

    async with serving(mine, [0], stop):
        monkeypatch.setattr(mine, "take_all", away)
        await asyncio.sleep(0.1)
        assert not stop.is_set()
    assert "leases are not renewed, tried again soon" in caplog.messages


async def test_a_database_that_does_not_answer_keeps_no_process_from_ending(
    mine: Leases, stop: asyncio.Event, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    async def hang(*_: object) -> None:
        await asyncio.Event().wait()

    monkeypatch.setattr(presence, "_LEAVE_SECONDS", 0.01)
    monkeypatch.setattr(mine, "give_back", hang)
    async with asyncio.timeout(SOON), serving(mine, [0], stop):
        pass
    assert "leases are not given back, but run out" in caplog.messages
