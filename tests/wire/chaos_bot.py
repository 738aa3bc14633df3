"""The real bot's process by a clock that runs faster and can be made to jump: `python -m tests.wire.chaos_bot`.

Everything but time is as in `python -m bot run`: what is claimed, sent, confirmed and tried again is the same code. The
clock starts at CHAOS_ORIGIN (seconds since 1970) and jumps by the seconds that stand in the file CHAOS_JUMP.
"""

import asyncio
import os
from datetime import UTC, datetime, timedelta
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import discord.http

from bot import app, house, process
from bot.delivery.bell import Bell
from bot.delivery.pace import Pace
from bot.logs import set_up_logs
from bot.settings import read_settings

SPEED = 60
"""A minute takes a second: the lease ends after 1.5 s, the first retry comes after 0.1 s."""
_PACE = 400


class FastBell(Bell):
    """A bell whose waits pass as fast as the clock."""

    async def wait(self, at_most: timedelta) -> None:
        """Sleep until the bell rings, or for so long by the fast clock."""
        await super().wait(at_most / SPEED)


class ChaosClock:
    """Now, by the fast clock."""

    def __init__(self, origin: float, jump: Path) -> None:
        self._origin = origin
        self._jump = jump

    def __call__(self) -> datetime:
        real = datetime.now(UTC).timestamp()
        jumped = float(self._jump.read_text() or 0)
        return datetime.fromtimestamp(self._origin + (real - self._origin) * SPEED + jumped, UTC)


async def _sleep(seconds: float) -> None:
    """Sleep as long as discord.py would between its own tries, by the fast clock."""
    await asyncio.sleep(seconds / SPEED)


def main() -> None:
    """Run the bot."""
    clock = ChaosClock(float(os.environ["CHAOS_ORIGIN"]), Path(os.environ["CHAOS_JUMP"]))
    patched: list[tuple[Any, str, Any]] = [
        (process, "system_clock", clock),
        (house, "Bell", FastBell),
        (app, "Pace", lambda _: Pace(_PACE)),
        (discord.http, "asyncio", SimpleNamespace(**{**vars(asyncio), "sleep": _sleep})),
    ]
    for place, name, value in patched:
        setattr(place, name, value)
    settings = read_settings(os.environ, Path(".env"))
    set_up_logs(settings.log_level, settings.log_format)
    asyncio.run(process.run(settings))


if __name__ == "__main__":
    main()
