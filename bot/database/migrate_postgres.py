"""Migrations of PostgreSQL: the same numbers as SQLite's, one process at a time."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import psycopg

from bot.database import migrate
from bot.database.presence import LASTING, SHARD
from bot.errors import OperatorError

_LOCK = 7_768_378_382
"""Of all advisory locks of a database, the one that whoever migrates it holds: the word SPOTTER on a phone's keys."""


def bring_up_to_date(connection: psycopg.Connection[Any], before: Callable[[int], None] | None = None) -> int:
    """Apply what the database lacks and return its version. The connection commits each statement by itself.

    `before` is called with the version of tables that are about to be changed; whoever else would change them waits.

    Raises OperatorError when the database is newer than this code, a bot serves on tables that are to be changed, or a
    migration fails; it is then as before that one.
    """
    connection.execute("SELECT pg_advisory_lock(%s)", (_LOCK,))
    try:
        connection.execute(
            'CREATE TABLE IF NOT EXISTS migrations (version BIGINT PRIMARY KEY, name TEXT COLLATE "C" NOT NULL)'
        )
        applied = {version for (version,) in connection.execute("SELECT version FROM migrations")}
        lacking = migrate.missing(applied, migrate.available("postgres"))
        if applied and lacking:
            _refuse_bots(connection)
            if before is not None:
                before(max(applied))
                _refuse_bots(connection)  # a backup takes minutes, and one that was just starting may serve by now
        for version, path in lacking:
            _apply(connection, version, path)
    finally:
        if not connection.closed:
            connection.execute("SELECT pg_advisory_unlock(%s)", (_LOCK,))
    return migrate.newest()


def _refuse_bots(connection: psycopg.Connection[Any]) -> None:
    """Raise OperatorError while a bot serves: its code does not know the tables that this one is about to make."""
    row = connection.execute("SELECT to_regclass('leases')").fetchone()
    if row is None or row[0] is None:
        return
    serving = connection.execute(
        "SELECT name FROM leases WHERE name LIKE %s AND until > EXTRACT(EPOCH FROM now()) * 1000000 LIMIT 1",
        (f"{SHARD}%",),
    ).fetchone()
    if serving is not None:
        raise OperatorError(
            f"This version changes the tables, and a bot still serves {serving[0]}. Stop every process, then start "
            f"them with this version; one that was killed counts as there for {LASTING.seconds} s."
        )


def _apply(connection: psycopg.Connection[Any], version: int, path: Path) -> None:
    try:
        with connection.transaction():
            connection.execute(path.read_bytes())
            connection.execute("INSERT INTO migrations (version, name) VALUES (%s, %s)", (version, path.stem))
    except psycopg.Error as error:
        raise migrate.failure(path, error) from error
