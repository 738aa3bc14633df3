"""Words with a slip in them: `tomorow`, `wensday`, `evry`. What they may be is offered, never taken."""

import re
from collections.abc import Iterator

from bot.reminders.grammar.words import DAYS, MONTHS, NUMBERS, ORDINALS

_WORD = re.compile(r"[a-zäöü]{4,}")
_SHORTEST = 5
"""Letters of a word that a slip leaves recognisable."""
_LONG = 8
"""Letters from which on a word may have two slips."""
_OTHERS = (
    *("today", "tomorrow", "tonight", "every", "other", "until", "starting", "before", "after", "training", "session"),
    *("morning", "afternoon", "evening", "night", "midnight", "weekday", "weekdays", "weekend", "weekends"),
    *("daily", "weekly", "monthly", "yearly", "fortnight", "fortnightly", "quarter", "christmas", "times"),
    *("minute", "minutes", "hours", "weeks", "month", "months", "years", "everyday"),
)
_KNOWN = frozenset(
    word
    for words in (DAYS, (f"{day}s" for day in DAYS), MONTHS, NUMBERS, ORDINALS, _OTHERS)
    for word in words
    if len(word) >= _SHORTEST
)


def mended(phrase: str) -> str | None:
    """Return a phrase with its misspelt words as they may be meant, or None where there are none."""
    found = _WORD.sub(lambda word: _nearest(word[0]) or word[0], phrase)
    return None if found == phrase else found


def _nearest(word: str) -> str | None:
    """Return the one word that is nearest, if it is near; None for a word that is right as it is."""
    if word in _KNOWN:
        return None
    close = sorted(_close_to(word))
    if not close or (len(close) > 1 and close[0][0] == close[1][0]):
        return None
    return close[0][1]


def _close_to(word: str) -> Iterator[tuple[int, str]]:
    """Give the words that are a slip or two away, and how many: a letter too many, too few or wrong, two swapped."""
    from rapidfuzz.distance import OSA  # only once somebody slips: it takes 2.7 MiB

    for known in _KNOWN:
        slips = OSA.distance(word, known)
        if slips <= (2 if len(known) >= _LONG else 1):
            yield slips, known
