"""What flare-ups need to know of tips: which ones can be ticked as tried, and what they are called."""

from collections.abc import Awaitable, Callable

from bot.areas import Area

Tips = Callable[[int | None, int, Area], Awaitable[dict[int, str]]]
"""Gives what a member of a server (None: in direct messages) is shown for an area, by id: what each tip is called."""
