"""A bot as its own process, as it runs in earnest."""

import asyncio
import os
import signal
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


@dataclass(slots=True)
class BotProcess:
    """A started bot. Its output is collected from the start and handed over when it has ended."""

    process: asyncio.subprocess.Process
    _output: asyncio.Task[tuple[bytes, bytes]]
    stdout: str = ""
    stderr: str = ""

    @classmethod
    async def start(
        cls, *arguments: str, env: Mapping[str, str], cwd: Path = ROOT, python: str = sys.executable
    ) -> "BotProcess":
        """Run `python ARGUMENTS` with exactly these settings; nothing of ours leaks in from the environment."""
        inherited = {name: os.environ[name] for name in ("PATH", "HOME", "LANG", "TMPDIR") if name in os.environ}
        process = await asyncio.create_subprocess_exec(
            python,
            *arguments,
            env={**inherited, "PYTHONPATH": str(ROOT), **env},
            cwd=cwd,
            stdin=asyncio.subprocess.DEVNULL,
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.PIPE,
        )
        return cls(process, asyncio.create_task(process.communicate()))

    @property
    def running(self) -> bool:
        """Whether it has not ended yet."""
        return self.process.returncode is None

    async def ended(self, seconds: float = 10.0) -> int:
        """Wait for its end and return the exit code. Raises TimeoutError."""
        async with asyncio.timeout(seconds):
            out, err = await asyncio.shield(self._output)
        self.stdout, self.stderr = out.decode(), err.decode()
        assert self.process.returncode is not None
        return self.process.returncode

    async def terminate(self, seconds: float = 10.0) -> int:
        """Ask it to stop (SIGTERM) and return the exit code. Raises TimeoutError where it takes longer."""
        if self.running:
            self.process.terminate()
        return await self.ended(seconds)

    async def kill(self) -> None:
        """End it as a power cut would (SIGKILL)."""
        if self.running:
            self.process.send_signal(signal.SIGKILL)
        await self.ended()
