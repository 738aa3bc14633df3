"""The choice for the next session, on a real database."""

import asyncio
from datetime import UTC, datetime

import pytest

from bot.delivery.schedule import Due
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


# The programme's day


def at(day: int, hour: int = 12) -> datetime:
    return datetime(2026, 3, day, hour, tzinfo=UTC)


class Programme:
    """Has the lift on the day that the test sets."""

    def __init__(self, ward: Ward, day: int) -> None:
        self.day = day
        ward.care.lifts.follow_programmes(self._next)

    async def _next(self, member_id: int, lift: str) -> datetime | None:
        await asyncio.sleep(0)
        return at(self.day)


async def due_before(ward: Ward, day: str = "") -> Due:
    """Choose for a session of the 9th and have its check-in come up."""
    await ward.agree()
    logged = await ward.answer(await ward.log(4), masked=False)
    await ward.settle(logged, Choice.BACK_DOWN, day=day, weight="130")
    await ward.care.asking.accept(ANNA, logged.flare.id)
    (due,) = (one for one in await ward.owed() if one.step == "before_session")
    ward.clock.set(due.due_at)
    return due


async def around(ward: Ward) -> list[tuple[str, int]]:
    return [(due.step, due.due_at.day) for due in await ward.owed() if due.step.endswith("session")]


async def test_a_session_that_the_programme_has_later_by_now_is_asked_about_then(ward: Ward) -> None:
    programme = Programme(ward, 9)
    due = await due_before(ward)
    programme.day = 11
    assert await ward.care.choosing.put_off(due)
    assert await around(ward) == [("before_session", 11), ("after_session", 12)]
    assert str((await ward.care.flare(ANNA, due.subject_id)).terms.session) == "2026-03-11"


async def test_a_session_on_its_day_is_not_put_off(ward: Ward) -> None:
    Programme(ward, 9)
    assert not await ward.care.choosing.put_off(await due_before(ward))


async def test_a_day_that_the_member_named_stays(ward: Ward) -> None:
    Programme(ward, 11)
    due = await due_before(ward, day="2026-03-09")
    assert not await ward.care.choosing.put_off(due)
    assert await around(ward) == [("before_session", 9), ("after_session", 10)]


async def test_a_session_that_was_done_early_is_still_asked_about_on_the_morning_after(ward: Ward) -> None:
    programme = Programme(ward, 9)
    due = await due_before(ward)
    programme.day, ward.done_on[ANNA, "deadlift"] = 16, at(9, 5).date()
    assert not await ward.care.choosing.put_off(due)
    assert ("after_session", 10) in await around(ward)


async def test_what_is_put_off_once_may_be_put_off_again(ward: Ward) -> None:
    programme = Programme(ward, 9)
    due = await due_before(ward)
    for day in (11, 13):
        programme.day = day
        assert await ward.care.choosing.put_off(due)
        (due,) = (one for one in await ward.owed() if one.step == "before_session")
        ward.clock.set(due.due_at)
        assert due.due_at.day == day


async def test_after_stop_these_nothing_is_put_off(ward: Ward) -> None:
    programme = Programme(ward, 9)
    due = await due_before(ward)
    programme.day = 11
    await ward.care.asking.stop(ANNA, due.subject_id)
    assert not await ward.care.choosing.put_off(due)
    assert await ward.owed() == []
