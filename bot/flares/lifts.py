"""What flare-ups need to know of lifts: their names, and what was lifted last."""

from collections.abc import Awaitable, Callable

from bot.errors import SpotterError
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

    def named(self, typed: str) -> str:
        """Return the id of a lift by any of its names. Raises SpotterError with the nearest when there is none."""
        found = self._catalogue.find(typed)
        if found is None:
            near = " or ".join(f"`{exercise.name}`" for exercise in self._catalogue.nearest(typed, 3))
            raise SpotterError(
                f"I don't know that lift. {f'Did you mean {near}? ' if near else ''}"
                "Nothing was stored; send the command again with one of mine, or without a lift."
            )
        return found.id

    def name(self, lift: str) -> str:
        """Return what a lift is called, in the middle of a sentence too."""
        return self._names.get(lift, lift)

    def like(self, typed: str, limit: int = 25) -> list[tuple[str, str]]:
        """Return names and ids to choose from while a name is being typed."""
        return [(exercise.name, exercise.id) for exercise in self._catalogue.nearest(typed, limit)]
