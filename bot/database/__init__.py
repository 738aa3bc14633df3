"""The database: whole units of work, handed over as plain functions of a connection."""

from bot.database import process_state
from bot.database.address import SQLITE, shown, sqlite_file
from bot.database.port import Connection, Cursor, Database, Row
from bot.errors import OperatorError
from bot.observer import Observer

__all__ = ["Connection", "Cursor", "Database", "Row", "open_database"]


async def open_database(url: str, observer: Observer | None = None) -> Database:
    """Open the database of a DATABASE_URL, making its tables and migrating it as needed.

    The observer is told how long things take.

    Raises OperatorError when it can't be reached or used, or is newer than this code.
    """
    database: Database
    if url.startswith(SQLITE):
        from bot.database.sqlite import SqliteDatabase

        database = await SqliteDatabase.open(sqlite_file(url), observer)
    else:
        from bot.database.postgres import PostgresDatabase  # its library is loaded where it is used

        database = await PostgresDatabase.open(url, observer)
    if source := await database.glance(process_state.recall, process_state.COPYING):
        await database.close()
        raise OperatorError(f"{shown(url)} is an unfinished copy of {source}: run copy-database again.")
    return database
