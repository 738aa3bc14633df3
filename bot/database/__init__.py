"""The database: whole units of work, handed over as plain functions of a connection."""

from bot.database.address import SQLITE, sqlite_file
from bot.database.port import Connection, Cursor, Database, Row
from bot.observer import Observer

__all__ = ["Connection", "Cursor", "Database", "Row", "open_database"]


async def open_database(url: str, observer: Observer | None = None) -> Database:
    """Open the database of a DATABASE_URL, making its tables and migrating it as needed.

    The observer is told how long things take.

    Raises OperatorError when it can't be reached or used, or is newer than this code.
    """
    if url.startswith(SQLITE):
        from bot.database.sqlite import SqliteDatabase

        return await SqliteDatabase.open(sqlite_file(url), observer)
    from bot.database.postgres import PostgresDatabase  # its library is loaded where it is used

    return await PostgresDatabase.open(url, observer)
