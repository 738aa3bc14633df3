"""Whatever a file holds: a clear no, or every row of it accounted for."""

import csv
import io
import zlib
from collections.abc import Callable

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from bot.database import open_database
from bot.lifts.transfer import tables, work
from bot.lifts.transfer.found import WrongFile
from bot.lifts.transfer.importing import Importing
from bot.lifts.transfer.known import Known
from bot.lifts.transfer.meanings import Chosen
from bot.lifts.transfer.plan import Terms
from bot.lifts.transfer.reading import read_export
from bot.members.people import Members
from tests.conftest import START, FakeClock
from tests.lifts.conftest import ANNA, CATALOGUE
from tests.lifts.transfer.conftest import on_a_thread, scales_on
from tests.lifts.transfer.files import LIFTOSAUR, STRONGLIFTS, hevy, lines
from tests.lifts.transfer.test_strong import SHAPES

HEVY_ROW = '"Legs","7 Mar 2025, 18:05","7 Mar 2025, 19:05","good","Squat (Barbell)",0,"slow",{n},"normal",100,5,,0,8'
SPOTTER = (
    "entry,workout,performed_at,day,logged_at,exercise_id,exercise,weight,unit,bodyweight,reps,seconds,metres,kind,"
    "amrap,failed,rpe,rir,note"
)
SPOTTER_ROW = (
    "e{n},w5,2025-05-06T16:05:00+00:00,2025-05-06,2025-05-06T16:06:00+00:00,back_squat,Back squat,100,kg,no,5,,,"
    "working,no,no,8,,fine"
)
FILES: dict[str, bytes] = {
    **{name: lines(header, row, row, row) for name, (header, row) in SHAPES.items()},
    "hevy": hevy(*(HEVY_ROW.format(n=number) for number in range(3))),
    "fitnotes": lines(
        "Date,Exercise,Category,Weight,Weight Unit,Reps,Distance,Distance Unit,Time,Comment",
        "2024-05-06,Deadlift,Back,180,lbs,5,,,,slow",
        "2024-05-06,Running,Cardio,,,,5,km,0:25:30,",
    ),
    "stronglifts": lines(
        STRONGLIFTS, "2024/05/06,12,A,5×5,82,Squat,5×5,,5×100,,15,1500,4000,0.9,18:05,19:00,deep,5,100,5,100,0,100"
    ),
    "liftosaur": lines(
        LIFTOSAUR, "2024-05-06T16:05:00.000Z,Basic,Day 1,Squat,0,5,5,0,,,0,95,kg,100,kg,0,,Quads,Hams,fine"
    ),
    "spotter": lines(
        SPOTTER,
        SPOTTER_ROW.format(n=1),
        SPOTTER_ROW.format(n=2),
        "b3,,2025-05-06T16:05:00+00:00,2025-05-06,,,Body weight,82,kg,,,,,body weight,,,,,",
    ),
    "json": (
        b'{"app":"Spotter","version":1,"entries":[{"entry":"e1","workout":null,"performed_at":'
        b'"2025-05-06T16:05:00+00:00","day":"2025-05-06","logged_at":"2025-05-06T16:05:00+00:00","exercise_id":'
        b'"back_squat","exercise":"Back squat","note":"x","sets":[{"weight":"100","unit":"kg","bodyweight":false,'
        b'"reps":5,"kind":"working","amrap":false,"failed":false}]}],"body_weights":[{"entry":"b1","performed_at":'
        b'"2025-05-06T16:05:00+00:00","day":"2025-05-06","weight":"82","unit":"kg"}]}'
    ),
}
ODD = st.text(max_size=20) | st.sampled_from(
    [
        *("", " ", "0", "-0", "-5", "0.0", "1e999", "NaN", "Infinity", "1_000", "٣", "²", "9" * 30, "0.0001", "1,5"),
        *("0001-01-01 00:00:00", "9999-12-31 23:59:59", "2025-03-30 02:30:00", "1 Jan 0000, 00:00", "24:00", "12:60"),
        *("0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59-14:00", "2025-02-30T00:00:00Z", "99999×60", "3×"),
        *("=1+1", "'", '"', '""', '"\n"', "\r", "\n", ";", "\t", "\0", "\ufeff", "\u202e", "💪" * 50, "a" * 5000),
        *("null", "[]", "{}", "true", "1", "e" + "0" * 30 + "1", "custom:", "custom:" + "x" * 99, "custom:a:b", "kg"),
    ]
)


def _other_cell(draw: st.DrawFn, text: str) -> str:
    cut = [at for at, char in enumerate(text) if char in ',;\n":'] or [0]
    first = draw(st.sampled_from(cut))
    last = draw(st.sampled_from([at for at in cut if first <= at <= first + 40]))
    return text[: first + 1] + draw(ODD) + text[max(last, first + 1) :]


def _other_order(draw: st.DrawFn, text: str) -> str:
    """Return the text with rows that changed places, are there twice, or not at all."""
    header, *rows = text.split("\n")
    return "\n".join([header, *draw(st.lists(st.sampled_from(rows or [""]), max_size=8))])


def _other_ends(draw: st.DrawFn, text: str) -> str:
    return text.replace("\n", draw(st.sampled_from(["\r\n", "\n\n", "\r", ",\n", ";\n", " \n"])))


@st.composite
def spoilt(draw: st.DrawFn) -> bytes:
    """Return an export in which things were changed, put in or left out."""
    text = FILES[draw(st.sampled_from(sorted(FILES)))].decode("utf-8-sig")
    for _ in range(draw(st.integers(1, 4))):
        text = draw(st.sampled_from([_other_cell, _other_order, _other_ends]))(draw, text)
    return text.encode(draw(st.sampled_from(["utf-8", "utf-8-sig", "utf-16"])), errors="ignore")


def terms(*, doubted: bool = True) -> Terms:
    return Terms(ANNA, 1_000_000, START, "Asia/Tokyo", None, Chosen(), doubted)


def lines_of(data: bytes) -> set[int] | None:
    """Return the lines on which rows begin, by the csv module alone; None where the file is not csv."""
    text = data.decode("utf-16") if data.startswith((b"\xff\xfe", b"\xfe\xff")) else data.decode("utf-8-sig")
    if text.lstrip().startswith("{"):
        return None
    (delimiter,) = [found for found, header in tables.headers(text) if len(header) > 4][:1]
    found, line = [], 1
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    for cells in reader:
        if any(cells):
            found.append(line)
        line = reader.line_num + 1
    return set(found[1:])


@settings(max_examples=200, deadline=None)
@given(spoilt())
def test_every_row_is_read_or_named_or_left_out_on_purpose(data: bytes) -> None:
    try:
        rows = list(read_export(data).rows)
    except WrongFile:
        assume(False)
    wanted = lines_of(data)
    assume(wanted is not None)
    assert {row.line for row in rows} == wanted


@settings(max_examples=200, deadline=None)
@given(spoilt(), st.booleans())
def test_a_dry_run_accounts_for_every_set(data: bytes, doubted: bool) -> None:
    try:
        rows = list(read_export(data).rows)
        overview = work.look_over(terms(doubted=doubted), Known(), zlib.compress(data))
    except WrongFile:
        return
    left_out = sum(count for _, count in overview.passed) + (0 if doubted else overview.doubt_count)
    assert overview.sets + overview.weighed + overview.unread_count + left_out == len(rows)


@settings(max_examples=150, deadline=None)
@given(st.binary(max_size=300) | st.text(max_size=300).map(str.encode) | st.binary(max_size=60).map(zlib.compress))
def test_any_other_file_gets_a_clear_no(data: bytes) -> None:
    with pytest.raises(WrongFile, match=r"I read|[Ee]xport|send"):
        work.look_over(terms(), Known(), zlib.compress(data))


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=spoilt())
async def test_what_a_dry_run_says_is_what_is_saved(new_database: Callable[[], str], data: bytes) -> None:
    clock, ids = FakeClock(), iter(range(1, 10**6)).__next__
    database = await open_database(new_database())
    members = Members(database, clock)
    scales = scales_on(database, clock, ids, members)
    importing = Importing(database, clock, lambda: ids() * 1_000_000, members, CATALOGUE, scales, on_a_thread)
    try:
        preview = await importing.begin(ANNA, data)
        if preview.asks_unit:
            preview = await importing.choose_unit(ANNA, preview.id, "kg")
        saved = (await importing.save(ANNA, preview.id)).saved
        again = (await importing.begin(ANNA, data)).overview
    except WrongFile:
        return
    finally:
        await database.close()
    assert (saved.sets, saved.entries, saved.weighings) == (
        preview.overview.new,
        preview.overview.entries,
        preview.overview.weighings,
    )
    assert not again.news
