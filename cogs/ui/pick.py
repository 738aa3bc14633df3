"""Menus of a server's channels and roles that outlive a restart, as buttons do."""

from collections.abc import Mapping
from typing import Any, TypeVar

import discord
from discord import ui

from bot.errors import SpotterError
from cogs.ui.press import NEVER, NOT_OFFERED, Pressable

MenuT = TypeVar("MenuT", ui.ChannelSelect[ui.View], ui.RoleSelect[ui.View])


class Pick(Pressable[MenuT], template=NEVER):
    """A menu of what a server has, of which one, or none, is chosen."""

    @property
    def chosen(self) -> int | None:
        """The id of what was chosen, or None."""
        return self.item.values[0].id if self.item.values else None

    def check_choice(self, data: Mapping[str, Any]) -> None:
        """Raise SpotterError for things that were not chosen, and ids alone: Discord says what each stands for."""
        things = [str(getattr(value, "id", None)) for value in self.item.values]
        if things != data.get("values", []):
            raise SpotterError(NOT_OFFERED)


class ChannelPick(Pick[ui.ChannelSelect[ui.View]], template=NEVER):
    """A menu of text channels. Subclass with `template=`."""

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


class RolePick(Pick[ui.RoleSelect[ui.View]], template=NEVER):
    """A menu of roles. Subclass with `template=`."""

    component_type = discord.ComponentType.role_select

    def __init__(self, custom_id: str, *, placeholder: str, chosen: int | None, row: int | None = None) -> None:
        given = [] if chosen is None else [discord.SelectDefaultValue.from_role(discord.Object(chosen))]
        menu: ui.RoleSelect[ui.View] = ui.RoleSelect(
            custom_id=custom_id, placeholder=placeholder, min_values=0, max_values=1, default_values=given
        )
        super().__init__(menu, row=row)
