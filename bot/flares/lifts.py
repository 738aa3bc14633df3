"""What flare-ups need to know of lifts: their names, and what was lifted last."""

from collections.abc import Awaitable, Callable

from bot.lifts.exercises import Catalogue
from bot.lifts.weight import Weight

TopSet = Callable[[int, str], Awaitable[Weight | None]]
"""Gives a member's last top set of a lift by its id; None without one, and for bodyweight lifts."""


class Lifts:
    """Names of lifts and last top sets."""

    def __init__(self, catalogue: Catalogue, last_top_set: TopSet) -> None:
        self._catalogue = catalogue
        self._names = {exercise.id: exercise.name for exercise in catalogue}
        self.last_top_set = last_top_set

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
