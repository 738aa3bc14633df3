"""What is found at Discord: the token, the commands, the permissions."""

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from typing import Any

import pytest
from aiohttp import web

from bot.operations.check.findings import Finding, Grade
from bot.operations.check.online import check_discord

TOKEN = "a.token.of-nobody"
ALL = (1 << 10) | (1 << 11) | (1 << 14) | (1 << 15)
COMMANDS = frozenset({"log", "help"})


def guild(number: int, permissions: int = ALL) -> dict[str, Any]:
    return {"id": str(number), "name": f"Iron {number}", "permissions": str(permissions)}


@asynccontextmanager
async def discord(
    guilds: list[dict[str, Any]] | None = None, commands: frozenset[str] = COMMANDS, status: int = 200
) -> AsyncIterator[str]:
    """Serve what a check asks of Discord, and give the address."""

    def authorised(answer: Callable[[web.Request], Any]) -> Callable[[web.Request], Any]:
        async def handle(request: web.Request) -> web.Response:
            if request.headers["Authorization"] != f"Bot {TOKEN}":
                return web.json_response({"message": "401: Unauthorized", "code": 0}, status=401)
            return web.json_response(answer(request), status=status)

        return handle

    def page(request: web.Request) -> list[dict[str, Any]]:
        later = [one for one in guilds or [] if int(one["id"]) > int(request.query["after"])]
        return later[: int(request.query["limit"])]

    app = web.Application()
    app.router.add_get("/oauth2/applications/@me", authorised(lambda _: {"id": "7", "name": "Spotter"}))
    app.router.add_get("/applications/7/commands", authorised(lambda _: [{"name": name} for name in commands]))
    app.router.add_get("/users/@me/guilds", authorised(page))
    runner = web.AppRunner(app)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    try:
        yield f"http://127.0.0.1:{runner.addresses[0][1]}"
    finally:
        await runner.cleanup()


def graded(findings: list[Finding]) -> dict[str, Grade]:
    return {finding.what: finding.grade for finding in findings}


async def test_a_bot_that_is_set_up_well_is_well() -> None:
    async with discord([guild(1)]) as address:
        found = await check_discord(address + "/", TOKEN, COMMANDS)
    assert set(graded(found).values()) == {Grade.OK}
    assert "is of Spotter" in found[0].said


async def test_a_token_that_discord_refuses_is_wrong_and_not_printed() -> None:
    async with discord() as address:
        (finding,) = await check_discord(address, "an.other.token", COMMANDS)
    assert finding.grade == Grade.WRONG
    assert "an.other.token" not in str(finding)


async def test_without_a_token_nothing_is_asked() -> None:
    (finding,) = await check_discord("http://127.0.0.1:9", "", COMMANDS)
    assert (finding.what, finding.grade) == ("token", Grade.WARNING)


@pytest.mark.parametrize("status", [None, 500], ids=["nobody there", "broken"])
async def test_what_can_not_be_asked_is_said_to_be_unchecked(status: int | None) -> None:
    async with discord(status=status or 200) as address:
        (finding,) = await check_discord(address if status else "http://127.0.0.1:9", TOKEN, COMMANDS)
    assert finding.grade == Grade.WARNING
    assert "not checked" in finding.said


async def test_commands_that_discord_does_not_have_or_has_besides_are_a_warning() -> None:
    async with discord(commands=frozenset({"log", "old"})) as address:
        found = await check_discord(address, TOKEN, COMMANDS)
    (commands,) = [finding for finding in found if finding.what == "commands"]
    assert commands.grade == Grade.WARNING
    assert "lacks help and has old besides" in commands.said


async def test_a_permission_that_lacks_is_told_with_its_servers() -> None:
    guilds = [guild(1, ALL ^ (1 << 14)), guild(2), guild(3, 1 << 3)]
    async with discord(guilds) as address:
        found = await check_discord(address, TOKEN, COMMANDS)
    (lacking,) = [finding for finding in found if finding.what == "permissions"]
    assert (lacking.grade, lacking.said) == (Grade.WARNING, "Embed Links lacks in 1 of 3 servers: Iron 1")


async def test_every_server_is_looked_at_and_few_are_named() -> None:
    async with discord([guild(number, 0) for number in range(1, 402)]) as address:
        found = await check_discord(address, TOKEN, COMMANDS)
    said = [finding.said for finding in found if finding.what == "permissions"]
    assert len(said) == 4
    assert all("in 401 of 401 servers" in line and "and 396 more" in line for line in said)
