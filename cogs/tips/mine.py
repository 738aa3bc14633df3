"""`/tip mine`: one's own tips and where they stand; change, withdraw, put back; what one saved and is asked."""

from typing import Any

import discord
from discord import ui

from bot.pace import Cost
from bot.tips.asks.store import Wishes
from bot.tips.tip import Own, State, Why
from cogs.tips.asking import AskedPress
from cogs.tips.shelf import OpenPress, SavedPress, guild_of
from cogs.tips.suggesting import EditForm, NewsPress, typed_of
from cogs.ui.answer import answer, update
from cogs.ui.card import card, row
from cogs.ui.house import house_of
from cogs.ui.pages import PAGE_SUFFIX, clamp, page_buttons, page_note
from cogs.ui.press import Press
from cogs.ui.text import plain, stamp
from cogs.ui.tip_cards import title_of

_TIP = r"(?P<owner>\d+):(?P<tip>\d+):(?P<page>\d+)"

_STANDS = {
    State.PUBLISHED: "Shown to this server",
    State.MERGED: "Merged with one that says the same; its votes went there",
    State.REMOVED: "Taken away by this server's moderators; it goes for good after 30 days",
    State.WITHDRAWN: "Withdrawn by you; it goes for good after 30 days",
}
_WAITS = {
    Why.APPROVAL: "Waiting for a moderator",
    Why.EDITED: "Changed, and waiting for a moderator",
    Why.WORDS: "Held for its words; a moderator can look at it. Put it in other words and I look again",
    Why.REPORTS: "Hidden, because several members reported it; moderators look at it",
    Why.MODERATOR: "Hidden by this server's moderators; a change goes to them for review",
}


def stands(own: Own) -> str:
    """Return where a tip stands, in words for its author."""
    return _STANDS.get(own.state) or _WAITS.get(own.why) or own.state.value


def mine_message(owner: int, tips: list[Own], page: int, wishes: Wishes, asked: int) -> tuple[discord.Embed, ui.View]:
    """Return one of a member's own tips, with what they can do with it."""
    items: list[Press] = []
    if not tips:
        shown = card("Your tips", "You have suggested none here yet: `/tip suggest`.")
    else:
        page = clamp(page, len(tips))
        own = tips[page]
        name = "without your name" if own.anonymous else "with your name"
        made = stamp(own.tip.created_at, "D") if own.tip.created_at else ""
        fields = [("Where it stands", stands(own)), ("Suggested", f"{made}, {name}")]
        if own.tip.staff_edited:
            fields.append(("Changed", "This server's moderators changed its words."))
        footer = page_note(page, len(tips))
        shown = card(f"Your tip · {title_of(own.tip)}", plain(own.tip.text), fields=fields, footer=footer)
        items += _own_buttons(owner, own, page)
        for button in page_buttons(MinePress, f"tip:mine:{owner}", page, len(tips)):
            button.item.row = 1
            items.append(button)
    news = "No DMs about my tips" if wishes.news else "DMs about my tips"
    items += [
        SavedPress("tip:saved", label="Saved tips", row=2),
        NewsPress(f"tip:news:{owner}:{'off' if wishes.news else 'on'}", label=news, row=2),
    ]
    if asked:
        items.append(AskedPress(f"tip:asked:{owner}", label=f"You are asked ({asked})", row=2))
    return shown, row(*items)


def _own_buttons(owner: int, own: Own, page: int) -> list[Press]:
    here = f"{owner}:{own.tip.id}:{page}"
    buttons: list[Press] = []
    if own.state in {State.PUBLISHED, State.MERGED}:
        buttons.append(OpenPress(f"tip:open:{own.tip.id}", label="See it", row=0))
    if own.editable:
        buttons.append(ChangePress(f"tip:change:{here}", label="Edit", row=0))
        buttons.append(WithdrawPress(f"tip:withdraw:{here}", label="Withdraw", row=0))
    if own.state is State.WITHDRAWN:
        buttons.append(BackPress(f"tip:back:{here}", label="Put it back", row=0))
    return buttons


async def show_mine(interaction: discord.Interaction[Any], page: int, *, anew: bool) -> None:
    """Show a page of the member's own tips."""
    house, owner = house_of(interaction), interaction.user.id
    tips = await house.library.own(guild_of(interaction), owner)
    asked = len(await house.asks.all_asked(owner))
    embed, view = mine_message(owner, tips, page, await house.asks.wishes(owner), asked)
    await (answer if anew else update)(interaction, embed=embed, view=view)


class MinePress(Press, template=rf"tip:mine:(?P<owner>\d+){PAGE_SUFFIX}"):
    """Turns a page of one's own tips."""

    async def pressed(self, interaction: discord.Interaction[Any]) -> None:
        """Show that page in place of this one."""
        await show_mine(interaction, self.number("page"), anew=False)


class ChangePress(Press, template=rf"tip:change:{_TIP}"):
    """Opens the form with a tip of one's own."""

    async def pressed(self, interaction: discord.Interaction[Any]) -> None:
        """Open it."""
        library = house_of(interaction).library
        own = await library.own_tip(guild_of(interaction), interaction.user.id, self.number("tip"))
        await EditForm.for_(typed_of(own)).open(interaction)


class WithdrawPress(Press, template=rf"tip:withdraw:{_TIP}"):
    """Takes a tip of one's own back; it can be put back."""

    async def pressed(self, interaction: discord.Interaction[Any]) -> None:
        """Withdraw it and show where it stands."""
        await house_of(interaction).library.withdraw(guild_of(interaction), interaction.user.id, self.number("tip"))
        await show_mine(interaction, self.number("page"), anew=False)


class BackPress(Press, template=rf"tip:back:{_TIP}"):
    """Puts a withdrawn tip back."""

    cost = Cost.CREATION

    async def pressed(self, interaction: discord.Interaction[Any]) -> None:
        """Put it back and show where it stands."""
        await house_of(interaction).library.put_back(guild_of(interaction), interaction.user.id, self.number("tip"))
        await show_mine(interaction, self.number("page"), anew=False)


ITEMS = (MinePress, ChangePress, WithdrawPress, BackPress)
