"""Pages of tips: browse, vote, save, try, report."""

import re
from typing import Any

import discord
from discord import ui

from bot.areas import Area
from bot.errors import SpotterError
from bot.pace import Cost
from bot.tips.kinds import Kind
from bot.tips.outcomes import Tried
from bot.tips.tip import Card, Reason, Shelf, Spot
from bot.tips.trials.evidence import Felt, Window
from cogs.ui.answer import answer, update
from cogs.ui.card import STOP, card, row
from cogs.ui.custom_ids import number
from cogs.ui.form import Filled, Form
from cogs.ui.house import house_of
from cogs.ui.pages import PAGE_SUFFIX, page_note
from cogs.ui.press import Press
from cogs.ui.tip_cards import page_embeds, title_of

_ANY, _SAVED = "any", "saved"
_AREA, _KIND = "|".join(Area), "|".join(Kind)
_SPOT = rf"(?P<area>{_ANY}|{_SAVED}|{_AREA}):(?P<kind>{_ANY}|{_KIND})"
_HERE = _SPOT + r":(?P<page>\d+):(?P<tip>\d+)"
_TAPPED = discord.ButtonStyle.primary


def shelf_message(shelf: Shelf, disclaimer: str, *, can_vote: bool) -> tuple[list[discord.Embed], ui.View]:
    """Return the page a member stands on, with its buttons; votes belong to a server, so a DM shows none."""
    if shelf.page is None:
        said = (
            "You saved no tip yet. **Save** stands under each in `/tip browse`."
            if shelf.spot.saved
            else "Be the first: `/tip suggest`. Or look at all tips."
        )
        nothing = card("Nothing here yet", said, footer=disclaimer)
        return [nothing], row(PagePress(f"tip:page:{_ANY}:{_ANY}:0:on", label="All tips"))
    buttons: list[Press] = []
    if can_vote:
        numbered = len(shelf.page.cards) > 1
        for number, shown in enumerate(shelf.page.cards, start=1):
            buttons += _tip_buttons(shown, shelf.spot, prefix=f"{number} · " if numbered else "", row=number - 1)
    buttons += _page_buttons(shelf)
    place = page_note(shelf.spot.page, shelf.pages)
    return page_embeds(shelf.page, disclaimer=disclaimer, place=place), row(*buttons)


def _tip_buttons(shown: Card, spot: Spot, *, prefix: str, row: int) -> list[Press]:
    """Return the buttons of one tip. Each says what it sets, so that pressing one twice by accident sets it once."""
    here = f"{_asked(spot)}:{spot.page}:{shown.tip.id}"
    yes, no = shown.my_vote is True, shown.my_vote is False
    kept = "off" if shown.saved else "on"
    buttons: list[Press] = [
        VotePress(
            f"tip:vote:{here}:{'none' if yes else 'yes'}",
            label=f"{prefix}Helps{' ✓' if yes else ''}",
            style=discord.ButtonStyle.success if yes else discord.ButtonStyle.secondary,
            row=row,
        ),
        VotePress(
            f"tip:vote:{here}:{'none' if no else 'no'}",
            label=f"{prefix}Doesn't{' ✓' if no else ''}",
            style=_TAPPED if no else discord.ButtonStyle.secondary,
            row=row,
        ),
        TriedPress(f"tip:tried:{shown.tip.id}", label=f"{prefix}I tried it", row=row),
        SavePress(f"tip:save:{here}:{kept}", label=f"{prefix}Saved ✓" if shown.saved else f"{prefix}Save", row=row),
    ]
    if not shown.tip.starter and not shown.mine:
        reported = shown.my_report
        label = "Reported ✓" if reported else "Report"
        buttons.append(ReportPress(f"tip:report:{here}:{'off' if reported else 'on'}", label=prefix + label, row=row))
    return buttons


def _page_buttons(shelf: Shelf) -> list[Press]:
    if shelf.back is None and shelf.on is None:
        return []
    prefix, row = f"tip:page:{_asked(shelf.spot)}", len(shelf.page.cards) if shelf.page else 0
    return [
        PagePress(f"{prefix}:{shelf.back or 0}:back", label="◀", disabled=shelf.back is None, row=row),
        PagePress(f"{prefix}:{shelf.on or 0}:on", label="▶", disabled=shelf.on is None, row=row),
    ]


def _asked(spot: Spot) -> str:
    return f"{_SAVED if spot.saved else spot.area or _ANY}:{spot.kind or _ANY}"


def read_spot(match: re.Match[str]) -> Spot:
    """Return the spot that a custom id names."""
    area, kind, page = match["area"], match["kind"], number(match, "page")
    if area == _SAVED:
        return Spot(saved=True, page=page)
    return Spot(None if area == _ANY else Area(area), None if kind == _ANY else Kind(kind), page)


async def show(interaction: discord.Interaction[Any], shelf: Shelf, *, anew: bool, content: str | None = None) -> None:
    """Show a page in a new private message, or in place of the one whose button was pressed."""
    if (hidden := await hidden_by_a_stop(interaction)) is not None:
        await (answer if anew else update)(interaction, embed=hidden)
        return
    disclaimer = house_of(interaction).library.disclaimer
    embeds, view = shelf_message(shelf, disclaimer, can_vote=interaction.guild_id is not None)
    await (answer if anew else update)(interaction, content, embeds=embeds, view=view)


async def hidden_by_a_stop(interaction: discord.Interaction[Any]) -> discord.Embed | None:
    """Return what is shown in place of tips while the member has a red flag that nobody has checked, or None."""
    care, member_id = house_of(interaction).care, interaction.user.id
    stop = await care.stopped(member_id)
    if stop is None:
        return None
    words = (await care.region(member_id)).fill(care.screen.copy.stop[stop.level])
    body = f"{words}\n\nUntil you have been seen I show no tips. `/flare status` has what to press then."
    return card("No tips for now", body, colour=STOP)


def guild_of(interaction: discord.Interaction[Any]) -> int:
    """Return the server of an interaction. Raises SpotterError in a direct message."""
    if interaction.guild_id is None:
        raise SpotterError("Members' tips and votes belong to a server: please do this there.")
    return interaction.guild_id


class PagePress(Press, template=rf"tip:page:{_SPOT}{PAGE_SUFFIX}"):
    """Leads to another page."""

    cost = Cost.LOOK

    async def pressed(self, interaction: discord.Interaction[Any]) -> None:
        """Show the page, or the nearest there is by now."""
        library = house_of(interaction).library
        shelf = await library.browse(interaction.guild_id, interaction.user.id, read_spot(self.match))
        await show(interaction, shelf, anew=False)


class AreaPress(Press, template=rf"tip:area:(?P<area>{_AREA})"):
    """Opens the tips for an area, wherever it stands: `AreaPress.for_(area)`."""

    cost = Cost.LOOK

    @classmethod
    def for_(cls, area: Area) -> "AreaPress":
        """Return the button for an area."""
        return cls(f"tip:area:{area}", label=f"Tips: {area.label}")

    async def pressed(self, interaction: discord.Interaction[Any]) -> None:
        """Show the first page in a message of its own."""
        spot = Spot(Area(self.word("area")))
        library = house_of(interaction).library
        await show(interaction, await library.browse(interaction.guild_id, interaction.user.id, spot), anew=True)


class SavedPress(Press, template=r"tip:saved"):
    """Opens what the presser saved."""

    cost = Cost.LOOK

    async def pressed(self, interaction: discord.Interaction[Any]) -> None:
        """Show the first page in a message of its own."""
        library = house_of(interaction).library
        shelf = await library.browse(guild_of(interaction), interaction.user.id, Spot(saved=True))
        await show(interaction, shelf, anew=True)


class OpenPress(Press, template=r"tip:open:(?P<tip>\d+)"):
    """Opens the page of one tip."""

    cost = Cost.LOOK

    async def pressed(self, interaction: discord.Interaction[Any]) -> None:
        """Show the page in a message of its own."""
        library = house_of(interaction).library
        shelf = await library.find(interaction.guild_id, interaction.user.id, self.number("tip"))
        await show(interaction, shelf, anew=True)


class VotePress(Press, template=rf"tip:vote:{_HERE}:(?P<vote>yes|no|none)"):
    """Sets, changes or withdraws the presser's vote."""

    cost = Cost.LOOK

    async def pressed(self, interaction: discord.Interaction[Any]) -> None:
        """Set the vote and show the page with the new count."""
        helps = {"yes": True, "no": False, "none": None}[self.word("vote")]
        shelf = await house_of(interaction).library.vote(
            guild_of(interaction), interaction.user.id, self.number("tip"), helps, read_spot(self.match)
        )
        await show(interaction, shelf, anew=False)


class SavePress(Press, template=rf"tip:save:{_HERE}:(?P<keep>on|off)"):
    """Puts a tip on the presser's list, or takes it off."""

    cost = Cost.LOOK

    async def pressed(self, interaction: discord.Interaction[Any]) -> None:
        """Set it and show the page."""
        shelf = await house_of(interaction).library.save(
            guild_of(interaction),
            interaction.user.id,
            self.number("tip"),
            read_spot(self.match),
            keep=self.word("keep") == "on",
        )
        await show(interaction, shelf, anew=False)


# --- Trying ---------------------------------------------------------------------------------------------------------


def tried_message(tried: Tried) -> tuple[discord.Embed, ui.View]:
    """Return what can be reported of a trial: one of three feelings at one of three times."""
    tip_id = tried.card.tip.id
    buttons = [
        FeltPress(
            f"tip:felt:{tip_id}:{window}:{felt}",
            label=f"{window.label.capitalize()}: {felt}",
            style=_TAPPED if tried.said == (window, felt) else discord.ButtonStyle.secondary,
            row=place,
        )
        for place, window in enumerate(Window)
        for felt in Felt
    ]
    said = (
        f"Noted: **{tried.said[1]}**, {tried.said[0].label}. Press another to change it."
        if tried.said
        else "Noted that you try it. How did you feel after it, compared with before? Come back any time to say so."
    )
    body = f"**{title_of(tried.card.tip)}**\n{said}"
    footer = (
        "One report for each tip and flare-up; without one, in 30 days. Others see counts only, from five reports on; "
        "yours is sealed."
    )
    return card("I tried it", body, footer=footer), row(*buttons)


class TriedPress(Press, template=r"tip:tried:(?P<tip>\d+)"):
    """Notes that the presser tries a tip, and asks how it went."""

    async def pressed(self, interaction: discord.Interaction[Any]) -> None:
        """Show, in a message of its own, what can be reported."""
        trying = house_of(interaction).trying
        tried = await trying.tried(guild_of(interaction), interaction.user.id, self.number("tip"))
        embed, view = tried_message(tried)
        await answer(interaction, embed=embed, view=view)


class FeltPress(Press, template=r"tip:felt:(?P<tip>\d+):(?P<at>morning|before|day7):(?P<felt>better|same|worse)"):
    """Records how it went."""

    async def pressed(self, interaction: discord.Interaction[Any]) -> None:
        """Record it and show what is recorded."""
        felt = (Window(self.word("at")), Felt(self.word("felt")))
        trying = house_of(interaction).trying
        tried = await trying.felt(guild_of(interaction), interaction.user.id, self.number("tip"), *felt)
        embed, view = tried_message(tried)
        await update(interaction, embed=embed, view=view)


# --- Reporting ------------------------------------------------------------------------------------------------------


class ReportPress(Press, template=rf"tip:report:{_HERE}:(?P<report>on|off)"):
    """Asks why a member's tip is reported, or takes a report back."""

    cost = Cost.LOOK

    async def pressed(self, interaction: discord.Interaction[Any]) -> None:
        """Open the form, or take it back and show the page."""
        if self.word("report") == "on":
            here = ":".join(self.word(part) for part in ("area", "kind", "page", "tip"))
            await ReportForm.at(here).open(interaction)
            return
        shelf, _ = await house_of(interaction).library.report(
            guild_of(interaction), interaction.user.id, self.number("tip"), read_spot(self.match), take_back=True
        )
        await show(interaction, shelf, anew=False)


class ReportForm(Form, template=rf"tip:report:{_HERE}"):
    """Why a tip is reported."""

    cost = Cost.CREATION

    @classmethod
    def at(cls, here: str) -> "ReportForm":
        """Return the form for a tip, with where the reader stands."""
        form = cls(f"tip:report:{here}", title="Report this tip")
        reasons: ui.RadioGroup[ui.View] = ui.RadioGroup(
            custom_id="reason",
            options=[discord.RadioGroupOption(label=reason.label, value=reason) for reason in Reason],
        )
        description = "Moderators see the reason and how many reported it, never who."
        form.add_item(ui.Label(text="What is wrong with it?", component=reasons, description=description))
        return form

    @classmethod
    async def submitted(cls, interaction: discord.Interaction[Any], match: re.Match[str], values: Filled) -> None:
        """Record it and show the page again, or the next one when the tip is hidden by it."""
        try:
            reason = Reason(values["reason"])
        except ValueError as error:
            raise SpotterError("Please choose one of the reasons. Nothing was reported.") from error
        shelf, hidden = await house_of(interaction).library.report(
            guild_of(interaction), interaction.user.id, int(match["tip"]), read_spot(match), reason
        )
        said = "Thank you. Several members reported that tip, so nobody is shown it any more." if hidden else None
        await show(interaction, shelf, anew=interaction.message is None, content=said)


ITEMS = (PagePress, AreaPress, SavedPress, OpenPress, VotePress, SavePress, TriedPress, FeltPress, ReportPress)
FORMS = (ReportForm,)
