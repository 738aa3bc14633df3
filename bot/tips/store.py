"""The SQL of tips, votes and reports. Votes are counted and a member's own is read; nothing lists who voted."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from bot.areas import Area
from bot.database import Connection
from bot.instants import from_micros, to_micros
from bot.tips.kinds import Kind, When
from bot.tips.tip import State, Suggestion, Tip

TABLES = ("tips", "tip_votes", "tip_reports")


@dataclass(frozen=True)
class Count:
    """How many voted on a tip, and how many of them found it useful."""

    helps: int = 0
    votes: int = 0


def put(
    connection: Connection, guild_id: int, author_id: int, suggestion: Suggestion, state: State, now: datetime
) -> bool:
    """Keep a suggestion; the author's own one that is still held is replaced. False when the id is taken otherwise."""
    done = connection.execute(
        "INSERT INTO tips (guild_id, id, author_id, anonymous, area, kind, moment, body, state, created_at) "
        "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?) "
        "ON CONFLICT (guild_id, id) DO UPDATE SET anonymous = excluded.anonymous, area = excluded.area, "
        "kind = excluded.kind, moment = excluded.moment, body = excluded.body, state = excluded.state "
        "WHERE tips.state = 'held' AND tips.author_id = excluded.author_id",
        (
            guild_id,
            suggestion.id,
            author_id,
            int(suggestion.anonymous),
            suggestion.area,
            suggestion.kind,
            suggestion.when,
            suggestion.text,
            state,
            to_micros(now),
        ),
    )
    return done.rowcount > 0


def posted(connection: Connection, guild_id: int, author_id: int, tip_id: int) -> str | None:
    """Return the text of the author's own tip that others see, or None."""
    row = connection.execute(
        "SELECT body FROM tips WHERE guild_id = ? AND id = ? AND author_id = ? AND state = 'published'",
        (guild_id, tip_id, author_id),
    ).fetchone()
    return None if row is None else str(row["body"])


def is_published(connection: Connection, guild_id: int, tip_id: int) -> bool:
    """Tell whether others see this tip of a member."""
    row = connection.execute(
        "SELECT 1 FROM tips WHERE guild_id = ? AND id = ? AND state = 'published'", (guild_id, tip_id)
    ).fetchone()
    return row is not None


def texts(connection: Connection, guild_id: int) -> list[tuple[int, str]]:
    """Return the ids and texts of the server's published tips."""
    rows = connection.execute("SELECT id, body FROM tips WHERE guild_id = ? AND state = 'published'", (guild_id,))
    return [(row["id"], row["body"]) for row in rows]


def counts(connection: Connection, guild_id: int, area: Area | None, kind: Kind | None) -> dict[int, Count]:
    """Return the votes of each published tip of the server's members for an area and of a kind; None asks for any."""
    rows = connection.execute(
        "SELECT tips.id, COALESCE(SUM(tip_votes.helps), 0) AS helps, COUNT(tip_votes.helps) AS votes "
        "FROM tips LEFT JOIN tip_votes ON tip_votes.guild_id = tips.guild_id AND tip_votes.tip_id = tips.id "
        "WHERE tips.guild_id = ? AND tips.state = 'published' AND tips.area = COALESCE(?, tips.area) "
        "AND tips.kind = COALESCE(?, tips.kind) GROUP BY tips.id",
        (guild_id, area, kind),
    )
    return {row["id"]: Count(row["helps"], row["votes"]) for row in rows}


def counts_of(connection: Connection, guild_id: int, tip_ids: Collection[int]) -> dict[int, Count]:
    """Return the votes of these tips in the server; a tip without votes is left out."""
    rows = connection.execute(
        "SELECT tip_id, SUM(helps) AS helps, COUNT(*) AS votes FROM tip_votes "  # noqa: S608 - only question marks
        f"WHERE guild_id = ? AND tip_id IN ({_marks(tip_ids)}) GROUP BY tip_id",
        (guild_id, *tip_ids),
    )
    return {row["tip_id"]: Count(row["helps"], row["votes"]) for row in rows}


def tips(
    connection: Connection, guild_id: int, tip_ids: Collection[int], reader_id: int
) -> dict[int, tuple[Tip, bool]]:
    """Return these published tips, and whether each is the reader's own. Authors of anonymous ones are left out."""
    rows = connection.execute(
        "SELECT id, area, kind, moment, body, created_at, author_id = ? AS mine, "  # noqa: S608 - only question marks
        "CASE WHEN anonymous = 0 THEN author_id END AS credited FROM tips "
        f"WHERE guild_id = ? AND state = 'published' AND id IN ({_marks(tip_ids)})",
        (reader_id, guild_id, *tip_ids),
    )
    return {row["id"]: (_tip(row), bool(row["mine"])) for row in rows}


def my_votes(connection: Connection, guild_id: int, member_id: int, tip_ids: Collection[int]) -> dict[int, bool]:
    """Return the member's own votes on these tips: True where they found one useful."""
    rows = connection.execute(
        f"SELECT tip_id, helps FROM tip_votes WHERE guild_id = ? AND tip_id IN ({_marks(tip_ids)}) AND member_id = ?",  # noqa: S608
        (guild_id, *tip_ids, member_id),
    )
    return {row["tip_id"]: bool(row["helps"]) for row in rows}


def vote(connection: Connection, guild_id: int, member_id: int, tip_id: int, *, helps: bool) -> None:
    """Record the member's vote in place of any earlier one."""
    connection.execute(
        "INSERT INTO tip_votes (guild_id, tip_id, member_id, helps) VALUES (?, ?, ?, ?) "
        "ON CONFLICT (guild_id, tip_id, member_id) DO UPDATE SET helps = excluded.helps",
        (guild_id, tip_id, member_id, int(helps)),
    )


def withdraw_vote(connection: Connection, guild_id: int, member_id: int, tip_id: int) -> None:
    """Take the member's vote away, if there is one."""
    connection.execute(
        "DELETE FROM tip_votes WHERE guild_id = ? AND tip_id = ? AND member_id = ?", (guild_id, tip_id, member_id)
    )


def my_reports(connection: Connection, guild_id: int, member_id: int, tip_ids: Collection[int]) -> set[int]:
    """Return which of these tips the member has reported."""
    rows = connection.execute(
        f"SELECT tip_id FROM tip_reports WHERE guild_id = ? AND tip_id IN ({_marks(tip_ids)}) AND member_id = ?",  # noqa: S608
        (guild_id, *tip_ids, member_id),
    )
    return {row["tip_id"] for row in rows}


def report(connection: Connection, guild_id: int, member_id: int, tip_id: int) -> None:
    """Record that the member reported a tip; a second time changes nothing."""
    connection.execute(
        "INSERT INTO tip_reports (guild_id, tip_id, member_id) VALUES (?, ?, ?) "
        "ON CONFLICT (guild_id, tip_id, member_id) DO NOTHING",
        (guild_id, tip_id, member_id),
    )


def withdraw_report(connection: Connection, guild_id: int, member_id: int, tip_id: int) -> None:
    """Take the member's report back, if there is one."""
    connection.execute(
        "DELETE FROM tip_reports WHERE guild_id = ? AND tip_id = ? AND member_id = ?", (guild_id, tip_id, member_id)
    )


def hide_when_reported(connection: Connection, guild_id: int, tip_id: int, enough: int) -> bool:
    """Hide a published tip that so many members reported; True when that hid it."""
    done = connection.execute(
        "UPDATE tips SET state = 'hidden' WHERE guild_id = ? AND id = ? AND state = 'published' AND "
        "(SELECT COUNT(*) FROM tip_reports WHERE guild_id = ? AND tip_id = ?) >= ?",
        (guild_id, tip_id, guild_id, tip_id, enough),
    )
    return done.rowcount > 0


def export_member(connection: Connection, member_id: int) -> dict[str, Any]:
    """Return the tips a member wrote and their own votes and reports, in all servers."""
    return {
        "tips": _all(connection, "SELECT * FROM tips WHERE author_id = ?", member_id),
        "votes": _all(connection, "SELECT guild_id, tip_id, helps FROM tip_votes WHERE member_id = ?", member_id),
        "reports": _all(connection, "SELECT guild_id, tip_id FROM tip_reports WHERE member_id = ?", member_id),
    }


def delete_member(connection: Connection, member_id: int) -> None:
    """Delete a member's votes and reports, and the tips they wrote with what others voted and reported there."""
    for table in ("tip_votes", "tip_reports"):
        connection.execute(
            f"DELETE FROM {table} WHERE member_id = ? OR "  # noqa: S608 - one of the two
            "(guild_id, tip_id) IN (SELECT guild_id, id FROM tips WHERE author_id = ?)",
            (member_id, member_id),
        )
    connection.execute("DELETE FROM tips WHERE author_id = ?", (member_id,))


def _tip(row: Any) -> Tip:
    return Tip(
        id=row["id"],
        areas=(Area(row["area"]),),
        kind=Kind(row["kind"]),
        when=When(row["moment"]),
        text=row["body"],
        author_id=row["credited"],
        created_at=from_micros(row["created_at"]),
    )


def _marks(values: Iterable[object]) -> str:
    """Return a question mark for each value; NULL where there are none, since an empty list is no SQL."""
    return ", ".join("?" for _ in values) or "NULL"


def _all(connection: Connection, sql: str, member_id: int) -> list[dict[str, Any]]:
    return [dict(row) for row in connection.execute(sql, (member_id,))]
