"""Taking one lift back by weeks of its programme, by a weight or by a percentage, and saying what that costs."""

import re
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

from bot.errors import SpotterError
from bot.lifts.plates import amount_in
from bot.lifts.weight import Unit, Weight
from bot.programmes.course import Change
from bot.programmes.programme import Lift, Programme
from bot.programmes.state import Line, State
from bot.programmes.terms import Jump, Terms, exact

MOST_WEEKS = 52
LONGEST = 20
_BY = re.compile(r"[-−–]?\s*(\d{1,4}(?:[.,]\d{1,3})?)\s*(kg|kgs|kilos?|lbs?|pounds?|#|%)?", re.IGNORECASE)


class CannotReset(SpotterError):
    """A reset that can't be read, or takes nothing off."""


@dataclass(frozen=True, slots=True)
class Reset:
    """What a reset does to one line."""

    lift: Lift
    start: Weight
    to: Weight
    """Loadable, unless it is a training max, which nobody loads."""
    weeks: int
    """Weeks until it is back, if every week goes up."""
    at_bar: bool
    """Whether it stopped at the empty bar."""

    @property
    def percent(self) -> Decimal:
        """How much is off, to a tenth of a per cent."""
        share = 100 * (1 - Fraction(self.to.key, self.start.key))
        return (Decimal(share.numerator) / share.denominator).quantize(Decimal("0.1"), ROUND_HALF_UP)


def read_cut(text: str, unit: Unit) -> Jump:
    """Read what is to come off: `15`, `15 kg`, `33lb`, `10 %`; without a unit in the member's. Raises CannotReset."""
    match = _BY.fullmatch(text.strip()) if len(text) <= LONGEST else None
    if match is None or not Decimal(match[1].replace(",", ".")):
        raise CannotReset("I can't read what to take off. Type it like `15 kg`, `33 lb` or `10 %`.")
    number, named = Decimal(match[1].replace(",", ".")), (match[2] or unit).lower()
    if named == "%":
        return Jump(number, "%")
    return Jump(number, "kg" if named[0] == "k" else "lb")


def back_by_weeks(programme: Programme, state: State, exercise: str, weeks: int, terms: Terms) -> Change:
    """Take every line of a lift back by weeks of the programme: as many good weeks later it is where it was.

    Raises CannotReset when nothing of it can come off.
    """
    if not 1 <= weeks <= MOST_WEEKS:
        raise CannotReset(f"I take a lift back by 1 to {MOST_WEEKS} weeks.")
    lines = {}
    for lift in _lines_of(programme, state, exercise):
        before = state.lines[lift.key]
        lines[lift.key] = (before, programme.set_back(lift, before, weeks, terms))
    return _worth_it(programme, Change(state.number, state.number, lines), terms)


def back_by_weight(programme: Programme, state: State, exercise: str, cut: Jump, terms: Terms) -> Change:
    """Take a lift back by a weight or a percentage. Raises CannotReset when nothing or all of it would come off.

    Where the lift has a heavy and a lighter line, the lighter one goes down by the same percentage.
    """
    lines: dict[str, tuple[Line, Line]] = {}
    left: Fraction | None = None
    for lift in _lines_of(programme, state, exercise):
        before = state.lines[lift.key]
        start = programme.standing(lift, before, terms)
        left = left or _left(start, cut)
        lighter = exact(amount_in(start, terms.unit) * left, terms.unit)
        lines[lift.key] = (before, programme.set_to(before, programme.nearest(lift, lighter, terms)))
    return _worth_it(programme, Change(state.number, state.number, lines), terms)


def resets_of(programme: Programme, change: Change, terms: Terms) -> list[Reset]:
    """Return what a reset did, line by line, in the words of the programme."""
    found = []
    for key, (before, after) in change.lines.items():
        lift = programme.lift(key)
        start, to = (programme.standing(lift, line, terms) for line in (before, after))
        until = programme.weeks_until(lift, after, before, terms)
        found.append(Reset(lift, start, to, until, lift.barbell and to == terms.plates.lightest))
    return found


def _lines_of(programme: Programme, state: State, exercise: str) -> list[Lift]:
    return [lift for lift in programme.lifts if lift.exercise == exercise and lift.key in state.lines]


def _worth_it(programme: Programme, change: Change, terms: Terms) -> Change:
    if all(reset.to >= reset.start for reset in resets_of(programme, change, terms)):
        raise CannotReset("With your plates nothing lighter than that can be loaded, so it stays as it is.")
    return change


def _left(start: Weight, cut: Jump) -> Fraction:
    """Return the share of a weight that a cut leaves. Raises CannotReset when it leaves nothing."""
    off = Fraction(cut.amount) / 100 if cut.unit == "%" else Fraction(Weight(cut.amount, cut.unit).key, start.key)
    if off >= 1:
        raise CannotReset(f"That would leave nothing to lift: it stands at {start}. Nothing was changed.")
    return 1 - off
