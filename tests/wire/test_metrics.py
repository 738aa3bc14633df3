"""Health and figures of the real bot, read over HTTP while it runs."""

import asyncio
import socket

import aiohttp
import pytest
from prometheus_client.parser import text_string_to_metric_families

from tests.journeys.world import KEY
from tests.postgres import INSTALL, halt, programs, start, stop
from tests.wire.place import Place
from tests.wire.test_process import eventually, remind


async def get(port: int, path: str) -> tuple[int, str]:
    async with aiohttp.ClientSession() as session, session.get(f"http://127.0.0.1:{port}{path}") as response:
        return response.status, await response.text()


async def healthy(port: int) -> None:
    """Wait until the bot says that it is well; it connects a moment before its courier looks for the first time."""
    async with asyncio.timeout(10):
        while (await get(port, "/healthz"))[0] != 200:  # noqa: ASYNC110 - it tells only who asks
            await asyncio.sleep(0.02)


async def samples(port: int, until: tuple[str, ...]) -> dict[tuple[str, ...], float]:
    """Return what `/metrics` tells, by name and the values of its labels in order, once it tells of `until`.

    An answer that the test has read counts once the bot has read that it was taken.
    """
    found: dict[tuple[str, ...], float] = {}
    async with asyncio.timeout(5):
        while not found.get(until):
            _, text = await get(port, "/metrics")
            found = {
                (sample.name, *sorted(sample.labels.values())): sample.value
                for family in text_string_to_metric_families(text)
                for sample in family.samples
            }
    return found


async def test_a_running_bot_is_healthy_and_says_what_is_wrong_otherwise(place: Place, port: int) -> None:
    place.wire.fail("GET", "/gateway/bot", status=200, delay=1.0)
    bot = await place.start(METRICS_ADDRESS=f":{port}")
    try:
        await place.wire.until(lambda: place.wire.sent("GET", "/gateway/bot"))
        status, said = await get(port, "/healthz")
        assert status == 503
        assert '"status": "failing", "gateway": "not connected yet", "database": "ok"' in said
        await place.wire.connected()
        await healthy(port)
        assert await bot.terminate() == 0
        assert f"serving health and figures host=127.0.0.1 port={port}" in bot.stderr
    finally:
        await bot.kill()


async def test_commands_buttons_and_faults_are_counted_and_timed(place: Place, port: int) -> None:
    async with place.running(METRICS_ADDRESS=f"127.0.0.1:{port}"):
        await place.wire.slash(place.anna, place.channel, "log", entry="deadlift 100kg 3x5")
        shown = await place.wire.slash(place.anna, place.channel, "settings")
        await place.wire.press(place.anna, shown, "lb")
        await place.wire.slash(place.anna, place.channel, "spotter health")
        found = await samples(port, until=("spotter_answer_seconds_count", "command", "spotter health"))
    assert found["spotter_interactions_total", "command", "log"] == 1
    assert found["spotter_answer_seconds_count", "command", "log"] == 1
    assert found["spotter_answer_seconds_count", "component", "settings"] == 1
    assert found["spotter_interaction_errors_total", "command", "refused", "spotter health"] == 1
    assert found["spotter_database_seconds_count", "commit"] > 0
    assert found["spotter_gateway_connected", "0"] == 1
    assert found["spotter_servers",] == 1
    assert found["process_resident_memory_bytes",] > 1_000_000


async def test_a_delivery_is_counted_with_how_late_it_was(place: Place, port: int) -> None:
    await remind(place, "a secret")
    async with place.running(METRICS_ADDRESS=f"127.0.0.1:{port}"):
        await eventually(lambda: place.rows("SELECT state FROM deliveries") == [("delivered",)])
        found = await samples(port, until=("spotter_deliveries_total", "delivered", "reminder"))
    assert found["spotter_delivery_lag_seconds_sum", "reminder"] > 3000


async def test_while_postgresql_is_away_the_other_figures_are_told_and_it_is_said(place: Place, port: int) -> None:
    if programs() is None:
        pytest.skip(INSTALL)
    server = start()
    settings = {"DATABASE_URL": server.create("away"), "SPOTTER_SECRET_KEY": KEY}
    try:
        async with place.running(METRICS_ADDRESS=f"127.0.0.1:{port}", **settings):
            assert (await samples(port, until=("spotter_database_up",)))["spotter_gateway_connected", "0"] == 1
            await asyncio.to_thread(halt, server)
            status, text = await get(port, "/metrics")
            assert (status, (await get(port, "/healthz"))[0]) == (200, 503)
        for line in ("spotter_database_up 0.0", 'spotter_gateway_connected{shard="0"} 1.0'):
            assert f"{line}\n" in text
    finally:
        stop(server)


async def test_figures_name_no_member_no_server_and_nothing_typed(place: Place, port: int) -> None:
    async with place.running(METRICS_ADDRESS=f"127.0.0.1:{port}"):
        await place.wire.slash(place.anna, place.channel, "remind me", when="in 1 hour", what="see the physio")
        await place.wire.slash(place.anna, place.channel, "tip browse", area="lower_back")
        _, text = await get(port, "/metrics")
    for private in (str(place.anna.id), str(place.anna.guild_id), "anna", "physio", "lower_back"):
        assert private not in text


async def test_nothing_is_served_unless_asked_for(place: Place, port: int) -> None:
    async with place.running():
        with pytest.raises(aiohttp.ClientConnectorError):
            await get(port, "/healthz")


async def test_an_address_that_is_taken_ends_the_bot_with_one_clear_sentence(place: Place) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        bot = await place.start(METRICS_ADDRESS=f"127.0.0.1:{taken.getsockname()[1]}")
        assert await bot.ended() == 2
    assert "METRICS_ADDRESS" in bot.stderr
    assert "Traceback" not in bot.stderr
