"""The words of days, months, numbers and units, English and the German ones that mean nothing else, as patterns."""

from collections.abc import Iterable

from bot.reminders.cycle import LAST

_DAY_NAMES = (
    ("monday", "mon", "montag"),
    ("tuesday", "tues", "tue", "dienstag"),
    ("wednesday", "weds", "wed", "mittwoch"),
    ("thursday", "thurs", "thur", "thu", "donnerstag"),
    ("friday", "fri", "freitag"),
    ("saturday", "sat", "samstag", "sonnabend"),
    ("sunday", "sun", "sonntag"),
)
_MONTH_NAMES = (
    ("january", "jan", "januar"),
    ("february", "feb", "februar"),
    ("march", "mar", "märz"),
    ("april", "apr"),
    ("may", "mai"),
    ("june", "jun", "juni"),
    ("july", "jul", "juli"),
    ("august", "aug"),
    ("september", "sept", "sep"),
    ("october", "oct", "oktober"),
    ("november", "nov"),
    ("december", "dec", "dezember"),
)
_SMALL = (
    *("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "thirteen"),
    *("fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen"),
)
_TENS = {"twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90}
_ORDINAL_WORDS = (
    *("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth", "eleventh"),
    *("twelfth", "thirteenth", "fourteenth", "fifteenth", "sixteenth", "seventeenth", "eighteenth", "nineteenth"),
)
_FIRST_HOURS = 12

DAYS = {name: number for number, names in enumerate(_DAY_NAMES) for name in names}
MONTHS = {name: number for number, names in enumerate(_MONTH_NAMES, start=1) for name in names}
_UP_TO_NINETEEN = {word: number for number, word in enumerate(_SMALL, start=1)}
HOURS = {word: number for word, number in _UP_TO_NINETEEN.items() if number <= _FIRST_HOURS}
NUMBERS = (
    _UP_TO_NINETEEN
    | _TENS
    | {
        f"{ten}{by}{one}": tens + ones
        for ten, tens in _TENS.items()
        for one, ones in list(_UP_TO_NINETEEN.items())[:9]
        for by in "- "
    }
    | {"a": 1, "an": 1, "a couple of": 2, "a couple": 2}
)
ORDINALS = {word: number for number, word in enumerate(_ORDINAL_WORDS, start=1)} | {
    "twentieth": 20,
    "thirtieth": 30,
    **{f"twenty{by}{word}": 20 + number for number, word in enumerate(_ORDINAL_WORDS[:9], start=1) for by in "- "},
    "thirty-first": 31,
    "thirty first": 31,
}


def either(words: Iterable[str]) -> str:
    """Return a pattern for any of the words, the longest first."""
    return "(?:" + "|".join(sorted(words, key=len, reverse=True)) + ")"


DAY = either(DAYS)
MONTH = either(MONTHS)
ORDINAL = rf"(?:\d{{1,2}}\s?(?:st|nd|rd|th)|{either(ORDINALS)})"
PLACE = rf"(?:last|[1-5]\s?(?:st|nd|rd|th)|{either(_ORDINAL_WORDS[:5])})"
"""Which day of a kind in a month."""
AND = r"(?:\s*(?:,\s*and|,|/|&|\+)\s*|\s+(?:and|und)\s+|\s+)"
"""What stands between the things of a list."""


def number(text: str) -> int:
    """Return the number that digits, a word or an ordinal stand for; LAST for "last"."""
    if text == "last":
        return LAST
    if text in NUMBERS:
        return NUMBERS[text]
    return ORDINALS[text] if text in ORDINALS else int(text.removesuffix(text.lstrip("0123456789")))
