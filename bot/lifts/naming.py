"""Finding the one lift that an entry names, wherever its name stands."""

import re
from dataclasses import dataclass, replace

from bot.lifts.exercises import MOST_WORDS, Catalogue, Exercise
from bot.lifts.notation import Unreadable
from bot.lifts.tokens import Kind, Token, tokens_of

_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*|\d+")
_WITHIN_NAME = re.compile(r"[\s\-–/&().'’]*")
_BESIDE_NAME = re.compile(r"[\s\-–]*")


@dataclass(frozen=True, slots=True)
class Named:
    """A lift and where its name stands."""

    exercise: Exercise
    start: int
    end: int


def named_lift(text: str, catalogue: Catalogue) -> Named:
    """Find the one lift a text names. Raises Unreadable when it names none, or something that is not exactly one."""
    lift = _longest_name(text, catalogue)
    stranger = _words_beside(text, lift) if lift else _longest_stranger(text)
    if stranger:
        start, end = stranger
        raise Unreadable("I don't know that lift.", start, end, nearest=catalogue.nearest(text[start:end]))
    if lift is None:
        raise Unreadable("Which lift was it? Its name is missing.", 0, 0)
    return lift


def _longest_name(text: str, catalogue: Catalogue) -> Named | None:
    words = list(_WORD.finditer(text))
    found: Named | None = None
    for first, word in enumerate(words):
        for count, last in enumerate(words[first : first + MOST_WORDS]):
            if count and not _WITHIN_NAME.fullmatch(text, words[first + count - 1].end(), last.start()):
                break
            window = text[word.start() : last.end()]
            if not catalogue.may_begin(window):
                break
            exercise = catalogue.find(window)
            if exercise and (found is None or last.end() - word.start() > found.end - found.start):
                found = Named(exercise, word.start(), last.end())
    return replace(found, end=_closing(text, found.end)) if found else None


def _closing(text: str, end: int) -> int:
    """Return where a name ends that closes with a parenthesis: `Deadlift (conventional)`."""
    return end + 1 if text[end : end + 1] == ")" else end


def _words_beside(text: str, lift: Named) -> tuple[int, int] | None:
    """Return a name together with the unknown words that touch it: `bench pres` is not `bench`."""
    start, end = lift.start, lift.end
    for token in reversed(list(tokens_of(text, 0, lift.start))):
        if not (_is_word(token) and _BESIDE_NAME.fullmatch(text, token.end, start)):
            break
        start = token.start
    for token in tokens_of(text, lift.end, len(text)):
        if not (_is_word(token) and _BESIDE_NAME.fullmatch(text, end, token.start)):
            break
        end = token.end
    return (start, end) if (start, end) != (lift.start, lift.end) else None


def _longest_stranger(text: str) -> tuple[int, int] | None:
    """Return the longest run of words that the notation does not know."""
    runs: list[tuple[int, int]] = []
    for token in filter(_is_word, tokens_of(text, 0, len(text))):
        if runs and _BESIDE_NAME.fullmatch(text, runs[-1][1], token.start):
            runs[-1] = (runs[-1][0], token.end)
        else:
            runs.append((token.start, token.end))
    return max(runs, key=lambda run: run[1] - run[0], default=None)


def _is_word(token: Token) -> bool:
    return token.kind is Kind.UNKNOWN and token.text[0].isalpha()
