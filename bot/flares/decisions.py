"""What to suggest for the next session of a lift that hurt: the decision table D1-D10, and what a cut costs.

The wording, steps and zones stand in data/decisions.toml, the conditions here. The member always makes the choice.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum
from typing import Literal

from bot.areas import Area
from bot.data import read_toml
from bot.flares.screening import Level


class Choice(StrEnum):
    """What a member can choose for the next session, from most to least load."""

    RESUME = "resume"
    BACK_DOWN = "back_down"
    HOLD = "hold"


@dataclass(frozen=True)
class Session:
    """How the last workout of the lift went."""

    worst: int
    """The highest pain in it, 0-10."""
    rise: int
    """How far the pain rose over what it was before."""
    settled: bool
    """Whether it was back there after 24 hours, or nearly."""
    left: int = 0
    """How far it was over what it had been on the morning after."""
    masked: bool = False
    """Whether painkillers may have covered up how it went."""

    def clean(self, zones: "Zones") -> bool:
        """Tell whether it stayed green and left nothing behind."""
        return self.worst <= zones.green_max and self.left <= 0 and self.settled


@dataclass(frozen=True)
class Facts:
    """What is known when a suggestion is asked for. What was not told stays at its default."""

    pain: int
    """0-10, now or in the warm-ups."""
    masked: bool | None = None
    """Whether painkillers were taken in the last hours; not known counts as yes."""
    level: Level = Level.PASSED
    """What the screen came to, and nobody has checked since. Pain moving further down, or new tingling, makes it E3."""
    worse: bool = False
    """Clearly more pain than when the flare-up was logged."""
    disturbing: bool = False
    """It woke the member, or daily tasks don't go."""
    last_session: Session | None = None
    amber_sessions: int = 0
    """Amber workouts one after another without getting better."""
    clean_sessions: int = 0
    """Light workouts since the flare-up that stayed green."""
    function: int | None = None
    """How well the lift goes, 0 can't to 10 as before."""
    overdue: bool = False
    """Whether the days have passed after which "no better" is worth a professional's look."""


@dataclass(frozen=True)
class Zones:
    """The pain traffic light: up to green, up to amber, and red above."""

    green_max: int
    amber_max: int


@dataclass(frozen=True)
class Outcomes:
    """What counts as better or worse after something was tried."""

    worse_rise: int
    better_drop: tuple[tuple[int, int], ...]
    """Pain at the start up to this, and the drop that matters from there."""

    def band(self, start: int) -> int:
        """Return which of the rows a start falls into: like is compared with like."""
        return next(number for number, (most, _) in enumerate(self.better_drop) if start <= most)


@dataclass(frozen=True)
class Suggestion:
    """One row of the table as it applies: what is said and which choices are offered, the suggestion first."""

    row: str
    says: str
    choices: tuple[Choice, ...]
    step: Decimal | None
    """The part of the last clean top set that is proposed, or None where nothing is said about the weight."""
    wait_days: int
    """The next check-in comes on the morning after so many nights."""
    see_professional: bool = False
    """Whether the member is told, beside all else, that it has gone on for long."""


_Condition = Callable[[Facts, Zones], bool]

_TABLE: tuple[tuple[str, _Condition], ...] = (
    ("D1", lambda facts, _: facts.level.stops),
    ("D2", lambda facts, _: facts.level is Level.E3 or facts.worse),
    ("D3", lambda facts, zones: facts.pain > zones.amber_max or facts.disturbing),
    ("D4", lambda facts, _: facts.masked is not False),
    ("D5", lambda facts, zones: facts.last_session is not None and _went_red(facts.last_session, zones)),
    ("D10", lambda facts, zones: facts.pain > zones.green_max and (facts.amber_sessions >= 3 or facts.overdue)),
    ("D9", lambda facts, zones: facts.pain > zones.green_max and facts.amber_sessions == 2),
    ("D6", lambda facts, zones: facts.pain > zones.green_max),
    ("D8", lambda facts, _: facts.clean_sessions >= 1 and (facts.function or 0) >= 8),
    ("D7", lambda *_: True),
)
"""The rows in the order they are tried.

Read word for word, "first match wins" would never come to D9 and D10: both are amber, which D6 takes. They are its
narrower cases, so they are tried before it.
"""


def _went_red(session: Session, zones: Zones) -> bool:
    return session.worst > zones.amber_max or session.rise > 2 or not session.settled


@dataclass(frozen=True)
class Guide:
    """data/decisions.toml, read."""

    zones: Zones
    rows: Mapping[str, Suggestion]
    worse_rise: int
    settling: int
    """How much over what it was before a workout is amber on the morning after; more has not settled."""
    outcomes: Outcomes
    masking_hours: int
    no_better_after_days: Mapping[Area, int]
    fallback: Decimal
    """The part of the last clean top set that is proposed for backing down where a row names none."""
    floor: Decimal
    rounding: Mapping[str, Decimal]
    weekly: Decimal

    def decide(self, facts: Facts) -> Suggestion:
        """Return the first row of the table whose condition holds.

        Raises ValueError for pain outside 0-10.
        """
        if not 0 <= facts.pain <= 10:
            raise ValueError("pain goes from 0 to 10")
        row = next(name for name, holds in _TABLE if holds(facts, self.zones))
        found = self.rows[row]
        lasting = (facts.overdue or facts.amber_sessions >= 3) and facts.pain > self.zones.green_max
        return replace(found, see_professional=found.see_professional or lasting)

    def step_for(self, suggestion: Suggestion, choice: Choice) -> Decimal | None:
        """Return the part of the last clean top set that is proposed for a choice, or None where none is.

        The step of a row belongs to the heaviest choice it suggests; backing down has a step in any case.
        """
        lifting = next((offered for offered in suggestion.choices if offered is not Choice.HOLD), None)
        if choice is lifting and suggestion.step is not None:
            return suggestion.step
        return self.fallback if choice is Choice.BACK_DOWN and lifting is not None else None

    def is_worse(self, logged: int, now: int) -> bool:
        """Tell whether a reading is clearly more pain than the one that the flare-up was logged with."""
        return now - logged >= self.worse_rise

    def is_overdue(self, area: Area, days: int) -> bool:
        """Tell whether "no better" after so many days is worth a professional's look."""
        return days >= self.no_better_after_days[area]

    def proposed(self, last: Decimal, unit: Literal["kg", "lb"], step: Decimal) -> Decimal:
        """Return a lighter weight than the last clean top set, rounded so that it can be loaded.

        Where rounding would leave it as heavy, or take it under the floor, it is not rounded.
        """
        exact = last * max(step, self.floor)
        plates = self.rounding[unit]
        rounded = (exact / plates).quantize(Decimal(1), ROUND_HALF_UP) * plates
        return rounded if last * self.floor <= rounded < last else exact.quantize(Decimal("0.01"), ROUND_HALF_UP)

    def weeks_until_back(self, before: Decimal, after: Decimal) -> int:
        """Return how many weekly rises lead from a cut back to where the lift was, "if every week goes up".

        That is ceil(ln(before / after) / ln(weekly rise)), counted out in exact decimals so that no tie is lost.
        Raises ValueError when `after` is not above zero.
        """
        if after <= 0:
            raise ValueError("nothing grows back from zero")
        weeks = 0
        while after < before:
            after *= self.weekly
            weeks += 1
        return weeks


def percent_off(before: Decimal, after: Decimal) -> Decimal:
    """Return how much lighter the second weight is, in percent of the first, to one decimal."""
    return ((before - after) / before * 100).quantize(Decimal("0.1"), ROUND_HALF_UP)


def load_guide() -> Guide:
    """Read data/decisions.toml. Raises KeyError or ValueError when the file is not as it should be."""
    data = read_toml("decisions.toml")
    steps = {name: Decimal(value) for name, value in data["steps"].items()}
    rows = {
        name: Suggestion(
            row=name,
            says=row["says"],
            choices=tuple(Choice(choice) for choice in row["choices"]),
            step=steps[row["step"]] if "step" in row else None,
            wait_days=row["wait_days"],
            see_professional=name == "D10",
        )
        for name, row in data["rows"].items()
    }
    return Guide(
        zones=Zones(**data["zones"]),
        rows=rows,
        worse_rise=data["worse"]["rise"],
        settling=data["settling"]["amber"],
        outcomes=Outcomes(
            data["outcomes"]["worse_rise"], tuple((row["most"], row["by"]) for row in data["outcomes"]["better_drop"])
        ),
        masking_hours=data["masking"]["hours"],
        no_better_after_days={Area(area): days for area, days in data["no_better_after_days"].items()},
        fallback=steps["standard"],
        floor=steps["floor"],
        rounding={unit: Decimal(plates) for unit, plates in data["rounding"].items()},
        weekly=Decimal(data["regain"]["weekly"]),
    )
