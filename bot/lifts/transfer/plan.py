"""The plan of an import: every entry it would make, given what the member chose and what the log knows already."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from bot.lifts.entries import Entry
from bot.lifts.exercises import Catalogue, custom_id
from bot.lifts.transfer.blocks import Block, blocks, compared, split_prints
from bot.lifts.transfer.converting import converted
from bot.lifts.transfer.found import ImportedSet, Misread, Unread
from bot.lifts.transfer.names import Match, Names, name_key
from bot.lifts.transfer.reading import read_export
from bot.lifts.transfer.taken import Taken, leaps_of, slips
from bot.lifts.transfer.values import clipped
from bot.lifts.weight import Unit

_AHEAD = timedelta(hours=14)  # the zone of a file is a guess, and so is whether its newest workout is over
_OLDEST = 50  # years


@dataclass(frozen=True, slots=True)
class Known:
    """What the log knows of the member's earlier imports, and of entries with the ids that Spotter's own files hold."""

    prints: Mapping[int, str]
    """The fingerprints of sets by the keys of their blocks."""
    entries: frozenset[int]
    """The ids of all entries in the log; only for Spotter's own files."""


@dataclass(frozen=True, slots=True)
class Terms:
    """All that a file is read by, besides its own content."""

    member_id: int
    import_id: int
    now: datetime
    zone: str
    unit: Unit | None
    """Of weights whose unit the file does not say; None while it is not known."""
    names: Mapping[str, str]
    """The exercises the member chose for names, by `name_key`."""
    doubted: bool = True
    """Whether implausible sets are taken too."""


@dataclass(slots=True)
class Use:
    """How a name of the file is used: for which exercise, and in how many sets."""

    name: str
    match: Match
    known: bool
    """Whether the catalogue has it; else it is kept as the member's own, unless they choose."""
    sets: int = 0


@dataclass(frozen=True, slots=True)
class Planned:
    """An entry to be made, the key of its block and the fingerprints of its sets."""

    entry: Entry
    key: int
    prints: str


@dataclass(slots=True)
class Tally:
    """What going through a file has found so far."""

    sets: int = 0
    new: int = 0
    entries: int = 0
    changed: int = 0
    """Sets that are known and have changed since; the log keeps them as they were."""
    needs_unit: bool = False
    noted: bool = False
    """Whether there are notes among what is new."""
    first: date | None = None
    last: date | None = None
    sessions: set[tuple[datetime | date, str]] = field(default_factory=set)
    uses: dict[str, Use] = field(default_factory=dict)
    unread: list[Unread] = field(default_factory=list)
    doubts: list[Unread] = field(default_factory=list)
    """Implausible sets, with why."""


class Plan:
    """Goes through a file once; what it found is in `tally` then."""

    def __init__(self, catalogue: Catalogue, names: Names, terms: Terms, known: Known, data: bytes) -> None:
        self._catalogue = catalogue
        self._names = names
        self._terms = terms
        self._known = known
        self._zone = ZoneInfo(terms.zone)
        self._export = read_export(data)
        self._own: set[int] = set()
        self.app = self._export.app
        self.tally = Tally()

    def entries(self) -> Iterator[Planned]:
        """Yield what would be saved, in the file's order. Raises WrongFile."""
        everything = list(filter(None, map(self._taken, blocks(self.app, self._export.sets, self.tally.unread))))
        leaps = leaps_of(everything)
        for taken in everything:
            doubted = slips(taken, leaps)
            for place, why in doubted.items():
                done, name = taken.sets[place].done, clipped(taken.block.first.exercise.strip())
                self.tally.doubts.append(Unread(taken.rows[place].line, f"{done.load} ×{done.count} {name}: {why}"))
            sifted = taken if self._terms.doubted or not doubted else taken.without(doubted)
            if sifted.sets and (planned := self._planned(sifted)):
                yield planned

    def _use(self, row: ImportedSet) -> Use:
        name = row.exercise.strip()
        if name not in self.tally.uses:
            self.tally.uses[name] = self._matched(name, row.own.exercise_id if row.own else "")
        return self.tally.uses[name]

    def _matched(self, name: str, exercise_id: str) -> Use:
        found = self._by_id(exercise_id) or self._names.find(name)
        chosen = self._terms.names.get(name_key(name))
        if chosen:
            match = Match(self._catalogue[chosen], found is not None and found.helped and found.exercise.id == chosen)
            return Use(name, match, known=found is not None)
        return Use(name, found or Match(self._catalogue[custom_id(name)]), known=found is not None)

    def _by_id(self, exercise_id: str) -> Match | None:
        try:
            return Match(self._catalogue[exercise_id]) if exercise_id else None
        except KeyError:
            return None

    def _moment(self, row: ImportedSet) -> tuple[date, datetime]:
        """Return the day and the instant of a block. Raises Misread when it is still to come, or too long ago."""
        local = row.start.astimezone(self._zone) if row.start.tzinfo else row.start.replace(tzinfo=self._zone)
        at = local.astimezone(UTC)
        if at > self._terms.now + _AHEAD:
            raise Misread(f"{local:%Y-%m-%d} is still to come")
        if at.year < self._terms.now.year - _OLDEST:
            raise Misread(f"{local:%Y-%m-%d} is over {_OLDEST} years ago")
        return (row.own.day if row.own else local.date()), at

    def _taken(self, block: Block) -> Taken | None:
        """Return what can be taken of a block, and put the rest aside; None when that is all of it."""
        use = self._use(block.first)
        try:
            taken = Taken(block, use.match.exercise, *self._moment(block.first))
        except Misread as error:
            self.tally.unread += [Unread(row.line, str(error)) for row in block.sets]
            return None
        for row, fingerprint in zip(block.sets, block.prints, strict=True):
            try:
                taken.add(row, converted(row, use.match, self._terms.unit or "kg"), fingerprint)
            except Misread as error:
                self.tally.unread.append(Unread(row.line, str(error)))
            self.tally.needs_unit |= row.unit is None and bool(row.weight or (row.distance and not row.distance_unit))
        return taken if taken.sets else None

    def _planned(self, taken: Taken) -> Planned | None:
        """Return the entry of what is new; None when all is known."""
        begins = self._count(taken)
        own, key = taken.rows[0].own, taken.block.key
        new = self._new(taken)
        if not new:
            return None
        self.tally.entries += 1
        self.tally.new += len(new)
        self.tally.noted |= any(row.note or row.workout_note for row in taken.rows)
        entry = Entry(
            member_id=self._terms.member_id,
            id=own.entry_id if own else self._terms.import_id + self.tally.entries,
            exercise_id=taken.exercise.id,
            sets=tuple(taken.sets[place].done for place in new),
            day=taken.day,
            performed_at=taken.at,
            logged_at=own.logged_at.astimezone(UTC) if own else self._terms.now,
            note=(taken.rows[0].note if own else taken.note(new, begins=begins)) or None,
            workout_id=own.workout_id if own else None,
        )
        return Planned(entry, key, "".join(taken.prints[place] for place in new))

    def _count(self, taken: Taken) -> bool:
        """Count what is taken, new or not; return whether a session begins with it."""
        tally, first = self.tally, taken.rows[0]
        tally.sets += len(taken.sets)
        tally.uses[first.exercise.strip()].sets += len(taken.sets)
        tally.first = min(taken.day, tally.first or taken.day)
        tally.last = max(taken.day, tally.last or taken.day)
        session = (taken.day if first.own else first.start, first.workout)
        begins = session not in tally.sessions
        tally.sessions.add(session)
        return begins

    def _new(self, taken: Taken) -> list[int]:
        """Return the places of the sets that the log does not have."""
        key = taken.block.key
        if not taken.rows[0].own:
            new, changed = compared(split_prints(self._known.prints.get(key, "")), taken.prints)
            self.tally.changed += changed
            return new
        if key in self._own:
            why = "the other rows of its entry stand elsewhere; please leave the rows in their order"
            self.tally.unread += [Unread(row.line, why) for row in taken.rows]
            return []
        self._own.add(key)
        return [] if key in self._known.entries else list(range(len(taken.sets)))
