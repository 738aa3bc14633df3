"""Holidays: check-ins, reminders and streaks wait together, and what was due meanwhile is skipped or kept."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from bot.database import Connection, Database
from bot.delivery.schedule import Due, Schedule
from bot.errors import SpotterError
from bot.ids import Ids
from bot.instants import Clock
from bot.members.people import Members
from bot.reminders import phrases
from bot.reminders.parse import Reading
from bot.weeks import store

_FAR = timedelta(days=3650)
"""Until then is held back what waits for a member who did not say when they are back: they let go of it themselves."""
LONGEST = timedelta(days=366)
_EXAMPLES = "Type it like `14 march`, `sunday`, `in 2 weeks` or `2026-03-14`, or leave it out."


@dataclass(frozen=True)
class Holiday:
    """A holiday that is on."""

    until: datetime | None
    """When the member is back; None until they say so."""


class Holidays:
    """Begins and ends holidays, and says what they mean for something that is due."""

    def __init__(self, database: Database, clock: Clock, ids: Ids, members: Members, schedule: Schedule) -> None:
        self._database = database
        self._clock = clock
        self._ids = ids
        self._members = members
        self._schedule = schedule

    async def current(self, member_id: int) -> Holiday | None:
        """Return the holiday that a member is on, or None."""
        return await self.at(member_id, self._clock())

    async def at(self, member_id: int, instant: datetime) -> Holiday | None:
        """Return the holiday that an instant falls into, or None."""
        found = await self._database.read(store.holiday_at, member_id, instant)
        return None if found is None else Holiday(found[1])

    async def begin(self, member_id: int, until: str = "") -> Holiday:
        """Begin a holiday, or change the end of the one that is on.

        It ends on the morning of the day that was typed, as the member is up; with nothing typed, when they say so.
        Raises SpotterError when the day can't be read, is over, or is more than a year away.
        """
        preferences = await self._members.preferences(member_id)
        back = None
        if until.strip():
            back = _back(until, self._clock(), preferences.tzinfo, f"{preferences.waking_from:%H:%M}")
        await self._database.write(self._begin, member_id, back)
        self._schedule.wake()
        return Holiday(back)

    async def end(self, member_id: int) -> int:
        """End the holiday that is on; returns how much was kept for the return and comes now. Twice is fine."""
        kept = await self._database.write(self._end, member_id)
        self._schedule.wake()
        return kept

    async def keep(self, due: Due, holiday: Holiday) -> None:
        """Hold back what is about to be sent until the member is back."""
        await self._database.write(self._schedule.hold, due, holiday.until or self._clock() + _FAR)

    async def skip(self, due: Due, go_on: Callable[[Connection, Due, datetime], None]) -> None:
        """Go on after something that is not sent, as if it had been missed: a series plans its next one."""
        await self._database.write(go_on, due, self._clock())

    def export_member(self, connection: Connection, member_id: int) -> dict[str, Any]:
        """Return a member's holidays."""
        return store.export_holidays(connection, member_id)

    def delete_member(self, connection: Connection, member_id: int) -> None:
        """Delete a member's holidays."""
        store.delete_holidays(connection, member_id)

    def _begin(self, connection: Connection, member_id: int, back: datetime | None) -> None:
        now = self._clock()
        found = store.holiday_at(connection, member_id, now)
        if found is None:
            store.begin_holiday(connection, member_id, self._ids(), now, back)
        else:
            store.move_holiday(connection, member_id, found[0], back)
        self._schedule.release(connection, member_id=member_id)  # to be held back until the new end instead

    def _end(self, connection: Connection, member_id: int) -> int:
        now = self._clock()
        found = store.holiday_at(connection, member_id, now)
        if found is not None:
            store.move_holiday(connection, member_id, found[0], now)
        return self._schedule.release(connection, member_id=member_id)


def _back(text: str, now: datetime, zone: ZoneInfo, waking: str) -> datetime:
    """Return the morning of the day that a text names; reminders' own grammar reads it, to the last character."""
    quoted = phrases.quoted(text)
    problem: SpotterError | None = None
    for phrase in (f"{text.strip()} at {waking}", f"in {text.strip()} at {waking}"):
        try:
            readings = _ahead(phrase, now, zone)
        except SpotterError as error:
            problem = problem or error
            continue
        if any(reading.rule for reading in readings):
            break
        if len(readings) > 1:
            days = " or ".join(f"`{reading.at.astimezone(zone):%Y-%m-%d}`" for reading in readings)
            raise SpotterError(f"{quoted} can be {days}. Type one of them.")
        back = readings[0].at.astimezone(UTC)
        if back - now > LONGEST:
            raise SpotterError(f"{quoted} is more than a year away. Leave the day out: I wait until you are back.")
        return back
    over = isinstance(problem, phrases.Past)
    raise SpotterError(
        f"{quoted} is over or now. {_EXAMPLES}" if over else f"I can't read {quoted} as a day. {_EXAMPLES}"
    )


def _ahead(phrase: str, now: datetime, zone: ZoneInfo) -> list[Reading]:
    """Return what a phrase means; the evening is never meant. Raises Past where the morning is over, and Unreadable."""
    readings = [reading for reading in phrases.read(phrase, now, zone) if reading.sure]
    if not readings:
        raise phrases.Past("That morning is over.")
    return readings
