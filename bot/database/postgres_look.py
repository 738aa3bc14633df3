"""A PostgreSQL database as it stands, bot or no bot: looked at without changing it."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime

import psycopg

from bot.database import process_state
from bot.database.address import shown
from bot.database.dialect import PostgresConnection, adapt
from bot.database.migrate import newest
from bot.database.port import Connection
from bot.database.postgres import OLDEST, unusable
from bot.errors import OperatorError
from bot.instants import from_micros

_WITHIN = 10
"""Seconds to connect in."""


@dataclass(frozen=True)
class Condition:
    """What was found of a database."""

    server: str
    """The server's version."""
    tables: int
    """The version of the tables; 0 where there are none yet."""
    remembered: str | None
    """What the bot remembers under a name."""
    copy_of: str | None
    """What this is a copy of that is not finished; None where it is whole."""
    now: datetime
    """By the server's clock."""


def look(url: str, name: str = "") -> Condition:
    """Return how a database is, and what the bot remembers under a name.

    Raises OperatorError when it can't be reached, is too old, or its tables are newer than this code.
    """
    with opened(url) as (connection, info):
        if info.server_version < OLDEST:
            raise OperatorError(f"PostgreSQL at {shown(url)} is too old; Spotter needs {OLDEST // 10_000} or newer.")
        (there,) = connection.execute("SELECT to_regclass('migrations')").fetchone()
        version = _version(connection) if there else 0
        if version > newest():
            raise OperatorError(f"{shown(url)} is of version {version}, newer than this code. Update Spotter first.")
        remembered, copy_of = (
            process_state.recall(connection, one) if version else None for one in (name, process_state.COPYING)
        )
        (now,) = connection.execute("SELECT (EXTRACT(EPOCH FROM clock_timestamp()) * 1000000)::bigint").fetchone()
        server = str(info.parameter_status("server_version"))
        return Condition(server, version, remembered, copy_of, from_micros(now))


@contextmanager
def opened(url: str) -> Iterator[tuple[Connection, psycopg.ConnectionInfo]]:
    """Connect to a database that this does not change. Raises OperatorError when that does not work."""
    try:
        with psycopg.connect(url, autocommit=True, connect_timeout=_WITHIN, application_name="spotter-look") as raw:
            adapt(raw)
            raw.execute("SET default_transaction_read_only = on")
            yield PostgresConnection(raw), raw.info
    except psycopg.Error as error:
        raise OperatorError(unusable(url, error)) from error


def _version(connection: Connection) -> int:
    (version,) = connection.execute("SELECT MAX(version) FROM migrations").fetchone()
    return int(version or 0)
