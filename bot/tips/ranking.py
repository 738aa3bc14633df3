"""How sure votes are: the lower end of Wilson's interval, so that 9 of 10 stands above 1 of 1.

Source: E. B. Wilson, "Probable inference, the law of succession, and statistical inference", 1927. A rank tells what
members found useful, not what works.
"""

from math import sqrt

Z_95 = 1.96
"""The normal quantile of a two-sided 95 % interval."""


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
