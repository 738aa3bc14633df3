"""Moves everything from one database to another, SQLite or PostgreSQL, whichever way.

Tables are copied in the order of their keys, a batch a transaction, so that after a kill it goes on behind the greatest
key that arrived. Until every table has been read on both sides and found equal, the target is marked as unfinished, and
no bot opens it.
"""

import hashlib
import sqlite3
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bot.database import migrate, process_state
from bot.database.address import SQLITE, is_address, shown, sqlite_file
from bot.database.catalogue import Table, TablesOf, tables_of_postgres, tables_of_sqlite
from bot.database.files import make_private
from bot.database.lock import alone
from bot.database.port import Connection
from bot.errors import OperatorError
from bot.instants import Clock

BATCH = 2000
"""Rows a transaction."""
_OURS = ("migrations", "leases")
"""Tables that each database fills by itself; who does what in one cluster says nothing about another."""
_STATE = "process_state"


@dataclass(frozen=True)
class Copied:
    """How many tables and rows were found equal in both in the end."""

    tables: int
    rows: int


@dataclass(frozen=True)
class _Side:
    """One of the two: begins and ends its transactions itself."""

    name: str
    connection: Connection
    tables_of: TablesOf
    begin: str
    confirm: Callable[[], None]
    """Raises OperatorError unless nobody else was there since it was opened."""

    def tables(self) -> list[Table]:
        return [table for table in self.tables_of(self.connection) if table.name not in _OURS]


def copy(source_url: str, target_url: str, tell: Callable[[str], None], clock: Clock) -> Copied:
    """Copy a database into an empty one, or go on with a copy that was cut off; no bot can run on either meanwhile.

    Raises OperatorError when one of them can't be used, a bot runs, the source is not of this code's version, the
    target holds something else, or the two differ in the end.
    """
    for url in (source_url, target_url):
        if not is_address(url):
            raise OperatorError(f"{shown(url)} is no address of a database; see DATABASE_URL in .env.example.")
    if source_url == target_url:
        raise OperatorError("That is the same database twice.")
    with _opened(source_url, clock, new=False) as source, _opened(target_url, clock, new=True) as target:
        _refuse_another_version(source)
        _begin(source, target)
        source.connection.execute(source.begin)
        tables = target.tables()
        for table in tables:
            copied = _copy_table(source, target, table)
            tell(f"{table.name}: {copied} rows copied")
        rows = sum(_same(source, target, table) for table in tables)
        for side in (source, target):
            side.confirm()
        target.connection.execute(f"DELETE FROM {_STATE} WHERE name = ?", (process_state.COPYING,))  # noqa: S608
        source.connection.execute("ROLLBACK")
    return Copied(len(tables), rows)


def _refuse_another_version(source: _Side) -> None:
    """Raise OperatorError unless the source has exactly the tables that the target will have."""
    names = [table.name for table in source.tables_of(source.connection)]
    applied = set()
    if "migrations" in names:
        applied = {row["version"] for row in source.connection.execute("SELECT version FROM migrations").fetchall()}
    version = max(applied, default=0)
    if version > migrate.newest():
        raise OperatorError(f"{source.name} is of version {version}, newer than this code. Update Spotter first.")
    if version < migrate.newest():
        raise OperatorError(
            f"{source.name} is of version {version}, this code needs {migrate.newest()}: "
            "run `python -m bot migrate` on it first."
        )


def _begin(source: _Side, target: _Side) -> None:
    """Mark the target as a copy of the source that is not finished. Raises OperatorError when it is something else."""
    if other := process_state.recall(source.connection, process_state.COPYING):
        raise OperatorError(f"{source.name} is itself an unfinished copy of {other}. Finish that first.")
    begun = process_state.recall(target.connection, process_state.COPYING)
    if begun == source.name:
        return
    if begun is not None:
        raise OperatorError(f"{target.name} is an unfinished copy of {begun}. Finish that, or empty it.")
    if held := [table.name for table in target.tables() if _holds_rows(target, table)]:
        raise OperatorError(f"{target.name} is not empty ({', '.join(held)} hold rows). Copy into a new database.")
    process_state.remember(target.connection, process_state.COPYING, source.name)


def _holds_rows(side: _Side, table: Table) -> bool:
    return side.connection.execute(f"SELECT 1 FROM {table.name} LIMIT 1").fetchone() is not None  # noqa: S608


def _copy_table(source: _Side, target: _Side, table: Table) -> int:
    """Copy what the target lacks of a table behind its greatest key, and return how many rows that were."""
    columns = ", ".join(table.columns)
    marks = ", ".join("?" * len(table.columns))
    # The state of the process is the one table that holds a row of the target's own.
    anew = " ON CONFLICT DO NOTHING" if table.name == _STATE else ""
    insert = f"INSERT INTO {table.name} ({columns}) VALUES ({marks}){anew}"  # noqa: S608 - names of our own tables
    copied = 0
    for rows in _batches(source, table, None if table.name == _STATE else _greatest(target, table)):
        target.connection.execute("BEGIN")
        target.connection.executemany(insert, rows)
        target.connection.execute("COMMIT")
        copied += len(rows)
    return copied


def _greatest(side: _Side, table: Table) -> tuple[Any, ...] | None:
    order = ", ".join(f"{column} DESC" for column in table.key)
    row = side.connection.execute(
        f"SELECT {', '.join(table.key)} FROM {table.name} ORDER BY {order} LIMIT 1"  # noqa: S608
    ).fetchone()
    return None if row is None else tuple(row)


def _batches(side: _Side, table: Table, behind: tuple[Any, ...] | None) -> Iterator[list[tuple[Any, ...]]]:
    """Give a table's rows behind a key, in the order of the key, as both databases can hold them."""
    key, columns = ", ".join(table.key), ", ".join(table.columns)
    places = [table.columns.index(column) for column in table.key]
    while True:
        condition = "" if behind is None else f"WHERE ({key}) > ({', '.join('?' * len(table.key))}) "
        sql = f"SELECT {columns} FROM {table.name} {condition}ORDER BY {key} LIMIT {BATCH}"  # noqa: S608
        read = [tuple(row) for row in side.connection.execute(sql, behind or ()).fetchall()]
        if not read:
            return
        behind = tuple(read[-1][place] for place in places)
        yield [tuple(map(_holdable, row)) for row in read]


def _holdable(value: Any) -> Any:
    """Return a value without the one character that PostgreSQL cannot hold."""
    return value.replace("\0", "") if isinstance(value, str) else value


def _same(source: _Side, target: _Side, table: Table) -> int:
    """Read a table on both sides and return how many rows it has. Raises OperatorError when the two differ."""
    (count, checksum), (arrived, of_arrived) = (_read_through(side, table) for side in (source, target))
    if (count, checksum) != (arrived, of_arrived):
        raise OperatorError(
            f"{table.name} differs: {count} rows in {source.name}, {arrived} in {target.name}, or other contents. "
            "Was the bot running meanwhile? Stop it, empty the target, and begin anew."
        )
    return count


def _read_through(side: _Side, table: Table) -> tuple[int, str]:
    count, digest = 0, hashlib.sha256()
    name = table.columns.index("name") if table.name == _STATE else None
    for rows in _batches(side, table, None):
        for row in rows:
            if name is None or row[name] != process_state.COPYING:
                digest.update(_as_bytes(row))
                count += 1
    return count, digest.hexdigest()


def _as_bytes(row: Sequence[Any]) -> bytes:
    """Return a row so that no two different ones are the same bytes."""
    parts = []
    for value in row:
        held = value if isinstance(value, bytes) else str(value).encode()
        parts.append(f"{type(value).__name__}:{len(held)}:".encode() + held)
    return b"".join(parts)


def _opened(url: str, clock: Clock, *, new: bool) -> AbstractContextManager[_Side]:
    """Open a database; with `new` it is made, and brought up to date."""
    return _sqlite(url, new) if url.startswith(SQLITE) else _postgres(url, clock, new)


@contextmanager
def _sqlite(url: str, new: bool) -> Iterator[_Side]:
    path = sqlite_file(url)
    if not new and not path.is_file():
        raise OperatorError(f"{path} is no file.")
    try:
        with alone(path), closing(_connect(path)) as connection:
            if new:
                connection.execute("PRAGMA journal_mode = WAL").fetchone()
                migrate.bring_up_to_date(connection)
            yield _Side(str(path.resolve()), connection, tables_of_sqlite, "BEGIN", _sure)
    except sqlite3.Error as error:
        raise OperatorError(f"{path} can't be used ({error}).") from error


def _connect(path: Path) -> sqlite3.Connection:
    make_private(path, path.parent)
    connection = sqlite3.connect(path, isolation_level=None)
    connection.row_factory = sqlite3.Row
    return connection


def _sure() -> None:
    """Have nothing to say against it: the lock on a file can't be lost."""


@contextmanager
def _postgres(url: str, clock: Clock, new: bool) -> Iterator[_Side]:
    from bot.database.dialect import PostgresConnection, adapt
    from bot.database.postgres import connected, prepare
    from bot.database.postgres_alone import alone_on

    if new:
        prepare(url)
    with alone_on(url, clock) as alone, connected(url) as raw:
        adapt(raw)
        begin = "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY"
        yield _Side(shown(url), PostgresConnection(raw), tables_of_postgres, begin, alone.confirm)
