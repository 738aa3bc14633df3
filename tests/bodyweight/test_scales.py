"""The scales: weighed once, asked about, undone, theirs alone."""

from datetime import UTC, date, datetime

import pytest

from bot.bodyweight.scales import Doubted, Scales, Weighed
from bot.database import Database
from bot.errors import Gone
from bot.ids import Ids
from bot.members.drafts import Drafts
from bot.members.people import Members
from tests.bodyweight.test_weighing import weight
from tests.charts.easel import PICTURE, Easel
from tests.conftest import FakeClock

ANNA, BEN = 11, 12


@pytest.fixture
def members(database: Database, clock: FakeClock) -> Members:
    return Members(database, clock)


@pytest.fixture
def easel() -> Easel:
    return Easel()


@pytest.fixture
def scales(database: Database, clock: FakeClock, ids: Ids, members: Members, easel: Easel) -> Scales:
    return Scales(database, clock, members, Drafts(database, clock, ids, lambda _: False), easel)


async def weighed(scales: Scales, id: int, text: str, when: str = "", member: int = ANNA) -> Weighed:
    outcome = await scales.weigh(member, id, text, when)
    assert isinstance(outcome, Weighed)
    return outcome


async def test_the_same_sent_twice_is_one_weighing(scales: Scales) -> None:
    await weighed(scales, 1, "80")
    await weighed(scales, 1, "80")
    assert len((await scales.book(ANNA)).weighings) == 1


async def test_a_day_is_the_members_own(scales: Scales, members: Members) -> None:
    await members.choose_zone(ANNA, "Pacific/Auckland")
    assert (await weighed(scales, 1, "80")).weighing.day == date(2026, 3, 5)
    assert (await weighed(scales, 2, "80", "yesterday")).weighing.at == datetime(2026, 3, 3, 23, tzinfo=UTC)


async def test_a_doubted_weight_is_logged_once_however_often_it_is_confirmed(scales: Scales) -> None:
    await weighed(scales, 1, "80")
    asked = await scales.weigh(ANNA, 2, "176.4")
    assert isinstance(asked, Doubted)
    assert asked.other == weight("176.4", "lb")
    for _ in range(2):
        saved = await scales.confirm(ANNA, asked.draft_id, other_unit=True)
        assert saved.weighing.weight == weight("176.4", "lb")
    assert await scales.on_day(ANNA, date(2026, 3, 4)) == weight("176.4", "lb")


async def test_nobody_confirms_or_undoes_for_another(scales: Scales) -> None:
    await weighed(scales, 1, "80")
    asked = await scales.weigh(ANNA, 2, "120")
    assert isinstance(asked, Doubted)
    with pytest.raises(Gone):
        await scales.confirm(BEN, asked.draft_id, other_unit=False)
    with pytest.raises(Gone):
        await scales.undo(BEN, 1)


async def test_the_nearest_weight_is_found_on_both_sides(scales: Scales) -> None:
    await weighed(scales, 1, "80", "2026-01-10")
    await weighed(scales, 2, "81", "2026-01-20")
    nearest = [await scales.on_day(ANNA, date(2026, 1, day)) for day in (1, 10, 14, 16, 31)]
    assert nearest == [weight("80"), weight("80"), weight("80"), weight("81"), weight("81")]
    assert await scales.on_day(BEN, date(2026, 1, 10)) is None


async def test_a_look_has_a_picture_or_goes_without(scales: Scales, easel: Easel) -> None:
    assert await scales.look(ANNA) is None
    await weighed(scales, 1, "80")
    seen = await scales.look(ANNA)
    easel.broken = True
    without = await scales.look(ANNA)
    assert seen is not None
    assert without is not None
    assert (seen.picture, without.picture) == (PICTURE, None)


async def test_a_weight_taken_over_stays_until_a_doubted_one_is_confirmed_in_its_place(scales: Scales) -> None:
    day = date(2026, 3, 1)
    await scales.take_over(ANNA, day, weight("80"))
    asked = await scales.take_over(ANNA, day, weight("176.4"))
    assert isinstance(asked, Doubted)
    assert await scales.on_day(ANNA, day) == weight("80")
    await scales.confirm(ANNA, asked.draft_id, other_unit=True)
    assert [known.weight for known in (await scales.book(ANNA)).weighings] == [weight("176.4", "lb")]
