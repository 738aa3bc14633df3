"""How much a member may ask of the bot at once, of what costs more than a moment: a bucket that fills up again.

Each bucket is one instant (the generic cell rate algorithm, ITU-T I.371): when it would be full again.
"""

from collections import OrderedDict
from datetime import datetime, timedelta
from enum import Enum

from bot.errors import SpotterError
from bot.instants import Clock

MOST_BUCKETS = 10_000
"""Of members and what they asked for; the longest unused goes first, and is full again long before."""


class Cost(Enum):
    """What costs more than a moment: how many at once, and how long until there is one more."""

    TYPING = 60, timedelta(milliseconds=100)
    """Choices offered while a member types: a client asks three times a second at most."""
    SUM = 30, timedelta(seconds=1)
    CREATION = 30, timedelta(seconds=10)
    """Reminders, tips, reports, asks, flare-ups and files of text that are read."""
    LOOK = 40, timedelta(seconds=1)
    """Tips in their order, and a vote that changes it: all votes of a server are counted for that."""
    SEARCH = 20, timedelta(seconds=3)
    """Tips by their words, and leaderboards, which ask Discord who is still there."""
    WORK = 20, timedelta(seconds=5)
    """A chart that is drawn, a file that waits and is read anew."""
    FILE = 10, timedelta(minutes=1)
    """Imports and exports."""

    def __init__(self, at_once: int, every: timedelta) -> None:
        self.every = every
        self.room = (at_once - 1) * every


class TooFast(SpotterError):
    """A member asked for too much at once."""

    def __init__(self, again_at: datetime) -> None:
        super().__init__(f"That was a lot at once. Please try again <t:{int(again_at.timestamp()) + 1}:R>.")
        self.again_at = again_at


class Pace:
    """Every member's buckets, in memory: after a restart all are full."""

    def __init__(self, clock: Clock, most: int = MOST_BUCKETS) -> None:
        self._clock = clock
        self._most = most
        self._full_at: OrderedDict[tuple[int, Cost], datetime] = OrderedDict()

    def take(self, member_id: int, cost: Cost) -> None:
        """Take one out of a member's bucket. Raises TooFast where it is empty; asking too soon costs nothing."""
        now, bucket = self._clock(), (member_id, cost)
        full_at = max(now, self._full_at.get(bucket, now))
        if full_at - now > cost.room:
            raise TooFast(full_at - cost.room)
        self._full_at[bucket] = full_at + cost.every
        self._full_at.move_to_end(bucket)
        if len(self._full_at) > self._most:
            self._full_at.popitem(last=False)
