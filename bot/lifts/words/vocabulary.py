"""A member's vocabulary: the catalogue, the names their server has for lifts, and their own exercises over both."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import lru_cache

from bot.lifts.exercises import CUSTOM, Catalogue, Exercise, custom_id, key_of, normalised
from bot.lifts.notation import Unreadable
from bot.lifts.reading import read_sets
from bot.lifts.tokens import strangers_in
from bot.lifts.words.store import Named

LONGEST_NAME = 60


class Vocabulary(Catalogue):
    """A catalogue over another: names are looked for here first."""

    def __init__(self, base: Catalogue, exercises: Iterable[Exercise]) -> None:
        super().__init__(exercises)
        self._base = base

    def __iter__(self) -> Iterator[Exercise]:
        own = (exercise for exercise in self._by_id.values() if exercise.id.startswith(CUSTOM))
        yield from (*own, *self._base)

    def __getitem__(self, exercise_id: str) -> Exercise:
        return self._base[exercise_id]

    def find(self, name: str) -> Exercise | None:
        """Return the exercise of that name, in any spelling, or None; never a near one."""
        found = self._by_key.get(key_of(name))
        return self[found.id] if found else self._base.find(name)

    def may_begin(self, words: str) -> bool:
        """Whether the name of an exercise may begin with these words, in any spelling."""
        return super().may_begin(words) or self._base.may_begin(words)

    def _scored(self, wanted: str) -> list[tuple[float, Exercise]]:
        both = super()._scored(wanted) + self._base._scored(wanted)  # noqa: SLF001 - another of the same kind
        return sorted(both, key=lambda scored: -scored[0])


@lru_cache(maxsize=128)
def vocabulary(base: Catalogue, own: tuple[Named, ...], aliases: tuple[Named, ...]) -> Catalogue:
    """Return the catalogue with more names: of the server's lifts and, before those, of the member's own."""
    named: dict[str, list[str]] = {}
    for exercise_id, name in (*aliases, *own):
        if may_name(name, base):
            named.setdefault(exercise_id, []).append(name)
        elif exercise_id.startswith(CUSTOM) and may_name(base[exercise_id].name, base):
            named.setdefault(exercise_id, [])  # too long to be typed, but what is shown of it can be
    if not named:
        return base
    return Vocabulary(base, [replace(base[exercise_id], aliases=tuple(names)) for exercise_id, names in named.items()])


def may_name(name: str, base: Catalogue) -> bool:
    """Whether a name can stand in an entry without meaning something else there.

    It needs a word that the notation does not know. `leg press 45` would take the weight of a leg press for its own.
    """
    if len(name) > LONGEST_NAME or not strangers_in(name):
        return False
    words = normalised(name).split()
    lift = [word for word in words if not word.isdecimal()]
    return not words[-1].isdecimal() or base.find(" ".join(lift)) is None


def keepable(text: str, stopped: Unreadable, base: Catalogue) -> str | None:
    """Return the unknown name in an entry that can be kept as a member's own exercise: all the rest can be read."""
    name = " ".join(text[stopped.at : stopped.until].split())
    if stopped.exercise or not name or not may_name(name, base):
        return None
    try:
        read_sets(f"{text[: stopped.at]} {text[stopped.until :]}", base[custom_id(name)], "kg")
    except Unreadable:
        return None
    return name
