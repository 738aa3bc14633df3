"""Records in the channel that a server chose for them."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import discord

from bot.lifts.outcomes import Logged
from cogs.lifts.cards import record_card
from cogs.ui.card import Letter
from cogs.ui.house import house_of

if TYPE_CHECKING:
    from bot.house import House


async def tell(interaction: discord.Interaction[Any], done: Sequence[Logged], *, private: bool) -> None:
    """Have the records of what was logged posted; `private` says that only the member sees the answer to it."""
    if interaction.guild_id is not None:
        shown_in = None if private else interaction.channel_id
        await house_of(interaction).record_posts.tell(interaction.guild_id, done, shown_in)


def on_private(interaction: discord.Interaction[Any]) -> bool:
    """Tell whether only the member sees the message that an interaction comes from."""
    return interaction.message is None or interaction.message.flags.ephemeral


class RecordLine:
    """Composes posts of records for the board."""

    def __init__(self, house: "House") -> None:
        self._posts = house.record_posts

    async def compose(self, guild_id: int, subject_id: int) -> Letter | None:
        """Return the post as it is to be now, or None when there is nothing to tell any more."""
        found = await self._posts.compose(guild_id, subject_id)
        return None if found is None else Letter(embeds=[record_card(found)])
