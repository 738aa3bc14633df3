"""Answers to interactions: exactly one way to say something, whether or not something was said before."""

from collections.abc import Sequence
from typing import Any

import discord
from discord.utils import MISSING


async def answer(
    interaction: discord.Interaction[Any],
    content: str | None = None,
    *,
    embed: discord.Embed | None = None,
    embeds: Sequence[discord.Embed] = (),
    view: discord.ui.View | None = None,
    file: discord.File | None = None,
    private: bool = True,
) -> None:
    """Answer an interaction: as its response, or as a follow-up when it already has one.

    `private` answers are seen by the member only. Nobody is pinged: the client allows it nowhere.
    """
    said: dict[str, Any] = {
        "content": content or MISSING,
        "embeds": list(embeds) if embed is None else [embed, *embeds],
        "view": view or MISSING,
        "file": file or MISSING,
        "ephemeral": private,
    }
    if interaction.response.is_done():
        await interaction.followup.send(**said)
    else:
        await interaction.response.send_message(**said)


async def update(
    interaction: discord.Interaction[Any],
    content: str | None = None,
    *,
    embed: discord.Embed | None = None,
    embeds: Sequence[discord.Embed] = (),
    view: discord.ui.View | None = None,
) -> None:
    """Replace the message whose button, menu or form this interaction comes from; without a view its buttons go.

    A form that was opened by a command stands on no message: then this answers privately.
    """
    if interaction.message is None:
        await answer(interaction, content, embed=embed, embeds=embeds, view=view)
        return
    shown = list(embeds) if embed is None else [embed, *embeds]
    if interaction.response.is_done():
        await interaction.edit_original_response(content=content, embeds=shown, view=view)
    else:
        await interaction.response.edit_message(content=content, embeds=shown, view=view)
