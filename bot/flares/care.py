"""The use cases of flare-ups: how it is, how it went, closed. Nothing here is anyone else's to see."""

from collections.abc import Collection
from datetime import datetime, timedelta
from typing import Any

from bot.areas import Area
from bot.database import Connection, Database
from bot.delivery.schedule import Schedule
from bot.errors import SpotterError
from bot.flares import store
from bot.flares.archive import Archive
from bot.flares.asking import Asking
from bot.flares.checkins import Step
from bot.flares.choosing import Choosing
from bot.flares.decisions import Choice, Guide, Suggestion
from bot.flares.files import Files
from bot.flares.history import weighed
from bot.flares.intake import Intake
from bot.flares.lifts import Lifts
from bot.flares.notes import Answers, Notes, done
from bot.flares.record import Flare, Reading, Situation, Status
from bot.flares.regions import Region, Regions
from bot.flares.screening import Level, Screen
from bot.flares.tips import Alarm, Tips
from bot.flares.vault import Vault
from bot.ids import Ids
from bot.instants import Clock
from bot.lifts.weight import Weight
from bot.members.people import Members
from bot.sealing import Seal


class Care:
    """Flare-ups: `intake` lets them in, `choosing` has the choices, `asking` the check-ins, `archive` their keeping."""

    def __init__(
        self,
        database: Database,
        clock: Clock,
        ids: Ids,
        seal: Seal,
        members: Members,
        schedule: Schedule,
        screen: Screen,
        guide: Guide,
        regions: Regions,
        lifts: Lifts,
        tips: Tips,
        alarm: Alarm,
        kept_for: timedelta,
    ) -> None:
        self._database = database
        self._clock = clock
        self._members = members
        self._vault = Vault(seal)
        self._files = Files(self._vault)
        self._regions = regions
        self.screen = screen
        self.guide = guide
        self.lifts = lifts
        self.tips = tips
        self.kept_for = kept_for
        self._notes = Notes(clock, self._vault, screen.version)
        self.asking = asking = Asking(database, clock, ids, members, schedule, self._files, guide)
        self.intake = Intake(database, clock, members, self._vault, self._files, self._notes, asking, self.situation)
        self.choosing = Choosing(database, clock, ids, members, self._vault, self._files, asking, lifts, self.situation)
        self.archive = Archive(database, clock, self._vault, self._files, schedule, guide.outcomes, alarm, kept_for)

    async def region(self, member_id: int) -> Region:
        """Return where a member gets help: the region they picked, or the one for everywhere."""
        return self._regions.of((await self._members.preferences(member_id)).region)

    async def choose_region(self, member_id: int, code: str) -> None:
        """Set the region; an unknown code counts as everywhere."""
        await self._members.choose_region(member_id, code)

    async def stopped(self, member_id: int, area: Area | None = None) -> Flare | None:
        """Return the flare-up whose red flag nobody has checked and that stops everything for this area, or None.

        Without an area it is that of any: tips are hidden then, whatever they are for.
        """
        return await self._database.read(self._files.stop, member_id, area)

    async def flare(self, member_id: int, flare_id: int) -> Flare:
        """Return a flare-up. Raises Gone when there is none, Unreadable when no key opens it."""
        return await self._database.read(self._files.flare, member_id, flare_id)

    async def situation(self, member_id: int, flare_id: int, reading_id: int, step: Step) -> Situation:
        """Return where the member stands with a reading, which may have no answers yet. Raises Gone, Unreadable."""
        flare, stop = await self._database.read(self._files.with_stop, member_id, flare_id)
        reading = flare.reading(reading_id) or Reading(reading_id, step, self._clock())
        last = await self.lifts.last_top_set(member_id, flare.lift) if flare.lift else None
        suggestion = None if stop else weighed(flare, reading, self.guide, self._clock())
        tips = await self.tips(flare.guild_id, member_id, flare.area) if _asks_for_tips(flare, step) else {}
        return Situation(flare, reading, stop, suggestion, last, self._weights(suggestion, last), tips)

    async def answer(self, member_id: int, flare_id: int, reading_id: int, step: Step, answers: Answers) -> Situation:
        """Record what was answered, over what was answered before. Raises Gone, Unreadable, NotAgreed."""
        await self.intake.must_be_agreed(member_id)
        await self._database.write(self._notes.answer, member_id, flare_id, reading_id, step, answers)
        situation = await self.situation(member_id, flare_id, reading_id, step)
        await self.archive.look_for_harm(situation.flare)
        return situation

    async def status(self, member_id: int) -> Status:
        """Return the open flare-ups, newest first; what no key opens is counted."""
        return await self._database.read(self._files.status, member_id)

    async def kept(self, member_id: int) -> list[Flare]:
        """Return all flare-ups that are kept, open and closed, newest first; what no key opens is left out."""
        return await self._database.read(self._files.kept, member_id)

    def hurting_since(self, connection: Connection, member_id: int, areas: Collection[Area]) -> datetime | None:
        """Return when the newest open flare-up of one of some areas was logged, or None; in a caller's unit."""
        flares = self._files.status(connection, member_id).flares
        return next((flare.created_at for flare in flares if flare.area in areas), None)

    async def close(self, member_id: int, flare_id: int) -> Flare:
        """Close a flare-up and stop its check-ins. Raises Gone, and SpotterError while a red flag is unchecked."""
        return await self._database.write(self._close, member_id, flare_id)

    async def reopen(self, member_id: int, flare_id: int) -> None:
        """Open a closed flare-up again; check-ins stay off. Twice is fine.

        Raises Gone, and SpotterError where another one of the same area and lift is open by now.
        """
        await self._database.write(self._reopen, member_id, flare_id)

    def export_member(self, connection: Connection, member_id: int) -> dict[str, Any]:
        """Return everything held of a member's flare-ups, readable; what no key opens says so."""
        return self._files.export(connection, member_id)

    def delete_member(self, connection: Connection, member_id: int) -> None:
        """Delete everything held of a member's flare-ups, and what was still to be asked or was asked about them."""
        self.asking.forget(connection, member_id)
        store.delete_member(connection, member_id)

    def _close(self, connection: Connection, member_id: int, flare_id: int) -> Flare:
        flare = self._files.flare(connection, member_id, flare_id)
        if flare.level.stops:
            raise SpotterError("This one stays open until you have had it checked. `/flare status` says where to go.")
        self.asking.silence(connection, member_id, flare_id)
        done(store.close(connection, member_id, flare_id, self._clock()))
        return flare

    def _reopen(self, connection: Connection, member_id: int, flare_id: int) -> None:
        flare = self._files.flare(connection, member_id, flare_id)
        here = self._files.open_in(connection, member_id, flare.area)
        if any(one.lift == flare.lift and one.id != flare_id for one in here):
            raise SpotterError("You have logged a newer one of this since, which is open. `/flare status` shows it.")
        done(store.reopen(connection, member_id, flare_id, self._clock()))

    def _weights(self, suggestion: Suggestion | None, last: Weight | None) -> dict[Choice, Weight]:
        if suggestion is None or last is None:
            return {}
        steps = {choice: self.guide.step_for(suggestion, choice) for choice in suggestion.choices}
        return {
            choice: Weight(self.guide.proposed(last.amount, last.unit, step), last.unit)
            for choice, step in steps.items()
            if step is not None
        }


def _asks_for_tips(flare: Flare, step: Step) -> bool:
    return flare.level is Level.PASSED and step not in (Step.LOG, Step.BEFORE_SESSION)
