"""Weights that stand alone."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.errors import SpotterError
from bot.lifts.amounts import read_weight
from bot.lifts.weight import Unit, Weight


@pytest.mark.parametrize(
    ("text", "unit", "read"),
    [
        ("100", "kg", "100 kg"),
        ("225", "lb", "225 lb"),
        ("225lb", "kg", "225 lb"),
        (" 102,5 KG ", "lb", "102.5 kg"),
        ("45 #", "kg", "45 lb"),
        ("100 kilos", "lb", "100 kg"),
        ("99999.999 pounds", "kg", "99999.999 lb"),
        (".5kg", "lb", "0.5 kg"),
    ],
)
def test_a_weight_is_read_with_its_unit_or_the_members(text: str, unit: Unit, read: str) -> None:
    assert str(read_weight(text, unit)) == read


BAD = ["", " ", "kg", "100x5", "-100", "+5", "0", "0 kg", "1e5", "100000", "1.2345", "1,000", "1 000", "100 stone"]
NONSENSE = ["💪", "١٠٠", "\u202e001", "@everyone", "NaN", "inf", "9" * 10_000, "100kg " * 2_000]


@pytest.mark.parametrize("text", [*BAD, *NONSENSE], ids=range(len(BAD + NONSENSE)))
def test_anything_else_is_refused_with_what_to_type(text: str) -> None:
    with pytest.raises(SpotterError, match="`"):
        read_weight(text, "kg")


@given(st.builds(Weight, st.decimals("0.001", "99999.999", places=3), st.sampled_from(["kg", "lb"])))
def test_what_a_weight_is_shown_as_reads_the_same(weight: Weight) -> None:
    assert str(read_weight(str(weight), "lb" if weight.unit == "kg" else "kg")) == str(weight)
