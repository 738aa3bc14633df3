"""All programmes there are, and what members read about them."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from bot.errors import SpotterError
from bot.programmes.five_three_one import BoringButBig, FirstSetLast
from bot.programmes.gzclp import GZCLP
from bot.programmes.madcow import Madcow
from bot.programmes.nsuns import NSuns
from bot.programmes.programme import Programme
from bot.programmes.starting_strength import StartingStrength
from bot.programmes.stronglifts import StrongLifts
from bot.programmes.texas_method import TexasMethod

_PROGRAMMES: tuple[Programme, ...] = (
    StrongLifts(),
    StartingStrength(),
    GZCLP(),
    Madcow(),
    TexasMethod(),
    FirstSetLast(),
    BoringButBig(),
    NSuns(),
)
"""The easiest to begin with first."""
_TELLING = 3
"""So many signs from within a name tell it: `bbb`, `fsl`, `5x5`."""


@dataclass(frozen=True, slots=True)
class About:
    """What members read about a programme."""

    summary: str
    """What it is and for whom, in a line."""
    rules: str
    """How it goes up, what it does when reps are missed, where it starts."""
    source: str
    """Whose version it is, and where others differ."""


class Shelf:
    """The programmes by their keys, with what data/programmes.toml says of each."""

    def __init__(self, texts: Mapping[str, Mapping[str, Any]]) -> None:
        self._about = {programme.key: _about(texts[programme.key]) for programme in _PROGRAMMES}
        self._by_key = {programme.key: programme for programme in _PROGRAMMES}

    def __iter__(self) -> Iterator[Programme]:
        return iter(_PROGRAMMES)

    def about(self, programme: Programme) -> About:
        """Return what members read about a programme."""
        return self._about[programme.key]

    def __getitem__(self, key: str) -> Programme:
        return self._by_key[key]

    def named(self, typed: str) -> Programme:
        """Return the programme of that key or name, or whose name or key alone begins so or has that in it.

        Raises SpotterError with those it may be, or all.
        """
        wanted = _folded(typed)
        exact = [one for one in self if wanted in {one.key, _folded(one.name)}]
        begun = [one for one in self if wanted and _folded(one.name).startswith(wanted)]
        within = [one for one in self if len(wanted) >= _TELLING and wanted in f"{one.key} {_folded(one.name)}"]
        found = exact or begun or within
        if len(found) != 1:
            names = ", ".join(f"`{one.name}`" for one in (found or self))
            raise SpotterError(f"I don't know which programme that is. There are {names}.")
        return found[0]


def _about(text: Mapping[str, Any]) -> About:
    return About(text["summary"], text["rules"].strip(), text["source"])


def _folded(name: str) -> str:
    return "".join(sign for sign in name.casefold().replace("×", "x") if sign.isalnum())
