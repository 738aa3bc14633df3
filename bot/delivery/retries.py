"""When a delivery that failed is tried again: a pure policy."""

from datetime import datetime, timedelta

WAITS = (
    timedelta(seconds=5),
    timedelta(seconds=15),
    timedelta(minutes=1),
    timedelta(minutes=3),
    timedelta(minutes=10),
    timedelta(minutes=30),
    timedelta(hours=1),
)
"""The wait after each attempt; the last one repeats.

The first ones are short because Discord remembers a nonce for a few minutes only: within them, an answer that was lost
on its way back is not seen twice.
"""

MOST_ATTEMPTS = 30
"""After so many it is given up: about a day of an hour each, longer than any outage of Discord's so far."""

_SPREAD = 0.2
_STEPS = 1000


def next_try(*, attempts: int, now: datetime, asked: timedelta | None, delivery_id: int) -> datetime | None:
    """Return when to try again after so many attempts, or None to give up.

    `asked` is how long Discord wants to be left alone. What failed together does not come back together: each row
    waits up to a fifth longer, by its id, so that the same row always gets the same answer.
    """
    if attempts >= MOST_ATTEMPTS:
        return None
    wait = max(WAITS[min(attempts, len(WAITS)) - 1], asked or timedelta(0))
    return now + wait * (1 + _SPREAD * (delivery_id % _STEPS) / _STEPS)
