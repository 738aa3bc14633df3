"""What features see of delivery: they owe something, or no longer do, in the unit of work of their own subject."""

from datetime import datetime

from bot.database import Connection
from bot.delivery import store
from bot.delivery.bell import Bell
from bot.delivery.due import Due
from bot.delivery.store import Delivery

__all__ = ["Delivery", "Due", "Schedule"]


class Schedule:
    """Adds and cancels due rows. All but `wake` run inside the feature's unit, so that subject and row are one."""

    def __init__(self, bell: Bell) -> None:
        self._bell = bell

    def add(
        self,
        connection: Connection,
        *,
        member_id: int,
        id: int,
        kind: str,
        subject_id: int,
        step: str = "",
        due_at: datetime,
        channel_id: int | None = None,
    ) -> None:
        """Owe a member this step of a subject at an instant (aware). What is owed already is not owed twice."""
        due = Due(member_id, id, kind, subject_id, step, due_at, attempts=0, channel_id=channel_id)
        store.add(connection, due)

    def cancel(
        self, connection: Connection, *, member_id: int, kind: str, subject_id: int, step: str | None = None
    ) -> int:
        """Owe it no longer; `step` None means all steps. Returns how many rows had not arrived yet."""
        return store.cancel(connection, member_id=member_id, kind=kind, subject_id=subject_id, step=step)

    def move(self, connection: Connection, *, member_id: int, id: int, due_at: datetime) -> bool:
        """Owe a row at another instant. False: it is on its way already, has arrived, or is another member's."""
        return store.move(connection, member_id, id, due_at)

    def arrived(self, connection: Connection, *, member_id: int, id: int, now: datetime) -> bool:
        """Note that a row arrived because its member pressed a button of it, whatever became of the confirmation.

        False: that is known already, it was cancelled, or it is another member's. Then nothing is to go on.
        """
        return store.arrived(connection, member_id, id, now)

    def hold(self, connection: Connection, due: Due, until: datetime) -> bool:
        """Hold back what is about to be sent, as its member is on holiday. False: it is not on its way any more."""
        return store.hold(connection, due, until)

    def release(self, connection: Connection, *, member_id: int) -> int:
        """Let go of what was held back of a member: it is due again, or overdue. Returns how many rows that were."""
        return store.release(connection, member_id)

    def forget(self, connection: Connection, *, member_id: int, kind: str, subject_id: int) -> None:
        """Delete every row of a subject that is deleted itself, its history too."""
        store.forget(connection, member_id=member_id, kind=kind, subject_id=subject_id)

    def owed(self, connection: Connection, *, member_id: int, kind: str) -> list[Due]:
        """Return what is still to come of a kind, soonest first."""
        return store.owed(connection, member_id, kind)

    def history(self, connection: Connection, *, member_id: int, kind: str, limit: int) -> list[Delivery]:
        """Return how the latest deliveries of a kind went, newest first."""
        return store.history(connection, member_id, kind, limit)

    def wake(self) -> None:
        """Have the courier look again; called after the unit is committed."""
        self._bell.ring()
