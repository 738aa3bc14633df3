"""Menus of a server's channels and roles that outlive a restart, as buttons do."""

import re
from collections.abc import Iterable
from typing import Any, Self

import discord
from discord import ui

from bot.errors import SpotterError
from cogs.ui.press import NEVER, NOT_OFFERED, Pressable, matched


class ChannelPick(Pressable, ui.DynamicItem[ui.ChannelSelect[ui.View]], template=NEVER):
    """A menu of text channels of which one, or none, is chosen. Subclass with `template=`."""

    component_type = discord.ComponentType.channel_select

    def __init__(self, custom_id: str, *, placeholder: str, chosen: int | None, row: int | None = None) -> None:
        given = [] if chosen is None else [discord.SelectDefaultValue.from_channel(discord.Object(chosen))]
        menu: ui.ChannelSelect[ui.View] = ui.ChannelSelect(
            custom_id=custom_id,
            placeholder=placeholder,
            channel_types=[discord.ChannelType.text, discord.ChannelType.news],
            min_values=0,
            max_values=1,
            default_values=given,
        )
        super().__init__(menu, row=row)
        self.match = matched(self.template, custom_id)

    @classmethod
    async def from_custom_id(cls, _: discord.Interaction[Any], item: ui.Item[Any], match: re.Match[str], /) -> Self:
        """Make the menu again from the message it stands on."""
        pick = cls.__new__(cls)
        ui.DynamicItem.__init__(pick, item)
        pick.match = match
        return pick

    @property
    def chosen(self) -> int | None:
        """The id of the channel that was chosen, or None."""
        return self.item.values[0].id if self.item.values else None

    def check_choice(self) -> None:
        """Raise SpotterError for ids alone: Discord says with each what it stands for."""
        _check_known(self.item.values)

    async def callback(self, interaction: discord.Interaction[Any]) -> None:
        """Check the presser and the choice, then do what the menu is for; errors go the one error path."""
        await self.pressed_by_its_owner(interaction)


class RolePick(Pressable, ui.DynamicItem[ui.RoleSelect[ui.View]], template=NEVER):
    """A menu of roles of which one, or none, is chosen. Subclass with `template=`."""

    component_type = discord.ComponentType.role_select

    def __init__(self, custom_id: str, *, placeholder: str, chosen: int | None, row: int | None = None) -> None:
        given = [] if chosen is None else [discord.SelectDefaultValue.from_role(discord.Object(chosen))]
        menu: ui.RoleSelect[ui.View] = ui.RoleSelect(
            custom_id=custom_id, placeholder=placeholder, min_values=0, max_values=1, default_values=given
        )
        super().__init__(menu, row=row)
        self.match = matched(self.template, custom_id)

    @classmethod
    async def from_custom_id(cls, _: discord.Interaction[Any], item: ui.Item[Any], match: re.Match[str], /) -> Self:
        """Make the menu again from the message it stands on."""
        pick = cls.__new__(cls)
        ui.DynamicItem.__init__(pick, item)
        pick.match = match
        return pick

    @property
    def chosen(self) -> int | None:
        """The id of the role that was chosen, or None."""
        return self.item.values[0].id if self.item.values else None

    def check_choice(self) -> None:
        """Raise SpotterError for ids alone: Discord says with each what it stands for."""
        _check_known(self.item.values)

    async def callback(self, interaction: discord.Interaction[Any]) -> None:
        """Check the presser and the choice, then do what the menu is for; errors go the one error path."""
        await self.pressed_by_its_owner(interaction)


def _check_known(values: Iterable[object]) -> None:
    if any(isinstance(value, str) for value in values):
        raise SpotterError(NOT_OFFERED)
