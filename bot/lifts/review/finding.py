"""Finding a lift that a member asks about: by any name they have for it, or one that they have logged."""

from typing import Protocol

from bot.database import Database
from bot.lifts.exercises import Catalogue, Exercise, key_of, normalised
from bot.lifts.review import store

_LONGEST = 100


class Words(Protocol):
    """Knows what lifts are called, by whom and where."""

    @property
    def catalogue(self) -> Catalogue:
        """The lifts that everyone knows."""
        ...

    async def of(self, member_id: int, guild_id: int | None) -> Catalogue:
        """Return the vocabulary of a member in a server, or in direct messages."""
        ...


class Finder:
    """Finds lifts by name, and offers them while a name is being typed."""

    def __init__(self, database: Database, words: Words) -> None:
        self._database = database
        self._words = words

    async def find(self, member_id: int, name: str, guild_id: int | None) -> Exercise:
        """Return the lift of that name. Raises SpotterError, with the nearest, when there is none."""
        wanted = name[:_LONGEST]
        words = await self._words.of(member_id, guild_id)
        found = words.find(wanted)
        if found:
            return found
        if logged := next((lift for lift in await self._done(member_id) if key_of(lift.name) == key_of(wanted)), None):
            return logged
        raise words.unknown(wanted)

    async def like(self, member_id: int, typed: str, guild_id: int | None, limit: int) -> list[Exercise]:
        """Return lifts to offer for what is being typed: those that the member does most come first."""
        done, words = await self._done(member_id), await self._words.of(member_id, guild_id)
        wanted = normalised(typed[:_LONGEST])
        if not wanted:
            return _first([*done, *words], limit)
        begun = [lift for lift in done if wanted in normalised(lift.name)]
        return _first([*begun, *words.nearest(typed[:_LONGEST], limit)], limit)

    async def _done(self, member_id: int) -> list[Exercise]:
        done = await self._database.read(store.lifts_done, member_id)
        return [self._words.catalogue[exercise_id] for exercise_id, _ in done]


def _first(lifts: list[Exercise], limit: int) -> list[Exercise]:
    return list({lift.id: lift for lift in lifts}.values())[:limit]
