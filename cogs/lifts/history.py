"""The history: sessions by page, and the way from there to any entry of one's own."""

from typing import Any

import discord
from discord import ui

from bot.lifts.notation import labelled
from bot.lifts.outcomes import History
from bot.lifts.sets import Reading
from cogs.lifts.cards import history_card, logged_card
from cogs.lifts.entry import logged_view
from cogs.ui.answer import answer, update
from cogs.ui.card import row
from cogs.ui.custom_ids import chosen_number
from cogs.ui.house import house_of
from cogs.ui.pages import PAGE_SUFFIX, page_buttons
from cogs.ui.press import Choice, Press
from cogs.ui.text import clip

_ALL = "-"
_OPTION, _OPTIONS = 100, 25


def history_page(viewer: int, history: History) -> tuple[discord.Embed, ui.View]:
    """Return a page of sessions, the buttons to the pages beside it, and to its owner the menu of its entries."""
    lift = history.exercise.id if history.exercise else _ALL
    prefix = f"history:{viewer}:{history.owner_id}:{lift}"
    buttons = page_buttons(HistoryPress, prefix, history.page, history.pages)
    own = viewer == history.owner_id
    options = _entries(history) if own else []
    menu = [EntryChoice(f"history:entry:{viewer}", placeholder="Mend, undo or repeat …", options=options)]
    return history_card(history, own=own), row(*(menu if options else []), *buttons)


def _entries(history: History) -> list[discord.SelectOption]:
    """Return the entries of a page, those of the newest session first."""
    entries = [
        (session.day, Reading(lift.reading.exercise, entry.sets), entry.id)
        for session in history.sessions
        for lift in session.lifts
        for entry in lift.entries
    ]
    return [
        discord.SelectOption(label=clip(labelled(reading), _OPTION), description=f"{day:%a} {day}", value=str(entry_id))
        for day, reading, entry_id in entries[:_OPTIONS]
    ]


class HistoryPress(Press, template=rf"history:(?P<owner>\d+):(?P<of>\d+):(?P<lift>-|(?:custom:)?\w+){PAGE_SUFFIX}"):
    """Turns a page of the history."""

    async def pressed(self, interaction: discord.Interaction[Any]) -> None:
        """Show that page in place of this one."""
        lift = None if self.word("lift") == _ALL else self.word("lift")
        viewer = interaction.user.id
        history = await house_of(interaction).logbook.history(viewer, self.number("of"), lift, self.number("page"))
        embed, view = history_page(viewer, history)
        await update(interaction, embed=embed, view=view)


class EntryChoice(Choice, template=r"history:entry:(?P<owner>\d+)"):
    """Opens an entry."""

    async def pressed(self, interaction: discord.Interaction[Any]) -> None:
        """Show it to its member alone, with its buttons, however it came into the log."""
        logged = await house_of(interaction).logbook.entry(interaction.user.id, chosen_number(self.values[0]))
        await answer(interaction, embed=logged_card(logged), view=logged_view(logged))


ITEMS = (HistoryPress, EntryChoice)
