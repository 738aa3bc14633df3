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

from cogs.ui.answer import answer
from cogs.ui.custom_ids import check_numbers
from cogs.ui.failure import guarded


class Form(ui.Modal):
    """A modal. Subclass with `template=`, open it with `open`, and read its values in `submitted`."""

    template: ClassVar[re.Pattern[str]]

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
    async def submitted(
        cls, interaction: discord.Interaction[Any], match: re.Match[str], values: dict[str, Any]
    ) -> None:
        """Do what the form is for. Values stand under the custom ids of its fields: text, list of choices, or tick."""
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
        await answer(interaction, "This form is from an older version of me. Please start again with the command.")


async def _submitted(
    form: type[Form], interaction: discord.Interaction[Any], match: re.Match[str], values: dict[str, Any]
) -> None:
    check_numbers(match)  # whoever submits a form says which: unlike a button, it need not stand on a message
    await form.submitted(interaction, match, values)


def read_values(components: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    """Return what was filled in, by the custom ids of the fields, out of Discord's nested components."""
    values: dict[str, Any] = {}
    for component in components:
        if "custom_id" in component:
            values[component["custom_id"]] = component.get("values", component.get("value"))
        nested = component.get("components") or ([component["component"]] if "component" in component else [])
        values |= read_values(nested)
    return values
