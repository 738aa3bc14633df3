"""How a flare-up went, as a chart for its member alone."""

from datetime import date
from zoneinfo import ZoneInfo

from bot.charts.chart import Chart, Point
from bot.flares.record import Flare

FEWEST_DAYS = 2
"""One dot is no course."""


def daily(flare: Flare, zone: ZoneInfo) -> dict[date, int]:
    """Return the highest pain told of on each day of the member's, in order."""
    worst: dict[date, int] = {}
    for reading in flare.readings:
        if reading.pain is not None:
            day = reading.at.astimezone(zone).date()
            worst[day] = max(worst.get(day, 0), reading.pain)
    return worst


def pain_chart(flare: Flare, zone: ZoneInfo) -> Chart | None:
    """Return the chart of a flare-up, or None while there are too few days for one."""
    days = daily(flare, zone)
    if len(days) < FEWEST_DAYS:
        return None
    points = tuple(Point(day, pain) for day, pain in days.items())
    return Chart(title=flare.area.label, unit="pain, 0 none to 10 worst imaginable", points=points)


def in_words(flare: Flare, zone: ZoneInfo) -> str:
    """Return what the chart shows, for who can't see it."""
    told = ", ".join(f"{pain} on {day.day} {day:%B}" for day, pain in daily(flare, zone).items())
    return f"Pain by day, 0 to 10: {told}."
