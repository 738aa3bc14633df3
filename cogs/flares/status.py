"""`/flare status`: how it went since, flare-up by flare-up, with **Update** and **Close**."""

from typing import Any
from zoneinfo import ZoneInfo

import discord

from bot.charts.chart import CannotDraw
from bot.flares.checkins import Step
from bot.flares.picture import in_words, pain_chart
from bot.flares.record import Flare, Status
from bot.pace import Cost
from cogs.flares.cards import closed_card, status_card, unreadable_note
from cogs.flares.plan import AskPress, stop_press
from cogs.flares.screen import say, show, show_stop
from cogs.progress import picture_of
from cogs.ui.answer import answer, update
from cogs.ui.card import card, row
from cogs.ui.house import house_of
from cogs.ui.pages import PAGE_SUFFIX, clamp, page_buttons, page_note
from cogs.ui.press import Press


class PagePress(Press, template=r"flare:page:(?P<owner>\d+)" + PAGE_SUFFIX):
    """Leads to another flare-up."""

    cost = Cost.WORK

    async def pressed(self, interaction: discord.Interaction[Any]) -> None:
        """Show it, or the nearest there is."""
        await show_status(interaction, self.number("page"))


class UpdatePress(Press, template=r"flare:update:(?P<owner>\d+):(?P<flare>\d+)"):
    """Starts a new reading by the member's own wish."""

    async def pressed(self, interaction: discord.Interaction[Any]) -> None:
        """Ask what a check-in asks, in a message of its own; nothing is stored before the first answer."""
        house = house_of(interaction)
        situation = await house.care.situation(interaction.user.id, self.number("flare"), house.ids(), Step.UPDATE)
        await show(interaction, situation, anew=True)


class ClosePress(Press, template=r"flare:close:(?P<owner>\d+):(?P<flare>\d+)"):
    """Closes a flare-up."""

    async def pressed(self, interaction: discord.Interaction[Any]) -> None:
        """Close it, stop its check-ins, and offer to open it again."""
        care = house_of(interaction).care
        flare = await care.close(interaction.user.id, self.number("flare"))
        again = ReopenPress(f"flare:reopen:{flare.member_id}:{flare.id}", label="Open it again")
        await update(interaction, embed=closed_card(flare, care.kept_for.days), view=row(again))


class ChartPress(Press, template=r"flare:chart:(?P<owner>\d+):(?P<flare>\d+)"):
    """Shows the readings as a chart."""

    cost = Cost.WORK

    async def pressed(self, interaction: discord.Interaction[Any]) -> None:
        """Draw it, in a message of its own."""
        await interaction.response.defer(ephemeral=interaction.guild_id is not None, thinking=True)
        flare = await house_of(interaction).care.flare(interaction.user.id, self.number("flare"))
        if not await _show_chart(interaction, flare):
            await answer(interaction, "I could not draw the chart just now; the numbers are all in `/flare status`.")


class ReopenPress(Press, template=r"flare:reopen:(?P<owner>\d+):(?P<flare>\d+)"):
    """Opens a closed flare-up again."""

    cost = Cost.WORK

    async def pressed(self, interaction: discord.Interaction[Any]) -> None:
        """Open it and show where things stand."""
        await house_of(interaction).care.reopen(interaction.user.id, self.number("flare"))
        await show_status(interaction, 0)


async def show_status(interaction: discord.Interaction[Any], page: int, *, anew: bool = False) -> None:
    """Show one open flare-up of the member; one whose red flag nobody has checked shows where to get help."""
    care = house_of(interaction).care
    owner = interaction.user.id
    status = await care.status(owner)
    if not status.flares:
        await say(interaction, embed=card("No open flare-up", _nothing(status)), anew=anew)
        return
    page = clamp(page, len(status.flares))
    flare = status.flares[page]
    pager = page_buttons(PagePress, f"flare:page:{owner}", page, len(status.flares))
    if flare.level.stops:
        await show_stop(interaction, flare, anew=anew, reminder=True, pager=pager)
        return
    place = f"{owner}:{flare.id}"
    to_come = await care.asking.to_come(flare)
    asking = stop_press(owner, flare.id) if flare.asked_since else AskPress(f"flare:ask:{place}:yes", label="Check-ins")
    chart = [] if anew else _chart_press(flare, await _zone(interaction))
    view = row(*status_presses(flare), asking, *chart, *pager)
    tips = await care.tips(flare.guild_id, owner, flare.area) if flare.tried else {}
    embed = status_card(flare, care, status, to_come, page_note(page, len(status.flares)), tips)
    await say(interaction, embed=embed, view=view, anew=anew)
    if anew:
        await _show_chart(interaction, flare)


async def _show_chart(interaction: discord.Interaction[Any], flare: Flare) -> bool:
    """Send the chart of a flare-up, seen by the member alone; False where there is none, or it can't be drawn."""
    zone = await _zone(interaction)
    chart = pain_chart(flare, zone)
    if chart is None:
        return False
    try:
        png = await house_of(interaction).charts.draw(chart)
    except CannotDraw:
        return False
    file = picture_of(png, "flare-up", in_words(flare, zone))
    await answer(interaction, file=file, private=interaction.guild_id is not None)
    return True


def _chart_press(flare: Flare, zone: ZoneInfo) -> list[Press]:
    if pain_chart(flare, zone) is None:
        return []
    return [ChartPress(f"flare:chart:{flare.member_id}:{flare.id}", label="Chart")]


async def _zone(interaction: discord.Interaction[Any]) -> ZoneInfo:
    return (await house_of(interaction).members.preferences(interaction.user.id)).tzinfo


def status_presses(flare: Flare) -> tuple[Press, Press]:
    """Return the two buttons that go on with a flare-up."""
    place = f"{flare.member_id}:{flare.id}"
    update_press = UpdatePress(f"flare:update:{place}", label="Update", style=discord.ButtonStyle.primary)
    return update_press, ClosePress(f"flare:close:{place}", label="Close")


def _nothing(status: Status) -> str:
    note = f"\n\n{unreadable_note(status.unreadable)}" if status.unreadable else ""
    return f"When something hurts: `/flare log`. It is private to you.{note}"


ITEMS = (PagePress, UpdatePress, ClosePress, ChartPress, ReopenPress)
