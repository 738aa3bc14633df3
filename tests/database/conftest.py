"""Leases of two processes on one database."""

from collections.abc import AsyncIterator

import pytest

from bot.database import Database, open_database
from bot.database.leases import Leases
from tests.conftest import FakeClock


@pytest.fixture
async def other(database: Database, database_url: str, clock: FakeClock) -> AsyncIterator[Leases]:
    """Give the leases of another process."""
    opened = await open_database(database_url)
    yield Leases(opened, clock, "other")
    await opened.close()


@pytest.fixture
def mine(database: Database, clock: FakeClock) -> Leases:
    return Leases(database, clock, "mine")
