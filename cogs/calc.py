"""`/calc`: plates, warm-ups, e1RMs, points, kg and lb."""

from collections.abc import Iterable
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from typing import TYPE_CHECKING, Any, Literal

import discord
from discord import app_commands
from discord.ext import commands

from bot.lifts.calculator import Converted, Estimated, Loaded, OnBar, Scored, WarmingUp
from bot.lifts.notation import Unreadable, written_sets
from bot.lifts.plates import Plates
from bot.lifts.points import Event, Gear, Sex
from bot.lifts.strength import MOST_RELIABLE_REPS
from bot.lifts.weight import figure
from bot.pace import Cost
from cogs.lifts.cards import marked
from cogs.ui.answer import answer
from cogs.ui.card import ASK, card
from cogs.ui.form import Form
from cogs.ui.pace import costing
from cogs.ui.press import Choice, Press
from cogs.ui.typed import Word

if TYPE_CHECKING:
    from bot.house import House

_TENTH, _HUNDREDTH, _FINE = Decimal("0.1"), Decimal("0.01"), Decimal("0.0001")
_SET_EXAMPLE = "140x5 @8"


def plates_card(found: OnBar) -> discord.Embed:
    """Show what goes on each side, or what can be loaded instead."""
    weight = found.wanted.weight
    if found.wanted.per_side is None:
        body = f"Your plates can't make {weight}. What they can:\n{_instead(found)}"
        return card(f"{weight} can't be loaded", body, colour=ASK, footer=_plates(found.plates))
    return card(f"{weight} on the bar", _side(found.wanted), footer=_plates(found.plates))


def warm_up_card(found: WarmingUp) -> discord.Embed:
    """Show the sets that lead up to a working weight, and how to log them."""
    working, plates = found.working, found.working.plates
    title = f"Warm-up for {working.wanted.weight}"
    if not found.sets:
        return card(title, f"The empty bar weighs {plates.lightest}: begin with it.", footer=_plates(plates))
    lines = [
        f"**{each.weight}** ×{each.reps} · {_side(Loaded(each.weight, each.per_side))}"
        + (f" · {each.percent} %" if each.percent else "")
        for each in found.sets
    ]
    if working.wanted.per_side is None:
        lines.append(f"Your plates can't make the working weight, {working.wanted.weight}. What they can:")
        lines.append(_instead(working))
    else:
        lines.append(f"Working weight: **{working.wanted.weight}** · {_side(working.wanted)}")
    fields = [("To log it, with the lift before it", f"`{written_sets(each.as_set for each in found.sets)}`")]
    return card(title, "\n".join(lines), fields=fields, footer=f"% of the working weight. {_plates(plates)}")


def e1rm_card(found: Estimated) -> discord.Embed:
    """Show a set's e1RM by every formula and by the RPE table, and percentages of it."""
    basis, unit = found.basis, found.basis.unit
    if all(estimate.formula is None for estimate in found.estimates):
        lines = [f"{found.estimates[0]}: a single is its own maximum, by every formula."]
    else:
        lines = [f"{estimate.formula} · **{estimate.rounded}**" for estimate in found.estimates]
    if found.by_rpe:
        lines.append(f"{found.by_rpe.formula or 'RPE 10'} · **{found.by_rpe.rounded}**")
    if basis.body:
        lines.append(f"-# All of it lifted: {basis.body} of bodyweight and what hung on it.")
    if not found.estimates[0].reliable:
        lines.append(
            f"-# Unreliable: above {MOST_RELIABLE_REPS} reps every formula guesses. Never counted as a record."
        )
    shares = [
        f"{share.percent} % · {_rounded(share.amount, _TENTH)} {unit}"
        + (f" · loadable: {share.loadable}" if share.loadable else "")
        for share in found.shares
    ]
    of = f"{'e1RM' if basis.formula else '1RM'}, {basis.rounded}" + (f" ({basis.formula})" if basis.formula else "")
    fields = [(f"Percentages of the {of}", "\n".join(shares))]
    return card(f"e1RM of {written_sets([found.done])}", "\n".join(lines), fields=fields)


def points_card(found: Scored, sex: str) -> discord.Embed:
    """Show a total in points."""
    lines = [f"{name} · **{points:.2f}**" for name, points in found.by_formula.items()]
    title = f"Points for {found.total} at {found.bodyweight}, {sex}"
    return card(title, "\n".join(lines), footer="A bodyweight outside the bounds of DOTS or Wilks counts as the bound.")


def converted_card(found: Converted) -> discord.Embed:
    """Show a weight in the other unit, and what can be loaded there."""
    whole = found.amount.denominator == 1 or found.unit == "kg"
    amount = f"= {_exact(found.amount)}" if whole else f"≈ {_rounded(found.amount, _FINE)}"
    body = f"{found.weight} {amount} {found.unit}\n-# 1 lb is 0.45359237 kg exactly."
    loadable = f"{_side(found.loadable.wanted)}" if found.loadable.wanted.per_side is not None else ""
    fields = [(f"Loadable in {found.unit}", loadable or _instead(found.loadable))]
    return card(f"{found.weight} in {found.unit}", body, fields=fields, footer=_plates(found.loadable.plates))


def _instead(found: OnBar) -> str:
    return "\n".join(f"**{each.weight}** · {_side(each)}" for each in found.around)


def _side(loaded: Loaded) -> str:
    if not loaded.per_side:
        return "the empty bar"
    return f"each side {_listed(loaded.per_side)}"


def _listed(plates: Iterable[Decimal]) -> str:
    return " + ".join(figure(plate) for plate in plates)


def _plates(plates: Plates) -> str:
    return f"Bar and pairs of plates: {plates}. /settings changes them."


def _rounded(amount: Fraction, places: Decimal) -> str:
    return figure((Decimal(amount.numerator) / amount.denominator).quantize(places, ROUND_HALF_UP))


def _exact(amount: Fraction) -> str:
    """Return an amount whose decimals end: kilograms of pounds do, as do whole numbers."""
    return figure(Decimal(amount.numerator) / amount.denominator)


@app_commands.allowed_contexts(guilds=True, dms=True, private_channels=False)
@app_commands.allowed_installs(guilds=True, users=False)
class Calc(commands.GroupCog, group_name="calc", group_description="Plates, warm-ups, e1RM, points, kg and lb"):
    """The commands. All answer privately."""

    def __init__(self, house: "House") -> None:
        self._calculator = house.calculator
        super().__init__()

    @app_commands.command(
        name="plates",
        description="What goes on each side of the bar, from your own plates",
        extras=costing(Cost.SUM),
    )
    @app_commands.describe(weight="100, 102.5 kg, 225 lb", bar="Another bar than yours: 15 kg")
    async def plates(self, interaction: discord.Interaction[Any], weight: Word, bar: Word | None = None) -> None:
        """Show the plates."""
        found = await self._calculator.plates(interaction.user.id, weight, bar or "", str(interaction.locale))
        await answer(interaction, embed=plates_card(found))

    @app_commands.command(
        name="warmup",
        description="Warm-up sets for a working weight, all of them loadable",
        extras=costing(Cost.SUM),
    )
    @app_commands.describe(weight="The working weight: 100, 102.5 kg, 225 lb")
    async def warmup(self, interaction: discord.Interaction[Any], weight: Word) -> None:
        """Show the sets."""
        found = await self._calculator.warm_up(interaction.user.id, weight, str(interaction.locale))
        await answer(interaction, embed=warm_up_card(found))

    @app_commands.command(
        name="e1rm",
        description="Estimated one-rep max of a set, by seven formulas and by RPE",
        extras=costing(Cost.SUM),
    )
    @app_commands.rename(text="set")
    @app_commands.describe(text="A set as in /log: 140x5 · 225lb x3 @8 · pull-up bw+20 x5")
    async def e1rm(self, interaction: discord.Interaction[Any], text: Word) -> None:
        """Show the estimates, or where reading the set stopped."""
        try:
            found = await self._calculator.e1rm(interaction.user.id, text, str(interaction.locale))
        except Unreadable as stopped:
            body = f"{marked(text, stopped)}\n{stopped}\n\nThis I can read: `{_SET_EXAMPLE}`"
            await answer(interaction, embed=card("I can't read that set", body, colour=ASK))
        else:
            await answer(interaction, embed=e1rm_card(found))

    @app_commands.command(
        name="points",
        description="A total in DOTS, IPF GL and Wilks (2020 and old)",
        extras=costing(Cost.SUM),
    )
    @app_commands.describe(
        total="What was lifted: 652.5 kg, 1438 lb",
        bodyweight="88.4 kg, 195 lb",
        sex="Whose formula counts",
        event="What the total is of, for IPF GL",
        gear="What is worn, for IPF GL",
    )
    async def points(
        self,
        interaction: discord.Interaction[Any],
        total: Word,
        bodyweight: Word,
        sex: Literal["male", "female"],
        event: Literal["three lifts", "bench only"] = "three lifts",
        gear: Literal["classic", "equipped"] = "classic",
    ) -> None:
        """Show the points."""
        terms = Sex(sex), Event(event), Gear(gear)
        found = await self._calculator.points(
            interaction.user.id, total, bodyweight, *terms, locale=str(interaction.locale)
        )
        await answer(interaction, embed=points_card(found, sex))

    @app_commands.command(
        name="convert",
        description="kg in lb and lb in kg: exactly, and what can be loaded",
        extras=costing(Cost.SUM),
    )
    @app_commands.describe(weight="100 kg, 225 lb")
    async def convert(self, interaction: discord.Interaction[Any], weight: Word) -> None:
        """Show the weight in the other unit."""
        found = await self._calculator.converted(interaction.user.id, weight, str(interaction.locale))
        await answer(interaction, embed=converted_card(found))


ITEMS: tuple[type[Press | Choice], ...] = ()
FORMS: tuple[type[Form], ...] = ()
cog = Calc
