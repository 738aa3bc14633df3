"""Looks at what members write: words of an emergency; and what a tip may not say to others.

The words stand in `data/tripwires.toml`. They catch what is plainly written; a safety screen they are not.
"""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

_QUOTES = str.maketrans({"‘": "'", "’": "'", "`": "'", "´": "'", "“": '"', "”": '"'})
_CANNOT = re.compile(r"\b(?:cannot|can not|could not|couldn'?t)\b")
_MARKDOWN = re.compile(r"[*~|]+|(?<!\w)_+|(?<!_)_+(?!\w)")
"""Of underscores, only whole runs are tried: from each of its places a long one would take time by its square."""
UNSEEN = frozenset({"Cc", "Cf", "Co", "Cs"})
"""Unicode categories of characters that nobody sees."""
_NO_WORDS = UNSEEN | {"Mn", "Sk", "So"}


class Level(StrEnum):
    """How urgent the symptom words in a text are, the most urgent first."""

    CRISIS = "crisis"
    E1 = "E1"
    E2 = "E2"


@dataclass(frozen=True)
class Finding:
    """What the tripwires saw in one text. Nothing of it is shown to anyone but the author."""

    level: Level | None
    help: str | None
    """Where the author finds help, when there is a level."""
    reasons: tuple[str, ...]
    """What a tip can't do and this one seems to, each completing "A tip can't …"."""

    @property
    def held(self) -> bool:
        """Tell whether the text may not be shown to others as it is."""
        return self.level is not None or bool(self.reasons)


class Tripwires:
    """The patterns of `data/tripwires.toml`, compiled once."""

    def __init__(self, data: Mapping[str, Any]) -> None:
        self._help = {Level(level): str(words) for level, words in data["help"].items()}
        self._symptoms = [(Level(rule["level"]), _compiled(rule)) for rule in data["symptoms"]]
        self._holds = [(str(rule["says"]), _compiled(rule)) for rule in data["holds"]]

    def check(self, text: str) -> Finding:
        """Return what stands in the text; a denied symptom ("no numbness") counts as one."""
        words = normalised(text)
        level = self._level(words)
        return Finding(
            level=level,
            help=self._help[level] if level else None,
            reasons=tuple(says for says, pattern in self._holds if pattern.search(words)),
        )

    def alarmed(self, text: str) -> bool:
        """Tell whether a text has words of an emergency or of self-harm in it: it is shown to nobody else."""
        return self._level(normalised(text)) is not None

    def of_self_harm(self, text: str) -> bool:
        """Tell whether a text has words of self-harm in it: it is kept no longer than its author needs it."""
        return self._level(normalised(text)) is Level.CRISIS

    def _level(self, words: str) -> Level | None:
        hit = {level for level, pattern in self._symptoms if pattern.search(words)}
        return next((level for level in Level if level in hit), None)


def _compiled(rule: Mapping[str, Any]) -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{pattern})" for pattern in rule["patterns"]))


def normalised(text: str) -> str:
    """Return the text as the tripwires read it.

    Lower case, straight quotes, single spaces, "can't" for "cannot"; no accents, emoji, markdown or unseen characters.
    """
    letters = unicodedata.normalize("NFKD", text.translate(_QUOTES)).casefold()
    return _CANNOT.sub("can't", " ".join(_MARKDOWN.sub("", letters.translate(_WORDS_ONLY)).split()))


class _WordsOnly(dict[int, int | None]):
    """Drops what is no part of words, for `str.translate`. Each character is looked up once: this runs on every tip."""

    def __missing__(self, code: int) -> int | None:
        letter = chr(code)
        self[code] = code if letter.isspace() or unicodedata.category(letter) not in _NO_WORDS else None
        return self[code]


_WORDS_ONLY = _WordsOnly()
