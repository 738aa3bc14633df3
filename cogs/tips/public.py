"""Public cards: a tip in the server's channel for tips, with buttons whose answers only the presser sees."""

from typing import TYPE_CHECKING, Any

import discord

from bot.pace import Cost
from bot.tips.room import NOBODY
from bot.tips.tip import Page, Spot
from cogs.tips.shelf import OpenPress, TriedPress, guild_of, show
from cogs.ui.card import Letter, row
from cogs.ui.house import house_of
from cogs.ui.press import Press
from cogs.ui.tip_cards import page_embeds

if TYPE_CHECKING:
    from bot.house import House


def public_letter(tip_id: int, page: Page, disclaimer: str) -> Letter:
    """Return a tip as it stands in a channel; contested advice stands there with all its sides."""
    numbered = len(page.cards) > 1
    buttons: list[Press] = []
    for place, shown in enumerate(page.cards):
        prefix = f"{place + 1} · " if numbered else ""
        here = shown.tip.id
        buttons += [
            PublicVotePress(f"tip:pub:{here}:yes", label=f"{prefix}Helps", row=place),
            PublicVotePress(f"tip:pub:{here}:no", label=f"{prefix}Doesn't", row=place),
            TriedPress(f"tip:tried:{here}", label=f"{prefix}I tried it", row=place),
        ]
    opens = OpenPress(f"tip:open:{tip_id}", label="Open", row=len(page.cards) if numbered else 0)
    return Letter(embeds=page_embeds(page, disclaimer=disclaimer), view=row(*buttons, opens))


class PublicVotePress(Press, template=r"tip:pub:(?P<tip>\d+):(?P<vote>yes|no)"):
    """Sets the presser's vote; changing and withdrawing it is done on the card that only they see then."""

    cost = Cost.LOOK

    async def pressed(self, interaction: discord.Interaction[Any]) -> None:
        """Set the vote and show the presser their own card; the public one follows within seconds."""
        tip_id, library = self.number("tip"), house_of(interaction).library
        await library.vote(guild_of(interaction), interaction.user.id, tip_id, self.word("vote") == "yes", Spot())
        shelf = await library.find(guild_of(interaction), interaction.user.id, tip_id)
        await show(interaction, shelf, anew=True, content="Your vote counts. Press it again here to take it back.")


class TipLine:
    """Composes public cards for the board."""

    def __init__(self, house: "House") -> None:
        self._library = house.library

    async def compose(self, guild_id: int, subject_id: int) -> Letter | None:
        """Return the card as everybody sees it, or None when the tip is no longer shown."""
        page = await self._library.page_of(guild_id, NOBODY, subject_id)
        return None if page is None else public_letter(subject_id, page, self._library.disclaimer)


ITEMS = (PublicVotePress,)
