"""SQLite through aiosqlite: one writer that commits what is waiting together, two readers, and one for a glance.

A unit of work runs whole on a connection's thread, so a cancelled task cannot leave a transaction open. The writer
takes all waiting units, gives each a SAVEPOINT and commits them once; each caller is answered after that COMMIT, so
with `synchronous=FULL` what a member was told is saved has reached the disk.
"""

import asyncio
import itertools
import sqlite3
from collections.abc import Callable
from contextlib import suppress
from functools import partial
from pathlib import Path
from time import perf_counter
from typing import Any, Concatenate, Self

import aiosqlite

from bot.database import migrate
from bot.database.port import Connection, P, T
from bot.errors import OperatorError
from bot.observer import Observer

Unit = Callable[[sqlite3.Connection], Any]
Outcome = tuple[Any, BaseException | None]

READERS = 2
_MOST_TOGETHER = (
    500  # units in one COMMIT: enough to share the disk's flush, short enough that the first is not kept waiting
)
_CACHE_KIB = 4096


class Thread(aiosqlite.Connection):
    """An aiosqlite connection that also runs a whole function on its thread."""

    async def run(self, function: Callable[[sqlite3.Connection], T]) -> T:
        """Return what the function returns for the raw connection; raises what it raises."""
        outcome: T = await self._execute(function, self._conn)  # type: ignore[no-untyped-call]  # aiosqlite leaves it bare
        return outcome

    async def ended(self) -> None:
        """Wait until the thread has ended after a failed opening, so that it never speaks to a loop that is gone."""
        await asyncio.to_thread(self._thread.join)


class SqliteDatabase:
    """An open SQLite database. Open it before the bot starts and close it after the bot has stopped."""

    def __init__(self, writer: Thread, readers: list[Thread], at_hand: sqlite3.Connection, observer: Observer) -> None:
        self._writer = writer
        self._observer = observer
        self._readers = itertools.cycle(readers)
        self._threads = [writer, *readers]
        self._at_hand = at_hand
        self._waiting: asyncio.Queue[tuple[Unit, asyncio.Future[Any]] | None] = asyncio.Queue()
        self._worker = asyncio.create_task(self._commit_what_waits(), name="database-writer")

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
        done: asyncio.Future[T] = asyncio.get_running_loop().create_future()
        self._waiting.put_nowait((partial(_call, unit, args, kwargs), done))
        answer = await done
        self._observer.database("write", perf_counter() - since)
        return answer

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
        self._waiting.put_nowait(None)
        await self._worker
        with suppress(sqlite3.Error):
            await self._writer.run(lambda connection: connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall())
        self._at_hand.close()
        for thread in self._threads:
            await thread.close()

    async def _commit_what_waits(self) -> None:
        closing = False
        while not closing:
            batch = [await self._waiting.get()]
            while len(batch) < _MOST_TOGETHER and not self._waiting.empty():
                batch.append(self._waiting.get_nowait())
            closing = None in batch
            units = [waiting for waiting in batch if waiting is not None]
            if not units:
                continue
            outcomes = await self._writer.run(partial(_commit_together, [unit for unit, _ in units], self._observer))
            for (_, done), (answer, error) in zip(units, outcomes, strict=True):
                if done.cancelled():
                    continue
                if error is None:
                    done.set_result(answer)
                else:
                    done.set_exception(error)


def _call(unit: Callable[..., T], args: tuple[Any, ...], kwargs: dict[str, Any], connection: sqlite3.Connection) -> T:
    return unit(connection, *args, **kwargs)


def _commit_together(units: list[Unit], observer: Observer, connection: sqlite3.Connection) -> list[Outcome]:
    """Run each unit under a SAVEPOINT and commit once. A COMMIT that fails fails them all."""
    outcomes: list[Outcome] = []
    try:
        connection.execute("BEGIN IMMEDIATE")
        for unit in units:
            outcomes.append(_under_savepoint(unit, connection))  # noqa: PERF401 - one that raises must not lose the others
        since = perf_counter()
        connection.execute("COMMIT")
        observer.database("commit", perf_counter() - since)
    except sqlite3.Error as error:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        return [(None, error)] * len(units)
    return outcomes


def _under_savepoint(unit: Unit, connection: sqlite3.Connection) -> Outcome:
    connection.execute("SAVEPOINT unit")
    try:
        answer = unit(connection)
    except BaseException as error:  # noqa: BLE001 - whatever it is belongs to the caller, not to the writer
        connection.execute("ROLLBACK TO unit")
        connection.execute("RELEASE unit")
        return None, error
    connection.execute("RELEASE unit")
    return answer, None


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
    if not path.exists():
        path.touch(mode=0o600)  # SQLite makes what stands beside it, the write-ahead log, readable for the same people
    connection = sqlite3.connect(path, isolation_level=None, check_same_thread=False)
    connection.row_factory = sqlite3.Row
    connection.execute("PRAGMA busy_timeout = 5000")
    connection.execute("PRAGMA foreign_keys = ON")
    connection.execute(f"PRAGMA cache_size = -{_CACHE_KIB}")
    if read_only:
        connection.execute("PRAGMA query_only = ON")
        # Only the writer checkpoints: the WAL-reset bug of SQLite 3.7.0 to 3.51.2 needs two that do.
        connection.execute("PRAGMA wal_autocheckpoint = 0")
    else:
        connection.execute("PRAGMA journal_mode = WAL").fetchone()
        connection.execute("PRAGMA synchronous = FULL")
    return connection


def _unreadable(path: Path, error: Exception) -> str:
    return f"The database {path} can't be used ({error}). Check DATABASE_URL, the file and its rights."
