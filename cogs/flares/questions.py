"""What follows on words of an emergency, wherever they were typed: where to get help, and the safety questions.

Nothing of it is stored, and nothing is kept from the member: what they typed stays theirs.
"""

from typing import Any

import discord

from bot.flares.screening import ORDER, Level, after
from bot.safety import Level as Urgency
from cogs.flares.cards import book_card, numbers_for, screen_card, stop_card
from cogs.flares.screen import say
from cogs.ui.answer import answer, update
from cogs.ui.card import CALM, STOP, card, row
from cogs.ui.failure import report
from cogs.ui.form import read_values
from cogs.ui.house import house_of
from cogs.ui.press import Press

_MODAL = discord.InteractionResponseType.modal


async def look_after(interaction: discord.Interaction[Any]) -> None:
    """Say privately where to find help, after a command or form with words that may need it. It undoes nothing."""
    try:
        await _look_after(interaction)
    except Exception as error:  # noqa: BLE001 - the command was answered: what goes wrong here is told besides
        await report(interaction, error)


async def _look_after(interaction: discord.Interaction[Any]) -> None:
    if interaction.response.type is _MODAL:
        return  # what stands in the form is looked at when it is sent
    house, owner = house_of(interaction), interaction.user.id
    alarming = [text for text in _written(interaction) if house.tripwires.alarmed(text)]
    if not alarming:
        return
    talk = [await house.logbook.talk_in(owner, text, interaction.guild_id) for text in alarming]
    finding = house.tripwires.check("\n".join(talk))
    if finding.level is None:
        return
    region = await house.care.region(owner)
    body = (
        f"{region.fill(finding.help or '')}\n\n{numbers_for(region)} `/settings` sets your region.\n"
        "What you wrote is posted nowhere."
    )
    ask = [] if finding.level is Urgency.CRISIS else [AskPress(f"safety:ask:{owner}", label="Safety questions")]
    shown = card("First: how are you?", body, colour=STOP)
    await answer(interaction, embed=shown, view=row(*ask), private=interaction.guild_id is not None)


def _written(interaction: discord.Interaction[Any]) -> list[str]:
    """Return every text that a member typed: into a command's options, a form, or the message a menu was used on."""
    data: Any = interaction.data or {}
    if interaction.type is discord.InteractionType.modal_submit:
        return list(read_values(data.get("components", ())).values())
    options = [typed for _, typed in interaction.namespace if isinstance(typed, str)]
    messages = data.get("resolved", {}).get("messages", {}).values()
    own = [message["content"] for message in messages if int(message["author"]["id"]) == interaction.user.id]
    return [*options, *own]


class AskPress(Press, template=r"safety:ask:(?P<owner>\d+)"):
    """Asks the safety questions of every area."""

    async def pressed(self, interaction: discord.Interaction[Any]) -> None:
        """Show the most urgent ones, in a message of their own."""
        await _show(interaction, ORDER[0], anew=True)


class NonePress(Press, template=r"safety:none:(?P<owner>\d+):(?P<level>E[123])"):
    """None of these: on to the next card, or the end."""

    async def pressed(self, interaction: discord.Interaction[Any]) -> None:
        """Show it. The end reassures nobody."""
        following = after(Level[self.word("level")])
        if following is not None:
            await _show(interaction, following)
            return
        passed = house_of(interaction).care.screen.copy.passed
        await update(interaction, embed=card("Nothing of this was stored", passed, colour=CALM))


class SomePress(Press, template=r"safety:some:(?P<owner>\d+):(?P<level>E[123])"):
    """One of these, or not sure."""

    async def pressed(self, interaction: discord.Interaction[Any]) -> None:
        """Say where to get help."""
        care, level = house_of(interaction).care, Level[self.word("level")]
        copy, region = care.screen.copy, await care.region(interaction.user.id)
        told = stop_card(level, copy, region, stored=False) if level.stops else book_card(copy, region, stored=False)
        await update(interaction, embed=told)


async def _show(interaction: discord.Interaction[Any], level: Level, *, anew: bool = False) -> None:
    here = f"{interaction.user.id}:{level.name}"
    view = row(
        NonePress(f"safety:none:{here}", label="None of these"),
        SomePress(f"safety:some:{here}", label="One of these, or not sure", style=discord.ButtonStyle.danger),
    )
    await say(interaction, embed=screen_card(house_of(interaction).care.screen, None, level), view=view, anew=anew)


ITEMS = (AskPress, NonePress, SomePress)
