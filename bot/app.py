"""Spotter, the Discord client: commands, buttons and forms find their way, deliveries theirs."""

import asyncio
import hashlib
import json
import logging
from collections.abc import Iterator, Mapping
from datetime import timedelta
from types import ModuleType
from typing import Any

import aiohttp
import discord
import yarl
from discord import app_commands
from discord.ext import commands
from discord.gateway import DiscordWebSocket
from discord.http import Route

from bot.board.board import Poster
from bot.database import process_state
from bot.delivery.courier import Courier, Line
from bot.delivery.pace import REQUESTS_A_SECOND, Pace
from bot.digest.digest import KIND as DIGEST
from bot.errors import SpotterError
from bot.flares.asking import KIND as CHECKIN
from bot.house import House
from bot.lifts.posting.posts import KIND as RECORD
from bot.operations.health import Link
from bot.operations.titles import Titles
from bot.pace import TooFast
from bot.post import DiscordPost, DiscordWall
from bot.reminders.course import KIND as REMINDER
from bot.reminders.course import POSTED, TROUBLE
from bot.settings import DISCORD_API_URL
from bot.shards import ALL_HERE, Shards
from bot.tips.asks.asks import ASK as TIP_ASK
from bot.tips.asks.asks import NEWS as TIP_NEWS
from bot.tips.cards import KIND as TIP_CARD
from bot.weeks.weekly import KIND as WEEKLY
from cogs import (
    bodyweight,
    calc,
    checkins,
    flares,
    helping,
    leaderboard,
    lifts,
    privacy,
    programmes,
    progress,
    records,
    reminders,
    server,
    settings,
    tips,
    transfer,
)
from cogs.checkins.holiday import Skips
from cogs.ui.answer import answer
from cogs.ui.card import ASK, BODY, card
from cogs.ui.declared import as_declared
from cogs.ui.failure import Stopping, report
from cogs.ui.form import Forms
from cogs.ui.pace import cost_of, keep_pace
from cogs.ui.press import stands_on
from cogs.ui.shapes import at_the_door
from cogs.ui.text import sheets

log = logging.getLogger("spotter")

IDENTIFY_EVERY = timedelta(seconds=5)
SYNC_WITHIN = timedelta(minutes=2)
"""How long telling Discord the commands may take until another process may try."""
AGAIN_SECONDS = 5
"""How long to leave a gateway alone that closed before it said hello."""

AnyCommand = app_commands.Command[Any, ..., Any] | app_commands.ContextMenu

COGS: tuple[ModuleType, ...] = (
    settings,
    privacy,
    helping,
    lifts,
    transfer,
    calc,
    progress,
    records,
    leaderboard,
    bodyweight,
    programmes,
    tips,
    flares,
    checkins,
    reminders,
    server,
)
"""Each has `cog(house)`, ITEMS (buttons and menus) and FORMS; MENUS where it has commands on messages."""


def command_names() -> frozenset[str]:
    """Return what Discord lists of the bot: commands, groups of them, and commands on messages."""
    names: set[str] = set()
    for module in COGS:
        cog = module.cog
        grouped = issubclass(cog, commands.GroupCog)
        names |= {cog.__cog_group_name__} if grouped else {command.name for command in cog.__cog_app_commands__}
        names |= {menu.name for menu in getattr(module, "MENUS", ())}
    return frozenset(names)


class Tree(app_commands.CommandTree["Spotter"]):
    """The commands, with the one error path."""

    async def interaction_check(self, interaction: discord.Interaction[Any], /) -> bool:
        """Take no new command while the bot stops, none too fast, and no options other than the commands declare."""
        if self.client.stopping and interaction.type is discord.InteractionType.application_command:
            await report(interaction, Stopping())
            return False
        if not as_declared(interaction):
            await report(interaction, app_commands.AppCommandError("options that the command does not declare"))
            return False
        try:
            keep_pace(interaction, cost_of(interaction))
        except TooFast as error:
            await report(interaction, error)
            return False
        return True

    async def on_error(self, interaction: discord.Interaction[Any], error: app_commands.AppCommandError, /) -> None:
        """Answer for what a command raised."""
        await report(interaction, error)
        await flares.look_after(interaction)


_CONNECTED = ("connect", "resumed", "ready")
_OLDER = "This button is from an older version of me. Please use the command again."
_FOUND_HERE = (discord.InteractionType.modal_submit, discord.InteractionType.component)


def lines_of(house: House) -> dict[str, Line]:
    """Return what is said for each kind of delivery: on a holiday of its member skipped, or kept for the return."""
    lines: dict[str, tuple[Line, Skips]] = {
        REMINDER: (reminders.ReminderLine(house.agenda), house.agenda.repeats),
        CHECKIN: (flares.CheckinLine(house.care, house.clock), house.care.asking.passes),
        WEEKLY: (checkins.WeeklyLine(house.weekly), house.weekly.passes),
    }
    kept = {kind: checkins.HolidayLine(line, house.holidays, skips) for kind, (line, skips) in lines.items()}
    posted: dict[str, Line] = {POSTED: reminders.PostLine(house.agenda), TROUBLE: reminders.TroubleLine(house.agenda)}
    return {**kept, **posted, TIP_NEWS: tips.NewsLine(house), TIP_ASK: tips.AskLine(house)}


class Spotter(commands.Bot):
    """The Discord client: no privileged intent, no message cache, no member cache."""

    def __init__(self, house: House, http_trace: aiohttp.TraceConfig | None = None, shards: Shards = ALL_HERE) -> None:
        which: dict[str, Any] = {"shard_ids": list(shards.ids)} if len(shards.ids) > 1 else {"shard_id": shards.ids[0]}
        super().__init__(
            command_prefix=commands.when_mentioned,
            help_command=None,
            tree_cls=Tree,
            intents=discord.Intents(guilds=True),
            max_messages=None,
            member_cache_flags=discord.MemberCacheFlags.none(),
            chunk_guilds_at_startup=False,
            allowed_mentions=discord.AllowedMentions.none(),
            guild_ready_timeout=0.5,
            shard_count=shards.count,
            **which,
            http_trace=http_trace,  # type: ignore[arg-type]  # None is what discord.py has without it
        )
        self.house = house
        pace = Pace(max(1, int(shards.share(REQUESTS_A_SECOND))))
        self.courier = Courier(
            house.database,
            DiscordPost(self, pace),
            lines_of(house),
            house.clock,
            house.bell,
            owner=str(house.ids()),
            welcome=self._wants_direct_messages,
            into_channels=(POSTED,),
            new_a_minute=shards.share(house.settings.new_dms_per_minute),
            observer=house.observer,
        )
        self.poster = Poster(
            house.database,
            DiscordWall(self, pace),
            {TIP_CARD: tips.TipLine(house), DIGEST: server.DigestLine(house, self), RECORD: lifts.RecordLine(house)},
            house.clock,
            house.board.bell,
            {DIGEST: house.digest.forget},
        )
        self.served = shards
        self._identify_at_once = 1
        self.stopping = False
        self.logged_in = asyncio.Event()
        """Set once requests can be made, whatever becomes of the gateway."""
        self.started_at = house.clock()
        # discord.py has no other way to come before its own reading of an interaction.
        parsers = self._connection.parsers
        parsers["INTERACTION_CREATE"] = at_the_door(parsers["INTERACTION_CREATE"])
        self.forms = Forms(form for module in COGS for form in module.FORMS)
        self.link = Link(shards.ids)
        self._titles = Titles((), ())

    async def login(self, token: str) -> None:
        """Log in, at the API server that the settings name."""
        if self._elsewhere:
            # discord.py has no argument for it: both addresses are class attributes, shared by the process.
            Route.BASE = self.house.settings.discord_api_url.rstrip("/")
        await super().login(token)
        self.logged_in.set()

    async def connect(self, *, reconnect: bool = True) -> None:
        """Connect to the gateway, and again when the very first connection is lost before it said hello.

        discord.py 2.7 then ends with an AttributeError on the socket that it does not have yet.
        """
        while True:
            try:
                return await super().connect(reconnect=reconnect)
            except AttributeError:
                if self.ws is not None:
                    raise
                log.warning("no gateway yet", extra={"again_in_s": AGAIN_SECONDS})
                await asyncio.sleep(AGAIN_SECONDS)

    async def before_identify_hook(self, shard_id: int | None, *, initial: bool = False) -> None:
        """Wait for this shard's turn: of all processes together, Discord takes one in five seconds of each bucket."""
        if self.served.count == 1:
            await super().before_identify_hook(shard_id, initial=initial)
        else:
            bucket = (shard_id or 0) % self._identify_at_once
            await self.house.leases.wait_for(f"identify {bucket}", IDENTIFY_EVERY)

    async def setup_hook(self) -> None:
        """Register commands, buttons and menus, and sync the commands when they changed."""
        if self._elsewhere or self.served.count > 1:
            _, gateway, limits = await self.http.get_bot_gateway()
            DiscordWebSocket.DEFAULT_GATEWAY = yarl.URL(gateway)
            self._identify_at_once = limits["max_concurrency"]
        for module in COGS:
            await self.add_cog(module.cog(self.house))
            self.add_dynamic_items(*module.ITEMS)
            for menu in getattr(module, "MENUS", ()):
                self.tree.add_command(menu)
        self._titles = Titles(self._command_names(), self._custom_ids())
        await self._sync_commands()

    def title_of(self, interaction: discord.Interaction[Any]) -> tuple[str, str]:
        """Return what an interaction is called in figures: its kind and the name of its command, button or form."""
        return self._titles.of(interaction.type.value, interaction.data or {})

    def dispatch(self, event_name: str, /, *args: Any, **kwargs: Any) -> None:
        """Hand events on, but commands, which the tree has by now: a task for each that finds so is 2 % of its time."""
        if event_name == "interaction":
            self.house.observer.received(args[0].id, *self.title_of(args[0]))
        else:
            self._note_connection(event_name, args)
        if event_name != "interaction" or args[0].type in _FOUND_HERE:
            super().dispatch(event_name, *args, **kwargs)

    async def on_interaction(self, interaction: discord.Interaction[Any]) -> None:
        """Find the form of a submission; commands, buttons and menus are found by discord.py."""
        if interaction.type is discord.InteractionType.modal_submit:
            await self.forms.submitted(interaction)
            await flares.look_after(interaction)
        elif interaction.type is discord.InteractionType.component and not self._knows(interaction):
            await report(interaction, SpotterError(_OLDER))

    async def on_app_command_completion(self, interaction: discord.Interaction[Any], _: AnyCommand) -> None:
        """Tell a member at their next command what could not be delivered, and where to find help if they wrote so."""
        try:
            await self._tell_what_was_missed(interaction)
        finally:
            await flares.look_after(interaction)

    async def _tell_what_was_missed(self, interaction: discord.Interaction[Any]) -> None:
        missed = await self.courier.missed(interaction.user.id)
        lines = [f"• {item.text} (I could not write to you: {item.why})" for item in missed]
        try:
            for body in sheets(lines, BODY):
                await answer(interaction, embed=card("You missed this", body, colour=ASK))
        except discord.HTTPException as error:
            log.info("what was missed is told at the next command", extra={"code": error.code})
        else:
            await self.courier.told(missed)

    async def on_ready(self) -> None:
        """Say in the log that the bot is up."""
        log.info("ready", extra={"servers": len(self.guilds)})

    def _note_connection(self, event_name: str, args: tuple[Any, ...]) -> None:
        """Note which shard is up or was lost; where there are several, discord.py says which."""
        shard = self.served.ids[0]
        if len(self.served.ids) > 1:
            if not event_name.startswith("shard_"):
                return
            event_name, shard = event_name.removeprefix("shard_"), args[0]
        if event_name in _CONNECTED:
            self.link.up(shard)
        elif event_name == "disconnect":
            self.link.down(shard, self.loop.time())

    def _command_names(self) -> Iterator[str]:
        for kind in (discord.AppCommandType.chat_input, discord.AppCommandType.message):
            yield from (command.qualified_name for command in self.tree.walk_commands(type=kind))

    def _custom_ids(self) -> Iterator[str]:
        for module in COGS:
            yield from (item.__discord_ui_compiled_template__.pattern for item in module.ITEMS)
            yield from (form.template.pattern for form in module.FORMS)

    async def _wants_direct_messages(self, member_id: int) -> bool:
        return (await self.house.members.preferences(member_id)).dms

    @property
    def _elsewhere(self) -> bool:
        return self.house.settings.discord_api_url != DISCORD_API_URL

    def _knows(self, interaction: discord.Interaction[Any]) -> bool:
        data: Mapping[str, Any] = interaction.data or {}
        custom_id = str(data.get("custom_id", ""))
        kind = data.get("component_type")
        items = (item for module in COGS for item in module.ITEMS)
        return stands_on(interaction.message, custom_id, kind) and any(
            item.component_type.value == kind and item.__discord_ui_compiled_template__.fullmatch(custom_id)
            for item in items
        )

    async def _sync_commands(self) -> None:
        """Tell Discord the commands, only when they changed: it allows 200 creates a day."""
        commands_now = [command.to_dict(self.tree) for command in self.tree.get_commands()]
        described = json.dumps([self.application_id, commands_now], sort_keys=True)
        fingerprint = hashlib.sha256(described.encode()).hexdigest()
        if await self._synced(fingerprint):
            return
        await self.house.leases.wait_for("commands", SYNC_WITHIN)
        try:
            if not await self._synced(fingerprint):  # by another process meanwhile
                await self.tree.sync()
                await self.house.database.write(process_state.remember, "commands", fingerprint)
                log.info("commands synced", extra={"commands": len(commands_now)})
        finally:
            await self.house.leases.give_back("commands")

    async def _synced(self, fingerprint: str) -> bool:
        return await self.house.database.read(process_state.recall, "commands") == fingerprint


class ManyShards(Spotter, commands.AutoShardedBot):
    """The same for several shards in one process, a connection each."""

    async def connect(self, *, reconnect: bool = True) -> None:
        """Connect each shard; one whose first connection is lost is connected again by discord.py itself."""
        await commands.AutoShardedBot.connect(self, reconnect=reconnect)


def spotter_for(shards: Shards, house: House, http_trace: aiohttp.TraceConfig | None = None) -> Spotter:
    """Return the client that serves these shards."""
    kind = Spotter if len(shards.ids) == 1 else ManyShards
    return kind(house, http_trace, shards)


async def under_way(within: float) -> None:
    """Wait until the commands, buttons and forms that are being answered are done, at most `within` seconds."""
    mine = asyncio.current_task()
    answering = [task for task in asyncio.all_tasks() if task is not mine and _answers_a_member(task)]
    if answering:
        await asyncio.wait(answering, timeout=within)


def _answers_a_member(task: asyncio.Task[Any]) -> bool:
    return task.get_name().startswith(("CommandTree-invoker", "discord-ui-", "discord.py: on_interaction"))
