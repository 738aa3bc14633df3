"""Points, by the worked examples of the formulas."""

import pytest

from bot.lifts.points import Event, Gear, Sex, dots, ipf_gl, wilks, wilks_2020

MAN = (652.5, 88.4, Sex.MALE)
WOMAN = (407.5, 66.1, Sex.FEMALE)


@pytest.mark.parametrize(
    ("points", "expected"),
    [
        (dots(*MAN), 425.78),
        (wilks(*MAN), 420.44),
        (wilks_2020(*MAN), 505.18),
        (ipf_gl(*MAN), 87.52),
        (dots(*WOMAN), 425.86),
        (wilks(*WOMAN), 422.26),
        (wilks_2020(*WOMAN), 506.36),
        (ipf_gl(*WOMAN), 86.54),
        (ipf_gl(152.5, 88.4, Sex.MALE, Event.BENCH), 74.19),
        (ipf_gl(110, 66.1, Sex.FEMALE, Event.BENCH, Gear.EQUIPPED), 64.48),
    ],
)
def test_the_worked_examples(points: float, expected: float) -> None:
    assert round(points, 2) == expected


@pytest.mark.parametrize(
    ("divisor", "expected"),
    [
        (500 * 652.5 / dots(*MAN), 766.2352),
        (500 * 652.5 / wilks(*MAN), 775.9740),
        (600 * 652.5 / wilks_2020(*MAN), 774.9655),
        (100 * 652.5 / ipf_gl(*MAN), 745.5632),
        (500 * 407.5 / dots(*WOMAN), 478.4388),
        (500 * 407.5 / wilks(*WOMAN), 482.5202),
        (600 * 407.5 / wilks_2020(*WOMAN), 482.8564),
        (100 * 407.5 / ipf_gl(*WOMAN), 470.8912),
    ],
)
def test_the_divisors_of_the_worked_examples(divisor: float, expected: float) -> None:
    assert round(divisor, 4) == expected


def test_a_woman_of_155_kg_has_the_dots_of_150_kg() -> None:
    assert round(dots(480, 155, Sex.FEMALE), 2) == round(dots(480, 150, Sex.FEMALE), 2) == 369.96


@pytest.mark.parametrize(
    ("formula", "sex", "bound", "beyond"),
    [
        (dots, Sex.MALE, 40, 30),
        (dots, Sex.MALE, 210, 250),
        (dots, Sex.FEMALE, 40, 30),
        (wilks, Sex.MALE, 40, 39),
        (wilks, Sex.MALE, 201.9, 210),
        (wilks, Sex.FEMALE, 26.51, 20),
        (wilks, Sex.FEMALE, 154.53, 160),
        (wilks_2020, Sex.MALE, 40, 39),
        (wilks_2020, Sex.MALE, 200.95, 201),
        (wilks_2020, Sex.FEMALE, 40, 39),
        (wilks_2020, Sex.FEMALE, 150.95, 151),
    ],
)
def test_a_bodyweight_beyond_a_bound_counts_as_the_bound(formula, sex, bound, beyond) -> None:  # type: ignore[no-untyped-def]  # noqa: ANN001
    within = bound + (1 if beyond < bound else -1)
    assert formula(500, beyond, sex) == formula(500, bound, sex) != formula(500, within, sex)


@pytest.mark.parametrize("formula", [dots, wilks, wilks_2020, ipf_gl])
@pytest.mark.parametrize(("total", "bodyweight"), [(0, 80), (500, 0), (-5, 80), (500, -80)])
def test_nothing_lifted_or_weighed_is_worth_nothing(formula, total, bodyweight) -> None:  # type: ignore[no-untyped-def]  # noqa: ANN001
    assert formula(total, bodyweight, Sex.MALE) == 0


def test_gl_gives_nothing_below_35_kg() -> None:
    assert ipf_gl(100, 34.9, Sex.FEMALE) == 0
    assert ipf_gl(100, 35, Sex.FEMALE) > 0


@pytest.mark.parametrize("event", Event)
@pytest.mark.parametrize("sex", Sex)
@pytest.mark.parametrize("gear", Gear)
def test_gl_has_coefficients_for_every_event_sex_and_gear(event: Event, sex: Sex, gear: Gear) -> None:
    assert 0 < ipf_gl(100, 80, sex, event, gear) < 100
