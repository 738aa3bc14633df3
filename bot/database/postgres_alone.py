"""The whole of a PostgreSQL database for one process: no bot serves while it is copied, resealed or restored.

The lease is taken anew by a thread with connections of its own, for whoever has it is busy in long transactions.
"""

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from datetime import datetime
from uuid import uuid4

import psycopg

from bot.database.address import shown
from bot.database.dialect import PostgresConnection, adapt
from bot.database.leases import Running, give_back, take_all
from bot.database.port import Connection, T
from bot.database.postgres import connected
from bot.database.presence import EVERYTHING, LASTING, RENEW_SECONDS, SHARD
from bot.errors import OperatorError
from bot.instants import Clock


class Alone:
    """Keeps everybody else away; `alone_on` gives it."""

    def __init__(self, url: str, clock: Clock) -> None:
        self._url = url
        self._clock = clock
        self._owner = uuid4().hex
        self._turn = threading.Lock()
        self._over = threading.Event()
        self._ends_at = 0.0
        """When the lease ends that was taken last, by the monotonic clock."""
        self._lost = False

    def begin(self) -> None:
        """Take the lease. Raises OperatorError when somebody is there, or the server can't be reached."""
        held = self._take()
        if held is not None:
            who = "somebody who copies, reseals or restores" if held.name == EVERYTHING else f"a bot with {held.name}"
            raise OperatorError(
                f"{who.capitalize()} is at {shown(self._url)}. Stop every process first; one that was killed counts as "
                f"there for {LASTING.seconds} s."
            )

    def keep(self) -> None:
        """Take the lease anew, again and again until the end."""
        while not self._over.wait(RENEW_SECONDS):
            self._renew()

    def confirm(self) -> None:
        """Raise OperatorError unless it is certain that nobody else was there since the beginning."""
        self._renew()
        if self._lost or time.monotonic() > self._ends_at:
            raise OperatorError(
                f"A process may have come to {shown(self._url)} meanwhile: its lease ran out before it could be taken "
                "anew. Stop every process, and begin again."
            )

    def end(self) -> None:
        """Have `keep` end."""
        self._over.set()

    def give_back(self) -> None:
        """Give the lease back; it runs out by itself where that can't be done."""
        with suppress(OperatorError):
            _in_one_go(self._url, lambda connection: give_back(connection, [EVERYTHING], self._owner))

    def _renew(self) -> None:
        with self._turn, suppress(OperatorError):  # then tried again; `confirm` sees that it ran out
            until = self._ends_at
            held = self._take()
            self._lost = self._lost or held is not None or time.monotonic() > until

    def _take(self) -> Running | None:
        ends_at = time.monotonic() + LASTING.total_seconds()
        now = self._clock()
        held = _in_one_go(self._url, lambda connection: _take(connection, self._owner, now))
        self._ends_at = ends_at
        return held


@contextmanager
def alone_on(url: str, clock: Clock) -> Iterator[Alone]:
    """Keep every bot, and whoever copies, reseals or restores, away from a PostgreSQL database until the block ends.

    Where it has no tables yet there is nothing to take. Raises OperatorError when somebody is there.
    """
    alone = Alone(url, clock)
    alone.begin()
    keeping = threading.Thread(target=alone.keep, name="alone", daemon=True)
    keeping.start()
    try:
        yield alone
    finally:
        alone.end()
        keeping.join()
        alone.give_back()


def _take(connection: Connection, owner: str, now: datetime) -> Running | None:
    (there,) = connection.execute("SELECT to_regclass('leases')").fetchone()
    return take_all(connection, [EVERYTHING], owner, now, now + LASTING, SHARD) if there else None


def _in_one_go(url: str, unit: Callable[[Connection], T]) -> T:
    """Run a unit as if nothing else ran; of two that get in each other's way one is run again."""
    with connected(url) as raw:
        adapt(raw)
        raw.isolation_level = psycopg.IsolationLevel.SERIALIZABLE
        while True:
            with suppress(psycopg.errors.SerializationFailure, psycopg.errors.DeadlockDetected), raw.transaction():
                return unit(PostgresConnection(raw))
