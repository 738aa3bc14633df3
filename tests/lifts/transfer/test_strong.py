"""Strong's layouts, one by one."""

from datetime import datetime
from decimal import Decimal

import pytest

from bot.lifts.sets import Kind
from bot.lifts.transfer.reading import read_export
from tests.lifts.transfer.files import lines, only, passed, sets, strong, unread

SHAPES = {
    "classic": (
        "Date,Workout Name,Duration,Exercise Name,Set Order,Weight,Reps,Distance,Seconds,Notes,Workout Notes,RPE",
        '2024-05-06 07:08:09,"Push",1h 43m,"Bench Press (Barbell)",1,82.5,5,0,0,"paused","early",8',
    ),
    "units": (
        (
            "Date,Workout Name,Duration,Exercise Name,Set Order,Weight,Weight Unit,Reps,RPE,Distance,Distance Unit,"
            "Seconds,Notes,Workout Notes"
        ),
        '2024-05-06 07:08:09,"Push",1h 43m,"Bench Press (Barbell)",1,82.5,kg,5,8,0,,0,"paused","early"',
    ),
    "no notes": (
        "Date,Workout Name,Duration,Exercise Name,Set Order,Weight,Reps,Distance,Seconds,RPE",
        '2024-05-06 07:08:09,"Push",1h 43m,"Bench Press (Barbell)",1,82.5,5.0,0,0.0,8',
    ),
    "android": (
        (
            "Date;Workout Name;Exercise Name;Set Order;Weight;Weight Unit;Reps;RPE;Distance;Distance Unit;Seconds;"
            "Notes;Workout Notes;Workout Duration"
        ),
        '2024-05-06 07:08:09;"Push";"Bench Press (Barbell)";1;82.5;kg;5;8;0;;0;paused;early;1h 43m',
    ),
    "older android": (
        (
            "Date;Workout Name;Exercise Name;Set Order;Weight;Weight Unit;Reps;RPE;Distance;Distance Unit;Seconds;"
            "Notes;Workout Notes"
        ),
        '2024-05-06 07:08:09;"Push";"Bench Press (Barbell)";1;82,5;kg;5;8;0;;0;paused;early',
    ),
    "quoted": (
        (
            '"Workout #";"Date";"Workout Name";"Duration (sec)";"Exercise Name";"Set Order";"Weight (kg)";"Reps";"RPE";'
            '"Distance (meters)";"Seconds";"Notes";"Workout Notes"'
        ),
        '"7";"2024-05-06 07:08:09";"Push";"6180";"Bench Press (Barbell)";"1";"82.5";"5";"8";"";"";"paused";"early"',
    ),
    "2017": (
        "Date,Workout Name,Exercise Name,Set Order,Weight,Reps,Distance,Seconds,Notes,Workout Notes",
        '2024-05-06 07:08:09,"Push","Bench Press (Barbell)",1,82.5,5,0,0,"paused","early"',
    ),
    "2016": (
        "Date,Workout Name,Exercise Name,Set Order,kg,Reps,km,Seconds,Notes",
        '2024-05-06 07:08:09,"Push","Bench Press (Barbell)",0,82.5,5,0,0,"paused"',
    ),
    "german": (
        (
            "Datum,Workout-Name,Dauer,Name der Übung,Reihenfolge festlegen,Gewicht,Wiederh.,Entfernung,Sekunden,"
            "Notizen,Workout-Notizen,RPE"
        ),
        '2024-05-06 07:08:09,"Push",1h 43m,"Bench Press (Barbell)",1,82.5,5,0,0,"paused","early",8',
    ),
    "french": (
        (
            "Date,Nom de l'entraînement,Durée,Nom de l'exercice,Ordre de la série,Poids,Réps,Distance,Secondes,Notes,"
            "Notes d'entraînement,RPE"
        ),
        '2024-05-06 07:08:09,"Push",1h 43m,"Bench Press (Barbell)",1,82.5,5,0,0,"paused","early",8',
    ),
    "french with a curly apostrophe": (
        (
            "Date,Nom de l’entraînement,Durée,Nom de l’exercice,Ordre de la série,Poids,Réps,Distance,Secondes,Notes,"
            "Notes d’entraînement,RPE"
        ),
        '2024-05-06 07:08:09,"Push",1h 43m,"Bench Press (Barbell)",1,82.5,5,0,0,"paused","early",8',
    ),
}
SHAPES["android without any note"] = SHAPES["android"][0], SHAPES["android"][1].replace("paused;early", ";")
SAYS_UNIT = {"units", "android", "older android", "quoted", "2016", "android without any note"}


@pytest.mark.parametrize("shape", SHAPES)
def test_every_layout_is_found_by_its_header(shape: str) -> None:
    assert read_export(lines(*SHAPES[shape])).app == "Strong"


@pytest.mark.parametrize("end", ["\n", "\r\n"])
@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"])
@pytest.mark.parametrize("shape", SHAPES)
def test_every_layout_gives_the_same_set(shape: str, mark: bytes, end: str) -> None:
    done = only(mark + lines(*SHAPES[shape], end=end))
    assert (done.exercise, done.weight, done.reps, done.workout) == (
        "Bench Press (Barbell)",
        Decimal("82.5"),
        5,
        "Push",
    )
    assert done.start == datetime(2024, 5, 6, 7, 8, 9)  # noqa: DTZ001 - the file knows no zone
    assert done.distance is None
    assert done.seconds is None


@pytest.mark.parametrize("shape", SHAPES)
def test_only_the_unit_that_a_file_says_is_known(shape: str) -> None:
    assert only(lines(*SHAPES[shape])).unit == ("kg" if shape in SAYS_UNIT else None)


@pytest.mark.parametrize("shape", [shape for shape in SHAPES if shape not in {"older android", "2017", "2016"}])
def test_a_duration_is_read_from_text_and_from_seconds(shape: str) -> None:
    assert only(lines(*SHAPES[shape])).lasted == 6180


@pytest.mark.parametrize(
    ("shape", "kilograms", "pounds"), [("quoted", "Weight (kg)", "Weight (lbs)"), ("2016", ",kg,", ",lb,")]
)
def test_a_header_may_say_pounds(shape: str, kilograms: str, pounds: str) -> None:
    header, row = SHAPES[shape]
    assert only(lines(header.replace(kilograms, pounds), row)).unit == "lb"


def test_the_layout_of_2016_has_the_unit_of_distance_in_its_header_too() -> None:
    header, row = SHAPES["2016"]
    run = row.replace("82.5,5,0,0", "0,0,3.1,1500")
    assert only(lines(header, run)).distance_unit == "km"
    assert only(lines(header.replace(",km,", ",mi,"), run)).distance_unit == "mi"


@pytest.mark.parametrize(("unit", "meant"), [("km", "km"), ("mi", "mi"), ("m", "m"), ("miles", "mi"), ("", None)])
def test_a_distance_has_a_unit_of_its_own(unit: str, meant: str | None) -> None:
    header, row = SHAPES["units"]
    done = only(lines(header, row.replace(",82.5,kg,5,8,0,,0,", f",0,kg,0,,5.2,{unit},1500,")))
    assert (done.distance, done.distance_unit, done.weight) == (Decimal("5.2"), meant, None)


def test_a_note_keeps_its_lines_quotes_and_semicolons() -> None:
    header, row = SHAPES["quoted"]
    done = only(lines(header, row.replace('"paused"', '"he said ""up""; then\r\nslow"')))
    assert done.note == 'he said "up"; then\r\nslow'


@pytest.mark.parametrize(
    ("text", "seconds"),
    [("2h", 7200), ("1h 43m", 6180), ("1h43m", 6180), ("51m", 3060), ("51min", 3060), ("51 min", 3060), ("", None)],
)
def test_durations_are_read_in_every_spelling(text: str, seconds: int | None) -> None:
    assert only(strong(f'2024-05-06 07:08:09,"A",{text},"Squat",1,100,5,0,0,,,')).lasted == seconds


def test_a_duration_in_another_language_costs_no_set_and_is_kept_as_it_is() -> None:
    done = only(strong('2024-05-06 07:08:09,"A",1 Std. 43 Min.,"Squat",1,100,5,0,0,,,'))
    assert (done.lasted, done.reps) == ("1 Std. 43 Min.", 5)


@pytest.mark.parametrize(
    ("unit", "meant"), [("lbs", "lb"), ("lb", "lb"), ("LBS", "lb"), ("kg", "kg"), ("kgs", "kg"), ("", None)]
)
def test_units_are_read_in_any_spelling(unit: str, meant: str | None) -> None:
    header, row = SHAPES["units"]
    assert only(lines(header, row.replace(",kg,", f",{unit},"))).unit == meant


@pytest.mark.parametrize(
    ("order", "reps", "kind", "failed"),
    [
        ("1", "5", Kind.WORKING, False),
        ("1.0", "5", Kind.WORKING, False),
        ("W", "5", Kind.WARM_UP, False),
        ("D", "5", Kind.DROP, False),
        ("F", "5", Kind.WORKING, False),
        ("F", "0", Kind.WORKING, True),
    ],
)
def test_the_order_of_a_set_says_its_kind(order: str, reps: str, kind: Kind, failed: bool) -> None:
    done = only(strong(f'2024-05-06 07:08:09,"A",51m,"Squat (Barbell)",{order},100,{reps},0,0,,,'))
    assert (done.kind, done.failed, done.reps) == (kind, failed, int(reps))


@pytest.mark.parametrize("name", ["Rest Timer", "Ruhezeit", "Pausa de descanso"])
def test_a_rest_is_no_set_in_any_language(name: str) -> None:
    data = strong(f'2024-05-06 07:08:09,"A",51m,"Squat (Barbell)",{name},0,0.0,0,120.0,,,')
    assert sets(data) == []
    assert passed(data) == [(2, "rest")]


def test_a_note_that_stands_alone_is_told_rather_than_lost() -> None:
    ((_, why),) = unread(strong('2024-05-06 07:08:09,"A",51m,"Squat (Barbell)",Note,0,0,0,0,"knees out",,'))
    assert why == "a note without a set"


def test_no_weight_is_bodyweight() -> None:
    assert only(strong('2024-05-06 07:08:09,"A",51m,"Pull Up",1,0.0,8,0,0,,,')).weight is None


def test_a_timed_set_has_seconds_and_no_reps() -> None:
    done = only(strong('2024-05-06 07:08:09,"A",51m,"Plank",1,0,0,0,60.0,,,'))
    assert (done.reps, done.seconds) == (None, Decimal(60))


def test_a_distance_without_a_unit_keeps_none() -> None:
    done = only(strong('2024-05-06 07:08:09,"A",51m,"Running",1,0,0,5.2,1500,,,'))
    assert (done.distance, done.distance_unit, done.seconds) == (Decimal("5.2"), None, Decimal(1500))


def test_the_newest_layout_counts_distance_in_metres() -> None:
    header, row = SHAPES["quoted"]
    done = only(lines(header, row.replace('"8";"";""', '"8";"400";"90"')))
    assert (done.distance, done.distance_unit) == (Decimal(400), "m")


def test_columns_are_found_by_name_wherever_they_stand() -> None:
    done = only(
        lines("Reps,Weight,Set Order,Exercise Name,Workout Name,Date", '5,100,1,Squat,"A, heavy",2024-05-06 07:08:09')
    )
    assert (done.reps, done.weight, done.workout) == (5, Decimal(100), "A, heavy")


@pytest.mark.parametrize(
    ("row", "why"),
    [
        ('2024-05-06 07:08:09,"A",51m,"Squat",1,100,0,0,0,,,', "no reps, time or distance"),
        ('2024-05-06 07:08:09,"A",51m,"Squat",1,heavy,5,0,0,,,', "“heavy” is no number"),
        ('2024-05-06 07:08:09,"A",51m,"Squat",1,100,5.5,0,0,,,', "“5.5” is no number of reps"),
        ('2024-05-06 07:08:09,"A",51m,"Squat",1,100,-5,0,0,,,', "“-5” is no number of reps"),
        ('2024-05-06 07:08:09,"A",51m,"Squat",1,100,5,0,-3,,,', "“-3” is below zero"),
        ('2024-05-06 07:08:09,"A",51m,"Squat",Z,100,5,0,0,,,', "“Z” in the column of the set's order"),
        ('2024-13-06 07:08:09,"A",51m,"Squat",1,100,5,0,0,,,', "no day and time there is"),
        ('yesterday,"A",51m,"Squat",1,100,5,0,0,,,', "“yesterday” is no date I can read"),
        ('2024-05-06 07:08:09,"A",51m,"",1,100,5,0,0,,,', "no exercise"),
        ('2024-05-06 07:08:09,"A",51m,"Squat",1,100', "6 columns where the header has 12"),
        ('2024-05-06 07:08:09,"A",51m,"Squat",1,100,5,0,0,,,,oops', "13 columns where the header has 12"),
    ],
)
def test_a_row_that_is_not_understood_is_named_with_its_line(row: str, why: str) -> None:
    good = '2024-05-06 07:08:09,"A",51m,"Squat",1,100,5,0,0,,,'
    ((line, said),) = unread(strong(good, row, good))
    assert line == 3
    assert why in said


def test_lines_are_counted_through_notes_of_several_lines() -> None:
    noted = '2024-05-06 07:08:09,"A",51m,"Squat",1,100,5,0,0,"one\ntwo\nthree",,'
    ((line, _),) = unread(strong(noted, '2024-05-06 07:08:09,"A",51m,"Squat",1,100,x,0,0,,,'))
    assert line == 5


def test_a_delimiter_at_the_end_of_the_header_is_no_column() -> None:
    header, row = SHAPES["android"]
    assert only(lines(f"{header};", row)).reps == 5
    assert only(lines(f"{header};", f"{row};")).reps == 5


def test_empty_cells_beyond_the_header_are_no_matter() -> None:
    assert only(strong('2024-05-06 07:08:09,"A",51m,"Squat",1,100,5,0,0,,,,,,')).reps == 5
