"""What flare-ups need to know of lifts: their names, what was lifted last, and when they come up next."""

from collections.abc import Awaitable, Callable
from datetime import date, datetime

from bot.lifts.exercises import CUSTOM, Catalogue
from bot.lifts.weight import Weight

WordsOf = Callable[[int, int | None], Awaitable[Catalogue]]
"""Gives what lifts are called by a member in a server, or in direct messages (None)."""
TopSet = Callable[[int, str], Awaitable[Weight | None]]
"""Gives a member's last top set of a lift by its id; None without one, and for bodyweight lifts."""
LastDay = Callable[[int, str], Awaitable[date | None]]
"""Gives the last day on which a member did a lift, whatever became of its sets."""
NextSession = Callable[[int, str], Awaitable[datetime | None]]
"""Gives an instant on the day when a programme has a lift next; None where none has it."""

_NO_LIFT = "-"


class Lifts:
    """Names of lifts, last top sets and next sessions."""

    def __init__(self, catalogue: Catalogue, words_of: WordsOf, last_top_set: TopSet, last_day: LastDay) -> None:
        self._catalogue = catalogue
        self._ids = {exercise.id for exercise in catalogue}
        self._words_of = words_of
        self._programmes: NextSession | None = None
        self.last_top_set = last_top_set
        self.last_day = last_day

    def follow_programmes(self, next_session: NextSession) -> None:
        """Learn when lifts come up next; wired once, in `bot/app.py`, as programmes ask what is kept light in turn."""
        self._programmes = next_session

    async def next_session(self, member_id: int, lift: str | None) -> datetime | None:
        """Return an instant on the day when a member's programme has a lift next, or None."""
        return None if lift is None or self._programmes is None else await self._programmes(member_id, lift)

    async def named(self, member_id: int, guild_id: int | None, typed: str) -> str | None:
        """Return the id of a lift by any name it has for a member in a server, or None; a near name is no name."""
        found = (await self._words_of(member_id, guild_id)).find(typed)
        return found.id if found else None

    async def like(self, member_id: int, guild_id: int | None, typed: str, limit: int = 25) -> list[tuple[str, str]]:
        """Return names and ids that come near to what was typed, nearest first."""
        words = await self._words_of(member_id, guild_id)
        return [(exercise.name, exercise.id) for exercise in words.nearest(typed, limit)]

    def name(self, lift: str) -> str:
        """Return what a lift is called, in the middle of a sentence too."""
        return self._catalogue[lift].name

    def carried(self, word: str) -> str | None:
        """Return the lift that a button carries (`as_carried`); None for none."""
        if word == _NO_LIFT:
            return None
        return word if word in self._ids else CUSTOM + word


def as_carried(lift: str | None) -> str:
    """Return a lift as a button carries it: an own exercise without what its id begins with, for which is no room."""
    return _NO_LIFT if lift is None else lift.removeprefix(CUSTOM)
