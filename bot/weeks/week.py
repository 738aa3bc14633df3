"""A week as a member tells of it, and how many in a row they have told of."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from bot.lifts.weight import Weight

SCALE = (1, 2, 3, 4, 5)
"""Sleep and energy from poor to great, soreness from none to a lot."""
LONGEST_LINE = 200
OPEN_FOR = timedelta(days=7)
"""So long a week that was asked about is open rather than missed."""


@dataclass(frozen=True)
class Answers:
    """What a member told of a week."""

    sleep: int
    energy: int
    soreness: int
    weight: Weight | None = None
    """Body weight."""
    line: str = ""
    """One line in their own words."""
    unread: str = ""
    """What was typed as body weight and is none, to be mended."""


@dataclass(frozen=True)
class Week:
    """A week that was asked about, by the day it was asked on; neither rested, answered nor away, it is missed."""

    day: date
    rested: bool = False
    answers: Answers | None = None
    away: bool = False
    """Whether the member was on holiday while it was open."""


@dataclass(frozen=True)
class Rhythm:
    """When a member is asked each week, by their own clock."""

    weekday: int
    """Monday is 0."""
    at: time
    zone: ZoneInfo

    def next_after(self, instant: datetime) -> tuple[date, datetime]:
        """Return the next day and instant (UTC) after an instant; a time that the clock skips comes after the gap."""
        today = instant.astimezone(self.zone).date()
        for ahead in range((self.weekday - today.weekday()) % 7, 15, 7):
            day = today + timedelta(days=ahead)
            at = self.on(day)
            if at > instant:
                return day, at
        raise AssertionError("a week has seven days")

    def on(self, day: date) -> datetime:
        """Return the instant (UTC) on a day."""
        return datetime.combine(day, self.at, self.zone).astimezone(UTC)


def streak(weeks: Iterable[Week], today: date) -> int:
    """Return how many weeks in a row were told of, newest backwards.

    Rest weeks, and holidays, in which nothing is asked or answered, neither count nor break it. A first miss does not
    break it either; a second one next to it does. The week that was asked about last is open for seven days.
    """
    count, missed = 0, 0
    for week in sorted(weeks, key=lambda week: week.day, reverse=True):
        if week.answers is not None:
            count, missed = count + 1, 0
        elif not (week.rested or week.away) and today - week.day >= OPEN_FOR:
            missed += 1
            if missed > 1:
                break
    return count


def ends_unless_told(weeks: Iterable[Week], open_week: date) -> int:
    """Return the streak that ends when the week asked about last stays without an answer; 0 where none does."""
    known = tuple(weeks)
    closed = open_week + OPEN_FOR
    return streak(known, closed - timedelta(days=1)) if streak(known, closed) == 0 else 0
