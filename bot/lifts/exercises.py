"""The catalogue of exercises: finding one by any of its names, and the nearest to a name that is none.

A name is found exactly or not at all. What is only near is offered, never taken: *adductor* and *abductor*,
*bb row* and *db row* are one letter apart and different lifts.
"""

import csv
import re
import unicodedata
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Set
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from functools import lru_cache
from pathlib import Path
from zlib import crc32

from bot.areas import Area
from bot.errors import Gone, SpotterError
from bot.lifts.weight import Weight


class Loading(StrEnum):
    """What a number means for a lift."""

    WEIGHT = "weight"
    """The weight that is lifted; there is always one."""
    ADDED = "added"
    """Weight added to the lifter's own; none means bodyweight alone."""
    EITHER = "either"
    """The weight that is lifted, or none for bodyweight alone."""


class Measure(StrEnum):
    """What is counted in a set."""

    REPS = "reps"
    SECONDS = "seconds"
    METRES = "metres"


@dataclass(frozen=True, slots=True)
class Exercise:
    """One row of data/exercises.csv."""

    id: str
    name: str
    """Short, as it is shown: `Deadlift`."""
    full_name: str
    """As it stands in the file: `Deadlift (conventional)`."""
    equipment: str
    pattern: str
    primary_areas: tuple[Area, ...]
    secondary_areas: tuple[Area, ...]
    aliases: tuple[str, ...]
    load: Loading
    ask_above: Weight
    """A weight over this is asked about before it counts."""
    counted: Measure = Measure.REPS
    """What a number counts that does not say it: `plank 60` are seconds."""

    @property
    def names(self) -> tuple[str, ...]:
        """Every name it goes by."""
        return (self.name, self.full_name, self.id, *self.aliases)


_SHORT_FORMS = {"db": "dumbbell", "bb": "barbell", "kb": "kettlebell", "sl": "single leg"}
_PHRASES = ((re.compile(r"\b1 (arm|leg)\b"), r"single \1"), (re.compile(r"\bone (arm|leg)\b"), r"single \1"))
_BEFORE_PHRASE = re.compile(r"single(?=arm|leg)")
_NEAR_ENOUGH = 55
_INITIALS = 95.0
_SHORT, _NEAR_ENOUGH_IF_SHORT = 3, 80  # nearly every typo has two letters of some short form
_LONGEST_NAME = 80
CUSTOM = "custom:"
"""What the id of a member's own exercise begins with."""
UNNAMED = f"{CUSTOM}own_exercise_"
"""What the id of one begins with whose name is for nobody else to read."""
MOST_WORDS = 7
"""Of the name of an exercise, as it is looked for in an entry."""
_LONGEST_SLUG = 32  # a button can carry it beside two long numbers
_ASK_ABOVE_CUSTOM = Weight(Decimal(1000), "kg")
_PLURAL = re.compile(r"(?<=[a-z]{3})(?:(?<=ss|sh|ch)es|(?<![su])s)$")


def normalised(name: str) -> str:
    """Return a name in the form names are compared in: lower case, no punctuation, singular, short forms spelt out."""
    text = unicodedata.normalize("NFKC", name).casefold().replace("'", "").replace("’", "")
    words = re.findall(r"[^\W\d_]+|\d+", text)
    spelt = " ".join(_SHORT_FORMS.get(word, _PLURAL.sub("", word)) for word in words)
    for phrase, meaning in _PHRASES:
        spelt = phrase.sub(meaning, spelt)
    return spelt


@lru_cache(maxsize=256)
def key_of(name: str) -> str:
    """Return what two spellings of one name share: `pull ups`, `Pull-up` and `pullup` are `pullup`."""
    return _joined(normalised(name))


def _joined(spelling: str) -> str:
    return spelling.replace(" ", "")


def _initials(name: str) -> str:
    """Return what a name is often shortened to: `lp` for a leg press, and for a lat pulldown."""
    return "".join(word[0] for word in normalised(name).split())


def _openers(key: str) -> Iterator[str]:
    """Yield what a name can begin with that its key does not: `1` and `one` become `single` only with what follows."""
    for phrase in _BEFORE_PHRASE.finditer(key):
        yield from (key[: phrase.start()] + opener for opener in ("1", "one"))


class Catalogue:
    """All exercises, by id and by every name they go by."""

    def __init__(self, exercises: Iterable[Exercise]) -> None:
        self._by_id = {exercise.id: exercise for exercise in exercises}
        named = ((name, exercise) for exercise in self._by_id.values() for name in dict.fromkeys(exercise.names))
        self._spellings = {normalised(name): exercise for name, exercise in named}
        self._by_key = {_joined(spelling): exercise for spelling, exercise in self._spellings.items()}
        self._keys = sorted(self._by_key)  # all that these can begin with would be ten times as much to keep
        self._openers = {opener for key in self._keys for opener in _openers(key)}
        self._words = {spelling: frozenset(spelling.split()) for spelling in self._spellings}
        self._initials: dict[str, list[Exercise]] = {}
        for exercise in self._by_id.values():
            self._initials.setdefault(_initials(exercise.name), []).append(exercise)

    @classmethod
    def from_csv(cls, path: Path) -> "Catalogue":
        """Read the catalogue. Raises OSError, KeyError or ValueError when the file is not one."""
        with path.open(encoding="utf-8", newline="") as file:
            return cls(_exercise(row) for row in csv.DictReader(file))

    def __iter__(self) -> Iterator[Exercise]:
        return iter(self._by_id.values())

    def __getitem__(self, exercise_id: str) -> Exercise:
        return self._by_id.get(exercise_id) or _custom(exercise_id)

    def find(self, name: str) -> Exercise | None:
        """Return the exercise of that name, in any spelling, or None; never a near one."""
        return self._by_key.get(key_of(name))

    def may_begin(self, words: str) -> bool:
        """Whether the name of an exercise may begin with these words, in any spelling."""
        begun = key_of(words)
        place = bisect_left(self._keys, begun)
        return begun in self._openers or (place < len(self._keys) and self._keys[place].startswith(begun))

    def nearest(self, name: str, limit: int = 5) -> list[Exercise]:
        """Return exercises whose names come near, nearest first, to choose from; the catalogue's first for no name."""
        wanted = normalised(name[:_LONGEST_NAME])
        if not wanted:
            return list(self)[:limit]
        found = dict.fromkeys(exercise.id for _, exercise in self._scored(wanted))
        return [self[exercise_id] for exercise_id in list(found)[:limit]]

    def unknown(self, name: str) -> SpotterError:
        """Return what is said of a name that no exercise has, with the nearest."""
        near = " or ".join(f"`{exercise.name}`" for exercise in self.nearest(name, 3))
        return SpotterError(f"I don't know that lift.{f' Did you mean {near}?' if near else ''}")

    def _scored(self, wanted: str) -> list[tuple[float, Exercise]]:
        """Return exercises with how near their names come to a normalised one, nearest first."""
        mine = frozenset(wanted.split())
        scored = [
            (_likeness(wanted, mine, spelling, self._words[spelling]), self._spellings[spelling])
            for spelling in self._worth_scoring(wanted, mine)
        ]
        initials = [(_INITIALS, exercise) for exercise in self._initials.get(wanted, ())]
        likely = [(score, exercise) for score, exercise in scored if score >= _NEAR_ENOUGH]
        return sorted([*initials, *likely], key=lambda one: one[0], reverse=True)

    def _worth_scoring(self, wanted: str, mine: Set[str]) -> list[str]:
        """Return the spellings that may be near: most are not, which rapidfuzz finds without a call for each."""
        from rapidfuzz import fuzz, process  # 2.7 MiB that a bot only needs once somebody has mistyped a lift

        near = {
            spelling
            for scorer in (fuzz.ratio, fuzz.token_sort_ratio)
            for spelling, _, _ in process.extract(
                wanted, self._words.keys(), scorer=scorer, limit=None, score_cutoff=_NEAR_ENOUGH
            )
        }
        return [
            spelling
            for spelling, words in self._words.items()
            if spelling in near or spelling.startswith(wanted) or words <= mine or mine <= words
        ]

    def areas_for(self, exercise_id: str) -> tuple[Area, ...]:
        """Return the areas an exercise loads, the main ones first. Raises KeyError for an unknown id."""
        exercise = self[exercise_id]
        return (*exercise.primary_areas, *exercise.secondary_areas)


def custom_id(name: str) -> str:
    """Return the id of a member's own exercise of that name: `custom:calf_press_machine`.

    It holds the words of the name, so that it can be shown wherever the id is known; spellings of one name share it.
    A name that is too long ends in a word of its own, so that what is shown can be pasted back as any other.
    """
    words = normalised(name).split()
    slug = "_".join(words)
    if not slug or len(slug) > _LONGEST_SLUG or len(words) > MOST_WORDS:
        ending = _as_word(crc32(name.encode()))
        begun = "_".join(words[: MOST_WORDS - 1])[: _LONGEST_SLUG - len(ending) - 1]
        slug = f"{begun}_{ending}".lstrip("_")
    return CUSTOM + slug


def unnamed_id(name: str) -> str:
    """Return the id of a member's own exercise that does not tell its name: UNNAMED and seven letters."""
    return UNNAMED + _as_word(crc32(normalised(name).encode()))


def _as_word(number: int) -> str:
    """Return 32 bits as seven letters."""
    letters = ""
    for _ in range(7):
        number, letter = divmod(number, 26)
        letters += chr(ord("a") + letter)
    return letters


def _custom(exercise_id: str) -> Exercise:
    """Return a member's own exercise. Raises Gone when the id is not of one."""
    if not exercise_id.startswith(CUSTOM):
        raise Gone
    name = exercise_id.removeprefix(CUSTOM).replace("_", " ").capitalize()
    return Exercise(exercise_id, name, name, "other", "isolation", (), (), (), Loading.EITHER, _ASK_ABOVE_CUSTOM)


def _likeness(wanted: str, mine: Set[str], spelling: str, words: Set[str]) -> float:
    """Score 0-100: names still being typed by their beginning, typos by edit distance, other word orders by words."""
    from rapidfuzz import fuzz

    if spelling.startswith(wanted):
        return 95
    typo: float = fuzz.ratio(wanted, spelling)
    if len(spelling) <= _SHORT:
        return typo if typo >= _NEAR_ENOUGH_IF_SHORT else 0.0
    in_any_order: float = fuzz.token_sort_ratio(wanted, spelling)
    return max(typo, 0.98 * in_any_order, _shared(mine, words))


def _shared(mine: Set[str], theirs: Set[str]) -> float:
    """Score a longer name that holds all words of a known one: `tempo squat` is near to `squat`."""
    return 60 + 30 * len(mine & theirs) / len(mine | theirs) if theirs <= mine or mine <= theirs else 0.0


def _exercise(row: dict[str, str]) -> Exercise:
    return Exercise(
        id=row["id"],
        name=re.split(r" \(| / ", row["name"])[0],
        full_name=row["name"],
        equipment=row["equipment"],
        pattern=row["pattern"],
        primary_areas=_areas(row["primary_areas"]),
        secondary_areas=_areas(row["secondary_areas"]),
        aliases=tuple(row["aliases"].split("|")),
        load=Loading(row["load"]),
        ask_above=Weight(Decimal(row["ask_above_kg"]), "kg"),
        counted=Measure(row["counted"]),
    )


def _areas(codes: str) -> tuple[Area, ...]:
    return tuple(Area(code) for code in codes.split("|") if code)
