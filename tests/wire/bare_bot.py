"""The least a discord.py bot can be: one slash command, one fixed reply. Benchmarks measure Spotter against it.

Reads DISCORD_TOKEN and DISCORD_API_URL from the environment: `python -m tests.wire.bare_bot`.
"""

import os

import discord
import yarl
from discord import app_commands
from discord.gateway import DiscordWebSocket
from discord.http import Route

REPLY = "Bare."


class PointedClient(discord.Client):
    """A plain client that talks to the server that DISCORD_API_URL names."""

    def __init__(self, intents: discord.Intents) -> None:
        super().__init__(intents=intents, max_messages=None)
        self.tree = app_commands.CommandTree(self)

    async def setup_hook(self) -> None:
        """Ask the server for its gateway, and register the commands."""
        _shards, gateway, _limits = await self.http.get_bot_gateway()
        DiscordWebSocket.DEFAULT_GATEWAY = yarl.URL(gateway)
        await self.tree.sync()


def run(client: PointedClient) -> None:
    """Run a client until it is stopped."""
    Route.BASE = os.environ["DISCORD_API_URL"]
    client.run(os.environ["DISCORD_TOKEN"], log_handler=None)


async def bare(interaction: discord.Interaction) -> None:
    """Answer with the fixed reply."""
    await interaction.response.send_message(REPLY)


if __name__ == "__main__":
    client = PointedClient(discord.Intents(guilds=True))
    client.tree.command(name="bare", description="Answers.")(bare)
    run(client)
