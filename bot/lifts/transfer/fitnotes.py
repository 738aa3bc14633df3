"""FitNotes for Android, today's layout and the one until about 2020. It knows the day of a workout, not the time."""

from collections.abc import Iterator

from bot.lifts.transfer import values
from bot.lifts.transfer.found import ImportedSet, Misread
from bot.lifts.transfer.tables import Cells, Header

APP = "FitNotes"


class Reader:
    """Reads rows of one set each."""

    def __init__(self, header: Header) -> None:
        self._date, self._exercise, self._weight = map(header.getter, ("Date", "Exercise", "Weight"))
        self._unit, self._reps, self._time = map(header.getter, ("Weight Unit", "Reps", "Time"))
        self._distance, self._length, self._note = map(header.getter, ("Distance", "Distance Unit", "Comment"))
        self._header_unit = values.weight_unit(header.unit("Weight") or "")

    @staticmethod
    def fits(header: Header) -> bool:
        """Return whether a header is FitNotes's."""
        return header.has("Date", "Exercise", "Category", "Weight", "Reps")

    @staticmethod
    def fits_body_tracker(header: Header) -> bool:
        """Return whether a header is that of FitNotes's body tracker, which holds no lifts."""
        return header.has("Date", "Time", "Measurement", "Value", "Unit")

    def read(self, cells: Cells, line: int) -> Iterator[ImportedSet]:
        """Yield the set of a row. Raises Misread."""
        reps, distance = values.reps(self._reps(cells)), values.measured(self._distance(cells))
        seconds = values.duration(self._time(cells))
        if not (reps or seconds or distance):
            raise Misread("no reps, time or distance")
        yield ImportedSet(
            line=line,
            exercise=self._exercise(cells),
            start=values.moment(self._date(cells)),
            weight=values.load(self._weight(cells)),
            unit=values.weight_unit(self._unit(cells)) or self._header_unit,
            reps=reps or None,
            distance=distance,
            distance_unit=values.distance_unit(self._length(cells)),
            seconds=values.measured(str(seconds or 0)),
            note=self._note(cells),
        )
