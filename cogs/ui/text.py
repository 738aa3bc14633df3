"""Text that members wrote, made harmless, and times that each reader sees by their own clock."""

import re
from collections.abc import Iterable
from datetime import date, datetime
from typing import Literal

import discord

_ZERO_WIDTH = "\u200b"
_HIDDEN = re.compile(
    r"[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b\u200e\u200f"
    r"\u2028-\u202e\u2060-\u206f\u3164\ufeff\uffa0\ufff9-\ufffb\U000e0000-\U000e007f]"
)
"""What cannot be seen, or turns what stands beside it; the joiners of emoji and of Persian (200c, 200d) stay."""
_MARK = r"[\u0300-\u036f\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f]"
_PILED_UP = re.compile(rf"({_MARK}{{4}}){_MARK}+")
"""More marks on one letter than any script has: they would cover the lines above."""
_MARKDOWN = re.compile(r"([_\\~|*`\[])")
_AT_A_LINES_BEGINNING = re.compile(r"^([^\S\n]*)(#|>|-)", flags=re.MULTILINE)
"""A heading, a quote or a list, indented or not.

Both instead of discord.py's `escape_markdown`: over a long run of `[](` that takes time by its third power, seconds.
"""
_INVITE = re.compile(r"(discord(?:app)?)\.(gg|com|me)", flags=re.IGNORECASE)

Style = Literal["f", "F", "d", "D", "t", "T", "s", "S", "R"]


def plain(text: str) -> str:
    """Return a member's text so that it shows as typed: no markdown, no mention, no link, no change of direction."""
    visible = _PILED_UP.sub(r"\1", _HIDDEN.sub("", text))
    escaped = _AT_A_LINES_BEGINNING.sub(r"\1\\\2", _MARKDOWN.sub(r"\\\1", visible))
    unlinked = escaped.replace("://", f":{_ZERO_WIDTH}//").replace("www.", f"www{_ZERO_WIDTH}.")
    unlinked = _INVITE.sub(rf"\1{_ZERO_WIDTH}.\2", unlinked)
    return discord.utils.escape_mentions(unlinked).replace("<", f"<{_ZERO_WIDTH}")


def one_line(text: str) -> str:
    """Return the text with line breaks and runs of spaces folded into single spaces."""
    return " ".join(text.split())


def clip(text: str, limit: int) -> str:
    """Return the text, cut with … where it is longer than the limit."""
    return text if len(text) <= limit else text[: limit - 1].rstrip() + "…"


def fitting(versions: Iterable[str], limit: int) -> str:
    """Return the first version of a text that is no longer than the limit, else the last, cut."""
    text = ""
    for text in versions:
        if len(text) <= limit:
            return text
    return clip(text, limit)


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


def guessed_unit(unit: str) -> str:
    """Return the note that a weight was typed without a unit, by a member who has chosen none."""
    return f"Read in {unit}, which is a guess: /settings has your unit."


def utc_day(day: date) -> str:
    """Return the note that a day was taken by UTC, for a member whose time zone is not known."""
    return f"{day:%A} by UTC, for I don't know your time zone: /settings has it."
