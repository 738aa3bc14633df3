"""Migrations of PostgreSQL: the same numbers as SQLite's, one process at a time."""

from pathlib import Path
from typing import Any

import psycopg

from bot.database import migrate

_LOCK = 7_768_378_382
"""Of all advisory locks of a database, the one that whoever migrates it holds: the word SPOTTER on a phone's keys."""


def bring_up_to_date(connection: psycopg.Connection[Any]) -> int:
    """Apply what the database lacks and return its version. The connection commits each statement by itself.

    Raises OperatorError when the database is newer than this code or a migration fails; it is then as before that one.
    """
    connection.execute("SELECT pg_advisory_lock(%s)", (_LOCK,))
    try:
        connection.execute(
            'CREATE TABLE IF NOT EXISTS migrations (version BIGINT PRIMARY KEY, name TEXT COLLATE "C" NOT NULL)'
        )
        applied = {version for (version,) in connection.execute("SELECT version FROM migrations")}
        for version, path in migrate.missing(applied, migrate.available("postgres")):
            _apply(connection, version, path)
    finally:
        if not connection.closed:
            connection.execute("SELECT pg_advisory_unlock(%s)", (_LOCK,))
    return migrate.newest()


def _apply(connection: psycopg.Connection[Any], version: int, path: Path) -> None:
    try:
        with connection.transaction():
            connection.execute(path.read_bytes())
            connection.execute("INSERT INTO migrations (version, name) VALUES (%s, %s)", (version, path.stem))
    except psycopg.Error as error:
        raise migrate.failure(path, error) from error
