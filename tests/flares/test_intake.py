"""How flare-ups come in, on a real database: with consent and through the screen."""

import pytest

from bot.areas import Area
from bot.errors import Gone
from bot.flares.checkins import Step
from bot.flares.decisions import Choice
from bot.flares.intake import NotAgreed, TooMany
from bot.flares.record import Entry, Terms
from bot.flares.screening import Level
from tests.flares.conftest import ANNA, Ward
from tests.look import rows

LOGGED = Entry(1, Area.LOWER_BACK, "deadlift", 4)


# Consent


async def test_without_consent_nothing_is_stored(ward: Ward, database_url: str) -> None:
    with pytest.raises(NotAgreed):
        await ward.care.intake.screened(ANNA, LOGGED, Level.PASSED)
    assert rows(database_url, "SELECT * FROM flares") == rows(database_url, "SELECT * FROM flare_readings") == []


async def test_an_older_version_of_the_words_counts_as_no_consent(ward: Ward) -> None:
    await ward.members.give_consent(ANNA, "flare", 0)
    assert not await ward.care.intake.agreed(ANNA)


async def test_withdrawn_consent_stops_answers_too(ward: Ward) -> None:
    await ward.agree()
    situation = await ward.log()
    await ward.members.withdraw_consent(ANNA, "flare")
    with pytest.raises(NotAgreed):
        await ward.answer(situation, pain=3)


# Logging and the screen


async def test_an_entry_pressed_twice_is_logged_once(ward: Ward) -> None:
    await ward.agree()
    await ward.care.intake.screened(ANNA, LOGGED, Level.PASSED)
    again = await ward.care.intake.screened(ANNA, LOGGED, Level.PASSED)
    assert [len(flare.readings) for flare in (await ward.care.status(ANNA)).flares] == [1]
    assert again.reading.pain == 4


async def test_a_second_log_of_an_area_joins_its_open_flare_up_while_nothing_is_chosen(ward: Ward) -> None:
    await ward.agree()
    await ward.log(6)
    await ward.log(3, lift="back_squat")
    (flare,) = (await ward.care.status(ANNA)).flares
    assert ([reading.pain for reading in flare.readings], flare.lift) == ([6, 3], "back_squat")


@pytest.mark.parametrize("lift", ["deadlift", None])
async def test_it_joins_one_with_a_plan_for_the_same_lift_or_where_none_is_named(ward: Ward, lift: str | None) -> None:
    planned = await ward.planned()
    again = await ward.log(3, lift=lift)
    assert (again.flare.id, again.flare.lift, again.flare.choice) == (planned.id, "deadlift", Choice.BACK_DOWN)


async def test_beside_a_plan_for_one_lift_another_lift_gets_a_flare_up_of_its_own(ward: Ward) -> None:
    planned = await ward.planned()
    other = await ward.log(3, lift="back_squat")
    assert (other.flare.lift, other.flare.choice, other.flare.terms) == ("back_squat", None, Terms())
    assert await ward.care.flare(ANNA, planned.id) == planned


async def test_a_plan_without_a_lift_is_not_moved_to_one(ward: Ward) -> None:
    planned = await ward.planned(lift=None)
    assert (await ward.log(3, lift="back_squat")).flare.choice is None
    assert (await ward.care.flare(ANNA, planned.id)).lift is None


async def test_of_several_the_one_of_the_same_lift_takes_it_in(ward: Ward) -> None:
    planned = await ward.planned()
    await ward.log(3, lift="back_squat")
    assert (await ward.log(2)).flare.id == planned.id


async def test_one_beside_a_plan_needs_room_of_its_own(ward: Ward) -> None:
    await ward.planned()
    await ward.log(area=Area.KNEE)
    await ward.log(area=Area.HIP)
    intake = ward.care.intake
    assert await intake.has_room(ANNA, Area.LOWER_BACK, "deadlift")
    assert not await intake.has_room(ANNA, Area.LOWER_BACK, "back_squat")
    with pytest.raises(TooMany):
        await ward.log(lift="back_squat")


async def test_what_nobody_has_checked_stands_for_a_flare_up_that_comes_beside(ward: Ward) -> None:
    await ward.planned(choice=Choice.HOLD, level=Level.E3)
    other = await ward.answer(await ward.log(0, lift="back_squat"), masked=False)
    assert other.flare.level is Level.E3
    assert other.suggestion is not None
    assert other.suggestion.choices == (Choice.HOLD,)


async def test_a_screen_and_its_check_count_for_all_open_ones_of_the_area(ward: Ward) -> None:
    planned = await ward.planned()
    knee = await ward.log(area=Area.KNEE)
    other = await ward.log(lift="back_squat")

    async def levels() -> list[Level]:
        return [(await ward.care.flare(ANNA, one)).level for one in (planned.id, other.flare.id, knee.flare.id)]

    await ward.care.intake.rescreened(ANNA, other.flare.id, ward.ids(), Step.MORNING, Level.E2)
    assert await levels() == [Level.E2, Level.E2, Level.PASSED]
    await ward.care.intake.checked(ANNA, planned.id)
    assert await levels() == [Level.PASSED] * 3


async def test_the_button_of_a_closed_one_checks_nothing(ward: Ward) -> None:
    await ward.agree()
    closed = await ward.log()
    await ward.care.close(ANNA, closed.flare.id)
    flagged = await ward.log(level=Level.E2)
    with pytest.raises(Gone):
        await ward.care.intake.checked(ANNA, closed.flare.id)
    assert (await ward.care.flare(ANNA, flagged.flare.id)).level is Level.E2


async def test_a_red_flag_stops_the_check_ins_of_all_open_ones_of_the_area(ward: Ward) -> None:
    planned = await ward.planned()
    other = await ward.log(lift="back_squat")
    for flare_id in (planned.id, other.flare.id):
        await ward.care.asking.accept(ANNA, flare_id)
    await ward.care.intake.rescreened(ANNA, other.flare.id, ward.ids(), Step.MORNING, Level.E2)
    assert await ward.owed() == []


async def test_another_area_is_another_flare_up(ward: Ward) -> None:
    await ward.agree()
    await ward.log()
    await ward.log(area=Area.KNEE)
    assert [flare.area for flare in (await ward.care.status(ANNA)).flares] == [Area.KNEE, Area.LOWER_BACK]


@pytest.mark.parametrize("level", [Level.E1, Level.E2])
async def test_a_red_flag_stops_suggestions(ward: Ward, level: Level) -> None:
    await ward.agree()
    situation = await ward.log(level=level)
    assert (situation.stop, situation.suggestion) == (situation.flare, None)


@pytest.mark.parametrize(("level", "area", "stops"), [(Level.E1, Area.KNEE, True), (Level.E2, Area.KNEE, False)])
async def test_an_e1_answer_stops_every_area_and_an_e2_answer_its_own(
    ward: Ward, level: Level, area: Area, stops: bool
) -> None:
    await ward.agree()
    await ward.log(level=level)
    assert (await ward.care.stopped(ANNA, area) is not None) is stops
    assert await ward.care.stopped(ANNA, Area.LOWER_BACK) is not None


async def test_a_later_screen_does_not_clear_a_red_flag(ward: Ward) -> None:
    await ward.agree()
    flagged = await ward.log(level=Level.E1)
    again = await ward.care.intake.rescreened(ANNA, flagged.flare.id, flagged.reading.id, Step.LOG, Level.PASSED)
    assert again.flare.level is Level.E1
    assert (await ward.log(level=Level.PASSED)).flare.level is Level.E1


async def test_only_the_members_word_that_it_was_checked_reopens_it(ward: Ward) -> None:
    await ward.agree()
    flagged = await ward.log(level=Level.E2)
    ward.clock.move(hours=20)
    situation = await ward.care.intake.checked(ANNA, flagged.flare.id)
    assert (situation.stop, situation.flare.checked_at) == (None, ward.clock())
    assert situation.flare.screened.level is Level.E2


async def test_a_new_red_flag_after_the_check_stops_again(ward: Ward) -> None:
    await ward.agree()
    flagged = await ward.log(level=Level.E1)
    await ward.care.intake.checked(ANNA, flagged.flare.id)
    again = await ward.care.intake.rescreened(ANNA, flagged.flare.id, ward.ids(), Step.MORNING, Level.E1)
    assert again.flare.level is Level.E1
    assert again.flare.checked_at is None


async def test_an_e3_answer_only_offers_to_hold(ward: Ward) -> None:
    await ward.agree()
    situation = await ward.log(0, level=Level.E3)
    assert situation.suggestion is not None
    assert (situation.suggestion.row, situation.suggestion.choices) == ("D2", (Choice.HOLD,))
    assert situation.weights == {}
