"""Ids of rows: unique, sorted by time, small enough for a signed 64-bit column and a button's custom id."""

import random
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from threading import Lock

from bot.instants import Clock

Ids = Callable[[], int]
"""Gives a new id at each call."""

_EPOCH = datetime(2025, 1, 1, tzinfo=UTC)
_MILLISECOND = timedelta(milliseconds=1)
_RANDOM_BITS = 22


class IdSource:
    """Ids of milliseconds since 2025 and 22 random bits, so that several processes need not agree on them.

    Within one process each id is greater than the one before, so that rows sort in the order they were made.
    """

    def __init__(self, clock: Clock, chance: random.Random) -> None:
        self._clock = clock
        self._chance = chance
        self._last = 0
        self._lock = Lock()  # several units of work may run at once

    def __call__(self) -> int:
        """Return the next id."""
        milliseconds = (self._clock() - _EPOCH) // _MILLISECOND
        with self._lock:
            candidate = (max(milliseconds, 0) << _RANDOM_BITS) | self._chance.getrandbits(_RANDOM_BITS)
            self._last = max(candidate, self._last + 1)
            return self._last


def made_at(id: int) -> datetime:
    """Return when an id was made, to the millisecond (UTC)."""
    return _EPOCH + (id >> _RANDOM_BITS) * _MILLISECOND
