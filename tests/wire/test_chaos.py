"""Whatever goes wrong, each reminder is seen exactly once, or listed as undeliverable with the right reason.

CHAOS_SEEDS and CHAOS_ROWS ask for more than continuous integration takes: `CHAOS_SEEDS=200 CHAOS_ROWS=1000 pytest …`.
"""

import os
import random
import time
from pathlib import Path

import pytest

from tests.wire import WireDiscord
from tests.wire.chaos import Chaos

SEEDS = int(os.environ.get("CHAOS_SEEDS", "20"))
ROWS = int(os.environ.get("CHAOS_ROWS", "150"))


@pytest.mark.parametrize("seed", range(1, SEEDS + 1))
async def test_nothing_is_lost_and_nothing_is_doubled(seed: int, tmp_path: Path) -> None:
    print(f"seed {seed}, {ROWS} rows")  # noqa: T201 - pytest shows it with a failure
    async with WireDiscord() as wire:
        chaos = Chaos(wire, tmp_path, random.Random(seed), ROWS, time.time())
        try:
            await chaos.run()
        finally:
            print("\n".join(chaos.what_happened))  # noqa: T201 - pytest shows it with a failure
        print(chaos.effort())  # noqa: T201
        assert chaos.wrong() == []
