"""SimCord's world on the wall clock, without the records it keeps for tests in process."""

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

import discord
from simcord._clock import Clock
from simcord.backend import Backend
from simcord.backend.models import Channel, Guild

from tests.wire.people import Person

#: What the invite link of the README asks for; a guild's bot role gets this and no more unless a test says otherwise.
INVITED = discord.Permissions(view_channel=True, send_messages=True, embed_links=True, attach_files=True)


class WallClock(Clock):
    """The real time, plus what a test has advanced it by: deadlines of interactions are real here."""

    def now(self) -> datetime:
        """Return the time that Discord's side has."""
        return datetime.now(UTC) + timedelta(seconds=self.elapsed)


class World(Backend):
    """SimCord's backend; events go to the listeners only, for its transcript would grow without end in a long run."""

    def __init__(self) -> None:
        super().__init__(clock=WallClock())

    def emit(self, event: str, payload: Mapping[str, Any]) -> None:
        """Hand an event to the gateway."""
        for listener in self.subscribers:
            listener(event, payload)

    def add_guild(self, name: str, permissions: discord.Permissions, shard: tuple[int, int] | None) -> Guild:
        """Make a server whose bot role has exactly `permissions`, on one (shard, of how many) where given."""
        where = {} if shard is None else {"shard_id": shard[0], "shard_count": shard[1]}
        guild = self.create_guild(name, **where)
        for role in guild.roles.values():
            if role.managed:
                role.permissions = permissions.value
        return guild

    def add_person(self, guild: Guild, name: str, locale: str) -> Person:
        """Make a user and let them join."""
        user = self.make_user(name)
        self.add_member(guild.id, user.id)
        return Person(user.id, name, guild.id, locale)

    def place(self, person: Person, channel: Channel | None) -> Channel:
        """Return the channel that an act happens in: the given one, else the person's direct messages."""
        return self.get_dm_channel(person.id) if channel is None else channel

    def forget_interaction(self, interaction_id: int) -> None:
        """Drop an old interaction and what it alone held, so that a long run does not fill this process."""
        record = self.interactions.pop(interaction_id)
        self.interaction_tokens.pop(record.token, None)
        for message_id in (record.message_id, *record.followup_ids):
            message = self.messages.get(record.channel_id, {}).get(message_id or 0)
            if message is not None and message.is_ephemeral:
                del self.messages[record.channel_id][message.id]
