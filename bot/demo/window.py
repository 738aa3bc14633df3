"""The window onto the stage: SimCord's Preview of one place at a time, as one member sees it."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass

import aiohttp
from simcord import Preview

from bot.demo.cast import DM
from bot.demo.stage import Place, Stage

_ACTS = "/api/action"
_ASKED = ("X-Simcord-Capability", "X-Simcord-Context", "Content-Type")
_ANSWERED = ("Content-Type", "Content-Disposition", "Content-Security-Policy")
_ANSWERED_TOO = "X-"


@dataclass(frozen=True)
class Seen:
    """What Preview's server answered."""

    status: int
    headers: Mapping[str, str]
    body: bytes


_GONE = Seen(410, {}, b"")


class Window:
    """Holds the one Preview that SimCord allows, and passes the browser's requests on to it."""

    def __init__(self, stage: Stage, http: aiohttp.ClientSession) -> None:
        self._stage = stage
        self._http = http
        self._preview: Preview | None = None
        self.place: Place | None = None

    async def show(self, place: Place) -> str:
        """Look from a place, and return the key that the page needs to be let in."""
        async with self._stage.turn():
            await self._close()
            actor = self._stage.actors[place.person.key]
            preview = self._stage.env.preview(
                self._stage.channel(place),
                viewers=[actor.user if place.room == DM else actor],
                layout="channel",
                locale="en-US" if place.person.unit == "lb" else "en-GB",
                timezone=place.person.zone,
                assets=self._stage.pictures,
            )
            await preview.__aenter__()
            self._preview, self.place = preview, place
            return preview.url.partition("#")[2]

    async def refresh(self) -> None:
        """Show what happened by itself; what happens by a member's act shows without."""
        async with self._stage.turn():
            if self._preview is not None:
                await self._preview.refresh()

    async def close(self) -> None:
        """Look no longer."""
        async with self._stage.turn():
            await self._close()

    async def pass_on(
        self, method: str, path: str, headers: Mapping[str, str], read: Callable[[], Awaitable[bytes]]
    ) -> Seen:
        """Pass a request on to Preview's server; one that acts waits for its turn."""
        body = await read()
        if path != _ACTS:
            return await self._asked(method, path, headers, body)
        async with self._stage.turn():
            return await self._asked(method, path, headers, body)

    async def _asked(self, method: str, path: str, headers: Mapping[str, str], body: bytes) -> Seen:
        if self._preview is None:
            return _GONE
        address = self._preview.url.partition("#")[0].rstrip("/") + path
        passed = {name: headers[name] for name in _ASKED if name in headers}
        try:
            async with self._http.request(method, address, headers=passed, data=body or None) as response:
                answered = {
                    name: value
                    for name, value in response.headers.items()
                    if name in _ANSWERED or name.startswith(_ANSWERED_TOO)
                }
                return Seen(response.status, answered, await response.read())
        except aiohttp.ClientError:
            return _GONE  # somebody went elsewhere meanwhile

    async def _close(self) -> None:
        closing, self._preview, self.place = self._preview, None, None
        if closing is not None:
            await closing.close()
