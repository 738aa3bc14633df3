"""The demo's process: builds the stage, plays the story on it, opens the foyer, and runs until it is told to stop."""

import asyncio
import logging
import os
import signal
import socket
import sys
import tempfile
import webbrowser
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

import aiohttp
from aiohttp import web

from bot.demo.clock import DemoClock
from bot.demo.foyer import HOST, Foyer
from bot.demo.stage import Stage, opened
from bot.demo.story import HINTS, play
from bot.demo.window import Window
from bot.errors import OperatorError
from bot.instants import Clock, system_clock

log = logging.getLogger("spotter.demo")

_ROUND_SECONDS = 1.0
"""How often the courier looks: what is due arrives at most so late."""


async def run_until_stopped(port: int) -> None:
    """Run the demo until SIGINT, SIGTERM or the end of its terminal. Raises OperatorError when the port is taken."""
    stop = asyncio.Event()
    for signal_number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
        asyncio.get_running_loop().add_signal_handler(signal_number, stop.set)
    print("Setting up the demo …", flush=True)
    async with opened_demo(port, system_clock) as demo:
        print(f"The demo is at {demo.address} (Ctrl-C ends it).", flush=True)
        await asyncio.to_thread(open_browser, demo.address)
        await stop.wait()
    print("The demo has ended; nothing of it is left.", flush=True)


@dataclass(frozen=True)
class Demo:
    """A running demo: where the browser finds it, and what plays there."""

    address: str
    stage: Stage


@asynccontextmanager
async def opened_demo(port: int, system: Clock) -> AsyncIterator[Demo]:
    """Give a running demo, and leave nothing behind.

    Its database is a new one in a temporary folder: each run tells the same story, and none can touch the operator's.
    Raises OperatorError when the port is taken.
    """
    clock = DemoClock(system)
    with bound(port) as door, tempfile.TemporaryDirectory(prefix="spotter-demo-") as folder:
        async with opened(Path(folder), clock) as stage, aiohttp.ClientSession() as http:
            await play(stage)
            window = Window(stage, http)
            rounds = asyncio.create_task(_keep_delivering(stage, window), name="demo-rounds")
            runner = web.AppRunner(Foyer(stage, window, HINTS).app(), access_log=None, shutdown_timeout=1)
            try:
                await runner.setup()
                await web.SockSite(runner, door).start()
                yield Demo(f"http://{HOST}:{door.getsockname()[1]}/", stage)
            finally:
                await runner.cleanup()
                rounds.cancel()
                await asyncio.gather(rounds, return_exceptions=True)
                await window.close()


def bound(port: int) -> socket.socket:
    """Return a socket at a port of this machine, 0 being any free one. Raises OperatorError when it is taken."""
    door = socket.socket()
    try:
        door.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        door.bind((HOST, port))
    except (OSError, OverflowError) as error:
        door.close()
        raise OperatorError(f"Port {port} on this machine can't be used; choose another with --port.") from error
    return door


async def _keep_delivering(stage: Stage, window: Window) -> None:
    while True:
        try:
            if await stage.deliver():
                await window.refresh()
        except Exception:
            log.exception("a round of the demo failed")
        await asyncio.sleep(_ROUND_SECONDS)


def open_browser(address: str) -> None:
    """Open a browser that has a screen to show itself on; a text browser would take over the terminal."""
    has_screen = sys.platform in ("darwin", "win32") or os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")
    if has_screen and not webbrowser.open(address):
        log.info("no browser to open")
