"""Hevy, from its app and its web page: months and names of exercises are translated, line breaks differ."""

from collections.abc import Iterator

from bot.lifts.sets import Kind
from bot.lifts.transfer import values
from bot.lifts.transfer.found import ImportedSet, Misread
from bot.lifts.transfer.tables import Cells, Header

APP = "Hevy"

_KINDS = {"normal": Kind.WORKING, "failure": Kind.WORKING, "warmup": Kind.WARM_UP, "dropset": Kind.DROP}
_WEIGHTS = ("weight_kg", "weight_lbs", "weight_lb")
_DISTANCES = ("distance_km", "distance_miles", "distance_mi", "distance_meters", "distance_m")


class Reader:
    """Reads rows of one set each."""

    def __init__(self, header: Header) -> None:
        self._title, self._start, self._end = map(header.getter, ("title", "start_time", "end_time"))
        self._description, self._exercise = map(header.getter, ("description", "exercise_title"))
        self._superset = header.getter("superset_id")
        self._note, self._order, self._kind = map(header.getter, ("exercise_notes", "set_index", "set_type"))
        self._weight, self._distance = header.getter(*_WEIGHTS), header.getter(*_DISTANCES)
        self._reps, self._seconds, self._rpe = map(header.getter, ("reps", "duration_seconds", "rpe"))
        self._unit = values.weight_unit(_suffix(header, _WEIGHTS))
        self._length = values.distance_unit(_suffix(header, _DISTANCES))

    @staticmethod
    def fits(header: Header) -> bool:
        """Return whether a header is Hevy's."""
        return header.has("start_time", "exercise_title", "set_index", "set_type", "reps")

    def read(self, cells: Cells, line: int) -> Iterator[ImportedSet]:
        """Yield the set of a row. Raises Misread."""
        reps, seconds = values.reps(self._reps(cells)), values.measured(self._seconds(cells))
        distance, weight = values.measured(self._distance(cells)), values.load(self._weight(cells))
        kind = self._kind(cells).strip()
        if kind not in _KINDS:
            raise Misread(f"“{values.clipped(kind)}” is no kind of set I know")
        failed = kind == "failure" and reps == 0 and not seconds and not distance
        if not (reps or seconds or distance or failed):
            raise Misread("no reps, time or distance")
        start = values.moment(self._start(cells))
        order = values.number(self._order(cells))
        yield ImportedSet(
            line=line,
            exercise=self._exercise(cells),
            start=start,
            order=None if order is None else int(order),
            weight=weight,
            unit=self._unit,
            reps=0 if failed else reps or None,
            distance=distance,
            distance_unit=self._length,
            seconds=seconds,
            kind=_KINDS[kind],
            failed=failed,
            rpe=values.measured(self._rpe(cells)),
            note=_unescaped(self._note(cells)),
            workout=self._title(cells),
            workout_note=_unescaped(self._description(cells)),
            lasted=self._lasted(cells),
            superset=self._superset(cells).strip(),
        )

    def _lasted(self, cells: Cells) -> int | None:
        if not self._end(cells).strip():
            return None
        lasted = values.moment(self._end(cells)) - values.moment(self._start(cells))
        return int(lasted.total_seconds()) if lasted.total_seconds() > 0 else None


def _suffix(header: Header, names: tuple[str, ...]) -> str:
    return next((name.rpartition("_")[2] for name in names if header.has(name)), "")


def _unescaped(text: str) -> str:
    """Return text with real line breaks: the app writes backslash and n."""
    return text.replace("\\n", "\n")
