"""Red-DiscordBot beside Spotter: its `!ping`, and the memory it takes.

Red is installed from PyPI into an environment of its own and run as it comes; nothing of it, which is under the GPL,
is copied here.
"""

import asyncio
import os
import subprocess
import sys
from pathlib import Path

from benchmarks.bots import SPOTTER, Bot, stages
from benchmarks.commands import in_turn
from benchmarks.effort import Effort
from benchmarks.figures import Chapter, Comparison, Floor, percentile

PACKAGE = "Red-DiscordBot>=3.5.24,<3.6"
_HOME = Path(__file__).resolve().parent.parent / "build" / "red"
_INSTANCE = "bench"
_TITLE = "Beside Red-DiscordBot"
_POINTED = """
import os, runpy
from discord.http import Route
Route.BASE = os.environ["DISCORD_API_URL"]
os.environ["RED_TOKEN"] = os.environ["DISCORD_TOKEN"]
runpy.run_module("redbot", run_name="__main__", alter_sys=True)
"""


class Unavailable(Exception):
    """Red can't be had on this machine; the text says why."""


async def beside_red(effort: Effort) -> Chapter:
    """Measure Red's least command beside `/log`, and the memory of both; skipped where Red can't be had."""
    try:
        red = await asyncio.to_thread(installed, _HOME, PACKAGE)
    except Unavailable as why:
        return Chapter(_TITLE, f"Skipped: {why}", [])
    async with stages(red, SPOTTER, servers=effort.servers) as (one, other):
        for stage in (one, other):
            await stage.start()
            await stage.ask()  # answered after every server was taken in
        resident = [one.resident_mib], [other.resident_mib]
        await in_turn([one, other], effort.singles)
        rounds = [await in_turn([one, other], effort.singles) for _ in range(effort.rounds)]
    comparisons = [
        Comparison(
            f"answer, {name}",
            "ms",
            [1000 * percentile(pings, share) for pings, _ in rounds],
            [1000 * percentile(logs, share) for _, logs in rounds],
            floor=Floor(2.0, goal=1.0) if name == "p50" else None,
        )
        for name, share in (("p50", 0.5), ("p95", 0.95), ("p99", 0.99))
    ]
    comparisons.append(Comparison("resident memory after the first command", "MiB", *resident))
    method = (
        f"{effort.rounds} rounds of {effort.singles} commands for each bot, strictly in turn and 2 ms apart, both in "
        f"{effort.servers:,} servers: from the message's or the event's sending to the arrival of the answer. "
        f"`{PACKAGE}` as PyPI has it, with no cogs but its own core."
    )
    return Chapter(_TITLE, method, comparisons, sides=("Red, `!ping`", f"Spotter, `/{SPOTTER.command}`"))


def installed(home: Path, package: str) -> Bot:
    """Install Red under a folder, unless it is there, and return how it is run. Raises Unavailable."""
    python, settled = home / "venv" / "bin" / "python", home / "settled"
    environment = {"HOME": str(home), "XDG_CONFIG_HOME": str(settled), "XDG_DATA_HOME": str(settled), "PYTHONPATH": ""}
    setup = ("--no-prompt", "--instance-name", _INSTANCE, "--data-path", str(settled), "--overwrite-existing-instance")
    settled.mkdir(parents=True, exist_ok=True)
    if not python.exists():
        _run(sys.executable, "-m", "venv", str(home / "venv"))
    _run(str(python), "-m", "pip", "install", "-q", "--disable-pip-version-check", package)
    _run(str(python.with_name("redbot-setup")), *setup, environment=environment)
    arguments = ("-c", _POINTED, _INSTANCE, "--no-prompt", "--prefix", "!")
    return Bot("Red", arguments, "!ping", (), "Pong.", str(python), environment)


def _run(*command: str, environment: dict[str, str] | None = None) -> None:
    try:
        subprocess.run(command, env={**os.environ, **(environment or {})}, capture_output=True, text=True, check=True)
    except OSError as error:
        raise Unavailable(f"{command[0]} can't be run ({error.strerror})") from error
    except subprocess.CalledProcessError as error:
        last = (error.stderr or error.stdout).strip().splitlines()[-1:]
        raise Unavailable(f"{Path(command[0]).name} failed ({' '.join(last)})") from error
