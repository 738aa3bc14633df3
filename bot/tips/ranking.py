"""How sure votes are: the lower end of Wilson's interval, so that 9 of 10 stands above 1 of 1.

Source: E. B. Wilson, "Probable inference, the law of succession, and statistical inference", 1927. A rank tells what
members found useful, not what works.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from math import sqrt
from typing import TypeVar

Z_95 = 1.96
"""The normal quantile of a two-sided 95 % interval."""

FEW_VOTES = 5
"""A tip with fewer votes is new: its rank says little yet."""
ROOM_FOR_NEW = 4
"""Every so manieth place goes to a new tip, so that it is seen and voted on at all."""

T = TypeVar("T")


def wilson_interval(helps: int, votes: int, z: float = Z_95) -> tuple[float, float]:
    """Return the interval in which the share of those who find a tip useful plausibly lies, as fractions of 1.

    No votes say nothing: (0, 1). Raises ValueError when the counts can't be (negative, or more in favour than voted).
    """
    if not 0 <= helps <= votes:
        raise ValueError(f"{helps} of {votes} votes is impossible")
    if votes == 0:
        return 0.0, 1.0
    share = helps / votes
    scale = 1 + z * z / votes
    centre = (share + z * z / (2 * votes)) / scale
    half = z * sqrt(share * (1 - share) / votes + z * z / (4 * votes * votes)) / scale
    return max(0.0, centre - half), min(1.0, centre + half)


def wilson_lower_bound(helps: int, votes: int) -> float:
    """Return the share of members who find it useful that 95 % confidence allows at the least."""
    return wilson_interval(helps, votes)[0]


def with_room_for_new(ranked: Sequence[T], new: Iterable[T]) -> list[T]:
    """Return what is ranked, with every fourth place given to the next of the new ones that has not had one yet.

    The same lists give the same order: who pages on skips none and sees none twice.
    """
    known = set(ranked)
    waiting, standing = (one for one in new if one in known), iter(ranked)
    placed: dict[T, None] = {}
    while len(placed) < len(known):
        turn_of_new = (len(placed) + 1) % ROOM_FOR_NEW == 0
        chosen = _next(waiting, placed) if turn_of_new else None
        if chosen is None:
            chosen = _next(standing, placed)
        if chosen is not None:
            placed[chosen] = None
    return list(placed)


def _next(ones: Iterator[T], placed: Mapping[T, None]) -> T | None:
    return next((one for one in ones if one not in placed), None)
