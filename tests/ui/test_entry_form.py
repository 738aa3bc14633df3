"""The form of an entry."""

import discord

from bot.lifts.entries import Typed
from cogs.lifts.entry import EditForm
from tests.conftest import START


async def test_a_note_of_several_lines_keeps_them() -> None:
    form = EditForm("log:edit-form:1", title="Edit").filled(Typed(1, "squat 100 5x5", START, note="slow\nthen fast"))
    fields = {label.component.custom_id: label.component for label in form.children}  # type: ignore[attr-defined]
    assert fields["note"].default == "slow\nthen fast"
    assert fields["note"].style is discord.TextStyle.paragraph
