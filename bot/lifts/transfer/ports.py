"""What moving in and out needs of another feature."""

from collections.abc import Iterable, Sequence
from typing import Protocol

from bot.bodyweight.weighing import Weighing
from bot.database import Connection


class Scales(Protocol):
    """Keeps what members weigh; each is called inside a unit of work of the import or export."""

    def keep(self, connection: Connection, member_id: int, weighings: Iterable[Weighing]) -> None:
        """Add weighings to a member's book; those of known ids are left as they are."""
        ...

    def forget(self, connection: Connection, member_id: int, ids: Iterable[int]) -> None:
        """Take weighings out of a member's book."""
        ...

    def every(self, connection: Connection, member_id: int) -> Sequence[Weighing]:
        """Return all weighings in a member's book, oldest first."""
        ...
