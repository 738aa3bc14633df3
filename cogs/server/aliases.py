"""`/spotter alias`: the names that a server has for lifts."""

from typing import Any

import discord
from discord import app_commands

from cogs.server.authority import manager_of
from cogs.ui.answer import answer
from cogs.ui.card import card
from cogs.ui.house import house_of
from cogs.ui.text import plain
from cogs.ui.typed import Word

_CHOICES = 25
_NOTHING = "None yet. `/spotter alias add` gives a lift the name that your members use."


class AliasGroup(app_commands.Group):
    """The commands; each checks who presses."""

    def __init__(self) -> None:
        super().__init__(name="alias", description="What your members call lifts")

    @app_commands.command(name="add", description="Let a name mean a lift in this server")
    @app_commands.describe(name="What your members call it", lift="A lift I know")
    async def add(self, interaction: discord.Interaction[Any], name: Word, lift: Word) -> None:
        """Give the lift the name."""
        guild_id, actor_id = manager_of(interaction)
        alias = await house_of(interaction).words.set_alias(guild_id, actor_id, name, lift)
        await answer(interaction, f"In this server, {plain(alias.name)} is {alias.exercise.name} from now on.")

    @add.autocomplete("lift")
    async def _lifts(self, interaction: discord.Interaction[Any], typed: str) -> list[app_commands.Choice[str]]:
        nearest = house_of(interaction).words.catalogue.nearest(typed, _CHOICES)
        return [app_commands.Choice(name=exercise.name, value=exercise.name) for exercise in nearest]

    @app_commands.command(name="remove", description="Let a name mean no lift any more; what was logged stays")
    @app_commands.describe(name="One of /spotter alias list")
    async def remove(self, interaction: discord.Interaction[Any], name: Word) -> None:
        """Take the name away."""
        guild_id, actor_id = manager_of(interaction)
        await house_of(interaction).words.remove_alias(guild_id, actor_id, name)
        await answer(interaction, "That name means no lift any more. What was logged with it stays.")

    @app_commands.command(name="list", description="The names this server has for lifts")
    async def list(self, interaction: discord.Interaction[Any]) -> None:
        """Show them."""
        guild_id, _ = manager_of(interaction)
        aliases = await house_of(interaction).words.aliases(guild_id)
        lines = [f"- {plain(alias.name)}: {alias.exercise.name}" for alias in aliases]
        await answer(interaction, embed=card("Names for lifts here", "\n".join(lines) or _NOTHING))
