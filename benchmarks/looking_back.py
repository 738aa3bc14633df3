"""Looking back at years of training: history, records, progress, and the charts of it."""

import asyncio
import random
import tempfile
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

from benchmarks.effort import Effort
from benchmarks.figures import Chapter, Comparison, Fact, Floor, percentile
from benchmarks.lag import felt
from benchmarks.training import LIFTS, MOST_SETS, fill
from bot.charts.chart import Chart, Charts
from bot.charts.workshop import Workshop
from bot.database import open_database
from bot.house import House, build_house
from bot.instants import system_clock
from bot.lifts.review.series import Metric
from bot.settings import Settings

_MEMBER = 1
_KEY = "rXw3k2mCqGQ1g5iHn0m1b6Xn0d9cQ0j0m1O9v3m0b5E="

Look = Callable[[House, int], Awaitable[Any]]
"""One thing that members look back at; the number differs each time."""


class NoCharts:
    """Draws nothing: what is measured is the data."""

    async def draw(self, _: Chart) -> bytes:
        """Return no picture."""
        return b""

    async def close(self) -> None:
        """Nothing to end."""


async def _history(house: House, turn: int) -> None:
    await house.logbook.history(_MEMBER, _MEMBER, LIFTS[turn % 5] if turn % 2 else None, turn % 50)


async def _records(house: House, turn: int) -> None:
    if turn % 2:
        await house.records.of_lift(_MEMBER, _MEMBER, LIFTS[turn % 5])
    else:
        await house.records.overview(_MEMBER, _MEMBER, 0)


async def _progress(house: House, turn: int) -> None:
    await house.progress.show(_MEMBER, LIFTS[turn % 5], list(Metric)[turn % 3], "all")


_LOOKS: dict[str, Look] = {"history": _history, "records": _records, "progress, its data": _progress}


async def in_a_large_database(effort: Effort) -> Chapter:
    """Measure what one member's looking back takes in a small and in a large database."""
    each = min(MOST_SETS, effort.sets // 10)
    small, large = max(1, effort.sets // 100 // each), effort.sets // each
    waits: dict[str, list[tuple[list[float], list[float]]]] = {name: [] for name in _LOOKS}
    async with _opened(each, small, NoCharts()) as one, _opened(each, large, NoCharts()) as other:
        for _ in range(effort.rounds):
            for name, look in _LOOKS.items():
                waits[name].append(await _in_turn(look, one, other, effort.singles))
    comparisons = [
        Comparison(
            f"{name}, {label}",
            "ms",
            [1000 * percentile(few, share) for few, _ in rounds],
            [1000 * percentile(many, share) for _, many in rounds],
            floor=Floor(1.3) if label == "p99" else None,
        )
        for name, rounds in waits.items()
        for label, share in (("p50", 0.5), ("p99", 0.99))
    ]
    sides = (f"in {small * each:,} sets", f"in {large * each:,} sets")
    method = (
        f"{effort.rounds} rounds of {effort.singles} looks at each database in turn, through the use cases, by one "
        f"member with {each:,} sets of {len(LIFTS)} lifts; other members have as many."
    )
    return Chapter("Looking back, in a small and in a large database", method, comparisons, sides=sides)


async def charts(effort: Effort) -> Chapter:
    """Measure a chart of ten years, from the database to the picture, and what the loop that answers feels of it."""
    workshop = Workshop()
    took: list[list[float]] = []
    lags: list[list[float]] = []
    idle: list[list[float]] = []
    async with _opened(min(MOST_SETS, effort.sets), 1, workshop) as house:
        began = time.perf_counter()
        await _progress(house, 0)
        first = time.perf_counter() - began
        for _ in range(effort.rounds):
            idle.append(await felt(asyncio.sleep(0.5)))
            drawn: list[float] = []
            lags.append(await felt(_draw(house, effort.charts, drawn)))
            took.append(drawn)
    facts = [
        Fact("A chart, p50", "ms", [1000 * percentile(some, 0.5) for some in took], Floor(100)),
        Fact("A chart, p99", "ms", [1000 * percentile(some, 0.99) for some in took]),
        Fact("Lag of the loop meanwhile, p99", "ms", [1000 * percentile(some, 0.99) for some in lags], Floor(5)),
        Fact("Lag of the loop while nothing is drawn, p99", "ms", [1000 * percentile(some, 0.99) for some in idle]),
        Fact("The first chart, which starts the worker", "ms", [1000 * first]),
    ]
    method = (
        f"{effort.rounds} rounds of {effort.charts} charts one after the other: e1RM, top set and volume over ten "
        "years, with their data. The lag is how late a timer of 1 ms comes."
    )
    return Chapter("Charts", method, [], facts)


@asynccontextmanager
async def _opened(each: int, members: int, drawing: Charts) -> AsyncIterator[House]:
    """Give a house over a database in which so many members have so many sets each, all alike."""
    with tempfile.TemporaryDirectory(prefix="spotter-bench-") as folder:
        path = Path(folder) / "spotter.db"
        database = await open_database(f"sqlite:///{path}")
        try:
            await fill(database, range(_MEMBER, _MEMBER + members), each)
            settings = Settings(database_url=f"sqlite:///{path}", spotter_secret_key=_KEY)
            yield build_house(settings, database, system_clock, random.Random(1), drawing)
            await drawing.close()
        finally:
            await database.close()


async def _in_turn(look: Look, one: House, other: House, count: int) -> tuple[list[float], list[float]]:
    waits: tuple[list[float], list[float]] = ([], [])
    for turn in range(count):
        for house, waited in zip((one, other), waits, strict=True):
            began = time.perf_counter()
            await look(house, turn)
            waited.append(time.perf_counter() - began)
    return waits


async def _draw(house: House, count: int, took: list[float]) -> None:
    for turn in range(count):
        began = time.perf_counter()
        await _progress(house, turn)
        took.append(time.perf_counter() - began)
