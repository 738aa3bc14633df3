"""Reminders: thousands due in the same second, and a million due some day."""

import asyncio
import time
from collections.abc import Callable, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path

from benchmarks.bots import SPOTTER, Stage, stages
from benchmarks.effort import Effort
from benchmarks.figures import Chapter, Comparison, Fact, Floor, percentile
from bot.database import Connection, open_database
from bot.delivery import store as delivery_store
from bot.instants import to_micros
from bot.reminders.course import KIND

DISCORDS_LIMIT = 50
"""Requests a second that a bot has in all."""
_PAUSE = 0.05
_START_SECONDS = 8.0
_A_FEW = 1000
_SINGLE = 1
_HALF_A_YEAR = timedelta(days=180)


async def in_the_same_second(effort: Effort) -> Chapter:
    """Measure how long a crowd of reminders takes under Discord's limit, and what a command waits meanwhile."""
    async with stages(SPOTTER, servers=10, members=effort.due) as (stage,):
        stage.wire.rest.requests_a_second = DISCORDS_LIMIT
        due_at = datetime.now(UTC) + timedelta(seconds=_START_SECONDS + effort.idle)
        await _fill(stage.home / "spotter.db", [person.id for person, _ in stage.people], due_at, stage)
        await stage.start()
        await _asked(stage, lambda: datetime.now(UTC) > due_at - timedelta(seconds=effort.idle + 1))
        idle = await _asked(stage, lambda: datetime.now(UTC) > due_at - timedelta(seconds=1))
        await asyncio.sleep(max(0.0, (due_at - datetime.now(UTC)).total_seconds()))
        began = time.perf_counter()
        busy = await _asked(stage, lambda: stage.wire.rest.sent_once >= effort.due)
        took = time.perf_counter() - began
        calm = time.perf_counter() + effort.idle
        idle += await _asked(stage, lambda: time.perf_counter() > calm)
        limited = stage.wire.rest.limited
    best = effort.due / DISCORDS_LIMIT
    return Chapter(
        f"{effort.due:,} reminders due in the same second",
        f"To {effort.due:,} members with known direct messages, by a server that refuses more than {DISCORDS_LIMIT} "
        "requests in any second; `/log` is used 15 to 20 times a second before, meanwhile and afterwards.",
        [
            Comparison(
                "`/log`, p99",
                "ms",
                [1000 * percentile(idle, 0.99)],
                [1000 * percentile(busy, 0.99)],
                floor=Floor(2.0),
            ),
            Comparison("`/log`, p50", "ms", [1000 * percentile(idle, 0.5)], [1000 * percentile(busy, 0.5)]),
            Comparison("all delivered", "s", [best], [took], floor=Floor(1.05)),
        ],
        [Fact("Requests refused with 429", "", [limited], Floor(0))],
        sides=("idle, or at the limit", "meanwhile"),
    )


async def of_many(effort: Effort) -> Chapter:
    """Measure the start, and a look for what is due, with few and with very many rows."""
    starts: list[list[float]] = [[], []]
    looks: list[list[float]] = [[], []]
    async with stages(SPOTTER, SPOTTER, servers=1, members=1) as both:
        for stage, rows in zip(both, (_A_FEW, effort.scheduled), strict=True):
            later = datetime.now(UTC) + _HALF_A_YEAR
            await _fill(stage.home / "spotter.db", range(1, rows + 1), later, None)
            await stage.start()  # makes what a first start makes
            await stage.stop()
        for _ in range(effort.rounds):
            for which, stage in enumerate(both):
                starts[which].append(await stage.start())
                await stage.stop()
                looks[which].append(await _look(stage.home / "spotter.db"))
    return Chapter(
        f"{effort.scheduled:,} reminders scheduled",
        f"{effort.rounds} rounds, in turn, beside {_A_FEW:,} of them. A look is what the courier does at each turn: "
        "claim what is due, and find when the next is.",
        [
            Comparison("start", "s", starts[0], starts[1], floor=Floor(1.2)),
            Comparison("a look", "ms", looks[0], looks[1], floor=Floor(1.2)),
        ],
        sides=(f"{_A_FEW:,} rows", f"{effort.scheduled:,} rows"),
    )


async def _asked(stage: Stage, until: Callable[[], bool]) -> list[float]:
    waits = []
    while not until():
        waits.append(await stage.ask())
        await asyncio.sleep(_PAUSE)
    return waits


async def _fill(path: Path, members: Sequence[int], due_at: datetime, known: Stage | None) -> None:
    """Owe each member a reminder at that instant; with `known`, in the direct messages that they have there."""
    doors = [] if known is None else [(one, known.wire.world.get_dm_channel(one).id) for one in members]
    database = await open_database(f"sqlite:///{path}")
    try:
        for first in range(0, len(members), 20_000):
            await database.write(_owe, members[first : first + 20_000], due_at)
        await database.write(_know, doors)
    finally:
        await database.close()


def _owe(connection: Connection, members: Sequence[int], due_at: datetime) -> None:
    at = to_micros(due_at)
    connection.executemany(
        "INSERT INTO reminders (member_id, id, what, at, made_at) VALUES (?, ?, 'stretch', ?, ?)",
        [(one, _SINGLE, at, at) for one in members],
    )
    connection.executemany(
        "INSERT INTO reminder_occurrences (member_id, id, reminder_id, due_at) VALUES (?, ?, ?, ?)",
        [(one, one, _SINGLE, at) for one in members],
    )
    connection.executemany(
        "INSERT INTO deliveries (member_id, id, kind, subject_id, due_at, try_at) VALUES (?, ?, ?, ?, ?, ?)",
        [(one, one, KIND, _SINGLE, at, at) for one in members],
    )


def _know(connection: Connection, doors: Sequence[tuple[int, int]]) -> None:
    connection.executemany("INSERT INTO dm_channels (member_id, channel_id) VALUES (?, ?)", doors)


async def _look(path: Path) -> float:
    """Return the milliseconds of one look."""
    database = await open_database(f"sqlite:///{path}")
    try:
        took = []
        for _ in range(50):
            now = datetime.now(UTC)
            began = time.perf_counter()
            await database.write(delivery_store.claim, now=now, until=now, owner="bench", limit=25)
            await database.read(delivery_store.next_look)
            took.append(1000 * (time.perf_counter() - began))
        return percentile(took, 0.5)
    finally:
        await database.close()
