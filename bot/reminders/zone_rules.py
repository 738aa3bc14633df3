"""What governments change of their clocks: reminders keep the hour that was meant, by the newest rules there are."""

from bot.database import Database, process_state
from bot.delivery.schedule import Schedule
from bot.reminders import store
from bot.reminders.course import Course
from bot.reminders.recurrence import instant_of

RELEASE = "tzdata"
"""The name under which the release is remembered that instants were worked out by."""
_A_PART = 500
"""Reminders looked at in one go, so that nobody waits for it."""


class ZoneRules:
    """Has the instants of reminders follow the rules of time zones."""

    def __init__(self, database: Database, schedule: Schedule, course: Course) -> None:
        self._database = database
        self._schedule = schedule
        self._course = course

    async def follow(self, release: str) -> int:
        """Work out anew when reminders are due if another release of tzdata is installed; return how many moved."""
        if await self._database.read(process_state.recall, RELEASE) == release:
            return 0
        moved, last = 0, (0, 0)
        while part := await self._database.read(store.open_by_wall_clock, last, _A_PART):
            for one in part:
                if one.local and one.zone and instant_of(one.local, one.zone) != one.at:
                    moved += await self._database.write(self._course.work_out_anew, one.member_id, one.id)
            last = part[-1].member_id, part[-1].id
        await self._database.write(process_state.remember, RELEASE, release)
        self._schedule.wake()
        return moved
