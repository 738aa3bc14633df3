"""What commands, buttons and forms cost: said where each stands, taken from its member's bucket before it is done."""

from typing import Any

import discord

from bot.pace import Cost
from cogs.ui.house import house_of

_COST = "cost"


def costing(cost: Cost) -> dict[Any, Any]:
    """Return the `extras` of a command that costs more than a moment."""
    return {_COST: cost}


def keep_pace(interaction: discord.Interaction[Any], cost: Cost | None) -> None:
    """Take what something costs from the member's bucket, if it costs anything. Raises TooFast."""
    if cost is not None:
        house_of(interaction).pace.take(interaction.user.id, cost)


def cost_of(interaction: discord.Interaction[Any]) -> Cost | None:
    """Return what the command of an interaction costs, or typing for it."""
    if interaction.type is discord.InteractionType.autocomplete:
        return Cost.TYPING
    cost: Cost | None = interaction.command.extras.get(_COST) if interaction.command is not None else None
    return cost
