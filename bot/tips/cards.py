"""Keeps the public cards of tips in step: posted when published, edited when the count moves, else taken down."""

from bot.board.board import Board
from bot.database import Connection
from bot.tips.room import RulesIn

KIND = "tip"


class Cards:
    """What the board is told about tips, inside the units that change them."""

    def __init__(self, board: Board, rules_in: RulesIn) -> None:
        self._board = board
        self._rules_in = rules_in

    def published(self, connection: Connection, guild_id: int, tip_id: int) -> None:
        """Have a tip posted, where the server has a channel for tips."""
        channel_id = self._rules_in(connection, guild_id).tips_channel
        if channel_id is not None:
            self._board.put(connection, guild_id, KIND, tip_id, channel_id)

    def changed(self, connection: Connection, guild_id: int, tip_id: int) -> None:
        """Have its card, if there is one, show what is so now."""
        self._board.touch(connection, guild_id, KIND, tip_id)

    def wake(self) -> None:
        """Have it looked at soon."""
        self._board.wake()
