"""`/remind`: made, listed, delivered by direct message, done, snoozed."""

import re
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

import discord
from discord import app_commands, ui
from discord.ext import commands

from bot.database import Connection
from bot.delivery.schedule import Due
from bot.errors import SpotterError
from bot.members.preferences import zones_like
from bot.reminders.agenda import Agenda, Overview
from bot.reminders.outcomes import Ambiguous, Made, Outcome, Unclear, ZoneMissing
from bot.reminders.phrases import quoted
from bot.reminders.reminder import Reminder, State
from cogs.ui.answer import answer, update
from cogs.ui.card import ASK, Letter, card, row
from cogs.ui.form import Form
from cogs.ui.house import house_of
from cogs.ui.pages import PAGE_SUFFIX, clamp, page_buttons
from cogs.ui.press import Choice, Press
from cogs.ui.reminder_cards import (
    PER_PAGE,
    done_text,
    made_card,
    name_of,
    notice_text,
    overview_card,
    snoozed_text,
    unclear_card,
    which_card,
    zone_card,
)
from cogs.ui.text import clip, one_line, stamp

if TYPE_CHECKING:
    from bot.house import House

_OWNED = r"(?P<owner>\d+):(?P<id>\d+)"
_MODAL_LIMIT = 4000
_LABEL = 80
_OPTION = 100
_SNOOZE_LABELS = {"10m": "Snooze 10 min", "1h": "1 h", "tomorrow": "Tomorrow"}

COMMON_ZONES = (
    *("Europe/London", "Europe/Berlin", "Europe/Paris", "Europe/Madrid", "Europe/Stockholm", "Europe/Helsinki"),
    *("Europe/Athens", "Europe/Istanbul", "Africa/Johannesburg", "Asia/Dubai", "Asia/Kolkata", "Asia/Singapore"),
    *("Asia/Tokyo", "Australia/Perth", "Australia/Sydney", "Pacific/Auckland", "America/Sao_Paulo"),
    *("America/Halifax", "America/New_York", "America/Chicago", "America/Denver", "America/Phoenix"),
    *("America/Los_Angeles", "America/Anchorage", "Pacific/Honolulu"),
)
"""What the menu offers first; every other zone is found by typing a city of it."""


def outcome_message(owner: int, outcome: Outcome) -> tuple[discord.Embed, ui.View]:
    """Return what became of a wish, with the buttons that lead on."""
    match outcome:
        case Made():
            undo = UndoPress(f"remind:undo:{owner}:{outcome.reminder.id}", label="Undo")
            return made_card(outcome), row(undo)
        case Unclear():
            return unclear_card(outcome.problem), row(_mend(owner, outcome.draft_id, "Mend"))
        case Ambiguous():
            choices = [
                ReadingPress(f"remind:read:{owner}:{outcome.draft_id}:{index}", label=clip(words, _LABEL), row=0)
                for index, (words, _) in enumerate(outcome.readings)
            ]
            return which_card(outcome), row(*choices, _mend(owner, outcome.draft_id, "None of these"))
        case ZoneMissing():
            city = CityPress(f"remind:city:{owner}:{outcome.draft_id}", label="Another city …", row=1)
            return zone_card(outcome.when), row(_zones(owner, outcome.draft_id, COMMON_ZONES), city)


def _mend(owner: int, draft_id: int, label: str) -> "MendPress":
    return MendPress(f"remind:mend:{owner}:{draft_id}", label=label, style=discord.ButtonStyle.primary, row=1)


def _zones(owner: int, draft_id: int, zones: Sequence[str]) -> "ZoneChoice":
    options = [discord.SelectOption(label=zone.replace("_", " "), value=zone) for zone in zones]
    return ZoneChoice(f"remind:zone:{owner}:{draft_id}", options=options, placeholder="Your time zone", row=0)


def notice_buttons(owner: int, occurrence_id: int) -> ui.View:
    """Return the buttons of a reminder that was delivered."""
    here = f"{owner}:{occurrence_id}"
    done = DonePress(f"remind:done:{here}", label="Done", style=discord.ButtonStyle.success)
    return row(
        done, *(SnoozePress(f"remind:snooze:{here}:{choice}", label=text) for choice, text in _SNOOZE_LABELS.items())
    )


def overview_message(owner: int, overview: Overview, now: datetime, page: int) -> tuple[discord.Embed, ui.View]:
    """Return one page of the list, with menus for what is on it."""
    pages = max(1, -(-len(overview.coming) // PER_PAGE))
    page = clamp(page, pages)
    shown = [listed.reminder for listed in overview.coming[page * PER_PAGE : (page + 1) * PER_PAGE]]
    items: list[ui.Item[Any]] = []
    if shown:
        delete = [discord.SelectOption(label=_option(one), value=str(one.id)) for one in shown]
        hold = [
            discord.SelectOption(label=_option(one, resume=paused), value=f"{'resume' if paused else 'pause'}:{one.id}")
            for one in shown
            for paused in [one.state is State.PAUSED]
        ]
        items += [
            HoldChoice(f"remind:hold:{owner}:{page}", options=hold, placeholder="Pause or resume …", row=0),
            DeleteChoice(f"remind:delete:{owner}", options=delete, placeholder="Delete …", row=1),
        ]
    items += page_buttons(PagePress, f"remind:page:{owner}", page, pages)
    return overview_card(overview, now, page, pages), row(*items)


def _option(reminder: Reminder, *, resume: bool = False) -> str:
    return clip(("Resume: " if resume else "") + (one_line(reminder.what) or "…"), _OPTION)


async def _show(interaction: discord.Interaction[Any], outcome: Outcome) -> None:
    embed, view = outcome_message(interaction.user.id, outcome)
    await update(interaction, embed=embed, view=view)


async def _show_list(interaction: discord.Interaction[Any], page: int) -> None:
    house = house_of(interaction)
    overview = await house.agenda.overview(interaction.user.id)
    embed, view = overview_message(interaction.user.id, overview, house.clock(), page)
    await update(interaction, embed=embed, view=view)


# --- Making one -----------------------------------------------------------------------------------------------------


class MendForm(Form, template=r"remind:mend:(?P<id>\d+)"):
    """What was typed, to be mended."""

    @classmethod
    def for_(cls, draft_id: int, what: str, when: str) -> "MendForm":
        """Return the form, filled in."""
        form = cls(f"remind:mend:{draft_id}", title="Mend your reminder")
        long = discord.TextStyle.paragraph
        for label, custom_id, typed, style in (
            ("What to remind you of", "what", what, long),
            ("When: tomorrow 7am, every mon at 18:00, …", "when", when, discord.TextStyle.short),
        ):
            text: ui.TextInput[ui.View] = ui.TextInput(
                custom_id=custom_id, style=style, default=typed[:_MODAL_LIMIT] or None, max_length=_MODAL_LIMIT
            )
            form.add_item(ui.Label(text=label, component=text))
        return form

    @classmethod
    async def submitted(
        cls, interaction: discord.Interaction[Any], match: re.Match[str], values: dict[str, Any]
    ) -> None:
        """Try again."""
        agenda = house_of(interaction).agenda
        outcome = await agenda.mend(interaction.user.id, int(match["id"]), values["what"], values["when"])
        await _show(interaction, outcome)


class MendPress(Press, template=rf"remind:mend:{_OWNED}"):
    """Opens what was typed."""

    async def pressed(self, interaction: discord.Interaction[Any]) -> None:
        """Open the form."""
        draft_id = self.number("id")
        what, when = await house_of(interaction).agenda.typed(interaction.user.id, draft_id)
        await MendForm.for_(draft_id, what, when).open(interaction)


class ReadingPress(Press, template=rf"remind:read:{_OWNED}:(?P<index>\d)"):
    """Chooses one of several readings."""

    async def pressed(self, interaction: discord.Interaction[Any]) -> None:
        """Make the reminder."""
        agenda = house_of(interaction).agenda
        await _show(interaction, await agenda.choose(interaction.user.id, self.number("id"), self.number("index")))


class ZoneChoice(Choice, template=rf"remind:zone:{_OWNED}"):
    """Chooses the time zone that a reminder waits for."""

    async def pressed(self, interaction: discord.Interaction[Any]) -> None:
        """Set the zone and go on."""
        agenda = house_of(interaction).agenda
        await _show(interaction, await agenda.settle_zone(interaction.user.id, self.number("id"), self.values[0]))


class CityForm(Form, template=r"remind:city:(?P<id>\d+)"):
    """A city, to find a time zone by."""

    @classmethod
    def for_(cls, draft_id: int) -> "CityForm":
        """Return the form."""
        form = cls(f"remind:city:{draft_id}", title="Your time zone")
        city: ui.TextInput[ui.View] = ui.TextInput(custom_id="city", max_length=100)
        form.add_item(ui.Label(text="A large city in your time zone, e.g. Lisbon", component=city))
        return form

    @classmethod
    async def submitted(
        cls, interaction: discord.Interaction[Any], match: re.Match[str], values: dict[str, Any]
    ) -> None:
        """Offer the zones of that name."""
        zones = zones_like(values["city"])
        if not zones:
            raise SpotterError(
                f"I know no time zone by {quoted(values['city'])}. Try a larger city that shares your clock, such as "
                "Lisbon, Chicago or Manila. What you typed is kept."
            )
        shown = card("Which of these?", "Choose the one whose clock is yours.", colour=ASK)
        await update(interaction, embed=shown, view=row(_zones(interaction.user.id, int(match["id"]), zones)))


class CityPress(Press, template=rf"remind:city:{_OWNED}"):
    """Asks for a city."""

    async def pressed(self, interaction: discord.Interaction[Any]) -> None:
        """Open the form."""
        await CityForm.for_(self.number("id")).open(interaction)


async def _show_deleted(interaction: discord.Interaction[Any], reminder: Reminder, title: str) -> None:
    back = BackPress(f"remind:back:{interaction.user.id}:{reminder.id}", label="Put it back")
    to_list = PagePress(f"remind:page:{interaction.user.id}:0:back", label="My reminders")
    await update(interaction, embed=card(title, f"**{name_of(reminder)}**"), view=row(back, to_list))


class UndoPress(Press, template=rf"remind:undo:{_OWNED}"):
    """Takes a reminder back."""

    async def pressed(self, interaction: discord.Interaction[Any]) -> None:
        """Delete it; it can be put back."""
        reminder = await house_of(interaction).agenda.delete(interaction.user.id, self.number("id"))
        await _show_deleted(interaction, reminder, "Taken back")


class BackPress(Press, template=rf"remind:back:{_OWNED}"):
    """Puts a deleted reminder back."""

    async def pressed(self, interaction: discord.Interaction[Any]) -> None:
        """Put it back and show it as when it was made."""
        reminder = await house_of(interaction).agenda.put_back(interaction.user.id, self.number("id"))
        await _show(interaction, Made(reminder, reminder.words(None)))


# --- The list -------------------------------------------------------------------------------------------------------


class PagePress(Press, template=rf"remind:page:(?P<owner>\d+){PAGE_SUFFIX}"):
    """Leads to a page of the list."""

    async def pressed(self, interaction: discord.Interaction[Any]) -> None:
        """Show it."""
        await _show_list(interaction, self.number("page"))


class HoldChoice(Choice, template=r"remind:hold:(?P<owner>\d+):(?P<page>\d+)"):
    """Pauses a reminder or goes on with it. Each option says which, so that choosing it twice changes nothing more."""

    async def pressed(self, interaction: discord.Interaction[Any]) -> None:
        """Do it and redraw."""
        agenda = house_of(interaction).agenda
        verb, _, reminder_id = self.values[0].partition(":")
        await (agenda.resume if verb == "resume" else agenda.pause)(interaction.user.id, int(reminder_id))
        await _show_list(interaction, self.number("page"))


class DeleteChoice(Choice, template=r"remind:delete:(?P<owner>\d+)"):
    """Asks before a reminder is deleted."""

    async def pressed(self, interaction: discord.Interaction[Any]) -> None:
        """Ask."""
        owner = interaction.user.id
        reminder = await house_of(interaction).agenda.find(owner, int(self.values[0]))
        view = row(
            DeletePress(f"remind:gone:{owner}:{reminder.id}", label="Delete it", style=discord.ButtonStyle.danger),
            PagePress(f"remind:page:{owner}:0:back", label="Keep it"),
        )
        await update(
            interaction, embed=card("Delete this reminder?", f"**{name_of(reminder)}**", colour=ASK), view=view
        )


class DeletePress(Press, template=rf"remind:gone:{_OWNED}"):
    """Deletes a reminder."""

    async def pressed(self, interaction: discord.Interaction[Any]) -> None:
        """Delete it; it can be put back."""
        reminder = await house_of(interaction).agenda.delete(interaction.user.id, self.number("id"))
        await _show_deleted(interaction, reminder, "Deleted")


# --- When it is due -------------------------------------------------------------------------------------------------


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


class DonePress(Press, template=rf"remind:done:{_OWNED}"):
    """Marks an occurrence as done."""

    async def pressed(self, interaction: discord.Interaction[Any]) -> None:
        """Note it; the buttons go."""
        notice = await house_of(interaction).agenda.done(interaction.user.id, self.number("id"))
        await update(interaction, done_text(notice))


class SnoozePress(Press, template=rf"remind:snooze:{_OWNED}:(?P<choice>10m|1h|tomorrow)"):
    """Has an occurrence come once more, later."""

    async def pressed(self, interaction: discord.Interaction[Any]) -> None:
        """Snooze it and say until when; another choice still counts."""
        owner, occurrence_id = interaction.user.id, self.number("id")
        notice, at = await house_of(interaction).agenda.snooze(owner, occurrence_id, self.word("choice"))
        await update(interaction, snoozed_text(notice, at), view=notice_buttons(owner, occurrence_id))


@app_commands.allowed_contexts(guilds=True, dms=True, private_channels=False)
@app_commands.allowed_installs(guilds=True, users=False)
class Reminders(commands.GroupCog, group_name="remind", group_description="Reminders, once or every week"):
    """The commands."""

    def __init__(self, house: "House") -> None:
        self._agenda = house.agenda
        self._clock = house.clock
        super().__init__()

    @app_commands.command(name="me", description="Remind me of something, by direct message")
    @app_commands.describe(what="What to remind you of", when="in 90 min, tomorrow 7am, fri 18:30, weekdays 6:30 …")
    async def me(self, interaction: discord.Interaction[Any], what: str, when: str) -> None:
        """Make a reminder, or ask what is meant."""
        channel_id = interaction.channel_id if interaction.guild_id else None
        outcome = await self._agenda.remind(interaction.user.id, what, when, channel_id)
        embed, view = outcome_message(interaction.user.id, outcome)
        await answer(interaction, embed=embed, view=view)

    @me.autocomplete("when")
    async def _readings(self, interaction: discord.Interaction[Any], typed: str) -> list[app_commands.Choice[str]]:
        readings = await self._agenda.preview(interaction.user.id, one_line(typed))
        return [
            app_commands.Choice(name=clip(words, _OPTION), value=phrase)
            for words, phrase in readings
            if len(phrase) <= _OPTION
        ]

    @app_commands.command(name="list", description="Your reminders, what comes next, and what was missed")
    async def list(self, interaction: discord.Interaction[Any]) -> None:
        """Show the first page."""
        overview = await self._agenda.overview(interaction.user.id)
        embed, view = overview_message(interaction.user.id, overview, self._clock(), 0)
        await answer(interaction, embed=embed, view=view)


ITEMS = (
    MendPress,
    ReadingPress,
    ZoneChoice,
    CityPress,
    UndoPress,
    BackPress,
    PagePress,
    HoldChoice,
    DeleteChoice,
    DeletePress,
    DonePress,
    SnoozePress,
)
FORMS = (MendForm, CityForm)
cog = Reminders
