"""Files that are whole or not there at all: written under another name, flushed to the disk, then given their own."""

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path


@contextmanager
def put_in_place(target: Path) -> Iterator[Path]:
    """Give an empty file that takes the target's name once the block has ended well, and is gone otherwise.

    Only its owner can read it.
    """
    handle, name = tempfile.mkstemp(dir=target.parent, prefix=f".{target.name}.")
    os.close(handle)
    unfinished = Path(name)
    try:
        yield unfinished
        flush(unfinished)
        unfinished.replace(target)
        flush(target.parent)
    finally:
        unfinished.unlink(missing_ok=True)


def flush(path: Path) -> None:
    """Return once a file's contents, or a folder's names, are on the disk. Raises OSError when they can't be."""
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def make_private(path: Path, other: Path) -> None:
    """Make an empty file that only its owner can read, unless it is there: that of another one, if root makes it.

    What SQLite puts beside a database, the write-ahead log, is readable for the same people. Raises OSError when it
    can't be made.
    """
    if not path.exists():
        path.touch(mode=0o600)
        with suppress(OSError):  # not every file system lets root give files away, and root can go on with this one
            belong_to_owner_of(other, path)


def belong_to_owner_of(other: Path, path: Path) -> None:
    """Where root is at work, give a file to whom another one belongs, so that he can go on with it.

    A link is given away itself, never what it leads to: it may be somebody else's. Raises OSError when that can't be.
    """
    if os.geteuid() == 0:
        there = other.stat()
        os.chown(path, there.st_uid, there.st_gid, follow_symlinks=False)
