"""Custom ids: what stands in them came back from Discord, so it is held to what we could have put there."""

import re

from bot.errors import Gone

LARGEST = 2**63 - 1
"""The greatest id that is ever given, here or by Discord, and the greatest number that the database takes."""
_DIGITS = len(str(LARGEST))


def number(match: re.Match[str], group: str) -> int:
    """Return a number of a custom id by its group in the template. Raises Gone for one that nothing can have."""
    found = int(match[group])
    if found > LARGEST:
        raise Gone
    return found


def chosen_number(value: str) -> int:
    """Return what was chosen in a menu of numbers. Raises Gone for what no menu of ours offers."""
    if not (value.isascii() and value.isdecimal() and len(value) <= _DIGITS and int(value) <= LARGEST):
        raise Gone
    return int(value)


def check_numbers(match: re.Match[str]) -> None:
    """Raise Gone when a number of a custom id is one that nothing can have."""
    for group, value in match.groupdict().items():
        if value and value.isdecimal():
            number(match, group)
