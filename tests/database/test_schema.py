"""Both databases have the same migrations, tables, columns and keys."""

import pytest

from bot.database import migrate, open_database
from bot.database.catalogue import tables_of_sqlite
from tests import look
from tests.postgres import Room

_COLUMNS = (
    "SELECT column_name AS name, data_type AS kind, is_nullable = 'NO' AS needed FROM information_schema.columns "
    "WHERE table_schema = 'public' AND table_name = ?"
)
_KEY = (
    "SELECT kcu.column_name AS name FROM information_schema.table_constraints tc "
    "JOIN information_schema.key_column_usage kcu ON kcu.constraint_name = tc.constraint_name "
    "AND kcu.table_name = tc.table_name "
    "WHERE tc.table_schema = 'public' AND tc.table_name = ? AND tc.constraint_type = 'PRIMARY KEY' "
    "ORDER BY kcu.ordinal_position"
)
_KINDS = {"bigint": "INTEGER", "text": "TEXT", "bytea": "BLOB"}


@pytest.fixture
async def urls(postgres_room: Room, tmp_path: object) -> tuple[str, str]:
    url = f"sqlite:///{tmp_path}/spotter.db"
    await (await open_database(url)).close()
    return url, postgres_room.emptied()


def test_both_have_migrations_of_the_same_names() -> None:
    named = [[path.name for _, path in migrate.available(database)] for database in ("sqlite", "postgres")]
    assert named[0] == named[1]


def test_both_have_the_same_tables(urls: tuple[str, str]) -> None:
    sqlite, postgres = urls
    assert look.tables(sqlite) == look.tables(postgres)


def test_tables_have_the_same_columns_in_both(urls: tuple[str, str]) -> None:
    sqlite, postgres = urls
    for table in look.tables(sqlite):
        lite = look.rows(
            sqlite, f"SELECT name, type AS kind, \"notnull\" OR pk AS needed FROM pragma_table_info('{table}')"
        )
        full = look.rows(postgres, _COLUMNS, table)
        assert {(row["name"], row["kind"], bool(row["needed"])) for row in lite} == {
            (row["name"], _KINDS[row["kind"]], bool(row["needed"])) for row in full
        }, table


def test_tables_have_the_same_primary_keys_in_both(urls: tuple[str, str]) -> None:
    sqlite, postgres = urls
    for table in look.tables(sqlite):
        lite = look.rows(sqlite, f"SELECT name FROM pragma_table_info('{table}') WHERE pk > 0 ORDER BY pk")
        full = look.rows(postgres, _KEY, table)
        assert [row["name"] for row in lite] == [row["name"] for row in full], table


LED_BY_ANOTHER = {"tip_asks": "author_id", "process_state": "name", "leases": "name", "migrations": "version"}
"""docs/scaling.md says why."""


def test_every_table_is_led_by_a_member_or_a_server(urls: tuple[str, str]) -> None:
    with look.connected(urls[0]) as connection:
        led = {table.name: table.key[0] for table in tables_of_sqlite(connection)}
    assert {table: column for table, column in led.items() if column not in ("member_id", "guild_id")} == LED_BY_ANOTHER


def test_every_text_is_compared_by_its_characters(urls: tuple[str, str]) -> None:
    loose = look.rows(
        urls[1],
        "SELECT table_name, column_name FROM information_schema.columns WHERE table_schema = 'public' "
        "AND data_type = 'text' AND collation_name IS DISTINCT FROM 'C'",
    )
    assert [tuple(row) for row in loose] == []


def test_both_have_the_same_indexes(urls: tuple[str, str]) -> None:
    sqlite, postgres = urls
    lite = look.rows(sqlite, "SELECT name FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL")
    full = look.rows(postgres, "SELECT indexname AS name FROM pg_indexes WHERE schemaname = 'public'")
    assert {row["name"] for row in lite} <= {row["name"] for row in full}
