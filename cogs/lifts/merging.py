"""An own exercise that is another lift: chosen, shown, merged, and taken back."""

import re
from typing import Any

import discord
from discord import ui

from bot.errors import SpotterError
from bot.lifts.words.merging import UNDO_WITHIN, Merged
from bot.lifts.words.words import Own
from cogs.ui.answer import answer, update
from cogs.ui.card import ASK, GOOD, card, row
from cogs.ui.form import Form
from cogs.ui.house import house_of
from cogs.ui.press import Choice, Press
from cogs.ui.text import clip, plain

_OPTION, _LIFT = 100, 60
_DRAFT = r"(?P<owner>\d+):(?P<draft>\d+)"


def merge_choice(owner: int, own: Own) -> "MergeChoice | None":
    """Return the menu of the own exercises that may be another lift; None without one."""
    mine = [one for one in own.exercises if one.lift is None]
    if not mine:
        return None
    return MergeChoice(
        f"own:merge:{owner}",
        placeholder="… is another lift",
        options=[discord.SelectOption(label=clip(one.name, _OPTION), value=one.id) for one in mine],
    )


class MergeChoice(Choice, template=r"own:merge:(?P<owner>\d+)"):
    """Asks which lift an own exercise is."""

    async def pressed(self, interaction: discord.Interaction[Any]) -> None:
        """Open the form."""
        await _ask(interaction, self.values[0], "")


class MendPress(Press, template=rf"own:merge-mend:{_DRAFT}"):
    """Opens what was typed, to be mended."""

    async def pressed(self, interaction: discord.Interaction[Any]) -> None:
        """Open the form with it."""
        kept = await house_of(interaction).drafts.recall(interaction.user.id, "merge", self.number("draft"))
        await _ask(interaction, kept["exercise"], kept["lift"])


class MergeForm(Form, template=r"own:merge-form:(?P<draft>\d+)"):
    """Which lift it is."""

    @classmethod
    async def submitted(
        cls, interaction: discord.Interaction[Any], match: re.Match[str], values: dict[str, Any]
    ) -> None:
        """Show what would become of it, or what has to be mended; nothing is changed yet."""
        house, owner = house_of(interaction), interaction.user.id
        exercise = (await house.drafts.recall(owner, "merge", int(match["draft"])))["exercise"]
        typed = {"exercise": exercise, "lift": (values.get("lift") or "")[:_LIFT]}
        try:
            planned = await house.merging.plan(owner, exercise, typed["lift"], interaction.guild_id)
        except SpotterError as problem:
            draft_id = await house.drafts.keep(owner, "merge", typed)
            mend = MendPress(f"own:merge-mend:{owner}:{draft_id}", label="Mend", style=discord.ButtonStyle.primary)
            await answer(interaction, embed=card("Not yet", str(problem), colour=ASK), view=row(mend))
            return
        draft_id = await house.drafts.keep(owner, "merge", {**typed, "into": planned.lift.id})
        yes = MergePress(f"own:merge-yes:{owner}:{draft_id}", label="Yes", style=discord.ButtonStyle.success)
        await answer(interaction, embed=_planned_card(planned), view=row(yes))


class MergePress(Press, template=rf"own:merge-yes:{_DRAFT}"):
    """Makes it the other lift."""

    async def pressed(self, interaction: discord.Interaction[Any]) -> None:
        """Do it, once, and offer to take it back."""
        house, owner = house_of(interaction), interaction.user.id
        kept = await house.drafts.recall(owner, "merge", self.number("draft"))
        merged = await house.merging.merge(owner, kept["exercise"], kept["into"])
        body = f"“{plain(merged.name)}” is {plain(merged.lift.name)} now, and stays a name for it."
        undo = UndoPress(f"own:unmerge:{owner}:{merged.id}", label="Undo")
        await update(interaction, embed=card("Merged", body, colour=GOOD), view=row(undo))


class UndoPress(Press, template=r"own:unmerge:(?P<owner>\d+):(?P<exercise>custom:\w+)"):
    """Takes a merge back."""

    async def pressed(self, interaction: discord.Interaction[Any]) -> None:
        """Make it an own exercise again."""
        name = await house_of(interaction).merging.undo(interaction.user.id, self.word("exercise"))
        body = f"“{plain(name)}” is your own exercise again, with what you logged of it before."
        await update(interaction, embed=card("Undone", body))


def _planned_card(planned: Merged) -> discord.Embed:
    entries = "1 entry" if planned.entries == 1 else f"{planned.entries:,} entries"
    days = "1 day" if planned.days == 1 else f"{planned.days:,} days"
    body = (
        f"**{plain(planned.name)} → {plain(planned.lift.name)}**\n"
        f"{entries} on {days}, their records, and what imports call it go along; the name goes on meaning it.\n"
        f"**Undo** takes it back for {UNDO_WITHIN.days} days."
    )
    return card("Is it the same lift?", body, colour=ASK, footer="Nothing has changed yet.")


async def _ask(interaction: discord.Interaction[Any], exercise_id: str, typed: str) -> None:
    draft = {"exercise": exercise_id, "lift": typed}
    draft_id = await house_of(interaction).drafts.keep(interaction.user.id, "merge", draft)
    form = MergeForm(f"own:merge-form:{draft_id}", title="Which lift is it?")
    field: ui.TextInput[ui.View] = ui.TextInput(
        custom_id="lift", default=typed or None, placeholder="calf raise, or another of your own", max_length=_LIFT
    )
    form.add_item(ui.Label(text="The lift, by any of its names", component=field))
    await form.open(interaction)


ITEMS = (MergeChoice, MendPress, MergePress, UndoPress)
FORMS = (MergeForm,)
