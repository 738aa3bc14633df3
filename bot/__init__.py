"""Spotter: what it is and decides. What members see stands in `cogs`."""

import zoneinfo

# The rules of time zones come from the tzdata package, which is pinned, and not from whatever this machine has.
zoneinfo.reset_tzpath(to=())

__version__ = "0.1.0"
