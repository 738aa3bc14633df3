"""The SQL of words for lifts: members' own exercises (beside those they imported), and servers' aliases."""

from bot.database import Connection

Named = tuple[str, str]
"""The id of an exercise, and a name for it."""


def own(connection: Connection, member_id: int) -> list[Named]:
    """Return a member's own exercises, by name."""
    rows = connection.execute(
        "SELECT id, name FROM custom_exercises WHERE member_id = ? ORDER BY name, id", (member_id,)
    )
    return [(row["id"], row["name"]) for row in rows]


def keep(connection: Connection, member_id: int, exercise_id: str, name: str, most: int) -> bool:
    """Note an exercise as a member's own, once; False when they have `most` already."""
    row = connection.execute(
        "SELECT COUNT(*) AS number FROM custom_exercises WHERE member_id = ? AND id <> ?", (member_id, exercise_id)
    ).fetchone()
    if row["number"] >= most:
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
