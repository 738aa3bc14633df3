"""Charts over the wire: a picture from the worker, and a stop of the whole group that leaves nothing running."""

import os
import signal
from pathlib import Path

import pytest

from tests.wire import BotProcess
from tests.wire.place import Place


def runs(pid: int) -> bool:
    return Path(f"/proc/{pid}").exists()


def children_of(bot: BotProcess) -> list[int]:
    """Return the processes that the bot has started and that still run."""
    pid = bot.process.pid
    return [int(child) for child in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()] + [
        int(child)
        for task in Path(f"/proc/{pid}/task").iterdir()
        if task.name != str(pid)
        for child in (task / "children").read_text().split()
    ]


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
async def test_a_stop_of_all_processes_ends_the_bot_and_its_worker_in_order(
    place: Place, number: signal.Signals
) -> None:
    async with place.running() as bot:
        await place.wire.slash(place.anna, place.channel, "log", entry="squat 100x5")
        answer = await place.wire.slash(place.anna, place.channel, "progress", lift="squat")
        await place.wire.until(lambda: "Best: " in answer.text, seconds=20, what="the chart")
        (worker,) = children_of(bot)
        for pid in (worker, bot.process.pid):
            os.kill(pid, number)
        assert await bot.ended() == 0
        assert "Traceback" not in bot.stderr
        await place.wire.until(lambda: not runs(worker), seconds=5, what="the end of the worker")
