"""The use cases of the digest. What is due is a row on the board; nothing is told of members who do not share.

A digest that stands in a channel follows those it tells of: it is told anew when one of them shares no longer, and
taken down when nothing is left to tell.
"""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from bot.board.board import Board
from bot.database import Connection, Database
from bot.digest import store
from bot.errors import Gone, SpotterError
from bot.ids import made_at
from bot.instants import Clock
from bot.lifts.review.week import Week
from bot.servers.rules import Moderator
from bot.servers.servers import Servers
from bot.tips.tip import Page

KIND = "digest"
MOST_TIPS = 3
"""So many new tips a digest tells."""
POSTED_AT = time(9, tzinfo=UTC)
"""On Mondays. A server has no zone of its own."""
SHOWN_FOR = timedelta(days=1)
"""So long after it was shown a digest can be posted by hand."""
_ORDINALS_END = 10_000_000
"""Subjects below are the ordinals of Mondays; those of digests that were shown are ids of that moment, far above."""
_SKEW = timedelta(minutes=1)
"""Clocks of several processes differ by less."""

WeekOf = Callable[[Connection, int, date, date, datetime], Week]
"""Takes the connection, the server, two days, both included, and the instant by which who is told of was listed."""
NewTips = Callable[[int, datetime, datetime], Awaitable[tuple[Page, ...]]]
"""Gives the pages of tips of a server that were suggested between two instants, the most liked first."""


@dataclass(frozen=True)
class Span:
    """What a digest is about: two days, both included, and the instant up to which it tells."""

    first: date
    last: date
    until: datetime


@dataclass(frozen=True)
class Digest:
    """What a digest tells."""

    week: Week
    tips: tuple[Page, ...]

    @property
    def empty(self) -> bool:
        """Tell whether there is nothing to tell."""
        return not self.week.sets and not self.tips

    @property
    def members(self) -> frozenset[int]:
        """The members whom it names."""
        return frozenset(beaten.member_id for beaten in self.week.records)

    @property
    def tip_ids(self) -> frozenset[int]:
        """The tips that it tells."""
        return frozenset(card.tip.id for page in self.tips for card in page.cards)


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
        """Return the digest of a subject of the board as it is to be told now, of members who share now."""
        span = span_of(subject_id)
        week = await self._database.read(self._week_of, guild_id, span.first, span.last, span.until)
        tips = await self._new_tips(guild_id, datetime.combine(span.first, time(), UTC), span.until)
        return Digest(week, tips[:MOST_TIPS])

    async def tell(self, guild_id: int, subject_id: int) -> Digest:
        """Return a digest as it is to stand in a channel, with whom and what it tells of noted.

        What changes between looking and noting is seen by looking again; what changes after that finds it noted.
        """
        noted, digest = None, await self.compose(guild_id, subject_id)
        while (named := (digest.members, digest.tip_ids)) != noted:
            await self._database.write(store.note, guild_id, subject_id, *named)
            noted, digest = named, await self.compose(guild_id, subject_id)
        return digest

    def left_out(self, connection: Connection, guild_id: int, member_id: int) -> None:
        """Have the digests of a server that name a member, who is not listed there any more, told anew."""
        for where, subject_id in store.naming(connection, member_id):
            if where == guild_id:
                self._board.touch(connection, guild_id, KIND, subject_id)

    def keep_quiet(self, connection: Connection, member_id: int) -> None:
        """Have all digests that name a member, who no longer shares, told anew."""
        for guild_id, subject_id in store.naming(connection, member_id):
            self._board.touch(connection, guild_id, KIND, subject_id)

    def tip_changed(self, connection: Connection, guild_id: int, tip_id: int) -> None:
        """Have the digests that tell a tip, which says something else now or is shown no longer, told anew."""
        for subject_id in store.telling(connection, guild_id, tip_id):
            self._board.touch(connection, guild_id, KIND, subject_id)

    def delete_member(self, connection: Connection, member_id: int) -> None:
        """Forget in which digests a member is named, and have those told anew."""
        self.keep_quiet(connection, member_id)
        store.delete_member(connection, member_id)

    def forget(self, connection: Connection, guild_id: int, subject_id: int) -> None:
        """Forget whom and which tips a digest told of: it stands no longer."""
        store.note(connection, guild_id, subject_id, (), ())

    def wake(self) -> None:
        """Have the board looked at soon."""
        self._board.wake()

    async def post(self, moderator: Moderator, subject_id: int) -> int:
        """Have a digest posted now and return the channel; the same subject again is posted once.

        Raises SpotterError when the server has no channel for it, Gone for a subject that was not shown in a day.
        """
        shown_ago = self._clock() - made_at(subject_id)
        if not -_SKEW <= shown_ago <= SHOWN_FOR:
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
        for subject_id in self._board.unput(connection, guild_id, KIND):
            self.forget(connection, guild_id, subject_id)
        if channel_id is not None:
            monday = next_monday(self._clock())
            self._board.put(connection, guild_id, KIND, monday.toordinal(), channel_id, _at(monday))

    def _arrange_all(self, connection: Connection) -> int:
        monday = next_monday(self._clock())
        servers = self._servers.weekly_in(connection)
        for guild_id, channel_id in servers:
            self._board.put(connection, guild_id, KIND, monday.toordinal(), channel_id, _at(monday))
        return len(servers)


def span_of(subject_id: int) -> Span:
    """Return what a subject of the board is about: the week before a Monday, or the seven days up to an id's making."""
    if subject_id < _ORDINALS_END:
        monday = date.fromordinal(subject_id)
        last, until = monday - timedelta(days=1), _at(monday)
    else:
        until = made_at(subject_id)
        last = until.date()
    return Span(last - timedelta(days=6), last, until)


def next_monday(now: datetime) -> date:
    """Return the Monday on which the next weekly digest is posted, after an instant."""
    ahead = now.date() + timedelta(days=-now.weekday() % 7)
    return ahead if _at(ahead) > now else ahead + timedelta(days=7)


def _at(monday: date) -> datetime:
    return datetime.combine(monday, POSTED_AT)
