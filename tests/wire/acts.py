"""What a member's client sends to Discord for an act: the `data` of an interaction.

SimCord's own actors need its environment with a bot in the same process; these are the same acts from its public
pieces. Options are held against the registered command, as a client does it, so that no test uses what no member can.
"""

from collections.abc import Sequence
from typing import Any

from simcord._modal import _modal_submit_nodes
from simcord.backend import serializers
from simcord.backend.command_access import command_access
from simcord.backend.errors import SetupError
from simcord.backend.models import Channel, Message
from simcord.components import walk_components
from simcord.enums import SELECT_TYPES, ComponentType, OptionType
from simcord.interactions import nest_options, validate_option_value, walk_to_subcommand

from tests.wire.people import Person
from tests.wire.world import World

_NESTED = (OptionType.SUBCOMMAND, OptionType.SUBCOMMAND_GROUP)
_INTERACTIVE = (ComponentType.BUTTON, *SELECT_TYPES)


def command_data(
    world: World, person: Person, channel: Channel, name: str, options: dict[str, Any], focused: str | None = None
) -> dict[str, Any]:
    """Return the data of a slash command ("log", "flare log"), or of autocomplete where an option is `focused`.

    Raises SetupError where the person could not have sent this: no such command or option, a missing or wrong value.
    """
    root_name, *path = name.split()
    root = world.find_command(root_name, channel.guild_id)
    if root is None:
        raise SetupError(f"the bot has registered no command /{root_name}")
    access = command_access(world, root, user_id=person.id, channel_id=channel.id)
    if not access.allowed:
        raise SetupError(f"{person.name} does not see /{root_name} there: {access.reason}")
    leaf, nesting = walk_to_subcommand(root, path)
    if any(option["type"] in _NESTED for option in leaf.get("options") or []):
        raise SetupError(f"/{name} is a group, not a command")
    declared = {option["name"]: option for option in leaf.get("options") or []}
    if unknown := options.keys() - declared.keys():
        raise SetupError(f"/{name} has no option {', '.join(sorted(unknown))}; it has {', '.join(declared)}")
    if focused is None and (
        lacking := [key for key, option in declared.items() if option.get("required") and key not in options]
    ):
        raise SetupError(f"/{name} requires {', '.join(lacking)}")
    resolved: dict[str, Any] = {}
    filled = [_option(world, name, declared[key], value, key == focused, resolved) for key, value in options.items()]
    data = {"id": root["id"], "name": root_name, "type": root["type"], "options": nest_options(root, nesting, filled)}
    return data | ({"resolved": resolved} if resolved else {})


def _option(
    world: World, command: str, option: dict[str, Any], value: Any, focused: bool, resolved: dict[str, Any]
) -> dict[str, Any]:
    wire = {"name": option["name"], "type": option["type"]}
    if focused:
        return wire | {"value": value, "focused": True}
    if option["type"] == OptionType.USER:
        user_id = str(value.id)
        resolved.setdefault("users", {})[user_id] = serializers.user_payload(world.get_user(value.id))
        guild = world.get_guild(value.guild_id)
        member = dict(serializers.member_payload(world, guild, guild.members[value.id], with_user=False))
        member["permissions"] = str(world.compute_permissions(guild.id, value.id))
        resolved.setdefault("members", {})[user_id] = member
        return wire | {"value": user_id}
    return wire | {"value": validate_option_value(command, option, value)}


def press_data(message: Message, what: str, values: Sequence[str] | None) -> dict[str, Any]:
    """Return the data of a pressed button or a used select, found by its label, placeholder or custom id.

    Raises SetupError where a client would not let it be pressed.
    """
    named = ("custom_id", "label", "placeholder")
    found = [
        part
        for part in walk_components(message.components)
        if part.get("type") in _INTERACTIVE and part.get("custom_id") and what in (part.get(key) for key in named)
    ]
    if len(found) != 1:
        there = [part.get("label") or part.get("placeholder") for part in walk_components(message.components)]
        raise SetupError(f"{len(found)} things are called {what!r}; there are {[label for label in there if label]}")
    part = found[0]
    if part.get("disabled"):
        raise SetupError(f"{what!r} is disabled")
    data = {"custom_id": part["custom_id"], "component_type": part["type"], "id": part.get("id", 0)}
    if part["type"] == ComponentType.BUTTON:
        return data
    if part["type"] != ComponentType.STRING_SELECT:
        raise SetupError("only string selects can be used here")
    offered = {option["value"] for option in part["options"]}
    chosen = list(values or ())
    if not set(chosen) <= offered or not part.get("min_values", 1) <= len(chosen) <= part.get("max_values", 1):
        raise SetupError(f"{chosen} can't be chosen from {sorted(offered)}")
    return data | {"values": chosen}


def modal_data(modal: dict[str, Any], values: dict[str, Any], channel_id: int) -> dict[str, Any]:
    """Return the data of a submitted modal; `values` by custom id or by the label above the field.

    Raises SetupError where the modal would not let itself be sent.
    """
    labelled = {
        part["label"]: (part.get("component") or part)["custom_id"]
        for part in walk_components(modal["components"])
        if part.get("label") and (part.get("component") or part).get("custom_id")
    }
    given = {labelled.get(key, key): value for key, value in values.items()}
    known = {part["custom_id"] for part in walk_components(modal["components"]) if part.get("custom_id")}
    if unknown := given.keys() - known:
        raise SetupError(f"the modal has no field {', '.join(sorted(unknown))}; it has {', '.join(labelled)}")
    resolved: dict[str, dict[str, Any]] = {}
    nodes = _modal_submit_nodes(modal["components"], None, given, resolved, channel_id, [])
    return {"custom_id": modal["custom_id"], "components": nodes}
