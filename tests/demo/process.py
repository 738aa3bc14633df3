"""The demo as its own process."""

import asyncio
import os
import re
import signal
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
_ADDRESS = re.compile(r"http://127\.0\.0\.1:\d+/")
_UP_WITHIN, _DOWN_WITHIN = 30.0, 10.0


@dataclass(frozen=True)
class DemoProcess:
    """A running demo."""

    process: asyncio.subprocess.Process
    address: str

    @classmethod
    @asynccontextmanager
    async def started(cls) -> AsyncIterator["DemoProcess"]:
        """Run `python -m bot demo --port 0` until the end of the block. Nothing opens a browser of its own."""
        inherited = {name: os.environ[name] for name in ("PATH", "HOME", "LANG", "TMPDIR") if name in os.environ}
        command = (sys.executable, "-m", "bot", "demo", "--port", "0")
        process = await asyncio.create_subprocess_exec(
            *command, env=inherited, cwd=ROOT, stdin=asyncio.subprocess.DEVNULL, stdout=asyncio.subprocess.PIPE
        )
        try:
            async with asyncio.timeout(_UP_WITHIN):
                address = await _address(process)
            yield cls(process, address)
        finally:
            if process.returncode is None:
                process.terminate()
                await process.wait()

    async def ended_by(self, number: signal.Signals) -> int:
        """Send a signal and return the exit code. Raises TimeoutError when it goes on."""
        self.process.send_signal(number)
        async with asyncio.timeout(_DOWN_WITHIN):
            return await self.process.wait()


async def _address(process: asyncio.subprocess.Process) -> str:
    assert process.stdout is not None
    async for line in process.stdout:
        if found := _ADDRESS.search(line.decode()):
            return found[0]
    raise RuntimeError("the demo ended before it was up; its log says why")
