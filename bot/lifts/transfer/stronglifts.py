"""StrongLifts 5×5: a row an exercise, its sets as pairs of columns. The unit stands in the headers."""

import re
from collections.abc import Iterator
from datetime import datetime

from bot.lifts.transfer import values
from bot.lifts.transfer.found import ImportedSet, Misread, Passed, Weighed
from bot.lifts.transfer.tables import Cells, Getter, Header
from bot.lifts.weight import Unit

APP = "StrongLifts"

_SET = re.compile(r"set ([0-9]{1,2}) \((kg|lbs?)\)")
_TIMED = re.compile(r"([0-9]{1,2})\s*[×x]\s*(.+)")


class Reader:
    """Reads rows of several sets."""

    def __init__(self, header: Header) -> None:
        self._date, self._exercise, self._note = map(header.getter, ("Date (yyyy/mm/dd)", "Exercise", "Notes"))
        self._start, self._end = map(header.getter, ("Start Time (h:mm)", "End Time (h:mm)"))
        self._workout, self._timed = header.getter("Workout Name", "Workout"), header.getter("Sets×Time")
        self._program, self._hours = map(header.getter, ("Program Name", "Duration (hours)"))
        self._body_weight = header.getter("Body Weight")
        # The file in pounds says `Body Weight (KG)` too.
        self._body_unit: Unit = values.weight_unit(header.unit("Body Weight") or "") or "kg"
        named = sorted(
            (int(match[1]), match[2]) for name in header.names if (match := _SET.fullmatch(values.folded(name)))
        )
        self._unit = values.weight_unit(named[0][1]) if named else None
        self._sets: list[tuple[int, Getter, Getter]] = [
            (place, header.getter(f"Set {place} (Reps)"), header.getter(f"Set {place} ({unit})"))
            for place, unit in named
        ]

    @staticmethod
    def fits(header: Header) -> bool:
        """Return whether a header is StrongLifts's."""
        return header.has("Date (yyyy/mm/dd)", "Exercise", "Set 1 (Reps)")

    def read(self, cells: Cells, line: int) -> Iterator[ImportedSet | Weighed | Passed]:
        """Yield the sets of a row, or that the exercise was skipped; and what the lifter weighed. Raises Misread."""
        start = self._started(cells)
        yield from self._lifted(cells, line, start)
        if weight := values.measured(self._body_weight(cells)):
            yield Weighed(line, start, weight, self._body_unit)

    def _lifted(self, cells: Cells, line: int, start: datetime) -> Iterator[ImportedSet | Passed]:
        common = ImportedSet(
            line=line,
            exercise=self._exercise(cells),
            start=start,
            unit=self._unit,
            note=self._note(cells),
            workout=" – ".join(filter(None, (self._program(cells).strip(), self._workout(cells).strip()))),
            lasted=self._lasted(cells, start),
        )
        done = [
            (place, reps, values.load(weight(cells)))
            for place, count, weight in self._sets
            if (reps := values.reps(count(cells))) is not None
        ]
        if not done:
            yield from self._timed_sets(cells, common)
        elif any(reps for _, reps, _ in done):
            for place, reps, weight in done:
                yield common._replace(order=place, reps=reps, weight=weight, failed=reps == 0)
        else:
            yield Passed(line, "skipped exercise")

    def _timed_sets(self, cells: Cells, common: ImportedSet) -> Iterator[ImportedSet]:
        match = _TIMED.fullmatch(self._timed(cells).strip())
        if match is None:
            raise Misread("no reps or time")
        seconds = values.measured(str(values.duration(match[2]) or 0))
        for place in range(1, int(match[1]) + 1 if seconds else 1):
            yield common._replace(order=place, seconds=seconds)

    def _started(self, cells: Cells) -> datetime:
        day, time = self._date(cells).strip(), self._start(cells).strip()
        return values.moment(f"{day} {time}" if time else day)

    def _lasted(self, cells: Cells, start: datetime) -> int | None:
        end = self._end(cells).strip()
        if not end or not self._start(cells).strip():
            hours = values.measured(self._hours(cells))
            return None if hours is None else int(hours * 3600)
        lasted = values.moment(f"{self._date(cells).strip()} {end}") - start
        return int(lasted.total_seconds()) % 86_400 or None  # past midnight it ends on the next day
