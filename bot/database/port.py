"""What the house sees of a database, whichever it is."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import AbstractAsyncContextManager
from typing import Any, Concatenate, ParamSpec, Protocol, TypeVar

P = ParamSpec("P")
T = TypeVar("T")


class Row(Protocol):
    """One row: `row["column"]` or `row[0]`."""

    def __getitem__(self, key: Any, /) -> Any:
        """Return a column by name or position."""
        ...

    def keys(self) -> Iterable[str]:
        """Return the names of the columns."""
        ...


class Cursor(Protocol):
    """The outcome of one statement."""

    @property
    def rowcount(self) -> int:
        """How many rows the statement changed."""
        ...

    def fetchone(self) -> Any:
        """Return the next row, or None."""
        ...

    def fetchall(self) -> list[Any]:
        """Return all rows left."""
        ...

    def __iter__(self) -> Iterator[Any]: ...


class Connection(Protocol):
    """A connection inside a unit of work. It commits and rolls back by itself; a store only executes.

    What stands in `/*! … */` within a statement is for PostgreSQL alone; SQLite takes it for a comment.
    """

    def execute(self, sql: str, parameters: Sequence[Any] = (), /) -> Cursor:
        """Run one statement with `?` parameters."""
        ...

    def executemany(self, sql: str, parameters: Iterable[Sequence[Any]], /) -> Cursor:
        """Run one statement for each set of parameters."""
        ...


class Database(Protocol):
    """An open database. A unit is a plain function of a connection and may be run again, so it changes nothing else."""

    async def write(self, unit: Callable[Concatenate[Connection, P], T], /, *args: P.args, **kwargs: P.kwargs) -> T:
        """Run `unit(connection, …)` in a transaction of its own and return its answer once that is kept.

        Units are as if they ran one after the other. Raises what the unit raises; then nothing of it is kept.
        """
        ...

    def jot(
        self, unit: Callable[Concatenate[Connection, P], T], /, *args: P.args, **kwargs: P.kwargs
    ) -> AbstractAsyncContextManager[T]:
        """Write by the shortest way: a unit of a few rows by their keys, such as every entry is.

        The context gives its answer, to be prepared for the member; it may be told once the context is left, which
        waits until it is kept. Entering it raises what the unit raises.
        """
        ...

    async def read(self, unit: Callable[Concatenate[Connection, P], T], /, *args: P.args, **kwargs: P.kwargs) -> T:
        """Run `unit(connection, …)` on one snapshot of the database; it can't write."""
        ...

    async def glance(self, unit: Callable[Concatenate[Connection, P], T], /, *args: P.args, **kwargs: P.kwargs) -> T:
        """Read by the shortest way: one statement for a few rows by their keys, such as every command asks."""
        ...

    async def close(self) -> None:
        """Finish the units that wait, and close."""
        ...
