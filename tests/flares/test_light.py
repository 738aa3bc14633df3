"""What open flare-ups keep light, lift by lift."""

from datetime import UTC, datetime
from decimal import Decimal

import pytest

from bot.areas import Area
from bot.data import data_path
from bot.flares.decisions import Choice
from bot.flares.light import Light, kept_light
from bot.flares.record import Flare, Screened, Terms
from bot.flares.screening import Level
from bot.lifts.exercises import Catalogue
from bot.lifts.weight import Weight

NOW = datetime(2026, 3, 4, 18, tzinfo=UTC)
CATALOGUE = Catalogue.from_csv(data_path("exercises.csv"))
REST = Light(rest=True)


def kg(amount: int) -> Weight:
    return Weight(Decimal(amount), "kg")


def flare(
    choice: Choice | None = None,
    *,
    lift: str | None = "deadlift",
    area: Area = Area.LOWER_BACK,
    level: Level = Level.PASSED,
    light: Weight | None = None,
    terms: Terms | None = None,
) -> Flare:
    return Flare(
        member_id=101,
        id=1,
        created_at=NOW,
        closed_at=None,
        asked_since=None,
        area=area,
        lift=lift,
        screened=Screened(1, level, NOW),
        checked_at=None,
        choice=choice,
        light=light,
        terms=terms or Terms(),
        readings=(),
    )


HELD = flare(Choice.HOLD)
BACKED_DOWN = flare(Choice.BACK_DOWN, terms=Terms(kg(145), kg(130)))
FURTHER_DOWN = flare(Choice.BACK_DOWN, terms=Terms(kg(145), kg(110)))
RESUMED = flare(Choice.RESUME)
RESUMED_LIGHT = flare(Choice.RESUME, light=kg(137))
OPEN = flare()


@pytest.mark.parametrize(
    ("one", "light"),
    [
        (HELD, REST),
        (BACKED_DOWN, Light(kg(130))),
        (flare(Choice.BACK_DOWN, terms=Terms(kg(145))), Light(kg(145))),
        (flare(Choice.BACK_DOWN), Light()),
        (RESUMED_LIGHT, Light(kg(137))),
        (RESUMED, None),
        (OPEN, None),
        (flare(level=Level.E3), None),
        (flare(level=Level.E2), REST),
    ],
)
def test_one_flare_up_keeps_its_lift_as_light_as_was_chosen(one: Flare, light: Light | None) -> None:
    assert kept_light([one], CATALOGUE).get("deadlift") == light


@pytest.mark.parametrize(
    ("newest", "oldest", "light"),
    [
        (OPEN, HELD, REST),
        (RESUMED, HELD, REST),
        (RESUMED_LIGHT, HELD, REST),
        (BACKED_DOWN, HELD, REST),
        (RESUMED, BACKED_DOWN, Light(kg(130))),
        (RESUMED_LIGHT, BACKED_DOWN, Light(kg(130))),
        (FURTHER_DOWN, BACKED_DOWN, Light(kg(110))),
        (flare(Choice.BACK_DOWN), BACKED_DOWN, Light(kg(130))),
        (RESUMED, OPEN, None),
    ],
)
def test_of_several_the_strictest_counts_whichever_is_newer(newest: Flare, oldest: Flare, light: Light | None) -> None:
    for flares in ([newest, oldest], [oldest, newest]):
        assert kept_light(flares, CATALOGUE).get("deadlift") == light


def test_each_keeps_its_own_lift_light() -> None:
    knee = flare(Choice.BACK_DOWN, lift="back_squat", area=Area.KNEE, terms=Terms(kg(120), kg(100)))
    assert kept_light([knee, HELD], CATALOGUE) == {"back_squat": Light(kg(100)), "deadlift": REST}


def test_what_was_chosen_without_a_lift_keeps_nothing_light() -> None:
    assert kept_light([flare(Choice.HOLD, lift=None)], CATALOGUE) == {}


def test_an_unchecked_red_flag_rests_what_loads_its_area() -> None:
    resting = kept_light([flare(lift=None, area=Area.KNEE, level=Level.E2)], CATALOGUE)
    assert resting["back_squat"] == REST
    assert "bench_press" not in resting


def test_the_most_urgent_red_flag_rests_everything() -> None:
    resting = kept_light([flare(lift=None, area=Area.KNEE, level=Level.E1)], CATALOGUE)
    assert set(resting) == {lift.id for lift in CATALOGUE}
