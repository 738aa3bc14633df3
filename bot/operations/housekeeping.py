"""What is done once a day, in one process of all, or each hour: deleting what is past its time, arranging digests."""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Mapping
from datetime import timedelta

from bot.database.leases import Leases

log = logging.getLogger("spotter.housekeeping")

AGAIN = timedelta(hours=1)
"""How often it is looked whether there is something to do, and how soon a chore that failed is tried again."""
_A_DAY = timedelta(days=1) - AGAIN
_LEASE = "clear-out"

Chore = Callable[[], Awaitable[int]]
"""Does one thing, and returns of how many it was."""


class Housekeeping:
    """Does the chores of each day and hour. One that fails keeps no other from being done, and is tried again."""

    def __init__(self, leases: Leases, daily: Mapping[str, Chore], hourly: Mapping[str, Chore]) -> None:
        """Take what lets one process of all have the day, and the chores by their names in the log.

        Those of each hour are done by every process: they are quick, and may be done twice.
        """
        self._leases = leases
        self._daily = daily
        self._hourly = hourly
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
        """Do the chores of the hour, those of the day that no process has done yet, and those that failed here."""
        daily = await self._leases.take(_LEASE, _A_DAY)
        if daily:
            self._left = dict(self._daily)
        self._left |= self._hourly
        done = {}
        for name, chore in tuple(self._left.items()):
            try:
                done[name] = await chore()
            except Exception:
                log.exception("a chore failed", extra={"chore": name})
            else:
                del self._left[name]
        if daily or any(done.values()):
            log.info("cleared out", extra=done)
