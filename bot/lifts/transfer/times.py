"""When what a file tells of was: a day and an instant, if the file's own word is possible."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from bot.lifts.transfer.found import Misread

_AHEAD = timedelta(hours=14)  # the zone of a file is a guess, and so is whether its newest workout is over
_OLDEST = 50  # years


class Times:
    """Reads times on the lifter's own clock."""

    def __init__(self, zone: str, now: datetime) -> None:
        self._zone = ZoneInfo(zone)
        self._now = now

    def of(self, start: datetime) -> tuple[date, datetime]:
        """Return the day and the instant of a time. Raises Misread when it is still to come, or too long ago."""
        self._check(start.date())
        local = start.astimezone(self._zone) if start.tzinfo else start.replace(tzinfo=self._zone)
        at = local.astimezone(UTC)
        if at > self._now + _AHEAD:
            raise Misread(f"{local.date()} is still to come")
        return local.date(), at

    def day(self, day: date) -> date:
        """Return a day that a file of Spotter's own says. Raises Misread like `of`."""
        self._check(day)
        return day

    def _check(self, day: date) -> None:
        if day > (self._now + 2 * _AHEAD).date():
            raise Misread(f"{day} is still to come")
        if day.year < self._now.year - _OLDEST:
            raise Misread(f"{day} is over {_OLDEST} years ago")
