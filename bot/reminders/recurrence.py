"""Wall-clock time, zones and rules: when something that is meant for 18:00 happens as an instant.

What is kept is the intent: a local time, a zone and a rule (RFC 5545 without its start). Instants follow from it. Where
the clocks go forward, a time that does not exist happens as much later as they jump; where they go back, a time that
exists twice happens once, at the first.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from dateutil.rrule import rrulestr

EVERY_DAY = tuple(range(7))
WEEKDAYS = tuple(range(5))
WEEKEND = (5, 6)

_CODES = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
_NAMES = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_NO_COUNT = "COUNT"
_NO_INTERVAL = "INTERVAL=0"


@dataclass(frozen=True)
class Rule:
    """How something recurs, as an RFC 5545 rule without its start. Its start moves on with each occurrence.

    Raises ValueError for INTERVAL=0, on which dateutil never returns, and for COUNT, which would begin anew each time.
    """

    text: str

    def __post_init__(self) -> None:
        parts = self.text.split(";")
        if _NO_INTERVAL in parts or any(part.startswith(_NO_COUNT) for part in parts):
            raise ValueError(f"not a rule that can be kept: {self.text}")

    @classmethod
    def weekly(cls, days: Iterable[int]) -> "Rule":
        """Return the rule for these days of every week, Monday being 0."""
        return cls("FREQ=WEEKLY;BYDAY=" + ",".join(_CODES[day] for day in sorted(set(days))))

    @property
    def days(self) -> tuple[int, ...]:
        """The days of the week it names, Monday being 0."""
        named = dict(part.split("=", 1) for part in self.text.split(";")).get("BYDAY", "")
        return tuple(_CODES.index(code) for code in named.split(",") if code)


def instant_of(local: datetime, zone: ZoneInfo) -> datetime:
    """Return the UTC instant of a local time: in a gap as much later as the clocks jump, in a fold the first."""
    return local.replace(tzinfo=zone, fold=0).astimezone(UTC)


def local_of(instant: datetime, zone: ZoneInfo) -> datetime:
    """Return what the wall clock shows at an instant, without a zone."""
    return instant.astimezone(zone).replace(tzinfo=None)


def next_occurrence(rule: Rule, start: datetime, zone: ZoneInfo, after: datetime) -> tuple[datetime, datetime] | None:
    """Return the first occurrence after an instant as (local time, instant), or None when the series has ended.

    `start` is a local occurrence of the series not long before; the rule counts from it.
    """
    # Local times and instants may differ in order around a change of the clocks, so the search begins a day earlier.
    from_ = local_of(after, zone) - timedelta(days=1)
    for local in rrulestr(rule.text, dtstart=start).xafter(from_, inc=True):
        instant = instant_of(local, zone)
        if instant > after:
            return local, instant
    return None


def day_in_words(day: date) -> str:
    """Return "Friday 13 November 2026"."""
    return f"{_NAMES[day.weekday()]} {day.day} {day:%B %Y}"


def in_words(local: datetime, rule: Rule | None) -> str:
    """Return a local time, and how it recurs, as one says it."""
    if rule is None:
        return f"{day_in_words(local.date())}, {local:%H:%M}"
    return f"{days_in_words(rule.days)} at {local:%H:%M}"


def days_in_words(days: tuple[int, ...]) -> str:
    """Return "every Monday, Wednesday and Friday", "every day" or "every weekday (Monday to Friday)"."""
    if days == EVERY_DAY:
        return "every day"
    if days == WEEKDAYS:
        return "every weekday (Monday to Friday)"
    names = [_NAMES[day] for day in days]
    listed = " and ".join([", ".join(names[:-1]), names[-1]]) if len(names) > 1 else names[0]
    return f"every {listed}"
