"""The logbook: what members can do with single entries, and what other features may ask about them."""

from collections.abc import AsyncIterator
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from dataclasses import replace
from datetime import date
from typing import Any, Protocol

from bot.database import Connection, Database
from bot.errors import SpotterError
from bot.instants import Clock
from bot.lifts import keeping, store
from bot.lifts.days import moment
from bot.lifts.entries import Entry, Purpose, Typed
from bot.lifts.exercises import Catalogue
from bot.lifts.keeping import Saved
from bot.lifts.notation import Unreadable, written
from bot.lifts.offers import offers
from bot.lifts.outcomes import (
    Doubted,
    History,
    LiftOfDay,
    Logged,
    Offer,
    Outcome,
    Session,
    Several,
    Unclear,
    Undone,
)
from bot.lifts.plausibility import Doubt, in_other_unit
from bot.lifts.posting.followed import Followers, Nobody
from bot.lifts.reading import read
from bot.lifts.records import Best, Bests
from bot.lifts.sets import Reading
from bot.lifts.standing import BodyOn, logged, standing
from bot.lifts.tokens import names_unit
from bot.lifts.weight import Unit
from bot.lifts.words.words import Words
from bot.members.preferences import Preferences

MOST_NOTE = 500
"""Characters in a note."""
SESSIONS_A_PAGE = 5
MOST_A_DAY = 100
"""Entries of one day that are read for a page: nobody lifts so much, but a file may say so."""


class Members(Protocol):
    """Knows how a member wants things."""

    async def preferences(self, member_id: int, locale: str | None = None) -> Preferences:
        """Return a member's preferences."""
        ...


class Drafts(Protocol):
    """Keeps what was typed and could not be taken."""

    async def keep(self, member_id: int, kind: str, body: dict[str, Any]) -> int:
        """Keep it and return its id."""
        ...

    async def recall(self, member_id: int, kind: str, draft_id: int) -> dict[str, Any]:
        """Return what was kept. Raises Gone."""
        ...


class Logbook:
    """Logs, mends, undoes and repeats entries, and looks back at them."""

    def __init__(
        self,
        database: Database,
        clock: Clock,
        members: Members,
        drafts: Drafts,
        words: Words,
        body_on: BodyOn | None = None,
        followers: Followers | None = None,
    ) -> None:
        self._database = database
        self._clock = clock
        self._members = members
        self._drafts = drafts
        self._words = words
        self.catalogue = words.catalogue
        self._body_on = body_on
        self._followers = followers or Nobody()

    async def offers(
        self, member_id: int, text: str, locale: str | None = None, guild_id: int | None = None
    ) -> list[Offer]:
        """Return what a text being typed in a server, or in direct messages, would log."""
        unit = (await self._members.preferences(member_id, locale)).unit
        return offers(text, await self._words.of(member_id, guild_id), unit)

    async def log(
        self,
        member_id: int,
        entry_id: int,
        text: str,
        when: str = "",
        note: str = "",
        locale: str | None = None,
        guild_id: int | None = None,
    ) -> Outcome:
        """Log what was typed under a new id, or say what keeps it from being logged. Twice is once."""
        async with self.logging(member_id, entry_id, text, when, note, locale, guild_id) as outcome:
            return outcome

    def logging(
        self,
        member_id: int,
        entry_id: int,
        text: str,
        when: str = "",
        note: str = "",
        locale: str | None = None,
        guild_id: int | None = None,
    ) -> AbstractAsyncContextManager[Outcome]:
        """Give a context in which the answer to what `log` comes to can be prepared; it is kept when that is left."""
        typed = Typed(entry_id, text, self._clock(), when, note, guild_id=guild_id)
        return self._taking(member_id, typed, locale)

    async def edit(
        self,
        member_id: int,
        entry_id: int,
        text: str,
        when: str,
        note: str,
        locale: str | None = None,
        guild_id: int | None = None,
    ) -> Outcome:
        """Change an entry to what was typed. Raises Gone when the member has none of that id."""
        typed = Typed(entry_id, text, self._clock(), when, note, Purpose.EDIT, guild_id=guild_id)
        return await self._take(member_id, typed, locale)

    async def choose(self, member_id: int, draft_id: int, place: int, locale: str | None = None) -> Outcome:
        """Log the reading of a kept text that the member chose, by its place in `Several.readings`. Raises Gone."""
        typed = await self.typed(member_id, draft_id)
        readings = read(typed.text, await self._words.of(member_id, typed.guild_id), typed.unit or "kg")
        return await self._take(member_id, replace(typed, text=written(readings[place])), locale)

    async def choose_lift(self, member_id: int, draft_id: int, exercise_id: str, locale: str | None = None) -> Outcome:
        """Read a kept text again with the lift that the member chose for the name that is unknown. Raises Gone."""
        typed = await self.typed(member_id, draft_id)
        words = await self._words.of(member_id, typed.guild_id)
        return await self._take(member_id, replace(typed, text=_renamed(typed.text, exercise_id, words)), locale)

    async def keep_own(self, member_id: int, draft_id: int, locale: str | None = None) -> Outcome:
        """Keep the unknown name in a kept text as the member's own exercise, and take the text. Raises Gone."""
        typed = await self.typed(member_id, draft_id)
        try:
            read(typed.text, await self._words.of(member_id, typed.guild_id), "kg")
        except Unreadable as stopped:
            name = self._words.keepable(typed.text, stopped)
            if name:
                await self._words.keep(member_id, name)
        return await self._take(member_id, typed, locale)

    async def confirm(self, member_id: int, draft_id: int, *, other_unit: bool, locale: str | None = None) -> Outcome:
        """Log a doubted lift as it stands, or with lb for kg and kg for lb. Raises Gone."""
        typed = await self.typed(member_id, draft_id)
        if other_unit:
            (reading,) = read(typed.text, await self._words.of(member_id, typed.guild_id), typed.unit or "kg")
            typed = replace(typed, text=written(in_other_unit(reading)))
        return await self._take(member_id, typed, locale, sure=True)

    async def typed(self, member_id: int, draft_id: int) -> Typed:
        """Return what was typed and kept, to be mended. Raises Gone."""
        return Typed.from_body(await self._drafts.recall(member_id, "entry", draft_id))

    async def mend(
        self, member_id: int, draft_id: int, text: str, when: str, note: str, locale: str | None = None
    ) -> Outcome:
        """Take a kept text again, as it was mended; for the same entry, however often."""
        typed = await self.typed(member_id, draft_id)
        return await self._take(member_id, typed.mended(text, when, note), locale)

    async def typed_of(self, member_id: int, entry_id: int) -> Typed:
        """Return an entry as the text that would log it, to be edited. Raises Gone, and SpotterError when undone."""
        entry = await self._database.read(keeping.in_log, member_id, entry_id)
        text = written(self._reading(entry))
        return Typed(entry.id, text, self._clock(), entry.day.isoformat(), entry.note or "", Purpose.EDIT)

    async def entry(self, member_id: int, entry_id: int) -> Logged:
        """Return an entry for its member's eyes, to be mended, undone or repeated. Raises as `typed_of`."""
        return self._logged(await self._database.read(self._saved, member_id, entry_id), public=False)

    async def undo(self, member_id: int, entry_id: int) -> Undone:
        """Take an entry out of the log; undone before, it stays so. Raises Gone."""
        entry = await self._database.write(self._undo, member_id, entry_id)
        self._followers.wake()
        return Undone(entry, self._reading(entry))

    async def redo(self, member_id: int, entry_id: int, locale: str | None = None) -> Logged:
        """Put an undone entry back. Raises Gone when it is no longer kept."""
        public = (await self._members.preferences(member_id, locale)).public_log
        saved = await self._database.write(self._redo, member_id, entry_id)
        self._followers.wake()
        return self._logged(saved, public=public)

    async def again(self, member_id: int, entry_id: int, new_id: int, locale: str | None = None) -> Logged:
        """Log the same sets once more, now; twice within a minute is once. Raises Gone; SpotterError when undone."""
        preferences = await self._members.preferences(member_id, locale)
        now = self._clock()
        day = now.astimezone(preferences.tzinfo).date()
        saved = await self._database.write(keeping.again, member_id, entry_id, new_id, now, day, self._body_on)
        return self._logged(saved, public=preferences.public_log, day_guessed=preferences.zone is None)

    async def history(self, viewer_id: int, owner_id: int, exercise_id: str | None, page: int) -> History:
        """Return a page of sessions, or the nearest there is. Raises SpotterError when the owner does not share.

        Notes with words that may need help are for their owner alone.
        """
        own = viewer_id == owner_id
        if not own and not (await self._members.preferences(owner_id)).public_log:
            raise SpotterError("They keep their log to themselves, so I can't show it.")
        return await self._database.read(self._history, owner_id, exercise_id, page, own)

    async def talk_in(self, member_id: int, text: str, guild_id: int | None = None) -> str:
        """Return a text without the lines that read as lifts: what a member said rather than lifted."""
        words = await self._words.of(member_id, guild_id)
        return "\n".join(line for line in text.splitlines() if not _is_lifts(line, words))

    async def bests(self, member_id: int, exercise_id: str) -> Bests:
        """Return the heaviest a member did for each number of reps of an exercise."""
        return Bests(await self._database.read(store.bests, member_id, exercise_id))

    async def last_top_set(self, member_id: int, exercise_id: str) -> Best | None:
        """Return the heaviest clean set of the last day on which a member did an exercise; None without one."""
        return await self._database.read(store.last_top_set, member_id, exercise_id)

    async def last_day(self, member_id: int, exercise_id: str) -> date | None:
        """Return the last day on which a member did an exercise, whatever became of its sets; None without one."""
        days = await self._database.read(store.days, member_id, exercise_id, 1, 0)
        return days[0] if days else None

    async def _take(self, member_id: int, typed: Typed, locale: str | None, *, sure: bool = False) -> Outcome:
        async with self._taking(member_id, typed, locale, sure=sure) as outcome:
            return outcome

    @asynccontextmanager
    async def _taking(
        self, member_id: int, typed: Typed, locale: str | None, *, sure: bool = False
    ) -> AsyncIterator[Outcome]:
        preferences = await self._members.preferences(member_id, locale)
        words = await self._words.of(member_id, typed.guild_id)
        try:
            readings = read(typed.text, words, typed.unit or preferences.unit)
            day, performed_at = moment(typed.when, typed.asked_at, preferences.tzinfo)
            note = checked_note(typed.note)
        except SpotterError as problem:
            own = self._words.keepable(typed.text, problem) if isinstance(problem, Unreadable) else None
            yield Unclear(await self._keep(member_id, typed), typed, problem, own)
            return
        if len(readings) > 1:
            kept = await self._keep(member_id, replace(typed, unit=preferences.unit))
            yield Several(kept, typed, readings)
            return
        (reading,) = readings
        entry = Entry(
            member_id, typed.entry_id, reading.exercise.id, reading.sets, day, performed_at, self._clock(), note
        )
        async with self._database.jot(self._save, entry, reading, typed.purpose, sure) as saved:
            if isinstance(saved, Saved):
                unit = typed.unit or preferences.unit
                guessed = not preferences.unit_chosen and _needs_unit(typed.text, reading, unit, words)
                public, no_zone = preferences.public_log, preferences.zone is None
                yield self._logged(saved, public=public, unit_guessed=guessed, day_guessed=no_zone)
        if isinstance(saved, Doubt):
            kept = await self._keep(member_id, replace(typed, text=written(reading)))
            yield Doubted(kept, reading, saved)
        elif saved.mended:
            self._followers.wake()

    def _saved(self, connection: Connection, member_id: int, entry_id: int) -> Saved:
        entry = keeping.in_log(connection, member_id, entry_id)
        return Saved(entry, standing(connection, entry, self._body_on))

    def _save(
        self, connection: Connection, entry: Entry, reading: Reading, purpose: Purpose, sure: bool
    ) -> Saved | Doubt:
        saved = keeping.save(connection, entry, reading, purpose, sure, self._body_on)
        if isinstance(saved, Saved) and saved.mended:
            self._followers.changed(connection, saved.entry)
        return saved

    def _undo(self, connection: Connection, member_id: int, entry_id: int) -> Entry:
        entry = keeping.undo(connection, member_id, entry_id, self._clock())
        self._followers.changed(connection, entry)
        return entry

    def _redo(self, connection: Connection, member_id: int, entry_id: int) -> Saved:
        saved = keeping.redo(connection, member_id, entry_id, self._body_on)
        self._followers.changed(connection, saved.entry)
        return saved

    async def _keep(self, member_id: int, typed: Typed) -> int:
        return await self._drafts.keep(member_id, "entry", typed.to_body())

    def _logged(self, saved: Saved, *, public: bool, unit_guessed: bool = False, day_guessed: bool = False) -> Logged:
        found = logged(saved.entry, saved.stands, self.catalogue, public=public)
        note = saved.entry.note
        shown = None if note is None or self._words.withholds(note) else note
        return replace(
            found,
            repeated=saved.repeated,
            mended=saved.mended,
            unit_guessed=unit_guessed,
            day_guessed=day_guessed,
            note=shown,
        )

    def _reading(self, entry: Entry) -> Reading:
        return Reading(self.catalogue[entry.exercise_id], entry.sets)

    def _history(self, connection: Connection, owner_id: int, exercise_id: str | None, page: int, own: bool) -> History:
        number = store.number_of_days(connection, owner_id, exercise_id)
        pages = max(1, -(-number // SESSIONS_A_PAGE))
        page = max(0, min(page, pages - 1))
        days = store.days(connection, owner_id, exercise_id, SESSIONS_A_PAGE, page * SESSIONS_A_PAGE)
        of_days = [store.entries_between(connection, owner_id, day, day, exercise_id, MOST_A_DAY + 1) for day in days]
        sessions = [self._session(day, entries, own) for day, entries in zip(days, of_days, strict=True)]
        exercise = self.catalogue[exercise_id] if exercise_id else None
        return History(owner_id, exercise, tuple(sessions), page, pages)

    def _session(self, day: date, entries: list[Entry], own: bool) -> Session:
        by_exercise: dict[str, list[Entry]] = {}
        for entry in entries[:MOST_A_DAY]:
            by_exercise.setdefault(entry.exercise_id, []).append(entry)
        lifts = (
            LiftOfDay(
                Reading(self.catalogue[exercise_id], tuple(done for entry in same for done in entry.sets)),
                tuple(entry.note for entry in same if entry.note and (own or not self._words.withholds(entry.note))),
                tuple(same),
            )
            for exercise_id, same in by_exercise.items()
        )
        return Session(day, entries[0].performed_at, tuple(lifts), more=len(entries) > MOST_A_DAY)


def _is_lifts(line: str, words: Catalogue) -> bool:
    try:
        return bool(read(line, words, "kg"))
    except Unreadable:
        return False


def _needs_unit(text: str, reading: Reading, unit: Unit, words: Catalogue) -> bool:
    """Whether a text that was read in one unit means something else in the other."""
    return not names_unit(text) and read(text, words, "lb" if unit == "kg" else "kg") != [reading]


def _renamed(text: str, exercise_id: str, words: Catalogue) -> str:
    """Return a text with another lift for the unknown name in it."""
    try:
        read(text, words, "kg")
    except Unreadable as stopped:
        return stopped.with_lift(text, words[exercise_id]) if stopped.nearest else text
    return text


def checked_note(note: str) -> str | None:
    """Return a note as it is kept, or None. Raises SpotterError when it is too long."""
    if len(note) > MOST_NOTE:
        raise SpotterError(f"A note has at most {MOST_NOTE} characters, and this one has {len(note)}.")
    return note.strip() or None
