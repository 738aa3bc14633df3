"""Zones and waking hours are read as typed, or refused with what to type instead."""

from datetime import time

import pytest

from bot.errors import SpotterError
from bot.members.preferences import Preferences, checked_hours, checked_zone, default_unit, zones_like


@pytest.mark.parametrize(
    ("typed", "zone"),
    [
        ("Europe/Berlin", "Europe/Berlin"),
        ("europe/berlin", "Europe/Berlin"),
        (" Berlin ", "Europe/Berlin"),
        ("new york", "America/New_York"),
        ("utc", "UTC"),
    ],
)
def test_a_zone_is_found_by_name_or_city(typed: str, zone: str) -> None:
    assert checked_zone(typed) == zone


@pytest.mark.parametrize("typed", ["", "Berl", "Gotham", "👟", "x" * 10_000, "../../etc/passwd", "‮nilreB"])
def test_what_is_no_zone_is_refused(typed: str) -> None:
    with pytest.raises(SpotterError, match="time zone"):
        checked_zone(typed)


def test_a_refused_zone_comes_with_near_ones() -> None:
    with pytest.raises(SpotterError, match="Europe/Berlin"):
        checked_zone("Berl")


def test_cities_that_begin_with_the_text_come_first() -> None:
    assert zones_like("lon")[0] == "Europe/London"


def test_never_more_zones_than_discord_shows() -> None:
    assert len(zones_like("a")) == 25


@pytest.mark.parametrize(
    ("typed", "hours"),
    [
        ("7-22", (time(7), time(22))),
        ("06:30-21:45", (time(6, 30), time(21, 45))),
        ("7 – 22", (time(7), time(22))),
    ],
)
def test_waking_hours_are_read(typed: str, hours: tuple[time, time]) -> None:
    assert checked_hours(typed) == hours


@pytest.mark.parametrize(
    "typed", ["", "7", "22-7", "7-7", "25-26", "seven to ten", "7-22-23", "-", "7-22:99", f"7-{10**80}"]
)
def test_waking_hours_that_cannot_be_read_are_refused(typed: str) -> None:
    with pytest.raises(SpotterError, match="7-22"):
        checked_hours(typed)


@pytest.mark.parametrize(("locale", "unit"), [("en-US", "lb"), ("en-GB", "kg"), ("de", "kg"), (None, "kg")])
def test_the_unit_is_guessed_from_the_language(locale: str | None, unit: str) -> None:
    assert default_unit(locale) == unit


def test_a_member_without_a_zone_counts_as_utc() -> None:
    assert Preferences(1).tzinfo.key == "UTC"
