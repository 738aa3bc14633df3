"""Custom ids out of the templates that the code finds its buttons, menus and forms by."""

import importlib
import re
import string
from collections.abc import Callable
from functools import cache
from random import Random
from typing import Any

_parser: Any = importlib.import_module("re._parser")
"""How Python itself reads an expression; hypothesis reads them with it too."""
_WORD = string.ascii_lowercase + string.digits + "_"
_ANY = string.ascii_letters + string.digits + " .,:-_…é深\u202e"
_FURTHER = 4
"""So many more than the least of what may be repeated."""

Chooser = Callable[[str, str], str]
"""Given a group's name and what was drawn for it, says what stands there."""


def fitting(template: re.Pattern[str], rng: Random, choose: Chooser) -> str:
    """Return a text that fits a template; what `choose` puts into its named groups may make it one that does not."""
    names = {number: name for name, number in template.groupindex.items()}
    return _sequence(_parsed(template.pattern), rng, names, choose)


@cache
def _parsed(pattern: str) -> Any:
    return _parser.parse(pattern)


def _sequence(tokens: Any, rng: Random, names: dict[int, str], choose: Chooser) -> str:
    return "".join(_drawn(str(kind), argument, rng, names, choose) for kind, argument in tokens)


def _drawn(kind: str, argument: Any, rng: Random, names: dict[int, str], choose: Chooser) -> str:
    match kind:
        case "LITERAL":
            return chr(argument)
        case "IN":
            return _one_of(argument, rng)
        case "ANY":
            return rng.choice(_ANY)
        case "MAX_REPEAT":
            least, most, inner = argument
            times = rng.randint(least, min(int(most), least + _FURTHER))
            return "".join(_sequence(inner, rng, names, choose) for _ in range(times))
        case "BRANCH":
            return _sequence(rng.choice(argument[1]), rng, names, choose)
        case "SUBPATTERN":
            number, _, _, inner = argument
            drawn = _sequence(inner, rng, names, choose)
            return choose(names[number], drawn) if number in names else drawn
    raise NotImplementedError(f"templates with {kind} can't be drawn yet")


def _one_of(members: Any, rng: Random) -> str:
    kind, argument = rng.choice(members)
    match str(kind):
        case "LITERAL":
            return chr(argument)
        case "RANGE":
            return chr(rng.randint(*argument))
        case "CATEGORY":
            return rng.choice(string.digits if str(argument).endswith("DIGIT") else _WORD)
    raise NotImplementedError(f"sets with {kind} can't be drawn yet")
