"""The bots that are measured, each its own process before a server of its own, and members who use its one command."""

import asyncio
import gc
import sys
import tempfile
import time
from collections.abc import AsyncIterator, Mapping
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from simcord.backend.models import Channel
from simcord.enums import InteractionType

from benchmarks import machine
from tests.wire import BotProcess, Person, WireDiscord
from tests.wire.acts import command_data

_ROOT = Path(__file__).resolve().parent.parent
_KEPT = 2_000  # interactions that the server remembers: more than are ever under way


@dataclass(frozen=True, slots=True)
class Bot:
    """What is started, the command that members use, its options in turn, and a word that every right answer has.

    Without options the command is a message that members write.
    """

    name: str
    arguments: tuple[str, ...]
    command: str
    options: tuple[dict[str, str], ...]
    answer: str
    python: str = sys.executable
    environment: Mapping[str, str] = field(default_factory=dict)


# Started by its path: as a module it would import the server's package, and be heavier and slower than a bare bot is.
_BARE_BOT = str(_ROOT / "tests" / "wire" / "bare_bot.py")
BARE = Bot("bare", (_BARE_BOT,), "bare", ({},), "Bare.")
CARDED = Bot("carded", (_BARE_BOT, "--card"), "bare", ({},), "Bare.")
ECHO = Bot("echo", ("-m", "benchmarks.echo"), "bare", ({},), "Bare.")
# Weights vary as they do in training: a record each time would be no fair measure. From its second time on the reading
# of a text is at hand, as it is in Discord, where autocomplete has just read what is sent.
_ENTRIES = tuple({"entry": f"deadlift {140 + step / 2:g}kg 5x5"} for step in (0, 11, 3, 17, 6, 1, 14, 8, 19, 4, 10))
SPOTTER = Bot("Spotter", ("-m", "bot", "run"), "log", _ENTRIES, "log:undo:")


class WrongAnswer(Exception):
    """A bot answered something else than what is measured."""


@dataclass(slots=True)
class Stage:
    """One bot, its server and the members who use it. The bot can be stopped and started again on the same database."""

    bot: Bot
    wire: WireDiscord
    home: Path
    people: list[tuple[Person, Channel]]
    process: BotProcess | None = None
    _data: list[dict[str, Any]] = field(default_factory=list)
    _turn: int = 0

    async def start(self) -> float:
        """Start the bot and return the seconds from its exec to the READY that the gateway gave it.

        Raises RuntimeError, with what the bot said, when it ends instead.
        """
        identified = self.wire.gateway.identifies
        began = time.perf_counter()
        self.process = await BotProcess.start(
            *self.bot.arguments,
            python=self.bot.python,
            env={
                "DISCORD_TOKEN": self.wire.token,
                "DISCORD_API_URL": self.wire.api_url,
                "DATABASE_URL": f"sqlite:///{self.home / 'spotter.db'}",
                **self.bot.environment,
            },
            cwd=self.home,
        )
        await self._ready(identified)
        ready = max(session.identified_at for session in self.wire.gateway.sessions.values())
        person, channel = self.people[0]
        self._data = [
            command_data(self.wire.world, person, channel, self.bot.command, options) for options in self.bot.options
        ]
        return ready - began

    async def _ready(self, identified: int) -> None:
        process = self._started()
        ready = asyncio.create_task(
            self.wire.until(lambda: self.wire.gateway.identifies > identified, seconds=60, what=self.bot.name)
        )
        ended = asyncio.create_task(process.process.wait())
        await asyncio.wait({ready, ended}, return_when=asyncio.FIRST_COMPLETED)
        ended.cancel()
        if not ready.done():
            ready.cancel()
            await process.ended()
            raise RuntimeError(f"{self.bot.name} ended: {process.stderr}")
        await ready

    async def ask(self) -> float:
        """Let the next member use the command; return the seconds to the answer. Raises WrongAnswer."""
        person, channel = self.people[self._turn % len(self.people)]
        if not self.bot.options:
            self._turn += 1
            return self._checked(*await self.wire.say(person, channel, self.bot.command))
        data = self._data[self._turn % len(self._data)]
        self._turn += 1
        answer = await self.wire.interact(person, channel, InteractionType.APPLICATION_COMMAND, data)
        return self._checked(answer.seconds, answer.callback.get("data"))

    def _checked(self, seconds: float, answer: object) -> float:
        if self.bot.answer not in str(answer):
            raise WrongAnswer(f"{self.bot.name} answered {answer}")
        return seconds

    async def type_in(self, text: str) -> float:
        """Let the next member type into the command's first option; return the seconds to the offers.

        Raises WrongAnswer where nothing is offered.
        """
        person, channel = self.people[self._turn % len(self.people)]
        self._turn += 1
        option = next(iter(self.bot.options[0]))
        data = command_data(self.wire.world, person, channel, self.bot.command, {option: text}, focused=option)
        kind = InteractionType.APPLICATION_COMMAND_AUTOCOMPLETE
        answer = await self.wire.interact(person, channel, kind, data)
        if not answer.callback["data"]["choices"]:
            raise WrongAnswer(f"{self.bot.name} offers nothing for {text!r}")
        return answer.seconds

    @property
    def processor_seconds(self) -> float:
        """The processor time that the bot has used."""
        return machine.processor_seconds(self._pid)

    @property
    def resident_mib(self) -> float:
        """The resident memory of the bot in MiB."""
        return machine.resident_mib(self._pid)

    @property
    def _pid(self) -> int:
        return self._started().process.pid

    def _started(self) -> BotProcess:
        if self.process is None:
            raise LookupError(f"{self.bot.name} is not started")
        return self.process

    async def stop(self) -> None:
        """End the bot at once."""
        if self.process is not None:
            await self.process.kill()
            self.process = None


@asynccontextmanager
async def stages(*bots: Bot, servers: int = 10, members: int = 100) -> AsyncIterator[list[Stage]]:
    """Give a stage for each bot, all served by this process, in worlds of the same size; no bot is started yet.

    Each server has five channels and three roles beside those that every server has.
    """
    async with AsyncExitStack() as stack:
        made = []
        for bot in bots:
            home = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="spotter-bench-")))
            wire = await stack.enter_async_context(WireDiscord(light=True, keep=_KEPT, answer_seconds=30))
            stage = Stage(bot, wire, home, _people(wire, servers, members))
            stack.push_async_callback(stage.stop)
            made.append(stage)
        try:
            yield made
        finally:
            gc.unfreeze()


def _people(wire: WireDiscord, servers: int, members: int) -> list[tuple[Person, Channel]]:
    for number in range(servers):
        guild = wire.guild(f"Club {number}")
        channels = [wire.channel(guild, f"channel-{count}") for count in range(5)]
        for count in range(3):
            wire.world.create_role(guild.id, name=f"role-{count}")
    return [(wire.member(guild, f"member-{number}"), channels[0]) for number in range(members)]
