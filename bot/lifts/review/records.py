"""The use cases of records: those of one lift, and an overview of all."""

from dataclasses import dataclass
from datetime import date

from bot.database import Connection, Database
from bot.errors import SpotterError
from bot.lifts.exercises import Catalogue, Exercise, Loading
from bot.lifts.review import store
from bot.lifts.review.done import Body
from bot.lifts.review.finding import Finder
from bot.lifts.review.marks import Marks, marks_of
from bot.lifts.review.progress import Members, Scales
from bot.lifts.weight import Weight

PER_PAGE = 6


@dataclass(frozen=True, slots=True)
class Overview:
    """One page of a member's lifts with their records, those first that are done most; `page` counts from 0."""

    owner_id: int
    lifts: tuple[Marks, ...]
    page: int
    pages: int


class Records:
    """Tells members their records, and those of members who share their log."""

    def __init__(
        self, database: Database, members: Members, catalogue: Catalogue, finder: Finder, scales: Scales
    ) -> None:
        self._database = database
        self._members = members
        self._catalogue = catalogue
        self._finder = finder
        self._scales = scales

    async def of_lift(self, viewer_id: int, owner_id: int, lift: str, guild_id: int | None = None) -> Marks:
        """Return the records of one lift. Raises SpotterError: unknown, never done, or not for others to see."""
        await self._must_share(viewer_id, owner_id)
        body = await self._body(viewer_id, owner_id)
        exercise = await self._finder.find(viewer_id, lift, guild_id)
        return await self._database.read(_of_lift, owner_id, exercise, body)

    async def overview(self, viewer_id: int, owner_id: int, page: int) -> Overview:
        """Return a page of lifts, or the nearest there is. Raises SpotterError when the owner does not share."""
        await self._must_share(viewer_id, owner_id)
        body = await self._body(viewer_id, owner_id)
        return await self._database.read(self._overview, owner_id, page, body)

    def _overview(self, connection: Connection, owner_id: int, page: int, body: Body) -> Overview:
        done = [exercise_id for exercise_id, _ in store.lifts_done(connection, owner_id)]
        pages = max(1, -(-len(done) // PER_PAGE))
        page = max(0, min(page, pages - 1))
        lifts = tuple(
            marks_of(self._catalogue[exercise_id], store.groups(connection, owner_id, exercise_id), body)
            for exercise_id in done[page * PER_PAGE : (page + 1) * PER_PAGE]
        )
        return Overview(owner_id, lifts, page, pages)

    async def _must_share(self, viewer_id: int, owner_id: int) -> None:
        if viewer_id != owner_id and not (await self._members.preferences(owner_id)).public_log:
            raise SpotterError("They keep their log to themselves, so I can't show their records.")

    async def _body(self, viewer_id: int, owner_id: int) -> Body:
        """Return what the owner weighed; nothing for others, whom no figure may tell what they weigh."""
        return (await self._scales.book(owner_id)).on if viewer_id == owner_id else _unknown


def _of_lift(connection: Connection, owner_id: int, exercise: Exercise, body: Body) -> Marks:
    groups = store.groups(connection, owner_id, exercise.id)
    if not groups:
        raise SpotterError(f"There is no {exercise.name} in that log yet, so it has no records.")
    return marks_of(exercise, groups, body if exercise.load is not Loading.WEIGHT else _unknown)


def _unknown(_: date) -> Weight | None:
    return None
