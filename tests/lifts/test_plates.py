"""Which weights a bar can be loaded to."""

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.errors import SpotterError
from bot.lifts.plates import Plates, amount_in, plates_of, read_plates
from bot.lifts.weight import Unit, Weight

KG, LB = plates_of("kg"), plates_of("lb")


def weight(text: str) -> Weight:
    amount, unit = text.split()
    return Weight(Decimal(amount), "kg" if unit == "kg" else "lb")


@pytest.mark.parametrize(
    ("wanted", "loaded"),
    [
        ("83.25 kg", "82.5 kg"),
        ("78.75 kg", "80 kg"),
        ("81.25 kg", "82.5 kg"),
        ("81.249 kg", "80 kg"),
        ("11 kg", "20 kg"),
        ("-5 kg", "20 kg"),
        ("225 lb", "102.5 kg"),
        ("9999 kg", "635 kg"),
    ],
)
def test_the_nearest_loadable_weight_in_kilograms(wanted: str, loaded: str) -> None:
    assert str(KG.nearest(weight(wanted))) == loaded


@pytest.mark.parametrize(
    ("wanted", "loaded"), [("166.5 lb", "165 lb"), ("167.5 lb", "170 lb"), ("100 kg", "220 lb"), ("30 lb", "45 lb")]
)
def test_the_nearest_loadable_weight_in_pounds(wanted: str, loaded: str) -> None:
    assert str(LB.nearest(weight(wanted))) == loaded


@pytest.mark.parametrize(
    ("loaded", "side"),
    [
        ("20 kg", []),
        ("140 kg", ["20", "20", "20"]),
        ("142.5 kg", ["20", "20", "20", "1.25"]),
        ("97.5 kg", ["20", "15", "2.5", "1.25"]),
    ],
)
def test_the_fewest_plates_go_on_each_side(loaded: str, side: list[str]) -> None:
    assert KG.per_side(weight(loaded)) == tuple(Decimal(plate) for plate in side)


def test_225_lb_are_two_big_plates_a_side() -> None:
    assert LB.per_side(weight("225 lb")) == (Decimal(45),) * 2


@pytest.mark.parametrize("unloadable", ["101 kg", "15 kg", "100.001 kg", "225 lb"])
def test_what_cannot_be_loaded_has_no_plates(unloadable: str) -> None:
    assert KG.per_side(weight(unloadable)) is None


def test_few_plates_are_combined_where_the_heaviest_first_would_fail() -> None:
    plates = Plates("kg", Decimal(20), ((Decimal(25), 1), (Decimal(20), 2)))
    assert plates.per_side(weight("100 kg")) == (Decimal(20),) * 2


def test_a_set_without_small_plates_says_its_own_step() -> None:
    assert Plates("kg", Decimal(20), ((Decimal(20), 2), (Decimal(5), 1))).step == 10


@pytest.mark.parametrize(
    "pairs",
    [
        (),
        ((Decimal(5), 0),),
        ((Decimal(5), 13),),
        ((Decimal(-5), 1),),
        ((Decimal(5), 1), (Decimal(10), 1)),
        ((Decimal(5), 1), (Decimal(5), 1)),
        ((Decimal("0.0001"), 1),),
    ],
)
def test_a_set_of_plates_that_cannot_be_is_refused(pairs: tuple[tuple[Decimal, int], ...]) -> None:
    with pytest.raises(ValueError):  # noqa: PT011 - each for a reason of its own
        Plates("kg", Decimal(20), pairs)


units: st.SearchStrategy[Unit] = st.sampled_from(["kg", "lb"])


@st.composite
def sets_of_plates(draw: st.DrawFn) -> Plates:
    plates = draw(st.lists(st.sampled_from([1, 2, 5, 10, 25, 50, 100, 200, 450]), min_size=1, max_size=5, unique=True))
    pairs = tuple((Decimal(plate) / 4, draw(st.integers(1, 4))) for plate in sorted(plates, reverse=True))
    return Plates(draw(units), Decimal(draw(st.integers(20, 180))) / 4, pairs)


@given(sets_of_plates(), st.decimals(-50, 600, places=3), units)
def test_the_nearest_weight_can_always_be_loaded_and_is_never_under_the_bar(
    plates: Plates, amount: Decimal, unit: Unit
) -> None:
    nearest = plates.nearest(Weight(amount, unit))
    side = plates.per_side(nearest)
    assert side is not None
    assert plates.bar + 2 * sum(side) == nearest.amount
    assert plates.lightest <= nearest <= plates.heaviest


@given(sets_of_plates(), st.decimals(0, 600, places=3))
def test_no_loadable_weight_is_nearer_than_the_nearest(plates: Plates, amount: Decimal) -> None:
    wanted = Weight(amount, plates.unit)
    off = abs(plates.nearest(wanted).amount - amount)
    step = plates.step
    for other in (amount - off + step / 8, amount, amount + off - step / 8):
        if abs(other - amount) < off:
            assert plates.per_side(Weight(round(other, 3), plates.unit)) is None


def test_amounts_turn_from_unit_to_unit_exactly() -> None:
    assert amount_in(weight("1 lb"), "kg") == Fraction("0.45359237")


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("20 kg: 25x4 20 15 10 5 2.5 1.25", "20 kg: 25×4 20×2 15×2 10×2 5×2 2.5×2 1.25×2"),
        ("45 lb bar: 45×6, 10, 5", "45 lb: 45×6 10×2 5×2"),
        ("15:5 10", "15 kg: 10×2 5×2"),
        ("20: 2,5 1,25", "20 kg: 2.5×2 1.25×2"),
    ],
)
def test_plates_are_read_in_any_order(text: str, read: str) -> None:
    assert str(read_plates(text, "kg")) == read


@given(sets_of_plates())
def test_what_plates_are_written_as_reads_the_same(plates: Plates) -> None:
    assert read_plates(str(plates), "kg") == plates


@pytest.mark.parametrize(
    "text", ["", "20", "20:", "20: ", ": 20", "20: five", "20: -5", "20: 5x99", "0: 5", "20: 0", "💪", "9" * 9999]
)
def test_plates_that_cannot_be_used_are_answered_with_an_example(text: str) -> None:
    with pytest.raises(SpotterError, match="25x4"):
        read_plates(text, "kg")


@pytest.mark.parametrize(
    ("plates", "wanted", "around"),
    [
        (KG, "101 kg", ["100 kg", "102.5 kg"]),
        (KG, "225 lb", ["100 kg", "102.5 kg"]),
        (LB, "100 kg", ["220 lb", "225 lb"]),
        (KG, "15 kg", ["20 kg"]),
        (Plates("kg", Decimal(20), ((Decimal(10), 1),)), "60 kg", ["40 kg"]),
    ],
)
def test_a_weight_that_cannot_be_loaded_has_neighbours_that_can(plates: Plates, wanted: str, around: list[str]) -> None:
    assert [str(each) for each in plates.around(weight(wanted))] == around
