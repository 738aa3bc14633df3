"""Reminders that are due: what is sent, **Done**, **Snooze**; and what moderators set into a channel."""

import re
from datetime import UTC, datetime, timedelta
from typing import Any

import discord
from discord import ui

from bot.database import Connection
from bot.delivery.schedule import Due
from bot.reminders.agenda import Agenda
from bot.reminders.course import Notice
from cogs.ui.answer import answer, update
from cogs.ui.card import ASK, Letter, card, row
from cogs.ui.custom_ids import number
from cogs.ui.form import Filled, Form
from cogs.ui.house import house_of
from cogs.ui.press import Press
from cogs.ui.reminder_cards import done_text, name_of, notice_text, post_text, snoozed_text, trouble_text
from cogs.ui.text import clip, stamp

_OWNED = r"(?P<owner>\d+):(?P<id>\d+)"
_SNOOZE_LABELS = {"10m": "Snooze 10 min", "1h": "1 h", "tomorrow": "Tomorrow", "other": "Other …"}
_LABEL = 80


def notice_buttons(owner: int, occurrence_id: int) -> ui.View:
    """Return the buttons of a reminder that was delivered."""
    here = f"{owner}:{occurrence_id}"
    done = DonePress(f"remind:done:{here}", label="Done", style=discord.ButtonStyle.success)
    return row(
        done, *(SnoozePress(f"remind:snooze:{here}:{choice}", label=text) for choice, text in _SNOOZE_LABELS.items())
    )


class ReminderLine:
    """What delivery sends for a reminder, and what goes on after it."""

    private = False

    def __init__(self, agenda: Agenda) -> None:
        self._agenda = agenda

    async def compose(self, due: Due, *, late_by: timedelta | None) -> Letter | None:
        """Return the message, or None when the reminder is no longer wanted."""
        notice = await self._agenda.notice(due)
        if notice is None:
            return None
        return Letter(notice_text(notice, late_by), view=notice_buttons(due.member_id, due.id))

    def delivered(self, connection: Connection, due: Due, now: datetime) -> None:
        """Owe the next occurrence."""
        self._agenda.went_by(connection, due, now)

    def missed(self, connection: Connection, due: Due, now: datetime) -> None:
        """Owe the next occurrence: one that was missed does not end a series."""
        self._agenda.went_by(connection, due, now)

    async def missed_text(self, due: Due) -> str | None:
        """Return what was missed, and when it was due."""
        notice = await self._agenda.notice(due)
        return f"**{name_of(notice.reminder)}** · {stamp(due.due_at, 'F')}" if notice else None


class PostLine:
    """What delivery sends for a reminder that moderators set into a channel."""

    private = False

    def __init__(self, agenda: Agenda) -> None:
        self._agenda = agenda

    async def compose(self, due: Due, *, late_by: timedelta | None) -> Letter | None:
        """Return the message, or None when the reminder is no longer wanted."""
        notice = await self._agenda.notice(due)
        if notice is None or notice.reminder.post is None:
            return None
        return Letter(post_text(notice, late_by), role_id=notice.reminder.post.role_id)

    def delivered(self, connection: Connection, due: Due, now: datetime) -> None:
        """Owe the next occurrence."""
        self._agenda.went_by(connection, due, now)

    def missed(self, connection: Connection, due: Due, now: datetime) -> None:
        """Have its author told by direct message, and pause it where it would fail again."""
        self._agenda.could_not_be_posted(connection, due, now)

    async def missed_text(self, due: Due) -> str | None:  # noqa: ARG002 - lines are asked so
        """Say nothing: its author has been written to, or misses that."""
        return None


class TroubleLine:
    """Tells the author of a server's reminder that it could not be posted."""

    private = True

    def __init__(self, agenda: Agenda) -> None:
        self._agenda = agenda

    async def compose(self, due: Due, *, late_by: timedelta | None) -> Letter | None:  # noqa: ARG002 - lines are asked so
        """Return the message, or None when the reminder is gone."""
        trouble = await self._agenda.trouble(due)
        return Letter(trouble_text(trouble)) if trouble else None

    def delivered(self, connection: Connection, due: Due, now: datetime) -> None:
        """Nothing goes on after it."""

    def missed(self, connection: Connection, due: Due, now: datetime) -> None:
        """Nothing goes on after it."""

    async def missed_text(self, due: Due) -> str | None:
        """Say the same at the next command."""
        trouble = await self._agenda.trouble(due)
        return trouble_text(trouble) if trouble else None


class DonePress(Press, template=rf"remind:done:{_OWNED}"):
    """Marks an occurrence as done."""

    async def pressed(self, interaction: discord.Interaction[Any]) -> None:
        """Note it; the buttons go."""
        notice = await house_of(interaction).agenda.done(interaction.user.id, self.number("id"))
        await update(interaction, done_text(notice))


class SnoozePress(Press, template=rf"remind:snooze:{_OWNED}:(?P<choice>10m|1h|tomorrow|other)"):
    """Has an occurrence come once more, later."""

    async def pressed(self, interaction: discord.Interaction[Any]) -> None:
        """Snooze it and say until when, or ask; another choice still counts."""
        occurrence_id, choice = self.number("id"), self.word("choice")
        if choice == "other":
            await SnoozeForm.for_(occurrence_id).open(interaction)
            return
        notice, at = await house_of(interaction).agenda.snooze(interaction.user.id, occurrence_id, choice)
        await _show_snoozed(interaction, notice, at)


class SnoozeForm(Form, template=r"remind:until:(?P<id>\d+)"):
    """When an occurrence is to come once more."""

    @classmethod
    def for_(cls, occurrence_id: int) -> "SnoozeForm":
        """Return the form."""
        form = cls(f"remind:until:{occurrence_id}", title="Snooze until …")
        when: ui.TextInput[ui.View] = ui.TextInput(custom_id="when", max_length=200)
        form.add_item(ui.Label(text="in 3 hours, tonight at 9pm, fri 18:30, …", component=when))
        return form

    @classmethod
    async def submitted(cls, interaction: discord.Interaction[Any], match: re.Match[str], values: Filled) -> None:
        """Snooze it, or ask which of several times is meant."""
        owner, occurrence_id = interaction.user.id, number(match, "id")
        found = await house_of(interaction).agenda.snooze_until(owner, occurrence_id, values["when"])
        if isinstance(found, tuple):
            await _show_snoozed(interaction, *found)
            return
        buttons = [
            UntilPress(f"remind:at:{owner}:{occurrence_id}:{int(at.timestamp())}", label=clip(words, _LABEL))
            for words, at in found
        ]
        listed = "\n".join(f"{place}. {words} · {stamp(at, 'F')}" for place, (words, at) in enumerate(found, start=1))
        await answer(interaction, embed=card("Which one do you mean?", listed, colour=ASK), view=row(*buttons))


class UntilPress(Press, template=rf"remind:at:{_OWNED}:(?P<seconds>\d{{1,12}})"):
    """Chooses one of several times to snooze until."""

    async def pressed(self, interaction: discord.Interaction[Any]) -> None:
        """Snooze it and say until when."""
        at = datetime.fromtimestamp(self.number("seconds"), UTC)
        notice, at = await house_of(interaction).agenda.snooze_at(interaction.user.id, self.number("id"), at)
        await update(interaction, snoozed_text(notice, at))


async def _show_snoozed(interaction: discord.Interaction[Any], notice: Notice, at: datetime) -> None:
    buttons = notice_buttons(interaction.user.id, notice.occurrence.id)
    await update(interaction, snoozed_text(notice, at), view=buttons)


ITEMS = (DonePress, SnoozePress, UntilPress)
FORMS = (SnoozeForm,)
