"""Reading what has an exercise a line: a whole workout, or what was done of a session."""

import re

from bot.lifts.exercises import Catalogue
from bot.lifts.notation import Unreadable
from bot.lifts.outcomes import Line
from bot.lifts.reading import read
from bot.lifts.weight import Unit

MOST_LINES = 40
_BULLET = re.compile(r"^(?:[-*•]|[0-9]{1,2}[.)])\s+")


def read_lines(text: str, words: Catalogue, unit: Unit) -> list[Line]:
    """Read each line that is not empty, without its bullet or number; weights without a unit are in `unit`.

    Of more than MOST_LINES the rest is left unread.
    """
    return [_read(_BULLET.sub("", line), words, unit) for line in lines_of(text)[:MOST_LINES]]


def lines_of(text: str) -> list[str]:
    """Return the lines that are not empty."""
    return [line.strip() for line in text.splitlines() if line.strip()]


def _read(text: str, words: Catalogue, unit: Unit) -> Line:
    try:
        return Line(text, read(text, words, unit))
    except Unreadable as stopped:
        return Line(text, problem=stopped)
