"""What the stores of tips share."""

from collections.abc import Iterable


def marks(values: Iterable[object]) -> str:
    """Return a question mark for each value; NULL where there are none, since an empty list is no SQL."""
    return ", ".join("?" for _ in values) or "NULL"
