"""What the coach answers: where a member stands, what comes next, and what became of what they pressed or typed."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, date, datetime, time, tzinfo
from hashlib import blake2s
from typing import Any

from bot.errors import SpotterError
from bot.instants import from_micros, to_micros
from bot.lifts.outcomes import Logged
from bot.lifts.weight import Unit, Weight
from bot.programmes.course import Moved
from bot.programmes.programme import Max, Programme
from bot.programmes.resets import Reset
from bot.programmes.sessions import Session
from bot.programmes.shelf import About
from bot.programmes.state import State
from bot.programmes.store import Kept, Step
from bot.programmes.terms import Terms


class NoProgramme(SpotterError):
    """The member runs no programme."""

    def __init__(self) -> None:
        super().__init__("You run no programme. `/program list` shows what there is, `/program start` begins one.")


@dataclass(frozen=True, slots=True)
class Running:
    """A programme of a member, with the terms that hold for it now."""

    kept: Kept
    programme: Programme
    terms: Terms
    zone: tzinfo | None
    """The member's; None while they have not said it, and then days are UTC's."""

    def noon(self, day: date) -> datetime:
        """Return noon of a day where the member is: a programme knows days and no times."""
        return datetime.combine(day, time(12), self.zone or UTC).astimezone(UTC)

    @property
    def state(self) -> State:
        """Where it stands."""
        return self.kept.state

    @property
    def week(self) -> int:
        """The week it is in, from 1."""
        return self.week_of(self.state.number)

    @property
    def ends_week_as_it_was(self) -> bool:
        """Whether other training days are chosen, and the week that has begun still goes by those before."""
        return self.programme.place(self.state.number, self.terms).days != self.terms.days

    def week_of(self, number: int) -> int:
        """Return the week, from 1, that a session is in."""
        return self.programme.place(number, self.terms).week

    def session(self) -> Session:
        """Return the session that is next, with nothing kept light."""
        return self.programme.session(self.state.number, self.state.lines, self.terms)


@dataclass(frozen=True, slots=True)
class Typed:
    """What a member typed to start a programme, when (aware), and the unit that it was read and shown in then.

    `programme_id` is the id it will have.
    """

    programme_id: int
    name: str
    maxes: str
    days: str
    jump: str
    start: str
    asked_at: datetime
    unit: Unit
    guild_id: int | None
    """The server it was typed in, whose names for lifts it may use."""

    def to_body(self) -> dict[str, Any]:
        """Return it as JSON can carry it."""
        return {
            **asdict(self),
            "programme_id": str(self.programme_id),
            "asked_at": to_micros(self.asked_at),
            "guild_id": None if self.guild_id is None else str(self.guild_id),
        }

    @classmethod
    def from_body(cls, body: Mapping[str, Any]) -> "Typed":
        """Return what `to_body` made."""
        texts = {name: body[name] for name in ("name", "maxes", "days", "jump", "start")}
        guild_id = int(body["guild_id"]) if body["guild_id"] else None
        asked_at, unit = from_micros(body["asked_at"]), body["unit"]
        return cls(int(body["programme_id"]), **texts, asked_at=asked_at, unit=unit, guild_id=guild_id)


@dataclass(frozen=True, slots=True)
class Plan:
    """A programme that could start: what was understood, and its first week."""

    draft_id: int
    running: Running
    about: About
    maxes: Mapping[str, Max]
    unused: Sequence[str]
    """Lifts that were given and that the programme does not have."""
    week: Sequence[tuple[Session, date]]
    replaces: Running | None
    """What it would put an end to."""
    guessed: Unit | None
    """The unit that it is read or shown in, where the member has chosen none."""


@dataclass(frozen=True, slots=True)
class Unclear:
    """What was typed can't be taken yet; it is kept."""

    draft_id: int
    problem: SpotterError
    sure_helps: bool = False
    """Whether it can be taken all the same, if the member says that it is right."""


@dataclass(frozen=True, slots=True)
class Today:
    """The session that is next, and its day."""

    running: Running
    session: Session
    day: date
    is_today: bool
    changed: bool = False
    """Whether it is shown because the one whose button was pressed is no longer what the programme asks for."""
    ended: Running | None = None
    """The programme that ended with the start of this one, and can be gone back to."""

    @property
    def mark(self) -> str:
        """What a button carries, so that it logs what was shown or nothing."""
        return mark_of(self.session)


def mark_of(session: Session) -> str:
    """Return what a session asks for, in eight signs."""
    asked = [
        (work.exercise, work.rested, [(str(target.weight), target.reps) for target in work.sets])
        for work in session.work
    ]
    return blake2s(repr(asked).encode(), digest_size=4).hexdigest()


@dataclass(frozen=True, slots=True)
class Finished:
    """A session that was done or skipped."""

    running: Running
    """After it."""
    step: Step
    session: Session
    moved: Sequence[Moved]
    logged: Sequence[Logged]
    public: bool
    coming: Today
    repeated: bool = False
    """Whether it was done before: the same button was pressed twice, and nothing was changed."""


@dataclass(frozen=True, slots=True)
class Undone:
    """A session, skip or reset that was taken back."""

    running: Running
    kind: str


@dataclass(frozen=True, slots=True)
class WeekDay:
    """One session of a week: when it was or will be, and what became of it."""

    session: Session
    day: date
    kind: str
    """`session` for done, `skip`, or `ahead`."""


@dataclass(frozen=True, slots=True)
class Week:
    """A week of a programme."""

    running: Running
    number: int
    days: Sequence[WeekDay]


@dataclass(frozen=True, slots=True)
class PastReset:
    """A lift that was taken back on a day."""

    day: date
    name: str
    """Of the line: a lift may have more than one."""
    start: Weight
    to: Weight


@dataclass(frozen=True, slots=True)
class WasReset:
    """A lift that was taken back."""

    running: Running
    """After it."""
    step_id: int
    exercise: str
    resets: Sequence[Reset]
    repeated: bool = False
