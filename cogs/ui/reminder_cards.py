"""What members see of their reminders, without the buttons."""

from datetime import datetime, timedelta

import discord

from bot.delivery.courier import LATE
from bot.delivery.post import WHY
from bot.delivery.schedule import Delivery
from bot.reminders.agenda import Listed, Overview
from bot.reminders.course import Notice, Trouble
from bot.reminders.outcomes import Ambiguous, Made
from bot.reminders.phrases import EXAMPLES, quoted
from bot.reminders.reminder import Reminder, State
from cogs.ui.card import ASK, GOOD, card
from cogs.ui.pages import page_note
from cogs.ui.text import clip, one_line, plain, stamp

PER_PAGE = 5
_NAME = 100
_ALL = 1600
"""Characters of a text in full: 500 as typed, with room for what makes markdown harmless."""


def name_of(reminder: Reminder, limit: int = _NAME) -> str:
    """Return what a reminder is of, on one line, harmless and cut to a length."""
    return plain(clip(one_line(reminder.what), limit))


def made_card(made: Made) -> discord.Embed:
    """Return the answer to a reminder that was made: what, and when in words and by the reader's own clock."""
    when = f"{stamp(made.reminder.at, 'F')} ({stamp(made.reminder.at, 'R')})"
    if made.reminder.rule:
        when = f"{made.words}\nFirst: {when}"
    elif made.words:
        when = f"{made.words}\n{when}"
    paused = ["Paused: `/remind list` goes on with it."] if _paused(made.reminder) else []
    when = "\n".join([when, *made.caveats, *paused])
    title, footer = "Put back" if paused else "I'll remind you", "By direct message."
    if made.reminder.post:
        title, footer = "Put back" if paused else "I'll post it", "Into a channel."
        when = f"in <#{made.reminder.post.channel_id}>{_for_role(made.reminder)}\n{when}"
    if made.changed:
        title = "Changed"
    return card(title, f"**{plain(made.reminder.what)}**\n{when}", colour=GOOD, footer=footer)


def _for_role(reminder: Reminder) -> str:
    return f" for <@&{reminder.post.role_id}>" if reminder.post and reminder.post.role_id else ""


def unclear_card(problem: str) -> discord.Embed:
    """Return what could not be taken, and examples that can."""
    examples = " · ".join(f"`{example}`" for example in EXAMPLES)
    footer = "Mend opens what you typed."
    return card("Nothing is set yet", f"{problem}\n\nFor example: {examples}", colour=ASK, footer=footer)


def which_card(asked: Ambiguous) -> discord.Embed:
    """Return the question which of several readings is meant."""
    readings = [
        f"{number}. {words} · {stamp(reading.at, 'F')}"
        for number, (words, reading) in enumerate(asked.readings, start=1)
    ]
    title = "Which one do you mean?" if len(readings) > 1 else "Is this what you mean?"
    return card(title, "\n".join([f"**{plain(asked.what)}**", *readings]), colour=ASK)


def zone_card(when: str) -> discord.Embed:
    """Return the question where the member is."""
    return card(
        "Where are you?",
        f"To know when {quoted(when)} is for you, I need your time zone. I ask this once, and keep what you typed. "
        "You can change it in `/settings`.",
        colour=ASK,
    )


def overview_card(overview: Overview, now: datetime, page: int, pages: int) -> discord.Embed:
    """Return one page of the list; the first page also says what was sent lately, and what did not arrive and why."""
    if not overview.coming:
        body = "No reminders. `/remind me` makes one: `what: stretch hips` `when: every mon and thu at 18:00`"
    else:
        shown = overview.coming[page * PER_PAGE : (page + 1) * PER_PAGE]
        body = "\n\n".join(_line(one, now) for one in shown)
    fields = []
    if page == 0 and overview.missed:
        fields.append(("Not delivered lately", "\n".join(_missed(*missed) for missed in overview.missed)))
    if page == 0 and overview.sent:
        fields.append(("Sent lately", "\n".join(_sent(*sent) for sent in overview.sent)))
    return card("Your reminders", body, fields=fields, footer=page_note(page, pages))


def _line(listed: Listed, now: datetime) -> str:
    reminder, at = listed.reminder, listed.next_at
    where = f"in <#{reminder.post.channel_id}> · " if reminder.post else ""
    recurs = where + (f"{reminder.words(None)} · " if reminder.rule else "")
    if at is None:
        when = "paused"
    elif at <= now:
        when = "on its way"
    else:
        when = f"{stamp(at, 'F')} ({stamp(at, 'R')})" + (" · snoozed; the rest is paused" if _paused(reminder) else "")
    return f"**{name_of(reminder)}**\n{recurs}{when}"


def _paused(reminder: Reminder) -> bool:
    return reminder.state is State.PAUSED


def _missed(reminder: Reminder, delivery: Delivery) -> str:
    if delivery.state == "scheduled" or delivery.state == "claimed":
        why = "Discord did not take it; I am trying again"
    else:
        why = WHY.get(delivery.code or "", WHY["rejected"]) + (
            ", so I called you in the channel" if delivery.called else ""
        )
    return f"{name_of(reminder, 60)} · {stamp(delivery.due.due_at)} · {why}"


def _sent(reminder: Reminder, delivery: Delivery) -> str:
    at = delivery.settled_at or delivery.due.due_at
    late = f", due {stamp(delivery.due.due_at)}" if at - delivery.due.due_at > LATE else ""
    return f"{name_of(reminder, 60)} · {stamp(at)}{late}"


def notice_text(notice: Notice, late_by: timedelta | None) -> str:
    """Return the message of a reminder that is due."""
    lines = [f"⏰ {clip(plain(notice.reminder.what), _ALL)}"]
    if notice.reminder.rule:
        lines.append(f"-# {notice.reminder.words(None)}")
    if notice.reminder.link:
        lines.append(f"-# About https://discord.com/channels/{notice.reminder.link}")
    if late_by is not None:
        due_at = notice.occurrence.due_at
        lines.append(f"-# I am late, sorry: this was due {stamp(due_at, 'F')} ({stamp(due_at, 'R')}).")
    return "\n".join(lines)


def post_text(notice: Notice, late_by: timedelta | None) -> str:
    """Return the message of a reminder for a channel; the role in it is the only one that it may ping."""
    role = notice.reminder.post and notice.reminder.post.role_id
    text = notice_text(notice, late_by)
    return f"<@&{role}> {text}" if role else text


def trouble_text(trouble: Trouble) -> str:
    """Return what the author of a server's reminder is told when it could not be posted."""
    reminder = trouble.reminder
    channel = f"<#{reminder.post.channel_id}>" if reminder.post else "its channel"
    why = WHY.get(trouble.reason, WHY["rejected"])
    said = f"Your reminder **{name_of(reminder)}** was not posted in {channel}: {why}."
    if reminder.state is State.PAUSED:
        return f"{said}\nI have paused it; `/remind list` in that server resumes it once I may post there again."
    return said


def done_text(notice: Notice) -> str:
    """Return what stays of the message once it is done."""
    return f"✅ {clip(plain(notice.reminder.what), _ALL)}"


def snoozed_text(notice: Notice, at: datetime) -> str:
    """Return the message while it is snoozed."""
    return f"💤 {clip(plain(notice.reminder.what), _ALL)}\n-# Again {stamp(at, 'F')} ({stamp(at, 'R')})."
