"""The forms of the notation: `100 x 5`, `5x5 100`, `50 5,5,4`, and when each of them can be meant."""

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from typing import NamedTuple

from bot.lifts.exercises import Exercise, Loading, Measure
from bot.lifts.tokens import Token

_USUAL_REPS, _USUAL_SETS = 20, 12
_LIGHTEST = 7


class Match(NamedTuple):
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
class Form:
    """One way to write sets: its parts in order, and whether it can be meant."""

    parts: str
    """W a weight, S a number of sets, R one count (reps, seconds, metres), C counts by commas, L by spaces too."""
    cost: Callable[[Match, Exercise], int | None]
    """How strained it is to read a match so; None when it can't be meant."""


def _clear(match: Match, _: Exercise) -> int | None:
    """`100 x 5`, `100x5,5,4`, `100x5x3`: a small number without a unit is rather sets than a weight."""
    return 0 if match.said or match.heavy >= _LIGHTEST else None


def _spaced(match: Match, exercise: Exercise) -> int | None:
    """`100kg 5`, `50 5,5,4`; where a lift needs no weight, `10 8 6` is rather all reps."""
    if match.said:
        return 0
    return None if match.heavy < _LIGHTEST else 5 if _weightless(exercise) else 1


def _fits(_match: Match, _: Exercise) -> int | None:
    """`100 5x5`, `5x5 100`, `5 @ 100kg`: nothing else can be meant."""
    return 0


def _sets_said(match: Match, _: Exercise) -> int | None:
    """`100x5 3 sets`: only when it says so."""
    return 0 if match.sets and match.sets.unit else None


def _both_said(match: Match, _: Exercise) -> int | None:
    """`80kg 3 sets 5 reps`: only when it says which number is which."""
    return 0 if match.sets and match.sets.unit and match.reps[0].unit else None


def _both_said_alone(match: Match, exercise: Exercise) -> int | None:
    """`chins 3 sets 8 reps`."""
    return None if _both_said(match, exercise) is None else _no_weight(match, exercise)


def _said_so(match: Match, exercise: Exercise) -> int | None:
    """`100kg x 3 sets of 5`, `bw x 3 x 60s`: only when it says which number is which."""
    return 0 if match.reps[0].unit else _sets_said(match, exercise)


def _sets_first(match: Match, _: Exercise) -> int | None:
    """`3x5x100`: the weight comes last when it says so or is the greatest by far."""
    if match.said:
        return 0
    return 0 if match.heavy >= _LIGHTEST and match.times <= _USUAL_SETS and match.heavy > match.times else None


def _turned(match: Match, exercise: Exercise) -> int | None:
    """`5x100`: reps before the weight, when the numbers allow it; `plank 3x60` is rather three sets."""
    return 0 if match.said or (_by_reps(exercise) and match.most <= _USUAL_REPS < match.heavy) else None


def _turned_list(match: Match, exercise: Exercise) -> int | None:
    """`5,5,4 50kg`."""
    cost = _turned(match, exercise)
    return None if cost is None else 1 if match.said else 2


def _singles(match: Match, exercise: Exercise) -> int | None:
    """`squat 5x100` may also be five sets at 100, of one rep each, where 5 can't be the weight."""
    single = _by_reps(exercise) and not _weightless(exercise)
    return 0 if single and match.bare and match.times < _LIGHTEST and match.heavy > _USUAL_REPS else None


def _no_weight(match: Match, exercise: Exercise) -> int | None:
    """`pull-up 3x8`; for a lift that has a weight, only after sets that said it: `bench 80 3x8, 3x5`."""
    if not _weightless(exercise):
        return None if match.first else 2
    return 0 if not match.bare or match.times <= _USUAL_SETS else None


def _turned_sets(match: Match, exercise: Exercise) -> int | None:
    """`push-up 20x3`: more than sets are usual, so these may be the reps."""
    return 0 if _weightless(exercise) and match.bare and match.most > _USUAL_SETS and match.times < _LIGHTEST else None


def _only_counts(_: Match, exercise: Exercise) -> int | None:
    """`chins 8,8,6`."""
    return 1 if _weightless(exercise) else None


FORMS = (
    Form("W x C", _clear),
    Form("W L", _spaced),
    Form("W S x R", _fits),
    Form("S x R W", _fits),
    Form("S x R @ W", _fits),
    Form("W x R x S", _clear),
    Form("W x S x R", _said_so),
    Form("W x R S", _sets_said),
    Form("W R S", _sets_said),
    Form("W S R", _both_said),
    Form("S R W", _both_said),
    Form("S R", _both_said_alone),
    Form("S x R x W", _sets_first),
    Form("R x W", _turned),
    Form("S x W", _singles),
    Form("L @ W", _fits),
    Form("L W", _turned_list),
    Form("S x R", _no_weight),
    Form("R x S", _turned_sets),
    Form("L", _only_counts),
)


def _weightless(exercise: Exercise) -> bool:
    return exercise.load is not Loading.WEIGHT


def _by_reps(exercise: Exercise) -> bool:
    return exercise.counted is Measure.REPS
