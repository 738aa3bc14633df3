"""The maths of a benchmark: percentiles, the spread over rounds, and a comparison beside the floor it is held to."""

import math
import statistics
from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum


def percentile(values: Sequence[float], share: float) -> float:
    """Return the nearest-rank percentile: the smallest value that at least `share` (0 to 1) of all do not exceed."""
    return sorted(values)[max(0, math.ceil(share * len(values)) - 1)]


@dataclass(frozen=True, slots=True)
class Spread:
    """What several rounds gave: the least, the median and the most."""

    least: float
    median: float
    most: float

    @classmethod
    def of(cls, values: Sequence[float]) -> "Spread":
        """Return the spread of one value a round."""
        return cls(min(values), statistics.median(values), max(values))


class Relation(Enum):
    """How Spotter's figure stands to the bare bot's; taken round by round, so that both saw the same machine."""

    TIMES = "×"
    SHARE = "%"
    MORE = "over"

    def between(self, spotter: float, bare: float) -> float:
        """Return the relation of the two figures of one round."""
        match self:
            case Relation.TIMES:
                return spotter / bare
            case Relation.SHARE:
                return 100 * spotter / bare
            case Relation.MORE:
                return spotter - bare


@dataclass(frozen=True, slots=True)
class Floor:
    """What the relation has to reach: `at_most` or, with `at_least`, no less; `goal` is where it is to go."""

    value: float
    goal: float | None = None
    at_least: bool = False

    def holds(self, relation: float) -> bool:
        """Whether a relation is within the floor."""
        return relation >= self.value if self.at_least else relation <= self.value

    @property
    def sign(self) -> str:
        """≤ or ≥."""
        return "≥" if self.at_least else "≤"


@dataclass(frozen=True, slots=True)
class Comparison:
    """One figure of both bots, one value a round each, in the same order. Without a floor it is only told."""

    name: str
    unit: str
    bare: Sequence[float]
    spotter: Sequence[float]
    relation: Relation = Relation.TIMES
    floor: Floor | None = None

    @property
    def relations(self) -> Spread:
        """The spread of the relation, round by round."""
        rounds = zip(self.spotter, self.bare, strict=True)
        return Spread.of([self.relation.between(spotter, bare) for spotter, bare in rounds])

    @property
    def holds(self) -> bool:
        """Whether the median of the rounds is within the floor."""
        return self.floor is None or self.floor.holds(self.relations.median)


@dataclass(frozen=True, slots=True)
class Fact:
    """A figure that stands for itself, such as what the server takes; held to a floor, or only told."""

    name: str
    unit: str
    values: Sequence[float]
    floor: Floor | None = None

    @property
    def holds(self) -> bool:
        """Whether the median of the rounds is within the floor."""
        return self.floor is None or self.floor.holds(Spread.of(self.values).median)


@dataclass(frozen=True, slots=True)
class Chapter:
    """What one benchmark gives: its comparisons, the facts needed to judge them, and how it measures."""

    title: str
    method: str
    comparisons: Sequence[Comparison]
    facts: Sequence[Fact] = ()
    sides: tuple[str, str] = ("bare bot", "Spotter")
    """What the two columns of its comparisons are."""

    @property
    def missed(self) -> list[str]:
        """The names of what is not within its floor."""
        figures: list[Comparison | Fact] = [*self.comparisons, *self.facts]
        return [figure.name for figure in figures if not figure.holds]
