"""A SQLite connection with a thread of its own."""

import asyncio
import sqlite3
from collections.abc import Callable

import aiosqlite

from bot.database.port import T


class Thread(aiosqlite.Connection):
    """An aiosqlite connection that also runs a whole function on its thread."""

    async def run(self, function: Callable[[sqlite3.Connection], T]) -> T:
        """Return what the function returns for the raw connection; raises what it raises."""
        outcome: T = await self._execute(function, self._conn)  # type: ignore[no-untyped-call]  # aiosqlite leaves it bare
        return outcome

    @property
    def connection(self) -> sqlite3.Connection:
        """The raw connection, to be used while nothing runs on the thread."""
        return self._conn

    async def ended(self) -> None:
        """Wait until the thread has ended after a failed opening, so that it never speaks to a loop that is gone."""
        await asyncio.to_thread(self._thread.join)
