"""Blocks: the sets of one exercise in one workout, which become an entry."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from hashlib import blake2b
from zlib import crc32

from bot.lifts.transfer.found import ImportedSet
from bot.lifts.transfer.values import folded

PRINT = 8  # characters


@dataclass(slots=True)
class Block:
    """Consecutive sets of one exercise, begun at one time."""

    key: int
    """The same in every later export, and for the exercise's other blocks at that time; see `key_of_block`."""
    sets: list[ImportedSet] = field(default_factory=list)

    @property
    def first(self) -> ImportedSet:
        """Its first set, which tells what all share."""
        return self.sets[0]

    @property
    def prints(self) -> list[str]:
        """The fingerprints of its sets."""
        return [_print(done) for done in self.sets]


def blocks(app: str, rows: Iterable[ImportedSet]) -> Iterator[Block]:
    """Yield the blocks of a file in its order.

    The same exercise may come back later in a workout, and two workouts may have begun in the same minute.
    """
    block: Block | None = None
    last: int | None = None
    for row in rows:
        if block is None or not _goes_on(block.first, last, row):
            if block:
                yield block
            key = row.own.entry_id if row.own else key_of_block(app, row.start, row.exercise)
            block, last = Block(key), None
        block.sets.append(row)
        last = last if row.order is None else row.order
    if block:
        yield block


def key_of_block(app: str, start: datetime, exercise: str) -> int:
    """Return what an exercise of a workout is known by in later exports. Spotter's own entries have their ids."""
    at = start.astimezone(UTC) if start.tzinfo else start
    text = f"{app}\n{at.isoformat()}\n{folded(exercise)}"
    return int.from_bytes(blake2b(text.encode(), digest_size=8).digest()) >> 1


def split_prints(text: str) -> list[str]:
    """Return the fingerprints that were stored one after the other."""
    return [text[at : at + PRINT] for at in range(0, len(text), PRINT)]


def _goes_on(first: ImportedSet, last: int | None, row: ImportedSet) -> bool:
    if first.own or row.own:
        return (first.own and first.own.entry_id) == (row.own and row.own.entry_id)
    same = (first.start, first.exercise, first.workout) == (row.start, row.exercise, row.workout)
    return same and (last is None or row.order is None or row.order > last)


def _print(done: ImportedSet) -> str:
    weight = done.weight.normalize() if done.weight is not None else None
    what = (weight, done.unit, done.reps, done.distance, done.seconds, done.kind.value, done.failed, done.rpe)
    return f"{crc32(repr(what).encode()):08x}"
