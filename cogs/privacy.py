"""`/privacy`: what is stored and why, to take along or to delete."""

import asyncio
import io
import zipfile
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import discord
import orjson
from discord import app_commands
from discord.ext import commands

from bot.members.privacy import Overview
from bot.pace import Cost
from cogs.ui.answer import answer, update
from cogs.ui.card import STOP, card, row
from cogs.ui.form import Form
from cogs.ui.house import house_of
from cogs.ui.press import Press
from cogs.ui.text import stamp

if TYPE_CHECKING:
    from bot.house import House

_WHO_CAN_SEE = (
    "Other members see only what you share. Whoever runs this bot holds the database: they could read what is not "
    "encrypted there, including who wrote an anonymous tip. Health fields are encrypted. Nothing goes to anyone else."
)

_EXPORT = "spotter-export.json"
_LARGEST_FILE = 10_000_000
"""Bytes that Discord takes with room to spare: its limit is 10 MiB, some ten years of training."""
_AGREED_TO = {"flare": "keeping my flare-ups", "checkins": "check-ins by DM", "weekly": "weekly check-ins"}


def panel(owner: int, overview: Overview) -> tuple[discord.Embed, discord.ui.View]:
    """Return what is stored as a card, and the buttons that export, delete and withdraw."""
    fields = [(holding.name.capitalize(), f"{holding.why}\nRows of yours: {count}") for holding, count in overview.held]
    given = [f"{_AGREED_TO[consent.purpose]}: {stamp(consent.given_at, 'D')}" for consent in overview.consents]
    fields.append(("What you agreed to", "\n".join(given) or "nothing so far"))
    withdraw = [
        WithdrawPress(
            f"privacy:withdraw:{owner}:{consent.purpose}", label=f"Withdraw: {_AGREED_TO[consent.purpose]}", row=1
        )
        for consent in overview.consents
    ]
    view = row(
        ExportPress(f"privacy:export:{owner}", label="Export everything", style=discord.ButtonStyle.primary, row=0),
        DeletePress(f"privacy:delete:{owner}", label="Delete everything", style=discord.ButtonStyle.danger, row=0),
        *withdraw,
    )
    return card("What I store of you", _WHO_CAN_SEE, fields=fields), view


class ExportPress(Press, template=r"privacy:export:(?P<owner>\d+)"):
    """Sends everything as a JSON file."""

    cost = Cost.FILE

    async def pressed(self, interaction: discord.Interaction[Any]) -> None:
        """Answer with the file, privately."""
        held = await house_of(interaction).privacy.export(interaction.user.id)
        file = await asyncio.to_thread(packed, held)
        await answer(interaction, "Everything I hold of you. It is yours; keep it somewhere safe.", file=file)


def packed(held: Mapping[str, Any]) -> discord.File:
    """Return an export as a JSON file, zipped where Discord would not take it as it is."""
    body = orjson.dumps(held, option=orjson.OPT_INDENT_2)
    if len(body) <= _LARGEST_FILE:
        return discord.File(io.BytesIO(body), _EXPORT)
    parcel = io.BytesIO()
    with zipfile.ZipFile(parcel, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(_EXPORT, body)
    parcel.seek(0)
    return discord.File(parcel, f"{_EXPORT}.zip")


class DeletePress(Press, template=r"privacy:delete:(?P<owner>\d+)"):
    """Asks once before everything goes."""

    async def pressed(self, interaction: discord.Interaction[Any]) -> None:
        """Ask."""
        owner = interaction.user.id
        asked = card(
            "Delete everything?",
            "Your log, tips, votes, flare-ups, reminders and settings go, at once and for good. "
            "I can't bring them back; **Export everything** first if you may want them.\n\n"
            "Posts of your records and tips are taken down, and posts of a server's week told without you. I can't "
            "take back public answers to your commands, nor leaderboards that somebody had shown: those stay.",
            colour=STOP,
        )
        view = row(
            ConfirmPress(f"privacy:confirm:{owner}", label="Yes, delete everything", style=discord.ButtonStyle.danger),
            KeepPress(f"privacy:keep:{owner}", label="Keep it"),
        )
        await update(interaction, embed=asked, view=view)


class ConfirmPress(Press, template=r"privacy:confirm:(?P<owner>\d+)"):
    """Deletes everything."""

    async def pressed(self, interaction: discord.Interaction[Any]) -> None:
        """Delete and say so; pressed again, there is nothing left to delete and the answer is the same."""
        await house_of(interaction).privacy.delete(interaction.user.id)
        said = (
            "I hold nothing of you any more. Copies that were made of my database before, to mend it should it break, "
            f"are deleted within {house_of(interaction).backups.days} days.\n\nWhat I posted of you in servers goes "
            "within minutes; public answers to your commands stay there until they are deleted in Discord.\n\n"
            "Thanks for lifting with us."
        )
        await update(interaction, embed=card("Deleted", said))


class KeepPress(Press, template=r"privacy:keep:(?P<owner>\d+)"):
    """Goes back to the panel."""

    async def pressed(self, interaction: discord.Interaction[Any]) -> None:
        """Show the panel again."""
        await _redraw(interaction)


class WithdrawPress(Press, template=r"privacy:withdraw:(?P<owner>\d+):(?P<purpose>\w+)"):
    """Takes a consent back, and with it what was stored under it."""

    async def pressed(self, interaction: discord.Interaction[Any]) -> None:
        """Withdraw, delete what it covered, and show the panel again."""
        await house_of(interaction).privacy.withdraw(interaction.user.id, self.word("purpose"))
        await _redraw(interaction)


async def _redraw(interaction: discord.Interaction[Any]) -> None:
    embed, view = panel(interaction.user.id, await house_of(interaction).privacy.overview(interaction.user.id))
    await update(interaction, embed=embed, view=view)


class PrivacyCog(commands.Cog, name="Privacy"):
    """The command."""

    def __init__(self, house: "House") -> None:
        self._privacy = house.privacy

    @app_commands.command(name="privacy", description="What I store of you and why; export it, delete it")
    @app_commands.allowed_contexts(guilds=True, dms=True, private_channels=False)
    @app_commands.allowed_installs(guilds=True, users=False)
    async def privacy(self, interaction: discord.Interaction[Any]) -> None:
        """Show the panel."""
        embed, view = panel(interaction.user.id, await self._privacy.overview(interaction.user.id))
        await answer(interaction, embed=embed, view=view)


ITEMS = (ExportPress, DeletePress, ConfirmPress, KeepPress, WithdrawPress)
FORMS: tuple[type[Form], ...] = ()
cog = PrivacyCog
