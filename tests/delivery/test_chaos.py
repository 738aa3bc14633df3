"""Whatever goes wrong, each row is seen once or is undeliverable for the right reason: the courier alone, many seeds.

`tests/wire/test_chaos.py` does the same with the whole bot; here a crash is a task that ends in the middle.
"""

import asyncio
import os
import random
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

import pytest

from bot.delivery.courier import LEASE
from bot.delivery.post import Later, Refused

from .conftest import CHANNEL, Hands, Office

SEEDS = int(os.environ.get("CHAOS_SEEDS", "40" if os.environ.get("CI") == "true" else "10"))
ROWS = 40
MEMBERS = range(1, 9)
CLOSED, FICKLE = (1, 2), (3, 4)
_REMEMBERED = timedelta(minutes=3)
_HOUR = 3600


@dataclass
class ShakyDiscord:
    """Takes messages, each nonce once within minutes; loses requests and answers, and brings the process down."""

    chance: random.Random
    clock: Hands
    shaky: bool = True
    closed: set[int] = field(default_factory=lambda: set(CLOSED))
    seen: Counter[str] = field(default_factory=Counter)
    _nonces: dict[str, datetime] = field(default_factory=dict)
    _standing: dict[int, set[Any]] = field(default_factory=lambda: defaultdict(set))

    async def open(self, member_id: int) -> int:
        self._may_fail()
        return member_id

    async def send(self, channel_id: int, letter: Any, *, nonce: str) -> None:
        self._may_fail()
        if channel_id in self.closed:
            raise Refused("dms_closed")
        known = self._nonces.get(nonce)
        if known is None or self.clock.now - known > _REMEMBERED:
            self.seen[nonce] += 1
            self._nonces[nonce] = self.clock.now
            self._standing[channel_id].add(letter)
        self._may_fail()

    async def post(self, channel_id: int, letter: Any, *, nonce: str) -> None:
        await self.send(channel_id, letter, nonce=nonce)

    async def stands(self, channel_id: int, letter: Any) -> bool:
        self._may_fail()
        return letter in self._standing[channel_id]

    async def call(self, channel_id: int, member_id: int, *, nonce: str) -> None:
        self._may_fail()

    def _may_fail(self) -> None:
        if self.shaky and self.chance.random() < 0.2:
            failures = (Later("http_503"), Later("unreachable"), Later("http_429", timedelta(seconds=9)))
            raise self.chance.choice((*failures, TimeoutError(), asyncio.CancelledError()))


@pytest.mark.parametrize("seed", range(1, SEEDS + 1))
async def test_nothing_is_lost_and_nothing_is_doubled(office: Office, seed: int) -> None:
    print(f"seed {seed}")  # noqa: T201 - pytest shows it with a failure
    chance = random.Random(seed)
    discord = ShakyDiscord(chance, office.clock)
    courier = office.new_courier("0", post=discord, new_a_minute=60)
    owner = dict[int, int]()
    for row_id in range(1, ROWS + 1):
        owner[row_id] = chance.choice(MEMBERS)
        due_at = office.clock.now + timedelta(seconds=chance.randrange(2 * _HOUR))
        await office.owe(row_id, member_id=owner[row_id], due_at=due_at, channel_id=chance.choice((None, CHANNEL)))
    for step in range(1, 60):
        await courier.run_due()
        office.clock.move(seconds=chance.choice((1, 10, 100, LEASE.total_seconds(), _HOUR, -_HOUR / 2)))
        if chance.random() < 0.3:
            discord.closed ^= {chance.choice(FICKLE)}
        if chance.random() < 0.3:
            courier = office.new_courier(str(step), post=discord, new_a_minute=60)
    discord.shaky = False
    for _ in range(60):
        office.clock.move(hours=1)
        await courier.run_due()
    wrong = []
    for row_id, member_id in owner.items():
        row = await office.row(row_id)
        how = row["state"], row["code"] if row["state"] == "undeliverable" else None, discord.seen[str(row_id)]
        fine = how == ("delivered", None, 1) and member_id not in CLOSED
        refused = how == ("undeliverable", "dms_closed", 0) and member_id in (*CLOSED, *FICKLE)
        if not (fine or refused):
            wrong.append((row_id, member_id, how))
    assert wrong == []
