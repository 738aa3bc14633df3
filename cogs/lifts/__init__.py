"""`/log`, `/workout` and `/history`: what members lifted."""

from typing import TYPE_CHECKING, Any

import discord
from discord import app_commands, ui
from discord.ext import commands

from bot.lifts.outcomes import History
from cogs.lifts import entry, merging, own, workout
from cogs.lifts.cards import history_card
from cogs.lifts.entry import say
from cogs.lifts.telling import RecordLine
from cogs.lifts.workout import NewForm
from cogs.ui.answer import answer, update
from cogs.ui.card import row
from cogs.ui.house import house_of
from cogs.ui.pages import PAGE_SUFFIX, page_buttons
from cogs.ui.press import Press
from cogs.ui.text import clip

if TYPE_CHECKING:
    from bot.house import House

_CHOICE, _CHOICES = 100, 25
_ALL = "-"


def history_page(viewer: int, history: History) -> tuple[discord.Embed, ui.View]:
    """Return a page of sessions and the buttons to the pages beside it."""
    lift = history.exercise.id if history.exercise else _ALL
    prefix = f"history:{viewer}:{history.owner_id}:{lift}"
    buttons = page_buttons(HistoryPress, prefix, history.page, history.pages)
    return history_card(history, own=viewer == history.owner_id), row(*buttons)


class HistoryPress(Press, template=rf"history:(?P<owner>\d+):(?P<of>\d+):(?P<lift>-|(?:custom:)?\w+){PAGE_SUFFIX}"):
    """Turns a page of the history."""

    async def pressed(self, interaction: discord.Interaction[Any]) -> None:
        """Show that page in place of this one."""
        lift = None if self.word("lift") == _ALL else self.word("lift")
        viewer = interaction.user.id
        history = await house_of(interaction).logbook.history(viewer, self.number("of"), lift, self.number("page"))
        embed, view = history_page(viewer, history)
        await update(interaction, embed=embed, view=view)


class LiftsCog(commands.Cog, name="Lifts"):
    """The commands."""

    def __init__(self, house: "House") -> None:
        self._logbook = house.logbook

    @app_commands.command(name="log", description="Log one exercise: squat 100 5x5 · bench 80x5, 85x5 · chins 8,8,6")
    @app_commands.describe(
        entry="The lift, weight, sets × reps; I show how I read it while you type",
        when="A past day: yesterday, monday, 12 nov, 2026-11-12",
        note="Whatever you want to remember of it",
    )
    @app_commands.allowed_contexts(guilds=True, dms=True, private_channels=False)
    @app_commands.allowed_installs(guilds=True, users=False)
    async def log(
        self, interaction: discord.Interaction[Any], entry: str, when: str | None = None, note: str | None = None
    ) -> None:
        """Log it, or ask."""
        outcome = await self._logbook.log(
            interaction.user.id,
            interaction.id,
            entry,
            when or "",
            note or "",
            str(interaction.locale),
            interaction.guild_id,
        )
        await say(interaction, outcome)

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
        self, interaction: discord.Interaction[Any], lift: str | None = None, member: discord.User | None = None
    ) -> None:
        """Show the first page, privately."""
        viewer = interaction.user.id
        exercise_id = (await self._logbook.lift(viewer, lift, interaction.guild_id)).id if lift else None
        owner = member.id if member else viewer
        embed, view = history_page(viewer, await self._logbook.history(viewer, owner, exercise_id, 0))
        await answer(interaction, embed=embed, view=view)

    @history.autocomplete("lift")
    async def _lifts(self, interaction: discord.Interaction[Any], typed: str) -> list[app_commands.Choice[str]]:
        nearest = await self._logbook.lifts_like(interaction.user.id, typed, _CHOICES, interaction.guild_id)
        return [app_commands.Choice(name=exercise.name, value=exercise.name) for exercise in nearest]


__all__ = ["FORMS", "ITEMS", "MENUS", "LiftsCog", "RecordLine", "cog", "history_page"]
ITEMS = (*entry.ITEMS, *workout.ITEMS, *own.ITEMS, *merging.ITEMS, HistoryPress)
FORMS = (*entry.FORMS, *workout.FORMS, *merging.FORMS)
MENUS = workout.MENUS
cog = LiftsCog
