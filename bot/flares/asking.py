"""The use cases of check-ins: switched on, put off to waking hours, asked, brought up again, moved, stopped."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from bot.database import Connection, Database, Row
from bot.delivery.schedule import Due, Schedule
from bot.errors import Gone, SpotterError
from bot.flares import store
from bot.flares.checkins import (
    ASKING,
    MOST_NUDGES,
    NUDGE_AFTER,
    Course,
    Occasion,
    Planned,
    Step,
    Waking,
    nudge_at,
    plan,
)
from bot.flares.decisions import Guide
from bot.flares.files import Files
from bot.flares.record import Flare
from bot.flares.screening import Level
from bot.ids import Ids
from bot.instants import Clock
from bot.members.people import Members
from bot.sealing import Unreadable

KIND = "checkin"
"""The kind of delivery that check-ins are."""
CONSENT = "checkins"
"""The purpose of the consent to be asked by direct message."""
CONSENT_VERSION = 1
"""Raised with the words of that consent."""


class Asking:
    """Check-ins by direct message, each flare-up's switched on by a press of its own."""

    def __init__(
        self,
        database: Database,
        clock: Clock,
        ids: Ids,
        members: Members,
        schedule: Schedule,
        files: Files,
        guide: Guide,
    ) -> None:
        self._database = database
        self._clock = clock
        self._ids = ids
        self._members = members
        self._schedule = schedule
        self._files = files
        self._guide = guide

    async def waking(self, member_id: int) -> Waking:
        """Return the hours in which a member may be written to."""
        preferences = await self._members.preferences(member_id)
        return Waking(preferences.tzinfo, preferences.waking_from, preferences.waking_until)

    async def planned(self, flare: Flare) -> tuple[Planned, ...]:
        """Return the check-ins that would come if they were switched on now."""
        return self._plan(flare, await self.waking(flare.member_id))

    async def to_come(self, flare: Flare) -> tuple[Planned, ...]:
        """Return the check-ins of a flare-up that are still to come, soonest first."""
        return await self._database.read(self._to_come, flare.member_id, flare.id)

    async def accept(self, member_id: int, flare_id: int) -> tuple[Planned, ...]:
        """Switch the check-ins of a flare-up on, the member agreeing; returns those to come. Twice is once.

        Raises Gone, and SpotterError when the member's direct messages are off or a red flag has not been checked.
        """
        if not (await self._members.preferences(member_id)).dms:
            raise SpotterError("Direct messages from me are off in your `/settings`. Allow them there and press again.")
        to_come = await self._database.write(self._accept, member_id, flare_id, await self.waking(member_id))
        self.wake()
        return to_come

    async def stop(self, member_id: int, flare_id: int) -> None:
        """Switch the check-ins of a flare-up off, at once. Raises Gone."""
        await self._database.write(self._stop, member_id, flare_id)

    async def wanted(self, due: Due) -> bool:
        """Tell whether a check-in that is due is to be sent now.

        It is not when it was switched off or a red flag stands; one that would wake the member is put off to the
        next time they are up. An answer is asked for again at most MOST_NUDGES times, only where there is none, and not
        when the bot was away at that time.
        """
        if not await self.is_on(due):
            return False
        occasion, waking, now = Occasion.of(due.step, due.id), await self.waking(due.member_id), self._clock()
        if occasion.again:
            answered = await self._database.read(store.flare_of, due.member_id, occasion.reading_id)
            return answered is None and waking.is_up(now) and now - due.due_at < NUDGE_AFTER
        if not waking.is_up(now):
            await self._database.write(self._go_on, due, occasion.step, waking.next_up(now))
            return False
        again = nudge_at(due.due_at, now, waking)
        if again is not None and occasion.step in ASKING:
            await self._database.write(self._go_on, due, occasion.nudge, again)
        return True

    def went_out(self, connection: Connection, due: Due) -> None:
        """Count what asked for an answer again, in the unit that records that it arrived."""
        if Occasion.of(due.step, due.id).again:
            store.count_nudge(connection, due.member_id, due.subject_id)

    async def passes(self, due: Due) -> bool:
        """Tell whether a check-in is about a day, so that there is no point in it later, as after a holiday."""
        occasion = Occasion.of(due.step, due.id)
        return occasion.again or occasion.step not in (Step.DAY_7, Step.NOT_BETTER)

    async def follow_clock(self, member_id: int) -> int:
        """Move what is still to come to a member's new zone or waking hours; returns how many check-ins moved."""
        moved = await self._database.write(self._follow_clock, member_id, await self.waking(member_id))
        self.wake()
        return moved

    async def is_on(self, due: Due) -> bool:
        """Tell whether the check-ins that a due one belongs to are switched on and agreed to."""
        return await self._consented(due.member_id) and await self._database.read(self._still_on, due)

    def export_member(self, connection: Connection, member_id: int) -> dict[str, Any]:
        """Return which flare-ups check-ins are on for."""
        rows = store.flares(connection, member_id)
        return {"check_ins_on": [{"flare_up": row["id"]} for row in rows if row["asked_since"] is not None]}

    def count_member(self, connection: Connection, member_id: int) -> int:
        """Return for how many flare-ups check-ins are on."""
        return sum(row["asked_since"] is not None for row in store.flares(connection, member_id))

    def wake(self) -> None:
        """Have the courier look again; called after a unit that added check-ins is committed."""
        self._schedule.wake()

    def add(self, connection: Connection, member_id: int, flare_id: int, planned: Iterable[Planned]) -> None:
        """Owe a member these check-ins."""
        for one in planned:
            self._owe(connection, member_id, flare_id, one.step, one.due_at)

    def move_session(self, connection: Connection, flare: Flare, waking: Waking) -> None:
        """Ask around the session day that was set last, if check-ins are on; the others make room for that."""
        if flare.asked_since is None:
            return
        around = {Step.BEFORE_SESSION, Step.AFTER_SESSION}
        still = {one.step for one in self._to_come(connection, flare.member_id, flare.id)} | around
        planned = plan(flare.asked_since, waking, self._course(flare))
        ahead = [one for one in planned if one.step in still and one.due_at > self._clock()]
        for step in {one.step for one in ahead} | around:
            self._schedule.cancel(connection, member_id=flare.member_id, kind=KIND, subject_id=flare.id, step=step)
        self.add(connection, flare.member_id, flare.id, ahead)

    def silence(self, connection: Connection, member_id: int, flare_id: int | None = None) -> None:
        """Stop the check-ins of one flare-up, or of all a member has."""
        ids = [row["id"] for row in store.flares(connection, member_id)]
        for subject_id in ids if flare_id is None else [flare_id]:
            self._schedule.cancel(connection, member_id=member_id, kind=KIND, subject_id=subject_id)
            store.stop_asking(connection, member_id, subject_id)

    def forget(self, connection: Connection, member_id: int) -> None:
        """Delete what was asked of a member, and what was to be: their flare-ups are deleted in the same unit."""
        for row in store.flares(connection, member_id):
            self._schedule.forget(connection, member_id=member_id, kind=KIND, subject_id=row["id"])

    def _accept(self, connection: Connection, member_id: int, flare_id: int, waking: Waking) -> tuple[Planned, ...]:
        flare, stop = self._files.with_stop(connection, member_id, flare_id)
        if flare.closed_at:
            raise Gone("This flare-up is closed; `/flare log` starts another.")
        if stop:
            raise SpotterError("First have it checked; until then I ask nothing about training.")
        self._members.agree(connection, member_id, CONSENT, CONSENT_VERSION)
        if store.start_asking(connection, member_id, flare_id, self._clock()):
            self.add(connection, member_id, flare_id, self._plan(flare, waking))
        return self._to_come(connection, member_id, flare_id)

    def _to_come(self, connection: Connection, member_id: int, flare_id: int) -> tuple[Planned, ...]:
        owed = self._schedule.owed(connection, member_id=member_id, kind=KIND)
        mine = [(Occasion.of(due.step, due.id), due.due_at) for due in owed if due.subject_id == flare_id]
        return tuple(Planned(occasion.step, due_at) for occasion, due_at in mine if not occasion.again)

    def _stop(self, connection: Connection, member_id: int, flare_id: int) -> None:
        if store.flare(connection, member_id, flare_id) is None:
            raise Gone
        self.silence(connection, member_id, flare_id)

    def _still_on(self, connection: Connection, due: Due) -> bool:
        row = store.flare(connection, due.member_id, due.subject_id)
        return row is not None and row["asked_since"] is not None and self._may_nudge(row, due)

    def _may_nudge(self, row: Row, due: Due) -> bool:
        return not Occasion.of(due.step, due.id).again or row["nudges"] < MOST_NUDGES

    def _go_on(self, connection: Connection, due: Due, step: str, due_at: datetime) -> None:
        """Owe what follows on a due one, unless it was stopped or deleted meanwhile."""
        if self._still_on(connection, due):
            self._owe(connection, due.member_id, due.subject_id, step, due_at)

    def _owe(self, connection: Connection, member_id: int, flare_id: int, step: str, due_at: datetime) -> None:
        self._schedule.add(
            connection, member_id=member_id, id=self._ids(), kind=KIND, subject_id=flare_id, step=step, due_at=due_at
        )

    def _follow_clock(self, connection: Connection, member_id: int, waking: Waking) -> int:
        """Plan anew from when check-ins began, and move what has not come yet; nudges are left where they are."""
        now, moved = self._clock(), 0
        planned: dict[int, dict[Step, datetime]] = {}
        for due in self._schedule.owed(connection, member_id=member_id, kind=KIND):
            occasion = Occasion.of(due.step, due.id)
            if due.subject_id not in planned:
                planned[due.subject_id] = self._planned_anew(connection, member_id, due.subject_id, waking)
            at = planned[due.subject_id].get(occasion.step)
            if at is None or occasion.again:
                continue
            at = at if at > now else waking.next_up(now)
            if at != due.due_at:
                moved += self._schedule.move(connection, member_id=member_id, id=due.id, due_at=at)
        return moved

    def _planned_anew(
        self, connection: Connection, member_id: int, flare_id: int, waking: Waking
    ) -> dict[Step, datetime]:
        try:
            flare = self._files.flare(connection, member_id, flare_id)
        except (Gone, Unreadable):
            return {}
        since = flare.asked_since or flare.created_at
        return {one.step: one.due_at for one in plan(since, waking, self._course(flare))}

    def _plan(self, flare: Flare, waking: Waking) -> tuple[Planned, ...]:
        return plan(self._clock(), waking, self._course(flare))

    def _course(self, flare: Flare) -> Course:
        nights = self._guide.rows["D2"].wait_days if flare.level is Level.E3 else 1
        lasting = self._guide.no_better_after_days[flare.area]
        return Course(flare.created_at, flare.terms.session, lasting, nights)

    async def _consented(self, member_id: int) -> bool:
        consent = await self._members.consent(member_id, CONSENT)
        return consent is not None and consent.version >= CONSENT_VERSION
