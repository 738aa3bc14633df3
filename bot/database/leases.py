"""Leases: what only one process of the cluster does at a time, claimed as rows that run out by themselves."""

import asyncio
from datetime import datetime, timedelta

from bot.database.port import Connection, Database
from bot.instants import Clock, from_micros, to_micros

_SHORTEST_WAIT, _LONGEST_WAIT = timedelta(milliseconds=50), timedelta(seconds=1)
"""Between two looks at a lease that is waited for: it may be given back long before its time."""


class Leases:
    """Takes and gives back leases in the name of one process."""

    def __init__(self, database: Database, clock: Clock, owner: str) -> None:
        self._database = database
        self._clock = clock
        self._owner = owner

    async def take(self, name: str, lasting: timedelta) -> bool:
        """Take a lease for so long; False while another process has it, or this one still does."""
        now = self._clock()
        return await self._database.write(take, name, self._owner, now, now + lasting)

    async def wait_for(self, name: str, lasting: timedelta) -> None:
        """Take a lease for so long as soon as it is free."""
        while not await self.take(name, lasting):
            free_at = await self._database.read(ends_at, name)
            wait = max((free_at or self._clock()) - self._clock(), _SHORTEST_WAIT)
            await asyncio.sleep(min(wait, _LONGEST_WAIT).total_seconds())

    async def give_back(self, name: str) -> None:
        """End a lease of this process before its time."""
        await self._database.write(give_back, name, self._owner)


def take(connection: Connection, name: str, owner: str, now: datetime, until: datetime) -> bool:
    """Note that an owner has a lease until an instant; False when somebody has it now."""
    taken = connection.execute(
        "INSERT INTO leases (name, owner, until) VALUES (?, ?, ?) ON CONFLICT (name) DO UPDATE "
        "SET owner = excluded.owner, until = excluded.until WHERE leases.until <= ?",
        (name, owner, to_micros(until), to_micros(now)),
    )
    return taken.rowcount == 1


def ends_at(connection: Connection, name: str) -> datetime | None:
    """Return when a lease ends or ended; None when nobody ever had it, or it was given back."""
    row = connection.execute("SELECT until FROM leases WHERE name = ?", (name,)).fetchone()
    return None if row is None else from_micros(row["until"])


def give_back(connection: Connection, name: str, owner: str) -> None:
    """Forget a lease of an owner."""
    connection.execute("DELETE FROM leases WHERE name = ? AND owner = ?", (name, owner))
