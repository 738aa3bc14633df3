"""Weights and loads: kept as entered, compared exactly."""

from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.lifts.weight import MOST, Load, Unit, Weight, figure, in_tenths
from tests.lifts.conftest import kg, lb

KG_PER = {"kg": Fraction(1), "lb": Fraction(45_359_237, 100_000_000)}
UNITS: st.SearchStrategy[Unit] = st.sampled_from(["kg", "lb"])
AMOUNTS = st.decimals(-99_999, 99_999, places=3, allow_nan=False)


def in_kg(weight: Weight) -> Fraction:
    return Fraction(weight.amount) * KG_PER[weight.unit]


def test_225_lb_stays_225_lb() -> None:
    assert str(lb(225)) == "225 lb"


def test_trailing_zeros_change_nothing() -> None:
    assert kg("102.500") == kg("102.5")
    assert str(kg("102.500")) == "102.5 kg"


def test_weights_of_a_thousandth_apart_differ_across_units() -> None:
    assert lb("220.462") < kg(100) < lb("220.463")


def test_weights_that_weigh_the_same_are_one_in_a_set() -> None:
    assert len({kg("45.359"), lb(100), kg("45.359")}) == 2


@given(AMOUNTS, UNITS, AMOUNTS, UNITS)
def test_weights_compare_as_exact_fractions_do(first: Decimal, one: Unit, second: Decimal, other: Unit) -> None:
    left, right = Weight(first, one), Weight(second, other)
    assert (left < right) == (in_kg(left) < in_kg(right))
    assert (left == right) == (in_kg(left) == in_kg(right))


@given(AMOUNTS, UNITS)
def test_a_key_fits_a_signed_column_of_64_bits(amount: Decimal, unit: Unit) -> None:
    assert -(2**63) < Weight(amount, unit).key < 2**63


@given(AMOUNTS, UNITS)
def test_equal_weights_hash_alike(amount: Decimal, unit: Unit) -> None:
    assert hash(Weight(amount, unit)) == hash(Weight(amount * Decimal("1.00"), unit))


@pytest.mark.parametrize("amount", ["1.0001", "NaN", "Infinity", str(MOST), str(-MOST)])
def test_what_cannot_be_kept_exactly_is_refused(amount: str) -> None:
    with pytest.raises(ValueError, match="a weight"):
        Weight(Decimal(amount), "kg")


@pytest.mark.parametrize("amount", [0, -20])
def test_a_plain_weight_is_above_zero(amount: int) -> None:
    with pytest.raises(ValueError, match="above zero"):
        Load(kg(amount))


@pytest.mark.parametrize(("amount", "shown"), [(0, "bw"), (20, "bw+20 kg"), ("-12.5", "bw-12.5 kg")])
def test_a_bodyweight_load_shows_what_was_added_or_taken_off(amount: str, shown: str) -> None:
    assert str(Load(kg(amount), bodyweight=True)) == shown


@pytest.mark.parametrize(("amount", "shown"), [("100", "100"), ("1E+2", "100"), ("2.50", "2.5"), ("0.0", "0")])
def test_a_figure_has_no_trailing_zeros_and_no_exponent(amount: str, shown: str) -> None:
    assert figure(Decimal(amount)) == shown


@given(st.fractions(-(10**17), 10**17), UNITS)
def test_tenths_are_the_nearest_and_a_half_is_rounded_away_from_nothing(key: Fraction, unit: Unit) -> None:
    amount = key / Weight(Decimal(1), unit).key
    tenths = (Decimal(amount.numerator) / amount.denominator).quantize(Decimal("0.1"), ROUND_HALF_UP)
    assert in_tenths(key, unit) == f"{figure(tenths + 0)} {unit}"
