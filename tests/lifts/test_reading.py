"""Reading entries: what lifters write, what it may mean, and where reading stops."""

import pytest

from bot.lifts.exercises import Catalogue
from bot.lifts.grammar import MOST_READINGS
from bot.lifts.notation import Unreadable, written
from bot.lifts.reading import LONGEST, MOST_SETS, read
from bot.lifts.weight import Unit


def meanings(catalogue: Catalogue, text: str, unit: Unit = "kg") -> list[str]:
    return [written(reading) for reading in read(text, catalogue, unit)]


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        # the examples of the contract
        ("deadlift 140kg 5x5", "Deadlift 140 kg 5×5"),
        ("dl 5x5 140", "Deadlift 140 kg 5×5"),
        ("bench 100 x 5", "Bench press 100 kg ×5"),
        ("bench 100x5x3", "Bench press 100 kg 3×5"),
        ("squat 60x5, 80x5, 100x5, 120x3", "Back squat 60 kg ×5, 80 kg ×5, 100 kg ×5, 120 kg ×3"),
        ("ohp 50 5,5,4", "Overhead press 50 kg 5,5,4"),
        ("squat 225lb 3x5 @8", "Back squat 225 lb 3×5 @8"),
        ("squat 100 5x5 rpe8", "Back squat 100 kg 5×5 @8"),
        ("rows 80 3x8 2rir", "Bent-over barbell row 80 kg 3×8 2rir"),
        ("pull-up bw+20 3x5", "Pull-up bw+20 kg 3×5"),
        ("chins 8,8,6", "Chin-up bw 8,8,6"),
        ("dip +20kg 3x8", "Dip bw+20 kg 3×8"),
        ("assisted chin -15kg 3x8", "Chin-up bw-15 kg 3×8"),
        ("plank 3x60s", "Plank bw 3×60s"),
        ("farmers 40kg 3x30m", "Farmer's walk 40 kg 3×30m"),
        ("bench 100x5, 90x8 drop", "Bench press 100 kg ×5, 90 kg ×8 drop"),
        ("deadlift 150x0", "Deadlift 150 kg ×0"),
        ("deadlift 150x5 fail", "Deadlift 150 kg ×5 fail"),
        ("squat 60x5 w", "Back squat 60 kg ×5 w"),
        # order, case and space are free
        ("100kg squat 5x5", "Back squat 100 kg 5×5"),
        ("5x5 140 deadlift", "Deadlift 140 kg 5×5"),
        ("SQUAT 100KG 5X5", "Back squat 100 kg 5×5"),
        ("squat100kg5x5", "Back squat 100 kg 5×5"),
        ("  squat   100   5 x 5  ", "Back squat 100 kg 5×5"),
        ("squat: 100x5", "Back squat 100 kg ×5"),
        ("squat - 100x5", "Back squat 100 kg ×5"),
        ("squat, 100kg, 5x5", "Back squat 100 kg 5×5"),
        ("squat 5x5 @100", "Back squat 100 kg 5×5"),
        ("bench 3 sets of 8 at 60kg", "Bench press 60 kg 3×8"),
        ("bench 60kg for 3 sets of 8 reps at rpe 9", "Bench press 60 kg 3×8 @9"),
        ("squat 100kg x 5 reps x 3 sets", "Back squat 100 kg 3×5"),
        ("squat 140 x5, x5, x4", "Back squat 140 kg 5,5,4"),
        ("squat 3x5 @100 @8", "Back squat 100 kg 3×5 @8"),
        ("squat 100 5 5 5", "Back squat 100 kg 3×5"),
        ("squat 60x5 80x5 100x5", "Back squat 60 kg ×5, 80 kg ×5, 100 kg ×5"),
        ("bench 100x5/90x8/80x10", "Bench press 100 kg ×5, 90 kg ×8, 80 kg ×10"),
        ("squat 5x5x100", "Back squat 100 kg 5×5"),
        ("squat 5x100kg", "Back squat 100 kg ×5"),
        ("bench 5,5,4 50kg", "Bench press 50 kg 5,5,4"),
        ("bench 80 3x8, 3x5", "Bench press 80 kg 8,8,8,5,5,5"),
        ("squat 100*5", "Back squat 100 kg ×5"),
        # units
        ("squat 225 lbs 5x5", "Back squat 225 lb 5×5"),
        ("squat 225# 5x5", "Back squat 225 lb 5×5"),
        ("squat 100 kilos 5x5", "Back squat 100 kg 5×5"),
        ("squat 135x5, 185x5, 225lb x5", "Back squat 135 lb ×5, 185 lb ×5, 225 lb ×5"),
        ("squat 135lb x5, 60kg x5", "Back squat 135 lb ×5, 60 kg ×5"),
        # decimals
        ("squat 62,5x5", "Back squat 62.5 kg ×5"),
        ("squat 62.5x5", "Back squat 62.5 kg ×5"),
        ("squat 60x5,62,5x5,65x3", "Back squat 60 kg ×5, 62.5 kg ×5, 65 kg ×3"),
        ("bench 80x5,85x5,87,5x5", "Bench press 80 kg ×5, 85 kg ×5, 87.5 kg ×5"),
        ("pull-up bw+2,5kg 3x5", "Pull-up bw+2.5 kg 3×5"),
        ("squat 100x5 @8,5", "Back squat 100 kg ×5 @8.5"),
        ("bench 100x5,5,4,90x8", "Bench press 100 kg 5,5,4, 90 kg ×8"),
        # marks belong to the sets they stand with
        ("squat 60x5 w, 100x5 @8, 120x3 @9.5", "Back squat 60 kg ×5 w, 100 kg ×5 @8, 120 kg ×3 @9.5"),
        ("squat 100x5@8,90x8@9", "Back squat 100 kg ×5 @8, 90 kg ×8 @9"),
        ("squat w 60x5, 80x5", "Back squat 60 kg ×5 w, 80 kg ×5"),
        ("squat 225lb @8 3x5", "Back squat 225 lb 3×5 @8"),
        ("squat warm-up 60x5, 80x5", "Back squat 60 kg ×5 w, 80 kg ×5"),
        ("squat 100x5 @8 1rir", "Back squat 100 kg ×5 @8 1rir"),
        ("squat 100x5 rir 2", "Back squat 100 kg ×5 2rir"),
        ("squat 100 5 rir: 2", "Back squat 100 kg ×5 2rir"),
        ("squat 100x5 2 rir, 105x5 1 rir", "Back squat 100 kg ×5 2rir, 105 kg ×5 1rir"),
        ("rows 3x8 2 rir 80", "Bent-over barbell row 80 kg 3×8 2rir"),
        ("rows 80 3x8 2 rir 60x8", "Bent-over barbell row 80 kg 3×8 2rir, 60 kg ×8"),
        ("squat 100x5 8rpe", "Back squat 100 kg ×5 @8"),
        ("squat 100x5 8.5 rpe, 105x5 9 rpe", "Back squat 100 kg ×5 @8.5, 105 kg ×5 @9"),
        ("squat 100 5 rpe 8", "Back squat 100 kg ×5 @8"),
        ("bench 100x5 @8 rpe", "Bench press 100 kg ×5 @8"),
        ("bench 100x5 @8.5rpe, 105x5 @ 9 RPE", "Bench press 100 kg ×5 @8.5, 105 kg ×5 @9"),
        ("bench 100x5 @8 rpe 105x5", "Bench press 100 kg ×5 @8, 105 kg ×5"),
        ("bench 80x8 @8, 7 @9, 6 @10", "Bench press 80 kg ×8 @8, 80 kg ×7 @9, 80 kg ×6 @10"),
        ("bench 80 8 @8 7 @9", "Bench press 80 kg ×8 @8, 80 kg ×7 @9"),
        ("chins 8 @8, 7 @9, 12", "Chin-up bw ×8 @8, bw ×7 @9, bw ×12"),
        ("bench 8 @8, 7 @9 80kg", "Bench press 80 kg ×8 @8, 80 kg ×7 @9"),
        # as it is said, and as a thumb types it
        ("bench 3 sets 5 reps 80kg", "Bench press 80 kg 3×5"),
        ("bench 80 3 sets 5 reps", "Bench press 80 kg 3×5"),
        ("chins 3 sets 8 reps", "Chin-up bw 3×8"),
        ("squat 102.5x5. ", "Back squat 102.5 kg ×5"),
        ("squat 100 5x5!", "Back squat 100 kg 5×5"),
        ("deadlift 170x1 miss", "Deadlift 170 kg ×1 fail"),
        # as many reps as possible
        ("squat 100x8+", "Back squat 100 kg ×8+"),
        ("squat 100 3x5+", "Back squat 100 kg 3×5+"),
        ("ohp 50 5,5,8+", "Overhead press 50 kg 5,5,8+"),
        ("ohp 50 8+,5,5", "Overhead press 50 kg 8+,5,5"),
        ("bench 60x12 amrap @9", "Bench press 60 kg ×12+ @9"),
        ("bench 75x5, 85x3, 95x4+ @9.5", "Bench press 75 kg ×5, 85 kg ×3, 95 kg ×4+ @9.5"),
        ("chins amrap 12", "Chin-up bw ×12+"),
        ("pull-up 8+ 20kg", "Pull-up bw+20 kg ×8+"),
        ("plank 60s+", "Plank bw ×60s+"),
        ("deadlift 150x0+", "Deadlift 150 kg ×0+"),
        # one's own body
        ("pull-up 3x8", "Pull-up bw 3×8"),
        ("chins 12", "Chin-up bw ×12"),
        ("chins 10 8 6", "Chin-up bw 10,8,6"),
        ("pull-up 20kg 3x5", "Pull-up bw+20 kg 3×5"),
        ("assisted chin 15kg 3x8", "Chin-up bw-15 kg 3×8"),
        ("dip 20kg x8, 8, 6", "Dip bw+20 kg 8,8,6"),
        ("chin-up + 20 kg x 5", "Chin-up bw+20 kg ×5"),
        ("weighted pull ups 20kg 5,5,5", "Pull-up bw+20 kg 3×5"),
        ("weighted lunges 20kg 3x10", "Walking lunge 20 kg 3×10"),
        ("lunge 3x10", "Walking lunge bw 3×10"),
        ("lunge 20kg 3x10", "Walking lunge 20 kg 3×10"),
        ("squat bw 3x20", "Back squat bw 3×20"),
        ("plank 1:30", "Plank bw ×90s"),
        ("plank 60,60,45s", "Plank bw 60s,60s,45s"),
        ("farmers 40kg 30,30,20m", "Farmer's walk 40 kg 30m,30m,20m"),
        ("plank 2min", "Plank bw ×120s"),
        ("plank 20kg 3x60s", "Plank bw+20 kg 3×60s"),
        # what is counted unless it is said
        ("plank 60", "Plank bw ×60s"),
        ("plank 120", "Plank bw ×120s"),
        ("plank 3x60", "Plank bw 3×60s"),
        ("plank 60,60,45", "Plank bw 60s,60s,45s"),
        ("plank 20kg 3x60", "Plank bw+20 kg 3×60s"),
        ("plank +10kg 60", "Plank bw+10 kg ×60s"),
        ("plank 2:00, 90", "Plank bw 120s,90s"),
        ("plank 3x8 reps", "Plank bw 3×8 reps"),
        ("plank 10 reps, 8 reps", "Plank bw 10 reps,8 reps"),
        ("farmers 40kg 3x30", "Farmer's walk 40 kg 3×30m"),
        ("farmers 40 3x30", "Farmer's walk 40 kg 3×30m"),
        ("farmers 40x30", "Farmer's walk 40 kg ×30m"),
        ("farmers 40kg 3x45s", "Farmer's walk 40 kg 3×45s"),
        ("farmers 40kg 3x20 reps", "Farmer's walk 40 kg 3×20 reps"),
        # names with figures and signs in them
        ("45 degree hyper +10 3x10", "Back extension bw+10 kg 3×10"),
        ("Back extension / 45-degree hyper 3x10", "Back extension bw 3×10"),
        ("Deadlift (conventional) 100x5", "Deadlift 100 kg ×5"),
        ("t2b 3x10", "Hanging leg raise bw 3×10"),
        ("1 leg rdl 20 3x8", "Single-leg RDL 20 kg 3×8"),
    ],
)
def test_an_entry_reads_as_lifters_mean_it(catalogue: Catalogue, text: str, meant: str) -> None:
    assert meanings(catalogue, text) == [meant]


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("squat 5x100", ["Back squat 100 kg ×5", "Back squat 100 kg 5×1"]),
        ("db curl 8x25", ["Dumbbell curl 8 kg ×25", "Dumbbell curl 25 kg ×8"]),
        ("pull-up 10x5", ["Pull-up bw+10 kg ×5", "Pull-up bw 10×5"]),
        ("push-up 20x3", ["Push-up bw+20 kg ×3", "Push-up bw 3×20"]),
        ("pull-up +20 3x5, 3x8", ["Pull-up bw+20 kg 3×5, bw 3×8", "Pull-up bw+20 kg 5,5,5,8,8,8"]),
        (
            "deadlift 150 3x5 fail",
            ["Deadlift 150 kg 2×5, 150 kg ×5 fail", "Deadlift 150 kg ×5 fail, 150 kg ×5 fail, 150 kg ×5 fail"],
        ),
        ("chins 8,6 amrap", ["Chin-up bw 8,6+", "Chin-up bw 8+,6+"]),
    ],
)
def test_what_lifters_may_mean_either_way_has_several_readings(
    catalogue: Catalogue, text: str, meant: list[str]
) -> None:
    assert meanings(catalogue, text) == meant


@pytest.mark.parametrize("group", ["10kg 2x5 fail", "2x8"])
def test_meanings_that_double_with_each_group_are_not_all_looked_at(catalogue: Catalogue, group: str) -> None:
    assert len(read("dip +20kg 2x5, " + ", ".join([group] * 19), catalogue, "kg")) == MOST_READINGS


def test_a_weight_without_a_unit_is_in_the_members_own(catalogue: Catalogue) -> None:
    assert meanings(catalogue, "squat 225 5x5", "lb") == ["Back squat 225 lb 5×5"]


@pytest.mark.parametrize(
    ("text", "stopped_at", "why"),
    [
        ("squat 100x5 easy", "easy", "don't know that word"),
        ("squat 100x5 🏋", "🏋", "can't read that sign"),
        ("squat 100x5 @11", "@", "RPE from 1 to 10"),
        ("squat 100x5 @8 @9", "@9", "only once"),
        ("squat 100x5 w drop", "drop", "only once"),
        ("squat 100+ x5", "100+", "no weight"),
        ("squat 100x5+3", "+", "can't read that sign"),
        ("squat -100 5x5", "-100", "can't be below zero"),
        ("squat 12345678x5", "12345678", "more than I take"),
        ("squat 1e5x5", "e", "that word"),
        ("leg press 1,000 x5", "1", "thousands without"),
        ("squat 5x5", "5", "no weight"),
        ("lateral raise 3x12", "3", "no weight"),
        ("squat, 5x5", "5", "no weight"),
        ("squat 0x5", "0", "above zero"),
        ("squat 0kg 5x5", "0kg", "above zero"),
        ("squat 100 5x5 5 3", "5", "adds to the sets before"),
        ("bench 100x5 3", "3", "adds to the sets before"),
        ("bench 8-10", "-", "that sign"),
        ("squat 135lb x5, 60kg x5, 100x5", "100", "every weight needs its unit"),
        ("squat 100x5 squat", "squat", "One entry is one lift"),
        ("assisted squat 100x5", "assisted", "your own bodyweight"),
        ("plank 2m", "2m", "for minutes type `min`"),
        ("farmers 3x40", "3", "no weight"),
        ("bench 100x5 @8 rpe 7", "rpe 7", "only once"),
        ("squat", "", "and then?"),
        ("assisted chin 3x8", "", "How much help"),
        ("100x5", "", "name is missing"),
        ("", "", "name is missing"),
        ("🏋", "", "name is missing"),
        ("db bench 2x30kg 3x10", "30kg", "the weight of one"),
        ("db bench 2x30 3x10", "30", "the weight of one"),
        ("farmers 2x32kg 4x20m", "32kg", "the weight of one"),
        ("farmers 2x32kg x 20m", "32kg", "the weight of one"),
        ("lunges 2x20kg 3x10", "20kg", "the weight of one"),
        ("db curl 2x12.5 kg 10,10,8", "12.5 kg", "the weight of one"),
        ("kb swings 2x16kg 10x10", "16kg", "the weight of one"),
        ("squat 100 5,5,5 @7,8,9", "8", "One RPE goes with the sets before it"),
        ("squat 100x5 @7, 8, 9", "8", "One RPE goes with the sets before it"),
        ("weighted pull ups 3x8", "", "How much was added"),
        ("bench 100", "100", "Bench press with 100 – and then"),
        ("bench 60kg x", "60kg", "Bench press with 60kg – and then"),
        ("bench 20kg dumbbells 3x10", "dumbbells", "that word"),
        ("bench 2 plates x 5", "plates", "that word"),
        ("squat 100x5, bench 80x5", "bench", "One entry is one lift"),
        ("deadlift 170 fail", "170", "A failed set has its weight"),
        ("squat 100.5.5", "100.5.5", "as a number"),
        ("squat １００x5", "１", "as a number"),
        ("squat 102.2555x5", "102.2555", "at most three decimals"),
    ],
)
def test_what_cannot_be_read_says_where_it_stopped_and_why(
    catalogue: Catalogue, text: str, stopped_at: str, why: str
) -> None:
    with pytest.raises(Unreadable, match=why) as caught:
        read(text, catalogue, "kg")
    assert text[caught.value.at : caught.value.until] == stopped_at


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("bench pres 100x5", "bench pres"),
        ("squta 100x5", "squta"),
        ("5x5 100 deadlfit", "deadlfit"),
        ("my squat 100x5", "my squat"),
        ("clean 100x3", "clean"),
        ("ss 100x5", "ss"),
        ("سكوات 100x5", "سكوات"),
    ],
)
def test_an_unknown_lift_is_never_guessed(catalogue: Catalogue, text: str, name: str) -> None:
    with pytest.raises(Unreadable, match="don't know that lift") as caught:
        read(text, catalogue, "kg")
    assert text[caught.value.at : caught.value.until] == name


def test_an_unknown_lift_can_be_replaced_by_a_known_one(catalogue: Catalogue) -> None:
    text = "squta 100x5"
    with pytest.raises(Unreadable) as caught:
        read(text, catalogue, "kg")
    assert meanings(catalogue, caught.value.with_lift(text, caught.value.nearest[0])) == ["Back squat 100 kg ×5"]


def test_what_was_understood_before_the_stop_is_told(catalogue: Catalogue) -> None:
    with pytest.raises(Unreadable) as caught:
        read("squat 60x5, 80x5 easy", catalogue, "kg")
    assert caught.value.exercise is catalogue["back_squat"]
    assert len(caught.value.sets) == 2


def test_the_example_of_a_refusal_can_be_read(catalogue: Catalogue) -> None:
    for exercise in catalogue:
        with pytest.raises(Unreadable) as caught:
            read(exercise.name, catalogue, "kg")
        assert len(meanings(catalogue, caught.value.example)) == 1


@pytest.mark.parametrize(
    "text",
    [
        "squat " + "9" * 10_000,
        "a " * 5_000,
        "squat " + "60x5 " * 2_000,
        "🏋" * 10_000,
        "x" * 10_000,
        "squat " + "," * 1_400,
    ],
)
def test_ten_thousand_characters_are_refused(catalogue: Catalogue, text: str) -> None:
    with pytest.raises(Unreadable):
        read(text, catalogue, "kg")


def test_more_sets_than_an_entry_has_are_refused(catalogue: Catalogue) -> None:
    with pytest.raises(Unreadable, match=f"at most {MOST_SETS} sets"):
        read("squat " + "60x5 " * (MOST_SETS + 1), catalogue, "kg")


def test_as_many_sets_as_an_entry_has_are_read(catalogue: Catalogue) -> None:
    (reading,) = read("squat " + ", ".join(f"{60 + n}.25kg x5 @8.5" for n in range(MOST_SETS)), catalogue, "kg")
    assert len(reading.sets) == MOST_SETS
    assert len(written(reading)) < LONGEST


def test_two_reps_with_a_weight_are_no_pair(catalogue: Catalogue) -> None:
    assert meanings(catalogue, "squat 2x100kg, 3x90kg") == ["Back squat 100 kg ×2, 90 kg ×3"]
    assert meanings(catalogue, "squat 2x100kg, 90kg x3") == ["Back squat 100 kg ×2, 90 kg ×3"]


def test_singles_behind_other_sets_are_all_read(catalogue: Catalogue) -> None:
    assert "Back squat 100 kg ×5, 90 kg 5×1" in meanings(catalogue, "100kg x5, 5x90 squat")
