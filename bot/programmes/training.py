"""Training: a session done as written, done differently, or skipped; once each, and with its log in one go."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from bot.database import Connection, Database
from bot.errors import Gone, SpotterError
from bot.ids import Ids
from bot.instants import Clock, from_micros, to_micros
from bot.lifts.days import moment
from bot.lifts.entries import Entry
from bot.lifts.exercises import Catalogue
from bot.lifts.lines import MOST_LINES, lines_of, read_lines
from bot.lifts.notation import Unreadable, labelled, written
from bot.lifts.outcomes import Line, Logged
from bot.lifts.sets import Reading, Set
from bot.lifts.weight import Unit
from bot.members.preferences import Preferences
from bot.programmes import store
from bot.programmes.coach import Coach, saved
from bot.programmes.course import Moved, finished
from bot.programmes.easing import Easing, eased_session
from bot.programmes.outcomes import Finished, Today, Unclear, mark_of
from bot.programmes.ports import Drafts, Easings, Ledger, Members, WordsOf
from bot.programmes.sessions import Outcome, Session, outcome
from bot.programmes.store import Kept, Kind, Step

LONGEST = 4000
MOST_DIGITS = 3
"""Of the reps of an AMRAP set."""
_PROBLEMS = 5
_DRAFT = "typed session"
"""The kind of its drafts; those called `session` did not say when they were typed."""


class UnreadableSession(SpotterError):
    """What was typed for a session can't be read; the text says which lines, and why."""


class DoubtedSession(SpotterError):
    """A lift of a session is rather a slip than a lift, and is asked about before it counts."""


@dataclass(frozen=True, slots=True)
class TypedSession:
    """What a member typed for a session, when (aware), and the unit that weights without one had for them then."""

    programme_id: int
    number: int
    text: str
    when: str
    asked_at: datetime
    unit: Unit
    guild_id: int | None = None
    """The server it was typed in, whose names for lifts it may use."""

    def to_body(self) -> dict[str, Any]:
        """Return it as JSON can carry it."""
        return {
            "programme_id": str(self.programme_id),
            "number": self.number,
            "text": self.text,
            "when": self.when,
            "asked_at": to_micros(self.asked_at),
            "unit": self.unit,
            "guild_id": None if self.guild_id is None else str(self.guild_id),
        }

    @classmethod
    def from_body(cls, body: Mapping[str, Any]) -> "TypedSession":
        """Return what `to_body` made."""
        guild_id = int(body["guild_id"]) if body["guild_id"] else None
        asked_at = from_micros(body["asked_at"])
        return cls(
            int(body["programme_id"]), body["number"], body["text"], body["when"], asked_at, body["unit"], guild_id
        )


@dataclass(frozen=True, slots=True)
class _Act:
    """What is to be made of a session, in one unit of work."""

    member_id: int
    programme_id: int
    number: int
    kind: Kind
    preferences: Preferences
    easings: Mapping[str, Easing]
    lifted: Callable[[Session], Sequence[Reading]]
    day: date
    performed_at: datetime
    mark: str | None = None
    sure: bool = True


@dataclass(frozen=True, slots=True)
class _Filed:
    """What came of it."""

    kept: Kept
    step: Step
    session: Session
    moved: Sequence[Moved]
    logged: Sequence[Logged]
    repeated: bool = False


class Training:
    """What is done with the session that is next."""

    def __init__(
        self,
        database: Database,
        clock: Clock,
        ids: Ids,
        members: Members,
        drafts: Drafts,
        coach: Coach,
        ledger: Ledger,
        easings: Easings,
        words_of: WordsOf,
    ) -> None:
        self._database = database
        self._clock = clock
        self._ids = ids
        self._members = members
        self._drafts = drafts
        self._coach = coach
        self._ledger = ledger
        self._easings = easings
        self._words_of = words_of

    async def done(
        self, member_id: int, programme_id: int, number: int, mark: str, locale: str | None = None
    ) -> Finished | Today:
        """Log a session as written, all of it or nothing; done before, it is shown as it was logged.

        Where the session is no longer what was shown, nothing is logged and the new one is returned. Raises Gone, and
        SpotterError when it is not next or the programme has ended.
        """
        act = await self._act(member_id, programme_id, number, "session", self._as_written, locale)
        try:
            return await self._finish(replace(act, mark=mark))
        except _Changed:
            return replace(await self._coach.today(member_id, locale), changed=True)

    async def skip(self, member_id: int, programme_id: int, number: int, locale: str | None = None) -> Finished:
        """Leave a session out: nothing is logged, nothing goes up, nothing counts as missed. Raises as `done`."""
        return await self._finish(await self._act(member_id, programme_id, number, "skip", lambda _: (), locale))

    async def asked(self, member_id: int, programme_id: int, number: int, locale: str | None = None) -> Session:
        """Return what a session asks for now. Raises Gone and SpotterError as `done`."""
        preferences = await self._members.preferences(member_id, locale)
        kept = await self._database.read(store.programme, member_id, programme_id)
        running = self._coach.as_running(_next(kept, number), preferences)
        return eased_session(running.session(), await self._easings(member_id), running.terms)

    async def as_text(
        self,
        member_id: int,
        programme_id: int,
        number: int,
        amrap: Sequence[str] = (),
        locale: str | None = None,
    ) -> str:
        """Return a session as the text that logs it, to be changed; `amrap` are the reps of its AMRAP sets, as typed.

        Raises Gone and SpotterError as `done`; what is no number stands in the text, where it can be mended.
        """
        session = await self.asked(member_id, programme_id, number, locale)
        typed = iter(amrap)
        reps = {place: next(typed, "") for place, work in enumerate(session.work) if work.has_amrap}
        lines = [written(reading) for reading in self._as_written(session, reps)]
        odd = [text for text in reps.values() if text and _reps(text) is None]
        return "\n".join([*lines, *odd])

    async def differently(
        self,
        member_id: int,
        programme_id: int,
        number: int,
        text: str,
        when: str = "",
        locale: str | None = None,
        guild_id: int | None = None,
    ) -> Finished | Unclear:
        """Log a session as it really was, typed in a server or in direct messages; that drives the programme.

        What can't be taken yet is kept, to be mended.
        """
        unit = (await self._members.preferences(member_id, locale)).unit
        typed = TypedSession(programme_id, number, text, when, self._clock(), unit, guild_id)
        return await self._take(member_id, typed, locale)

    async def mend(
        self, member_id: int, draft_id: int, text: str, when: str, locale: str | None = None
    ) -> Finished | Unclear:
        """Take a kept session again, as it was mended. Raises Gone."""
        typed = await self.typed(member_id, draft_id)
        unit = (await self._members.preferences(member_id, locale)).unit
        return await self._take(member_id, replace(typed, text=text, when=when, unit=unit), locale)

    async def confirm(self, member_id: int, draft_id: int, locale: str | None = None) -> Finished | Unclear:
        """Log a kept session although a lift in it looks like a slip. Raises Gone."""
        return await self._take(member_id, await self.typed(member_id, draft_id), locale, sure=True)

    async def typed(self, member_id: int, draft_id: int) -> TypedSession:
        """Return what was typed for a session and kept. Raises Gone."""
        return TypedSession.from_body(await self._drafts.recall(member_id, _DRAFT, draft_id))

    async def _take(
        self, member_id: int, typed: TypedSession, locale: str | None, *, sure: bool = False
    ) -> Finished | Unclear:
        draft_id = await self._drafts.keep(member_id, _DRAFT, typed.to_body())
        try:
            readings = _readings(typed.text, await self._words_of(member_id, typed.guild_id), typed.unit)
            act = await self._act(member_id, typed.programme_id, typed.number, "session", lambda _: readings, locale)
            day, performed_at = moment(typed.when, typed.asked_at, act.preferences.tzinfo)
            return await self._finish(replace(act, day=day, performed_at=performed_at, sure=sure))
        except SpotterError as problem:
            return Unclear(draft_id, problem, sure_helps=isinstance(problem, DoubtedSession))

    async def _act(
        self,
        member_id: int,
        programme_id: int,
        number: int,
        kind: Kind,
        lifted: Callable[[Session], Sequence[Reading]],
        locale: str | None,
    ) -> _Act:
        preferences = await self._members.preferences(member_id, locale)
        easings = await self._easings(member_id)
        day, now = self._coach.day_of(preferences), self._clock()
        return _Act(member_id, programme_id, number, kind, preferences, easings, lifted, day, now)

    async def _finish(self, act: _Act) -> Finished:
        filed = await self._database.write(self._file, act)
        running = self._coach.as_running(filed.kept, act.preferences)
        last = await self._database.read(store.last_session, act.member_id, act.programme_id)
        coming = self._coach.next_of(running, last, act.easings, self._coach.day_of(act.preferences))
        return Finished(
            running,
            filed.step,
            filed.session,
            filed.moved,
            filed.logged,
            act.preferences.public_log,
            coming,
            filed.repeated,
        )

    def _file(self, connection: Connection, act: _Act) -> _Filed:
        """Log a session and move the programme on, all in the unit of work that this runs in."""
        kept = store.programme(connection, act.member_id, act.programme_id)
        behind = store.sessions(connection, act.member_id, act.programme_id, act.number, act.number)
        if kept is not None and behind:
            return self._known(connection, kept, behind[0], act)
        kept, now = _next(kept, act.number), self._clock()
        running = self._coach.as_running(kept, act.preferences)
        session = eased_session(running.session(), act.easings, running.terms)
        if act.mark is not None and act.mark != mark_of(session):
            raise _Changed
        readings = act.lifted(session)
        if not act.sure:
            self._ask_about(connection, act.member_id, readings)
        workout_id = self._ids() if readings else None
        entries = [
            Entry(
                act.member_id,
                self._ids(),
                reading.exercise.id,
                reading.sets,
                act.day,
                act.performed_at,
                now,
                workout_id=workout_id,
            )
            for reading in readings
        ]
        logged = self._ledger.save(connection, act.member_id, entries, now)
        after, change, moved = finished(
            running.programme, kept.state, session, _outcomes(session, readings), running.terms
        )
        saved(store.save_state(connection, kept, after))
        step = Step(self._ids(), kept.id, act.kind, act.number, change, workout_id, act.day, None)
        store.add_step(connection, act.member_id, step, now)
        return _Filed(replace(kept, state=after), step, session, moved, logged)

    def _known(self, connection: Connection, kept: Kept, step: Step, act: _Act) -> _Filed:
        """Return a session as it was filed before."""
        running = self._coach.as_running(kept, act.preferences)
        logged = self._ledger.saved(connection, act.member_id, step.workout_id) if step.workout_id else []
        return _Filed(kept, step, self._coach.as_asked(running, step), (), logged, repeated=True)

    def _as_written(self, session: Session, reps: Mapping[int, str] | None = None) -> list[Reading]:
        """Return one entry for each exercise of a session, its sets in order, with the reps of AMRAP sets by place."""
        sets: dict[str, tuple[Set, ...]] = {}
        for place, work in enumerate(session.work):
            done = work.as_written(_reps((reps or {}).get(place, "")))
            sets[work.exercise] = (*sets.get(work.exercise, ()), *done)
        return [Reading(self._coach.catalogue[exercise], done) for exercise, done in sets.items() if done]

    def _ask_about(self, connection: Connection, member_id: int, readings: Sequence[Reading]) -> None:
        doubts = self._ledger.doubts(connection, member_id, readings)
        if doubts:
            raise DoubtedSession("\n".join([*doubts, "I ask before it counts."]))


class _Changed(Exception):
    """The session is no longer what the pressed button stands under."""


def _readings(text: str, words: Catalogue, unit: Unit) -> list[Reading]:
    """Read a session, an exercise a line. Raises UnreadableSession that says which lines, and why."""
    if len(text) > LONGEST or len(lines_of(text)) > MOST_LINES:
        raise UnreadableSession(f"A session has at most {MOST_LINES} lines, one exercise each.")
    lines = read_lines(text, words, unit)
    if not lines:
        raise UnreadableSession("There is nothing in it. Was it not done at all? Then press **Skip**.")
    problems = [f"Line {number}{_problem(line)}" for number, line in enumerate(lines, start=1) if not line.ready]
    if problems:
        raise UnreadableSession("\n".join(problems[:_PROBLEMS]))
    return [line.readings[0] for line in lines]


def _problem(line: Line) -> str:
    if isinstance(line.problem, Unreadable):
        near = " or ".join(exercise.name for exercise in line.problem.nearest[:3])
        return f": {line.problem}{f' Near: {near}.' if near else ''} E.g. `{line.problem.example}`"
    ways = " or ".join(f"`{labelled(reading)}`" for reading in line.readings[:2])
    return f" may mean {ways}: type one of these."


def _reps(text: str) -> int | None:
    """Return the reps that were typed; None for anything else, which is read as text."""
    return int(text) if text.isascii() and text.isdigit() and len(text) <= MOST_DIGITS else None


def _next(kept: Kept | None, number: int) -> Kept:
    """Return a programme whose next session has that number. Raises Gone, and SpotterError when that is not so."""
    if kept is None:
        raise Gone
    if kept.ended_at is not None:
        raise SpotterError("That programme has ended. `/program list` shows what there is.")
    if kept.state.number != number:
        raise SpotterError("That session is not the next one any more: `/program today` shows it.")
    return kept


def _outcomes(session: Session, readings: Sequence[Reading]) -> dict[str, Outcome]:
    """Judge what was done of each lift that moves a line."""
    done: dict[str, list[Set]] = {}
    for reading in readings:
        done.setdefault(reading.exercise.id, []).extend(reading.sets)
    return {work.line: outcome(work, done.get(work.exercise, [])) for work in session.work if work.moves}
