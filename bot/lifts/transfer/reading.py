"""Reading an export: which app wrote it, by its content, and every set in it."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Protocol, TypeVar

from bot.lifts.transfer import fitnotes, hevy, liftosaur, sniffing, spotter, strong, stronglifts, tables
from bot.lifts.transfer.found import IN_PARTS, ImportedSet, Misread, Passed, Row, Unread, Weighed, WrongFile
from bot.lifts.transfer.tables import Cells, Header
from bot.lifts.transfer.values import check_name, clipped

MOST_ROWS = 150_000
T = TypeVar("T")


class RowReader(Protocol):
    """Reads the rows of one app's file, whose header it has seen."""

    def read(self, cells: Cells, line: int) -> Iterator[ImportedSet | Weighed | Passed]:
        """Yield the sets of a row, or that it is left out on purpose. Raises Misread when it can't be understood."""
        ...


@dataclass(frozen=True, slots=True)
class Export:
    """An export whose app is known. Its rows can be gone through once."""

    app: str
    rows: Iterator[Row]


_APPS: tuple[tuple[str, Callable[[Header], bool], Callable[[Header], RowReader]], ...] = (
    (spotter.APP, spotter.Reader.fits, spotter.Reader),
    (hevy.APP, hevy.Reader.fits, hevy.Reader),
    (liftosaur.APP, liftosaur.Reader.fits, liftosaur.Reader),
    (stronglifts.APP, stronglifts.Reader.fits, stronglifts.Reader),
    (strong.APP, strong.Reader.fits, strong.Reader),
    (fitnotes.APP, fitnotes.Reader.fits, fitnotes.Reader),
)


def read_export(data: bytes) -> Export:
    """Find out whose export a file is. Raises WrongFile when it is none; going through its sets may raise it too."""
    text = sniffing.text_of(data)
    if text.lstrip().startswith("{"):
        return Export(spotter.APP, _few_enough(spotter.from_json(text)))
    for delimiter, header in tables.headers(text):
        for app, fits, reader in _APPS:
            if fits(header):
                return Export(app, _rows(text, delimiter, header, reader(header)))
    raise WrongFile(_unknown(text))


def _rows(text: str, delimiter: str, header: Header, reader: RowReader) -> Iterator[Row]:
    line = None
    for line, cells in _few_enough(tables.rows(text, delimiter, len(header))):
        try:
            if isinstance(cells, Misread):
                raise cells
            yield from _checked(reader.read(cells, line))
        except Misread as error:
            yield Unread(line, str(error))
    if line is None:
        raise WrongFile("That file has its header line and nothing under it. Please export it again, with workouts.")


def _few_enough(rows: Iterator[T]) -> Iterator[T]:
    """Yield rows of the csv, or sets of the json. Raises WrongFile when there are too many."""
    for count, each in enumerate(rows, start=1):
        if count > MOST_ROWS:
            raise WrongFile(f"That file has more than {MOST_ROWS:,} rows. {IN_PARTS}")
        yield each


def _checked(rows: Iterator[ImportedSet | Weighed | Passed]) -> Iterator[ImportedSet | Weighed | Passed]:
    for row in rows:
        if isinstance(row, ImportedSet):
            check_name(row.exercise)
        yield row


def _unknown(text: str) -> str:
    found = list(tables.headers(text))
    if any(fitnotes.Reader.fits_body_tracker(header) for _, header in found):
        return (
            "That is FitNotes's body tracker; it holds no lifts. Export the workout data instead: in FitNotes, "
            "Settings → Spreadsheet Export."
        )
    named = max((header.names for _, header in found), key=len, default=[])
    columns = ", ".join(f"`{clipped(name.replace('`', ''), 30)}`" for name in named[:8] if name)
    which = f" Its columns are {columns}{' …' if len(named) > 8 else ''}." if len(named) > 1 else ""
    return (
        f"I can't tell which app that file is from.{which} I read the csv exports of Strong, Hevy, FitNotes, "
        "StrongLifts and Liftosaur, and my own csv and json, with their header line on top."
    )
