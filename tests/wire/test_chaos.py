"""Whatever goes wrong, each reminder is seen exactly once, or listed as undeliverable with the right reason.

20 seeds in continuous integration (CI=true), a few elsewhere; CHAOS_SEEDS and CHAOS_ROWS ask for more than that:
`CHAOS_SEEDS=200 CHAOS_ROWS=1000 pytest tests/wire/test_chaos.py`.
"""

import os
import random
from pathlib import Path

import pytest

from tests.wire import WireDiscord
from tests.wire.chaos import Chaos

SEEDS = int(os.environ.get("CHAOS_SEEDS", "20" if os.environ.get("CI") == "true" else "4"))
ROWS = int(os.environ.get("CHAOS_ROWS", "150"))


@pytest.mark.parametrize("seed", range(1, SEEDS + 1))
async def test_nothing_is_lost_and_nothing_is_doubled(seed: int, tmp_path: Path) -> None:
    print(f"seed {seed}, {ROWS} rows")  # noqa: T201 - pytest shows it with a failure
    async with WireDiscord() as wire:
        chaos = Chaos(wire, tmp_path, random.Random(seed), ROWS)
        try:
            await chaos.run()
        finally:
            print("\n".join(chaos.what_happened))  # noqa: T201 - pytest shows it with a failure
        print(chaos.effort())  # noqa: T201
        assert chaos.wrong() == []
