"""The check-in as a letter: what the courier sends by direct message when one is due, and never anywhere else."""

from datetime import datetime, timedelta

from bot.database import Connection
from bot.delivery.schedule import Due
from bot.flares.care import Care
from bot.flares.checkins import Step
from bot.sealing import Unreadable
from cogs.flares.screen import reading_message
from cogs.ui.card import Letter
from cogs.ui.text import stamp


class CheckinLine:
    """The kind "checkin" of deliveries."""

    private = True

    def __init__(self, care: Care) -> None:
        self._care = care

    async def compose(self, due: Due, *, late_by: timedelta | None) -> Letter | None:
        """Return the check-in, or None when it was stopped, a red flag stands, or it was put off to waking hours."""
        if not await self._care.asking.wanted(due):
            return None
        try:
            situation = await self._care.situation(due.member_id, due.subject_id, due.id, Step(due.step))
        except Unreadable as error:
            return Letter(f"I was to ask you how it goes. {error}")
        if situation.stop is not None:
            return None
        embeds, view = reading_message(situation, self._care, await self._care.region(due.member_id))
        late = f"This was due {stamp(due.due_at)}; I was away. Sorry." if late_by else None
        return Letter(late, embeds, view)

    def delivered(self, connection: Connection, due: Due, now: datetime) -> None:
        """Do nothing more: the next check-in is a row of its own."""

    def missed(self, connection: Connection, due: Due, now: datetime) -> None:
        """Do nothing more: the member is told at their next command."""

    async def missed_text(self, due: Due) -> str | None:
        """Return that a check-in was due, without a word of what it is about; None when they are off by now."""
        if not await self._care.asking.is_on(due):
            return None
        return f"A check-in that you asked for was due {stamp(due.due_at)}. `/flare status`, **Update** asks the same."
