"""The SQL of votes, reports, saves and flags. A member's own is read; nothing lists who voted or reported."""

from collections.abc import Collection
from datetime import datetime

from bot.database import Connection
from bot.instants import from_micros, to_micros
from bot.tips.sql import marks
from bot.tips.tip import Reason


def my_votes(connection: Connection, guild_id: int, member_id: int, tip_ids: Collection[int]) -> dict[int, bool]:
    """Return the member's own votes on these tips: True where they found one useful."""
    rows = connection.execute(
        f"SELECT tip_id, helps FROM tip_votes WHERE guild_id = ? AND tip_id IN ({marks(tip_ids)}) AND member_id = ?",  # noqa: S608
        (guild_id, *tip_ids, member_id),
    )
    return {row["tip_id"]: bool(row["helps"]) for row in rows}


def vote(connection: Connection, guild_id: int, member_id: int, tip_id: int, now: datetime, *, helps: bool) -> None:
    """Record the member's vote in place of any earlier one."""
    connection.execute(
        "INSERT INTO tip_votes (guild_id, tip_id, member_id, helps, voted_at) VALUES (?, ?, ?, ?, ?) "
        "ON CONFLICT (guild_id, tip_id, member_id) DO UPDATE SET helps = excluded.helps, voted_at = excluded.voted_at",
        (guild_id, tip_id, member_id, int(helps), to_micros(now)),
    )


def withdraw_vote(connection: Connection, guild_id: int, member_id: int, tip_ids: Collection[int]) -> None:
    """Take the member's votes on these tips away."""
    connection.execute(
        f"DELETE FROM tip_votes WHERE guild_id = ? AND member_id = ? AND tip_id IN ({marks(tip_ids)})",  # noqa: S608
        (guild_id, member_id, *tip_ids),
    )


def my_reports(connection: Connection, guild_id: int, member_id: int, tip_ids: Collection[int]) -> set[int]:
    """Return which of these tips the member has reported."""
    rows = connection.execute(
        f"SELECT tip_id FROM tip_reports WHERE guild_id = ? AND tip_id IN ({marks(tip_ids)}) AND member_id = ?",  # noqa: S608
        (guild_id, *tip_ids, member_id),
    )
    return {row["tip_id"] for row in rows}


def follow(connection: Connection, guild_id: int, tip_id: int, into: int) -> None:
    """Have the votes and lists of a tip count for another too; who voted on both counts once, as they did there."""
    connection.execute(
        "INSERT INTO tip_votes (guild_id, tip_id, member_id, helps, voted_at) "
        "SELECT guild_id, ?, member_id, helps, voted_at FROM tip_votes WHERE guild_id = ? AND tip_id = ? "
        "ON CONFLICT (guild_id, tip_id, member_id) DO NOTHING",
        (into, guild_id, tip_id),
    )
    connection.execute(
        "INSERT INTO tip_saves (member_id, guild_id, tip_id, saved_at) "
        "SELECT member_id, guild_id, ?, saved_at FROM tip_saves WHERE guild_id = ? AND tip_id = ? "
        "ON CONFLICT (member_id, guild_id, tip_id) DO NOTHING",
        (into, guild_id, tip_id),
    )


def come_back(connection: Connection, guild_id: int, tip_id: int, into: int) -> None:
    """Take out of another tip what followed one there and was not changed since."""
    for table, same in (("tip_votes", ("voted_at", "helps")), ("tip_saves", ("saved_at",))):
        unchanged = " AND ".join(f"was.{column} = {table}.{column}" for column in ("member_id", *same))
        connection.execute(
            f"DELETE FROM {table} WHERE guild_id = ? AND tip_id = ? AND EXISTS "  # noqa: S608 - one of the two
            f"(SELECT 1 FROM {table} AS was WHERE was.guild_id = ? AND was.tip_id = ? AND {unchanged})",
            (guild_id, into, guild_id, tip_id),
        )


def voted_at(connection: Connection, guild_id: int, tip_id: int) -> list[datetime]:
    """Return when the votes on a tip were cast, by nobody's name."""
    rows = connection.execute("SELECT voted_at FROM tip_votes WHERE guild_id = ? AND tip_id = ?", (guild_id, tip_id))
    return [from_micros(row["voted_at"]) for row in rows]


def drop_votes(connection: Connection, guild_id: int, tip_id: int) -> None:
    """Delete all votes on a tip: it says something else from now on."""
    connection.execute("DELETE FROM tip_votes WHERE guild_id = ? AND tip_id = ?", (guild_id, tip_id))


def save(connection: Connection, guild_id: int, member_id: int, tip_id: int, now: datetime) -> None:
    """Keep a tip in the member's list; twice is once."""
    connection.execute(
        "INSERT INTO tip_saves (member_id, guild_id, tip_id, saved_at) VALUES (?, ?, ?, ?) "
        "ON CONFLICT (member_id, guild_id, tip_id) DO NOTHING",
        (member_id, guild_id, tip_id, to_micros(now)),
    )


def unsave(connection: Connection, guild_id: int, member_id: int, tip_ids: Collection[int]) -> None:
    """Take these tips off the member's list."""
    connection.execute(
        f"DELETE FROM tip_saves WHERE guild_id = ? AND member_id = ? AND tip_id IN ({marks(tip_ids)})",  # noqa: S608
        (guild_id, member_id, *tip_ids),
    )


def saved(connection: Connection, guild_id: int, member_id: int) -> list[int]:
    """Return the tips on the member's list in a server, the latest first."""
    rows = connection.execute(
        "SELECT tip_id FROM tip_saves WHERE member_id = ? AND guild_id = ? ORDER BY saved_at DESC, tip_id",
        (member_id, guild_id),
    )
    return [row["tip_id"] for row in rows]


def report(connection: Connection, guild_id: int, member_id: int, tip_id: int, reason: Reason, now: datetime) -> None:
    """Record that the member reported a tip; a second time counts once, with the new reason."""
    connection.execute(
        "INSERT INTO tip_reports (guild_id, tip_id, member_id, reason, reported_at) VALUES (?, ?, ?, ?, ?) "
        "ON CONFLICT (guild_id, tip_id, member_id) DO UPDATE SET reason = excluded.reason",
        (guild_id, tip_id, member_id, reason, to_micros(now)),
    )


def withdraw_report(connection: Connection, guild_id: int, member_id: int, tip_ids: Collection[int]) -> None:
    """Take the member's reports of these tips back."""
    connection.execute(
        f"DELETE FROM tip_reports WHERE guild_id = ? AND member_id = ? AND tip_id IN ({marks(tip_ids)})",  # noqa: S608
        (guild_id, member_id, *tip_ids),
    )


def flagged(connection: Connection, guild_id: int) -> set[int]:
    """Return the shown tips that moderators are to look at because they may do harm."""
    rows = connection.execute("SELECT tip_id FROM tip_flags WHERE guild_id = ? AND kept_at IS NULL", (guild_id,))
    return {row["tip_id"] for row in rows}


def flag(connection: Connection, guild_id: int, tip_id: int, worse: int, more: int, now: datetime) -> None:
    """Flag a tip as one that may do harm; one that was kept, only when so many more felt worse since."""
    connection.execute(
        "INSERT INTO tip_flags (guild_id, tip_id, worse, flagged_at) VALUES (?, ?, ?, ?) "
        "ON CONFLICT (guild_id, tip_id) DO UPDATE SET "
        "worse = excluded.worse, flagged_at = excluded.flagged_at, kept_at = NULL "
        "WHERE tip_flags.kept_at IS NOT NULL AND excluded.worse >= tip_flags.worse + ?",
        (guild_id, tip_id, worse, to_micros(now), more),
    )
