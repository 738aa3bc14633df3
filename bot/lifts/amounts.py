"""Reading a weight that stands alone, as in `/calc`: `100`, `102,5 kg`, `225 lb`."""

import re
from decimal import Decimal

from bot.errors import SpotterError
from bot.lifts.weight import MOST, Unit, Weight

_WEIGHT = re.compile(
    r"(?P<amount>[0-9]{1,6}(?:[.,][0-9]+)?|[.,][0-9]+)\s*"
    r"(?:(?P<kg>kgs?|kilos?|kilograms?)|(?P<lb>lbs?|pounds?|#))?",
    re.IGNORECASE,
)
_THOUSANDS = re.compile(r"[0-9]{1,3},[0-9]{3}(?![0-9])")


def read_weight(text: str, unit: Unit) -> Weight:
    """Return a weight above zero; without a unit it is in the member's. Raises SpotterError that says what to type."""
    typed = text.strip()
    match = _WEIGHT.fullmatch(typed)
    if match is None:
        raise SpotterError("I can't read that as a weight. Type it like `100`, `102.5 kg` or `225 lb`.")
    if _THOUSANDS.match(typed):
        raise SpotterError("A comma stands before decimals here: please type thousands without it, like `1000`.")
    named: Unit = "kg" if match["kg"] else "lb" if match["lb"] else unit
    try:
        weight = Weight(Decimal(match["amount"].replace(",", ".")), named)
    except ValueError:
        raise SpotterError(f"A weight is below {MOST:,} and has at most three decimals, like `102.5 kg`.") from None
    if weight.amount <= 0:
        raise SpotterError("A weight is above zero. Type it like `100`, `102.5 kg` or `225 lb`.")
    return weight


def names_no_unit(text: str) -> bool:
    """Tell whether a weight that can be read stands without a unit. Raises as `read_weight`."""
    return read_weight(text, "kg").unit != read_weight(text, "lb").unit
