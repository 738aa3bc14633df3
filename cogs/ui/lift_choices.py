"""Lifts to choose from while the name of one is being typed."""

from typing import Any

import discord
from discord import app_commands

from cogs.ui.house import house_of
from cogs.ui.text import clip

_CHOICE, _CHOICES = 100, 25


async def lift_choices(interaction: discord.Interaction[Any], typed: str) -> list[app_commands.Choice[str]]:
    """Return lifts whose names come near, by any name that the member has for them; those they do most come first."""
    lifts = await house_of(interaction).finder.like(interaction.user.id, typed, interaction.guild_id, _CHOICES)
    return [app_commands.Choice(name=clip(lift.name, _CHOICE), value=lift.name[:_CHOICE]) for lift in lifts]
