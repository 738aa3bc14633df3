"""The SQL of words for lifts: members' own exercises (beside those they imported), and servers' aliases."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from bot.database import Connection
from bot.instants import from_micros, to_micros

Named = tuple[str, str]
"""The id of an exercise, and a name for it."""


@dataclass(frozen=True, slots=True)
class Merge:
    """An own exercise that is another lift."""

    id: str
    name: str
    into_id: str
    at: datetime


def own(connection: Connection, member_id: int, most: int) -> list[Named]:
    """Return the names a member has for lifts, by name: of their own exercises, and of those that are another lift.

    Of each at most so many: who brought more with an import of long ago has the rest in their log, not in their words.
    """
    rows = connection.execute(
        "SELECT id, name, NULL AS into_id FROM "
        "(SELECT id, name FROM custom_exercises WHERE member_id = ? ORDER BY id LIMIT ?) AS kept "
        "UNION ALL SELECT id, name, into_id FROM "
        "(SELECT id, name, into_id FROM merged_exercises WHERE member_id = ? ORDER BY id LIMIT ?) AS merged "
        "ORDER BY name, id",
        (member_id, most, member_id, most),
    ).fetchall()
    into = {row["id"]: row["into_id"] for row in rows if row["into_id"]}
    return [(followed(row["id"], into), row["name"]) for row in rows]


def followed(exercise_id: str, into: Mapping[str, str]) -> str:
    """Return what an exercise is by now, however often it was merged."""
    while exercise_id in into:
        exercise_id = into[exercise_id]
    return exercise_id


def kept(connection: Connection, member_id: int) -> dict[str, str]:
    """Return a member's own exercises, by name: their names by ids."""
    rows = connection.execute(
        "SELECT id, name FROM custom_exercises WHERE member_id = ? ORDER BY name, id", (member_id,)
    )
    return {row["id"]: row["name"] for row in rows}


def own_ids(connection: Connection, member_id: int) -> set[str]:
    """Return the ids of a member's own exercises, and of those that are another lift."""
    rows = connection.execute(
        "SELECT id FROM custom_exercises WHERE member_id = ? UNION SELECT id FROM merged_exercises WHERE member_id = ?",
        (member_id, member_id),
    )
    return {row["id"] for row in rows}


def merges(connection: Connection, member_id: int) -> dict[str, Merge]:
    """Return the own exercises of a member that are another lift, by name, by their ids."""
    rows = connection.execute("SELECT * FROM merged_exercises WHERE member_id = ? ORDER BY name, id", (member_id,))
    return {row["id"]: Merge(row["id"], row["name"], row["into_id"], from_micros(row["merged_at"])) for row in rows}


def number_of(connection: Connection, member_id: int, exercise_id: str) -> tuple[int, int]:
    """Return how many entries a member has of an exercise, and on how many days."""
    row = connection.execute(
        "SELECT COUNT(*) AS entries, COUNT(DISTINCT day) AS days FROM entries "
        "WHERE member_id = ? AND exercise_id = ? AND undone_at IS NULL",
        (member_id, exercise_id),
    ).fetchone()
    return row["entries"], row["days"]


def entries_with(connection: Connection, member_id: int, exercise_id: str, *, bodyweight: bool) -> int:
    """Return how many entries of an exercise, undone ones too, have sets with the lifter's own body, or without it."""
    row = connection.execute(
        "SELECT COUNT(DISTINCT entry_id) AS entries FROM sets "
        "WHERE member_id = ? AND exercise_id = ? AND bodyweight = ?",
        (member_id, exercise_id, int(bodyweight)),
    ).fetchone()
    return int(row["entries"])


def first_entry(connection: Connection, member_id: int, exercise_id: str) -> int | None:
    """Return the id of the entry of an exercise that was logged first; None without one."""
    row = connection.execute(
        "SELECT id FROM entries WHERE member_id = ? AND exercise_id = ? ORDER BY logged_at, id LIMIT 1",
        (member_id, exercise_id),
    ).fetchone()
    return None if row is None else int(row["id"])


def merge(connection: Connection, member_id: int, merged: Merge) -> None:
    """Make an own exercise another lift, with all that was logged of it; what moved is noted."""
    mine = (member_id, merged.id)
    connection.execute(
        "INSERT INTO merged_entries (member_id, exercise_id, entry_id) "
        "SELECT member_id, exercise_id, id FROM entries WHERE member_id = ? AND exercise_id = ?",
        mine,
    )
    for table in ("entries", "sets"):
        connection.execute(
            f"UPDATE {table} SET exercise_id = ? WHERE member_id = ? AND exercise_id = ?",  # noqa: S608 - fixed text
            (merged.into_id, *mine),
        )
    connection.execute("DELETE FROM custom_exercises WHERE member_id = ? AND id = ?", mine)
    connection.execute(
        "INSERT INTO merged_exercises (member_id, id, name, into_id, merged_at) VALUES (?, ?, ?, ?, ?)",
        (*mine, merged.name, merged.into_id, to_micros(merged.at)),
    )


def unmerge(connection: Connection, member_id: int, merged: Merge, now_id: str) -> None:
    """Make it a member's own exercise again, with what moved and is still of the lift that it is now."""
    moved = (merged.id, member_id, now_id, member_id, merged.id)
    for table, column in (("entries", "id"), ("sets", "entry_id")):
        connection.execute(
            f"UPDATE {table} SET exercise_id = ? WHERE member_id = ? AND exercise_id = ? AND {column} IN "  # noqa: S608
            "(SELECT entry_id FROM merged_entries WHERE member_id = ? AND exercise_id = ?)",
            moved,
        )
    forget_merge(connection, member_id, merged.id)
    connection.execute(
        "INSERT INTO custom_exercises (member_id, id, name) VALUES (?, ?, ?) ON CONFLICT (member_id, id) DO NOTHING",
        (member_id, merged.id, merged.name),
    )


def forget_merge(connection: Connection, member_id: int, exercise_id: str) -> bool:
    """Forget that an own exercise is another lift; False when it is none. What was logged stays where it is."""
    mine = (member_id, exercise_id)
    connection.execute("DELETE FROM merged_entries WHERE member_id = ? AND exercise_id = ?", mine)
    gone = connection.execute("DELETE FROM merged_exercises WHERE member_id = ? AND id = ?", mine)
    return gone.rowcount == 1


def settle_merges(connection: Connection, member_id: int, before: datetime) -> None:
    """Forget what moved in merges that were made before an instant: they are for good."""
    connection.execute(
        "DELETE FROM merged_entries WHERE member_id = ? AND exercise_id IN "
        "(SELECT id FROM merged_exercises WHERE member_id = ? AND merged_at < ?)",
        (member_id, member_id, to_micros(before)),
    )


def keep(connection: Connection, member_id: int, exercise_id: str, name: str, most: int) -> bool:
    """Note an exercise as a member's own, once; False when they have `most` already, those merged counted too."""
    known = own_ids(connection, member_id)
    if exercise_id not in known and len(known) >= most:
        return False
    connection.execute(
        "INSERT INTO custom_exercises (member_id, id, name) VALUES (?, ?, ?) ON CONFLICT (member_id, id) DO NOTHING",
        (member_id, exercise_id, name),
    )
    return True


def forget(connection: Connection, member_id: int, exercise_id: str) -> bool:
    """Forget an exercise of a member's own; False when there is none. What was logged stays."""
    gone = connection.execute("DELETE FROM custom_exercises WHERE member_id = ? AND id = ?", (member_id, exercise_id))
    return gone.rowcount == 1


def aliases(connection: Connection, guild_id: int) -> list[Named]:
    """Return the names that a server has for lifts, by name."""
    rows = connection.execute(
        "SELECT exercise_id, name FROM lift_aliases WHERE guild_id = ? ORDER BY name, alias", (guild_id,)
    )
    return [(row["exercise_id"], row["name"]) for row in rows]


def set_alias(connection: Connection, guild_id: int, key: str, name: str, exercise_id: str) -> None:
    """Give a lift a name in a server, in place of the lift that had it."""
    connection.execute(
        "INSERT INTO lift_aliases (guild_id, alias, name, exercise_id) VALUES (?, ?, ?, ?) "
        "ON CONFLICT (guild_id, alias) DO UPDATE SET name = excluded.name, exercise_id = excluded.exercise_id",
        (guild_id, key, name, exercise_id),
    )


def remove_alias(connection: Connection, guild_id: int, key: str) -> bool:
    """Take a name away in a server; False when there is none."""
    gone = connection.execute("DELETE FROM lift_aliases WHERE guild_id = ? AND alias = ?", (guild_id, key))
    return gone.rowcount == 1
