"""What lifters write after the name of a lift: forms such as `100 x 5`, `5x5 100` or `50 5,5,4`, and runs of them.

Each form is tried wherever it could begin. A chart over the tokens keeps the least strained ways to consume them, so
that `60x5,62,5x3` finds its decimal comma by itself; ways that are equally good are readings a lifter may mean alike.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import NamedTuple

from bot.lifts.exercises import Exercise, Loading, Measure
from bot.lifts.forms import FORMS, Form, Match
from bot.lifts.tokens import Kind, Token

MOST_SETS = 20
MOST_READINGS = 4

_MOST_COUNTS = {"": 100, "reps": 1_000, "seconds": 86_400, "minutes": 1_440, "metres": 99_999}
_UNSAID = {Measure.REPS: "", Measure.SECONDS: "seconds", Measure.METRES: "metres"}
"""What a count without a unit is taken for, by what is counted of the lift."""
_LIGHTEST_BAR = 10
_ONE = Token(Kind.NUMBER, 0, 0, "1", value=Decimal(1))
_TIGHT_COMMA, _NO_COMMA, _COMMA_INSIDE = 1, 2, 2


@dataclass(frozen=True, slots=True)
class Group:
    """Sets written together: their weight (None: none was written) and what was done of each."""

    weight: Token | None
    counts: tuple[Token, ...]
    start: int
    end: int
    """Where it stands among the tokens."""


Way = tuple[Group, ...]


class _Step(NamedTuple):
    """One part more of the forms that begin alike up to it."""

    after: int
    """The place of the step before it; 0 is the beginning."""
    part: str
    after_comma: bool
    """Whether a comma may stand before it."""


def ways(tokens: Sequence[Token], exercise: Exercise) -> tuple[list[Way], int]:
    """Return the best ways to read the tokens, and how many tokens they consume.

    Where not all can be read, these are the ways to read the longest beginning that can.
    """
    first = _after_commas(tokens, 0)
    chart: dict[int, tuple[int, list[Way]]] = {first: (0, [()])}
    for here in range(len(tokens)):
        if here not in chart or tokens[here].kind is not Kind.NUMBER:
            continue
        so_far, known = chart[here]
        for cost, group in _groups(tokens, here, exercise, first=here == first):
            after = _after_commas(tokens, group.end)
            total = so_far + cost + _break(tokens, group.end, after)
            best = chart.get(after)
            if best is None or total < best[0]:
                best = chart[after] = (total, [])
            if total == best[0]:
                best[1].extend((*way, group) for way in known)
                del best[1][MOST_READINGS:]
    furthest = max(chart)
    return chart[furthest][1], furthest


def _groups(tokens: Sequence[Token], here: int, exercise: Exercise, *, first: bool) -> Iterator[tuple[int, Group]]:
    """Yield every group that can begin here, and how strained it is."""
    matched = [[Match(first, here)]]
    for step in _STEPS:
        begun = matched[step.after]
        longer = [more for match in begun for more in _one_more(tokens, step, match, exercise)] if begun else begun
        matched.append(longer)
    for form, end in zip(FORMS, _ENDS, strict=True):
        for match in matched[end]:
            cost = form.cost(match, exercise)
            if cost is not None:
                times = int(match.sets.value) if match.sets else 1
                counts = _repeated(match.reps, times) or (_ONE,) * times
                yield match.cost + cost, Group(match.weight, counts, here, match.end)


def _repeated(reps: tuple[Token, ...], times: int) -> tuple[Token, ...]:
    """Return the counts of all sets: of `3x5+` the last alone is as many as possible."""
    if times > 1 and reps and reps[-1].plus:
        return (replace(reps[0], plus=False),) * (times - 1) + reps
    return reps * times


def _one_more(tokens: Sequence[Token], step: _Step, so_far: Match, exercise: Exercise) -> Iterator[Match]:
    """Yield the ways in which the next part of a form matches from where `so_far` ends."""
    yield from _part(tokens, step.part, so_far, exercise)
    if step.after_comma and _kind(tokens, so_far.end) is Kind.COMMA:
        inside = so_far._replace(end=so_far.end + 1, cost=so_far.cost + _COMMA_INSIDE)
        yield from _part(tokens, step.part, inside, exercise)


def _part(tokens: Sequence[Token], part: str, so_far: Match, exercise: Exercise) -> Iterator[Match]:
    here = so_far.end
    if part in "x@":
        if _kind(tokens, here) is (Kind.TIMES if part == "x" else Kind.AT):
            yield so_far._replace(end=here + 1)
    elif part in "CL":
        yield from _lists(tokens, so_far, exercise, by_spaces=part == "L")
    else:
        for token, end in _numbers(tokens, here):
            if part == "W" and _may_weigh(token, exercise):
                yield so_far._replace(end=end, weight=token)
            elif part == "S" and _may_be_sets(token):
                yield so_far._replace(end=end, sets=token)
            elif part == "R" and _may_be_count(token, exercise):
                yield so_far._replace(end=end, reps=(token,))


def _lists(tokens: Sequence[Token], so_far: Match, exercise: Exercise, *, by_spaces: bool) -> Iterator[Match]:
    """Yield lists of counts from here: `5`, `5,5,4`, `5, x5, x4`."""
    here, cost = so_far.end, so_far.cost
    counts: tuple[Token, ...] = ()
    while _kind(tokens, here) is Kind.NUMBER and _may_be_count(tokens[here], exercise) and len(counts) < MOST_SETS:
        counts += (tokens[here],)
        here += 1
        yield so_far._replace(end=here, cost=cost, reps=counts)
        if _kind(tokens, here) is Kind.COMMA:
            here += 2 if _kind(tokens, here + 1) is Kind.TIMES else 1
        elif by_spaces:
            cost += _NO_COMMA
        else:
            return


def _numbers(tokens: Sequence[Token], here: int) -> Iterator[tuple[Token, int]]:
    """Yield the number that begins here, and the one it makes with what follows a decimal comma."""
    if _kind(tokens, here) is not Kind.NUMBER:
        return
    first = tokens[here]
    yield first, here + 1
    if _kind(tokens, here + 1) is not Kind.COMMA or _kind(tokens, here + 2) is not Kind.NUMBER:
        return
    comma, second = tokens[here + 1 : here + 3]
    digits = second.text[: len(str(second.value))]
    if (
        comma.text == ","
        and _tight(tokens, here + 1)
        and first.unit is None
        and not first.plus
        and digits.isdecimal()
        and len(digits) < 3
    ):
        fraction = Decimal(f"0.{digits}").copy_sign(first.value)
        yield (
            replace(first, end=second.end, value=first.value + fraction, unit=second.unit, plus=second.plus),
            here + 3,
        )


def _may_weigh(token: Token, exercise: Exercise) -> bool:
    if token.unit not in (None, "kg", "lb") or token.plus:
        return False
    if token.body:
        signed = token.text[0] in "+-−"
        return not (signed and exercise.load is Loading.WEIGHT)
    return token.value >= (_LIGHTEST_BAR if _on_a_bar(exercise) and token.unit is None else Decimal("0.001"))


def _may_be_sets(token: Token) -> bool:
    return (
        token.unit in (None, "sets")
        and not token.body
        and not token.plus
        and _whole(token)
        and 1 <= token.value <= MOST_SETS
    )


def _may_be_count(token: Token, exercise: Exercise) -> bool:
    unit = token.unit or _UNSAID[exercise.counted]
    least = 0 if unit in ("", "reps") else 1
    return not token.body and _whole(token) and least <= token.value <= _MOST_COUNTS.get(unit, 0)


def _on_a_bar(exercise: Exercise) -> bool:
    return exercise.equipment == "barbell" and exercise.load is Loading.WEIGHT


def _whole(token: Token) -> bool:
    return token.value == token.value.to_integral_value()


def _steps(forms: Sequence[Form]) -> tuple[list[_Step], list[int]]:
    """Return the steps through all forms, each common beginning once, and the place of the last step of each form."""
    places: dict[tuple[str, ...], int] = {(): 0}
    steps: list[_Step] = []
    for form in forms:
        parts = tuple(form.parts.split())
        for end in range(1, len(parts) + 1):
            if parts[:end] not in places:
                after_comma = end > 1 and not {"x", "@"} & set(parts[end - 2 : end])
                steps.append(_Step(places[parts[: end - 1]], parts[end - 1], after_comma))
                places[parts[:end]] = len(steps)
    return steps, [places[tuple(form.parts.split())] for form in forms]


_STEPS, _ENDS = _steps(FORMS)


def _kind(tokens: Sequence[Token], place: int) -> Kind | None:
    return tokens[place].kind if place < len(tokens) else None


def _after_commas(tokens: Sequence[Token], place: int) -> int:
    while _kind(tokens, place) is Kind.COMMA:
        place += 1
    return place


def _break(tokens: Sequence[Token], end: int, after: int) -> int:
    """How strained it is that one group ends here and the next begins after the commas."""
    if after >= len(tokens):
        return 0
    if after == end:
        return _NO_COMMA
    return _TIGHT_COMMA if _tight(tokens, end) else 0


def _tight(tokens: Sequence[Token], comma: int) -> bool:
    """Whether a comma stands between two numbers without a space."""
    before, sign, after = tokens[comma - 1 : comma + 2]
    return sign.text == "," and before.end == sign.start and sign.end == after.start
