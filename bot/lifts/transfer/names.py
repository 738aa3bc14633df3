"""Which exercise a name in another app's file is: exactly, or not at all; what is only near is offered.

Strong and Hevy write `Bench Press (Barbell)`, others `Barbell Squat`. The equipment belongs to the lift: a bench press
with dumbbells is another exercise than one with a barbell, with other weights.
"""

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from bot.lifts.exercises import Catalogue, Exercise, Loading, key_of

_EQUIPMENT = {
    "barbell": "barbell",
    "dumbbell": "dumbbell",
    "db": "dumbbell",
    "kettlebell": "kettlebell",
    "cable": "cable",
    "machine": "machine",
    "leverage machine": "machine",
    "band": "band",
}
_OWN_WEIGHT = {"bodyweight", "weighted"}
_HELPED = {"assisted", "assisted machine", "machine assisted", "band assisted"}
_QUALIFIERS = {*_EQUIPMENT, *_OWN_WEIGHT, *_HELPED}


def name_key(name: str) -> str:
    """Return what two spellings of one name in a file share; of a name without a letter, such as 🏋️, itself."""
    return key_of(name) or name


class Match(NamedTuple):
    """The exercise of a name."""

    exercise: Exercise
    helped: bool = False
    """Whether its weight is help, which the app writes without a sign."""


class Names:
    """Finds exercises by the names other apps give them."""

    def __init__(self, catalogue: Catalogue, spelt: Mapping[str, list[str]]) -> None:
        self._catalogue = catalogue
        self._spelt = {key_of(name): exercise_id for exercise_id, names in spelt.items() for name in names}

    @classmethod
    def from_toml(cls, catalogue: Catalogue, exports: Mapping[str, Any]) -> "Names":
        """Take the names that data/exports.toml lists."""
        return cls(catalogue, exports["names"])

    def find(self, name: str) -> Match | None:
        """Return the exercise of a name, or None; never a near one."""
        exercise = self._exactly(name)
        if exercise:
            return Match(exercise)
        qualified = (self._of(base, qualifier) for base, qualifier in _taken_apart(name.strip()))
        return next(filter(None, qualified), None)

    def _exactly(self, name: str) -> Exercise | None:
        exercise_id = self._spelt.get(key_of(name))
        return self._catalogue[exercise_id] if exercise_id else self._catalogue.find(name)

    def _of(self, base: str, qualifier: str) -> Match | None:
        if qualifier in _HELPED:
            return self._plain(base, (Loading.ADDED,), helped=True)
        if qualifier in _OWN_WEIGHT:
            return self._plain(base, (Loading.ADDED, Loading.EITHER))
        whole = self._catalogue.find(f"{qualifier} {base}") or self._catalogue.find(f"{base} {qualifier}")
        if whole:
            return Match(whole)
        plain = self._catalogue.find(base)
        return Match(plain) if plain and plain.equipment == _EQUIPMENT[qualifier] else None

    def _plain(self, base: str, loads: tuple[Loading, ...], *, helped: bool = False) -> Match | None:
        exercise = self._exactly(base)
        return Match(exercise, helped) if exercise and exercise.load in loads else None


def _taken_apart(name: str) -> Iterator[tuple[str, str]]:
    """Yield a name without what it says of the equipment, and that: `Pull Up (Weighted)`, `Barbell Squat`.

    Split, not matched: a pattern that tries every end of a name takes minutes over a long one.
    """
    if name.endswith(")"):
        base, _, after = name.removesuffix(")").rpartition("(")
    else:
        base, _, after = name.rpartition(",")
    qualifier = " ".join(after.casefold().split())
    if qualifier in _QUALIFIERS and base:
        yield base.rstrip(), qualifier
    first, _, rest = name.partition(" ")
    if first.casefold() in _QUALIFIERS and rest:
        yield rest, first.casefold()
