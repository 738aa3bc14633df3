"""Migrations: numbered SQL files, each in one transaction with the row that records it."""

import re
import sqlite3
from pathlib import Path

from bot.errors import OperatorError

_FOLDER = Path(__file__).parent / "migrations" / "sqlite"
_NAME = re.compile(r"(\d{4})_\w+\.sql")


def available() -> list[tuple[int, Path]]:
    """Return the migrations of this code by number, in order."""
    found = [(int(match[1]), path) for path in _FOLDER.iterdir() if (match := _NAME.fullmatch(path.name))]
    return sorted(found)


def newest() -> int:
    """Return the version of the tables that this code needs."""
    return max(version for version, _ in available())


def bring_up_to_date(connection: sqlite3.Connection) -> int:
    """Apply what the database lacks and return its version.

    Raises OperatorError when the database is newer than this code or a migration fails; it is then as before that one.
    """
    connection.execute("CREATE TABLE IF NOT EXISTS migrations (version INTEGER PRIMARY KEY, name TEXT NOT NULL) STRICT")
    applied = {row["version"] for row in connection.execute("SELECT version FROM migrations")}
    known = available()
    if unknown := applied - {version for version, _ in known}:
        raise OperatorError(
            f"The database is of version {max(unknown)}, newer than this code. Update Spotter or restore a backup."
        )
    for version, path in known:
        if version not in applied:
            _apply(connection, version, path)
    return newest()


def _apply(connection: sqlite3.Connection, version: int, path: Path) -> None:
    connection.execute("BEGIN IMMEDIATE")
    try:
        for statement in statements(path.read_text()):
            connection.execute(statement)
        connection.execute("INSERT INTO migrations (version, name) VALUES (?, ?)", (version, path.stem))
        connection.execute("COMMIT")
    except sqlite3.Error as error:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        raise OperatorError(f"Migration {path.name} failed ({error}); the database is as it was before it.") from error


def statements(script: str) -> list[str]:
    """Split a script into its statements; executescript would commit in between."""
    found, pending = [], ""
    for line in script.splitlines(keepends=True):
        pending += line
        if sqlite3.complete_statement(pending):
            found.append(pending.strip())
            pending = ""
    return found + ([pending.strip()] if re.sub(r"--.*", "", pending).strip() else [])
