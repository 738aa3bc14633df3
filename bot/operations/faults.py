"""What went wrong on the bot's side lately, for who asks; kept in memory only, the log has the rest."""

from collections import Counter, deque
from datetime import datetime

_MOST = 1000


class Faults:
    """Remembers when which command failed unexpectedly: no member, no text."""

    def __init__(self) -> None:
        self._seen: deque[tuple[datetime, str]] = deque(maxlen=_MOST)

    def note(self, now: datetime, name: str) -> None:
        """Take note of a fault in what has that name."""
        self._seen.append((now, name))

    def since(self, instant: datetime) -> list[tuple[str, int]]:
        """Return how often each has failed since an instant, the most frequent first."""
        return Counter(name for at, name in self._seen if at >= instant).most_common()
