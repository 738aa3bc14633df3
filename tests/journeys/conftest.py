"""Journeys: members act through SimCord; what they see and what the database holds is asserted."""

from collections.abc import AsyncIterator, Iterator

import pytest
import simcord

from bot.database import Database, open_database
from bot.errors import SpotterError
from bot.settings import Settings
from tests.conftest import FakeClock
from tests.contract.checker import check
from tests.journeys.world import KEY, World, make_bot


@pytest.fixture
def settings(database_url: str) -> Settings:
    return Settings(database_url=database_url, spotter_secret_key=KEY)


@pytest.fixture
async def opened(settings: Settings) -> AsyncIterator[list[Database]]:
    """Give the databases that were opened, the last in use. They outlive the bot, which SimCord watches."""
    databases = [await open_database(settings.database_url)]
    yield databases
    await databases[-1].close()


@pytest.fixture(autouse=True)
def no_unexpected_errors(caplog: pytest.LogCaptureFixture) -> Iterator[None]:
    """Fail a journey in which the error path met something that it did not expect."""
    yield
    logged = [record for record in caplog.get_records("call") if record.levelname in {"ERROR", "CRITICAL"}]
    assert not logged, [record.exc_text or record.getMessage() for record in logged]


@pytest.fixture
async def env(settings: Settings, opened: list[Database], clock: FakeClock) -> AsyncIterator[simcord.Env]:
    running = simcord.Env(make_bot(settings, opened[-1], clock))
    await running.start()
    yield running
    await running.shutdown()
    unexpected = [error for error in running.errors if not isinstance(error.__cause__, SpotterError)]
    assert not unexpected, unexpected
    assert check(running.http_requests) == []


@pytest.fixture
def world(env: simcord.Env, opened: list[Database], settings: Settings, clock: FakeClock) -> World:
    return World(env, opened, settings, clock)
