"""The use cases of body weight: weighed, asked about, undone, looked at."""

import logging
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any, Protocol

from bot.bodyweight import store
from bot.bodyweight.weighing import HEAVIEST, LIGHTEST, Book, Trend, Weighing, leaps, possible
from bot.charts.chart import CannotDraw, Charts
from bot.database import Connection, Database
from bot.errors import Gone, SpotterError
from bot.instants import Clock
from bot.lifts.amounts import names_no_unit, read_weight
from bot.lifts.days import moment
from bot.lifts.weight import Weight
from bot.members.preferences import Preferences

log = logging.getLogger("spotter.charts")

_DRAFT = "bodyweight"
"""The kind of its drafts: what was typed and, where it is a weight that is asked about, its instant."""


class Members(Protocol):
    """Knows how a member wants things."""

    async def preferences(self, member_id: int, locale: str | None = None) -> Preferences:
        """Return a member's preferences."""
        ...


class Drafts(Protocol):
    """Keeps what was typed and is asked about."""

    async def keep(self, member_id: int, kind: str, body: dict[str, Any]) -> int:
        """Keep it and return its id."""
        ...

    async def recall(self, member_id: int, kind: str, draft_id: int) -> dict[str, Any]:
        """Return what was kept. Raises Gone."""
        ...


@dataclass(frozen=True, slots=True)
class Weighed:
    """A weighing is in the book, with how it goes."""

    weighing: Weighing
    trend: Trend
    unit_guessed: bool = False
    """Whether the member has chosen no unit and typed none, so that the one it was read in is a guess."""
    day_guessed: bool = False
    """Whether the member's time zone is not known, so that the day is UTC's."""


@dataclass(frozen=True, slots=True)
class Doubted:
    """A weight far from the last one; it is kept until the member says that it is right."""

    draft_id: int
    weight: Weight
    last: Weight
    other: Weight | None
    """The same figure in the other unit, where that comes near the last weight."""


@dataclass(frozen=True, slots=True)
class Typed:
    """What a member typed for a weighing, to be mended."""

    id: int
    """The one that the weighing will have, however often it is mended."""
    weight: str
    when: str


@dataclass(frozen=True, slots=True)
class Unclear:
    """What was typed for a weighing can't be taken; it is kept."""

    draft_id: int
    problem: SpotterError


@dataclass(frozen=True, slots=True)
class Seen:
    """How a member's weight goes, as numbers and as PNG; None where that could not be drawn."""

    trend: Trend
    picture: bytes | None


class Scales:
    """Weighs members, and tells other features what they weighed."""

    def __init__(self, database: Database, clock: Clock, members: Members, drafts: Drafts, charts: Charts) -> None:
        self._database = database
        self._clock = clock
        self._members = members
        self._drafts = drafts
        self._charts = charts

    async def weigh(
        self, member_id: int, id: int, text: str, when: str = "", locale: str | None = None
    ) -> Weighed | Doubted:
        """Log what was typed, or ask when it is far from the last weight. Twice is once. Raises SpotterError."""
        preferences = await self._members.preferences(member_id, locale)
        weight = read_weight(text, preferences.unit)
        day, at = moment(when, self._clock(), preferences.tzinfo)
        _must_be_possible(weight)
        weighing = Weighing(id, day, at, weight)
        book = await self.book(member_id)
        last = book.on(day)
        if last and leaps(weight, last) and id not in {known.id for known in book.weighings}:
            return await self._doubted(member_id, weighing, last)
        guessed = not preferences.unit_chosen and names_no_unit(text)
        weighed = await self._save(member_id, weighing)
        return replace(weighed, unit_guessed=guessed, day_guessed=preferences.zone is None)

    async def take_over(self, member_id: int, day: date, weight: Weight) -> Weighed | Doubted:
        """Log what a member told elsewhere about a day, in place of what was taken over for it. Raises as `weigh`."""
        _must_be_possible(weight)
        _, at = moment(day.isoformat(), self._clock(), (await self._members.preferences(member_id)).tzinfo)
        weighing = Weighing(day.toordinal(), day, at, weight)  # as an id: far below those of weighings that were typed
        last = (await self.book(member_id)).on(day)
        if last and leaps(weight, last):
            return await self._doubted(member_id, weighing, last)
        return await self._save(member_id, weighing)

    async def knows(self, member_id: int, day: date, weight: Weight) -> bool:
        """Tell whether that is what the member weighed on that very day, by the book."""
        weighings = (await self.book(member_id)).weighings
        return any(known.day == day and known.weight == weight for known in weighings)

    async def confirm(self, member_id: int, draft_id: int, *, other_unit: bool) -> Weighed:
        """Log a doubted weight as it stands, or with lb for kg and kg for lb. Twice is once. Raises Gone."""
        weighing = _from_body(await self._drafts.recall(member_id, _DRAFT, draft_id))
        weight = _in_other_unit(weighing.weight) if other_unit else weighing.weight
        return await self._save(member_id, Weighing(weighing.id, weighing.day, weighing.at, weight))

    async def typed(self, member_id: int, draft_id: int) -> Typed:
        """Return what was asked about or could not be taken, to be mended. Raises Gone."""
        body = await self._drafts.recall(member_id, _DRAFT, draft_id)
        return Typed(int(body["id"]), body["weight"], body["day"])

    async def mend(
        self, member_id: int, draft_id: int, text: str, when: str, locale: str | None = None
    ) -> Weighed | Doubted | Unclear:
        """Log a weighing as it was mended, or ask again; what can't be taken is kept. Raises Gone."""
        weighing_id = (await self.typed(member_id, draft_id)).id
        try:
            return await self.weigh(member_id, weighing_id, text, when, locale)
        except SpotterError as problem:
            body = {"id": str(weighing_id), "weight": text, "day": when}
            return Unclear(await self._drafts.keep(member_id, _DRAFT, body), problem)

    async def undo(self, member_id: int, id: int) -> None:
        """Take a weighing out of the book. Raises Gone."""
        if not await self._database.write(store.remove, member_id, id):
            raise Gone

    async def trend(self, member_id: int) -> Trend | None:
        """Return how a member's weight goes; None when they never said it."""
        book = await self.book(member_id)
        return Trend(book.weighings[-1], book) if book else None

    async def look(self, member_id: int) -> Seen | None:
        """Return how a member's weight goes, with its picture; None when they never said it."""
        trend = await self.trend(member_id)
        if trend is None:
            return None
        try:
            return Seen(trend, await self._charts.draw(trend.chart()))
        except CannotDraw:
            log.warning("a chart was not drawn", exc_info=True)
            return Seen(trend, None)

    async def book(self, member_id: int) -> Book:
        """Return a member's weighings, which also tell what they weighed on any day."""
        return Book(await self._database.read(store.all_of, member_id))

    def on(self, connection: Connection, member_id: int, day: date) -> Weight | None:
        """Return what a member weighed nearest to a day, inside another feature's unit of work."""
        return store.nearest(connection, member_id, day)

    def keep(self, connection: Connection, member_id: int, weighings: Iterable[Weighing]) -> None:
        """Add weighings that came with an import to the book, inside its unit of work; known ids stay as they are."""
        for weighing in weighings:
            store.add(connection, member_id, weighing)

    def forget(self, connection: Connection, member_id: int, ids: Iterable[int]) -> None:
        """Take weighings out of the book, inside another feature's unit of work."""
        for weighing_id in ids:
            store.remove(connection, member_id, weighing_id)

    def every(self, connection: Connection, member_id: int) -> list[Weighing]:
        """Return every weighing, several of one day too, inside another feature's unit of work."""
        return store.all_of(connection, member_id)

    async def on_day(self, member_id: int, day: date) -> Weight | None:
        """Return what a member weighed nearest to a day; None when they never said."""
        return await self._database.read(store.nearest, member_id, day)

    async def _doubted(self, member_id: int, weighing: Weighing, last: Weight) -> Doubted:
        other = _in_other_unit(weighing.weight)
        near = possible(other) and not leaps(other, last)
        kept = await self._drafts.keep(member_id, _DRAFT, _to_body(weighing))
        return Doubted(kept, weighing.weight, last, other if near else None)

    async def _save(self, member_id: int, weighing: Weighing) -> Weighed:
        await self._database.write(store.put, member_id, weighing)
        trend = await self.trend(member_id)
        if trend is None:
            raise Gone
        saved = next((known for known in trend.book.weighings if known.id == weighing.id), weighing)
        return Weighed(saved, trend)


def _must_be_possible(weight: Weight) -> None:
    if not possible(weight):
        raise SpotterError(
            f"I read {weight} as your body weight, and it has to be between {LIGHTEST} and {HEAVIEST}. "
            "Type it like `82.5 kg` or `180 lb`."
        )


def _in_other_unit(weight: Weight) -> Weight:
    return Weight(weight.amount, "lb" if weight.unit == "kg" else "kg")


def _to_body(weighing: Weighing) -> dict[str, Any]:
    """Return a weighing as JSON can carry it; the id as text, for it has more digits than every JSON reader keeps."""
    return {
        "id": str(weighing.id),
        "day": weighing.day.isoformat(),
        "at": weighing.at.isoformat(),
        "weight": str(weighing.weight),
    }


def _from_body(body: dict[str, Any]) -> Weighing:
    """Return what `_to_body` made. Raises Gone for what was typed and is no weighing."""
    if "at" not in body:
        raise Gone
    return Weighing(
        int(body["id"]),
        date.fromisoformat(body["day"]),
        datetime.fromisoformat(body["at"]),
        read_weight(body["weight"], "kg"),
    )
