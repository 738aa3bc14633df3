"""Telling known sets from new ones in a later export, also where an exercise was renamed or the app's clock moved."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from heapq import heapify, heappop, heappush

from bot.instants import to_micros
from bot.lifts.transfer.blocks import Block, key_of_block, split_prints

_QUARTER = timedelta(minutes=15)  # what the clocks of the world differ by
_CLOCKS = [_QUARTER * quarters for quarters in range(-14 * 4, 14 * 4 + 1) if quarters]
_ASKED = 50  # groups, of all in a file, that tell by how much its clock has moved


@dataclass(frozen=True, slots=True)
class Known:
    """What the log knows of the member's earlier imports, and which ids their log has for Spotter's own files."""

    prints: Mapping[int, str] = field(default_factory=dict)
    """The fingerprints of sets by the keys of their blocks."""
    keys: Mapping[int, Sequence[int]] = field(default_factory=dict)
    """The keys of blocks by when their workouts started, as `started` has it."""
    entries: frozenset[int] = frozenset()
    """The ids of all entries in the log."""
    weighings: frozenset[int] = frozenset()
    """What weighings are known by: the keys of those imported from other apps, the ids of all in the book."""


@dataclass(slots=True)
class _Group:
    """All blocks of a file that have one key, and which of their sets are not accounted for yet."""

    first: Block
    prints: list[str] = field(default_factory=list)
    owners: list[int] = field(default_factory=list)
    """For each fingerprint, the place of its block in the file."""
    known: list[str] = field(default_factory=list)

    @property
    def lacking(self) -> Counter[str]:
        """The fingerprints that nothing known accounts for."""
        return Counter(self.prints) - Counter(self.known)


class Recognition:
    """Which sets of a file are new: what is changed or renamed in an app, or told in another zone, is not."""

    def __init__(self, app: str, known: Known, file: Iterable[tuple[Block, Sequence[str]]]) -> None:
        """Take the blocks of a file, each with the fingerprints of those of its sets that are taken."""
        self._app = app
        self._groups: dict[int, _Group] = {}
        self._new: dict[int, list[int]] = {}
        self._begins: dict[int, int] = {}
        for place, (block, prints) in enumerate(file):
            group = self._groups.setdefault(block.key, _Group(block))
            self._begins[place] = len(group.prints)
            group.prints += prints
            group.owners += [place] * len(prints)
        self._strays = {key: split_prints(prints) for key, prints in known.prints.items() if key not in self._groups}
        for key, group in self._groups.items():
            group.known = split_prints(known.prints.get(key, ""))
        if self._strays:
            self._find_renamed(known, [timedelta(), *self._find_moved()])
        self.changed = sum(self._settle(group) for group in self._groups.values())
        """How many sets are known and have changed since; the log keeps them as they were."""

    def new(self, place: int) -> list[int]:
        """Return the places of the sets in a block, itself given by its place in the file, that the log lacks."""
        return self._new.get(place, [])

    def _settle(self, group: _Group) -> int:
        unknown, changed = compared(group.known, group.prints)
        for at in unknown:
            owner = group.owners[at]
            self._new.setdefault(owner, []).append(at - self._begins[owner])
        return changed

    def _find_moved(self) -> list[timedelta]:
        """Find sets whose workouts the app now tells at another time of the clock; return by how much it moved."""
        lacking = [group for group in self._groups.values() if group.lacking]
        asked = lacking[:: max(1, len(lacking) // _ASKED)]
        moves = Counter(move for group in asked for move in _CLOCKS if self._claims(group, self._moved(group, move)))
        for move, _ in moves.most_common():
            for group in lacking:
                self._claim(group, self._moved(group, move))
        return list(moves)

    def _moved(self, group: _Group, move: timedelta) -> int:
        return key_of_block(self._app, group.first.first.start + move, group.first.first.exercise)

    def _find_renamed(self, known: Known, moves: Sequence[timedelta]) -> None:
        """Find sets whose exercise the app now gives another name, those first that are most alike."""
        pairs = [
            (group, key)
            for group in self._groups.values()
            for move in moves
            for key in known.keys.get(started(group.first.first.start + move), ())
            if key in self._strays
        ]
        waiting = [(self._unlike(group, key), place) for place, (group, key) in enumerate(pairs)]
        heapify(waiting)
        while waiting:
            unlike, place = heappop(waiting)
            group, key = pairs[place]
            if key not in self._strays:
                continue
            now = self._unlike(group, key)
            if now > unlike:  # for the group has found others since
                heappush(waiting, (now, place))
            else:
                self._claim(group, key)

    def _unlike(self, group: _Group, key: int) -> tuple[int, bool, int]:
        """Return what is lowest where most of a group is known by a key: first how many sets, then what else there is.

        A group whose own name is known, too, is less likely to have another.
        """
        stray, lacking = self._strays[key], group.lacking
        return -self._common(group, key), bool(group.known), abs(len(stray) - lacking.total())

    def _common(self, group: _Group, key: int) -> int:
        """Return how many sets a group lacks that are known by a key."""
        return (Counter(self._strays[key]) & group.lacking).total()

    def _claim(self, group: _Group, key: int) -> None:
        if self._claims(group, key):
            group.known += self._strays.pop(key)

    def _claims(self, group: _Group, key: int) -> bool:
        """Whether what is known by a key of no block in the file, and what a group lacks, is mostly the same."""
        if key not in self._strays:
            return False
        return 2 * self._common(group, key) > min(len(self._strays[key]), group.lacking.total())


def started(start: datetime) -> int:
    """Return when a workout started, in microseconds: an instant, or a wall clock as if it were UTC's."""
    return to_micros(start if start.tzinfo else start.replace(tzinfo=UTC))


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
