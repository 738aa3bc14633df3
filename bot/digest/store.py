"""The SQL of digests: whom and which tips each of them tells of."""

from collections.abc import Collection
from typing import Any

from bot.database import Connection
from bot.database.belongings import delete_rows_of, rows_of

TABLES = ("digest_members",)


def note(
    connection: Connection, guild_id: int, subject_id: int, members: Collection[int], tips: Collection[int]
) -> None:
    """Note whom and which tips a digest tells of, in place of what was noted of it before."""
    for table in ("digest_members", "digest_tips"):
        connection.execute(
            f"DELETE FROM {table} WHERE guild_id = ? AND subject_id = ?",  # noqa: S608 - one of these two
            (guild_id, subject_id),
        )
    connection.executemany(
        "INSERT INTO digest_members (member_id, guild_id, subject_id) VALUES (?, ?, ?)",
        [(member_id, guild_id, subject_id) for member_id in members],
    )
    connection.executemany(
        "INSERT INTO digest_tips (guild_id, tip_id, subject_id) VALUES (?, ?, ?)",
        [(guild_id, tip_id, subject_id) for tip_id in tips],
    )


def naming(connection: Connection, member_id: int) -> list[tuple[int, int]]:
    """Return the digests that name a member: server and subject of each."""
    rows = connection.execute("SELECT guild_id, subject_id FROM digest_members WHERE member_id = ?", (member_id,))
    return [(row["guild_id"], row["subject_id"]) for row in rows]


def telling(connection: Connection, guild_id: int, tip_id: int) -> list[int]:
    """Return the subjects of the digests that tell a tip of a server."""
    rows = connection.execute(
        "SELECT subject_id FROM digest_tips WHERE guild_id = ? AND tip_id = ?", (guild_id, tip_id)
    )
    return [row["subject_id"] for row in rows]


def export_member(connection: Connection, member_id: int) -> dict[str, Any]:
    """Return everything these tables hold of a member, as JSON can carry it."""
    return rows_of(connection, TABLES, member_id)


def delete_member(connection: Connection, member_id: int) -> None:
    """Delete everything these tables hold of a member."""
    delete_rows_of(connection, TABLES, member_id)
