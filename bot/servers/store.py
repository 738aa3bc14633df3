"""The SQL of servers: how each wants things, and the log of moderators' acts."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

from bot.database import Connection
from bot.instants import from_micros, to_micros
from bot.servers.rules import Rules

TABLES = ("server_audit",)
"""What holds a member's id; `servers` and `server_switches` hold none."""

Switch = Literal["starters", "tips"]

_COLUMNS = (
    "records_channel",
    "tips_channel",
    "digest_channel",
    "moderator_role",
    "approval",
    "counts_hidden",
    "reports_to_hide",
    "weekly_digest",
)
NOBODY = 0
"""Stands in the log for a moderator who deleted their data."""


@dataclass(frozen=True)
class Act:
    """One line of the log: who did what to which tip, and when."""

    actor_id: int
    act: str
    tip_id: int | None
    detail: str
    at: datetime


def rules(connection: Connection, guild_id: int) -> Rules:
    """Return how a server wants things, defaults where it chose nothing."""
    row = connection.execute("SELECT * FROM servers WHERE guild_id = ?", (guild_id,)).fetchone()
    switches = connection.execute("SELECT what, area FROM server_switches WHERE guild_id = ?", (guild_id,)).fetchall()
    off = {what: frozenset(row["area"] for row in switches if row["what"] == what) for what in ("starters", "tips")}
    if row is None:
        return Rules(guild_id, starters_off=off["starters"], tips_off=off["tips"])
    return Rules(
        guild_id,
        records_channel=row["records_channel"],
        tips_channel=row["tips_channel"],
        digest_channel=row["digest_channel"],
        moderator_role=row["moderator_role"],
        approval=bool(row["approval"]),
        counts_hidden=bool(row["counts_hidden"]),
        reports_to_hide=row["reports_to_hide"],
        weekly_digest=bool(row["weekly_digest"]),
        starters_off=off["starters"],
        tips_off=off["tips"],
    )


def change(connection: Connection, guild_id: int, column: str, value: int | None) -> None:
    """Set one column of a server's row, making the row when there is none."""
    if column not in _COLUMNS:
        raise KeyError(column)
    connection.execute("INSERT INTO servers (guild_id) VALUES (?) ON CONFLICT (guild_id) DO NOTHING", (guild_id,))
    connection.execute(f"UPDATE servers SET {column} = ? WHERE guild_id = ?", (value, guild_id))  # noqa: S608 - one of _COLUMNS


def switch_off(connection: Connection, guild_id: int, what: Switch, areas: Collection[str]) -> None:
    """Switch tips off in exactly these areas."""
    connection.execute("DELETE FROM server_switches WHERE guild_id = ? AND what = ?", (guild_id, what))
    connection.executemany(
        "INSERT INTO server_switches (guild_id, what, area) VALUES (?, ?, ?)",
        [(guild_id, what, area) for area in sorted(set(areas))],
    )


def add_act(
    connection: Connection,
    guild_id: int,
    act_id: int,
    actor_id: int,
    act: str,
    at: datetime,
    *,
    tip_id: int | None,
    detail: str,
) -> None:
    """Add a line to a server's log."""
    connection.execute(
        "INSERT INTO server_audit (guild_id, id, actor_id, act, tip_id, detail, at) VALUES (?, ?, ?, ?, ?, ?, ?)",
        (guild_id, act_id, actor_id, act, tip_id, detail, to_micros(at)),
    )


def acts(connection: Connection, guild_id: int, limit: int, offset: int) -> list[Act]:
    """Return lines of a server's log, newest first, leaving out the first `offset`."""
    rows = connection.execute(
        "SELECT actor_id, act, tip_id, detail, at FROM server_audit WHERE guild_id = ? "
        "ORDER BY id DESC LIMIT ? OFFSET ?",
        (guild_id, limit, offset),
    )
    return [Act(row["actor_id"], row["act"], row["tip_id"], row["detail"], from_micros(row["at"])) for row in rows]


def number_of_acts(connection: Connection, guild_id: int) -> int:
    """Return how many lines a server's log has."""
    row = connection.execute("SELECT COUNT(*) AS lines FROM server_audit WHERE guild_id = ?", (guild_id,)).fetchone()
    return int(row["lines"])


def weekly(connection: Connection) -> list[tuple[int, int]]:
    """Return the servers that want a digest every week, with its channel."""
    rows = connection.execute(
        "SELECT guild_id, digest_channel FROM servers WHERE weekly_digest = 1 AND digest_channel IS NOT NULL"
    )
    return [(row["guild_id"], row["digest_channel"]) for row in rows]


def export_member(connection: Connection, member_id: int) -> dict[str, Any]:
    """Return what a member did as a moderator."""
    rows = connection.execute(
        "SELECT guild_id, act, tip_id, detail, at FROM server_audit WHERE actor_id = ? ORDER BY id", (member_id,)
    )
    return {"acts": [dict(row) for row in rows]}


def count_member(connection: Connection, member_id: int) -> int:
    """Return how many acts of a moderator there are in logs."""
    row = connection.execute("SELECT COUNT(*) AS number FROM server_audit WHERE actor_id = ?", (member_id,)).fetchone()
    return int(row["number"])


def delete_member(connection: Connection, member_id: int) -> None:
    """Take a member's id out of the log; that the act was done stays."""
    connection.execute("UPDATE server_audit SET actor_id = ? WHERE actor_id = ?", (NOBODY, member_id))
