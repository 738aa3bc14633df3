"""Fixtures for all tests: a clock that moves only when told, ids that count, a database in a real file."""

import itertools
from collections.abc import AsyncIterator, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import settings as hypothesis_settings

from bot.database import Database
from bot.ids import Ids

hypothesis_settings.register_profile("spotter", deadline=None, max_examples=100)
hypothesis_settings.load_profile("spotter")

START = datetime(2026, 3, 4, 18, 30, tzinfo=UTC)
"""A Wednesday evening: deadlift day."""


class FakeClock:
    """Now, moved by hand."""

    def __init__(self, now: datetime = START) -> None:
        self.now = now

    def __call__(self) -> datetime:
        return self.now

    def move(self, **duration: float) -> None:
        """Move on by a timedelta's arguments: `clock.move(hours=12)`."""
        self.now += timedelta(**duration)

    def set(self, now: datetime) -> None:
        """Jump to an aware instant."""
        self.now = now.astimezone(UTC)


@pytest.fixture
def clock() -> FakeClock:
    return FakeClock()


@pytest.fixture
def ids() -> Ids:
    count: Iterator[int] = itertools.count(1000)
    return lambda: next(count)


@pytest.fixture
def database_path(tmp_path: Path) -> Path:
    return tmp_path / "spotter.db"


@pytest.fixture
async def database(database_path: Path) -> AsyncIterator[Database]:
    opened = await Database.open(database_path)
    yield opened
    await opened.close()
