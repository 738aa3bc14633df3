"""Reading the weight that a member falls back to, and saying what the cut costs."""

import re
from dataclasses import dataclass
from decimal import Decimal
from typing import cast

from bot.errors import SpotterError
from bot.flares.decisions import Guide, percent_off
from bot.lifts.weight import Unit, Weight

LONGEST = 20
"""Characters that can be typed."""

_FALLBACK = re.compile(
    r"(?P<less>[-−–])?\s*(?P<number>\d{1,5}(?:[.,]\d{1,3})?)\s*(?P<unit>kg|kgs|kilos?|lbs?|pounds?|#|%)?", re.IGNORECASE
)


class UnreadableWeight(SpotterError):
    """What was typed is no weight to fall back to."""


@dataclass(frozen=True)
class Cut:
    """What going from one weight down to another means."""

    percent: Decimal
    weeks: int
    """Weeks until it is back, if every week goes up."""


def read_fallback(text: str, unit: Unit, last: Weight | None) -> Weight | None:
    """Read `130`, `130 kg`, `287.5 lb`, or a cut from the last top set: `-15`, `-15 kg`, `-10 %`. Nothing is None.

    A number without a unit is in the member's own, a cut without one in that of the last top set.
    Raises UnreadableWeight, in words for the member.
    """
    typed = text.strip()
    if not typed:
        return None
    match = _FALLBACK.fullmatch(typed)
    if match is None:
        raise UnreadableWeight("I can't read that as a weight. Type it like `130`, `130 kg`, `-15 kg` or `-10 %`.")
    number, named = Decimal(match["number"].replace(",", ".")), _unit(match["unit"])
    try:
        if named == "%" or match["less"]:
            return _checked(_less(number, named, last), last)
        return _checked(Weight(number, cast("Unit", named or unit)), last)
    except ValueError as error:
        raise UnreadableWeight(f"I can't use that weight: {error}.") from None


def cut(guide: Guide, before: Weight, after: Weight) -> Cut:
    """Return what the step down costs; both weights are compared exactly, whatever their units."""
    heavier, lighter = Decimal(before.key), Decimal(after.key)
    return Cut(percent_off(heavier, lighter), guide.weeks_until_back(heavier, lighter))


def _unit(typed: str | None) -> str | None:
    if not typed or typed == "%":
        return typed or None
    return "kg" if typed[0] in "kK" else "lb"


def _less(number: Decimal, unit: str | None, last: Weight | None) -> Weight:
    if last is None:
        raise UnreadableWeight(
            "I have no last top set of this lift to take that from. Type the weight itself, like `130 kg`."
        )
    if unit == "%":
        return Weight((last.amount * (100 - number) / 100).quantize(Decimal("0.01")), last.unit)
    if unit not in (None, last.unit):
        raise UnreadableWeight(f"Your last top set was {last}: type the cut in {last.unit} too, or the weight itself.")
    return Weight(last.amount - number, last.unit)


def _checked(weight: Weight, last: Weight | None) -> Weight:
    if weight.amount <= 0:
        raise UnreadableWeight("That leaves no weight to lift. Type what you would fall back to, like `130 kg`.")
    if last is not None and weight > last:
        raise UnreadableWeight(f"{weight} is more than your last top set, {last}. What would you fall back to?")
    return weight
