"""What a chart shows, as plain numbers; and who draws it."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Protocol


class Look(StrEnum):
    """How the points are drawn."""

    LINE = "line"
    """Dots joined by a line."""
    BARS = "bars"
    """For what adds up: bars from nought."""
    DOTS = "dots"
    """For what scatters around a trend."""


class Shade(StrEnum):
    """What kind of days a band covers."""

    FLARE = "flare-up"
    RESET = "reset"


@dataclass(frozen=True, slots=True)
class Point:
    """A value on a day; `record` marks it, `light` sets it apart: no line leads through it."""

    day: date
    value: float
    record: bool = False
    light: bool = False


@dataclass(frozen=True, slots=True)
class Band:
    """Days that are shaded, the last included."""

    first: date
    last: date
    shade: Shade


@dataclass(frozen=True, slots=True)
class Chart:
    """One chart: points by day, oldest first, with what stands behind and over them.

    Raises ValueError without points.
    """

    title: str
    unit: str
    """What the values are counted in: kg, lb, reps, s, m."""
    points: tuple[Point, ...]
    look: Look = Look.LINE
    trend: tuple[Point, ...] = ()
    """A calmer line over them."""
    trend_label: str = ""
    bands: tuple[Band, ...] = ()

    def __post_init__(self) -> None:
        if not self.points:
            raise ValueError("a chart of nothing")


class Charts(Protocol):
    """Draws charts."""

    async def draw(self, chart: Chart) -> bytes:
        """Return a chart as PNG. Raises CannotDraw."""
        ...

    async def close(self) -> None:
        """End whatever drawing needs."""
        ...


class CannotDraw(Exception):
    """A chart could not be drawn; the numbers have to do. The text is for the log."""
