"""The SQL of flare-ups. Whatever says something about health comes and goes sealed; ids and times are plain."""

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Literal, get_args

from bot.database import Connection, Row
from bot.database.belongings import delete_rows_of
from bot.instants import to_micros

TABLES = ("flares", "flare_readings", "flare_plans")

Answer = Literal[
    "pain", "masked", "screen", "disturbed", "ability", "warmup", "worst", "change", "tried", "felt", "besides"
]
_ANSWERS: tuple[Answer, ...] = get_args(Answer)
_SEALED: Mapping[str, tuple[str, ...]] = {
    "flares": ("subject", "screen", "checked", "choice", "terms"),
    "flare_readings": _ANSWERS,
    "flare_plans": ("plan",),
}


def add_flare(
    connection: Connection, member_id: int, id: int, now: datetime, *, guild_id: int | None, subject: str, screen: str
) -> None:
    """Add an open flare-up, unless there is one of that id."""
    connection.execute(
        "INSERT INTO flares (member_id, id, created_at, changed_at, guild_id, subject, screen) "
        "VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT (member_id, id) DO NOTHING",
        (member_id, id, to_micros(now), to_micros(now), guild_id, subject, screen),
    )


def logged_since(connection: Connection, member_id: int, since: datetime) -> int:
    """Return how many flare-ups a member has logged since an instant."""
    row = connection.execute(
        "SELECT COUNT(*) FROM flares WHERE member_id = ? AND created_at > ?", (member_id, to_micros(since))
    ).fetchone()
    return int(row[0])


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


def plans(connection: Connection, member_id: int, flare_id: int) -> list[Row]:
    """Return what was chosen for a flare-up, oldest first."""
    return connection.execute(
        "SELECT * FROM flare_plans WHERE member_id = ? AND flare_id = ? ORDER BY at, id", (member_id, flare_id)
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


def add_plan(connection: Connection, member_id: int, flare_id: int, id: int, now: datetime, plan: str) -> None:
    """Note what was chosen from now on."""
    connection.execute(
        "INSERT INTO flare_plans (member_id, id, flare_id, at, plan) VALUES (?, ?, ?, ?, ?)",
        (member_id, id, flare_id, to_micros(now), plan),
    )


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


def count_nudge(connection: Connection, member_id: int, id: int) -> None:
    """Note that an answer was asked for again."""
    connection.execute("UPDATE flares SET nudges = nudges + 1 WHERE member_id = ? AND id = ?", (member_id, id))


def untouched(connection: Connection, since: datetime) -> list[Row]:
    """Return the flare-ups of all members that nothing has happened to since."""
    return connection.execute("SELECT * FROM flares WHERE changed_at < ?", (to_micros(since),)).fetchall()


def of_server(connection: Connection, guild_id: int) -> list[Row]:
    """Return the flare-ups that were logged in a server."""
    return connection.execute("SELECT * FROM flares WHERE guild_id = ?", (guild_id,)).fetchall()


def delete_flare(connection: Connection, member_id: int, id: int) -> None:
    """Delete a flare-up with its readings and plans."""
    connection.execute("DELETE FROM flare_readings WHERE member_id = ? AND flare_id = ?", (member_id, id))
    connection.execute("DELETE FROM flare_plans WHERE member_id = ? AND flare_id = ?", (member_id, id))
    connection.execute("DELETE FROM flares WHERE member_id = ? AND id = ?", (member_id, id))


def any_sealed(connection: Connection) -> str | None:
    """Return something that is sealed, to try a key on; None while there is nothing."""
    row = connection.execute("SELECT subject FROM flares ORDER BY created_at DESC LIMIT 1").fetchone()
    return None if row is None else str(row["subject"])


def counts(connection: Connection, guild_id: int) -> str | None:
    """Return the sealed counts of a server, 0 for those that were logged in none."""
    row = connection.execute("SELECT counts FROM flare_counts WHERE guild_id = ?", (guild_id,)).fetchone()
    return None if row is None else str(row["counts"])


def put_counts(connection: Connection, guild_id: int, sealed: str) -> None:
    """Replace the counts of a server. One row, not one each time: the times of several would tell whose they are."""
    connection.execute(
        "INSERT INTO flare_counts (guild_id, counts) VALUES (?, ?) "
        "ON CONFLICT (guild_id) DO UPDATE SET counts = excluded.counts",
        (guild_id, sealed),
    )


def all_counts(connection: Connection) -> list[Row]:
    """Return the counts of all servers."""
    return connection.execute("SELECT guild_id, counts FROM flare_counts").fetchall()


def sealed_rows(connection: Connection) -> Iterator[tuple[str, tuple[int, int], dict[str, str]]]:
    """Yield every row with its table, its key and what is sealed in it, by column."""
    for table, columns in _SEALED.items():
        rows = connection.execute(f"SELECT * FROM {table}").fetchall()  # noqa: S608 - one of _SEALED
        for row in rows:
            sealed = {column: row[column] for column in columns if row[column] is not None}
            yield table, (row["member_id"], row["id"]), sealed


def put_sealed(connection: Connection, table: str, key: tuple[int, int], sealed: Mapping[str, str]) -> None:
    """Put anew sealed values in the place of the old."""
    for column, value in sealed.items():
        if column not in _SEALED[table]:
            raise KeyError(column)
        connection.execute(
            f"UPDATE {table} SET {column} = ? WHERE member_id = ? AND id = ?",  # noqa: S608 - one of _SEALED
            (value, *key),
        )


def delete_member(connection: Connection, member_id: int) -> None:
    """Delete everything these tables hold of a member."""
    delete_rows_of(connection, TABLES, member_id)
