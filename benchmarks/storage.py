"""Where storage is the subject: the database beside raw sqlite3, with the same statements."""

import asyncio
import random
import sqlite3
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from decimal import Decimal
from functools import partial
from pathlib import Path
from typing import Any

from benchmarks.effort import Effort
from benchmarks.figures import Chapter, Comparison, Floor, Relation, percentile
from benchmarks.training import LIFTS, MOST_SETS, fill
from bot.database import Database, open_database
from bot.instants import system_clock
from bot.lifts import store
from bot.lifts.entries import Entry
from bot.lifts.sets import Set
from bot.lifts.weight import Load, Weight

_MEMBER = 1
_NOW = datetime(2026, 3, 4, 18, tzinfo=UTC)
_WHOLE = """
    SELECT * FROM entries JOIN sets ON sets.member_id = entries.member_id AND sets.entry_id = entries.id
    WHERE entries.member_id = ? AND entries.undone_at IS NULL ORDER BY day, entries.performed_at, entries.id, position
"""


async def writing(effort: Effort) -> Chapter:
    """Measure an entry with its sets added and committed, alone and with many waiting."""
    entries, many = _entries(), effort.many // 3
    alone: list[tuple[list[float], list[float]]] = []
    rates: tuple[list[float], list[float]] = ([], [])
    with tempfile.TemporaryDirectory(prefix="spotter-bench-") as folder:
        raw = await _raw(Path(folder) / "raw.db")
        database = await open_database(f"sqlite:///{folder}/spotter.db")
        try:
            for _ in range(effort.rounds):
                alone.append(await _alone(raw, database, entries, effort.singles))
                rates[0].append(_one_by_one(raw, entries, many))
                rates[1].append(await _together(database, entries, many, effort.in_flight))
        finally:
            await database.close()
            raw.close()
    comparisons = [
        *_percentiles("an entry alone", alone),
        Comparison(
            f"entries a second, {effort.in_flight} waiting", "/s", *rates, Relation.SHARE, Floor(100.0, at_least=True)
        ),
    ]
    method = (
        f"{effort.rounds} rounds of {effort.singles} entries alone, in turn, and of {many} in a row; an entry "
        "with five sets, two INSERTs, a WAL and `synchronous=FULL` on both sides. Raw sqlite3 runs them in the "
        "caller's thread with a COMMIT each; the database runs them on its own, and commits together what waits."
    )
    return Chapter("Writing, beside raw sqlite3", method, comparisons, sides=("raw sqlite3", "Spotter's database"))


async def reading(effort: Effort) -> Chapter:
    """Measure the whole history of a member, as rows and as what Spotter makes of them."""
    number = min(MOST_SETS, effort.sets // 10)
    count = max(2, effort.singles // 30)
    with tempfile.TemporaryDirectory(prefix="spotter-bench-") as folder:
        database = await open_database(f"sqlite:///{folder}/spotter.db")
        raw = sqlite3.connect(f"{folder}/spotter.db")
        try:
            await fill(database, range(_MEMBER, _MEMBER + 1), number)
            took = [await _whole(raw, database, count) for _ in range(effort.rounds)]
        finally:
            raw.close()
            await database.close()
    method = (
        f"{effort.rounds} rounds of {count} readings of {number:,} sets in turn: raw, one SELECT as "
        "tuples; Spotter, entries with their sets, exact weights and instants, as an export takes them."
    )
    sides = ("raw sqlite3", "Spotter's store")
    return Chapter("Reading, beside raw sqlite3", method, _percentiles("the history", took), sides=sides)


def _percentiles(name: str, took: list[tuple[list[float], list[float]]]) -> list[Comparison]:
    return [
        Comparison(
            f"{name}, {label}",
            "ms",
            [1000 * percentile(raw, share) for raw, _ in took],
            [1000 * percentile(ours, share) for _, ours in took],
        )
        for label, share in (("p50", 0.5), ("p99", 0.99))
    ]


def _entries() -> Iterator[Entry]:
    """Yield new entries without end, of a hundred members in turn."""
    chance, number = random.Random(5), 0
    while True:
        number += 1
        load = Load(Weight(Decimal(chance.randrange(80, 400)) / 2, "kg"))
        yield Entry(number % 100, number, LIFTS[number % 5], (Set(load, 5),) * 5, _NOW.date(), _NOW, _NOW)


async def _raw(path: Path) -> sqlite3.Connection:
    """Return a plain connection to a database with Spotter's tables."""
    await (await open_database(f"sqlite:///{path}")).close()
    raw = sqlite3.connect(path, isolation_level=None)
    raw.execute("PRAGMA journal_mode = WAL")
    raw.execute("PRAGMA synchronous = FULL")
    return raw


def _commit(raw: sqlite3.Connection, entry: Entry) -> None:
    raw.execute("BEGIN IMMEDIATE")
    store.add_entry(raw, entry)
    raw.execute("COMMIT")


async def _alone(
    raw: sqlite3.Connection, database: Database, entries: Iterator[Entry], count: int
) -> tuple[list[float], list[float]]:
    waits: tuple[list[float], list[float]] = ([], [])
    for entry in (next(entries) for _ in range(count)):
        waits[0].append(_timed(partial(_commit, raw, entry)))
        began = time.perf_counter()
        await database.write(store.add_entry, entry)
        waits[1].append(time.perf_counter() - began)
    return waits


def _one_by_one(raw: sqlite3.Connection, entries: Iterator[Entry], count: int) -> float:
    """Return how many entries a second are committed one after the other."""
    made = [next(entries) for _ in range(count)]
    began = time.perf_counter()
    for entry in made:
        _commit(raw, entry)
    return count / (time.perf_counter() - began)


async def _together(database: Database, entries: Iterator[Entry], count: int, in_flight: int) -> float:
    """Return how many entries a second are committed while so many are always waiting."""
    made = iter([next(entries) for _ in range(count)])

    async def add_again() -> None:
        for entry in made:
            await database.write(store.add_entry, entry)

    began = time.perf_counter()
    await asyncio.gather(*(add_again() for _ in range(in_flight)))
    return count / (time.perf_counter() - began)


async def _whole(raw: sqlite3.Connection, database: Database, count: int) -> tuple[list[float], list[float]]:
    today = system_clock().date()
    waits: tuple[list[float], list[float]] = ([], [])
    for _ in range(count):
        waits[0].append(_timed(lambda: raw.execute(_WHOLE, (_MEMBER,)).fetchall()))
        began = time.perf_counter()
        await database.read(store.entries_between, _MEMBER, today.min, today, None)
        waits[1].append(time.perf_counter() - began)
    return waits


def _timed(work: Callable[[], Any]) -> float:
    began = time.perf_counter()
    work()
    return time.perf_counter() - began
