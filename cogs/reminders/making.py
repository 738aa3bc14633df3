"""Making a reminder: what became of a wish, and the buttons that lead on until it is one."""

import re
from collections.abc import Sequence
from typing import Any

import discord
from discord import ui

from bot.errors import SpotterError
from bot.members.preferences import zones_like
from bot.pace import Cost
from bot.reminders.outcomes import Ambiguous, Made, Outcome, Unclear, ZoneMissing
from bot.reminders.phrases import quoted
from bot.reminders.reminder import Reminder
from cogs.reminders.place import check_still_allowed
from cogs.ui.answer import update
from cogs.ui.card import ASK, card, row
from cogs.ui.custom_ids import number
from cogs.ui.form import Filled, Form
from cogs.ui.house import house_of
from cogs.ui.press import Choice, Press
from cogs.ui.reminder_cards import made_card, name_of, unclear_card, which_card, zone_card
from cogs.ui.text import clip

_OWNED = r"(?P<owner>\d+):(?P<id>\d+)"
_MODAL_LIMIT = 4000
_LABEL = 80
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


async def show(interaction: discord.Interaction[Any], outcome: Outcome) -> None:
    """Show what became of a wish in place of the message that was pressed."""
    embed, view = outcome_message(interaction.user.id, outcome)
    await update(interaction, embed=embed, view=view)


def texts_form(form: Form, what: str, when: str) -> None:
    """Put the two fields of a reminder into a form, filled in."""
    long = discord.TextStyle.paragraph
    for label, custom_id, typed, style in (
        ("What to remind you of", "what", what, long),
        ("When: tomorrow 7am, every mon at 18:00, …", "when", when, discord.TextStyle.short),
    ):
        text: ui.TextInput[ui.View] = ui.TextInput(
            custom_id=custom_id, style=style, default=typed[:_MODAL_LIMIT] or None, max_length=_MODAL_LIMIT
        )
        form.add_item(ui.Label(text=label, component=text))


class MendForm(Form, template=r"remind:mend:(?P<id>\d+)"):
    """What was typed, to be mended."""

    cost = Cost.CREATION

    @classmethod
    def for_(cls, draft_id: int, what: str, when: str) -> "MendForm":
        """Return the form, filled in."""
        form = cls(f"remind:mend:{draft_id}", title="Mend your reminder")
        texts_form(form, what, when)
        return form

    @classmethod
    async def submitted(cls, interaction: discord.Interaction[Any], match: re.Match[str], values: Filled) -> None:
        """Try again."""
        await check_still_allowed(interaction, number(match, "id"))
        agenda = house_of(interaction).agenda
        outcome = await agenda.mend(interaction.user.id, int(match["id"]), values["what"], values["when"])
        await show(interaction, outcome)


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
        await check_still_allowed(interaction, self.number("id"))
        agenda = house_of(interaction).agenda
        await show(interaction, await agenda.choose(interaction.user.id, self.number("id"), self.number("index")))


class ZoneChoice(Choice, template=rf"remind:zone:{_OWNED}"):
    """Chooses the time zone that a reminder waits for."""

    async def pressed(self, interaction: discord.Interaction[Any]) -> None:
        """Set the zone and go on."""
        await check_still_allowed(interaction, self.number("id"))
        agenda = house_of(interaction).agenda
        await show(interaction, await agenda.settle_zone(interaction.user.id, self.number("id"), self.values[0]))


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
    async def submitted(cls, interaction: discord.Interaction[Any], match: re.Match[str], values: Filled) -> None:
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


def list_button(interaction: discord.Interaction[Any], label: str = "My reminders") -> ui.Button[ui.View]:
    """Return the button that leads to the list; it is found by its custom id, as all are."""
    return ui.Button(custom_id=f"remind:page:{interaction.user.id}:0:back", label=label)


async def show_deleted(interaction: discord.Interaction[Any], reminder: Reminder, title: str) -> None:
    """Show a deleted reminder, which can be put back."""
    back = BackPress(f"remind:back:{interaction.user.id}:{reminder.id}", label="Put it back")
    await update(interaction, embed=card(title, f"**{name_of(reminder)}**"), view=row(back, list_button(interaction)))


class UndoPress(Press, template=rf"remind:undo:{_OWNED}"):
    """Takes a reminder back."""

    async def pressed(self, interaction: discord.Interaction[Any]) -> None:
        """Delete it; it can be put back."""
        reminder = await house_of(interaction).agenda.delete(interaction.user.id, self.number("id"))
        await show_deleted(interaction, reminder, "Taken back")


class BackPress(Press, template=rf"remind:back:{_OWNED}"):
    """Puts a deleted reminder back."""

    async def pressed(self, interaction: discord.Interaction[Any]) -> None:
        """Put it back and show it as when it was made."""
        reminder = await house_of(interaction).agenda.put_back(interaction.user.id, self.number("id"))
        await show(interaction, Made(reminder, reminder.words(None)))


ITEMS = (MendPress, ReadingPress, ZoneChoice, CityPress, UndoPress, BackPress)
FORMS = (MendForm, CityForm)
