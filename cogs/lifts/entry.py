"""Single entries: the buttons under them, the questions before them, and the form they are typed in."""

import re
from dataclasses import dataclass
from typing import Any

import discord
from discord import ui

from bot.lifts.entries import Typed
from bot.lifts.notation import Unreadable, labelled
from bot.lifts.outcomes import Doubted, Logged, Outcome, Several, Unclear
from cogs.lifts.cards import doubted_card, logged_card, several_card, unclear_card, undone_card
from cogs.lifts.telling import on_private, tell
from cogs.ui.answer import answer, update
from cogs.ui.card import row
from cogs.ui.form import Filled, Form
from cogs.ui.house import house_of
from cogs.ui.press import Press
from cogs.ui.text import clip

_OWNED = r"(?P<owner>\d+):(?P<id>\d+)"
_LABEL = 80
_TYPED, _WHEN = 4000, 100
_LIFTS = 4
_AS_IT_WAS = "A message that showed it before still says what it said."
_PRIMARY, _DANGER = discord.ButtonStyle.primary, discord.ButtonStyle.danger


def logged_view(logged: Logged) -> ui.View:
    """Return the buttons of an entry; of one that is undone, the button that puts it back."""
    ids = f"{logged.entry.member_id}:{logged.entry.id}"
    if logged.entry.undone_at:
        return row(RedoPress(f"log:redo:{ids}", label="Put it back"))
    return row(
        EditPress(f"log:edit:{ids}", label="Edit"),
        UndoPress(f"log:undo:{ids}", label="Undo"),
        AgainPress(f"log:again:{ids}", label="Again"),
    )


def question(owner: int, outcome: Unclear | Several | Doubted) -> tuple[discord.Embed, ui.View]:
    """Return what is asked before an entry is logged, and the buttons that answer it."""
    ids = f"{owner}:{outcome.draft_id}"
    match outcome:
        case Unclear(problem=problem, own=own):
            nearest = problem.nearest[:_LIFTS] if isinstance(problem, Unreadable) else ()
            lifts = [LiftPress(f"log:lift:{ids}:{lift.id}", label=lift.name, row=0) for lift in nearest]
            keep = [OwnPress(f"log:own:{ids}", label=own_label(own), row=1)] if own else []
            return unclear_card(outcome), row(*lifts, *keep, _mend(ids, "None of these" if lifts else "Mend"))
        case Several(readings=readings):
            choices = [
                ReadingPress(f"log:read:{ids}:{place}", label=clip(labelled(reading), _LABEL), row=0)
                for place, reading in enumerate(readings)
            ]
            return several_card(outcome), row(*choices, _mend(ids, "None of these"))
        case Doubted(doubt=doubt):
            other = "lb" if doubt.done.load.weight.unit == "kg" else "kg"
            return doubted_card(outcome), row(
                SurePress(f"log:sure:{ids}:as-is", label="Yes, log it"),
                *([SurePress(f"log:sure:{ids}:other", label=f"It was {other}")] if doubt.limit else []),
                _mend(ids, "Mend"),
            )


def own_label(name: str) -> str:
    """Return the label of the button that keeps an unknown name."""
    return clip(f"Keep “{name}” as my own exercise", _LABEL)


def _mend(ids: str, label: str) -> "MendPress":
    return MendPress(f"log:mend:{ids}", label=label, style=_PRIMARY, row=1)


@dataclass(frozen=True)
class Said:
    """What became of an entry, as it is told: publicly if the member shares their log, questions privately."""

    outcome: Outcome
    embed: discord.Embed
    view: ui.View
    private: bool

    async def to(self, interaction: discord.Interaction[Any]) -> None:
        """Answer with it."""
        await answer(interaction, embed=self.embed, view=self.view, private=self.private)
        if isinstance(self.outcome, Logged) and not self.private:
            await tell(interaction, [self.outcome], private=False)


def saying(owner: int, outcome: Outcome) -> Said:
    """Prepare what is said to the owner of an entry."""
    if isinstance(outcome, Logged):
        private = outcome.repeated or not outcome.public
        return Said(outcome, logged_card(outcome, _heading(outcome)), logged_view(outcome), private)
    embed, view = question(owner, outcome)
    return Said(outcome, embed, view, private=True)


async def say(interaction: discord.Interaction[Any], outcome: Outcome) -> None:
    """Answer with what became of an entry."""
    await saying(interaction.user.id, outcome).to(interaction)


async def say_on(interaction: discord.Interaction[Any], outcome: Outcome) -> None:
    """Answer on a private question: replace it, and show publicly what a member who shares their log has logged."""
    if not isinstance(outcome, Logged):
        embed, view = question(interaction.user.id, outcome)
        await update(interaction, embed=embed, view=view)
    elif outcome.public and not outcome.repeated and interaction.guild_id:
        await update(interaction, f"Changed. {_AS_IT_WAS}" if outcome.mended else "Logged.")
        await say(interaction, outcome)
    else:
        await update(interaction, embed=logged_card(outcome, _heading(outcome)), view=logged_view(outcome))


def _heading(logged: Logged) -> str:
    if logged.entry.undone_at:
        return "Undone"
    return "Already logged" if logged.repeated else "Mended" if logged.mended else ""


class UndoPress(Press, template=rf"log:undo:{_OWNED}"):
    """Takes the entry out of the log."""

    async def pressed(self, interaction: discord.Interaction[Any]) -> None:
        """Undo it and offer to put it back."""
        undone = await house_of(interaction).logbook.undo(interaction.user.id, self.number("id"))
        redo = RedoPress(f"log:redo:{undone.entry.member_id}:{undone.entry.id}", label="Put it back")
        await update(interaction, embed=undone_card(undone), view=row(redo))


class RedoPress(Press, template=rf"log:redo:{_OWNED}"):
    """Puts an undone entry back."""

    async def pressed(self, interaction: discord.Interaction[Any]) -> None:
        """Put it back and show it as before."""
        user = interaction.user.id
        logged = await house_of(interaction).logbook.redo(user, self.number("id"), str(interaction.locale))
        await update(interaction, embed=logged_card(logged), view=logged_view(logged))


class AgainPress(Press, template=rf"log:again:{_OWNED}"):
    """Logs the same sets once more."""

    async def pressed(self, interaction: discord.Interaction[Any]) -> None:
        """Log them as a new entry; pressed twice at once, there is one."""
        logbook, user = house_of(interaction).logbook, interaction.user.id
        await say(interaction, await logbook.again(user, self.number("id"), interaction.id, str(interaction.locale)))


class EditPress(Press, template=rf"log:edit:{_OWNED}"):
    """Opens the entry as text."""

    async def pressed(self, interaction: discord.Interaction[Any]) -> None:
        """Open the form, filled in with the entry."""
        typed = await house_of(interaction).logbook.typed_of(interaction.user.id, self.number("id"))
        await EditForm(f"log:edit-form:{typed.entry_id}", title="Edit").filled(typed).open(interaction)


class MendPress(Press, template=rf"log:mend:{_OWNED}"):
    """Opens what was typed."""

    async def pressed(self, interaction: discord.Interaction[Any]) -> None:
        """Open the form, filled in with what was typed."""
        draft_id = self.number("id")
        typed = await house_of(interaction).logbook.typed(interaction.user.id, draft_id)
        await MendForm(f"log:mend-form:{draft_id}", title="Mend").filled(typed).open(interaction)


class LiftPress(Press, template=rf"log:lift:{_OWNED}:(?P<lift>(?:custom:)?\w+)"):
    """One of the lifts whose names come near."""

    async def pressed(self, interaction: discord.Interaction[Any]) -> None:
        """Read the text again with that lift."""
        logbook, user = house_of(interaction).logbook, interaction.user.id
        outcome = await logbook.choose_lift(user, self.number("id"), self.word("lift"), str(interaction.locale))
        await say_on(interaction, outcome)


class OwnPress(Press, template=rf"log:own:{_OWNED}"):
    """Keeps an unknown name as the member's own exercise."""

    async def pressed(self, interaction: discord.Interaction[Any]) -> None:
        """Keep it and log the entry."""
        logbook, user = house_of(interaction).logbook, interaction.user.id
        await say_on(interaction, await logbook.keep_own(user, self.number("id"), str(interaction.locale)))


class ReadingPress(Press, template=rf"log:read:{_OWNED}:(?P<place>\d)"):
    """One of several readings."""

    async def pressed(self, interaction: discord.Interaction[Any]) -> None:
        """Log that reading."""
        logbook, user = house_of(interaction).logbook, interaction.user.id
        outcome = await logbook.choose(user, self.number("id"), self.number("place"), str(interaction.locale))
        await say_on(interaction, outcome)


class SurePress(Press, template=rf"log:sure:{_OWNED}:(?P<unit>as-is|other)"):
    """Says that a doubted lift is right, as it stands or in the other unit."""

    async def pressed(self, interaction: discord.Interaction[Any]) -> None:
        """Log it."""
        outcome = await house_of(interaction).logbook.confirm(
            interaction.user.id,
            self.number("id"),
            other_unit=self.word("unit") == "other",
            locale=str(interaction.locale),
        )
        await say_on(interaction, outcome)


class _EntryForm(Form, template=r"(?!)"):
    """An entry, its day and its note, as text."""

    def filled(self, typed: Typed) -> "_EntryForm":
        """Add the fields, filled in with what was typed."""
        fields = (
            ("text", "Entry", "e.g. squat 100 5x5 @8", typed.text, _TYPED, True),
            ("when", "Day (empty: today)", "yesterday, monday, 12 nov, 2026-11-12", typed.when, _WHEN, False),
            ("note", "Note", None, typed.note, _TYPED, False),
        )
        for name, title, hint, value, most, required in fields:
            field: ui.TextInput[ui.View] = ui.TextInput(
                custom_id=name,
                default=value[:most],
                placeholder=hint,
                max_length=most,
                required=required,
                style=discord.TextStyle.short if name == "when" else discord.TextStyle.paragraph,
            )
            self.add_item(ui.Label(text=title, component=field))
        return self


class EditForm(_EntryForm, template=r"log:edit-form:(?P<id>\d+)"):
    """Changes an entry that is in the log."""

    @classmethod
    async def submitted(cls, interaction: discord.Interaction[Any], match: re.Match[str], values: Filled) -> None:
        """Change it where it stands; what can't be read is asked about privately and leaves it as it is."""
        outcome = await house_of(interaction).logbook.edit(
            interaction.user.id,
            int(match["id"]),
            *_typed(values),
            locale=str(interaction.locale),
            guild_id=interaction.guild_id,
        )
        if isinstance(outcome, Logged):
            private = on_private(interaction)
            told = _AS_IT_WAS if private and outcome.public and outcome.mended else None
            await update(interaction, told, embed=logged_card(outcome), view=logged_view(outcome))
            await tell(interaction, [outcome], private=private)
        else:
            await say(interaction, outcome)


class MendForm(_EntryForm, template=r"log:mend-form:(?P<id>\d+)"):
    """Takes a kept text again."""

    @classmethod
    async def submitted(cls, interaction: discord.Interaction[Any], match: re.Match[str], values: Filled) -> None:
        """Log it, or ask again."""
        outcome = await house_of(interaction).logbook.mend(
            interaction.user.id,
            int(match["id"]),
            *_typed(values),
            locale=str(interaction.locale),
        )
        await say_on(interaction, outcome)


def _typed(values: Filled) -> tuple[str, str, str]:
    return values["text"], values["when"], values["note"]


ITEMS = (UndoPress, RedoPress, AgainPress, EditPress, MendPress, LiftPress, OwnPress, ReadingPress, SurePress)
FORMS = (EditForm, MendForm)
