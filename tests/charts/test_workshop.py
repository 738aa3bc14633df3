"""The worker: its pictures, its end, and that the bot's own process never imports matplotlib."""

import asyncio
import os
import signal
import subprocess
import sys
from collections.abc import AsyncIterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from bot.charts import workshop as workshops
from bot.charts.chart import CannotDraw, Chart, Point
from bot.charts.workshop import Workshop
from tests.observing import Recorder

ROOT = Path(__file__).resolve().parents[2]
CHART = Chart("Squat", "kg", (Point(date(2026, 3, 4), 140.0),))
PNG = b"\x89PNG"


@pytest.fixture
async def workshop() -> AsyncIterator[Workshop]:
    made = Workshop()
    yield made
    await made.close()


def runs(pid: int) -> bool:
    """Whether there is such a process that has not ended."""
    try:
        return "Z" not in Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
    except FileNotFoundError:
        return False


def environment_of(pid: int) -> str:
    return Path(f"/proc/{pid}/environ").read_text()


async def gone(pid: int) -> bool:
    """Whether a process ends within ten seconds."""
    for _ in range(200):
        if not runs(pid):
            return True
        await asyncio.sleep(0.05)
    return False


def pid_of(workshop: Workshop) -> int:
    assert workshop.worker_pid is not None
    return workshop.worker_pid


async def test_charts_are_drawn_by_one_worker(workshop: Workshop) -> None:
    pictures = await asyncio.gather(*(workshop.draw(CHART) for _ in range(3)))
    assert all(picture.startswith(PNG) for picture in pictures)
    assert pid_of(workshop) != os.getpid()


async def test_the_worker_goes_away_when_idle_and_another_comes() -> None:
    workshop = Workshop(idle_seconds=0.01)
    await workshop.draw(CHART)
    for _ in range(200):
        if workshop.worker_pid is None:
            break
        await asyncio.sleep(0.02)
    assert workshop.worker_pid is None
    assert (await workshop.draw(CHART)).startswith(PNG)
    await workshop.close()


async def test_closing_ends_the_worker(workshop: Workshop) -> None:
    await workshop.draw(CHART)
    pid = pid_of(workshop)
    await workshop.close()
    assert not runs(pid)


async def test_a_workshop_that_drew_nothing_closes_twice(workshop: Workshop) -> None:
    await workshop.close()
    await workshop.close()


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
async def test_a_stop_that_is_meant_for_the_bot_leaves_the_worker_at_work(
    workshop: Workshop, number: signal.Signals
) -> None:
    await workshop.draw(CHART)
    os.kill(pid_of(workshop), number)
    before = pid_of(workshop)
    assert (await workshop.draw(CHART)).startswith(PNG)
    assert pid_of(workshop) == before


async def test_a_worker_that_was_killed_is_replaced(workshop: Workshop) -> None:
    await workshop.draw(CHART)
    pid = pid_of(workshop)
    os.kill(pid, signal.SIGKILL)
    assert await gone(pid)
    assert (await workshop.draw(CHART)).startswith(PNG)


async def test_what_cannot_be_drawn_is_said_and_the_next_can(workshop: Workshop) -> None:
    broken: Any = "no chart"
    with pytest.raises(CannotDraw, match="AttributeError"):
        await workshop.draw(broken)
    assert (await workshop.draw(CHART)).startswith(PNG)


async def test_a_worker_that_hangs_is_given_up(workshop: Workshop, monkeypatch: pytest.MonkeyPatch) -> None:
    await workshop.draw(CHART)
    os.kill(pid_of(workshop), signal.SIGSTOP)
    with monkeypatch.context() as patched:
        patched.setattr(workshops, "_LONGEST", 0.1)
        with pytest.raises(CannotDraw, match="over"):
            await workshop.draw(CHART)
    assert (await workshop.draw(CHART)).startswith(PNG)


BOT_THAT_IS_KILLED = """
import asyncio, os, signal
from tests.charts.test_workshop import CHART, Workshop

async def main():
    workshop = Workshop()
    await workshop.draw(CHART)
    print(workshop.worker_pid, flush=True)
    os.kill(os.getpid(), signal.SIGKILL)

asyncio.run(main())
"""


async def test_the_worker_does_not_outlive_a_bot_that_was_killed() -> None:
    bot = await asyncio.create_subprocess_exec(
        sys.executable, "-c", BOT_THAT_IS_KILLED, cwd=ROOT, stdout=asyncio.subprocess.PIPE
    )
    said, _ = await bot.communicate()
    assert await gone(int(said))


async def test_the_worker_is_not_given_the_token(workshop: Workshop, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DISCORD_TOKEN", "secret")
    await workshop.draw(CHART)
    assert "secret" not in environment_of(pid_of(workshop))


IMPORTED = """
import sys
import bot.process, bot.demo
from bot.charts import workshop
print([name for name in ("matplotlib", "numpy") if name in sys.modules])
"""


def test_the_bots_own_process_never_imports_matplotlib() -> None:
    done = subprocess.run([sys.executable, "-c", IMPORTED], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


async def test_the_observer_is_told_of_charts_that_were_drawn_and_of_those_that_were_not(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    recorder = Recorder()
    workshop = Workshop(observer=recorder)
    await workshop.draw(CHART)
    monkeypatch.setattr(workshops, "_LONGEST", 0.0)
    with pytest.raises(CannotDraw):
        await workshop.draw(CHART)
    await workshop.close()
    assert recorder.told == [("chart", "drawn"), ("chart", "failed")]


async def test_where_no_worker_can_be_started_the_numbers_have_to_do(
    workshop: Workshop, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "executable", "/nowhere/python")
    with pytest.raises(CannotDraw, match="no worker can be started"):
        await workshop.draw(CHART)
    monkeypatch.undo()
    assert (await workshop.draw(CHART)).startswith(PNG)
