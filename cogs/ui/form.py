"""Forms: modals that are found again by their custom id when they are submitted, restart or not.

discord.py keeps an open modal in memory and drops its submission after a restart, and with it what was typed.
A form is therefore never kept: the custom id says which form it is, and the values come with the submission.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from functools import partial
from typing import Any, ClassVar

import discord
from discord import ui

from bot.errors import SpotterError
from bot.pace import Cost
from cogs.ui.custom_ids import check_numbers
from cogs.ui.failure import guarded, report
from cogs.ui.pace import keep_pace

_OLDER = "This form is from an older version of me. Please start again with the command."
LONGEST = 4000
"""The most characters that Discord lets a field hold."""


class Filled(dict[str, str]):
    """What was filled in, by the custom ids of the fields: the text, or the one choice, of each.

    Nothing typed, nothing chosen and a field that did not come are all "".
    """

    def __missing__(self, _: str) -> str:
        return ""


class Form(ui.Modal):
    """A modal. Subclass with `template=`, open it with `open`, and read its values in `submitted`."""

    template: ClassVar[re.Pattern[str]]
    cost: ClassVar[Cost | None] = None
    """What sending it costs, if it is more than a moment."""

    def __init_subclass__(cls, *, template: str) -> None:
        cls.template = re.compile(template)
        super().__init_subclass__()

    def __init__(self, custom_id: str, *, title: str) -> None:
        if not self.template.fullmatch(custom_id):
            raise ValueError(f"{custom_id!r} does not fit {self.template.pattern!r}")
        super().__init__(title=title, custom_id=custom_id, timeout=None)

    async def open(self, interaction: discord.Interaction[Any]) -> None:
        """Show the form as the answer to a command or a press."""
        self.stop()  # a finished modal is not kept in memory; see the top of this file
        await interaction.response.send_modal(self)

    @classmethod
    async def submitted(cls, interaction: discord.Interaction[Any], match: re.Match[str], values: Filled) -> None:
        """Do what the form is for. Values stand under the custom ids of its fields."""
        raise NotImplementedError


class Forms:
    """All forms of the bot, by their templates."""

    def __init__(self, forms: Iterable[type[Form]]) -> None:
        self._forms = tuple(forms)

    async def submitted(self, interaction: discord.Interaction[Any]) -> None:
        """Hand a submission to its form; errors go the one error path."""
        data: Mapping[str, Any] = interaction.data or {}
        custom_id = str(data.get("custom_id", ""))
        for form in self._forms:
            if match := form.template.fullmatch(custom_id):
                values = read_values(data.get("components", ()))
                await guarded(interaction, partial(_submitted, form, interaction, match, values))
                return
        await report(interaction, SpotterError(_OLDER))


async def _submitted(
    form: type[Form], interaction: discord.Interaction[Any], match: re.Match[str], values: Filled
) -> None:
    keep_pace(interaction, form.cost)
    check_numbers(match)  # whoever submits a form says which: unlike a button, it need not stand on a message
    await form.submitted(interaction, match, values)


def read_values(components: Sequence[Mapping[str, Any]]) -> Filled:
    """Return what was filled in, out of Discord's nested components."""
    values = Filled()
    for component in components:
        if "custom_id" in component:
            values[component["custom_id"]] = _value(component)
        nested = component.get("components") or ([component["component"]] if "component" in component else [])
        values |= read_values(nested)
    return values


def _value(component: Mapping[str, Any]) -> str:
    chosen = component.get("values")
    value = chosen[0] if chosen else component.get("value")
    return value[:LONGEST] if isinstance(value, str) else ""
