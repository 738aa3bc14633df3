"""The ledger: logging and undoing whole workouts inside another feature's unit of work."""

from collections.abc import Sequence
from datetime import datetime

from bot.database import Connection
from bot.lifts import store
from bot.lifts.entries import Entry
from bot.lifts.exercises import Catalogue
from bot.lifts.keeping import doubted
from bot.lifts.outcomes import Logged
from bot.lifts.posting.followed import Followers
from bot.lifts.records import Bests
from bot.lifts.sets import Reading
from bot.lifts.standing import logged, standing


class Ledger:
    """Synchronous, of a connection: what is logged here is committed together with whatever else the unit does."""

    def __init__(self, catalogue: Catalogue, followers: Followers) -> None:
        self._catalogue = catalogue
        self._followers = followers

    def save(self, connection: Connection, member_id: int, entries: Sequence[Entry], now: datetime) -> list[Logged]:
        """Log the entries of one workout, whose id each of them has, and return them with what they beat."""
        for workout_id in {entry.workout_id for entry in entries if entry.workout_id is not None}:
            store.add_workout(connection, member_id, workout_id, now)
        saved = []
        for entry in entries:
            saved.append(self._logged(connection, entry))  # before it is added: the next entry may beat this one
            store.add_entry(connection, entry)
        return saved

    def saved(self, connection: Connection, member_id: int, workout_id: int) -> list[Logged]:
        """Return what was logged as one workout, undone or not."""
        entries = store.entries_of_workout(connection, member_id, workout_id)
        return [self._logged(connection, entry) for entry in entries]

    def undo(self, connection: Connection, member_id: int, workout_id: int, now: datetime) -> None:
        """Take all entries of a workout out of the log; `wake` is called after the unit is committed."""
        for entry in store.entries_of_workout(connection, member_id, workout_id):
            store.set_undone(connection, member_id, entry.id, now)
        for entry in store.entries_of_workout(connection, member_id, workout_id):
            self._followers.changed(connection, entry)

    def wake(self) -> None:
        """Have what follows the log act on what was undone."""
        self._followers.wake()

    def doubts(self, connection: Connection, member_id: int, readings: Sequence[Reading]) -> list[str]:
        """Say what has to be asked about before these readings count."""
        bests = [Bests(store.bests(connection, member_id, reading.exercise.id)) for reading in readings]
        asked = [(doubted(*one), one[0].exercise.name) for one in zip(readings, bests, strict=True)]
        return [found.why(name) for found, name in asked if found]

    def _logged(self, connection: Connection, entry: Entry) -> Logged:
        return logged(entry, standing(connection, entry), self._catalogue, public=False)
