"""A member's own exercises: listed, and forgotten one by one."""

from typing import Any

import discord
from discord import ui

from bot.lifts.words.words import Own, OwnName
from cogs.lifts.merging import merge_choice
from cogs.ui.answer import answer, update
from cogs.ui.card import card, row
from cogs.ui.house import house_of
from cogs.ui.pages import PAGE_SUFFIX, page_buttons, page_note
from cogs.ui.press import Choice, Press
from cogs.ui.text import clip, plain

_OPTION = 100


def own_page(owner: int, own: Own) -> tuple[discord.Embed, ui.View]:
    """Return a page of a member's own exercises, and the menu that forgets one."""
    if not own.exercises:
        body = "None yet. When I don't know a lift you log, I offer to keep its name as your own exercise."
        return card("Your own exercises", body), row()
    names = "\n".join(map(_named, own.exercises))
    note = "Forgotten names are asked about again. What you logged stays."
    footer = "\n".join(filter(None, (note, page_note(own.page, own.pages))))
    menu = ForgetChoice(
        f"own:forget:{owner}:{own.page}",
        placeholder="Forget …",
        options=[discord.SelectOption(label=clip(one.name, _OPTION), value=one.id) for one in own.exercises],
    )
    merge = merge_choice(owner, own)
    buttons = page_buttons(OwnPagePress, f"own:page:{owner}", own.page, own.pages)
    return card("Your own exercises", names, footer=footer), row(menu, *([merge] if merge else []), *buttons)


def _named(own: OwnName) -> str:
    return f"- {plain(own.name)}{f' (is {plain(own.lift.name)})' if own.lift else ''}"


class OwnPress(Press, template=r"own:list:(?P<owner>\d+)"):
    """Opens the list."""

    async def pressed(self, interaction: discord.Interaction[Any]) -> None:
        """Show the first page."""
        owner = interaction.user.id
        embed, view = own_page(owner, await house_of(interaction).words.own(owner))
        await answer(interaction, embed=embed, view=view)


class OwnPagePress(Press, template=rf"own:page:(?P<owner>\d+){PAGE_SUFFIX}"):
    """Turns a page of the list."""

    async def pressed(self, interaction: discord.Interaction[Any]) -> None:
        """Show that page in place of this one."""
        owner = interaction.user.id
        embed, view = own_page(owner, await house_of(interaction).words.own(owner, self.number("page")))
        await update(interaction, embed=embed, view=view)


class ForgetChoice(Choice, template=r"own:forget:(?P<owner>\d+):(?P<page>\d+)"):
    """Forgets one of them."""

    async def pressed(self, interaction: discord.Interaction[Any]) -> None:
        """Forget it and show what is left."""
        words, owner = house_of(interaction).words, interaction.user.id
        name = await words.forget(owner, self.values[0])
        embed, view = own_page(owner, await words.own(owner, self.number("page")))
        await update(interaction, f"Forgotten: {plain(name)}.", embed=embed, view=view)


ITEMS = (OwnPress, OwnPagePress, ForgetChoice)
