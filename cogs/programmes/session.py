"""The next session: its card, the three ways to be done with it, and Undo."""

import re
from typing import Any

import discord
from discord import ui

from bot.programmes.outcomes import Finished, Running, Today, Unclear
from bot.programmes.training import LONGEST, MOST_DIGITS
from cogs.lifts.telling import tell
from cogs.programmes.cards import finished_card, today_card, unclear_card, undone_card
from cogs.ui.answer import answer, update
from cogs.ui.card import row
from cogs.ui.form import Filled, Form
from cogs.ui.house import house_of
from cogs.ui.press import Press
from cogs.ui.text import clip

_SESSION = r"(?P<owner>\d+):(?P<programme>\d+):(?P<number>\d+)"
_DRAFT = r"(?P<owner>\d+):(?P<draft>\d+)"
_WHEN = 100
_WHAT_YOU_DID = "What you did"
_FIELDS = 5
_LABEL, _BUTTON = 45, 80
_SUCCESS, _PRIMARY = discord.ButtonStyle.success, discord.ButtonStyle.primary


async def say_today(interaction: discord.Interaction[Any], today: Today, *, anew: bool) -> None:
    """Show the next session to the member alone, with its buttons."""
    ids = f"{interaction.user.id}:{today.running.kept.id}:{today.session.number}"
    reps = [RepsPress(f"program:reps:{ids}", label="Done, with reps …", style=_SUCCESS)]
    view = row(
        DonePress(f"program:done:{ids}:{today.mark}", label="Done as written", style=_SUCCESS),
        *(reps if any(work.has_amrap for work in today.session.work) else []),
        DifferentlyPress(f"program:differently:{ids}", label="Log differently", style=_PRIMARY),
        SkipPress(f"program:skip:{ids}", label="Skip"),
        *([_back(interaction.user.id, today.ended, today.running)] if today.ended else []),
    )
    embed = today_card(today, house_of(interaction).logbook.catalogue)
    await (answer if anew else update)(interaction, embed=embed, view=view)


async def say_finished(interaction: discord.Interaction[Any], finished: Finished) -> None:
    """Show what became of a session; a new log is shown to everyone where the member shares theirs."""
    catalogue = house_of(interaction).logbook.catalogue
    undo = undo_press(interaction.user.id, finished.step.id)
    await update(interaction, embed=finished_card(finished, catalogue, private=True), view=row(undo))
    if finished.logged and finished.public and not finished.repeated and interaction.guild_id:
        await answer(interaction, embed=finished_card(finished, catalogue, private=False), private=False)
        await tell(interaction, finished.logged, private=False)


def undo_press(owner: int, step_id: int) -> "UndoPress":
    """Return the button that takes a session, a skip or a reset back."""
    return UndoPress(f"program:undo:{owner}:{step_id}", label="Undo")


def _back(owner: int, ended: Running, running: Running) -> "BackPress":
    label = clip(f"Back to {ended.programme.name}, week {ended.week}", _BUTTON)
    return BackPress(f"program:back:{owner}:{ended.kept.id}:{running.kept.id}", label=label)


class DonePress(Press, template=rf"program:done:{_SESSION}:(?P<mark>[0-9a-f]{{8}})"):
    """Logs a session as it was shown."""

    async def pressed(self, interaction: discord.Interaction[Any]) -> None:
        """Log all of it in one go, once; if the programme asks for something else by now, show that instead."""
        training = house_of(interaction).training
        outcome = await training.done(
            interaction.user.id,
            self.number("programme"),
            self.number("number"),
            self.word("mark"),
            str(interaction.locale),
        )
        if isinstance(outcome, Today):
            await say_today(interaction, outcome, anew=False)
        else:
            await say_finished(interaction, outcome)


class SkipPress(Press, template=rf"program:skip:{_SESSION}"):
    """Leaves a session out."""

    async def pressed(self, interaction: discord.Interaction[Any]) -> None:
        """Skip it, once."""
        training = house_of(interaction).training
        finished = await training.skip(
            interaction.user.id, self.number("programme"), self.number("number"), str(interaction.locale)
        )
        await say_finished(interaction, finished)


class BackPress(Press, template=r"program:back:(?P<owner>\d+):(?P<programme>\d+):(?P<running>\d+)"):
    """Goes back to the programme that another one put an end to."""

    async def pressed(self, interaction: discord.Interaction[Any]) -> None:
        """End the new one and take the old one up where it stood, with the way back to the new one."""
        starting, owner = house_of(interaction).starting, interaction.user.id
        old, new = self.number("programme"), self.number("running")
        await say_today(interaction, await starting.take_up(owner, old, str(interaction.locale), new), anew=False)


class RepsPress(Press, template=rf"program:reps:{_SESSION}"):
    """Asks for the reps of the sets that are for as many as possible."""

    async def pressed(self, interaction: discord.Interaction[Any]) -> None:
        """Open a form with one number for each of them."""
        house, place = house_of(interaction), (self.number("programme"), self.number("number"))
        session = await house.training.asked(interaction.user.id, *place, str(interaction.locale))
        form = RepsForm(f"program:reps-form:{place[0]}:{place[1]}", title="How many reps?")
        sets = [(work, target) for work in session.work for target in work.sets if target.amrap and not work.rested]
        for number, (work, target) in enumerate(sets[:_FIELDS]):
            field: ui.TextInput[ui.View] = ui.TextInput(
                custom_id=str(number), default=str(target.reps), max_length=MOST_DIGITS
            )
            name = house.logbook.catalogue[work.exercise].name
            form.add_item(ui.Label(text=clip(f"{name} {target.weight}", _LABEL), component=field))
        await form.open(interaction)


class RepsForm(Form, template=r"program:reps-form:(?P<programme>\d+):(?P<number>\d+)"):
    """The reps of the AMRAP sets; everything else was done as written."""

    @classmethod
    async def submitted(cls, interaction: discord.Interaction[Any], match: re.Match[str], values: Filled) -> None:
        """Log the session with these reps, or say what has to be mended."""
        training, owner, locale = house_of(interaction).training, interaction.user.id, str(interaction.locale)
        reps = [values[key] for key in sorted(values)]
        place = int(match["programme"]), int(match["number"])
        text = await training.as_text(owner, *place, reps, locale)
        outcome = await training.differently(owner, *place, text, locale=locale, guild_id=interaction.guild_id)
        await _say(interaction, outcome)


class DifferentlyPress(Press, template=rf"program:differently:{_SESSION}"):
    """Opens a session as text, to be changed into what was done."""

    async def pressed(self, interaction: discord.Interaction[Any]) -> None:
        """Open the form with the session as it is asked for."""
        programme_id, number = self.number("programme"), self.number("number")
        training, locale = house_of(interaction).training, str(interaction.locale)
        text = await training.as_text(interaction.user.id, programme_id, number, locale=locale)
        form = SessionForm(f"program:session-form:{programme_id}:{number}", title=_WHAT_YOU_DID)
        await form.filled(text).open(interaction)


class MendPress(Press, template=rf"program:mend-session:{_DRAFT}"):
    """Opens what was typed for a session, to be mended."""

    async def pressed(self, interaction: discord.Interaction[Any]) -> None:
        """Open the form with what was kept."""
        draft_id = self.number("draft")
        typed = await house_of(interaction).training.typed(interaction.user.id, draft_id)
        form = MendForm(f"program:mend-session-form:{draft_id}", title=_WHAT_YOU_DID)
        await form.filled(typed.text, typed.when).open(interaction)


class SurePress(Press, template=rf"program:sure:{_DRAFT}"):
    """Logs a session although a lift in it looks like a slip."""

    async def pressed(self, interaction: discord.Interaction[Any]) -> None:
        """Log it."""
        training, owner = house_of(interaction).training, interaction.user.id
        await _say(interaction, await training.confirm(owner, self.number("draft"), str(interaction.locale)))


class UndoPress(Press, template=r"program:undo:(?P<owner>\d+):(?P<step>\d+)"):
    """Takes a session, a skip or a reset back."""

    async def pressed(self, interaction: discord.Interaction[Any]) -> None:
        """Take it back, exactly; twice is once."""
        coach = house_of(interaction).coach
        undone = await coach.undo(interaction.user.id, self.number("step"), str(interaction.locale))
        await update(interaction, embed=undone_card(undone))


class _WhatYouDid(Form, template=r"(?!)"):
    """What was done of a session, an exercise a line, and its day."""

    def filled(self, lines: str, day: str = "") -> "_WhatYouDid":
        """Add the fields, filled in."""
        text: ui.TextInput[ui.View] = ui.TextInput(
            custom_id="text",
            default=lines[:LONGEST] or None,
            placeholder="squat 100 5,5,4",
            max_length=LONGEST,
            style=discord.TextStyle.paragraph,
        )
        when: ui.TextInput[ui.View] = ui.TextInput(
            custom_id="when",
            default=day[:_WHEN] or None,
            placeholder="yesterday, monday, 12 nov, 2026-11-12",
            max_length=_WHEN,
            required=False,
        )
        self.add_item(ui.Label(text="One exercise a line, as it really was", component=text))
        self.add_item(ui.Label(text="Day (empty: today)", component=when))
        return self


class SessionForm(_WhatYouDid, template=r"program:session-form:(?P<programme>\d+):(?P<number>\d+)"):
    """A session that is changed into what was done."""

    @classmethod
    async def submitted(cls, interaction: discord.Interaction[Any], match: re.Match[str], values: Filled) -> None:
        """Log it, or say what has to be mended."""
        outcome = await house_of(interaction).training.differently(
            interaction.user.id,
            int(match["programme"]),
            int(match["number"]),
            values["text"],
            values["when"],
            str(interaction.locale),
            interaction.guild_id,
        )
        await _say(interaction, outcome)


class MendForm(_WhatYouDid, template=r"program:mend-session-form:(?P<draft>\d+)"):
    """The same session, typed again."""

    @classmethod
    async def submitted(cls, interaction: discord.Interaction[Any], match: re.Match[str], values: Filled) -> None:
        """Log it, or say what is still to be mended."""
        outcome = await house_of(interaction).training.mend(
            interaction.user.id, int(match["draft"]), values["text"], values["when"], str(interaction.locale)
        )
        await _say(interaction, outcome)


async def _say(interaction: discord.Interaction[Any], outcome: Finished | Unclear) -> None:
    if isinstance(outcome, Finished):
        await say_finished(interaction, outcome)
        return
    ids = f"{interaction.user.id}:{outcome.draft_id}"
    sure = [SurePress(f"program:sure:{ids}", label="Yes, log it", style=_SUCCESS)] if outcome.sure_helps else []
    mend = MendPress(f"program:mend-session:{ids}", label="Mend", style=_PRIMARY)
    await update(interaction, embed=unclear_card(outcome), view=row(*sure, mend))


ITEMS = (DonePress, SkipPress, BackPress, RepsPress, DifferentlyPress, MendPress, SurePress, UndoPress)
FORMS = (SessionForm, MendForm, RepsForm)
