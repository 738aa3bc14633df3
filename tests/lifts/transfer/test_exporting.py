"""Moving out, and back in without loss."""

import csv
import io
from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal

import orjson
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.bodyweight.scales import Scales
from bot.bodyweight.weighing import Weighing
from bot.database import Connection, Database, open_database
from bot.errors import SpotterError
from bot.lifts import store as lifts_store
from bot.lifts.entries import Entry
from bot.lifts.exercises import Measure, custom_id
from bot.lifts.logbook import Logbook
from bot.lifts.sets import Kind, Set
from bot.lifts.transfer import exporting as module
from bot.lifts.transfer import spotter
from bot.lifts.transfer import store as transfer_store
from bot.lifts.transfer.exporting import Exporting, Format
from bot.lifts.transfer.importing import Importing
from bot.lifts.transfer.names import name_key
from bot.lifts.weight import Load, Unit, Weight
from bot.members.people import Members
from tests.conftest import START, FakeClock
from tests.lifts.conftest import ANNA, BEN, CATALOGUE
from tests.lifts.transfer.conftest import on_a_thread, scales_on

NOTES = st.text(
    st.characters(exclude_categories=["Cs"], exclude_characters="\0"), min_size=1, max_size=40
) | st.sampled_from(
    [
        "=1+1",
        "+1",
        "-1",
        "@SUM(A1)",
        "'=1",
        "''",
        "\t=1",
        'a "quote", a comma; and\na line',
        "\r\n",
        "💪 ‮",
        "-15",
        "'",
        " x ",
    ]
)
UNITS: st.SearchStrategy[Unit] = st.sampled_from(("kg", "lb"))


@st.composite
def loads(draw: st.DrawFn) -> Load:
    bodyweight = draw(st.booleans())
    thousandths = draw(st.integers(-99_999_000 if bodyweight else 1, 99_999_999))
    return Load(Weight(Decimal(thousandths).scaleb(-3), draw(UNITS)), bodyweight)


@st.composite
def done(draw: st.DrawFn) -> Set:
    count = draw(st.integers(0, 1000))
    return Set(
        draw(loads()),
        count,
        draw(st.sampled_from(Measure)),
        draw(st.sampled_from(Kind)),
        failed=count == 0 or draw(st.booleans()),
        rpe=draw(st.none() | st.integers(2, 20).map(lambda halves: Decimal(halves) / 2)),
        rir=draw(st.none() | st.integers(0, 9)),
        amrap=draw(st.booleans()),
    )


@st.composite
def entries(draw: st.DrawFn, entry_id: int) -> Entry:
    ago = timedelta(microseconds=draw(st.integers(0, 10**15)))
    at = START - ago
    return Entry(
        member_id=ANNA,
        id=entry_id,
        exercise_id=draw(st.sampled_from([*(one.id for one in CATALOGUE), "custom:dragon_flag", custom_id("바벨")])),
        sets=tuple(draw(st.lists(done(), min_size=1, max_size=4))),
        day=(at + timedelta(hours=draw(st.integers(-12, 12)))).date(),
        performed_at=at,
        logged_at=START - timedelta(microseconds=draw(st.integers(0, 10**12))),
        note=draw(st.none() | NOTES),
        workout_id=draw(st.none() | st.integers(1, 2**63 - 1)),
    )


logs = st.integers(1, 4).flatmap(lambda number: st.tuples(*(entries(entry_id) for entry_id in range(10, 10 + number))))


def add(connection: Connection, log: tuple[Entry, ...]) -> None:
    for entry in log:
        lifts_store.add_entry(connection, entry)


def all_of(connection: Connection, member_id: int) -> list[Entry]:
    return lifts_store.entries_between(connection, member_id, date(1900, 1, 1), date(2100, 1, 1), None)


@st.composite
def weighings(draw: st.DrawFn, id: int) -> Weighing:
    at = START - timedelta(microseconds=draw(st.integers(0, 10**15)))
    weight = Weight(Decimal(draw(st.integers(60_000, 400_000))).scaleb(-3), draw(UNITS))
    return Weighing(id, (at + timedelta(hours=draw(st.integers(-12, 12)))).date(), at, weight)


books = st.integers(0, 3).flatmap(lambda number: st.tuples(*map(weighings, range(20, 20 + number))))


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(log=logs, book=books, format=st.sampled_from(Format))
async def test_what_goes_out_comes_back_whole(
    new_database: Callable[[], str], log: tuple[Entry, ...], book: tuple[Weighing, ...], format: Format
) -> None:
    clock = FakeClock()
    database = await open_database(new_database())
    try:
        scales = scales_on(database, clock, iter(range(1, 100)).__next__, Members(database, clock))
        importing = Importing(
            database, clock, lambda: 1_000_000, Members(database, clock), CATALOGUE, scales, on_a_thread
        )
        await database.write(add, log)
        await database.write(scales.keep, ANNA, book)
        before = await database.read(all_of, ANNA), await database.read(scales.every, ANNA)
        exported = await Exporting(database, clock, CATALOGUE, scales).export(ANNA, format)
        again = await importing.begin(ANNA, exported.files[0].data)
        assert (again.overview.news, again.overview.unread) == (False, ())
        await database.write(lifts_store.delete_member, ANNA)
        await database.write(scales.forget, ANNA, [weighing.id for weighing in book])
        preview = await importing.begin(ANNA, exported.files[0].data)
        assert not preview.asks_unit
        await importing.save(ANNA, preview.id)
        after = await database.read(all_of, ANNA), await database.read(scales.every, ANNA)
    finally:
        await database.close()
    assert after == before


@pytest.fixture
async def log(logbook: Logbook) -> list[str]:
    texts = ["squat 225lb 3x5 @8", "pull-up bw+20 3x5", "plank 3x60s", "farmers 40kg 3x30m", "bench 60x5 w, 100x3 fail"]
    for place, text in enumerate(texts, start=1):
        await logbook.log(ANNA, place, text, note="=HYPERLINK(1)" if place == 1 else "")
    return texts


@pytest.mark.usefixtures("log")
@pytest.mark.parametrize("format", list(Format))
async def test_undone_entries_stay_out(exporting: Exporting, logbook: Logbook, format: Format) -> None:
    await logbook.undo(ANNA, 1)
    exported = await exporting.export(ANNA, format)
    assert (exported.entries, exported.sets) == (4, 11)
    assert b"HYPERLINK" not in exported.files[0].data


@pytest.mark.usefixtures("log")
async def test_no_cell_is_a_formula(exporting: Exporting) -> None:
    (file,) = (await exporting.export(ANNA, Format.CSV)).files
    rows = list(csv.DictReader(io.StringIO(file.data.decode("utf-8-sig"), newline="")))
    assert rows[0]["note"] == "'=HYPERLINK(1)"
    assert not [cell for row in rows for cell in row.values() if cell.startswith(("=", "+", "@"))]


@pytest.mark.parametrize("delimiter", [";", "\t"])
async def test_no_cell_is_a_formula_where_other_separators_are_usual(
    exporting: Exporting, logbook: Logbook, delimiter: str
) -> None:
    for place, mark in enumerate("=+-@", start=1):
        note = f"a{delimiter}{mark}cmd|' /C calc'!A0, b\n{mark}1+1 c;'{mark}x"
        await logbook.log(ANNA, place, "squat 100 5x5", note=note)
    (file,) = (await exporting.export(ANNA, Format.CSV)).files
    cut = csv.reader(io.StringIO(file.data.decode("utf-8-sig"), newline=""), delimiter=delimiter)
    assert not [cell for row in cut for cell in row if cell.startswith(("=", "+", "-", "@"))]


@pytest.mark.parametrize(
    "text", ["a;=b", "a;'=b", "\t=b", ";''-b\n@c", "'", "''=", "=;=", "-5", "a;b", "-5;-5", "\r\n+1"]
)
def test_the_guard_of_a_cell_is_taken_off_again(text: str) -> None:
    assert spotter._as_written(spotter._harmless(text)) == text


@pytest.mark.usefixtures("log")
async def test_the_csv_is_what_a_lifter_can_read(exporting: Exporting) -> None:
    (file,) = (await exporting.export(ANNA, Format.CSV)).files
    assert file.name == "spotter-2026-03-04.csv"
    first = next(csv.DictReader(io.StringIO(file.data.decode("utf-8-sig"), newline="")))
    wanted = {"exercise": "Back squat", "weight": "225", "unit": "lb", "reps": "5", "rpe": "8", "day": "2026-03-04"}
    assert {column: first[column] for column in wanted} == wanted


@pytest.mark.usefixtures("log")
async def test_the_json_is_an_entry_with_its_sets(exporting: Exporting) -> None:
    (file,) = (await exporting.export(ANNA, Format.JSON)).files
    entry = orjson.loads(file.data)["entries"][0]
    assert (entry["entry"], entry["exercise"], len(entry["sets"])) == ("e1", "Back squat", 3)


async def test_an_empty_log_is_no_file(exporting: Exporting) -> None:
    with pytest.raises(SpotterError, match="Your log is empty"):
        await exporting.export(ANNA, Format.CSV)


@pytest.mark.usefixtures("log")
async def test_another_members_log_is_not_in_it(exporting: Exporting) -> None:
    with pytest.raises(SpotterError):
        await exporting.export(BEN, Format.CSV)


@pytest.mark.usefixtures("log")
async def test_what_is_too_large_is_a_file_a_year(
    exporting: Exporting, logbook: Logbook, monkeypatch: pytest.MonkeyPatch
) -> None:
    await logbook.log(ANNA, 99, "squat 100 5x5", "2025-05-06")
    monkeypatch.setattr(module, "MOST_BYTES", 1000)
    assert [file.name for file in (await exporting.export(ANNA, Format.CSV)).files] == [
        "spotter-2025.csv",
        "spotter-2026.csv",
    ]


@pytest.mark.usefixtures("log")
async def test_undone_entries_come_back(
    exporting: Exporting, importing: Importing, logbook: Logbook, database: Database
) -> None:
    (file,) = (await exporting.export(ANNA, Format.CSV)).files
    await logbook.undo(ANNA, 1)
    preview = await importing.begin(ANNA, file.data)
    assert preview.overview.entries == 1
    await importing.save(ANNA, preview.id)
    assert len(await database.read(all_of, ANNA)) == 5


@pytest.mark.usefixtures("log")
async def test_ones_own_exercises_keep_the_name_they_came_with(exporting: Exporting, importing: Importing) -> None:
    rows = (
        'Date,Workout Name,Exercise Name,Set Order,Weight,Reps\n2025-05-06 07:08:09,A,"Calf Press (Machine)",1,100,5\n'
    )
    preview = await importing.begin(ANNA, rows.encode())
    await importing.choose_unit(ANNA, preview.id, "kg")
    await importing.save(ANNA, preview.id)
    (file,) = (await exporting.export(ANNA, Format.CSV)).files
    assert b"custom:calf_press_machine,Calf Press (Machine)," in file.data


async def restored(importing: Importing, member: int, data: bytes) -> int:
    """Import a file of Spotter's own, and return how many entries of it were new."""
    preview = await importing.begin(member, data)
    return (await importing.save(member, preview.id)).saved.entries


@pytest.mark.usefixtures("log")
@pytest.mark.parametrize("format", list(Format))
async def test_what_was_brought_back_and_undone_can_be_brought_back_again(
    exporting: Exporting, importing: Importing, logbook: Logbook, format: Format
) -> None:
    (file,) = (await exporting.export(ANNA, format)).files
    assert await restored(importing, BEN, file.data) == 5
    await logbook.undo(BEN, 1)
    assert await restored(importing, BEN, file.data) == 1
    assert not (await importing.begin(BEN, file.data)).overview.news


@pytest.mark.parametrize("format", list(Format))
async def test_exercises_of_one_name_are_not_taken_for_each_other(
    exporting: Exporting, importing: Importing, database: Database, format: Format
) -> None:
    name = CATALOGUE["back_squat"].full_name

    def unit(connection: Connection) -> None:
        for entry_id, exercise_id in ((1, "back_squat"), (2, custom_id(name))):
            load = Set(Load(Weight(Decimal(100), "kg")), 5)
            lifts_store.add_entry(connection, Entry(ANNA, entry_id, exercise_id, (load,), START.date(), START, START))
        transfer_store.add_customs(connection, ANNA, {custom_id(name): name})

    await database.write(unit)
    (file,) = (await exporting.export(ANNA, format)).files
    await restored(importing, BEN, file.data)
    assert {entry.exercise_id for entry in await database.read(all_of, BEN)} == {"back_squat", custom_id(name)}


async def test_a_choice_for_another_app_changes_no_export(
    exporting: Exporting, importing: Importing, database: Database
) -> None:
    def unit(connection: Connection) -> None:
        load = Set(Load(Weight(Decimal(100), "kg")), 5)
        lifts_store.add_entry(connection, Entry(ANNA, 1, custom_id("My Squat"), (load,), START.date(), START, START))
        transfer_store.remember_names(connection, ANNA, {name_key("My squat"): "back_squat"})

    await database.write(unit)
    (file,) = (await exporting.export(ANNA, Format.CSV)).files
    await database.write(lifts_store.delete_member, ANNA)
    await restored(importing, ANNA, file.data)
    assert [entry.exercise_id for entry in await database.read(all_of, ANNA)] == [custom_id("My Squat")]


@pytest.mark.parametrize("format", list(Format))
async def test_body_weights_alone_are_a_file_too(
    exporting: Exporting, importing: Importing, scales: Scales, format: Format
) -> None:
    await scales.weigh(ANNA, 1, "180.5 lb")
    await scales.weigh(ANNA, 2, "82 kg")
    (file,) = (await exporting.export(ANNA, format)).files
    assert (await importing.begin(ANNA, file.data)).overview.weighings == 0
    preview = await importing.begin(BEN, file.data)
    await importing.save(BEN, preview.id)
    await scales.undo(BEN, 2)
    assert [str(weighing.weight) for weighing in (await scales.book(BEN)).weighings] == ["180.5 lb"]
    await restored(importing, BEN, file.data)
    assert [str(weighing.weight) for weighing in (await scales.book(BEN)).weighings] == ["82 kg"]


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("entry", "e0"),
        ("entry", f"e{2**63}"),
        ("entry", "1.2E+18"),
        ("entry", "e-5"),
        ("performed_at", "2026-03-04T18:30:00"),
        ("day", "04/03/2026"),
        ("kind", "myo"),
        ("weight", "heavy"),
        ("unit", "stone"),
        ("exercise_id", ""),
        ("reps", "99999"),
    ],
)
@pytest.mark.usefixtures("log")
async def test_a_row_that_was_spoilt_is_told(
    exporting: Exporting, importing: Importing, column: str, value: str
) -> None:
    (file,) = (await exporting.export(ANNA, Format.CSV)).files
    rows = list(csv.DictReader(io.StringIO(file.data.decode("utf-8-sig"), newline="")))
    rows[0] |= {column: value, "exercise": "" if column == "exercise_id" else rows[0]["exercise"]}
    out = io.StringIO(newline="")
    writer = csv.DictWriter(out, spotter.COLUMNS)
    writer.writeheader()
    writer.writerows(rows)
    overview = (await importing.begin(BEN, out.getvalue().encode())).overview
    assert overview.unread_count >= 1
    assert overview.sets == 14 - overview.unread_count


@pytest.mark.usefixtures("log")
async def test_a_sign_that_no_database_keeps_is_left_out_of_a_note(
    exporting: Exporting, importing: Importing, database: Database
) -> None:
    (file,) = (await exporting.export(ANNA, Format.JSON)).files
    await restored(importing, BEN, file.data.replace(b"=HYPERLINK", rb"\u0000=HYPERLINK"))
    assert "=HYPERLINK(1)" in [entry.note for entry in await database.read(all_of, BEN)]


@pytest.mark.parametrize(
    "entry",
    [None, 5, {}, {"sets": 5}, {"sets": [5]}, {"sets": [{}]}, {"entry": [], "sets": [{"kind": []}]}, {"sets": [None]}],
)
async def test_json_that_was_spoilt_is_told(importing: Importing, entry: object) -> None:
    data = orjson.dumps({"app": "Spotter", "version": 1, "entries": [entry]})
    assert (await importing.begin(ANNA, data)).overview.unread_count == 1
