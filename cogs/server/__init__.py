"""`/spotter`: for a server's moderators. Set-up, the moderators' desk, the digest."""

from typing import TYPE_CHECKING, Any

import discord
from discord import app_commands
from discord.ext import commands

from bot.pace import Cost
from cogs.server import digest, moderation, setup
from cogs.server.aliases import AliasGroup
from cogs.server.authority import manager_of, moderator_of
from cogs.server.digest import DigestLine, show_digest
from cogs.server.health import show_health
from cogs.server.moderation import show_desk, show_found
from cogs.server.setup import show_panel
from cogs.ui.form import Form
from cogs.ui.pace import costing

if TYPE_CHECKING:
    from bot.house import House

__all__ = ["FORMS", "ITEMS", "DigestLine", "cog"]


@app_commands.guild_only()
@app_commands.allowed_installs(guilds=True, users=False)
class Server(commands.GroupCog, group_name="spotter", group_description="For this server's moderators"):
    """The commands. Who may use them is checked at each, by permission or by the role that set-up chose."""

    alias = AliasGroup()

    def __init__(self, house: "House") -> None:
        self._house = house

    @app_commands.command(description="Channels, moderators' role, whether tips need approval; tests my permissions")
    async def setup(self, interaction: discord.Interaction[Any]) -> None:
        """Show the panel."""
        manager_of(interaction)
        await show_panel(interaction, anew=True)

    @app_commands.command(
        description="Tips that wait, were reported or hidden; blocked authors; the log",
        extras=costing(Cost.SEARCH),
    )
    @app_commands.describe(find="Some words of a tip that you look for")
    async def moderation(
        self, interaction: discord.Interaction[Any], find: app_commands.Range[str, 1, 100] | None = None
    ) -> None:
        """Show the desk, or the tips that say those words."""
        moderator = await moderator_of(interaction)
        if find is None:
            await show_desk(interaction, moderator, anew=True)
        else:
            await show_found(interaction, moderator, find)

    @app_commands.command(
        description="The week of members who share: post it now, or every Monday",
        extras=costing(Cost.WORK),
    )
    async def digest(self, interaction: discord.Interaction[Any]) -> None:
        """Show it first, with what can be done with it."""
        moderator = await moderator_of(interaction)
        await show_digest(interaction, moderator)

    @app_commands.command(description="Version, uptime, latency, what waits to be delivered, what failed lately")
    async def health(self, interaction: discord.Interaction[Any]) -> None:
        """Show how the bot is."""
        manager_of(interaction)
        await show_health(interaction)


ITEMS = (*setup.ITEMS, *moderation.ITEMS, *digest.ITEMS)
FORMS: tuple[type[Form], ...] = (*setup.FORMS, *moderation.FORMS)
cog = Server
