"""CSV: rows with their line numbers, and columns found by the names in the header, never by their place."""

import csv
import io
from collections.abc import Callable, Iterator, Mapping, Sequence

from bot.lifts.transfer.found import Misread, WrongFile
from bot.lifts.transfer.values import folded

Cells = Sequence[str]
Getter = Callable[[Cells], str]

_DELIMITERS = (",", ";", "\t")
_LONGEST_CELL = 32_767
"""Characters: what a spreadsheet holds in one."""
_LONGEST_HEADER = 5_000
"""Characters of all its cells: ten times what any app writes."""


class Header:
    """The columns of a file by what they hold."""

    def __init__(self, cells: Cells) -> None:
        self.names = [cell.strip() for cell in cells]
        while self.names and not self.names[-1]:
            self.names.pop()
        self._places: dict[str, int] = {}
        self._units: dict[str, str] = {}
        for place, name in enumerate(self.names):
            self._places.setdefault(folded(name), place)
            column, _, unit = name.removesuffix(")").rpartition("(")
            if column and name.endswith(")"):
                self._units.setdefault(folded(column), unit)
                self._places.setdefault(folded(column), place)

    def __len__(self) -> int:
        return len(self.names)

    def has(self, *names: str) -> bool:
        """Return whether all these columns are there, spelt in full or without the unit that follows them."""
        return all(folded(name) in self._places for name in names)

    def getter(self, *names: str) -> Getter:
        """Return what reads the first of these columns that is there from a row; nothing, where there is none."""
        place = next((self._places[folded(name)] for name in names if folded(name) in self._places), None)
        if place is None:
            return _nothing
        return lambda cells: cells[place]

    def unit(self, name: str) -> str | None:
        """Return the unit that follows a column's name in parentheses: of `Weight (kg)` it is `kg`."""
        return self._units.get(folded(name))

    def known(self, columns: Mapping[str, Sequence[str]]) -> set[str]:
        """Return which of the columns are there, given the spellings of each."""
        return {column for column, spellings in columns.items() if any(self.has(name) for name in spellings)}


def _nothing(_: Cells) -> str:
    return ""


def headers(text: str) -> Iterator[tuple[str, Header]]:
    """Yield the header as each delimiter would cut it, and the delimiter. Raises WrongFile for one that is too long."""
    for delimiter in _DELIMITERS:
        for line, cells in _rows(text, delimiter):
            if sum(map(len, cells)) + len(cells) > _LONGEST_HEADER:
                raise WrongFile(
                    f"Line {line}, where the names of the columns should stand, has more than {_LONGEST_HEADER:,} "
                    "characters. No app's export begins like that; please export the file again."
                )
            yield delimiter, Header(cells)
            break


def rows(text: str, delimiter: str, width: int) -> Iterator[tuple[int, Cells | Misread]]:
    """Yield the rows under the header with the lines they begin on; a Misread for one of the wrong width.

    Raises WrongFile when quotes are never closed: what is a row after that can't be known.
    """
    below = _rows(text, delimiter)
    next(below)
    for line, cells in below:
        if not any(cells[width:]):
            del cells[width:]
        if len(cells) == width:
            yield line, cells
        else:
            yield line, Misread(f"{len(cells)} columns where the header has {width}")


def _rows(text: str, delimiter: str) -> Iterator[tuple[int, list[str]]]:
    """Yield the rows that are not empty; a first line such as `sep=;`, which Excel writes, is none."""
    csv.field_size_limit(_LONGEST_CELL)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    line = 1
    try:
        for cells in reader:
            if any(cells) and not (line == 1 and cells[0].startswith("sep=")):
                yield line, cells
            line = reader.line_num + 1
    except csv.Error:
        raise WrongFile(
            f"Line {line} opens a quote that is never closed, or has a cell of more than {_LONGEST_CELL:,} characters. "
            "Nothing was read; please export the file again, or mend that line."
        ) from None
