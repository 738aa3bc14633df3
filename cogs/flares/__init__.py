"""`/flare`: what hurts, noted for the member alone; the safety screen, tips, the next session, and check-ins."""

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Self

import discord
from discord import app_commands
from discord.ext import commands

from bot.areas import Area
from bot.flares.intake import TooMany
from bot.flares.lifts import Lifts, as_carried
from bot.flares.screening import ORDER
from bot.pace import Cost
from cogs.flares import plan, questions, screen, status
from cogs.flares.cards import consent_card, refused_card
from cogs.flares.line import CheckinLine
from cogs.flares.questions import look_after
from cogs.flares.screen import TYPED, Screening, say, show_screen, show_stop
from cogs.ui.answer import update
from cogs.ui.card import card, row
from cogs.ui.house import house_of
from cogs.ui.pace import costing
from cogs.ui.press import Press

if TYPE_CHECKING:
    from bot.house import House

_AREAS = [app_commands.Choice(name=area.label, value=area.value) for area in Area]


_NEAREST = 4


@dataclass(frozen=True)
class Typed:
    """What was typed: until the member has agreed it stands in custom ids, and nowhere else."""

    area: Area
    lift: str | None
    pain: int

    @classmethod
    def read(cls, press: Press, lifts: Lifts) -> Self:
        """Read it from a pressed button."""
        return cls(Area(press.word("area")), lifts.carried(press.word("lift")), press.number("pain"))

    def custom_id(self, verb: str, owner: int) -> str:
        """Return the custom id of a button that goes on with it."""
        return f"flare:{verb}:{owner}:{self.area}:{as_carried(self.lift)}:{self.pain}"


class AgreePress(Press, template=rf"flare:agree:(?P<owner>\d+):{TYPED}"):
    """The first consent."""

    async def pressed(self, interaction: discord.Interaction[Any]) -> None:
        """Store the consent and begin the screen."""
        care = house_of(interaction).care
        await care.intake.agree(interaction.user.id)
        await _begin(interaction, Typed.read(self, care.lifts), anew=False)


class LiftPress(Press, template=rf"flare:lift:(?P<owner>\d+):{TYPED}"):
    """One of the lifts that come near to a name that is none, or none of them."""

    async def pressed(self, interaction: discord.Interaction[Any]) -> None:
        """Go on with that lift and what was typed beside it."""
        await _begin(interaction, Typed.read(self, house_of(interaction).care.lifts), anew=False)


class RefusePress(Press, template=r"flare:refuse:(?P<owner>\d+)"):
    """No thanks."""

    async def pressed(self, interaction: discord.Interaction[Any]) -> None:
        """Store nothing, and say where to get help all the same."""
        care = house_of(interaction).care
        await update(interaction, embed=refused_card(care.screen.copy, await care.region(interaction.user.id)))


@app_commands.allowed_contexts(guilds=True, dms=True, private_channels=False)
@app_commands.allowed_installs(guilds=True, users=False)
class Flares(commands.GroupCog, group_name="flare", group_description="When something hurts: seen by you alone"):
    """The commands."""

    def __init__(self, house: "House") -> None:
        self._house = house
        super().__init__()

    @app_commands.command(
        name="log",
        description="Note what hurts: safety questions, tips, your next session",
        extras=costing(Cost.CREATION),
    )
    @app_commands.describe(
        area="Where it hurts",
        pain="How much right now, 0 none to 10 worst",
        lift="The lift that it bothers most",
    )
    @app_commands.choices(area=_AREAS)
    async def log(
        self,
        interaction: discord.Interaction[Any],
        area: str,
        pain: app_commands.Range[int, 0, 10],
        lift: app_commands.Range[str, 1, 100] | None = None,
    ) -> None:
        """Begin; for an unknown lift offer the nearest first."""
        typed, lifts = Typed(Area(area), None, pain), self._house.care.lifts
        here = (interaction.user.id, interaction.guild_id)
        if lift is None:
            await _begin(interaction, typed, anew=True)
        elif (known := await lifts.named(*here, lift)) is not None:
            await _begin(interaction, replace(typed, lift=known), anew=True)
        else:
            await _offer_lifts(interaction, typed, await lifts.like(*here, lift, _NEAREST))

    @log.autocomplete("lift")
    async def _lifts(self, interaction: discord.Interaction[Any], typed: str) -> list[app_commands.Choice[str]]:
        found = await self._house.care.lifts.like(interaction.user.id, interaction.guild_id, typed)
        return [app_commands.Choice(name=name, value=lift) for name, lift in found]

    @app_commands.command(name="status", description="How it went since; update or close", extras=costing(Cost.WORK))
    async def status(self, interaction: discord.Interaction[Any]) -> None:
        """Show the newest open flare-up."""
        await status.show_status(interaction, 0, anew=True)


async def _begin(interaction: discord.Interaction[Any], typed: Typed, *, anew: bool) -> None:
    """Ask for consent the first time, then show the first card, or the stop that nobody has checked yet."""
    house = house_of(interaction)
    owner = interaction.user.id
    if not await house.care.intake.agreed(owner):
        await _ask_consent(interaction, typed, anew=anew)
    elif (stop := await house.care.stopped(owner, typed.area)) is not None:
        await show_stop(interaction, stop, anew=anew, reminder=True)
    elif not await house.care.intake.has_room(owner, typed.area, typed.lift):
        raise TooMany
    else:
        screening = Screening(owner, house.ids(), ORDER[0], typed.area, typed.lift, typed.pain)
        await show_screen(interaction, screening, anew=anew)


async def _ask_consent(interaction: discord.Interaction[Any], typed: Typed, *, anew: bool) -> None:
    care, owner = house_of(interaction).care, interaction.user.id
    view = row(
        AgreePress(typed.custom_id("agree", owner), label="I agree", style=discord.ButtonStyle.success),
        RefusePress(f"flare:refuse:{owner}", label="No thanks"),
    )
    embed = consent_card(care, await care.region(owner))
    await say(interaction, embed=embed, view=view, anew=anew)


async def _offer_lifts(interaction: discord.Interaction[Any], typed: Typed, near: list[tuple[str, str]]) -> None:
    owner = interaction.user.id
    presses = [LiftPress(replace(typed, lift=lift).custom_id("lift", owner), label=name) for name, lift in near]
    without = LiftPress(typed.custom_id("lift", owner), label="Without a lift")
    body = "Is it one of these? I go on with the area and the number you gave; nothing is stored yet."
    await say(interaction, embed=card("I don't know that lift", body), view=row(*presses, without), anew=True)


ITEMS = (AgreePress, RefusePress, LiftPress, *screen.ITEMS, *plan.ITEMS, *status.ITEMS, *questions.ITEMS)
FORMS = (plan.PlanForm,)
cog = Flares

__all__ = ["FORMS", "ITEMS", "CheckinLine", "cog", "look_after"]
