"""`/flare status`: how it went since, flare-up by flare-up, with **Update** and **Close**."""

from typing import Any

import discord

from bot.flares.checkins import Step
from bot.flares.record import Flare, Status
from cogs.flares.cards import closed_card, status_card, unreadable_note
from cogs.flares.plan import AskPress, stop_press
from cogs.flares.screen import say, show, show_stop
from cogs.ui.answer import update
from cogs.ui.card import card, row
from cogs.ui.house import house_of
from cogs.ui.pages import PAGE_SUFFIX, clamp, page_buttons, page_note
from cogs.ui.press import Press


class PagePress(Press, template=r"flare:page:(?P<owner>\d+)" + PAGE_SUFFIX):
    """Leads to another flare-up."""

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


class ReopenPress(Press, template=r"flare:reopen:(?P<owner>\d+):(?P<flare>\d+)"):
    """Opens a closed flare-up again."""

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
    view = row(*status_presses(flare), asking, *pager)
    tips = await care.tips(flare.guild_id, owner, flare.area) if flare.tried else {}
    embed = status_card(flare, care, status, to_come, page_note(page, len(status.flares)), tips)
    await say(interaction, embed=embed, view=view, anew=anew)


def status_presses(flare: Flare) -> tuple[Press, Press]:
    """Return the two buttons that go on with a flare-up."""
    place = f"{flare.member_id}:{flare.id}"
    update_press = UpdatePress(f"flare:update:{place}", label="Update", style=discord.ButtonStyle.primary)
    return update_press, ClosePress(f"flare:close:{place}", label="Close")


def _nothing(status: Status) -> str:
    note = f"\n\n{unreadable_note(status.unreadable)}" if status.unreadable else ""
    return f"When something hurts: `/flare log`. It is private to you.{note}"


ITEMS = (PagePress, UpdatePress, ClosePress, ReopenPress)
