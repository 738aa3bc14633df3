"""Instants: aware UTC in the program, integer microseconds since 1970 in the database."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

Clock = Callable[[], datetime]
"""Tells now as an aware UTC datetime; handed in, never read at import or as a default argument."""

_COMPACT = "%Y%m%dT%H%M%SZ"
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def system_clock() -> datetime:
    """Return now by the machine's clock, aware and in UTC."""
    return datetime.now(UTC)


def to_micros(instant: datetime) -> int:
    """Turn an aware instant into microseconds since 1970-01-01 UTC.

    Raises ValueError for a naive datetime: its zone would be a guess.
    """
    if instant.tzinfo is None:
        raise ValueError("an instant needs a time zone")
    return (instant - _EPOCH) // timedelta(microseconds=1)


def from_micros(value: int) -> datetime:
    """Turn microseconds since 1970-01-01 UTC into an aware UTC datetime."""
    return _EPOCH + timedelta(microseconds=value)


def compact(instant: datetime) -> str:
    """Return an aware instant as it stands in a file's name, by the second: 20261128T033000Z (ISO 8601, basic)."""
    return instant.astimezone(UTC).strftime(_COMPACT)


def from_compact(text: str) -> datetime | None:
    """Return the instant of a file's name; None when it is none: anybody may name a file."""
    try:
        return datetime.strptime(text, _COMPACT).replace(tzinfo=UTC)
    except ValueError:
        return None
