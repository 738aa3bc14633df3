"""Options of commands, held to what the commands declare: Discord does so, discord.py takes whatever comes."""

from typing import Any

import discord
from discord import AppCommandOptionType as Type
from discord import app_commands

_THINGS = (Type.user, Type.channel, Type.role, Type.mentionable, Type.attachment)
_GROUPS = (Type.subcommand.value, Type.subcommand_group.value)
_PLAIN = tuple(kind.value for kind in (Type.string, Type.integer, Type.boolean, Type.number))
"""Types of options whose values are what was typed."""
_LONGEST = 6000
"""The most characters that Discord lets a text option have."""
_CLASSES: dict[Type, tuple[type, ...]] = {
    Type.string: (str,),
    Type.integer: (int,),
    Type.boolean: (bool,),
    Type.number: (int, float),
    Type.user: (discord.User, discord.Member),
    Type.channel: (app_commands.AppCommandChannel, app_commands.AppCommandThread),
    Type.role: (discord.Role,),
    Type.mentionable: (discord.User, discord.Member, discord.Role),
    Type.attachment: (discord.Attachment,),
}


def as_declared(interaction: discord.Interaction[Any]) -> bool:
    """Tell whether the options of a command are of the types, and within the bounds, that it declares.

    True where there is no such command, or it is a message's: discord.py says so itself.
    """
    command = interaction.command
    if not isinstance(command, app_commands.Command):
        return True
    try:
        given = _given(interaction)
    except (AttributeError, KeyError, TypeError, ValueError):
        return False
    declared = {parameter.display_name: parameter for parameter in command.parameters}
    typing = interaction.type is discord.InteractionType.autocomplete
    focused = [option["name"] for option in _options(interaction) if option.get("focused")] if typing else ()
    if typing and not any(name in given and name in declared and declared[name].autocomplete for name in focused):
        return False
    return all(_fits(declared[name], value, typing=typing) for name, value in given.items() if name in declared)


def _given(interaction: discord.Interaction[Any]) -> dict[str, Any]:
    """Return the options by their names. discord.py looks up what ids stand for, which most commands have none of."""
    options = _options(interaction)
    if all(option["type"] in _PLAIN for option in options):
        return {option["name"]: option["value"] for option in options}
    return dict(iter(interaction.namespace))  # a namespace has every attribute, `keys` too


def _options(interaction: discord.Interaction[Any]) -> list[dict[str, Any]]:
    """Return the options of a command, or of the subcommand that was used."""
    data: Any = interaction.data
    options: list[dict[str, Any]] = data.get("options", [])
    while options and options[0]["type"] in _GROUPS:
        options = options[0].get("options", [])
    return options


def _fits(parameter: app_commands.Parameter, value: Any, *, typing: bool) -> bool:
    """Tell whether a value fits; while a member is still `typing`, only whether it is of the right type."""
    if typing or not _is_a(parameter.type, value):
        # What is chosen already stands there by its id alone while a member types.
        return typing and (
            _is_a(parameter.type, value) or (parameter.type in _THINGS and type(value) is discord.Object)
        )
    if parameter.choices and not parameter.autocomplete:
        return any(choice.value == value for choice in parameter.choices)
    if parameter.type is Type.string:
        return _within(parameter, len(value)) and len(value) <= _LONGEST
    return parameter.type not in (Type.integer, Type.number) or _within(parameter, value)


def _is_a(kind: Type, value: object) -> bool:
    return isinstance(value, _CLASSES[kind]) and (kind is Type.boolean or not isinstance(value, bool))


def _within(parameter: app_commands.Parameter, size: float) -> bool:
    least, most = parameter.min_value, parameter.max_value
    return (least is None or size >= least) and (most is None or size <= most)
