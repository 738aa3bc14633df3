"""The least a discord.py bot can be: one slash command, one fixed reply. Benchmarks measure Spotter against it.

Reads DISCORD_TOKEN and DISCORD_API_URL from the environment: `python tests/wire/bare_bot.py`. With `--card` the reply
is a card with buttons, made anew each time: what Discord's library takes to send such a one as Spotter's.
"""

import os
import sys

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


async def carded(interaction: discord.Interaction) -> None:
    """Answer with a fixed card, as large as that of an entry, and three buttons."""
    lines = "**5×5 · 140 kg**\ne1RM 163.3 kg (Epley)\n🏅 Heaviest: 140 kg (before: 130 kg, <t:1>)\n<t:1>"
    card = discord.Embed(title="Deadlift", description=lines, colour=0x3A9D6B).set_footer(text=REPLY)
    view = discord.ui.View(timeout=None)
    for label in ("Edit", "Undo", "Again"):
        view.add_item(discord.ui.Button(label=label, custom_id=f"log:{label}:100000000000000000:100000000000000000"))
    view.stop()
    await interaction.response.send_message(embed=card, view=view)


if __name__ == "__main__":
    client = PointedClient(discord.Intents(guilds=True))
    client.tree.command(name="bare", description="Answers.")(carded if "--card" in sys.argv else bare)
    run(client)
