"""The SQL of reminders: what is meant, and the times it comes to pass."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from bot.database import Connection, Row
from bot.database.belongings import delete_rows_of, rows_of
from bot.instants import from_micros, to_micros
from bot.reminders.recurrence import Rule
from bot.reminders.reminder import Occurrence, Post, Reminder, State

TABLES = ("reminders", "reminder_occurrences")


def add(connection: Connection, reminder: Reminder, now: datetime) -> None:
    """Add a reminder."""
    connection.execute(
        "INSERT INTO reminders (member_id, id, what, local, zone, rule, at, channel_id, state, made_at, zone_named, "
        "guild_id, post_id, role_id, link) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            reminder.member_id,
            reminder.id,
            reminder.what,
            reminder.local and reminder.local.isoformat(),
            reminder.zone and reminder.zone.key,
            reminder.rule and reminder.rule.text,
            to_micros(reminder.at),
            reminder.channel_id,
            reminder.state,
            to_micros(now),
            int(reminder.zone_named),
            reminder.post and reminder.post.guild_id,
            reminder.post and reminder.post.channel_id,
            reminder.post and reminder.post.role_id,
            reminder.link,
        ),
    )


def find(connection: Connection, member_id: int, reminder_id: int) -> Reminder | None:
    """Return a member's reminder, deleted ones too, or None."""
    row = connection.execute(
        "SELECT * FROM reminders WHERE member_id = ? AND id = ?", (member_id, reminder_id)
    ).fetchone()
    return None if row is None else _reminder(row)


def current(connection: Connection, member_id: int) -> list[Reminder]:
    """Return the member's reminders that are open or paused, oldest first."""
    rows = connection.execute(
        "SELECT * FROM reminders WHERE member_id = ? AND state IN ('open', 'paused') ORDER BY id", (member_id,)
    ).fetchall()
    return [_reminder(row) for row in rows]


def by_wall_clock(connection: Connection, member_id: int) -> list[Reminder]:
    """Return the member's reminders that are meant by the wall clock and may still come, deleted ones too."""
    rows = connection.execute(
        "SELECT * FROM reminders WHERE member_id = ? AND local IS NOT NULL AND zone_named = 0 AND state <> 'over' "
        "ORDER BY id",
        (member_id,),
    ).fetchall()
    return [_reminder(row) for row in rows]


def open_by_wall_clock(connection: Connection, last: tuple[int, int], limit: int) -> list[Reminder]:
    """Return open reminders of all members that are meant by the wall clock, behind the last one (member, id)."""
    rows = connection.execute(
        "SELECT * FROM reminders WHERE (member_id, id) > (?, ?) AND local IS NOT NULL AND state = 'open' "
        "ORDER BY member_id, id LIMIT ?",
        (*last, limit),
    ).fetchall()
    return [_reminder(row) for row in rows]


def count_current(connection: Connection, member_id: int) -> int:
    """Return how many reminders of the member are open or paused."""
    row = connection.execute(
        "SELECT COUNT(*) AS number FROM reminders WHERE member_id = ? AND state IN ('open', 'paused') "
        "AND guild_id IS NULL",
        (member_id,),
    ).fetchone()
    return int(row["number"])


def count_in_server(connection: Connection, guild_id: int) -> int:
    """Return how many reminders go into channels of a server, open or paused, whoever made them."""
    row = connection.execute(
        "SELECT COUNT(*) AS number FROM reminders WHERE guild_id = ? AND state IN ('open', 'paused')", (guild_id,)
    ).fetchone()
    return int(row["number"])


def rewrite(connection: Connection, reminder: Reminder) -> None:
    """Set what a reminder says and when it is meant; where it goes and how it stands stay."""
    connection.execute(
        "UPDATE reminders SET what = ?, local = ?, zone = ?, rule = ?, at = ?, zone_named = ? "
        "WHERE member_id = ? AND id = ?",
        (
            reminder.what,
            reminder.local and reminder.local.isoformat(),
            reminder.zone and reminder.zone.key,
            reminder.rule and reminder.rule.text,
            to_micros(reminder.at),
            int(reminder.zone_named),
            reminder.member_id,
            reminder.id,
        ),
    )


def change_state(
    connection: Connection, member_id: int, reminder_id: int, state: State, *, only: Iterable[State]
) -> bool:
    """Set the state of a reminder that is in one of these states now. False: it is not, or there is none."""
    before = tuple(only)
    marks = ", ".join("?" for _ in before)
    changed = connection.execute(
        f"UPDATE reminders SET state = ? WHERE member_id = ? AND id = ? AND state IN ({marks})",  # noqa: S608
        (state, member_id, reminder_id, *before),
    )
    return changed.rowcount == 1


def delete(connection: Connection, member_id: int, reminder_id: int) -> None:
    """Mark a reminder as deleted, and note how it stood before; deleted again, it stays as it is."""
    connection.execute(
        "UPDATE reminders SET deleted_from = state, state = 'deleted' "
        "WHERE member_id = ? AND id = ? AND state <> 'deleted'",
        (member_id, reminder_id),
    )


def move(
    connection: Connection,
    member_id: int,
    reminder_id: int,
    *,
    local: datetime | None,
    zone: ZoneInfo | None,
    at: datetime,
) -> None:
    """Set when a reminder is next: its wall-clock time, its zone and the instant."""
    connection.execute(
        "UPDATE reminders SET local = ?, zone = ?, at = ? WHERE member_id = ? AND id = ?",
        (local and local.isoformat(), zone and zone.key, to_micros(at), member_id, reminder_id),
    )


def add_occurrence(connection: Connection, occurrence: Occurrence) -> None:
    """Add a time at which a reminder comes to pass."""
    connection.execute(
        "INSERT INTO reminder_occurrences (member_id, id, reminder_id, due_at) VALUES (?, ?, ?, ?)",
        (occurrence.member_id, occurrence.id, occurrence.reminder_id, to_micros(occurrence.due_at)),
    )


def move_occurrence(connection: Connection, member_id: int, occurrence_id: int, due_at: datetime) -> None:
    """Set when an occurrence is."""
    connection.execute(
        "UPDATE reminder_occurrences SET due_at = ? WHERE member_id = ? AND id = ?",
        (to_micros(due_at), member_id, occurrence_id),
    )


def occurrence(connection: Connection, member_id: int, occurrence_id: int) -> Occurrence | None:
    """Return a member's occurrence, or None."""
    row = connection.execute(
        "SELECT * FROM reminder_occurrences WHERE member_id = ? AND id = ?", (member_id, occurrence_id)
    ).fetchone()
    if row is None:
        return None
    done_at = None if row["done_at"] is None else from_micros(row["done_at"])
    return Occurrence(member_id, row["id"], row["reminder_id"], from_micros(row["due_at"]), done_at)


def mark_done(connection: Connection, member_id: int, occurrence_id: int, now: datetime) -> None:
    """Note that the member has done it; the first time counts."""
    connection.execute(
        "UPDATE reminder_occurrences SET done_at = ? WHERE member_id = ? AND id = ? AND done_at IS NULL",
        (to_micros(now), member_id, occurrence_id),
    )


def export_member(connection: Connection, member_id: int) -> dict[str, Any]:
    """Return everything these tables hold of a member, as JSON can carry it."""
    return rows_of(connection, TABLES, member_id)


def delete_member(connection: Connection, member_id: int) -> None:
    """Delete everything these tables hold of a member."""
    delete_rows_of(connection, TABLES, member_id)


def _reminder(row: Row) -> Reminder:
    return Reminder(
        member_id=row["member_id"],
        id=row["id"],
        what=row["what"],
        at=from_micros(row["at"]),
        local=None if row["local"] is None else datetime.fromisoformat(row["local"]),
        zone=None if row["zone"] is None else ZoneInfo(row["zone"]),
        rule=None if row["rule"] is None else Rule(row["rule"]),
        channel_id=row["channel_id"],
        state=State(row["state"]),
        deleted_from=None if row["deleted_from"] is None else State(row["deleted_from"]),
        zone_named=bool(row["zone_named"]),
        post=None if row["post_id"] is None else Post(row["guild_id"], row["post_id"], row["role_id"]),
        link=row["link"],
    )
