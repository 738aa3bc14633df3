"""Migrations: numbered SQL files, each in one transaction with the row that records it."""

import re
import sqlite3
from pathlib import Path

from bot.errors import OperatorError

_FOLDER = Path(__file__).parent / "migrations"
"""With a folder for each database, and the same numbers in both: what one does to the tables, the other does too."""
_NAME = re.compile(r"(\d{4})_\w+\.sql")


def available(database: str = "sqlite") -> list[tuple[int, Path]]:
    """Return the migrations of this code for a database, "sqlite" or "postgres", by number, in order."""
    found = [(int(match[1]), path) for path in (_FOLDER / database).iterdir() if (match := _NAME.fullmatch(path.name))]
    return sorted(found)


def newest() -> int:
    """Return the version of the tables that this code needs, the same in both."""
    return max(version for version, _ in available())


def missing(applied: set[int], known: list[tuple[int, Path]]) -> list[tuple[int, Path]]:
    """Return the migrations that a database lacks, in order. Raises OperatorError when it is newer than this code."""
    if unknown := applied - {version for version, _ in known}:
        raise OperatorError(
            f"The database is of version {max(unknown)}, newer than this code. Update Spotter or restore a backup."
        )
    return [(version, path) for version, path in known if version not in applied]


def failure(path: Path, error: Exception) -> OperatorError:
    """Return what an operator is told of a migration that failed."""
    return OperatorError(f"Migration {path.name} failed ({error}); the database is as it was before it.")


def bring_up_to_date(connection: sqlite3.Connection) -> int:
    """Apply what a SQLite database lacks and return its version.

    Raises OperatorError when the database is newer than this code or a migration fails; it is then as before that one.
    """
    connection.execute("PRAGMA secure_delete = ON").fetchall()  # for what a migration deletes, whoever has it applied
    connection.execute("CREATE TABLE IF NOT EXISTS migrations (version INTEGER PRIMARY KEY, name TEXT NOT NULL) STRICT")
    applied = {row["version"] for row in connection.execute("SELECT version FROM migrations")}
    for version, path in missing(applied, available()):
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
        raise failure(path, error) from error


def statements(script: str) -> list[str]:
    """Split a script into its statements; executescript would commit in between."""
    found, pending = [], ""
    for line in script.splitlines(keepends=True):
        pending += line
        if sqlite3.complete_statement(pending):
            found.append(pending.strip())
            pending = ""
    return found + ([pending.strip()] if re.sub(r"--.*", "", pending).strip() else [])
