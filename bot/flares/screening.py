"""The safety screen: which questions an area gets, and what an answer means. The rows stand in data/screening.toml."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import IntEnum
from typing import Any

from bot.areas import Area
from bot.data import read_toml


class Level(IntEnum):
    """What a screen came to; a greater level is the more urgent one."""

    PASSED = 0
    """Nothing was picked. That is no clearance, and nothing may be said that sounds like one."""
    E3 = 1
    """Book within days: logging goes on, without advice about the weight of the lift."""
    E2 = 2
    """A professional today: everything else stops."""
    E1 = 3
    """Life, limb or nerve at risk now: everything else stops."""

    @property
    def stops(self) -> bool:
        """Whether tips, advice and check-ins stop until the member says that it was checked."""
        return self >= Level.E2


ORDER = (Level.E1, Level.E2, Level.E3)
"""The order in which the cards are shown: the most urgent first."""


@dataclass(frozen=True)
class Question:
    """One row of the screen: what is asked, in plain words, and how urgent a yes is."""

    id: str
    ask: str
    level: Level
    sources: tuple[str, ...]
    areas: frozenset[Area] = frozenset()
    """The areas it is asked for; empty for every area."""
    level_in: Mapping[Area, Level] | None = None
    """Areas in which a yes is more urgent."""
    repeats: tuple[str, ...] = ()
    """Rows for every area that ask the same, so that this one is not shown beside them."""

    def concerns(self, area: Area | None) -> bool:
        """Tell whether the row is asked for an area; for None, whether it is asked for every one."""
        return not self.areas or area in self.areas

    def level_for(self, area: Area | None) -> Level:
        """Return how urgent a yes is for an area; for None, at the most."""
        if area is None:
            return max([self.level, *(self.level_in or {}).values()])
        return (self.level_in or {}).get(area, self.level)


@dataclass(frozen=True)
class Copy:
    """The words that go with each outcome; `{emergency}` and `{same_day}` are filled in by region."""

    stop: Mapping[Level, str]
    """What is said for E1, E2 and E3."""
    stopped: str
    """Added to E1 and E2 where the answer was stored."""
    noted: str
    """The same, to E3."""
    passed: str
    checked: str
    """The label of the one button that reopens a flare-up."""
    rescreen: str
    """The one-tap question of every check-in."""
    short_disclaimer: str
    disclaimer: str


@dataclass(frozen=True)
class Screen:
    """The whole screen, in one version of its wording."""

    version: int
    questions: tuple[Question, ...]
    copy: Copy

    def card(self, area: Area | None, level: Level) -> tuple[Question, ...]:
        """Return the rows of one level for an area: those of every area first, nothing asked twice.

        None: where no area is known, those of every area alone.
        """
        asked = [
            question for question in self.questions if question.concerns(area) and question.level_for(area) == level
        ]
        shown = [question for question in asked if not question.repeats]
        return tuple(sorted(shown, key=lambda question: bool(question.areas)))


def after(level: Level) -> Level | None:
    """Return the level of the card that follows "None of these", or None when that was the last one.

    "One of these, or not sure" needs no such rule: it ends the screen with the level of its card.
    """
    position = ORDER.index(level) + 1
    return ORDER[position] if position < len(ORDER) else None


def load_screen() -> Screen:
    """Read data/screening.toml. Raises KeyError or ValueError when the file is not as it should be."""
    data = read_toml("screening.toml")
    words: dict[str, str] = {name: text.strip() for name, text in data["copy"].items()}
    stop = {level: words.pop(level.name) for level in ORDER}
    return Screen(data["version"], tuple(_question(row) for row in data["question"]), Copy(stop=stop, **words))


def _question(row: Mapping[str, Any]) -> Question:
    return Question(
        id=row["id"],
        ask=row["ask"],
        level=Level[row["level"]],
        sources=tuple(row["sources"]),
        areas=frozenset(Area(area) for area in row.get("areas", ())),
        level_in={Area(area): Level[level] for area, level in row.get("level_in", {}).items()},
        repeats=tuple(row.get("repeats", ())),
    )
