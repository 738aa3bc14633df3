"""What members read about their weeks and their holidays: cards only."""

from datetime import datetime

import discord

from bot.lifts.weight import Weight
from bot.weeks.holidays import Holiday
from bot.weeks.week import SCALE, Answers, Rhythm, Week
from bot.weeks.weekly import DAYS, Diary
from cogs.ui.card import ASK, CALM, GOOD, card
from cogs.ui.text import guessed_unit, plain, stamp

PER_PAGE = 8
_TREND = 12
_BARS = "▁▃▄▆█"
_CONSENT = """
I write to you once a week and ask about sleep, energy, soreness and body weight, from 1 to 5 and in numbers, and for \
one line about the week. The first three are a menu each; body weight and the line may stay empty. A body \
weight goes into `/bodyweight` only if you press the button for it.

**What I store:** what you answer, encrypted. **Who can read it:** you. Nothing of it goes into a channel, and no \
member or moderator sees it; whoever runs me holds the key.
**How long:** until you delete it or withdraw this, both with `/privacy`. **Stop these** is under each message.
"""


def consent_card() -> discord.Embed:
    """Return what a member agrees to when they agree to weekly check-ins."""
    return card("Shall I ask you each week?", _CONSENT)


def asking_card(rhythm: Rhythm, first: datetime) -> discord.Embed:
    """Return when the weekly check-ins come."""
    when = f"Each {DAYS[rhythm.weekday]} at {rhythm.at:%H:%M}, the first {stamp(first, 'F')} ({stamp(first, 'R')})."
    rest = "Rest weeks, holidays (`/checkin pause`) and a first miss don't break your streak."
    return card("I'll ask you how the week was", f"{when}\nBy direct message. {rest}", colour=GOOD)


def question_card(week: Week, streak: int, *, booked: bool = False, unit_guessed: bool = False) -> discord.Embed:
    """Return the question of a week, or what was told of it.

    `booked`: its body weight is in `/bodyweight` too; `unit_guessed`: the unit of that was not typed nor ever chosen.
    """
    when = f"{week.day:%A}, {week.day.day} {week.day:%B}"
    if week.rested:
        return card("A rest week", f"{when}. Noted; your streak waits.", colour=CALM)
    if week.answers is None:
        return card("How was your week?", f"{when}. One form, a minute.\n{_streak(streak)}", colour=ASK)
    too = "\nThe body weight is in `/bodyweight` too." if booked else ""
    guess = guessed_unit(week.answers.weight.unit) if unit_guessed and week.answers.weight else None
    return card("Your week", f"{when}\n{told(week.answers)}{too}\n\n{_streak(streak)}", colour=GOOD, footer=guess)


def warning_card(week: Week, streak: int) -> discord.Embed:
    """Return what is said a day before a streak ends, by a member's wish."""
    body = (
        f"You have not told me of the week of {week.day:%A}, {week.day.day} {week.day:%B}, nor of the one before. "
        f"{_streak(streak)}: it ends tomorrow, unless you tell me or it was a rest week."
    )
    return card("Your streak ends tomorrow", body, colour=ASK)


def told(answers: Answers) -> str:
    """Return what was told of a week, in words."""
    scales = [("Sleep", answers.sleep), ("energy", answers.energy), ("soreness", answers.soreness)]
    lines = [" · ".join(f"{name} **{value}** of {SCALE[-1]}" for name, value in scales)]
    if answers.weight is not None:
        lines.append(f"Body weight **{answers.weight}**")
    if answers.unread:
        lines.append(f"I can't read “{plain(answers.unread)}” as a body weight: **Change** opens it again.")
    if answers.line:
        lines.append(f"“{plain(answers.line)}”")
    return "\n".join(lines)


def history_card(diary: Diary, page: int, note: str) -> discord.Embed:
    """Return the trend and one page of weeks, the newest first."""
    if not diary.weeks and not diary.unreadable:
        return card("Your weeks", "Nothing yet. `/checkin weekly` has me ask you once a week.")
    shown = diary.weeks[page * PER_PAGE : (page + 1) * PER_PAGE]
    fields = [("Trend, oldest to newest", _trend(diary))] if diary.weeks else []
    fields.append(("Weeks", "\n".join(_line(week) for week in shown) or "None that I can open."))
    if diary.unreadable:
        fields.append(
            ("Sealed with another key", f"{diary.unreadable} of your weeks can't be opened with the key I have.")
        )
    return card("Your weeks", _streak(diary.streak), fields=fields, footer=note or None)


def holiday_card(holiday: Holiday) -> discord.Embed:
    """Return what a holiday means."""
    if holiday.until is None:
        end, back = "until you press **I'm back**", "then"
    else:
        end, back = f"until {stamp(holiday.until, 'F')}", f"{stamp(holiday.until, 'R')}"
    body = (
        f"Holiday {end}. Check-ins around sessions, weekly ones and repeating reminders are skipped. Reminders for "
        f"once, and what I ask a week after a flare-up, come {back}. Streaks wait. `/checkin pause` changes the day."
    )
    return card("Enjoy", body, colour=GOOD)


def back_card(kept: int) -> discord.Embed:
    """Return what is said when a holiday ends."""
    come = f"{kept} thing{'s' if kept != 1 else ''} waited for you and come now." if kept else "Nothing waited for you."
    return card("Welcome back", f"{come} Everything goes on from here.", colour=GOOD)


def _streak(weeks: int) -> str:
    return (
        f"Streak: **{weeks} week{'s' if weeks != 1 else ''}**" if weeks else "No streak yet; it begins with one week."
    )


def _trend(diary: Diary) -> str:
    known = [week.answers for week in diary.weeks if week.answers is not None][:_TREND][::-1]
    if not known:
        return "No answers yet."
    lines = [
        f"`{name:<8}` {''.join(_BARS[value - 1] for value in values)} {values[-1]} of {SCALE[-1]}"
        for name, values in (
            ("sleep", [one.sleep for one in known]),
            ("energy", [one.energy for one in known]),
            ("soreness", [one.soreness for one in known]),
        )
    ]
    weights = [one.weight for one in known if one.weight is not None]
    return "\n".join([*lines, *_weights(weights)])


def _weights(weights: list[Weight]) -> list[str]:
    if not weights:
        return []
    return [f"Body weight: {weights[0]} → **{weights[-1]}**" if len(weights) > 1 else f"Body weight: **{weights[0]}**"]


def _line(week: Week) -> str:
    day = f"{week.day.day} {week.day:%b}"
    if week.answers is None:
        return f"{day} · {'rest' if week.rested else 'holiday' if week.away else 'not answered'}"
    answers = week.answers
    parts = [day, f"sleep {answers.sleep}", f"energy {answers.energy}", f"soreness {answers.soreness}"]
    if answers.weight is not None:
        parts.append(str(answers.weight))
    return " · ".join([*parts, plain(answers.line)] if answers.line else parts)
