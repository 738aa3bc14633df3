"""The SQL of delivery: due rows, and the doors (DM channels) they go through."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from bot.database import Connection, Row
from bot.database.belongings import delete_rows_of, rows_of
from bot.delivery.due import Due
from bot.instants import from_micros, to_micros

TABLES = ("deliveries", "dm_channels")


@dataclass(frozen=True)
class Delivery:
    """How a delivery went, for those who ask later."""

    due: Due
    state: str
    """delivered, undeliverable, or scheduled again after an attempt that failed."""
    code: str | None
    """Why it failed last, or None."""
    called: bool
    """Whether the member was mentioned in a channel because the direct message did not arrive."""
    settled_at: datetime | None


@dataclass(frozen=True)
class Door:
    """What is known of the way to a member."""

    channel_id: int | None = None
    closed_until: datetime | None = None
    reason: str | None = None

    def closed(self, now: datetime) -> str | None:
        """Return why the door is known to be closed, or None when it is worth a try."""
        return self.reason if self.closed_until is not None and now < self.closed_until else None


@dataclass(frozen=True)
class Queue:
    """How much is owed, and what failed lately; no names, no texts."""

    ahead: int
    """All that is still owed, whenever it is due."""
    waiting: Mapping[tuple[str, str], int]
    """Of these, what is due, by kind and state: scheduled, again (after a failure), claimed."""
    oldest: datetime | None
    """When the oldest of what is due was."""
    failed: tuple[tuple[str, int], ...]
    """Why something could not be delivered, and how often."""

    @property
    def due(self) -> int:
        """How much is due: it waits for its turn or for another attempt, or is under way."""
        return sum(self.waiting.values())

    @property
    def again(self) -> int:
        """How much of it waits for another attempt."""
        return sum(number for (_, state), number in self.waiting.items() if state == "again")


def add(connection: Connection, due: Due) -> None:
    """Add a due row, unless the same occurrence is owed already."""
    connection.execute(
        "INSERT INTO deliveries (member_id, id, kind, subject_id, step, channel_id, due_at, try_at) "
        "VALUES (?, ?, ?, ?, ?, ?, ?, ?) "
        "ON CONFLICT (member_id, kind, subject_id, step, due_at) WHERE try_at IS NOT NULL DO NOTHING",
        (
            due.member_id,
            due.id,
            due.kind,
            due.subject_id,
            due.step,
            due.channel_id,
            to_micros(due.due_at),
            to_micros(due.due_at),
        ),
    )


def cancel(connection: Connection, *, member_id: int, kind: str, subject_id: int, step: str | None) -> int:
    """Cancel what has not arrived yet and return how many rows that were; a claimed row's confirm will find nothing."""
    cancelled = connection.execute(
        "UPDATE deliveries SET state = 'cancelled', try_at = NULL "
        "WHERE member_id = ? AND kind = ? AND subject_id = ? AND step = COALESCE(?, step) AND try_at IS NOT NULL",
        (member_id, kind, subject_id, step),
    )
    return cancelled.rowcount


def move(connection: Connection, member_id: int, delivery_id: int, due_at: datetime) -> bool:
    """Set when a row is due that nobody has claimed. False: there is no such row."""
    moved = connection.execute(
        "UPDATE deliveries SET due_at = ?, try_at = ? WHERE member_id = ? AND id = ? AND state = 'scheduled'",
        (to_micros(due_at), to_micros(due_at), member_id, delivery_id),
    )
    return moved.rowcount == 1


_HELD = "holiday"
"""Stands in the place of an owner for a row that is held back."""


def hold(connection: Connection, due: Due, until: datetime) -> bool:
    """Put a claimed row back until an instant, as if it had not been tried. False: it is no longer this claim's."""
    held = connection.execute(
        "UPDATE deliveries SET state = 'scheduled', owner = ?, try_at = ?, attempts = attempts - 1 "
        "WHERE member_id = ? AND id = ? AND state = 'claimed' AND attempts = ?",
        (_HELD, to_micros(until), due.member_id, due.id, due.attempts),
    )
    return held.rowcount == 1


def release(connection: Connection, member_id: int) -> int:
    """Have what is held back of a member looked at again when it is due, and return how many rows that were."""
    released = connection.execute(
        "UPDATE deliveries SET owner = NULL, try_at = due_at WHERE member_id = ? AND owner = ? AND state = 'scheduled'",
        (member_id, _HELD),
    )
    return released.rowcount


def forget(connection: Connection, *, member_id: int, kind: str, subject_id: int) -> None:
    """Delete all rows of a subject, arrived or not; a claimed row's confirm will find nothing."""
    connection.execute(
        "DELETE FROM deliveries WHERE member_id = ? AND kind = ? AND subject_id = ?", (member_id, kind, subject_id)
    )


def claim(connection: Connection, *, now: datetime, until: datetime, owner: str, limit: int) -> list[Due]:
    """Claim what needs looking at for an owner until the lease ends, soonest due first.

    One statement; rows that another process is about to claim are passed over.
    """
    rows = connection.execute(
        "WITH soonest AS (SELECT member_id, id FROM deliveries WHERE try_at <= ? ORDER BY try_at LIMIT ? "
        "/*! FOR UPDATE SKIP LOCKED */) "
        "UPDATE deliveries SET state = 'claimed', owner = ?, try_at = ?, attempts = attempts + 1 "
        "WHERE try_at <= ? AND (member_id, id) IN (SELECT member_id, id FROM soonest) "
        "RETURNING member_id, id, kind, subject_id, step, due_at, attempts, channel_id",
        (to_micros(now), limit, owner, to_micros(until), to_micros(now)),
    ).fetchall()
    return sorted((_due(row) for row in rows), key=lambda due: (due.due_at, due.id))


def next_look(connection: Connection) -> datetime | None:
    """Return when the next row needs looking at, or None when there is none."""
    row = connection.execute("SELECT MIN(try_at) AS at FROM deliveries WHERE try_at IS NOT NULL").fetchone()
    return None if row["at"] is None else from_micros(row["at"])


def confirm(connection: Connection, due: Due, owner: str, now: datetime) -> bool:
    """Record that it arrived. False: cancelled meanwhile, or the lease was lost and another claim has the row."""
    return _settle(connection, due, owner, now, "delivered", None, called=False)


def arrived(connection: Connection, member_id: int, delivery_id: int, now: datetime) -> bool:
    """Record that a row arrived, whoever has claimed it: the member has pressed a button of its message."""
    known = connection.execute(
        "UPDATE deliveries SET state = 'delivered', settled_at = ?, try_at = NULL "
        "WHERE member_id = ? AND id = ? AND try_at IS NOT NULL",
        (to_micros(now), member_id, delivery_id),
    )
    return known.rowcount == 1


def give_up(connection: Connection, due: Due, owner: str, now: datetime, reason: str, *, called: bool) -> bool:
    """Record that it did not arrive and why; the member is told at their next command."""
    return _settle(connection, due, owner, now, "undeliverable", reason, called=called)


def drop(connection: Connection, due: Due, owner: str, now: datetime) -> bool:
    """Record that it is no longer wanted."""
    return _settle(connection, due, owner, now, "cancelled", None, called=False)


def _settle(
    connection: Connection, due: Due, owner: str, now: datetime, state: str, code: str | None, *, called: bool
) -> bool:
    settled = connection.execute(
        "UPDATE deliveries SET state = ?, code = COALESCE(?, code), called = ?, settled_at = ?, try_at = NULL "
        "WHERE member_id = ? AND id = ? AND state = 'claimed' AND owner = ? AND attempts = ?",
        (state, code, int(called), to_micros(now), due.member_id, due.id, owner, due.attempts),
    )
    return settled.rowcount == 1


def try_again(connection: Connection, due: Due, owner: str, at: datetime, code: str) -> bool:
    """Put the row back for another attempt, with the reason of this one's failure."""
    again = connection.execute(
        "UPDATE deliveries SET state = 'scheduled', owner = NULL, try_at = ?, code = ? "
        "WHERE member_id = ? AND id = ? AND state = 'claimed' AND owner = ? AND attempts = ?",
        (to_micros(at), code, due.member_id, due.id, owner, due.attempts),
    )
    return again.rowcount == 1


def wait(connection: Connection, due: Due, owner: str, at: datetime) -> bool:
    """Put the row back until its turn, as if it had not been tried."""
    waits = connection.execute(
        "UPDATE deliveries SET state = 'scheduled', owner = NULL, try_at = ?, attempts = attempts - 1 "
        "WHERE member_id = ? AND id = ? AND state = 'claimed' AND owner = ? AND attempts = ?",
        (to_micros(at), due.member_id, due.id, owner, due.attempts),
    )
    return waits.rowcount == 1


def queue(connection: Connection, now: datetime, since: datetime) -> Queue:
    """Return how much is owed and due, and what failed since an instant, by its reason, the most frequent first.

    When a row is tried next says nothing of how late it is; what is held back over a holiday is not due.
    """
    ahead = connection.execute("SELECT COUNT(*) AS number FROM deliveries WHERE try_at IS NOT NULL").fetchone()
    waiting = connection.execute(
        "SELECT kind, CASE WHEN state = 'scheduled' AND code IS NOT NULL THEN 'again' ELSE state END AS how, "
        "COUNT(*) AS number, MIN(due_at) AS oldest FROM deliveries "
        "WHERE due_at <= ? AND try_at IS NOT NULL AND (owner IS NULL OR owner <> ?) GROUP BY kind, how",
        (to_micros(now), _HELD),
    ).fetchall()
    failed = connection.execute(
        "SELECT code, COUNT(*) AS number FROM deliveries WHERE state = 'undeliverable' AND settled_at >= ? "
        "GROUP BY code ORDER BY number DESC, code",
        (to_micros(since),),
    ).fetchall()
    return Queue(
        ahead=ahead["number"],
        waiting={(row["kind"], row["how"]): row["number"] for row in waiting},
        oldest=min((from_micros(row["oldest"]) for row in waiting), default=None),
        failed=tuple((row["code"], row["number"]) for row in failed),
    )


def clear_out(connection: Connection, before: datetime, limit: int) -> int:
    """Delete rows that were settled, or would have been due, before an instant; return how many."""
    gone = connection.execute(
        "DELETE FROM deliveries WHERE (member_id, id) IN (SELECT member_id, id FROM deliveries "
        "WHERE try_at IS NULL AND COALESCE(settled_at, due_at) < ? LIMIT ?)",
        (to_micros(before), limit),
    )
    return gone.rowcount


def has_untold(connection: Connection, member_id: int) -> bool:
    """Tell whether the member has missed something that they have not been told of."""
    row = connection.execute(
        "SELECT 1 FROM deliveries WHERE member_id = ? AND state = 'undeliverable' AND told_at IS NULL LIMIT 1",
        (member_id,),
    ).fetchone()
    return row is not None


def untold(connection: Connection, member_id: int) -> list[tuple[Due, str]]:
    """Return what a member missed and has not been told of, with the reasons, oldest first."""
    rows = connection.execute(
        "SELECT member_id, id, kind, subject_id, step, due_at, attempts, channel_id, code FROM deliveries "
        "WHERE member_id = ? AND state = 'undeliverable' AND told_at IS NULL ORDER BY due_at, id",
        (member_id,),
    ).fetchall()
    return [(_due(row), row["code"]) for row in rows]


def tell(connection: Connection, dues: Sequence[Due], now: datetime) -> None:
    """Mark what members missed as told.

    Who has been told is here and has read why, so their door is worth a try again.
    """
    connection.executemany(
        "UPDATE deliveries SET told_at = ? WHERE member_id = ? AND id = ? AND told_at IS NULL",
        [(to_micros(now), due.member_id, due.id) for due in dues],
    )
    connection.executemany(
        "UPDATE dm_channels SET closed_until = NULL, reason = NULL WHERE member_id = ?",
        [(member_id,) for member_id in {due.member_id for due in dues}],
    )


def owed(connection: Connection, member_id: int, kind: str) -> list[Due]:
    """Return the rows of a kind that have not arrived yet, soonest first."""
    rows = connection.execute(
        "SELECT member_id, id, kind, subject_id, step, due_at, attempts, channel_id FROM deliveries "
        "WHERE member_id = ? AND kind = ? AND try_at IS NOT NULL ORDER BY due_at, id",
        (member_id, kind),
    ).fetchall()
    return [_due(row) for row in rows]


def history(connection: Connection, member_id: int, kind: str, limit: int) -> list[Delivery]:
    """Return the latest rows that arrived, failed or are being tried again, newest due first."""
    rows = connection.execute(
        "SELECT * FROM deliveries WHERE member_id = ? AND kind = ? "
        "AND (state IN ('delivered', 'undeliverable') OR (try_at IS NOT NULL AND code IS NOT NULL)) "
        "ORDER BY due_at DESC, id DESC LIMIT ?",
        (member_id, kind, limit),
    ).fetchall()
    return [
        Delivery(
            due=_due(row),
            state=row["state"],
            code=row["code"],
            called=bool(row["called"]),
            settled_at=None if row["settled_at"] is None else from_micros(row["settled_at"]),
        )
        for row in rows
    ]


def door(connection: Connection, member_id: int) -> Door:
    """Return what is known of the way to a member."""
    row = connection.execute(
        "SELECT channel_id, closed_until, reason FROM dm_channels WHERE member_id = ?", (member_id,)
    ).fetchone()
    if row is None:
        return Door()
    closed_until = None if row["closed_until"] is None else from_micros(row["closed_until"])
    return Door(row["channel_id"], closed_until, row["reason"])


def remember_channel(connection: Connection, due: Due, channel_id: int) -> None:
    """Remember the DM channel found for a delivery, whose door counts as open.

    Nothing is remembered of a member who deleted everything meanwhile, the delivery with it.
    """
    connection.execute(
        "INSERT INTO dm_channels (member_id, channel_id) "
        "SELECT member_id, ? FROM deliveries WHERE member_id = ? AND id = ? ON CONFLICT (member_id) DO UPDATE SET "
        "channel_id = excluded.channel_id, closed_until = NULL, reason = NULL",
        (channel_id, due.member_id, due.id),
    )


def shut(connection: Connection, due: Due, until: datetime, reason: str) -> None:
    """Remember that a member can't be written to, so that the next rows do not knock in vain until then.

    Nothing is remembered of a member who deleted everything meanwhile, the delivery with it.
    """
    connection.execute(
        "INSERT INTO dm_channels (member_id, closed_until, reason) "
        "SELECT member_id, ?, ? FROM deliveries WHERE member_id = ? AND id = ? "
        "ON CONFLICT (member_id) DO UPDATE SET closed_until = excluded.closed_until, reason = excluded.reason",
        (to_micros(until), reason, due.member_id, due.id),
    )


def export_member(connection: Connection, member_id: int) -> dict[str, Any]:
    """Return everything these tables hold of a member, as JSON can carry it."""
    return rows_of(connection, TABLES, member_id)


def delete_member(connection: Connection, member_id: int) -> None:
    """Delete everything these tables hold of a member; a claimed row's confirm will find nothing."""
    delete_rows_of(connection, TABLES, member_id)


def _due(row: Row) -> Due:
    return Due(
        member_id=row["member_id"],
        id=row["id"],
        kind=row["kind"],
        subject_id=row["subject_id"],
        step=row["step"],
        due_at=from_micros(row["due_at"]),
        attempts=row["attempts"],
        channel_id=row["channel_id"],
    )
