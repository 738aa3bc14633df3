"""The SQL of body weight."""

from datetime import date
from decimal import Decimal
from typing import Any

from bot.bodyweight.weighing import Weighing
from bot.database import Connection, Row
from bot.database.belongings import delete_rows_of, rows_of
from bot.instants import from_micros, to_micros
from bot.lifts.weight import Weight

TABLES = ("bodyweights",)


def add(connection: Connection, member_id: int, weighing: Weighing) -> bool:
    """Add a weighing; False, and nothing is changed, when the member has one of that id."""
    return _insert(connection, member_id, weighing, "DO NOTHING")


def put(connection: Connection, member_id: int, weighing: Weighing) -> None:
    """Add a weighing, in place of the member's one of that id."""
    columns = ("day", "weighed_at", "amount", "unit")
    _insert(connection, member_id, weighing, "DO UPDATE SET " + ", ".join(f"{one} = excluded.{one}" for one in columns))


def _insert(connection: Connection, member_id: int, weighing: Weighing, or_else: str) -> bool:
    added = connection.execute(
        "INSERT INTO bodyweights (member_id, id, day, weighed_at, amount, unit) VALUES (?, ?, ?, ?, ?, ?) "  # noqa: S608
        f"ON CONFLICT (member_id, id) {or_else}",
        (
            member_id,
            weighing.id,
            weighing.day.isoformat(),
            to_micros(weighing.at),
            str(weighing.weight.amount),
            weighing.weight.unit,
        ),
    )
    return added.rowcount == 1


def remove(connection: Connection, member_id: int, id: int) -> bool:
    """Remove a weighing; False when the member has none of that id."""
    gone = connection.execute("DELETE FROM bodyweights WHERE member_id = ? AND id = ?", (member_id, id))
    return gone.rowcount == 1


def all_of(connection: Connection, member_id: int) -> list[Weighing]:
    """Return every weighing of a member, oldest first."""
    rows = connection.execute(
        "SELECT id, day, weighed_at, amount, unit FROM bodyweights WHERE member_id = ? ORDER BY day, weighed_at, id",
        (member_id,),
    )
    return [_weighing(row) for row in rows]


def nearest(connection: Connection, member_id: int, day: date) -> Weight | None:
    """Return what a member weighed on the day nearest to this one, the last time on that day; None without any."""
    around = [
        connection.execute(
            f"SELECT day, amount, unit FROM bodyweights WHERE member_id = ? AND day {side} ? "  # noqa: S608 - fixed text
            f"ORDER BY day {order}, weighed_at DESC, id DESC LIMIT 1",
            (member_id, day.isoformat()),
        ).fetchone()
        for side, order in (("<=", "DESC"), (">", "ASC"))
    ]
    found = [row for row in around if row]
    if not found:
        return None
    row = min(found, key=lambda each: abs(date.fromisoformat(each["day"]) - day))
    return Weight(Decimal(row["amount"]), row["unit"])


def _weighing(row: Row) -> Weighing:
    return Weighing(
        row["id"],
        date.fromisoformat(row["day"]),
        from_micros(row["weighed_at"]),
        Weight(Decimal(row["amount"]), row["unit"]),
    )


def export_member(connection: Connection, member_id: int) -> dict[str, Any]:
    """Return everything these tables hold of a member, as JSON can carry it."""
    return rows_of(connection, TABLES, member_id)


def delete_member(connection: Connection, member_id: int) -> None:
    """Delete everything these tables hold of a member."""
    delete_rows_of(connection, TABLES, member_id)
