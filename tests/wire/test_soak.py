"""After a long day of ordinary use the bot takes as much of its machine as in the morning.

60,000 interactions as a trial, for CI has not the time for more; `make soak` lets 200,000 happen, in ten minutes on
two free cores.
"""

from pathlib import Path
from random import Random

import pytest

from tests.wire import WireDiscord
from tests.wire.forging.oracle import complaints
from tests.wire.place import Place
from tests.wire.soaking import Day, Footprint

MORNING = 20_000
"""Until then caches fill: readings of texts, SQLite's pages, what is imported when it is first used."""
MORE = 1.1
GRACE_SECONDS = 30


@pytest.mark.parametrize(
    "count", [pytest.param(60_000, marks=pytest.mark.trial), pytest.param(200_000, marks=pytest.mark.soak)]
)
async def test_memory_tasks_threads_and_open_files_do_not_grow(tmp_path: Path, port: int, count: int) -> None:
    metrics = f"http://127.0.0.1:{port}/metrics"
    async with WireDiscord(keep=2_000, light=True, answer_seconds=60) as wire:
        day = Day.begin(wire, Random(count))
        place = Place(wire, tmp_path, day.people[0][1], day.people[0][0])
        async with place.running(LOG_FORMAT="json", METRICS_ADDRESS=f"127.0.0.1:{port}") as bot:
            await day.go_on(MORNING)
            morning = await Footprint.of(bot.process.pid, metrics)
            await day.go_on(count - MORNING)
            evening = await Footprint.of(bot.process.pid, metrics)
            assert await bot.terminate(GRACE_SECONDS) == 0
    print(f"morning {morning}, evening {evening}")  # noqa: T201 - pytest shows it with -s, or a failure
    assert complaints(bot.stderr, ()) == []
    assert evening.mib <= MORE * morning.mib
    assert evening.tasks <= morning.tasks + 5
    assert evening.threads <= morning.threads + 1  # the worker of charts comes and goes, and its pipe
    assert evening.files <= morning.files + 4
