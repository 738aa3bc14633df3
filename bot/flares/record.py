"""What is kept of a flare-up, as the use cases see it once it is unsealed."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from bot.areas import Area
from bot.flares.checkins import Step
from bot.flares.decisions import Choice, Suggestion
from bot.flares.screening import Level
from bot.lifts.weight import Weight


@dataclass(frozen=True)
class Entry:
    """What `/flare log` was given. The id is made once for each command, so that a second press adds nothing."""

    id: int
    area: Area
    lift: str | None
    """An exercise's id."""
    pain: int


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

    @property
    def complete(self) -> bool:
        """Whether everything that a suggestion rests on was answered."""
        return self.pain is not None and self.masked is not None and self.screened is not None


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
    terms: Terms
    readings: tuple[Reading, ...]

    @property
    def level(self) -> Level:
        """What the screen came to and nobody has checked since."""
        return Level.PASSED if self.checked_at else self.screened.level

    @property
    def logged_pain(self) -> int | None:
        """The pain of the first reading."""
        return next((reading.pain for reading in self.readings if reading.pain is not None), None)

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


@dataclass(frozen=True)
class Status:
    """A member's open flare-ups, newest first, and how many there are that no key opens."""

    flares: tuple[Flare, ...]
    unreadable: int
