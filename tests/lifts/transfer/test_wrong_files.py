"""Files that are no exports get a clear no; real samples are read whole."""

import gzip
import io
import zipfile
from pathlib import Path

import pytest

from bot.lifts.transfer.found import ImportedSet, Unread, WrongFile
from bot.lifts.transfer.reading import MOST_ROWS, read_export
from bot.lifts.transfer.sniffing import MOST_BYTES, check_size
from tests.lifts.transfer.files import FITNOTES, everything, lines, strong

SAMPLES = Path(__file__).parents[4] / "shared" / "samples"
ROW = '2024-05-06 07:08:09,"A",51m,"Squat",1,100,5,0,0,,,'


def bomb() -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("strong.csv", b"0" * 10_000_000)
    return held.getvalue()


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (b"", "That file is empty"),
        (b" \r\n\n ", "That file is empty"),
        (b"\xef\xbb\xbf", "which app"),
        (b"\x89PNG\r\n\x1a\n" + bytes(100), "a picture"),
        (b"\xff\xd8\xff\xe0" + bytes(100), "a picture"),
        (b"GIF89a" + bytes(100), "a picture"),
        (b"%PDF-1.7", "a PDF"),
        (bomb(), "zip archive or an Excel file"),
        (gzip.compress(b"0" * 10_000_000), "an archive"),
        (b"SQLite format 3\0" + bytes(100), "Spreadsheet Export"),
        (b"MZ\x90\0\x03", "no text file"),
        (b"\xff\xfe\0", "no text file"),
        (strong(ROW.replace("51m", "\0")).decode().encode("utf-16"), "no text file"),
        (b"\x81\x8d\x8f\x90", "no text file"),
        (b"Hello, how are you?", "which app"),
        (strong(), "header line and nothing under it"),
        (lines(FITNOTES), "header line and nothing under it"),
        (b"name,age\nAnna,30\n", "Its columns are `name`, `age`"),
        (b"<html><body>Not found</body></html>", "which app"),
        (b'{"app": "Other"}', "not of my making"),
        (b"{", "can't be read"),
        (b'{"app": "Spotter", "version": 2, "entries": []}', "newer version"),
        (b"{" * 100_000, "can't be read"),
    ],
)
def test_a_wrong_file_is_named_for_what_it_is(data: bytes, why: str) -> None:
    with pytest.raises(WrongFile, match=why):
        everything(data)


def test_a_huge_file_is_refused_by_its_size() -> None:
    with pytest.raises(WrongFile, match="I take up to 10"):
        check_size(MOST_BYTES + 1)


def test_too_many_rows_are_refused() -> None:
    with pytest.raises(WrongFile, match="more than 150,000 rows"):
        everything(lines("Date,Workout Name,Exercise Name,Set Order,Weight,Reps", *["x,x,x,x,x,x"] * (MOST_ROWS + 1)))


def test_too_many_sets_of_the_json_are_refused() -> None:
    with pytest.raises(WrongFile, match="more than 150,000 rows"):
        everything(b'{"app": "Spotter", "version": 1, "entries": [{"sets": [' + b"0," * MOST_ROWS + b"0]}]}")


@pytest.mark.parametrize("header", ["a" + " " * 30_000 + "b", "a," * 50_000, "Date (" * 5_000])
def test_a_header_that_is_too_long_is_named(header: str) -> None:
    with pytest.raises(WrongFile, match="Line 1, where the names of the columns should stand, has more than 5,000"):
        everything(lines(header, "1,2"))


def test_a_cell_that_is_too_long_is_named() -> None:
    with pytest.raises(WrongFile, match=r"Line 3 .* has a cell of more than 32,767 characters"):
        everything(strong(ROW, ROW.replace(",,,", f",{'a' * 32_768},,")))


def test_a_cell_as_long_as_spreadsheets_have_is_read_whole() -> None:
    (done,) = everything(strong(ROW.replace(",,,", f",{'a ' * 16_383},,")))
    assert isinstance(done, ImportedSet)
    assert len(done.note) == 32_766


@pytest.mark.parametrize(
    "name", ["a" + " " * 30_000 + "b", "(" * 30_000, "Pull Up" + " (Assisted)" * 2_000, "," * 9_000]
)
def test_a_name_that_is_too_long_is_told_with_its_line_and_the_rest_is_read(name: str) -> None:
    found = everything(strong(ROW.replace("Squat", name), ROW))
    assert [type(row) for row in found] == [Unread, ImportedSet]
    assert isinstance(found[0], Unread)
    assert found[0].line == 2
    assert f"has {len(name):,} characters; the name of an exercise has up to 200" in found[0].why


def test_a_quote_that_is_never_closed_is_named() -> None:
    with pytest.raises(WrongFile, match="Line 3 opens a quote that is never closed"):
        everything(strong(ROW, ROW.replace('"Squat"', '"Squat'), *[ROW.replace('"', "")] * 5000))


def test_no_markdown_of_a_file_reaches_the_answer() -> None:
    with pytest.raises(WrongFile) as refused:
        read_export(b"`@everyone`,`b`\n1,2\n")
    assert "`@everyone`" in str(refused.value)
    assert "``" not in str(refused.value)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_files_saved_again_by_a_spreadsheet_are_read(encoding: str) -> None:
    text = strong(ROW.replace("Squat", "Kniebeuge à la Müller")).decode()
    (done,) = everything(text.encode(encoding))
    assert isinstance(done, ImportedSet)
    assert done.exercise == "Kniebeuge à la Müller"


def test_the_line_that_excel_puts_on_top_is_no_header() -> None:
    text = "sep=;\n" + strong(ROW).decode().replace(",", ";")
    (done,) = everything(text.encode())
    assert isinstance(done, ImportedSet)
    assert done.line == 3


@pytest.mark.skipif(not SAMPLES.is_dir(), reason="the real sample exports are not part of this repository")
@pytest.mark.parametrize(
    ("name", "app", "sets"),
    [
        ("strong-classic-kg-painnotes.csv", "Strong", 77),
        ("strong-2026-nonotes-warmup.csv", "Strong", 21),
        ("strong-resttimer-en.csv", "Strong", 8),
        ("hevy-kg-2025.csv", "Hevy", 36),
    ],
)
def test_real_exports_are_read_whole(name: str, app: str, sets: int) -> None:
    export = read_export((SAMPLES / name).read_bytes())
    assert export.app == app
    assert len([done for done in export.rows if isinstance(done, ImportedSet)]) == sets
