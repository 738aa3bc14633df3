"""The SQL of flare-ups. Whatever says something about health comes and goes sealed; ids and times are plain."""

from datetime import datetime
from typing import Literal

from bot.database import Connection, Row
from bot.instants import to_micros

TABLES = ("flares", "flare_readings")

Answer = Literal["pain", "masked", "screen"]
_ANSWERS: tuple[Answer, ...] = ("pain", "masked", "screen")


def add_flare(connection: Connection, member_id: int, id: int, now: datetime, *, subject: str, screen: str) -> None:
    """Add an open flare-up, unless there is one of that id."""
    connection.execute(
        "INSERT INTO flares (member_id, id, created_at, changed_at, subject, screen) VALUES (?, ?, ?, ?, ?, ?) "
        "ON CONFLICT (member_id, id) DO NOTHING",
        (member_id, id, to_micros(now), to_micros(now), subject, screen),
    )


def flare(connection: Connection, member_id: int, id: int) -> Row | None:
    """Return a member's flare-up, or None when there is none of that id or it is another member's."""
    row: Row | None = connection.execute(
        "SELECT * FROM flares WHERE member_id = ? AND id = ?", (member_id, id)
    ).fetchone()
    return row


def flares(connection: Connection, member_id: int) -> list[Row]:
    """Return all flare-ups of a member, newest first."""
    return connection.execute("SELECT * FROM flares WHERE member_id = ? ORDER BY id DESC", (member_id,)).fetchall()


def readings(connection: Connection, member_id: int, flare_id: int) -> list[Row]:
    """Return the readings of a flare-up, oldest first."""
    return connection.execute(
        "SELECT * FROM flare_readings WHERE member_id = ? AND flare_id = ? ORDER BY at, id", (member_id, flare_id)
    ).fetchall()


def flare_of(connection: Connection, member_id: int, reading_id: int) -> int | None:
    """Return the id of the flare-up that a reading belongs to, or None."""
    row = connection.execute(
        "SELECT flare_id FROM flare_readings WHERE member_id = ? AND id = ?", (member_id, reading_id)
    ).fetchone()
    return None if row is None else row["flare_id"]


def set_screen(connection: Connection, member_id: int, id: int, now: datetime, screen: str) -> bool:
    """Replace the result of the screen, unchecked; False when there is no such open flare-up."""
    done = connection.execute(
        "UPDATE flares SET screen = ?, checked = NULL, changed_at = ? "
        "WHERE member_id = ? AND id = ? AND closed_at IS NULL",
        (screen, to_micros(now), member_id, id),
    )
    return done.rowcount == 1


def set_subject(connection: Connection, member_id: int, id: int, subject: str) -> bool:
    """Replace what the flare-up is about; False when there is none."""
    done = connection.execute("UPDATE flares SET subject = ? WHERE member_id = ? AND id = ?", (subject, member_id, id))
    return done.rowcount == 1


def set_checked(connection: Connection, member_id: int, id: int, now: datetime, checked: str) -> bool:
    """Record that a professional has looked; False when there is no such open flare-up."""
    done = connection.execute(
        "UPDATE flares SET checked = ?, changed_at = ? WHERE member_id = ? AND id = ? AND closed_at IS NULL",
        (checked, to_micros(now), member_id, id),
    )
    return done.rowcount == 1


def set_choice(connection: Connection, member_id: int, id: int, now: datetime, choice: str) -> bool:
    """Record what was chosen; False when there is no such open flare-up."""
    done = connection.execute(
        "UPDATE flares SET choice = ?, changed_at = ? WHERE member_id = ? AND id = ? AND closed_at IS NULL",
        (choice, to_micros(now), member_id, id),
    )
    return done.rowcount == 1


def set_terms(connection: Connection, member_id: int, id: int, terms: str) -> bool:
    """Record what was set for the next session; False when there is no such open flare-up."""
    done = connection.execute(
        "UPDATE flares SET terms = ? WHERE member_id = ? AND id = ? AND closed_at IS NULL", (terms, member_id, id)
    )
    return done.rowcount == 1


def start_asking(connection: Connection, member_id: int, id: int, now: datetime) -> bool:
    """Switch check-ins on; False when they are on already or there is no such open flare-up."""
    done = connection.execute(
        "UPDATE flares SET asked_since = ?, changed_at = ? "
        "WHERE member_id = ? AND id = ? AND closed_at IS NULL AND asked_since IS NULL",
        (to_micros(now), to_micros(now), member_id, id),
    )
    return done.rowcount == 1


def stop_asking(connection: Connection, member_id: int, id: int) -> bool:
    """Switch check-ins off; False when there is no such flare-up."""
    done = connection.execute("UPDATE flares SET asked_since = NULL WHERE member_id = ? AND id = ?", (member_id, id))
    return done.rowcount == 1


def close(connection: Connection, member_id: int, id: int, now: datetime) -> bool:
    """Close a flare-up; False when there is none. Closing it again leaves the first time."""
    done = connection.execute(
        "UPDATE flares SET closed_at = COALESCE(closed_at, ?), asked_since = NULL, changed_at = ? "
        "WHERE member_id = ? AND id = ?",
        (to_micros(now), to_micros(now), member_id, id),
    )
    return done.rowcount == 1


def reopen(connection: Connection, member_id: int, id: int, now: datetime) -> bool:
    """Open a flare-up again; False when there is none."""
    done = connection.execute(
        "UPDATE flares SET closed_at = NULL, changed_at = ? WHERE member_id = ? AND id = ?",
        (to_micros(now), member_id, id),
    )
    return done.rowcount == 1


def put_answer(
    connection: Connection,
    member_id: int,
    flare_id: int,
    reading_id: int,
    now: datetime,
    step: str,
    answer: Answer,
    sealed: str,
) -> bool:
    """Set one answer of a reading, making the reading when it is the first; False when there is no such open flare-up.

    The time of a reading is that of its first answer.
    """
    if answer not in _ANSWERS:
        raise KeyError(answer)
    done = connection.execute(
        f"INSERT INTO flare_readings (member_id, flare_id, id, at, step, {answer}) "  # noqa: S608 - one of _ANSWERS
        "SELECT member_id, id, ?, ?, ?, ? FROM flares WHERE member_id = ? AND id = ? AND closed_at IS NULL "
        f"ON CONFLICT (member_id, id) DO UPDATE SET {answer} = excluded.{answer} "
        "WHERE flare_readings.flare_id = excluded.flare_id",
        (reading_id, to_micros(now), step, sealed, member_id, flare_id),
    )
    connection.execute(
        "UPDATE flares SET changed_at = ? WHERE member_id = ? AND id = ?", (to_micros(now), member_id, flare_id)
    )
    return done.rowcount == 1


def delete_untouched(connection: Connection, since: datetime) -> int:
    """Delete the flare-ups that nothing has happened to since, with their readings; returns how many."""
    before = (to_micros(since),)
    connection.execute(
        "DELETE FROM flare_readings WHERE (member_id, flare_id) IN "
        "(SELECT member_id, id FROM flares WHERE changed_at < ?)",
        before,
    )
    return connection.execute("DELETE FROM flares WHERE changed_at < ?", before).rowcount


def delete_member(connection: Connection, member_id: int) -> None:
    """Delete everything these tables hold of a member."""
    for table in TABLES:
        connection.execute(f"DELETE FROM {table} WHERE member_id = ?", (member_id,))  # noqa: S608 - one of TABLES
