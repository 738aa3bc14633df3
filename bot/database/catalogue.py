"""What tables a database has, with their columns and keys, asked of SQLite or PostgreSQL itself."""

from collections.abc import Callable
from dataclasses import dataclass

from bot.database.port import Connection

_SQLITE_TABLES = "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY name"
_SQLITE_COLUMNS = "SELECT name, pk FROM pragma_table_info(?) ORDER BY name"
_SQLITE_REFERENCES = 'SELECT "table" AS name FROM pragma_foreign_key_list(?)'
_TABLES = "SELECT table_name AS name FROM information_schema.tables WHERE table_schema = current_schema() ORDER BY 1"
_COLUMNS = (
    "SELECT c.column_name AS name, COALESCE(k.ordinal_position, 0) AS pk FROM information_schema.columns c "
    "LEFT JOIN information_schema.table_constraints t ON t.table_schema = c.table_schema "
    "AND t.table_name = c.table_name AND t.constraint_type = 'PRIMARY KEY' "
    "LEFT JOIN information_schema.key_column_usage k ON k.table_schema = t.table_schema "
    "AND k.constraint_name = t.constraint_name AND k.column_name = c.column_name "
    "WHERE c.table_schema = current_schema() AND c.table_name = ? ORDER BY 1"
)
_REFERENCES = (
    "SELECT r.confrelid::regclass::text AS name FROM pg_constraint r "
    "WHERE r.contype = 'f' AND r.conrelid = to_regclass(?)"
)


@dataclass(frozen=True)
class Table:
    """A table: its columns by name, and those of its primary key in the key's order."""

    name: str
    columns: tuple[str, ...]
    key: tuple[str, ...]


def tables_of_sqlite(connection: Connection) -> list[Table]:
    """Return the tables of a SQLite database, each after those it refers to."""
    return _tables(connection, _SQLITE_TABLES, _SQLITE_COLUMNS, _SQLITE_REFERENCES)


def tables_of_postgres(connection: Connection) -> list[Table]:
    """Return the tables of a PostgreSQL database, each after those it refers to."""
    return _tables(connection, _TABLES, _COLUMNS, _REFERENCES)


TablesOf = Callable[[Connection], list[Table]]


def _tables(connection: Connection, tables: str, columns: str, references: str) -> list[Table]:
    found = []
    refers: dict[str, set[str]] = {}
    for (name,) in connection.execute(tables).fetchall():
        described = connection.execute(columns, (name,)).fetchall()
        key = sorted((row["pk"], row["name"]) for row in described if row["pk"])
        found.append(Table(name, tuple(row["name"] for row in described), tuple(column for _, column in key)))
        refers[name] = {row["name"] for row in connection.execute(references, (name,)).fetchall()} - {name}
    return sorted(found, key=lambda table: (_depth(table.name, refers), table.name))


def _depth(name: str, refers: dict[str, set[str]]) -> int:
    """Return how many tables stand in a row behind one that must be filled first."""
    return max((1 + _depth(other, refers) for other in refers.get(name, ())), default=0)
