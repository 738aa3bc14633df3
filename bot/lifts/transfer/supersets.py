"""Supersets: which exercises of a workout were done in turn."""

from datetime import datetime

from bot.lifts.transfer.found import ImportedSet


class Supersets:
    """Remembers the exercises of each superset in a file."""

    def __init__(self) -> None:
        self._members: dict[tuple[datetime, str, str], dict[str, None]] = {}

    def __len__(self) -> int:
        return len(self._members)

    def note(self, row: ImportedSet) -> None:
        """Remember the exercise of a set, if it is in a superset."""
        if row.superset:
            self._members.setdefault(_superset(row), {})[row.exercise.strip()] = None

    def partners(self, row: ImportedSet) -> list[str]:
        """Return the other exercises of a set's superset, by their names in the file."""
        return [name for name in self._members.get(_superset(row), ()) if name != row.exercise.strip()]


def _superset(row: ImportedSet) -> tuple[datetime, str, str]:
    return row.start, row.workout, row.superset
