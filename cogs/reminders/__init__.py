"""`/remind`: for oneself and for a channel, listed and edited, and **Remind me about this** on a message."""

from typing import TYPE_CHECKING, Any

import discord
from discord import app_commands
from discord.ext import commands

from bot.pace import Cost
from bot.reminders.reminder import Post
from cogs.reminders import about, due, listing, making
from cogs.reminders.due import PostLine, ReminderLine, TroubleLine, notice_buttons
from cogs.reminders.listing import overview_message
from cogs.reminders.making import outcome_message
from cogs.reminders.place import check_may_post
from cogs.ui.answer import answer
from cogs.ui.pace import costing
from cogs.ui.text import clip, one_line
from cogs.ui.typed import Text, Word

if TYPE_CHECKING:
    from bot.house import House

__all__ = ["FORMS", "ITEMS", "MENUS", "PostLine", "ReminderLine", "TroubleLine", "cog", "notice_buttons"]

_OPTION = 100


@app_commands.allowed_contexts(guilds=True, dms=True, private_channels=False)
@app_commands.allowed_installs(guilds=True, users=False)
class Reminders(commands.GroupCog, group_name="remind", group_description="Reminders, once or again and again"):
    """The commands."""

    def __init__(self, house: "House") -> None:
        self._agenda = house.agenda
        self._clock = house.clock
        super().__init__()

    @app_commands.command(
        name="me",
        description="Remind me of something, by direct message",
        extras=costing(Cost.CREATION),
    )
    @app_commands.describe(what="What to remind you of", when="in 90 min, tomorrow 7am, fri 18:30, weekdays 6:30 …")
    async def me(self, interaction: discord.Interaction[Any], what: Text, when: Word) -> None:
        """Make a reminder, or ask what is meant."""
        channel_id = interaction.channel_id if interaction.guild_id else None
        outcome = await self._agenda.remind(interaction.user.id, what, when, channel_id)
        embed, view = outcome_message(interaction.user.id, outcome)
        await answer(interaction, embed=embed, view=view)

    @app_commands.command(
        name="channel",
        description="For moderators: remind everyone in a channel",
        extras=costing(Cost.CREATION),
    )
    @app_commands.allowed_contexts(guilds=True, dms=False, private_channels=False)
    @app_commands.describe(
        channel="Where to post it",
        what="What to remind of",
        when="fri 18:30, every mon at 18:00, last friday of the month 17:00 …",
        role="A role to mention, if you may mention it yourself",
    )
    async def channel(
        self,
        interaction: discord.Interaction[Any],
        channel: discord.TextChannel,
        what: Text,
        when: Word,
        role: discord.Role | None = None,
    ) -> None:
        """Make a reminder for a channel, after a look at whether it may be posted there."""
        post = Post(channel.guild.id, channel.id, role.id if role else None)
        await check_may_post(interaction, post)
        outcome = await self._agenda.remind(interaction.user.id, what, when, interaction.channel_id, post=post)
        embed, view = outcome_message(interaction.user.id, outcome)
        await answer(interaction, embed=embed, view=view)

    @me.autocomplete("when")
    @channel.autocomplete("when")
    async def _readings(self, interaction: discord.Interaction[Any], typed: str) -> list[app_commands.Choice[str]]:
        readings = await self._agenda.preview(interaction.user.id, one_line(typed))
        return [
            app_commands.Choice(name=clip(words, _OPTION), value=phrase)
            for words, phrase in readings
            if len(phrase) <= _OPTION
        ]

    @app_commands.command(name="list", description="Your reminders, what comes next, and what was missed")
    async def list(self, interaction: discord.Interaction[Any]) -> None:
        """Show the first page."""
        overview = await self._agenda.overview(interaction.user.id)
        embed, view = overview_message(interaction.user.id, overview, self._clock(), 0)
        await answer(interaction, embed=embed, view=view)


ITEMS = (*making.ITEMS, *listing.ITEMS, *due.ITEMS)
FORMS = (*making.FORMS, *listing.FORMS, *due.FORMS, *about.FORMS)
MENUS = about.MENUS
cog = Reminders
