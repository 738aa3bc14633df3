"""The use cases of records told in a server's channel. What a post says is worked out anew whenever it is looked at."""

from collections.abc import Callable, Sequence

from bot.board.board import Board
from bot.database import Connection, Database
from bot.ids import Ids
from bot.lifts import store as lifts_store
from bot.lifts.entries import Entry
from bot.lifts.exercises import Catalogue
from bot.lifts.outcomes import Logged
from bot.lifts.posting import store
from bot.lifts.standing import logged

KIND = "record"

ChannelIn = Callable[[Connection, int], int | None]
"""Tells, inside a unit of work, in which channel a server wants records; None for nowhere."""
Shares = Callable[[Connection, int], bool]
"""Tells, inside a unit of work, whether others may see a member's log."""


class RecordPosts:
    """Has records posted, and their posts follow the log."""

    def __init__(
        self,
        database: Database,
        ids: Ids,
        board: Board,
        catalogue: Catalogue,
        channel_in: ChannelIn,
        shares: Shares,
    ) -> None:
        self._database = database
        self._ids = ids
        self._board = board
        self._catalogue = catalogue
        self._channel_in = channel_in
        self._shares = shares

    async def tell(self, guild_id: int, done: Sequence[Logged], shown_in: int | None) -> None:
        """Have the records among what was logged in a server posted, each once.

        `shown_in` is the channel in which everybody sees them already: nothing is told there twice.
        """
        found = [one.entry for one in done if (one.records or one.volume) and not one.entry.undone_at]
        # Most servers want no records posted: a glance keeps them from a second transaction after each `/log`.
        if found and await self._database.glance(self._channel_in, guild_id) not in (None, shown_in):
            await self._database.write(self._tell, guild_id, found, shown_in)
            self._board.wake()

    async def compose(self, guild_id: int, post_id: int) -> Logged | None:
        """Return an entry with what it beat when it was logged, or None when that is to be told no longer."""
        return await self._database.read(self._compose, guild_id, post_id)

    def changed(self, connection: Connection, entry: Entry) -> None:
        """Have the post of a changed entry follow, and those of later ones, for which it is what stood before."""
        if entry.undone_at:
            store.forget_gone(connection, entry.member_id)
        for posted in store.posts_of(connection, entry.member_id, entry.logged_at):
            self._board.touch(connection, posted.guild_id, KIND, posted.id)
            if posted.entry_id == entry.id and posted.standing == bool(entry.undone_at):
                self._renew(connection, posted)

    def wake(self) -> None:
        """Have it looked at soon."""
        self._board.wake()

    def keep_quiet(self, connection: Connection, member_id: int) -> None:
        """Have the posts of a member, who no longer shares, taken down soon after."""
        for posted in store.posts_of(connection, member_id):
            self._board.touch(connection, posted.guild_id, KIND, posted.id)

    def delete_member(self, connection: Connection, member_id: int) -> None:
        """Forget what is told of a member; their posts are taken down soon after."""
        self.keep_quiet(connection, member_id)
        store.delete_member(connection, member_id)

    def _tell(self, connection: Connection, guild_id: int, entries: Sequence[Entry], shown_in: int | None) -> None:
        channel_id = self._channel_in(connection, guild_id)
        if channel_id is None or channel_id == shown_in:
            return
        for entry in entries:
            post_id = self._ids()
            if self._shares(connection, entry.member_id) and store.add(connection, guild_id, post_id, entry):
                self._board.put(connection, guild_id, KIND, post_id, channel_id)

    def _renew(self, connection: Connection, posted: store.Posted) -> None:
        """Let a post go whose entry was undone, or post it anew.

        Under another id: the message under the old one may still have to be taken down.
        """
        new_id, channel_id = self._ids(), self._channel_in(connection, posted.guild_id)
        store.renew(connection, posted, new_id, standing=not posted.standing)
        if not posted.standing and channel_id is not None:
            self._board.put(connection, posted.guild_id, KIND, new_id, channel_id)

    def _compose(self, connection: Connection, guild_id: int, post_id: int) -> Logged | None:
        posted = store.post(connection, guild_id, post_id)
        if posted is None or not self._shares(connection, posted.member_id):
            return None
        entry = lifts_store.entry(connection, posted.member_id, posted.entry_id)
        if entry is None or entry.undone_at:
            return None
        # As everybody may see it: what the member weighs is no part of it.
        found = logged(entry, store.stood_before(connection, entry), self._catalogue, public=True)
        return found if found.records or found.volume else None
