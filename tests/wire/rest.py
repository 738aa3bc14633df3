"""The REST side: tokens, nonces, failures on the way, a log of every request; the routes themselves are SimCord's.

SimCord's route table works on its backend alone, so it serves here as it is. It does not look at tokens or nonces,
refuse direct messages, or know a gateway's address: those are ours. The callback of an interaction skips the table
(it is found by path, not searched), for benchmarks measure a bot behind this server.
"""

import asyncio
import fnmatch
import io
import time
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import orjson
from aiohttp import BodyPartReader, web
from simcord.backend import serializers
from simcord.backend.errors import BackendError, already_acknowledged, unknown_interaction
from simcord.backend.models import EPHEMERAL_FLAG, Interaction, Message
from simcord.http import RequestContext, RouteNotImplemented, UnsupportedField, dispatch
from simcord.http.routes.interactions import interaction_callback

from tests.wire.world import World

PREFIX = "/api/v10"


@dataclass(slots=True)
class Recorded:
    """One request of the bot as it arrived; `status` is what it was answered, 0 while it is not (or was cut off)."""

    method: str
    path: str
    params: dict[str, str]
    json: Any
    headers: dict[str, str]
    at: float
    status: int = 0


@dataclass(slots=True)
class Fault:
    """A failure put in the way of matching requests (`path` may hold `*`), `times` times or, with None, always.

    `status=None` cuts the connection instead of answering, 200 answers as usual (for a `delay`, in seconds, alone);
    `after=True` carries the request out first and only then loses its answer.
    """

    method: str
    path: str
    status: int | None = 500
    code: int = 0
    message: str = "injected"
    times: int | None = 1
    delay: float = 0.0
    after: bool = False
    retry_after: float | None = None
    hits: int = 0

    def takes(self, method: str, path: str) -> bool:
        """Whether this failure meets a request; counts it."""
        if self.times is not None and self.hits >= self.times:
            return False
        if self.method not in ("*", method) or not fnmatch.fnmatchcase(path, self.path):
            return False
        self.hits += 1
        return True


_TOO_MANY = Fault("*", "*", status=429, retry_after=0.5)


@dataclass(slots=True)
class Upload:
    """A file of a multipart request, shaped as discord.File is, which SimCord's routes read."""

    filename: str
    fp: io.BytesIO
    description: str | None = None


@dataclass(slots=True)
class Rest:
    """Answers requests; `answered(interaction_id, body, arrived)` hears of accepted callbacks, `look()` of all."""

    world: World
    token: str
    shards: int
    answered: Callable[[int, dict[str, Any], float], None]
    look: Callable[[], None]
    keep: int
    light: bool = False
    overhear: Callable[[Recorded], None] | None = None
    """Hears of each request, however many there are."""
    gateway_url: str = ""
    faults: list[Fault] = field(default_factory=list)
    closed_dms: set[int] = field(default_factory=set)
    nonce_seconds: float = 180
    """How long a nonce is remembered; Discord says "within the past few minutes"."""
    requests_a_second: int | None = None
    """How many requests a bot has in any second, answers to interactions aside; None for any number."""
    limited: int = 0
    """How many were refused for being more."""
    unsupported: list[str] = field(default_factory=list)
    log: deque[Recorded] = field(default_factory=deque)
    _recent: deque[float] = field(default_factory=deque)
    _nonces: dict[tuple[int, str], tuple[float, Any]] = field(default_factory=dict)

    async def handle(self, request: web.BaseRequest) -> web.StreamResponse:
        """Answer one request of the bot."""
        arrived = time.perf_counter()
        body, files = await _read(request)
        path = request.rel_url.raw_path.removeprefix(PREFIX)
        headers = {key: value for key, value in request.headers.items() if key != "Authorization"}
        recorded = Recorded(request.method, path, dict(request.query), body, headers, arrived)
        self._record(recorded)
        if self._too_many(path, arrived):
            self.limited += 1
            return self._finish(recorded, 429, _fault_body(_TOO_MANY) | {"global": True}, _fault_headers(_TOO_MANY))
        fault = next((fault for fault in self.faults if fault.takes(recorded.method, path)), None)
        if fault is None:
            return self._finish(recorded, *self._carry_out(request, recorded, files))
        outcome = self._carry_out(request, recorded, files) if fault.after else None
        self.look()
        await asyncio.sleep(fault.delay)
        if fault.status is None:
            assert request.transport is not None
            request.transport.abort()
            return web.Response()
        if fault.status == 200:
            return self._finish(recorded, *(outcome or self._carry_out(request, recorded, files)))
        return self._finish(recorded, fault.status, _fault_body(fault), _fault_headers(fault))

    @property
    def sent_once(self) -> int:
        """How many messages were sent that carried a nonce, repeats aside."""
        return len(self._nonces)

    def _too_many(self, path: str, now: float) -> bool:
        if self.requests_a_second is None or path.startswith(("/interactions/", "/webhooks/")):
            return False
        while self._recent and self._recent[0] <= now - 1:
            self._recent.popleft()
        if len(self._recent) >= self.requests_a_second:
            return True
        self._recent.append(now)
        return False

    def _record(self, recorded: Recorded) -> None:
        self.log.append(recorded)
        if self.overhear is not None:
            self.overhear(recorded)
        if len(self.log) > self.keep:
            self.log.popleft()
        self.look()

    def _finish(
        self, recorded: Recorded, status: int, result: object, headers: dict[str, str] | None = None
    ) -> web.Response:
        recorded.status = status
        self.look()
        if result is None:
            return web.Response(status=status, headers=headers)
        # discord.py reads a body as JSON only where the type is exactly this, without a charset.
        return web.Response(
            body=orjson.dumps(result), status=status, headers={"Content-Type": "application/json", **(headers or {})}
        )

    def _carry_out(self, request: web.BaseRequest, recorded: Recorded, files: list[Upload]) -> tuple[int, Any]:
        """Return the status and the body of the answer."""
        parts = recorded.path.split("/")
        by_token = parts[1] == "interactions" or (parts[1] == "webhooks" and len(parts) > 3)
        if not by_token and request.headers.get("Authorization") != f"Bot {self.token}":
            return 401, {"message": "401: Unauthorized", "code": 0}
        try:
            result = self._routed(recorded, parts, files)
        except (RouteNotImplemented, UnsupportedField) as error:
            self.unsupported.append(error.message)
            return 501, error.to_json()
        except BackendError as error:
            return error.status, error.to_json()
        return (204, None) if result is None else (200, result)

    def _routed(self, recorded: Recorded, parts: list[str], files: list[Upload]) -> Any:
        match (recorded.method, *parts[1:]):
            case ("POST", "interactions", interaction_id, token, "callback"):
                return self._callback(recorded, interaction_id, token, files)
            case (_, "webhooks", _, token, *_) if self.light:
                return self._light_message(self.world.interaction_by_token(token))
            case ("POST", "channels", channel_id, "messages"):
                return self._send(recorded, int(channel_id), files)
            case ("GET", "gateway"):
                return {"url": self.gateway_url}
            case ("GET", "gateway", "bot"):
                limits = {"total": 1000, "remaining": 999, "reset_after": 86_400_000, "max_concurrency": self.shards}
                return {"url": self.gateway_url, "shards": self.shards, "session_start_limit": limits}
            case ("GET", "users", "@me", "guilds"):
                held = self.world.compute_permissions
                return [
                    {**guild, "permissions": str(held(int(guild["id"]), self.world.bot_user.id))}
                    for guild in self._dispatched(recorded, files)
                ]
        return self._dispatched(recorded, files)

    def _callback(self, recorded: Recorded, interaction_id: str, token: str, files: list[Upload]) -> Any:
        if self.light:
            return self._light_callback(recorded, int(interaction_id), token)
        context = RequestContext(
            self.world,
            {"interaction_id": interaction_id, "token": token},
            json=recorded.json,
            params=recorded.params,
            files=files,
            method=recorded.method,
            path=recorded.path,
        )
        result = interaction_callback(context)
        self.answered(int(interaction_id), recorded.json, recorded.at)
        return result if recorded.params.get("with_response") in ("1", "true") else None

    def _light_callback(self, recorded: Recorded, interaction_id: int, token: str) -> Any:
        """Accept an answer without looking at it or keeping it: its JSON is all that remains."""
        record = self.world.interactions.get(interaction_id)
        if record is None or record.token != token:
            raise unknown_interaction()
        if record.responded:
            raise already_acknowledged()
        data = recorded.json.get("data") or {}
        record.respond_with_message(interaction_id, ephemeral=bool(data.get("flags", 0) & EPHEMERAL_FLAG))
        self.answered(interaction_id, recorded.json, recorded.at)
        if recorded.params.get("with_response") not in ("1", "true"):
            return None
        about = {"id": str(interaction_id), "type": record.type, "response_message_id": str(interaction_id)}
        return {
            "interaction": about,
            "resource": {"type": recorded.json["type"], "message": self._light_message(record)},
        }

    def _light_message(self, record: Interaction) -> Any:
        """Return a message that stands for whatever was answered, edited or sent after an interaction."""
        message = Message(record.id, record.channel_id, self.world.bot_user.id, timestamp=self.world.now_iso())
        return serializers.message_payload(self.world, message)

    def _send(self, recorded: Recorded, channel_id: int, files: list[Upload]) -> Any:
        """Send a message; with enforce_nonce a repeat gets the first message once more, and is not sent again."""
        body = recorded.json or {}
        nonce = body.get("nonce")
        if not body.get("enforce_nonce") or nonce is None:
            return self._sent(recorded, channel_id, files)
        now = self.world.clock.now().timestamp()
        key = (channel_id, str(nonce))
        sent_at, first = self._nonces.get(key, (0.0, None))
        if first is not None and now - sent_at < self.nonce_seconds:
            return first
        sent = self._sent(recorded, channel_id, files) | {"nonce": nonce}
        self._nonces[key] = (now, sent)
        return sent

    def _sent(self, recorded: Recorded, channel_id: int, files: list[Upload]) -> dict[str, Any]:
        if self.closed_dms.intersection(self.world.get_channel(channel_id).recipient_ids):
            raise BackendError(403, 50007, "Cannot send messages to this user")
        sent: dict[str, Any] = self._dispatched(recorded, files)
        return sent

    def _dispatched(self, recorded: Recorded, files: list[Upload]) -> Any:
        try:
            return dispatch(
                self.world,
                recorded.method,
                recorded.path,
                json=recorded.json,
                params=recorded.params,
                files=files,
                reason=recorded.headers.get("X-Audit-Log-Reason"),
            )
        finally:
            # The route table notes what it did for tests in process; our own log stands for that here.
            self.world.http_requests.clear()
            self.world.transcript.clear()


async def _read(request: web.BaseRequest) -> tuple[Any, list[Upload]]:
    """Return a request's JSON (of a multipart one, its payload_json) and its files."""
    if request.content_type == "multipart/form-data":
        return await _read_multipart(request)
    raw = await request.read()
    return (orjson.loads(raw) if raw else None), []


async def _read_multipart(request: web.BaseRequest) -> tuple[Any, list[Upload]]:
    body: Any = None
    files: list[Upload] = []
    async for part in await request.multipart():
        assert isinstance(part, BodyPartReader), "a multipart inside a multipart"
        data = bytes(await part.read())
        if part.name == "payload_json":
            body = orjson.loads(data)
        else:
            files.append(Upload(part.filename or "file", io.BytesIO(data)))
    described = {str(entry.get("id")): entry.get("description") for entry in (body or {}).get("attachments") or []}
    for index, upload in enumerate(files):
        upload.description = described.get(str(index))
    return body, files


def _fault_body(fault: Fault) -> dict[str, Any]:
    if fault.status == 429:
        return {"message": "You are being rate limited.", "retry_after": fault.retry_after or 0.0, "global": False}
    return {"message": fault.message, "code": fault.code}


def _fault_headers(fault: Fault) -> dict[str, str]:
    # Without Via discord.py takes a 429 for Cloudflare's ban and gives up.
    return {"Via": "1.1 wire", "Retry-After": str(fault.retry_after or 0)} if fault.status == 429 else {}
