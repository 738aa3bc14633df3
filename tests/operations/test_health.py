"""Each part of the bot is asked how it is, and says what is wrong."""

import asyncio
import sqlite3

import pytest

from bot.database import Connection, Database, process_state
from bot.operations import health
from bot.operations.health import COURIER_WITHIN, GATEWAY_WITHIN, WELL, WRITE_EVERY, WRITTEN, Link, Ping, Vitals
from tests.conftest import FakeClock


async def pong() -> None:
    """Answer, as a database that is well does."""


def test_a_gateway_is_not_well_before_it_was_connected() -> None:
    assert Link().state(0) == "not connected yet"


def test_a_connected_gateway_is_well() -> None:
    link = Link()
    link.up(0)
    assert (link.state(10_000), link.connected) == (WELL, {0: True})


def test_a_gateway_lost_for_a_moment_is_well_and_one_that_stays_lost_is_not() -> None:
    link = Link()
    link.up(0)
    link.down(0, 100.0)
    link.down(0, 150.0)  # another attempt failed
    assert link.state(100 + GATEWAY_WITHIN) == WELL
    assert link.state(100 + GATEWAY_WITHIN + 10) == f"not connected for {GATEWAY_WITHIN + 10:.0f} s"
    assert link.connected == {0: False}


def test_of_several_shards_it_is_said_how_many_are_lost_and_which_is_the_first() -> None:
    link = Link((4, 5, 6))
    for shard in (4, 5, 6):
        link.up(shard)
    link.down(5, 100.0)
    link.down(6, 100.0)
    assert link.connected == {4: True, 5: False, 6: False}
    assert link.state(200.0) == "2 of 3 shards: 5 not connected for 100 s"


def test_a_gateway_that_is_back_is_well() -> None:
    link = Link()
    link.up(0)
    link.down(0, 100.0)
    link.up(0)
    assert link.state(100_000) == WELL


async def test_a_bot_whose_parts_are_all_well_is_well() -> None:
    link = Link()
    link.up(0)
    found = await Vitals(link, pong, asyncio.get_running_loop().time).examine()
    assert found.well
    assert set(found.parts) == {"gateway", "database", "courier"}


async def test_a_database_that_fails_is_named_by_its_error_alone() -> None:
    async def broken() -> None:
        raise sqlite3.OperationalError("disk I/O error while writing 'my groin'")

    found = await Vitals(Link(), broken, lambda: None).examine()
    assert (found.well, found.parts["database"]) == (False, "fails (OperationalError)")


async def test_a_database_that_does_not_answer_is_not_waited_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(health, "DATABASE_WITHIN", 0.01)
    found = await Vitals(Link(), asyncio.Event().wait, lambda: None).examine()
    assert found.parts["database"] == "no answer within 0.01 s"


async def test_a_ping_is_kept_by_the_database_at_most_once_a_minute(database: Database, clock: FakeClock) -> None:
    ping, kept = Ping(database, clock), []
    for _ in range(3):
        await ping()
        kept.append(await database.read(process_state.recall, WRITTEN))
        clock.now += WRITE_EVERY / 2
    assert kept == ["2026-03-04T18:30:00+00:00", "2026-03-04T18:30:00+00:00", "2026-03-04T18:31:00+00:00"]


@pytest.mark.on_sqlite
async def test_a_database_that_keeps_nothing_is_not_well_and_is_once_it_does_again(
    database: Database, clock: FakeClock
) -> None:
    ping = Ping(database, clock)
    await database.write(
        run, "CREATE TRIGGER full BEFORE INSERT ON process_state BEGIN SELECT RAISE(ABORT, 'full'); END"
    )
    for _ in range(2):
        with pytest.raises(sqlite3.Error, match="full"):
            await ping()
    await database.write(run, "DROP TRIGGER full")
    await ping()


def run(connection: Connection, sql: str) -> None:
    connection.execute(sql)


async def test_a_courier_that_has_not_looked_for_long_is_not_well() -> None:
    now = asyncio.get_running_loop().time()
    found = await Vitals(Link(), pong, lambda: now - COURIER_WITHIN - 20).examine()
    assert found.parts["courier"] == f"has not looked for {COURIER_WITHIN + 20:.0f} s"


async def test_a_courier_that_was_not_started_is_not_well() -> None:
    assert (await Vitals(Link(), pong, lambda: None).examine()).parts["courier"] == "not started yet"
