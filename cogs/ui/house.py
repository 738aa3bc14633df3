"""The way from an interaction to the house that serves it."""

from typing import TYPE_CHECKING, Any, cast

import discord

if TYPE_CHECKING:
    from bot.house import House


def house_of(interaction: discord.Interaction[Any]) -> "House":
    """Return the wired use cases of the bot that got this interaction."""
    return cast("House", interaction.client.house)
