"""The weight to fall back to: read as typed, and its cost."""

from contextlib import suppress
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.flares.decisions import load_guide
from bot.flares.fallback import Cut, UnreadableWeight, cut, read_fallback
from bot.lifts.weight import Unit, Weight


def kg(amount: str) -> Weight:
    return Weight(Decimal(amount), "kg")


def lb(amount: str) -> Weight:
    return Weight(Decimal(amount), "lb")


@pytest.mark.parametrize(
    ("typed", "unit", "weight"),
    [
        ("130", "kg", kg("130")),
        (" 130 kg ", "lb", kg("130")),
        ("130KG", "lb", kg("130")),
        ("132,5", "kg", kg("132.5")),
        ("132.5 kilos", "kg", kg("132.5")),
        ("285", "lb", lb("285")),
        ("285 lbs", "kg", lb("285")),
        ("285#", "kg", lb("285")),
        ("-15", "lb", kg("130")),
        ("- 15 kg", "kg", kg("130")),
        ("−15kg", "kg", kg("130")),
        ("-10 %", "kg", kg("130.5")),
        ("10%", "kg", kg("130.5")),
        ("145", "kg", kg("145")),
    ],
)
def test_a_weight_or_a_cut_is_read(typed: str, unit: Unit, weight: Weight) -> None:
    read = read_fallback(typed, unit, kg("145"))
    assert read == weight
    assert read is not None
    assert read.unit == weight.unit


@pytest.mark.parametrize("typed", ["", "   "])
def test_nothing_typed_is_no_fallback(typed: str) -> None:
    assert read_fallback(typed, "kg", kg("145")) is None


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ("light", "can't read"),
        ("130 x 5", "can't read"),
        ("١٣٠ 🏋️", "can't read"),
        ("x" * 10_000, "can't read"),
        ("99999999", "can't read"),
        ("1e3", "can't read"),
        ("0", "no weight to lift"),
        ("-145 kg", "no weight to lift"),
        ("-200", "no weight to lift"),
        ("100 %", "no weight to lift"),
        ("150", "more than your last top set"),
        ("330 lb", "more than your last top set"),
        ("-15 lb", "type the cut in kg too"),
    ],
)
def test_what_is_no_weight_to_fall_back_to_is_answered_with_what_to_type(typed: str, says: str) -> None:
    with pytest.raises(UnreadableWeight, match=says):
        read_fallback(typed, "kg", kg("145"))


def test_a_cut_needs_something_to_cut() -> None:
    with pytest.raises(UnreadableWeight, match="no last top set"):
        read_fallback("-15", "kg", None)


def test_without_a_log_any_weight_is_taken() -> None:
    assert read_fallback("400", "kg", None) == kg("400")


@given(st.text(max_size=40))
def test_any_text_is_a_weight_nothing_or_a_kind_answer(text: str) -> None:
    with suppress(UnreadableWeight):
        weight = read_fallback(text, "kg", kg("145"))
        assert weight is None or 0 < weight.amount <= 145


def test_the_threads_cut_is_ten_per_cent_and_five_weeks() -> None:
    assert cut(load_guide(), kg("145"), kg("130")) == Cut(Decimal("10.3"), 5)


def test_weights_in_different_units_are_compared_exactly() -> None:
    assert cut(load_guide(), kg("100"), lb("198.416")) == Cut(Decimal("10.0"), 5)
