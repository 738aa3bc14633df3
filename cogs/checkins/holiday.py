"""Holidays in deliveries: a line that skips or keeps what is due while its member is away."""

from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import discord

from bot.database import Connection
from bot.delivery.courier import Line
from bot.delivery.schedule import Due
from bot.weeks.holidays import Holidays
from cogs.checkins.cards import back_card
from cogs.ui.answer import update
from cogs.ui.card import Letter
from cogs.ui.house import house_of
from cogs.ui.press import Press
from cogs.ui.text import stamp

Skips = Callable[[Due], Awaitable[bool]]
"""Tells whether something that is due on a holiday is skipped; else it is kept for the return."""


class HolidayLine:
    """Another line, with respect for holidays."""

    def __init__(self, line: Line, holidays: Holidays, skips: Skips) -> None:
        self._line = line
        self._holidays = holidays
        self._skips = skips
        self.private = line.private

    async def compose(self, due: Due, *, late_by: timedelta | None) -> Any | None:
        """Return the letter; None while its member is on holiday, and what was kept then says so afterwards."""
        holiday = await self._holidays.current(due.member_id)
        if holiday is None:
            return await self._composed(due, late_by)
        if await self._skips(due):
            await self._holidays.skip(due, self._line.missed)
        else:
            await self._holidays.keep(due, holiday)
        return None

    def delivered(self, connection: Connection, due: Due, now: datetime) -> None:
        """Go on as the line does."""
        self._line.delivered(connection, due, now)

    def missed(self, connection: Connection, due: Due, now: datetime) -> None:
        """Go on as the line does."""
        self._line.missed(connection, due, now)

    async def missed_text(self, due: Due) -> str | None:
        """Say what the line says."""
        return await self._line.missed_text(due)

    async def _composed(self, due: Due, late_by: timedelta | None) -> Any | None:
        if late_by is None or await self._holidays.at(due.member_id, due.due_at) is None:
            return await self._line.compose(due, late_by=late_by)
        letter = await self._line.compose(due, late_by=None)
        if not isinstance(letter, Letter):
            return letter
        kept = f"-# Kept while you were on holiday; it was due {stamp(due.due_at)}."
        return replace(letter, content="\n".join(filter(None, (kept, letter.content))))


class BackPress(Press, template=r"holiday:back:(?P<owner>\d+)"):
    """Ends a holiday."""

    async def pressed(self, interaction: discord.Interaction[Any]) -> None:
        """End it, and say what waited."""
        kept = await house_of(interaction).holidays.end(interaction.user.id)
        await update(interaction, embed=back_card(kept))


ITEMS = (BackPress,)
