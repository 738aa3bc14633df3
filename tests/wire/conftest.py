"""Bots as processes of their own against a wire server."""

import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from tests.contract.checker import check
from tests.wire import BotProcess, WireDiscord
from tests.wire.place import Place


@pytest.fixture
def port() -> int:
    """Return a port that is free now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.fixture
async def place(tmp_path: Path) -> AsyncIterator[Place]:
    """Give the real bot's place; every request of its is held against Discord's API file at the end."""
    async with WireDiscord() as wire:
        guild = wire.guild()
        yield Place(wire, tmp_path, wire.channel(guild), wire.member(guild, "anna"))
        assert check(wire.requests) == []


@asynccontextmanager
async def running(wire: WireDiscord, module: str = "tests.wire.trial_bot") -> AsyncIterator[BotProcess]:
    """Run a bot of the tests until the block ends; what it wrote to stderr is shown where it failed to connect."""
    bot = await BotProcess.start("-m", module, env={"DISCORD_TOKEN": wire.token, "DISCORD_API_URL": wire.api_url})
    try:
        await wire.connected()
        yield bot
    finally:
        await bot.kill()
        print(bot.stderr)  # noqa: T201 - pytest shows it with a failure
