"""`WireDiscord`: the server a test or a benchmark starts, its world, and the acts of members in it."""

import asyncio
import itertools
import time
from collections.abc import Callable, Sequence
from types import TracebackType
from typing import Any, Self

import discord
from aiohttp import web
from simcord.backend import serializers
from simcord.backend.errors import SetupError
from simcord.backend.models import Channel, Guild, Interaction, Message
from simcord.enums import InteractionType
from simcord.interactions import base_payload

from tests.wire.acts import command_data, modal_data, press_data
from tests.wire.answers import Answer
from tests.wire.gateway import Gateway
from tests.wire.people import Person
from tests.wire.rest import PREFIX, Fault, Recorded, Rest
from tests.wire.watch import Missing, Watch
from tests.wire.world import INVITED, World

DEFAULT_TOKEN = "wire.token.of-no-bot-anywhere"
GATEWAY_PATH = "/gateway/"


class WireDiscord:
    """Discord on loopback. `async with WireDiscord() as wire:` serves at `wire.api_url` until the block ends.

    `keep` is how many requests and interactions are remembered; older ones go, so that long runs do not fill memory.
    `light` is for many interactions: what answers them is neither looked at nor kept, only `Answer.callback`.
    On leaving, AssertionError names every route or field the bot used that this server does not have.
    """

    def __init__(
        self,
        token: str = DEFAULT_TOKEN,
        *,
        shards: int = 1,
        heartbeat_seconds: float = 41.25,
        answer_seconds: float = 5.0,
        keep: int = 50_000,
        light: bool = False,
    ) -> None:
        self.token = token
        self.answer_seconds = answer_seconds
        self.world = World()
        self._keep = keep
        self._watch = Watch()
        self.gateway = Gateway(self.world, token, self._watch, heartbeat_seconds)
        self.rest = Rest(self.world, token, shards, self._answered, self._watch.look, keep, light)
        self._waiting: dict[int, asyncio.Future[tuple[dict[str, Any], float]]] = {}
        self._runner: web.ServerRunner | None = None
        self.api_url = ""

    # ---------------------------------------------------------------- serving

    async def __aenter__(self) -> Self:
        await self.start()
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self.stop()
        if error is None and self.rest.unsupported:
            raise AssertionError("this server lacks: " + "; ".join(self.rest.unsupported))

    async def start(self) -> None:
        """Listen on a free port of loopback."""
        self._runner = web.ServerRunner(web.Server(self._handle, access_log=None), shutdown_timeout=1.0)
        await self._runner.setup()
        await web.TCPSite(self._runner, "127.0.0.1", 0).start()
        port = self._runner.addresses[0][1]
        self.api_url = f"http://127.0.0.1:{port}{PREFIX}"
        self.gateway.url = self.rest.gateway_url = f"ws://127.0.0.1:{port}{GATEWAY_PATH}"

    async def stop(self) -> None:
        """Cut every connection and stop listening."""
        self.gateway.drop(resumable=False)
        if self._runner is not None:
            await self._runner.cleanup()

    async def _handle(self, request: web.BaseRequest) -> web.StreamResponse:
        if request.path.startswith(GATEWAY_PATH) and self.gateway.down:
            return web.Response(status=503)
        if request.path.startswith(GATEWAY_PATH):
            return await self.gateway.serve(request)
        return await self.rest.handle(request)

    # ------------------------------------------------------------------ world

    def guild(
        self, name: str = "Iron", *, permissions: discord.Permissions = INVITED, shard: tuple[int, int] | None = None
    ) -> Guild:
        """Make a server in which the bot's role has `permissions`; `shard` is (which, of how many)."""
        return self.world.add_guild(name, permissions, shard)

    def channel(self, guild: Guild, name: str = "lifting") -> Channel:
        """Make a text channel."""
        return self.world.create_channel(guild.id, name)

    def member(self, guild: Guild, name: str, *, locale: str = "en-GB") -> Person:
        """Let someone join a server."""
        return self.world.add_person(guild, name, locale)

    # ----------------------------------------------------------- members' acts

    async def slash(self, person: Person, channel: Channel | None, command: str, /, **options: Any) -> Answer:
        """Send a slash command ("log", "flare log") in a channel, or privately with None, and wait for the answer."""
        place = self.world.place(person, channel)
        data = command_data(self.world, person, place, command, options)
        return await self.interact(person, place, InteractionType.APPLICATION_COMMAND, data)

    async def autocomplete(
        self, person: Person, channel: Channel | None, command: str, option: str, typed: str, /, **filled: Any
    ) -> list[dict[str, Any]]:
        """Type into an option and return the choices offered."""
        place = self.world.place(person, channel)
        data = command_data(self.world, person, place, command, {**filled, option: typed}, focused=option)
        answer = await self.interact(person, place, InteractionType.APPLICATION_COMMAND_AUTOCOMPLETE, data)
        return answer.choices

    async def press(
        self, person: Person, message: Message | Answer, what: str, values: Sequence[str] | None = None
    ) -> Answer:
        """Press a button, or choose `values` in a select, named by its label, placeholder or custom id."""
        source = message.message if isinstance(message, Answer) else message
        if not source.visible_to(person.id):
            raise SetupError(f"{person.name} does not see that message")
        place = self.world.get_channel(source.channel_id)
        data = press_data(source, what, values)
        return await self.interact(person, place, InteractionType.MESSAGE_COMPONENT, data, source=source)

    async def submit(self, person: Person, shown: Answer, values: dict[str, Any]) -> Answer:
        """Fill in and send the modal that `shown` shows; a second sending is possible, as it is at Discord."""
        place = self.world.get_channel(shown.record.channel_id)
        data = modal_data(shown.modal, values, place.id)
        source_id = shown.record.source_message_id
        source = self.world.get_message(place.id, source_id) if source_id is not None else None
        return await self.interact(person, place, InteractionType.MODAL_SUBMIT, data, source=source)

    async def say(self, person: Person, channel: Channel, text: str) -> tuple[float, Any]:
        """Write a message, and return the seconds to the bot's next one in that channel, and its JSON.

        Raises Missing where none comes; only bots with the intents for messages hear of it.
        """
        path = f"/channels/{channel.id}/messages"
        message = self.world.prepare_message(channel.id, person.id, text)
        began = time.perf_counter()
        self.world.commit_message(message)

        def answer() -> Recorded | None:
            since = itertools.takewhile(lambda entry: entry.at >= began, reversed(self.rest.log))
            return next((entry for entry in since if (entry.method, entry.path) == ("POST", path)), None)

        await self.until(answer, seconds=self.answer_seconds, what=f"an answer to {text!r}")
        found = answer()
        assert found is not None
        return found.at - began, found.json

    async def interact(
        self, person: Person, place: Channel, kind: int, data: dict[str, Any], *, source: Message | None = None
    ) -> Answer:
        """Send any interaction, well-formed or not, and wait for its callback. Raises Missing where none comes."""
        return await self.deliver(person, *self.interaction(person, place, kind, data, source=source))

    async def deliver(self, person: Person, record: Interaction, payload: dict[str, Any]) -> Answer:
        """Send an interaction that was made before and wait for its callback. Raises Missing where none comes."""
        future: asyncio.Future[tuple[dict[str, Any], float]] = asyncio.get_running_loop().create_future()
        self._waiting[record.id] = future
        started = time.perf_counter()
        self.world.emit("INTERACTION_CREATE", payload)
        try:
            async with asyncio.timeout(self.answer_seconds):
                callback, arrived = await future
        except TimeoutError:
            raise Missing(
                f"no answer to {payload['data']} within {self.answer_seconds:g} s{self._why(record)}"
            ) from None
        finally:
            del self._waiting[record.id]
        return Answer(self.world, person, record, callback, arrived - started)

    def interaction(
        self, person: Person, place: Channel, kind: int, data: dict[str, Any], *, source: Message | None = None
    ) -> tuple[Interaction, dict[str, Any]]:
        """Return the record and the gateway payload of an interaction that is not yet sent."""
        record, payload = base_payload(
            self.world, type=kind, channel_id=place.id, guild_id=place.guild_id, user_id=person.id, data=data
        )
        payload["locale"] = person.locale
        if source is not None:
            record.source_message_id = source.id
            payload["message"] = serializers.message_payload(self.world, source)
        if len(self.world.interactions) > self._keep:
            self.world.forget_interaction(next(iter(self.world.interactions)))
        return record, payload

    def _answered(self, interaction_id: int, body: dict[str, Any], arrived: float) -> None:
        future = self._waiting.get(interaction_id)
        if future is not None and not future.done():
            future.set_result((body, arrived))

    def _why(self, record: Interaction) -> str:
        if not self.gateway.connected():
            return "; no bot is connected"
        refused = [entry for entry in self.rest.log if record.token in entry.path and entry.status >= 400]
        return "".join(f"; {entry.method} callback was refused with {entry.status}: {entry.json}" for entry in refused)

    # ---------------------------------------------------------------- looking

    @property
    def requests(self) -> Sequence[Recorded]:
        """Every request of the bot, oldest first."""
        return self.rest.log

    def sent(self, method: str, path_end: str) -> list[Recorded]:
        """Return the requests by method and the end of their path."""
        return [entry for entry in self.rest.log if entry.method == method and entry.path.endswith(path_end)]

    def dms(self, person: Person) -> list[Message]:
        """Return the direct messages that the bot sent of itself, oldest first: no answers to commands."""
        channel_id = self.world.dm_channels.get(person.id, 0)
        here = self.world.messages.get(channel_id, {}).values()
        return [m for m in here if m.author_id == self.world.bot_user.id and m.interaction_metadata is None]

    async def until(self, question: Callable[[], object], *, seconds: float = 10.0, what: str = "it") -> None:
        """Wait until `question()` is true; it is asked after whatever the bot does. Raises Missing."""
        await self._watch.until(question, seconds, what)

    async def connected(self, *, shards: int = 1, seconds: float = 20.0) -> None:
        """Wait until that many sessions are identified and connected."""
        await self.until(lambda: self.gateway.connected() >= shards, seconds=seconds, what="the bot")

    # ---------------------------------------------------------------- trouble

    def fail(self, method: str, path: str, **how: Any) -> Fault:
        """Put a failure in the way of requests; see Fault. Path without /api/v10, `*` matches anything."""
        fault = Fault(method, path, **how)
        self.rest.faults.append(fault)
        return fault

    def close_dms(self, person: Person) -> None:
        """Let someone accept no direct messages (50007)."""
        self.rest.closed_dms.add(person.id)

    def open_dms(self, person: Person) -> None:
        """Let someone accept direct messages again."""
        self.rest.closed_dms.discard(person.id)

    def drop_gateway(self, *, resumable: bool = True) -> int:
        """Cut the gateway's connections; the client resumes or, with `resumable=False`, must identify anew."""
        return self.gateway.drop(resumable=resumable)
