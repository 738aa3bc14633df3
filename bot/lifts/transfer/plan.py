"""The plan of an import: every entry it would make, given what the member chose and what the log knows already."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time
from typing import NamedTuple

from bot.bodyweight.weighing import Weighing, possible
from bot.lifts.entries import Entry
from bot.lifts.transfer.blocks import Block, blocks, key_of_block
from bot.lifts.transfer.converting import as_entered, converted
from bot.lifts.transfer.found import ImportedSet, Misread, Passed, Unread, Weighed
from bot.lifts.transfer.known import Known, Recognition, started
from bot.lifts.transfer.meanings import Chosen, Meanings, Use
from bot.lifts.transfer.reading import read_export
from bot.lifts.transfer.supersets import Supersets
from bot.lifts.transfer.taken import Taken, leaps_of, slips
from bot.lifts.transfer.times import Times
from bot.lifts.transfer.values import clipped
from bot.lifts.weight import Unit


@dataclass(frozen=True, slots=True)
class Terms:
    """All that a file is read by, besides its own content."""

    member_id: int
    import_id: int
    now: datetime
    zone: str
    unit: Unit | None
    """Of weights whose unit the file does not say; None while it is not known."""
    chosen: Chosen
    doubted: bool = True
    """Whether implausible sets are taken too."""


@dataclass(frozen=True, slots=True)
class Planned:
    """An entry to be made, what its block is known by, when its workout started and the fingerprints of its sets."""

    entry: Entry
    key: int
    started: int
    prints: str


class PlannedWeighing(NamedTuple):
    """A weighing to be made, and what it is known by."""

    key: int
    weighing: Weighing


@dataclass(slots=True)
class Tally:
    """What going through a file has found so far."""

    sets: int = 0
    new: int = 0
    entries: int = 0
    changed: int = 0
    """Sets that are known and have changed since; the log keeps them as they were."""
    weighed: int = 0
    """Rows that say what the lifter weighed, new or not."""
    weighings: int = 0
    """New ones of the lifter's own weight."""
    needs_unit: bool = False
    noted: bool = False
    """Whether there are notes among what is new."""
    first: date | None = None
    last: date | None = None
    sessions: set[tuple[datetime | date, str, str]] = field(default_factory=set)
    uses: list[Use] = field(default_factory=list)
    unread: list[Unread] = field(default_factory=list)
    passed: Counter[str] = field(default_factory=Counter)
    """What was left out on purpose."""
    doubts: list[Unread] = field(default_factory=list)
    """Implausible sets, with why."""


class Plan:
    """Goes through a file once; what it found is in `tally` then."""

    def __init__(self, meanings: Meanings, terms: Terms, known: Known, data: bytes) -> None:
        self._meanings = meanings
        self._terms = terms
        self._known = known
        self._times = Times(terms.zone, terms.now)
        self._export = read_export(data)
        self._supersets = Supersets()
        self._weighed: list[Weighed] = []
        self._own: set[int] = set()
        self.app = self._export.app
        self.tally = Tally()

    def entries(self) -> Iterator[Planned]:
        """Yield what would be saved, in the file's order. Raises WrongFile."""
        everything = list(filter(None, map(self._taken, blocks(self.app, self._sets()))))
        self.tally.uses = self._meanings.uses
        leaps = leaps_of(everything)
        sifted = [left for taken in everything if (left := self._sifted(taken, slips(taken, leaps))).sets]
        others = Recognition(self.app, self._known, [(one.block, one.prints) for one in sifted if not one.rows[0].own])
        self.tally.changed = others.changed
        for place, taken in enumerate(sifted):
            begins = self._count(taken)
            new = self._new_of_own(taken) if taken.rows[0].own else others.new(place)
            if new:
                yield self._planned(taken, new, begins=begins)

    @property
    def supersets(self) -> int:
        """How many supersets the file has."""
        return len(self._supersets)

    def weighings(self) -> Iterator[PlannedWeighing]:
        """Yield the weighings that would be saved, once the entries are gone through."""
        seen: set[int] = set()
        for found in self._weighed:
            try:
                planned = self._weighing(found)
            except Misread as error:
                self.tally.unread.append(Unread(found.line, str(error)))
                continue
            self.tally.weighed += 1
            if planned.key not in seen and planned.key not in self._known.weighings:
                seen.add(planned.key)
                self.tally.weighings += 1
                yield planned

    def _sets(self) -> Iterator[ImportedSet]:
        """Yield the sets of the file, and put aside what is none."""
        for row in self._export.rows:
            match row:
                case ImportedSet():
                    self._supersets.note(row)
                    yield row
                case Weighed():
                    self._weighed.append(row)
                case Unread():
                    self.tally.unread.append(row)
                case Passed():
                    self.tally.passed[row.what] += 1

    def _taken(self, block: Block) -> Taken | None:
        """Return what can be taken of a block, and put the rest aside; None when that is all of it."""
        first, match = block.first, self._meanings.of(block.first).match
        try:
            self._check_whole(block)
            day, at = self._times.of(first.start)
            day = self._times.day(first.own.day) if first.own else day
        except Misread as error:
            self.tally.unread += [Unread(row.line, str(error)) for row in block.sets]
            return None
        taken = Taken(block, match.exercise, day, at)
        for row, fingerprint in zip(block.sets, block.prints, strict=True):
            try:
                taken.add(row, converted(row, match, self._terms.unit or "kg"), fingerprint)
            except Misread as error:
                self.tally.unread.append(Unread(row.line, str(error)))
            self.tally.needs_unit |= row.unit is None and bool(row.weight or (row.distance and not row.distance_unit))
        return taken if taken.sets else None

    def _check_whole(self, block: Block) -> None:
        """Raise Misread when the other rows of one of Spotter's own entries came before."""
        if block.first.own and block.key in self._own:
            raise Misread("the other rows of its entry stand elsewhere; please leave the rows in their order")
        if block.first.own:
            self._own.add(block.key)

    def _sifted(self, taken: Taken, doubted: dict[int, str]) -> Taken:
        """Return what is taken without what is doubted, if so wished, and note the doubts."""
        for place, why in doubted.items():
            done, name = taken.sets[place].done, clipped(taken.block.first.exercise.strip())
            self.tally.doubts.append(Unread(taken.rows[place].line, f"{done.load} ×{done.count} {name}: {why}"))
        return taken if self._terms.doubted or not doubted else taken.without(doubted)

    def _count(self, taken: Taken) -> bool:
        """Count what is taken, new or not; return whether a session begins with it."""
        tally, first = self.tally, taken.rows[0]
        tally.sets += len(taken.sets)
        self._meanings.of(first).sets += len(taken.sets)
        tally.first = min(taken.day, tally.first or taken.day)
        tally.last = max(taken.day, tally.last or taken.day)
        session = (taken.day if first.own else first.start, first.workout, first.workout_note)
        begins = session not in tally.sessions
        tally.sessions.add(session)
        return begins

    def _new_of_own(self, taken: Taken) -> list[int]:
        """Return the places of the sets of one of Spotter's own entries, if the log does not have it."""
        return [] if taken.block.key in self._known.entries else list(range(len(taken.sets)))

    def _planned(self, taken: Taken, new: list[int], *, begins: bool) -> Planned:
        """Return the entry of what is new."""
        first = taken.rows[0]
        own = first.own
        self.tally.entries += 1
        self.tally.new += len(new)
        self.tally.noted |= any(row.note or row.workout_note for row in taken.rows)
        note = first.note if own else taken.note(new, begins=begins, partners=self._supersets.partners(first))
        entry = Entry(
            member_id=self._terms.member_id,
            id=own.entry_id if own else self._terms.import_id + self.tally.entries,
            exercise_id=taken.exercise.id,
            sets=tuple(taken.sets[place].done for place in new),
            day=taken.day,
            performed_at=taken.at,
            logged_at=own.logged_at.astimezone(UTC) if own else self._terms.now,
            note=note or None,
            workout_id=own.workout_id if own else None,
        )
        return Planned(entry, taken.block.key, started(first.start), "".join(taken.prints[place] for place in new))

    def _weighing(self, found: Weighed) -> PlannedWeighing:
        """Return a weighing as the book has it. Raises Misread."""
        weight = as_entered(found.weight, found.unit)
        if not possible(weight):
            raise Misread(f"{weight} is no body weight")
        day, at = self._times.of(found.at)
        if found.id is not None:
            return PlannedWeighing(found.id, Weighing(found.id, self._times.day(found.day or day), at, weight))
        # Apps repeat it on every row of a day.
        key = key_of_block(self.app, datetime.combine(day, time()), "body weight")
        return PlannedWeighing(key, Weighing(self._terms.import_id + self.tally.weighings + 1, day, at, weight))
