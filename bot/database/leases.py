"""Leases: what only one process of the cluster does at a time, claimed as rows that run out by themselves."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.database.port import Connection, Database
from bot.instants import Clock, from_micros, to_micros

_SHORTEST_WAIT, _LONGEST_WAIT = timedelta(milliseconds=50), timedelta(seconds=1)
"""Between two looks at a lease that is waited for: it may be given back long before its time."""


@dataclass(frozen=True)
class Running:
    """A lease that somebody has, and when it ends."""

    name: str
    until: datetime


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
        """Take a lease for so long as soon as it is free; nothing is written while it is not, however many wait."""
        while True:
            free_at = await self._database.read(ends_at, name)
            now = self._clock()
            if (free_at is None or free_at <= now) and await self.take(name, lasting):
                return
            wait = max((free_at or now) - now, _SHORTEST_WAIT)
            await asyncio.sleep(min(wait, _LONGEST_WAIT).total_seconds())

    async def take_all(self, names: Sequence[str], lasting: timedelta, *, unless: str) -> Running | None:
        """Take leases for so long from now on, or none of them; see the function `take_all`."""
        now = self._clock()
        return await self._database.write(take_all, names, self._owner, now, now + lasting, unless)

    async def prolong(self, name: str, lasting: timedelta) -> None:
        """Have a lease of this process last for so long from now on; one that another has by now is let be."""
        await self._database.write(prolong, name, self._owner, self._clock() + lasting)

    async def give_back(self, *names: str) -> None:
        """End leases of this process before their time."""
        await self._database.write(give_back, names, self._owner)


def take(connection: Connection, name: str, owner: str, now: datetime, until: datetime) -> bool:
    """Note that an owner has a lease until an instant; False when somebody has it now."""
    taken = connection.execute(
        "INSERT INTO leases (name, owner, until) VALUES (?, ?, ?) ON CONFLICT (name) DO UPDATE "
        "SET owner = excluded.owner, until = excluded.until WHERE leases.until <= ?",
        (name, owner, to_micros(until), to_micros(now)),
    )
    return taken.rowcount == 1


def take_all(
    connection: Connection, names: Sequence[str], owner: str, now: datetime, until: datetime, unless: str
) -> Running | None:
    """Note that an owner has leases until an instant, whether he takes them or has them longer.

    Returns what is in the way, the last of it to end: what another has of these leases, or of those whose names begin
    with `unless`. Then none is taken. None when all were.
    """
    others = connection.execute(
        "SELECT name, until FROM leases WHERE owner <> ? AND until > ?", (owner, to_micros(now))
    )
    in_the_way = [
        Running(row["name"], from_micros(row["until"]))
        for row in others.fetchall()
        if row["name"] in names or row["name"].startswith(unless)
    ]
    if in_the_way:
        return max(in_the_way, key=lambda running: running.until)
    connection.executemany(
        "INSERT INTO leases (name, owner, until) VALUES (?, ?, ?) ON CONFLICT (name) DO UPDATE "
        "SET owner = excluded.owner, until = excluded.until",
        [(name, owner, to_micros(until)) for name in names],
    )
    return None


def ends_at(connection: Connection, name: str) -> datetime | None:
    """Return when a lease ends or ended; None when nobody ever had it, or it was given back."""
    row = connection.execute("SELECT until FROM leases WHERE name = ?", (name,)).fetchone()
    return None if row is None else from_micros(row["until"])


def prolong(connection: Connection, name: str, owner: str, until: datetime) -> None:
    """Have a lease of an owner end at another instant."""
    connection.execute("UPDATE leases SET until = ? WHERE name = ? AND owner = ?", (to_micros(until), name, owner))


def give_back(connection: Connection, names: Sequence[str], owner: str) -> None:
    """Forget leases of an owner."""
    connection.executemany("DELETE FROM leases WHERE name = ? AND owner = ?", [(name, owner) for name in names])
