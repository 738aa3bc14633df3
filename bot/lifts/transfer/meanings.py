"""What the names of a file mean: an exercise of the catalogue, what the member chose, or an exercise of their own."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from bot.errors import Gone
from bot.lifts.exercises import CUSTOM, Catalogue, Exercise, custom_id, unnamed_id
from bot.lifts.transfer.found import IN_PARTS, ImportedSet, WrongFile
from bot.lifts.transfer.names import Match, Names, name_key
from bot.lifts.words.store import followed
from bot.lifts.words.words import Withheld

MOST_NAMES = 1000
"""Of exercises in one file, each of which is listed and can be asked about; lifters of many years have some 300."""
_LONGEST_ID = len(custom_id("x" * 100))


@dataclass(slots=True)
class Use:
    """How a name of the file is used: for which exercise, and in how many sets."""

    name: str
    match: Match
    known: bool
    """Whether the catalogue has it; else it is kept as the member's own, unless they choose."""
    sets: int = 0


@dataclass(frozen=True, slots=True)
class Chosen:
    """The exercises that the member chose for names, by `name_key`: for this file, and for earlier ones."""

    now: Mapping[str, str] = field(default_factory=dict)
    before: Mapping[str, str] = field(default_factory=dict)
    merged: Mapping[str, str] = field(default_factory=dict)
    """What own exercises are that were merged, by their ids."""


class Meanings:
    """Finds what each name means once, and counts."""

    def __init__(self, catalogue: Catalogue, names: Names, chosen: Chosen, withheld: Withheld) -> None:
        self._catalogue = catalogue
        self._names = names
        self._chosen = chosen
        self._withheld = withheld
        self._uses: dict[tuple[str, str], Use] = {}

    @property
    def uses(self) -> list[Use]:
        """All names so far, in the file's order."""
        return list(self._uses.values())

    def of(self, row: ImportedSet) -> Use:
        """Return what the exercise of a row is; two exercises of Spotter's own files may have one name.

        Raises WrongFile when there are too many.
        """
        name, own_id = row.exercise.strip(), row.own.exercise_id if row.own else ""
        if (name, own_id) not in self._uses:
            if len(self._uses) >= MOST_NAMES:
                raise WrongFile(f"That file has more than {MOST_NAMES:,} names of exercises. {IN_PARTS}")
            self._uses[name, own_id] = self._matched(name, own_id)
        return self._uses[name, own_id]

    def _matched(self, name: str, own_id: str) -> Use:
        use = self._named(name, own_id)
        now = followed(self._shown(name, use.match.exercise), self._chosen.merged)
        return use if now == use.match.exercise.id else Use(name, Match(self._catalogue[now]), use.known)

    def _shown(self, name: str, exercise: Exercise) -> str:
        """Return the id of an exercise; of the member's own one that does not tell what is for nobody else to read.

        An id is shown wherever its entries are: in histories and records, to everybody.
        """
        told = exercise.id.startswith(CUSTOM) and (self._withheld(name) or self._withheld(exercise.name))
        return unnamed_id(name) if told else exercise.id

    def _named(self, name: str, own_id: str) -> Use:
        own = self._by_id(own_id)
        found = own or self._names.find(name)
        chosen = self._chosen.now.get(name_key(name)) or (None if own else self._chosen.before.get(name_key(name)))
        if chosen:
            match = Match(self._catalogue[chosen], found is not None and found.helped and found.exercise.id == chosen)
            return Use(name, match, known=found is not None)
        return Use(name, found or Match(self._catalogue[custom_id(name)]), known=found is not None)

    def _by_id(self, exercise_id: str) -> Match | None:
        """Return the exercise of an id from Spotter's own files; None when no log could have it."""
        own = exercise_id.removeprefix(CUSTOM)
        if not own or len(exercise_id) > _LONGEST_ID or not own.replace("_", "").isprintable() or ":" in own:
            return None
        try:
            return Match(self._catalogue[exercise_id])
        except Gone:
            return None
