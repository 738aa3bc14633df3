"""Plates: which weights a bar can be loaded to, which of them is nearest, and what goes on each side."""

import re
from bisect import bisect_left
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache
from itertools import pairwise

from bot.errors import SpotterError
from bot.lifts.weight import DECIMALS, Unit, Weight, figure

_THOUSAND: int = 10**DECIMALS
# Sums are counted in thousandths, so that they are whole numbers.
MOST_PAIRS = 12
"""Pairs of one plate that are counted: no bar is longer."""
MOST_KINDS = 12
"""Kinds of plates in one set."""
LONGEST = 200
_NUMBER = r"\d{1,4}(?:[.,]\d{1,3})?"
_SET = re.compile(rf"(?P<bar>{_NUMBER})\s*(?P<unit>kg|lbs?)?\s*(?:bar)?\s*:(?P<plates>.+)", re.IGNORECASE)
_PLATE = re.compile(rf"\s*(?P<plate>{_NUMBER})(?:\s*[x×]\s*(?P<pairs>\d{{1,3}}))?\s*(?:[;·/\s]|,\s|$)", re.IGNORECASE)
_HEAVIEST_SIDE = {"kg": 500 * _THOUSAND, "lb": 1_100 * _THOUSAND}


@dataclass(frozen=True, slots=True)
class Plates:
    """A bar and the pairs of plates that are there for it, all in one unit.

    Raises ValueError for a bar or plates that weigh nothing, no plates, more than fit, or a plate named twice.
    """

    unit: Unit
    bar: Decimal
    pairs: tuple[tuple[Decimal, int], ...]
    """Each plate and how many pairs of it there are, the heaviest plate first."""

    def __post_init__(self) -> None:
        plates = [plate for plate, _ in self.pairs]
        Weight(self.bar, self.unit)
        for plate in plates:
            Weight(plate, self.unit)
        if self.bar <= 0 or any(plate <= 0 for plate in plates):
            raise ValueError("a bar and its plates weigh something")
        if not 0 < len(plates) <= MOST_KINDS or any(not 0 < pairs <= MOST_PAIRS for _, pairs in self.pairs):
            raise ValueError(f"1 to {MOST_KINDS} kinds of plates, with 1 to {MOST_PAIRS} pairs each")
        if plates != sorted(set(plates), reverse=True):
            raise ValueError("each plate once, the heaviest first")

    def __str__(self) -> str:
        listed = " ".join(f"{figure(plate)}×{pairs}" for plate, pairs in self.pairs)
        return f"{figure(self.bar)} {self.unit}: {listed}"

    @property
    def lightest(self) -> Weight:
        """The empty bar."""
        return Weight(self.bar, self.unit)

    @property
    def heaviest(self) -> Weight:
        """The bar with all that fits."""
        return self._loaded(max(_sides(self)))

    @property
    def step(self) -> Decimal:
        """The smallest jump from one loadable weight to the next: a pair of the smallest plate, for most sets."""
        least: int = min(after - before for before, after in pairwise(_sides(self)))
        return Decimal(2 * least) / _THOUSAND

    def nearest(self, weight: Weight | Fraction) -> Weight:
        """Return the loadable weight nearest to a weight, or to an exact amount in this unit.

        An exact tie goes up, as in Excel's ROUND. Below the bar it is the bar, above what fits all that fits.
        """
        side = self._side(weight)
        return self._loaded(min(self._beside(side), key=lambda total: (abs(total - side), -total)))

    def around(self, weight: Weight) -> tuple[Weight, ...]:
        """Return the next loadable weights below and above one that is not; only one of them at either end."""
        return tuple(self._loaded(total) for total in self._beside(self._side(weight)))

    def per_side(self, weight: Weight) -> tuple[Decimal, ...] | None:
        """Return the plates for each side, the fewest that make the weight, heaviest first; None if nothing does."""
        side = self._side(weight)
        if side.denominator != 1:
            return None
        found = _sides(self).get(side.numerator)
        return None if found is None else tuple(Decimal(plate) / _THOUSAND for plate in found)

    def _side(self, weight: Weight | Fraction) -> Fraction:
        """Return what hangs on each side of the bar, in thousandths."""
        wanted = amount_in(weight, self.unit) if isinstance(weight, Weight) else weight
        return (wanted - Fraction(self.bar)) / 2 * _THOUSAND

    def _beside(self, side: Fraction) -> list[int]:
        sums = list(_sides(self))
        place = bisect_left(sums, side)
        return sums[max(place - 1, 0) : place + 1]

    def _loaded(self, side: int) -> Weight:
        return Weight(self.bar + 2 * Decimal(side) / _THOUSAND, self.unit)


def plates_of(unit: Unit) -> Plates:
    """Return what most gyms have: a 20 kg or 45 lb bar, and enough of the usual plates."""
    if unit == "kg":
        return Plates("kg", Decimal(20), _usual("20", "15", "10", "5", "2.5", "1.25"))
    return Plates("lb", Decimal(45), _usual("45", "35", "25", "10", "5", "2.5"))


def read_plates(text: str, unit: Unit) -> Plates:
    """Read a bar and the plates for it, `20 kg: 20 15 10 5 2.5 1.25` or `45 lb: 45x6 25 10x2`; 2 pairs where none say.

    It reads what a set of plates is written as. Raises SpotterError.
    """
    match = _SET.fullmatch(text.strip()) if len(text) <= LONGEST else None
    pairs = {} if match is None else _read_pairs(match["plates"])
    try:
        if match is None or pairs is None:
            raise ValueError("they don't stand there as a bar, a colon and plates")
        own: Unit = unit if not match["unit"] else "kg" if match["unit"].lower() == "kg" else "lb"
        return Plates(own, _decimal(match["bar"]), tuple(sorted(pairs.items(), reverse=True)))
    except ValueError as error:
        raise SpotterError(
            f"I can't use those plates: {error}. Type the bar, a colon and one of each plate, with the number of pairs "
            "where it matters: `20 kg: 25x4 20 15 10 5 2.5 1.25`."
        ) from None


def _read_pairs(text: str) -> dict[Decimal, int] | None:
    """Return plates and their pairs, or None where a text holds anything else."""
    pairs: dict[Decimal, int] = {}
    place = 0
    for match in _PLATE.finditer(text):
        if match.start() != place:
            return None
        pairs[_decimal(match["plate"])] = int(match["pairs"] or 2)
        place = match.end()
    return pairs if place == len(text) else None


def _decimal(text: str) -> Decimal:
    return Decimal(text.replace(",", "."))


def amount_in(weight: Weight, unit: Unit) -> Fraction:
    """Return the exact amount of a weight in a unit."""
    return Fraction(weight.key, Weight(Decimal(1), unit).key)


def _usual(most: str, *others: str) -> tuple[tuple[Decimal, int], ...]:
    return ((Decimal(most), MOST_PAIRS), *((Decimal(plate), 2) for plate in others))


@lru_cache(maxsize=256)
def _sides(plates: Plates) -> dict[int, tuple[int, ...]]:
    """Return every sum that one side can be loaded to, lightest first, with the fewest plates that make it."""
    best: dict[int, tuple[int, ...]] = {0: ()}
    for plate, pairs in plates.pairs:
        thousandths = int(plate * _THOUSAND)
        for total, loaded in list(best.items()):
            for count in range(1, pairs + 1):
                heavier, more = total + count * thousandths, loaded + (thousandths,) * count
                if heavier > _HEAVIEST_SIDE[plates.unit]:
                    break
                if heavier not in best or (len(more), [-each for each in more]) < _order(best[heavier]):
                    best[heavier] = more
    return dict(sorted(best.items()))


def _order(loaded: tuple[int, ...]) -> tuple[int, list[int]]:
    return len(loaded), [-each for each in loaded]
