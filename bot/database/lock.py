"""One process a SQLite file: SQLite itself lets several write, and then their write-ahead log can be lost.

The lock belongs to the process, not to the file's contents: it goes with the process however that ends.
"""

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from bot.database.files import make_private
from bot.errors import OperatorError


@contextmanager
def alone(path: Path) -> Iterator[None]:
    """Keep every other process of Spotter away from a database file until the block ends.

    Raises OperatorError when one is there, or the lock's file beside the database can't be made.
    """
    lock = path.with_name(path.name + ".lock")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        make_private(lock, path if path.exists() else path.parent)
        file = lock.open("a")
    except OSError as error:
        raise OperatorError(f"{lock} can't be made ({error.strerror}). Check DATABASE_URL and its folder.") from error
    with file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            raise OperatorError(
                f"Another process of Spotter has {path} open. A SQLite file takes one process: stop that one first, or "
                "use PostgreSQL for several."
            ) from error
        yield
