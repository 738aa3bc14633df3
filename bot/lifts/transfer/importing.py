"""Moving in: a file is looked over first, then saved in one go, or not at all; and all of it can be undone."""

import asyncio
import zlib
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import TypeVar

import orjson

from bot.database import Connection, Database
from bot.errors import Gone, SpotterError
from bot.ids import Ids
from bot.instants import Clock
from bot.lifts import store as lifts_store
from bot.lifts.exercises import Catalogue, Exercise, custom_id
from bot.lifts.logbook import Members
from bot.lifts.transfer import store, work
from bot.lifts.transfer.apart import Apart, in_a_process
from bot.lifts.transfer.found import IN_PARTS, WrongFile
from bot.lifts.transfer.known import Known
from bot.lifts.transfer.meanings import Chosen
from bot.lifts.transfer.names import name_key
from bot.lifts.transfer.plan import Terms
from bot.lifts.transfer.ports import Scales
from bot.lifts.transfer.sniffing import check_size
from bot.lifts.transfer.store import Saved, Staged
from bot.lifts.transfer.work import Overview, Prepared
from bot.lifts.weight import Unit
from bot.lifts.words import store as words_store
from bot.lifts.words.words import MOST_OWN

KEPT_FOR = timedelta(days=1)
"""How long a file waits for the member's word."""
_TRIES = 3
_GONE = "That file is no longer here: I keep it for a day, and only the last one. Please send it again with `/import`."

T = TypeVar("T")
Progress = Callable[[int, int], Awaitable[None]]
"""Is told how many parts of how many are saved."""


@dataclass(frozen=True, slots=True)
class Preview:
    """What an import would do, before anything is saved."""

    id: int
    overview: Overview
    unit: Unit | None
    """The unit that was chosen for a file that does not say its own."""
    zone: str | None
    """The member's zone, in which the file's times are read; None while it is not known, then they are read as UTC."""
    public: bool
    """Whether others may see the member's log, and with it the notes that come along."""

    @property
    def asks_unit(self) -> bool:
        """Whether nothing can be saved before the member says the unit."""
        return self.overview.needs_unit and self.unit is None


@dataclass(frozen=True, slots=True)
class Imported:
    """An import that was saved, or undone."""

    saved: Saved
    repeated: bool = False
    """Whether it was so before: pressed twice."""


class Importing:
    """Takes in what members logged with other apps, or with Spotter."""

    def __init__(
        self,
        database: Database,
        clock: Clock,
        ids: Ids,
        members: Members,
        catalogue: Catalogue,
        scales: Scales,
        apart: Apart = in_a_process,
    ) -> None:
        self._database = database
        self._clock = clock
        self._ids = ids
        self._members = members
        self._catalogue = catalogue
        self._scales = scales
        self._apart = apart
        self._one_at_a_time = asyncio.Semaphore(1)
        self._saving: set[int] = set()

    async def begin(self, member_id: int, file: bytes) -> Preview:
        """Look over a file and keep it, in place of one that waits, until the member decides. Raises WrongFile."""
        check_size(len(file))
        import_id = self._ids()
        staged = Staged(await asyncio.to_thread(zlib.compress, file), len(file))
        preview = await self._preview(member_id, import_id, staged)
        listed = [use.name for use in preview.overview.names]
        await self._database.write(store.stage, member_id, import_id, replace(staged, listed=listed), self._clock())
        return preview

    async def preview(self, member_id: int, import_id: int) -> Preview:
        """Look over a file that waits once more. Raises Gone."""
        return await self._preview(member_id, import_id, await self._staged(member_id, import_id))

    async def choose_unit(self, member_id: int, import_id: int, unit: Unit) -> Preview:
        """Say the unit of a file that does not. Raises Gone."""
        if not await self._database.write(store.choose_unit, member_id, import_id, unit):
            raise Gone(_GONE)
        return await self.preview(member_id, import_id)

    async def choose_exercise(self, member_id: int, import_id: int, place: int, exercise_id: str | None) -> Preview:
        """Say which exercise a name of the file is, by its place; None keeps it as the member's own. Raises Gone."""
        name = await self.name(member_id, import_id, place)
        chosen = custom_id(name) if exercise_id is None else self._catalogue[exercise_id].id
        if not await self._database.write(store.choose_name, member_id, import_id, name_key(name), chosen):
            raise Gone(_GONE)
        return await self.preview(member_id, import_id)

    async def name(self, member_id: int, import_id: int, place: int) -> str:
        """Return a name of a file that waits, by its place. Raises Gone."""
        listed = (await self._staged(member_id, import_id)).listed
        if place >= len(listed):
            raise Gone(_GONE)
        return listed[place]

    def near(self, name: str, limit: int) -> list[Exercise]:
        """Return exercises that a name may mean, nearest first."""
        return self._catalogue.nearest(name.split("(")[0], limit)

    def exercise(self, exercise_id: str) -> Exercise:
        """Return the exercise of an id."""
        return self._catalogue[exercise_id]

    async def save(
        self, member_id: int, import_id: int, *, doubted: bool = True, progress: Progress | None = None
    ) -> Imported:
        """Save a file that waits, all of it or nothing; without the implausible sets if so wished. Twice is once.

        Raises Gone, and SpotterError when its unit has to be chosen first, when it would bring more exercises of the
        member's own than are kept, or it is being saved just now.
        """
        if import_id in self._saving:
            raise SpotterError("I'm saving that right now.")
        self._saving.add(import_id)
        try:
            for _ in range(_TRIES):
                imported = await self._saved(member_id, import_id, doubted, progress)
                if imported:
                    return imported
        finally:
            self._saving.discard(import_id)
        raise SpotterError("Your log keeps changing while I save. Nothing was saved; please press **Save** once more.")

    async def _saved(self, member_id: int, import_id: int, doubted: bool, progress: Progress | None) -> Imported | None:
        """Save a file; None, and nothing is changed, when the log changed under the plan."""
        await self._database.write(store.roll_back, member_id, import_id)
        known = await self._database.read(store.saved, member_id, import_id)
        if known:
            return Imported(known, repeated=True)
        staged = await self._staged(member_id, import_id)
        basis = await self._database.read(_basis, member_id, self._scales)
        terms = await self._terms(member_id, import_id, staged, basis, doubted=doubted)
        prepared = await self._gone_through(work.prepare, terms, basis.known, staged.file)
        if prepared.overview.needs_unit and staged.unit is None:
            raise SpotterError("That file does not say its unit. Press **kg** or **lb** first.")
        if not await self._database.write(_begin, prepared, terms, basis.version):
            return None
        try:
            for number, chunk in enumerate(prepared.chunks, start=1):
                await self._database.write(_add, member_id, import_id, chunk)
                if progress:
                    await progress(number, len(prepared.chunks))
            return Imported(await self._database.write(_finish, prepared, terms, staged, self._scales, self._clock()))
        except BaseException:
            await self._database.write(store.roll_back, member_id, import_id)
            raise

    async def discard(self, member_id: int, import_id: int) -> None:
        """Forget a file that waits. Raises Gone when it was saved; forgotten before, it stays so."""
        if await self._database.read(store.saved, member_id, import_id):
            raise Gone("That file is saved already. **Undo** under it takes all of it out again.")
        await self._database.write(store.drop_staged, member_id, import_id)

    async def undo(self, member_id: int, import_id: int) -> Imported:
        """Take all of an import out of the log again. Raises Gone when there was none."""
        changed = await self._database.write(_undo, member_id, import_id, self._scales, self._clock())
        saved = await self._database.read(store.saved, member_id, import_id)
        if saved is None:
            raise Gone
        return Imported(saved, repeated=not changed)

    async def clear_out(self) -> int:
        """Forget the files that have waited for over a day, and return how many.

        What a power cut left half saved is taken out again; the file still waits.
        """
        for member_id, import_id in await self._database.read(store.half_done):
            if import_id not in self._saving:
                await self._database.write(store.roll_back, member_id, import_id)
        return await self._database.write(store.drop_staged_before, self._clock() - KEPT_FOR)

    async def _staged(self, member_id: int, import_id: int) -> Staged:
        staged = await self._database.read(store.staged, member_id, import_id)
        if staged is None:
            raise Gone(_GONE)
        return staged

    async def _preview(self, member_id: int, import_id: int, staged: Staged) -> Preview:
        basis = await self._database.read(_basis, member_id, self._scales)
        terms = await self._terms(member_id, import_id, staged, basis)
        overview = await self._gone_through(work.look_over, terms, basis.known, staged.file)
        preferences = await self._members.preferences(member_id)
        return Preview(import_id, overview, staged.unit, preferences.zone, preferences.public_log)

    async def _gone_through(
        self, through: Callable[[Terms, Known, bytes], T], terms: Terms, known: Known, file: bytes
    ) -> T:
        """Go through a file, one at a time. Raises WrongFile, also for one that takes too long."""
        async with self._one_at_a_time:
            try:
                return await self._apart(through, terms, known, file)
            except TimeoutError as error:
                raise WrongFile(f"That file takes too long to read, and nothing was saved. {IN_PARTS}") from error

    async def _terms(
        self, member_id: int, import_id: int, staged: Staged, basis: "_Basis", *, doubted: bool = True
    ) -> Terms:
        zone = (await self._members.preferences(member_id)).zone or "UTC"
        chosen = Chosen(staged.names, basis.names, basis.merged)
        return Terms(member_id, import_id, self._clock(), zone, staged.unit, chosen, doubted)


@dataclass(frozen=True, slots=True)
class _Basis:
    """What a plan is made on: what is known, the names chosen before, and what tells whether that still stands."""

    known: Known
    names: dict[str, str]
    merged: dict[str, str]
    """What own exercises are by now, by their ids."""
    version: tuple[int, ...]


def _basis(connection: Connection, member_id: int, scales: Scales) -> _Basis:
    imported, book = store.known(connection, member_id), scales.every(connection, member_id)
    known = replace(imported, weighings=imported.weighings | {weighing.id for weighing in book})
    merged = {one.id: one.into_id for one in words_store.merges(connection, member_id).values()}
    return _Basis(known, store.chosen_names(connection, member_id), merged, store.last_change(connection, member_id))


def _begin(connection: Connection, prepared: Prepared, terms: Terms, version: tuple[int, ...]) -> bool:
    """Begin to save; False, and nothing is changed, when the log is not, or will not stay, what it was prepared on.

    Raises SpotterError as `_check_own` does.
    """
    another = any(member_id == terms.member_id for member_id, _ in store.half_done(connection))
    if another or store.last_change(connection, terms.member_id) != version:
        return False
    _check_own(connection, terms.member_id, prepared.customs)
    store.begin(connection, terms.member_id, _saved(prepared.overview, terms, None), terms.now)
    return True


def _check_own(connection: Connection, member_id: int, customs: Mapping[str, str]) -> None:
    """Raise SpotterError when a member would have more exercises of their own than are kept."""
    known = words_store.own_ids(connection, member_id)
    new = len(customs.keys() - known)
    if new and len(known) + new > MOST_OWN:
        besides = f", and you have {len(known):,} of your own already" if known else ""
        raise SpotterError(
            f"That file has {new:,} exercises that I don't know{besides}; I keep {MOST_OWN} for you. "
            "Choose in the menu what some of them are, or send a file without them. Nothing was saved."
        )


def _add(connection: Connection, member_id: int, import_id: int, chunk: bytes) -> None:
    """Add some of the entries: as one unit they would keep the saves of everyone else waiting for seconds.

    Raises Gone when the member has everything of theirs deleted meanwhile.
    """
    if store.saved(connection, member_id, import_id) is None:
        raise Gone
    entries, sets, sources = orjson.loads(chunk)
    store.make_way(connection, [row[:2] for row in entries])
    lifts_store.add_rows(connection, entries, sets)
    store.add_imported(connection, sources)


def _finish(
    connection: Connection, prepared: Prepared, terms: Terms, staged: Staged, scales: Scales, now: datetime
) -> Saved:
    """Add what is said besides the sets, and note that all is there. Raises Gone as `_add` does."""
    member_id, import_id = terms.member_id, terms.import_id
    if store.saved(connection, member_id, import_id) is None:
        raise Gone
    scales.keep(connection, member_id, [planned.weighing for planned in prepared.weighings])
    sources = [(member_id, planned.key, planned.weighing.id, import_id) for planned in prepared.weighings]
    store.add_weighings(connection, sources)
    store.add_customs(connection, member_id, prepared.customs)
    store.remember_names(connection, member_id, staged.names)
    store.finish(connection, member_id, import_id, now)
    return _saved(prepared.overview, terms, now)


def _saved(overview: Overview, terms: Terms, at: datetime | None) -> Saved:
    return Saved(terms.import_id, overview.app, overview.entries, overview.new, overview.weighings, at, None)


def _undo(connection: Connection, member_id: int, import_id: int, scales: Scales, now: datetime) -> bool:
    weighings = store.weighings_of(connection, member_id, import_id)
    if not store.undo(connection, member_id, import_id, now):
        return False
    scales.forget(connection, member_id, weighings)
    return True
