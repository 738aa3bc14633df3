"""What units of work take on each database: alone, many at once, and read. Both flush each commit to the disk."""

import asyncio
import random
import tempfile
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AsyncExitStack, asynccontextmanager
from datetime import UTC, datetime
from decimal import Decimal
from itertools import count
from pathlib import Path

from benchmarks.effort import Effort
from benchmarks.figures import Chapter, Comparison, Fact, percentile
from bot.database import Database, open_database
from bot.lifts import store
from bot.lifts.entries import Entry
from bot.lifts.sets import Set
from bot.lifts.weight import Load, Weight
from bot.members import store as members
from tests import postgres

_NOW = datetime(2026, 3, 4, tzinfo=UTC)
_MEMBERS = 200
_SETS = tuple(Set(Load(Weight(Decimal(100 + number), "kg")), 5) for number in range(5))

_Measure = Callable[[Database, Effort], Awaitable[float]]


async def both(effort: Effort) -> Chapter:
    """Measure SQLite and, where it is installed, PostgreSQL, in turn."""
    measures: dict[tuple[str, str], _Measure] = {
        ("An entry of five sets written, p50", "ms"): _written,
        (f"Entries written by {effort.in_flight} tasks at once", "/s"): _written_together,
        ("The bests of a lift read, p50", "ms"): _read,
        ("A member's preferences at a glance, p50", "ms"): _glanced,
    }
    async with _opened() as databases:
        found = {
            what: [[await measure(one, effort) for one in databases] for _ in range(effort.rounds)]
            for what, measure in measures.items()
        }
    columns = {what: list(zip(*rounds, strict=True)) for what, rounds in found.items()}
    method = f"{effort.rounds} rounds of {effort.singles} units one after the other, and of {effort.many} at once."
    title, sides = "Units of work", ("SQLite", "PostgreSQL")
    if len(databases) == 1:
        facts = [Fact(name, unit, values[0]) for (name, unit), values in columns.items()]
        return Chapter(title, f"{method} SQLite alone: {postgres.INSTALL}.", [], facts)
    comparisons = [Comparison(name, unit, values[0], values[1]) for (name, unit), values in columns.items()]
    return Chapter(title, f"{method} PostgreSQL through its socket on the same machine.", comparisons, sides=sides)


@asynccontextmanager
async def _opened() -> AsyncIterator[list[Database]]:
    async with AsyncExitStack() as stack:
        folder = stack.enter_context(tempfile.TemporaryDirectory(prefix="spotter-bench-"))
        urls = [f"sqlite:///{Path(folder) / 'spotter.db'}"]
        if postgres.programs() is not None:
            server = await asyncio.to_thread(postgres.start, durable=True)
            stack.callback(postgres.stop, server)
            urls.append(server.create("bench"))
        databases = []
        for url in urls:
            databases.append(await open_database(url))
            stack.push_async_callback(databases[-1].close)
        yield databases


_ids = count(1)


def _entry(chance: random.Random) -> Entry:
    return Entry(
        member_id=chance.randrange(_MEMBERS),
        id=next(_ids),
        exercise_id="squat",
        sets=_SETS,
        day=_NOW.date(),
        performed_at=_NOW,
        logged_at=_NOW,
    )


async def _written(database: Database, effort: Effort) -> float:
    chance = random.Random(1)
    return await _p50(effort, lambda: database.write(store.add_entry, _entry(chance)))


async def _written_together(database: Database, effort: Effort) -> float:
    chance, left = random.Random(2), iter(range(effort.many))

    async def task() -> None:
        for _ in left:
            await database.write(store.add_entry, _entry(chance))

    began = time.perf_counter()
    await asyncio.gather(*(task() for _ in range(effort.in_flight)))
    return effort.many / (time.perf_counter() - began)


async def _read(database: Database, effort: Effort) -> float:
    chance = random.Random(3)
    return await _p50(effort, lambda: database.read(store.bests, chance.randrange(_MEMBERS), "squat"))


async def _glanced(database: Database, effort: Effort) -> float:
    chance = random.Random(4)
    return await _p50(effort, lambda: database.glance(members.preferences, chance.randrange(_MEMBERS), None))


async def _p50(effort: Effort, one: Callable[[], Awaitable[object]]) -> float:
    """Return the milliseconds that one takes."""
    took = []
    for _ in range(effort.singles):
        began = time.perf_counter()
        await one()
        took.append(1000 * (time.perf_counter() - began))
    return percentile(took, 0.5)
