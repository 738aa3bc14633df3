"""Starting, changing and ending a programme: what is asked before, and the forms that mend it."""

import re
from collections.abc import Sequence
from typing import Any

import discord
from discord import ui

from bot.errors import SpotterError
from bot.programmes.calendar import days_in_words
from bot.programmes.outcomes import Plan, Running, Unclear
from cogs.programmes.cards import changed_card, jumps_in_words, plan_card, unclear_card
from cogs.programmes.session import say_today
from cogs.ui.answer import answer, update
from cogs.ui.card import card, row
from cogs.ui.form import Filled, Form
from cogs.ui.house import house_of
from cogs.ui.press import Press
from cogs.ui.text import clip

_DRAFT = r"(?P<owner>\d+):(?P<draft>\d+)"
_PROGRAMME = r"(?P<owner>\d+):(?P<programme>\d+)"
_MAXES, _SHORT = 1000, 200
_SUCCESS, _PRIMARY, _DANGER = discord.ButtonStyle.success, discord.ButtonStyle.primary, discord.ButtonStyle.danger


async def say_plan(interaction: discord.Interaction[Any], outcome: Plan | Unclear, *, anew: bool) -> None:
    """Show a plan with the button that starts it, or what has to be mended first."""
    ids = f"{interaction.user.id}:{outcome.draft_id}"
    mend = MendPress(f"program:mend:{ids}", label="Mend", style=_PRIMARY)
    if isinstance(outcome, Unclear):
        embed, view = unclear_card(outcome), row(mend)
    else:
        ending = outcome.replaces is not None
        start = BeginPress(
            f"program:begin:{ids}", label="Start, and end the other" if ending else "Start", style=_SUCCESS
        )
        embed, view = plan_card(outcome, house_of(interaction).logbook.catalogue), row(start, mend)
    await (answer if anew else update)(interaction, embed=embed, view=view)


def fields_of(texts: Sequence[tuple[str, str, str, str, int]]) -> list[ui.Label[Any]]:
    """Return text fields: custom id, label, example, what stands in it, and how long it may be."""
    labels = []
    for custom_id, label, example, default, most in texts:
        field: ui.TextInput[ui.View] = ui.TextInput(
            custom_id=custom_id,
            placeholder=example,
            default=clip(default, most) or None,
            max_length=most,
            required=False,
            style=discord.TextStyle.paragraph if most > _SHORT else discord.TextStyle.short,
        )
        labels.append(ui.Label(text=label, component=field))
    return labels


class BeginPress(Press, template=rf"program:begin:{_DRAFT}"):
    """Starts a programme as it was shown."""

    async def pressed(self, interaction: discord.Interaction[Any]) -> None:
        """Start it and show its first session."""
        starting = house_of(interaction).starting
        today = await starting.begin(interaction.user.id, self.number("draft"), str(interaction.locale))
        await say_today(interaction, today, anew=False)


class MendPress(Press, template=rf"program:mend:{_DRAFT}"):
    """Opens what was typed to start a programme."""

    async def pressed(self, interaction: discord.Interaction[Any]) -> None:
        """Open the form, filled in."""
        draft_id = self.number("draft")
        typed = await house_of(interaction).starting.kept(interaction.user.id, draft_id)
        form = StartForm(f"program:start-form:{draft_id}", title="Start a programme")
        for field in fields_of(
            [
                ("name", "Programme", "madcow", typed.name, _SHORT),
                ("maxes", "What you can lift", "squat 140x5, bench 100x5, deadlift 180x5", typed.maxes, _MAXES),
                ("days", "Training days (empty: the usual)", "mon wed fri", typed.days, _SHORT),
                ("jump", "Jumps (empty: the programme's)", "2.5kg, or squat 5kg, press 1.25kg", typed.jump, _MAXES),
                ("start", "First day (empty: the next training day)", "monday", typed.start, _SHORT),
            ]
        ):
            form.add_item(field)
        await form.open(interaction)


class StartForm(Form, template=r"program:start-form:(?P<draft>\d+)"):
    """A programme to start, typed again."""

    @classmethod
    async def submitted(cls, interaction: discord.Interaction[Any], match: re.Match[str], values: Filled) -> None:
        """Show the plan as it is now, in place of what stood there."""
        starting, owner, locale = house_of(interaction).starting, interaction.user.id, str(interaction.locale)
        programme_id = (await starting.kept(owner, int(match["draft"]))).programme_id
        texts = {name: values[name] for name in ("name", "maxes", "days", "jump", "start")}
        typed = await starting.typed(
            owner, **texts, locale=locale, guild_id=interaction.guild_id, programme_id=programme_id
        )
        await say_plan(interaction, await starting.plan(owner, typed, locale), anew=False)


class ChangePress(Press, template=r"program:change:(?P<owner>\d+)"):
    """Opens days, jumps and plates of the programme that runs."""

    async def pressed(self, interaction: discord.Interaction[Any]) -> None:
        """Open the form, filled in."""
        running = await house_of(interaction).coach.running(interaction.user.id, str(interaction.locale))
        await _open_change(interaction, _as_typed(interaction, running))


class ChangeAgainPress(Press, template=rf"program:change-again:{_DRAFT}"):
    """Opens days, jumps and plates as they were typed, to be mended."""

    async def pressed(self, interaction: discord.Interaction[Any]) -> None:
        """Open the form with what was kept."""
        await _open_change(
            interaction,
            await house_of(interaction).drafts.recall(interaction.user.id, "programme terms", self.number("draft")),
        )


class ChangeForm(Form, template=r"program:change-form"):
    """Days, jumps and plates."""

    @classmethod
    async def submitted(cls, interaction: discord.Interaction[Any], _match: re.Match[str], values: Filled) -> None:
        """Change them and say what that means; what can't be read is kept, to be mended."""
        house, owner = house_of(interaction), interaction.user.id
        texts = {name: values[name] for name in ("days", "jump", "plates")}
        try:
            before, after = await house.coach.change(
                owner, **texts, locale=str(interaction.locale), guild_id=interaction.guild_id
            )
        except SpotterError as problem:
            draft_id = await house.drafts.keep(owner, "programme terms", texts)
            mend = ChangeAgainPress(f"program:change-again:{owner}:{draft_id}", label="Mend", style=_PRIMARY)
            await answer(interaction, embed=unclear_card(Unclear(draft_id, problem)), view=row(mend))
            return
        await answer(interaction, embed=changed_card(before, after, house.logbook.catalogue))


class StopPress(Press, template=rf"program:stop:{_PROGRAMME}"):
    """Ends a programme."""

    async def pressed(self, interaction: discord.Interaction[Any]) -> None:
        """End it and offer to go on with it after all."""
        owner, programme_id = interaction.user.id, self.number("programme")
        running = await house_of(interaction).starting.stop(owner, programme_id)
        body = f"{running.programme.name} ended in week {running.week}. Your log stays."
        back = TakeUpPress(f"program:take-up:{owner}:{programme_id}", label="Go on with it after all")
        await update(interaction, embed=card("Ended", body), view=row(back))


class TakeUpPress(Press, template=rf"program:take-up:{_PROGRAMME}"):
    """Goes on with a programme that was ended."""

    async def pressed(self, interaction: discord.Interaction[Any]) -> None:
        """Take it up where it stood."""
        starting = house_of(interaction).starting
        today = await starting.take_up(interaction.user.id, self.number("programme"), str(interaction.locale))
        await say_today(interaction, today, anew=False)


async def ask_to_stop(interaction: discord.Interaction[Any], running: Running) -> None:
    """Ask once before a programme ends."""
    body = f"{running.programme.name}, week {running.week}. Your log stays."
    yes = StopPress(f"program:stop:{interaction.user.id}:{running.kept.id}", label="Yes, end it", style=_DANGER)
    await answer(interaction, embed=card("End your programme?", body), view=row(yes))


def _as_typed(interaction: discord.Interaction[Any], running: Running) -> dict[str, str]:
    jumps = jumps_in_words(running, house_of(interaction).logbook.catalogue) if running.terms.jumps else ""
    return {"days": days_in_words(running.terms.days), "jump": jumps, "plates": str(running.terms.plates)}


async def _open_change(interaction: discord.Interaction[Any], typed: dict[str, str]) -> None:
    form = ChangeForm("program:change-form", title="Days, jumps and plates")
    for field in fields_of(
        [
            ("days", "Training days", "mon wed fri", typed["days"], _SHORT),
            ("jump", "Jumps (empty: the programme's)", "2.5kg, or squat 5kg, press 1.25kg", typed["jump"], _MAXES),
            ("plates", "Bar: plates × pairs (empty: the usual)", "20 kg: 20x5 10 5 2.5 1.25", typed["plates"], _SHORT),
        ]
    ):
        form.add_item(field)
    await form.open(interaction)


ITEMS = (BeginPress, MendPress, ChangePress, ChangeAgainPress, StopPress, TakeUpPress)
FORMS = (StartForm, ChangeForm)
