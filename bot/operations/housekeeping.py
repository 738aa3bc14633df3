"""What is done once a day, in one process of all: deleting what is past its time, arranging the next digests."""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Mapping
from datetime import timedelta

from bot.database.leases import Leases

log = logging.getLogger("spotter.housekeeping")

AGAIN = timedelta(hours=1)
"""How often it is looked whether the day has come, and how soon a chore that failed is tried again."""
_A_DAY = timedelta(days=1) - AGAIN
_LEASE = "clear-out"

Chore = Callable[[], Awaitable[int]]
"""Does one thing, and returns of how many it was."""


class Housekeeping:
    """Does the chores of each day. One that fails keeps no other from being done, and is tried again by itself."""

    def __init__(self, leases: Leases, chores: Mapping[str, Chore]) -> None:
        """Take what lets one process of all have the day, and the chores by their names in the log."""
        self._leases = leases
        self._chores = chores
        self._left: dict[str, Chore] = {}

    async def run(self) -> None:
        """Do what is to be done until cancelled."""
        while True:
            try:
                await self.run_due()
            except Exception:
                log.exception("the chores of the day can't be asked for")
            await asyncio.sleep(AGAIN.total_seconds())

    async def run_due(self) -> None:
        """Do the chores of the day where no process has done them yet, and those that failed here."""
        if await self._leases.take(_LEASE, _A_DAY):
            self._left = dict(self._chores)
        done = {}
        for name, chore in tuple(self._left.items()):
            try:
                done[name] = await chore()
            except Exception:
                log.exception("a chore failed", extra={"chore": name})
            else:
                del self._left[name]
        if done:
            log.info("cleared out", extra=done)
