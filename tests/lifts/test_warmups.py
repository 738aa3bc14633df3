"""Warm-up sets."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.lifts.plates import plates_of
from bot.lifts.sets import Set
from bot.lifts.warmups import warm_ups
from bot.lifts.weight import Unit, Weight
from tests.lifts.conftest import kg, lb


def shown(working: Weight, unit: Unit) -> list[str]:
    """Return the sets as `40 kg x5: 10`, with the plates of one side."""
    return [
        f"{each.weight} x{each.reps}: {' '.join(map(str, each.per_side))}".rstrip(": ")
        for each in warm_ups(working, plates_of(unit))
    ]


@pytest.mark.parametrize(
    ("working", "unit", "expected"),
    [
        (kg(100), "kg", ["20 kg x10", "40 kg x5: 10", "60 kg x5: 20", "80 kg x3: 20 10"]),
        (kg("142.5"), "kg", ["20 kg x10", "57.5 kg x5: 15 2.5 1.25", "85 kg x5: 20 10 2.5", "115 kg x3: 20 20 5 2.5"]),
        (lb(225), "lb", ["45 lb x10", "90 lb x5: 10 10 2.5", "135 lb x5: 45", "180 lb x3: 45 10 10 2.5"]),
        (kg(30), "kg", ["20 kg x10", "25 kg x3: 2.5"]),
        (kg("22.5"), "kg", ["20 kg x10"]),
        (kg(20), "kg", []),
        (kg(5), "kg", []),
    ],
)
def test_sets_get_heavier_and_shorter_up_to_the_working_weight(
    working: Weight, unit: Unit, expected: list[str]
) -> None:
    assert shown(working, unit) == expected


def test_a_weight_in_pounds_is_warmed_up_to_with_plates_in_kilograms() -> None:
    assert shown(lb(225), "kg") == ["20 kg x10", "40 kg x5: 10", "60 kg x5: 20", "82.5 kg x3: 20 10 1.25"]


@given(
    st.builds(Weight, st.decimals("0.001", "2000", places=3), st.sampled_from(["kg", "lb"])),
    st.sampled_from(["kg", "lb"]),
)
def test_every_set_is_loadable_heavier_than_the_last_and_below_the_working_weight(working: Weight, unit: Unit) -> None:
    plates = plates_of(unit)
    found = warm_ups(working, plates)
    weights = [each.weight for each in found]
    assert weights == sorted(set(weights))
    assert all(weight < working for weight in weights)
    assert all(plates.bar + 2 * sum(each.per_side, Decimal(0)) == each.weight.amount for each in found)


def test_a_warm_up_set_is_logged_as_one() -> None:
    sets: list[Set] = [each.as_set for each in warm_ups(kg(100), plates_of("kg"))]
    assert not any(done.clean for done in sets)
