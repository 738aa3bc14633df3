"""The coach: starting a programme, training it, taking a lift back, and ending it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta, tzinfo
from itertools import count, islice, takewhile

from bot.database import Connection, Database
from bot.errors import Gone, SpotterError
from bot.ids import Ids
from bot.instants import Clock
from bot.lifts.exercises import Catalogue
from bot.lifts.plates import read_plates
from bot.members.preferences import Preferences
from bot.programmes import store
from bot.programmes.calendar import read_days, read_first_day, training_days
from bot.programmes.course import Change, ahead, applied, started, undone
from bot.programmes.easing import Easing, eased_session
from bot.programmes.maxes import read_jumps, read_maxes
from bot.programmes.outcomes import (
    NoProgramme,
    PastReset,
    Plan,
    Running,
    Today,
    Typed,
    Unclear,
    Undone,
    WasReset,
    Week,
    WeekDay,
)
from bot.programmes.ports import Drafts, Easings, Ledger, Members, UsualPlates, WordsOf
from bot.programmes.resets import CannotReset, back_by_weeks, back_by_weight, read_cut, resets_of
from bot.programmes.sessions import Session
from bot.programmes.shelf import Shelf
from bot.programmes.store import Kept, Step
from bot.programmes.terms import Jump, Terms

MOST_WEEKS_AHEAD = 26
_SEARCHED = 60
"""Sessions that are looked through for the next one of a lift."""


class Coach:
    """Programmes of members; `bot.programmes.training` has what is done with a session."""

    def __init__(
        self,
        database: Database,
        clock: Clock,
        ids: Ids,
        members: Members,
        drafts: Drafts,
        shelf: Shelf,
        catalogue: Catalogue,
        ledger: Ledger,
        easings: Easings,
        plates: UsualPlates,
        words_of: WordsOf,
    ) -> None:
        self._database = database
        self._clock = clock
        self._ids = ids
        self._members = members
        self._drafts = drafts
        self._ledger = ledger
        self._easings = easings
        self._plates = plates
        self._words_of = words_of
        self.shelf = shelf
        self.catalogue = catalogue

    # --- Starting and ending ------------------------------------------------------------------------------------

    def typed(
        self,
        name: str,
        maxes: str,
        days: str = "",
        jump: str = "",
        start: str = "",
        guild_id: int | None = None,
        programme_id: int | None = None,
    ) -> Typed:
        """Return what a member typed now, in a server or in direct messages, to start a programme.

        It has the id that the programme will have: a new one if none is given.
        """
        return Typed(programme_id or self._ids(), name, maxes, days, jump, start, self._clock(), guild_id)

    async def plan(self, member_id: int, typed: Typed, locale: str | None = None) -> Plan | Unclear:
        """Show what a programme would be like; nothing starts yet. What can't be read is kept, to be mended."""
        draft_id = await self._drafts.keep(member_id, "programme", typed.to_body())
        preferences = await self._members.preferences(member_id, locale)
        try:
            return await self._plan(member_id, draft_id, typed, preferences)
        except SpotterError as problem:
            return Unclear(draft_id, problem)

    async def kept(self, member_id: int, draft_id: int) -> Typed:
        """Return what was typed to start a programme. Raises Gone."""
        return Typed.from_body(await self._drafts.recall(member_id, "programme", draft_id))

    async def begin(self, member_id: int, draft_id: int, locale: str | None = None) -> Today:
        """Start a programme as it was shown; the one that runs ends. Twice is once.

        Raises Gone, and SpotterError when what was typed can no longer be taken, or it was started and ended since.
        """
        typed = await self.kept(member_id, draft_id)
        known = await self._database.read(store.programme, member_id, typed.programme_id)
        if known is not None and known.ended_at is not None:
            raise SpotterError("That programme was started and has ended since. `/program start` begins one.")
        if known is None:
            plan = await self._plan(member_id, draft_id, typed, await self._members.preferences(member_id, locale))
            await self._database.write(_begin, plan.running.kept, self._clock())
        today = await self.today(member_id, locale)
        ended = await self._database.read(store.ended_by, member_id, today.running.kept.id)
        preferences = await self._members.preferences(member_id, locale)
        return replace(today, ended=self.as_running(ended, preferences) if ended else None)

    async def stop(self, member_id: int, programme_id: int) -> Running:
        """End a programme; the log stays. Ended before, it stays so. Raises Gone."""
        await self._database.write(store.set_ended, member_id, programme_id, self._clock())
        return await self._programme(member_id, programme_id)

    async def take_up(
        self, member_id: int, programme_id: int, locale: str | None = None, instead_of: int | None = None
    ) -> Today:
        """Go on with a programme that was ended; `instead_of` ends with that, if it runs.

        Raises Gone, and SpotterError while another one runs.
        """
        await self._database.write(_take_up, member_id, programme_id, instead_of, self._clock())
        return await self.today(member_id, locale)

    # --- Looking ahead ------------------------------------------------------------------------------------------

    async def running(self, member_id: int, locale: str | None = None) -> Running:
        """Return the programme that a member runs. Raises NoProgramme."""
        preferences = await self._members.preferences(member_id, locale)
        kept = await self._database.read(store.running, member_id)
        if kept is None:
            raise NoProgramme
        return self.as_running(kept, preferences)

    async def today(self, member_id: int, locale: str | None = None) -> Today:
        """Return today's session, or the next. Raises NoProgramme."""
        preferences = await self._members.preferences(member_id, locale)
        running = await self.running(member_id, locale)
        last = await self._database.read(store.last_session, member_id, running.kept.id)
        return self.next_of(running, last, await self._easings(member_id), self.day_of(preferences))

    async def week(self, member_id: int, number: int | None, locale: str | None = None) -> Week:
        """Return a week, this one if none is named: what was done of it, and what comes if all goes well.

        Raises NoProgramme, and SpotterError for a week that is too far away.
        """
        running = await self.running(member_id, locale)
        today = await self.today(member_id, locale)
        wanted = running.week if number is None else number
        if not 1 <= wanted <= running.week + MOST_WEEKS_AHEAD:
            raise SpotterError(
                f"You are in week {running.week}: I can show weeks 1 to {running.week + MOST_WEEKS_AHEAD}."
            )
        first = next(number for number in count() if running.week_of(number) >= wanted)
        last = next(number for number in count(first) if running.week_of(number) > wanted) - 1
        steps = await self._database.read(store.sessions, member_id, running.kept.id, first, last)
        behind = [WeekDay(self.as_asked(running, step), step.day, step.kind) for step in steps]
        days = training_days(running.terms.days, today.day)
        coming = zip(self._ahead(running, await self._easings(member_id)), days, strict=False)
        left = takewhile(lambda one: one[0].number <= last, coming)
        beside = [WeekDay(session, day, "ahead") for session, day in left if session.number >= first]
        return Week(running, wanted, [*behind, *beside])

    async def next_session(self, member_id: int, exercise_id: str) -> datetime | None:
        """Return noon, in the member's zone, of the day on which a lift comes up next; None where none is planned."""
        preferences = await self._members.preferences(member_id)
        kept = await self._database.read(store.running, member_id)
        if kept is None:
            return None
        running = self.as_running(kept, preferences)
        days = training_days(running.terms.days, (await self.today(member_id)).day)
        for session, day in islice(zip(self._ahead(running, {}), days, strict=False), _SEARCHED):
            if exercise_id in session.exercises:
                return running.noon(day)
        return None

    async def resets(self, member_id: int, exercise_id: str) -> list[PastReset]:
        """Return when a lift was taken back, from what to what, oldest first; of all programmes, for a chart."""
        preferences = await self._members.preferences(member_id)
        kept = await self._database.read(store.resets, member_id)
        steps = [(self.as_running(programme, preferences), step) for programme, step in kept]
        return [
            PastReset(step.day, one.lift.name, one.start, one.to)
            for running, step in steps
            for one in resets_of(running.programme, step.change, running.terms)
            if one.lift.exercise == exercise_id
        ]

    # --- Changing its course ------------------------------------------------------------------------------------

    async def reset(
        self,
        member_id: int,
        step_id: int,
        lift: str,
        weeks: int | None,
        by: str,
        locale: str | None = None,
        guild_id: int | None = None,
    ) -> WasReset:
        """Take one lift back by weeks, or by a weight or percentage; the others stay. Twice with one id is once.

        Raises NoProgramme, and SpotterError for what can't be read or taken off.
        """
        running = await self.running(member_id, locale)
        exercise = self._lift_of(running, lift, await self._words_of(member_id, guild_id))
        if (weeks is None) == (not by.strip()):
            raise CannotReset("Say how far: either `weeks: 6`, or `by: 15 kg` (or `10 %`). Nothing was changed.")
        cut = read_cut(by, running.terms.unit) if weeks is None else None
        preferences = await self._members.preferences(member_id, locale)
        wanted = _Wanted(step_id, exercise, weeks or 0, cut, self.day_of(preferences))
        kept, change, repeated = await self._database.write(self._reset, running, wanted)
        after = self.as_running(kept, preferences)
        return WasReset(after, step_id, exercise, resets_of(after.programme, change, after.terms), repeated)

    async def undo(self, member_id: int, step_id: int, locale: str | None = None) -> Undone:
        """Take back a session with what it logged, a skip or a reset, exactly; twice is once.

        Raises Gone, and MovedOn when the lift has gone on since.
        """
        kept, kind = await self._database.write(self._undo, member_id, step_id)
        self._ledger.wake()
        return Undone(self.as_running(kept, await self._members.preferences(member_id, locale)), kind)

    async def change(
        self,
        member_id: int,
        days: str,
        jump: str,
        plates: str,
        locale: str | None = None,
        guild_id: int | None = None,
    ) -> tuple[Running, Running]:
        """Change training days, jumps or plates while a programme runs; return it before and after.

        Raises NoProgramme, and SpotterError for what can't be read.
        """
        before = await self.running(member_id, locale)
        programme, unit = before.programme, before.terms.unit
        preferences = await self._members.preferences(member_id, locale)
        own = read_plates(plates, unit) if plates.strip() else None
        own = None if own == self._plates(preferences) else own
        words = await self._words_of(member_id, guild_id)
        jumps = read_jumps(jump, programme, words, own.unit if own else unit)
        chosen = read_days(days, programme)
        kept = replace(
            before.kept,
            days=chosen,
            earlier_days=programme.other_days(before.state.number, chosen, before.terms),
            jumps={name: str(one) for name, one in jumps.items()},
            plates=None if own is None else str(own),
        )
        saved(await self._database.write(store.set_terms, kept))
        return before, await self.running(member_id, locale)

    # --- What training shares -----------------------------------------------------------------------------------

    def as_running(self, kept: Kept, preferences: Preferences) -> Running:
        """Return a kept programme with the terms that hold for a member now."""
        plates = read_plates(kept.plates, preferences.unit) if kept.plates else self._plates(preferences)
        jumps = {name: Jump.from_text(text) for name, text in kept.jumps.items()}
        return Running(
            kept, self.shelf[kept.key], Terms(plates, kept.days, jumps, kept.earlier_days), _zone_of(preferences)
        )

    def next_of(self, running: Running, last: Step | None, easings: Mapping[str, Easing], today: date) -> Today:
        """Return the session that is next: on a training day, and not on the day of the last one."""
        earliest = max(running.kept.first_day, last.day + timedelta(days=1) if last else today, today)
        day = next(training_days(running.terms.days, earliest))
        session = eased_session(running.session(), easings, running.terms)
        return Today(running, session, day, is_today=day == today)

    def day_of(self, preferences: Preferences) -> date:
        """Return what day it is for a member."""
        return self._clock().astimezone(preferences.tzinfo).date()

    def as_asked(self, running: Running, step: Step) -> Session:
        """Return a session that is behind, as it was asked for then, with the plates of now."""
        lines = {**running.state.lines, **{key: before for key, (before, _) in step.change.lines.items()}}
        return running.programme.session(step.change.number_before, lines, running.terms)

    def _lift_of(self, running: Running, name: str, words: Catalogue) -> str:
        """Return the exercise of a programme by any of its names. Raises SpotterError with the programme's lifts."""
        found = words.find(name)
        known = dict.fromkeys(lift.exercise for lift in running.programme.lifts if lift.key in running.state.lines)
        if found is None or found.id not in known:
            names = ", ".join(f"`{self.catalogue[one].name}`" for one in known)
            raise SpotterError(f"{running.programme.name} has no such lift. Yours are {names}.")
        return found.id

    async def _programme(self, member_id: int, programme_id: int) -> Running:
        kept = await self._database.read(store.programme, member_id, programme_id)
        if kept is None:
            raise Gone
        return self.as_running(kept, await self._members.preferences(member_id))

    async def _plan(self, member_id: int, draft_id: int, typed: Typed, preferences: Preferences) -> Plan:
        programme, unit = self.shelf.named(typed.name), preferences.unit
        words = await self._words_of(member_id, typed.guild_id)
        asked_on = typed.asked_at.astimezone(preferences.tzinfo).date()
        first_day = max(read_first_day(typed.start, asked_on), self.day_of(preferences))
        terms = Terms(
            self._plates(preferences),
            read_days(typed.days, programme),
            read_jumps(typed.jump, programme, words, unit),
        )
        tested = read_maxes(typed.maxes, words, unit)
        needed = {lift.exercise for lift in programme.lifts}
        maxes = {one: best for one, best in tested.items() if one in needed}
        unused = tuple(one for one in tested if one not in needed)
        state = started(programme, maxes, terms)
        jumps = {name: str(jump) for name, jump in terms.jumps.items()}
        kept = Kept(
            member_id=member_id,
            id=typed.programme_id,
            key=programme.key,
            state=state,
            revision=1,
            days=terms.days,
            earlier_days=(),
            jumps=jumps,
            plates=None,
            first_day=first_day,
            ended_at=None,
        )
        running = Running(kept, programme, terms, _zone_of(preferences))
        coming = zip(ahead(programme, state, terms), training_days(terms.days, first_day), strict=False)
        week = list(islice(coming, programme.week_length(terms.days)))
        known = await self._database.read(store.running, member_id)
        replaces = None if known is None or known.id == kept.id else self.as_running(known, preferences)
        return Plan(draft_id, running, self.shelf.about(programme), maxes, unused, week, replaces)

    def _ahead(self, running: Running, easings: Mapping[str, Easing]) -> Iterator[Session]:
        """Yield the sessions to come, if all goes well; what is kept light is known for the next one only."""
        sessions = ahead(running.programme, running.state, running.terms)
        yield eased_session(next(sessions), easings, running.terms)
        yield from sessions

    def _reset(self, connection: Connection, running: Running, wanted: "_Wanted") -> tuple[Kept, Change, bool]:
        kept, programme, terms = running.kept, running.programme, running.terms
        known = store.step(connection, kept.member_id, wanted.step_id)
        if known is not None:
            return kept, known.change, True
        if wanted.cut is not None:
            change = back_by_weight(programme, kept.state, wanted.exercise, wanted.cut, terms)
        else:
            change = back_by_weeks(programme, kept.state, wanted.exercise, wanted.weeks, terms)
        after = applied(kept.state, change)
        saved(store.save_state(connection, kept, after))
        step = Step(wanted.step_id, kept.id, "reset", None, change, None, wanted.day, None)
        store.add_step(connection, kept.member_id, step, self._clock())
        return replace(kept, state=after), change, False

    def _undo(self, connection: Connection, member_id: int, step_id: int) -> tuple[Kept, str]:
        step = store.step(connection, member_id, step_id)
        kept = store.programme(connection, member_id, step.programme_id) if step else None
        if step is None or kept is None:
            raise Gone
        if step.undone_at is not None:
            return kept, step.kind
        if kept.ended_at is not None:
            raise SpotterError("That programme has ended, so its steps stay as they are.")
        before = undone(kept.state, step.change)
        saved(store.save_state(connection, kept, before))
        store.set_undone(connection, member_id, step_id, self._clock())
        if step.workout_id is not None:
            self._ledger.undo(connection, member_id, step.workout_id, self._clock())
        return replace(kept, state=before), step.kind


@dataclass(frozen=True, slots=True)
class _Wanted:
    """A reset as it was asked for."""

    step_id: int
    exercise: str
    weeks: int
    cut: Jump | None
    day: date


def _zone_of(preferences: Preferences) -> tzinfo | None:
    return preferences.tzinfo if preferences.zone else None


def _begin(connection: Connection, kept: Kept, now: datetime) -> None:
    """End what runs and start a programme, unless it is started already."""
    if store.programme(connection, kept.member_id, kept.id) is None:
        runs = store.running(connection, kept.member_id)
        if runs is not None:
            store.set_ended(connection, kept.member_id, runs.id, now)
        store.add_programme(connection, kept, now)


def _take_up(connection: Connection, member_id: int, programme_id: int, instead_of: int | None, now: datetime) -> None:
    if store.programme(connection, member_id, programme_id) is None:
        raise Gone
    runs = store.running(connection, member_id)
    if runs is not None and runs.id not in (programme_id, instead_of):
        raise SpotterError("You run another programme now. `/program stop` ends it, then this one can go on.")
    if runs is not None and runs.id == instead_of:
        store.set_ended(connection, member_id, runs.id, now)
    store.set_ended(connection, member_id, programme_id, None)


def saved(done: bool) -> None:
    """Raise SpotterError when a programme was changed between reading and writing it, so that all of it is undone."""
    if not done:
        raise SpotterError("Your programme was changed at the same moment. Nothing was done now; please try again.")
