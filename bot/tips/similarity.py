"""Finds tips that say nearly the same. A hint before posting, never a refusal: it can't tell "stretch" from "don't"."""

from collections.abc import Iterable
from operator import itemgetter
from typing import TypeVar

from rapidfuzz import fuzz

from bot.tips.safety import normalised

ALIKE = 62
"""Percent of rapidfuzz's ratio from which two texts are called alike; measured on edited copies of tips."""

Key = TypeVar("Key")


def alike(text: str, others: Iterable[tuple[Key, str]], most: int = 3) -> list[Key]:
    """Return the keys of the texts most like this one, the nearest first, at most `most`."""
    wanted = normalised(text)
    scores = ((key, fuzz.ratio(wanted, normalised(other), score_cutoff=ALIKE)) for key, other in others)
    found = [(key, score) for key, score in scores if score >= ALIKE]
    return [key for key, _ in sorted(found, key=itemgetter(1), reverse=True)[:most]]
