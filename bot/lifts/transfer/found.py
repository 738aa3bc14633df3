"""What a reader finds in an export, in the file's own words: before exercises are matched and units are known."""

from datetime import date, datetime
from decimal import Decimal
from typing import NamedTuple

from bot.errors import SpotterError
from bot.lifts.sets import Kind
from bot.lifts.weight import Unit

IN_PARTS = "Send it in parts, with the header line on top of each: nothing is added twice."
"""What to do with a file that is too much at once."""


class Own(NamedTuple):
    """What only Spotter's own files know: which entry of whose log a set belongs to."""

    entry_id: int
    exercise_id: str
    day: date
    logged_at: datetime
    workout_id: int | None


class ImportedSet(NamedTuple):
    """One set. What the file does not say is None; a tuple, because there are a hundred thousand of them."""

    line: int
    """Of the file, from 1: where its row begins."""
    exercise: str
    start: datetime
    """Of the workout. Without a zone it is the lifter's own clock; a file that knows only the day says noon."""
    order: int | None = None
    """Within its exercise. Where it does not grow, the exercise came back or began anew."""
    weight: Decimal | None = None
    """None is bodyweight alone; below zero it is help."""
    unit: Unit | None = None
    """Of the weight; None where the file does not say."""
    reps: int | None = None
    distance: Decimal | None = None
    distance_unit: str | None = None
    """One of `values.METRES`; None where the file does not say."""
    seconds: Decimal | None = None
    kind: Kind = Kind.WORKING
    failed: bool = False
    rpe: Decimal | None = None
    rir: int | None = None
    amrap: bool = False
    note: str = ""
    workout: str = ""
    workout_note: str = ""
    lasted: int | str | None = None
    """How long the workout took, in seconds; in the file's own words where those are of a language I don't read."""
    superset: str = ""
    """What the exercises of one superset in a workout share, and no other has."""
    bodyweight: bool | None = None
    """Whether the weight is added to the lifter's own; None where the exercise decides."""
    own: Own | None = None


class Unread(NamedTuple):
    """A row that could not be understood, and why."""

    line: int
    why: str


class Passed(NamedTuple):
    """A row that is left out on purpose, and what it holds: a rest, a set that was planned and not done."""

    line: int
    what: str


class Weighed(NamedTuple):
    """What the lifter weighed, as a row says it."""

    line: int
    at: datetime
    """Without a zone it is the lifter's own clock."""
    weight: Decimal
    unit: Unit
    id: int | None = None
    """Only of Spotter's own files: of the weighing."""
    day: date | None = None
    """Only of Spotter's own files: in the zone it was logged in."""


Row = ImportedSet | Weighed | Unread | Passed
"""What there is to say of a row; one row may be several sets."""


class Misread(ValueError):
    """A row that can't be understood; the text says why, quoting the file as it is."""


class WrongFile(SpotterError):
    """A file that is no export Spotter reads; the text says what it is and what to send instead."""
