"""From a set in an app's words to a set of the log: its load, what is counted, and what there is no place for."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from functools import lru_cache

from bot.lifts.exercises import Exercise, Loading, Measure
from bot.lifts.plausibility import MANY_REPS
from bot.lifts.sets import Set
from bot.lifts.transfer.found import ImportedSet, Misread
from bot.lifts.transfer.names import Match
from bot.lifts.transfer.values import METRES
from bot.lifts.weight import DECIMALS, Load, Unit, Weight, figure

_MOST = {Measure.REPS: 1_000, Measure.SECONDS: 86_400, Measure.METRES: 999_999}
_POUND = Decimal("0.45359237")
_STEP = Decimal("0.25")
_NEAR = Decimal("0.002")
_OTHER: dict[Unit, Unit] = {"kg": "lb", "lb": "kg"}
_HALF = Decimal("0.5")


@dataclass(frozen=True, slots=True)
class Converted:
    """A set of the log, and what the file says of it beyond that: the time a distance took, a mile in metres."""

    done: Set
    besides: str = ""


def converted(found: ImportedSet, match: Match, unit: Unit) -> Converted:
    """Return a set as the log has it; `unit` is of a file that does not say its own.

    Raises Misread when it can't be a set of that exercise.
    """
    load = _load(found.weight, found.unit or unit, match.exercise.load, match.helped, found.bodyweight)
    measure, count, besides = _counted(found, found.unit or unit)
    if count > _MOST[measure]:
        raise Misread(f"{count} {measure} in one set")
    effort = found.rpe if found.rpe is not None and (found.own or _is_rpe(found.rpe)) else None
    if found.rpe is not None and effort is None:
        besides.append(f"RPE {figure(found.rpe)}")
    return Converted(
        Set(load, count, measure, found.kind, found.failed, effort, found.rir, found.amrap),
        ", ".join(besides),
    )


def doubtful(done: Set, exercise: Exercise) -> str:
    """Return why a set is rather a slip than a lift; nothing when it is plausible."""
    if done.load.weight > exercise.ask_above:
        return f"over {exercise.ask_above}"
    weighted = done.measure is Measure.REPS and not done.load.bodyweight
    if weighted and done.count > MANY_REPS:
        return f"{done.count} reps in one set"
    if done.load.bodyweight and not done.load.weight.amount and exercise.load is Loading.WEIGHT:
        return "no weight; kept as bodyweight"
    return ""


@lru_cache(maxsize=4096)
def as_entered(amount: Decimal, unit: Unit) -> Weight:
    """Return a weight as it was entered: 61.23496995 kg was typed as 135 lb, and an app turned it into kilograms.

    Raises Misread when it is too much to be one.
    """
    try:
        if amount == round(amount, DECIMALS):
            return Weight(amount, unit)
        other = _OTHER[unit]
        turned = amount / _POUND if other == "lb" else amount * _POUND
        entered = _rounded(turned / _STEP) * _STEP
        if entered and abs(turned - entered) <= _NEAR:
            return Weight(Decimal(figure(entered)), other)
        return Weight(round(amount, DECIMALS), unit)
    except ValueError:
        raise Misread(f"{figure(amount)} {unit} is more than anyone lifts") from None


@lru_cache(maxsize=4096)
def _load(amount: Decimal | None, unit: Unit, loading: Loading, helped: bool, bodyweight: bool | None) -> Load:
    if amount is None:
        return Load(Weight(Decimal(0), unit), bodyweight=True)
    weight = as_entered(-abs(amount) if helped else amount, unit)
    if bodyweight is None:
        if amount < 0 and loading is Loading.WEIGHT:
            raise Misread("a weight below zero")
        bodyweight = helped or amount < 0 or loading is Loading.ADDED
    if not bodyweight and weight.amount <= 0:
        raise Misread("a weight that is not above zero")
    return Load(weight, bodyweight)


def _counted(found: ImportedSet, unit: Unit) -> tuple[Measure, int, list[str]]:
    """Return what is counted in a set, and in words what was measured besides."""
    measured = list(_measured(found, unit))
    if not measured:
        raise Misread("no reps, time or distance")
    (measure, count, words, exact), *rest = measured
    if count == 0 and not found.failed:
        raise Misread(f"{words} is too little to be counted")
    return measure, count, [*([] if exact else [words]), *(other for _, _, other, _ in rest)]


def _measured(found: ImportedSet, unit: Unit) -> Iterator[tuple[Measure, int, str, bool]]:
    """Yield what was measured, what counts first: as the log counts it, in words, and whether nothing was rounded."""
    if found.reps is not None:
        yield Measure.REPS, found.reps, f"{found.reps} reps", True
    if found.distance is not None:
        length = found.distance_unit or ("km" if unit == "kg" else "mi")
        metres = found.distance * METRES[length]
        yield Measure.METRES, _rounded(metres), f"{figure(found.distance)} {length}", metres == _rounded(metres)
    if found.seconds is not None:
        rounded = _rounded(found.seconds)
        yield Measure.SECONDS, rounded, f"{figure(found.seconds)} s", found.seconds == rounded


def _rounded(value: Decimal) -> int:
    return int(value.to_integral_value(ROUND_HALF_UP))


def _is_rpe(value: Decimal) -> bool:
    return 1 <= value <= 10 and value % _HALF == 0
