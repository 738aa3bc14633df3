"""Fixtures for all tests: a clock that moves only when told, ids that count, a database on SQLite and on PostgreSQL."""

import itertools
import os
import shutil
import tempfile
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import settings as hypothesis_settings

from bot.database import Connection, Database, open_database
from bot.ids import Ids
from tests import look, postgres
from tests.postgres import Room

hypothesis_settings.register_profile("spotter", deadline=None, max_examples=100)
hypothesis_settings.load_profile("spotter")

START = datetime(2026, 3, 4, 18, 30, tzinfo=UTC)
"""A Wednesday evening: deadlift day."""


_SHARED = "TESTS_SHARED_FOLDER"
"""Names the folder in which the processes of a test session find what they share."""


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
def engine() -> str:
    return "sqlite"


@pytest.fixture
def new_database(engine: str, database_path: Path, request: pytest.FixtureRequest) -> Callable[[], str]:
    """Give the address of an empty database at each call: of a new file, or of the one on the server of the tests."""
    if engine == "postgresql":
        room: Room = request.getfixturevalue("postgres_room")
        return room.emptied
    count = itertools.count(1)

    def new_file() -> str:
        number = next(count)
        path = database_path if number == 1 else database_path.with_stem(f"spotter-{number}")
        return look.new_sqlite(path)

    return new_file


@pytest.fixture
def database_url(new_database: Callable[[], str]) -> str:
    return new_database()


@pytest.fixture
async def database(database_url: str) -> AsyncIterator[Database]:
    opened = await open_database(database_url)
    yield opened
    await opened.close()


@pytest.fixture
def connection(engine: str, request: pytest.FixtureRequest) -> Iterator[Connection]:
    """Give a store its connection, without what keeps units apart."""
    if engine == "sqlite":
        with closing(look.sqlite(":memory:")) as opened:
            opened.deserialize(look.empty_sqlite())
            yield opened
    else:
        room: Room = request.getfixturevalue("postgres_room")
        with look.connected(room.emptied()) as emptied:
            yield emptied


@pytest.fixture(scope="session")
def postgres_server() -> postgres.Server:
    """Give PostgreSQL to tests that are about it."""
    if postgres.programs() is None and "CI" not in os.environ:
        pytest.skip(postgres.INSTALL)
    return postgres.running(Path(os.environ[_SHARED]))


@pytest.fixture(scope="session")
def postgres_room(postgres_server: postgres.Server) -> Iterator[Room]:
    """Give this process's own database, which each test finds empty."""
    with Room(postgres_server, os.environ.get("PYTEST_XDIST_WORKER", "alone")) as room:
        yield room


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Run what opens a database on both; journeys only where they are marked so."""
    marked = metafunc.definition.get_closest_marker
    wanted = marked("on_both") if "world" in metafunc.fixturenames else not marked("on_sqlite")
    if "engine" in metafunc.fixturenames and wanted:
        metafunc.parametrize("engine", ["sqlite", "postgresql"])


def pytest_configure(config: pytest.Config) -> None:
    """Make the folder that pytest's processes share."""
    if not hasattr(config, "workerinput"):
        os.environ[_SHARED] = tempfile.mkdtemp(prefix="spotter-tests-")


def pytest_unconfigure(config: pytest.Config) -> None:
    """End what they shared."""
    if not hasattr(config, "workerinput"):
        shared = Path(os.environ.pop(_SHARED))
        postgres.end(shared)
        shutil.rmtree(shared)
