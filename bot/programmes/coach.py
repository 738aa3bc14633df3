"""The coach: where a programme stands, what comes next, and changes of its course."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta, tzinfo
from itertools import count, islice, takewhile

from bot.database import Connection, Database
from bot.errors import Gone, SpotterError
from bot.instants import Clock
from bot.lifts.exercises import Catalogue
from bot.lifts.plates import read_plates
from bot.members.preferences import Preferences
from bot.programmes import store
from bot.programmes.calendar import read_days, training_days
from bot.programmes.course import Change, MovedOn, ahead, applied, undone
from bot.programmes.easing import Easing, eased_session
from bot.programmes.maxes import read_jumps
from bot.programmes.outcomes import (
    NoProgramme,
    PastReset,
    Running,
    Today,
    Undone,
    WasReset,
    Week,
    WeekDay,
)
from bot.programmes.ports import Easings, Ledger, Members, WordsOf
from bot.programmes.programme import Programme
from bot.programmes.resets import CannotReset, back_by_weeks, back_by_weight, read_cut, resets_of
from bot.programmes.sessions import Session
from bot.programmes.shelf import Shelf
from bot.programmes.store import Kept, Step
from bot.programmes.terms import Jump, Terms

MOST_WEEKS_AHEAD = 26
_SEARCHED = 60
"""Sessions that are looked through for the next one of a lift."""


class Coach:
    """Programmes that run: `starting` has how they begin and end, `training` what is done with a session."""

    def __init__(
        self,
        database: Database,
        clock: Clock,
        members: Members,
        shelf: Shelf,
        catalogue: Catalogue,
        ledger: Ledger,
        easings: Easings,
        words_of: WordsOf,
    ) -> None:
        self._database = database
        self._clock = clock
        self._members = members
        self._ledger = ledger
        self._easings = easings
        self._words_of = words_of
        self.shelf = shelf
        self.catalogue = catalogue

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
        preferences = await self._members.preferences(member_id, locale)
        cut = read_cut(by, preferences.unit) if weeks is None else None
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
        programme, preferences = before.programme, await self._members.preferences(member_id, locale)
        own = read_plates(plates, before.terms.unit) if plates.strip() else None
        own = None if own == preferences.plates else own
        words = await self._words_of(member_id, guild_id)
        jumps = read_jumps(jump, programme, words, preferences.unit)
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
        plates = read_plates(kept.plates, preferences.unit) if kept.plates else preferences.plates
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
        try:
            before = undone(kept.state, step.change)
        except MovedOn:
            last = store.last_step(connection, member_id, kept.id)
            raise MovedOn(_moved_on(self.shelf[kept.key], last)) from None
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


def _moved_on(programme: Programme, last: Step | None) -> str:
    """Say what came after a step that can't be undone any more, and what helps."""
    lines = last.change.lines if last and last.kind == "reset" else {}
    reset = ", ".join(programme.lift(key).name.lower() for key in lines)
    first = f"a reset of your {reset} came after it: undo that first" if reset else "you have gone on since"
    return f"That can't be undone as it is: {first}. `/program reset` takes a lift back."


def _zone_of(preferences: Preferences) -> tzinfo | None:
    return preferences.tzinfo if preferences.zone else None


def saved(done: bool) -> None:
    """Raise SpotterError when a programme was changed between reading and writing it, so that all of it is undone."""
    if not done:
        raise SpotterError("Your programme was changed at the same moment. Nothing was done now; please try again.")
