"""The use cases of servers: how one wants things, who may moderate, and what moderators did."""

from collections.abc import Collection
from dataclasses import dataclass

from bot.areas import Area
from bot.database import Connection, Database
from bot.errors import SpotterError
from bot.ids import Ids
from bot.instants import Clock
from bot.servers import store
from bot.servers.rules import ALL, Moderator, NotAManager, NotAModerator, Rules
from bot.servers.store import Act, Switch

ACTS_A_PAGE = 10


@dataclass(frozen=True)
class Log:
    """One page of what moderators did, newest first."""

    acts: tuple[Act, ...]
    page: int
    pages: int


class Servers:
    """Rules of servers, their moderators, and the log. `rules_in` and `note` run inside another feature's unit."""

    def __init__(self, database: Database, clock: Clock, ids: Ids) -> None:
        self._database = database
        self._clock = clock
        self._ids = ids

    async def rules(self, guild_id: int) -> Rules:
        """Return how a server wants things."""
        return await self._database.glance(store.rules, guild_id)

    async def moderator(self, guild_id: int, member_id: int, *, manages: bool, role_ids: Collection[int]) -> Moderator:
        """Return a member as a moderator, by *Manage Server* or the server's role. Raises NotAModerator.

        Asked anew at each act: a role may have been taken since the button was drawn.
        """
        if not manages and (await self.rules(guild_id)).moderator_role not in role_ids:
            raise NotAModerator
        return Moderator(guild_id, member_id)

    async def choose_channel(self, guild_id: int, actor_id: int, what: str, channel_id: int | None) -> Rules:
        """Set the channel for "records", "tips" or "digest"; None posts nowhere."""
        return await self._change(guild_id, actor_id, f"{what}_channel", channel_id)

    async def choose_role(self, guild_id: int, actor_id: int, role_id: int | None) -> Rules:
        """Set the role that may moderate beside *Manage Server*; None for no role."""
        return await self._change(guild_id, actor_id, "moderator_role", role_id)

    async def choose(self, guild_id: int, actor_id: int, what: str, on: bool) -> Rules:
        """Switch "approval", "counts_hidden" or "weekly_digest" on or off.

        Raises SpotterError for a digest that has no channel.
        """
        if what == "weekly_digest" and on and (await self.rules(guild_id)).digest_channel is None:
            raise SpotterError("Choose the channel for digests first, then switch the weekly post on.")
        return await self._change(guild_id, actor_id, what, int(on))

    async def choose_reports(self, guild_id: int, actor_id: int, reports: int) -> Rules:
        """Set how many reports hide a tip by themselves."""
        return await self._change(guild_id, actor_id, "reports_to_hide", reports)

    async def switch_off(self, guild_id: int, actor_id: int, what: Switch, areas: Collection[str]) -> Rules:
        """Switch starter tips, or all tips, off in exactly these areas. Raises SpotterError for an unknown one."""
        if set(areas) - {ALL, *Area}:
            raise SpotterError("I know no such area. Please open `/spotter setup` again.")
        return await self._database.write(self._switch_off, guild_id, actor_id, what, areas)

    async def log(self, moderator: Moderator, page: int) -> Log:
        """Return a page of what moderators did, or the nearest there is."""
        return await self._database.read(self._log, moderator.guild_id, page)

    def rules_in(self, connection: Connection, guild_id: int) -> Rules:
        """Return how a server wants things, inside another feature's unit."""
        return store.rules(connection, guild_id)

    def weekly_in(self, connection: Connection) -> list[tuple[int, int]]:
        """Return the servers that want a weekly digest, with its channel, inside another feature's unit."""
        return store.weekly(connection)

    def note(
        self,
        connection: Connection,
        guild_id: int,
        actor_id: int,
        act: str,
        *,
        tip_id: int | None = None,
        detail: str = "",
    ) -> None:
        """Add an act to the log, in the unit that does it."""
        store.add_act(connection, guild_id, self._ids(), actor_id, act, self._clock(), tip_id=tip_id, detail=detail)

    async def _change(self, guild_id: int, actor_id: int, column: str, value: int | None) -> Rules:
        return await self._database.write(self._set, guild_id, actor_id, column, value)

    def _set(self, connection: Connection, guild_id: int, actor_id: int, column: str, value: int | None) -> Rules:
        before = store.rules(connection, guild_id)
        if getattr(before, column) == value:
            return before
        store.change(connection, guild_id, column, value)
        said = "none" if value is None else str(value)
        self.note(connection, guild_id, actor_id, "settings", detail=f"{column}: {said}")
        return store.rules(connection, guild_id)

    def _switch_off(
        self, connection: Connection, guild_id: int, actor_id: int, what: Switch, areas: Collection[str]
    ) -> Rules:
        store.switch_off(connection, guild_id, what, areas)
        said = ", ".join(sorted(set(areas))) or "nowhere"
        self.note(connection, guild_id, actor_id, "settings", detail=f"{what} off: {said}")
        return store.rules(connection, guild_id)

    def _log(self, connection: Connection, guild_id: int, page: int) -> Log:
        pages = max(1, -(-store.number_of_acts(connection, guild_id) // ACTS_A_PAGE))
        page = max(0, min(page, pages - 1))
        acts = store.acts(connection, guild_id, ACTS_A_PAGE, page * ACTS_A_PAGE)
        return Log(tuple(acts), page, pages)


def must_manage(manages: bool) -> None:
    """Raise NotAManager unless the member has *Manage Server*."""
    if not manages:
        raise NotAManager
