"""Keeps the public cards of tips in step: posted when published, edited when the count moves, else taken down."""

from collections.abc import Callable

from bot.board.board import Board
from bot.database import Connection
from bot.tips.room import RulesIn

KIND = "tip"

Follower = Callable[[Connection, int, int], None]
"""Is told, inside the unit, of a tip (server and id) that says something else now, or stands elsewhere."""


class Cards:
    """What the board is told about tips, inside the units that change them."""

    def __init__(self, board: Board, rules_in: RulesIn) -> None:
        self._board = board
        self._rules_in = rules_in
        self._followers: list[Follower] = []

    def follow(self, follower: Follower) -> None:
        """Have what else tells of tips told of their changes; wired once, in `bot/house.py`."""
        self._followers.append(follower)

    def published(self, connection: Connection, guild_id: int, tip_id: int) -> None:
        """Have a tip posted, where the server has a channel for tips."""
        channel_id = self._rules_in(connection, guild_id).tips_channel
        if channel_id is not None:
            self._board.put(connection, guild_id, KIND, tip_id, channel_id)

    def changed(self, connection: Connection, guild_id: int, tip_id: int) -> None:
        """Have its card, if there is one, show what is so now, and whatever else tells of it."""
        self.counted(connection, guild_id, tip_id)
        for follower in self._followers:
            follower(connection, guild_id, tip_id)

    def counted(self, connection: Connection, guild_id: int, tip_id: int) -> None:
        """Have its card, if there is one, show its count."""
        self._board.touch(connection, guild_id, KIND, tip_id)

    def wake(self) -> None:
        """Have it looked at soon."""
        self._board.wake()
