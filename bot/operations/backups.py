"""Backups that the bot makes by itself: one a day into a folder, of which the latest stay."""

import asyncio
import logging
import re
import threading
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path
from time import perf_counter

from bot.instants import Clock, compact, from_compact
from bot.observer import Observer
from bot.operations.copies import KEPT_FOR, delete_old

log = logging.getLogger("spotter.backups")

EVERY = timedelta(days=1)
AGAIN = timedelta(hours=1)
"""How long after a failure it is tried again."""
LONGEST_NAP = timedelta(minutes=10)
"""The longest sleep between looks, so that a machine that was suspended does not wait a day too long."""
_ELSEWHERE = "Set BACKUP_DIRECTORY for the process with shard 0: that one makes them, this one looks how old they are."
_NAME = re.compile(r"spotter-(\d{8}T\d{6}Z)\.\w+")

Make = Callable[[Path, threading.Event], None]
"""Makes one backup in a file, in a thread; ends early once the event is set. Raises what says why it could not."""


class Backups:
    """Makes a backup a day, and knows when the last one was made. What it finds in the folder outlives a restart."""

    def __init__(
        self,
        folder: Path | None,
        keep: int,
        make: Make,
        suffix: str,
        clock: Clock,
        observer: Observer,
        *,
        here: bool = True,
    ) -> None:
        """Take where they are kept (None: none are made), how many, and what makes one, in files that end so.

        And whether it is this process, of all that share the database, that makes them.
        """
        self.here = here
        self._folder = folder
        self._keep = keep
        self._make = make
        self._suffix = suffix
        self._clock = clock
        self._observer = observer
        self._stop = threading.Event()
        self.made_at: datetime | None = None
        """When the newest backup in the folder was made, as of the latest look; None when there is none."""
        self.failed_at: datetime | None = None
        """When the latest attempt failed; None when it did not."""

    @property
    def wanted(self) -> bool:
        """Whether any are made, by this process or another."""
        return self._folder is not None

    @property
    def days(self) -> int:
        """How many days a copy of the database is kept at the most, if a backup is made each day."""
        return max(self._keep if self.wanted else 0, KEPT_FOR.days)

    async def run(self) -> None:
        """Make backups, or look after those of another process, until cancelled; one under way is then given up."""
        if self.wanted and not self.here:
            log.info("another process makes the backups", extra={"do": _ELSEWHERE})
        try:
            while self.wanted:
                await self.run_due()
                await asyncio.sleep(LONGEST_NAP.total_seconds())
        finally:
            self._stop.set()

    async def run_due(self) -> bool:
        """Make a backup if one is due, and return whether there is a new one. What goes wrong is logged."""
        now = self._clock()
        if self._folder is None or (self.failed_at is not None and now < self.failed_at + AGAIN):
            return False
        try:
            made = await self._make_if_due(self._folder, now)
        except Exception as error:
            self.failed_at = now
            log.exception("backup failed", extra={"do": str(error)})
            self._observer.backup("failed")
            return False
        self.failed_at = None
        return made

    async def _make_if_due(self, folder: Path, now: datetime) -> bool:
        self.made_at = await asyncio.to_thread(newest, folder, now)
        if not self.here or (self.made_at is not None and now < self.made_at + EVERY):
            return False
        await asyncio.to_thread(self._make_in, folder, now)
        self.made_at = now
        self._observer.backup("made")
        return True

    def _make_in(self, folder: Path, now: datetime) -> None:
        target = folder / f"spotter-{compact(now)}{self._suffix}"
        since = perf_counter()
        self._make(target, self._stop)
        log.info("backed up", extra={"bytes": target.stat().st_size, "seconds": round(perf_counter() - since, 1)})
        for _, path in _found(folder, now)[: -self._keep]:
            delete_old(path)


def newest(folder: Path | None, now: datetime) -> datetime | None:
    """Return when the newest backup in a folder was made; None when there is none."""
    made = [at for at, _ in (_found(folder, now) if folder else []) if at <= now]
    return made[-1] if made else None


def _found(folder: Path, now: datetime) -> list[tuple[datetime, Path]]:
    """Return the backups that a bot made by itself, the oldest first; before them what a wrong clock dated ahead."""
    if not folder.is_dir():
        return []
    names = ((_NAME.fullmatch(path.name), path) for path in folder.iterdir())
    dated = ((from_compact(match[1]), path) for match, path in names if match)
    found = [(at, path) for at, path in dated if at]
    return sorted(found, key=lambda one: (one[0] <= now, one[0]))
