"""Takes out of a member's text what breaks a layout."""

import re
import unicodedata

from bot.safety import UNSEEN

MOST_LINES = 10
"""So many lines a text keeps."""

_STACKED_ACCENTS = re.compile(r"([\u0300-\u036f]{2})[\u0300-\u036f]+")
_SPACES = re.compile(r"[^\S\n]+")
_KEPT = "\n\u200c\u200d"  # the two joiners: words in Persian and emoji of several parts need them


def tidied(text: str) -> str:
    """Return a member's text without what breaks a layout.

    That is unseen and direction characters, stacks of accents, blank lines, and breaks after the tenth line.
    """
    spaced = _SPACES.sub(" ", text)
    seen = "".join(letter for letter in spaced if letter in _KEPT or unicodedata.category(letter) not in UNSEEN)
    lines = [line.strip() for line in _STACKED_ACCENTS.sub(r"\1", seen).split("\n") if line.strip()]
    first, rest = lines[: MOST_LINES - 1], lines[MOST_LINES - 1 :]
    return "\n".join([*first, " ".join(rest)] if rest else first)
