"""Charts are drawn: whatever the numbers, a picture that a phone can show."""

import io
from dataclasses import replace
from datetime import date, timedelta

import pytest
from PIL import Image

from bot.charts.chart import Band, Chart, Look, Point, Shade
from bot.charts.drawing import drawn

DAY = date(2026, 3, 4)


def points(*values: float, every: int = 3, record: int | None = None) -> tuple[Point, ...]:
    """Return points that many days apart, one of them a record."""
    return tuple(
        Point(DAY + timedelta(days=every * place), value, place == record) for place, value in enumerate(values)
    )


def chart(some: tuple[Point, ...], look: Look = Look.LINE, title: str = "Squat", **more: object) -> Chart:
    return Chart(title, "kg", some, look, **more)  # type: ignore[arg-type]  # what stands over and behind


def colours(picture: bytes) -> set[tuple[int, ...]]:
    """Return the colours of a picture that cover more than a few pixels."""
    with Image.open(io.BytesIO(picture)) as image:
        found = image.convert("RGB").getcolors(1 << 24)
    assert found is not None
    return {colour for count, colour in found if count > 60 and isinstance(colour, tuple)}


GOLD, BLUE, ORANGE = (240, 197, 65), (86, 180, 233), (230, 159, 0)


@pytest.mark.parametrize("look", list(Look))
@pytest.mark.parametrize(
    "some",
    [
        points(140),
        points(0),
        points(100, 100),
        points(-15, 0, 20),
        points(99_999, 1),
        points(1e9, 2e9),
        points(*(100 + place % 7 for place in range(10_000)), every=1),
        points(100, 110, 120, every=1_500),
    ],
    ids=["one", "nought", "level", "assisted", "far apart", "huge", "10,000", "years"],
)
def test_any_numbers_make_a_picture_for_a_phone(some: tuple[Point, ...], look: Look) -> None:
    with Image.open(io.BytesIO(drawn(chart(some, look)))) as image:
        assert image.format == "PNG"
        assert image.size == (1000, 750)


def test_records_are_marked() -> None:
    assert GOLD in colours(drawn(chart(points(100, 105, record=1))))
    assert GOLD not in colours(drawn(chart(points(100, 105))))


def test_what_is_measured_is_drawn() -> None:
    assert BLUE in colours(drawn(chart(points(100, 105))))


def test_bands_are_shaded_by_their_kind() -> None:
    plain = colours(drawn(chart(points(100, 105, 110, 115))))
    shaded = [
        colours(drawn(chart(points(100, 105, 110, 115), bands=(Band(DAY, DAY + timedelta(days=4), shade),)))) - plain
        for shade in Shade
    ]
    assert all(shaded)
    assert shaded[0] != shaded[1]


def test_a_band_outside_the_days_shown_is_left_out() -> None:
    long_ago = Band(date(2019, 1, 1), date(2019, 2, 1), Shade.FLARE)
    assert drawn(chart(points(100, 105), bands=(long_ago,))) == drawn(chart(points(100, 105)))


@pytest.mark.parametrize("title", ["$x^$", "Жим лёжа", "深蹲 🏋️", "كتف", "a" * 300])
def test_any_title_can_be_drawn(title: str) -> None:
    assert drawn(chart(points(100), title=title))


def test_a_chart_of_nothing_is_none() -> None:
    with pytest.raises(ValueError, match="nothing"):
        chart(())


@pytest.mark.parametrize("look", [Look.LINE, Look.BARS])
def test_what_was_kept_light_is_drawn_apart(look: Look) -> None:
    some = points(140, 142.5, 120, 145)
    apart = (*some[:2], replace(some[2], light=True), some[3])
    assert ORANGE in colours(drawn(chart(apart, look)))
    assert ORANGE not in colours(drawn(chart(some, look)))


def test_where_all_was_kept_light_there_is_a_picture_too() -> None:
    assert drawn(chart(tuple(replace(point, light=True) for point in points(100, 110))))
