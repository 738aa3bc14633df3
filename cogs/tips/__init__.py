"""`/tip`: what other lifters found useful. Suggest, browse, search, vote, save, try, report."""

from typing import TYPE_CHECKING, Any

import discord
from discord import app_commands
from discord.ext import commands

from bot.areas import Area
from bot.pace import Cost
from bot.tips.kinds import Kind
from bot.tips.tip import Spot
from cogs.tips import asking, mine, public, shelf, suggesting
from cogs.tips.asking import AskLine, NewsLine, suggest_as_tip
from cogs.tips.mine import show_mine
from cogs.tips.public import TipLine
from cogs.tips.shelf import AreaPress, hidden_by_a_stop, show
from cogs.tips.suggesting import SuggestForm, see_buttons
from cogs.ui.answer import answer
from cogs.ui.card import card, row
from cogs.ui.pace import costing
from cogs.ui.text import clip, plain
from cogs.ui.tip_cards import fitting, tip_list

if TYPE_CHECKING:
    from bot.house import House

__all__ = ["FORMS", "ITEMS", "MENUS", "AreaPress", "AskLine", "NewsLine", "TipLine", "cog"]

_QUERY = 100


@app_commands.guild_only()
@app_commands.allowed_installs(guilds=True, users=False)
class Tips(commands.GroupCog, group_name="tip", group_description="What other lifters found useful"):
    """The commands."""

    def __init__(self, house: "House") -> None:
        self._house = house

    @app_commands.command(
        description="Tell others what helped you",
        extras=costing(Cost.CREATION),
    )
    async def suggest(self, interaction: discord.Interaction[Any]) -> None:
        """Open an empty form."""
        await SuggestForm.for_(self._house.ids(), {}).open(interaction)

    @app_commands.command(
        description="What members here found useful, the best supported first",
        extras=costing(Cost.LOOK),
    )
    @app_commands.describe(area="Only for this area of the body", kind="Only of this kind", saved="Only what you saved")
    @app_commands.choices(
        area=[app_commands.Choice(name=area.label, value=area.value) for area in Area],
        kind=[app_commands.Choice(name=kind.label, value=kind.value) for kind in Kind],
    )
    async def browse(
        self,
        interaction: discord.Interaction[Any],
        area: str | None = None,
        kind: str | None = None,
        saved: bool = False,
    ) -> None:
        """Show the first page."""
        spot = Spot(saved=True) if saved else Spot(Area(area) if area else None, Kind(kind) if kind else None)
        await show(
            interaction,
            await self._house.library.browse(interaction.guild_id, interaction.user.id, spot),
            anew=True,
        )

    @app_commands.command(
        description="Find a tip by what it says, however it is spelt",
        extras=costing(Cost.SEARCH),
    )
    @app_commands.describe(text="Some words of it")
    async def search(self, interaction: discord.Interaction[Any], text: app_commands.Range[str, 1, _QUERY]) -> None:
        """Show the best few, with a button for each."""
        if (hidden := await hidden_by_a_stop(interaction)) is not None:
            await answer(interaction, embed=hidden)
            return
        library = self._house.library
        found = fitting(await library.search(interaction.guild_id, interaction.user.id, text))
        if not found:
            said = f"No tip says “{plain(text)}”. `/tip browse` has them all, and `/tip suggest` takes yours."
            await answer(interaction, embed=card("Nothing found", said))
            return
        shown = tip_list(f"Tips like “{clip(plain(text), 80)}”", found, disclaimer=library.disclaimer)
        await answer(interaction, embed=shown, view=row(*see_buttons(found)))

    @app_commands.command(description="Your own tips and where they stand; change or withdraw them; what you saved")
    async def mine(self, interaction: discord.Interaction[Any]) -> None:
        """Show the newest."""
        await show_mine(interaction, 0, anew=True)


ITEMS = (*shelf.ITEMS, *suggesting.ITEMS, *mine.ITEMS, *asking.ITEMS, *public.ITEMS)
FORMS = (*shelf.FORMS, *suggesting.FORMS, *asking.FORMS)
MENUS = (app_commands.ContextMenu(name="Suggest as tip", callback=suggest_as_tip, extras=costing(Cost.CREATION)),)
cog = Tips
