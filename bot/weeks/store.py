"""The SQL of weekly check-ins and holidays. What was told of a week comes and goes sealed."""

from datetime import date, datetime
from typing import Any

from bot.database import Connection, Row
from bot.database.belongings import delete_rows_of
from bot.instants import from_micros, to_micros

TABLES = ("weekly_checkins", "weekly_answers")
HOLIDAY_TABLES = ("holidays",)


def put_rhythm(connection: Connection, member_id: int, weekday: int, at: str, zone: str) -> None:
    """Set when a member is asked each week."""
    connection.execute(
        "INSERT INTO weekly_checkins (member_id, weekday, at, zone) VALUES (?, ?, ?, ?) ON CONFLICT (member_id) "
        "DO UPDATE SET weekday = excluded.weekday, at = excluded.at, zone = excluded.zone",
        (member_id, weekday, at, zone),
    )


def rhythm(connection: Connection, member_id: int) -> Row | None:
    """Return when a member is asked each week, or None."""
    row: Row | None = connection.execute("SELECT * FROM weekly_checkins WHERE member_id = ?", (member_id,)).fetchone()
    return row


def set_warned(connection: Connection, member_id: int, warned: bool) -> bool:
    """Set whether a member is told before a streak ends; False when they are not asked at all."""
    done = connection.execute("UPDATE weekly_checkins SET warned = ? WHERE member_id = ?", (int(warned), member_id))
    return done.rowcount == 1


def drop_rhythm(connection: Connection, member_id: int) -> None:
    """Ask a member no more."""
    connection.execute("DELETE FROM weekly_checkins WHERE member_id = ?", (member_id,))


def asked(connection: Connection, member_id: int, week: date) -> None:
    """Note that a week was asked about; once is enough."""
    connection.execute(
        "INSERT INTO weekly_answers (member_id, week) VALUES (?, ?) ON CONFLICT (member_id, week) DO NOTHING",
        (member_id, week.isoformat()),
    )


def last_asked(connection: Connection, member_id: int) -> date | None:
    """Return the newest week that a member was asked about or told of, or None."""
    sql = "SELECT MAX(week) AS week FROM weekly_answers WHERE member_id = ?"
    week = connection.execute(sql, (member_id,)).fetchone()["week"]
    return None if week is None else date.fromisoformat(week)


def put_answers(connection: Connection, member_id: int, week: date, sealed: str) -> None:
    """Record what was told of a week, over what was told before, or that it was a rest."""
    connection.execute(
        "INSERT INTO weekly_answers (member_id, week, answers) VALUES (?, ?, ?) "
        "ON CONFLICT (member_id, week) DO UPDATE SET rested = 0, answers = excluded.answers",
        (member_id, week.isoformat(), sealed),
    )


def put_rest(connection: Connection, member_id: int, week: date) -> None:
    """Record that a week was a rest, unless something was told of it."""
    connection.execute(
        "INSERT INTO weekly_answers (member_id, week, rested) VALUES (?, ?, 1) "
        "ON CONFLICT (member_id, week) DO UPDATE SET rested = 1 WHERE weekly_answers.answers IS NULL",
        (member_id, week.isoformat()),
    )


def weeks(connection: Connection, member_id: int) -> list[Row]:
    """Return the weeks that a member was asked about, newest first."""
    return connection.execute(
        "SELECT * FROM weekly_answers WHERE member_id = ? ORDER BY week DESC", (member_id,)
    ).fetchall()


def sealed_rows(connection: Connection) -> list[Row]:
    """Return all rows with something sealed."""
    return connection.execute("SELECT * FROM weekly_answers WHERE answers IS NOT NULL").fetchall()


def put_sealed(connection: Connection, member_id: int, week: str, sealed: str) -> None:
    """Put an anew sealed value in the place of the old."""
    connection.execute(
        "UPDATE weekly_answers SET answers = ? WHERE member_id = ? AND week = ?", (sealed, member_id, week)
    )


def begin_holiday(connection: Connection, member_id: int, id: int, since: datetime, until: datetime | None) -> None:
    """Record a holiday."""
    connection.execute(
        "INSERT INTO holidays (member_id, id, since, until) VALUES (?, ?, ?, ?)",
        (member_id, id, to_micros(since), None if until is None else to_micros(until)),
    )


def move_holiday(connection: Connection, member_id: int, id: int, until: datetime | None) -> None:
    """Set when a holiday ends."""
    connection.execute(
        "UPDATE holidays SET until = ? WHERE member_id = ? AND id = ?",
        (None if until is None else to_micros(until), member_id, id),
    )


def holiday_at(connection: Connection, member_id: int, instant: datetime) -> tuple[int, datetime | None] | None:
    """Return the id and the end of the holiday that an instant falls into, or None."""
    row = connection.execute(
        "SELECT id, until FROM holidays WHERE member_id = ? AND since <= ? AND (until IS NULL OR until > ?) "
        "ORDER BY since DESC LIMIT 1",
        (member_id, to_micros(instant), to_micros(instant)),
    ).fetchone()
    return None if row is None else (row["id"], None if row["until"] is None else from_micros(row["until"]))


def holidays(connection: Connection, member_id: int) -> list[tuple[datetime, datetime | None]]:
    """Return a member's holidays: from when until when, None for one without an end yet."""
    rows = connection.execute("SELECT since, until FROM holidays WHERE member_id = ? ORDER BY since", (member_id,))
    return [(from_micros(since), None if until is None else from_micros(until)) for since, until in rows]


def export_holidays(connection: Connection, member_id: int) -> dict[str, Any]:
    """Return a member's holidays, as JSON can carry them."""
    return {
        "holidays": [
            {"since": since.isoformat(), "until": until and until.isoformat()}
            for since, until in holidays(connection, member_id)
        ]
    }


def delete_holidays(connection: Connection, member_id: int) -> None:
    """Delete a member's holidays."""
    delete_rows_of(connection, HOLIDAY_TABLES, member_id)


def delete_member(connection: Connection, member_id: int) -> None:
    """Delete everything that was told of a member's weeks."""
    delete_rows_of(connection, TABLES, member_id)
