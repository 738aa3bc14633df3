"""Backups of a SQLite database: copied while the bot runs, verified, and put back.

A backup is one plain SQLite file, whole or not there at all: it is written under another name, flushed to the disk,
verified, and only then given its own.
"""

import os
import sqlite3
import threading
import time
from contextlib import suppress
from datetime import datetime
from pathlib import Path

from bot.database import migrate
from bot.database.files import belong_to_owner_of, flush, put_in_place
from bot.database.sqlite_look import Stopped, inspect, opened, version_of
from bot.errors import OperatorError
from bot.instants import compact

_PAGES = 256
"""Pages copied in one go: 1 MiB."""
_BREATH_SECONDS = 0.005
"""Between two goes, so that members are answered meanwhile and an SD card is not kept busy all the time."""


def make(path: Path, target: Path, stop: threading.Event | None = None) -> None:
    """Copy the database of a file as it is now, while the bot may run, and verify the copy.

    Raises OperatorError when there is no such database, the target exists, or the copy can't be made or is not sound;
    Stopped when `stop` is set meanwhile.
    """
    if target.exists():
        raise OperatorError(f"{target} is there already. Choose another name for the backup.")
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        with opened(path) as source, put_in_place(target) as unfinished:
            _copy(source, unfinished, stop or threading.Event())
            inspect(unfinished, stop)
    except (sqlite3.Error, OSError) as error:
        raise OperatorError(f"{path} can't be backed up to {target} ({error}).") from error


def restore(path: Path, backup: Path, now: datetime) -> Path | None:
    """Put a backup in the place of a database; an older one is brought up to date. Nobody may have it open.

    Returns where the database that it replaces is kept, or None when there was none. Raises OperatorError when the
    backup is none, is damaged, or is newer than this code; the database is then as it was.
    """
    try:
        inspect(backup)
        path.parent.mkdir(parents=True, exist_ok=True)
        with put_in_place(path) as unfinished:
            with opened(backup) as source:
                _copy(source, unfinished, threading.Event())
            with opened(unfinished, "rw") as copy:
                migrate.bring_up_to_date(copy)
            belong_to_owner_of(path if path.exists() else path.parent, unfinished)
            flush(unfinished)  # what can fail has to fail before the database loses its name
            return _keep(path, now) if path.exists() else None
    except (sqlite3.Error, OSError) as error:
        raise OperatorError(f"{backup} can't be put in the place of {path} ({error}).") from error


def before_migrating(path: Path, folder: Path, now: datetime) -> Path | None:
    """Back a database up whose tables this code is about to change, and return where; None when nothing is to change.

    Raises OperatorError when that can't be done. What is no database of Spotter is left to who opens it.
    """
    version = version_of(path)
    if not 0 < version < migrate.newest():
        return None
    target = folder / f"{path.stem}.version-{version}-{compact(now)}{path.suffix}"
    make(path, target)
    return target


def _copy(source: sqlite3.Connection, target: Path, stop: threading.Event) -> None:
    """Copy the snapshot that the source sees at its first read into an empty file."""

    def breathe(*_: int) -> None:
        if stop.is_set():
            raise Stopped
        time.sleep(_BREATH_SECONDS)

    source.execute("BEGIN")  # without it, each write of the bot would have the copy begin anew
    source.execute("SELECT 1 FROM migrations LIMIT 1").fetchone()
    with opened(target, "rw") as copy:
        source.backup(copy, pages=_PAGES, progress=breathe)
        copy.execute("PRAGMA journal_mode = DELETE").fetchone()  # one file, no log beside it
    source.execute("ROLLBACK")


def _keep(path: Path, now: datetime) -> Path:
    """Give a database that nobody has open a second name, under which it stays, and return that."""
    with suppress(sqlite3.Error), opened(path, "rw") as connection:  # a damaged one is kept as it is
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
    kept = path.with_name(f"{path.name}.replaced-{compact(now)}")
    log, index = path.with_name(path.name + "-wal"), path.with_name(path.name + "-shm")
    if log.exists():
        log.replace(kept.with_name(kept.name + "-wal"))
    index.unlink(missing_ok=True)
    try:
        os.link(path, kept)
    except OSError:  # a file system without links
        path.replace(kept)
    return kept
