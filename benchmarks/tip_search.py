"""How fast `/tip search` finds in a server with many tips, misspelt words and all."""

import random
import tempfile
import time
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

from benchmarks.effort import Effort
from benchmarks.figures import Chapter, Fact, Floor, percentile
from bot.areas import Area
from bot.data import read_toml
from bot.database import Connection, open_database
from bot.house import build_house
from bot.sealing import new_key
from bot.settings import Settings
from bot.tips import store
from bot.tips.kinds import Kind, When
from bot.tips.library import Library
from bot.tips.tip import State, Suggestion

_SERVER, _AUTHOR, _READER = 1, 2, 3
_FIRST = 1000
_NOW = datetime(2026, 3, 4, tzinfo=UTC)
_LETTERS = "abcdefghiklmnoprstuvw"


async def search(effort: Effort) -> Chapter:
    """Measure searches for one to five words of a tip, two in five of them misspelt; some after a new tip."""
    chance = random.Random(4)
    texts = _texts(chance, effort.tips)
    took: list[list[float]] = []
    renewed: list[float] = []
    with tempfile.TemporaryDirectory(prefix="spotter-bench-") as folder:
        path = Path(folder) / "spotter.db"
        database = await open_database(f"sqlite:///{path}")
        try:
            settings = Settings(database_url=f"sqlite:///{path}", spotter_secret_key=new_key())
            library = build_house(settings, database, lambda: _NOW, chance).library
            await database.write(_fill, texts)
            await library.search(_SERVER, _READER, "walking")
            for number in range(effort.rounds):
                took.append([await _one(library, _query(chance, texts)) for _ in range(effort.singles)])
                await database.write(_add, _FIRST + len(texts) + number, "Hanging from the bar for a minute")
                renewed.append(await _one(library, _query(chance, texts)))
        finally:
            await database.close()
    facts = [
        Fact("A search, p50", "ms", [1000 * percentile(some, 0.5) for some in took]),
        Fact("A search, p99", "ms", [1000 * percentile(some, 0.99) for some in took], Floor(10)),
        Fact("The first search after a new tip", "ms", [1000 * one for one in renewed]),
    ]
    method = (
        f"{effort.rounds} rounds of {effort.singles} searches among {len(texts):,} tips, up to their cards: "
        "one to five words of a tip, two in five of them misspelt."
    )
    return Chapter("Searching tips", method, [], facts)


async def _one(library: Library, query: str) -> float:
    began = time.perf_counter()
    await library.search(_SERVER, _READER, query)
    return time.perf_counter() - began


def _texts(chance: random.Random, number: int) -> list[str]:
    """Return made-up tips: mostly words of the starter tips, some that hardly any other has."""
    usual = " ".join(str(tip["text"]) for tip in read_toml("tips.toml")["tips"]).split()
    rare = ["".join(chance.choices(_LETTERS, k=chance.randint(4, 9))) for _ in range(8000)]
    return [
        " ".join(chance.choice(usual if chance.random() < 0.8 else rare) for _ in range(chance.randint(8, 60)))
        for _ in range(number)
    ]


def _query(chance: random.Random, texts: Sequence[str]) -> str:
    words = chance.choice(texts).split()
    chosen = chance.sample(words, min(len(words), chance.randint(1, 5)))
    return " ".join(word if chance.random() < 0.6 or len(word) < 4 else word[:2] + word[3:] for word in chosen)


def _fill(connection: Connection, texts: Sequence[str]) -> None:
    for number, text in enumerate(texts):
        _add(connection, _FIRST + number, text)


def _add(connection: Connection, tip_id: int, text: str) -> None:
    suggestion = Suggestion(tip_id, text, Area.LOWER_BACK, Kind.RECOVERY, When.AFTER, anonymous=True)
    store.put(connection, _SERVER, _AUTHOR, suggestion, State.PUBLISHED, _NOW)
