"""What a member waits for while they type `/log`: its offers, letter by letter."""

import asyncio
import random
from collections.abc import Iterator, Sequence
from pathlib import Path

from benchmarks.bots import BARE, SPOTTER, Stage, stages
from benchmarks.effort import Effort
from benchmarks.figures import Chapter, Comparison, Floor, Relation, percentile
from benchmarks.training import MOST_SETS, fill
from bot.database import Connection, open_database
from bot.lifts.exercises import custom_id
from bot.lifts.words import store
from bot.lifts.words.words import MOST_OWN

_PAUSE = 0.002
_MEMBERS = 30
"""In turn, for none of them is offered anything when they type faster than a person can."""
_PERCENTILES = (("p50", 0.5), ("p99", 0.99))
_OWN = tuple(
    f"{bar} {what} {number}"
    for number in ("one", "two", "three", "four", "five")
    for bar in ("Axle", "Buffalo", "Cambered", "Dinnie", "Earthquake", "Fat", "Globe", "Hex", "Inch", "Junkyard")
    for what in ("clean", "carry", "deadlift", "hold", "jerk", "lunge", "press", "row", "squat", "walk")
)[:MOST_OWN]
_BEGUN = (
    "deadlift {0}kg 5x5 @8",
    "benhc pres {0}x5, {1}x3",
    "junkyard carry {0} 3x20m",
    "romanian dl {0} 3x8",
    "sqaut",
)


async def letter_by_letter(effort: Effort) -> Chapter:
    """Measure the offers at each letter for members with long logs and many words of their own."""
    sets = min(MOST_SETS, effort.sets // 10)
    async with stages(BARE, SPOTTER, members=_MEMBERS) as (bare, spotter):
        await _fill(spotter.home / "spotter.db", [person.id for person, _ in spotter.people], sets)
        for stage in (bare, spotter):
            await stage.start()
        letters = _letters(random.Random(3))
        await _in_turn(bare, spotter, letters, effort.singles)
        rounds = [await _in_turn(bare, spotter, letters, effort.singles) for _ in range(effort.rounds)]
    comparisons = [
        Comparison(
            f"offers, {name}",
            "ms",
            [1000 * percentile(plain, share) for plain, _ in rounds],
            [1000 * percentile(offered, share) for _, offered in rounds],
            Relation.MORE,
            Floor(5.0) if name == "p99" else None,
        )
        for name, share in _PERCENTILES
    ]
    method = (
        f"{effort.rounds} rounds of {effort.singles} letters, each in turn with a bare reply and 2 ms apart, by "
        f"{_MEMBERS} members in turn, each with {sets:,} sets and {len(_OWN)} exercises of their own: entries typed "
        "letter by letter, with new weights each time, some of them misspelt, some of the members' own exercises."
    )
    return Chapter(f"Typing `/{SPOTTER.command}`", method, comparisons)


async def _fill(path: Path, members: Sequence[int], sets: int) -> None:
    database = await open_database(f"sqlite:///{path}")
    try:
        await fill(database, members, sets)
        for member_id in members:
            await database.write(_keep_own, member_id)
    finally:
        await database.close()


def _keep_own(connection: Connection, member_id: int) -> None:
    for name in _OWN:
        store.keep(connection, member_id, custom_id(name), name, MOST_OWN)


def _letters(chance: random.Random) -> Iterator[str]:
    """Yield what stands in the option after each letter, entry after entry, without end."""
    while True:
        entry = chance.choice(_BEGUN).format(chance.randrange(200, 1600) / 8, chance.randrange(200, 1600) / 8)
        yield from (entry[:end] for end in range(1, len(entry) + 1) if entry[end - 1] != " ")


async def _in_turn(bare: Stage, spotter: Stage, letters: Iterator[str], count: int) -> tuple[list[float], list[float]]:
    waits: tuple[list[float], list[float]] = ([], [])
    for _ in range(count):
        waits[0].append(await bare.ask())
        await asyncio.sleep(_PAUSE)
        waits[1].append(await spotter.type_in(next(letters)))
        await asyncio.sleep(_PAUSE)
    return waits
