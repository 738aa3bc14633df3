"""The SQL of looking back: sets by day, lifts that were done, and who is listed on leaderboards."""

from datetime import date, datetime
from functools import lru_cache
from typing import Any

from bot.database import Connection, Row
from bot.instants import from_micros, to_micros
from bot.lifts.exercises import Measure
from bot.lifts.points import Sex
from bot.lifts.review.done import Group

TABLES = ("listings", "point_tables")

# The lift's entries come from an index alone, and each entry's sets stand together: what other lifts and members
# logged is not looked at. CROSS JOIN says that order to SQLite, which knows no statistics here.
_GROUPS = """
    SELECT e.day, MIN(s.performed_at) AS at, s.measure, s.bodyweight, s.unit, s.count,
           MAX(s.weight_key) AS weight_key, COUNT(*) AS sets,
           SUM(s.weight_key / CASE s.unit WHEN 'kg' THEN 100000000 ELSE 45359237 END) AS thousandths
    FROM entries e CROSS JOIN sets s
    WHERE e.member_id = ? AND e.exercise_id = ? AND e.day >= ? AND e.undone_at IS NULL
      AND s.member_id = e.member_id AND s.entry_id = e.id AND s.kind <> 'warm-up' AND s.failed = 0
    GROUP BY e.day, s.measure, s.bodyweight, s.unit, s.count
    ORDER BY e.day
"""
EVER = date.min


def groups(connection: Connection, member_id: int, exercise_id: str, first: date = EVER) -> list[Group]:
    """Return what a member did of a lift from a day on, by day, oldest first; no warm-ups and no failed sets."""
    rows = connection.execute(_GROUPS, (member_id, exercise_id, first.isoformat()))
    return [_group(row) for row in rows]


def lifts_done(connection: Connection, member_id: int) -> list[tuple[str, int]]:
    """Return the lifts that a member logged and on how many days each, the most first."""
    rows = connection.execute(
        "SELECT exercise_id, COUNT(DISTINCT day) AS days FROM entries WHERE member_id = ? AND undone_at IS NULL "
        "GROUP BY exercise_id ORDER BY days DESC, exercise_id",
        (member_id,),
    )
    return [(row["exercise_id"], row["days"]) for row in rows]


def put_on_list(connection: Connection, guild_id: int, member_id: int, now: datetime) -> bool:
    """List a member on a server's leaderboards; False when they were."""
    added = connection.execute(
        "INSERT INTO listings (guild_id, member_id, listed_at, seen_at) VALUES (?, ?, ?, ?) "
        "ON CONFLICT (guild_id, member_id) DO NOTHING",
        (guild_id, member_id, to_micros(now), to_micros(now)),
    )
    return added.rowcount == 1


def take_off_list(connection: Connection, guild_id: int, member_id: int) -> bool:
    """Take a member off a server's leaderboards; False when they were not on them."""
    gone = connection.execute("DELETE FROM listings WHERE guild_id = ? AND member_id = ?", (guild_id, member_id))
    return gone.rowcount == 1


def set_seen(connection: Connection, guild_id: int, member_id: int, now: datetime) -> None:
    """Note that a listed member is still in the server."""
    connection.execute(
        "UPDATE listings SET seen_at = ? WHERE guild_id = ? AND member_id = ?", (to_micros(now), guild_id, member_id)
    )


def listed(connection: Connection, guild_id: int) -> dict[int, datetime]:
    """Return the members who are listed in a server, and when each was last known to be there."""
    rows = connection.execute("SELECT member_id, seen_at FROM listings WHERE guild_id = ?", (guild_id,))
    return {row["member_id"]: from_micros(row["seen_at"]) for row in rows}


def listed_by(connection: Connection, guild_id: int, instant: datetime) -> list[int]:
    """Return the members who are listed in a server, and were so at an instant."""
    rows = connection.execute(
        "SELECT member_id FROM listings WHERE guild_id = ? AND listed_at <= ?", (guild_id, to_micros(instant))
    )
    return [row["member_id"] for row in rows]


def set_sex(connection: Connection, member_id: int, sex: Sex | None) -> None:
    """Set whose table counts a member's points; None forgets it."""
    if sex is None:
        connection.execute("DELETE FROM point_tables WHERE member_id = ?", (member_id,))
    else:
        connection.execute(
            "INSERT INTO point_tables (member_id, sex) VALUES (?, ?) "
            "ON CONFLICT (member_id) DO UPDATE SET sex = excluded.sex",
            (member_id, sex.value),
        )


def sex(connection: Connection, member_id: int) -> Sex | None:
    """Return whose table counts a member's points; None while they have not said."""
    row = connection.execute("SELECT sex FROM point_tables WHERE member_id = ?", (member_id,)).fetchone()
    return None if row is None else Sex(row["sex"])


def _group(row: Row) -> Group:
    # By position: there are thousands of them.
    return Group(_day(row[0]), row[1], _MEASURES[row[2]], bool(row[3]), row[4], row[5], row[6], row[7], row[8])


_day = lru_cache(maxsize=256)(date.fromisoformat)
_MEASURES = {measure.value: measure for measure in Measure}


def export_member(connection: Connection, member_id: int) -> dict[str, Any]:
    """Return everything these tables hold of a member, as JSON can carry it."""
    rows = {
        table: connection.execute(f"SELECT * FROM {table} WHERE member_id = ?", (member_id,)).fetchall()  # noqa: S608
        for table in TABLES
    }
    return {table: [dict(row) for row in found] for table, found in rows.items()}


def delete_member(connection: Connection, member_id: int) -> None:
    """Delete everything these tables hold of a member."""
    for table in TABLES:
        connection.execute(f"DELETE FROM {table} WHERE member_id = ?", (member_id,))  # noqa: S608 - one of TABLES
