"""What became of flare-ups after something was tried: nameless counts, by rules that were set before any count.

`better` is a drop of the pain by as much as matters for where it began and, where that was asked, at least "a bit
better" than when it was logged. `worse` is a rise that matters, or any kind of worse than when it was logged. Readings
that painkillers may cover up are left out of it. The numbers stand in data/decisions.toml.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import astuple, dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import NamedTuple

from bot.areas import Area
from bot.flares.checkins import Step
from bot.flares.decisions import Outcomes
from bot.flares.record import Flare, Reading

EVERYONE = 0
"""Stands for a tip in the counts of all who said what they tried, be it nothing. No tip has this number."""
FEWEST = 5
"""Fewer reports than this are not told of at all: they say nothing, and might say whose they are."""
FELT = "felt"
"""In place of a window: what members say themselves that a tip made of it."""
_NO_BAND = -1
_NO_ANSWER_AFTER = timedelta(days=9)


class Window(StrEnum):
    """When it was asked; only the same window is compared."""

    MORNING = "morning"
    BEFORE_SESSION = "before_session"
    DAY_7 = "day_7"


class Outcome(StrEnum):
    """What became of it."""

    BETTER = "better"
    SAME = "same"
    WORSE = "worse"
    SILENT = "silent"
    """Nobody reported back."""


_FEELINGS = (Outcome.BETTER, Outcome.SAME, Outcome.WORSE)
"""What members can say of a tip that tells something: "unsure" does not."""


class Cell(NamedTuple):
    """One count: of those in an area who began in a band and tried a tip (or EVERYONE), what became of so many.

    With FELT for a window, the band is none: -1.
    """

    area: str
    tip: int
    window: str
    band: int
    outcome: str


@dataclass(frozen=True)
class Tally:
    """How it went for some: how many tried it, reported back, and what they reported."""

    tried: int
    better: int
    same: int
    worse: int

    @property
    def reported(self) -> int:
        """How many of them reported back."""
        return self.better + self.same + self.worse

    def __add__(self, other: "Tally") -> "Tally":
        return Tally(*(mine + theirs for mine, theirs in zip(astuple(self), astuple(other), strict=True)))

    def __sub__(self, other: "Tally") -> "Tally":
        return Tally(*(mine - theirs for mine, theirs in zip(astuple(self), astuple(other), strict=True)))


_NOBODY = Tally(0, 0, 0, 0)


@dataclass(frozen=True)
class Evidence:
    """A tip in one window: how it went for those who tried it, and for like ones who tried nothing, or other things."""

    did: Tally
    did_not: Tally


def cells_of(flare: Flare, now: datetime, rules: Outcomes) -> Counter[Cell]:
    """Return what one flare-up adds to the counts: in each window that was answered once, for each tip once."""
    felt = {tip: feeling for reading in flare.readings for tip, feeling in reading.felt.items()}
    found = Counter(
        Cell(flare.area, tip, FELT, _NO_BAND, feeling) for tip, feeling in felt.items() if feeling in _FEELINGS
    )
    first = next((reading for reading in flare.readings if reading.pain is not None), None)
    if first is None or first.pain is None or first.masked is not False:
        return found
    band = rules.band(first.pain)
    for window in Window:
        outcome = _outcome(flare, first.pain, window, now, rules)
        tried = _tried(flare, window)
        if outcome is not None and tried is not None:
            for tip in (EVERYONE, *tried):
                found[Cell(flare.area, tip, window, band, outcome)] += 1
    return found


def felt_worse(flare: Flare, now: datetime, rules: Outcomes) -> set[int]:
    """Return the tips with which one flare-up got worse, by the rules or by the member's own word."""
    worse = (cell.tip for cell in cells_of(flare, now, rules) if cell.outcome == Outcome.WORSE)
    return {tip for tip in worse if tip != EVERYONE}


def reports(counts: Mapping[Cell, int], tip: int) -> tuple[Tally, ...]:
    """Return how it went for those who tried a tip: in each window, and by their own word; areas are added up."""
    return tuple(_tally(counts, _of(counts, tip, window)) for window in (*Window, FELT))


def evidence(counts: Mapping[Cell, int], tip: int, areas: Iterable[Area]) -> dict[Window, Evidence]:
    """Return how it went by window for those in some areas who tried a tip, and for like ones who did not.

    Like is compared with like: those in the same area who began in the same band. A window in which fewer than FEWEST
    who tried it reported is left out.
    """
    found: dict[Window, Evidence] = {}
    for window in Window:
        did = did_not = _NOBODY
        for area in areas:
            here = {cell: count for cell, count in counts.items() if (cell.area, cell.window) == (area, window)}
            mine = _of(here, tip, window)
            bands = {cell.band for cell in mine}
            tried = _tally(here, mine)
            did += tried
            did_not += _tally(here, [cell for cell in _of(here, EVERYONE, window) if cell.band in bands]) - tried
        if did.reported >= FEWEST:
            found[window] = Evidence(did, did_not)
    return found


def _of(counts: Mapping[Cell, int], tip: int, window: str) -> list[Cell]:
    return [cell for cell in counts if cell.tip == tip and cell.window == window]


def _tally(counts: Mapping[Cell, int], cells: Iterable[Cell]) -> Tally:
    sums: Counter[str] = Counter()
    for cell in cells:
        sums[cell.outcome] += counts[cell]
    return Tally(sum(sums.values()), sums[Outcome.BETTER], sums[Outcome.SAME], sums[Outcome.WORSE])


def _outcome(flare: Flare, baseline: int, window: Window, now: datetime, rules: Outcomes) -> Outcome | None:
    """Return what became of a flare-up in a window; None where that is not over, or was not asked."""
    reading = _answered(flare, window)
    if reading is not None and reading.pain is not None:
        return _reported(reading, reading.pain, baseline, window, rules)
    over = now - flare.created_at >= _NO_ANSWER_AFTER
    return Outcome.SILENT if window is Window.DAY_7 and over else None


def _reported(reading: Reading, pain: int, baseline: int, window: Window, rules: Outcomes) -> Outcome:
    if reading.change is not None and reading.change < 0:
        return Outcome.WORSE
    if reading.masked is not False or (window is Window.DAY_7 and reading.change is None):
        return Outcome.SILENT
    if pain - baseline >= rules.worse_rise:
        return Outcome.WORSE
    _, matters = rules.better_drop[rules.band(baseline)]
    felt_better = reading.change is None or reading.change > 0
    return Outcome.BETTER if baseline - pain >= matters and felt_better else Outcome.SAME


def _tried(flare: Flare, window: Window) -> tuple[int, ...] | None:
    """Return what was tried up to a window, or None where nobody said."""
    reading = _answered(flare, window)
    until = flare.created_at + _NO_ANSWER_AFTER if reading is None else reading.at
    told = [one.tried for one in flare.readings if one.tried is not None and one.at <= until]
    return tuple(dict.fromkeys(tip for tried in told for tip in tried)) if told else None


def _answered(flare: Flare, window: Window) -> Reading | None:
    """Return the first reading of a window with a number."""
    step = Step(window.value)
    return next((one for one in flare.readings if one.step is step and one.pain is not None), None)
