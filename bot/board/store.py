"""The SQL of the board: one row a post, and when it needs looking at."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from bot.board.policy import next_edit
from bot.database import Connection
from bot.instants import from_micros, to_micros


@dataclass(frozen=True)
class Post:
    """What stands, or shall stand, in a channel: a subject of a kind, and the message once there is one."""

    guild_id: int
    kind: str
    subject_id: int
    channel_id: int
    message_id: int | None
    put_at: datetime
    """When it was put up, or had to be anew."""
    revision: int
    attempts: int
    posted_at: datetime | None
    edited_at: datetime | None


def put(
    connection: Connection, guild_id: int, kind: str, subject_id: int, channel_id: int, now: datetime, at: datetime
) -> bool:
    """Have a subject posted at an instant; False when it is on the board."""
    done = connection.execute(
        "INSERT INTO board_posts (guild_id, kind, subject_id, channel_id, put_at, try_at) VALUES (?, ?, ?, ?, ?, ?) "
        "ON CONFLICT (guild_id, kind, subject_id) DO NOTHING",
        (guild_id, kind, subject_id, channel_id, to_micros(now), to_micros(at)),
    )
    return done.rowcount == 1


def unput(connection: Connection, guild_id: int, kind: str) -> list[int]:
    """Drop what was to be posted of a kind and is not yet; return its subjects."""
    dropped = connection.execute(
        "DELETE FROM board_posts WHERE guild_id = ? AND kind = ? AND message_id IS NULL RETURNING subject_id",
        (guild_id, kind),
    ).fetchall()
    return [row["subject_id"] for row in dropped]


def touch(connection: Connection, guild_id: int, kind: str, subject_id: int, now: datetime) -> bool:
    """Have a subject's post, if there is one, show what is so now; changes that come close together are one edit."""
    row = connection.execute(
        "SELECT * FROM board_posts WHERE guild_id = ? AND kind = ? AND subject_id = ?", (guild_id, kind, subject_id)
    ).fetchone()
    if row is None:
        return False
    post = _post(row)
    at = next_edit(now=now, posted_at=post.posted_at, edited_at=post.edited_at)
    connection.execute(
        "UPDATE board_posts SET revision = revision + 1, attempts = 0, try_at = COALESCE(try_at, ?) "
        "WHERE guild_id = ? AND kind = ? AND subject_id = ?",
        (to_micros(at), guild_id, kind, subject_id),
    )
    return True


def claim(connection: Connection, now: datetime, until: datetime, limit: int) -> list[Post]:
    """Take what needs looking at, soonest first; until the lease ends nobody else takes it."""
    rows = connection.execute(
        "WITH soonest AS (SELECT guild_id, kind, subject_id FROM board_posts WHERE try_at <= ? ORDER BY try_at LIMIT ? "
        "/*! FOR UPDATE SKIP LOCKED */) "
        "UPDATE board_posts SET try_at = ?, attempts = attempts + 1 WHERE try_at <= ? AND "
        "(guild_id, kind, subject_id) IN (SELECT guild_id, kind, subject_id FROM soonest) RETURNING *",
        (to_micros(now), limit, to_micros(until), to_micros(now)),
    ).fetchall()
    return [_post(row) for row in rows]


def next_look(connection: Connection) -> datetime | None:
    """Return when the next post needs looking at, or None."""
    row = connection.execute("SELECT MIN(try_at) AS at FROM board_posts WHERE try_at IS NOT NULL").fetchone()
    return None if row["at"] is None else from_micros(row["at"])


def shown(connection: Connection, post: Post, message_id: int, now: datetime) -> None:
    """Note that a message shows a post as it was claimed; what changed since is looked at again in its time."""
    posted_at = post.posted_at or now
    again = next_edit(now=now, posted_at=posted_at, edited_at=now)
    connection.execute(
        "UPDATE board_posts SET message_id = ?, posted_at = ?, edited_at = ?, attempts = 0, code = NULL, "
        "try_at = CASE WHEN revision = ? THEN NULL ELSE ? END WHERE guild_id = ? AND kind = ? AND subject_id = ?",
        (
            message_id,
            to_micros(posted_at),
            to_micros(now),
            post.revision,
            to_micros(again),
            post.guild_id,
            post.kind,
            post.subject_id,
        ),
    )


def failed(connection: Connection, post: Post, again: datetime | None, code: str) -> None:
    """Note that it did not work and when to look again; None lets it be until it changes."""
    connection.execute(
        "UPDATE board_posts SET try_at = ?, code = ? WHERE guild_id = ? AND kind = ? AND subject_id = ?",
        (None if again is None else to_micros(again), code, post.guild_id, post.kind, post.subject_id),
    )


def remove(connection: Connection, post: Post, now: datetime) -> bool:
    """Forget a post that was taken down, here or by somebody else; False for one that changed since: it is put anew."""
    mine = (post.guild_id, post.kind, post.subject_id)
    gone = connection.execute(
        "DELETE FROM board_posts WHERE guild_id = ? AND kind = ? AND subject_id = ? AND revision = ?",
        (*mine, post.revision),
    )
    if gone.rowcount:
        return True
    connection.execute(
        "UPDATE board_posts SET message_id = NULL, put_at = ?, posted_at = NULL, edited_at = NULL "
        "WHERE guild_id = ? AND kind = ? AND subject_id = ?",
        (to_micros(now), *mine),
    )
    return False


def _post(row: Any) -> Post:
    return Post(
        guild_id=row["guild_id"],
        kind=row["kind"],
        subject_id=row["subject_id"],
        channel_id=row["channel_id"],
        message_id=row["message_id"],
        put_at=from_micros(row["put_at"]),
        revision=row["revision"],
        attempts=row["attempts"],
        posted_at=None if row["posted_at"] is None else from_micros(row["posted_at"]),
        edited_at=None if row["edited_at"] is None else from_micros(row["edited_at"]),
    )
