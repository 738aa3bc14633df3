"""Spotter: what it is and decides. What members see stands in `cogs`."""

__version__ = "0.1.0"
