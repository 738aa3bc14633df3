"""Which questions an area gets, in which order, and which answers stop everything."""

import pytest

from bot.areas import Area
from bot.flares.screening import ORDER, Level, Screen, after, load_screen


@pytest.fixture(scope="module")
def screen() -> Screen:
    return load_screen()


def ids(screen: Screen, area: Area, level: Level) -> list[str]:
    return [question.id for question in screen.card(area, level)]


@pytest.mark.parametrize("area", Area)
def test_every_area_is_asked_the_rows_that_concern_every_area(screen: Screen, area: Area) -> None:
    shown = {question.id for level in ORDER for question in screen.card(area, level)}
    assert {f"U{number:02}" for number in range(1, 25) if number != 15} | {"U15a", "U15b", "U15c"} <= shown


@pytest.mark.parametrize("area", Area)
def test_the_chest_is_asked_about_first_everywhere(screen: Screen, area: Area) -> None:
    assert ids(screen, area, Level.E1)[0] == "U01"


@pytest.mark.parametrize(
    ("area", "level", "rows"),
    [
        (Area.LOWER_BACK, Level.E1, {"LB1", "LB2", "LB3", "LB6a"}),
        (Area.LOWER_BACK, Level.E2, {"LB5", "LB6", "LB7"}),
        (Area.LOWER_BACK, Level.E3, {"LB4", "LB8"}),
        (Area.UPPER_BACK, Level.E1, {"UB3"}),
        (Area.NECK, Level.E1, {"NK1", "NK2", "NK3", "NK4"}),
        (Area.NECK, Level.E2, {"NK5a"}),
        (Area.NECK, Level.E3, {"NK5"}),
        (Area.SHOULDER, Level.E2, {"SH2", "SH3"}),
        (Area.ELBOW, Level.E1, {"EL2"}),
        (Area.ELBOW, Level.E2, {"EL1", "EL3"}),
        (Area.WRIST, Level.E1, {"WR2"}),
        (Area.WRIST, Level.E2, {"WR1"}),
        (Area.HIP, Level.E1, {"HP1"}),
        (Area.HIP, Level.E2, {"HP2", "HP3"}),
        (Area.GROIN, Level.E1, {"GR1", "GR2"}),
        (Area.GROIN, Level.E3, {"GR3"}),
        (Area.HAMSTRING, Level.E2, {"HM1", "LB5", "LB6", "LB7"}),
        (Area.HAMSTRING, Level.E3, {"HM2", "LB4", "LB8"}),
        (Area.QUAD, Level.E2, {"QD1"}),
        (Area.KNEE, Level.E2, {"KN1", "KN2", "KN3"}),
        (Area.CALF_ANKLE, Level.E1, {"CA2a", "CA3"}),
        (Area.CALF_ANKLE, Level.E2, {"CA1"}),
        (Area.CHEST_PEC, Level.E1, {"CP1", "CP2a"}),
        (Area.CHEST_PEC, Level.E2, {"CP2", "CP3"}),
    ],
)
def test_an_area_gets_its_own_rows_and_no_other_areas(screen: Screen, area: Area, level: Level, rows: set[str]) -> None:
    assert {
        row for row in ids(screen, area, level) if not row.startswith("U0") and not row.startswith(("U1", "U2"))
    } == rows


@pytest.mark.parametrize(
    ("row", "area", "level"),
    [
        ("U21", Area.LOWER_BACK, Level.E2),
        ("U21", Area.KNEE, Level.E3),
        ("U22", Area.NECK, Level.E2),
        ("U22", Area.ELBOW, Level.E3),
    ],
)
def test_some_rows_are_more_urgent_for_the_spine(screen: Screen, row: str, area: Area, level: Level) -> None:
    assert row in ids(screen, area, level)


@pytest.mark.parametrize("area", Area)
def test_nothing_is_asked_twice(screen: Screen, area: Area) -> None:
    asks = [question.ask for level in ORDER for question in screen.card(area, level)]
    assert len(asks) == len(set(asks))


def test_a_row_that_repeats_others_is_as_urgent_as_the_least_of_them(screen: Screen) -> None:
    levels = {question.id: question.level for question in screen.questions}
    for question in screen.questions:
        assert all(levels[repeated] >= question.level for repeated in question.repeats)


def test_the_cards_come_with_the_most_urgent_first() -> None:
    assert [after(level) for level in ORDER] == [Level.E2, Level.E3, None]


@pytest.mark.parametrize(
    ("level", "stops"), [(Level.E1, True), (Level.E2, True), (Level.E3, False), (Level.PASSED, False)]
)
def test_the_two_upper_levels_stop_everything(level: Level, stops: bool) -> None:
    assert level.stops is stops
