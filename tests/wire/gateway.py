"""The gateway: sessions that identify, get READY and their servers, heartbeat, are dropped and resume.

SimCord feeds a bot in its own process through discord.py's parsers and has no socket; this is the other half. Which
events an intent lets through is SimCord's knowledge (`simcord.intents`).
"""

import asyncio
import contextlib
import copy
import secrets
import time
from collections import deque
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import discord
import orjson
from aiohttp import WSMsgType, web
from simcord import intents as simcord_intents
from simcord.backend import serializers

from tests.wire.watch import Watch
from tests.wire.world import World

DISPATCH, HEARTBEAT, IDENTIFY, PRESENCE, RESUME, INVALID_SESSION, HELLO, HEARTBEAT_ACK = 0, 1, 2, 3, 6, 9, 10, 11
NOT_AUTHENTICATED, AUTHENTICATION_FAILED, UNKNOWN_OPCODE, SHARDING_REQUIRED = 4003, 4004, 4001, 4011
_KEPT_FOR_RESUME = 20_000


@dataclass(slots=True, eq=False)
class Connection:
    """One open WebSocket; frames are queued and written in order by its own task."""

    socket: web.WebSocketResponse
    transport: asyncio.Transport | None
    outbox: asyncio.Queue[bytes] = field(default_factory=asyncio.Queue)

    async def write(self) -> None:
        """Write what is queued until the connection ends."""
        with contextlib.suppress(ConnectionError):
            while True:
                await self.socket.send_frame(await self.outbox.get(), WSMsgType.TEXT)

    def send(self, op: int, data: object = None) -> None:
        """Queue a frame that is no event."""
        self.outbox.put_nowait(orjson.dumps({"op": op, "d": data, "s": None, "t": None}))

    def cut(self) -> None:
        """Close the TCP connection without a word, as a broken network does."""
        if self.transport is not None:
            self.transport.abort()


@dataclass(slots=True, eq=False)
class Session:
    """What an identified client is owed: its events in order, the last of them kept for a resume."""

    id: str
    shard: tuple[int, int]
    intents: discord.Intents
    identified_at: float
    connection: Connection | None = None
    sequence: int = 0
    kept: deque[tuple[int, bytes]] = field(default_factory=lambda: deque(maxlen=_KEPT_FOR_RESUME))
    resumed: int = 0

    def send(self, event: str, body: bytes) -> None:
        """Send an event, or keep it for the resume while the client is away."""
        self.sequence += 1
        frame = b'{"op":0,"t":"%b","s":%d,"d":%b}' % (event.encode(), self.sequence, body)
        self.kept.append((self.sequence, frame))
        if self.connection is not None:
            self.connection.outbox.put_nowait(frame)

    def can_replay_from(self, sequence: int) -> bool:
        """Whether every event after `sequence` is still kept."""
        return sequence == self.sequence or (bool(self.kept) and self.kept[0][0] <= sequence + 1 <= self.sequence)

    def replay(self, sequence: int) -> None:
        """Queue what came after `sequence` once more, then RESUMED."""
        assert self.connection is not None
        for number, frame in self.kept:
            if number > sequence:
                self.connection.outbox.put_nowait(frame)
        self.resumed += 1
        self.send("RESUMED", b"{}")


class Gateway:
    """All sessions, and the way of an event to those it concerns."""

    def __init__(self, world: World, token: str, watch: Watch, heartbeat_seconds: float) -> None:
        self.world = world
        self.token = token
        self.watch = watch
        self.heartbeat_seconds = heartbeat_seconds
        self.sessions: dict[str, Session] = {}
        self.identifies = 0
        self.heartbeats = 0
        self.down = False
        """Whether nobody gets in."""
        self.url = ""
        self.least_shards = 1
        """With fewer a bot is refused, as Discord does from 2,500 servers on."""
        self._connections: set[Connection] = set()
        world.subscribers.append(self.publish)

    # ------------------------------------------------------------- events out

    def publish(self, event: str, payload: Mapping[str, Any]) -> None:
        """Send an event to every session that serves its server and asked for its kind."""
        body = b""
        needed = simcord_intents.required_intent(event, payload)
        for session in self.sessions.values():
            if not _serves(session.shard, event, payload) or (needed and not getattr(session.intents, needed)):
                continue
            if event == "GUILD_CREATE" or (event in _WITH_CONTENT and not session.intents.message_content):
                session.send(event, orjson.dumps(self._shaped(event, payload, session.intents)))
            else:
                body = body or orjson.dumps(payload)
                session.send(event, body)

    def _shaped(self, event: str, payload: Mapping[str, Any], intents: discord.Intents) -> dict[str, Any]:
        """Return the payload with what the intents do not entitle to taken out."""
        shaped = copy.deepcopy(dict(payload))
        if event == "GUILD_CREATE":
            simcord_intents.prune_guild_create(shaped, intents, self.world.bot_user.id)
        else:
            simcord_intents.censor_message(shaped, self.world.bot_user.id, backend=self.world)
        return shaped

    # -------------------------------------------------------------- frames in

    async def serve(self, request: web.BaseRequest) -> web.WebSocketResponse:
        """Serve one WebSocket from HELLO to its end."""
        socket = web.WebSocketResponse(max_msg_size=1 << 20, compress=False)
        await socket.prepare(request)
        connection = Connection(socket, request.transport)
        self._connections.add(connection)
        writer = asyncio.create_task(connection.write())
        session: Session | None = None
        connection.send(HELLO, {"heartbeat_interval": int(self.heartbeat_seconds * 1000)})
        try:
            async for message in socket:
                if message.type is WSMsgType.TEXT:
                    session = await self._take(connection, session, orjson.loads(message.data))
        finally:
            writer.cancel()
            self._connections.discard(connection)
            self._left(connection, session)
        return socket

    async def _take(self, connection: Connection, session: Session | None, frame: dict[str, Any]) -> Session | None:
        op: int = frame["op"]
        data: Any = frame.get("d")
        if op == HEARTBEAT:
            self.heartbeats += 1
            connection.send(HEARTBEAT_ACK)
            self.watch.look()
        elif op in (IDENTIFY, RESUME) and data["token"].removeprefix("Bot ") != self.token:
            await connection.socket.close(code=AUTHENTICATION_FAILED, message=b"Authentication failed.")
        elif op == IDENTIFY and _of_how_many(data) < self.least_shards:
            await connection.socket.close(code=SHARDING_REQUIRED, message=b"Sharding required.")
        elif op == IDENTIFY:
            return self._identify(connection, data)
        elif op == RESUME:
            return self._resume(connection, data)
        elif session is None:
            await connection.socket.close(code=NOT_AUTHENTICATED, message=b"Not authenticated.")
        elif op != PRESENCE:
            # Member chunks and voice are not served: a bot that asks for them must not wait in silence.
            await connection.socket.close(code=UNKNOWN_OPCODE, message=b"Unknown opcode.")
        return session

    def _identify(self, connection: Connection, data: dict[str, Any]) -> Session:
        intents = discord.Intents.none()
        intents.value = data["intents"]
        shard, count = data.get("shard") or (0, 1)
        for old in [old for old in self.sessions.values() if old.shard == (shard, count) and old.connection is None]:
            del self.sessions[old.id]
        session = Session(secrets.token_hex(8), (shard, count), intents, time.perf_counter(), connection)
        self.sessions[session.id] = session
        self.identifies += 1
        guilds = [guild for guild in self.world.guilds.values() if (guild.id >> 22) % count == shard]
        session.send("READY", orjson.dumps(self._ready(session, [guild.id for guild in guilds])))
        for guild in guilds:
            payload = serializers.guild_create_payload(self.world, guild)
            session.send("GUILD_CREATE", orjson.dumps(self._shaped("GUILD_CREATE", payload, intents)))
        self.watch.look()
        return session

    def _ready(self, session: Session, guild_ids: list[int]) -> dict[str, Any]:
        return {
            "v": 10,
            "user": serializers.user_payload(self.world.bot_user),
            "guilds": [{"id": str(guild_id), "unavailable": True} for guild_id in guild_ids],
            "session_id": session.id,
            "resume_gateway_url": self.url,
            "shard": list(session.shard),
            "application": {"id": str(self.world.application_id), "flags": 0},
        }

    def _resume(self, connection: Connection, data: dict[str, Any]) -> Session | None:
        session = self.sessions.get(data["session_id"])
        if session is None or not session.can_replay_from(data["seq"]):
            connection.send(INVALID_SESSION, False)
            return None
        session.connection = connection
        session.replay(data["seq"])
        self.watch.look()
        return session

    # ---------------------------------------------------------------- endings

    def _left(self, connection: Connection, session: Session | None) -> None:
        # The session stays, for the client may resume it; the next identify of its shard replaces it.
        if session is not None and session.connection is connection:
            session.connection = None
            self.watch.look()

    def drop(self, *, resumable: bool = True) -> int:
        """Cut every connection; with `resumable=False` the sessions are forgotten too. Return how many were cut."""
        cut = list(self._connections)
        if not resumable:
            self.sessions.clear()
        for connection in cut:
            connection.cut()
        return len(cut)

    def connected(self) -> int:
        """How many sessions have an open connection."""
        return sum(session.connection is not None for session in self.sessions.values())


_WITH_CONTENT = {"MESSAGE_CREATE", "MESSAGE_UPDATE"}


def _of_how_many(identify: dict[str, Any]) -> int:
    return int((identify.get("shard") or (0, 1))[1])


def _serves(shard: tuple[int, int], event: str, payload: Mapping[str, Any]) -> bool:
    """Whether a shard gets an event: by its server's id; what has no server goes to shard 0."""
    guild_id = payload.get("guild_id") or (payload.get("id") if event.startswith("GUILD_") else None)
    return (int(guild_id or 0) >> 22) % shard[1] == shard[0]
