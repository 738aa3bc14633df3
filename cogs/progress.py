"""`/progress`: how a lift went, as a chart and in words."""

import io
from datetime import UTC, date, datetime, time
from typing import TYPE_CHECKING, Any, Literal

import discord
from discord import app_commands
from discord.ext import commands

from bot.charts.chart import Band
from bot.lifts.review.periods import OFFERED
from bot.lifts.review.progress import Shown
from bot.lifts.review.series import Metric, Value
from bot.lifts.weight import in_tenths
from bot.pace import Cost
from cogs.ui.answer import answer
from cogs.ui.card import card
from cogs.ui.form import Form
from cogs.ui.lift_choices import lift_choices
from cogs.ui.pace import costing
from cogs.ui.press import Press
from cogs.ui.text import clip, plain, stamp
from cogs.ui.typed import Word

if TYPE_CHECKING:
    from bot.house import House

_ALTERNATIVE = 1024
"""Characters that Discord takes as the description of a picture."""
_RECORDS, _LIGHT, _BANDS = 5, 3, 4


def picture_of(png: bytes, name: str, alternative: str) -> discord.File:
    """Return a picture to send, with what it shows in words for who can't see it."""
    return discord.File(io.BytesIO(png), f"{name}.png", description=clip(alternative, _ALTERNATIVE))


def progress_card(shown: Shown) -> discord.Embed:
    """Return what the chart shows, in words."""
    series, steady = shown.series, shown.steady
    lines = [f"**{series.label}** · {shown.period.label} · {_count(len(series.values), 'session')}"]
    if len(steady) > 1:
        lines.append(f"From {_dated(shown, steady[0])} to {_dated(shown, steady[-1])}{_moved(shown)}")
    lines.append(f"Best: {_dated(shown, shown.best)}")
    if records := shown.records:
        newest = " · ".join(_dated(shown, value) for value in reversed(records[-_RECORDS:]))
        lines.append(f"🏅 {_count(len(records), 'record')}{', the last' if len(records) > _RECORDS else ''}: {newest}")
    if light := shown.light:
        newest = " · ".join(_dated(shown, value) for value in reversed(light[-_LIGHT:]))
        kept = f"Kept light because of a flare-up, so apart from the rest: {_count(len(light), 'session')}"
        lines.append(f"{kept}{', the last' if len(light) > _LIGHT else ''}: {newest}")
    lines += [f"{band.shade.value.capitalize()}: {_days(band)}" for band in shown.bands[-_BANDS:]]
    if series.note:
        lines.append(f"-# {series.note}")
    drawn = f"The chart shows the best of each {shown.stretch}." if shown.stretch else None
    footer = drawn if shown.picture else "I could not draw the chart just now; the numbers are all here."
    made = card(f"Progress · {plain(shown.exercise.name)}", "\n".join(lines), footer=footer)
    if shown.picture:
        made.set_image(url="attachment://progress.png")
    return made


def alternative(shown: Shown) -> str:
    """Return what the chart shows, as plain text for its description."""
    series, steady = shown.series, shown.steady
    parts = [f"Chart: {shown.exercise.name}, {series.label}, {shown.period.label}, {len(series.values)} days."]
    if len(steady) > 1:
        parts.append(f"From {_told(shown, steady[0])} to {_told(shown, steady[-1])}.")
    parts.append(f"Best: {_told(shown, shown.best)}.")
    if shown.records:
        parts.append(f"{_count(len(shown.records), 'record')} marked, the last {_told(shown, shown.records[-1])}.")
    if light := shown.light:
        kept = "kept light because of a flare-up, drawn apart"
        parts.append(f"{_count(len(light), 'day')} {kept}, the last {_told(shown, light[-1])}.")
    parts += [f"Shaded as {band.shade.value}: {_long(band.first)} to {_long(band.last)}." for band in shown.bands]
    return " ".join(parts)


def _dated(shown: Shown, value: Value) -> str:
    return f"{shown.series.shown(value)} ({stamp(value.top.at, 'd')})"


def _told(shown: Shown, value: Value) -> str:
    return f"{shown.series.shown(value)} on {_long(value.day)}"


def _moved(shown: Shown) -> str:
    """Return the change over the period, where it is one of weights or of counts."""
    series, first, last = shown.series, shown.steady[0], shown.steady[-1]
    moved = last.amount - first.amount
    text = in_tenths(moved, series.weight_unit) if series.weight_unit else f"{moved} {series.count_unit}"
    return f": {'+' if moved > 0 else ''}{text}" if moved else ""


def _days(band: Band) -> str:
    noon = [datetime.combine(day, time(12), UTC) for day in (band.first, band.last)]
    return f"{stamp(noon[0], 'd')} to {stamp(noon[1], 'd')}"


def _long(day: date) -> str:
    return f"{day.day} {day:%B %Y}"


def _count(number: int, what: str) -> str:
    return f"{number:,} {what}{'s' if number != 1 else ''}"


class ProgressCog(commands.Cog, name="Progress"):
    """The command."""

    def __init__(self, house: "House") -> None:
        self._progress = house.progress

    @app_commands.command(
        name="progress",
        description="A chart of one lift, with your records marked; only you see it",
        extras=costing(Cost.WORK),
    )
    @app_commands.describe(
        lift="The lift, by any of its names",
        metric="What to show; e1RM unless you say",
        period="3 months, 90 days, 2 years, 2025, all; a year unless you say",
    )
    @app_commands.allowed_contexts(guilds=True, dms=True, private_channels=False)
    @app_commands.allowed_installs(guilds=True, users=False)
    async def progress(
        self,
        interaction: discord.Interaction[Any],
        lift: Word,
        metric: Literal["e1rm", "top set", "volume"] = "e1rm",
        period: Word | None = None,
    ) -> None:
        """Draw it, privately: it may show flare-ups."""
        await interaction.response.defer(ephemeral=True, thinking=True)
        shown = await self._progress.show(interaction.user.id, lift, Metric(metric), period or "", interaction.guild_id)
        file = picture_of(shown.picture, "progress", alternative(shown)) if shown.picture else None
        await answer(interaction, embed=progress_card(shown), file=file)

    progress.autocomplete("lift")(lift_choices)

    @progress.autocomplete("period")
    async def _periods(self, _: discord.Interaction[Any], typed: str) -> list[app_commands.Choice[str]]:
        wanted = typed.casefold().strip()
        return [app_commands.Choice(name=offer, value=offer) for offer in OFFERED if offer.startswith(wanted)]


ITEMS: tuple[type[Press], ...] = ()
FORMS: tuple[type[Form], ...] = ()
cog = ProgressCog
