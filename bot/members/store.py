"""The SQL of members: preferences, consents and drafts."""

import json
from dataclasses import dataclass
from datetime import datetime, time
from typing import Any

from bot.database import Connection
from bot.database.belongings import delete_rows_of, rows_of
from bot.instants import from_micros, to_micros
from bot.lifts.plates import read_plates
from bot.members.preferences import Preferences, default_unit

TABLES = ("members", "consents", "drafts")


@dataclass(frozen=True)
class Consent:
    """What a member agreed to, in which version of the words, and when (UTC)."""

    purpose: str
    version: int
    given_at: datetime


def preferences(connection: Connection, member_id: int, locale: str | None) -> Preferences:
    """Return the member's preferences, defaults where they chose nothing."""
    row = connection.execute("SELECT * FROM members WHERE member_id = ?", (member_id,)).fetchone()
    if row is None:
        return Preferences(member_id, unit=default_unit(locale))
    unit = row["unit"] or default_unit(locale)
    return Preferences(
        member_id,
        unit=unit,
        unit_chosen=row["unit"] is not None,
        zone=row["zone"],
        waking_from=time.fromisoformat(row["waking_from"]),
        waking_until=time.fromisoformat(row["waking_until"]),
        region=row["region"],
        public_log=bool(row["public_log"]),
        dms=bool(row["dms"]),
        own_plates=read_plates(row["plates"], unit) if row["plates"] else None,
    )


_COLUMNS = ("unit", "zone", "waking_from", "waking_until", "region", "public_log", "dms", "plates")


def change(connection: Connection, member_id: int, changes: dict[str, Any]) -> None:
    """Set the given columns of a member's row, making the row when there is none."""
    connection.execute("INSERT INTO members (member_id) VALUES (?) ON CONFLICT (member_id) DO NOTHING", (member_id,))
    for column, value in changes.items():
        if column not in _COLUMNS:
            raise KeyError(column)
        connection.execute(f"UPDATE members SET {column} = ? WHERE member_id = ?", (value, member_id))  # noqa: S608 - one of _COLUMNS


def consent(connection: Connection, member_id: int, purpose: str) -> Consent | None:
    """Return the consent in force for a purpose, or None."""
    row = connection.execute(
        "SELECT version, given_at FROM consents WHERE member_id = ? AND purpose = ? AND withdrawn_at IS NULL",
        (member_id, purpose),
    ).fetchone()
    return None if row is None else Consent(purpose, row["version"], from_micros(row["given_at"]))


def consents(connection: Connection, member_id: int) -> list[Consent]:
    """Return the consents in force of a member, by purpose."""
    rows = connection.execute(
        "SELECT purpose, version, given_at FROM consents WHERE member_id = ? AND withdrawn_at IS NULL ORDER BY purpose",
        (member_id,),
    )
    return [Consent(row["purpose"], row["version"], from_micros(row["given_at"])) for row in rows]


def give_consent(connection: Connection, member_id: int, purpose: str, version: int, now: datetime) -> None:
    """Record that the member agreed to this version of the words."""
    connection.execute(
        "INSERT INTO consents (member_id, purpose, version, given_at) VALUES (?, ?, ?, ?) "
        "ON CONFLICT (member_id, purpose) DO UPDATE SET "
        "version = excluded.version, given_at = excluded.given_at, withdrawn_at = NULL",
        (member_id, purpose, version, to_micros(now)),
    )


def withdraw_consent(connection: Connection, member_id: int, purpose: str, now: datetime) -> bool:
    """Record that the member took a consent back; False when there was none in force."""
    done = connection.execute(
        "UPDATE consents SET withdrawn_at = ? WHERE member_id = ? AND purpose = ? AND withdrawn_at IS NULL",
        (to_micros(now), member_id, purpose),
    )
    return done.rowcount > 0


def keep_draft(
    connection: Connection,
    member_id: int,
    id: int,
    kind: str,
    body: dict[str, Any],
    now: datetime,
    until: datetime,
    most: int,
) -> None:
    """Keep what a member typed until an instant, and of all they typed the newest so many."""
    connection.execute(
        "INSERT INTO drafts (member_id, id, kind, body, created_at, expires_at) VALUES (?, ?, ?, ?, ?, ?)",
        (member_id, id, kind, json.dumps(body), to_micros(now), to_micros(until)),
    )
    connection.execute(
        "DELETE FROM drafts WHERE member_id = ? AND id NOT IN "
        "(SELECT id FROM drafts WHERE member_id = ? ORDER BY created_at DESC, id DESC LIMIT ?)",
        (member_id, member_id, most),
    )


def draft(connection: Connection, member_id: int, kind: str, id: int, now: datetime) -> dict[str, Any] | None:
    """Return what the member typed, or None when it has run out, is of another kind or another member's."""
    row = connection.execute(
        "SELECT body FROM drafts WHERE member_id = ? AND id = ? AND kind = ? AND expires_at > ?",
        (member_id, id, kind, to_micros(now)),
    ).fetchone()
    return None if row is None else dict(json.loads(row["body"]))


def drop_ended_drafts(connection: Connection, now: datetime) -> int:
    """Delete drafts that have run out and return how many."""
    return connection.execute("DELETE FROM drafts WHERE expires_at <= ?", (to_micros(now),)).rowcount


def export_member(connection: Connection, member_id: int) -> dict[str, Any]:
    """Return everything these tables hold of a member, as JSON can carry it."""
    return rows_of(connection, TABLES, member_id)


def delete_member(connection: Connection, member_id: int) -> None:
    """Delete everything these tables hold of a member."""
    delete_rows_of(connection, TABLES, member_id)
