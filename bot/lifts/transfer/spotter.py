"""Spotter's own files, both ways: csv for spreadsheets and json for programs, each holding every entry whole."""

import csv
import io
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any, TypeVar

import orjson

from bot.bodyweight.weighing import Weighing
from bot.lifts.entries import Entry
from bot.lifts.exercises import Measure
from bot.lifts.sets import Kind, Set
from bot.lifts.transfer import values
from bot.lifts.transfer.found import ImportedSet, Misread, Own, Unread, Weighed, WrongFile
from bot.lifts.transfer.tables import Cells, Header
from bot.lifts.weight import Unit, figure

APP = "Spotter"
VERSION = 1

COLUMNS = (
    *("entry", "workout", "performed_at", "day", "logged_at", "exercise_id", "exercise"),
    *("weight", "unit", "bodyweight", "reps", "seconds", "metres", "kind", "amrap", "failed", "rpe", "rir", "note"),
)
_BODY_WEIGHT = "body weight"
"""Stands for the kind of set where a row is a weighing."""
T = TypeVar("T")

_FORMULA = ("=", "+", "-", "@", "\t", "\r", "'")
_CUT = re.compile(r"(?<=[;\t\r\n])'*(?=[=+\-@])")
"""Where a spreadsheet that separates by semicolons or tabs begins a cell that is a formula, and what guards it."""
_LARGEST_ID = 2**63 - 1


def csv_header() -> bytes:
    """Return the first line of the csv, with the mark by which spreadsheets know UTF-8."""
    return b"\xef\xbb\xbf" + _line(COLUMNS)


def csv_rows(entry: Entry, name: str) -> bytes:
    """Return an entry as lines of the csv: a row a set, its note on the first; `name` is of its exercise.

    No text of a member can be taken for a formula by a spreadsheet.
    """
    rows = _as_rows(entry, name)
    return b"".join(
        _line([_cell(row[column]) if column != "note" or place == 0 else "" for column in COLUMNS])
        for place, row in enumerate(rows)
    )


def csv_weighing(weighing: Weighing) -> bytes:
    """Return a weighing as a line of the csv."""
    row = {**_as_weighing(weighing), "exercise": "Body weight", "kind": _BODY_WEIGHT}
    return _line([_cell(row.get(column)) for column in COLUMNS])


def json_header(exported_at: datetime) -> bytes:
    """Return what stands before the entries of the json, which follow with commas between; `json_end` closes it."""
    about = orjson.dumps({"app": APP, "version": VERSION, "exported_at": exported_at.isoformat()})
    return about.removesuffix(b"}") + b',"entries":[\n'


def json_entry(entry: Entry, name: str) -> bytes:
    """Return an entry as json, with its sets; `name` is of its exercise."""
    rows = _as_rows(entry, name)
    whole = {column: rows[0][column] for column in (*COLUMNS[:7], "note")}
    sets = [{column: row[column] for column in COLUMNS[7:-1] if row[column] is not None} for row in rows]
    return orjson.dumps({**whole, "sets": sets})


def json_end(weighings: Iterable[Weighing] = ()) -> bytes:
    """Return what stands after the entries of the json."""
    lines = b",\n".join(orjson.dumps(_as_weighing(weighing)) for weighing in weighings)
    return b'\n],"body_weights":[\n' + lines + b"\n]}\n"


def _as_weighing(weighing: Weighing) -> dict[str, str]:
    return {
        "entry": f"b{weighing.id}",
        "performed_at": weighing.at.astimezone(UTC).isoformat(),
        "day": weighing.day.isoformat(),
        "weight": figure(weighing.weight.amount),
        "unit": weighing.weight.unit,
    }


def _as_rows(entry: Entry, name: str) -> list[dict[str, Any]]:
    """Return an entry as JSON can carry it, once for each set; ids as text, for spreadsheets round long numbers."""
    whole = {
        "entry": f"e{entry.id}",
        "workout": None if entry.workout_id is None else f"w{entry.workout_id}",
        "performed_at": entry.performed_at.astimezone(UTC).isoformat(),
        "day": entry.day.isoformat(),
        "logged_at": entry.logged_at.astimezone(UTC).isoformat(),
        "exercise_id": entry.exercise_id,
        "exercise": name,
        "note": entry.note,
    }
    return [{**whole, **_as_row(done)} for done in entry.sets]


def _as_row(done: Set) -> dict[str, Any]:
    return {
        "weight": figure(done.load.weight.amount),
        "unit": done.load.weight.unit,
        "bodyweight": done.load.bodyweight,
        **{measure.value: done.count if measure is done.measure else None for measure in Measure},
        "kind": done.kind.value,
        "amrap": done.amrap,
        "failed": done.failed,
        "rpe": None if done.rpe is None else figure(done.rpe),
        "rir": done.rir,
    }


def _cell(value: Any) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return "" if value is None else str(value)


def _line(cells: Iterable[str]) -> bytes:
    out = io.StringIO(newline="")
    csv.writer(out).writerow([_harmless(cell) for cell in cells])
    return out.getvalue().encode()


def _harmless(text: str) -> str:
    """Return text that no spreadsheet takes for a formula, cut as it may be; numbers below zero stay numbers."""
    is_number = text[:1] == "-" and text[1:].replace(".", "", 1).isdecimal()
    can_be_cut = ";" in text or "\t" in text or "\n" in text or "\r" in text  # few can, and a pattern takes its time
    guarded = _CUT.sub(r"'\g<0>", text) if can_be_cut else text
    return f"'{guarded}" if text.startswith(_FORMULA) and not is_number else guarded


def _as_written(text: str) -> str:
    return _CUT.sub(lambda guard: guard[0][1:], text.removeprefix("'")) if "'" in text else text


class Reader:
    """Reads rows of one set each from the csv."""

    def __init__(self, header: Header) -> None:
        self._get = {column: header.getter(column) for column in COLUMNS}

    @staticmethod
    def fits(header: Header) -> bool:
        """Return whether a header is Spotter's."""
        return header.has("entry", "performed_at", "logged_at", "exercise_id", "bodyweight", "kind")

    def read(self, cells: Cells, line: int) -> Iterator[ImportedSet | Weighed]:
        """Yield the set or the weighing of a row. Raises Misread."""
        row: dict[str, Any] = {column: _as_written(get(cells)) or None for column, get in self._get.items()}
        for column in ("bodyweight", "amrap", "failed"):
            row[column] = row[column] == "yes"
        yield _weighed(row, line) if row["kind"] == _BODY_WEIGHT else _found(row, line)


def from_json(text: str) -> Iterator[ImportedSet | Weighed | Unread]:
    """Yield the sets and weighings of the json, with their numbers for lines. Raises WrongFile when it is another's."""
    try:
        held = orjson.loads(text)
    except orjson.JSONDecodeError:
        raise WrongFile("That file begins like JSON and can't be read as such. Please export it again.") from None
    if not isinstance(held, dict) or held.get("app") != APP or not isinstance(held.get("entries"), list):
        raise WrongFile("That is JSON, but not of my making: I read the json of `/export`, and csv of other apps.")
    if held.get("version") != VERSION:
        raise WrongFile("That export was made by a newer version of me. Please export it again as csv.")
    for number, entry in enumerate(held["entries"], start=1):
        if isinstance(entry, dict) and isinstance(entry.get("sets"), list) and entry["sets"]:
            for each in entry["sets"]:
                yield _read(_found, (entry, each), number)
        else:
            yield Unread(number, "not an entry with sets")
    weighings = held.get("body_weights", [])
    for number, each in enumerate(weighings if isinstance(weighings, list) else [weighings], start=1):
        yield _read(_weighed, (each,), number)


def _read(reading: Callable[[Mapping[str, Any], int], T], parts: Iterable[Any], number: int) -> T | Unread:
    """Return what parts of the json are together, however they are spoilt."""
    try:
        row: dict[str, Any] = dict.fromkeys(COLUMNS)
        for part in parts:
            row |= part
        return reading(row, number)
    except (Misread, TypeError, ValueError, ArithmeticError, AttributeError) as error:
        return Unread(number, str(error) if isinstance(error, Misread) else "a value of the wrong kind")


def _weighed(row: Mapping[str, Any], line: int) -> Weighed:
    """Return a row as a weighing. Raises Misread."""
    weight, unit = _weight(row)
    at = values.instant(row["performed_at"] or "")
    return Weighed(line, at, weight, unit, _id(row["entry"], "b"), _day(row["day"]))


def _weight(row: Mapping[str, Any]) -> tuple[Decimal, Unit]:
    weight, unit = values.number(row["weight"] or ""), values.weight_unit(row["unit"] or "")
    if weight is None or unit is None:
        raise Misread("no weight with a unit")
    return weight, unit


def _found(row: Mapping[str, Any], line: int) -> ImportedSet:
    """Return a row as a set. Raises Misread."""
    day, kind = row["day"], row["kind"]
    if kind not in list(Kind):
        raise Misread(f"“{values.clipped(str(kind))}” is no kind of set I know")
    weight, unit = _weight(row)
    values.check_name(_text(row["exercise"]))
    return ImportedSet(
        line=line,
        exercise=_text(row["exercise"]),
        start=values.instant(row["performed_at"] or ""),
        weight=weight,
        unit=unit,
        reps=_whole(row["reps"]),
        seconds=_decimal(row["seconds"]),
        distance=_decimal(row["metres"]),
        distance_unit="m",
        kind=Kind(kind),
        failed=row["failed"] is True,
        rpe=values.number(row["rpe"] or ""),
        rir=_whole(row["rir"]),
        amrap=row["amrap"] is True,
        note=_text(row["note"]),
        bodyweight=row["bodyweight"] is True,
        own=Own(
            entry_id=_id(row["entry"], "e"),
            exercise_id=_text(row["exercise_id"]),
            day=_day(day),
            logged_at=values.instant(row["logged_at"] or ""),
            workout_id=None if row["workout"] is None else _id(row["workout"], "w"),
        ),
    )


def _id(text: Any, letter: str) -> int:
    digits = str(text or "").removeprefix(letter)
    if not (digits.isascii() and digits.isdecimal() and len(digits) < 20 and 0 < int(digits) <= _LARGEST_ID):
        raise Misread(f"“{values.clipped(str(text))}” is no number of an entry or workout")
    return int(digits)


def _text(value: Any) -> str:
    if value is not None and not isinstance(value, str):
        raise Misread(f"“{values.clipped(str(value))}” is no text")
    return (value or "").replace("\0", "")  # no database takes it for text


def _day(text: Any) -> date:
    try:
        return date.fromisoformat(text or "")
    except (TypeError, ValueError):
        raise Misread(f"“{values.clipped(str(text))}” is no day") from None


def _whole(value: Any) -> int | None:
    return None if value is None else values.reps(str(value))


def _decimal(value: Any) -> Decimal | None:
    whole = _whole(value)
    return None if whole is None else Decimal(whole)
