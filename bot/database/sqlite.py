"""SQLite through aiosqlite: one writer (`bot/database/writer.py`), two readers, and one for a glance.

A unit of work runs whole, so a cancelled task cannot leave a transaction open.
"""

import itertools
import sqlite3
from collections.abc import Callable
from functools import partial
from pathlib import Path
from time import perf_counter
from typing import Any, Concatenate, Self

from bot.database import migrate
from bot.database.files import make_private
from bot.database.port import Connection, P, T
from bot.database.thread import Thread
from bot.database.writer import PATIENCE_MS, Jotting, Unit, Writer
from bot.errors import OperatorError
from bot.observer import Observer

READERS = 2
_CACHE_KIB = 4096


class SqliteDatabase:
    """An open SQLite database. Open it before the bot starts and close it after the bot has stopped."""

    def __init__(self, writer: Thread, readers: list[Thread], at_hand: sqlite3.Connection, observer: Observer) -> None:
        self._writer = Writer(writer, observer)
        self._observer = observer
        self._readers = itertools.cycle(readers)
        self._threads = [writer, *readers]
        self._at_hand = at_hand

    @classmethod
    async def open(cls, path: Path, observer: Observer | None = None) -> Self:
        """Open the file, making and migrating it as needed. The observer is told how long things take.

        Raises OperatorError when it can't be read, is not a database, or is newer than this code.
        """
        writer = await _connected(path, read_only=False)
        try:
            await writer.run(migrate.bring_up_to_date)
            readers = [await _connected(path, read_only=True) for _ in range(READERS)]
            at_hand = _connect(path, read_only=True)
        except sqlite3.Error as error:
            await writer.close()
            raise OperatorError(_unreadable(path, error)) from error
        except BaseException:
            await writer.close()
            raise
        return cls(writer, readers, at_hand, observer or Observer())

    async def write(self, unit: Callable[Concatenate[Connection, P], T], /, *args: P.args, **kwargs: P.kwargs) -> T:
        """Run `unit(connection, …)` in a transaction of its own and return its answer once that is on disk.

        Raises what the unit raises; then nothing of it is kept.
        """
        since = perf_counter()
        answer: T = await self._writer.write(partial(_call, unit, args, kwargs))
        self._observer.database("write", perf_counter() - since)
        return answer

    def jot(self, unit: Callable[Concatenate[Connection, P], T], /, *args: P.args, **kwargs: P.kwargs) -> Jotting[T]:
        """Give a context in which a small unit has run, on the loop; its COMMIT has reached the disk when it is left.

        The way to a thread and back costs as much as such a unit, and meanwhile the answer to a member can be prepared.
        """
        return self._writer.jot(partial(_call, unit, args, kwargs))

    async def read(self, unit: Callable[Concatenate[Connection, P], T], /, *args: P.args, **kwargs: P.kwargs) -> T:
        """Run `unit(connection, …)` on one snapshot of the database; it can't write."""
        since = perf_counter()
        answer: T = await next(self._readers).run(partial(_on_snapshot, partial(_call, unit, args, kwargs)))
        self._observer.database("read", perf_counter() - since)
        return answer

    async def glance(self, unit: Callable[Concatenate[Connection, P], T], /, *args: P.args, **kwargs: P.kwargs) -> T:
        """Read at once, on the loop: one statement for a few rows by their keys, such as every command asks.

        That takes 10 µs; the way to a thread and back takes 85 and, on a busy machine, several turns of the scheduler.
        """
        return unit(self._at_hand, *args, **kwargs)

    async def close(self) -> None:
        """Finish the units that wait, fold the write-ahead log into the file and close."""
        await self._writer.close()
        self._at_hand.close()
        for thread in self._threads:
            await thread.close()


def _call(unit: Callable[..., T], args: tuple[Any, ...], kwargs: dict[str, Any], connection: sqlite3.Connection) -> T:
    return unit(connection, *args, **kwargs)


def _on_snapshot(unit: Unit, connection: sqlite3.Connection) -> Any:
    connection.execute("BEGIN")
    try:
        return unit(connection)
    finally:
        connection.execute("ROLLBACK")


async def _connected(path: Path, *, read_only: bool) -> Thread:
    thread = Thread(partial(_connect, path, read_only), iter_chunk_size=64)
    try:
        _ = await thread
    except (sqlite3.Error, OSError) as error:
        await thread.ended()
        raise OperatorError(_unreadable(path, error)) from error
    return thread


def _connect(path: Path, read_only: bool) -> sqlite3.Connection:
    path.parent.mkdir(parents=True, exist_ok=True)
    make_private(path, path.parent)
    connection = sqlite3.connect(path, isolation_level=None, check_same_thread=False)
    connection.row_factory = sqlite3.Row
    connection.execute(f"PRAGMA busy_timeout = {PATIENCE_MS}")
    connection.execute("PRAGMA foreign_keys = ON")
    connection.execute(f"PRAGMA cache_size = -{_CACHE_KIB}")
    if read_only:
        connection.execute("PRAGMA query_only = ON")
        # Only the writer checkpoints: the WAL-reset bug of SQLite 3.7.0 to 3.51.2 needs two that do.
        connection.execute("PRAGMA wal_autocheckpoint = 0")
    else:
        connection.execute("PRAGMA journal_mode = WAL").fetchone()
        connection.execute("PRAGMA synchronous = FULL")
        connection.execute("PRAGMA secure_delete = ON")  # what members delete is overwritten; not every build does so
        connection.execute(
            "PRAGMA temp_store = MEMORY"
        )  # what a SAVEPOINT may have to put back: 8 % fewer system calls
    return connection


def _unreadable(path: Path, error: Exception) -> str:
    return f"The database {path} can't be used ({error}). Check DATABASE_URL, the file and its rights."
