"""What the process remembers about itself between starts, by name (no member's data)."""

from bot.database.port import Connection

COPYING = "copying"
"""Where a copy that is not finished has the address of what it is a copy of."""


def recall(connection: Connection, name: str) -> str | None:
    """Return what was last remembered under the name."""
    row = connection.execute("SELECT value FROM process_state WHERE name = ?", (name,)).fetchone()
    return None if row is None else str(row["value"])


def remember(connection: Connection, name: str, value: str) -> None:
    """Remember a value under the name."""
    connection.execute(
        "INSERT INTO process_state (name, value) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value",
        (name, value),
    )
