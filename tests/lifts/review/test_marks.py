"""Marks: the bests of a lift, exact across units, the first where equal."""

from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from bot.lifts.exercises import Measure
from bot.lifts.review.marks import marks_of
from bot.lifts.weight import Unit
from tests.lifts.conftest import CATALOGUE
from tests.lifts.review.made import eighty, group, nobody

SQUAT, CHIN = CATALOGUE["back_squat"], CATALOGUE["chin_up"]


def test_each_number_of_reps_has_its_best_or_a_better_one_of_more_reps() -> None:
    marks = marks_of(SQUAT, [group(0, 120, 5), group(1, 100, 3), group(2, 140, 1)], nobody)
    assert [(best.reps, str(best.done.load), best.done.count) for best in marks.rep_maxes] == [
        (1, "140 kg", 1),
        (3, "120 kg", 5),
        (5, "120 kg", 5),
    ]


def test_of_equal_bests_the_first_stands() -> None:
    marks = marks_of(SQUAT, [group(0, 100, 5), group(9, 100, 5)], nobody)
    assert marks.rep_maxes[0].done.day == group(0, 100, 5).day


units: st.SearchStrategy[Unit] = st.sampled_from(["kg", "lb"])


@given(st.lists(st.tuples(st.integers(1, 400), units), min_size=1, max_size=30))
def test_the_heaviest_is_the_heaviest_in_either_unit(weights: list[tuple[int, Unit]]) -> None:
    singles = [group(day, amount, 1, unit) for day, (amount, unit) in enumerate(weights)]
    marks = marks_of(SQUAT, singles, nobody)
    kilograms = [amount * (Fraction("0.45359237") if unit == "lb" else 1) for amount, unit in weights]
    assert marks.heaviest is not None
    assert Fraction(marks.heaviest.key, 10**11) == max(kilograms)


def test_the_most_volume_is_of_one_session() -> None:
    marks = marks_of(SQUAT, [group(0, 100, 5, sets=3), group(0, 120, 3), group(5, 100, 5, sets=2)], nobody)
    assert str(marks.volume) == "1860 kg"


def test_a_bodyweight_lift_has_most_reps_and_with_a_body_weight_an_e1rm() -> None:
    done = [group(0, 20, 5, bodyweight=True), group(0, 0, 12, bodyweight=True)]
    alone, known = marks_of(CHIN, done, nobody), marks_of(CHIN, done, eighty)
    assert (alone.e1rm, alone.volume) == (None, None)
    assert alone.most_reps is not None
    assert alone.most_reps.count == 12
    assert known.e1rm is not None
    assert str(known.e1rm.estimate) == "e1RM 116.7 kg (Epley, with 80 kg of bodyweight)"
    assert str(known.volume) == "1460 kg"


def test_more_than_twelve_reps_are_never_the_best_estimate() -> None:
    marks = marks_of(SQUAT, [group(0, 100, 5), group(1, 100, 30)], nobody)
    assert marks.e1rm is not None
    assert marks.e1rm.done.count == 5


def test_timed_sets_have_their_longest_and_nothing_else() -> None:
    marks = marks_of(CATALOGUE["plank"], [group(0, 0, 90, bodyweight=True, measure=Measure.SECONDS)], nobody)
    assert [longest.count for longest in marks.longest] == [90]
    assert (marks.rep_maxes, marks.e1rm, marks.volume) == ((), None, None)
