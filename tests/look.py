"""Looks into the database of a test as it stands, past the bot: on a connection of its own, SQLite or PostgreSQL."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from functools import cache
from pathlib import Path
from typing import Any

import psycopg

from bot.database import Connection, migrate
from bot.database.address import SQLITE, sqlite_file
from bot.database.dialect import PostgresConnection, adapt

_TABLES = "SELECT table_name AS name FROM information_schema.tables WHERE table_schema = 'public' ORDER BY table_name"
_SQLITE_TABLES = "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY name"


def sqlite(path: Path | str) -> sqlite3.Connection:
    """Return a connection to a SQLite file that commits each statement by itself."""
    connection = sqlite3.connect(path, isolation_level=None)
    connection.row_factory = sqlite3.Row
    return connection


@cache
def empty_sqlite() -> bytes:
    """Return an empty database of this version: to write it into a file takes 1 ms, to make one there 100."""
    with closing(sqlite(":memory:")) as connection:
        migrate.bring_up_to_date(connection)
        return connection.serialize()


def new_sqlite(path: Path) -> str:
    """Put an empty database into a new file and return its address."""
    path.write_bytes(empty_sqlite())
    return f"sqlite:///{path}"


@contextmanager
def connected(url: str) -> Iterator[Connection]:
    """Give a connection that commits each statement by itself."""
    if url.startswith(SQLITE):
        with closing(sqlite(sqlite_file(url))) as connection:
            yield connection
    else:
        with psycopg.connect(url, autocommit=True) as raw:
            adapt(raw)
            yield PostgresConnection(raw)


def rows(url: str, sql: str, *parameters: Any) -> list[Any]:
    """Return what a statement gives, with `?` parameters."""
    with connected(url) as connection:
        return connection.execute(sql, parameters).fetchall()


def tables(url: str) -> list[str]:
    """Return the names of all tables."""
    return [row["name"] for row in rows(url, _SQLITE_TABLES if url.startswith(SQLITE) else _TABLES)]


def contents(url: str) -> dict[str, list[dict[str, Any]]]:
    """Return every row of every table."""
    with connected(url) as connection:
        return {
            table: [dict(row) for row in connection.execute(f"SELECT * FROM {table}").fetchall()]
            for table in tables(url)
        }


def held(url: str) -> bytes:
    """Return all that the database holds, to look for something in: SQLite's files as they stand, else every row."""
    if url.startswith(SQLITE):
        path = sqlite_file(url)
        return b"".join(file.read_bytes() for file in path.parent.iterdir() if file.name.startswith(path.name))
    return repr(contents(url)).encode()
