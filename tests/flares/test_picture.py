"""The chart of a flare-up: a point a day, by the member's own days."""

from datetime import date
from zoneinfo import ZoneInfo

from bot.flares.checkins import Step
from bot.flares.picture import daily, in_words, pain_chart
from tests.flares.test_history import flare

BERLIN = ZoneInfo("Europe/Berlin")


def test_each_day_has_one_point_the_highest_and_readings_without_a_number_none() -> None:
    known = flare((Step.LOG, {"pain": 4}), (Step.MORNING, {"pain": None}), (Step.UPDATE, {"pain": 2}))
    chart = pain_chart(known, BERLIN)
    assert chart is not None
    assert [(point.day, point.value) for point in chart.points] == [(date(2026, 3, 4), 4), (date(2026, 3, 6), 2)]
    assert in_words(known, BERLIN) == "Pain by day, 0 to 10: 4 on 4 March, 2 on 6 March."


def test_the_day_is_the_members_own() -> None:
    known = flare((Step.LOG, {"pain": 4}), (Step.UPDATE, {"pain": 7}))
    auckland = ZoneInfo("Pacific/Auckland")
    assert list(daily(known, auckland)) == [date(2026, 3, 5), date(2026, 3, 6)]


def test_one_day_is_no_chart() -> None:
    assert pain_chart(flare((Step.LOG, {"pain": 4})), BERLIN) is None
