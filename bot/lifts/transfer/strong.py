"""Strong: at least eight layouts and their translations. The file may not say its unit; it never says its zone."""

from collections.abc import Iterator
from functools import cache
from typing import Any

from bot.data import read_toml
from bot.lifts.sets import Kind
from bot.lifts.transfer import values
from bot.lifts.transfer.found import ImportedSet, Misread, Passed
from bot.lifts.transfer.tables import Cells, Header
from bot.lifts.weight import Unit

APP = "Strong"

_NEEDED = {"date", "workout", "exercise", "order", "weight", "reps"}


class Reader:
    """Reads rows of one set each, or of a rest."""

    def __init__(self, header: Header) -> None:
        columns = _spellings()["columns"]
        get = {column: header.getter(*spellings) for column, spellings in columns.items()}
        self._date, self._workout, self._duration = get["date"], get["workout"], get["duration"]
        self._exercise, self._order, self._reps = get["exercise"], get["order"], get["reps"]
        self._weight, self._weight_unit = get["weight"], get["weight_unit"]
        self._distance, self._distance_unit = get["distance"], get["distance_unit"]
        self._seconds, self._rpe = get["seconds"], get["rpe"]
        self._note, self._workout_note = get["note"], get["workout_note"]
        self._unit = values.weight_unit(_unit_of(header, columns["weight"], "kg", "lb", "lbs"))
        self._length = values.distance_unit(_unit_of(header, columns["distance"], "km", "mi", "miles"))

    @staticmethod
    def fits(header: Header) -> bool:
        """Return whether a header is Strong's, in any of its languages."""
        return header.known(_spellings()["columns"]) >= _NEEDED

    def read(self, cells: Cells, line: int) -> Iterator[ImportedSet | Passed]:
        """Yield the set of a row, or that it is a rest. Raises Misread."""
        reps, seconds = values.reps(self._reps(cells)), values.measured(self._seconds(cells))
        weight, distance = values.load(self._weight(cells)), values.measured(self._distance(cells))
        order = values.folded(self._order(cells))
        kind, rests = _marks()[0].get(order), order in _marks()[1]
        number = None if kind or rests else _number(order)
        counted = reps or seconds or distance
        if rests or (number is None and kind is None and not (reps or weight or distance)):
            if self._note(cells).strip():
                raise Misread("a note without a set")
            yield Passed(line, "rest")  # of a language that is not listed too: nothing was done but time passed
            return
        if number is None and kind is None:
            raise Misread(f"“{values.clipped(self._order(cells))}” in the column of the set's order")
        failed = kind == "failure" and not counted
        if not counted and not failed:
            raise Misread("no reps, time or distance")
        yield ImportedSet(
            line=line,
            exercise=self._exercise(cells),
            start=values.moment(self._date(cells)),
            order=number,
            weight=weight,
            unit=self._weight_unit_of(cells),
            reps=0 if failed else reps or None,
            distance=distance,
            distance_unit=values.distance_unit(self._distance_unit(cells)) or self._length,
            seconds=seconds,
            kind=_KINDS.get(kind or "", Kind.WORKING),
            failed=failed,
            rpe=values.measured(self._rpe(cells)),
            note=self._note(cells),
            workout=self._workout(cells),
            workout_note=self._workout_note(cells),
            lasted=values.lasting(self._duration(cells)),
        )

    def _weight_unit_of(self, cells: Cells) -> Unit | None:
        return values.weight_unit(self._weight_unit(cells)) or self._unit


_KINDS = {"warm_up": Kind.WARM_UP, "drop": Kind.DROP}


def _number(order: str) -> int | None:
    try:
        value = values.number(order)
    except Misread:
        return None
    return None if value is None else int(value.to_integral_value(rounding="ROUND_DOWN"))


def _unit_of(header: Header, spellings: list[str], *units: str) -> str:
    """Return the unit that the header names: after the column's name, or in its place."""
    after = next((unit for name in spellings if (unit := header.unit(name))), None)
    return after or next((unit for unit in units if header.has(unit)), "")


@cache
def _spellings() -> dict[str, Any]:
    found: dict[str, Any] = read_toml("exports.toml")["strong"]
    return found


@cache
def _marks() -> tuple[dict[str, str], set[str]]:
    """Return what stands for a number in the set's order: marks by their spellings, and rests."""
    orders = dict(_spellings()["orders"])
    rests = {values.folded(word) for word in orders.pop("rest")}
    return {values.folded(word): mark for mark, words in orders.items() for word in words}, rests
