"""Text that members wrote, made harmless, and times that each reader sees by their own clock."""

import re
from collections.abc import Iterable
from datetime import datetime
from typing import Literal

import discord

_ZERO_WIDTH = "\u200b"
_HIDDEN = re.compile(r"[\u0000-\u0008\u000b-\u001f\u007f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")

Style = Literal["f", "F", "d", "D", "t", "T", "s", "S", "R"]


def plain(text: str) -> str:
    """Return a member's text so that it shows as typed: no markdown, no mention, no link, no change of direction."""
    visible = _HIDDEN.sub("", text)
    escaped = discord.utils.escape_markdown(visible, ignore_links=False)
    unlinked = escaped.replace("://", f":{_ZERO_WIDTH}//").replace("www.", f"www{_ZERO_WIDTH}.")
    return discord.utils.escape_mentions(unlinked).replace("<", f"<{_ZERO_WIDTH}")


def one_line(text: str) -> str:
    """Return the text with line breaks and runs of spaces folded into single spaces."""
    return " ".join(text.split())


def clip(text: str, limit: int) -> str:
    """Return the text, cut with … where it is longer than the limit."""
    return text if len(text) <= limit else text[: limit - 1].rstrip() + "…"


def sheets(lines: Iterable[str], limit: int) -> list[str]:
    """Return the lines, each whole, in as few texts as they fit into."""
    filled: list[str] = []
    for line in lines:
        if filled and len(filled[-1]) + 1 + len(line) <= limit:
            filled[-1] += f"\n{line}"
        else:
            filled.append(line)
    return filled


def stamp(instant: datetime, style: Style = "f") -> str:
    """Return Discord's timestamp for an aware instant, which each reader sees in their own zone."""
    return discord.utils.format_dt(instant, style)
