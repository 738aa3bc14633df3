"""What is stored of a member, by feature: to show, to take along, to delete.

Every feature hands over a Holding, and a test holds that each table of the database is in one.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from bot.database import Connection, Database
from bot.database.belongings import count_rows_of
from bot.instants import Clock
from bot.members import store
from bot.members.store import Consent


@dataclass(frozen=True)
class Holding:
    """What one feature stores of a member."""

    name: str
    why: str
    """What it is and why it is kept, in the words a member reads."""
    tables: tuple[str, ...]
    export: Callable[[Connection, int], dict[str, Any]]
    """Everything held of a member, readable, as JSON can carry it."""
    delete: Callable[[Connection, int], None]
    purpose: str | None = None
    """The consent it rests on; when that is withdrawn, it is deleted."""
    counted: Callable[[Connection, int], int] | None = None
    """Tells how many rows that are; None where all its tables carry a `member_id`."""

    def count(self, connection: Connection, member_id: int) -> int:
        """Return how many rows there are of a member, without reading them: that is for an export to pay for."""
        if self.counted is not None:
            return self.counted(connection, member_id)
        return count_rows_of(connection, self.tables, member_id)


@dataclass(frozen=True)
class Overview:
    """What is held of one member: each holding with its number of rows, and the consents in force."""

    held: list[tuple[Holding, int]]
    consents: list[Consent]


class Privacy:
    """Overview, export and deletion over all features."""

    def __init__(self, database: Database, clock: Clock, holdings: tuple[Holding, ...]) -> None:
        self._database = database
        self._clock = clock
        self.holdings = holdings

    async def overview(self, member_id: int) -> Overview:
        """Return how much each feature holds of a member and what they agreed to."""
        return await self._database.read(self._overview, member_id)

    async def export(self, member_id: int) -> dict[str, Any]:
        """Return everything Spotter holds of a member, by feature."""
        return await self._database.read(self._export, member_id)

    async def delete(self, member_id: int) -> None:
        """Delete everything Spotter holds of a member, in one transaction. It can't be undone."""
        await self._database.write(self._delete, member_id)

    async def withdraw(self, member_id: int, purpose: str) -> None:
        """Take a consent back and delete what was stored under it, in one transaction."""
        await self._database.write(self._withdraw, member_id, purpose, self._clock())

    def _overview(self, connection: Connection, member_id: int) -> Overview:
        held = [(holding, holding.count(connection, member_id)) for holding in self.holdings]
        return Overview(held, store.consents(connection, member_id))

    def _export(self, connection: Connection, member_id: int) -> dict[str, Any]:
        return {holding.name: holding.export(connection, member_id) for holding in self.holdings}

    def _delete(self, connection: Connection, member_id: int) -> None:
        for holding in self.holdings:
            holding.delete(connection, member_id)

    def _withdraw(self, connection: Connection, member_id: int, purpose: str, now: datetime) -> None:
        store.withdraw_consent(connection, member_id, purpose, now)
        for holding in self.holdings:
            if holding.purpose == purpose:
                holding.delete(connection, member_id)
