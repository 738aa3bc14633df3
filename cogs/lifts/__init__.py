"""`/log`, `/workout` and `/history`: what members lifted."""

from typing import TYPE_CHECKING, Any

import discord
from discord import app_commands
from discord.ext import commands

from cogs.lifts import entry, history, merging, own, workout
from cogs.lifts.entry import saying
from cogs.lifts.history import history_page
from cogs.lifts.telling import RecordLine
from cogs.lifts.workout import NewForm
from cogs.ui.answer import answer
from cogs.ui.lift_choices import lift_choices
from cogs.ui.text import clip
from cogs.ui.typed import Text, Word

if TYPE_CHECKING:
    from bot.house import House

_CHOICE = 100


class LiftsCog(commands.Cog, name="Lifts"):
    """The commands."""

    def __init__(self, house: "House") -> None:
        self._logbook = house.logbook
        self._finder = house.finder

    @app_commands.command(name="log", description="Log one exercise: squat 100 5x5 · bench 80x5, 85x5 · chins 8,8,6")
    @app_commands.describe(
        entry="The lift, weight, sets × reps; I show how I read it while you type",
        when="A past day: yesterday, monday, 12 nov, 2026-11-12",
        note="Whatever you want to remember of it",
    )
    @app_commands.allowed_contexts(guilds=True, dms=True, private_channels=False)
    @app_commands.allowed_installs(guilds=True, users=False)
    async def log(
        self, interaction: discord.Interaction[Any], entry: Text, when: Word | None = None, note: Text | None = None
    ) -> None:
        """Log it, or ask."""
        member, locale, server = interaction.user.id, str(interaction.locale), interaction.guild_id
        async with self._logbook.logging(
            member, interaction.id, entry, when or "", note or "", locale, server
        ) as outcome:
            said = saying(member, outcome)  # while the disk is at work
        await said.to(interaction)

    @log.autocomplete("entry")
    async def _offers(self, interaction: discord.Interaction[Any], typed: str) -> list[app_commands.Choice[str]]:
        offers = await self._logbook.offers(interaction.user.id, typed, str(interaction.locale), interaction.guild_id)
        return [app_commands.Choice(name=clip(offer.label, _CHOICE), value=offer.text) for offer in offers]

    @app_commands.command(
        name="workout", description="Log a whole session: one exercise a line, shown before it is saved"
    )
    @app_commands.allowed_contexts(guilds=True, dms=True, private_channels=False)
    @app_commands.allowed_installs(guilds=True, users=False)
    async def workout(self, interaction: discord.Interaction[Any]) -> None:
        """Open the form."""
        await NewForm("workout:form", title="Your workout").filled().open(interaction)

    @app_commands.command(
        name="history", description="Your sessions, newest first, or those of a member who shares them"
    )
    @app_commands.describe(lift="Only this lift", member="Someone else who shares their log")
    @app_commands.allowed_contexts(guilds=True, dms=True, private_channels=False)
    @app_commands.allowed_installs(guilds=True, users=False)
    async def history(
        self, interaction: discord.Interaction[Any], lift: Word | None = None, member: discord.User | None = None
    ) -> None:
        """Show the first page, privately."""
        viewer = interaction.user.id
        exercise_id = (await self._finder.find(viewer, lift, interaction.guild_id)).id if lift else None
        owner = member.id if member else viewer
        embed, view = history_page(viewer, await self._logbook.history(viewer, owner, exercise_id, 0))
        await answer(interaction, embed=embed, view=view)

    history.autocomplete("lift")(lift_choices)


__all__ = ["FORMS", "ITEMS", "MENUS", "LiftsCog", "RecordLine", "cog"]
ITEMS = (*entry.ITEMS, *workout.ITEMS, *own.ITEMS, *merging.ITEMS, *history.ITEMS)
FORMS = (*entry.FORMS, *workout.FORMS, *merging.FORMS)
MENUS = workout.MENUS
cog = LiftsCog
