"""`/flare`: what hurts, noted for the member alone; the safety screen, tips, the next session, and check-ins."""

from typing import TYPE_CHECKING, Any

import discord
from discord import app_commands
from discord.ext import commands

from bot.areas import Area
from bot.flares.screening import ORDER
from cogs.flares import plan, screen, status
from cogs.flares.cards import consent_card, refused_card
from cogs.flares.line import CheckinLine
from cogs.flares.screen import Screening, show_screen, show_stop
from cogs.ui.answer import answer, update
from cogs.ui.card import row
from cogs.ui.house import house_of
from cogs.ui.press import Press

if TYPE_CHECKING:
    from bot.app import House

_AREAS = [app_commands.Choice(name=area.label, value=area.value) for area in Area]


class AgreePress(Press, template=r"flare:agree:(?P<owner>\d+):(?P<area>[a-z_]+):(?P<lift>[a-z0-9_]+|-):(?P<pain>\d+)"):
    """The first consent. What was typed stands in the custom id until then, and nowhere else."""

    async def pressed(self, interaction: discord.Interaction[Any]) -> None:
        """Store the consent and begin the screen."""
        house = house_of(interaction)
        owner = interaction.user.id
        await house.care.agree(owner)
        lift = None if self.word("lift") == "-" else self.word("lift")
        area, pain = Area(self.word("area")), self.number("pain")
        await _begin(interaction, Screening(owner, house.ids(), ORDER[0], area, lift, pain), anew=False)


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

    @app_commands.command(name="log", description="Note what hurts: safety questions, tips, your next session")
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
        """Ask for consent the first time, then begin the screen."""
        care = self._house.care
        where, which = Area(area), None if lift is None else care.lifts.named(lift)
        owner = interaction.user.id
        if await care.agreed(owner):
            await _begin(interaction, Screening(owner, self._house.ids(), ORDER[0], where, which, pain), anew=True)
            return
        agree = f"flare:agree:{owner}:{where}:{which or '-'}:{pain}"
        view = row(
            AgreePress(agree, label="I agree", style=discord.ButtonStyle.success),
            RefusePress(f"flare:refuse:{owner}", label="No thanks"),
        )
        embed = consent_card(care.screen.copy, await care.region(owner))
        await answer(interaction, embed=embed, view=view, private=interaction.guild_id is not None)

    @log.autocomplete("lift")
    async def _lifts(self, _: discord.Interaction[Any], typed: str) -> list[app_commands.Choice[str]]:
        return [app_commands.Choice(name=name, value=lift) for name, lift in self._house.care.lifts.like(typed)]

    @app_commands.command(name="status", description="How it went since; update or close")
    async def status(self, interaction: discord.Interaction[Any]) -> None:
        """Show the newest open flare-up."""
        await status.show_status(interaction, 0, anew=True)


async def _begin(interaction: discord.Interaction[Any], screening: Screening, *, anew: bool) -> None:
    """Show the first card, or the stop that nobody has checked yet."""
    stop = await house_of(interaction).care.stopped(screening.owner, screening.area)
    if stop is not None:
        await show_stop(interaction, stop, anew=anew, reminder=True)
        return
    await show_screen(interaction, screening, anew=anew)


ITEMS = (AgreePress, RefusePress, *screen.ITEMS, *plan.ITEMS, *status.ITEMS)
FORMS = (plan.PlanForm,)
cog = Flares

__all__ = ["FORMS", "ITEMS", "CheckinLine", "cog"]
