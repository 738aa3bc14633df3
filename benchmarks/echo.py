"""A client that does nothing but answer, on plain sockets: what a member still waits is what the server costs.

Reads DISCORD_TOKEN and DISCORD_API_URL from the environment: `python -m benchmarks.echo`.
"""

import asyncio
import os
from typing import Any

import aiohttp
import orjson
import yarl

_BODY = b'{"type":4,"data":{"content":"Bare."}}'
_REQUEST = (
    b"POST %b/interactions/%b/%b/callback?with_response=1 HTTP/1.1\r\nHost: localhost\r\n"
    b"Content-Type: application/json\r\nContent-Length: %d\r\n\r\n%b"
)


class Line(asyncio.Protocol):
    """One connection that is kept; it is handed back when an answer has come, of which nothing is read."""

    def __init__(self, free: list["Line"]) -> None:
        self.free = free
        self.transport: asyncio.WriteTransport | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Keep the connection."""
        if isinstance(transport, asyncio.WriteTransport):
            self.transport = transport

    def data_received(self, data: bytes) -> None:
        """Take the end of an answer, whose JSON is one object, as the end."""
        if data.endswith(b"}"):
            self.free.append(self)


async def main() -> None:
    """Register one command, identify, and answer every interaction with the same bytes until killed."""
    url, token = os.environ["DISCORD_API_URL"], os.environ["DISCORD_TOKEN"]
    headers = {"Authorization": f"Bot {token}"}
    async with aiohttp.ClientSession() as session:
        async with session.get(f"{url}/oauth2/applications/@me", headers=headers) as response:
            application = await response.json()
        commands = [{"name": "bare", "description": "Answers.", "type": 1}]
        await session.put(f"{url}/applications/{application['id']}/commands", headers=headers, json=commands)
        async with session.get(f"{url}/gateway/bot", headers=headers) as response:
            gateway = (await response.json())["url"]
        async with session.ws_connect(gateway) as socket:
            await socket.send_json({"op": 2, "d": {"token": token, "intents": 1}})
            await _answer(yarl.URL(url), socket)


async def _answer(url: yarl.URL, socket: aiohttp.ClientWebSocketResponse) -> None:
    loop, host, port = asyncio.get_running_loop(), url.host or "", url.port or 80
    free: list[Line] = []
    async for message in socket:
        event: dict[str, Any] = orjson.loads(message.data)
        if event["t"] != "INTERACTION_CREATE":
            continue
        if not free:
            _, line = await loop.create_connection(lambda: Line(free), host, port)
            free.append(line)
        transport = free.pop().transport
        if transport is not None:
            about = (url.raw_path.encode(), event["d"]["id"].encode(), event["d"]["token"].encode())
            transport.write(_REQUEST % (*about, len(_BODY), _BODY))


if __name__ == "__main__":
    asyncio.run(main())
