"""Discord's limits, kept to rather than bumped into: requests a second, and new direct messages a minute."""

import asyncio
from datetime import datetime, timedelta

REQUESTS_A_SECOND = 48
"""Of the 50 that Discord grants a bot in all; two are left for posts and edits beside deliveries.

Answers to commands, buttons and forms are not counted by Discord, so a member's press waits for none of them.
"""
_MINUTE = timedelta(minutes=1)


class Pace:
    """Lets requests through one after the other, evenly: any second has room for what others send."""

    def __init__(self, a_second: float = REQUESTS_A_SECOND) -> None:
        self._gap = 1 / a_second
        self._free_at = 0.0

    async def turn(self) -> None:
        """Wait for a turn; those who wait go in the order they came."""
        now = asyncio.get_running_loop().time()
        mine = max(self._free_at, now)
        self._free_at = mine + self._gap
        if mine > now:
            await asyncio.sleep(mine - now)


class NewDoors:
    """Says when a member who has never been written to may be: at most so many a minute, the others in a row behind."""

    def __init__(self, a_minute: int) -> None:
        self._gap = _MINUTE / a_minute
        self._burst = _MINUTE - self._gap
        self._spent_until: datetime | None = None
        self._row_ends: datetime | None = None

    def ask(self, now: datetime) -> datetime | None:
        """Take a place and return None, or return when to ask again, each later than the one before."""
        spent = max(self._spent_until or now, now)
        if spent - now <= self._burst:
            self._spent_until = spent + self._gap
            return None
        free = spent - self._burst
        self._row_ends = free if self._row_ends is None else max(free, self._row_ends + self._gap)
        return self._row_ends

    def close(self, until: datetime) -> None:
        """Open no more of them until then: Discord said that it was too fast."""
        self._spent_until = max(self._spent_until or until, until + self._burst)
