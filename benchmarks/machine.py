"""The machine that a run was taken on, and what a process takes of it."""

import os
import platform
import sqlite3
import statistics
import subprocess
import time
from importlib.metadata import version
from pathlib import Path

_TICKS = os.sysconf("SC_CLK_TCK")
_PAGE = os.sysconf("SC_PAGE_SIZE")
_PACKAGES = ("discord.py", "aiohttp", "aiosqlite", "orjson")


def about(folder: Path) -> dict[str, str]:
    """Return the machine, the versions and the code that a run is taken with; `folder` is where databases will lie."""
    memory = os.sysconf("SC_PHYS_PAGES") * _PAGE / 2**30
    load = os.getloadavg()[0]
    packages = ", ".join(f"{name} {version(name)}" for name in _PACKAGES)
    system = f"{platform.system()} {platform.release()}"
    return {
        "Machine": f"{_processor()}, {os.cpu_count()} cores, {memory:.0f} GiB, {system}",
        "Load before the run": f"{load:.2f}",
        "Disk": f"a 4 KiB append with fsync takes {_flush(folder) * 1000:.2f} ms (median of 200)",
        "Versions": f"Python {platform.python_version()}, SQLite {sqlite3.sqlite_version}, {packages}",
        "Code": _commit(),
    }


def processor_seconds(pid: int) -> float:
    """Return the processor time that a process has used, all threads together."""
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / _TICKS


def resident_mib(pid: int) -> float:
    """Return the resident memory of a process in MiB."""
    return int(Path(f"/proc/{pid}/statm").read_text().split()[1]) * _PAGE / 2**20


def _processor() -> str:
    lines = Path("/proc/cpuinfo").read_text().splitlines()
    return next((line.partition(":")[2].strip() for line in lines if line.startswith("model name")), platform.machine())


def _flush(folder: Path) -> float:
    def once() -> float:
        began = time.perf_counter()
        os.write(handle, block)
        os.fsync(handle)
        return time.perf_counter() - began

    block = bytes(4096)
    path = folder / "flushed"
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND)
    try:
        return statistics.median(once() for _ in range(200))
    finally:
        os.close(handle)
        path.unlink()


def _commit() -> str:
    done = subprocess.run(
        ["git", "log", "-1", "--format=%h %s"], cwd=Path(__file__).parent, capture_output=True, text=True, check=False
    )
    return done.stdout.strip() or "not a git checkout"
