"""How many of the votes on a tip, or of its trials, came at once: for moderators to look at."""

from collections.abc import Sequence
from datetime import datetime, timedelta

AT_ONCE = timedelta(hours=1)
FEWEST = 10
"""Fewer within an hour are no rush: a new tip in a busy server gets as many."""


def rush(instants: Sequence[datetime]) -> int:
    """Return how many of these fall into the fullest hour; 0 where that is few, or less than half of them."""
    ordered, first, most = sorted(instants), 0, 0
    for last, instant in enumerate(ordered):
        while instant - ordered[first] >= AT_ONCE:
            first += 1
        most = max(most, last - first + 1)
    return most if most >= FEWEST and 2 * most >= len(ordered) else 0
