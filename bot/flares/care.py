"""The use cases of flare-ups: screened, answered, decided, closed. Nothing here is anyone else's to see."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from bot.areas import Area
from bot.database import Connection, Database
from bot.delivery.schedule import Schedule
from bot.errors import Gone, SpotterError
from bot.flares import store
from bot.flares.asking import Asking
from bot.flares.checkins import Step, Waking
from bot.flares.decisions import Choice, Facts, Guide, Suggestion
from bot.flares.fallback import read_fallback
from bot.flares.files import Files
from bot.flares.lifts import Lifts
from bot.flares.record import Entry, Flare, Reading, Screened, Situation, Status, Terms
from bot.flares.regions import Region, Regions
from bot.flares.screening import Level, Screen
from bot.flares.vault import Vault
from bot.ids import Ids
from bot.instants import Clock
from bot.lifts.weight import Weight
from bot.members.people import Members
from bot.sealing import Seal

CONSENT = "flare"
"""The purpose of the consent to store flare-ups."""
CONSENT_VERSION = 1
"""Raised with the words of that consent, so that members are asked again."""
KEPT_FOR = timedelta(days=90)
"""How long a flare-up is kept after it was closed, or after anything last happened to it."""


class NotAgreed(SpotterError):
    """The member has not agreed to having flare-ups stored, or took that back."""

    def __init__(self) -> None:
        super().__init__("You have not agreed to me storing this, so I stored nothing. `/flare log` asks you again.")


@dataclass(frozen=True)
class Answers:
    """What one press answers; the others stay as they are."""

    pain: int | None = None
    masked: bool | None = None
    nothing_new: bool = False
    """The one-tap screen of a check-in was answered with "nothing new"."""


class Care:
    """Flare-ups; `asking` has the use cases of their check-ins."""

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
        self.asking = Asking(database, clock, ids, members, schedule, self._files, guide)

    async def agreed(self, member_id: int) -> bool:
        """Tell whether the member agreed to the words in force."""
        consent = await self._members.consent(member_id, CONSENT)
        return consent is not None and consent.version >= CONSENT_VERSION

    async def agree(self, member_id: int) -> None:
        """Record that the member agrees to having flare-ups stored."""
        await self._members.give_consent(member_id, CONSENT, CONSENT_VERSION)

    async def region(self, member_id: int) -> Region:
        """Return where a member gets help: the region they picked, or the one for everywhere."""
        return self._regions.of((await self._members.preferences(member_id)).region)

    async def choose_region(self, member_id: int, code: str) -> None:
        """Set the region; an unknown code counts as everywhere."""
        await self._members.choose_region(member_id, code)

    async def stopped(self, member_id: int, area: Area) -> Flare | None:
        """Return the flare-up whose red flag nobody has checked and that stops everything for this area, or None."""
        return await self._database.read(self._files.stop, member_id, area)

    async def screened(self, member_id: int, entry: Entry, level: Level) -> Situation:
        """Log an entry with what its screen came to. Twice is once; an area's open flare-up takes it in.

        Raises NotAgreed, and then nothing is stored.
        """
        await self._must_be_agreed(member_id)
        flare_id = await self._database.write(self._screened, member_id, entry, level)
        return await self.situation(member_id, flare_id, entry.id, Step.LOG)

    async def rescreened(self, member_id: int, flare_id: int, reading_id: int, step: Step, level: Level) -> Situation:
        """Record what a screen came to that was gone through again: it can raise the level, never lower it.

        Raises Gone, Unreadable, NotAgreed.
        """
        await self._must_be_agreed(member_id)
        await self._database.write(self._rescreened, member_id, flare_id, reading_id, step, level)
        return await self.situation(member_id, flare_id, reading_id, step)

    async def checked(self, member_id: int, flare_id: int) -> Situation:
        """Record that a professional has looked at it, by the member's own word; that alone reopens it. Raises Gone."""
        flare = await self.flare(member_id, flare_id)
        if flare.level is not Level.PASSED:
            now = self._clock()
            _done(await self._database.write(store.set_checked, member_id, flare_id, now, self._vault.moment(now)))
        last = flare.readings[-1]
        return await self.situation(member_id, flare_id, last.id, last.step)

    async def flare(self, member_id: int, flare_id: int) -> Flare:
        """Return a flare-up. Raises Gone when there is none, Unreadable when no key opens it."""
        return await self._database.read(self._files.flare, member_id, flare_id)

    async def situation(self, member_id: int, flare_id: int, reading_id: int, step: Step) -> Situation:
        """Return where the member stands with a reading, which may have no answers yet. Raises Gone, Unreadable."""
        flare, stop = await self._database.read(self._files.with_stop, member_id, flare_id)
        reading = flare.reading(reading_id) or Reading(reading_id, step, self._clock())
        last = await self.lifts.last_top_set(member_id, flare.lift) if flare.lift else None
        suggestion = None if stop else self._suggestion(flare, reading)
        return Situation(flare, reading, stop, suggestion, last, self._weights(suggestion, last))

    async def answer(self, member_id: int, flare_id: int, reading_id: int, step: Step, answers: Answers) -> Situation:
        """Record what was answered, over what was answered before. Raises Gone, Unreadable, NotAgreed."""
        await self._must_be_agreed(member_id)
        sealed = self._sealed(answers)
        await self._database.write(self._put, member_id, flare_id, reading_id, step, sealed)
        return await self.situation(member_id, flare_id, reading_id, step)

    async def offered(self, member_id: int, flare_id: int, reading_id: int, choice: Choice) -> Situation:
        """Return where the member stands. Raises SpotterError when what is known by now does not offer the choice."""
        situation = await self.situation(member_id, flare_id, reading_id, Step.UPDATE)
        if situation.suggestion is None or choice not in situation.suggestion.choices:
            raise SpotterError(
                "With what you answered since, that is no longer one of the choices. `/flare status` has the newest."
            )
        return situation

    async def choose(self, member_id: int, flare_id: int, reading_id: int, choice: Choice) -> Situation:
        """Record the member's choice. Raises SpotterError when what is known by now no longer offers it."""
        situation = await self.offered(member_id, flare_id, reading_id, choice)
        sealed = self._vault.seal(choice)
        _done(await self._database.write(store.set_choice, member_id, flare_id, self._clock(), sealed))
        return await self.situation(member_id, flare_id, reading_id, situation.reading.step)

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

        The locale decides the unit of a weight typed without one, while the member has chosen none.

        Raises UnreadableWeight for the weight, SpotterError for a choice or a day that is not offered.
        """
        situation = await self.offered(member_id, flare_id, reading_id, choice)
        waking = await self.asking.waking(member_id)
        days = {ahead.isoformat(): ahead for ahead in waking.days_ahead(self._clock())}
        if day and day not in days:
            raise SpotterError("That day is not one of the next seven. Please press the button again and pick one.")
        unit = (await self._members.preferences(member_id, locale)).unit
        terms = Terms(situation.last, read_fallback(weight, unit, situation.last), days.get(day))
        flare = await self._database.write(self._settle, member_id, flare_id, choice, terms, waking)
        self.asking.wake()
        return flare

    async def status(self, member_id: int) -> Status:
        """Return the open flare-ups, newest first; what no key opens is counted."""
        return await self._database.read(self._files.status, member_id)

    async def kept(self, member_id: int) -> list[Flare]:
        """Return all flare-ups that are kept, open and closed, newest first; what no key opens is left out."""
        return await self._database.read(self._files.kept, member_id)

    async def close(self, member_id: int, flare_id: int) -> Flare:
        """Close a flare-up and stop its check-ins. Raises Gone, and SpotterError while a red flag is unchecked."""
        return await self._database.write(self._close, member_id, flare_id)

    async def reopen(self, member_id: int, flare_id: int) -> None:
        """Open a closed flare-up again; check-ins stay off. Raises Gone."""
        _done(await self._database.write(store.reopen, member_id, flare_id, self._clock()))

    async def clear_out(self) -> int:
        """Delete what the retention time has passed for and return how many flare-ups that were."""
        return await self._database.write(store.delete_untouched, self._clock() - KEPT_FOR)

    def export_member(self, connection: Connection, member_id: int) -> dict[str, Any]:
        """Return everything held of a member's flare-ups, readable; what no key opens says so."""
        return self._files.export(connection, member_id)

    def delete_member(self, connection: Connection, member_id: int) -> None:
        """Delete everything held of a member's flare-ups, and what was still to be asked."""
        self.asking.silence(connection, member_id)
        store.delete_member(connection, member_id)

    def _screened(self, connection: Connection, member_id: int, entry: Entry, level: Level) -> int:
        known = store.flare_of(connection, member_id, entry.id)
        joined = None if known else self._files.open_for(connection, member_id, entry.area)
        flare_id = known or (joined.id if joined else entry.id)
        if flare_id == entry.id:
            subject, screen = self._vault.subject(entry.area, entry.lift), self._screen(level)
            store.add_flare(connection, member_id, flare_id, self._clock(), subject=subject, screen=screen)
        elif joined and entry.lift and entry.lift != joined.lift:
            store.set_subject(connection, member_id, flare_id, self._vault.subject(entry.area, entry.lift))
        self._rescreened(connection, member_id, flare_id, entry.id, Step.LOG, level)
        self._put(connection, member_id, flare_id, entry.id, Step.LOG, {"pain": self._vault.seal(entry.pain)})
        return flare_id

    def _rescreened(
        self, connection: Connection, member_id: int, flare_id: int, reading_id: int, step: Step, level: Level
    ) -> None:
        flare = self._files.flare(connection, member_id, flare_id)
        if level > flare.level:
            _done(store.set_screen(connection, member_id, flare_id, self._clock(), self._screen(level)))
        self._put(connection, member_id, flare_id, reading_id, step, {"screen": self._screen(level)})
        if level.stops:
            self.asking.silence(connection, member_id, None if level is Level.E1 else flare_id)

    def _put(
        self,
        connection: Connection,
        member_id: int,
        flare_id: int,
        reading_id: int,
        step: Step,
        answers: Mapping[store.Answer, str],
    ) -> None:
        now = self._clock()
        for answer, sealed in answers.items():
            _done(store.put_answer(connection, member_id, flare_id, reading_id, now, step, answer, sealed))

    def _settle(
        self, connection: Connection, member_id: int, flare_id: int, choice: Choice, terms: Terms, waking: Waking
    ) -> Flare:
        _done(store.set_choice(connection, member_id, flare_id, self._clock(), self._vault.seal(choice)))
        _done(store.set_terms(connection, member_id, flare_id, self._vault.terms(terms)))
        flare = self._files.flare(connection, member_id, flare_id)
        self.asking.move_session(connection, flare, waking)
        return flare

    def _close(self, connection: Connection, member_id: int, flare_id: int) -> Flare:
        flare = self._files.flare(connection, member_id, flare_id)
        if flare.level.stops:
            raise SpotterError("This one stays open until you have had it checked. `/flare status` says where to go.")
        self.asking.silence(connection, member_id, flare_id)
        _done(store.close(connection, member_id, flare_id, self._clock()))
        return flare

    def _screen(self, level: Level) -> str:
        return self._vault.screen(Screened(self.screen.version, level, self._clock()))

    def _sealed(self, answers: Answers) -> dict[store.Answer, str]:
        sealed: dict[store.Answer, str] = {}
        if answers.pain is not None:
            sealed["pain"] = self._vault.seal(answers.pain)
        if answers.masked is not None:
            sealed["masked"] = self._vault.seal(answers.masked)
        if answers.nothing_new:
            sealed["screen"] = self._screen(Level.PASSED)
        return sealed

    def _suggestion(self, flare: Flare, reading: Reading) -> Suggestion | None:
        """Return the row of the table; with an E3 answer nothing else needs to be known for it."""
        if reading.pain is None or not (reading.complete or flare.level is Level.E3):
            return None
        logged = flare.logged_pain
        return self.guide.decide(
            Facts(
                pain=reading.pain,
                masked=reading.masked,
                level=flare.level,
                worse=logged is not None and self.guide.is_worse(logged, reading.pain),
                overdue=self.guide.is_overdue(flare.area, (self._clock() - flare.created_at).days),
            )
        )

    def _weights(self, suggestion: Suggestion | None, last: Weight | None) -> dict[Choice, Weight]:
        if suggestion is None or last is None:
            return {}
        steps = {choice: self.guide.step_for(suggestion, choice) for choice in suggestion.choices}
        return {
            choice: Weight(self.guide.proposed(last.amount, last.unit, step), last.unit)
            for choice, step in steps.items()
            if step is not None
        }

    async def _must_be_agreed(self, member_id: int) -> None:
        if not await self.agreed(member_id):
            raise NotAgreed


def _done(changed: bool) -> None:
    if not changed:
        raise Gone("This flare-up is closed or gone, so nothing was changed. `/flare log` starts another.")
