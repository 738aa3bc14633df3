"""`/help`: by task, one screen each."""

from typing import TYPE_CHECKING, Any

import discord
from discord import app_commands
from discord.ext import commands

from bot.data import read_toml
from bot.errors import Gone
from cogs.ui.answer import answer, update
from cogs.ui.card import card, row
from cogs.ui.form import Form
from cogs.ui.press import Choice

if TYPE_CHECKING:
    from bot.house import House

TOPICS: dict[str, dict[str, str]] = {topic["key"]: topic for topic in read_toml("help.toml")["topic"]}


def screen(key: str) -> tuple[discord.Embed, discord.ui.View]:
    """Return one screen of help and the menu that leads to the others."""
    topic = TOPICS[key]
    options = [
        discord.SelectOption(label=other["title"], value=other["key"], default=other["key"] == key)
        for other in TOPICS.values()
    ]
    shown = card(topic["title"], topic["body"], footer="In an emergency call your local emergency number.")
    return shown, row(TopicChoice("help:topic", options=options))


class TopicChoice(Choice, template=r"help:topic"):
    """Leads to another screen."""

    async def pressed(self, interaction: discord.Interaction[Any]) -> None:
        """Show the chosen screen. Raises Gone for one that an older version had."""
        if self.values[0] not in TOPICS:
            raise Gone("That page of the help is no longer there. `/help` opens the newest.")
        embed, view = screen(self.values[0])
        await update(interaction, embed=embed, view=view)


class Help(commands.Cog):
    """The command."""

    def __init__(self, _: "House") -> None:
        super().__init__()

    @app_commands.command(name="help", description="What I can do, by task, with examples")
    @app_commands.allowed_contexts(guilds=True, dms=True, private_channels=False)
    @app_commands.allowed_installs(guilds=True, users=False)
    async def help(self, interaction: discord.Interaction[Any]) -> None:
        """Show the first screen."""
        embed, view = screen(next(iter(TOPICS)))
        await answer(interaction, embed=embed, view=view)


ITEMS = (TopicChoice,)
FORMS: tuple[type[Form], ...] = ()
cog = Help
