"""The database: whole units of work, handed over as plain functions of a connection."""

from bot.database.port import Connection, Cursor, Row
from bot.database.sqlite import Database

__all__ = ["Connection", "Cursor", "Database", "Row"]
