"""`/spotter setup`: how a server wants things, with a look at whether the bot may do what that takes."""

import re
from typing import Any

import discord
from discord import ui

from bot.areas import Area
from bot.errors import SpotterError
from bot.servers.rules import ALL, MOST_REPORTS, Rules, checked_reports
from bot.servers.store import Switch
from cogs.server.authority import manager_of
from cogs.ui.answer import answer, update
from cogs.ui.card import ASK, GOOD, card, row
from cogs.ui.form import Filled, Form
from cogs.ui.house import house_of
from cogs.ui.pick import ChannelPick, RolePick
from cogs.ui.press import Choice, Press

_CHANNELS = {"tips": "Tips", "digest": "Digests", "records": "Records"}
_NEEDS = {
    "view_channel": "View Channel",
    "send_messages": "Send Messages",
    "embed_links": "Embed Links",
    "attach_files": "Attach Files",
}
_WITH_PICTURES = ("digest", "records")
_WHATS = {"starters": "Starter tips", "tips": "All tips"}


def panel(rules: Rules, guild: discord.Guild) -> tuple[discord.Embed, ui.View]:
    """Return how a server wants things as a card, and the menus and buttons that change it."""
    chosen = {"tips": rules.tips_channel, "digest": rules.digest_channel, "records": rules.records_channel}
    missing = {what: missing_in(guild, what, channel_id) for what, channel_id in chosen.items()}
    fields = [
        (f"Channel for {name.casefold()}", _channel_said(chosen[what], missing[what]))
        for what, name in _CHANNELS.items()
    ]
    role = "*Manage Server*" + (f" and <@&{rules.moderator_role}>" if rules.moderator_role else " only")
    fields += [
        ("Moderators", role),
        ("New tips", "wait for a moderator" if rules.approval else "are shown at once; reports hide them"),
        ("Votes of a tip", "are shown once a member has voted" if rules.counts_hidden else "are shown to all"),
        ("Hidden by themselves", f"after {rules.reports_to_hide} member{'s' * (rules.reports_to_hide > 1)} reported"),
        ("Weekly digest", "every Monday, 09:00 UTC" if rules.weekly_digest else "off"),
    ]
    fields += [(f"{name} off for", _areas(off)) for name, off in zip(_WHATS.values(), _switches(rules), strict=True)]
    all_well = not any(missing.values())
    footer = "Everything works without any of this. What is changed stands in the log of /spotter moderation."
    shown = card("Spotter on this server", fields=fields, footer=footer, colour=GOOD if all_well else ASK)
    return shown, row(
        *(
            ChannelChoice(f"server:channel:{what}", placeholder=f"{name}: no channel", chosen=chosen[what], row=place)
            for place, (what, name) in enumerate(_CHANNELS.items())
        ),
        RoleChoice("server:role", placeholder="Moderators: no role", chosen=rules.moderator_role, row=3),
        _toggle("approval", rules.approval, "Show new tips at once", "New tips wait"),
        _toggle("counts_hidden", rules.counts_hidden, "Show votes to all", "Votes after voting"),
        ReportsPress("server:reports", label="Reports …", row=4),
        _toggle("weekly_digest", rules.weekly_digest, "No weekly digest", "Weekly digest"),
        SwitchesPress("server:switches", label="Switch tips off …", row=4),
    )


def missing_in(guild: discord.Guild, what: str, channel_id: int | None) -> list[str]:
    """Return the names of the permissions that the bot lacks in a channel for what it is to do there."""
    if channel_id is None:
        return []
    channel = guild.get_channel(channel_id)
    if channel is None:
        return ["View Channel"]
    allowed = channel.permissions_for(guild.me)
    needed = [name for name in _NEEDS if name != "attach_files" or what in _WITH_PICTURES]
    return [_NEEDS[name] for name in needed if not getattr(allowed, name)]


def _channel_said(channel_id: int | None, missing: list[str]) -> str:
    if channel_id is None:
        return "none: I post nothing there"
    if not missing:
        return f"<#{channel_id}> · I may do there what it takes"
    return f"<#{channel_id}> · **missing: {', '.join(missing)}**. Allow it in the channel's settings, then look again."


def _toggle(what: str, on: bool, label_off: str, label_on: str) -> "TogglePress":
    label = label_off if on else label_on
    return TogglePress(f"server:toggle:{what}:{'off' if on else 'on'}", label=label, row=4)


def _switches(rules: Rules) -> tuple[frozenset[str], frozenset[str]]:
    return rules.starters_off, rules.tips_off


def _areas(off: frozenset[str]) -> str:
    if not off:
        return "nowhere"
    return "every area" if ALL in off else ", ".join(area.label for area in Area if area in off)


async def show_panel(interaction: discord.Interaction[Any], *, anew: bool) -> None:
    """Show the panel as things are now."""
    guild = interaction.guild
    if guild is None:
        raise SpotterError("I don't know this server yet. Please try again in a minute.")
    embed, view = panel(await house_of(interaction).servers.rules(guild.id), guild)
    await (answer if anew else update)(interaction, embed=embed, view=view)


class ChannelChoice(ChannelPick, template=r"server:channel:(?P<what>tips|digest|records)"):
    """Chooses a channel; none means that nothing is posted."""

    async def pressed(self, interaction: discord.Interaction[Any]) -> None:
        """Set it, test it and show the panel."""
        guild_id, actor_id = manager_of(interaction)
        house, guild = house_of(interaction), interaction.guild
        if self.chosen is not None and (guild is None or guild.get_channel(self.chosen) is None):
            raise SpotterError("That channel is none of this server's that I know. Nothing was changed.")
        await house.servers.choose_channel(guild_id, actor_id, self.word("what"), self.chosen)
        await house.digest.arrange(guild_id)
        await show_panel(interaction, anew=False)


class RoleChoice(RolePick, template=r"server:role"):
    """Chooses the role that may moderate beside *Manage Server*."""

    async def pressed(self, interaction: discord.Interaction[Any]) -> None:
        """Set it and show the panel. Everyone is no role of moderators."""
        guild_id, actor_id = manager_of(interaction)
        chosen, guild = None if self.chosen == guild_id else self.chosen, interaction.guild
        if chosen is not None and (guild is None or guild.get_role(chosen) is None):
            raise SpotterError("That role is none of this server's that I know. Nothing was changed.")
        await house_of(interaction).servers.choose_role(guild_id, actor_id, chosen)
        await show_panel(interaction, anew=False)


class TogglePress(Press, template=r"server:toggle:(?P<what>approval|counts_hidden|weekly_digest):(?P<to>on|off)"):
    """Switches something on or off."""

    async def pressed(self, interaction: discord.Interaction[Any]) -> None:
        """Set it and show the panel."""
        guild_id, actor_id = manager_of(interaction)
        house = house_of(interaction)
        await house.servers.choose(guild_id, actor_id, self.word("what"), self.word("to") == "on")
        await house.digest.arrange(guild_id)
        await show_panel(interaction, anew=False)


class ReportsPress(Press, template=r"server:reports"):
    """Opens the form for how many reports hide a tip."""

    async def pressed(self, interaction: discord.Interaction[Any]) -> None:
        """Open it."""
        guild_id, _ = manager_of(interaction)
        rules = await house_of(interaction).servers.rules(guild_id)
        await ReportsForm.for_(rules.reports_to_hide).open(interaction)


class ReportsForm(Form, template=r"server:reports"):
    """How many reports hide a tip."""

    @classmethod
    def for_(cls, reports: int) -> "ReportsForm":
        """Return the form, filled in."""
        form = cls("server:reports", title="Reports that hide a tip")
        field: ui.TextInput[ui.View] = ui.TextInput(custom_id="reports", default=str(reports), max_length=10)
        form.add_item(ui.Label(text=f"How many members (1 to {MOST_REPORTS})?", component=field))
        return form

    @classmethod
    async def submitted(
        cls,
        interaction: discord.Interaction[Any],
        match: re.Match[str],  # noqa: ARG003 - there is one such form
        values: Filled,
    ) -> None:
        """Set it and show the panel."""
        guild_id, actor_id = manager_of(interaction)
        reports = checked_reports(values["reports"])
        await house_of(interaction).servers.choose_reports(guild_id, actor_id, reports)
        await show_panel(interaction, anew=interaction.message is None)


class SwitchesPress(Press, template=r"server:switches"):
    """Opens the menus that switch tips off."""

    async def pressed(self, interaction: discord.Interaction[Any]) -> None:
        """Show them in a message of their own."""
        guild_id, _ = manager_of(interaction)
        embed, view = switches(await house_of(interaction).servers.rules(guild_id))
        await answer(interaction, embed=embed, view=view)


def switches(rules: Rules) -> tuple[discord.Embed, ui.View]:
    """Return where tips are off, and the menus that change it."""
    offs = dict(zip(_WHATS, _switches(rules), strict=True))
    shown = card(
        "Where tips are off",
        "What is off is shown to nobody in this server and takes no votes; switched on again, everything is as before.",
        fields=[(f"{_WHATS[what]} off for", _areas(off)) for what, off in offs.items()],
    )
    menus = [
        SwitchChoice(
            f"server:switch:{what}",
            placeholder=f"{_WHATS[what]}: off nowhere",
            options=[
                discord.SelectOption(label="Every area", value=ALL, default=ALL in off),
                *(discord.SelectOption(label=area.label, value=area, default=area in off) for area in Area),
            ],
            least=0,
            most=1 + len(Area),
            row=place,
        )
        for place, (what, off) in enumerate(offs.items())
    ]
    return shown, row(*menus)


class SwitchChoice(Choice, template=r"server:switch:(?P<what>starters|tips)"):
    """Switches tips off in exactly the areas chosen."""

    async def pressed(self, interaction: discord.Interaction[Any]) -> None:
        """Set it and show it."""
        guild_id, actor_id = manager_of(interaction)
        what: Switch = "starters" if self.word("what") == "starters" else "tips"
        rules = await house_of(interaction).servers.switch_off(guild_id, actor_id, what, self.values)
        embed, view = switches(rules)
        await update(interaction, embed=embed, view=view)


ITEMS = (ChannelChoice, RoleChoice, TogglePress, ReportsPress, SwitchesPress, SwitchChoice)
FORMS = (ReportsForm,)
