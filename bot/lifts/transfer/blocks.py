"""Blocks: the sets of one exercise in one workout, which become an entry; and telling those that are known already."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from hashlib import blake2b
from zlib import crc32

from bot.lifts.transfer.found import ImportedSet, Unread
from bot.lifts.transfer.values import folded

_PRINT = 8  # characters


@dataclass(slots=True)
class Block:
    """Consecutive sets of one exercise, begun at one time."""

    key: int
    """Stays the same for these sets in every later export; of Spotter's own files it is the entry's id."""
    sets: list[ImportedSet] = field(default_factory=list)

    @property
    def first(self) -> ImportedSet:
        """Its first set, which tells what all share."""
        return self.sets[0]

    @property
    def prints(self) -> list[str]:
        """The fingerprints of its sets."""
        return [_print(done) for done in self.sets]


def blocks(app: str, rows: Iterable[ImportedSet | Unread], unread: list[Unread]) -> Iterator[Block]:
    """Yield the blocks of a file in its order; what is unread is put aside.

    The same exercise may come back later in a workout, and two workouts may have begun in the same minute.
    """
    times: Counter[tuple[datetime, str]] = Counter()
    block: Block | None = None
    last: int | None = None
    for row in rows:
        if isinstance(row, Unread):
            unread.append(row)
            continue
        if block is None or not _goes_on(block.first, last, row):
            if block:
                yield block
            block, last = Block(_key(app, row, times)), None
        block.sets.append(row)
        last = last if row.order is None else row.order
    if block:
        yield block


def compared(known: Sequence[str], mine: Sequence[str]) -> tuple[list[int], int]:
    """Return the places of sets that are new, by the fingerprints of those known and of these, and how many changed.

    A set that was changed since stands for the one it was: it is not new, and the log keeps it as it is.
    """
    left = Counter(known)
    unknown = []
    for place, each in enumerate(mine):
        if left[each]:
            left[each] -= 1
        else:
            unknown.append(place)
    changed = min(left.total(), len(unknown))
    return unknown[changed:], changed


def split_prints(text: str) -> list[str]:
    """Return the fingerprints that were stored one after the other."""
    return [text[at : at + _PRINT] for at in range(0, len(text), _PRINT)]


def _goes_on(first: ImportedSet, last: int | None, row: ImportedSet) -> bool:
    if first.own or row.own:
        return (first.own and first.own.entry_id) == (row.own and row.own.entry_id)
    same = (first.start, first.exercise, first.workout) == (row.start, row.exercise, row.workout)
    return same and (last is None or row.order is None or row.order > last)


def _key(app: str, row: ImportedSet, times: Counter[tuple[datetime, str]]) -> int:
    if row.own:
        return row.own.entry_id
    name = folded(row.exercise)
    times[row.start, name] += 1
    text = f"{app}\n{row.start.isoformat()}\n{name}\n{times[row.start, name]}"
    return int.from_bytes(blake2b(text.encode(), digest_size=8).digest()) >> 1


def _print(done: ImportedSet) -> str:
    weight = done.weight.normalize() if done.weight is not None else None
    what = (weight, done.unit, done.reps, done.distance, done.seconds, done.kind.value, done.failed, done.rpe)
    return f"{crc32(repr(what).encode()):08x}"
