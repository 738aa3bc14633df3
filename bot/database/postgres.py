"""PostgreSQL through psycopg's pool: a unit of work runs whole on one of a few threads, each with a connection.

Units are written for a database where one runs after the other. PostgreSQL keeps that promise by SERIALIZABLE: of two
that would get in each other's way one fails, and is run again. So is what a lost connection cut off before its COMMIT;
once that was sent, whether it was kept is unknown, and running it again might do it twice.
"""

import asyncio
import logging
import random
import time
from collections.abc import AsyncIterator, Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager, contextmanager
from functools import partial
from threading import Lock
from time import perf_counter
from typing import Any, Concatenate, Self, TypeAlias

import psycopg
import psycopg_pool

from bot.database import migrate_postgres
from bot.database.address import shown
from bot.database.dialect import PostgresConnection, adapt
from bot.database.port import Connection, P, T
from bot.errors import OperatorError
from bot.observer import Observer

log = logging.getLogger("spotter.database")

CONNECTIONS = 8
"""Of one process: so many units run at once."""
OLDEST = 140000
"""The oldest server that is taken, as PostgreSQL numbers its versions."""
TRIES = 12
"""So often a unit is run that others got in the way of, or whose connection was lost."""
_PAUSE_SECONDS = 0.002
"""Before another try, twice as long before each further one, and each by chance shorter."""
_MOST_PAUSE_SECONDS = 0.2
WAIT_SECONDS = 10.0
"""How long a unit waits for a connection while the server is away."""
CLOSE_SECONDS = 2.0
"""How long what is under way may take at the end; with the server there it takes milliseconds."""
_POOL_SECONDS = 1.0
_SESSION: dict[str, Any] = {
    "connect_timeout": 5,
    # A server that vanished without a word is noticed, rather than waited for.
    "tcp_user_timeout": 10_000,
    "keepalives_idle": 30,
    "keepalives_interval": 10,
    "keepalives_count": 3,
    "application_name": "spotter",
    "autocommit": True,
}
_Raw: TypeAlias = psycopg.Connection[Any]
_Unit: TypeAlias = Callable[[Connection], T]


class PostgresDatabase:
    """An open PostgreSQL database. Open it before the bot starts and close it after the bot has stopped."""

    def __init__(self, pool: psycopg_pool.ConnectionPool[_Raw], observer: Observer) -> None:
        self._pool = pool
        self._observer = observer
        # Held by a unit that is run again: none other of this process begins to write meanwhile. Where hundreds change
        # the same row at once, those that just came would otherwise always be quicker than the one that comes anew.
        self._turn = Lock()
        self._threads = ThreadPoolExecutor(CONNECTIONS, thread_name_prefix="postgres")

    @classmethod
    async def open(cls, url: str, observer: Observer | None = None) -> Self:
        """Connect to the server of a `postgresql://` address, making and migrating the tables as needed.

        The observer is told how long things take.

        Raises OperatorError when the server can't be reached, refuses, or is too old, or the tables are newer than
        this code.
        """
        await asyncio.to_thread(prepare, url)
        pool = psycopg_pool.ConnectionPool(
            url,
            kwargs=_SESSION,
            min_size=1,
            max_size=CONNECTIONS,
            timeout=WAIT_SECONDS,
            # The pool tries to connect at ever longer intervals; given up early, the next unit has it try at once.
            reconnect_timeout=WAIT_SECONDS,
            configure=_set_up,
            open=False,
        )
        await asyncio.to_thread(pool.open)
        return cls(pool, observer or Observer())

    async def write(self, unit: Callable[Concatenate[Connection, P], T], /, *args: P.args, **kwargs: P.kwargs) -> T:
        """Run `unit(connection, …)` in a transaction of its own and return its answer once that is kept.

        Raises what the unit raises; then nothing of it is kept.
        """
        since = perf_counter()
        answer = await self._run(self._written, partial(_write, _bound(unit, args, kwargs), self._observer))
        self._observer.database("write", perf_counter() - since)
        return answer

    @asynccontextmanager
    async def jot(
        self, unit: Callable[Concatenate[Connection, P], T], /, *args: P.args, **kwargs: P.kwargs
    ) -> AsyncIterator[T]:
        """Give a context for a small unit, kept when that is entered: a COMMIT that fails has it run again."""
        yield await self.write(unit, *args, **kwargs)

    async def read(self, unit: Callable[Concatenate[Connection, P], T], /, *args: P.args, **kwargs: P.kwargs) -> T:
        """Run `unit(connection, …)` on one snapshot of the database; it can't write."""
        since = perf_counter()
        answer = await self._run(self._done, partial(_read, _bound(unit, args, kwargs)))
        self._observer.database("read", perf_counter() - since)
        return answer

    async def glance(self, unit: Callable[Concatenate[Connection, P], T], /, *args: P.args, **kwargs: P.kwargs) -> T:
        """Read by the shortest way: one statement, one journey to the server and back; it can't write."""
        return await self._run(self._done, partial(_glance, _bound(unit, args, kwargs)))

    async def close(self) -> None:
        """Finish the units that wait, and close; give those up that a server which is away would keep for longer."""
        finishing = asyncio.create_task(asyncio.to_thread(self._threads.shutdown))
        await asyncio.wait([finishing], timeout=CLOSE_SECONDS)
        if not finishing.done():
            self._threads.shutdown(wait=False, cancel_futures=True)
        await asyncio.to_thread(self._pool.close, _POOL_SECONDS)  # who waits for a connection gets none any more
        await finishing

    async def _run(self, how: Callable[[Callable[[_Raw], T]], T], work: Callable[[_Raw], T]) -> T:
        return await asyncio.get_running_loop().run_in_executor(self._threads, how, work)

    def _written(self, work: Callable[[_Raw], T]) -> T:
        with self._turn:
            pass
        try:
            return self._once(work)
        except _Again:
            with self._turn:
                return self._done(work)

    def _done(self, work: Callable[[_Raw], T]) -> T:
        for tried in range(1, TRIES):
            try:
                return self._once(work)
            except _Again as again:
                log.debug("run again", extra={"tried": tried, "because": again.reason})
            time.sleep(random.uniform(0, min(_MOST_PAUSE_SECONDS, _PAUSE_SECONDS * 2**tried)))
        try:
            return self._once(work)
        except _Again as again:
            raise again.error from None

    def _once(self, work: Callable[[_Raw], T]) -> T:
        with self._pool.connection() as raw:
            try:
                return work(raw)
            except (psycopg.errors.SerializationFailure, psycopg.errors.DeadlockDetected) as error:
                raise _Again(error) from error
            except psycopg.OperationalError as error:
                if not raw.broken:
                    raise
                lost = error
        self._pool.check()  # where one was lost others are too, and the next try would get one of them
        raise _Again(lost)


class _Again(Exception):
    """Nothing was kept, and there is no reason why it should not work another time."""

    def __init__(self, error: psycopg.Error) -> None:
        super().__init__(str(error))
        self.error = error
        self.reason = type(error).__name__


class _Unknown(psycopg.Error):
    """The connection was lost while the server was asked to COMMIT: whether it did is not known."""


def _bound(unit: Callable[..., T], args: tuple[Any, ...], kwargs: dict[str, Any]) -> _Unit[T]:
    return lambda connection: unit(connection, *args, **kwargs)


def _write(unit: _Unit[T], observer: Observer, raw: _Raw) -> T:
    raw.execute("BEGIN ISOLATION LEVEL SERIALIZABLE READ WRITE")
    answer = _inside(unit, raw)
    since = perf_counter()
    try:
        raw.execute("COMMIT")
    except psycopg.OperationalError as error:
        if raw.broken:
            raise _Unknown("The connection was lost during COMMIT; whether it was kept is not known.") from error
        raise
    observer.database("commit", perf_counter() - since)
    return answer


def _read(unit: _Unit[T], raw: _Raw) -> T:
    raw.execute("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY")
    answer = _inside(unit, raw)
    raw.execute("COMMIT")
    return answer


def _inside(unit: _Unit[T], raw: _Raw) -> T:
    try:
        return unit(PostgresConnection(raw))
    except BaseException:
        if not raw.broken:
            raw.execute("ROLLBACK")
        raise


def _glance(unit: _Unit[T], raw: _Raw) -> T:
    return unit(PostgresConnection(raw))


def _set_up(raw: _Raw) -> None:
    adapt(raw)
    # What is not in a transaction that says otherwise, a glance that is, can't write.
    raw.execute("SET default_transaction_read_only = on")


def prepare(url: str, before: Callable[[int], None] | None = None) -> None:
    """Bring the tables up to date; `before` is called with their version where they are about to be changed.

    Raises OperatorError when that can't be done, saying why.
    """
    with connected(url) as connection:
        migrate_postgres.bring_up_to_date(connection, before)


@contextmanager
def connected(url: str) -> Iterator[_Raw]:
    """Give a connection of its own, which commits each statement by itself. Raises OperatorError as `open` does."""
    try:
        with psycopg.connect(url, **_SESSION) as connection:
            if connection.info.server_version < OLDEST:
                raise OperatorError(
                    f"PostgreSQL at {shown(url)} is of version {connection.info.parameter_status('server_version')}; "
                    f"Spotter needs {OLDEST // 10_000} or newer."
                )
            yield connection
    except psycopg.Error as error:
        raise OperatorError(unusable(url, error)) from error


def unusable(url: str, error: psycopg.Error) -> str:
    """Return what an operator is told of a server that can't be used; the address is shown without its password."""
    said = " ".join(str(error).split())
    if "authentication failed" in said or "no password supplied" in said:
        return f"PostgreSQL at {shown(url)} refuses the name or password in DATABASE_URL ({said})."
    if isinstance(error, psycopg.errors.ConnectionTimeout) or "connection failed" in said or "could not" in said:
        return f"PostgreSQL at {shown(url)} can't be reached ({said}). Check DATABASE_URL and that the server runs."
    return f"PostgreSQL at {shown(url)} can't be used ({said}). Check DATABASE_URL and the rights of its user."
