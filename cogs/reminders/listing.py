"""The list of reminders: pages, edit, pause, delete."""

import re
from datetime import datetime
from typing import Any

import discord
from discord import ui

from bot.reminders.agenda import Overview
from bot.reminders.reminder import Reminder, State
from cogs.reminders.making import list_button, show, show_deleted, texts_form
from cogs.reminders.place import check_own_place
from cogs.ui.answer import update
from cogs.ui.card import ASK, card, row
from cogs.ui.custom_ids import chosen_number, number
from cogs.ui.form import Filled, Form
from cogs.ui.house import house_of
from cogs.ui.pages import PAGE_SUFFIX, clamp, page_buttons
from cogs.ui.press import Choice, Press
from cogs.ui.reminder_cards import PER_PAGE, name_of, overview_card
from cogs.ui.text import clip, one_line

_OWNED = r"(?P<owner>\d+):(?P<id>\d+)"
_OPTION = 100


def overview_message(owner: int, overview: Overview, now: datetime, page: int) -> tuple[discord.Embed, ui.View]:
    """Return one page of the list, with menus for what is on it."""
    pages = max(1, -(-len(overview.coming) // PER_PAGE))
    page = clamp(page, pages)
    shown = [listed.reminder for listed in overview.coming[page * PER_PAGE : (page + 1) * PER_PAGE]]
    items: list[ui.Item[Any]] = []
    if shown:
        chosen = [discord.SelectOption(label=_option(one), value=str(one.id)) for one in shown]
        hold = [
            discord.SelectOption(label=_option(one, resume=paused), value=f"{'resume' if paused else 'pause'}:{one.id}")
            for one in shown
            for paused in [one.state is State.PAUSED]
            if paused or one.upcoming(now)  # there is nothing to pause where only a snooze is to come
        ]
        items.append(EditChoice(f"remind:edit:{owner}", options=chosen, placeholder="Edit …", row=0))
        if hold:
            custom_id = f"remind:hold:{owner}:{page}"
            items.append(HoldChoice(custom_id, options=hold, placeholder="Pause or resume …", row=1))
        items.append(DeleteChoice(f"remind:delete:{owner}", options=chosen, placeholder="Delete …", row=2))
    items += page_buttons(PagePress, f"remind:page:{owner}", page, pages)
    return overview_card(overview, now, page, pages), row(*items)


def _option(reminder: Reminder, *, resume: bool = False) -> str:
    return clip(("Resume: " if resume else "") + (one_line(reminder.what) or "…"), _OPTION)


async def show_list(interaction: discord.Interaction[Any], page: int) -> None:
    """Show a page of the list in place of the message that was pressed."""
    house = house_of(interaction)
    overview = await house.agenda.overview(interaction.user.id)
    embed, view = overview_message(interaction.user.id, overview, house.clock(), page)
    await update(interaction, embed=embed, view=view)


class PagePress(Press, template=rf"remind:page:(?P<owner>\d+){PAGE_SUFFIX}"):
    """Leads to a page of the list."""

    async def pressed(self, interaction: discord.Interaction[Any]) -> None:
        """Show it."""
        await show_list(interaction, self.number("page"))


class HoldChoice(Choice, template=r"remind:hold:(?P<owner>\d+):(?P<page>\d+)"):
    """Pauses a reminder or goes on with it. Each option says which, so that choosing it twice changes nothing more."""

    async def pressed(self, interaction: discord.Interaction[Any]) -> None:
        """Do it and redraw."""
        agenda = house_of(interaction).agenda
        verb, _, reminder_id = self.values[0].partition(":")
        if verb == "resume":
            await check_own_place(interaction, await agenda.find(interaction.user.id, chosen_number(reminder_id)))
        await (agenda.resume if verb == "resume" else agenda.pause)(interaction.user.id, chosen_number(reminder_id))
        await show_list(interaction, self.number("page"))


class EditForm(Form, template=r"remind:change:(?P<id>\d+)"):
    """What a reminder says and when it is meant, to be changed."""

    @classmethod
    def for_(cls, reminder_id: int, what: str, when: str) -> "EditForm":
        """Return the form, filled in."""
        form = cls(f"remind:change:{reminder_id}", title="Change your reminder")
        texts_form(form, what, when)
        return form

    @classmethod
    async def submitted(cls, interaction: discord.Interaction[Any], match: re.Match[str], values: Filled) -> None:
        """Change it, or ask what is meant."""
        agenda, reminder_id = house_of(interaction).agenda, number(match, "id")
        await check_own_place(interaction, await agenda.find(interaction.user.id, reminder_id))
        await show(interaction, await agenda.change(interaction.user.id, reminder_id, values["what"], values["when"]))


class EditChoice(Choice, template=r"remind:edit:(?P<owner>\d+)"):
    """Opens a reminder to be changed."""

    async def pressed(self, interaction: discord.Interaction[Any]) -> None:
        """Open the form."""
        reminder_id = chosen_number(self.values[0])
        what, when = await house_of(interaction).agenda.as_typed(interaction.user.id, reminder_id)
        await EditForm.for_(reminder_id, what, when).open(interaction)


class DeleteChoice(Choice, template=r"remind:delete:(?P<owner>\d+)"):
    """Asks before a reminder is deleted."""

    async def pressed(self, interaction: discord.Interaction[Any]) -> None:
        """Ask."""
        owner = interaction.user.id
        reminder = await house_of(interaction).agenda.find(owner, chosen_number(self.values[0]))
        view = row(
            DeletePress(f"remind:gone:{owner}:{reminder.id}", label="Delete it", style=discord.ButtonStyle.danger),
            list_button(interaction, "Keep it"),
        )
        await update(
            interaction, embed=card("Delete this reminder?", f"**{name_of(reminder)}**", colour=ASK), view=view
        )


class DeletePress(Press, template=rf"remind:gone:{_OWNED}"):
    """Deletes a reminder."""

    async def pressed(self, interaction: discord.Interaction[Any]) -> None:
        """Delete it; it can be put back."""
        reminder = await house_of(interaction).agenda.delete(interaction.user.id, self.number("id"))
        await show_deleted(interaction, reminder, "Deleted")


ITEMS = (PagePress, EditChoice, HoldChoice, DeleteChoice, DeletePress)
FORMS = (EditForm,)
