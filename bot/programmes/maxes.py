"""Reading what a member can lift, `squat 140x5, bench 100x5`, and jumps of their own, `2.5kg`."""

import re
from collections.abc import Iterator, Mapping
from decimal import Decimal

from bot.errors import SpotterError
from bot.lifts.exercises import Catalogue, Exercise, Measure
from bot.lifts.notation import Unreadable
from bot.lifts.reading import read
from bot.lifts.sets import Reading
from bot.lifts.tokens import Kind, tokens_of
from bot.lifts.weight import Unit, Weight
from bot.programmes.programme import MOST_TESTED_REPS, Max, Programme
from bot.programmes.terms import EVERY_LIFT, Jump

LONGEST = 1000
_BETWEEN = re.compile(r"(?:[,;\n]|\band\b)\s*(?=[^\W\d_])", re.IGNORECASE)
_JUMP = re.compile(r"\+?\s*(\d{1,3}(?:[.,]\d{1,3})?)\s*(kg|kgs|kilos?|lbs?|pounds?|#|%)?", re.IGNORECASE)
_NONE = {"", "-", "none", "no", "bar", "the bar", "empty bar", "the empty bar"}
_MOST = {"kg": Decimal(20), "lb": Decimal(45), "%": Decimal(10)}


class UnreadableMax(SpotterError):
    """A tested set or a jump that can't be read, or says too little."""


def read_maxes(text: str, catalogue: Catalogue, unit: Unit) -> dict[str, Max]:
    """Read tested sets by exercise: any number of reps up to twelve, one rep where none stand there.

    `60 5x5` is a working weight, `none` means none. Raises UnreadableMax that says which part and why.
    """
    if text.strip().casefold() in _NONE:
        return {}
    if len(text) > LONGEST:
        raise UnreadableMax(f"At most {LONGEST} characters, please: one set for each lift, like `squat 140x5`.")
    found: dict[str, Max] = {}
    for part in _parts(text):
        reading = _reading(part, catalogue, unit)
        found[reading.exercise.id] = _tested(reading)
    return found


def read_jumps(text: str, programme: Programme, catalogue: Catalogue, unit: Unit) -> dict[str, Jump]:
    """Read a jump for all lifts or for some: `2.5kg`, `2 %`, `squat 5kg, press 1.25kg`. Raises UnreadableMax."""
    if len(text) > LONGEST:
        raise UnreadableMax("That is too long for a jump. Type it like `2.5kg` or `squat 5kg, press 1.25kg`.")
    jumps: dict[str, Jump] = {}
    for part in filter(None, (part.strip() for part in _BETWEEN.split(text))):
        number = re.search(r"\+?\s*\d", part)
        name = part[: number.start()].strip() if number else part
        jump = _jump(part[number.start() :] if number else "", unit, percent=programme.percent_jumps)
        jumps[_exercise(name, programme, catalogue) if name else EVERY_LIFT] = jump
    return jumps


def _parts(text: str) -> Iterator[str]:
    """Yield the sets of a text, a lift each: where a comma is left out, a word behind a number begins the next."""
    for part in _BETWEEN.split(text):
        begun, before = 0, None
        for token in tokens_of(part, 0, len(part)):
            if token.kind is Kind.UNKNOWN and token.text[0].isalpha() and before is Kind.NUMBER:
                yield part[begun : token.start].strip()
                begun = token.start
            before = token.kind
        if part[begun:].strip():
            yield part[begun:].strip()


def _reading(part: str, catalogue: Catalogue, unit: Unit) -> Reading:
    try:
        return read(part, catalogue, unit)[0]
    except Unreadable as error:
        try:
            return read(f"{part} x1", catalogue, unit)[0]
        except Unreadable:
            names = " or ".join(f"`{one.name}`" for one in error.nearest[:3])
            near = f" Did you mean {names}?" if names else ""
            raise UnreadableMax(
                f"I can't read one of the maxes. {error}{near} Type a set for each, "
                "with a comma between them, like `squat 140x5, bench 100x5`."
            ) from None


def _tested(reading: Reading) -> Max:
    name = reading.exercise.name
    sets = [one for one in reading.sets if one.clean and one.measure is Measure.REPS and not one.load.bodyweight]
    if not sets:
        raise UnreadableMax(f"For {name} I need a weight and reps that were done, like `{name.lower()} 100x5`.")
    top = reading.top
    if top.count > MOST_TESTED_REPS:
        raise UnreadableMax(
            f"{name} with {top.count} reps says too little about your strength: give me a set of at most "
            f"{MOST_TESTED_REPS} reps."
        )
    if top.load.weight > reading.exercise.ask_above:
        raise UnreadableMax(
            f"{name} {top.load.weight} is more than I believe at once. Is the unit right? Write it with kg or lb, or a "
            "lighter set."
        )
    alike = sum(1 for one in sets if (one.load.weight, one.count) == (top.load.weight, top.count))
    return Max(top.load.weight, top.count, alike)


def _jump(text: str, unit: Unit, *, percent: bool) -> Jump:
    match = _JUMP.fullmatch(text.strip())
    if match is None:
        raise UnreadableMax("I can't read that jump. Type it like `2.5kg` or `squat 5kg, press 1.25kg`.")
    number, named = Decimal(match[1].replace(",", ".")), (match[2] or unit).lower()
    if named == "%" and not percent:
        raise UnreadableMax("This programme goes up by a weight, not by a percentage. Type it like `2.5kg`.")
    known: Mapping[str, Unit] = {"k": "kg"}
    jump = Jump(number, "%" if named == "%" else known.get(named[0], "lb"))
    if not 0 < number <= _MOST[jump.unit]:
        raise UnreadableMax("A jump is above 0 and at most 20 kg, 45 lb or 10 %.")
    return jump


def _exercise(name: str, programme: Programme, catalogue: Catalogue) -> str:
    found: Exercise | None = catalogue.find(name)
    if found is None or found.id not in {lift.exercise for lift in programme.lifts}:
        names = ", ".join(dict.fromkeys(catalogue[lift.exercise].name for lift in programme.lifts))
        raise UnreadableMax(f"{programme.name} has no lift of that name to jump. Its lifts are {names}.")
    return found.id


def in_words(tested: Max) -> str:
    """Return a tested set as it was read: `140 kg × 5`."""
    weight: Weight = tested.weight
    return f"{weight} × {tested.reps}" + (f", {tested.sets} sets" if tested.is_working_weight else "")
