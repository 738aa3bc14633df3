"""Whether the bot is well: the gateway, the database and the courier, each asked for itself."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass

GATEWAY_WITHIN = 60.0
"""Seconds a lost gateway may take to be back: resuming takes seconds, Discord's own restarts up to a minute."""
DATABASE_WITHIN = 2.0
COURIER_WITHIN = 180.0
"""Seconds between two looks of the courier: it naps a minute at most, and waits a minute for what is under way."""
WELL = "ok"


class Link:
    """The gateway's connection: whether it is up, and since when it is not."""

    def __init__(self) -> None:
        self._up = False
        self._lost_at: float | None = None

    @property
    def connected(self) -> bool:
        """Whether it is up."""
        return self._up

    def up(self) -> None:
        """Note that it is up."""
        self._up, self._lost_at = True, None

    def down(self, now: float) -> None:
        """Note that it was lost; the first loss counts until it is back."""
        self._up = False
        self._lost_at = now if self._lost_at is None else self._lost_at

    def state(self, now: float) -> str:
        """Return "ok", or what is wrong."""
        if self._up:
            return WELL
        if self._lost_at is None:
            return "not connected yet"
        lost_for = now - self._lost_at
        return WELL if lost_for <= GATEWAY_WITHIN else f"not connected for {lost_for:.0f} s"


@dataclass(frozen=True)
class Health:
    """How each part is: "ok", or what is wrong."""

    parts: Mapping[str, str]

    @property
    def well(self) -> bool:
        """Whether every part is."""
        return all(state == WELL for state in self.parts.values())


class Vitals:
    """Asks every part how it is. Instants are those of the event loop's clock, in seconds."""

    def __init__(
        self, link: Link, ping: Callable[[], Awaitable[object]], courier_looked_at: Callable[[], float | None]
    ) -> None:
        """Take the gateway's link, what asks the database something, and when the courier last looked."""
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
