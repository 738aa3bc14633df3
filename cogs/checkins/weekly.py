"""The weekly check-in: agreed to, sent, told in one form, changed, rested, stopped."""

import re
from datetime import date, datetime, time, timedelta
from typing import Any

import discord
from discord import ui

from bot.bodyweight.scales import Doubted
from bot.database import Connection
from bot.delivery.schedule import Due
from bot.errors import Gone
from bot.lifts.weight import Weight
from bot.weeks.week import LONGEST_LINE, Answers, Rhythm, Week
from bot.weeks.weekly import Diary, Weekly
from cogs.bodyweight import question
from cogs.checkins.cards import PER_PAGE, asking_card, history_card, question_card, warning_card
from cogs.ui.answer import answer, update
from cogs.ui.card import Letter, card, row
from cogs.ui.form import Filled, Form
from cogs.ui.house import house_of
from cogs.ui.pages import PAGE_SUFFIX, clamp, page_buttons, page_note
from cogs.ui.press import Press
from cogs.ui.text import stamp

_WEEK = r"(?P<owner>\d+):(?P<week>\d{4}-\d\d-\d\d)"
_SCALES = {
    "sleep": ("Sleep", ("1 · poor", "2", "3 · all right", "4", "5 · great")),
    "energy": ("Energy", ("1 · flat", "2", "3 · all right", "4", "5 · full of it")),
    "soreness": ("Soreness", ("1 · none", "2", "3 · some", "4", "5 · a lot")),
}
_LONGEST_WEIGHT = 20


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise Gone from None


class AgreePress(Press, template=r"weekly:agree:(?P<owner>\d+):(?P<weekday>[0-6]):(?P<hour>\d\d)(?P<minute>\d\d)"):
    """The consent."""

    async def pressed(self, interaction: discord.Interaction[Any]) -> None:
        """Store the consent and begin."""
        weekly, owner = house_of(interaction).weekly, interaction.user.id
        await weekly.agree(owner)
        at = time(self.number("hour") % 24, self.number("minute") % 60)
        await show_asking(interaction, self.number("weekday"), at)


class RefusePress(Press, template=r"weekly:refuse:(?P<owner>\d+)"):
    """No thanks."""

    async def pressed(self, interaction: discord.Interaction[Any]) -> None:
        """Store nothing."""
        await update(interaction, embed=card("Nothing was stored", "That is fine. I won't ask."))


class TellPress(Press, template=rf"weekly:tell:{_WEEK}"):
    """Opens the form of a week, filled in with what was told before."""

    async def pressed(self, interaction: discord.Interaction[Any]) -> None:
        """Open it."""
        day = _day(self.word("week"))
        week = (await house_of(interaction).weekly.diary(interaction.user.id)).week(day)
        await WeekForm.for_(week).open(interaction)


class RestPress(Press, template=rf"weekly:rest:{_WEEK}"):
    """A rest week."""

    async def pressed(self, interaction: discord.Interaction[Any]) -> None:
        """Note it; it can still be told of, and what was told of stays."""
        day = _day(self.word("week"))
        await house_of(interaction).weekly.rest(interaction.user.id, day)
        await show_week(interaction, day)


class BookPress(Press, template=rf"weekly:book:{_WEEK}"):
    """Logs the body weight of a week in `/bodyweight` too, where it is not encrypted: by the member's wish alone."""

    async def pressed(self, interaction: discord.Interaction[Any]) -> None:
        """Log it in place of what was taken over before, or ask where it is far from the last."""
        house, owner, day = house_of(interaction), interaction.user.id, _day(self.word("week"))
        told = (await house.weekly.diary(owner)).week(day).answers
        if told is None or told.weight is None:
            raise Gone
        outcome = await house.scales.take_over(owner, day, told.weight)
        await show_week(interaction, day)
        if isinstance(outcome, Doubted):
            embed, view = question(owner, outcome)
            await answer(interaction, embed=embed, view=view, private=interaction.guild_id is not None)


class WarnPress(Press, template=r"weekly:warn:(?P<owner>\d+):(?P<wanted>on|off)"):
    """Chooses whether to be told a day before a streak ends."""

    async def pressed(self, interaction: discord.Interaction[Any]) -> None:
        """Set it and say so."""
        owner, wanted = interaction.user.id, self.word("wanted") == "on"
        await house_of(interaction).weekly.warn(owner, wanted=wanted)
        said = (
            "A day before a streak would end I'll write to you. A rest week or a holiday never ends one."
            if wanted
            else "I won't warn you before a streak ends. Each week I ask as before."
        )
        other = WarnPress.for_(owner, wanted=not wanted)
        await answer(interaction, said, view=row(other), private=interaction.guild_id is not None)

    @classmethod
    def for_(cls, owner: int, *, wanted: bool) -> "WarnPress":
        """Return the button that switches it on or off."""
        label = "Warn me before a streak ends" if wanted else "No warnings"
        return cls(f"weekly:warn:{owner}:{'on' if wanted else 'off'}", label=label)


class StopPress(Press, template=r"weekly:stop:(?P<owner>\d+)"):
    """Stops weekly check-ins."""

    async def pressed(self, interaction: discord.Interaction[Any]) -> None:
        """Stop, at once; what was told stays."""
        await house_of(interaction).weekly.stop(interaction.user.id)
        body = "No more weekly check-ins. `/checkin history` shows what you told me, `/privacy` deletes it."
        await update(interaction, embed=card("Stopped", body))


class PagePress(Press, template=r"weekly:page:(?P<owner>\d+)" + PAGE_SUFFIX):
    """Leads to another page of weeks."""

    async def pressed(self, interaction: discord.Interaction[Any]) -> None:
        """Show it."""
        embed, view = history(interaction.user.id, await _diary(interaction), self.number("page"))
        await update(interaction, embed=embed, view=view)


class WeekForm(Form, template=r"weekly:form:(?P<week>\d{4}-\d\d-\d\d)"):
    """One week: three scales, body weight, one line."""

    @classmethod
    def for_(cls, week: Week) -> "WeekForm":
        """Return the form, filled in with what is known."""
        form = cls(f"weekly:form:{week.day.isoformat()}", title="How was your week?")
        known = week.answers
        for what, (label, names) in _SCALES.items():
            options = [
                discord.SelectOption(label=name, value=str(number), default=_was(known, what) == number)
                for number, name in enumerate(names, 1)
            ]
            menu: ui.Select[ui.View] = ui.Select(custom_id=what, options=options)
            form.add_item(ui.Label(text=label, component=menu))
        weight = (str(known.weight) if known.weight else known.unread) if known else ""
        for custom_id, label, typed, most in (
            ("weight", "Body weight, if you like: 82.5 kg", weight, _LONGEST_WEIGHT),
            ("line", "One line about the week, if you like", known.line if known else "", LONGEST_LINE),
        ):
            field: ui.TextInput[ui.View] = ui.TextInput(
                custom_id=custom_id, default=typed or None, required=False, max_length=most
            )
            form.add_item(ui.Label(text=label, component=field))
        return form

    @classmethod
    async def submitted(cls, interaction: discord.Interaction[Any], match: re.Match[str], values: Filled) -> None:
        """Store it and show it."""
        day = _day(match["week"])
        weekly, owner = house_of(interaction).weekly, interaction.user.id
        guessed = await weekly.tell(owner, day, values, str(interaction.locale))
        await show_week(interaction, day, unit_guessed=guessed)


class WeeklyLine:
    """The kind "weekly" of deliveries."""

    private = True

    def __init__(self, weekly: Weekly) -> None:
        self._weekly = weekly

    async def compose(self, due: Due, *, late_by: timedelta | None) -> Letter | None:
        """Return the question, or None when it is no longer wanted."""
        week = await self._weekly.wanted(due)
        if week is None:
            return None
        if self._weekly.warns(due):
            weeks = await self._weekly.ending(due)
            view = _buttons(due.member_id, week).add_item(WarnPress.for_(due.member_id, wanted=False))
            return Letter(None, [warning_card(week, weeks)], view) if weeks else None
        diary = await self._weekly.diary(due.member_id)
        late = f"This was due {stamp(due.due_at)}; I was away. Sorry." if late_by else None
        return Letter(late, [question_card(week, diary.streak)], _buttons(due.member_id, week))

    def delivered(self, connection: Connection, due: Due, now: datetime) -> None:
        """Note that the week was asked about, and plan the next one."""
        self._weekly.went_by(connection, due, now, asked=True)

    def missed(self, connection: Connection, due: Due, now: datetime) -> None:
        """Plan the next one; a week that could not be asked about is no miss."""
        self._weekly.went_by(connection, due, now, asked=False)

    async def missed_text(self, due: Due) -> str | None:
        """Return that a weekly check-in was due."""
        if self._weekly.warns(due) or await self._weekly.rhythm(due.member_id) is None:
            return None
        return f"Your weekly check-in was due {stamp(due.due_at)}."


def history(owner: int, diary: Diary, page: int) -> tuple[discord.Embed, ui.View]:
    """Return a page of weeks."""
    pages = max(1, -(-len(diary.weeks) // PER_PAGE))
    page = clamp(page, pages)
    buttons = page_buttons(PagePress, f"weekly:page:{owner}", page, pages)
    return history_card(diary, page, page_note(page, pages)), row(*buttons)


async def show_asking(interaction: discord.Interaction[Any], weekday: int, at: time, *, anew: bool = False) -> None:
    """Switch weekly check-ins on and say when they come."""
    house, owner = house_of(interaction), interaction.user.id
    first = await house.weekly.ask(owner, weekday, at)
    embed = asking_card(Rhythm(weekday, at, (await house.members.preferences(owner)).tzinfo), first)
    warn = WarnPress.for_(owner, wanted=not await house.weekly.warned(owner))
    view = row(StopPress(f"weekly:stop:{owner}", label="Stop these"), warn)
    if anew:
        await answer(interaction, embed=embed, view=view, private=interaction.guild_id is not None)
    else:
        await update(interaction, embed=embed, view=view)


async def show_week(interaction: discord.Interaction[Any], day: date, *, unit_guessed: bool = False) -> None:
    """Show what is told of a week, in place of what stood there."""
    house, owner = house_of(interaction), interaction.user.id
    diary = await house.weekly.diary(owner)
    week = diary.week(day)
    weight = week.answers.weight if week.answers else None
    booked = weight is not None and await house.scales.knows(owner, day, weight)
    view = _buttons(owner, week, to_book=None if booked else weight)
    embed = question_card(week, diary.streak, booked=booked, unit_guessed=unit_guessed)
    await update(interaction, embed=embed, view=view)


def _buttons(owner: int, week: Week, to_book: Weight | None = None) -> ui.View:
    place = f"{owner}:{week.day.isoformat()}"
    told = week.answers is not None
    style = discord.ButtonStyle.secondary if told else discord.ButtonStyle.primary
    presses: list[Press] = [TellPress(f"weekly:tell:{place}", label="Change" if told else "Tell me", style=style)]
    if not told and not week.rested:
        presses.append(RestPress(f"weekly:rest:{place}", label="Rest week"))
    if to_book is not None:
        presses.append(BookPress(f"weekly:book:{place}", label=f"Log {to_book} in /bodyweight"))
    return row(*presses, StopPress(f"weekly:stop:{owner}", label="Stop these"))


async def _diary(interaction: discord.Interaction[Any]) -> Diary:
    return await house_of(interaction).weekly.diary(interaction.user.id)


def _was(answers: Answers | None, what: str) -> int | None:
    return None if answers is None else getattr(answers, what)


ITEMS = (AgreePress, RefusePress, TellPress, RestPress, BookPress, WarnPress, StopPress, PagePress)
FORMS = (WeekForm,)
