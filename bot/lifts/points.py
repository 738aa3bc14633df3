"""Powerlifting points: what a total is worth at a bodyweight, by DOTS, Wilks (old and 2020) and IPF GL.

Totals and bodyweights are in kilograms; pounds are converted first. A bodyweight outside the bounds of DOTS or Wilks
counts as the bound. Nothing lifted, or no bodyweight, is worth nothing.
"""

from dataclasses import dataclass
from enum import StrEnum
from math import exp


class Sex(StrEnum):
    """Whose table counts: every formula has one for men and one for women."""

    MALE = "male"
    FEMALE = "female"


class Event(StrEnum):
    """What the total is of; IPF GL has coefficients for these two."""

    FULL = "three lifts"
    BENCH = "bench only"


class Gear(StrEnum):
    """What is worn: nothing that helps (raw, called classic), or a supportive suit or shirt."""

    CLASSIC = "classic"
    EQUIPPED = "equipped"


@dataclass(frozen=True, slots=True)
class _Polynomial:
    """A formula that divides by a polynomial of the bodyweight; coefficients from the constant up."""

    numerator: float
    coefficients: tuple[float, ...]
    lightest: float
    heaviest: float

    def points(self, total: float, bodyweight: float) -> float:
        if total <= 0 or bodyweight <= 0:
            return 0.0
        clamped = min(max(bodyweight, self.lightest), self.heaviest)
        divisor = sum(coefficient * clamped**power for power, coefficient in enumerate(self.coefficients))
        return self.numerator / divisor * total


# The coefficients are those of OpenPowerlifting (crates/coefficients), which follow the formulas' authors. Copies with
# other figures circulate: old Wilks over 600 called 2020, an earlier set of 2020, GL with digits changed.
_DOTS = {
    Sex.MALE: _Polynomial(500, (-307.75076, 24.0900756, -0.1918759221, 0.0007391293, -1.093e-06), 40, 210),
    Sex.FEMALE: _Polynomial(500, (-57.96288, 13.6175032, -0.1126655495, 0.0005158568, -1.0706e-06), 40, 150),
}
_WILKS = {
    Sex.MALE: _Polynomial(
        500, (-216.0475144, 16.2606339, -0.002388645, -0.00113732, 7.01863e-06, -1.291e-08), 40, 201.9
    ),
    Sex.FEMALE: _Polynomial(
        500,
        (594.31747775582, -27.23842536447, 0.82112226871, -0.00930733913, 4.731582e-05, -9.054e-08),
        26.51,
        154.53,
    ),
}
_WILKS_2020 = {
    Sex.MALE: _Polynomial(
        600,
        (
            *(47.4617885411949, 8.47206137941125, 0.073694103462609),
            *(-0.00139583381094385, 7.07665973070743e-06, -1.20804336482315e-08),
        ),
        40,
        200.95,
    ),
    Sex.FEMALE: _Polynomial(
        600,
        (
            *(-125.425539779509, 13.7121941940668, -0.0330725063103405),
            *(-0.0010504000506583, 9.38773881462799e-06, -2.3334613884954e-08),
        ),
        40,
        150.95,
    ),
}
_GL = {
    (Event.FULL, Sex.MALE, Gear.CLASSIC): (1199.72839, 1025.18162, 0.00921),
    (Event.FULL, Sex.MALE, Gear.EQUIPPED): (1236.25115, 1449.21864, 0.01644),
    (Event.FULL, Sex.FEMALE, Gear.CLASSIC): (610.32796, 1045.59282, 0.03048),
    (Event.FULL, Sex.FEMALE, Gear.EQUIPPED): (758.63878, 949.31382, 0.02435),
    (Event.BENCH, Sex.MALE, Gear.CLASSIC): (320.98041, 281.40258, 0.01008),
    (Event.BENCH, Sex.MALE, Gear.EQUIPPED): (381.22073, 733.79378, 0.02398),
    (Event.BENCH, Sex.FEMALE, Gear.CLASSIC): (142.40398, 442.52671, 0.04724),
    (Event.BENCH, Sex.FEMALE, Gear.EQUIPPED): (221.82209, 357.00377, 0.02937),
}
GL_LIGHTEST = 35
"""Below this bodyweight, in kg, IPF GL gives nothing."""


def dots(total: float, bodyweight: float, sex: Sex) -> float:
    """Return DOTS: 500 over a polynomial of the fourth degree, times the total."""
    return _DOTS[sex].points(total, bodyweight)


def wilks(total: float, bodyweight: float, sex: Sex) -> float:
    """Return Wilks points by the old formula: 500 over a polynomial of the fifth degree, times the total."""
    return _WILKS[sex].points(total, bodyweight)


def wilks_2020(total: float, bodyweight: float, sex: Sex) -> float:
    """Return Wilks points by the formula of March 2020: 600 over a polynomial of the fifth degree, times the total."""
    return _WILKS_2020[sex].points(total, bodyweight)


def ipf_gl(total: float, bodyweight: float, sex: Sex, event: Event = Event.FULL, gear: Gear = Gear.CLASSIC) -> float:
    """Return IPF GL points: 100 / (A - B e^(-C bodyweight)), times the total; of bench only, the best bench."""
    if total <= 0 or bodyweight < GL_LIGHTEST:
        return 0.0
    a, b, c = _GL[event, sex, gear]
    return 100 / (a - b * exp(-c * bodyweight)) * total
