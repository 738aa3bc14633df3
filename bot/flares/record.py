"""What is kept of a flare-up, as the use cases see it once it is unsealed."""

from collections.abc import Awaitable, Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from itertools import pairwise

from bot.areas import Area
from bot.flares.checkins import Step
from bot.flares.decisions import Choice, Suggestion
from bot.flares.screening import Level
from bot.lifts.weight import Weight

LEFT_OUT = -1
"""In place of the highest pain of a workout: the lift was left out."""
FEELINGS = ("worse", "same", "better", "unsure")
"""What a member can say of a tip they tried."""
CHANGES = ("much worse", "worse", "a bit worse", "the same", "a bit better", "better", "much better")
"""How it is compared with when it was logged, from -3 to 3: a global rating of change in own words."""


@dataclass(frozen=True)
class Entry:
    """What `/flare log` was given. The id is made once for each command, so that a second press adds nothing."""

    id: int
    area: Area
    lift: str | None
    """An exercise's id."""
    pain: int
    guild_id: int | None = None
    """The server it is logged in, whose tips it is compared with; None in direct messages."""


@dataclass(frozen=True)
class Screened:
    """What a safety screen came to: never which row was meant."""

    version: int
    level: Level
    at: datetime


@dataclass(frozen=True)
class Terms:
    """What a member set for the next session."""

    before: Weight | None = None
    """The last top set when the plan was made."""
    fallback: Weight | None = None
    session: date | None = None
    """The day of the next session, on the member's own calendar; None when they were not sure."""
    by_programme: bool = False
    """Whether that is the day on which the member's programme had the lift, so that it moves along with it."""


@dataclass(frozen=True)
class Reading:
    """One answer to "how is it", given bit by bit: what was not answered yet is None."""

    id: int
    step: Step
    at: datetime
    pain: int | None = None
    masked: bool | None = None
    """Whether painkillers were taken in the last hours."""
    screened: Screened | None = None
    disturbed: bool | None = None
    """Whether it woke the member, or daily tasks don't go; which of them is not kept."""
    ability: int | None = None
    """How well the lift goes, 0 can't to 10 as before (the idea of the PSFS, in own words)."""
    warmup: int | None = None
    """The highest pain in the warm-ups."""
    worst: int | None = None
    """The highest pain in the workout; LEFT_OUT where the lift was left out."""
    change: int | None = None
    """Compared with when it was logged: -3 much worse to 3 much better."""
    tried: tuple[int, ...] | None = None
    """The tips that were tried since; empty for "nothing"."""
    felt: Mapping[int, str] = field(default_factory=dict)
    """What the member says of each tip they tried; one of FEELINGS."""
    besides: bool | None = None
    """Whether anything else changed (rest, sleep, other treatment, a professional); which of them is not kept."""

    @property
    def trained(self) -> bool:
        """Whether it tells of a workout of the lift."""
        return self.worst is not None and self.worst != LEFT_OUT

    @property
    def complete(self) -> bool:
        """Whether everything that a suggestion rests on was answered."""
        told = self.step is not Step.AFTER_SESSION or self.worst is not None
        return told and self.pain is not None and self.masked is not None and self.screened is not None


@dataclass(frozen=True)
class Plan:
    """What a member chose for a lift; it holds until they choose again, or the flare-up is closed."""

    at: datetime
    lift: str | None
    light: bool
    """Whether the lift is left out, or goes no heavier than a weight."""
    before: Weight | None
    """The last top set when it was chosen."""


@dataclass(frozen=True)
class Spell:
    """A time for which a lift was kept light."""

    first: datetime
    last: datetime | None
    """None while it goes on."""
    before: Weight | None
    """The last top set before the first of the plans: what is heavier was not kept light. None where there was none."""


@dataclass(frozen=True)
class Flare:
    """One flare-up of a member."""

    member_id: int
    id: int
    created_at: datetime
    closed_at: datetime | None
    asked_since: datetime | None
    """Since when check-ins are on; None while they are off."""
    area: Area
    lift: str | None
    screened: Screened
    checked_at: datetime | None
    """When the member said that a professional has looked at what the screen found."""
    choice: Choice | None
    light: Weight | None
    """What a member who chose to resume goes no heavier than; None where nothing limits them."""
    terms: Terms
    readings: tuple[Reading, ...]
    guild_id: int | None = None
    nudges: int = 0
    """How often an answer was asked for again."""
    plans: tuple[Plan, ...] = ()
    """What was chosen, one after another."""

    @property
    def level(self) -> Level:
        """What the screen came to and nobody has checked since."""
        return Level.PASSED if self.checked_at else self.screened.level

    @property
    def logged_pain(self) -> int | None:
        """The pain of the first reading."""
        return next((reading.pain for reading in self.readings if reading.pain is not None), None)

    @property
    def tried(self) -> tuple[int, ...]:
        """The tips that were tried so far, in the order they were told of."""
        return tuple(dict.fromkeys(tip for reading in self.readings for tip in reading.tried or ()))

    def spells(self, lift: str) -> Iterator[Spell]:
        """Yield when the plans kept a lift light, oldest first."""
        before = next((plan.before for plan in self.plans if plan.lift == lift), None)
        for plan, ends in pairwise([*self.plans, None]):
            if plan and plan.light and plan.lift == lift:
                yield Spell(plan.at, ends.at if ends else self.closed_at, before)

    def reading(self, reading_id: int) -> Reading | None:
        """Return a reading by its id, or None while nothing of it was answered."""
        return next((reading for reading in self.readings if reading.id == reading_id), None)


@dataclass(frozen=True)
class Situation:
    """Where a member stands with one reading of a flare-up: what is known, and what is suggested once enough is."""

    flare: Flare
    reading: Reading
    stop: Flare | None
    """The flare-up whose red flag stops everything here; often, not always, this one."""
    suggestion: Suggestion | None
    last: Weight | None
    """The last top set of the lift."""
    weights: Mapping[Choice, Weight]
    """The weights that are proposed for the choices, where there is something to go by."""
    tips: Mapping[int, str] = field(default_factory=dict)
    """What tips are called that can be ticked as tried."""


Stand = Callable[[int, int, int, Step], Awaitable[Situation]]
"""Gives where a member stands with a reading of a flare-up: their id, its own, the reading's, the occasion."""


@dataclass(frozen=True)
class Status:
    """A member's open flare-ups, newest first, and how many there are that no key opens."""

    flares: tuple[Flare, ...]
    unreadable: int
