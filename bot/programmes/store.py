"""The SQL of programmes: which one a member runs, and what each step did to it."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Literal

from bot.database import Connection, Row
from bot.database.belongings import delete_rows_of, rows_of
from bot.instants import from_micros, to_micros
from bot.programmes.course import Change
from bot.programmes.state import State
from bot.programmes.terms import EarlierDays

TABLES = ("programmes", "programme_steps")

Kind = Literal["session", "skip", "reset"]


@dataclass(frozen=True, slots=True)
class Kept:
    """A programme of a member, as it is kept."""

    member_id: int
    id: int
    key: str
    state: State
    revision: int
    days: tuple[int, ...]
    earlier_days: EarlierDays
    jumps: Mapping[str, str]
    """As text, `2.5 kg`, by exercise or for all."""
    plates: str | None
    first_day: date
    ended_at: datetime | None


@dataclass(frozen=True, slots=True)
class Step:
    """What one session, skip or reset did."""

    id: int
    programme_id: int
    kind: Kind
    number: int | None
    change: Change
    workout_id: int | None
    day: date
    undone_at: datetime | None


def add_programme(connection: Connection, kept: Kept, now: datetime) -> bool:
    """Add a programme that starts; False, and nothing is changed, when the member has one of that id."""
    added = connection.execute(
        "INSERT INTO programmes (member_id, id, programme, state, revision, days, jumps, plates, first_day, started_at)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (member_id, id) DO NOTHING",
        (
            kept.member_id,
            kept.id,
            kept.key,
            json.dumps(kept.state.to_body()),
            kept.revision,
            json.dumps(kept.days),
            json.dumps(kept.jumps),
            kept.plates,
            kept.first_day.isoformat(),
            to_micros(now),
        ),
    )
    return added.rowcount == 1


def programme(connection: Connection, member_id: int, programme_id: int) -> Kept | None:
    """Return a programme of a member, ended or not; None when there is none of that id."""
    row = connection.execute(
        "SELECT * FROM programmes WHERE member_id = ? AND id = ?", (member_id, programme_id)
    ).fetchone()
    return None if row is None else _kept(row)


def running(connection: Connection, member_id: int) -> Kept | None:
    """Return the programme that a member runs, or None."""
    row = connection.execute(
        "SELECT * FROM programmes WHERE member_id = ? AND ended_at IS NULL", (member_id,)
    ).fetchone()
    return None if row is None else _kept(row)


def ended_by(connection: Connection, member_id: int, programme_id: int) -> Kept | None:
    """Return the programme that ended at the instant at which this one started, or None."""
    row = connection.execute(
        "SELECT * FROM programmes WHERE member_id = ? AND ended_at = "
        "(SELECT started_at FROM programmes WHERE member_id = ? AND id = ?)",
        (member_id, member_id, programme_id),
    ).fetchone()
    return None if row is None else _kept(row)


def save_state(connection: Connection, kept: Kept, state: State) -> bool:
    """Put another state in place of the one that was read; False when it was changed since, or has ended."""
    changed = connection.execute(
        "UPDATE programmes SET state = ?, revision = revision + 1 "
        "WHERE member_id = ? AND id = ? AND revision = ? AND ended_at IS NULL",
        (json.dumps(state.to_body()), kept.member_id, kept.id, kept.revision),
    )
    return changed.rowcount == 1


def set_terms(connection: Connection, kept: Kept) -> bool:
    """Set days, jumps and plates of a programme that runs; False when it does not, or was changed since it was read."""
    changed = connection.execute(
        "UPDATE programmes SET days = ?, earlier_days = ?, jumps = ?, plates = ? "
        "WHERE member_id = ? AND id = ? AND revision = ? AND ended_at IS NULL",
        (
            json.dumps(kept.days),
            json.dumps(kept.earlier_days),
            json.dumps(kept.jumps),
            kept.plates,
            kept.member_id,
            kept.id,
            kept.revision,
        ),
    )
    return changed.rowcount == 1


def set_ended(connection: Connection, member_id: int, programme_id: int, at: datetime | None) -> bool:
    """End a programme at an instant, or with None take that back; False when it is so already or there is none."""
    condition = "ended_at IS NOT NULL" if at is None else "ended_at IS NULL"
    changed = connection.execute(
        f"UPDATE programmes SET ended_at = ? WHERE member_id = ? AND id = ? AND {condition}",  # noqa: S608 - fixed text
        (None if at is None else to_micros(at), member_id, programme_id),
    )
    return changed.rowcount == 1


def add_step(connection: Connection, member_id: int, step: Step, now: datetime) -> bool:
    """Add a step; False, and nothing is changed, when the member has one of that id."""
    added = connection.execute(
        "INSERT INTO programme_steps (member_id, id, programme_id, kind, number, change, workout_id, day, made_at) "
        "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (member_id, id) DO NOTHING",
        (
            member_id,
            step.id,
            step.programme_id,
            step.kind,
            step.number,
            json.dumps(step.change.to_body()),
            step.workout_id,
            step.day.isoformat(),
            to_micros(now),
        ),
    )
    return added.rowcount == 1


def step(connection: Connection, member_id: int, step_id: int) -> Step | None:
    """Return a step, undone or not; None when the member has none of that id."""
    row = connection.execute(
        "SELECT * FROM programme_steps WHERE member_id = ? AND id = ?", (member_id, step_id)
    ).fetchone()
    return None if row is None else _step(row)


def sessions(connection: Connection, member_id: int, programme_id: int, first: int, last: int) -> list[Step]:
    """Return the sessions of these numbers, the first and last included, that are done or skipped."""
    rows = connection.execute(
        "SELECT * FROM programme_steps WHERE member_id = ? AND programme_id = ? AND number BETWEEN ? AND ? "
        "AND undone_at IS NULL ORDER BY number",
        (member_id, programme_id, first, last),
    )
    return [_step(row) for row in rows]


def last_session(connection: Connection, member_id: int, programme_id: int) -> Step | None:
    """Return the last session that was done, skipped ones left out, or None."""
    row = connection.execute(
        "SELECT * FROM programme_steps WHERE member_id = ? AND programme_id = ? AND kind = 'session' "
        "AND number IS NOT NULL AND undone_at IS NULL ORDER BY number DESC LIMIT 1",
        (member_id, programme_id),
    ).fetchone()
    return None if row is None else _step(row)


def last_step(connection: Connection, member_id: int, programme_id: int) -> Step | None:
    """Return what was done last to a programme and stands, or None."""
    row = connection.execute(
        "SELECT * FROM programme_steps WHERE member_id = ? AND programme_id = ? AND undone_at IS NULL "
        "ORDER BY made_at DESC, id DESC LIMIT 1",
        (member_id, programme_id),
    ).fetchone()
    return None if row is None else _step(row)


def resets(connection: Connection, member_id: int) -> list[tuple[Kept, Step]]:
    """Return all resets that were not undone, oldest first, each with its programme."""
    rows = connection.execute(
        "SELECT * FROM programme_steps WHERE member_id = ? AND kind = 'reset' AND undone_at IS NULL ORDER BY id",
        (member_id,),
    ).fetchall()
    steps = [_step(row) for row in rows]
    programmes = {step.programme_id: programme(connection, member_id, step.programme_id) for step in steps}
    return [(kept, step) for step in steps if (kept := programmes[step.programme_id])]


def set_undone(connection: Connection, member_id: int, step_id: int, at: datetime) -> bool:
    """Note that a step is undone; False when it is already, or there is none."""
    changed = connection.execute(
        "UPDATE programme_steps SET undone_at = ? WHERE member_id = ? AND id = ? AND undone_at IS NULL",
        (to_micros(at), member_id, step_id),
    )
    return changed.rowcount == 1


def export_member(connection: Connection, member_id: int) -> dict[str, Any]:
    """Return everything these tables hold of a member, as JSON can carry it."""
    return rows_of(connection, TABLES, member_id)


def delete_member(connection: Connection, member_id: int) -> None:
    """Delete everything these tables hold of a member."""
    delete_rows_of(connection, TABLES, member_id)


def _kept(row: Row) -> Kept:
    return Kept(
        member_id=row["member_id"],
        id=row["id"],
        key=row["programme"],
        state=State.from_body(json.loads(row["state"])),
        revision=row["revision"],
        days=tuple(json.loads(row["days"])),
        earlier_days=tuple((until, tuple(days)) for until, days in json.loads(row["earlier_days"])),
        jumps=json.loads(row["jumps"]),
        plates=row["plates"],
        first_day=date.fromisoformat(row["first_day"]),
        ended_at=None if row["ended_at"] is None else from_micros(row["ended_at"]),
    )


def _step(row: Row) -> Step:
    return Step(
        id=row["id"],
        programme_id=row["programme_id"],
        kind=row["kind"],
        number=row["number"],
        change=Change.from_body(json.loads(row["change"])),
        workout_id=row["workout_id"],
        day=date.fromisoformat(row["day"]),
        undone_at=None if row["undone_at"] is None else from_micros(row["undone_at"]),
    )
