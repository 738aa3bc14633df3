"""Moving out: all that a member logged as a file, which an import reads back without loss."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC
from enum import StrEnum
from itertools import groupby

from bot.database import Connection, Database
from bot.errors import SpotterError
from bot.instants import Clock
from bot.lifts import store as lifts_store
from bot.lifts.entries import Entry
from bot.lifts.exercises import CUSTOM, Catalogue
from bot.lifts.transfer import spotter, store

_A_PAGE = 200  # entries
MOST_BYTES = 8 * 1024 * 1024
"""Of one file: Discord takes 10 MiB, and so does an import."""


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


class Exporting:
    """Gives members their logs to take along."""

    def __init__(self, database: Database, clock: Clock, catalogue: Catalogue) -> None:
        self._database = database
        self._clock = clock
        self._catalogue = catalogue

    async def export(self, member_id: int, format: Format) -> Exported:
        """Return everything in a member's log, oldest first. Raises SpotterError when there is nothing."""
        entries: list[Entry] = []
        while page := await self._database.read(_page, member_id, entries[-1].id if entries else 0):
            entries += page
        if not entries:
            raise SpotterError("Your log is empty. Begin with `/log entry: squat 100 5x5`, or bring it with `/import`.")
        names = await self._names(member_id, entries)
        entries.sort(key=lambda entry: (entry.day, entry.performed_at, entry.id))
        files = await asyncio.to_thread(self._files, format, entries, names)
        return Exported(files, len(entries), sum(len(entry.sets) for entry in entries))

    async def _names(self, member_id: int, entries: Sequence[Entry]) -> dict[str, str]:
        """Return the names of exercises by their ids; of the member's own, as they or their other app wrote them."""
        customs = await self._database.read(store.custom_names, member_id)
        used = {entry.exercise_id for entry in entries}
        return {
            each: (each.startswith(CUSTOM) and customs.get(each)) or self._catalogue[each].full_name for each in used
        }

    def _files(self, format: Format, entries: Sequence[Entry], names: dict[str, str]) -> list[ExportFile]:
        """Return the file; where that would be too large, one a year."""
        today = f"{self._clock().astimezone(UTC):%Y-%m-%d}"
        whole = self._written(format, entries, names)
        if len(whole) <= MOST_BYTES:
            return [ExportFile(f"spotter-{today}.{format}", whole)]
        years = groupby(entries, key=lambda entry: entry.day.year)
        return [ExportFile(f"spotter-{year}.{format}", self._written(format, list(of), names)) for year, of in years]

    def _written(self, format: Format, entries: Sequence[Entry], names: dict[str, str]) -> bytes:
        if format is Format.CSV:
            return "".join(spotter.to_csv(entries, names)).encode("utf-8-sig")
        return spotter.to_json(entries, names, self._clock())


def _page(connection: Connection, member_id: int, after: int) -> list[Entry]:
    found = [
        lifts_store.entry(connection, member_id, entry_id)
        for entry_id in store.entries_after(connection, member_id, after, _A_PAGE)
    ]
    return [entry for entry in found if entry]
