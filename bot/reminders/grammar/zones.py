"""Time zones that are named in a phrase: `7pm UTC`, `18:00 Berlin time`, `9am EST`, `18:00+01:00`."""

from functools import cache
from zoneinfo import ZoneInfo, available_timezones

from bot.reminders.grammar.values import Match, Value, Zone, slot
from bot.reminders.grammar.words import either

_ABBREVIATIONS = {
    **dict.fromkeys(("utc", "gmt", "z", "zulu"), ("UTC",)),
    **dict.fromkeys(("et", "eastern"), ("America/New_York",)),
    **dict.fromkeys(("ct", "central"), ("America/Chicago",)),
    **dict.fromkeys(("mt", "mountain"), ("America/Denver",)),
    **dict.fromkeys(("pt", "pacific"), ("America/Los_Angeles",)),
    # By the letter these hold all year; many write them in summer too and mean the clock on the wall.
    "est": ("America/New_York", "Etc/GMT+5"),
    "edt": ("America/New_York", "Etc/GMT+4"),
    "mst": ("America/Denver", "Etc/GMT+7"),
    "mdt": ("America/Denver", "Etc/GMT+6"),
    "pst": ("America/Los_Angeles", "Etc/GMT+8"),
    "pdt": ("America/Los_Angeles", "Etc/GMT+7"),
    "cet": ("Europe/Berlin", "Etc/GMT-1"),
    "cest": ("Europe/Berlin", "Etc/GMT-2"),
    "mez": ("Europe/Berlin", "Etc/GMT-1"),
    "mesz": ("Europe/Berlin", "Etc/GMT-2"),
    "eet": ("Europe/Helsinki", "Etc/GMT-2"),
    "eest": ("Europe/Helsinki", "Etc/GMT-3"),
    "wet": ("Europe/Lisbon", "UTC"),
    "west": ("Europe/Lisbon", "Etc/GMT-1"),
    "aest": ("Australia/Sydney", "Etc/GMT-10"),
    "aedt": ("Australia/Sydney", "Etc/GMT-11"),
    "nzst": ("Pacific/Auckland", "Etc/GMT-12"),
    "nzdt": ("Pacific/Auckland", "Etc/GMT-13"),
    "cdt": ("America/Chicago", "Etc/GMT+5"),
    "cst": ("America/Chicago", "Etc/GMT+6", "Asia/Shanghai"),
    "bst": ("Europe/London", "Etc/GMT-1"),
    "ist": ("Asia/Kolkata", "Asia/Jerusalem", "Europe/Dublin"),
    "jst": ("Asia/Tokyo",),
    "kst": ("Asia/Seoul",),
    "hst": ("Pacific/Honolulu",),
    "sgt": ("Asia/Singapore",),
    "awst": ("Australia/Perth",),
    "msk": ("Europe/Moscow",),
}
_NO_ZONE_FILE = {
    "uk": "Europe/London",
    "england": "Europe/London",
    "scotland": "Europe/London",
    "ireland": "Europe/Dublin",
    "germany": "Europe/Berlin",
    "german": "Europe/Berlin",
    "france": "Europe/Paris",
    "india": "Asia/Kolkata",
    "japan": "Asia/Tokyo",
    "munich": "Europe/Berlin",
    "hamburg": "Europe/Berlin",
    "cologne": "Europe/Berlin",
    "frankfurt": "Europe/Berlin",
    "manchester": "Europe/London",
    "edinburgh": "Europe/London",
    "glasgow": "Europe/London",
    "boston": "America/New_York",
    "miami": "America/New_York",
    "nyc": "America/New_York",
    "washington": "America/New_York",
    "san francisco": "America/Los_Angeles",
    "seattle": "America/Los_Angeles",
    "la": "America/Los_Angeles",
    "dallas": "America/Chicago",
    "houston": "America/Chicago",
    "mumbai": "Asia/Kolkata",
    "delhi": "Asia/Kolkata",
    "beijing": "Asia/Shanghai",
    "us eastern": "America/New_York",
    "us central": "America/Chicago",
    "us mountain": "America/Denver",
    "us pacific": "America/Los_Angeles",
}
_MOST_HOURS = 14


def _abbreviated(match: Match) -> tuple[Value, ...]:
    return (Zone(tuple(ZoneInfo(name) for name in _ABBREVIATIONS[match["zone"]])),)


def _offset(match: Match) -> tuple[Value, ...]:
    """`utc+2`, `gmt-5`, `+01:00`: whole hours, for zones of half an hour have names."""
    hours = int(match["hours"])
    if hours > _MOST_HOURS or int(match["minutes"] or 0):
        return ()
    # The names of these zones count westwards.
    west = "-" if match["sign"] == "+" else "+"
    return (Zone((ZoneInfo(f"Etc/GMT{west}{hours}" if hours else "UTC"),)),)


def _place(match: Match) -> tuple[Value, ...]:
    """`Berlin time`, `in New York`, `Europe/Berlin`."""
    name = _places().get(match["place"].replace("_", " "))
    return (Zone((ZoneInfo(name),)),) if name else ()


@cache  # looks at some 600 files
def _places() -> dict[str, str]:
    """Return the zones by their names and by their cities, casefolded, with spaces."""
    zones = [zone for zone in sorted(available_timezones()) if "/" in zone and not zone.startswith("Etc/")]
    full = {zone.casefold().replace("_", " "): zone for zone in zones}
    cities: dict[str, list[str]] = {}
    for zone in zones:
        cities.setdefault(zone.rsplit("/", 1)[-1].casefold().replace("_", " "), []).append(zone)
    return {city: of[0] for city, of in cities.items() if len(of) == 1} | full | _NO_ZONE_FILE


SLOTS = (
    slot(rf"(?P<zone>{either(_ABBREVIATIONS)})(?:\s+time)?", _abbreviated),
    slot(r"(?:utc|gmt)\s*(?P<sign>[+-])\s*0?(?P<hours>\d{1,2})(?::?(?P<minutes>\d\d))?", _offset),
    slot(r"(?P<sign>[+-])(?P<hours>\d\d):?(?P<minutes>\d\d)", _offset),
    slot(r"(?:in\s+)?(?P<place>[a-z][a-z'.-]*(?:[ _][a-z][a-z'.-]*){0,2})\s+time", _place),
    slot(r"in\s+(?P<place>[a-z][a-z'.-]*(?:[ _][a-z][a-z'.-]*){0,2})", _place),
    slot(r"(?P<place>[a-z_]+/[a-z_]+(?:/[a-z_]+)?)", _place),
    slot(rf"(?P<place>{either(_NO_ZONE_FILE)}|berlin|london|paris|tokyo|sydney|chicago|new\s+york)", _place),
)
