"""Work apart from the loop that answers: in a process of its own, for on a thread it would hold up every answer."""

import asyncio
import gc
import multiprocessing
import os
import signal
from collections.abc import Callable
from multiprocessing.connection import Connection
from multiprocessing.context import SpawnProcess
from typing import Any, Protocol, TypeVar, cast

DEADLINE = 60.0
"""Seconds: a file of ten years takes five, on a small computer twenty."""
_KIND = 5
"""Lower in the queue for the processor: answers go before files."""

T = TypeVar("T")


class Apart(Protocol):
    """Runs a function where the loop does not wait for it."""

    async def __call__(self, function: Callable[..., T], *arguments: Any) -> T:
        """Return what the function returns, and raise what it raises."""
        ...


async def in_a_process(function: Callable[..., T], *arguments: Any, within: float = DEADLINE) -> T:
    """Run a function of a module in a process that ends with it; 0.3 s for nothing, and nobody else feels it.

    Raises what it raises, RuntimeError when the process ends before it is done, and TimeoutError when it takes longer
    than so many seconds. Then, and when it is cancelled, it ends the process.
    """
    context = multiprocessing.get_context("spawn")
    ours, theirs = context.Pipe(duplex=False)
    process = context.Process(target=_work, args=(theirs, function, arguments), daemon=True)
    try:
        outcome = await asyncio.to_thread(_outcome, process, ours, theirs, within)
    except asyncio.CancelledError:
        if process.pid:
            process.kill()
        raise
    if isinstance(outcome, Exception):
        raise outcome
    return cast("T", outcome)


def _outcome(process: SpawnProcess, ours: Connection, theirs: Connection, within: float) -> Any:
    """Return what a process sends, once it has ended."""
    process.start()
    theirs.close()
    try:
        if ours.poll(within):
            return ours.recv()
        process.kill()
        return TimeoutError(f"the process that read a file was not done within {within:.0f} s")
    except EOFError:
        return RuntimeError("the process that read a file ended before it was done")
    finally:
        ours.close()
        process.join()


def _work(answer: Connection, function: Callable[..., Any], arguments: tuple[Any, ...]) -> None:
    """Be a process that runs one function and sends what it returns or raises.

    It reads what strangers send, and needs none of the bot's settings for it, the token least of all. Ctrl-C is for the
    bot, which lets what is under way end. A quarter of the time would go into looking for garbage.
    """
    os.environ.clear()
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    os.nice(_KIND)
    gc.disable()
    try:
        outcome = function(*arguments)
    except Exception as error:  # noqa: BLE001 - whatever it is belongs to the caller
        outcome = error
    answer.send(outcome)
