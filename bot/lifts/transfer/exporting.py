"""Moving out: all that a member logged as a file, which an import reads back without loss."""

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC
from enum import StrEnum

from bot.bodyweight.weighing import Weighing
from bot.database import Connection, Database
from bot.errors import SpotterError
from bot.instants import Clock
from bot.lifts import store as lifts_store
from bot.lifts.entries import Entry
from bot.lifts.exercises import CUSTOM, Catalogue
from bot.lifts.transfer import spotter, store
from bot.lifts.transfer.ports import Scales

MOST_BYTES = 8 * 1024 * 1024
"""Of one file: Discord takes 10 MiB, and so does an import."""
_A_PAGE = 100  # entries: a few milliseconds of a database thread
_A_WEIGHING = 150  # bytes
_BEFORE_ALL = ("", 0, 0)


class Format(StrEnum):
    """What kinds of files there are."""

    CSV = "csv"
    JSON = "json"


@dataclass(frozen=True, slots=True)
class ExportFile:
    """A file; there are several where one would be too large."""

    name: str
    data: bytes


@dataclass(frozen=True, slots=True)
class Exported:
    """All that a member logged."""

    files: list[ExportFile]
    entries: int
    sets: int
    weighings: int


@dataclass(slots=True)
class _Year:
    """What is of one year: entries as they stand in the file, and weighings."""

    entries: list[bytes] = field(default_factory=list)
    weighings: list[Weighing] = field(default_factory=list)

    @property
    def size(self) -> int:
        """How many bytes it makes, about."""
        return sum(map(len, self.entries)) + _A_WEIGHING * len(self.weighings)


@dataclass(slots=True)
class _Written:
    """What is written so far, by years."""

    years: dict[str, _Year] = field(default_factory=lambda: defaultdict(_Year))
    entries: int = 0
    sets: int = 0


class Exporting:
    """Gives members their logs to take along."""

    def __init__(self, database: Database, clock: Clock, catalogue: Catalogue, scales: Scales) -> None:
        self._database = database
        self._clock = clock
        self._catalogue = catalogue
        self._scales = scales

    async def export(self, member_id: int, format: Format) -> Exported:
        """Return everything in a member's log, oldest first. Raises SpotterError when there is nothing."""
        customs = await self._database.read(store.custom_names, member_id)
        written, write = _Written(), spotter.csv_rows if format is Format.CSV else spotter.json_entry

        def write_named(entry: Entry) -> bytes:
            own = customs.get(entry.exercise_id) if entry.exercise_id.startswith(CUSTOM) else None
            return write(entry, own or self._catalogue[entry.exercise_id].full_name)

        last: tuple[str, int, int] | None = _BEFORE_ALL
        while last:  # a page at a time, so that nobody waits for a reader, or for so much garbage to be looked through
            last = await self._database.read(_page, member_id, last, write_named, written)
        weighings = await self._database.read(self._scales.every, member_id)
        for weighing in weighings:
            written.years[f"{weighing.day:%Y}"].weighings.append(weighing)
        if not written.years:
            raise SpotterError("Your log is empty. Begin with `/log entry: squat 100 5x5`, or bring it with `/import`.")
        return Exported(self._files(format, written.years), written.entries, written.sets, len(weighings))

    def _files(self, format: Format, years: dict[str, _Year]) -> list[ExportFile]:
        """Return the file; where that would be too large, several of as many years as fit."""
        parts: list[list[str]] = []
        size = 0
        for year in sorted(years):
            more = years[year].size
            if not parts or size + more > MOST_BYTES:
                parts, size = [*parts, []], 0
            parts[-1].append(year)
            size += more
        today = f"{self._clock().astimezone(UTC):%Y-%m-%d}"
        names = [today] if len(parts) == 1 else ["-".join(dict.fromkeys((part[0], part[-1]))) for part in parts]
        return [
            ExportFile(f"spotter-{name}.{format}", self._whole(format, [years[year] for year in part]))
            for name, part in zip(names, parts, strict=True)
        ]

    def _whole(self, format: Format, years: list[_Year]) -> bytes:
        entries = [entry for year in years for entry in year.entries]
        weighings = [weighing for year in years for weighing in year.weighings]
        if format is Format.CSV:
            return spotter.csv_header() + b"".join([*entries, *map(spotter.csv_weighing, weighings)])
        return spotter.json_header(self._clock()) + b",\n".join(entries) + spotter.json_end(weighings)


def _page(
    connection: Connection,
    member_id: int,
    after: tuple[str, int, int],
    write: Callable[[Entry], bytes],
    written: _Written,
) -> tuple[str, int, int] | None:
    """Write the entries that come after one, and return the last of them; None when there are no more."""
    page = store.entries_after(connection, member_id, after, _A_PAGE)
    for day, _, entry_id in page:
        entry = lifts_store.entry(connection, member_id, entry_id)
        if entry:
            written.years[day[:4]].entries.append(write(entry))
            written.entries += 1
            written.sets += len(entry.sets)
    return page[-1] if page else None
