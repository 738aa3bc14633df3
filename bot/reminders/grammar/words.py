"""The words of days, months and numbers, and patterns of them."""

from collections.abc import Iterable

_DAY_NAMES = (
    ("monday", "mon"),
    ("tuesday", "tues", "tue"),
    ("wednesday", "weds", "wed"),
    ("thursday", "thurs", "thur", "thu"),
    ("friday", "fri"),
    ("saturday", "sat"),
    ("sunday", "sun"),
)
_MONTH_NAMES = (
    ("january", "jan"),
    ("february", "feb"),
    ("march", "mar"),
    ("april", "apr"),
    ("may",),
    ("june", "jun"),
    ("july", "jul"),
    ("august", "aug"),
    ("september", "sept", "sep"),
    ("october", "oct"),
    ("november", "nov"),
    ("december", "dec"),
)
_HOURS = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")

DAYS = {name: number for number, names in enumerate(_DAY_NAMES) for name in names}
MONTHS = {name: number for number, names in enumerate(_MONTH_NAMES, start=1) for name in names}
HOURS = {word: number for number, word in enumerate(_HOURS, start=1)}
NUMBERS = HOURS | {
    "a": 1,
    "an": 1,
    "fifteen": 15,
    "twenty": 20,
    "thirty": 30,
    "forty": 40,
    "forty-five": 45,
    "sixty": 60,
    "ninety": 90,
}


def either(words: Iterable[str]) -> str:
    """Return a pattern for any of the words, the longest first."""
    return "(?:" + "|".join(sorted(words, key=len, reverse=True)) + ")"


DAY = either(DAYS)
MONTH = either(MONTHS)


def number(text: str) -> int:
    """Return the number that digits or a word stand for."""
    return NUMBERS[text] if text in NUMBERS else int(text)
