"""The world of a journey: a server, its members, the real bot in SimCord, a clock and the database."""

import random
import re
from typing import Any

import discord
import simcord

from bot.app import Spotter
from bot.database import Database, open_database
from bot.house import House, build_house
from bot.settings import Settings
from tests import look
from tests.charts.easel import Easel
from tests.conftest import FakeClock
from tests.lifts.transfer.conftest import on_a_thread

KEY = "rXw3k2mCqGQ1g5iHn0m1b6Xn0d9cQ0j0m1O9v3m0b5E="
INVITED = discord.Permissions(view_channel=True, send_messages=True, embed_links=True, attach_files=True)
"""The rights of the invite link in the README; the bot's role has no other."""


class World:
    """What a journey acts in and looks at."""

    def __init__(self, env: simcord.Env, opened: list[Database], settings: Settings, clock: FakeClock) -> None:
        self.env = env
        self.settings = settings
        self.clock = clock
        self._opened = opened
        self.guild = env.create_guild("Iron Corner")
        restrict_bot(env, self.guild)
        self.channel = self.guild.create_text_channel("training-log")
        self._members: dict[str, simcord.MemberActor] = {}

    @property
    def bot(self) -> Spotter:
        """The bot that runs now."""
        bot = self.env.bot
        assert isinstance(bot, Spotter)
        return bot

    @property
    def house(self) -> House:
        """The use cases of the bot that runs now."""
        return self.bot.house

    @property
    def easel(self) -> Easel:
        """Where the charts are that the bot had drawn since its start."""
        easel = self.house.charts
        assert isinstance(easel, Easel)
        return easel

    async def member(self, name: str, **options: Any) -> simcord.MemberActor:
        """Return the member of that name, who joins when they are not there yet."""
        if name not in self._members:
            self._members[name] = self.guild.add_member(self.env.create_user(name), **options)
        return self._members[name]

    async def restart(self) -> None:
        """Stop the bot, close the database, and start both anew on the same one."""
        await self.env.settle()
        await self._opened[-1].close()
        self._opened.append(await open_database(self.settings.database_url))
        await self.env.restart_bot(make_bot(self.settings, self._opened[-1], self.clock))

    async def run_due(self) -> int:
        """Turn the courier by hand until nothing is due, and return how many deliveries it handled."""
        handled = 0
        while now := await self.bot.courier.run_due():
            handled += now
        return handled

    async def run_board(self) -> int:
        """Turn the board by hand until nothing is due, and return how many posts it looked at."""
        looked = 0
        while now := await self.bot.poster.run_due():
            looked += now
        return looked

    def rows(self, sql: str, *parameters: Any) -> list[dict[str, Any]]:
        """Look into the database."""
        return [dict(row) for row in look.rows(self.settings.database_url, sql, *parameters)]

    def tables(self) -> list[str]:
        """Return the names of the database's tables."""
        return look.tables(self.settings.database_url)

    def held(self) -> bytes:
        """Return all that the database holds, to look for something in."""
        return look.held(self.settings.database_url)


def make_bot(settings: Settings, database: Database, clock: FakeClock) -> Spotter:
    """Return a bot wired to the database and the clock."""
    # Seeded anew at each start: the clock may not have moved since the last one, and ids are time and chance.
    return Spotter(build_house(settings, database, clock, random.Random(id(database)), Easel(), apart=on_a_thread))


def restrict_bot(env: simcord.Env, guild: simcord.GuildHandle) -> None:
    """Leave the bot's role only the rights of the invite link: SimCord gives it every one."""
    roles = env.backend.get_guild(guild.id).roles
    (own,) = (role for role in roles.values() if role.managed)
    env.backend.edit_role(guild.id, own.id, {"permissions": INVITED.value})


def custom_ids(message: Any) -> dict[str, str]:
    """Return the custom ids of a message's buttons and menus by their labels or placeholders."""
    found = {}
    for action_row in message.components:
        for child in action_row.children:
            found[getattr(child, "label", None) or getattr(child, "placeholder", "") or ""] = child.custom_id
    return found


def seen(result: simcord.InteractionResult) -> simcord.ResponseMessage:
    """Return what the member sees as the answer; there must be one."""
    assert result.response is not None, "the bot did not answer"
    return result.response


def text_of(message: Any) -> str:
    """Return all that a message says: content, embeds and their fields, as one text."""
    parts = [message.content or ""]
    for embed in message.embeds:
        parts += [embed.title or "", embed.description or ""]
        parts += [f"{field.name}\n{field.value}" for field in embed.fields]
        parts.append(embed.footer.text or "" if embed.footer else "")
    return "\n".join(re.sub(r"[ \t]+", " ", part) for part in parts if part)
