"""`/import` and `/export`: moving in and out."""

import io
from collections.abc import Awaitable, Callable
from functools import partial
from typing import TYPE_CHECKING, Any

import discord
from discord import app_commands, ui
from discord.ext import commands

from bot.errors import SpotterError
from bot.lifts.transfer.exporting import Format
from bot.lifts.transfer.importing import Importing, Preview
from bot.lifts.transfer.sniffing import check_size
from bot.lifts.weight import Unit
from bot.pace import Cost
from cogs.ui.answer import answer, update
from cogs.ui.card import row
from cogs.ui.custom_ids import chosen_number
from cogs.ui.form import Form
from cogs.ui.house import house_of
from cogs.ui.pace import costing
from cogs.ui.press import Choice, Press
from cogs.ui.text import clip
from cogs.ui.transfer_cards import (
    by_need,
    meaning,
    name_card,
    preview_card,
    reading_card,
    saved_card,
    saving_card,
    visible,
)

if TYPE_CHECKING:
    from bot.house import House

_OWNED = r"(?P<owner>\d+):(?P<id>\d+)"
_OPTIONS, _LABEL = 25, 100
_MORE, _OWN = "more", "own"
_LARGE = 512 * 1024  # bytes: longer than a moment to read
_TELL_EVERY = 16  # parts of a thousand sets or so: an edit every second
_GREEN, _RED = discord.ButtonStyle.success, discord.ButtonStyle.danger


def preview_page(owner: int, preview: Preview, importing: Importing, page: int = 0) -> tuple[discord.Embed, ui.View]:
    """Return a file that was looked over, and what can be done with it."""
    overview, ids = preview.overview, f"{owner}:{preview.id}"
    lifts = {use.exercise_id: importing.exercise(use.exercise_id) for use in overview.names}
    embed = preview_card(preview, lifts, importing.near)
    if not overview.news:
        return embed, row(DiscardPress(f"import:discard:{ids}", label="All right"))
    buttons: list[ui.Item[Any]] = []
    if not preview.asks_unit:
        buttons.append(SavePress(f"import:save:{ids}:all", label="Save", style=_GREEN, row=0))
        if overview.doubt_count:
            label = f"Save without the {overview.doubt_count:,} doubtful"
            buttons.append(SavePress(f"import:save:{ids}:sure", label=label, row=0))
    if overview.needs_unit:
        units = [unit for unit in ("kg", "lb") if unit != preview.unit]
        label = "{unit}" if preview.asks_unit else "Read it in {unit} instead"
        buttons += [UnitPress(f"import:unit:{ids}:{unit}", label=label.format(unit=unit), row=0) for unit in units]
    buttons.append(DiscardPress(f"import:discard:{ids}", label="Discard", row=0))
    return embed, row(*buttons, _names_menu(ids, preview, importing, page))


def _names_menu(ids: str, preview: Preview, importing: Importing, page: int) -> "NameChoice":
    uses = by_need(preview.overview)
    a_page = _OPTIONS - 1 if len(uses) > _OPTIONS else _OPTIONS
    page = page if page * a_page < len(uses) else 0
    options = [
        discord.SelectOption(
            label=clip(visible(use.name), _LABEL),
            value=str(place),
            description=clip(f"{meaning(use, importing.exercise(use.exercise_id))} · {use.sets:,} sets", _LABEL),
        )
        for place, use in uses[page * a_page : (page + 1) * a_page]
    ]
    if len(uses) > a_page:
        options.append(discord.SelectOption(label="More exercises …", value=_MORE))
    return NameChoice(f"import:name:{ids}:{page}", options=options, placeholder="Change what an exercise is", row=1)


async def _redraw(
    interaction: discord.Interaction[Any], coming: Callable[[], Awaitable[Preview]], page: int = 0
) -> None:
    """Show a file that waits as it is now read, in place of how it was."""
    await interaction.response.defer()
    preview = await coming()
    embed, view = preview_page(interaction.user.id, preview, house_of(interaction).importing, page)
    await update(interaction, embed=embed, view=view)


class UnitPress(Press, template=rf"import:unit:{_OWNED}:(?P<unit>kg|lb)"):
    """Says the unit of a file that does not."""

    cost = Cost.WORK

    async def pressed(self, interaction: discord.Interaction[Any]) -> None:
        """Read it in that unit."""
        unit: Unit = "kg" if self.word("unit") == "kg" else "lb"
        importing = house_of(interaction).importing
        await _redraw(interaction, partial(importing.choose_unit, interaction.user.id, self.number("id"), unit))


class NameChoice(Choice, template=rf"import:name:{_OWNED}:(?P<page>\d+)"):
    """A name of the file whose exercise is to be changed."""

    cost = Cost.WORK

    async def pressed(self, interaction: discord.Interaction[Any]) -> None:
        """Ask which exercise it is, or show more names."""
        importing, user, import_id = house_of(interaction).importing, interaction.user.id, self.number("id")
        if self.values[0] == _MORE:
            await _redraw(interaction, partial(importing.preview, user, import_id), self.number("page") + 1)
            return
        place = chosen_number(self.values[0])
        name = await importing.name(user, import_id, place)
        options = [
            discord.SelectOption(label=clip(lift.full_name, _LABEL), value=lift.id)
            for lift in importing.near(name, _OPTIONS - 1)
        ]
        options.append(discord.SelectOption(label="None of these: keep it as my own", value=_OWN))
        ids = f"{user}:{import_id}"
        menu = LiftChoice(f"import:lift:{ids}:{place}", options=options, placeholder="It is …")
        await update(interaction, embed=name_card(name), view=row(menu, BackPress(f"import:back:{ids}", label="Back")))


class LiftChoice(Choice, template=rf"import:lift:{_OWNED}:(?P<place>\d+)"):
    """The exercise that a name of the file is."""

    cost = Cost.WORK

    async def pressed(self, interaction: discord.Interaction[Any]) -> None:
        """Read the file with it."""
        chosen = None if self.values[0] == _OWN else self.values[0]
        importing, user = house_of(interaction).importing, interaction.user.id
        await _redraw(
            interaction, partial(importing.choose_exercise, user, self.number("id"), self.number("place"), chosen)
        )


class BackPress(Press, template=rf"import:back:{_OWNED}"):
    """Goes back to the file."""

    cost = Cost.WORK

    async def pressed(self, interaction: discord.Interaction[Any]) -> None:
        """Show the file."""
        await _redraw(
            interaction, partial(house_of(interaction).importing.preview, interaction.user.id, self.number("id"))
        )


class SavePress(Press, template=rf"import:save:{_OWNED}:(?P<what>all|sure)"):
    """Saves the file, with or without its doubtful sets."""

    cost = Cost.FILE

    async def pressed(self, interaction: discord.Interaction[Any]) -> None:
        """Save it, say how far it is meanwhile, and offer to undo it. What fails leaves the file waiting."""
        importing, user, import_id = house_of(interaction).importing, interaction.user.id, self.number("id")
        await interaction.response.defer()

        async def tell(done: int, of: int) -> None:
            if done % _TELL_EVERY == 0 and done < of:
                await update(interaction, embed=saving_card(done, of))

        try:
            imported = await importing.save(user, import_id, doubted=self.word("what") == "all", progress=tell)
        except SpotterError:
            raise
        except Exception:
            embed, view = preview_page(user, await importing.preview(user, import_id), importing)
            await update(interaction, embed=embed, view=view)
            raise
        undo = UndoPress(f"import:undo:{user}:{import_id}", label="Undo", style=_RED)
        view = row() if imported.saved.undone_at else row(undo)
        await update(interaction, embed=saved_card(imported), view=view)


class DiscardPress(Press, template=rf"import:discard:{_OWNED}"):
    """Forgets the file."""

    async def pressed(self, interaction: discord.Interaction[Any]) -> None:
        """Forget it and say so."""
        await house_of(interaction).importing.discard(interaction.user.id, self.number("id"))
        await update(interaction, "The file is forgotten. Your log is as it was.")


class UndoPress(Press, template=rf"import:undo:{_OWNED}"):
    """Takes all of an import out of the log."""

    async def pressed(self, interaction: discord.Interaction[Any]) -> None:
        """Undo it; undone before, it stays so."""
        await interaction.response.defer()
        undone = await house_of(interaction).importing.undo(interaction.user.id, self.number("id"))
        await update(interaction, embed=saved_card(undone), view=row())


async def _read(file: discord.Attachment) -> bytes:
    try:
        return await file.read()
    except discord.HTTPException as error:
        raise SpotterError("Discord did not hand me that file. Nothing was changed; please send it again.") from error


class TransferCog(commands.Cog, name="Moving in and out"):
    """The commands."""

    def __init__(self, house: "House") -> None:
        self._importing = house.importing
        self._exporting = house.exporting

    @app_commands.command(
        name="import",
        description="Bring your log from Strong, Hevy, FitNotes, StrongLifts or Liftosaur",
        extras=costing(Cost.FILE),
    )
    @app_commands.describe(file="The app's csv export, or a file of /export; nothing is saved before you say so")
    @app_commands.allowed_contexts(guilds=True, dms=True, private_channels=False)
    @app_commands.allowed_installs(guilds=True, users=False)
    async def import_(self, interaction: discord.Interaction[Any], file: discord.Attachment) -> None:
        """Look the file over and show what it holds; while a large one is read, say so."""
        check_size(file.size)
        await interaction.response.defer(ephemeral=True, thinking=True)
        if file.size > _LARGE:
            await interaction.edit_original_response(embed=reading_card(file.size))
        try:
            preview = await self._importing.begin(interaction.user.id, await _read(file))
        except SpotterError as problem:
            await interaction.edit_original_response(content=str(problem), embed=None)
            return
        embed, view = preview_page(interaction.user.id, preview, self._importing)
        await interaction.edit_original_response(embed=embed, view=view)

    @app_commands.command(
        name="export", description="Everything you logged, in a file that /import reads back", extras=costing(Cost.FILE)
    )
    @app_commands.describe(format="csv for spreadsheets (if you choose nothing), json for programs")
    @app_commands.choices(format=[app_commands.Choice(name=each.value, value=each.value) for each in Format])
    @app_commands.allowed_contexts(guilds=True, dms=True, private_channels=False)
    @app_commands.allowed_installs(guilds=True, users=False)
    async def export(self, interaction: discord.Interaction[Any], format: str = Format.CSV.value) -> None:
        """Send the file, privately; several where one would be too large."""
        await interaction.response.defer(ephemeral=True, thinking=True)
        exported = await self._exporting.export(interaction.user.id, Format(format))
        what = f"{exported.sets:,} sets in {exported.entries:,} entries, and {exported.weighings:,} body weights"
        said = f"Your log: {what}. `/import` reads it back."
        for number, file in enumerate(exported.files):
            await answer(
                interaction, said if number == 0 else None, file=discord.File(io.BytesIO(file.data), file.name)
            )


ITEMS = (UnitPress, NameChoice, LiftChoice, BackPress, SavePress, DiscardPress, UndoPress)
FORMS: tuple[type[Form], ...] = ()
cog = TransferCog
