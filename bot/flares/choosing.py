"""The member's choice for the next session: what is offered by now, recorded with its day and weight."""

from dataclasses import replace
from datetime import date

from bot.database import Connection, Database
from bot.delivery.schedule import Due
from bot.errors import SpotterError
from bot.flares import store
from bot.flares.asking import Asking
from bot.flares.checkins import Occasion, Step, Waking
from bot.flares.decisions import Choice
from bot.flares.fallback import read_fallback
from bot.flares.files import Files
from bot.flares.lifts import Lifts
from bot.flares.notes import done
from bot.flares.record import Flare, Plan, Situation, Stand, Terms
from bot.flares.vault import Vault
from bot.ids import Ids
from bot.instants import Clock
from bot.lifts.weight import Weight
from bot.members.people import Members
from bot.sealing import Unreadable


class Choosing:
    """Choices for the next session of a lift that hurts; the member always makes them."""

    def __init__(
        self,
        database: Database,
        clock: Clock,
        ids: Ids,
        members: Members,
        vault: Vault,
        files: Files,
        asking: Asking,
        lifts: Lifts,
        situation: Stand,
    ) -> None:
        self._database = database
        self._clock = clock
        self._ids = ids
        self._members = members
        self._vault = vault
        self._files = files
        self._asking = asking
        self._lifts = lifts
        self._situation = situation

    async def offered(self, member_id: int, flare_id: int, reading_id: int, choice: Choice) -> Situation:
        """Return where the member stands. Raises SpotterError when what is known by now does not offer the choice."""
        situation = await self._situation(member_id, flare_id, reading_id, Step.UPDATE)
        if situation.suggestion is None or choice not in situation.suggestion.choices:
            raise SpotterError(
                "With what you answered since, that is no longer one of the choices. `/flare status` has the newest."
            )
        return situation

    async def choose(self, member_id: int, flare_id: int, reading_id: int, choice: Choice) -> Situation:
        """Record the member's choice. Raises SpotterError when what is known by now no longer offers it."""
        situation = await self.offered(member_id, flare_id, reading_id, choice)
        await self._database.write(self._choose, situation, choice)
        return await self._situation(member_id, flare_id, reading_id, situation.reading.step)

    async def settle(
        self,
        member_id: int,
        flare_id: int,
        reading_id: int,
        choice: Choice,
        *,
        day: str,
        weight: str,
        locale: str | None = None,
    ) -> Flare:
        """Record the choice with the day of the next session (ISO, or empty) and the weight to fall back to.

        Without a day it is the one when the member's programme has the lift next, if one does. The locale decides the
        unit of a weight typed without one, while the member has chosen none.

        Raises UnreadableWeight for the weight, SpotterError for a choice or a day that is not offered.
        """
        situation = await self.offered(member_id, flare_id, reading_id, choice)
        waking = await self._asking.waking(member_id)
        planned = await self.planned_day(situation.flare)
        days = {ahead.isoformat(): ahead for ahead in self.days_offered(waking, planned)}
        if day and day not in days:
            raise SpotterError("That day is not one of the next seven. Please press the button again and pick one.")
        unit = (await self._members.preferences(member_id, locale)).unit
        session = days.get(day, planned)
        fallback = read_fallback(weight, unit, situation.last)
        terms = Terms(situation.last, fallback, session, by_programme=session is not None and session == planned)
        flare = await self._database.write(self._settle, situation, choice, terms, waking)
        self._asking.wake()
        return flare

    async def planned_day(self, flare: Flare) -> date | None:
        """Return the day when the member's programme has the lift next, today left out; None where none has it."""
        at = await self._lifts.next_session(flare.member_id, flare.lift)
        waking = await self._asking.waking(flare.member_id)
        day = None if at is None else waking.day(at)
        return None if day is None or day <= waking.day(self._clock()) else day

    async def put_off(self, due: Due) -> bool:
        """Move the check-ins around a session to the day on which the programme has the lift by now.

        Tells whether the one that is due waits with them: it is not to be sent then. A day that the member named
        themselves stays, and so does one on which the lift was done.
        """
        occasion = Occasion.of(due.step, due.id)
        if occasion.step is not Step.BEFORE_SESSION or occasion.again or not await self._asking.is_on(due):
            return False
        try:
            flare = await self._database.read(self._files.flare, due.member_id, due.subject_id)
        except Unreadable:
            return False
        session, waking = flare.terms.session, await self._asking.waking(due.member_id)
        if session is None or not flare.terms.by_programme or flare.lift is None:
            return False
        done_on = await self._lifts.last_day(flare.member_id, flare.lift)
        planned = await self.planned_day(flare)
        if planned is None or planned <= session or (done_on is not None and done_on >= session):
            return False
        await self._database.write(self._move, flare, planned, waking)
        self._asking.wake()
        return True

    def days_offered(self, waking: Waking, planned: date | None) -> list[date]:
        """Return the days that can be named for the next session: the next seven, and the programme's."""
        return sorted({*waking.days_ahead(self._clock()), *([planned] if planned else [])})

    def _choose(self, connection: Connection, situation: Situation, choice: Choice) -> None:
        flare, now, light = situation.flare, self._clock(), _light(situation, choice)
        sealed = self._vault.choice(choice, light)
        done(store.set_choice(connection, flare.member_id, flare.id, now, sealed))
        kept_light = choice is not Choice.RESUME or light is not None
        plan = self._vault.plan(Plan(now, flare.lift, kept_light, situation.last))
        store.add_plan(connection, flare.member_id, flare.id, self._ids(), now, plan)

    def _move(self, connection: Connection, flare: Flare, day: date, waking: Waking) -> None:
        terms = self._vault.terms(replace(flare.terms, session=day))
        done(store.set_terms(connection, flare.member_id, flare.id, terms))
        self._asking.move_session(connection, self._files.flare(connection, flare.member_id, flare.id), waking)

    def _settle(
        self, connection: Connection, situation: Situation, choice: Choice, terms: Terms, waking: Waking
    ) -> Flare:
        member_id, flare_id = situation.flare.member_id, situation.flare.id
        self._choose(connection, situation, choice)
        done(store.set_terms(connection, member_id, flare_id, self._vault.terms(terms)))
        flare = self._files.flare(connection, member_id, flare_id)
        self._asking.move_session(connection, flare, waking)
        return flare


def _light(situation: Situation, choice: Choice) -> Weight | None:
    """Return what a member who resumes goes no heavier than: what is proposed for a first session back."""
    return situation.weights.get(choice) if choice is Choice.RESUME else None
