"""The values that stand in exports: numbers, units, durations, dates in the languages the apps speak."""

import re
import unicodedata
from datetime import UTC, datetime, time
from decimal import Decimal
from functools import cache, lru_cache

from bot.data import read_toml
from bot.lifts.transfer.found import Misread
from bot.lifts.weight import Unit

METRES = {
    "m": Decimal(1),
    "km": Decimal(1000),
    "cm": Decimal("0.01"),
    "mi": Decimal("1609.344"),
    "yd": Decimal("0.9144"),
    "ft": Decimal("0.3048"),
    "in": Decimal("0.0254"),
}
"""How long each unit of distance is; the international yard of 1959, and exact."""

NOON = time(12)
_WEIGHT_UNITS: dict[str, Unit] = {
    **dict.fromkeys(("kg", "kgs", "kilogram", "kilograms"), "kg"),
    **dict.fromkeys(("lb", "lbs", "pound", "pounds"), "lb"),
}
_DISTANCE_UNITS = {
    **dict.fromkeys(("m", "meter", "meters", "metre", "metres"), "m"),
    **dict.fromkeys(("km", "kms", "kilometer", "kilometers", "kilometre", "kilometres"), "km"),
    **dict.fromkeys(("cm", "centimeters", "centimetres"), "cm"),
    **dict.fromkeys(("mi", "mile", "miles"), "mi"),
    **dict.fromkeys(("yd", "yds", "yard", "yards"), "yd"),
    **dict.fromkeys(("ft", "foot", "feet"), "ft"),
    **dict.fromkeys(("in", "inch", "inches"), "in"),
}
_NUMBER = re.compile(r"[+-]?[0-9]{1,9}(?:[.,][0-9]{1,15})?")
_PARTS = re.compile(r"([0-9]{1,7}) ?(h|hrs?|m|mins?|s|secs?)(?![a-z])\.?")
_CLOCK = re.compile(r"(?:([0-9]{1,3}):)?([0-9]{1,3}):([0-5][0-9])(?:\.[0-9]+)?")
_SECONDS = {"h": 3600, "m": 60, "s": 1}
_TIME = r"(?P<hour>[0-9]{1,2})[:.](?P<minute>[0-9]{2})(?:[:.](?P<second>[0-9]{2}))?(?:\s*(?P<half>[AaPp])\.?[Mm]\.?)?"
_DATES = (
    re.compile(rf"(?P<day>[0-9]{{1,2}})\.? (?:de )?(?P<name>[^\s,]+),? (?:de )?(?P<year>[0-9]{{4}}),? {_TIME}"),
    re.compile(rf"(?P<name>[^\s,]+) (?P<day>[0-9]{{1,2}}),? (?P<year>[0-9]{{4}}),? {_TIME}"),
    re.compile(rf"(?P<day>[0-9]{{1,2}})\.(?P<month>[0-9]{{1,2}})\.(?P<year>[0-9]{{4}}),? {_TIME}"),
    re.compile(rf"(?P<year>[0-9]{{4}})[-/](?P<month>[0-9]{{1,2}})[-/](?P<day>[0-9]{{1,2}})(?:[T ,]+{_TIME})?"),
)
_LONGEST_NAME = 200


def folded(text: str) -> str:
    """Return a header or a word in the form they are compared in."""
    return " ".join(unicodedata.normalize("NFKC", text).replace("’", "'").casefold().split())


@lru_cache(maxsize=4096)
def number(text: str) -> Decimal | None:
    """Read a number, with a decimal point or comma; None where there is none. Raises Misread for anything else."""
    stripped = text.strip()
    if not stripped:
        return None
    if not _NUMBER.fullmatch(stripped):
        raise Misread(f"“{clipped(stripped)}” is no number")
    return Decimal(stripped.replace(",", "."))


@lru_cache(maxsize=1024)
def reps(text: str) -> int | None:
    """Read a number of reps. Raises Misread when it is not a whole one, or below zero."""
    value = number(text)
    if value is None:
        return None
    if value != value.to_integral_value() or value < 0:
        raise Misread(f"“{clipped(text)}” is no number of reps")
    return int(value)


def load(text: str) -> Decimal | None:
    """Read a weight; None for bodyweight alone, which apps write as nothing or 0. Below zero it is help."""
    return number(text) or None


def measured(text: str) -> Decimal | None:
    """Read a distance, a time or an RPE; None where there was none, which apps write as nothing or 0.

    Raises Misread when it is below zero.
    """
    value = number(text)
    if value is not None and value < 0:
        raise Misread(f"“{clipped(text)}” is below zero")
    return value or None


@lru_cache(maxsize=64)
def weight_unit(text: str) -> Unit | None:
    """Read a unit of weight; None where there is none. Raises Misread for one that is neither kg nor lb."""
    word = folded(text).rstrip(".")
    if word and word not in _WEIGHT_UNITS:
        raise Misread(f"“{clipped(text)}” is no unit of weight I know")
    return _WEIGHT_UNITS.get(word)


@lru_cache(maxsize=64)
def distance_unit(text: str) -> str | None:
    """Read a unit of distance; None where there is none. Raises Misread for one that is unknown."""
    word = folded(text).rstrip(".")
    if word and word not in _DISTANCE_UNITS:
        raise Misread(f"“{clipped(text)}” is no unit of distance I know")
    return _DISTANCE_UNITS.get(word)


@lru_cache(maxsize=1024)
def duration(text: str) -> int | None:
    """Read a duration in seconds: `1h 43m`, `51 min`, `1:30:00`, `3600`; None where there is none.

    Raises Misread for anything else.
    """
    wanted = folded(text)
    if not wanted:
        return None
    if match := _CLOCK.fullmatch(wanted):
        hours, minutes, seconds = (int(part or 0) for part in match.groups())
        return hours * 3600 + minutes * 60 + seconds
    if _NUMBER.fullmatch(wanted):
        return int(Decimal(wanted.replace(",", ".")))
    if _PARTS.sub("", wanted).strip(" ,"):
        raise Misread(f"“{clipped(text)}” is no duration I can read")
    return sum(int(count) * _SECONDS[unit[0]] for count, unit in _PARTS.findall(wanted))


@lru_cache(maxsize=1024)
def lasting(text: str) -> int | str | None:
    """Read how long a workout took, in seconds; a language I don't read is no reason to lose a set over: as it is."""
    try:
        return duration(text)
    except Misread:
        return clipped(" ".join(text.split()))


@lru_cache(maxsize=1024)
def moment(text: str) -> datetime:
    """Read a date with or without a time, on the lifter's own clock; without one it is noon.

    Raises Misread when it can't be read, such as `3/7/2025`, which may be two days.
    """
    wanted = " ".join(text.split())
    for pattern in _DATES:
        if match := pattern.fullmatch(wanted):
            return _moment(text, match.groupdict())
    raise Misread(f"“{clipped(text)}” is no date I can read")


def _moment(text: str, parts: dict[str, str | None]) -> datetime:
    month = int(parts["month"] or 0) if "month" in parts else months().get(folded(parts["name"] or "").rstrip("."))
    if month is None:
        raise Misread(f"“{clipped(text)}” has no month I know")
    hour, minute = (int(parts["hour"]), int(parts["minute"] or 0)) if parts["hour"] else (NOON.hour, 0)
    if parts["half"]:
        hour = hour % 12 + (12 if parts["half"] in "Pp" else 0)
    day = int(parts["year"] or 0), month, int(parts["day"] or 0)
    try:
        return datetime(*day, hour, minute, int(parts["second"] or 0))  # noqa: DTZ001 - the lifter's own clock
    except ValueError:
        raise Misread(f"“{clipped(text)}” is no day and time there is") from None


@lru_cache(maxsize=1024)
def instant(text: str) -> datetime:
    """Read an instant in ISO form that says its zone, in UTC. Raises Misread when it can't be read or says none."""
    try:
        read = datetime.fromisoformat(text.strip())
        if read.tzinfo is None:
            raise Misread(f"“{clipped(text)}” lacks its time zone")
        return read.astimezone(UTC)
    except (ValueError, OverflowError) as error:
        raise error if isinstance(error, Misread) else Misread(f"“{clipped(text)}” is no time I can read") from None


@cache
def months() -> dict[str, int]:
    """Return the months by every name they have in data/exports.toml."""
    languages = read_toml("exports.toml")["months"].values()
    return {
        folded(name): month
        for names in languages
        for month, spellings in enumerate(names, start=1)
        for name in spellings.split("|")
    }


def check_name(text: str) -> None:
    """Raise Misread where a text can't be the name of an exercise."""
    if not text.strip():
        raise Misread("no exercise")
    if len(text) > _LONGEST_NAME:
        raise Misread(
            f"“{clipped(text)}” has {len(text):,} characters; the name of an exercise has up to {_LONGEST_NAME}"
        )


def clipped(text: str, limit: int = 40) -> str:
    """Return a value short enough to be quoted."""
    return text if len(text) <= limit else text[: limit - 1] + "…"
