"""Liftosaur: what was planned and what was done side by side, units for each value, instants in UTC."""

from collections.abc import Iterator

from bot.lifts.sets import Kind
from bot.lifts.transfer import values
from bot.lifts.transfer.found import ImportedSet, Passed
from bot.lifts.transfer.tables import Cells, Header

APP = "Liftosaur"


class Reader:
    """Reads rows of one set each."""

    def __init__(self, header: Header) -> None:
        self._start, self._exercise = map(header.getter, ("Workout DateTime", "Exercise"))
        self._program, self._day, self._note = map(header.getter, ("Program", "Day Name", "Notes"))
        self._warm_up, self._amrap = map(header.getter, ("Is Warmup Set?", "Is AMRAP?"))
        self._reps = header.getter("Completed Reps")
        self._weight, self._unit = map(header.getter, ("Completed Weight Value", "Completed Weight Unit"))
        self._planned, self._planned_unit = map(header.getter, ("Required Weight Value", "Required Weight Unit"))
        self._rpe = header.getter("Completed RPE")

    @staticmethod
    def fits(header: Header) -> bool:
        """Return whether a header is Liftosaur's."""
        return header.has("Workout DateTime", "Exercise", "Completed Reps")

    def read(self, cells: Cells, line: int) -> Iterator[ImportedSet | Passed]:
        """Yield the set of a row, or that it was planned and not done. Raises Misread."""
        reps = values.reps(self._reps(cells))
        if reps is None:
            yield Passed(line, "planned set")
            return
        # Where no weight was entered it was lifted as planned.
        entered = self._weight(cells).strip() != ""
        weight, unit = (self._weight, self._unit) if entered else (self._planned, self._planned_unit)
        yield ImportedSet(
            line=line,
            exercise=self._exercise(cells),
            start=values.instant(self._start(cells)),
            weight=values.load(weight(cells)),
            unit=values.weight_unit(unit(cells)),
            reps=reps,
            kind=Kind.WARM_UP if _yes(self._warm_up(cells)) else Kind.WORKING,
            failed=reps == 0,
            rpe=values.measured(self._rpe(cells)),
            amrap=_yes(self._amrap(cells)),
            note=self._note(cells),
            workout=" – ".join(filter(None, (self._program(cells).strip(), self._day(cells).strip()))),
        )


def _yes(text: str) -> bool:
    return text.strip().casefold() in ("1", "true")
