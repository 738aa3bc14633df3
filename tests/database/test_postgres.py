"""What is PostgreSQL's own: conflicts, lost connections, refusals, and statements in its dialect."""

import asyncio
import threading
from collections.abc import AsyncIterator, Callable
from decimal import Decimal
from enum import StrEnum
from pathlib import Path
from typing import Any

import psycopg
import pytest
from psycopg_pool import PoolClosed

from bot.database import Connection, migrate, open_database, postgres, process_state
from bot.database.address import shown
from bot.database.dialect import translated
from bot.database.postgres import PostgresDatabase
from bot.errors import OperatorError
from tests import look
from tests.postgres import Room, Server, halt, launch, start, stop

Terminate = Callable[[], None]


class Unit(StrEnum):
    KG = "kg"


@pytest.fixture
def url(postgres_room: Room) -> str:
    return postgres_room.emptied()


@pytest.fixture
async def opened(url: str) -> AsyncIterator[PostgresDatabase]:
    database = await PostgresDatabase.open(url)
    yield database
    await database.close()


def cut(url: str) -> None:
    """End every other connection to the database, as a restart of the server does."""
    look.rows(
        url,
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
        "WHERE datname = current_database() AND application_name = 'spotter'",
    )


def count_up(connection: Connection) -> int:
    number = int(process_state.recall(connection, "count") or 0) + 1
    process_state.remember(connection, "count", str(number))
    return number


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("SELECT ? + ?", b"SELECT $1 + $2"),
        ("SELECT '?', ?, 'it''s ?'", b"SELECT '?', $1, 'it''s ?'"),
        ("SELECT 1 /*! FOR UPDATE SKIP LOCKED */", b"SELECT 1 FOR UPDATE SKIP LOCKED"),
        ("SELECT 1 /* why */", b"SELECT 1 /* why */"),
    ],
)
def test_statements_are_turned_into_its_dialect(written: str, meant: bytes) -> None:
    assert translated(written) == meant


def values(connection: Connection, *given: Any) -> list[Any]:
    row = connection.execute(f"SELECT {', '.join(['?'] * len(given))}", given).fetchone()
    return list(row)


async def test_values_come_back_as_from_sqlite(opened: PostgresDatabase) -> None:
    given = (2**63 - 1, -1, True, "ü 🏋", Unit.KG, b"\x00\xff", None)
    assert await opened.read(values, *given) == [2**63 - 1, -1, 1, "ü 🏋", "kg", b"\x00\xff", None]


async def test_sums_are_whole_numbers(opened: PostgresDatabase) -> None:
    def total(connection: Connection) -> Any:
        return connection.execute(
            "SELECT SUM(x) FROM (VALUES (CAST(? AS BIGINT)), (?)) AS given (x)", (1, 2)
        ).fetchone()

    found = (await opened.read(total))[0]
    assert (found, isinstance(found, Decimal)) == (3, False)


async def test_texts_are_compared_by_their_characters(opened: PostgresDatabase) -> None:
    for name in ("b", "A", "a", "B", "ä"):
        await opened.write(process_state.remember, name, "")
    ordered = await opened.read(
        lambda c: [row["name"] for row in c.execute("SELECT name FROM process_state ORDER BY name")]
    )
    assert ordered == ["A", "B", "a", "b", "ä"]


async def test_a_row_is_found_by_name_by_position_and_as_a_dict(opened: PostgresDatabase) -> None:
    row = await opened.read(lambda c: c.execute("SELECT 1 AS one, 2 AS two").fetchone())
    assert (row["one"], row[1], tuple(row), dict(row), len(row)) == (1, 2, (1, 2), {"one": 1, "two": 2}, 2)


async def test_a_character_that_it_cannot_hold_is_left_out(opened: PostgresDatabase) -> None:
    await opened.write(process_state.remember, "a", "in\0between")
    assert await opened.read(process_state.recall, "a") == "inbetween"


async def test_units_that_get_in_each_others_way_are_as_if_one_after_the_other(opened: PostgresDatabase) -> None:
    numbers = await asyncio.gather(*(opened.write(count_up) for _ in range(60)))
    assert sorted(numbers) == list(range(1, 61))


async def test_two_processes_get_in_each_others_way_without_loss(opened: PostgresDatabase, url: str) -> None:
    other = await PostgresDatabase.open(url)
    numbers = await asyncio.gather(*(database.write(count_up) for _ in range(30) for database in (opened, other)))
    await other.close()
    assert sorted(numbers) == list(range(1, 61))


async def test_what_two_units_read_and_then_write_past_each_other_is_not_both_kept(opened: PostgresDatabase) -> None:
    """Each adds a row only while there is none: plain snapshots would let both."""
    both, met = threading.Barrier(2), set[str]()

    def add_the_only_one(connection: Connection, name: str) -> bool:
        free: bool = connection.execute("SELECT COUNT(*) FROM process_state").fetchone()[0] == 0
        if name not in met:  # the first time: both have looked before either adds
            met.add(name)
            both.wait(5)
        if free:
            process_state.remember(connection, name, "")
        return free

    added = await asyncio.gather(*(opened.write(add_the_only_one, name) for name in "ab"))
    assert sorted(added) == [False, True]


async def test_lost_connections_are_made_anew(opened: PostgresDatabase, url: str) -> None:
    await asyncio.gather(*(opened.write(count_up) for _ in range(20)))
    cut(url)
    assert await opened.write(count_up) == 21
    cut(url)
    assert await opened.glance(process_state.recall, "count") == "21"
    cut(url)
    assert await opened.read(process_state.recall, "count") == "21"


async def test_a_server_that_was_away_is_found_again(postgres_server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(postgres, "WAIT_SECONDS", 1.0)
    server = start()
    try:
        database = await PostgresDatabase.open(server.create("away"))
        await asyncio.gather(*(database.write(count_up) for _ in range(20)))
        halt(server)
        for _ in range(3):
            with pytest.raises(psycopg.OperationalError):
                await database.write(count_up)
        server = launch(Path(server.folder), server.port)
        assert await asyncio.gather(*(database.read(process_state.recall, "count") for _ in range(10))) == ["20"] * 10
        assert await database.write(count_up) == 21
        await database.close()
    finally:
        stop(server)


async def test_a_server_that_is_away_keeps_no_process_from_ending() -> None:
    server = start()
    try:
        database = await PostgresDatabase.open(server.create("gone"))
        halt(server)
        waiting = [asyncio.create_task(database.write(count_up)) for _ in range(100)]
        await asyncio.sleep(0.1)
        async with asyncio.timeout(postgres.WAIT_SECONDS - 1):
            await database.close()
        outcomes = await asyncio.gather(*waiting, return_exceptions=True)
        assert {type(outcome) for outcome in outcomes} <= {asyncio.CancelledError, PoolClosed}
    finally:
        stop(server)


async def test_what_waits_is_finished_at_the_end(url: str) -> None:
    database = await PostgresDatabase.open(url)
    waiting = [asyncio.create_task(database.write(count_up)) for _ in range(100)]
    await asyncio.sleep(0)
    await database.close()
    assert sorted(await asyncio.gather(*waiting)) == list(range(1, 101))


async def test_a_unit_that_is_cut_off_before_its_commit_is_done_once(opened: PostgresDatabase, url: str) -> None:
    cuts = [cut]

    def interrupted(connection: Connection) -> int:
        number = count_up(connection)
        while cuts:
            cuts.pop()(url)
        process_state.remember(connection, "more", "x")
        return number

    assert await opened.write(interrupted) == 1
    assert await opened.read(process_state.recall, "count") == "1"


async def test_a_unit_whose_commit_was_not_answered_is_not_done_again(
    opened: PostgresDatabase, url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    execute = psycopg.Connection.execute

    def cut_at_commit(self: Any, query: Any, *given: Any, **options: Any) -> Any:
        if query == "COMMIT":
            monkeypatch.setattr(psycopg.Connection, "execute", execute)
            cut(url)
        return execute(self, query, *given, **options)

    await opened.write(count_up)
    monkeypatch.setattr(psycopg.Connection, "execute", cut_at_commit)
    with pytest.raises(psycopg.Error, match="not known"):
        await opened.write(count_up)
    assert await opened.read(process_state.recall, "count") == "1"


async def test_a_unit_that_can_never_be_kept_fails_in_the_end(
    opened: PostgresDatabase, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(postgres, "TRIES", 3)
    tried = []

    def never(connection: Connection) -> None:
        tried.append(connection)
        raise psycopg.errors.SerializationFailure("never")

    with pytest.raises(psycopg.errors.SerializationFailure):
        await opened.write(never)
    assert len(tried) == 4


async def test_a_constraint_that_fails_is_not_tried_again(opened: PostgresDatabase) -> None:
    tried = []

    def twice(connection: Connection) -> None:
        tried.append(connection)
        for _ in range(2):
            connection.execute("INSERT INTO process_state (name, value) VALUES (?, ?)", ("a", "b"))

    with pytest.raises(psycopg.errors.UniqueViolation):
        await opened.write(twice)
    assert len(tried) == 1
    assert await opened.read(process_state.recall, "a") is None


# Starting


async def test_two_processes_migrate_a_new_database_once(postgres_server: Server) -> None:
    url = postgres_server.create("new_one")
    opened = await asyncio.gather(*(open_database(url) for _ in range(3)))
    await asyncio.gather(*(database.close() for database in opened))
    assert "entries" in look.tables(url)


async def test_a_migration_that_fails_leaves_the_database_as_before(
    postgres_server: Server, tmp_path: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    url = postgres_server.create("half_way")
    folder = tmp_path / "postgres"
    folder.mkdir()
    (folder / "0001_good.sql").write_text("CREATE TABLE good (x BIGINT);")
    (folder / "0002_bad.sql").write_text("CREATE TABLE half (x BIGINT); INSERT INTO nowhere VALUES (1);")
    monkeypatch.setattr(migrate, "_FOLDER", tmp_path)
    with pytest.raises(OperatorError, match=r"0002_bad\.sql"):
        await open_database(url)
    assert look.tables(url) == ["good", "migrations"]


async def test_a_database_newer_than_the_code_is_refused(postgres_server: Server) -> None:
    url = postgres_server.create("future")
    await (await open_database(url)).close()
    look.rows(url, "INSERT INTO migrations (version, name) VALUES (9999, 'future') RETURNING 1")
    with pytest.raises(OperatorError, match="9999"):
        await open_database(url)


async def test_a_wrong_password_is_told_without_it(postgres_server: Server) -> None:
    with pytest.raises(OperatorError, match="refuses the name or password") as told:
        await open_database(postgres_server.loopback("postgres", "guessed"))
    assert "guessed" not in str(told.value)


async def test_a_server_that_is_not_there_is_named(postgres_server: Server) -> None:
    with pytest.raises(OperatorError, match=r"postgresql://127\.0\.0\.1:1/x can't be reached"):
        await open_database("postgresql://me:secret@127.0.0.1:1/x")


async def test_a_database_that_is_not_there_is_told(postgres_server: Server) -> None:
    with pytest.raises(OperatorError, match='database "nowhere" does not exist'):
        await open_database(postgres_server.url("nowhere"))


async def test_a_server_that_is_too_old_is_refused(postgres_server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(postgres, "OLDEST", 990000)
    with pytest.raises(OperatorError, match="needs 99 or newer"):
        await open_database(postgres_server.url("postgres"))


def test_an_address_is_shown_without_its_password() -> None:
    assert (
        shown("postgresql://me:secret@db.example:5432/spotter?sslmode=require")
        == "postgresql://db.example:5432/spotter"
    )
