"""The way from an interaction to the house that serves it."""

from typing import TYPE_CHECKING, Any, cast

import discord

from bot.errors import SpotterError

if TYPE_CHECKING:
    from bot.house import House


def house_of(interaction: discord.Interaction[Any]) -> "House":
    """Return the wired use cases of the bot that got this interaction."""
    return cast("House", interaction.client.house)


def server_of(interaction: discord.Interaction[Any]) -> int:
    """Return the server of an interaction. Raises SpotterError in direct messages."""
    if interaction.guild_id is None:
        raise SpotterError("This works in a server only.")
    return interaction.guild_id
