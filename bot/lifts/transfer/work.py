"""The long part of an import: a dry run over a file, and the rows it makes. Runs apart from the loop that answers."""

import zlib
from collections import deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache
from itertools import islice
from typing import Any

import orjson

from bot.data import data_path, read_toml
from bot.lifts import store
from bot.lifts.exercises import CUSTOM, Catalogue
from bot.lifts.transfer.found import Unread
from bot.lifts.transfer.known import Known
from bot.lifts.transfer.meanings import Meanings
from bot.lifts.transfer.names import Names
from bot.lifts.transfer.plan import Plan, Planned, PlannedWeighing, Terms
from bot.safety import Tripwires

_A_CHUNK = 250  # entries: a thousand sets or so, which take a database thread a few milliseconds at a time
_MOST_LISTED = 100


@dataclass(frozen=True, slots=True)
class NameUse:
    """A name of the file, the exercise it stands for, and how often."""

    name: str
    exercise_id: str
    known: bool
    """Whether it is an exercise of the catalogue by its name alone."""
    sets: int


@dataclass(frozen=True, slots=True)
class Overview:
    """What a file holds, and what of it is new."""

    app: str
    sessions: int
    sets: int
    """That could be read and are taken, new or not."""
    new: int
    entries: int
    """That the new sets make."""
    changed: int
    weighed: int
    """Rows that say what the lifter weighed, new or not."""
    weighings: int
    """New ones of the lifter's own weight."""
    supersets: int
    first: date | None
    last: date | None
    needs_unit: bool
    noted: bool
    names: tuple[NameUse, ...]
    """In the file's order."""
    unread: tuple[Unread, ...]
    """The first of them."""
    unread_count: int
    passed: tuple[tuple[str, int], ...]
    """What is left out on purpose, and how many rows of each."""
    doubts: tuple[Unread, ...]
    """The first of them."""
    doubt_count: int

    @property
    def news(self) -> bool:
        """Whether there is anything to save."""
        return bool(self.new or self.weighings)


@dataclass(frozen=True, slots=True)
class Prepared:
    """What is to be saved. The rows are kept as bytes, which go from process to process in no time."""

    overview: Overview
    chunks: list[bytes]
    weighings: list[PlannedWeighing]
    customs: dict[str, str]
    """The member's own exercises among them: names by ids."""


def look_over(terms: Terms, known: Known, compressed: bytes) -> Overview:
    """Go through a file without keeping anything. Raises WrongFile."""
    plan = _plan(terms, known, compressed)
    deque(plan.entries(), 0)
    deque(plan.weighings(), 0)
    return _overview(plan)


def prepare(terms: Terms, known: Known, compressed: bytes) -> Prepared:
    """Go through a file and make its rows. Raises WrongFile."""
    plan = _plan(terms, known, compressed)
    chunks = [orjson.dumps(_rows(terms, some)) for some in _cut(plan.entries())]
    weighings = list(plan.weighings())
    overview = _overview(plan)
    customs = {use.exercise_id: use.name for use in overview.names if use.sets and use.exercise_id.startswith(CUSTOM)}
    return Prepared(overview, chunks, weighings, customs)


def _plan(terms: Terms, known: Known, compressed: bytes) -> Plan:
    meanings = Meanings(_catalogue(), _names(), terms.chosen, _tripwires().alarmed)
    return Plan(meanings, terms, known, zlib.decompress(compressed))


def _cut(planned: Iterator[Planned]) -> Iterator[list[Planned]]:
    while some := list(islice(planned, _A_CHUNK)):
        yield some


def _rows(terms: Terms, some: Iterable[Planned]) -> list[list[Any]]:
    """Return rows of entries, of their sets, and of where they came from."""
    entries: list[Any] = []
    sets: list[Any] = []
    sources: list[Any] = []
    for planned in some:
        entry = planned.entry
        entries.append(store.entry_row(entry))
        sets += store.set_rows(entry)
        sources.append((entry.member_id, planned.key, entry.id, terms.import_id, planned.prints, planned.started))
    return [entries, sets, sources]


def _overview(plan: Plan) -> Overview:
    tally = plan.tally
    return Overview(
        app=plan.app,
        sessions=len(tally.sessions),
        sets=tally.sets,
        new=tally.new,
        entries=tally.entries,
        changed=tally.changed,
        weighed=tally.weighed,
        weighings=tally.weighings,
        supersets=plan.supersets,
        first=tally.first,
        last=tally.last,
        needs_unit=tally.needs_unit,
        noted=tally.noted,
        names=tuple(NameUse(use.name, use.match.exercise.id, use.known, use.sets) for use in tally.uses),
        unread=tuple(sorted(tally.unread)[:_MOST_LISTED]),
        unread_count=len(tally.unread),
        passed=tuple(tally.passed.items()),
        doubts=tuple(tally.doubts[:_MOST_LISTED]),
        doubt_count=len(tally.doubts),
    )


@cache
def _catalogue() -> Catalogue:
    return Catalogue.from_csv(data_path("exercises.csv"))


@cache
def _names() -> Names:
    return Names.from_toml(_catalogue(), read_toml("exports.toml"))


@cache
def _tripwires() -> Tripwires:
    return Tripwires(read_toml("tripwires.toml"))
