"""Buttons and menus that outlive a restart: each is found again by its custom id, its state is in the database."""

import re
from collections.abc import Mapping, Sequence
from functools import partial
from typing import Any, ClassVar, Self, TypeVar

import discord
from discord import ui

from bot.errors import SpotterError
from bot.pace import Cost
from cogs.ui.custom_ids import number
from cogs.ui.failure import guarded
from cogs.ui.pace import keep_pace

NEVER = r"(?!)"
NOT_OFFERED = "That is none of the choices. Nothing was changed."
_NOT_YOURS = "These buttons belong to someone else; use the command yourself to get your own."


ItemT = TypeVar("ItemT", bound=ui.Item[Any])


class Pressable(ui.DynamicItem[ItemT], template=NEVER):
    """What a button and a menu share: how they are found again, the numbers in their custom id, and who may press."""

    match: re.Match[str]
    component_type: ClassVar[discord.ComponentType]
    """What it is on a message."""
    cost: ClassVar[Cost | None] = None
    """What pressing it costs, if it is more than a moment."""

    def __init__(self, item: ItemT, *, row: int | None = None) -> None:
        super().__init__(item, row=row)
        self.match = matched(self.template, self.custom_id)

    @classmethod
    async def from_custom_id(cls, _: discord.Interaction[Any], item: ui.Item[Any], match: re.Match[str], /) -> Self:
        """Make it again from the message it stands on."""
        found = cls.__new__(cls)
        ui.DynamicItem.__init__(found, item)
        found.match = match
        return found

    async def interaction_check(self, interaction: discord.Interaction[Any], /) -> bool:
        """Tell whether it was pressed as what it is; else it is answered as one of an older version."""
        data: Mapping[str, Any] = interaction.data or {}
        return data.get("component_type") == self.component_type.value

    def number(self, group: str) -> int:
        """Return a number of the custom id by its group in the template. Raises Gone for one that nothing can have."""
        return number(self.match, group)

    def word(self, group: str) -> str:
        """Return a word of the custom id by its group in the template."""
        return self.match[group]

    async def pressed(self, interaction: discord.Interaction[Any]) -> None:
        """Do what the button or menu is for."""
        raise NotImplementedError

    async def callback(self, interaction: discord.Interaction[Any]) -> None:
        """Check who presses and what was chosen, then do it; errors go the one error path."""
        await guarded(interaction, partial(self._checked, interaction))

    async def _checked(self, interaction: discord.Interaction[Any]) -> None:
        owner = self.match.groupdict().get("owner")
        if owner is not None and int(owner) != interaction.user.id:
            raise SpotterError(_NOT_YOURS)
        self.check_choice(interaction.data or {})
        keep_pace(interaction, self.cost)
        await self.pressed(interaction)

    def check_choice(self, data: Mapping[str, Any]) -> None:
        """Raise SpotterError where what was chosen, by what Discord sent, was not offered; buttons offer nothing."""


class Press(Pressable[ui.Button[ui.View]], template=NEVER):
    """A button. Subclass with `template=`; a group named `owner` in it keeps others from pressing."""

    component_type = discord.ComponentType.button

    def __init__(
        self,
        custom_id: str,
        *,
        label: str | None = None,
        style: discord.ButtonStyle = discord.ButtonStyle.secondary,
        emoji: str | None = None,
        disabled: bool = False,
        row: int | None = None,
    ) -> None:
        super().__init__(
            ui.Button(custom_id=custom_id, label=label, style=style, emoji=emoji, disabled=disabled), row=row
        )


class Choice(Pressable[ui.Select[ui.View]], template=NEVER):
    """A menu. Subclass with `template=`; a group named `owner` in it keeps others from choosing."""

    component_type = discord.ComponentType.select

    def __init__(
        self,
        custom_id: str,
        *,
        options: Sequence[discord.SelectOption],
        placeholder: str | None = None,
        least: int = 1,
        most: int = 1,
        row: int | None = None,
    ) -> None:
        menu: ui.Select[ui.View] = ui.Select(
            custom_id=custom_id, options=list(options), placeholder=placeholder, min_values=least, max_values=most
        )
        super().__init__(menu, row=row)

    @property
    def values(self) -> list[str]:
        """What was chosen."""
        return self.item.values

    def check_choice(self, data: Mapping[str, Any]) -> None:
        """Raise SpotterError where what was chosen was not offered, or is too little or too much."""
        chosen = data.get("values", [])
        offered = {option.value for option in self.item.options}
        if not self.item.min_values <= len(chosen) <= self.item.max_values or not offered.issuperset(chosen):
            raise SpotterError(NOT_OFFERED)


def stands_on(message: discord.Message | None, custom_id: str, kind: object) -> bool:
    """Tell whether a button or menu of this component type and custom id is on the message."""
    return message is not None and any(
        child.type.value == kind and getattr(child, "custom_id", None) == custom_id
        for line in message.components
        if isinstance(line, discord.ActionRow)
        for child in line.children
    )


def matched(template: re.Pattern[str], custom_id: str) -> re.Match[str]:
    """Return the match of a custom id. Raises ValueError when it does not fit its template."""
    match = template.fullmatch(custom_id)
    if match is None:
        raise ValueError(f"{custom_id!r} does not fit {template.pattern!r}")
    return match
