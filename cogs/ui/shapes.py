"""The door: only interactions of Discord's own shape come in, so that nothing behind it has to doubt what it reads.

Discord shapes what it passes on, and lets members put in values only. This holds where somebody stands in between, and
against the day that Discord is wrong: discord.py ends the whole client on an interaction without its keys.
"""

import logging
from collections.abc import Callable, Mapping
from typing import Any

from cogs.ui.custom_ids import LARGEST

log = logging.getLogger("spotter")

_KINDS = (1, 2, 3)
"""Of commands: typed, of a user, of a message."""
_GROUPS = (1, 2)
_LONGEST_ID = 100
_DEEPEST = 4
"""Levels of options, or of fields in a form: a group, its subcommand and its options are three."""

Parser = Callable[[Mapping[str, Any]], None]


def at_the_door(parse: Parser) -> Parser:
    """Return discord.py's parser of interactions, which then gets those of Discord's shape only."""

    def take(payload: Mapping[str, Any]) -> None:
        if not well_shaped(payload):
            log.warning("misshapen interaction", extra={"kind": payload.get("type")})
            return
        parse(payload)

    return take


def well_shaped(payload: Mapping[str, Any]) -> bool:
    """Tell whether the `data` of an interaction are shaped as Discord shapes them for its type."""
    data = payload.get("data")
    match payload.get("type"):
        case 1:
            return True
        case 2 | 4:
            return isinstance(data, dict) and _is_command(data)
        case 3:
            return isinstance(data, dict) and _is_press(data)
        case 5:
            return isinstance(data, dict) and _is_form(data)
    return False


def _is_command(data: dict[str, Any]) -> bool:
    kind = data.get("type", 1)
    if not _is_text(data.get("name")) or kind not in _KINDS or not _is_resolved(data.get("resolved", {})):
        return False
    if kind != 1:
        return _is_id(data.get("target_id"))
    return _all(data.get("options", []), _is_option)


def _is_option(option: Any, depth: int = 0) -> bool:
    if not isinstance(option, dict) or not _is_text(option.get("name")) or depth > _DEEPEST:
        return False
    kind = option.get("type")
    if not _is_number(kind):
        return False
    if kind in _GROUPS:
        return _all(option.get("options", []), lambda inner: _is_option(inner, depth + 1))
    value = option.get("value")
    if option.get("focused"):
        return _is_text(value) or _is_number(value) or isinstance(value, float)
    return kind in _VALUES and _VALUES[kind](value)


def _is_press(data: dict[str, Any]) -> bool:
    return (
        _is_custom_id(data.get("custom_id"))
        and _is_number(data.get("component_type"))
        and _all(data.get("values", []), _is_text)
        and _is_resolved(data.get("resolved", {}))
    )


def _is_form(data: dict[str, Any]) -> bool:
    return (
        _is_custom_id(data.get("custom_id"))
        and _all(data.get("components"), _is_field)
        and _is_resolved(data.get("resolved", {}))
    )


def _is_field(part: Any, depth: int = 0) -> bool:
    if not isinstance(part, dict) or not _is_number(part.get("type")) or depth > _DEEPEST:
        return False
    if not _all(part.get("components", []), lambda inner: _is_field(inner, depth + 1)):
        return False
    if "component" in part and not _is_field(part["component"], depth + 1):
        return False
    return (
        _is_text(part.get("custom_id", ""))
        and isinstance(part.get("value"), str | bool | None)
        and _all(part.get("values", []), _is_text)
    )


def _is_resolved(resolved: Any) -> bool:
    """Tell whether these are things by their ids, by what they are."""
    return isinstance(resolved, dict) and all(
        isinstance(things, dict) and all(_is_id(key) and isinstance(thing, dict) for key, thing in things.items())
        for things in resolved.values()
    )


def _all(values: Any, fits: Callable[[Any], bool]) -> bool:
    return isinstance(values, list) and all(map(fits, values))


def _is_text(value: Any) -> bool:
    return isinstance(value, str)


def _is_custom_id(value: Any) -> bool:
    return isinstance(value, str) and len(value) <= _LONGEST_ID


def _is_number(value: Any) -> bool:
    return isinstance(value, int) and not isinstance(value, bool)


def _is_id(value: Any) -> bool:
    return isinstance(value, str) and value.isascii() and value.isdecimal() and int(value[:20]) <= LARGEST


_VALUES: dict[int, Callable[[Any], bool]] = {
    3: _is_text,
    4: _is_number,
    5: lambda value: isinstance(value, bool),
    **dict.fromkeys((6, 7, 8, 9, 11), _is_id),
    10: lambda value: _is_number(value) or isinstance(value, float),
}
"""What each type of option holds."""
