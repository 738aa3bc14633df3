"""Backups of whatever database an address names."""

import threading
from pathlib import Path

from bot.database import sqlite_backup
from bot.database.address import SQLITE, sqlite_file
from bot.instants import Clock


def suffix(url: str) -> str:
    """Return how the names of backups of a database end."""
    return ".db" if url.startswith(SQLITE) else ".dump"


def make(url: str, target: Path, stop: threading.Event | None = None) -> None:
    """Back a database up into a new file, while the bot may run.

    Raises OperatorError when that can't be done, Stopped when `stop` is set meanwhile.
    """
    if url.startswith(SQLITE):
        sqlite_backup.make(sqlite_file(url), target, stop)
        return
    from bot.database import postgres_backup  # its library is loaded where it is used

    postgres_backup.make(url, target, stop)


def restore(url: str, source: Path, clock: Clock, folder: Path | None) -> Path | None:
    """Put a backup in the database's place; no bot may have it open. Returns where what it replaces is kept, if any.

    That is beside a SQLite file; for PostgreSQL in the folder, or beside the backup where there is none.

    Raises OperatorError when that can't be done; the database is then as it was, unless it says otherwise.
    """
    if url.startswith(SQLITE):
        return sqlite_backup.restore(sqlite_file(url), source, clock())
    from bot.database import postgres_backup

    return postgres_backup.restore(url, source, clock, folder)
