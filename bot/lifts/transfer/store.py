"""The SQL of moving in: staged files, saved imports, and what tells known sets from new ones."""

import zlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

import orjson

from bot.database import Connection
from bot.database.belongings import delete_rows_of, rows_of
from bot.instants import from_micros, to_micros
from bot.lifts.transfer.known import Known
from bot.lifts.weight import Unit

TABLES = (
    "staged_imports",
    "imports",
    "imported_entries",
    "imported_weighings",
    "import_names",
    "custom_exercises",
    "merged_exercises",
    "merged_entries",
)

_THOSE = "(SELECT entry_id FROM imported_entries WHERE member_id = ? AND import_id = ?)"


@dataclass(frozen=True, slots=True)
class Staged:
    """A file that waits for the member's word, and what they chose so far."""

    file: bytes
    """Compressed."""
    size: int
    """Before it was compressed."""
    listed: Sequence[str] = ()
    """The names of exercises in it, in its order."""
    unit: Unit | None = None
    names: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Saved:
    """An import that is in the log, or was, or of which a part is."""

    id: int
    app: str
    entries: int
    sets: int
    weighings: int
    saved_at: datetime | None
    """None while not all of it is in the log yet."""
    undone_at: datetime | None


def stage(connection: Connection, member_id: int, import_id: int, staged: Staged, now: datetime) -> None:
    """Keep a file in place of the one that waited before."""
    listed = orjson.dumps(staged.listed).decode()
    connection.execute("DELETE FROM staged_imports WHERE member_id = ?", (member_id,))
    connection.execute(
        "INSERT INTO staged_imports (member_id, id, file, size, listed, names, staged_at) VALUES (?, ?, ?, ?, ?, ?, ?)",
        (member_id, import_id, staged.file, staged.size, listed, "{}", to_micros(now)),
    )


def staged(connection: Connection, member_id: int, import_id: int) -> Staged | None:
    """Return a file that waits; None when it does no longer."""
    row = connection.execute(
        "SELECT file, size, listed, unit, names FROM staged_imports WHERE member_id = ? AND id = ?",
        (member_id, import_id),
    ).fetchone()
    if row is None:
        return None
    return Staged(row["file"], row["size"], orjson.loads(row["listed"]), row["unit"], orjson.loads(row["names"]))


def choose_unit(connection: Connection, member_id: int, import_id: int, unit: str) -> bool:
    """Set the unit of a file that does not say its own; False when it no longer waits."""
    changed = connection.execute(
        "UPDATE staged_imports SET unit = ? WHERE member_id = ? AND id = ?", (unit, member_id, import_id)
    )
    return changed.rowcount == 1


def choose_name(connection: Connection, member_id: int, import_id: int, name: str, exercise_id: str) -> bool:
    """Set the exercise of a name in the file; False when it no longer waits."""
    found = connection.execute(
        "SELECT names FROM staged_imports WHERE member_id = ? AND id = ?", (member_id, import_id)
    ).fetchone()
    if found is None:
        return False
    names = {**orjson.loads(found["names"]), name: exercise_id}
    connection.execute(
        "UPDATE staged_imports SET names = ? WHERE member_id = ? AND id = ?",
        (orjson.dumps(names).decode(), member_id, import_id),
    )
    return True


def drop_staged(connection: Connection, member_id: int, import_id: int) -> bool:
    """Forget a file that waits; False when it does no longer."""
    dropped = connection.execute("DELETE FROM staged_imports WHERE member_id = ? AND id = ?", (member_id, import_id))
    return dropped.rowcount == 1


def drop_staged_before(connection: Connection, before: datetime) -> int:
    """Forget the files that have waited since before an instant, and return how many."""
    return connection.execute("DELETE FROM staged_imports WHERE staged_at < ?", (to_micros(before),)).rowcount


def known(connection: Connection, member_id: int) -> Known:
    """Return what tells which sets and weighings of a file are new."""
    prints: dict[int, str] = {}
    keys: dict[int, list[int]] = {}
    for row in connection.execute(
        "SELECT source_key, started, prints FROM imported_entries WHERE member_id = ? ORDER BY source_key, entry_id",
        (member_id,),
    ):
        if row[0] not in prints:
            keys.setdefault(row[1], []).append(row[0])
        prints[row[0]] = prints.get(row[0], "") + row[2]
    weighings = connection.execute(
        "SELECT source_key FROM imported_weighings WHERE member_id = ? AND source_key <> weighing_id", (member_id,)
    )
    return Known(prints, keys, frozenset(_entry_ids(connection, member_id)), frozenset(row[0] for row in weighings))


def _entry_ids(connection: Connection, member_id: int) -> list[int]:
    """Return the ids of all entries in the log."""
    rows = connection.execute("SELECT id FROM entries WHERE member_id = ? AND undone_at IS NULL", (member_id,))
    return [row[0] for row in rows]


def last_change(connection: Connection, member_id: int) -> tuple[int, int, int]:
    """Return what differs after an import, its undoing, or an entry: while it is the same, a plan made on it stands."""
    row = connection.execute(
        "SELECT (SELECT COUNT(*) FROM imports WHERE member_id = ?), "
        "(SELECT COUNT(*) FROM imports WHERE member_id = ? AND undone_at IS NOT NULL), "
        "(SELECT COUNT(*) FROM entries WHERE member_id = ? AND undone_at IS NULL)",
        (member_id,) * 3,
    ).fetchone()
    return row[0], row[1], row[2]


def chosen_names(connection: Connection, member_id: int) -> dict[str, str]:
    """Return the exercises that a member chose for names of other apps, in earlier imports."""
    rows = connection.execute("SELECT name, exercise_id FROM import_names WHERE member_id = ?", (member_id,))
    return {row["name"]: row["exercise_id"] for row in rows}


def remember_names(connection: Connection, member_id: int, names: Mapping[str, str]) -> None:
    """Keep the exercises that a member chose for names."""
    connection.executemany(
        "INSERT INTO import_names (member_id, name, exercise_id) VALUES (?, ?, ?) "
        "ON CONFLICT (member_id, name) DO UPDATE SET exercise_id = excluded.exercise_id",
        [(member_id, name, exercise_id) for name, exercise_id in names.items()],
    )


def add_customs(connection: Connection, member_id: int, customs: Mapping[str, str]) -> None:
    """Note a member's own exercises, names by ids; what has a name keeps it."""
    connection.executemany(
        "INSERT INTO custom_exercises (member_id, id, name) VALUES (?, ?, ?) ON CONFLICT (member_id, id) DO NOTHING",
        [(member_id, exercise_id, name) for exercise_id, name in customs.items()],
    )


def custom_names(connection: Connection, member_id: int) -> dict[str, str]:
    """Return the names of a member's own exercises by their ids."""
    rows = connection.execute("SELECT id, name FROM custom_exercises WHERE member_id = ?", (member_id,))
    return {row["id"]: row["name"] for row in rows}


def begin(connection: Connection, member_id: int, coming: Saved, now: datetime) -> None:
    """Note that a file is being saved."""
    connection.execute(
        "INSERT INTO imports (member_id, id, app, entries, sets, weighings, begun_at) VALUES (?, ?, ?, ?, ?, ?, ?)",
        (member_id, coming.id, coming.app, coming.entries, coming.sets, coming.weighings, to_micros(now)),
    )


def finish(connection: Connection, member_id: int, import_id: int, now: datetime) -> None:
    """Note that all of a file is in the log, so that it no longer waits."""
    connection.execute(
        "UPDATE imports SET saved_at = ? WHERE member_id = ? AND id = ?", (to_micros(now), member_id, import_id)
    )
    drop_staged(connection, member_id, import_id)


def roll_back(connection: Connection, member_id: int, import_id: int) -> None:
    """Take what there is of a file that was not saved to its end out of the log; saved to its end, it stays."""
    half = connection.execute(
        "DELETE FROM imports WHERE member_id = ? AND id = ? AND saved_at IS NULL", (member_id, import_id)
    )
    if half.rowcount == 1:
        mine = (member_id, member_id, import_id)
        connection.execute(f"DELETE FROM entries WHERE member_id = ? AND id IN {_THOSE}", mine)  # noqa: S608
        connection.execute("DELETE FROM imported_entries WHERE member_id = ? AND import_id = ?", (member_id, import_id))


def half_done(connection: Connection) -> list[tuple[int, int]]:
    """Return the imports that are not saved to their ends, by member and id."""
    return [(row[0], row[1]) for row in connection.execute("SELECT member_id, id FROM imports WHERE saved_at IS NULL")]


def saved(connection: Connection, member_id: int, import_id: int) -> Saved | None:
    """Return an import, undone or not; None when there is none of that id."""
    row = connection.execute("SELECT * FROM imports WHERE member_id = ? AND id = ?", (member_id, import_id)).fetchone()
    if row is None:
        return None
    saved_at, undone_at = (row[name] and from_micros(row[name]) for name in ("saved_at", "undone_at"))
    return Saved(row["id"], row["app"], row["entries"], row["sets"], row["weighings"], saved_at, undone_at)


def add_imported(connection: Connection, rows: Iterable[Sequence[Any]]) -> None:
    """Note which entries came from where: member, key, entry, import, fingerprints and start each."""
    connection.executemany(
        "INSERT INTO imported_entries (member_id, source_key, entry_id, import_id, prints, started) "
        "VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT (member_id, source_key, entry_id) "
        "DO UPDATE SET import_id = excluded.import_id, prints = excluded.prints",
        rows,
    )


def add_weighings(connection: Connection, rows: Iterable[Sequence[Any]]) -> None:
    """Note which weighings came from where: member, key, weighing and import each."""
    connection.executemany(
        "INSERT INTO imported_weighings (member_id, source_key, weighing_id, import_id) VALUES (?, ?, ?, ?) "
        "ON CONFLICT (member_id, source_key, weighing_id) DO UPDATE SET import_id = excluded.import_id",
        rows,
    )


def weighings_of(connection: Connection, member_id: int, import_id: int) -> list[int]:
    """Return the ids of the weighings that came with an import."""
    rows = connection.execute(
        "SELECT weighing_id FROM imported_weighings WHERE member_id = ? AND import_id = ?", (member_id, import_id)
    )
    return [row[0] for row in rows]


def entries_after(
    connection: Connection, member_id: int, after: tuple[str, int, int], limit: int
) -> list[tuple[str, int, int]]:
    """Return the day, time and id of the entries in the log that come after one, oldest first."""
    rows = connection.execute(
        "SELECT day, performed_at, id FROM entries WHERE member_id = ? AND undone_at IS NULL "
        "AND (day, performed_at, id) > (?, ?, ?) ORDER BY day, performed_at, id LIMIT ?",
        (member_id, *after, limit),
    )
    return [(row[0], row[1], row[2]) for row in rows]


def make_way(connection: Connection, ids: Iterable[tuple[int, int]]) -> None:
    """Delete entries that are undone, by member and id, for the same are coming back."""
    connection.executemany("DELETE FROM entries WHERE member_id = ? AND id = ? AND undone_at IS NOT NULL", list(ids))


def undo(connection: Connection, member_id: int, import_id: int, now: datetime) -> bool:
    """Take everything of an import out of the log and forget that it is known; False when that is done, or none."""
    changed = connection.execute(
        "UPDATE imports SET undone_at = ? "
        "WHERE member_id = ? AND id = ? AND saved_at IS NOT NULL AND undone_at IS NULL",
        (to_micros(now), member_id, import_id),
    )
    if changed.rowcount != 1:
        return False
    mine = (member_id, member_id, import_id)
    connection.execute(f"UPDATE sets SET live = 0 WHERE member_id = ? AND entry_id IN {_THOSE}", mine)  # noqa: S608
    connection.execute(
        f"UPDATE entries SET undone_at = ? WHERE member_id = ? AND undone_at IS NULL AND id IN {_THOSE}",  # noqa: S608
        (to_micros(now), *mine),
    )
    connection.execute("DELETE FROM imported_entries WHERE member_id = ? AND import_id = ?", (member_id, import_id))
    connection.execute("DELETE FROM imported_weighings WHERE member_id = ? AND import_id = ?", (member_id, import_id))
    return True


def export_member(connection: Connection, member_id: int) -> dict[str, Any]:
    """Return everything these tables hold of a member, as JSON can carry it."""
    held = rows_of(connection, TABLES, member_id)
    for row in held["staged_imports"]:
        row["file"] = zlib.decompress(row["file"]).decode(errors="replace")
    return held


def delete_member(connection: Connection, member_id: int) -> None:
    """Delete everything these tables hold of a member."""
    delete_rows_of(connection, TABLES, member_id)
