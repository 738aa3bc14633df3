"""The use cases of words: what a member's lifts are called, exercises of their own, a server's names for lifts."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

from bot.database import Connection, Database
from bot.errors import Gone, SpotterError
from bot.lifts.exercises import Catalogue, Exercise, custom_id, key_of
from bot.lifts.notation import Unreadable
from bot.lifts.words import store
from bot.lifts.words.vocabulary import LONGEST_NAME, keepable, may_name, vocabulary

MOST_OWN, MOST_ALIASES = 500, 200
PER_PAGE = 25


@dataclass(frozen=True, slots=True)
class Alias:
    """A name that a server has for a lift."""

    name: str
    exercise: Exercise


@dataclass(frozen=True, slots=True)
class OwnName:
    """A name that a member has for a lift."""

    id: str
    """Of the own exercise it is, or was."""
    name: str
    lift: Exercise | None = None
    """What it was merged into."""


@dataclass(frozen=True, slots=True)
class Own:
    """One page of a member's own exercises, those that were merged last; `page` counts from 0."""

    exercises: tuple[OwnName, ...]
    page: int
    pages: int


Withheld = Callable[[str], bool]
"""Tells whether a text has words in it that are shown to nobody but who wrote it."""


class Note(Protocol):
    """Adds a line to a server's log of what its moderators did."""

    def __call__(self, connection: Connection, guild_id: int, actor_id: int, act: str, /, *, detail: str = "") -> None:
        """Add it, in the unit that does the act."""
        ...


class Words:
    """Knows what lifts are called, by whom and where; and which words are for nobody else to read."""

    def __init__(
        self, database: Database, catalogue: Catalogue, note: Note | None = None, withheld: Withheld | None = None
    ) -> None:
        self._database = database
        self._note = note
        self._withheld = withheld
        self.catalogue = catalogue

    def withholds(self, text: str) -> bool:
        """Tell whether a text is shown to nobody but who wrote it."""
        return self._withheld is not None and self._withheld(text)

    def keepable(self, text: str, stopped: Unreadable) -> str | None:
        """Return the unknown name in an entry that can be kept as a member's own exercise, or None."""
        name = keepable(text, stopped, self.catalogue)
        return None if name is None or self.withholds(name) else name

    async def of(self, member_id: int, guild_id: int | None) -> Catalogue:
        """Return the vocabulary of a member in a server, or in direct messages."""
        own = await self._database.glance(store.own, member_id, MOST_OWN)
        aliases = await self._database.glance(store.aliases, guild_id) if guild_id else []
        return vocabulary(self.catalogue, tuple(own), tuple(aliases))

    async def keep(self, member_id: int, name: str) -> None:
        """Keep an exercise of a member's own; kept before, it stays. Raises SpotterError when they have too many."""
        if not await self._database.write(store.keep, member_id, custom_id(name), name, MOST_OWN):
            raise SpotterError(f"You have {MOST_OWN} exercises of your own. Forget some in `/settings` first.")

    async def own(self, member_id: int, page: int = 0) -> Own:
        """Return a page of a member's own exercises, or the nearest there is."""
        exercises = await self._database.read(self._own, member_id)
        pages = max(1, -(-len(exercises) // PER_PAGE))
        page = max(0, min(page, pages - 1))
        return Own(tuple(exercises[page * PER_PAGE : (page + 1) * PER_PAGE]), page, pages)

    async def forget(self, member_id: int, exercise_id: str) -> str:
        """Forget an exercise of a member's own and return its name; what was logged stays. Raises Gone."""
        names = {own.id: own.name for own in await self._database.read(self._own, member_id)}
        if not await self._database.write(_forget, member_id, exercise_id):
            raise Gone
        return names.get(exercise_id, self.catalogue[exercise_id].name)

    async def aliases(self, guild_id: int) -> list[Alias]:
        """Return the names that a server has for lifts."""
        named = await self._database.read(store.aliases, guild_id)
        return [Alias(name, self.catalogue[exercise_id]) for exercise_id, name in named]

    async def set_alias(self, guild_id: int, actor_id: int, name: str, lift: str) -> Alias:
        """Give a lift of the catalogue one more name in a server. Raises SpotterError that says what to type."""
        typed = " ".join(name.split())
        exercise = self.catalogue.find(lift[:LONGEST_NAME])
        if exercise is None:
            raise self.catalogue.unknown(lift)
        if len(typed) > LONGEST_NAME or not may_name(typed, self.catalogue):
            raise SpotterError(
                f"That can't be the name of a lift: it needs a word of its own, at most {LONGEST_NAME} characters, and "
                "no number at its end. Like `king lift`."
            )
        if self.withholds(typed):
            raise SpotterError("That reads as if somebody needs help, so it can't be the name of a lift here.")
        known = self.catalogue.find(typed)
        if known:
            raise SpotterError(f"That is a name of {known.name} everywhere already.")
        if len(await self.aliases(guild_id)) >= MOST_ALIASES:
            raise SpotterError(f"This server has {MOST_ALIASES} names of its own. Remove some first.")
        alias = Alias(typed, exercise)
        await self._database.write(self._set, guild_id, actor_id, alias)
        return alias

    async def remove_alias(self, guild_id: int, actor_id: int, name: str) -> None:
        """Take a name away in a server. Raises SpotterError when there is none."""
        await self._database.write(self._remove, guild_id, actor_id, " ".join(name[:LONGEST_NAME].split()))

    def _own(self, connection: Connection, member_id: int) -> list[OwnName]:
        merges = store.merges(connection, member_id)
        into = {merged.id: merged.into_id for merged in merges.values()}
        return [
            *(OwnName(exercise_id, name) for exercise_id, name in store.kept(connection, member_id).items()),
            *(OwnName(one.id, one.name, self.catalogue[store.followed(one.id, into)]) for one in merges.values()),
        ]

    def _set(self, connection: Connection, guild_id: int, actor_id: int, alias: Alias) -> None:
        store.set_alias(connection, guild_id, key_of(alias.name), alias.name, alias.exercise.id)
        self._say(connection, guild_id, actor_id, f"“{alias.name}” is {alias.exercise.name}")

    def _remove(self, connection: Connection, guild_id: int, actor_id: int, name: str) -> None:
        if not store.remove_alias(connection, guild_id, key_of(name)):
            raise SpotterError("This server has no such name for a lift.")
        self._say(connection, guild_id, actor_id, f"“{name}” is no lift any more")

    def _say(self, connection: Connection, guild_id: int, actor_id: int, what: str) -> None:
        if self._note:
            self._note(connection, guild_id, actor_id, "settings", detail=what)


def _forget(connection: Connection, member_id: int, exercise_id: str) -> bool:
    kept = store.forget(connection, member_id, exercise_id)
    return store.forget_merge(connection, member_id, exercise_id) or kept
