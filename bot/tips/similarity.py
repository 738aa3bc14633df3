"""Finds tips that say nearly the same. A hint before posting, never a refusal: it can't tell "stretch" from "don't"."""

from collections.abc import Iterable
from operator import itemgetter
from typing import TypeVar

from bot.safety import normalised

ALIKE = 62
"""Percent of rapidfuzz's ratio from which two texts are called alike; measured on edited copies of tips."""

Key = TypeVar("Key")


def alike(text: str, others: Iterable[tuple[Key, str]], most: int = 3, least: float = ALIKE) -> list[Key]:
    """Return the keys of the texts most like this one, the nearest first, at most `most`; `least` is in percent."""
    from rapidfuzz import fuzz  # only once somebody suggests a tip: it takes 2.7 MiB

    wanted = normalised(text)
    scores = ((key, fuzz.ratio(wanted, normalised(other), score_cutoff=least)) for key, other in others)
    found = [(key, score) for key, score in scores if score >= least]
    return [key for key, _ in sorted(found, key=itemgetter(1), reverse=True)[:most]]


def still_says(before: str, after: str) -> bool:
    """Tell whether a changed text is near enough to the old one for its votes to be about both."""
    from rapidfuzz import fuzz  # as above

    return bool(fuzz.ratio(normalised(before), normalised(after)) >= ALIKE)
