"""Moving in: what an import takes, large and small, and what everybody else feels of it."""

import asyncio
import random
import tempfile
import time
from collections.abc import Awaitable
from datetime import datetime, timedelta
from itertools import islice, product
from typing import TypeVar

from benchmarks.effort import Effort
from benchmarks.figures import Chapter, Fact, Floor, percentile
from benchmarks.lag import felt, while_felt
from bot.database import open_database
from bot.house import House, build_house
from bot.instants import system_clock
from bot.settings import Settings

_HEADER = "Date,Workout Name,Duration,Exercise Name,Set Order,Weight,Reps,Distance,Seconds,Notes,Workout Notes,RPE"
_LIFTS = ("Squat (Barbell)", "Bench Press (Barbell)", "Deadlift (Barbell)", "Pull Up", "Calf Press (Machine)")
_SETS = range(1, 6)
_KEY = "rXw3k2mCqGQ1g5iHn0m1b6Xn0d9cQ0j0m1O9v3m0b5E="
_SMALL = (100, 1000, 3000)
"""Rows of files that members send far more often: a month, a year, three years."""

T = TypeVar("T")


async def imports(effort: Effort) -> Chapter:
    """Measure the dry run and the save of Strong's files, and how late the loop is meanwhile."""
    idle = [1000 * percentile(await felt(asyncio.sleep(0.5)), 0.99) for _ in range(effort.rounds)]
    facts = [fact for rows in (*_SMALL, effort.rows) for fact in await _of(rows, effort.rounds)]
    method = (
        f"{effort.rounds} rounds, a fresh database each, through the use cases: a file of Strong's is looked over, "
        "then saved. The lag is how late a timer of 1 ms comes."
    )
    facts.append(Fact("Lag of the loop while nothing is moved in, p99", "ms", idle))
    return Chapter("Moving in", method, [], facts)


async def _of(rows: int, rounds: int) -> list[Fact]:
    file = _export(rows)
    looked, saved, together, lags = [], [], [], []
    for _ in range(rounds):
        with tempfile.TemporaryDirectory(prefix="spotter-bench-") as folder:
            settings = Settings(database_url=f"sqlite:///{folder}/spotter.db", spotter_secret_key=_KEY)
            database = await open_database(settings.database_url)
            dry, whole, late = await _moved_in(build_house(settings, database, system_clock, random.Random(1)), file)
            await database.close()
        looked.append(dry)
        saved.append(whole)
        together.append(dry + whole)
        lags.append(1000 * percentile(late, 0.99))
    size = f"{rows:,} rows, {len(file) / 2**20:.1f} MB"
    return [
        Fact(f"{size}: dry run", "s", looked),
        Fact(f"{size}: save", "s", saved),
        Fact(f"{size}: both", "s", together, Floor(10)),
        Fact(f"{size}: lag of the loop, p99", "ms", lags, Floor(5)),
    ]


async def _moved_in(house: House, file: bytes) -> tuple[float, float, list[float]]:
    """Return the seconds of the dry run and of the save of a file, and how late the loop was meanwhile."""
    late: list[float] = []

    async def timed(work: Awaitable[T]) -> tuple[T, float]:
        began = time.perf_counter()
        return await while_felt(work, late), time.perf_counter() - began

    preview, dry = await timed(house.importing.begin(1, file))
    await house.importing.choose_unit(1, preview.id, "kg")
    _, saving = await timed(house.importing.save(1, preview.id))
    return dry, saving, late


def _export(rows: int) -> bytes:
    """Return a file of Strong's of so many sets, a workout a day up to yesterday."""
    workouts = rows // (len(_LIFTS) * len(_SETS)) + 1
    first = system_clock().replace(tzinfo=None, hour=17, minute=5, second=3, microsecond=0) - timedelta(days=workouts)
    days: list[datetime] = [first + timedelta(days=number) for number in range(workouts)]
    sets = (
        f'{day},"Day {number % 3}",1h 5m,"{lift}",{order},{60 + number % 80}.5,5,0,0,,,8'
        for (number, day), lift, order in product(enumerate(days), _LIFTS, _SETS)
    )
    return "\n".join([_HEADER, *islice(sets, rows)]).encode()
