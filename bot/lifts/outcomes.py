"""What became of what a member typed or pressed."""

from dataclasses import dataclass, field
from datetime import date, datetime

from bot.errors import SpotterError
from bot.lifts.entries import Entry, Typed
from bot.lifts.exercises import Exercise
from bot.lifts.notation import Unreadable, written
from bot.lifts.plausibility import Doubt
from bot.lifts.records import Record, VolumeRecord
from bot.lifts.sets import Reading
from bot.lifts.weight import Weight


@dataclass(frozen=True, slots=True)
class Logged:
    """An entry is in the log."""

    entry: Entry
    reading: Reading
    records: list[Record]
    public: bool
    """Whether the member shares their log."""
    repeated: bool = False
    """Whether it was there already: the same thing was sent or pressed twice, and nothing was changed."""
    mended: bool = False
    unit_guessed: bool = False
    """Whether the member has chosen no unit and typed none, so that the one it was read in is a guess."""
    day_guessed: bool = False
    """Whether the member's time zone is not known, so that the day is UTC's."""
    first: bool = False
    """Whether it is the first of its exercise that can be beaten."""
    volume: VolumeRecord | None = None
    body: Weight | None = None
    """What the member weighed that day, where it is part of the load: for their eyes alone."""
    note: str | None = None
    """The note of it, unless that is for nobody else to read."""


@dataclass(frozen=True, slots=True)
class Undone:
    """An entry is out of the log, to be put back for a while."""

    entry: Entry
    reading: Reading


@dataclass(frozen=True, slots=True)
class Unclear:
    """What was typed can't be taken; it is kept."""

    draft_id: int
    typed: Typed
    problem: SpotterError
    own: str | None = None
    """The unknown name in it, where it can be kept as the member's own exercise."""


@dataclass(frozen=True, slots=True)
class Several:
    """What was typed may mean several things; it is kept until the member says which."""

    draft_id: int
    typed: Typed
    readings: list[Reading]


@dataclass(frozen=True, slots=True)
class Doubted:
    """An implausible lift; it is kept until the member says that it is right."""

    draft_id: int
    reading: Reading
    doubt: Doubt


Outcome = Logged | Unclear | Several | Doubted


@dataclass(frozen=True, slots=True)
class Offer:
    """What a text being typed would log: how it is shown, and the text that logs it."""

    label: str
    text: str


@dataclass(frozen=True, slots=True)
class LiftOfDay:
    """All sets of one exercise on one day, and the notes with them."""

    reading: Reading
    notes: tuple[str, ...]
    entries: tuple[Entry, ...]


@dataclass(frozen=True, slots=True)
class Session:
    """What was lifted on one day, in order; `at` is when its first entry was performed."""

    day: date
    at: datetime
    lifts: tuple[LiftOfDay, ...]
    more: bool = False
    """Whether the day has more than is told here."""


@dataclass(frozen=True, slots=True)
class History:
    """One page of a member's sessions, newest first; `page` counts from 0."""

    owner_id: int
    exercise: Exercise | None
    sessions: tuple[Session, ...]
    page: int
    pages: int


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a workout: what it was read as, or why it can't be taken yet."""

    text: str
    readings: list[Reading] = field(default_factory=list)
    problem: SpotterError | None = None
    doubt: Doubt | None = None
    own: str | None = None
    """The unknown name in it, where it can be kept as the member's own exercise."""

    @property
    def ready(self) -> bool:
        """Whether it says one thing, so that it can be saved; a doubt is for the member to decide."""
        return len(self.readings) == 1

    @property
    def offers(self) -> list[str]:
        """What it may have been meant to be, as lines that can be read: its readings, or lifts near its name."""
        if len(self.readings) > 1:
            return [written(reading) for reading in self.readings]
        if isinstance(self.problem, Unreadable):
            return [self.problem.with_lift(self.text, lift) for lift in self.problem.nearest]
        return []


@dataclass(frozen=True, slots=True)
class Preview:
    """A workout as it was read, line by line, before it is saved."""

    draft_id: int
    lines: list[Line]
    problem: SpotterError | None = None
    """What is wrong with all of it: no lines, too many, or the day."""

    @property
    def ready(self) -> bool:
        """Whether it can be saved."""
        return self.problem is None and all(line.ready for line in self.lines)

    @property
    def offering(self) -> int | None:
        """The place of the first line that has offers; None without one."""
        return next((place for place, line in enumerate(self.lines) if line.offers), None)

    @property
    def own(self) -> str | None:
        """The first unknown name in it that can be kept as the member's own exercise."""
        return next((line.own for line in self.lines if line.own), None)


@dataclass(frozen=True, slots=True)
class WorkoutLogged:
    """A workout is in the log, or out of it again."""

    workout_id: int
    logged: list[Logged]
    public: bool
    undone_at: datetime | None = None
    """When what is shown of it was taken out of the log; None while it stands."""
    repeated: bool = False
    day_guessed: bool = False
    """As in `Logged`."""
