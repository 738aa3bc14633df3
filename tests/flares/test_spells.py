"""What keeps a lift light is kept, sealed: it begins with a choice and ends with the next, or with the flare-up."""

from datetime import timedelta
from decimal import Decimal

from bot.flares.decisions import Choice
from bot.flares.record import Situation, Spell
from bot.lifts.weight import Weight
from tests.flares.conftest import ANNA, Ward
from tests.look import rows

KG_145 = Weight(Decimal(145), "kg")


async def backed_down(ward: Ward) -> Situation:
    await ward.agree()
    logged = await ward.answer(await ward.log(), masked=False)
    await ward.settle(logged, Choice.BACK_DOWN, day="2026-03-11", weight="130")
    return logged


async def spells(ward: Ward, lift: str = "deadlift") -> list[Spell]:
    return [spell for flare in await ward.care.kept(ANNA) for spell in flare.spells(lift)]


async def test_it_begins_with_the_choice_and_knows_what_was_lifted_before(ward: Ward) -> None:
    await backed_down(ward)
    assert await spells(ward) == [Spell(ward.clock(), None, KG_145)]


async def test_it_ends_with_the_flare_up(ward: Ward) -> None:
    began = ward.clock()
    logged = await backed_down(ward)
    ward.clock.move(days=3)
    await ward.care.close(ANNA, logged.flare.id)
    assert await spells(ward) == [Spell(began, ward.clock(), KG_145)]


async def test_it_ends_when_the_member_resumes(ward: Ward) -> None:
    began = ward.clock()
    logged = await backed_down(ward)
    ward.clock.move(days=3)
    better = await ward.check_in(logged.flare.id, pain=0)
    ward.top_sets[ANNA, "deadlift"] = Weight(Decimal(130), "kg")
    await ward.care.choosing.choose(ANNA, logged.flare.id, better.reading.id, Choice.RESUME)
    assert (await spells(ward))[0] == Spell(began, ward.clock(), KG_145)


async def test_a_later_choice_goes_by_what_was_lifted_before_the_first(ward: Ward) -> None:
    logged = await backed_down(ward)
    ward.clock.move(days=3)
    ward.top_sets[ANNA, "deadlift"] = Weight(Decimal(130), "kg")
    again = await ward.check_in(logged.flare.id, pain=4)
    await ward.care.choosing.choose(ANNA, logged.flare.id, again.reading.id, Choice.HOLD)
    assert [spell.before for spell in await spells(ward)] == [KG_145, KG_145]


async def test_other_lifts_were_not_kept_light(ward: Ward) -> None:
    await backed_down(ward)
    assert await spells(ward, "squat") == []


async def test_it_is_sealed(ward: Ward, database_url: str) -> None:
    await backed_down(ward)
    ((plan,),) = rows(database_url, "SELECT plan FROM flare_plans")
    assert str(plan).startswith("gAAAA")


async def test_it_is_in_the_members_export(ward: Ward) -> None:
    await backed_down(ward)
    exported = await ward.database.read(ward.care.export_member, ANNA)
    assert [plan["kept_light"] for plan in exported["flare_ups"][0]["plans"]] == [True]


async def test_it_goes_with_the_flare_up_when_its_time_is_over(ward: Ward, database_url: str) -> None:
    logged = await backed_down(ward)
    await ward.care.close(ANNA, logged.flare.id)
    ward.clock.now += ward.care.kept_for + timedelta(seconds=1)
    assert await ward.care.archive.clear_out() == 1
    assert rows(database_url, "SELECT * FROM flare_plans") == []
