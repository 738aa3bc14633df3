"""Public cards: a tip in the server's channel for tips, with buttons whose answers only the presser sees."""

from typing import TYPE_CHECKING, Any

import discord

from bot.tips.tip import Card, Page, Spot
from cogs.tips.shelf import OpenPress, TriedPress, guild_of, show
from cogs.ui.card import Letter, row
from cogs.ui.house import house_of
from cogs.ui.press import Press
from cogs.ui.tip_cards import page_embeds

if TYPE_CHECKING:
    from bot.house import House

NOBODY = 0
"""Reads a card as everybody does: no vote of theirs, no tip of theirs."""


def public_letter(shown: Card, disclaimer: str) -> Letter:
    """Return a tip as it stands in a channel."""
    tip_id = shown.tip.id
    view = row(
        PublicVotePress(f"tip:pub:{tip_id}:yes", label="Helps"),
        PublicVotePress(f"tip:pub:{tip_id}:no", label="Doesn't"),
        TriedPress(f"tip:tried:{tip_id}", label="I tried it"),
        OpenPress(f"tip:open:{tip_id}", label="Open"),
    )
    return Letter(embeds=page_embeds(Page((shown,)), disclaimer=disclaimer), view=view)


class PublicVotePress(Press, template=r"tip:pub:(?P<tip>\d+):(?P<vote>yes|no)"):
    """Sets the presser's vote; changing and withdrawing it is done on the card that only they see then."""

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
        shown = await self._library.card(guild_id, NOBODY, subject_id)
        return None if shown is None else public_letter(shown, self._library.disclaimer)


ITEMS = (PublicVotePress,)
