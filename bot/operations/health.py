"""Whether the bot is well: the gateway, the database and the courier, each asked for itself."""

import asyncio
from collections.abc import Awaitable, Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.database import Connection, Database, process_state
from bot.instants import Clock

GATEWAY_WITHIN = 60.0
"""Seconds a lost gateway may take to be back: resuming takes seconds, Discord's own restarts up to a minute."""
DATABASE_WITHIN = 2.0
COURIER_WITHIN = 180.0
"""Seconds between two looks of the courier: it naps a minute at most, and waits a minute for what is under way."""
WRITE_EVERY = timedelta(minutes=1)
"""Whoever watches asks every few seconds; each write that is kept wears the disk."""
WRITTEN = "written"
"""Under this name the database has when it was last written to for nothing else than to see whether it can be."""
WELL = "ok"


class Link:
    """The gateway's connections, one for each shard: which are up, and since when the others are not."""

    def __init__(self, shards: Iterable[int] = (0,)) -> None:
        self._lost_at: dict[int, float | None] = dict.fromkeys(shards)
        self._up: set[int] = set()

    @property
    def connected(self) -> dict[int, bool]:
        """Tell of each shard whether it is up."""
        return {shard: shard in self._up for shard in self._lost_at}

    def up(self, shard: int) -> None:
        """Note that a shard is up."""
        self._up.add(shard)
        self._lost_at[shard] = None

    def down(self, shard: int, now: float) -> None:
        """Note that a shard was lost; the first loss counts until it is back."""
        if shard in self._up:
            self._up.remove(shard)
            self._lost_at[shard] = now

    def state(self, now: float) -> str:
        """Return "ok", or what is wrong with how many shards, and with which first."""
        wrong = {shard: said for shard in self._lost_at if (said := self._wrong(shard, now))}
        if not wrong:
            return WELL
        shard, said = next(iter(wrong.items()))
        return said if len(self._lost_at) == 1 else f"{len(wrong)} of {len(self._lost_at)} shards: {shard} {said}"

    def _wrong(self, shard: int, now: float) -> str | None:
        lost_at = self._lost_at[shard]
        if shard in self._up:
            return None
        if lost_at is None:
            return "not connected yet"
        return None if now - lost_at <= GATEWAY_WITHIN else f"not connected for {now - lost_at:.0f} s"


@dataclass(frozen=True)
class Health:
    """How each part is: "ok", or what is wrong."""

    parts: Mapping[str, str]

    @property
    def well(self) -> bool:
        """Whether every part is."""
        return all(state == WELL for state in self.parts.values())


class Ping:
    """Asks a database whether it reads and writes; at most once a minute with a write that is kept.

    A transaction without one ends well on a full disk, and on one that can only be read.
    """

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock
        self._written_at: datetime | None = None

    async def __call__(self) -> None:
        """Read and write. Raises what the database raises."""
        now = self._clock()
        await self._database.read(process_state.recall, WRITTEN)
        if self._written_at is not None and now - self._written_at < WRITE_EVERY:
            await self._database.write(_nothing)
            return
        await self._database.write(process_state.remember, WRITTEN, now.isoformat(timespec="seconds"))
        self._written_at = now


def _nothing(connection: Connection) -> None:
    """Ask nothing: that whoever writes answers is what matters."""
    connection.execute("SELECT 1").fetchone()


class Vitals:
    """Asks every part how it is. Instants are those of the event loop's clock, in seconds."""

    def __init__(
        self, link: Link, ping: Callable[[], Awaitable[object]], courier_looked_at: Callable[[], float | None]
    ) -> None:
        """Take the gateway's link, what has the database read and write, and when the courier last looked."""
        self._link = link
        self._ping = ping
        self._courier_looked_at = courier_looked_at

    async def examine(self) -> Health:
        """Return how the bot is, within a few seconds."""
        now = asyncio.get_running_loop().time()
        return Health(
            {"gateway": self._link.state(now), "database": await self._database(), "courier": self._courier(now)}
        )

    async def _database(self) -> str:
        try:
            async with asyncio.timeout(DATABASE_WITHIN):
                await self._ping()
        except TimeoutError:
            return f"no answer within {DATABASE_WITHIN:g} s"
        except Exception as error:  # noqa: BLE001 - whatever it is, the database does not answer
            return f"fails ({type(error).__name__})"
        return WELL

    def _courier(self, now: float) -> str:
        at = self._courier_looked_at()
        if at is None:
            return "not started yet"
        return WELL if now - at <= COURIER_WITHIN else f"has not looked for {now - at:.0f} s"
