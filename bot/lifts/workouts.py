"""Workouts: a whole session typed at once, shown as it was read, and saved in one go."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial
from typing import Any

from bot.database import Connection, Database
from bot.errors import Gone, SpotterError
from bot.ids import Ids
from bot.instants import Clock, from_micros, to_micros
from bot.lifts import store
from bot.lifts.days import moment
from bot.lifts.entries import Entry
from bot.lifts.keeping import doubted
from bot.lifts.lines import MOST_LINES, lines_of, read_lines
from bot.lifts.logbook import Drafts, Members
from bot.lifts.notation import Unreadable
from bot.lifts.outcomes import Line, Preview, WorkoutLogged
from bot.lifts.posting.followed import Followers, Nobody
from bot.lifts.records import Bests
from bot.lifts.standing import BodyOn, Standing, logged, standing
from bot.lifts.weight import Unit
from bot.lifts.words.words import Words
from bot.members.preferences import Preferences

_Change = Callable[[Connection, list[Entry]], None]
"""Undoes entries of a workout, or puts them back."""


@dataclass(frozen=True, slots=True)
class TypedWorkout:
    """What a member typed for a workout, when (aware), and the unit that weights without one had for them then."""

    workout_id: int
    """The id it will have, however often it is mended."""
    text: str
    when: str
    asked_at: datetime
    unit: Unit
    guild_id: int | None = None
    """The server it was typed in, whose names for lifts it may use."""

    def to_body(self) -> dict[str, Any]:
        """Return it as JSON can carry it."""
        return {
            "workout_id": str(self.workout_id),
            "text": self.text,
            "when": self.when,
            "asked_at": to_micros(self.asked_at),
            "unit": self.unit,
            "guild_id": None if self.guild_id is None else str(self.guild_id),
        }

    @classmethod
    def from_body(cls, body: dict[str, Any]) -> "TypedWorkout":
        """Return what `to_body` made."""
        asked_at = from_micros(body["asked_at"])
        guild_id = int(body["guild_id"]) if body.get("guild_id") else None
        return cls(int(body["workout_id"]), body["text"], body["when"], asked_at, body["unit"], guild_id)


def lifts_in(message: str) -> str:
    """Return the lines of a message that may be lifts: those with a figure in them. The rest is talk.

    Raises SpotterError when there is none.
    """
    lines = [line.strip("`> ") for line in message.splitlines() if any(sign.isdecimal() for sign in line)]
    if not lines:
        raise SpotterError("I see no lifts in that message. I read one exercise a line, like `squat 100 5x5`.")
    return "\n".join(lines)


class Workouts:
    """Reads, saves and undoes workouts."""

    def __init__(
        self,
        database: Database,
        clock: Clock,
        ids: Ids,
        members: Members,
        drafts: Drafts,
        words: Words,
        body_on: BodyOn | None = None,
        followers: Followers | None = None,
    ) -> None:
        self._database = database
        self._clock = clock
        self._ids = ids
        self._members = members
        self._drafts = drafts
        self._words = words
        self._catalogue = words.catalogue
        self._body_on = body_on
        self._followers = followers or Nobody()

    async def preview(
        self,
        member_id: int,
        workout_id: int,
        text: str,
        when: str = "",
        locale: str | None = None,
        guild_id: int | None = None,
        asked_at: datetime | None = None,
    ) -> Preview:
        """Read a workout line by line and keep it; nothing is saved yet. `asked_at` (aware) is when it was written."""
        preferences = await self._members.preferences(member_id, locale)
        typed = TypedWorkout(workout_id, text, when, asked_at or self._clock(), preferences.unit, guild_id)
        return await self._preview(member_id, typed, preferences)

    async def typed(self, member_id: int, draft_id: int) -> TypedWorkout:
        """Return what was typed, to be mended. Raises Gone."""
        return TypedWorkout.from_body(await self._drafts.recall(member_id, "workout", draft_id))

    async def mend(self, member_id: int, draft_id: int, text: str, when: str, locale: str | None = None) -> Preview:
        """Read a workout again as it was mended. Raises Gone."""
        typed = await self.typed(member_id, draft_id)
        preferences = await self._members.preferences(member_id, locale)
        return await self._preview(member_id, replace(typed, text=text, when=when, unit=preferences.unit), preferences)

    async def choose(
        self, member_id: int, draft_id: int, place: int, choice: int, locale: str | None = None
    ) -> Preview:
        """Take one of the offers for a line, by their places, and read the workout again. Raises Gone."""
        typed = await self.typed(member_id, draft_id)
        lines = await self._lines(member_id, typed)
        if place >= len(lines) or choice >= len(lines[place].offers):
            raise Gone
        texts = [lines[place].offers[choice] if at == place else line.text for at, line in enumerate(lines)]
        preferences = await self._members.preferences(member_id, locale)
        return await self._preview(member_id, replace(typed, text="\n".join(texts)), preferences)

    async def keep_own(self, member_id: int, draft_id: int, locale: str | None = None) -> Preview:
        """Keep the first unknown name of a workout as the member's own exercise, and read it again. Raises Gone."""
        typed = await self.typed(member_id, draft_id)
        name = next((line.own for line in await self._lines(member_id, typed) if line.own), None)
        if name:
            await self._words.keep(member_id, name)
        return await self._preview(member_id, typed, await self._members.preferences(member_id, locale))

    async def save(self, member_id: int, draft_id: int, locale: str | None = None) -> WorkoutLogged:
        """Save a workout that was previewed, all of it or nothing; what stands in the log already is shown as it is.

        Raises Gone, and SpotterError when it has to be mended first.
        """
        typed = await self.typed(member_id, draft_id)
        preferences = await self._members.preferences(member_id, locale)
        lines = await self._lines(member_id, typed)
        problem = _problem(typed, lines, preferences)
        if problem or not all(line.ready for line in lines):
            raise problem or SpotterError("Some lines can't be saved as they are. Press **Mend** first.")
        day, performed_at = moment(typed.when, typed.asked_at, preferences.tzinfo)
        now = self._clock()
        entries = [
            Entry(
                member_id,
                self._ids(),
                line.readings[0].exercise.id,
                line.readings[0].sets,
                day,
                performed_at,
                now,
                workout_id=typed.workout_id,
            )
            for line in lines
        ]
        saved = await self._database.write(_save, member_id, typed.workout_id, entries, now, self._body_on)
        return replace(self._outcome(typed.workout_id, saved, preferences), day_guessed=preferences.zone is None)

    async def in_log(self, member_id: int, workout_id: int, locale: str | None = None) -> WorkoutLogged | None:
        """Return what stands in the log of a workout; None where nothing does."""
        preferences = await self._members.preferences(member_id, locale)
        saved = await self._database.read(_in_log, member_id, workout_id, self._body_on)
        return self._outcome(workout_id, saved, preferences) if saved else None

    async def undo(self, member_id: int, workout_id: int, locale: str | None = None) -> WorkoutLogged:
        """Take all entries of a workout out of the log. Raises Gone."""
        return await self._change(member_id, workout_id, partial(_undo, now=self._clock()), locale)

    async def redo(
        self, member_id: int, workout_id: int, undone_at: int | None = None, locale: str | None = None
    ) -> WorkoutLogged:
        """Put back what was undone together at an instant (microseconds), and nothing that was undone by itself.

        With no instant it is what was undone last, unless something of the workout stands in the log. Raises Gone when
        it is no longer kept.
        """
        return await self._change(member_id, workout_id, partial(_redo, undone_at=undone_at), locale)

    async def _change(self, member_id: int, workout_id: int, change: _Change, locale: str | None) -> WorkoutLogged:
        preferences = await self._members.preferences(member_id, locale)
        saved = await self._database.write(self._changed, member_id, workout_id, change)
        self._followers.wake()
        return self._outcome(workout_id, saved, preferences)

    def _changed(self, connection: Connection, member_id: int, workout_id: int, change: _Change) -> "_Saved":
        change(connection, store.entries_of_workout(connection, member_id, workout_id))
        saved = _known(connection, member_id, workout_id, self._body_on)
        for entry, _ in saved.entries:
            self._followers.changed(connection, entry)
        return replace(saved, known=False)

    async def _preview(self, member_id: int, typed: TypedWorkout, preferences: Preferences) -> Preview:
        lines = await self._database.read(_doubts, member_id, await self._lines(member_id, typed))
        draft_id = await self._drafts.keep(member_id, "workout", typed.to_body())
        return Preview(draft_id, lines, _problem(typed, lines, preferences))

    async def _lines(self, member_id: int, typed: TypedWorkout) -> list[Line]:
        words = await self._words.of(member_id, typed.guild_id)
        return [self._with_own(line) for line in read_lines(typed.text, words, typed.unit)]

    def _with_own(self, line: Line) -> Line:
        unknown = line.problem if isinstance(line.problem, Unreadable) else None
        return replace(line, own=self._words.keepable(line.text, unknown)) if unknown else line

    def _outcome(self, workout_id: int, saved: "_Saved", preferences: Preferences) -> WorkoutLogged:
        public = preferences.public_log
        found = [logged(entry, stands, self._catalogue, public=public) for entry, stands in saved.entries]
        return WorkoutLogged(workout_id, found, public, saved.entries[0][0].undone_at, repeated=saved.known)


@dataclass(frozen=True, slots=True)
class _Saved:
    """The entries of a workout, each with what stood besides it when it was looked at."""

    entries: list[tuple[Entry, Standing]]
    known: bool = False
    """Whether it was saved before."""


def _problem(typed: TypedWorkout, lines: list[Line], preferences: Preferences) -> SpotterError | None:
    """Return what keeps all of a workout from being saved."""
    if not lines:
        return SpotterError("There is nothing in it yet: one exercise a line, like `squat 100 5x5`.")
    if (number := len(lines_of(typed.text))) > MOST_LINES:
        return SpotterError(f"A workout has at most {MOST_LINES} lines, and this one has {number}.")
    try:
        moment(typed.when, typed.asked_at, preferences.tzinfo)
    except SpotterError as unreadable:
        return unreadable
    return None


def _doubts(connection: Connection, member_id: int, lines: list[Line]) -> list[Line]:
    """Return the lines with what to ask about each that has one reading."""
    return [_doubted(connection, member_id, line) if line.ready else line for line in lines]


def _doubted(connection: Connection, member_id: int, line: Line) -> Line:
    (reading,) = line.readings
    return replace(line, doubt=doubted(reading, Bests(store.bests(connection, member_id, reading.exercise.id))))


def _save(
    connection: Connection,
    member_id: int,
    workout_id: int,
    entries: list[Entry],
    now: datetime,
    body_on: BodyOn | None,
) -> _Saved:
    if not store.add_workout(connection, member_id, workout_id, now):
        standing_already = _in_log(connection, member_id, workout_id, body_on)
        if standing_already:
            return standing_already
        store.forget_workout(connection, member_id, workout_id)  # it was undone, and is logged anew
    saved = []
    for entry in entries:
        # Before it is added, for the next line may beat this one.
        saved.append((entry, standing(connection, entry, body_on)))
        store.add_entry(connection, entry)
    return _Saved(saved)


def _undo(connection: Connection, entries: list[Entry], now: datetime) -> None:
    for entry in entries:
        store.set_undone(connection, entry.member_id, entry.id, now)


def _redo(connection: Connection, entries: list[Entry], undone_at: int | None) -> None:
    together = [entry for entry in entries if entry.undone_at and to_micros(entry.undone_at) == undone_at]
    for entry in _standing_or_undone_last(entries) if undone_at is None else together:
        store.set_undone(connection, entry.member_id, entry.id, None)


def _in_log(connection: Connection, member_id: int, workout_id: int, body_on: BodyOn | None) -> _Saved | None:
    entries = store.entries_of_workout(connection, member_id, workout_id)
    return None if all(entry.undone_at for entry in entries) else _with_standing(connection, entries, body_on)


def _known(connection: Connection, member_id: int, workout_id: int, body_on: BodyOn | None) -> _Saved:
    entries = store.entries_of_workout(connection, member_id, workout_id)
    if not entries:
        raise Gone
    return _with_standing(connection, entries, body_on)


def _with_standing(connection: Connection, entries: list[Entry], body_on: BodyOn | None) -> _Saved:
    shown = _standing_or_undone_last(entries)
    return _Saved([(entry, standing(connection, entry, body_on)) for entry in shown], known=True)


def _standing_or_undone_last(entries: list[Entry]) -> list[Entry]:
    """Return the entries of a workout that stand in the log or, where none does, those that were undone last."""
    last = max((entry.undone_at for entry in entries if entry.undone_at), default=None)
    at = None if any(entry.undone_at is None for entry in entries) else last
    return [entry for entry in entries if entry.undone_at == at]
