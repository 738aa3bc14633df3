"""The bell that wakes the courier: rung when a row was added, waited for until the next one is due."""

import asyncio
from contextlib import suppress
from datetime import timedelta


class Bell:
    """Wakes one sleeper. Ringing while nobody sleeps is not lost: the next wait returns at once."""

    def __init__(self) -> None:
        self._rung = asyncio.Event()

    def ring(self) -> None:
        """Wake the sleeper."""
        self._rung.set()

    async def wait(self, at_most: timedelta) -> None:
        """Sleep until the bell rings, or for so long."""
        with suppress(TimeoutError):
            async with asyncio.timeout(at_most.total_seconds()):
                await self._rung.wait()
        self._rung.clear()
