"""`/checkin`: the weekly check-in, what it came to, and holidays."""

from typing import TYPE_CHECKING, Any

import discord
from discord import app_commands
from discord.ext import commands

from bot.weeks.weekly import DAYS
from cogs.checkins import holiday, weekly
from cogs.checkins.cards import consent_card, holiday_card
from cogs.checkins.holiday import BackPress, HolidayLine
from cogs.checkins.weekly import AgreePress, RefusePress, WeeklyLine, history, show_asking
from cogs.ui.answer import answer
from cogs.ui.card import row

if TYPE_CHECKING:
    from bot.house import House

_DAYS = [app_commands.Choice(name=name, value=number) for number, name in enumerate(DAYS)]


@app_commands.allowed_contexts(guilds=True, dms=True, private_channels=False)
@app_commands.allowed_installs(guilds=True, users=False)
class Checkins(commands.GroupCog, group_name="checkin", group_description="How the week was, and holidays"):
    """The commands."""

    def __init__(self, house: "House") -> None:
        self._house = house
        super().__init__()

    @app_commands.command(name="weekly", description="Ask me by DM once a week: sleep, energy, soreness, body weight")
    @app_commands.describe(day="On which day", time="At what time, such as 18:30")
    @app_commands.choices(day=_DAYS)
    async def weekly(
        self, interaction: discord.Interaction[Any], day: int, time: app_commands.Range[str, 1, 50]
    ) -> None:
        """Ask for consent the first time, then switch it on."""
        owner = interaction.user.id
        at = await self._house.weekly.read_time(owner, day, time)
        if await self._house.weekly.agreed(owner):
            await show_asking(interaction, day, at, anew=True)
            return
        agree = AgreePress(f"weekly:agree:{owner}:{day}:{at:%H%M}", label="I agree", style=discord.ButtonStyle.success)
        view = row(agree, RefusePress(f"weekly:refuse:{owner}", label="No thanks"))
        await answer(interaction, embed=consent_card(), view=view, private=interaction.guild_id is not None)

    @app_commands.command(name="history", description="What you told me of your weeks, and your streak")
    async def history(self, interaction: discord.Interaction[Any]) -> None:
        """Show the trend and the newest weeks."""
        owner = interaction.user.id
        embed, view = history(owner, await self._house.weekly.diary(owner), 0)
        await answer(interaction, embed=embed, view=view, private=interaction.guild_id is not None)

    @app_commands.command(name="pause", description="Holiday: check-ins, reminders and streaks wait together")
    @app_commands.describe(until="The day you are back: 14 march, sunday, in 2 weeks; left out: until you say so")
    async def pause(
        self, interaction: discord.Interaction[Any], until: app_commands.Range[str, 1, 50] | None = None
    ) -> None:
        """Begin a holiday, or change its end."""
        owner = interaction.user.id
        begun = await self._house.holidays.begin(owner, until or "")
        view = row(BackPress(f"holiday:back:{owner}", label="I'm back"))
        await answer(interaction, embed=holiday_card(begun), view=view, private=interaction.guild_id is not None)


ITEMS = (*weekly.ITEMS, *holiday.ITEMS)
FORMS = weekly.FORMS
cog = Checkins

__all__ = ["FORMS", "ITEMS", "HolidayLine", "WeeklyLine", "cog"]
