"""`/bodyweight`: what a member weighs, and how it goes. Always private."""

import re
from typing import TYPE_CHECKING, Any

import discord
from discord import app_commands, ui
from discord.ext import commands

from bot.bodyweight.scales import Doubted, Seen, Unclear, Weighed
from bot.bodyweight.weighing import MONTH, SEASON, Trend
from bot.pace import Cost
from cogs.progress import picture_of
from cogs.ui.answer import answer, update
from cogs.ui.card import ASK, GOOD, card, row
from cogs.ui.form import Filled, Form
from cogs.ui.house import house_of
from cogs.ui.pace import costing
from cogs.ui.press import Press
from cogs.ui.text import guessed_unit, stamp, utc_day
from cogs.ui.typed import Word

if TYPE_CHECKING:
    from bot.house import House

_OWNED = r"(?P<owner>\d+):(?P<id>\d+)"
_SHORT = 40
_KEPT = "Mend brings back what you typed."


def weighed_card(weighed: Weighed) -> discord.Embed:
    """Return what was logged, and how it goes."""
    weighing = weighed.weighing
    guesses = [
        *([guessed_unit(weighing.weight.unit)] if weighed.unit_guessed else []),
        *([utc_day(weighing.day)] if weighed.day_guessed else []),
    ]
    body = "\n".join([f"**{weighing.weight}** · {stamp(weighing.at, 'D')}", *_trend(weighed.trend)])
    return card("Body weight", body, colour=GOOD, footer="\n".join(guesses))


def seen_card(seen: Seen) -> discord.Embed:
    """Return how it goes, in words."""
    latest = seen.trend.latest
    body = "\n".join([f"**{latest.weight}** · {stamp(latest.at, 'D')}", *_trend(seen.trend)])
    shown = card("Body weight", body, footer=None if seen.picture else "I could not draw the chart just now.")
    if seen.picture:
        shown.set_image(url="attachment://bodyweight.png")
    return shown


def alternative(trend: Trend) -> str:
    """Return what the chart shows, as plain text for its description."""
    first, last = trend.book.weighings[0], trend.book.weighings[-1]
    days = f"{len(trend.book.days)} days" if len(trend.book.days) > 1 else "1 day"
    since = f" From {first.weight} on {first.day:%d %B %Y} to {last.weight} on {last.day:%d %B %Y}."
    return f"Chart of your body weight, {days}.{since} {' '.join(_trend(trend))}"


def _trend(trend: Trend) -> list[str]:
    lines = [f"Mean of the last 7 days: {trend.mean}"]
    for over, label in ((MONTH, "30 days"), (SEASON, "90 days")):
        if moved := trend.change(over):
            lines.append(f"Over {label}: {moved}")
    return lines


def _view(owner: int, weighed: Weighed) -> ui.View:
    return row(UndoPress(f"weight:undo:{owner}:{weighed.weighing.id}", label="Undo"))


def question(owner: int, doubted: Doubted) -> tuple[discord.Embed, ui.View]:
    """Return what is asked before a weight far from the last counts."""
    ids = f"{owner}:{doubted.draft_id}"
    buttons = [SurePress(f"weight:sure:{ids}:as-is", label="Yes, log it")]
    if doubted.other:
        buttons.append(SurePress(f"weight:sure:{ids}:other", label=f"It was {doubted.other.unit}"))
    body = f"**{doubted.weight}** is far from {doubted.last}, your weight nearest that day. I ask before it counts."
    embed = card("Is that right?", body, colour=ASK, footer=_KEPT)
    return embed, row(*buttons, _mend(owner, doubted.draft_id))


def _mend(owner: int, draft_id: int) -> "MendPress":
    return MendPress(f"weight:mend:{owner}:{draft_id}", label="Mend", style=discord.ButtonStyle.primary)


def _shown(owner: int, outcome: Weighed | Doubted | Unclear) -> tuple[discord.Embed, ui.View]:
    match outcome:
        case Weighed():
            return weighed_card(outcome), _view(owner, outcome)
        case Doubted():
            return question(owner, outcome)
        case Unclear(draft_id, problem):
            return card("Not yet", str(problem), colour=ASK, footer=_KEPT), row(_mend(owner, draft_id))


class UndoPress(Press, template=rf"weight:undo:{_OWNED}"):
    """Takes a weighing out again."""

    async def pressed(self, interaction: discord.Interaction[Any]) -> None:
        """Take it out and say so."""
        await house_of(interaction).scales.undo(interaction.user.id, self.number("id"))
        await update(interaction, embed=card("Body weight · undone", "It is gone; `/bodyweight` logs another."))


class SurePress(Press, template=rf"weight:sure:{_OWNED}:(?P<unit>as-is|other)"):
    """Says that a doubted weight is right, as it stands or in the other unit."""

    async def pressed(self, interaction: discord.Interaction[Any]) -> None:
        """Log it."""
        scales, owner = house_of(interaction).scales, interaction.user.id
        weighed = await scales.confirm(owner, self.number("id"), other_unit=self.word("unit") == "other")
        await update(interaction, embed=weighed_card(weighed), view=_view(owner, weighed))


class MendPress(Press, template=rf"weight:mend:{_OWNED}"):
    """Opens a doubted weight, or what was typed in its place and can't be read."""

    async def pressed(self, interaction: discord.Interaction[Any]) -> None:
        """Open the form, filled in."""
        draft_id = self.number("id")
        typed = await house_of(interaction).scales.typed(interaction.user.id, draft_id)
        form = MendForm(f"weight:mend-form:{draft_id}", title="Body weight")
        for name, title, value in (("weight", "Weight", typed.weight), ("when", "Day", typed.when)):
            field: ui.TextInput[ui.View] = ui.TextInput(custom_id=name, default=value, max_length=_SHORT)
            form.add_item(ui.Label(text=title, component=field))
        await form.open(interaction)


class MendForm(Form, template=r"weight:mend-form:(?P<draft>\d+)"):
    """The same weighing, typed again."""

    cost = Cost.WORK

    @classmethod
    async def submitted(cls, interaction: discord.Interaction[Any], match: re.Match[str], values: Filled) -> None:
        """Log it, ask again, or say what is still to be mended."""
        scales, owner = house_of(interaction).scales, interaction.user.id
        texts = values["weight"], values["when"]
        outcome = await scales.mend(owner, int(match["draft"]), *texts, str(interaction.locale))
        embed, view = _shown(owner, outcome)
        await update(interaction, embed=embed, view=view)


class BodyweightCog(commands.Cog, name="Body weight"):
    """The command."""

    def __init__(self, house: "House") -> None:
        self._scales = house.scales

    @app_commands.command(
        name="bodyweight",
        description="Log what you weigh, or see how it goes; only you see it",
        extras=costing(Cost.WORK),
    )
    @app_commands.describe(
        weight="82.5 kg, 180 lb; empty shows how it goes", when="A past day: yesterday, monday, 12 nov, 2026-11-12"
    )
    @app_commands.allowed_contexts(guilds=True, dms=True, private_channels=False)
    @app_commands.allowed_installs(guilds=True, users=False)
    async def bodyweight(
        self, interaction: discord.Interaction[Any], weight: Word | None = None, when: Word | None = None
    ) -> None:
        """Log it, ask, or show the trend; all privately."""
        owner = interaction.user.id
        if weight is None:
            await self._show(interaction)
            return
        outcome = await self._scales.weigh(owner, interaction.id, weight, when or "", str(interaction.locale))
        embed, view = _shown(owner, outcome)
        await answer(interaction, embed=embed, view=view)

    async def _show(self, interaction: discord.Interaction[Any]) -> None:
        await interaction.response.defer(ephemeral=True, thinking=True)
        seen = await self._scales.look(interaction.user.id)
        if seen is None:
            await answer(interaction, "You have not logged your weight yet: `/bodyweight weight: 82.5 kg`.")
            return
        file = picture_of(seen.picture, "bodyweight", alternative(seen.trend)) if seen.picture else None
        await answer(interaction, embed=seen_card(seen), file=file)


ITEMS = (UndoPress, SurePress, MendPress)
FORMS = (MendForm,)
cog = BodyweightCog
