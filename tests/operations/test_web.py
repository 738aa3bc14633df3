"""`/healthz`, `/livez` and `/metrics` over HTTP."""

import socket

import aiohttp
import pytest

from bot.errors import OperatorError
from bot.operations.health import WELL, Health
from bot.operations.web import serving

HERE = ("127.0.0.1", 0)


async def well() -> Health:
    return Health({"gateway": WELL, "database": WELL})


async def ill() -> Health:
    return Health({"gateway": "not connected for 95 s", "database": WELL})


async def figures() -> bytes:
    return b"spotter_servers 3.0\n"


async def get(port: int, path: str) -> tuple[int, str, str]:
    async with (
        aiohttp.ClientSession() as session,
        session.get(f"http://127.0.0.1:{port}{path}") as response,
    ):
        return response.status, response.headers["Content-Type"], await response.text()


async def test_a_bot_that_is_well_says_so_with_200() -> None:
    async with serving(HERE, well, figures) as port:
        status, kind, said = await get(port, "/healthz")
    assert (status, kind.split(";")[0]) == (200, "application/json")
    assert said == '{"status": "ok", "gateway": "ok", "database": "ok"}'


async def test_a_bot_that_is_not_well_says_what_is_wrong_with_503() -> None:
    async with serving(HERE, ill, figures) as port:
        status, _, said = await get(port, "/healthz")
    assert status == 503
    assert '"status": "failing", "gateway": "not connected for 95 s"' in said


async def test_a_bot_that_is_not_well_is_alive_all_the_same() -> None:
    async with serving(HERE, ill, figures) as port:
        status, _, said = await get(port, "/livez")
    assert (status, said) == (200, "ok")


async def test_figures_come_as_prometheus_reads_them() -> None:
    async with serving(HERE, well, figures) as port:
        status, kind, said = await get(port, "/metrics")
    assert (status, said) == (200, "spotter_servers 3.0\n")
    assert kind.startswith("text/plain")


async def test_an_address_that_is_taken_is_told_in_one_sentence() -> None:
    with socket.socket() as taken:
        taken.bind(HERE)
        taken.listen()
        with pytest.raises(OperatorError, match=r"METRICS_ADDRESS 127\.0\.0\.1:"):
            async with serving(taken.getsockname(), well, figures):
                pass


async def test_what_fails_meanwhile_is_not_taken_for_the_address() -> None:
    with pytest.raises(OSError, match="something else"):
        async with serving(HERE, well, figures):
            raise OSError("something else")
