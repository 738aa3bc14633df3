"""How something recurs, as a description: the shape behind a rule."""

from dataclasses import dataclass
from typing import Literal

EVERY_DAY = tuple(range(7))
WEEKDAYS = tuple(range(5))
WEEKEND = (5, 6)
LAST = -1

Unit = Literal["day", "week", "month", "year"]
UNITS: tuple[Unit, ...] = ("day", "week", "month", "year")


_LONGEST = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)


def is_in_month(month: int, day: int) -> bool:
    """Tell whether a month has such a day, in a leap year at least."""
    return 1 <= day <= _LONGEST[month - 1]


@dataclass(frozen=True)
class Cycle:
    """Every `interval` units, on these days of them. What happens every day is a week with all its days."""

    unit: Unit
    interval: int = 1
    days: tuple[int, ...] = ()
    """Days of the week, Monday being 0, sorted."""
    nth: tuple[int, ...] = ()
    """Which of these days in the month: 1 to 5, or LAST. Of several days it is the nth of them together."""
    dates: tuple[int, ...] = ()
    """Days of the month, or LAST. One that a month lacks is its last day."""
    month: int | None = None
    """The month of what comes every year."""

    @property
    def dayless(self) -> bool:
        """Whether it says how often, but not on which day."""
        return self.unit != "day" and not (self.days or self.dates)
