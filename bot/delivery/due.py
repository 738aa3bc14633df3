"""What is owed to a member at an instant."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True)
class Due:
    """One row that is due: the step of a subject (a reminder, a flare-up) that a member is to be told of."""

    member_id: int
    id: int
    kind: str
    """Which line it is for: "reminder", "checkin"."""
    subject_id: int
    step: str
    due_at: datetime
    attempts: int
    """How often it has been claimed, this time included; with the owner it tells one claim from another."""
    channel_id: int | None
    """Where it was made, for a bare mention when the direct message does not arrive; None in a direct message."""

    @property
    def nonce(self) -> str:
        """The message's nonce: the same at every attempt, so that Discord itself refuses the second copy.

        At most 19 characters of the 25 that Discord allows.
        """
        return str(self.id)
