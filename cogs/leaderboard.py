"""`/leaderboard`: a lift, ranked among the members of a server who want to be compared."""

from typing import TYPE_CHECKING, Any, Literal

import discord
from discord import app_commands, ui
from discord.ext import commands

from bot.lifts.points import Sex
from bot.lifts.review.boards import Board, By, Rank
from bot.pace import Cost
from cogs.ui.answer import answer, update
from cogs.ui.card import card, row
from cogs.ui.form import Form
from cogs.ui.house import house_of, server_of
from cogs.ui.lift_choices import lift_choices
from cogs.ui.membership import still_in
from cogs.ui.pace import costing
from cogs.ui.pages import PAGE_SUFFIX, page_buttons, page_note
from cogs.ui.press import Choice, Press
from cogs.ui.text import stamp
from cogs.ui.typed import Word

if TYPE_CHECKING:
    from bot.house import House

_WINDOWS = {"all": "all time", "90": "last 90 days"}
_WHAT = r"(?P<by>weight|e1rm|dots|gl):(?P<window>all|90):(?P<lift>[a-z0-9_]+)"
_TABLES = {"male": "the men's table", "female": "the women's table", "none": "none: leave me out of points"}


def board_page(viewer_id: int, board: Board) -> tuple[discord.Embed, ui.View]:
    """Return a page of a leaderboard and what can be pressed under it."""
    window = "90" if board.recent else "all"
    what = f"{board.by.value}:{window}:{board.exercise.id}"
    lines = [_line(rank, board.by) for rank in board.ranks]
    if not lines:
        lines = ["Nobody who is listed here has that yet. **List me** puts you on it."]
    head = f"{board.by.label}, {_WINDOWS[window]}"
    if board.by in (By.DOTS, By.GL):
        head += ", of this lift alone, at the body weight nearest that day"
    notes = [page_note(board.page, board.pages), "Only members who chose to be listed."]
    if board.unranked:
        notes.append(f"{board.unranked} more lack a body weight (/bodyweight) or a table.")
    shown = card(
        f"Leaderboard · {board.exercise.name}",
        f"*{head}*\n\n" + "\n".join(lines),
        footer=" ".join(filter(None, notes)),
    )
    other = "all" if window == "90" else "90"
    turned = f"{board.by.value}:{other}:{board.exercise.id}"
    items: list[ui.Item[Any]] = [
        *page_buttons(PagePress, f"board:page:{viewer_id}:{what}", board.page, board.pages),
        WindowPress(f"board:window:{viewer_id}:{turned}", label=_WINDOWS[other].capitalize()),
        ListPress(f"board:list:on:{what}:{board.page}", label="List me"),
        ListPress(f"board:list:off:{what}:{board.page}", label="Take me off"),
    ]
    if board.by in (By.DOTS, By.GL):
        options = [discord.SelectOption(label=label.capitalize(), value=value) for value, label in _TABLES.items()]
        items.append(
            TableChoice(f"board:table:{what}:{board.page}", placeholder="My points count by …", options=options)
        )
    return shown, row(*items)


def _line(rank: Rank, by: By) -> str:
    done = f"{rank.best.load} ×{rank.best.reps}"
    match by:
        case By.WEIGHT:
            reached = f"**{done}**"
        case By.E1RM:
            reached = f"**{rank.figure}** from {done}"
        case _:
            reached = f"**{rank.figure}** with {done}"
    return f"{rank.place}. <@{rank.member_id}> · {reached} · {stamp(rank.best.performed_at, 'd')}"


async def _page(interaction: discord.Interaction[Any], press: Press | Choice, page: int) -> Board:
    return await house_of(interaction).boards.show(
        server_of(interaction),
        press.word("lift"),
        By(press.word("by")),
        page,
        recent=press.word("window") == "90",
        still_there=still_in(interaction.guild),
    )


async def _redraw(interaction: discord.Interaction[Any], press: Press | Choice, viewer_id: int, page: int) -> None:
    await interaction.response.defer()
    embed, view = board_page(viewer_id, await _page(interaction, press, page))
    await update(interaction, embed=embed, view=view)


class PagePress(Press, template=rf"board:page:(?P<owner>\d+):{_WHAT}{PAGE_SUFFIX}"):
    """Turns a page."""

    cost = Cost.SEARCH

    async def pressed(self, interaction: discord.Interaction[Any]) -> None:
        """Show that page in place of this one."""
        await _redraw(interaction, self, interaction.user.id, self.number("page"))


class WindowPress(Press, template=rf"board:window:(?P<owner>\d+):{_WHAT}"):
    """Changes between all time and the last 90 days."""

    cost = Cost.SEARCH

    async def pressed(self, interaction: discord.Interaction[Any]) -> None:
        """Show the first page of the other."""
        await _redraw(interaction, self, interaction.user.id, 0)


class ListPress(Press, template=rf"board:list:(?P<turn>on|off):{_WHAT}:(?P<page>\d+)"):
    """Puts whoever presses it on this server's leaderboards, or takes them off."""

    async def pressed(self, interaction: discord.Interaction[Any]) -> None:
        """Do it, and say so to them alone; pressed twice it stays so. The board shows it when it is next looked at."""
        boards, guild_id = house_of(interaction).boards, server_of(interaction)
        if self.word("turn") == "off":
            await boards.take_me_off(guild_id, interaction.user.id)
            said = (
                "You are off this server's leaderboards, and posts of its week are told anew without you. A board that "
                "was shown before has you until it is turned."
            )
        else:
            await boards.list_me(guild_id, interaction.user.id)
            said = (
                "You are listed on this server's leaderboards: by name, with your best set and its date. "
                "**Take me off** ends that at any time."
            )
        await answer(interaction, said)


class TableChoice(Choice, template=rf"board:table:{_WHAT}:(?P<page>\d+)"):
    """Says whose table counts the points of whoever chooses."""

    async def pressed(self, interaction: discord.Interaction[Any]) -> None:
        """Set it, and say so to them alone."""
        chosen = self.values[0]
        sex = None if chosen == "none" else Sex(chosen)
        await house_of(interaction).boards.choose_table(interaction.user.id, sex)
        said = (
            f"Your points count by {_TABLES[chosen]}, with the body weight of `/bodyweight`. You can be ranked by "
            "points then on every server where you are listed, and whoever knows the formula can work out roughly what "
            "you weigh."
            if sex
            else "You are left out of points, on every server."
        )
        await answer(interaction, said)


class LeaderboardCog(commands.Cog, name="Leaderboard"):
    """The command."""

    def __init__(self, house: "House") -> None:
        self._boards = house.boards

    @app_commands.command(
        name="leaderboard",
        description="Who lifts most here, among members who chose to be listed",
        extras=costing(Cost.SEARCH),
    )
    @app_commands.describe(
        lift="The lift, by any of its names",
        by="The heaviest set unless you say",
        period="All time unless you say",
    )
    @app_commands.allowed_contexts(guilds=True, dms=False, private_channels=False)
    @app_commands.allowed_installs(guilds=True, users=False)
    async def leaderboard(
        self,
        interaction: discord.Interaction[Any],
        lift: Word,
        by: Literal["weight", "e1rm", "dots", "gl"] = "weight",
        period: Literal["all time", "90 days"] = "all time",
    ) -> None:
        """Show the first page, to everyone."""
        viewer, order = interaction.user.id, By(by)
        exercise = await self._boards.find(viewer, lift, order, server_of(interaction))
        await interaction.response.defer(thinking=True)
        board = await self._boards.show(
            server_of(interaction),
            exercise.id,
            order,
            0,
            recent=period == "90 days",
            still_there=still_in(interaction.guild),
        )
        embed, view = board_page(viewer, board)
        await answer(interaction, embed=embed, view=view, private=False)

    leaderboard.autocomplete("lift")(lift_choices)


ITEMS = (PagePress, WindowPress, ListPress, TableChoice)
FORMS: tuple[type[Form], ...] = ()
cog = LeaderboardCog
