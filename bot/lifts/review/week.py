"""A server's week: what its members who share lifted, and what they beat."""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime

from bot.database import Connection
from bot.lifts import store as lifts_store
from bot.lifts.exercises import Catalogue
from bot.lifts.review import store
from bot.lifts.review.done import Group, heaviest, volume_of

Shares = Callable[[Connection, int], bool]
"""Tells whether others may see a member's log."""
MOST_RECORDS = 10


@dataclass(frozen=True, slots=True)
class Beaten:
    """The most weight that a member ever lifted of a lift, done this week, and what stood before."""

    member_id: int
    lift: str
    now: Group
    before: Group


@dataclass(frozen=True, slots=True)
class Week:
    """What the members who share lifted between two days, both included. Volumes are keys of `Weight`."""

    first: date
    last: date
    lifters: int = 0
    sessions: int = 0
    sets: int = 0
    volume: int = 0
    by_day: tuple[tuple[date, int], ...] = ()
    records: tuple[Beaten, ...] = ()
    """Those that grew most first."""


class Weeks:
    """Reads weeks, inside units of work. Who shares is on the server's list and lets others see their log."""

    def __init__(self, catalogue: Catalogue, shares: Shares) -> None:
        self._catalogue = catalogue
        self._shares = shares

    def of(self, connection: Connection, guild_id: int, first: date, last: date, listed_by: datetime) -> Week:
        """Return the week of a server's members who share, and were listed at an instant: later ones are not told of.

        Who lists themselves thus does not appear in weeks that were told before.
        """
        sessions, sets, lifters = 0, 0, 0
        by_day: Counter[date] = Counter()
        records: list[Beaten] = []
        for member_id in store.listed_by(connection, guild_id, listed_by):
            if not self._shares(connection, member_id):
                continue
            done = lifts_store.entries_between(connection, member_id, first, last, None)
            lifters += bool(done)
            sessions += len({entry.day for entry in done})
            for exercise_id in sorted({entry.exercise_id for entry in done}):
                groups = store.groups(connection, member_id, exercise_id)
                within = [group for group in groups if first <= group.day <= last]
                sets += sum(group.sets for group in within)
                for group in within:
                    by_day[group.day] += volume_of([group], _unknown) or 0
                if beaten := self._beaten(member_id, exercise_id, groups, within):
                    records.append(beaten)
        records.sort(key=lambda beaten: (beaten.before.key / beaten.now.key, beaten.member_id))
        return Week(
            first, last, lifters, sessions, sets, sum(by_day.values()), tuple(sorted(by_day.items())),
            tuple(records[:MOST_RECORDS]),
        )  # fmt: skip

    def _beaten(self, member_id: int, exercise_id: str, groups: list[Group], within: list[Group]) -> Beaten | None:
        """Return what was beaten of a lift with a plain weight; the first time of anything is no record."""
        weighted = [group for group in within if not group.bodyweight]
        before = heaviest(group for group in groups if group.day < within[0].day and not group.bodyweight)
        now = heaviest(weighted)
        if now is None or before is None or now.key <= before.key:
            return None
        return Beaten(member_id, self._catalogue[exercise_id].name, now, before)


def _unknown(_: date) -> None:
    """Say nothing of what lifters weigh: what they lift of themselves is not counted."""
