"""`/spotter digest`: the week of members who share, in words and as a picture."""

from collections.abc import Awaitable, Callable, Collection
from functools import partial
from typing import TYPE_CHECKING, Any

import discord
from discord import ui

from bot.charts.chart import CannotDraw, Chart, Look, Point
from bot.digest.digest import Digest
from bot.lifts.review.week import Beaten, Week
from bot.lifts.weight import in_tenths
from bot.pace import Cost
from bot.servers.rules import Moderator
from bot.tips.tip import Page
from cogs.server.authority import manager_of, moderator_of
from cogs.ui.answer import answer, update
from cogs.ui.card import GOOD, Letter, card, row
from cogs.ui.house import house_of
from cogs.ui.membership import guild_of, still_in
from cogs.ui.press import Press
from cogs.ui.text import clip, plain, sheets
from cogs.ui.tip_cards import title_of, votes_in_words

if TYPE_CHECKING:
    from bot.house import House

_PICTURE = "week.png"
_FIELD = 1024
_KEYS_A_KILO = 10**11
_FOOTER = "Only of members who chose to be listed (/leaderboard) and let others see their log (/settings)."


def digest_card(digest: Digest, disclaimer: str) -> discord.Embed:
    """Return a digest as a card; the disclaimer goes with tips."""
    week = digest.week
    days = f"{week.first:%-d %b} to {week.last:%-d %b}"
    if not week.sets:
        said = "No training of members who share."
    else:
        said = (
            f"**{week.lifters}** lifter{'s' * (week.lifters != 1)} · **{week.sessions}** sessions · "
            f"**{week.sets}** working sets · **{in_tenths(week.volume, 'kg')}** lifted (weight × reps)"
        )
    fields = []
    if week.records:
        fields.append(("Most weight ever", "\n".join(map(_record, week.records))))
    if digest.tips:
        fields.append(("New tips", sheets(map(_tip, digest.tips), _FIELD)[0]))
    footer = f"{disclaimer}\n{_FOOTER}" if digest.tips else _FOOTER
    return card(f"The week, {days}", said, fields=fields, footer=footer, colour=GOOD)


def _record(beaten: Beaten) -> str:
    return (
        f"<@{beaten.member_id}> · {plain(beaten.lift)} **{beaten.now.load}** × {beaten.now.count} "
        f"(before: {beaten.before.load})"
    )


def _tip(page: Page) -> str:
    """Return a new tip in a line; contested advice in a line for each side, and why lifters differ."""
    lines = [
        f"{title_of(shown.tip)}: {clip(plain(shown.tip.text), 120)} · *{votes_in_words(shown)}*" for shown in page.cards
    ]
    return "\n".join([*lines, *([f"-# {clip(page.why, 200)}"] if page.why else [])])


def chart_of(week: Week) -> Chart | None:
    """Return the weight of each day as a chart, or None of a week without any."""
    points = tuple(Point(day, float(volume / _KEYS_A_KILO)) for day, volume in week.by_day if volume)
    return Chart("Weight lifted by day", "kg", points, look=Look.BARS) if points else None


async def _of_who_is_there(
    compose: Callable[[], Awaitable[Digest]], has_left: Callable[[Collection[int]], Awaitable[bool]]
) -> Digest:
    """Return a digest, composed anew as long as one of those whom it names is found to have left the server."""
    digest = await compose()
    while await has_left(digest.members):
        digest = await compose()
    return digest


class DigestLine:
    """Composes digests for the board."""

    def __init__(self, house: "House", client: discord.Client) -> None:
        self._digest = house.digest
        self._boards = house.boards
        self._client = client
        self._disclaimer = house.library.disclaimer
        self._charts = house.charts

    async def compose(self, guild_id: int, subject_id: int) -> Letter | None:
        """Return the digest with its picture, or None when there is nothing to tell, or not any more."""
        still_there = still_in(await guild_of(self._client, guild_id))
        digest = await _of_who_is_there(
            partial(self._digest.tell, guild_id, subject_id),
            partial(self._boards.check, guild_id, still_there=still_there),
        )
        if digest.empty:
            return None
        shown, chart = digest_card(digest, self._disclaimer), chart_of(digest.week)
        try:
            picture = await self._charts.draw(chart) if chart else None
        except CannotDraw:
            picture = None
        if picture:
            shown.set_image(url=f"attachment://{_PICTURE}")
        return Letter(embeds=[shown], picture=picture, picture_name=_PICTURE)


async def show_digest(interaction: discord.Interaction[Any], moderator: Moderator) -> None:
    """Show the digest of the last seven days to its moderator, with what can be done with it."""
    house = house_of(interaction)
    await interaction.response.defer(ephemeral=True, thinking=True)
    guild_id, subject_id, still_there = moderator.guild_id, house.ids(), still_in(interaction.guild)
    digest = await _of_who_is_there(
        partial(house.digest.compose, guild_id, subject_id),
        partial(house.boards.check, guild_id, still_there=still_there),
    )
    rules = await house.servers.rules(guild_id)
    buttons: list[ui.Item[Any]] = [WeeklyPress.for_(on=rules.weekly_digest)]
    if not digest.empty:
        buttons.insert(
            0, PostPress(f"digest:post:{subject_id}", label="Post it now", style=discord.ButtonStyle.primary)
        )
    await answer(interaction, embed=digest_card(digest, house_of(interaction).library.disclaimer), view=row(*buttons))


class PostPress(Press, template=r"digest:post:(?P<subject>\d+)"):
    """Posts a digest; the same one once."""

    cost = Cost.FILE

    async def pressed(self, interaction: discord.Interaction[Any]) -> None:
        """Have it posted and say where."""
        moderator = await moderator_of(interaction)
        channel_id = await house_of(interaction).digest.post(moderator, self.number("subject"))
        await update(interaction, f"I post it in <#{channel_id}> in a moment.")


class WeeklyPress(Press, template=r"digest:weekly:(?P<to>on|off)"):
    """Switches the weekly digest on or off."""

    @classmethod
    def for_(cls, *, on: bool) -> "WeeklyPress":
        """Return the button that changes it."""
        label = "Stop posting it weekly" if on else "Post it every Monday"
        return cls(f"digest:weekly:{'off' if on else 'on'}", label=label)

    async def pressed(self, interaction: discord.Interaction[Any]) -> None:
        """Set it and say so; how a server wants things takes *Manage Server*."""
        guild_id, actor_id = manager_of(interaction)
        house, on = house_of(interaction), self.word("to") == "on"
        await house.servers.choose(guild_id, actor_id, "weekly_digest", on)
        await house.digest.arrange(guild_id)
        said = "Every Monday at 09:00 UTC, from the next one on." if on else "No weekly digest any more."
        await answer(interaction, said)


ITEMS = (PostPress, WeeklyPress)
