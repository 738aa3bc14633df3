"""Work in a process of its own."""

import asyncio
import multiprocessing
import multiprocessing.process
import os
import time

import pytest

from bot.lifts.transfer.apart import in_a_process
from bot.lifts.transfer.found import WrongFile
from bot.lifts.transfer.sniffing import check_size


async def test_what_a_function_returns_comes_back_from_another_process() -> None:
    assert await in_a_process(os.getpid) != os.getpid()


async def test_what_a_function_raises_comes_back_too() -> None:
    with pytest.raises(WrongFile, match="I take up to"):
        await in_a_process(check_size, 10**9)


async def test_a_process_that_ends_too_early_is_told() -> None:
    with pytest.raises(RuntimeError, match="before it was done"):
        await in_a_process(os._exit, 1)


async def test_what_hangs_is_ended_at_its_deadline() -> None:
    before = set(multiprocessing.active_children())
    with pytest.raises(TimeoutError):
        await in_a_process(time.sleep, 600, within=0.01)
    assert set(multiprocessing.active_children()) <= before


async def test_what_reads_a_file_is_given_no_token(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DISCORD_TOKEN", "zebrafish")
    assert await in_a_process(os.getenv, "DISCORD_TOKEN") is None


def started_child() -> multiprocessing.process.BaseProcess:
    while True:
        if children := multiprocessing.active_children():
            return children[0]
        time.sleep(0.01)


async def test_cancelled_it_ends_the_process() -> None:
    doing = asyncio.ensure_future(in_a_process(time.sleep, 600))
    child = await asyncio.to_thread(started_child)
    doing.cancel()
    with pytest.raises(asyncio.CancelledError):
        await doing
    await asyncio.to_thread(child.join, 10)
    assert not child.is_alive()


async def test_it_goes_behind_the_bot_for_the_processor() -> None:
    assert await in_a_process(os.nice, 0) > os.nice(0)
