"""What tables that carry a `member_id` hold of one member, the same for every feature: to count, take along, delete."""

from collections.abc import Iterable
from typing import Any

from bot.database.port import Connection


def rows_of(connection: Connection, tables: Iterable[str], member_id: int) -> dict[str, list[dict[str, Any]]]:
    """Return every row of a member by table. The tables' names are the feature's own, never input."""
    found = {
        table: connection.execute(f"SELECT * FROM {table} WHERE member_id = ?", (member_id,))  # noqa: S608
        for table in tables
    }
    return {table: [dict(row) for row in rows] for table, rows in found.items()}


def count_rows_of(connection: Connection, tables: Iterable[str], member_id: int) -> int:
    """Return how many rows there are of a member in the tables. Their names are the feature's own, never input."""
    counts = (
        connection.execute(f"SELECT COUNT(*) AS number FROM {table} WHERE member_id = ?", (member_id,))  # noqa: S608
        for table in tables
    )
    return sum(int(count.fetchone()["number"]) for count in counts)


def delete_rows_of(connection: Connection, tables: Iterable[str], member_id: int) -> None:
    """Delete every row of a member in the tables. Their names are the feature's own, never input."""
    for table in tables:
        connection.execute(f"DELETE FROM {table} WHERE member_id = ?", (member_id,))  # noqa: S608
