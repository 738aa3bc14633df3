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
_ALONE = 100
"""Reminders that are due one by one while nothing else is."""
_A_FEW = 1000
_SINGLE = 1
_HALF_A_YEAR = timedelta(days=180)


async def in_the_same_second(effort: Effort) -> Chapter:
    """Measure how long a crowd of reminders takes under Discord's limit, and what a command waits meanwhile."""
    async with stages(SPOTTER, servers=10, members=effort.due) as (stage,):
        stage.wire.rest.requests_a_second = DISCORDS_LIMIT
        due_at = datetime.now(UTC) + timedelta(seconds=_START_SECONDS + effort.idle)
        members = [person.id for person, _ in stage.people]
        alone = {
            member: due_at - timedelta(seconds=1 + effort.idle * (number + 1) / (_ALONE + 1))
            for number, member in enumerate(members[:_ALONE])
        }
        await _fill(stage.home / "spotter.db", [(one, alone.get(one, due_at)) for one in members], stage)
        await stage.start()
        await _asked(stage, lambda: datetime.now(UTC) > due_at - timedelta(seconds=effort.idle + 1))
        idle = await _asked(stage, lambda: datetime.now(UTC) > due_at - timedelta(seconds=1))
        await asyncio.sleep(max(0.0, (due_at - datetime.now(UTC)).total_seconds()))
        late = _late(stage, alone)
        began = time.perf_counter()
        busy = await _asked(stage, lambda: stage.wire.rest.sent_once >= effort.due)
        took = time.perf_counter() - began
        calm = time.perf_counter() + effort.idle
        idle += await _asked(stage, lambda: time.perf_counter() > calm)
        limited = stage.wire.rest.limited
    best = (effort.due - _ALONE) / DISCORDS_LIMIT
    return Chapter(
        f"{effort.due - _ALONE:,} reminders due in the same second",
        f"To {effort.due - _ALONE:,} members with known direct messages, by a server that refuses more than "
        f"{DISCORDS_LIMIT} requests in any second; `/log` is used 15 to 20 times a second before, meanwhile and after.",
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
        [
            Fact("Requests refused with 429", "", [limited], Floor(0)),
            Fact(f"Late by, p99 of {_ALONE} due one by one before", "ms", [1000 * percentile(late, 0.99)], Floor(100)),
        ],
        sides=("idle, or at the limit", "meanwhile"),
    )


async def of_many(effort: Effort) -> Chapter:
    """Measure the start, and a look for what is due, with few and with very many rows."""
    starts: list[list[float]] = [[], []]
    looks: list[list[float]] = [[], []]
    async with stages(SPOTTER, SPOTTER, servers=1, members=1) as both:
        for stage, rows in zip(both, (_A_FEW, effort.scheduled), strict=True):
            later = datetime.now(UTC) + _HALF_A_YEAR
            await _fill(stage.home / "spotter.db", [(member, later) for member in range(1, rows + 1)], None)
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


def _late(stage: Stage, due: dict[int, datetime]) -> list[float]:
    """Return by how many seconds each of these reached Discord after it was due; its nonce is the member's id."""
    clock = datetime.now(UTC) - timedelta(seconds=time.perf_counter())
    sent = {entry.json["nonce"]: entry.at for entry in stage.wire.sent("POST", "/messages")}
    return [(clock + timedelta(seconds=sent[str(member)]) - at).total_seconds() for member, at in due.items()]


async def _fill(path: Path, dues: Sequence[tuple[int, datetime]], known: Stage | None) -> None:
    """Owe each member a reminder at an instant; with `known`, in the direct messages that they have there."""
    doors = [] if known is None else [(one, known.wire.world.get_dm_channel(one).id) for one, _ in dues]
    database = await open_database(f"sqlite:///{path}")
    try:
        for first in range(0, len(dues), 20_000):
            await database.write(_owe, [(one, to_micros(at)) for one, at in dues[first : first + 20_000]])
        await database.write(_know, doors)
    finally:
        await database.close()


def _owe(connection: Connection, dues: Sequence[tuple[int, int]]) -> None:
    connection.executemany(
        "INSERT INTO reminders (member_id, id, what, at, made_at) VALUES (?, ?, 'stretch', ?, ?)",
        [(one, _SINGLE, at, at) for one, at in dues],
    )
    connection.executemany(
        "INSERT INTO reminder_occurrences (member_id, id, reminder_id, due_at) VALUES (?, ?, ?, ?)",
        [(one, one, _SINGLE, at) for one, at in dues],
    )
    connection.executemany(
        "INSERT INTO deliveries (member_id, id, kind, subject_id, due_at, try_at) VALUES (?, ?, ?, ?, ?, ?)",
        [(one, one, KIND, _SINGLE, at, at) for one, at in dues],
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
