"""The demo's own small web server: the foyer, the places, the jump in time, and Preview behind them.

It answers on loopback only, and only to pages of its own: another site that a browser has open can't act here.
"""

from collections.abc import Awaitable, Callable

from aiohttp import web

from bot.demo.cast import BOT, BOT_COLOUR, DM, PEOPLE, ROOMS, Person
from bot.demo.faces import face
from bot.demo.pages import STATIC, Hint, News, address, around, clock_text, due_text, foyer
from bot.demo.stage import Place, Stage
from bot.demo.window import Window

HOST = "127.0.0.1"
_LARGEST_UPLOAD = 26 * 1024 * 1024
_NOWHERE = "There is no such place in the demo."
_STRANGER = "Another site sent you here. Type the demo's address yourself."
_GUARDED = {
    "Cache-Control": "no-store",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "Content-Security-Policy": "default-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'",
}

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


class Foyer:
    """Answers the browser."""

    def __init__(self, stage: Stage, window: Window, hints: tuple[Hint, ...]) -> None:
        self._stage = stage
        self._window = window
        self._hints = hints

    def app(self) -> web.Application:
        """Return the web application."""
        made = web.Application(middlewares=[_only_our_own], client_max_size=_LARGEST_UPLOAD)
        made.router.add_get("/", self._foyer)
        made.router.add_get("/as/{person}/in/{room}", self._place)
        made.router.add_get("/news", self._news)
        made.router.add_post("/skip", self._skip)
        made.router.add_get(r"/{name:demo\.(?:css|js)}", self._static)
        made.router.add_get("/favicon.ico", self._icon)
        made.router.add_route("*", "/{rest:.*}", self._behind)
        return made

    async def _foyer(self, _: web.Request) -> web.Response:
        text = foyer(await self._news_for(None), self._hints)
        return web.Response(text=text, content_type="text/html", headers=_GUARDED)

    async def _place(self, request: web.Request) -> web.Response:
        place = _place_at(request.path)
        if place is None:
            raise web.HTTPNotFound(text=_NOWHERE)
        if place.room == DM:
            self._stage.mark_read(place.person)
        key = await self._window.show(place)
        seen = await self._window.pass_on("GET", "/", {}, request.read)
        guards = {name: value for name, value in seen.headers.items() if name != "Content-Type"}
        text = around(seen.body.decode(), place, key, await self._news_for(place.person))
        return web.Response(text=text, content_type="text/html", headers=guards)

    async def _news(self, request: web.Request) -> web.Response:
        place = _place_at(request.query.get("at", ""))
        if place is None:
            raise web.HTTPNotFound(text=_NOWHERE)
        here = self._window.place == place
        if here and place.room == DM:
            self._stage.mark_read(place.person)
        news = await self._news_for(place.person)
        return web.json_response(
            {
                "here": here,
                "now": clock_text(news.now, place.person),
                "due": due_text(news, place.person),
                "idle": news.next_due is None,
                "unread": news.unread,
            },
            headers=_GUARDED,
        )

    async def _skip(self, request: web.Request) -> web.Response:
        form = await request.post()
        back = _place_at(str(form.get("back", "")))
        reached = await self._stage.skip_ahead(back.person if back else None)
        then = Place(reached, DM) if reached else back
        raise web.HTTPSeeOther(address(then) if then else "/")

    async def _static(self, request: web.Request) -> web.Response:
        name = request.match_info["name"]
        kind = "text/css" if name.endswith(".css") else "text/javascript"
        return web.Response(text=(STATIC / name).read_text(), content_type=kind, headers=_GUARDED)

    async def _icon(self, _: web.Request) -> web.Response:
        return web.Response(body=face(BOT, BOT_COLOUR), content_type="image/png", headers=_GUARDED)

    async def _behind(self, request: web.Request) -> web.Response:
        seen = await self._window.pass_on(request.method, request.path_qs, request.headers, request.read)
        return web.Response(status=seen.status, body=seen.body, headers=seen.headers)

    async def _news_for(self, person: Person | None) -> News:
        mine = await self._stage.next_due(person) if person else None
        return News(
            now=self._stage.clock(),
            next_due=mine or await self._stage.next_due(),
            mine=mine is not None,
            unread={one.key: self._stage.unread(one) for one in PEOPLE},
        )


@web.middleware
async def _only_our_own(request: web.Request, handler: Handler) -> web.StreamResponse:
    """Refuse requests that other sites send, and names that merely lead to this machine."""
    host, _, _ = request.host.partition(":")
    if host not in (HOST, "localhost"):
        raise web.HTTPForbidden(text="This is a demo on this computer only.")
    arriving = request.method == "GET" and request.path == "/"
    if _from_elsewhere(request) and not arriving:
        raise web.HTTPForbidden(text=_STRANGER)
    return await handler(request)


def _from_elsewhere(request: web.Request) -> bool:
    # A form on a page without referrers has the origin "null", so what the browser says of the site goes first.
    site = request.headers.get("Sec-Fetch-Site")
    if site is not None:
        return site not in ("none", "same-origin")
    own = f"http://{request.host}"
    return request.headers.get("Origin", own) != own


def _place_at(path: str) -> Place | None:
    """Return the place that an address such as `/as/nils/in/tips` means, or None."""
    places = (Place(person, room) for person in PEOPLE for room in (DM, *(one.key for one in ROOMS)))
    return next((place for place in places if address(place) == path), None)
