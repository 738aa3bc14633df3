"""Spotter, the Discord client, and the one place where everything is wired together."""

import asyncio
import hashlib
import json
import logging
import random
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import partial
from types import ModuleType
from typing import Any

import discord
import yarl
from discord import app_commands
from discord.ext import commands
from discord.gateway import DiscordWebSocket
from discord.http import Route

from bot.data import data_path, read_toml
from bot.database import Database, process_state
from bot.delivery import store as delivery_store
from bot.delivery.bell import Bell
from bot.delivery.courier import Courier
from bot.delivery.schedule import Schedule
from bot.flares import store as flares_store
from bot.flares.asking import CONSENT as CHECKINS
from bot.flares.asking import KIND as CHECKIN
from bot.flares.care import CONSENT as FLARES
from bot.flares.care import Care
from bot.flares.decisions import Choice, load_guide
from bot.flares.lifts import Lifts
from bot.flares.regions import load_regions
from bot.flares.screening import load_screen
from bot.ids import Ids, IdSource
from bot.instants import Clock
from bot.lifts import store as lifts_store
from bot.lifts.calculator import Calculator
from bot.lifts.exercises import Catalogue
from bot.lifts.ledger import Ledger
from bot.lifts.logbook import Logbook
from bot.lifts.transfer import store as transfer_store
from bot.lifts.transfer.exporting import Exporting
from bot.lifts.transfer.importing import Importing
from bot.lifts.weight import Weight
from bot.lifts.workouts import Workouts
from bot.members import store as members_store
from bot.members.drafts import Drafts
from bot.members.people import Members
from bot.members.privacy import Holding, Privacy
from bot.post import DiscordPost
from bot.programmes import store as programmes_store
from bot.programmes.coach import Coach
from bot.programmes.easing import Easing
from bot.programmes.shelf import Shelf
from bot.programmes.training import Training
from bot.reminders import store as reminders_store
from bot.reminders.agenda import Agenda
from bot.reminders.course import KIND as REMINDER
from bot.sealing import Seal
from bot.settings import DISCORD_API_URL, Settings, secret_key
from bot.tips import store as tips_store
from bot.tips.library import Library
from bot.tips.safety import Tripwires
from bot.tips.starters import Starters
from cogs import calc, flares, helping, lifts, privacy, programmes, reminders, settings, tips, transfer
from cogs.ui.answer import answer
from cogs.ui.card import ASK, card
from cogs.ui.failure import Stopping, report
from cogs.ui.form import Forms

log = logging.getLogger("spotter")

AGAIN_SECONDS = 5
"""How long to leave a gateway alone that closed before it said hello."""

AnyCommand = app_commands.Command[Any, ..., Any] | app_commands.ContextMenu

COGS: tuple[ModuleType, ...] = (settings, privacy, helping, lifts, transfer, calc, programmes, tips, flares, reminders)
"""Each has `cog(house)`, ITEMS (buttons and menus) and FORMS."""


@dataclass(frozen=True)
class House:
    """Every use case, wired once; cogs reach it through the client."""

    settings: Settings
    database: Database
    clock: Clock
    ids: Ids
    members: Members
    drafts: Drafts
    privacy: Privacy
    logbook: Logbook
    workouts: Workouts
    calculator: Calculator
    importing: Importing
    exporting: Exporting
    coach: Coach
    training: Training
    library: Library
    care: Care
    agenda: Agenda
    bell: Bell
    """Wakes the courier."""


def build_house(settings: Settings, database: Database, clock: Clock, chance: random.Random) -> House:
    """Wire every use case to the database, the clock and each other.

    Raises OperatorError when the key of SPOTTER_SECRET_KEY can't be used.
    """
    ids = IdSource(clock, chance)
    members, drafts = Members(database, clock), Drafts(database, clock, ids)
    bell = Bell()
    schedule = Schedule(bell)
    seal = Seal(secret_key(settings))
    catalogue = Catalogue.from_csv(data_path("exercises.csv"))
    logbook = Logbook(database, clock, members, drafts, catalogue)
    hurting = Lifts(catalogue, partial(_last_weight, logbook))
    rules = (load_screen(), load_guide(), load_regions())
    care = Care(database, clock, ids, seal, members, schedule, *rules, hurting)
    agenda = Agenda(database, members, drafts, schedule, clock, ids)
    members.follow_zones(agenda.zone_changed)
    ledger, easings = Ledger(catalogue), partial(_easings, care)
    coach = Coach(
        database,
        clock,
        ids,
        members,
        drafts,
        Shelf(read_toml("programmes.toml")),
        catalogue,
        ledger,
        easings,
        lambda preferences: preferences.plates,
    )
    holdings = (
        Holding(
            "you",
            "Your settings, what you agreed to, and text you typed that I could not take yet (kept for a week).",
            members_store.TABLES,
            members_store.export_member,
            members_store.delete_member,
        ),
        Holding(
            "lifts",
            "What you logged: exercises, sets, days and your notes. What you undo goes for good after 30 days.",
            lifts_store.TABLES,
            lifts_store.export_member,
            lifts_store.delete_member,
        ),
        Holding(
            "imports",
            "Which of your sets came from which file, so that none comes twice, and the exercises you chose for its "
            "names. The file itself waits a day for your word, and is gone once it is saved.",
            transfer_store.TABLES,
            transfer_store.export_member,
            transfer_store.delete_member,
        ),
        Holding(
            "programmes",
            "The programmes you run or ran: days, jumps, plates, where each lift stands, what each session did.",
            programmes_store.TABLES,
            programmes_store.export_member,
            programmes_store.delete_member,
        ),
        Holding(
            "tips",
            "Tips you suggested, your votes and your reports, by server. An anonymous tip is kept with your id too, so "
            "that you can take it along and delete it. No member or moderator is shown who wrote it or who voted; "
            "whoever runs me could look it up in my database.",
            tips_store.TABLES,
            tips_store.export_member,
            tips_store.delete_member,
        ),
        Holding(
            "flare-ups",
            "What hurt, how much and when, what the safety questions came to, and your plan: all of it encrypted. "
            "I keep it until 90 days after you close a flare-up or last answer about it.",
            flares_store.TABLES,
            care.export_member,
            care.delete_member,
            purpose=FLARES,
        ),
        Holding(
            "check-ins",
            "For which flare-ups you asked me to write to you.",
            (),
            care.asking.export_member,
            care.asking.silence,
            purpose=CHECKINS,
        ),
        Holding(
            "reminders",
            "What you asked to be reminded of, when it is meant, and when you did it.",
            reminders_store.TABLES,
            reminders_store.export_member,
            reminders_store.delete_member,
        ),
        Holding(
            "deliveries",
            "When I wrote to you, or why I could not, and which channel your direct messages have.",
            delivery_store.TABLES,
            delivery_store.export_member,
            delivery_store.delete_member,
        ),
    )
    return House(
        settings=settings,
        database=database,
        clock=clock,
        ids=ids,
        members=members,
        drafts=drafts,
        privacy=Privacy(database, clock, holdings),
        logbook=logbook,
        workouts=Workouts(database, clock, ids, members, drafts, catalogue),
        calculator=Calculator(members, clock, catalogue, _bodyweight),
        importing=Importing(database, clock, ids, members, catalogue),
        exporting=Exporting(database, clock, catalogue),
        coach=coach,
        training=Training(database, clock, ids, members, drafts, coach, ledger, easings),
        library=Library(
            database,
            clock,
            Starters(read_toml("tips.toml"), read_toml("tip_conflicts.toml")),
            Tripwires(read_toml("tripwires.toml")),
        ),
        care=care,
        agenda=agenda,
        bell=bell,
    )


async def _bodyweight(_: int, __: date) -> Weight | None:
    return None


async def _last_weight(logbook: Logbook, member_id: int, exercise_id: str) -> Weight | None:
    """Return the weight of a member's last top set; bodyweight lifts have none that could be cut."""
    best = await logbook.last_top_set(member_id, exercise_id)
    return None if best is None or best.load.bodyweight else best.load.weight


async def _easings(care: Care, member_id: int) -> dict[str, Easing]:
    """Return what a member keeps light because of open flare-ups, by lift; the newest counts."""
    found = {}
    for flare in reversed((await care.status(member_id)).flares):
        if flare.lift is None:
            continue
        if flare.level.stops or flare.choice is Choice.HOLD:
            found[flare.lift] = Easing(rest=True)
        elif flare.choice is Choice.BACK_DOWN:
            found[flare.lift] = Easing(flare.terms.fallback or flare.terms.before)
        else:
            found.pop(flare.lift, None)
    return found


class Tree(app_commands.CommandTree["Spotter"]):
    """The commands, with the one error path."""

    async def interaction_check(self, interaction: discord.Interaction[Any], /) -> bool:
        """Take no new command while the bot stops."""
        if self.client.stopping and interaction.type is discord.InteractionType.application_command:
            await report(interaction, Stopping())
            return False
        return True

    async def on_error(self, interaction: discord.Interaction[Any], error: app_commands.AppCommandError, /) -> None:
        """Answer for what a command raised."""
        await report(interaction, error)


_FOUND_HERE = (discord.InteractionType.modal_submit, discord.InteractionType.component)


class Spotter(commands.Bot):
    """The Discord client: no privileged intent, no message cache, no member cache."""

    def __init__(self, house: House) -> None:
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
        )
        self.house = house
        self.courier = Courier(
            house.database,
            DiscordPost(self),
            {REMINDER: reminders.ReminderLine(house.agenda), CHECKIN: flares.CheckinLine(house.care)},
            house.clock,
            house.bell,
            owner=str(house.ids()),
            welcome=self._wants_direct_messages,
        )
        self.stopping = False
        self.forms = Forms(form for module in COGS for form in module.FORMS)

    async def login(self, token: str) -> None:
        """Log in, at the API server that the settings name."""
        if self._elsewhere:
            # discord.py has no argument for it: both addresses are class attributes, shared by the process.
            Route.BASE = self.house.settings.discord_api_url.rstrip("/")
        await super().login(token)

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

    async def setup_hook(self) -> None:
        """Register commands, buttons and menus, and sync the commands when they changed."""
        if self._elsewhere:
            _, gateway, _ = await self.http.get_bot_gateway()
            DiscordWebSocket.DEFAULT_GATEWAY = yarl.URL(gateway)
        for module in COGS:
            await self.add_cog(module.cog(self.house))
            self.add_dynamic_items(*module.ITEMS)
        await self._sync_commands()

    def dispatch(self, event_name: str, /, *args: Any, **kwargs: Any) -> None:
        """Hand events on, but commands, which the tree has by now: a task for each that finds so is 2 % of its time."""
        if event_name != "interaction" or args[0].type in _FOUND_HERE:
            super().dispatch(event_name, *args, **kwargs)

    async def on_interaction(self, interaction: discord.Interaction[Any]) -> None:
        """Find the form of a submission; commands, buttons and menus are found by discord.py."""
        if interaction.type is discord.InteractionType.modal_submit:
            await self.forms.submitted(interaction)
        elif interaction.type is discord.InteractionType.component and not self._knows(interaction):
            await answer(interaction, "This button is from an older version of me. Please use the command again.")

    async def on_app_command_completion(self, interaction: discord.Interaction[Any], _: AnyCommand) -> None:
        """Tell a member at their next command what could not be delivered."""
        missed = await self.courier.missed(interaction.user.id)
        if missed:
            lines = [f"• {item.text} (I could not write to you: {item.why})" for item in missed]
            await answer(interaction, embed=card("You missed this", "\n".join(lines), colour=ASK))

    async def on_ready(self) -> None:
        """Say in the log that the bot is up."""
        log.info("ready", extra={"servers": len(self.guilds)})

    async def _wants_direct_messages(self, member_id: int) -> bool:
        return (await self.house.members.preferences(member_id)).dms

    @property
    def _elsewhere(self) -> bool:
        return self.house.settings.discord_api_url != DISCORD_API_URL

    def _knows(self, interaction: discord.Interaction[Any]) -> bool:
        data: Mapping[str, Any] = interaction.data or {}
        custom_id = str(data.get("custom_id", ""))
        items = (item for module in COGS for item in module.ITEMS)
        return any(item.__discord_ui_compiled_template__.fullmatch(custom_id) for item in items)

    async def _sync_commands(self) -> None:
        """Tell Discord the commands, only when they changed: it allows 200 creates a day."""
        commands_now = [command.to_dict(self.tree) for command in self.tree.get_commands()]
        described = json.dumps([self.application_id, commands_now], sort_keys=True)
        fingerprint = hashlib.sha256(described.encode()).hexdigest()
        if await self.house.database.read(process_state.recall, "commands") == fingerprint:
            return
        await self.tree.sync()
        await self.house.database.write(process_state.remember, "commands", fingerprint)
        log.info("commands synced", extra={"commands": len(commands_now)})


async def under_way(within: float) -> None:
    """Wait until the commands, buttons and forms that are being answered are done, at most `within` seconds."""
    mine = asyncio.current_task()
    answering = [task for task in asyncio.all_tasks() if task is not mine and _answers_a_member(task)]
    if answering:
        await asyncio.wait(answering, timeout=within)


def _answers_a_member(task: asyncio.Task[Any]) -> bool:
    return task.get_name().startswith(("CommandTree-invoker", "discord-ui-", "discord.py: on_interaction"))
