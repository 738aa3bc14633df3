"""The pages of the demo: the foyer, and the bar beside what SimCord's Preview shows."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from html import escape
from pathlib import Path
from string import Template
from zoneinfo import ZoneInfo

from bot.demo.cast import DM, PEOPLE, ROOMS, SERVER, Person
from bot.demo.stage import Place

STATIC = Path(__file__).with_name("static")

_PLACES = (*(room.key for room in ROOMS), DM)
_ABOUT = (
    "The real bot in a simulated Discord. The people are made up, everything stays on this computer, "
    "and it is gone when the demo ends."
)


@dataclass(frozen=True)
class Hint:
    """Something worth a try: where, what to type, and what to look for."""

    place: Place
    typed: str
    then: str


@dataclass(frozen=True)
class News:
    """What changes by itself: the time, and unread direct messages by the people's keys."""

    now: datetime
    next_due: datetime | None
    """When the next message comes: to the member who looks, else to anybody."""
    mine: bool
    """Whether it is for the member who looks."""
    unread: dict[str, int]


def address(place: Place) -> str:
    """Return where a place is seen, below the demo's address."""
    return f"/as/{place.person.key}/in/{place.room}"


def foyer(news: News, hints: Sequence[Hint]) -> str:
    """Return the first page: who one can be, where one can go, and what is worth a try."""
    return _filled(
        "foyer.html",
        about=_ABOUT,
        server=escape(SERVER),
        tries="".join(_hint(hint) for hint in hints),
        people="".join(_person(person, news) for person in PEOPLE),
        time=_time(news, PEOPLE[0], None),
    )


def around(preview: str, place: Place, key: str, news: News) -> str:
    """Return Preview's own page with the demo's bar in it. `key` is what lets the page in."""
    title = f"<title>{_room(place.room)} as {escape(place.person.name)} · Spotter, the demo</title>"
    head = (
        f'<meta name="demo-key" content="{escape(key)}">\n'
        '<link rel="stylesheet" href="/demo.css">\n<script src="/demo.js"></script>\n</head>'
    )
    page = preview.replace("<title>SimCord Preview</title>", title, 1).replace("</head>", head, 1)
    return page.replace("<body>", '<body class="around">\n' + _bar(place, news), 1)


def clock_text(instant: datetime, person: Person) -> str:
    """Return an instant by the person's clock: `Wed 25 Nov, 07:00`."""
    local = instant.astimezone(ZoneInfo(person.zone))
    return f"{local:%a} {local.day} {local:%b, %H:%M}"


def due_text(news: News, person: Person) -> str:
    """Return when the next message is due, by the person's clock."""
    if news.next_due is None:
        return "No message is due."
    whose = f"for {person.name}" if news.mine else "to anyone"
    return f"Next message {whose}: {clock_text(news.next_due, person)}"


def _filled(template: str, **values: str) -> str:
    return Template((STATIC / template).read_text(encoding="utf-8")).substitute(values)


def _bar(place: Place, news: News) -> str:
    rooms = [_link(Place(place.person, key), _room(key), news, place) for key in _PLACES]
    people = [_link(Place(one, place.room), one.name, news, place, counted=True) for one in PEOPLE]
    return _filled(
        "bar.html",
        about=_ABOUT,
        server=escape(SERVER),
        address=address(place),
        here=f"{escape(place.person.name)} · {'DMs' if place.room == DM else _room(place.room)}",
        waiting=_count("all", sum(news.unread.values())),
        rooms="".join(f"<li>{link}</li>" for link in rooms),
        people="".join(f"<li>{link}</li>" for link in people),
        time=_time(news, place.person, place),
    )


def _time(news: News, person: Person, place: Place | None) -> str:
    return _filled(
        "time.html",
        now=clock_text(news.now, person),
        zone=escape(person.zone),
        due=due_text(news, person),
        back=f'<input type="hidden" name="back" value="{address(place)}">' if place else "",
        idle="" if news.next_due else " disabled",
    )


def _person(person: Person, news: News) -> str:
    links = "".join(f"<li>{_link(Place(person, key), _room(key), news)}</li>" for key in _PLACES)
    return (
        f"<li><h3>{escape(person.name)}</h3><p>{escape(person.about)}</p>"
        f'<ul class="rooms" aria-label="Go as {escape(person.name)} to">{links}</ul></li>'
    )


def _hint(hint: Hint) -> str:
    where = f"{escape(hint.place.person.name)} in {_room(hint.place.room)}"
    typed = f" <code>{escape(hint.typed)}</code>" if hint.typed else ""
    return f'<li><a href="{address(hint.place)}">{where}</a>{typed}: {escape(hint.then)}</li>'


def _link(place: Place, text: str, news: News, here: Place | None = None, *, counted: bool = False) -> str:
    current = ' aria-current="page"' if place == here else ""
    new = _count(place.person.key, news.unread[place.person.key]) if counted or place.room == DM else ""
    return f'<a href="{address(place)}"{current}>{escape(text)}{new}</a>'


def _count(whose: str, unread: int) -> str:
    hidden = "" if unread else " hidden"
    told = '<span class="unseen"> new messages</span>'
    return f' <span class="count" data-unread="{whose}"{hidden}>{unread}{told}</span>'


def _room(key: str) -> str:
    return "Direct messages" if key == DM else f"#{key}"
