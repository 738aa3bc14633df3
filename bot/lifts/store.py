"""The SQL of lifts: entries, their sets, and workouts."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from decimal import Decimal
from functools import cache
from typing import Any

from bot.database import Connection, Row
from bot.database.belongings import delete_rows_of, rows_of
from bot.instants import from_micros, to_micros
from bot.lifts.entries import Entry
from bot.lifts.exercises import Measure
from bot.lifts.records import Best, Volume, volume_of
from bot.lifts.sets import Kind, Set
from bot.lifts.weight import Load, Weight

TABLES = ("sets", "entries", "workouts")

_ADD_ENTRY = """
    INSERT INTO entries (member_id, id, exercise_id, day, performed_at, note, workout_id, again_of, logged_at, volume)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
"""
_ADD_SETS = """
    INSERT INTO sets (member_id, entry_id, position, exercise_id, performed_at, amount, unit, weight_key, bodyweight,
                      measure, count, kind, failed, rpe, rir, amrap, clean, live)
    VALUES """
_SET = "(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 1)"

_MINE = "s.member_id = ? AND s.exercise_id = ? AND s.entry_id <> ? AND s.clean = 1 AND s.live = 1"
_BEST_COLUMNS = ("amount", "unit", "entry_id", "performed_at")
_BEST = """
    (SELECT s.{column} FROM sets s WHERE {mine} AND s.bodyweight = step.bodyweight AND s.count = step.count
     ORDER BY s.weight_key DESC, s.performed_at, s.entry_id, s.amount, s.unit LIMIT 1) AS {column}
"""
# Steps from one number of reps to the next through the index, and takes the first row of each: as fast for a lift that
# was done for years as for a new one, which ranking all its sets is not (0.1 ms against 2.4 ms over 2,500 sets).
_BESTS = f"""
    WITH RECURSIVE step (bodyweight, count) AS (
        SELECT * FROM (VALUES (CAST(0 AS BIGINT), CAST(-1 AS BIGINT)), (1, -1)) AS starts
        UNION ALL
        SELECT step.bodyweight, (SELECT MIN(s.count) FROM sets s
                                 WHERE {_MINE} AND s.bodyweight = step.bodyweight AND s.count > step.count)
        FROM step WHERE step.count IS NOT NULL
    )
    SELECT bodyweight, count, {", ".join(_BEST.format(column=column, mine=_MINE) for column in _BEST_COLUMNS)}
    FROM step WHERE count > 0
"""  # noqa: S608 - fixed text

# No day after the last that has a clean set has one: >= says the same as =, and SQLite takes the index for it.
_LAST_TOP = """
    SELECT count, amount, unit, bodyweight, entry_id, performed_at FROM sets
    WHERE member_id = ? AND clean = 1 AND entry_id IN (
        SELECT id FROM entries WHERE member_id = ? AND exercise_id = ? AND undone_at IS NULL AND day >= (
            SELECT e.day FROM entries e
            WHERE e.member_id = ? AND e.exercise_id = ? AND e.undone_at IS NULL AND EXISTS (
                SELECT 1 FROM sets s WHERE s.member_id = e.member_id AND s.entry_id = e.id AND s.clean = 1
            )
            ORDER BY e.day DESC LIMIT 1
        )
    )
    ORDER BY weight_key DESC, count DESC
    LIMIT 1
"""

_VOLUMES = """
    SELECT SUM(volume) AS volume, MIN(performed_at) AS performed_at FROM entries
    WHERE member_id = ? AND exercise_id = ? AND day {side} ? AND undone_at IS NULL GROUP BY day
"""
_A_PART = 200
"""Entries whose sets are read together."""
_MOST_VOLUME = 10**17
"""A thousand tonnes: more than that in one entry counts as that, so that a day's sum fits 63 bits."""


def add_entry(connection: Connection, entry: Entry) -> bool:
    """Add an entry with its sets; False, and nothing is changed, when the member has one of that id."""
    added = connection.execute(f"{_ADD_ENTRY} ON CONFLICT (member_id, id) DO NOTHING", entry_row(entry))
    if added.rowcount != 1:
        return False
    _add_sets(connection, set_rows(entry))
    return True


def add_rows(connection: Connection, entries: Iterable[Sequence[Any]], sets: Iterable[Sequence[Any]]) -> None:
    """Add many entries and their sets, as `entry_row` and `set_rows` made them; all or, when one is there, none."""
    connection.executemany(_ADD_ENTRY, entries)
    connection.executemany(_ADD_SETS + _SET, sets)


def replace_entry(connection: Connection, entry: Entry) -> bool:
    """Change what an entry says; False when the member has none of that id, or has undone it."""
    changed = connection.execute(
        "UPDATE entries SET exercise_id = ?, day = ?, performed_at = ?, note = ?, volume = ? "
        "WHERE member_id = ? AND id = ? AND undone_at IS NULL",
        (
            entry.exercise_id,
            entry.day.isoformat(),
            to_micros(entry.performed_at),
            entry.note,
            _volume(entry),
            entry.member_id,
            entry.id,
        ),
    )
    if changed.rowcount != 1:
        return False
    connection.execute("DELETE FROM sets WHERE member_id = ? AND entry_id = ?", (entry.member_id, entry.id))
    _add_sets(connection, set_rows(entry))
    return True


def _add_sets(connection: Connection, rows: list[tuple[Any, ...]]) -> None:
    """Add the sets of an entry in one statement: each statement more is a turn of the scheduler on a busy machine."""
    connection.execute(_adding(len(rows)), [value for row in rows for value in row])


@cache
def _adding(sets: int) -> str:
    return _ADD_SETS + ", ".join([_SET] * sets)


def entry_row(entry: Entry) -> tuple[Any, ...]:
    """Return an entry as its row, without its sets."""
    return (
        entry.member_id,
        entry.id,
        entry.exercise_id,
        entry.day.isoformat(),
        to_micros(entry.performed_at),
        entry.note,
        entry.workout_id,
        entry.again_of,
        to_micros(entry.logged_at),
        _volume(entry),
    )


def _volume(entry: Entry) -> int:
    return min(volume_of(entry.sets), _MOST_VOLUME)


def set_rows(entry: Entry) -> list[tuple[Any, ...]]:
    """Return the sets of an entry as their rows."""
    performed_at = to_micros(entry.performed_at)
    return [_set_row(entry, performed_at, place, done) for place, done in enumerate(entry.sets)]


def _set_row(entry: Entry, performed_at: int, place: int, done: Set) -> tuple[Any, ...]:
    return (
        entry.member_id,
        entry.id,
        place,
        entry.exercise_id,
        performed_at,
        str(done.load.weight.amount),
        done.load.weight.unit,
        done.load.weight.key,
        int(done.load.bodyweight),
        done.measure.value,
        done.count,
        done.kind.value,
        int(done.failed),
        None if done.rpe is None else str(done.rpe),
        done.rir,
        int(done.amrap),
        int(done.clean),
    )


def entry(connection: Connection, member_id: int, entry_id: int) -> Entry | None:
    """Return an entry, undone or not; None when the member has none of that id."""
    rows = connection.execute("SELECT * FROM entries WHERE member_id = ? AND id = ?", (member_id, entry_id)).fetchall()
    return next(iter(_with_sets(connection, rows)), None)


def entries_of_workout(connection: Connection, member_id: int, workout_id: int) -> list[Entry]:
    """Return the entries that were saved together, in order."""
    rows = connection.execute(
        "SELECT * FROM entries WHERE member_id = ? AND workout_id = ? ORDER BY id", (member_id, workout_id)
    ).fetchall()
    return _with_sets(connection, rows)


def entries_between(
    connection: Connection, member_id: int, first: date, last: date, exercise_id: str | None, most: int | None = None
) -> list[Entry]:
    """Return the entries of these days, the first and last included, oldest first; of one exercise or of all.

    With `most`, the first so many of them.
    """
    rows = connection.execute(
        f"SELECT * FROM entries WHERE member_id = ? AND {_of(exercise_id)}day BETWEEN ? AND ? "  # noqa: S608 - fixed text
        f"AND undone_at IS NULL ORDER BY day, performed_at, id{'' if most is None else ' LIMIT ?'}",
        (
            *(member_id, *_given(exercise_id), first.isoformat(), last.isoformat()),
            *(() if most is None else (most,)),
        ),
    ).fetchall()
    return _with_sets(connection, rows)


def days(connection: Connection, member_id: int, exercise_id: str | None, limit: int, offset: int) -> list[date]:
    """Return the days on which a member lifted, newest first, leaving out the first `offset`."""
    rows = connection.execute(
        f"SELECT DISTINCT day FROM entries WHERE member_id = ? AND {_of(exercise_id)}undone_at IS NULL "  # noqa: S608
        "ORDER BY day DESC LIMIT ? OFFSET ?",
        (member_id, *_given(exercise_id), limit, offset),
    )
    return [date.fromisoformat(row["day"]) for row in rows]


def number_of_days(connection: Connection, member_id: int, exercise_id: str | None) -> int:
    """Return on how many days a member lifted."""
    row = connection.execute(
        f"SELECT COUNT(DISTINCT day) AS days FROM entries WHERE member_id = ? AND {_of(exercise_id)}undone_at IS NULL",  # noqa: S608
        (member_id, *_given(exercise_id)),
    ).fetchone()
    return int(row["days"])


def _of(exercise_id: str | None) -> str:
    return "" if exercise_id is None else "exercise_id = ? AND "


def _given(exercise_id: str | None) -> tuple[str, ...]:
    return () if exercise_id is None else (exercise_id,)


def bests(connection: Connection, member_id: int, exercise_id: str, besides: int = 0) -> list[Best]:
    """Return the heaviest clean set for each number of reps, the first where equal, leaving out one entry."""
    mine = (member_id, exercise_id, besides)
    return [_best(row) for row in connection.execute(_BESTS, mine * (1 + len(_BEST_COLUMNS)))]


def volume_of_session(connection: Connection, entry: Entry) -> int:
    """Return weight × reps of an exercise on an entry's day without that entry, as a key of `Weight`."""
    row = connection.execute(
        "SELECT COALESCE(SUM(volume), 0) AS volume FROM entries "
        # BETWEEN: for `day = ?` SQLite, without statistics, goes through all the member's entries instead of the index.
        "WHERE member_id = ? AND exercise_id = ? AND day BETWEEN ? AND ? AND id <> ? AND undone_at IS NULL",
        (entry.member_id, entry.exercise_id, entry.day.isoformat(), entry.day.isoformat(), entry.id),
    ).fetchone()
    return int(row["volume"])


def has_volume(connection: Connection, entry: Entry, volume: int) -> bool:
    """Return whether a single entry of another day comes to so much; its session then does too."""
    row = connection.execute(
        "SELECT 1 FROM entries WHERE member_id = ? AND exercise_id = ? AND volume >= ? AND day <> ? "
        "AND undone_at IS NULL LIMIT 1",
        (entry.member_id, entry.exercise_id, min(volume, _MOST_VOLUME), entry.day.isoformat()),
    ).fetchone()
    return row is not None


def most_volume(connection: Connection, entry: Entry) -> Volume | None:
    """Return the most weight × reps of an exercise on any other day than an entry's; None where there is none."""
    sessions = [
        Volume(int(row["volume"]), from_micros(row["performed_at"]))
        for sql in (_VOLUMES.format(side="<"), _VOLUMES.format(side=">"))
        for row in connection.execute(sql, (entry.member_id, entry.exercise_id, entry.day.isoformat()))
    ]
    return max((session for session in sessions if session.key), key=lambda session: session.key, default=None)


def last_top_set(connection: Connection, member_id: int, exercise_id: str) -> Best | None:
    """Return the heaviest clean set of the last day that has one."""
    mine = (member_id, exercise_id)
    row = connection.execute(_LAST_TOP, (member_id, *mine, *mine)).fetchone()
    return None if row is None else _best(row)


def set_undone(connection: Connection, member_id: int, entry_id: int, at: datetime | None) -> bool:
    """Undo an entry at an instant, or with None take that back; False when it is so already or there is none."""
    condition = "undone_at IS NOT NULL" if at is None else "undone_at IS NULL"
    changed = connection.execute(
        f"UPDATE entries SET undone_at = ? WHERE member_id = ? AND id = ? AND {condition}",  # noqa: S608 - fixed text
        (None if at is None else to_micros(at), member_id, entry_id),
    )
    if changed.rowcount != 1:
        return False
    connection.execute(
        "UPDATE sets SET live = ? WHERE member_id = ? AND entry_id = ?", (int(at is None), member_id, entry_id)
    )
    return True


def forget_undone(connection: Connection, member_id: int, before: datetime) -> int:
    """Delete a member's entries that were undone before an instant, and return how many."""
    return connection.execute(
        "DELETE FROM entries WHERE member_id = ? AND undone_at < ?", (member_id, to_micros(before))
    ).rowcount


def repeated_since(connection: Connection, member_id: int, again_of: int, since: datetime) -> int | None:
    """Return the id of the entry that an Again button made after an instant, or None."""
    row = connection.execute(
        "SELECT id FROM entries WHERE member_id = ? AND again_of = ? AND logged_at > ? AND undone_at IS NULL LIMIT 1",
        (member_id, again_of, to_micros(since)),
    ).fetchone()
    return None if row is None else int(row["id"])


def add_workout(connection: Connection, member_id: int, workout_id: int, now: datetime) -> bool:
    """Note that a workout is saved; False when it was before."""
    added = connection.execute(
        "INSERT INTO workouts (member_id, id, saved_at) VALUES (?, ?, ?) ON CONFLICT (member_id, id) DO NOTHING",
        (member_id, workout_id, to_micros(now)),
    )
    return added.rowcount == 1


def forget_workout(connection: Connection, member_id: int, workout_id: int) -> None:
    """Delete the entries of a workout, all of which are undone."""
    connection.execute(
        "DELETE FROM entries WHERE member_id = ? AND workout_id = ? AND undone_at IS NOT NULL", (member_id, workout_id)
    )


def export_member(connection: Connection, member_id: int) -> dict[str, Any]:
    """Return everything these tables hold of a member, as JSON can carry it."""
    return rows_of(connection, TABLES, member_id)


def delete_member(connection: Connection, member_id: int) -> None:
    """Delete everything these tables hold of a member."""
    delete_rows_of(connection, TABLES, member_id)


def _with_sets(connection: Connection, rows: Sequence[Row]) -> list[Entry]:
    """Return the entries of one member with their sets: a part of them in one statement, for each is a journey."""
    sets: dict[int, list[Set]] = {row["id"]: [] for row in rows}
    for start in range(0, len(rows), _A_PART):
        part = rows[start : start + _A_PART]
        found = connection.execute(
            f"SELECT * FROM sets WHERE member_id = ? AND entry_id IN ({', '.join('?' * len(part))}) "  # noqa: S608 - marks
            "ORDER BY entry_id, position",
            (part[0]["member_id"], *(row["id"] for row in part)),
        )
        for row in found:
            sets[row["entry_id"]].append(_set(row))
    return [_entry(row, tuple(sets[row["id"]])) for row in rows]


def _entry(row: Row, sets: tuple[Set, ...]) -> Entry:
    return Entry(
        member_id=row["member_id"],
        id=row["id"],
        exercise_id=row["exercise_id"],
        sets=sets,
        day=date.fromisoformat(row["day"]),
        performed_at=from_micros(row["performed_at"]),
        logged_at=from_micros(row["logged_at"]),
        note=row["note"],
        workout_id=row["workout_id"],
        again_of=row["again_of"],
        undone_at=None if row["undone_at"] is None else from_micros(row["undone_at"]),
    )


def _set(row: Row) -> Set:
    return Set(
        load=_load(row),
        count=row["count"],
        measure=Measure(row["measure"]),
        kind=Kind(row["kind"]),
        failed=bool(row["failed"]),
        rpe=None if row["rpe"] is None else Decimal(row["rpe"]),
        rir=row["rir"],
        amrap=bool(row["amrap"]),
    )


def _best(row: Row) -> Best:
    return Best(_load(row), row["count"], row["entry_id"], from_micros(row["performed_at"]))


def _load(row: Row) -> Load:
    return Load(Weight(Decimal(row["amount"]), row["unit"]), bool(row["bodyweight"]))
