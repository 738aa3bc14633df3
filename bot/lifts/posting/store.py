"""The SQL of records that are told in a server's channel."""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

from bot.database import Connection, Row
from bot.database.belongings import delete_rows_of, rows_of
from bot.instants import from_micros, to_micros
from bot.lifts.entries import Entry
from bot.lifts.records import Best, Bests, Volume
from bot.lifts.standing import Standing
from bot.lifts.weight import Load, Weight

TABLES = ("record_posts",)

_EARLIER = "(e.logged_at < ? OR (e.logged_at = ? AND e.id < ?))"


@dataclass(frozen=True, slots=True)
class Posted:
    """One row: which entry a subject of the board is of."""

    guild_id: int
    id: int
    member_id: int
    entry_id: int
    standing: bool


def add(connection: Connection, guild_id: int, post_id: int, entry: Entry) -> bool:
    """Note that an entry is told in a server; False when it was before."""
    added = connection.execute(
        "INSERT INTO record_posts (guild_id, id, member_id, entry_id, logged_at) VALUES (?, ?, ?, ?, ?) "
        "ON CONFLICT (member_id, entry_id, guild_id) DO NOTHING",
        (guild_id, post_id, entry.member_id, entry.id, to_micros(entry.logged_at)),
    )
    return added.rowcount == 1


def post(connection: Connection, guild_id: int, post_id: int) -> Posted | None:
    """Return a post of a server, or None."""
    row = connection.execute("SELECT * FROM record_posts WHERE guild_id = ? AND id = ?", (guild_id, post_id)).fetchone()
    return None if row is None else _posted(row)


def posts_of(connection: Connection, member_id: int, since: datetime | None = None) -> list[Posted]:
    """Return what is told of a member's entries that were logged at an instant or after it, or of all."""
    rows = connection.execute(
        "SELECT * FROM record_posts WHERE member_id = ? AND logged_at >= ?",
        (member_id, 0 if since is None else to_micros(since)),
    ).fetchall()
    return [_posted(row) for row in rows]


def renew(connection: Connection, posted: Posted, new_id: int, *, standing: bool) -> None:
    """Give a post another id and say whether it stands."""
    connection.execute(
        "UPDATE record_posts SET id = ?, standing = ? WHERE guild_id = ? AND id = ?",
        (new_id, int(standing), posted.guild_id, posted.id),
    )


def forget_gone(connection: Connection, member_id: int) -> None:
    """Delete posts that don't stand and whose entries are no longer kept."""
    connection.execute(
        "DELETE FROM record_posts WHERE member_id = ? AND standing = 0 AND NOT EXISTS (SELECT 1 FROM entries e "
        "WHERE e.member_id = record_posts.member_id AND e.id = record_posts.entry_id)",
        (member_id,),
    )


def stood_before(connection: Connection, entry: Entry) -> Standing:
    """Return what an entry had to beat when it was logged: entries of its exercise that were logged before it."""
    at = to_micros(entry.logged_at)
    earlier = (entry.member_id, entry.exercise_id, at, at, entry.id)
    sets = connection.execute(
        "SELECT s.* FROM sets s JOIN entries e ON e.member_id = s.member_id AND e.id = s.entry_id "  # noqa: S608 - fixed text
        f"WHERE s.member_id = ? AND s.exercise_id = ? AND s.clean = 1 AND s.live = 1 AND {_EARLIER} "
        "ORDER BY s.performed_at, s.entry_id, s.position",
        earlier,
    )
    bests = Bests([_best(row) for row in sets])
    days = connection.execute(
        "SELECT e.day, SUM(e.volume) AS volume, MIN(e.performed_at) AS performed_at FROM entries e "  # noqa: S608
        f"WHERE e.member_id = ? AND e.exercise_id = ? AND e.undone_at IS NULL AND {_EARLIER} GROUP BY e.day",
        earlier,
    )
    volumes = {row["day"]: Volume(int(row["volume"]), from_micros(row["performed_at"])) for row in days}
    own = volumes.pop(entry.day.isoformat(), None)
    most = max((each for each in volumes.values() if each.key), key=lambda each: each.key, default=None)
    return Standing(bests, own.key if own else 0, most)


def export_member(connection: Connection, member_id: int) -> dict[str, Any]:
    """Return everything this table holds of a member, as JSON can carry it."""
    return rows_of(connection, TABLES, member_id)


def delete_member(connection: Connection, member_id: int) -> None:
    """Delete everything this table holds of a member."""
    delete_rows_of(connection, TABLES, member_id)


def _posted(row: Row) -> Posted:
    return Posted(row["guild_id"], row["id"], row["member_id"], row["entry_id"], bool(row["standing"]))


def _best(row: Row) -> Best:
    load = Load(Weight(Decimal(row["amount"]), row["unit"]), bool(row["bodyweight"]))
    return Best(load, row["count"], row["entry_id"], from_micros(row["performed_at"]))
