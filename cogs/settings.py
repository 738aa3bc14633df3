"""`/settings`: how a member wants things."""

import re
from typing import TYPE_CHECKING, Any

import discord
from discord import app_commands, ui
from discord.ext import commands

from bot.errors import SpotterError
from bot.members.preferences import REGIONS, Preferences, zones_like
from bot.programmes.outcomes import NoProgramme
from cogs.lifts.own import OwnPress
from cogs.programmes.cards import other_plates
from cogs.ui.answer import answer, update
from cogs.ui.card import card, row
from cogs.ui.form import Filled, Form
from cogs.ui.house import house_of
from cogs.ui.press import Choice, Press
from cogs.ui.typed import Word

if TYPE_CHECKING:
    from bot.house import House


_TYPED = r"(?P<what>zone|hours|plates)"
_FORMS = {
    "zone": ("Your time zone", "A city of it, e.g. Europe/Berlin"),
    "hours": ("When may I write to you?", "From-until on a 24-hour clock, e.g. 7-22"),
    "plates": ("Your bar and plates", "Bar: plates×pairs (empty: the usual)"),
}
"""Titles and hints of what is typed."""
_LONGEST = 200
"""Characters that can be typed."""


def panel(preferences: Preferences) -> tuple[discord.Embed, ui.View]:
    """Return the settings as a card and the buttons that change them."""
    zone = preferences.zone or "not set: clock times in reminders need it"
    shown = card(
        "Your settings",
        fields=[
            ("Unit of weights typed without one", preferences.unit + ("" if preferences.unit_chosen else " (a guess)")),
            ("Time zone", zone),
            ("Waking hours", f"{preferences.waking_from:%H:%M}–{preferences.waking_until:%H:%M}"),
            ("Plates and bar", str(preferences.plates) + ("" if preferences.own_plates else " (the usual ones)")),
            ("Log replies and history", "everyone may see them" if preferences.public_log else "only you"),
            (
                "Direct messages from me",
                "allowed" if preferences.dms else "off: reminders and check-ins wait for you here",
            ),
            ("Emergency numbers for", REGIONS[preferences.region] if preferences.region else "not set"),
        ],
        footer="What you logged keeps the unit it was entered in.",
    )
    owner, chosen = preferences.member_id, discord.ButtonStyle.primary
    kg_style = chosen if preferences.unit == "kg" else discord.ButtonStyle.secondary
    lb_style = chosen if preferences.unit == "lb" else discord.ButtonStyle.secondary
    view = row(
        UnitPress(f"settings:unit:{owner}:kg", label="kg", style=kg_style, row=0),
        UnitPress(f"settings:unit:{owner}:lb", label="lb", style=lb_style, row=0),
        TypePress(f"settings:type:{owner}:zone", label="Time zone …", row=0),
        TypePress(f"settings:type:{owner}:hours", label="Waking hours …", row=0),
        TypePress(f"settings:type:{owner}:plates", label="Plates and bar …", row=0),
        SharePress(
            f"settings:share:{owner}:{int(not preferences.public_log)}",
            label="Keep my log to myself" if preferences.public_log else "Let others see my log",
            row=1,
        ),
        DmsPress(
            f"settings:dms:{owner}:{int(not preferences.dms)}",
            label="No DMs" if preferences.dms else "Allow DMs",
            row=1,
        ),
        OwnPress(f"own:list:{owner}", label="My own exercises", row=1),
        RegionChoice(
            f"settings:region:{owner}",
            placeholder="Emergency numbers for …",
            options=[
                discord.SelectOption(label=name, value=code, default=code == preferences.region)
                for code, name in REGIONS.items()
            ],
            row=2,
        ),
    )
    return shown, view


async def _redraw(interaction: discord.Interaction[Any], content: str | None = None) -> None:
    embed, view = panel(await _preferences(interaction))
    await update(interaction, content, embed=embed, view=view)


async def _preferences(interaction: discord.Interaction[Any]) -> Preferences:
    return await house_of(interaction).members.preferences(interaction.user.id, str(interaction.locale))


def _moved(due: int) -> str | None:
    """Say how many reminders and check-ins moved with a change of zone, if any."""
    return f"{_things(due)} of yours moved to the new clock." if due else None


def _things(count: int) -> str:
    return f"{count} reminders and check-ins" if count != 1 else "1 reminder or check-in"


class UnitPress(Press, template=r"settings:unit:(?P<owner>\d+):(?P<unit>kg|lb)"):
    """Chooses kg or lb."""

    async def pressed(self, interaction: discord.Interaction[Any]) -> None:
        """Set the unit and redraw; what it means for a programme is said."""
        await house_of(interaction).members.choose_unit(interaction.user.id, self.word("unit"))
        await _redraw(interaction, await _programme_goes_on(interaction))


class SharePress(Press, template=r"settings:share:(?P<owner>\d+):(?P<public>[01])"):
    """Chooses whether others may see the log."""

    async def pressed(self, interaction: discord.Interaction[Any]) -> None:
        """Set it and redraw."""
        await house_of(interaction).members.share_log(interaction.user.id, bool(self.number("public")))
        await _redraw(interaction)


class DmsPress(Press, template=r"settings:dms:(?P<owner>\d+):(?P<allowed>[01])"):
    """Chooses whether Spotter may send direct messages."""

    async def pressed(self, interaction: discord.Interaction[Any]) -> None:
        """Set it and redraw."""
        await house_of(interaction).members.allow_dms(interaction.user.id, bool(self.number("allowed")))
        await _redraw(interaction)


class RegionChoice(Choice, template=r"settings:region:(?P<owner>\d+)"):
    """Chooses where emergency numbers are taken from."""

    async def pressed(self, interaction: discord.Interaction[Any]) -> None:
        """Set it and redraw."""
        await house_of(interaction).members.choose_region(interaction.user.id, self.values[0])
        await _redraw(interaction)


class TypePress(Press, template=rf"settings:type:(?P<owner>\d+):{_TYPED}"):
    """Opens the form for what is typed: the zone, the waking hours or the plates."""

    async def pressed(self, interaction: discord.Interaction[Any]) -> None:
        """Open the form, filled in with what is set."""
        preferences = await _preferences(interaction)
        typed = {
            "zone": preferences.zone or "",
            "hours": f"{preferences.waking_from:%H:%M}-{preferences.waking_until:%H:%M}",
            "plates": str(preferences.plates),
        }
        await TypeForm.for_(self.word("what"), typed[self.word("what")]).open(interaction)


class TypeForm(Form, template=rf"settings:form:{_TYPED}"):
    """One text field: the zone, the waking hours or the plates."""

    @classmethod
    def for_(cls, what: str, typed: str) -> "TypeForm":
        """Return the form for "zone", "hours" or "plates", filled in."""
        title, hint = _FORMS[what]
        form = cls(f"settings:form:{what}", title=title)
        field: ui.TextInput[ui.View] = ui.TextInput(
            custom_id="typed", default=typed, max_length=_LONGEST, required=what != "plates"
        )
        form.add_item(ui.Label(text=hint, component=field))
        return form

    @classmethod
    async def submitted(cls, interaction: discord.Interaction[Any], match: re.Match[str], values: Filled) -> None:
        """Set what was typed and redraw; what can't be read is answered with what to type instead, and kept."""
        what, typed = match["what"], values["typed"]
        try:
            said = await _set(interaction, what, typed)
        except SpotterError as error:
            await _hand_back(interaction, what, typed, error)
            return
        await _redraw(interaction, said)


class MendPress(Press, template=rf"settings:mend:(?P<owner>\d+):{_TYPED}:(?P<draft>\d+)"):
    """Opens the form again with what was typed."""

    async def pressed(self, interaction: discord.Interaction[Any]) -> None:
        """Open the form, filled in."""
        kept = await house_of(interaction).drafts.recall(interaction.user.id, "settings", self.number("draft"))
        await TypeForm.for_(self.word("what"), kept["typed"]).open(interaction)


async def _set(interaction: discord.Interaction[Any], what: str, typed: str) -> str | None:
    """Set one thing as typed; return what moved with it, in words. Raises SpotterError."""
    members, member_id = house_of(interaction).members, interaction.user.id
    match what:
        case "zone":
            return _moved(await members.choose_zone(member_id, typed))
        case "hours":
            moved = await members.choose_waking_hours(member_id, typed)
            return f"{_things(moved)} of yours moved to the new hours." if moved else None
        case _:
            await members.choose_plates(member_id, typed, str(interaction.locale))
            return await _programme_goes_on(interaction)


async def _programme_goes_on(interaction: discord.Interaction[Any]) -> str | None:
    """Say what another unit or other plates mean for the programme that the member runs, if one does."""
    try:
        return other_plates(await house_of(interaction).coach.running(interaction.user.id, str(interaction.locale)))
    except NoProgramme:
        return None


async def _hand_back(interaction: discord.Interaction[Any], what: str, typed: str, error: SpotterError) -> None:
    """Say why it can't be taken, with the way back to what was typed."""
    owner = interaction.user.id
    draft_id = await house_of(interaction).drafts.keep(owner, "settings", {"typed": typed[:_LONGEST]})
    await answer(interaction, str(error), view=row(MendPress(f"settings:mend:{owner}:{what}:{draft_id}", label="Mend")))


class Settings(commands.Cog):
    """The command."""

    def __init__(self, house: "House") -> None:
        self._members = house.members

    @app_commands.command(
        name="settings", description="Unit, time zone, waking hours, plates and bar, sharing, direct messages"
    )
    @app_commands.describe(zone="Your time zone, by a city of it")
    @app_commands.allowed_contexts(guilds=True, dms=True, private_channels=False)
    @app_commands.allowed_installs(guilds=True, users=False)
    async def settings(self, interaction: discord.Interaction[Any], zone: Word | None = None) -> None:
        """Show the panel; with a zone, set that first."""
        try:
            said = None if zone is None else _moved(await self._members.choose_zone(interaction.user.id, zone))
        except SpotterError as error:
            await _hand_back(interaction, "zone", zone or "", error)
            return
        embed, view = panel(await _preferences(interaction))
        await answer(interaction, said, embed=embed, view=view)

    @settings.autocomplete("zone")
    async def _zones(self, _: discord.Interaction[Any], typed: str) -> list[app_commands.Choice[str]]:
        return [app_commands.Choice(name=zone.replace("_", " "), value=zone) for zone in zones_like(typed)]


ITEMS = (UnitPress, SharePress, DmsPress, RegionChoice, TypePress, MendPress)
FORMS = (TypeForm,)
cog = Settings
