"""**Remind me about this**: a reminder that leads back to a message."""

import re
from typing import Any

import discord
from discord import app_commands

from bot.pace import Cost
from bot.reminders.agenda import LONGEST_WHAT
from cogs.reminders.making import outcome_message, texts_form
from cogs.ui.answer import answer
from cogs.ui.form import Filled, Form
from cogs.ui.house import house_of
from cogs.ui.pace import costing
from cogs.ui.text import clip

_NO_TEXT = "This message"


class AboutForm(Form, template=r"remind:about:(?P<place>@me|\d+):(?P<channel>\d+):(?P<message>\d+)"):
    """What to be reminded of, and when; its custom id is the way back."""

    cost = Cost.CREATION

    @classmethod
    def for_(cls, message: discord.Message) -> "AboutForm":
        """Return the form, with what the message says."""
        place = message.guild.id if message.guild else "@me"
        form = cls(f"remind:about:{place}:{message.channel.id}:{message.id}", title="Remind me about this")
        texts_form(form, clip(message.content.strip(), LONGEST_WHAT) or _NO_TEXT, "")
        return form

    @classmethod
    async def submitted(cls, interaction: discord.Interaction[Any], match: re.Match[str], values: Filled) -> None:
        """Make the reminder, or ask what is meant."""
        outcome = await house_of(interaction).agenda.remind(
            interaction.user.id,
            values["what"],
            values["when"],
            interaction.channel_id if interaction.guild_id else None,
            link="/".join(match.groups()),
        )
        embed, view = outcome_message(interaction.user.id, outcome)
        await answer(interaction, embed=embed, view=view)


@app_commands.allowed_contexts(guilds=True, dms=True, private_channels=False)
@app_commands.allowed_installs(guilds=True, users=False)
async def remind_about(interaction: discord.Interaction[Any], message: discord.Message) -> None:
    """Open the form."""
    await AboutForm.for_(message).open(interaction)


MENUS = (app_commands.ContextMenu(name="Remind me about this", callback=remind_about, extras=costing(Cost.CREATION)),)
FORMS = (AboutForm,)
