"""Years of training, made up: the same for every member, as rows that go straight into the tables."""

import random
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any

from bot.database import Database
from bot.instants import system_clock
from bot.lifts import store
from bot.lifts.entries import Entry
from bot.lifts.sets import Kind, Set
from bot.lifts.weight import Load, Weight

LIFTS = ("back_squat", "bench_press", "deadlift", "overhead_press", "barbell_row")
MOST_SETS = 10_000
"""Of one member: ten years, two lifts every other day."""
_SETS = 5  # of an entry: a warm-up and four that count
_LIFTS_A_DAY = 2
_SOMEBODY = 1


async def fill(database: Database, members: Iterable[int], number: int) -> None:
    """Give each member so many sets."""
    entries = list(_entries(number))
    rows: list[list[tuple[Any, ...]]] = [
        [store.entry_row(entry) for entry in entries],
        [row for entry in entries for row in store.set_rows(entry)],
    ]
    for member in members:
        await database.write(store.add_rows, *([(member, *row[1:]) for row in table] for table in rows))


def _entries(number: int) -> Iterator[Entry]:
    """Yield the entries of years of training, two lifts every other day up to yesterday."""
    chance = random.Random(1)
    count = number // _SETS
    day = system_clock().date() - timedelta(days=1 + 2 * (count // _LIFTS_A_DAY))
    for place in range(count):
        if place % _LIFTS_A_DAY == 0:
            day += timedelta(days=2)
        at = datetime(day.year, day.month, day.day, 17, place % 60, tzinfo=UTC)
        lift = LIFTS[(place + place // len(LIFTS)) % len(LIFTS)]
        yield Entry(_SOMEBODY, place + 1, lift, _sets(place, chance), day, at, at)


def _sets(place: int, chance: random.Random) -> tuple[Set, ...]:
    weights = [Decimal(60 + place // 100 + chance.randrange(24)) + Decimal("0.5") for _ in range(_SETS)]
    return tuple(
        Set(
            Load(Weight(weight, "kg")),
            5 if index < 3 else chance.choice((3, 5, 8)),
            kind=Kind.WORKING if index else Kind.WARM_UP,
        )
        for index, weight in enumerate(weights)
    )
