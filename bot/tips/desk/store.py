"""The SQL of the moderators' desk. No function of it returns an anonymous author, a voter or who reported."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from bot.database import Connection
from bot.instants import from_micros, to_micros
from bot.tips.sql import marks
from bot.tips.tip import Reason

TABLES: tuple[str, ...] = ()
"""None of its tables holds a member's id: blocks have a keyed hash in its place."""


@dataclass(frozen=True)
class Block:
    """A server refuses the author of this tip, since then."""

    tip_id: int
    blocked_at: datetime


def held(connection: Connection, guild_id: int) -> list[int]:
    """Return the tips that wait for a moderator, oldest first."""
    rows = connection.execute(
        "SELECT id FROM tips WHERE guild_id = ? AND state = 'held' ORDER BY changed_at, id", (guild_id,)
    )
    return [row["id"] for row in rows]


def flagged(connection: Connection, guild_id: int) -> list[int]:
    """Return the shown tips that may do harm, oldest flag first."""
    rows = connection.execute(
        "SELECT tip_id FROM tip_flags WHERE guild_id = ? AND kept_at IS NULL ORDER BY flagged_at, tip_id", (guild_id,)
    )
    return [row["tip_id"] for row in rows]


def reported(connection: Connection, guild_id: int) -> list[int]:
    """Return the tips with reports, shown or hidden by them, the most reported first."""
    rows = connection.execute(
        "SELECT tips.id FROM tips JOIN tip_reports ON tip_reports.guild_id = tips.guild_id "
        "AND tip_reports.tip_id = tips.id WHERE tips.guild_id = ? "
        "AND (tips.state = 'published' OR (tips.state = 'hidden' AND tips.why = 'reports')) "
        "GROUP BY tips.id ORDER BY COUNT(*) DESC, tips.id",
        (guild_id,),
    )
    return [row["id"] for row in rows]


def hidden(connection: Connection, guild_id: int) -> list[int]:
    """Return the hidden tips, starter tips first, then the latest hidden."""
    starters = connection.execute("SELECT tip_id FROM starters_hidden WHERE guild_id = ? ORDER BY tip_id", (guild_id,))
    theirs = connection.execute(
        "SELECT id FROM tips WHERE guild_id = ? AND state = 'hidden' ORDER BY changed_at DESC, id", (guild_id,)
    )
    return [row["tip_id"] for row in starters] + [row["id"] for row in theirs]


def reports_of(connection: Connection, guild_id: int, tip_id: int) -> dict[Reason, int]:
    """Return how many members reported a tip, by reason."""
    rows = connection.execute(
        "SELECT reason, COUNT(*) AS members FROM tip_reports WHERE guild_id = ? AND tip_id = ? "
        "GROUP BY reason ORDER BY members DESC, reason",
        (guild_id, tip_id),
    )
    return {Reason(row["reason"]): row["members"] for row in rows}


def merged(connection: Connection, guild_id: int) -> list[int]:
    """Return the tips that were merged into others, the latest first."""
    rows = connection.execute(
        "SELECT id FROM tips WHERE guild_id = ? AND state = 'merged' ORDER BY changed_at DESC, id", (guild_id,)
    )
    return [row["id"] for row in rows]


def copy_reports(connection: Connection, guild_id: int, tip_id: int, into: int) -> None:
    """Have the reports of a tip count for another too; who reported both counts once."""
    connection.execute(
        "INSERT INTO tip_reports (guild_id, tip_id, member_id, reason, reported_at) "
        "SELECT guild_id, ?, member_id, reason, reported_at FROM tip_reports WHERE guild_id = ? AND tip_id = ? "
        "ON CONFLICT (guild_id, tip_id, member_id) DO NOTHING",
        (into, guild_id, tip_id),
    )


def take_reports_back(connection: Connection, guild_id: int, tip_id: int, into: int) -> None:
    """Take the reports that followed a tip out of another."""
    connection.execute(
        "DELETE FROM tip_reports WHERE guild_id = ? AND tip_id = ? AND EXISTS (SELECT 1 FROM tip_reports AS was "
        "WHERE was.guild_id = ? AND was.tip_id = ? AND was.member_id = tip_reports.member_id "
        "AND was.reported_at = tip_reports.reported_at)",
        (guild_id, into, guild_id, tip_id),
    )


def drop_reports(connection: Connection, guild_id: int, tip_ids: Collection[int]) -> bool:
    """Delete the reports of tips: they were looked at. False when there were none."""
    done = connection.execute(
        f"DELETE FROM tip_reports WHERE guild_id = ? AND tip_id IN ({marks(tip_ids)})",  # noqa: S608
        (guild_id, *tip_ids),
    )
    return done.rowcount > 0


def keep_flagged(connection: Connection, guild_id: int, tip_id: int, now: datetime) -> bool:
    """Note that moderators looked at a flagged tip and keep it; False when there is no flag to look at."""
    kept = connection.execute(
        "UPDATE tip_flags SET kept_at = ? WHERE guild_id = ? AND tip_id = ? AND kept_at IS NULL",
        (to_micros(now), guild_id, tip_id),
    )
    return kept.rowcount == 1


def drop_flag(connection: Connection, guild_id: int, tip_id: int) -> None:
    """Delete the flag of a tip."""
    connection.execute("DELETE FROM tip_flags WHERE guild_id = ? AND tip_id = ?", (guild_id, tip_id))


def hide_starters(connection: Connection, guild_id: int, tip_ids: Collection[int]) -> None:
    """Hide starter tips in a server."""
    connection.executemany(
        "INSERT INTO starters_hidden (guild_id, tip_id) VALUES (?, ?) ON CONFLICT (guild_id, tip_id) DO NOTHING",
        [(guild_id, tip_id) for tip_id in tip_ids],
    )


def show_starters(connection: Connection, guild_id: int, tip_ids: Collection[int]) -> None:
    """Show starter tips in a server again."""
    for tip_id in tip_ids:
        connection.execute("DELETE FROM starters_hidden WHERE guild_id = ? AND tip_id = ?", (guild_id, tip_id))


def contest(connection: Connection, guild_id: int, one: int, other: int) -> None:
    """Put two tips side by side."""
    connection.execute(
        "INSERT INTO tip_contests (guild_id, tip_id, other_id) VALUES (?, ?, ?) "
        "ON CONFLICT (guild_id, tip_id, other_id) DO NOTHING",
        (guild_id, min(one, other), max(one, other)),
    )


def part(connection: Connection, guild_id: int, tip_id: int) -> int:
    """Take a tip from the side of those that moderators put it beside; return from how many."""
    return connection.execute(
        "DELETE FROM tip_contests WHERE guild_id = ? AND (tip_id = ? OR other_id = ?)", (guild_id, tip_id, tip_id)
    ).rowcount


def block(connection: Connection, guild_id: int, tip_id: int, mark: str, now: datetime) -> bool:
    """Refuse the author of a tip, who is known by a mark only; False when that is so already."""
    done = connection.execute(
        "INSERT INTO tip_blocks (guild_id, tip_id, mark, blocked_at) VALUES (?, ?, ?, ?) "
        "ON CONFLICT (guild_id, tip_id) DO NOTHING",
        (guild_id, tip_id, mark, to_micros(now)),
    )
    return done.rowcount == 1


def unblock(connection: Connection, guild_id: int, tip_id: int) -> bool:
    """Take back the block that came from a tip; False when there is none."""
    done = connection.execute("DELETE FROM tip_blocks WHERE guild_id = ? AND tip_id = ?", (guild_id, tip_id))
    return done.rowcount == 1


def blocks(connection: Connection, guild_id: int) -> list[Block]:
    """Return the blocks of a server, by the tips they came from, the latest first."""
    rows = connection.execute(
        "SELECT tip_id, blocked_at FROM tip_blocks WHERE guild_id = ? ORDER BY blocked_at DESC, tip_id", (guild_id,)
    )
    return [Block(row["tip_id"], from_micros(row["blocked_at"])) for row in rows]


def blocks_without_tip(connection: Connection) -> tuple[int, datetime | None]:
    """Return how many blocks have lost the tip they came from, in all servers, and when the last of them was made."""
    row = connection.execute(
        "SELECT COUNT(*) AS blocks, MAX(blocked_at) AS last FROM tip_blocks WHERE NOT EXISTS (SELECT 1 FROM tips "
        "WHERE tips.guild_id = tip_blocks.guild_id AND tips.id = tip_blocks.tip_id)"
    ).fetchone()
    return row["blocks"], None if row["last"] is None else from_micros(row["last"])


def drop_blocks_before(connection: Connection, before: datetime) -> int:
    """Delete blocks of before an instant; return how many."""
    return connection.execute("DELETE FROM tip_blocks WHERE blocked_at < ?", (to_micros(before),)).rowcount
