"""What flare-ups need to know of tips, and what they have to say about them."""

from collections.abc import Awaitable, Callable, Sequence

from bot.areas import Area
from bot.database import Connection
from bot.flares.evidence import Tally

Tips = Callable[[int | None, int, Area], Awaitable[dict[int, str]]]
"""Gives what a member of a server (None: in direct messages) is shown for an area, by id: what each tip is called."""

Alarm = Callable[[Connection, int, int, Sequence[Tally]], None]
"""Takes how it went in a server with a tip that somebody felt worse with; each tally counts a flare-up once."""
