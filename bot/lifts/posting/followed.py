"""What a change of the log takes along with it, in the same unit of work."""

from typing import Protocol

from bot.database import Connection
from bot.lifts.entries import Entry


class Followers(Protocol):
    """Follows changes of entries that are in the log, or were."""

    def changed(self, connection: Connection, entry: Entry) -> None:
        """Follow an entry that was mended, undone or put back; `entry` is as it is now."""
        ...

    def wake(self) -> None:
        """Act on it; called after the unit is committed."""
        ...


class Nobody:
    """Follows nothing."""

    def changed(self, connection: Connection, entry: Entry) -> None:
        """Let it be."""

    def wake(self) -> None:
        """Let it be."""
