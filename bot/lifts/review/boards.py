"""Leaderboards: who lifts most among the members of a server who want to be compared."""

import asyncio
from collections.abc import Awaitable, Callable, Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from fractions import Fraction
from typing import Protocol

from bot.database import Connection, Database
from bot.errors import SpotterError
from bot.instants import Clock
from bot.lifts import store as lifts_store
from bot.lifts.exercises import CUSTOM, Catalogue, Exercise, Loading, Measure
from bot.lifts.points import Event, Sex, dots, ipf_gl
from bot.lifts.records import Best, Bests
from bot.lifts.review import store
from bot.lifts.review.done import Group
from bot.lifts.review.finding import Finder
from bot.lifts.standing import BodyOn
from bot.lifts.strength import EPLEY, e1rm

PER_PAGE = 10
WINDOW = timedelta(days=90)
BENCH = "bench_press"
_KNOWN_FOR = timedelta(days=1)
"""For how long a listed member is taken to be still in the server."""
_MOST_ROUNDS = 4
"""Pages of members who left that are seen through at once; what is left waits for the next look."""
_KG = 10**11
"""Of `Weight.key`."""

StillThere = Callable[[int], Awaitable[bool]]
"""Tells whether a member is still in the server."""


class TellsOfListed(Protocol):
    """What names the listed members of a server elsewhere: it lets go of one who is listed no longer."""

    def left_out(self, connection: Connection, guild_id: int, member_id: int) -> None:
        """Take back, inside the unit of work, what is told of a member there."""
        ...

    def wake(self) -> None:
        """Have it looked at soon; called after the unit."""
        ...


class By(StrEnum):
    """What members are ranked by."""

    WEIGHT = "weight"
    E1RM = "e1rm"
    DOTS = "dots"
    GL = "gl"

    @property
    def label(self) -> str:
        """What it is, with its formula."""
        return _LABELS[self]


_LABELS = {By.WEIGHT: "heaviest set", By.E1RM: f"e1RM ({EPLEY.name})", By.DOTS: "DOTS", By.GL: "IPF GL"}


@dataclass(frozen=True, slots=True)
class Rank:
    """One line of a leaderboard; who is equal shares a place."""

    place: int
    member_id: int
    best: Best
    figure: str
    """What they are ranked by, where that is not the set itself."""


@dataclass(frozen=True, slots=True)
class Board:
    """One page of a leaderboard; `page` counts from 0."""

    exercise: Exercise
    by: By
    recent: bool
    """Only what was lifted in the last 90 days."""
    ranks: tuple[Rank, ...]
    page: int
    pages: int
    unranked: int
    """Of those with the lift, how many lack a body weight or a choice of table, which points need."""


@dataclass(frozen=True, slots=True)
class _Entry:
    member_id: int
    best: Best
    value: Fraction | float
    figure: str


class Boards:
    """Ranks the members of a server who are listed there, and lists them."""

    def __init__(self, database: Database, clock: Clock, catalogue: Catalogue, finder: Finder, body_on: BodyOn) -> None:
        self._database = database
        self._clock = clock
        self._catalogue = catalogue
        self._finder = finder
        self._body_on = body_on
        self._tellers: list[TellsOfListed] = []

    def follow_listings(self, teller: TellsOfListed) -> None:
        """Have a use case told of members who are listed no longer; wired once, in `bot/house.py`."""
        self._tellers.append(teller)

    async def find(self, member_id: int, name: str, by: By, guild_id: int) -> Exercise:
        """Return the lift of that name. Raises SpotterError where it is unknown or can't be ranked so."""
        return _rankable(await self._finder.find(member_id, name, guild_id), by)

    async def show(
        self, guild_id: int, exercise_id: str, by: By, page: int, *, recent: bool, still_there: StillThere
    ) -> Board:
        """Return a page of a leaderboard, or the nearest there is; who has left the server is taken off.

        Raises SpotterError where there is no such lift or it can't be ranked so.
        """
        exercise = _rankable(self._catalogue[exercise_id], by)
        for _ in range(_MOST_ROUNDS):
            board, doubtful = await self._database.read(self._board, guild_id, exercise, by, page, recent)
            if not doubtful:
                break
            await self._check(guild_id, doubtful, still_there)
        return board

    async def list_me(self, guild_id: int, member_id: int) -> None:
        """List a member on this server's leaderboards; twice is once."""
        await self._database.write(store.put_on_list, guild_id, member_id, self._clock())

    async def take_me_off(self, guild_id: int, member_id: int) -> None:
        """Take a member off this server's leaderboards, and out of what names them as listed; twice is once."""
        await self._database.write(self._take_off, guild_id, member_id)
        for teller in self._tellers:
            teller.wake()

    async def check(self, guild_id: int, members: Collection[int], still_there: StillThere) -> bool:
        """Ask whether listed members, who were not seen for a day, are still in the server; tell whether one was not.

        Who is not is taken off its leaderboards.
        """
        return await self._check(guild_id, await self._database.read(self._doubtful, guild_id, members), still_there)

    async def choose_table(self, member_id: int, sex: Sex | None) -> None:
        """Set whose table counts a member's points, on every server; None leaves them without."""
        await self._database.write(store.set_sex, member_id, sex)

    async def _check(self, guild_id: int, members: Sequence[int], still_there: StillThere) -> bool:
        found = await asyncio.gather(*(still_there(member_id) for member_id in members))
        for member_id, there in zip(members, found, strict=True):
            if there:
                await self._database.write(store.set_seen, guild_id, member_id, self._clock())
            else:
                await self.take_me_off(guild_id, member_id)
        return not all(found)

    def _doubtful(self, connection: Connection, guild_id: int, members: Collection[int]) -> list[int]:
        """Return who of these listed members was not known to be in the server for a day."""
        now, listed = self._clock(), store.listed(connection, guild_id)
        return [member for member in members if member in listed and now - listed[member] > _KNOWN_FOR]

    def _take_off(self, connection: Connection, guild_id: int, member_id: int) -> None:
        if store.take_off_list(connection, guild_id, member_id):
            for teller in self._tellers:
                teller.left_out(connection, guild_id, member_id)

    def _board(
        self, connection: Connection, guild_id: int, exercise: Exercise, by: By, page: int, recent: bool
    ) -> tuple[Board, list[int]]:
        """Return a page, and who on it was not known to be in the server for a day."""
        now = self._clock()
        since = (now - WINDOW).date() if recent else None
        listed = store.listed(connection, guild_id)
        with_lift = [(member, bests) for member in listed if (bests := _bests(connection, member, exercise, since))]
        entries = [self._entry(connection, member, bests, exercise, by) for member, bests in with_lift]
        found = [entry for entry in entries if entry]
        pages = max(1, -(-len(found) // PER_PAGE))
        page = max(0, min(page, pages - 1))
        ranks = tuple(_ranked(found)[page * PER_PAGE : (page + 1) * PER_PAGE])
        board = Board(exercise, by, recent, ranks, page, pages, len(entries) - len(found))
        return board, [rank.member_id for rank in ranks if now - listed[rank.member_id] > _KNOWN_FOR]

    def _entry(self, connection: Connection, member_id: int, bests: Bests, exercise: Exercise, by: By) -> _Entry | None:
        """Return where a member stands; None without what points need."""
        if by is By.E1RM:
            strongest = bests.strongest()
            estimated = e1rm(strongest.load, strongest.reps) if strongest else None
            return _Entry(member_id, strongest, estimated.key, estimated.rounded) if strongest and estimated else None
        best = bests.heaviest(bodyweight=exercise.load is Loading.ADDED)
        if best is None:
            return None
        if by is By.WEIGHT:
            return _Entry(member_id, best, Fraction(best.load.weight.key), "")
        sex = store.sex(connection, member_id)
        body = self._body_on(connection, member_id, best.performed_at.date())
        if sex is None or body is None:
            return None
        lifted, weighed = best.load.weight.key / _KG, body.key / _KG
        points = dots(lifted, weighed, sex) if by is By.DOTS else ipf_gl(lifted, weighed, sex, Event.BENCH)
        return _Entry(member_id, best, points, f"{points:.2f}")


def _bests(connection: Connection, member_id: int, exercise: Exercise, since: date | None) -> Bests | None:
    """Return the bests of a member, ever or since a day; None without any."""
    if since is None:
        found = lifts_store.bests(connection, member_id, exercise.id)
    else:
        found = _bests_among(store.groups(connection, member_id, exercise.id, since))
    return Bests(found) if found else None


def _bests_among(groups: Iterable[Group]) -> list[Best]:
    reps = (group for group in groups if group.measure is Measure.REPS)
    heaviest: dict[tuple[bool, int], Group] = {}
    for group in reps:
        known = heaviest.get((group.bodyweight, group.count))
        if known is None or group.key > known.key:
            heaviest[group.bodyweight, group.count] = group
    return [Best(group.load, group.count, 0, group.at) for group in heaviest.values()]


def _ranked(entries: Sequence[_Entry]) -> list[Rank]:
    """Return the entries in order; equal ones share a place, the earlier lift first."""
    ordered = sorted(entries, key=lambda entry: (-entry.value, entry.best.performed_at))
    ranks: list[Rank] = []
    for number, entry in enumerate(ordered, start=1):
        same = ranks and ordered[number - 2].value == entry.value
        ranks.append(Rank(ranks[-1].place if same else number, entry.member_id, entry.best, entry.figure))
    return ranks


def _rankable(exercise: Exercise, by: By) -> Exercise:
    """Return the lift. Raises SpotterError where it can't be ranked so."""
    if exercise.id.startswith(CUSTOM):
        raise SpotterError("Exercises of your own stand on no leaderboard: others may mean something else by them.")
    if exercise.load is Loading.ADDED and by is not By.WEIGHT:
        raise SpotterError(
            f"{exercise.name} is a bodyweight lift: by {by.label} it would tell everyone what members weigh. "
            "Use `by: weight`."
        )
    if by is By.GL and exercise.id != BENCH:
        raise SpotterError(
            "IPF GL is defined for the three lifts together and for the bench press alone. "
            "Use `by: dots`, or `lift: bench press`."
        )
    return exercise
