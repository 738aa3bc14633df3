"""Workouts: the form, the preview before saving, and the buttons after it."""

import re
from typing import Any

import discord
from discord import app_commands, ui

from bot.errors import SpotterError
from bot.instants import to_micros
from bot.lifts.outcomes import Preview, WorkoutLogged
from bot.lifts.workouts import TypedWorkout, lifts_in
from bot.pace import Cost
from cogs.lifts.cards import preview_card, workout_card
from cogs.lifts.entry import own_label
from cogs.lifts.telling import tell
from cogs.ui.answer import answer, update
from cogs.ui.card import card, row
from cogs.ui.custom_ids import chosen_number
from cogs.ui.form import Filled, Form
from cogs.ui.house import house_of
from cogs.ui.pace import costing
from cogs.ui.press import Choice, Press
from cogs.ui.text import clip

_OWNED = r"(?P<owner>\d+):(?P<id>\d+)"
_TYPED, _WHEN = 4000, 100
_OPTION, _OPTIONS = 100, 25


def preview_view(owner: int, preview: Preview) -> ui.View:
    """Return the buttons of a preview; it can be saved once every line is read."""
    ids = f"{owner}:{preview.draft_id}"
    doubted = any(line.doubt for line in preview.lines)
    save = SavePress(
        f"workout:save:{ids}", label="Yes, save all of it" if doubted else "Save", style=discord.ButtonStyle.success
    )
    mend = MendPress(f"workout:mend:{ids}", label="Mend", style=discord.ButtonStyle.primary)
    discard = DiscardPress(f"workout:discard:{ids}", label="Discard")
    own = [OwnPress(f"workout:own:{ids}", label=own_label(preview.own))] if preview.own else []
    return row(*_line_choice(ids, preview), *([save] if preview.ready else []), mend, discard, *own)


def _line_choice(ids: str, preview: Preview) -> list["LineChoice"]:
    """Return the menu of what the first doubtful line may mean; none without one."""
    place = preview.offering
    if place is None:
        return []
    options = [
        discord.SelectOption(label=clip(offer, _OPTION), value=str(choice))
        for choice, offer in enumerate(preview.lines[place].offers[:_OPTIONS])
    ]
    return [LineChoice(f"workout:line:{ids}:{place}", placeholder=f"Line {place + 1} is …", options=options)]


def workout_view(owner: int, outcome: WorkoutLogged) -> ui.View:
    """Return the button under a saved workout, or under one that is undone."""
    ids = f"{owner}:{outcome.workout_id}"
    if outcome.undone_at:
        return row(RedoPress(f"workout:redo:{ids}:{to_micros(outcome.undone_at)}", label="Put it back"))
    return row(UndoPress(f"workout:undo:{ids}", label="Undo"))


class SavePress(Press, template=rf"workout:save:{_OWNED}"):
    """Saves the workout, all of it, once."""

    async def pressed(self, interaction: discord.Interaction[Any]) -> None:
        """Save it; show it publicly when it is new and the member shares their log."""
        owner = interaction.user.id
        outcome = await house_of(interaction).workouts.save(owner, self.number("id"), str(interaction.locale))
        embed, view = workout_card(outcome), workout_view(owner, outcome)
        if outcome.public and not outcome.repeated and interaction.guild_id:
            await update(interaction, "Saved.")
            await answer(interaction, embed=embed, view=view, private=False)
            await tell(interaction, outcome.logged, private=False)
        else:
            await update(interaction, embed=embed, view=view)


class MendPress(Press, template=rf"workout:mend:{_OWNED}"):
    """Opens what was typed."""

    async def pressed(self, interaction: discord.Interaction[Any]) -> None:
        """Open the form, filled in."""
        typed = await house_of(interaction).workouts.typed(interaction.user.id, self.number("id"))
        await MendForm(f"workout:mend-form:{self.number('id')}", title="Your workout").filled(typed).open(interaction)


class LineChoice(Choice, template=rf"workout:line:{_OWNED}:(?P<place>\d+)"):
    """Says what a line means."""

    async def pressed(self, interaction: discord.Interaction[Any]) -> None:
        """Show the workout as it is read with that."""
        owner, places = interaction.user.id, (self.number("place"), chosen_number(self.values[0]))
        preview = await house_of(interaction).workouts.choose(
            owner, self.number("id"), *places, str(interaction.locale)
        )
        await update(interaction, embed=preview_card(preview), view=preview_view(owner, preview))


class OwnPress(Press, template=rf"workout:own:{_OWNED}"):
    """Keeps an unknown name as the member's own exercise."""

    async def pressed(self, interaction: discord.Interaction[Any]) -> None:
        """Keep it, and show the workout as it is read now."""
        owner = interaction.user.id
        preview = await house_of(interaction).workouts.keep_own(owner, self.number("id"), str(interaction.locale))
        await update(interaction, embed=preview_card(preview), view=preview_view(owner, preview))


class DiscardPress(Press, template=rf"workout:discard:{_OWNED}"):
    """Leaves the workout unsaved."""

    async def pressed(self, interaction: discord.Interaction[Any]) -> None:
        """Say so; what was typed can be brought back for a week."""
        ids = f"{interaction.user.id}:{self.number('id')}"
        back = MendPress(f"workout:mend:{ids}", label="Bring it back")
        discarded = card("Discarded", "Nothing of it was saved.", footer="For a week it can be brought back.")
        await update(interaction, embed=discarded, view=row(back))


class UndoPress(Press, template=rf"workout:undo:{_OWNED}"):
    """Takes all of a workout out of the log."""

    async def pressed(self, interaction: discord.Interaction[Any]) -> None:
        """Undo it and offer to put it back."""
        owner = interaction.user.id
        outcome = await house_of(interaction).workouts.undo(owner, self.number("id"), str(interaction.locale))
        await update(interaction, embed=workout_card(outcome), view=workout_view(owner, outcome))


class RedoPress(Press, template=rf"workout:redo:{_OWNED}(?::(?P<at>\d+))?"):
    """Puts all of a workout back; buttons that do not say when it was undone are older and still to be pressed."""

    async def pressed(self, interaction: discord.Interaction[Any]) -> None:
        """Put it back and show it as before."""
        owner = interaction.user.id
        undone = self.number("id"), self.number("at") if self.match["at"] else None
        outcome = await house_of(interaction).workouts.redo(owner, *undone, str(interaction.locale))
        await update(interaction, embed=workout_card(outcome), view=workout_view(owner, outcome))


class _WorkoutForm(Form, template=r"(?!)"):
    """A workout and its day, as text."""

    def filled(self, typed: TypedWorkout | None = None) -> "_WorkoutForm":
        """Add the fields, filled in with what was typed."""
        text: ui.TextInput[ui.View] = ui.TextInput(
            custom_id="text",
            default=typed.text[:_TYPED] if typed else None,
            placeholder="squat 100 5x5\nbench 80x5, 85x5, 90x3 @9\nchins 8,8,6",
            max_length=_TYPED,
            style=discord.TextStyle.paragraph,
        )
        when: ui.TextInput[ui.View] = ui.TextInput(
            custom_id="when",
            default=typed.when[:_WHEN] if typed else None,
            placeholder="yesterday, monday, 12 nov, 2026-11-12",
            max_length=_WHEN,
            required=False,
        )
        self.add_item(ui.Label(text="One exercise a line", component=text))
        self.add_item(ui.Label(text="Day (empty: today)", component=when))
        return self


class NewForm(_WorkoutForm, template=r"workout:form"):
    """A new workout."""

    cost = Cost.CREATION

    @classmethod
    async def submitted(cls, interaction: discord.Interaction[Any], _match: re.Match[str], values: Filled) -> None:
        """Show privately how it was read."""
        owner = interaction.user.id
        preview = await house_of(interaction).workouts.preview(
            owner,
            interaction.id,
            values["text"],
            values["when"],
            str(interaction.locale),
            interaction.guild_id,
        )
        await answer(interaction, embed=preview_card(preview), view=preview_view(owner, preview))


class MendForm(_WorkoutForm, template=r"workout:mend-form:(?P<id>\d+)"):
    """The same workout, typed again."""

    cost = Cost.CREATION

    @classmethod
    async def submitted(cls, interaction: discord.Interaction[Any], match: re.Match[str], values: Filled) -> None:
        """Show how it was read now, in place of how it was."""
        owner = interaction.user.id
        preview = await house_of(interaction).workouts.mend(
            owner, int(match["id"]), values["text"], values["when"], str(interaction.locale)
        )
        await update(interaction, embed=preview_card(preview), view=preview_view(owner, preview))


async def log_these(interaction: discord.Interaction[Any], message: discord.Message) -> None:
    """Read the lifts out of a message of the member's own. The message is the workout: it stands in the log once."""
    workouts, owner, locale = house_of(interaction).workouts, interaction.user.id, str(interaction.locale)
    if message.author.id != owner:
        raise SpotterError("Everyone logs only for themselves. I read lifts out of messages that you wrote.")
    if outcome := await workouts.in_log(owner, message.id, locale):
        await answer(interaction, embed=workout_card(outcome), view=workout_view(owner, outcome))
        return
    preview = await workouts.preview(
        owner,
        message.id,
        lifts_in(message.content),
        locale=locale,
        guild_id=interaction.guild_id,
        asked_at=message.created_at,
    )
    await answer(interaction, embed=preview_card(preview), view=preview_view(owner, preview))


MENUS = (
    app_commands.ContextMenu(
        name="Log these lifts",
        callback=log_these,
        extras=costing(Cost.CREATION),
        allowed_contexts=app_commands.AppCommandContext(guild=True, dm_channel=True, private_channel=False),
        allowed_installs=app_commands.AppInstallationType(guild=True, user=False),
    ),
)
ITEMS = (SavePress, MendPress, LineChoice, OwnPress, DiscardPress, UndoPress, RedoPress)
FORMS = (NewForm, MendForm)
