"""Rules of application commands, by Discord's reference of them; each yields in words what is wrong."""

import unicodedata
from collections import Counter
from collections.abc import Callable, Iterator
from typing import Any

Json = dict[str, Any]

CHAT_INPUT = 1
SUBCOMMANDS = (1, 2)


def command_list_rules(commands: list[Json]) -> Iterator[str]:
    """Hold all commands that are registered together against every rule."""
    for rule in (too_many_commands, same_command_twice):
        yield from rule(commands)
    for command in commands:
        for each in COMMAND_RULES:
            yield from (f"/{command.get('name')}: {violation}" for violation in each(command))


def too_many_commands(commands: list[Json]) -> Iterator[str]:
    """Refuse more than 100 slash commands."""
    slash = sum(command.get("type", CHAT_INPUT) == CHAT_INPUT for command in commands)
    if slash > 100:
        yield f"{slash} slash commands, 100 are allowed"


def same_command_twice(commands: list[Json]) -> Iterator[str]:
    """Refuse a name that stands twice for one kind of command."""
    counted = Counter((command.get("type", CHAT_INPUT), command.get("name")) for command in commands)
    yield from (f"the command {name!r} is there {count} times" for (_, name), count in counted.items() if count > 1)


def nodes(command: Json) -> Iterator[Json]:
    """Yield a command with all its subcommands and options."""
    yield command
    for option in command.get("options") or []:
        yield from nodes(option)


def bad_name(command: Json) -> Iterator[str]:
    """Refuse names that are not 1-32 lower-case letters, digits, - _ or '."""
    if command.get("type", CHAT_INPUT) != CHAT_INPUT:
        return
    for node in nodes(command):
        name = node.get("name", "")
        if not 1 <= len(name) <= 32 or name != name.lower() or not all(_may_name(sign) for sign in name):
            yield f"the name {name!r} is not allowed"


def _may_name(sign: str) -> bool:
    """Whether a sign is one of - _ ', a letter, a digit, or of Devanagari or Thai, whose marks count too."""
    return (
        sign in "-_'"
        or unicodedata.category(sign)[0] in "LN"
        or "\u0900" <= sign <= "\u097f"
        or "\u0e00" <= sign <= "\u0e7f"
    )


def bad_description(command: Json) -> Iterator[str]:
    """Refuse descriptions that have not 1-100 characters."""
    if command.get("type", CHAT_INPUT) != CHAT_INPUT:
        return
    for node in nodes(command):
        length = len((node.get("description") or "").strip())
        if not 1 <= length <= 100:
            yield f"the description of {node.get('name')!r} has {length} characters"


def too_many_options(command: Json) -> Iterator[str]:
    """Refuse more than 25 options, or more than 25 choices in one."""
    for node in nodes(command):
        for key in ("options", "choices"):
            if len(node.get(key) or []) > 25:
                yield f"{node.get('name')!r} has {len(node[key])} {key}, 25 are allowed"


def required_after_optional(command: Json) -> Iterator[str]:
    """Refuse a required option after an optional one."""
    for node in nodes(command):
        optional = False
        for option in node.get("options") or []:
            if option.get("type") in SUBCOMMANDS:
                continue
            if option.get("required") and optional:
                yield f"the required option {option.get('name')!r} comes after an optional one"
            optional = optional or not option.get("required")


def same_option_twice(command: Json) -> Iterator[str]:
    """Refuse an option's name that stands twice side by side."""
    for node in nodes(command):
        names = Counter(option.get("name") for option in node.get("options") or [])
        yield from (f"{node.get('name')!r} has the option {name!r} twice" for name, count in names.items() if count > 1)


def choices_with_autocomplete(command: Json) -> Iterator[str]:
    """Refuse an option with both choices and autocomplete."""
    for node in nodes(command):
        if node.get("choices") and node.get("autocomplete"):
            yield f"the option {node.get('name')!r} has choices and autocomplete"


def same_choice_twice(command: Json) -> Iterator[str]:
    """Refuse choices of the same name, or of one that has not 1-100 characters."""
    for node in nodes(command):
        names = Counter(choice["name"] for choice in node.get("choices") or [])
        yield from (f"the choice {name!r} is there twice" for name, count in names.items() if count > 1)
        yield from (f"the choice {name!r} has {len(name)} characters" for name in names if not 1 <= len(name) <= 100)


def empty_range(command: Json) -> Iterator[str]:
    """Refuse a least value that is over the greatest."""
    for node in nodes(command):
        for least, most in (("min_value", "max_value"), ("min_length", "max_length")):
            if node.get(least) is not None and node.get(most) is not None and node[least] > node[most]:
                yield f"the option {node.get('name')!r} has {least} over {most}"


def too_deep(command: Json) -> Iterator[str]:
    """Refuse groups in groups, subcommands in subcommands, and other options beside subcommands."""
    for node in nodes(command):
        kinds = [option.get("type") for option in node.get("options") or []]
        if any(kind in SUBCOMMANDS for kind in kinds) and not all(kind in SUBCOMMANDS for kind in kinds):
            yield f"{node.get('name')!r} mixes subcommands and options"
    for option in command.get("options") or []:
        inner = option.get("options") or []
        allowed = () if option.get("type") == 1 else (1,)
        if option.get("type") in SUBCOMMANDS and any(
            part.get("type") in SUBCOMMANDS and part["type"] not in allowed for part in inner
        ):
            yield f"{option.get('name')!r} nests too deep"


def too_long_in_all(command: Json) -> Iterator[str]:
    """Refuse a command of more than 8000 characters in all; of a text and its translations the longest counts."""
    length = sum(
        _longest(node, "name")
        + _longest(node, "description")
        + sum(_choice_length(choice) for choice in node.get("choices") or [])
        for node in nodes(command)
    )
    if length > 8000:
        yield f"{length} characters in all, 8000 are allowed"


def _longest(node: Json, key: str) -> int:
    texts = [node.get(key) or "", *(node.get(f"{key}_localizations") or {}).values()]
    return max(len(text) for text in texts)


def _choice_length(choice: Json) -> int:
    value = choice.get("value")
    return _longest(choice, "name") + (len(value) if isinstance(value, str) else 0)


COMMAND_RULES: tuple[Callable[[Json], Iterator[str]], ...] = (
    bad_name,
    bad_description,
    too_many_options,
    required_after_optional,
    same_option_twice,
    choices_with_autocomplete,
    same_choice_twice,
    empty_range,
    too_deep,
    too_long_in_all,
)
