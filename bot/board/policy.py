"""When a post on the board is looked at again: a pure policy.

Discord takes few edits of messages older than an hour (code 30046), and every edit counts among 50 requests a second,
so changes that come close together are shown together.
"""

from datetime import datetime, timedelta

EDIT_EVERY = timedelta(seconds=10)
"""A fresh message is edited at most once in so long: the first change waits for those that follow it."""
EDIT_OLD_EVERY = timedelta(minutes=2)
"""The same for a message that is about to be an hour old, or older."""
OLD_FROM = timedelta(minutes=55)
WAITS = (timedelta(seconds=10), timedelta(minutes=1), timedelta(minutes=10), timedelta(hours=1))
"""The wait after each failure; the last one repeats."""
MOST_ATTEMPTS = 24
"""After so many failures in a row a post is let be until it changes again."""


def next_edit(*, now: datetime, posted_at: datetime | None, edited_at: datetime | None) -> datetime:
    """Return when a change is shown: at once while it is not posted, else as often as Discord likes it."""
    if posted_at is None:
        return now
    every = EDIT_OLD_EVERY if now - posted_at >= OLD_FROM else EDIT_EVERY
    return max(now + EDIT_EVERY, (edited_at or posted_at) + every)


def next_try(*, now: datetime, attempts: int, asked: timedelta | None) -> datetime | None:
    """Return when to try again after so many failures in a row, or None to let it be."""
    if attempts >= MOST_ATTEMPTS:
        return None
    return now + max(WAITS[min(attempts, len(WAITS)) - 1], asked or timedelta(0))
