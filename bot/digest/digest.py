"""The use cases of the digest. What is due is a row on the board; nothing is told of members who do not share."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from bot.board.board import Board
from bot.database import Connection, Database
from bot.errors import Gone, SpotterError
from bot.instants import Clock
from bot.lifts.review.week import Week
from bot.servers.rules import Moderator
from bot.servers.servers import Servers
from bot.tips.tip import Page

KIND = "digest"
POSTED_AT = time(9, tzinfo=UTC)
"""On Mondays. A server has no zone of its own."""
_ORDINALS_END = 10_000_000
"""Subjects below are the ordinals of Mondays; ids of those posted by hand are far above."""

WeekOf = Callable[[Connection, int, date, date], Week]
"""Takes the connection, the server and two days, both included."""
NewTips = Callable[[int, datetime], Awaitable[tuple[Page, ...]]]
"""Gives the pages of tips of a server that are new since an instant, the most liked first."""


@dataclass(frozen=True)
class Digest:
    """What a digest tells."""

    week: Week
    tips: tuple[Page, ...]

    @property
    def empty(self) -> bool:
        """Tell whether there is nothing to tell."""
        return not self.week.sets and not self.tips


class Digests:
    """Composes digests and has them posted."""

    def __init__(
        self, database: Database, clock: Clock, servers: Servers, board: Board, week_of: WeekOf, new_tips: NewTips
    ) -> None:
        self._database = database
        self._clock = clock
        self._servers = servers
        self._board = board
        self._week_of = week_of
        self._new_tips = new_tips

    async def compose(self, guild_id: int, subject_id: int) -> Digest:
        """Return the digest of a subject of the board: the week before a Monday, or the last seven days."""
        last = self._clock().date()
        if subject_id < _ORDINALS_END:
            last = date.fromordinal(subject_id) - timedelta(days=1)
        first = last - timedelta(days=6)
        week = await self._database.read(self._week_of, guild_id, first, last)
        return Digest(week, await self._new_tips(guild_id, datetime.combine(first, time(), UTC)))

    async def still_wanted(self, guild_id: int, subject_id: int) -> bool:
        """Tell whether a subject of the board is to be posted: by hand always, weekly while that is switched on."""
        return subject_id >= _ORDINALS_END or (await self._servers.rules(guild_id)).weekly_digest

    async def post(self, moderator: Moderator, subject_id: int) -> int:
        """Have a digest posted now and return the channel; the same subject again is posted once.

        Raises SpotterError when the server has no channel for it, Gone for a subject that is none of those shown.
        """
        if subject_id < _ORDINALS_END:
            raise Gone
        channel_id = (await self._servers.rules(moderator.guild_id)).digest_channel
        if channel_id is None:
            raise SpotterError("Choose the channel for digests in `/spotter setup` first. Nothing was posted.")
        await self._database.write(self._post, moderator, subject_id, channel_id)
        self._board.wake()
        return channel_id

    async def arrange(self, guild_id: int) -> None:
        """Have the next Monday's digest posted where the server wants that now."""
        rules = await self._servers.rules(guild_id)
        wanted = {guild_id: rules.digest_channel} if rules.weekly_digest and rules.digest_channel else {}
        await self._database.write(self._arrange, guild_id, wanted.get(guild_id))
        self._board.wake()

    async def arrange_all(self) -> int:
        """Have the next Monday's digests posted everywhere they are wanted; return for how many servers."""
        return await self._database.write(self._arrange_all)

    def _post(self, connection: Connection, moderator: Moderator, subject_id: int, channel_id: int) -> None:
        if self._board.put(connection, moderator.guild_id, KIND, subject_id, channel_id):
            self._servers.note(connection, moderator.guild_id, moderator.member_id, KIND)

    def _arrange(self, connection: Connection, guild_id: int, channel_id: int | None) -> None:
        self._board.unput(connection, guild_id, KIND)
        if channel_id is not None:
            monday = next_monday(self._clock())
            self._board.put(connection, guild_id, KIND, monday.toordinal(), channel_id, _at(monday))

    def _arrange_all(self, connection: Connection) -> int:
        monday = next_monday(self._clock())
        servers = self._servers.weekly_in(connection)
        for guild_id, channel_id in servers:
            self._board.put(connection, guild_id, KIND, monday.toordinal(), channel_id, _at(monday))
        return len(servers)


def next_monday(now: datetime) -> date:
    """Return the Monday on which the next weekly digest is posted, after an instant."""
    ahead = now.date() + timedelta(days=-now.weekday() % 7)
    return ahead if _at(ahead) > now else ahead + timedelta(days=7)


def _at(monday: date) -> datetime:
    return datetime.combine(monday, POSTED_AT)
