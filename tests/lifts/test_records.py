"""What sets beat."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from bot.lifts.exercises import Measure
from bot.lifts.records import Bests, Feat, Record, beaten
from bot.lifts.sets import Kind, Set
from bot.lifts.weight import Load
from tests.lifts.conftest import best, hung, kg, lifted


def feats(sets: list[Set], *before: Set) -> list[tuple[Feat, str, int]]:
    """Return what sets beat, given those that were done before: the feat, the load and the reps."""
    records = beaten(sets, Bests(best(done) for done in before))
    return [(record.feat, str(record.done.load), record.done.count) for record in records]


def test_the_first_of_a_lift_is_no_record() -> None:
    assert feats([lifted(100, 5)]) == []


def test_more_weight_beats_the_heaviest_the_best_for_its_reps_and_the_estimate() -> None:
    assert feats([lifted("102.5", 5)], lifted(100, 5)) == [
        (Feat.HEAVIEST, "102.5 kg", 5),
        (Feat.FOR_REPS, "102.5 kg", 5),
        (Feat.E1RM, "102.5 kg", 5),
    ]


def test_the_same_again_is_no_record() -> None:
    assert feats([lifted(100, 5)], lifted(100, 5)) == []


def test_the_same_weight_in_pounds_is_no_record() -> None:
    assert feats([lifted("220.462", 5, "lb")], lifted(100, 5)) == []


def test_a_thousandth_of_a_pound_more_is_a_record() -> None:
    assert (Feat.HEAVIEST, "220.463 lb", 5) in feats([lifted("220.463", 5, "lb")], lifted(100, 5))


def test_225_lb_does_not_beat_105_kg() -> None:
    assert feats([lifted(225, 5, "lb")], lifted(105, 5)) == []


def test_a_set_that_more_reps_with_more_weight_already_outdid_is_no_record() -> None:
    assert feats([lifted(100, 5)], lifted(90, 5), lifted(105, 8)) == []


def test_the_first_of_a_number_of_reps_beats_only_the_estimate() -> None:
    assert feats([lifted(90, 8)], lifted(100, 3)) == [(Feat.E1RM, "90 kg", 8)]


def test_what_an_entry_itself_outdoes_is_not_told() -> None:
    assert feats([lifted(110, 3), lifted(110, 5)], lifted(100, 5)) == [
        (Feat.HEAVIEST, "110 kg", 5),
        (Feat.FOR_REPS, "110 kg", 5),
        (Feat.E1RM, "110 kg", 5),
    ]


def test_each_number_of_reps_has_its_own_record() -> None:
    records = feats([lifted(105, 5), lifted(115, 3)], lifted(100, 5), lifted(110, 3))
    assert [record for record in records if record[0] is Feat.FOR_REPS] == [
        (Feat.FOR_REPS, "115 kg", 3),
        (Feat.FOR_REPS, "105 kg", 5),
    ]


def test_failed_and_warm_up_sets_are_never_records() -> None:
    heavy = lifted(200, 5)
    sets = [replace(heavy, failed=True), replace(heavy, kind=Kind.WARM_UP), Set(heavy.load, 0, failed=True)]
    assert feats(sets, lifted(100, 5)) == []


def test_distances_are_no_records() -> None:
    assert feats([Set(Load(kg(60)), 30, Measure.METRES)], lifted(40, 5)) == []


def test_a_drop_set_counts() -> None:
    assert (Feat.HEAVIEST, "101 kg", 5) in feats([replace(lifted(101, 5), kind=Kind.DROP)], lifted(100, 5))


def test_an_unreliable_estimate_is_no_record() -> None:
    assert feats([lifted(90, 20)], lifted(100, 5)) == []


def test_more_reps_with_the_body_alone_are_a_record() -> None:
    assert feats([hung(0, 12)], hung(0, 10)) == [(Feat.MOST_REPS, "bw", 12)]


def test_as_many_reps_with_added_weight_stand_above_bodyweight_ones() -> None:
    assert feats([hung(0, 9)], hung(10, 10)) == []


def test_less_help_is_a_heavier_load() -> None:
    assert feats([hung(-10, 8)], hung(-20, 8)) == [(Feat.HEAVIEST, "bw-10 kg", 8), (Feat.FOR_REPS, "bw-10 kg", 8)]


def test_plain_and_bodyweight_loads_are_not_compared() -> None:
    assert feats([hung(20, 10)], lifted(10, 10)) == []


def test_a_record_names_what_stood_before() -> None:
    (record, *_) = beaten([lifted(105, 5)], Bests([best(lifted(100, 5), entry_id=7)]))
    assert (record.before.entry_id, str(record.before.load)) == (7, "100 kg")


SETS = st.builds(
    lifted,
    st.decimals("1", "300", places=1).map(str),
    st.integers(1, 15),
    st.sampled_from(["kg", "lb"]),
)


@given(st.lists(SETS, min_size=1, max_size=6), st.lists(SETS, max_size=6))
def test_a_record_is_always_more_than_everything_before(sets: list[Set], before: list[Set]) -> None:
    records: list[Record] = beaten(sets, Bests(best(done) for done in before))
    for record in records:
        if record.feat in (Feat.HEAVIEST, Feat.FOR_REPS):
            rivals = [done for done in before if done.count >= record.done.count or record.feat is Feat.HEAVIEST]
            assert rivals
            assert all(record.done.load.weight > rival.load.weight for rival in rivals)


@given(st.lists(SETS, min_size=1, max_size=6))
def test_an_entry_never_beats_itself(sets: list[Set]) -> None:
    assert feats(sets, *sets) == []


def test_the_highest_estimate_is_found_among_the_bests() -> None:
    found = Bests([best(lifted(100, 5)), best(lifted(105, 1)), best(lifted(80, 20))]).strongest()
    assert found is not None
    assert (found.load, found.reps) == (lifted(100, 5).load, 5)
