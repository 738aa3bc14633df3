"""Cards: the look of what Spotter says, and letters, which are messages it sends on its own."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import discord

from cogs.ui.text import clip

CALM = discord.Colour(0x4F7CAC)
GOOD = discord.Colour(0x3A9D6B)
ASK = discord.Colour(0xD9A441)
STOP = discord.Colour(0xC8453B)

BODY = 4096
"""The longest body of a card."""
_TITLE, _FIELD_NAME, _FIELD_VALUE, _FOOTER, _FIELDS = 256, 256, 1024, 2048, 25


@dataclass(frozen=True)
class Letter:
    """A message that Spotter sends on its own, by DM or into a channel."""

    content: str | None = None
    embeds: Sequence[discord.Embed] = field(default=())
    view: discord.ui.View | None = None
    picture: bytes | None = None
    """A PNG that an embed may show as `attachment://` and its name."""
    picture_name: str = "spotter.png"
    role_id: int | None = None
    """The one role that its text may ping, in a channel."""


def card(
    title: str,
    body: str = "",
    *,
    colour: discord.Colour = CALM,
    fields: Sequence[tuple[str, str]] = (),
    footer: str | None = None,
) -> discord.Embed:
    """Return an embed within Discord's limits; what is too long is cut with ….

    `title`, `body` and `fields` are shown as markdown: pass text of members through `cogs.ui.text.plain` first.
    """
    embed = discord.Embed(title=clip(title, _TITLE), description=clip(body, BODY) or None, colour=colour)
    for name, value in fields[:_FIELDS]:
        embed.add_field(name=clip(name, _FIELD_NAME), value=clip(value, _FIELD_VALUE), inline=False)
    if footer:
        embed.set_footer(text=clip(footer, _FOOTER))
    return embed


def row(*items: discord.ui.Item[Any]) -> discord.ui.View:
    """Return a view of these items that never runs out: each finds its state in the database when it is pressed."""
    view = discord.ui.View(timeout=None)
    for item in items:
        view.add_item(item)
    # discord.py keeps each private answer's view and a timer for 15 minutes (4.5 KiB and half of the answer's time),
    # to find its buttons again. Ours are found by their custom ids, so it need not keep what is finished.
    view.stop()
    return view
