"""Spells: times for which a member kept a lift light because of a flare-up. They are the member's own to see."""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.instants import to_micros
from bot.lifts.review.done import Group
from bot.lifts.weight import Weight


@dataclass(frozen=True, slots=True)
class Spell:
    """A time for which a lift was kept light, and the weight over which it was not."""

    first: datetime
    last: datetime | None
    """None while it goes on."""
    most: Weight | None
    """The last top set before it; None where there was none, or one of a bodyweight lift."""

    def covers(self, group: Group) -> bool:
        """Tell whether sets were done in it and kept light: no heavier than what was lifted before it."""
        if group.began < to_micros(self.first) or (self.last and group.began >= to_micros(self.last)):
            return False
        return self.most is None or group.key <= self.most.key


Spells = Callable[[int, str], Awaitable[Sequence[Spell]]]
"""Gives the spells of a member's lift, by its id."""
