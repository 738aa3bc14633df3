"""The port to whatever carries messages; Discord's end of it is `bot/post.py`."""

from datetime import timedelta
from typing import Any, Protocol


class Refused(Exception):
    """This way is closed and trying it again soon would be wrong; `reason` is one of WHY."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class Later(Exception):
    """It did not work now and may work later; `after` is how long the other end asked to be left alone."""

    def __init__(self, code: str, after: timedelta | None = None) -> None:
        super().__init__(code)
        self.code = code
        self.after = after


class Post(Protocol):
    """Carries messages. Each method raises Refused or Later when it can't."""

    async def open(self, member_id: int) -> int:
        """Open the member's direct messages and return the channel's id."""
        ...

    async def send(self, channel_id: int, letter: Any, *, nonce: str) -> None:
        """Send a letter, pinging nobody. The same nonce within minutes arrives once."""
        ...

    async def post(self, channel_id: int, letter: Any, *, nonce: str) -> None:
        """Send a letter into a channel of a server, pinging the role it names and nobody else."""
        ...

    async def stands(self, channel_id: int, letter: Any) -> bool:
        """Tell whether a letter is among the latest messages of direct messages; one without buttons is not known."""
        ...

    async def call(self, channel_id: int, member_id: int, *, nonce: str) -> None:
        """Mention a member in a channel, without any text."""
        ...


WHY = {
    "dms_closed": "your direct messages are closed to me",
    "dms_off": "you have switched my direct messages off in `/settings`",
    "no_shared_server": "we no longer share a server",
    "no_such_member": "Discord no longer knows your account",
    "text_refused": "Discord did not let its text through",
    "rejected": "Discord did not accept the message",
    "forbidden": "Discord did not let me write to you",
    "channel_gone": "the channel is gone",
    "message_gone": "the message is gone",
    "server_gone": "the server is gone",
    "no_access": "I can't see the channel",
    "no_permission": "I may not write in the channel",
    "gave_up": "Discord did not answer for a day",
}
"""Reasons in the words a member reads after "because"."""

SHUT = frozenset({"dms_closed", "no_shared_server", "no_such_member", "forbidden"})
"""Reasons that will hold for every other message to the same member too."""
