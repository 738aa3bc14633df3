"""Wall-clock time, zones and rules: when something that is meant for 18:00 happens as an instant.

What is kept is the intent: a local time, a zone and a rule (RFC 5545 without its start). Instants follow from it. Where
the clocks go forward, a time that does not exist happens as much later as they jump; where they go back, a time that
exists twice happens once, at the first. A day that a month lacks is its last day.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from dateutil.rrule import rrulestr

from bot.reminders.cycle import LAST, UNITS, Cycle

_CODES = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
_FREQUENCIES = dict(zip(("DAILY", "WEEKLY", "MONTHLY", "YEARLY"), UNITS, strict=True))
_FREQUENCY_OF = {unit: frequency for frequency, unit in _FREQUENCIES.items()}
_TIMES = "X-TIMES"
"""Our own part: the times of each day, where there are several. Another program ignores it, as RFC 5545 has it."""
_UNTIL = "%Y%m%dT%H%M%S"
_SHORTEST_MONTH, _LONGEST_MONTH = 28, 31
_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Rule:
    """How something recurs, as an RFC 5545 rule without its start. Its start moves on with each occurrence.

    Raises ValueError for INTERVAL=0, on which dateutil never returns, and for COUNT, which would begin anew each time.
    """

    text: str

    def __post_init__(self) -> None:
        if self._parts.get("INTERVAL") == "0" or "COUNT" in self._parts:
            raise ValueError(f"not a rule that can be kept: {self.text}")

    @classmethod
    def weekly(cls, days: Iterable[int]) -> "Rule":
        """Return the rule for these days of every week, Monday being 0."""
        return cls.of(Cycle("week", days=tuple(sorted(set(days)))))

    @classmethod
    def of(cls, cycle: Cycle, times: Sequence[time] = (), until: datetime | None = None) -> "Rule":
        """Return the rule of a cycle; `times` where there are several a day, `until` (local) is the latest that counts.

        Raises ValueError for days that one rule can't hold: of several days of the month each month must have all.
        """
        parts = [f"FREQ={_FREQUENCY_OF[cycle.unit]}"]
        if cycle.interval != 1:
            parts.append(f"INTERVAL={cycle.interval}")
        if cycle.month:
            parts.append(f"BYMONTH={cycle.month}")
        if cycle.dates:
            parts += _days_of_the_month(cycle.dates)
        elif len(cycle.days) > 1 and cycle.nth:
            parts += [_by_day(cycle.days), "BYSETPOS=" + ",".join(map(str, cycle.nth))]
        elif cycle.nth:
            parts.append("BYDAY=" + ",".join(f"{nth}{_CODES[cycle.days[0]]}" for nth in cycle.nth))
        elif cycle.days:
            parts.append(_by_day(cycle.days))
        if until:
            parts.append(f"UNTIL={until.strftime(_UNTIL)}")
        if len(times) > 1:
            parts.append(f"{_TIMES}=" + ",".join(f"{one:%H%M}" for one in sorted(times)))
        return cls(";".join(parts))

    @property
    def cycle(self) -> Cycle:
        """How it recurs."""
        parts = self._parts
        place = _numbers(parts.get("BYSETPOS", ""))
        dates, days = _numbers(parts.get("BYMONTHDAY", "")), parts.get("BYDAY", "").split(",")
        nth = place if not dates else ()
        return Cycle(
            _FREQUENCIES[parts["FREQ"]],
            interval=int(parts.get("INTERVAL", 1)),
            days=tuple(dict.fromkeys(_CODES.index(day[-2:]) for day in days if day)),
            nth=nth or tuple(int(day[:-2]) for day in days if day[:-2]),
            dates=(max(dates),) if place and dates else dates,
            month=int(parts["BYMONTH"]) if "BYMONTH" in parts else None,
        )

    @property
    def times(self) -> tuple[time, ...]:
        """The times of each day where there are several; else the start has the only one."""
        said = self._parts.get(_TIMES, "")
        return tuple(time(int(one[:2]), int(one[2:])) for one in said.split(",") if one)

    @property
    def until(self) -> datetime | None:
        """The latest local time that counts, or None."""
        said = self._parts.get("UNTIL")
        return datetime.strptime(said, _UNTIL) if said else None  # noqa: DTZ007 - a wall-clock time

    @property
    def by_day(self) -> str:
        """The rule without times of the day, for dateutil."""
        return ";".join(f"{key}={value}" for key, value in self._parts.items() if key != _TIMES)

    @property
    def _parts(self) -> dict[str, str]:
        return dict(part.split("=", 1) for part in self.text.split(";"))


def _by_day(days: Iterable[int]) -> str:
    return "BYDAY=" + ",".join(_CODES[day] for day in days)


def _days_of_the_month(dates: tuple[int, ...]) -> list[str]:
    """Return the parts for days of the month; the 30th is the last of the 28th to the 30th that a month has."""
    found = tuple(dict.fromkeys(LAST if day == _LONGEST_MONTH else day for day in dates))
    if len(found) == 1 and found[0] > _SHORTEST_MONTH:
        return ["BYMONTHDAY=" + ",".join(map(str, range(_SHORTEST_MONTH, found[0] + 1))), "BYSETPOS=-1"]
    if max(found) > _SHORTEST_MONTH:
        raise ValueError("a day that some months lack has a rule of its own")
    return ["BYMONTHDAY=" + ",".join(map(str, found))]


def _numbers(text: str) -> tuple[int, ...]:
    return tuple(int(number) for number in text.split(",") if number)


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
    times = rule.times or (start.time(),)
    # Local times and instants may differ in order around a change of the clocks, so the search begins a day earlier.
    from_ = _midnight(max(local_of(after, zone).date() - _DAY, start.date() - _DAY))
    for day in rrulestr(rule.by_day, dtstart=_midnight(start.date())).xafter(from_, inc=True):
        locals_ = [datetime.combine(day, one) for one in times]
        last = rule.until
        found = [
            (instant, local)
            for local in locals_
            if (last is None or local <= last) and (instant := instant_of(local, zone)) > after
        ]
        if found:
            instant, local = min(found)
            return local, instant
    return None


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time())


def is_in_a_gap(local: datetime, zone: ZoneInfo) -> bool:
    """Tell whether the clocks skip a local time as they go forward."""
    return local_of(instant_of(local, zone), zone) != local


def comes_twice(local: datetime, zone: ZoneInfo) -> bool:
    """Tell whether a local time exists twice as the clocks go back."""
    first, second = (local.replace(tzinfo=zone, fold=fold).utcoffset() for fold in (0, 1))
    return first != second and not is_in_a_gap(local, zone)
