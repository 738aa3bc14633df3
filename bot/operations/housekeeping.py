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
WITHIN = timedelta(minutes=30)
"""The longest that a chore may take; shorter than its lease."""

Chore = Callable[[], Awaitable[int]]
"""Does one thing, and returns of how many it was."""


class Housekeeping:
    """Does the chores of each day and hour. One that fails keeps no other from being done, and is tried again.

    A chore of the day has a lease: until the next look while it is done, and for the rest of the day once it is. So one
    that failed, or was cut off, is tried again by whoever looks next, whatever became of the process that began it.
    """

    def __init__(self, leases: Leases, daily: Mapping[str, Chore], hourly: Mapping[str, Chore]) -> None:
        """Take what lets one process of all do a chore of the day, and the chores by their names in the log.

        Those of each hour are done by every process: they are quick, and may be done twice.
        """
        self._leases = leases
        self._daily = daily
        self._hourly = hourly

    async def run(self) -> None:
        """Do what is to be done until cancelled."""
        while True:
            try:
                await self.run_due()
            except Exception:
                log.exception("what is to be done can't be asked for")
            await asyncio.sleep(AGAIN.total_seconds())

    async def run_due(self) -> None:
        """Do the chores of the hour, then those of the day that no process has done yet."""
        done = {}
        for name, chore in self._hourly.items():
            done[name] = await self._do(name, chore)
        for name, chore in self._daily.items():
            done[name] = await self._do_today(name, chore)
        counts = {name: count for name, count in done.items() if count is not None}
        if counts.keys() & self._daily.keys() or any(counts.values()):
            log.info("cleared out", extra=counts)

    async def _do_today(self, name: str, chore: Chore) -> int | None:
        """Do a chore of the day; None when it is done already, is under way elsewhere, or failed."""
        lease = f"chore {name}"
        if not await self._leases.take(lease, AGAIN):
            return None
        count = await self._do(name, chore)
        if count is not None:
            await self._leases.prolong(lease, _A_DAY)
        return count

    async def _do(self, name: str, chore: Chore) -> int | None:
        """Do a chore and return of how many it was; None when it failed."""
        try:
            async with asyncio.timeout(WITHIN.total_seconds()):
                return await chore()
        except Exception:
            log.exception("a chore failed", extra={"chore": name})
            return None
