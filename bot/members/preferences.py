"""A member's preferences and what makes a value of one acceptable."""

from dataclasses import dataclass
from datetime import time
from functools import cache
from typing import Literal
from zoneinfo import ZoneInfo, available_timezones

from bot.errors import SpotterError
from bot.lifts.plates import Plates, plates_of

WeightUnit = Literal["kg", "lb"]

REGIONS = {
    "UK": "United Kingdom",
    "EU": "European Union",
    "US": "United States",
    "CA": "Canada",
    "AU": "Australia",
    "NZ": "New Zealand",
    "OTHER": "Somewhere else",
}


@dataclass(frozen=True)
class Preferences:
    """How one member wants things. What they never chose has a default."""

    member_id: int
    unit: WeightUnit = "kg"
    unit_chosen: bool = False
    zone: str | None = None
    """IANA name; None until the member has said it."""
    waking_from: time = time(7)
    waking_until: time = time(22)
    region: str | None = None
    """Where emergency numbers are taken from; None until the member has said it, and never guessed."""
    public_log: bool = True
    """Whether log replies are public and others may see the history."""
    dms: bool = True
    """Whether Spotter may send direct messages at all."""
    own_plates: Plates | None = None
    """The bar and plates the member has; None until they have said it."""

    @property
    def plates(self) -> Plates:
        """The bar and plates that weights are made loadable with: the member's own, or the usual ones in their unit."""
        return self.own_plates or plates_of(self.unit)

    @property
    def tzinfo(self) -> ZoneInfo:
        """The member's zone, or UTC while it is not known."""
        return ZoneInfo(self.zone or "UTC")


def default_unit(locale: str | None) -> WeightUnit:
    """Return the unit for a member who chose none: pounds where Discord speaks American English, else kilograms."""
    return "lb" if locale == "en-US" else "kg"


def checked_zone(name: str) -> str:
    """Return the IANA name of a zone typed in full or by its city, whatever the case.

    Raises SpotterError, with the zones that come near, when it is none or could be several.
    """
    wanted = name.strip().replace(" ", "_").casefold()
    near = zones_like(name)
    exact = [zone for zone in near if zone.casefold() == wanted]
    of_city = [zone for zone in near if zone.rsplit("/", 1)[-1].casefold() == wanted]
    for found in (exact, of_city):
        if len(found) == 1:
            return found[0]
    listed = ", ".join(f"`{zone}`" for zone in near[:5]) if wanted else ""
    hint = f"Did you mean {listed}?" if listed else "Type a city of it, such as `Europe/Berlin` or `America/New_York`."
    raise SpotterError(f"I don't know that time zone. {hint}")


def zones_like(text: str, limit: int = 25) -> list[str]:
    """Return zones whose name holds the text: cities that begin with it first, and of those the shortest names."""
    wanted = text.strip().replace(" ", "_").casefold()

    def distance(zone: str) -> tuple[bool, int]:
        city = zone.rsplit("/", 1)[-1]
        return (False, len(city)) if city.casefold().startswith(wanted) else (True, 0)

    return sorted((zone for zone in [*_cities(), "UTC"] if wanted in zone.casefold()), key=distance)[:limit]


@cache  # looks at some 600 files, 3 ms each time, and is asked at every key that is typed into a zone
def _cities() -> tuple[str, ...]:
    return tuple(zone for zone in sorted(available_timezones()) if "/" in zone and not zone.startswith("Etc/"))


def checked_hours(text: str) -> tuple[time, time]:
    """Read waking hours such as `7-22` or `06:30-21:45`, local time. Raises SpotterError when they can't be read."""
    try:
        start, end = (_clock_time(part) for part in text.replace("–", "-").split("-"))
    except (ValueError, OverflowError):  # the latter for a number that no clock time can hold
        raise SpotterError(
            "I read waking hours like `7-22` or `06:30-21:45`: from, then until, on a 24-hour clock."
        ) from None
    if start >= end:
        raise SpotterError("Your waking hours end before they begin. Type them like `7-22`; they can't cross midnight.")
    return start, end


def _clock_time(text: str) -> time:
    hour, _, minute = text.strip().partition(":")
    return time(int(hour), int(minute or 0))
