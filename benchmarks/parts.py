"""Where the time of a `/log` goes: its parts, one by one and in one process."""

import random
import tempfile
import time
from collections.abc import Awaitable, Callable, Iterator
from datetime import timedelta
from itertools import count, islice
from typing import Any

from benchmarks.effort import Effort
from benchmarks.figures import Chapter, Fact
from benchmarks.training import MOST_SETS, fill
from bot.database import Connection, open_database
from bot.house import House, build_house
from bot.instants import system_clock
from bot.lifts import keeping
from bot.lifts.entries import Entry, Purpose
from bot.lifts.plausibility import Doubt
from bot.lifts.reading import read
from bot.lifts.sets import Reading
from bot.lifts.standing import Standing, logged
from bot.sealing import new_key
from bot.settings import Settings
from cogs.lifts.cards import logged_card
from cogs.lifts.entry import logged_view

_MEMBER, _SERVER = 1, 2
_FIRST = 10**9
_UNIT = "what stands, what is doubted, the entry and its sets added, up to the COMMIT"

Part = Callable[[], Awaitable[Any]]


async def of_an_answer(effort: Effort) -> Chapter:
    """Measure each part of an answer to `/log` by itself, by a member with a long log."""
    took: dict[str, list[float]] = {}
    sets = min(MOST_SETS, effort.sets // 10)
    with tempfile.TemporaryDirectory(prefix="spotter-bench-") as folder:
        url = f"sqlite:///{folder}/spotter.db"
        database = await open_database(url)
        try:
            await fill(database, range(_MEMBER, _MEMBER + 1), sets)
            house = build_house(
                Settings(database_url=url, spotter_secret_key=new_key()), database, system_clock, random.Random(1)
            )
            entries = _entries(house)
            parts = await _parts(house, *next(entries))
            for _ in range(effort.rounds):
                for name, part in parts.items():
                    took.setdefault(name, []).append(await _each(part, effort.singles))
                took.setdefault(_UNIT, []).append(await database.write(_units, entries, effort.singles))
        finally:
            await database.close()
    method = (
        f"{effort.rounds} rounds of {effort.singles} of each, in one process without Discord, by a member with "
        f"{sets:,} sets. What `/log` alone takes beyond a bare reply is these, once each, and a COMMIT to the disk, "
        "during which it is worked out what was beaten, and the card and its buttons are made; in a live process about "
        "twice that, for nothing is warm there. The rest of both is discord.py and aiohttp: an interaction read from "
        "the gateway, its answer sent and acknowledged."
    )
    return Chapter("Where the time of `/log` goes", method, [], [Fact(name, "µs", took[name]) for name in took])


async def _parts(house: House, entry: Entry, reading: Reading) -> dict[str, Part]:
    stands = await house.database.write(_save, entry, reading)
    done = logged(entry, stands, house.logbook.catalogue, public=True)
    card, view = logged_card(done), logged_view(done)
    weights = count(800)
    return {
        "preferences": lambda: house.members.preferences(_MEMBER),
        "the member's and the server's words": lambda: house.words.of(_MEMBER, _SERVER),
        "reading a text that was not read before": _now(
            lambda: read(f"deadlift {next(weights) / 8:g}kg 5x5", house.logbook.catalogue, "kg")
        ),
        "to the database's thread and back, with nothing to do": lambda: house.database.write(_nothing),
        "what it beat": _now(lambda: logged(entry, stands, house.logbook.catalogue, public=True)),
        "its card": _now(lambda: logged_card(done)),
        "its buttons": _now(lambda: logged_view(done)),
        "both as JSON": _now(lambda: (card.to_dict(), view.to_components())),
    }


def _now(work: Callable[[], Any]) -> Part:
    async def part() -> Any:
        return work()

    return part


async def _each(part: Part, number: int) -> float:
    """Return the microseconds that one takes."""
    began = time.perf_counter()
    for _ in range(number):
        await part()
    return 1e6 * (time.perf_counter() - began) / number


def _entries(house: House) -> Iterator[tuple[Entry, Reading]]:
    """Yield what a member may log, each on a day of its own, with weights that vary as in training."""
    for number in count():
        (reading,) = read(f"deadlift {100 + number % 11}kg 5x5", house.logbook.catalogue, "kg")
        at = house.clock() + timedelta(days=number)
        yield Entry(_MEMBER, _FIRST + number, reading.exercise.id, reading.sets, at.date(), at, at), reading


def _save(connection: Connection, entry: Entry, reading: Reading) -> Standing:
    """Add an entry as `/log` does, and return what it has to beat."""
    saved = keeping.save(connection, entry, reading, Purpose.NEW, sure=False, body_on=None)
    if isinstance(saved, Doubt):
        raise TypeError(f"{entry} is doubted")
    return saved.stands


def _nothing(_: Connection) -> None:
    return None


def _units(connection: Connection, entries: Iterator[tuple[Entry, Reading]], number: int) -> float:
    """Return the microseconds that one unit takes, without the COMMIT."""
    made = list(islice(entries, number))
    began = time.perf_counter()
    for entry, reading in made:
        _save(connection, entry, reading)
    return 1e6 * (time.perf_counter() - began) / number
