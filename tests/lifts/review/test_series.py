"""Series: values by day, the records in them, and few enough of them for a phone."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.charts.chart import Look
from bot.lifts.exercises import Measure
from bot.lifts.review.series import MOST_POINTS, Metric, Series, series_of
from bot.lifts.review.spells import Spell
from bot.lifts.weight import Weight
from tests.lifts.review.made import DAY, eighty, group, nobody


def shown(series: Series) -> list[str]:
    return [series.shown(value) for value in series.values]


def test_the_best_estimate_of_each_day_counts() -> None:
    series = series_of([group(0, 100, 5), group(0, 110, 3), group(2, 105, 5)], Metric.E1RM, nobody)
    assert shown(series) == ["121 kg", "122.5 kg"]
    assert series.label == "e1RM (Epley)"


def test_above_twelve_reps_there_is_no_estimate() -> None:
    series = series_of([group(0, 100, 5), group(2, 60, 20)], Metric.E1RM, nobody)
    assert shown(series) == ["116.7 kg"]


def test_where_no_estimate_is_possible_top_sets_stand_in_and_say_so() -> None:
    series = series_of([group(0, 60, 20)], Metric.E1RM, nobody)
    assert shown(series) == ["60 kg ×20"]
    assert "no e1RM" in series.note


def test_a_top_set_is_shown_as_it_was_entered() -> None:
    series = series_of([group(0, "225", 3, "lb"), group(0, 102, 8)], Metric.TOP, nobody)
    assert shown(series) == ["225 lb ×3"]


def test_of_equal_weights_the_one_of_more_reps_is_the_top_set() -> None:
    assert shown(series_of([group(0, 100, 3), group(0, 100, 5)], Metric.TOP, nobody)) == ["100 kg ×5"]


def test_volume_adds_up_exactly_across_units() -> None:
    series = series_of([group(0, 100, 5, sets=5), group(0, "100", 10, "lb", sets=1)], Metric.VOLUME, nobody)
    assert series.values[0].amount == 2500 * 10**11 + 1000 * 45_359_237_000
    assert series.chart("", ()).look is Look.BARS


def test_only_what_beats_all_before_is_a_record_and_the_first_is_none() -> None:
    series = series_of(
        [group(day, weight, 5) for day, weight in enumerate((100, 105, 105, 102, 106))], Metric.TOP, nobody
    )
    assert [value.record for value in series.values] == [False, True, False, False, True]


def test_a_record_stays_one_in_a_period_that_leaves_out_what_it_beat() -> None:
    series = series_of([group(0, 100, 5), group(10, 95, 5), group(20, 105, 5)], Metric.TOP, nobody)
    within = series.within(DAY + timedelta(days=5), date.max)
    assert [value.record for value in within.values] == [False, True]


def test_a_bodyweight_lift_has_the_body_in_it() -> None:
    series = series_of([group(0, 20, 5, bodyweight=True)], Metric.E1RM, eighty)
    assert shown(series) == ["116.7 kg"]
    assert "own weight" in series.note


@pytest.mark.parametrize("metric", [Metric.E1RM, Metric.VOLUME])
def test_without_a_body_weight_it_shows_what_hangs_from_the_body(metric: Metric) -> None:
    series = series_of([group(0, 20, 5, bodyweight=True)], metric, nobody)
    assert shown(series) == ["bw+20 kg ×5"]
    assert "/bodyweight" in series.note


def test_with_the_body_alone_it_counts_reps() -> None:
    series = series_of([group(0, 0, 8, bodyweight=True), group(2, 0, 10, bodyweight=True)], Metric.TOP, nobody)
    assert shown(series) == ["8 reps", "10 reps"]


def test_an_assisted_set_has_no_estimate() -> None:
    series = series_of([group(0, -15, 8, bodyweight=True)], Metric.E1RM, eighty)
    assert shown(series) == ["bw-15 kg ×8"]


def test_timed_sets_count_seconds() -> None:
    series = series_of([group(0, 0, 60, bodyweight=True, measure=Measure.SECONDS)], Metric.E1RM, nobody)
    assert shown(series) == ["60 s"]
    assert series.unit == "s"


def test_years_are_thinned_to_the_best_of_each_week() -> None:
    series = series_of([group(day, 100 + day % 7, 5) for day in range(700)], Metric.TOP, nobody)
    thinned, stretch = series.thinned()
    assert stretch == "week"
    assert len(thinned.values) == 100
    assert {value.top.load.weight.amount for value in thinned.values} == {106}


def test_few_days_are_not_thinned() -> None:
    series = series_of([group(day, 100, 5) for day in range(MOST_POINTS)], Metric.TOP, nobody)
    assert series.thinned() == (series, "")


@given(st.integers(1, 30), st.lists(st.integers(50, 300), min_size=1, max_size=500))
def test_thinning_keeps_few_enough_and_the_best_and_the_last_record(every: int, weights: list[int]) -> None:
    series = series_of([group(every * place, weight, 5) for place, weight in enumerate(weights)], Metric.TOP, nobody)
    thinned, _ = series.thinned()
    assert len(thinned.values) <= MOST_POINTS
    assert max(value.amount for value in thinned.values) == max(value.amount for value in series.values)
    assert [value for value in thinned.values if value.record][-1:] == [v for v in series.values if v.record][-1:]


def test_10_000_days_make_a_chart_for_a_phone() -> None:
    series = series_of([group(day, 100 + day % 50, 5) for day in range(10_000)], Metric.E1RM, nobody)
    thinned, stretch = series.thinned()
    assert stretch == "year"
    assert 0 < len(thinned.chart("Squat", ()).points) <= MOST_POINTS


def light(series: Series) -> list[bool]:
    return [value.light for value in series.values]


def spell(first: int, last: int | None = None, most: int | None = 140) -> Spell:
    """Return a spell from one day to the noon of another, in which nothing over `most` kg counts as light."""
    start = datetime(DAY.year, DAY.month, DAY.day, 12, tzinfo=UTC)
    ends = None if last is None else start + timedelta(days=last)
    return Spell(start + timedelta(days=first), ends, None if most is None else Weight(Decimal(most), "kg"))


@pytest.mark.parametrize(
    ("kept", "expected"),
    [
        (spell(1), [False, True, True]),
        (spell(1, 2), [False, True, False]),
        (spell(1, most=90), [False, False, False]),
        (spell(0, most=None), [True, True, True]),
    ],
    ids=["open", "over", "heavier", "nothing before"],
)
@pytest.mark.parametrize("metric", list(Metric))
def test_what_was_kept_light_in_a_spell_is_marked(metric: Metric, kept: Spell, expected: list[bool]) -> None:
    series = series_of([group(0, 140, 5), group(1, 100, 5), group(2, 120, 5)], metric, nobody)
    assert light(series.apart([kept])) == expected


def test_a_record_in_a_spell_is_a_record() -> None:
    series = series_of([group(0, 100, 3), group(1, 100, 8)], Metric.E1RM, nobody).apart([spell(1)])
    assert [(value.record, value.light) for value in series.values] == [(False, False), (True, False)]


def test_what_was_kept_light_is_light_in_the_chart() -> None:
    series = series_of([group(0, 140, 5), group(1, 100, 5)], Metric.TOP, nobody).apart([spell(1)])
    assert [point.light for point in series.chart("", ()).points] == [False, True]
