"""What programmes need of others: how a member wants things, drafts, the log, and what is kept light."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from datetime import datetime
from typing import Any, Protocol

from bot.database import Connection
from bot.lifts.entries import Entry
from bot.lifts.exercises import Catalogue
from bot.lifts.outcomes import Logged
from bot.lifts.sets import Reading
from bot.members.preferences import Preferences
from bot.programmes.easing import Easing

Easings = Callable[[int], Awaitable[Mapping[str, Easing]]]
"""Gives what a member keeps light for now, by exercise."""
WordsOf = Callable[[int, int | None], Awaitable[Catalogue]]
"""Gives the names that a member has for lifts in a server, or in direct messages."""


class Members(Protocol):
    """Knows how a member wants things."""

    async def preferences(self, member_id: int, locale: str | None = None) -> Preferences:
        """Return a member's preferences."""
        ...


class Drafts(Protocol):
    """Keeps what was typed and could not be taken yet."""

    async def keep(self, member_id: int, kind: str, body: dict[str, Any]) -> int:
        """Keep it and return its id."""
        ...

    async def recall(self, member_id: int, kind: str, draft_id: int) -> dict[str, Any]:
        """Return what was kept. Raises Gone."""
        ...


class Ledger(Protocol):
    """Logs and undoes whole workouts inside a unit of work."""

    def save(self, connection: Connection, member_id: int, entries: Sequence[Entry], now: datetime) -> list[Logged]:
        """Log the entries of one workout."""
        ...

    def saved(self, connection: Connection, member_id: int, workout_id: int) -> list[Logged]:
        """Return what was logged as one workout."""
        ...

    def undo(self, connection: Connection, member_id: int, workout_id: int, now: datetime) -> None:
        """Take all entries of a workout out of the log."""
        ...

    def wake(self) -> None:
        """Let others follow what was undone, once the unit is committed."""
        ...

    def doubts(self, connection: Connection, member_id: int, readings: Sequence[Reading]) -> list[str]:
        """Say what has to be asked about first."""
        ...
