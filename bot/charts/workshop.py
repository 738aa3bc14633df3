"""The workshop: charts drawn in a process of their own, one after the other. The process goes away when idle.

matplotlib takes a second and 60 MB to import and 50 ms of a processor for each chart: the bot's own process, which has
members to answer, never imports it. A plain child at two pipes does what a process pool would, and ends with the bot
however the bot ends; a pool's worker, killed bot or not, would wait on for ever.
"""

import asyncio
import os
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path
from time import perf_counter
from typing import IO, cast

from bot.charts.chart import CannotDraw, Chart
from bot.charts.worker import receive, send
from bot.observer import Observer

IDLE_SECONDS = 120.0
_LONGEST = 30.0
"""Seconds a chart may take, the worker's start and the wait for others included."""
_HOME = Path(__file__).resolve().parents[2]
_PASSED_ON = ("PATH", "HOME", "LANG", "TMPDIR", "MPLCONFIGDIR", "XDG_CACHE_HOME", "SYSTEMROOT")


class Workshop:
    """Draws charts. Starts its worker at the first, and again after a while without any."""

    def __init__(self, idle_seconds: float = IDLE_SECONDS, observer: Observer | None = None) -> None:
        self._idle_seconds = idle_seconds
        self._observer = observer or Observer()
        self._worker: subprocess.Popen[bytes] | None = None
        self._thread: ThreadPoolExecutor | None = None
        self._idle: asyncio.TimerHandle | None = None
        self._waiting = 0
        self._given_up = False

    @property
    def worker_pid(self) -> int | None:
        """The process that draws, while there is one."""
        return None if self._worker is None else self._worker.pid

    async def draw(self, chart: Chart) -> bytes:
        """Return a chart as PNG. Raises CannotDraw; the next chart then has a new worker."""
        loop = asyncio.get_running_loop()
        self._thread = self._thread or ThreadPoolExecutor(1, thread_name_prefix="charts")
        self._begin()
        since, outcome = perf_counter(), "failed"
        try:
            async with asyncio.timeout(_LONGEST):
                picture = await loop.run_in_executor(self._thread, self._ask, chart)
            outcome = "drawn"
        except TimeoutError:
            self._kill()
            raise CannotDraw(f"a chart took over {_LONGEST:g} s") from None
        finally:
            self._finish(loop)
            self._observer.chart(outcome, perf_counter() - since)
        return picture

    async def close(self) -> None:
        """End the worker."""
        if self._idle:
            self._idle.cancel()
        if self._thread:
            thread, self._thread = self._thread, None
            self._kill()
            await asyncio.get_running_loop().run_in_executor(thread, self._end)
            thread.shutdown()

    def _begin(self) -> None:
        self._waiting += 1
        if self._idle:
            self._idle.cancel()
            self._idle = None

    def _finish(self, loop: asyncio.AbstractEventLoop) -> None:
        self._waiting -= 1
        if not self._waiting and self._thread:
            self._idle = loop.call_later(self._idle_seconds, self._thread.submit, self._end)

    def _ask(self, chart: Chart) -> bytes:
        """Have the worker draw, in the workshop's thread; one that has ended meanwhile is replaced."""
        fresh = self._worker is None
        try:
            self._worker = self._worker or _started()
        except OSError as error:  # no memory or no process left for one
            raise CannotDraw(f"no worker can be started: {error!r}") from error
        try:
            send(cast("IO[bytes]", self._worker.stdin), chart)
            done, answer = receive(cast("IO[bytes]", self._worker.stdout))
        except (OSError, EOFError) as error:
            given_up = self._given_up
            self._end()
            if fresh or given_up:
                raise CannotDraw(f"the worker ended: {error!r}") from error
            return self._ask(chart)
        if not done:
            raise CannotDraw(answer)
        picture: bytes = answer
        return picture

    def _kill(self) -> None:
        if self._worker:
            self._given_up = True
            self._worker.kill()

    def _end(self) -> None:
        """End the worker, which draws nothing now, and wait for that."""
        worker, self._worker = self._worker, None
        self._given_up = False
        if worker is None:
            return
        worker.kill()
        worker.wait()
        for pipe in (worker.stdin, worker.stdout):
            with suppress(OSError):  # what was not written yet is of no use to anyone
                if pipe:
                    pipe.close()


def _started() -> subprocess.Popen[bytes]:
    """Start a worker. It is given none of the bot's settings, so not the token either."""
    passed_on = {name: os.environ[name] for name in _PASSED_ON if name in os.environ}
    return subprocess.Popen(
        [sys.executable, "-m", "bot.charts.worker"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,  # what goes wrong comes back as an answer
        env={**passed_on, "PYTHONPATH": str(_HOME), "PYTHONUNBUFFERED": "1"},
        start_new_session=True,  # Ctrl-C in a terminal is for the bot, which ends its worker in order
    )
