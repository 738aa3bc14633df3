"""The choice for the next session: its form, and the offer to be asked how it goes."""

import re
from typing import Any

import discord
from discord import ui

from bot.flares.checkins import Step
from bot.flares.decisions import Choice
from bot.flares.fallback import LONGEST, UnreadableWeight
from bot.flares.record import Flare, Situation
from cogs.flares.cards import CHOICES, asking_card, plan_card
from cogs.ui.answer import answer, update
from cogs.ui.card import card, row
from cogs.ui.form import Filled, Form
from cogs.ui.house import house_of
from cogs.ui.press import Press

_CHOICE = "(?P<choice>resume|back_down|hold)"
_PLACE = r"(?P<flare>\d+):(?P<reading>\d+)"
_NOT_SURE = "unsure"


class ChoosePress(Press, template=rf"flare:choose:(?P<owner>\d+):{_PLACE}:{_CHOICE}"):
    """Opens the form of a choice."""

    async def pressed(self, interaction: discord.Interaction[Any]) -> None:
        """Open the form, filled in from the log and from what was set before."""
        choosing, choice = house_of(interaction).care.choosing, Choice(self.word("choice"))
        situation = await choosing.offered(interaction.user.id, self.number("flare"), self.number("reading"), choice)
        known = situation.flare.terms.fallback or situation.weights.get(Choice.BACK_DOWN)
        await _open_form(interaction, situation, choice, weight=str(known) if known else "")


class AgainPress(Press, template=rf"flare:again:{_PLACE}:{_CHOICE}:(?P<day>[\d-]*):(?P<typed>(?s:.){{0,{LONGEST}}})"):
    """Opens the form again with what was typed, to be mended."""

    async def pressed(self, interaction: discord.Interaction[Any]) -> None:
        """Open the form with what its custom id carries: nothing typed was stored."""
        choosing, choice = house_of(interaction).care.choosing, Choice(self.word("choice"))
        situation = await choosing.offered(interaction.user.id, self.number("flare"), self.number("reading"), choice)
        await _open_form(interaction, situation, choice, weight=self.word("typed"), day=self.word("day"))


class PlanForm(Form, template=rf"flare:plan:{_PLACE}:{_CHOICE}"):
    """The day of the next session and, where something is lifted, the weight to fall back to."""

    @classmethod
    async def submitted(cls, interaction: discord.Interaction[Any], match: re.Match[str], values: Filled) -> None:
        """Store the plan and show it with the offer of check-ins; a weight that can't be read is handed back."""
        care = house_of(interaction).care
        chosen = values["day"]
        day, weight = "" if chosen == _NOT_SURE else chosen, values["weight"]
        flare_id, reading_id, choice = int(match["flare"]), int(match["reading"]), Choice(match["choice"])
        try:
            flare = await care.choosing.settle(
                interaction.user.id,
                flare_id,
                reading_id,
                choice,
                day=day,
                weight=weight,
                locale=str(interaction.locale),
            )
        except UnreadableWeight as error:
            typed = weight[:LONGEST]
            again = AgainPress(f"flare:again:{flare_id}:{reading_id}:{choice}:{day}:{typed}", label="Mend it")
            await answer(interaction, str(error), view=row(again))
            return
        await show_plan(interaction, flare)


class AskPress(Press, template=r"flare:ask:(?P<owner>\d+):(?P<flare>\d+):(?P<ask>yes|no)"):
    """Takes or refuses the offer of check-ins; taking it is the second consent."""

    async def pressed(self, interaction: discord.Interaction[Any]) -> None:
        """Switch them on, or leave them off."""
        if self.word("ask") == "no":
            body = "I won't ask. `/flare status` is there when you want to note how it goes."
            await update(interaction, embed=card("All right", body))
            return
        house, owner, flare_id = house_of(interaction), interaction.user.id, self.number("flare")
        to_come = await house.care.asking.accept(owner, flare_id)
        embed = asking_card(to_come, on_holiday=await house.holidays.current(owner) is not None)
        await update(interaction, embed=embed, view=row(stop_press(owner, flare_id)))


class StopPress(Press, template=r"flare:stop:(?P<owner>\d+):(?P<flare>\d+)"):
    """Stops the check-ins of a flare-up: under each of them, and wherever they are switched on."""

    async def pressed(self, interaction: discord.Interaction[Any]) -> None:
        """Cancel what is to come, at once."""
        await house_of(interaction).care.asking.stop(interaction.user.id, self.number("flare"))
        body = (
            "No more check-ins about this one. What you told me stays; `/flare status` shows it, `/privacy` deletes it."
        )
        await update(interaction, embed=card("Stopped", body))


def stop_press(owner: int, flare_id: int, row: int | None = None) -> StopPress:
    """Return the button that stops check-ins."""
    return StopPress(f"flare:stop:{owner}:{flare_id}", label="Stop these", row=row)


def choose_presses(situation: Situation, row: int) -> list[Press]:
    """Return a button for each choice that is offered, the suggestion first."""
    flare, reading, suggestion = situation.flare, situation.reading, situation.suggestion
    place = f"{flare.member_id}:{flare.id}:{reading.id}"
    return [
        ChoosePress(
            f"flare:choose:{place}:{choice}",
            label=label_of(choice, situation),
            style=discord.ButtonStyle.primary if number == 0 else discord.ButtonStyle.secondary,
            row=row,
        )
        for number, choice in enumerate(suggestion.choices if suggestion else ())
    ]


def label_of(choice: Choice, situation: Situation) -> str:
    """Return what a choice's button says: at a check-in, with the member's own fallback."""
    fallback = situation.flare.terms.fallback
    if choice is Choice.BACK_DOWN and fallback and situation.reading.step is Step.BEFORE_SESSION:
        return f"Back down to {fallback}"
    if choice is Choice.RESUME and situation.suggestion and situation.suggestion.step is not None:
        return "Resume, light"
    return CHOICES[choice]


async def show_plan(interaction: discord.Interaction[Any], flare: Flare) -> None:
    """Show a plan in place of what stood there, with the offer of check-ins or, where they are on, their stop."""
    house = house_of(interaction)
    preferences = await house.members.preferences(flare.member_id)
    asking = house.care.asking
    planned = await (asking.planned(flare) if flare.asked_since is None else asking.to_come(flare))
    embed = plan_card(flare, house.care, planned, zone_known=preferences.zone is not None)
    if flare.asked_since is not None:
        view = row(stop_press(flare.member_id, flare.id))
    else:
        prefix, style = f"flare:ask:{flare.member_id}:{flare.id}", discord.ButtonStyle.success
        yes = AskPress(f"{prefix}:yes", label="Yes, ask me by DM", style=style)
        view = row(yes, AskPress(f"{prefix}:no", label="No thanks"))
    await update(interaction, embed=embed, view=view)


async def _open_form(
    interaction: discord.Interaction[Any], situation: Situation, choice: Choice, *, weight: str, day: str = ""
) -> None:
    house = house_of(interaction)
    flare = situation.flare
    waking = await house.care.asking.waking(interaction.user.id)
    planned = await house.care.choosing.planned_day(flare)
    days = [
        discord.SelectOption(
            label=f"{ahead:%A}, {ahead.day} {ahead:%B}",
            value=ahead.isoformat(),
            description="by your programme" if ahead == planned else None,
        )
        for ahead in house.care.choosing.days_offered(waking, planned)
    ]
    days.append(discord.SelectOption(label="Not sure yet", value=_NOT_SURE))
    known = planned or flare.terms.session
    wanted = day or (known.isoformat() if known else _NOT_SURE)
    for option in days:
        option.default = option.value == wanted
    lift = house.care.lifts.name(flare.lift) if flare.lift else "the lift that hurts"
    form = PlanForm(f"flare:plan:{flare.id}:{situation.reading.id}:{choice}", title=f"{CHOICES[choice]}: next session")
    menu: ui.Select[ui.View] = ui.Select(custom_id="day", options=days)
    form.add_item(ui.Label(text="When is it?", description=f"The next session with {lift}"[:100], component=menu))
    if choice is not Choice.HOLD:
        hint = f"Your last top set: {situation.last}" if situation.last else "For example 130 kg"
        field: ui.TextInput[ui.View] = ui.TextInput(
            custom_id="weight", default=weight or None, required=False, max_length=LONGEST
        )
        label = "Weight to go down to" if choice is Choice.BACK_DOWN else "Fall back to, if anything feels off"
        form.add_item(ui.Label(text=label, description=f"{hint}. -15 kg or -10 % works too.", component=field))
    await form.open(interaction)


ITEMS = (ChoosePress, AgainPress, AskPress, StopPress)
