"""Copies of the database that migrations, restores and power cuts left: deleted once they are old.

What members have deleted since is still in them, so they are told how long such a copy is kept at the most.
"""

import asyncio
import logging
import re
from collections.abc import Iterable
from datetime import datetime, timedelta
from pathlib import Path

from bot.instants import Clock, from_compact

log = logging.getLogger("spotter.backups")

KEPT_FOR = timedelta(days=30)
_EVERY = timedelta(hours=1)
_LEFT_FOR_GOOD = timedelta(days=1)
"""How old a file is that nobody is writing any more."""
_COPY = re.compile(r".+\.(?:version-\d+|replaced)-(\d{8}T\d{6}Z)(?:\.\w+|-wal)?")
"""What a migration or a restore left: the database as it was before."""
_UNFINISHED = r"\.(?:spotter|{stem})[-.].+\.\w{{8}}"
"""What a power cut left of a copy that was being written, named after a backup or after the database."""


async def keep_clear(folders: Iterable[Path], stem: str, clock: Clock) -> None:
    """Delete what is old in folders every hour, until cancelled. Takes the stem of the database file's name."""
    looked_after = sorted(set(folders))
    while True:
        await clear_all(looked_after, stem, clock())
        await asyncio.sleep(_EVERY.total_seconds())


async def clear_all(folders: Iterable[Path], stem: str, now: datetime) -> None:
    """Delete what is old in folders. One that can't be read is logged."""
    for folder in folders:
        try:
            gone = await asyncio.to_thread(clear_out, folder, stem, now)
        except OSError as error:
            log.exception("old copies stay", extra={"do": f"Look at {folder} ({error.strerror})."})
        else:
            if gone:
                log.info("deleted old copies", extra={"copies": gone})


def clear_out(folder: Path, stem: str, now: datetime) -> int:
    """Delete what migrations, restores and power cuts left in a folder once it is old; return how many files that were.

    Takes the stem of the database file's name. One that can't be deleted is logged, and keeps none of the others.
    Raises OSError when the folder can't be read.
    """
    unfinished = re.compile(_UNFINISHED.format(stem=re.escape(stem)))
    old = [path for path in folder.iterdir() if _is_over(path, unfinished, now)] if folder.is_dir() else []
    return sum(delete_old(path) for path in old)


def delete_old(path: Path) -> bool:
    """Delete a copy or backup that is past its time, and return whether it is gone. That it can't be is logged."""
    try:
        path.unlink(missing_ok=True)
    except OSError as error:
        do = f"Delete it ({error.strerror}): what members deleted is still in it, and what stays fills the disk."
        log.exception("an old copy of the database stays", extra={"file": path.name, "do": do})
        return False
    return True


def _is_over(path: Path, unfinished: re.Pattern[str], now: datetime) -> bool:
    if copy := _COPY.fullmatch(path.name):
        made_at = from_compact(copy[1])
        return made_at is not None and now - made_at > KEPT_FOR
    if unfinished.fullmatch(path.name) is None:
        return False
    try:
        return now.timestamp() - path.stat().st_mtime > _LEFT_FOR_GOOD.total_seconds()
    except FileNotFoundError:  # it has got its name meanwhile
        return False
