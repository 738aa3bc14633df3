"""PostgreSQL for stores that are written for both: `?` parameters, whole numbers, rows by name and position."""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import lru_cache
from typing import Any

import psycopg
from psycopg.adapt import Loader
from psycopg.types.numeric import Int8Dumper
from psycopg.types.string import StrDumper

_PART = re.compile(r"'(?:[^']|'')*'|\?|/\*!(.*?)\*/", re.DOTALL)


class Row:
    """A row as SQLite's are: by name, by position, unpacked, and as a dict by its keys."""

    __slots__ = ("_places", "_values")

    def __init__(self, places: dict[str, int], values: Sequence[Any]) -> None:
        self._places = places
        self._values = values

    def __getitem__(self, key: Any, /) -> Any:
        """Return a column by name or position."""
        return self._values[self._places[key] if isinstance(key, str) else key]

    def __iter__(self) -> Iterator[Any]:
        return iter(self._values)

    def __len__(self) -> int:
        return len(self._values)

    def keys(self) -> Iterable[str]:
        """Return the names of the columns."""
        return self._places.keys()


class PostgresConnection:
    """A connection as stores see it; it neither begins nor ends a transaction."""

    def __init__(self, raw: psycopg.Connection[Any]) -> None:
        self._raw = raw

    def execute(self, sql: str, parameters: Sequence[Any] = (), /) -> psycopg.Cursor[Row]:
        """Run one statement with `?` parameters."""
        return self._cursor().execute(translated(sql), parameters)

    def executemany(self, sql: str, parameters: Iterable[Sequence[Any]], /) -> psycopg.Cursor[Row]:
        """Run one statement for each set of parameters."""
        cursor = self._cursor()
        cursor.executemany(translated(sql), parameters)
        return cursor

    def _cursor(self) -> psycopg.Cursor[Row]:
        return psycopg.RawCursor(self._raw, row_factory=_rows)


@lru_cache(maxsize=1024)
def translated(sql: str) -> bytes:
    """Return a statement with `$1`, `$2` … for its `?`, and with what stands in `/*! … */`."""
    number = 0

    def turn(match: re.Match[str]) -> str:
        nonlocal number
        if match[0] == "?":
            number += 1
            return f"${number}"
        return match[0] if match[1] is None else match[1].strip()

    return _PART.sub(turn, sql).encode()


def adapt(connection: psycopg.Connection[Any]) -> None:
    """Have values come and go as they do with SQLite: every whole number is a BIGINT, every text is TEXT."""
    for kind, dumper in ((int, Int8Dumper), (bool, _BoolDumper), (str, _TextDumper)):
        connection.adapters.register_dumper(kind, dumper)
    connection.adapters.register_loader("numeric", _WholeLoader)


def _rows(cursor: psycopg.Cursor[Any]) -> Callable[[Sequence[Any]], Row]:
    places = {column.name: place for place, column in enumerate(cursor.description or ())}
    return lambda values: Row(places, values)


class _BoolDumper(Int8Dumper):
    """SQLite knows no booleans: they are 0 and 1 in both."""

    def dump(self, obj: bool) -> bytes:
        return b"1" if obj else b"0"


class _TextDumper(StrDumper):
    """PostgreSQL holds every character but NUL, which no member types: it is left out."""

    def dump(self, obj: str) -> Any:
        return super().dump(obj.replace("\0", "") if "\0" in obj else obj)


class _WholeLoader(Loader):
    """A sum of BIGINT is a NUMERIC; sums of the house are whole."""

    def load(self, data: Any) -> int:
        return int(bytes(data))
