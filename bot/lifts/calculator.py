"""The calculator: plates, warm-ups, e1RMs, points and conversions, by the member's own unit, plates and weight."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Protocol

from bot.errors import SpotterError
from bot.instants import Clock
from bot.lifts import points
from bot.lifts.amounts import read_weight
from bot.lifts.exercises import Catalogue, Exercise, Loading
from bot.lifts.notation import Unreadable, labelled
from bot.lifts.plates import Plates, amount_in, plates_of
from bot.lifts.points import Event, Gear, Sex
from bot.lifts.reading import read, read_sets
from bot.lifts.rpe import e1rm_by_rpe
from bot.lifts.sets import Reading, Set
from bot.lifts.strength import FORMULAS, Estimate, best_e1rm, e1rm
from bot.lifts.warmups import WarmUp, warm_ups
from bot.lifts.weight import Unit, Weight
from bot.members.preferences import Preferences

PERCENTAGES = range(95, 45, -5)
BodyweightOn = Callable[[int, date], Awaitable[Weight | None]]
"""What a member weighed on a day, or last before it; None while it is not known."""

_ANY_LIFT = Exercise(
    "any", "A set", "A set", "other", "isolation", (), (), (), Loading.WEIGHT, Weight(Decimal(1000), "kg")
)
_OTHER: dict[Unit, Unit] = {"kg": "lb", "lb": "kg"}


class Members(Protocol):
    """Knows how a member wants things."""

    async def preferences(self, member_id: int, locale: str | None = None) -> Preferences:
        """Return a member's preferences."""
        ...


@dataclass(frozen=True, slots=True)
class Loaded:
    """A weight and the plates for each side of it; None when they can't make it."""

    weight: Weight
    per_side: tuple[Decimal, ...] | None


@dataclass(frozen=True, slots=True)
class OnBar:
    """A weight on a bar, and where it can't be loaded, the next ones below and above that can."""

    wanted: Loaded
    plates: Plates
    around: tuple[Loaded, ...]


@dataclass(frozen=True, slots=True)
class WarmingUp:
    """The way up to a working weight."""

    working: OnBar
    sets: tuple[WarmUp, ...]


@dataclass(frozen=True, slots=True)
class Share:
    """A percentage of a maximum: exactly, and the nearest that can be loaded (None where the body is part of it)."""

    percent: int
    amount: Fraction
    loadable: Weight | None


@dataclass(frozen=True, slots=True)
class Estimated:
    """What a set says about a single: by each formula that is defined for it, and by the RPE table."""

    done: Set
    estimates: tuple[Estimate, ...]
    by_rpe: Estimate | None
    shares: tuple[Share, ...]
    """Of `basis`."""

    @property
    def basis(self) -> Estimate:
        """What the percentages are of: the RPE table where the effort is known, else the first formula."""
        return self.by_rpe or self.estimates[0]


@dataclass(frozen=True, slots=True)
class Scored:
    """A total in points, by the name of each formula."""

    total: Weight
    bodyweight: Weight
    by_formula: dict[str, float]


@dataclass(frozen=True, slots=True)
class Converted:
    """A weight in the other unit, exactly, and what can be loaded there."""

    weight: Weight
    amount: Fraction
    unit: Unit
    loadable: OnBar


class Calculator:
    """Answers what a lifter works out between sets. Weights without a unit are in the member's own."""

    def __init__(self, members: Members, clock: Clock, catalogue: Catalogue, bodyweight: BodyweightOn) -> None:
        self._members = members
        self._clock = clock
        self._catalogue = catalogue
        self._bodyweight = bodyweight

    async def plates(self, member_id: int, weight: str, bar: str, locale: str | None = None) -> OnBar:
        """Return what goes on each side of the member's bar, or of another. Raises SpotterError."""
        preferences = await self._members.preferences(member_id, locale)
        plates = preferences.plates
        return _on_bar(read_weight(weight, preferences.unit), _with_bar(plates, bar) if bar.strip() else plates)

    async def warm_up(self, member_id: int, weight: str, locale: str | None = None) -> WarmingUp:
        """Return warm-up sets for a working weight. Raises SpotterError."""
        preferences = await self._members.preferences(member_id, locale)
        working = read_weight(weight, preferences.unit)
        return WarmingUp(_on_bar(working, preferences.plates), warm_ups(working, preferences.plates))

    async def e1rm(self, member_id: int, text: str, locale: str | None = None) -> Estimated:
        """Estimate a single from a set, the best where there are several.

        Raises Unreadable, and SpotterError when the set may mean several things or has no e1RM.
        """
        preferences = await self._members.preferences(member_id, locale)
        sets = self._reading(text, preferences.unit).sets
        body = None
        if any(done.load.bodyweight for done in sets):
            body = await self._bodyweight(member_id, self._clock().astimezone(preferences.tzinfo).date())
        return _estimated(sets, body, preferences.plates)

    async def points(
        self,
        member_id: int,
        total: str,
        bodyweight: str,
        sex: Sex,
        event: Event = Event.FULL,
        gear: Gear = Gear.CLASSIC,
        locale: str | None = None,
    ) -> Scored:
        """Return a total in points by every formula. Raises SpotterError."""
        unit = (await self._members.preferences(member_id, locale)).unit
        lifted, body = read_weight(total, unit), read_weight(bodyweight, unit)
        kilograms = float(amount_in(lifted, "kg")), float(amount_in(body, "kg"))
        by_formula = {
            "DOTS": points.dots(*kilograms, sex),
            f"IPF GL ({event}, {gear})": points.ipf_gl(*kilograms, sex, event, gear),
            "Wilks 2020": points.wilks_2020(*kilograms, sex),
            "Wilks (old)": points.wilks(*kilograms, sex),
        }
        return Scored(lifted, body, by_formula)

    async def converted(self, member_id: int, weight: str, locale: str | None = None) -> Converted:
        """Return kg as lb and lb as kg, with what can be loaded in that unit. Raises SpotterError."""
        preferences = await self._members.preferences(member_id, locale)
        given = read_weight(weight, preferences.unit)
        unit = _OTHER[given.unit]
        plates = preferences.plates if preferences.plates.unit == unit else plates_of(unit)
        return Converted(given, amount_in(given, unit), unit, _on_bar(given, plates))

    def _reading(self, text: str, unit: Unit) -> Reading:
        try:
            readings = read_sets(text, _ANY_LIFT, unit)
        except Unreadable as stopped:
            try:
                readings = read(text, self._catalogue, unit)
            except Unreadable:
                raise stopped from None
        if len(readings) > 1:
            meant = " or ".join(f"`{labelled(reading).partition(' · ')[2]}`" for reading in readings)
            raise SpotterError(f"That may mean {meant}. Type the one you mean, or one set like `140x5 @8`.")
        return readings[0]


def _on_bar(weight: Weight, plates: Plates) -> OnBar:
    side = plates.per_side(weight)
    around = () if side is not None else plates.around(weight)
    return OnBar(Loaded(weight, side), plates, tuple(Loaded(each, plates.per_side(each)) for each in around))


def _with_bar(plates: Plates, bar: str) -> Plates:
    weight = read_weight(bar, plates.unit)
    if weight.unit != plates.unit:
        raise SpotterError(
            f"Your plates are in {plates.unit}, so I need the bar in {plates.unit} too. `/settings` has your plates."
        )
    return replace(plates, bar=weight.amount)


def _estimated(sets: tuple[Set, ...], body: Weight | None, plates: Plates) -> Estimated:
    best = best_e1rm(sets, body=body)
    if best is None:
        raise SpotterError(_why_none(sets))
    done = next(done for done in sets if done.clean and e1rm(done.load, done.count, body=body) == best)
    estimates = [e1rm(done.load, done.count, formula, body) for formula in FORMULAS]
    found = Estimated(done, tuple(filter(None, estimates)), e1rm_by_rpe(done, body), ())
    return replace(found, shares=tuple(_share(percent, found.basis, plates) for percent in PERCENTAGES))


def _share(percent: int, of: Estimate, plates: Plates) -> Share:
    amount = of.amount * percent / 100
    if of.body:
        return Share(percent, amount, None)
    return Share(percent, amount, plates.nearest(of.key * percent / 100 / Weight(Decimal(1), plates.unit).key))


def _why_none(sets: tuple[Set, ...]) -> str:
    if any(done.clean and done.load.bodyweight and done.load.weight.amount >= 0 for done in sets):
        return "Your own weight is part of that lift, and I don't know it yet: `/bodyweight` logs it."
    return (
        "An e1RM comes from reps that were done with a weight, like `140x5 @8`: a failed, warm-up, assisted or timed "
        "set has none."
    )
