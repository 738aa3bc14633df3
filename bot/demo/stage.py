"""The stage: the real bot in SimCord, its people and channels, real time, and the courier's rounds."""

import asyncio
import contextlib
import random
from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from types import MethodType

import discord
import simcord

from bot.app import Spotter, Tree
from bot.database import open_database
from bot.delivery import store as deliveries
from bot.demo.cast import BOT, BOT_COLOUR, DM, PEOPLE, ROOMS, SERVER, Person
from bot.demo.clock import DemoClock
from bot.demo.faces import face
from bot.flares.asking import KIND as CHECKIN
from bot.house import build_house
from bot.reminders.course import KIND as REMINDER
from bot.sealing import new_key
from bot.settings import Settings

INVITED = discord.Permissions(view_channel=True, send_messages=True, embed_links=True, attach_files=True)
"""The rights of the invite link; SimCord would give the bot's role every one."""

_KINDS = (CHECKIN, REMINDER)
_AVATAR = "face"
"""Stands where Discord has the hash of a picture."""


@dataclass(frozen=True)
class Place:
    """Where somebody looks from: a member, and a channel's key or DM."""

    person: Person
    room: str


class Stage:
    """The bot, the people and the channels; whatever happens on it happens one at a time."""

    def __init__(self, env: simcord.Env, bot: Spotter, clock: DemoClock) -> None:
        self.env = env
        self.house = bot.house
        self.clock = clock
        self._courier = bot.courier
        self._poster = bot.poster
        self._turn = asyncio.Lock()
        self._read: dict[str, int] = {}
        env.backend.edit_bot_profile(BOT)
        env.backend.bot_user.avatar = _AVATAR
        self.guild = env.create_guild(SERVER)
        _restrict_bot(env, self.guild)
        self.channels = {room.key: self.guild.create_text_channel(room.key, topic=room.topic) for room in ROOMS}
        coach = self.guild.create_role(
            "Coach", permissions=discord.Permissions(manage_guild=True, manage_messages=True), color=0x3A9D6B
        )
        self.actors = {
            person.key: self.guild.add_member(
                env.create_user(person.key, global_name=person.name, avatar=_AVATAR),
                roles=[coach] if person.moderator else [],
            )
            for person in PEOPLE
        }
        self.pictures = {_avatar_address(env.backend.bot_user.id): ("avatar.png", face(BOT, BOT_COLOUR))} | {
            _avatar_address(self.actors[person.key].id): ("avatar.png", face(person.name, person.colour))
            for person in PEOPLE
        }

    @contextlib.asynccontextmanager
    async def turn(self) -> AsyncIterator[None]:
        """Wait for one's turn and bring SimCord's clock up to now: it stands still between acts."""
        async with self._turn:
            await self.catch_up()
            yield

    async def catch_up(self) -> None:
        """Bring SimCord's clock up to the demo's."""
        behind = (self.clock() - self.env.now()).total_seconds()
        if behind > 0:
            await self.env.advance_time(behind)

    async def deliver(self) -> int:
        """Have the courier deliver what is due and the board posted; return how many messages members got."""
        async with self.turn():
            delivered = 0
            while handled := await self._courier.run_due():
                delivered += handled
            while await self._poster.run_due():
                pass
            return delivered

    async def next_due(self, person: Person | None = None) -> datetime | None:
        """Return when the next message is due, to the person if one is given; None when none is."""
        if person is None:
            return await self.house.database.read(deliveries.next_look)
        member_id = self.actors[person.key].id
        owed = [await self.house.database.read(deliveries.owed, member_id, kind) for kind in _KINDS]
        return min((due.due_at for of_kind in owed for due in of_kind), default=None)

    async def skip_ahead(self, person: Person | None = None) -> Person | None:
        """Jump to the person's next message, else to anybody's, and return who got one.

        What is due to others until then is delivered on the way, each at its time.
        """
        goal = await self.next_due(person) or await self.next_due()
        newest = {one.key: self._newest(one) for one in PEOPLE}
        while goal is not None and (due := await self.next_due()) is not None and due <= goal:
            self.clock.skip_to(due)
            await self.deliver()
        reached = [one for one in PEOPLE if self._newest(one) > newest[one.key]]
        return person if person in reached else next(iter(reached), None)

    def channel(self, place: Place) -> simcord.ChannelHandle:
        """Return the channel of a place."""
        return self.actors[place.person.key].user.dm_channel if place.room == DM else self.channels[place.room]

    def unread(self, person: Person) -> int:
        """Count the bot's direct messages that the person has not seen."""
        seen = self._read.get(person.key, 0)
        return sum(message.id > seen for message in self._letters(person))

    def mark_read(self, person: Person) -> None:
        """Count the person's direct messages as seen."""
        self._read[person.key] = self._newest(person)

    def _newest(self, person: Person) -> int:
        return max((message.id for message in self._letters(person)), default=0)

    def _letters(self, person: Person) -> list[discord.Message]:
        user = self.actors[person.key].user
        return [message for message in user.dm_channel.history(viewer=user) if message.author.id != user.id]


@contextlib.asynccontextmanager
async def opened(folder: Path, clock: DemoClock) -> AsyncIterator[Stage]:
    """Give a stage on a new database in the folder, and close both after it."""
    settings = Settings(database_url=f"sqlite:///{folder / 'demo.db'}", spotter_secret_key=new_key())
    database = await open_database(settings.database_url)
    try:
        bot = Spotter(build_house(settings, database, clock, random.SystemRandom()))
        env = simcord.Env(bot)
        await env.start()
        _let_refusals_pass(bot)
        try:
            yield Stage(env, bot, clock)
        finally:
            await env.shutdown()
            await bot.house.charts.close()
    finally:
        await database.close()


def _let_refusals_pass(bot: Spotter) -> None:
    """Have what a command refuses answered as in Discord: for SimCord it failed, and its page keeps what was typed."""
    bot.tree.on_error = MethodType(Tree.on_error, bot.tree)  # type: ignore[method-assign]


def _avatar_address(user_id: int) -> str:
    return f"https://cdn.simcord.invalid/avatars/{user_id}/{_AVATAR}.png"


def _restrict_bot(env: simcord.Env, guild: simcord.GuildHandle) -> None:
    (own,) = (role for role in env.backend.get_guild(guild.id).roles.values() if role.managed)
    env.backend.edit_role(guild.id, own.id, {"permissions": INVITED.value})
