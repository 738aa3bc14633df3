"""Merging: an own exercise turns out to be another lift, of the catalogue or an own one. All of it follows."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta

from bot.database import Connection, Database
from bot.errors import Gone, SpotterError
from bot.instants import Clock
from bot.lifts import store as lifts_store
from bot.lifts.exercises import Exercise, Loading
from bot.lifts.posting.followed import Followers
from bot.lifts.words import store
from bot.lifts.words.words import Words

UNDO_WITHIN = timedelta(days=30)


@dataclass(frozen=True, slots=True)
class Merged:
    """An own exercise and the lift it is: to be, or by now."""

    id: str
    name: str
    lift: Exercise
    entries: int
    """Of the own exercise."""
    days: int


class Merging:
    """Makes own exercises another lift, and takes that back."""

    def __init__(self, database: Database, clock: Clock, words: Words, followers: Followers) -> None:
        self._database = database
        self._clock = clock
        self._words = words
        self._followers = followers

    async def plan(self, member_id: int, exercise_id: str, lift: str, guild_id: int | None = None) -> Merged:
        """Return what a merge would do; nothing is changed.

        Raises Gone when the member has no such exercise, and SpotterError for a lift that it can't be.
        """
        words = await self._words.of(member_id, guild_id)
        found = words.find(lift)
        if found is None:
            raise words.unknown(lift)
        return await self._database.read(_plan, member_id, exercise_id, found)

    async def merge(self, member_id: int, exercise_id: str, into_id: str) -> Merged:
        """Make an own exercise another lift, with all that was logged of it. Twice is once. Raises as `plan`."""
        merged = await self._database.write(self._merge, member_id, exercise_id, self._words.catalogue[into_id])
        self._followers.wake()
        return merged

    async def undo(self, member_id: int, exercise_id: str) -> str:
        """Make it an own exercise again, with what was logged before the merge, and return its name. Twice is once.

        Raises Gone when there was no such merge, and SpotterError when it is for good by now.
        """
        name = await self._database.write(self._undo, member_id, exercise_id)
        self._followers.wake()
        return name

    def _merge(self, connection: Connection, member_id: int, exercise_id: str, lift: Exercise) -> Merged:
        known = store.merges(connection, member_id).get(exercise_id)
        if known is not None:
            return Merged(known.id, known.name, self._words.catalogue[known.into_id], 0, 0)
        now = self._clock()
        store.settle_merges(connection, member_id, now - UNDO_WITHIN)
        planned = _plan(connection, member_id, exercise_id, lift)
        first = store.first_entry(connection, member_id, exercise_id)
        store.merge(connection, member_id, store.Merge(exercise_id, planned.name, lift.id, now))
        self._follow(connection, member_id, first)
        return planned

    def _undo(self, connection: Connection, member_id: int, exercise_id: str) -> str:
        merges, kept = store.merges(connection, member_id), store.kept(connection, member_id)
        merged = merges.get(exercise_id)
        if merged is None:
            if exercise_id not in kept:
                raise Gone
            return kept[exercise_id]
        if merged.at < self._clock() - UNDO_WITHIN:
            raise SpotterError(f"That was over {UNDO_WITHIN.days} days ago, so it is for good.")
        store.unmerge(connection, member_id, merged, store.followed(exercise_id, _into(merges)))
        self._follow(connection, member_id, store.first_entry(connection, member_id, exercise_id))
        return merged.name

    def _follow(self, connection: Connection, member_id: int, entry_id: int | None) -> None:
        """Have what is told of records follow, from the first entry that moved on."""
        entry = None if entry_id is None else lifts_store.entry(connection, member_id, entry_id)
        if entry is not None:
            self._followers.changed(connection, entry)


def _plan(connection: Connection, member_id: int, exercise_id: str, lift: Exercise) -> Merged:
    name = store.kept(connection, member_id).get(exercise_id)
    if name is None:
        raise Gone
    if lift.id == exercise_id:
        raise SpotterError(f"{lift.name} is that exercise itself. Which other lift is it?")
    _check_load(connection, member_id, exercise_id, lift)
    return Merged(exercise_id, name, lift, *store.number_of(connection, member_id, exercise_id))


def _check_load(connection: Connection, member_id: int, exercise_id: str, lift: Exercise) -> None:
    """Raise SpotterError where a number would mean something else for the other lift."""
    if lift.load is Loading.EITHER:
        return
    own = lift.load is Loading.WEIGHT
    odd = store.entries_with(connection, member_id, exercise_id, bodyweight=own)
    if odd:
        number = "1 entry" if odd == 1 else f"{odd} entries"
        why = (
            "with your body weight alone, and that lift always has a weight"
            if own
            else "with a plain weight, and for that lift a weight is added to your own"
        )
        raise SpotterError(
            f"It can't be {lift.name}: there {'is' if odd == 1 else 'are'} {number} {why}. Nothing was changed."
        )


def _into(merges: Mapping[str, store.Merge]) -> dict[str, str]:
    return {merged.id: merged.into_id for merged in merges.values()}
