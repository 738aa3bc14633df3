"""A bot that uses everything the wire server serves, so that its own tests need no Spotter."""

import discord
from discord import app_commands

from tests.wire.bare_bot import PointedClient, run

client = PointedClient(discord.Intents(guilds=True, guild_messages=True, message_content=True))


@client.event
async def on_message(message: discord.Message) -> None:
    """Answer what is asked of it in a message."""
    if message.content == "!trial":
        await message.channel.send("heard")


class Named(discord.ui.Modal, title="Your name"):
    """Asks for a name and greets."""

    name: discord.ui.Label["Named"] = discord.ui.Label(text="Name", component=discord.ui.TextInput(max_length=20))

    async def on_submit(self, interaction: discord.Interaction) -> None:
        """Greet."""
        assert isinstance(self.name.component, discord.ui.TextInput)
        await interaction.response.send_message(f"Hello {self.name.component.value}", ephemeral=True)


class Panel(discord.ui.View):
    """A button of each kind of answer, and a select."""

    @discord.ui.button(label="Count", custom_id="count")
    async def count(self, interaction: discord.Interaction, button: discord.ui.Button["Panel"]) -> None:
        """Edit the message that the button is on."""
        await interaction.response.edit_message(content="counted")

    @discord.ui.button(label="Ask", custom_id="ask")
    async def ask(self, interaction: discord.Interaction, button: discord.ui.Button["Panel"]) -> None:
        """Show the modal."""
        await interaction.response.send_modal(Named())

    @discord.ui.select(
        placeholder="Lift", custom_id="lift", options=[discord.SelectOption(label=lift) for lift in ("Squat", "Bench")]
    )
    async def lift(self, interaction: discord.Interaction, select: discord.ui.Select["Panel"]) -> None:
        """Say what was chosen."""
        await interaction.response.send_message(select.values[0])


@client.tree.command(name="panel", description="Shows the panel.")
async def panel(interaction: discord.Interaction) -> None:
    """Show the panel."""
    embed = discord.Embed(title="A title", description="A description").add_field(name="Field", value="Value")
    await interaction.response.send_message("here", embed=embed, view=Panel())


@client.tree.command(name="slow", description="Defers.")
async def slow(interaction: discord.Interaction) -> None:
    """Defer, answer, follow up with a file."""
    await interaction.response.defer(ephemeral=True)
    await interaction.edit_original_response(content="done")
    file = discord.File(__file__, filename="data.txt", description="a file")
    await interaction.followup.send("more", file=file, ephemeral=True)


@client.tree.command(name="whisper", description="Writes privately.")
async def whisper(interaction: discord.Interaction, text: str, nonce: str) -> None:
    """Send the same private message twice with one nonce."""
    sent = [(await interaction.user.send(text, nonce=nonce)).id for _ in range(2)]
    await interaction.response.send_message(str(len(set(sent))))


@client.tree.command(name="echo", description="Repeats.")
async def echo(interaction: discord.Interaction, word: str, who: discord.User | None = None) -> None:
    """Say a word back, with a name and the member's language."""
    await interaction.response.send_message(f"{word} {who.name if who else '-'} {interaction.locale}")


@echo.autocomplete("word")
async def words(interaction: discord.Interaction, typed: str) -> list[app_commands.Choice[str]]:
    """Offer what was typed, twice."""
    return [app_commands.Choice(name=typed * 2, value=typed * 2)]


@client.tree.command(name="leave", description="Stops the bot.")
async def leave(interaction: discord.Interaction) -> None:
    """Answer, and go."""
    await interaction.response.send_message("bye")
    await client.close()


group = app_commands.Group(name="deep", description="A group.")


@group.command(name="down", description="Below.")
async def down(interaction: discord.Interaction, number: int) -> None:
    """Say a number back."""
    await interaction.response.send_message(str(number))


client.tree.add_command(group)

if __name__ == "__main__":
    run(client)
