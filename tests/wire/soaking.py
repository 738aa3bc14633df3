"""A long day of a bot: members who log, type, vote, set reminders, press and fill in, as they do, again and again."""

import asyncio
import re
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from typing import Any

import aiohttp
from simcord.backend import serializers
from simcord.backend.models import Channel, Message
from simcord.enums import InteractionType

from benchmarks.machine import resident_mib
from tests.wire import Answer, Person, WireDiscord
from tests.wire.acts import command_data

AT_ONCE = 16
_BUTTON = 2
_LIFTS = ("squat", "bench", "deadlift", "ohp", "row", "pull-up", "dip", "front squat", "rdl", "curl")
_PRESSED = ("log:undo", "log:redo", "log:again", "remind:undo", "tip:vote", "tip:page", "tip:save", "history:")
"""What members press of what they are shown; nothing that takes a form, or deletes."""


@dataclass(frozen=True, slots=True)
class Footprint:
    """What a process takes of its machine."""

    mib: float
    threads: int
    files: int
    tasks: int

    @classmethod
    async def of(cls, pid: int, metrics: str) -> "Footprint":
        """Look at a bot's process, whose figures stand at an address."""
        async with aiohttp.ClientSession() as session, session.get(metrics) as response:
            told = await response.text()
        (tasks,) = re.findall(r"^spotter_tasks ([0-9.]+)$", told, re.MULTILINE)
        return cls(resident_mib(pid), _count(pid, "task"), _count(pid, "fd"), int(float(tasks)))


def _count(pid: int, of_what: str) -> int:
    return len(list(Path(f"/proc/{pid}/{of_what}").iterdir()))


@dataclass
class Day:
    """Members of a few servers, and what each was shown last."""

    wire: WireDiscord
    rng: Random
    people: list[tuple[Person, Channel]]
    _shown: dict[int, list[str]] = field(default_factory=dict)

    @classmethod
    def begin(cls, wire: WireDiscord, rng: Random, servers: int = 5, members: int = 200) -> "Day":
        """Let members join servers."""
        guilds = [wire.guild(f"Club {number}") for number in range(servers)]
        channels = [wire.channel(guild) for guild in guilds]
        places = [(guilds[number % servers], channels[number % servers]) for number in range(members)]
        return cls(wire, rng, [(wire.member(guild, f"m{n}"), channel) for n, (guild, channel) in enumerate(places)])

    async def go_on(self, count: int) -> None:
        """Let so many interactions happen, many at a time. Raises Missing when one is not answered."""
        turns = iter(range(count))

        async def some() -> None:
            for _ in turns:
                await self._next()

        await asyncio.gather(*(some() for _ in range(AT_ONCE)))

    async def _next(self) -> None:
        person, channel = self.rng.choice(self.people)
        acts: tuple[tuple[float, Callable[[Person, Channel], Awaitable[None]]], ...] = (
            (44, self._log),
            (26, self._type),
            (14, self._press),
            (5, self._browse),
            (3, self._look_back),
            (3, self._remind),
            (3, self._mistype),
            (1, self._settings),
            (0.9, self._workout),
            (0.1, self._chart),
        )
        (act,) = self.rng.choices([act for _, act in acts], [weight for weight, _ in acts])
        await act(person, channel)

    # ------------------------------------------------------------------- acts

    def _entry(self) -> str:
        weight = self.rng.randrange(40, 200, 5) / 2
        return f"{self.rng.choice(_LIFTS)} {weight:g}kg {self.rng.randint(1, 5)}x{self.rng.randint(1, 8)}"

    async def _log(self, person: Person, channel: Channel) -> None:
        await self._command(person, channel, "log", entry=self._entry())

    async def _type(self, person: Person, channel: Channel) -> None:
        typed = self._entry()[: self.rng.randint(1, 20)]
        data = command_data(self.wire.world, person, channel, "log", {"entry": typed}, focused="entry")
        await self.wire.interact(person, channel, InteractionType.APPLICATION_COMMAND_AUTOCOMPLETE, data)

    async def _press(self, person: Person, channel: Channel) -> None:
        offered = self._shown.get(person.id)
        if not offered:
            await self._log(person, channel)
            return
        custom_id = self.rng.choice(offered)
        record, payload = self.wire.interaction(
            person,
            channel,
            InteractionType.MESSAGE_COMPONENT,
            {"custom_id": custom_id, "component_type": _BUTTON},
        )
        payload["message"] = self._message_with(channel, custom_id)
        self._note(person, await self.wire.deliver(person, record, payload))

    async def _browse(self, person: Person, channel: Channel) -> None:
        await self._command(person, channel, "tip browse")

    async def _look_back(self, person: Person, channel: Channel) -> None:
        await self._command(person, channel, self.rng.choice(("history", "records")))

    async def _remind(self, person: Person, channel: Channel) -> None:
        await self._command(person, channel, "remind me", what="stretch", when=f"in {self.rng.randint(2, 300)} days")

    async def _mistype(self, person: Person, channel: Channel) -> None:
        await self._command(person, channel, "log", entry=f"sqaut {self.rng.randint(20, 200)} 5")

    async def _settings(self, person: Person, channel: Channel) -> None:
        await self._command(person, channel, "settings")

    async def _workout(self, person: Person, channel: Channel) -> None:
        shown = await self._command(person, channel, "workout")
        lines = "\n".join(self._entry() for _ in range(5))
        fields = [{"type": 4, "custom_id": name, "value": value} for name, value in (("text", lines), ("when", ""))]
        labelled = [{"type": 18, "component": part} for part in fields]
        data = {"custom_id": shown.callback["data"]["custom_id"], "components": labelled}
        await self.wire.interact(person, channel, InteractionType.MODAL_SUBMIT, data)

    async def _chart(self, person: Person, channel: Channel) -> None:
        await self._command(person, channel, "progress", lift=self.rng.choice(_LIFTS))

    async def _command(self, person: Person, channel: Channel, name: str, **options: Any) -> Answer:
        data = command_data(self.wire.world, person, channel, name, options)
        answer = await self.wire.interact(person, channel, InteractionType.APPLICATION_COMMAND, data)
        self._note(person, answer)
        return answer

    def _note(self, person: Person, answer: Answer) -> None:
        rows = (answer.callback.get("data") or {}).get("components") or []
        ids = [part.get("custom_id", "") for row in rows for part in row.get("components") or ()]
        if pressable := [custom_id for custom_id in ids if custom_id.startswith(_PRESSED)]:
            self._shown[person.id] = pressable

    def _message_with(self, channel: Channel, custom_id: str) -> dict[str, Any]:
        world = self.wire.world
        message = Message(channel.id + 1, channel.id, world.bot_user.id, timestamp=world.now_iso())
        button = {"type": _BUTTON, "custom_id": custom_id, "label": "x", "style": 2, "id": 1}
        return dict(serializers.message_payload(world, message)) | {"components": [{"type": 1, "components": [button]}]}
