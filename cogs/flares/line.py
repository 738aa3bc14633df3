"""The check-in as a letter: what the courier sends by direct message when one is due, and never anywhere else."""

from datetime import datetime, timedelta

from bot.database import Connection
from bot.delivery.schedule import Due
from bot.flares.care import Care
from bot.flares.checkins import Occasion, Step
from bot.flares.history import is_better
from bot.flares.record import Flare
from bot.instants import Clock
from bot.sealing import Unreadable
from cogs.flares.cards import not_better_card
from cogs.flares.plan import stop_press
from cogs.flares.screen import reading_message
from cogs.flares.status import status_presses
from cogs.ui.card import Letter, row
from cogs.ui.text import stamp


class CheckinLine:
    """The kind "checkin" of deliveries."""

    private = True

    def __init__(self, care: Care, clock: Clock) -> None:
        self._care = care
        self._clock = clock

    async def compose(self, due: Due, *, late_by: timedelta | None) -> Letter | None:
        """Return the check-in, or None when it was stopped, a red flag stands, or it was put off.

        It is put off to waking hours, and with the session that it comes before.
        """
        if await self._care.choosing.put_off(due) or not await self._care.asking.wanted(due):
            return None
        occasion = Occasion.of(due.step, due.id)
        try:
            step = Step.UPDATE if occasion.step is Step.NOT_BETTER else occasion.step
            situation = await self._care.situation(due.member_id, due.subject_id, occasion.reading_id, step)
        except Unreadable as error:
            return Letter(f"I was to ask you how it goes. {error}")
        if situation.stop is not None:
            return None
        if occasion.step is Step.NOT_BETTER:
            return self._not_better(situation.flare)
        embeds, view = reading_message(situation, self._care, await self._care.region(due.member_id))
        late = f"This was due {stamp(due.due_at)}; I was away. Sorry." if late_by else None
        return Letter("Still open, whenever it suits you:" if occasion.again else late, embeds, view)

    def delivered(self, connection: Connection, due: Due, now: datetime) -> None:  # noqa: ARG002 - as all lines
        """Count what asked for an answer again; the next check-in is a row of its own."""
        self._care.asking.went_out(connection, due)

    def missed(self, connection: Connection, due: Due, now: datetime) -> None:
        """Do nothing more: the member is told at their next command."""

    async def missed_text(self, due: Due) -> str | None:
        """Return that a check-in was due, without a word of what it is about; None when they are off by now."""
        if Occasion.of(due.step, due.id).again or not await self._care.asking.is_on(due):
            return None
        return f"A check-in that you asked for was due {stamp(due.due_at)}. `/flare status`, **Update** asks the same."

    def _not_better(self, flare: Flare) -> Letter | None:
        """Return what is said when it has gone on for long; None when it is better by now."""
        if is_better(flare, self._care.guide):
            return None
        view = row(*status_presses(flare), stop_press(flare.member_id, flare.id))
        return Letter(None, [not_better_card(flare, self._care, self._clock())], view)
