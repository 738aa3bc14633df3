"""`/program`: programmes, their sessions, and taking one lift back."""

from typing import TYPE_CHECKING, Any

import discord
from discord import app_commands
from discord.ext import commands

from bot.programmes.outcomes import NoProgramme
from cogs.programmes import planning, session
from cogs.programmes.cards import list_card, reset_card, week_card
from cogs.programmes.planning import ChangePress, ask_to_stop, say_plan
from cogs.programmes.session import say_today, undo_press
from cogs.ui.answer import answer
from cogs.ui.card import row
from cogs.ui.text import clip
from cogs.ui.typed import Text, Word

if TYPE_CHECKING:
    from bot.house import House

_CHOICE, _CHOICES = 100, 25


@app_commands.allowed_contexts(guilds=True, dms=True, private_channels=False)
@app_commands.allowed_installs(guilds=True, users=False)
class Programmes(commands.GroupCog, group_name="program", group_description="Training programmes"):
    """The commands."""

    def __init__(self, house: "House") -> None:
        self._coach = house.coach
        self._starting = house.starting
        self._catalogue = house.logbook.catalogue
        super().__init__()

    @app_commands.command(name="list", description="What programmes there are, for whom, and how many days a week")
    async def overview(self, interaction: discord.Interaction[Any]) -> None:
        """Show them all."""
        await answer(interaction, embed=list_card(self._coach.shelf))

    @app_commands.command(name="start", description="Start a programme; its first week is shown before it starts")
    @app_commands.describe(
        name="Which one; /program list shows them",
        maxes="squat 140x5, bench 100x5, row 80x5, press 60x5, deadlift 180x5; none to begin with the bar",
        days="Training days: mon wed fri",
        jump="How much lifts go up, if not as the programme says: 2.5kg, or squat 5kg, press 1.25kg",
        start="The first day: today, monday, 12 nov, 2026-11-30",
    )
    async def start(
        self,
        interaction: discord.Interaction[Any],
        name: Word,
        maxes: Text,
        days: Word | None = None,
        jump: Word | None = None,
        start: Word | None = None,
    ) -> None:
        """Show the plan, or what has to be mended."""
        owner, locale = interaction.user.id, str(interaction.locale)
        texts = name, maxes, days or "", jump or "", start or ""
        typed = await self._starting.typed(owner, *texts, locale, interaction.guild_id)
        outcome = await self._starting.plan(owner, typed, locale)
        await say_plan(interaction, outcome, anew=True)

    @start.autocomplete("name")
    async def _names(self, _: discord.Interaction[Any], typed: str) -> list[app_commands.Choice[str]]:
        wanted = typed.casefold().strip()
        shelf = self._coach.shelf
        return [
            app_commands.Choice(name=clip(f"{one.name} · {shelf.about(one).summary}", _CHOICE), value=one.key)
            for one in shelf
            if wanted in one.name.casefold() or wanted in one.key
        ]

    @app_commands.command(name="today", description="Your next session: every set with its weight and plates")
    async def today(self, interaction: discord.Interaction[Any]) -> None:
        """Show it."""
        today = await self._coach.today(interaction.user.id, str(interaction.locale))
        await say_today(interaction, today, anew=True)

    @app_commands.command(name="week", description="A whole week of your programme; days, jumps and plates change here")
    @app_commands.describe(number="Which week; this one if you leave it out")
    async def week(
        self, interaction: discord.Interaction[Any], number: app_commands.Range[int, 1, 9999] | None = None
    ) -> None:
        """Show it."""
        owner = interaction.user.id
        week = await self._coach.week(owner, number, str(interaction.locale))
        change = ChangePress(f"program:change:{owner}", label="Change days, jumps or plates")
        await answer(interaction, embed=week_card(week, self._catalogue), view=row(change))

    @app_commands.command(name="reset", description="Take one lift back, by weeks of the programme or by a weight")
    @app_commands.describe(
        lift="Which lift; the others stay", weeks="By how many weeks: 6", by="Or by: 15 kg, 33 lb, 10 %"
    )
    async def reset(
        self,
        interaction: discord.Interaction[Any],
        lift: Word,
        weeks: app_commands.Range[int, 1, 52] | None = None,
        by: Word | None = None,
    ) -> None:
        """Take it back and say what that means."""
        owner, locale = interaction.user.id, str(interaction.locale)
        was = await self._coach.reset(owner, interaction.id, lift, weeks, by or "", locale, interaction.guild_id)
        await answer(interaction, embed=reset_card(was, self._catalogue), view=row(undo_press(owner, was.step_id)))

    @reset.autocomplete("lift")
    async def _lifts(self, interaction: discord.Interaction[Any], typed: str) -> list[app_commands.Choice[str]]:
        try:
            running = await self._coach.running(interaction.user.id, str(interaction.locale))
        except NoProgramme:
            return []
        ids = dict.fromkeys(lift.exercise for lift in running.programme.lifts if lift.key in running.state.lines)
        names = [self._catalogue[one].name for one in ids]
        return [app_commands.Choice(name=name, value=name) for name in names if typed.casefold() in name.casefold()]

    @app_commands.command(name="stop", description="End your programme; the log stays")
    async def stop(self, interaction: discord.Interaction[Any]) -> None:
        """Ask once."""
        await ask_to_stop(interaction, await self._coach.running(interaction.user.id, str(interaction.locale)))


ITEMS = (*planning.ITEMS, *session.ITEMS)
FORMS = (*planning.FORMS, *session.FORMS)
cog = Programmes
