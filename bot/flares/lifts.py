"""What flare-ups need to know of lifts: their names, what was lifted last, and when they come up next."""

from collections.abc import Awaitable, Callable
from datetime import datetime

from bot.lifts.exercises import Catalogue
from bot.lifts.weight import Weight

TopSet = Callable[[int, str], Awaitable[Weight | None]]
"""Gives a member's last top set of a lift by its id; None without one, and for bodyweight lifts."""
LastDone = Callable[[int, str], Awaitable[datetime | None]]
"""Gives an instant on the last day on which a member did a lift."""
NextSession = Callable[[int, str], Awaitable[datetime | None]]
"""Gives an instant on the day when a programme has a lift next; None where none has it."""


class Lifts:
    """Names of lifts, last top sets and next sessions."""

    def __init__(self, catalogue: Catalogue, last_top_set: TopSet, last_done: LastDone) -> None:
        self._catalogue = catalogue
        self._names = {exercise.id: exercise.name for exercise in catalogue}
        self._programmes: NextSession | None = None
        self.last_top_set = last_top_set
        self.last_done = last_done

    def follow_programmes(self, next_session: NextSession) -> None:
        """Learn when lifts come up next; wired once, in `bot/app.py`, as programmes ask what is kept light in turn."""
        self._programmes = next_session

    async def next_session(self, member_id: int, lift: str | None) -> datetime | None:
        """Return an instant on the day when a member's programme has a lift next, or None."""
        return None if lift is None or self._programmes is None else await self._programmes(member_id, lift)

    def named(self, typed: str) -> str | None:
        """Return the id of a lift by any of its names, or None; a near name is no name."""
        found = self._catalogue.find(typed)
        return found.id if found else None

    def name(self, lift: str) -> str:
        """Return what a lift is called, in the middle of a sentence too."""
        return self._names.get(lift, lift)

    def like(self, typed: str, limit: int = 25) -> list[tuple[str, str]]:
        """Return names and ids that come near to what was typed, nearest first."""
        return [(exercise.name, exercise.id) for exercise in self._catalogue.nearest(typed, limit)]
