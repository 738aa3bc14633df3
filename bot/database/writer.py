"""The one writer of a SQLite database: it takes all units that wait, gives each a SAVEPOINT and commits them once.

Each caller is answered after that COMMIT, so with `synchronous=FULL` what a member was told is saved has reached the
disk. Units are run on the connection's thread; small ones, where nothing else waits, on the loop, and then what is
answered can be prepared while the thread commits.
"""

import asyncio
import sqlite3
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from functools import partial
from time import perf_counter
from typing import Any, Generic

from bot.database.port import T
from bot.database.thread import Thread
from bot.observer import Observer

Unit = Callable[[sqlite3.Connection], Any]
Outcome = tuple[Any, BaseException | None]

PATIENCE_MS = 5000
"""How long a connection waits for a lock that another program holds."""
_MOST_TOGETHER = 500
"""Units in one COMMIT: enough to share the disk's flush, short enough that the first is not kept waiting."""
_AT_ONCE = "PRAGMA busy_timeout = 0"
_MOST_AT_ONCE = 20
"""Units that are run on the loop before it turns to something else: some 2 ms."""


@dataclass(eq=False, slots=True)
class _Waiting:
    """A unit that waits, and who waits for it: for its answer, and if it is a small one, for its being kept."""

    unit: Unit
    answer: asyncio.Future[Any]
    kept: asyncio.Future[None] | None = None

    def answered(self, outcome: Outcome) -> None:
        """Hand on what the unit came to."""
        answer, error = outcome
        if self.answer.done():
            return
        if error is None:
            self.answer.set_result(answer)
        else:
            self.answer.set_exception(error)

    def ended(self, outcome: Outcome, error: sqlite3.Error | None = None) -> None:
        """Hand on that the unit is kept, or with an error, that it is not."""
        self.answered((None, error) if error else outcome)
        if self.kept is None or self.kept.done():
            return
        if error is None:
            self.kept.set_result(None)
        else:
            self.kept.set_exception(error)
            self.kept.exception()  # whoever waited may be gone: then nobody has to hear of it


class Jotting(Generic[T]):
    """A small unit under way: it has run when this context is entered, and is kept when it is left."""

    def __init__(self, waiting: _Waiting, observer: Observer) -> None:
        self._waiting = waiting
        self._observer = observer
        self._since = perf_counter()

    async def __aenter__(self) -> T:
        """Return what the unit answers; raises what it raises."""
        answer: T = await self._waiting.answer
        return answer

    async def __aexit__(self, *_: object) -> None:
        """Wait until it is on disk. Raises sqlite3.Error where it could not be kept."""
        if self._waiting.kept is not None:
            await self._waiting.kept
        self._observer.database("write", perf_counter() - self._since)


class Writer:
    """Runs and commits what waits, in the order it came. Made on the loop that it serves."""

    def __init__(self, thread: Thread, observer: Observer) -> None:
        self._thread = thread
        self._observer = observer
        self._waiting: asyncio.Queue[_Waiting | None] = asyncio.Queue()
        thread.connection.execute(_AT_ONCE)
        self._worker = asyncio.create_task(self._commit_what_waits(), name="database-writer")

    async def write(self, unit: Unit) -> Any:
        """Return what the unit answers once that is on disk; raises what it raises."""
        answer = asyncio.get_running_loop().create_future()
        self._waiting.put_nowait(_Waiting(unit, answer))
        return await answer

    def jot(self, unit: Callable[[sqlite3.Connection], T]) -> Jotting[T]:
        """Take a small unit, and give the context in which its answer may be prepared, but not told yet."""
        loop = asyncio.get_running_loop()
        waiting = _Waiting(unit, loop.create_future(), loop.create_future())
        self._waiting.put_nowait(waiting)
        return Jotting(waiting, self._observer)

    async def close(self) -> None:
        """Finish the units that wait, and fold the write-ahead log into the file."""
        self._waiting.put_nowait(None)
        await self._worker
        with suppress(sqlite3.Error):
            await self._thread.run(_fold)

    async def _commit_what_waits(self) -> None:
        closing = False
        while not closing:
            batch = [await self._waiting.get()]
            while len(batch) < _MOST_TOGETHER and not self._waiting.empty():
                batch.append(self._waiting.get_nowait())
            closing = None in batch
            waiting = [one for one in batch if one is not None]
            if not all(one.kept is not None for one in waiting):
                await self._run_on_thread(waiting)
            elif waiting:
                await self._run_at_once(waiting)

    async def _run_at_once(self, waiting: list[_Waiting]) -> None:
        """Run small units here and commit them on the thread; where that goes wrong, have the thread do it all."""
        connection, outcomes = self._thread.connection, []
        try:
            with _transaction(connection):
                for number, one in enumerate(waiting, start=1):
                    outcomes.append(_under_savepoint(one.unit, connection))
                    if number % _MOST_AT_ONCE == 0:
                        await asyncio.sleep(0)
        except sqlite3.Error:  # as when another program writes: for that the thread waits, the loop must not
            await self._run_on_thread(waiting)
            return
        for one, outcome in zip(waiting, outcomes, strict=True):
            if outcome[1] is None:  # an error is told by the caller without more ado, so it waits for the COMMIT
                one.answered(outcome)
        await self._end(waiting, partial(_committed, outcomes, self._observer))

    async def _run_on_thread(self, waiting: list[_Waiting]) -> None:
        await self._end(waiting, partial(_run_and_commit, [one.unit for one in waiting], self._observer))

    async def _end(self, waiting: list[_Waiting], work: Callable[[sqlite3.Connection], list[Outcome]]) -> None:
        """Let the thread do what is left, and tell all who wait. A COMMIT that fails fails them all."""
        try:
            outcomes = await self._thread.run(work)
        except sqlite3.Error as error:
            for one in waiting:
                one.ended((None, error), error)
        else:
            for one, outcome in zip(waiting, outcomes, strict=True):
                one.ended(outcome)


def _run_and_commit(units: Sequence[Unit], observer: Observer, connection: sqlite3.Connection) -> list[Outcome]:
    with _patience(connection), _transaction(connection):
        outcomes = [_under_savepoint(unit, connection) for unit in units]
    return _committed(outcomes, observer, connection)


@contextmanager
def _transaction(connection: sqlite3.Connection) -> Iterator[None]:
    """Begin, and leave the end to a COMMIT. Raises sqlite3.Error where something is wrong; then it is over."""
    try:
        connection.execute("BEGIN IMMEDIATE")
        yield
    except sqlite3.Error:
        _roll_back(connection)
        raise


def _committed(outcomes: list[Outcome], observer: Observer, connection: sqlite3.Connection) -> list[Outcome]:
    """Commit what was run, and return what it came to. Raises sqlite3.Error; then nothing of it is kept."""
    since = perf_counter()
    try:
        _commit(connection)
    except sqlite3.Error:
        _roll_back(connection)
        raise
    observer.database("commit", perf_counter() - since)
    return outcomes


def _commit(connection: sqlite3.Connection) -> None:
    connection.execute("COMMIT")


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


def _roll_back(connection: sqlite3.Connection) -> None:
    if connection.in_transaction:
        connection.execute("ROLLBACK")


def _fold(connection: sqlite3.Connection) -> None:
    with _patience(connection):
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()


@contextmanager
def _patience(connection: sqlite3.Connection) -> Iterator[None]:
    """Wait for other programs that write, as only a thread may."""
    connection.execute(f"PRAGMA busy_timeout = {PATIENCE_MS}")
    try:
        yield
    finally:
        connection.execute(_AT_ONCE)
