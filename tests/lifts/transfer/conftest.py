"""An import desk and an export desk on a database file."""

import asyncio
from collections.abc import Callable
from typing import Any, TypeVar

import pytest

from bot.bodyweight.scales import Scales
from bot.database import Database
from bot.ids import Ids
from bot.lifts.transfer.exporting import Exporting
from bot.lifts.transfer.importing import Importing
from bot.members.drafts import Drafts
from bot.members.people import Members
from tests.charts.easel import Easel
from tests.conftest import FakeClock
from tests.lifts.conftest import CATALOGUE

T = TypeVar("T")


async def on_a_thread(function: Callable[..., T], *arguments: Any) -> T:
    """Run what a bot runs in a process of its own: tests have no loop to keep free."""
    return await asyncio.to_thread(function, *arguments)


def scales_on(database: Database, clock: FakeClock, ids: Ids, members: Members) -> Scales:
    """Return scales on a database."""
    return Scales(database, clock, members, Drafts(database, clock, ids, lambda _: False), Easel())


@pytest.fixture
def scales(database: Database, clock: FakeClock, ids: Ids, members: Members) -> Scales:
    return scales_on(database, clock, ids, members)


@pytest.fixture
def importing(database: Database, clock: FakeClock, ids: Ids, members: Members, scales: Scales) -> Importing:
    def spread() -> int:
        return ids() * 1_000_000

    return Importing(database, clock, spread, members, CATALOGUE, scales, on_a_thread)


@pytest.fixture
def exporting(database: Database, clock: FakeClock, scales: Scales) -> Exporting:
    return Exporting(database, clock, CATALOGUE, scales)
