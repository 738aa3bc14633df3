"""The use cases of trying a tip: noted, reported on; and the alarm when many felt worse."""

from bot.database import Connection, Database
from bot.instants import Clock
from bot.tips import store
from bot.tips.outcomes import Tried
from bot.tips.room import NOBODY, Rooms
from bot.tips.trials.evidence import HARM_REPORTS, Felt, Window, may_do_harm
from bot.tips.trials.trials import too_early
from bot.tips.voices import store as voices


class Trying:
    """What members who try a tip tell of it."""

    def __init__(self, database: Database, clock: Clock, rooms: Rooms) -> None:
        self._database = database
        self._clock = clock
        self._rooms = rooms
        self._trials = rooms.trials

    async def tried(self, guild_id: int, member_id: int, tip_id: int) -> Tried:
        """Note that a member tries a tip, once in a flare-up, and return what they reported so far. Raises Gone.

        Raises SpotterError when it is their own and not a day old.
        """
        return await self._database.write(self._tried, guild_id, member_id, tip_id, None)

    async def felt(self, guild_id: int, member_id: int, tip_id: int, window: Window, felt: Felt) -> Tried:
        """Record what a member felt after trying a tip; raises as `tried` does.

        A tip that may do harm by what was reported goes to the moderators by itself.
        """
        return await self._database.write(self._tried, guild_id, member_id, tip_id, (window, felt))

    def doubt(self, connection: Connection, guild_id: int, tip_id: int, worse: int, reported: int) -> None:
        """Send a shown tip to the moderators if so many who felt worse are a sign of harm; in a caller's unit."""
        into = [tip_id, *store.leads_to(connection, guild_id, tip_id)][-1]
        shown = self._rooms.open(connection, guild_id, NOBODY).cards((into,))
        if shown and may_do_harm(worse, reported):
            voices.flag(connection, guild_id, into, worse, HARM_REPORTS, self._clock())

    def _tried(
        self,
        connection: Connection,
        guild_id: int,
        member_id: int,
        tip_id: int,
        felt: tuple[Window, Felt] | None,
    ) -> Tried:
        room = self._rooms.open(connection, guild_id, member_id)
        room.must_show(tip_id)
        (card,) = room.cards((tip_id,))
        if card.mine:
            too_early(card.tip.created_at, self._clock())
        trial = self._trials.tried(connection, guild_id, tip_id, member_id, self._clock(), card.tip.areas)
        if felt is not None:
            self._trials.report(connection, trial, *felt)
            self._look_for_harm(connection, guild_id, tip_id)
        return Tried(card, self._trials.said(connection, guild_id, tip_id, member_id))

    def _look_for_harm(self, connection: Connection, guild_id: int, tip_id: int) -> None:
        evidence = self._trials.evidence(connection, guild_id, (tip_id,)).get(tip_id)
        if evidence is not None:
            self.doubt(connection, guild_id, tip_id, evidence.worse, evidence.reported)
