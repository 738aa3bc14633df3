"""A courier with a post that a test can break, on a real file."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import AsyncExitStack
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from bot.database import Connection, Database, open_database
from bot.delivery.bell import Bell
from bot.delivery.courier import Courier
from bot.delivery.post import Later, Refused
from bot.delivery.schedule import Due, Schedule

START = datetime(2026, 3, 2, 12, tzinfo=UTC)
ANNA, BEN = 100, 200
CHANNEL = 900


class Hands:
    """A clock that a test moves."""

    def __init__(self) -> None:
        self.now = START

    def __call__(self) -> datetime:
        return self.now

    def move(self, **by: float) -> None:
        self.now += timedelta(**by)


@dataclass
class FakePost:
    """Keeps what arrives, once for each nonce as Discord does; fails as told."""

    arrived: dict[str, Any] = field(default_factory=dict)
    sends: list[tuple[int, str]] = field(default_factory=list)
    opened: list[int] = field(default_factory=list)
    calls: list[tuple[int, int]] = field(default_factory=list)
    send_fails: list[Exception | None] = field(default_factory=list)
    looks: list[int] = field(default_factory=list)
    look_fails: list[Exception] = field(default_factory=list)
    open_fails: list[Exception] = field(default_factory=list)
    call_fails: list[Exception] = field(default_factory=list)
    answer_lost: bool = False
    has_buttons: bool = True
    before_answer: Callable[[], Any] | None = None
    reached: asyncio.Event = field(default_factory=asyncio.Event)

    async def open(self, member_id: int) -> int:
        self.opened.append(member_id)
        if self.open_fails:
            raise self.open_fails.pop(0)
        return member_id + 1

    async def send(self, channel_id: int, letter: Any, *, nonce: str) -> None:
        self.sends.append((channel_id, nonce))
        self.reached.set()
        if self.send_fails and (failure := self.send_fails.pop(0)):
            raise failure
        self.arrived.setdefault(nonce, letter)
        if self.before_answer is not None:
            await self.before_answer()
        if self.answer_lost:
            raise asyncio.CancelledError

    async def post(self, channel_id: int, letter: Any, *, nonce: str) -> None:
        await self.send(channel_id, letter, nonce=nonce)

    async def stands(self, channel_id: int, letter: Any) -> bool:
        self.looks.append(channel_id)
        if self.look_fails:
            raise self.look_fails.pop(0)
        return self.has_buttons and letter in self.arrived.values()

    async def call(self, channel_id: int, member_id: int, *, nonce: str) -> None:
        if self.call_fails:
            raise self.call_fails.pop(0)
        self.calls.append((channel_id, member_id))


@dataclass
class FakeLine:
    """Composes the step as text, and keeps what it was told."""

    private: bool = False
    wanted: bool = True
    late: list[timedelta | None] = field(default_factory=list)
    went_out: list[int] = field(default_factory=list)
    did_not: list[int] = field(default_factory=list)

    async def compose(self, due: Due, *, late_by: timedelta | None) -> Any | None:
        self.late.append(late_by)
        return f"letter {due.id}" if self.wanted else None

    def delivered(self, connection: Connection, due: Due, now: datetime) -> None:
        self.went_out.append(due.id)

    def missed(self, connection: Connection, due: Due, now: datetime) -> None:
        self.did_not.append(due.id)

    async def missed_text(self, due: Due) -> str | None:
        return f"missed {due.id}" if self.wanted else None


class Office:
    """Everything delivery needs, wired as the bot wires it."""

    def __init__(self, database: Database, second: Database) -> None:
        self.database = database
        self.second = second
        self.clock = Hands()
        self.post = FakePost()
        self.line = FakeLine()
        self.bell = Bell()
        self.schedule = Schedule(self.bell)
        self.welcome = True
        self.courier = self.new_courier("first")

    def new_courier(self, owner: str, *, database: Database | None = None, **options: Any) -> Courier:
        return Courier(
            database or self.database,
            options.pop("post", self.post),
            {"note": self.line},
            self.clock,
            self.bell,
            owner=owner,
            welcome=self._is_welcome,
            **options,
        )

    async def _is_welcome(self, member_id: int) -> bool:
        return self.welcome

    async def owe(self, id: int = 1, *, member_id: int = ANNA, **given: Any) -> None:
        row = {"kind": "note", "subject_id": id, "due_at": self.clock.now, "channel_id": CHANNEL} | given
        await self.database.write(self._owe, {"member_id": member_id, "id": id} | row)

    def _owe(self, connection: Connection, row: dict[str, Any]) -> None:
        self.schedule.add(connection, **row)

    async def cancel(self, subject_id: int, **given: Any) -> int:
        return await self.database.write(
            self._cancel, {"member_id": ANNA, "kind": "note", "subject_id": subject_id} | given
        )

    def _cancel(self, connection: Connection, which: dict[str, Any]) -> int:
        return self.schedule.cancel(connection, **which)

    async def row(self, id: int = 1) -> dict[str, Any]:
        return await self.database.read(_row, id)


def _row(connection: Connection, id: int) -> dict[str, Any]:
    return dict(connection.execute("SELECT * FROM deliveries WHERE id = ?", (id,)).fetchone())


@pytest.fixture
async def office(database_url: str) -> AsyncIterator[Office]:
    """Delivery on a database that two processes have open."""
    async with AsyncExitStack() as stack:
        databases = [await open_database(database_url) for _ in range(2)]
        for database in databases:
            stack.push_async_callback(database.close)
        yield Office(*databases)


CLOSED = Refused("dms_closed")
BUSY = Later("http_503")
