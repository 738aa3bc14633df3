"""A server with the real bot in it as a process of its own, and the file it keeps everything in."""

import sqlite3
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from simcord.backend.models import Channel

from tests.wire import BotProcess, Person, WireDiscord


@dataclass(frozen=True)
class Place:
    """A server with the bot in it, and the bot's database file."""

    wire: WireDiscord
    folder: Path
    channel: Channel
    anna: Person

    async def start(self, **settings: str) -> BotProcess:
        """Start the bot; it need not connect."""
        env = {
            "DISCORD_TOKEN": self.wire.token,
            "DISCORD_API_URL": self.wire.api_url,
            "DATABASE_URL": f"sqlite:///{self.folder / 'spotter.db'}",
            **settings,
        }
        return await BotProcess.start("-m", "bot", "run", env=env, cwd=self.folder)

    @asynccontextmanager
    async def running(self, **settings: str) -> AsyncIterator[BotProcess]:
        """Run the bot; whatever the test leaves running is killed."""
        bot = await self.start(**settings)
        try:
            await self.wire.connected()
            yield bot
        finally:
            await bot.kill()
            print(bot.stderr)  # noqa: T201 - pytest shows it with a failure

    def rows(self, sql: str) -> list[tuple[Any, ...]]:
        """Look into the database file as anyone may who finds it."""
        with closing(sqlite3.connect(self.folder / "spotter.db")) as connection:
            return connection.execute(sql).fetchall()

    def change(self, sql: str) -> None:
        """Change the file while no bot has it open."""
        with closing(sqlite3.connect(self.folder / "spotter.db")) as connection:
            connection.execute(sql)
            connection.commit()
