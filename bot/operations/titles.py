"""What an interaction is called in figures: a name out of those the bot has, whatever was sent."""

from collections.abc import Iterable, Mapping
from typing import Any

OTHER = "other"
"""What the bot has no name for: an older button, or something forged. So the names stay few."""
_COMMAND, _COMPONENT, _AUTOCOMPLETE, _FORM = 2, 3, 4, 5
_NESTED = (1, 2)
"""Options that are a subcommand or a group of them."""
KINDS = {_COMMAND: "command", _COMPONENT: "component", _AUTOCOMPLETE: "autocomplete", _FORM: "form"}
"""Discord's types of interactions that reach a bot through the gateway."""


class Titles:
    """Names interactions: commands by their whole name, buttons, menus and forms by the first word of their id.

    What stands further behind in an id can tell of a member's health, so it does not become part of a name.
    """

    def __init__(self, commands: Iterable[str], custom_ids: Iterable[str]) -> None:
        """Take the names of all commands and menus, and the custom ids (or their templates) of all the rest."""
        self._commands = frozenset(commands)
        self._words = frozenset(first_word(custom_id) for custom_id in custom_ids)

    def of(self, type: int, data: Mapping[str, Any]) -> tuple[str, str]:
        """Return the kind and the name of an interaction."""
        kind = KINDS.get(type, OTHER)
        if type in (_COMMAND, _AUTOCOMPLETE):
            name = _command(data)
            return kind, name if name in self._commands else OTHER
        word = first_word(str(data.get("custom_id", "")))
        return kind, word if word in self._words else OTHER


def first_word(custom_id: str) -> str:
    """Return what stands before the first colon."""
    return custom_id.partition(":")[0]


def _command(data: Mapping[str, Any]) -> str:
    words = [str(data.get("name", ""))]
    options = data.get("options") or ()
    while options and options[0].get("type") in _NESTED:
        words.append(str(options[0].get("name", "")))
        options = options[0].get("options") or ()
    return " ".join(words)
