"""Starting a programme: what is asked before, the start itself, and its end."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from itertools import islice

from bot.database import Connection, Database
from bot.errors import Gone, SpotterError
from bot.ids import Ids
from bot.instants import Clock
from bot.lifts.weight import Unit
from bot.members.preferences import Preferences
from bot.programmes import store
from bot.programmes.calendar import read_days, read_first_day, training_days
from bot.programmes.coach import Coach
from bot.programmes.course import ahead, started
from bot.programmes.maxes import read_jumps, read_maxes
from bot.programmes.outcomes import Plan, Running, Today, Typed, Unclear
from bot.programmes.ports import Drafts, Members, WordsOf
from bot.programmes.programme import Max
from bot.programmes.store import Kept
from bot.programmes.terms import Terms

_DRAFT = "typed programme"
"""The kind of its drafts; those called `programme` or `programme start` did not say when, or in which unit."""


class Starting:
    """Starts programmes, ends them, and goes back to one that has ended."""

    def __init__(
        self,
        database: Database,
        clock: Clock,
        ids: Ids,
        members: Members,
        drafts: Drafts,
        coach: Coach,
        words_of: WordsOf,
    ) -> None:
        self._database = database
        self._clock = clock
        self._ids = ids
        self._members = members
        self._drafts = drafts
        self._coach = coach
        self._words_of = words_of

    async def typed(
        self,
        member_id: int,
        name: str,
        maxes: str,
        days: str = "",
        jump: str = "",
        start: str = "",
        locale: str | None = None,
        guild_id: int | None = None,
        programme_id: int | None = None,
    ) -> Typed:
        """Return what a member typed now, in a server or in direct messages, to start a programme.

        It has the id that the programme will have: a new one if none is given.
        """
        unit = (await self._members.preferences(member_id, locale)).unit
        return Typed(programme_id or self._ids(), name, maxes, days, jump, start, self._clock(), unit, guild_id)

    async def plan(self, member_id: int, typed: Typed, locale: str | None = None) -> Plan | Unclear:
        """Show what a programme would be like; nothing starts yet. What can't be read is kept, to be mended."""
        draft_id = await self._drafts.keep(member_id, _DRAFT, typed.to_body())
        preferences = await self._members.preferences(member_id, locale)
        try:
            return await self._plan(member_id, draft_id, typed, preferences)
        except SpotterError as problem:
            return Unclear(draft_id, problem)

    async def kept(self, member_id: int, draft_id: int) -> Typed:
        """Return what was typed to start a programme. Raises Gone."""
        return Typed.from_body(await self._drafts.recall(member_id, _DRAFT, draft_id))

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
        ended = await self._database.read(store.ended_by, member_id, typed.programme_id)
        return await self._today(member_id, ended, locale)

    async def stop(self, member_id: int, programme_id: int) -> Running:
        """End a programme; the log stays. Ended before, it stays so. Raises Gone."""
        await self._database.write(store.set_ended, member_id, programme_id, self._clock())
        return await self._programme(member_id, programme_id)

    async def take_up(
        self, member_id: int, programme_id: int, locale: str | None = None, instead_of: int | None = None
    ) -> Today:
        """Go on with a programme that was ended; `instead_of` ends with that, if it runs, and can be gone back to.

        Twice is once. Raises Gone, and SpotterError while another one runs.
        """
        ended = await self._database.write(_take_up, member_id, programme_id, instead_of, self._clock())
        return await self._today(member_id, ended, locale)

    async def _today(self, member_id: int, ended: Kept | None, locale: str | None) -> Today:
        """Return the session that is next, with the programme that ended for it."""
        today = await self._coach.today(member_id, locale)
        preferences = await self._members.preferences(member_id, locale)
        return replace(today, ended=self._coach.as_running(ended, preferences) if ended else None)

    async def _programme(self, member_id: int, programme_id: int) -> Running:
        kept = await self._database.read(store.programme, member_id, programme_id)
        if kept is None:
            raise Gone
        return self._coach.as_running(kept, await self._members.preferences(member_id))

    async def _plan(self, member_id: int, draft_id: int, typed: Typed, preferences: Preferences) -> Plan:
        preferences = replace(preferences, unit=typed.unit)
        programme, unit = self._coach.shelf.named(typed.name), typed.unit
        words = await self._words_of(member_id, typed.guild_id)
        asked_on = typed.asked_at.astimezone(preferences.tzinfo).date()
        first_day = max(read_first_day(typed.start, asked_on), self._coach.day_of(preferences))
        terms = Terms(
            preferences.plates,
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
        running = self._coach.as_running(kept, preferences)
        coming = zip(ahead(programme, state, terms), training_days(terms.days, first_day), strict=False)
        week = list(islice(coming, programme.week_length(terms.days)))
        known = await self._database.read(store.running, member_id)
        replaces = None if known is None or known.id == kept.id else self._coach.as_running(known, preferences)
        guessed = _guessed(preferences, maxes, terms)
        return Plan(draft_id, running, self._coach.shelf.about(programme), maxes, unused, week, replaces, guessed)


def _guessed(preferences: Preferences, maxes: Mapping[str, Max], terms: Terms) -> Unit | None:
    """Return the unit where it was never chosen and the plates or something that was typed go by it."""
    units = {terms.unit, *(best.weight.unit for best in maxes.values()), *(jump.unit for jump in terms.jumps.values())}
    own = preferences.unit_chosen or (preferences.own_plates is not None and preferences.unit not in units)
    return None if own else preferences.unit


def _begin(connection: Connection, kept: Kept, now: datetime) -> None:
    """End what runs and start a programme, unless it is started already."""
    if store.programme(connection, kept.member_id, kept.id) is None:
        runs = store.running(connection, kept.member_id)
        if runs is not None:
            store.set_ended(connection, kept.member_id, runs.id, now)
        store.add_programme(connection, kept, now)


def _take_up(
    connection: Connection, member_id: int, programme_id: int, instead_of: int | None, now: datetime
) -> Kept | None:
    """Take a programme up, and return the one that has ended instead of it."""
    if store.programme(connection, member_id, programme_id) is None:
        raise Gone
    runs = store.running(connection, member_id)
    if runs is not None and runs.id not in (programme_id, instead_of):
        raise SpotterError("You run another programme now. `/program stop` ends it, then this one can go on.")
    if runs is not None and runs.id == instead_of:
        store.set_ended(connection, member_id, runs.id, now)
    store.set_ended(connection, member_id, programme_id, None)
    return None if instead_of is None else store.programme(connection, member_id, instead_of)
