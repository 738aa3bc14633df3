"""The choice for the next session, on a real database."""

import pytest

from bot.errors import SpotterError
from bot.flares.decisions import Choice
from bot.flares.fallback import UnreadableWeight
from tests.flares.conftest import ANNA, Ward


async def test_the_choice_and_its_terms_are_kept(ward: Ward) -> None:
    await ward.agree()
    logged = await ward.answer(await ward.log(4), masked=False)
    flare = await ward.settle(logged, Choice.BACK_DOWN, day="2026-03-11", weight="130")
    assert (flare.choice, str(flare.terms.before), str(flare.terms.fallback)) == (Choice.BACK_DOWN, "145 kg", "130 kg")
    assert str(flare.terms.session) == "2026-03-11"


async def test_a_choice_that_is_no_longer_offered_is_refused(ward: Ward) -> None:
    await ward.agree()
    logged = await ward.answer(await ward.log(1), masked=False)
    await ward.answer(logged, masked=True)
    with pytest.raises(SpotterError, match="no longer one of the choices"):
        await ward.care.choosing.choose(ANNA, logged.flare.id, logged.reading.id, Choice.RESUME)


async def test_a_weight_that_cannot_be_read_changes_nothing(ward: Ward) -> None:
    await ward.agree()
    logged = await ward.answer(await ward.log(4), masked=False)
    with pytest.raises(UnreadableWeight):
        await ward.settle(logged, Choice.BACK_DOWN, weight="light")
    assert (await ward.care.flare(ANNA, logged.flare.id)).choice is None


@pytest.mark.parametrize("day", ["2026-03-04", "2026-03-12", "tomorrow", "2026-13-40"])
async def test_a_day_that_is_not_one_of_the_next_seven_is_refused(ward: Ward, day: str) -> None:
    await ward.agree()
    logged = await ward.answer(await ward.log(4), masked=False)
    with pytest.raises(SpotterError, match="next seven"):
        await ward.settle(logged, Choice.HOLD, day=day)
