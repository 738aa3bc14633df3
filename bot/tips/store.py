"""The SQL of tips, votes and reports. Votes are counted and a member's own is read; nothing lists who voted."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from bot.areas import Area
from bot.database import Connection
from bot.database.belongings import count_rows_of, delete_rows_of
from bot.instants import from_micros, to_micros
from bot.tips.kinds import Kind, When
from bot.tips.sql import marks
from bot.tips.tip import Own, State, Suggestion, Tip, Why

TABLES = ("tips", "tip_votes", "tip_reports", "tip_saves")


@dataclass(frozen=True)
class Count:
    """How many voted on a tip, and how many of them found it useful."""

    helps: int = 0
    votes: int = 0


def put(
    connection: Connection,
    guild_id: int,
    author_id: int,
    suggestion: Suggestion,
    state: State,
    now: datetime,
    why: Why = Why.NONE,
) -> bool:
    """Keep a suggestion; the author's own one that is still held is replaced. False when the id is taken otherwise.

    One that moderators hid, and that its author changed since, is theirs to look at: it is not replaced.
    """
    done = connection.execute(
        "INSERT INTO tips (guild_id, id, author_id, anonymous, area, kind, moment, body, state, why, created_at, "
        "changed_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) "
        "ON CONFLICT (guild_id, id) DO UPDATE SET anonymous = excluded.anonymous, area = excluded.area, "
        "kind = excluded.kind, moment = excluded.moment, body = excluded.body, state = excluded.state, "
        "why = excluded.why, changed_at = excluded.changed_at "
        "WHERE tips.state = 'held' AND tips.why <> 'edited' AND tips.author_id = excluded.author_id",
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
            why,
            to_micros(now),
            to_micros(now),
        ),
    )
    _changed(connection, guild_id)
    return done.rowcount > 0


def posted(connection: Connection, guild_id: int, author_id: int, tip_id: int) -> str | None:
    """Return the text of the author's own tip that others see, or None."""
    row = connection.execute(
        "SELECT body FROM tips WHERE guild_id = ? AND id = ? AND author_id = ? AND state = 'published'",
        (guild_id, tip_id, author_id),
    ).fetchone()
    return None if row is None else str(row["body"])


def rewrite(
    connection: Connection,
    guild_id: int,
    author_id: int,
    suggestion: Suggestion,
    state: State,
    why: Why,
    now: datetime,
) -> bool:
    """Change what the author's own tip says and where it stands; False unless it is published, held or hidden."""
    done = connection.execute(
        "UPDATE tips SET anonymous = ?, area = ?, kind = ?, moment = ?, body = ?, state = ?, why = ?, "
        "staff_edited = 0, changed_at = ? "
        "WHERE guild_id = ? AND id = ? AND author_id = ? AND state IN ('published', 'held', 'hidden')",
        (
            int(suggestion.anonymous),
            suggestion.area,
            suggestion.kind,
            suggestion.when,
            suggestion.text,
            state,
            why,
            to_micros(now),
            guild_id,
            suggestion.id,
            author_id,
        ),
    )
    _changed(connection, guild_id)
    return done.rowcount == 1


def move(
    connection: Connection,
    guild_id: int,
    tip_id: int,
    state: State,
    why: str,
    now: datetime,
    *,
    merged_into: int | None = None,
) -> None:
    """Set where a tip stands."""
    connection.execute(
        "UPDATE tips SET state = ?, why = ?, merged_into = ?, changed_at = ? WHERE guild_id = ? AND id = ?",
        (state, why, merged_into, to_micros(now), guild_id, tip_id),
    )
    _changed(connection, guild_id)


def reword(connection: Connection, guild_id: int, tip_id: int, text: str) -> None:
    """Change a tip's words as a moderator."""
    connection.execute(
        "UPDATE tips SET body = ?, staff_edited = 1 WHERE guild_id = ? AND id = ?", (text, guild_id, tip_id)
    )
    _changed(connection, guild_id)


def own(connection: Connection, guild_id: int, author_id: int, tip_id: int) -> Own | None:
    """Return the author's own tip, whatever its state; None when it is not theirs."""
    row = connection.execute(
        "SELECT *, author_id AS credited FROM tips WHERE guild_id = ? AND id = ? AND author_id = ?",
        (guild_id, tip_id, author_id),
    ).fetchone()
    return None if row is None else _own(row)


def all_own(connection: Connection, guild_id: int, author_id: int) -> list[Own]:
    """Return the author's own tips in a server, newest first."""
    rows = connection.execute(
        "SELECT *, author_id AS credited FROM tips WHERE author_id = ? AND guild_id = ? ORDER BY id DESC",
        (author_id, guild_id),
    )
    return [_own(row) for row in rows]


def standing(connection: Connection, guild_id: int, tip_id: int) -> tuple[Own, int] | None:
    """Return any tip with its author's id, for units that must know it; nothing of it is shown."""
    row = connection.execute(
        "SELECT *, CASE WHEN anonymous = 0 THEN author_id END AS credited FROM tips WHERE guild_id = ? AND id = ?",
        (guild_id, tip_id),
    ).fetchone()
    return None if row is None else (_own(row), int(row["author_id"]))


def leads_to(connection: Connection, guild_id: int, tip_id: int) -> list[int]:
    """Return the tip that took this one in, the one that took that in, and so on; none where it stands by itself."""
    found: list[int] = []
    sql = "SELECT merged_into FROM tips WHERE guild_id = ? AND id = ? AND merged_into IS NOT NULL"
    while row := connection.execute(sql, (guild_id, found[-1] if found else tip_id)).fetchone():
        found.append(row["merged_into"])
    return found


def with_taken_in(connection: Connection, guild_id: int, tip_id: int) -> list[int]:
    """Return a tip with those that it took in, and those that they had taken in."""
    found, last = [tip_id], [tip_id]
    while last:
        rows = connection.execute(
            f"SELECT id FROM tips WHERE guild_id = ? AND merged_into IN ({marks(last)})",  # noqa: S608 - only question marks
            (guild_id, *last),
        )
        last = [row["id"] for row in rows]
        found += last
    return found


def version(connection: Connection, guild_id: int) -> int:
    """Return how often what the server's tips say has changed."""
    row = connection.execute("SELECT version FROM tip_versions WHERE guild_id = ?", (guild_id,)).fetchone()
    return 0 if row is None else int(row["version"])


def texts(connection: Connection, guild_id: int) -> list[tuple[int, str]]:
    """Return the ids and texts of the server's published tips."""
    rows = connection.execute("SELECT id, body FROM tips WHERE guild_id = ? AND state = 'published'", (guild_id,))
    return [(row["id"], row["body"]) for row in rows]


def published_between(connection: Connection, guild_id: int, since: datetime, until: datetime) -> list[int]:
    """Return the server's published tips that were suggested between two instants, both included."""
    rows = connection.execute(
        "SELECT id FROM tips WHERE guild_id = ? AND state = 'published' AND created_at BETWEEN ? AND ?",
        (guild_id, to_micros(since), to_micros(until)),
    )
    return [row["id"] for row in rows]


def counts(
    connection: Connection, guild_id: int, area: Area | None, kind: Kind | None, without: Collection[str] = ()
) -> dict[int, Count]:
    """Return the votes of each published tip of the server's members for an area and of a kind; None asks for any.

    Areas of `without` are left out.
    """
    rows = connection.execute(
        "SELECT tips.id, COALESCE(SUM(tip_votes.helps), 0) AS helps, COUNT(tip_votes.helps) AS votes "  # noqa: S608
        "FROM tips LEFT JOIN tip_votes ON tip_votes.guild_id = tips.guild_id AND tip_votes.tip_id = tips.id "
        "WHERE tips.guild_id = ? AND tips.state = 'published' AND tips.area = COALESCE(?, tips.area) "
        f"AND tips.kind = COALESCE(?, tips.kind) AND tips.area NOT IN ({marks([*without, ''])}) "
        "GROUP BY tips.id",
        (guild_id, area, kind, *without, ""),
    )
    return {row["id"]: Count(row["helps"], row["votes"]) for row in rows}


def counts_of(connection: Connection, guild_id: int, tip_ids: Collection[int]) -> dict[int, Count]:
    """Return the votes of these tips in the server; a tip without votes is left out."""
    rows = connection.execute(
        "SELECT tip_id, SUM(helps) AS helps, COUNT(*) AS votes FROM tip_votes "  # noqa: S608 - only question marks
        f"WHERE guild_id = ? AND tip_id IN ({marks(tip_ids)}) GROUP BY tip_id",
        (guild_id, *tip_ids),
    )
    return {row["tip_id"]: Count(row["helps"], row["votes"]) for row in rows}


def tips(
    connection: Connection, guild_id: int, tip_ids: Collection[int], reader_id: int
) -> dict[int, tuple[Tip, bool]]:
    """Return these published tips, and whether each is the reader's own. Authors of anonymous ones are left out."""
    rows = connection.execute(
        "SELECT id, area, kind, moment, body, staff_edited, created_at, author_id = ? AS mine, "  # noqa: S608 - only question marks
        "CASE WHEN anonymous = 0 THEN author_id END AS credited FROM tips "
        f"WHERE guild_id = ? AND state = 'published' AND id IN ({marks(tip_ids)})",
        (reader_id, guild_id, *tip_ids),
    )
    return {row["id"]: (_tip(row), bool(row["mine"])) for row in rows}


def hide_when_reported(connection: Connection, guild_id: int, tip_id: int, enough: int) -> bool:
    """Hide a published tip that so many members reported; True when that hid it."""
    done = connection.execute(
        "UPDATE tips SET state = 'hidden', why = 'reports' WHERE guild_id = ? AND id = ? AND state = 'published' AND "
        "(SELECT COUNT(*) FROM tip_reports WHERE guild_id = ? AND tip_id = ?) >= ?",
        (guild_id, tip_id, guild_id, tip_id, enough),
    )
    if done.rowcount > 0:
        _changed(connection, guild_id)
    return done.rowcount > 0


def contests(connection: Connection, guild_id: int) -> list[tuple[int, int]]:
    """Return the pairs of tips that the server's moderators put side by side; a merged one has no place of its own."""
    rows = connection.execute(
        "SELECT tip_id, other_id FROM tip_contests WHERE guild_id = ? AND NOT EXISTS (SELECT 1 FROM tips "
        "WHERE tips.guild_id = tip_contests.guild_id AND tips.id IN (tip_contests.tip_id, tip_contests.other_id) "
        "AND tips.state = 'merged')",
        (guild_id,),
    )
    return [(row["tip_id"], row["other_id"]) for row in rows]


def starters_hidden(connection: Connection, guild_id: int) -> set[int]:
    """Return the starter tips that the server's moderators hid."""
    rows = connection.execute("SELECT tip_id FROM starters_hidden WHERE guild_id = ?", (guild_id,))
    return {row["tip_id"] for row in rows}


def is_blocked(connection: Connection, guild_id: int, known_by: Collection[str]) -> bool:
    """Tell whether the server refuses suggestions of the author with one of these marks."""
    row = connection.execute(
        f"SELECT 1 FROM tip_blocks WHERE guild_id = ? AND mark IN ({marks(known_by)}) LIMIT 1",  # noqa: S608
        (guild_id, *known_by),
    )
    return row.fetchone() is not None


def servers_with_blocks(connection: Connection) -> list[int]:
    """Return the servers that refuse suggestions of anybody."""
    return [row["guild_id"] for row in connection.execute("SELECT DISTINCT guild_id FROM tip_blocks")]


def blocked_authors(connection: Connection) -> list[tuple[int, int, int]]:
    """Return the servers, tips and authors of blocks whose tip is still there, for the change of a key alone."""
    rows = connection.execute(
        "SELECT tips.guild_id, tips.id, tips.author_id FROM tip_blocks JOIN tips "
        "ON tips.guild_id = tip_blocks.guild_id AND tips.id = tip_blocks.tip_id"
    )
    return [(row["guild_id"], row["id"], row["author_id"]) for row in rows]


def remark(connection: Connection, guild_id: int, tip_id: int, mark: str) -> None:
    """Set by which mark the author that was blocked through a tip is known."""
    connection.execute("UPDATE tip_blocks SET mark = ? WHERE guild_id = ? AND tip_id = ?", (mark, guild_id, tip_id))


def written(connection: Connection, member_id: int) -> list[tuple[int, int]]:
    """Return which tips a member wrote, by server."""
    rows = connection.execute("SELECT guild_id, id FROM tips WHERE author_id = ?", (member_id,))
    return [(row["guild_id"], row["id"]) for row in rows]


def voted(connection: Connection, member_id: int) -> list[tuple[int, int]]:
    """Return on which tips a member voted, by server: their public cards change when the votes go."""
    rows = connection.execute("SELECT guild_id, tip_id FROM tip_votes WHERE member_id = ?", (member_id,))
    return [(row["guild_id"], row["tip_id"]) for row in rows]


def forget_gone(connection: Connection, before: datetime) -> int:
    """Delete tips that were withdrawn or removed before an instant, with all that was said about them.

    Returns how many.
    """
    gone = connection.execute(
        "SELECT guild_id, id FROM tips WHERE state IN ('withdrawn', 'removed') AND changed_at < ?", (to_micros(before),)
    ).fetchall()
    for row in gone:
        _forget(connection, row["guild_id"], row["id"])
    return len(gone)


def export_member(connection: Connection, member_id: int) -> dict[str, Any]:
    """Return the tips a member wrote and their own votes, reports and list, in all servers."""
    return {
        "tips": _all(connection, "SELECT * FROM tips WHERE author_id = ?", member_id),
        "votes": _all(connection, "SELECT guild_id, tip_id, helps FROM tip_votes WHERE member_id = ?", member_id),
        "reports": _all(connection, "SELECT guild_id, tip_id, reason FROM tip_reports WHERE member_id = ?", member_id),
        "saved": _all(connection, "SELECT guild_id, tip_id FROM tip_saves WHERE member_id = ?", member_id),
    }


def count_member(connection: Connection, member_id: int) -> int:
    """Return how many tips, votes, reports and saved tips of a member there are, in all servers."""
    row = connection.execute("SELECT COUNT(*) AS number FROM tips WHERE author_id = ?", (member_id,)).fetchone()
    return int(row["number"]) + count_rows_of(connection, ("tip_votes", "tip_reports", "tip_saves"), member_id)


def delete_member(connection: Connection, member_id: int) -> None:
    """Delete a member's votes, reports and list, and the tips they wrote with what others said about those."""
    for guild_id, tip_id in written(connection, member_id):
        _forget(connection, guild_id, tip_id)
    delete_rows_of(connection, ("tip_votes", "tip_reports", "tip_saves"), member_id)


def _forget(connection: Connection, guild_id: int, tip_id: int) -> None:
    """Delete a tip and what others said about it; blocks that came from it stay, without their tip."""
    for table in ("tip_votes", "tip_reports", "tip_saves", "tip_flags", "tip_trials", "tip_outcomes"):
        connection.execute(f"DELETE FROM {table} WHERE guild_id = ? AND tip_id = ?", (guild_id, tip_id))  # noqa: S608
    connection.execute(
        "DELETE FROM tip_contests WHERE guild_id = ? AND (tip_id = ? OR other_id = ?)", (guild_id, tip_id, tip_id)
    )
    connection.execute("DELETE FROM tips WHERE guild_id = ? AND id = ?", (guild_id, tip_id))
    _changed(connection, guild_id)


def _changed(connection: Connection, guild_id: int) -> None:
    connection.execute(
        "INSERT INTO tip_versions (guild_id, version) VALUES (?, 1) "
        "ON CONFLICT (guild_id) DO UPDATE SET version = tip_versions.version + 1",
        (guild_id,),
    )


def _own(row: Any) -> Own:
    """Return a tip whatever its state; of a withdrawn or merged one, `why` says where it stood before."""
    state = State(row["state"])
    away = state in {State.WITHDRAWN, State.MERGED}
    return Own(
        tip=_tip(row),
        state=state,
        why=Why.NONE if away else Why(row["why"]),
        anonymous=bool(row["anonymous"]),
        merged_into=row["merged_into"],
        was=State(row["why"] or State.PUBLISHED) if away else None,
    )


def _tip(row: Any) -> Tip:
    return Tip(
        id=row["id"],
        areas=(Area(row["area"]),),
        kind=Kind(row["kind"]),
        when=When(row["moment"]),
        text=row["body"],
        author_id=row["credited"],
        created_at=from_micros(row["created_at"]),
        staff_edited=bool(row["staff_edited"]),
    )


def _all(connection: Connection, sql: str, member_id: int) -> list[dict[str, Any]]:
    return [dict(row) for row in connection.execute(sql, (member_id,))]
