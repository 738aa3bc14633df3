"""The use cases of flare-ups: screened, answered, decided, closed. Nothing here is anyone else's to see."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from bot.areas import Area
from bot.database import Connection, Database
from bot.delivery.schedule import Schedule
from bot.errors import Gone, SpotterError
from bot.flares import store
from bot.flares.archive import Archive
from bot.flares.asking import Asking
from bot.flares.checkins import Step, Waking
from bot.flares.decisions import Choice, Guide, Suggestion
from bot.flares.fallback import read_fallback
from bot.flares.files import Files
from bot.flares.history import weighed
from bot.flares.lifts import Lifts
from bot.flares.record import Entry, Flare, Plan, Reading, Screened, Situation, Status, Terms
from bot.flares.regions import Region, Regions
from bot.flares.screening import Level, Screen
from bot.flares.tips import Alarm, Tips
from bot.flares.vault import Vault
from bot.ids import Ids
from bot.instants import Clock
from bot.lifts.weight import Weight
from bot.members.people import Members
from bot.sealing import Seal

CONSENT = "flare"
"""The purpose of the consent to store flare-ups."""
CONSENT_VERSION = 2
"""Raised with the words of that consent, so that members are asked again."""
A_DAY = timedelta(days=1)
MOST_A_DAY = 3
"""New flare-ups of one member in a day; what an open one of the same area takes in is no new one."""


class NotAgreed(SpotterError):
    """The member has not agreed to having flare-ups stored, or took that back."""

    def __init__(self) -> None:
        super().__init__("You have not agreed to me storing this, so I stored nothing. `/flare log` asks you again.")


class TooMany(SpotterError):
    """The member has logged as many flare-ups today as they can."""

    def __init__(self) -> None:
        super().__init__(
            f"That would be more than {MOST_A_DAY} new ones in a day. `/flare status`, **Update** notes how an open "
            "one is now; tomorrow there is room again. If you are worried, get it looked at today."
        )


@dataclass(frozen=True)
class Answers:
    """What one press answers (see Reading); the others stay as they are."""

    pain: int | None = None
    masked: bool | None = None
    nothing_new: bool = False
    """The one-tap screen of a check-in was answered with "nothing new"."""
    disturbed: bool | None = None
    ability: int | None = None
    warmup: int | None = None
    worst: int | None = None
    change: int | None = None
    tried: tuple[int, ...] | None = None
    felt: Mapping[int, str] | None = None
    besides: bool | None = None


class Care:
    """Flare-ups; `asking` has the use cases of their check-ins, `archive` those of their keeping."""

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
        self._ids = ids
        self._members = members
        self._vault = Vault(seal)
        self._files = Files(self._vault)
        self._regions = regions
        self.screen = screen
        self.guide = guide
        self.lifts = lifts
        self.tips = tips
        self.kept_for = kept_for
        self.asking = Asking(database, clock, ids, members, schedule, self._files, guide)
        self.archive = Archive(database, clock, self._vault, self._files, schedule, guide.outcomes, alarm, kept_for)

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

    async def stopped(self, member_id: int, area: Area | None = None) -> Flare | None:
        """Return the flare-up whose red flag nobody has checked and that stops everything for this area, or None.

        Without an area it is that of any: tips are hidden then, whatever they are for.
        """
        return await self._database.read(self._files.stop, member_id, area)

    async def has_room(self, member_id: int, area: Area) -> bool:
        """Tell whether a flare-up of an area can be logged: there is room today, or an open one takes it in."""
        return await self._database.read(self._has_room, member_id, area)

    async def screened(self, member_id: int, entry: Entry, level: Level) -> Situation:
        """Log an entry with what its screen came to. Twice is once; an area's open flare-up takes it in.

        Raises NotAgreed, or TooMany where it stops nothing, and then nothing is stored.
        """
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
        suggestion = None if stop else weighed(flare, reading, self.guide, self._clock())
        tips = await self.tips(flare.guild_id, member_id, flare.area) if _asks_for_tips(flare, step) else {}
        return Situation(flare, reading, stop, suggestion, last, self._weights(suggestion, last), tips)

    async def answer(self, member_id: int, flare_id: int, reading_id: int, step: Step, answers: Answers) -> Situation:
        """Record what was answered, over what was answered before. Raises Gone, Unreadable, NotAgreed."""
        await self._must_be_agreed(member_id)
        sealed = self._sealed(answers)
        await self._database.write(self._put, member_id, flare_id, reading_id, step, sealed)
        situation = await self.situation(member_id, flare_id, reading_id, step)
        await self.archive.look_for_harm(situation.flare)
        return situation

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
        await self._database.write(self._choose, situation, choice)
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

        Without a day it is the one when the member's programme has the lift next, if one does. The locale decides the
        unit of a weight typed without one, while the member has chosen none.

        Raises UnreadableWeight for the weight, SpotterError for a choice or a day that is not offered.
        """
        situation = await self.offered(member_id, flare_id, reading_id, choice)
        waking = await self.asking.waking(member_id)
        planned = await self.planned_day(situation.flare)
        days = {ahead.isoformat(): ahead for ahead in self.days_offered(waking, planned)}
        if day and day not in days:
            raise SpotterError("That day is not one of the next seven. Please press the button again and pick one.")
        unit = (await self._members.preferences(member_id, locale)).unit
        terms = Terms(situation.last, read_fallback(weight, unit, situation.last), days.get(day, planned))
        flare = await self._database.write(self._settle, situation, choice, terms, waking)
        self.asking.wake()
        return flare

    async def planned_day(self, flare: Flare) -> date | None:
        """Return the day when the member's programme has the lift next, today left out; None where none has it."""
        at = await self.lifts.next_session(flare.member_id, flare.lift)
        waking = await self.asking.waking(flare.member_id)
        day = None if at is None else waking.day(at)
        return None if day is None or day <= waking.day(self._clock()) else day

    def days_offered(self, waking: Waking, planned: date | None) -> list[date]:
        """Return the days that can be named for the next session: the next seven, and the programme's."""
        return sorted({*waking.days_ahead(self._clock()), *([planned] if planned else [])})

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
        """Open a closed flare-up again; check-ins stay off. Raises Gone."""
        _done(await self._database.write(store.reopen, member_id, flare_id, self._clock()))

    async def clear_out(self) -> int:
        """Delete what the retention time has passed for and return how many flare-ups that were."""
        return await self.archive.clear_out()

    def export_member(self, connection: Connection, member_id: int) -> dict[str, Any]:
        """Return everything held of a member's flare-ups, readable; what no key opens says so."""
        return self._files.export(connection, member_id)

    def delete_member(self, connection: Connection, member_id: int) -> None:
        """Delete everything held of a member's flare-ups, and what was still to be asked or was asked about them."""
        self.asking.forget(connection, member_id)
        store.delete_member(connection, member_id)

    def _screened(self, connection: Connection, member_id: int, entry: Entry, level: Level) -> int:
        if not self._members.agreed(connection, member_id, CONSENT, CONSENT_VERSION):
            raise NotAgreed
        known = store.flare_of(connection, member_id, entry.id)
        joined = None if known else self._files.open_for(connection, member_id, entry.area)
        flare_id = known or (joined.id if joined else entry.id)
        if known is None and joined is None:
            if not level.stops and not self._has_room(connection, member_id, entry.area):
                raise TooMany
            self._add(connection, member_id, entry, level)
        elif joined and entry.lift and entry.lift != joined.lift:
            store.set_subject(connection, member_id, flare_id, self._vault.subject(entry.area, entry.lift))
        self._rescreened(connection, member_id, flare_id, entry.id, Step.LOG, level)
        self._put(connection, member_id, flare_id, entry.id, Step.LOG, {"pain": self._vault.seal(entry.pain)})
        return flare_id

    def _add(self, connection: Connection, member_id: int, entry: Entry, level: Level) -> None:
        store.add_flare(
            connection,
            member_id,
            entry.id,
            self._clock(),
            guild_id=entry.guild_id,
            subject=self._vault.subject(entry.area, entry.lift),
            screen=self._screen(level),
        )

    def _has_room(self, connection: Connection, member_id: int, area: Area) -> bool:
        if self._files.open_for(connection, member_id, area) is not None:
            return True
        return store.logged_since(connection, member_id, self._clock() - A_DAY) < MOST_A_DAY

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

    def _choose(self, connection: Connection, situation: Situation, choice: Choice) -> None:
        flare, now, light = situation.flare, self._clock(), _light(situation, choice)
        sealed = self._vault.choice(choice, light)
        _done(store.set_choice(connection, flare.member_id, flare.id, now, sealed))
        kept_light = choice is not Choice.RESUME or light is not None
        plan = self._vault.plan(Plan(now, flare.lift, kept_light, situation.last))
        store.add_plan(connection, flare.member_id, flare.id, self._ids(), now, plan)

    def _settle(
        self, connection: Connection, situation: Situation, choice: Choice, terms: Terms, waking: Waking
    ) -> Flare:
        member_id, flare_id = situation.flare.member_id, situation.flare.id
        self._choose(connection, situation, choice)
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
        told: dict[store.Answer, Any] = {
            "pain": answers.pain,
            "masked": answers.masked,
            "disturbed": answers.disturbed,
            "ability": answers.ability,
            "warmup": answers.warmup,
            "worst": answers.worst,
            "change": answers.change,
            "tried": answers.tried,
            "felt": answers.felt,
            "besides": answers.besides,
        }
        sealed = {answer: self._vault.seal(value) for answer, value in told.items() if value is not None}
        return sealed | ({"screen": self._screen(Level.PASSED)} if answers.nothing_new else {})

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


def _asks_for_tips(flare: Flare, step: Step) -> bool:
    return flare.level is Level.PASSED and step not in (Step.LOG, Step.BEFORE_SESSION)


def _light(situation: Situation, choice: Choice) -> Weight | None:
    """Return what a member who resumes goes no heavier than: what is proposed for a first session back."""
    return situation.weights.get(choice) if choice is Choice.RESUME else None


def _done(changed: bool) -> None:
    if not changed:
        raise Gone("This flare-up is closed or gone, so nothing was changed. `/flare log` starts another.")
