"""A SQLite file as it lies there, bot or no bot: opened without changing it, read through, told its version."""

import sqlite3
import threading
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from bot.database import migrate
from bot.errors import OperatorError

_STEPS = 100_000
"""Steps of SQLite's machine between two looks whether to stop."""
_FEW = 10


class Stopped(Exception):
    """The bot stops, and with it what was under way; nothing is left of it."""


@contextmanager
def opened(path: Path, mode: str = "ro") -> Iterator[sqlite3.Connection]:
    """Open a file that must be there; read-only, so that this never checkpoints what the bot's writer does."""
    with closing(sqlite3.connect(f"{path.resolve().as_uri()}?mode={mode}", uri=True, isolation_level=None)) as opened:
        opened.row_factory = sqlite3.Row
        opened.execute("PRAGMA busy_timeout = 5000")
        yield opened


def inspect(path: Path, stop: threading.Event | None = None) -> int:
    """Return the version of a database or backup, having read all of it.

    Raises OperatorError when it is no database of Spotter, is damaged, or is newer than this code; Stopped.
    """
    if not path.is_file():
        raise OperatorError(f"{path} is no file.")
    try:
        with opened(path) as connection:
            if stop is not None:
                connection.set_progress_handler(stop.is_set, _STEPS)
            version = _version(connection)
            wrong = _faults(connection)
    except sqlite3.DatabaseError as error:
        if stop is not None and stop.is_set():
            raise Stopped from None
        raise OperatorError(f"{path} is no database of Spotter, or is damaged ({error}).") from error
    if wrong:
        raise OperatorError(f"{path} is damaged ({wrong[0]}).")
    if version > migrate.newest():
        raise OperatorError(f"{path} is of version {version}, newer than this code. Update Spotter first.")
    return version


def version_of(path: Path) -> int:
    """Return the version of a file's tables; 0 where there is no database of Spotter."""
    if not path.is_file():
        return 0
    try:
        with opened(path) as connection:
            return _version(connection)
    except sqlite3.DatabaseError:
        return 0


def _version(connection: sqlite3.Connection) -> int:
    (version,) = connection.execute("SELECT MAX(version) FROM migrations").fetchone()
    return int(version or 0)


def _faults(connection: sqlite3.Connection) -> list[str]:
    """Return what SQLite finds wrong in a database, reading all of it; nothing when it is sound."""
    found = [str(said) for (said,) in connection.execute(f"PRAGMA integrity_check({_FEW})") if said != "ok"]
    return found + [
        f"a row of {child} refers to nothing in {parent}"
        for child, _, parent, _ in connection.execute("PRAGMA foreign_key_check").fetchmany(_FEW)
    ]
