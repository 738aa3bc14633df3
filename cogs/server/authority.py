"""Who may do what moderators do: asked anew at each command, button, menu and form, whoever opened it."""

from typing import Any

import discord

from bot.servers.rules import Moderator, NotAManager
from cogs.ui.house import house_of, server_of


async def moderator_of(interaction: discord.Interaction[Any]) -> Moderator:
    """Return the presser as a moderator, by what Discord says of them at this press. Raises NotAModerator."""
    guild_id = server_of(interaction)
    roles = interaction.user.roles if isinstance(interaction.user, discord.Member) else []
    return await house_of(interaction).servers.moderator(
        guild_id,
        interaction.user.id,
        manages=interaction.permissions.manage_guild,
        role_ids=[role.id for role in roles],
    )


def manager_of(interaction: discord.Interaction[Any]) -> tuple[int, int]:
    """Return the server and the presser, who has *Manage Server* at this press. Raises NotAManager."""
    if not interaction.permissions.manage_guild:
        raise NotAManager
    return server_of(interaction), interaction.user.id
