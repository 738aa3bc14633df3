"""Short ways to write programmes and weights in tests."""

from collections.abc import Mapping
from decimal import Decimal

from bot.data import read_toml
from bot.lifts.plates import plates_of
from bot.lifts.weight import Unit, Weight
from bot.programmes.course import as_planned, finished, started
from bot.programmes.easing import Easing, eased_session
from bot.programmes.programme import Max, Programme
from bot.programmes.sessions import Outcome, Result, Session, Work
from bot.programmes.shelf import Shelf
from bot.programmes.state import State
from bot.programmes.terms import Jump, Terms

SHELF = Shelf(read_toml("programmes.toml"))
EXERCISES = {
    "squat": "back_squat",
    "bench": "bench_press",
    "row": "barbell_row",
    "press": "overhead_press",
    "deadlift": "deadlift",
}
DONE, MISSED, LEFT_OUT = Outcome(Result.DONE), Outcome(Result.MISSED), Outcome(Result.LEFT_OUT)


def weight(text: str) -> Weight:
    """Read `140 kg`, or a number of kilograms."""
    amount, _, unit = text.partition(" ")
    return Weight(Decimal(amount), "lb" if unit == "lb" else "kg")


def maxes(**sets: str) -> dict[str, Max]:
    """Read `squat="132.5x4"`; `60x5x5` is a working weight, `lb` behind it the unit."""
    found = {}
    for lift, text in sets.items():
        figures, _, unit = text.partition(" ")
        amount, reps, *times = figures.split("x")
        number = int(times[0]) if times else 1
        found[EXERCISES[lift]] = Max(weight(f"{amount} {unit or 'kg'}"), int(reps), number)
    return found


def terms(unit: Unit = "kg", days: int = 3, jumps: Mapping[str, Jump] | None = None) -> Terms:
    """Return terms with the usual plates."""
    return Terms(plates_of(unit), (0, 2, 4, 5, 6)[:days], jumps or {})


def weights(work: Work) -> str:
    """Return the amounts of a lift's sets: `60, 75, 90`."""
    return ", ".join(str(target.weight).split()[0] for target in work.sets)


def scheme(work: Work) -> str:
    """Return sets as `5x100, 5x100+`."""
    return ", ".join(
        f"{target.reps}{'+' if target.amrap else ''}x{str(target.weight).split()[0]}" for target in work.sets
    )


def lift(session: Session, line: str) -> Work:
    """Return the first work of a line."""
    return next(work for work in session.work if work.line == line)


class Run:
    """A programme that is being trained."""

    def __init__(self, key: str, sets: dict[str, Max], terms: Terms) -> None:
        self.programme: Programme = SHELF[key]
        self.terms = terms
        self.state: State = started(self.programme, sets, terms)
        self.why: dict[str, str] = {}

    @property
    def session(self) -> Session:
        """The session that is next."""
        return self.programme.session(self.state.number, self.state.lines, self.terms)

    def train(self, sessions: int = 1, **outcomes: Outcome) -> "Run":
        """Do sessions as planned, but for the lifts (by the first word of their line) with an outcome of their own."""
        for _ in range(sessions):
            session = self.session
            came = as_planned(self.programme, session)
            for line in came:
                came[line] = outcomes.get(line.replace(" ", "_"), came[line])
            self.state, _, moved = finished(self.programme, self.state, session, came, self.terms)
            self.why |= {one.work.line: one.why for one in moved}
        return self

    def skip(self, sessions: int = 1) -> "Run":
        """Skip sessions."""
        for _ in range(sessions):
            self.state, _, _ = finished(self.programme, self.state, self.session, {}, self.terms)
        return self

    def ease(self, line: str) -> "Run":
        """Do a session as planned, but for one lift that is kept light."""
        session = self.session
        light = eased_session(session, {self.programme.lift(line).exercise: Easing(weight("40"))}, self.terms)
        self.state, _, _ = finished(self.programme, self.state, light, as_planned(self.programme, session), self.terms)
        return self

    def standing(self, line: str) -> str:
        """Return the weight that a line stands at."""
        lift = self.programme.lift(line)
        return str(self.programme.standing(lift, self.state.lines[line], self.terms))

    def asked(self, line: str) -> str:
        """Return the sets of a line in the next session."""
        return scheme(lift(self.session, line))
