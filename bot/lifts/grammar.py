"""What lifters write after the name of a lift: forms such as `100 x 5`, `5x5 100` or `50 5,5,4`, and runs of them.

Each form is tried wherever it could begin. A chart over the tokens keeps the least strained ways to consume them, so
that `60x5,62,5x3` finds its decimal comma by itself; ways that are equally good are readings a lifter may mean alike.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import NamedTuple

from bot.lifts.exercises import Exercise, Loading, Measure
from bot.lifts.tokens import Kind, Token

MOST_SETS = 20
MOST_READINGS = 4

_MOST_COUNTS = {"": 100, "reps": 1_000, "seconds": 86_400, "minutes": 1_440, "metres": 99_999}
_UNSAID = {Measure.REPS: "", Measure.SECONDS: "seconds", Measure.METRES: "metres"}
"""What a count without a unit is taken for, by what is counted of the lift."""
_USUAL_REPS, _USUAL_SETS = 20, 12
_LIGHTEST_BAR, _LIGHTEST = 10, 7
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


class _Match(NamedTuple):
    """What the letters of a form stand for, where the match ends, and how strained it is."""

    first: bool
    """Whether no sets stand before it."""
    end: int
    cost: int = 0
    weight: Token | None = None
    sets: Token | None = None
    reps: tuple[Token, ...] = ()

    @property
    def said(self) -> bool:
        """Whether the weight has a unit or sign, so that it can be nothing else."""
        return self.weight is not None and not self.weight.bare

    @property
    def bare(self) -> bool:
        """Whether nothing but their size tells the numbers apart."""
        return all(token.bare for token in (self.weight, self.sets, *self.reps) if token)

    @property
    def heavy(self) -> Decimal:
        """The figure of the weight."""
        return self.weight.value if self.weight else Decimal(0)

    @property
    def times(self) -> Decimal:
        """The number of sets."""
        return self.sets.value if self.sets else Decimal(1)

    @property
    def most(self) -> Decimal:
        """The greatest count."""
        return max(count.value for count in self.reps)


@dataclass(frozen=True, slots=True)
class _Form:
    parts: str
    """W a weight, S a number of sets, R one count (reps, seconds, metres), C counts by commas, L by spaces too."""
    cost: Callable[[_Match, Exercise], int | None]
    """How strained it is to read a match so; None when it can't be meant."""


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
    matched = [[_Match(first, here)]]
    for step in _STEPS:
        begun = matched[step.after]
        longer = [more for match in begun for more in _one_more(tokens, step, match, exercise)] if begun else begun
        matched.append(longer)
    for form, end in zip(_FORMS, _ENDS, strict=True):
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


def _one_more(tokens: Sequence[Token], step: _Step, so_far: _Match, exercise: Exercise) -> Iterator[_Match]:
    """Yield the ways in which the next part of a form matches from where `so_far` ends."""
    yield from _part(tokens, step.part, so_far, exercise)
    if step.after_comma and _kind(tokens, so_far.end) is Kind.COMMA:
        inside = so_far._replace(end=so_far.end + 1, cost=so_far.cost + _COMMA_INSIDE)
        yield from _part(tokens, step.part, inside, exercise)


def _part(tokens: Sequence[Token], part: str, so_far: _Match, exercise: Exercise) -> Iterator[_Match]:
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


def _lists(tokens: Sequence[Token], so_far: _Match, exercise: Exercise, *, by_spaces: bool) -> Iterator[_Match]:
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


def _clear(match: _Match, _: Exercise) -> int | None:
    """`100 x 5`, `100x5,5,4`, `100x5x3`: a small number without a unit is rather sets than a weight."""
    return 0 if match.said or match.heavy >= _LIGHTEST else None


def _spaced(match: _Match, exercise: Exercise) -> int | None:
    """`100kg 5`, `50 5,5,4`; where a lift needs no weight, `10 8 6` is rather all reps."""
    if match.said:
        return 0
    return None if match.heavy < _LIGHTEST else 5 if _weightless(exercise) else 1


def _fits(_match: _Match, _: Exercise) -> int | None:
    """`100 5x5`, `5x5 100`, `5 @ 100kg`: nothing else can be meant."""
    return 0


def _sets_said(match: _Match, _: Exercise) -> int | None:
    """`100x5 3 sets`: only when it says so."""
    return 0 if match.sets and match.sets.unit else None


def _both_said(match: _Match, _: Exercise) -> int | None:
    """`80kg 3 sets 5 reps`: only when it says which number is which."""
    return 0 if match.sets and match.sets.unit and match.reps[0].unit else None


def _both_said_alone(match: _Match, exercise: Exercise) -> int | None:
    """`chins 3 sets 8 reps`."""
    return None if _both_said(match, exercise) is None else _no_weight(match, exercise)


def _said_so(match: _Match, exercise: Exercise) -> int | None:
    """`100kg x 3 sets of 5`, `bw x 3 x 60s`: only when it says which number is which."""
    return 0 if match.reps[0].unit else _sets_said(match, exercise)


def _sets_first(match: _Match, _: Exercise) -> int | None:
    """`3x5x100`: the weight comes last when it says so or is the greatest by far."""
    if match.said:
        return 0
    return 0 if match.heavy >= _LIGHTEST and match.times <= _USUAL_SETS and match.heavy > match.times else None


def _turned(match: _Match, exercise: Exercise) -> int | None:
    """`5x100`: reps before the weight, when the numbers allow it; `plank 3x60` is rather three sets."""
    return 0 if match.said or (_by_reps(exercise) and match.most <= _USUAL_REPS < match.heavy) else None


def _turned_list(match: _Match, exercise: Exercise) -> int | None:
    """`5,5,4 50kg`."""
    cost = _turned(match, exercise)
    return None if cost is None else 1 if match.said else 2


def _singles(match: _Match, exercise: Exercise) -> int | None:
    """`squat 5x100` may also be five sets at 100, of one rep each, where 5 can't be the weight."""
    single = _by_reps(exercise) and not _weightless(exercise)
    return 0 if single and match.bare and match.times < _LIGHTEST and match.heavy > _USUAL_REPS else None


def _no_weight(match: _Match, exercise: Exercise) -> int | None:
    """`pull-up 3x8`; for a lift that has a weight, only after sets that said it: `bench 80 3x8, 3x5`."""
    if not _weightless(exercise):
        return None if match.first else 2
    return 0 if not match.bare or match.times <= _USUAL_SETS else None


def _turned_sets(match: _Match, exercise: Exercise) -> int | None:
    """`push-up 20x3`: more than sets are usual, so these may be the reps."""
    return 0 if _weightless(exercise) and match.bare and match.most > _USUAL_SETS and match.times < _LIGHTEST else None


def _only_counts(_: _Match, exercise: Exercise) -> int | None:
    """`chins 8,8,6`."""
    return 1 if _weightless(exercise) else None


_FORMS = (
    _Form("W x C", _clear),
    _Form("W L", _spaced),
    _Form("W S x R", _fits),
    _Form("S x R W", _fits),
    _Form("S x R @ W", _fits),
    _Form("W x R x S", _clear),
    _Form("W x S x R", _said_so),
    _Form("W x R S", _sets_said),
    _Form("W R S", _sets_said),
    _Form("W S R", _both_said),
    _Form("S R W", _both_said),
    _Form("S R", _both_said_alone),
    _Form("S x R x W", _sets_first),
    _Form("R x W", _turned),
    _Form("S x W", _singles),
    _Form("L @ W", _fits),
    _Form("L W", _turned_list),
    _Form("S x R", _no_weight),
    _Form("R x S", _turned_sets),
    _Form("L", _only_counts),
)


def _steps(forms: Sequence[_Form]) -> tuple[list[_Step], list[int]]:
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


_STEPS, _ENDS = _steps(_FORMS)


def _weightless(exercise: Exercise) -> bool:
    return exercise.load is not Loading.WEIGHT


def _by_reps(exercise: Exercise) -> bool:
    return exercise.counted is Measure.REPS


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
