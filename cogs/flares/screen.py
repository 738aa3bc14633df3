"""The safety screen card by card, the stop, and the readings that follow where nothing stops."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any, Self

import discord
from discord import ui

from bot.areas import Area
from bot.flares.care import Care
from bot.flares.checkins import ASKING, Step
from bot.flares.decisions import Choice as Decision
from bot.flares.lifts import as_carried
from bot.flares.notes import Answers
from bot.flares.record import Entry, Flare, Situation
from bot.flares.regions import Region
from bot.flares.screening import ORDER, Level, after
from bot.members.preferences import REGIONS
from cogs.flares.cards import book_card, reading_card, screen_card, stop_card
from cogs.flares.menus import WHATS, menus_of, told
from cogs.flares.plan import choose_presses, label_of, stop_press
from cogs.tips import AreaPress
from cogs.ui.answer import answer, update
from cogs.ui.card import row
from cogs.ui.house import house_of
from cogs.ui.press import Choice, Press
from cogs.ui.tip_cards import tip_list

TIPS_SHOWN = 4
_LAST = 4
"""The last of the five rows, for buttons; the menus stand above."""
_CHOOSING = (Step.LOG, Step.UPDATE, Step.AFTER_SESSION)
"""Where the next session is chosen with a form."""
TYPED = rf"(?P<area>{'|'.join(Area)}):(?P<lift>\w+|-):(?P<pain>10|\d)"
"""What `/flare log` was given, in a custom id."""
_READING = rf"(?P<owner>\d+):(?P<flare>\d+):(?P<reading>\d+):(?P<step>{'|'.join(Step)})"


@dataclass(frozen=True)
class Screening:
    """What the cards of one screen carry from press to press, as nothing is stored until it is done.

    It is for a new entry, or for a reading of a flare-up that there is already (`flare_id`).
    """

    owner: int
    reading_id: int
    level: Level
    area: Area
    lift: str | None = None
    pain: int = 0
    flare_id: int | None = None
    step: Step = Step.LOG
    guild_id: int | None = None
    """Where it is pressed."""

    @classmethod
    async def read(cls, press: Press, care: Care, guild_id: int | None) -> Self:
        """Read it from a button pressed in a server. Raises Gone or Unreadable for a flare-up that can't be had."""
        owner, reading_id, level = press.number("owner"), press.number("entry"), Level[press.word("level")]
        if press.word("flare"):
            flare = await care.flare(owner, press.number("flare"))
            step = Step(press.word("step"))
            return cls(owner, reading_id, level, flare.area, flare_id=flare.id, step=step)
        area, lift = Area(press.word("area")), care.lifts.carried(press.word("lift"))
        return cls(owner, reading_id, level, area, lift, press.number("pain"), guild_id=guild_id)

    def custom_id(self, verb: str) -> str:
        """Return the custom id of a button that goes on from here."""
        again = f"re:{self.flare_id}:{self.step}"
        subject = f"{self.area}:{as_carried(self.lift)}:{self.pain}" if self.flare_id is None else again
        return f"flare:{verb}:{self.owner}:{self.reading_id}:{subject}:{self.level.name}"

    async def done(self, care: Care, level: Level) -> Situation:
        """Store what the screen came to."""
        if self.flare_id is not None:
            return await care.intake.rescreened(self.owner, self.flare_id, self.reading_id, self.step, level)
        entry = Entry(self.reading_id, self.area, self.lift, self.pain, self.guild_id)
        return await care.intake.screened(self.owner, entry, level)


_SCREENING = (
    r"(?P<owner>\d+):(?P<entry>\d+):"
    rf"(?:re:(?P<flare>\d+):(?P<step>{'|'.join(Step)})|{TYPED})"
    r":(?P<level>E[123])"
)


class NonePress(Press, template=f"flare:none:{_SCREENING}"):
    """None of these: on to the next card, or to what follows the last."""

    async def pressed(self, interaction: discord.Interaction[Any]) -> None:
        """Show the next card; after the last, store that nothing was picked."""
        care = house_of(interaction).care
        screening = await Screening.read(self, care, interaction.guild_id)
        following = after(screening.level)
        if following is not None:
            await show_screen(interaction, replace(screening, level=following))
            return
        await show(interaction, await screening.done(care, Level.PASSED))


class SomePress(Press, template=f"flare:some:{_SCREENING}"):
    """One of these, or not sure: the screen ends here."""

    async def pressed(self, interaction: discord.Interaction[Any]) -> None:
        """Store the level and show where to get help. That is shown even when it can't be stored."""
        care = house_of(interaction).care
        level = Level[self.word("level")]
        try:
            situation = await (await Screening.read(self, care, interaction.guild_id)).done(care, level)
        except Exception:
            if level.stops:
                region = await care.region(interaction.user.id)
                await update(interaction, embed=stop_card(level, care.screen.copy, region, stored=False))
            raise
        await show(interaction, situation)


class RegionChoice(Choice, template=r"flare:region:(?P<owner>\d+):(?P<flare>\d+)"):
    """Picks the region whose numbers are shown."""

    async def pressed(self, interaction: discord.Interaction[Any]) -> None:
        """Remember the region and show its numbers."""
        care = house_of(interaction).care
        await care.choose_region(interaction.user.id, self.values[0])
        await show_stop(interaction, await care.flare(interaction.user.id, self.number("flare")))


class CheckedPress(Press, template=r"flare:checked:(?P<owner>\d+):(?P<flare>\d+)"):
    """The member's word that a professional has looked at it."""

    async def pressed(self, interaction: discord.Interaction[Any]) -> None:
        """Store that and go on where it had stopped."""
        intake = house_of(interaction).care.intake
        await show(interaction, await intake.checked(interaction.user.id, self.number("flare")))


class TellChoice(Choice, template=rf"flare:tell:(?P<what>{WHATS}):{_READING}"):
    """Answers one question of a reading; another answer takes its place."""

    async def pressed(self, interaction: discord.Interaction[Any]) -> None:
        """Store it. Where something is new, the whole screen follows, in a message of its own."""
        picked = told(self.word("what"), self.values)
        if not picked.screen:
            await _answered(interaction, self, picked.answers)
            return
        care, owner = house_of(interaction).care, interaction.user.id
        flare_id, reading_id, step = self.number("flare"), self.number("reading"), Step(self.word("step"))
        situation = await care.answer(owner, flare_id, reading_id, step, picked.answers)
        if picked.level is not Level.PASSED:
            situation = await care.intake.rescreened(owner, flare_id, reading_id, step, picked.level)
        area = situation.flare.area
        screening = Screening(owner, reading_id, ORDER[0], area, flare_id=flare_id, step=step)
        await show_screen(interaction, screening, anew=True)


class PainkillersPress(Press, template=rf"flare:killers:{_READING}:(?P<taken>[01])"):
    """Whether painkillers may hide how it is."""

    async def pressed(self, interaction: discord.Interaction[Any]) -> None:
        """Store it."""
        await _answered(interaction, self, Answers(masked=self.word("taken") == "1"))


class DecidePress(
    Press,
    template=r"flare:decide:(?P<owner>\d+):(?P<flare>\d+):(?P<reading>\d+):(?P<choice>resume|back_down|hold)",
):
    """Chooses in a check-in, in one tap and without a form."""

    async def pressed(self, interaction: discord.Interaction[Any]) -> None:
        """Store the choice and show it."""
        flare_id, reading_id = self.number("flare"), self.number("reading")
        choosing, choice = house_of(interaction).care.choosing, Decision(self.word("choice"))
        await show(interaction, await choosing.choose(interaction.user.id, flare_id, reading_id, choice))


async def say(
    interaction: discord.Interaction[Any],
    *,
    embed: discord.Embed | None = None,
    embeds: Sequence[discord.Embed] = (),
    view: ui.View | None = None,
    anew: bool,
) -> None:
    """Say something in place of what stood there, or in a message of its own: seen by the member alone.

    In a direct message it stays, as nobody else is there; in a server it is private.
    """
    if anew:
        private = interaction.guild_id is not None
        await answer(interaction, embed=embed, embeds=embeds, view=view, private=private)
    else:
        await update(interaction, embed=embed, embeds=embeds, view=view)


async def show_screen(interaction: discord.Interaction[Any], screening: Screening, *, anew: bool = False) -> None:
    """Show the card that a screening stands at, in place of what stood there or in a private message of its own."""
    embed = screen_card(house_of(interaction).care.screen, screening.area, screening.level)
    view = row(
        NonePress(screening.custom_id("none"), label="None of these"),
        SomePress(screening.custom_id("some"), label="One of these, or not sure", style=discord.ButtonStyle.danger),
    )
    await say(interaction, embed=embed, view=view, anew=anew)


async def show(interaction: discord.Interaction[Any], situation: Situation, *, anew: bool = False) -> None:
    """Show where a member stands: the stop, or the reading with what may be answered and chosen next."""
    if situation.stop is not None:
        await show_stop(interaction, situation.stop, anew=anew)
        return
    care = house_of(interaction).care
    embeds, view = reading_message(situation, care, await care.region(interaction.user.id))
    if _with_tips(situation):
        embeds = [*await _tips(interaction, situation.flare.area), *embeds]
    await say(interaction, embeds=embeds, view=view, anew=anew)


async def show_stop(
    interaction: discord.Interaction[Any],
    flare: Flare,
    *,
    anew: bool = False,
    reminder: bool = False,
    pager: Sequence[Press] = (),
) -> None:
    """Show where to get help, with the choice of region and the one button that goes on."""
    care = house_of(interaction).care
    region = await care.region(interaction.user.id)
    told_at = flare.screened.at if reminder else None
    embed = stop_card(flare.level, care.screen.copy, region, told_at=told_at)
    options = [
        discord.SelectOption(label=name, value=code, default=code == region.code) for code, name in REGIONS.items()
    ]
    place = f"{flare.member_id}:{flare.id}"
    view = row(
        RegionChoice(f"flare:region:{place}", placeholder="Numbers for …", options=options),
        _checked_press(flare, care),
        *pager,
    )
    await say(interaction, embed=embed, view=view, anew=anew)


def reading_message(situation: Situation, care: Care, region: Region) -> tuple[list[discord.Embed], ui.View]:
    """Return a reading as cards and what may be answered: with `/flare log`, on update, and in check-ins."""
    flare, reading = situation.flare, situation.reading
    embeds = [reading_card(situation, care)]
    items: list[ui.Item[Any]] = [
        TellChoice(
            f"flare:tell:{menu.what}:{_place(situation)}",
            options=menu.options,
            placeholder=menu.placeholder,
            most=menu.most,
            row=number,
        )
        for number, menu in enumerate(menus_of(situation, care.screen.copy.rescreen, care.guide.masking_hours))
    ]
    if reading.step is Step.LOG:
        items += _painkillers(situation)
    if reading.step is Step.BEFORE_SESSION:
        items += _decide(situation)
    elif reading.step in _CHOOSING:
        items += choose_presses(situation, row=_LAST)
    if flare.level is Level.E3:
        embeds.insert(0, book_card(care.screen.copy, region))
        items.append(_checked_press(flare, care, row=_LAST))
    if reading.step in ASKING:
        items.append(stop_press(flare.member_id, flare.id, row=_LAST))
    if _with_tips(situation):
        items.append(AreaPress.for_(flare.area))
    return embeds, row(*items)


def _painkillers(situation: Situation) -> list[ui.Item[Any]]:
    masked = situation.reading.masked
    chosen, other = discord.ButtonStyle.primary, discord.ButtonStyle.secondary
    prefix = f"flare:killers:{_place(situation)}"
    return [
        PainkillersPress(f"{prefix}:0", label="No painkillers", style=chosen if masked is False else other, row=2),
        PainkillersPress(f"{prefix}:1", label="Painkillers: yes", style=chosen if masked else other, row=2),
    ]


def _decide(situation: Situation) -> list[ui.Item[Any]]:
    flare = situation.flare
    prefix = f"flare:decide:{flare.member_id}:{flare.id}:{situation.reading.id}"
    choices = situation.suggestion.choices if situation.suggestion else ()
    chosen, other = discord.ButtonStyle.primary, discord.ButtonStyle.secondary
    return [
        DecidePress(
            f"{prefix}:{choice}",
            label=label_of(choice, situation),
            style=chosen if choice is flare.choice else other,
            row=_LAST,
        )
        for choice in choices
    ]


def _checked_press(flare: Flare, care: Care, row: int | None = None) -> CheckedPress:
    custom_id = f"flare:checked:{flare.member_id}:{flare.id}"
    return CheckedPress(custom_id, label=care.screen.copy.checked, style=discord.ButtonStyle.success, row=row)


def _place(situation: Situation) -> str:
    flare, reading = situation.flare, situation.reading
    return f"{flare.member_id}:{flare.id}:{reading.id}:{reading.step}"


def _with_tips(situation: Situation) -> bool:
    """Tips go with a log only; an E3 answer may come from somebody whom loading, belt or salt tips are not for."""
    return situation.reading.step is Step.LOG and situation.flare.level is Level.PASSED


async def _tips(interaction: discord.Interaction[Any], area: Area) -> list[discord.Embed]:
    library = house_of(interaction).library
    pages = await library.for_area(interaction.guild_id, interaction.user.id, area, TIPS_SHOWN)
    title = f"What other lifters found: {area.label}"
    return [tip_list(title, pages, disclaimer=library.disclaimer)] if pages else []


async def _answered(interaction: discord.Interaction[Any], press: Press | Choice, answers: Answers) -> None:
    place = (press.number("flare"), press.number("reading"), Step(press.word("step")))
    await show(interaction, await house_of(interaction).care.answer(interaction.user.id, *place, answers))


ITEMS = (
    NonePress,
    SomePress,
    RegionChoice,
    CheckedPress,
    TellChoice,
    PainkillersPress,
    DecidePress,
)
