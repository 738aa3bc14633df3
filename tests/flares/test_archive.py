"""Retention leaves counts without names; keys can change; a lost one is noticed and nothing else stops."""

from collections.abc import Callable
from datetime import timedelta
from types import SimpleNamespace

import pytest

from bot import process
from bot.areas import Area
from bot.database import Connection, process_state
from bot.flares import store
from bot.flares.checkins import Step
from bot.flares.evidence import FEWEST, Evidence, Tally, Window
from bot.sealing import Seal, Unreadable, new_key
from tests.flares.conftest import ANNA, GUILD, HEAT, KEPT_FOR, WALKING, Ward
from tests.look import rows


async def course(ward: Ward, member_id: int, *, pain: int = 6, after: int = 3, tried: tuple[int, ...] = ()) -> int:
    """Log a flare-up, answer the next morning, and close it."""
    await ward.agree(member_id)
    logged = await ward.answer(await ward.log(pain, member_id=member_id), masked=False)
    ward.clock.move(hours=13)
    await ward.check_in(logged.flare.id, pain=after, tried=tried, member_id=member_id, step=Step.MORNING)
    await ward.care.close(member_id, logged.flare.id)
    return logged.flare.id


async def known(ward: Ward, *, guild_id: int = GUILD, area: Area = Area.LOWER_BACK) -> dict[Window, Evidence]:
    """Return what is known of heat."""
    return await ward.database.read(ward.care.archive.evidence, guild_id, HEAT, [area])


async def test_what_is_over_leaves_counts_without_names_and_nothing_else(ward: Ward, database_url: str) -> None:
    for member_id in range(1, FEWEST + 1):
        await course(ward, member_id, tried=(HEAT,))
    for member_id in range(11, 11 + FEWEST):
        await course(ward, member_id, after=6)
    before = await known(ward)
    ward.clock.move(days=KEPT_FOR.days + 1)
    assert await ward.care.archive.clear_out() == 2 * FEWEST
    for table in store.TABLES:
        assert rows(database_url, f"SELECT * FROM {table}") == []
    assert [row["guild_id"] for row in rows(database_url, "SELECT guild_id FROM flare_counts")] == [GUILD]
    assert await known(ward) == before == {Window.MORNING: Evidence(Tally(5, 5, 0, 0), Tally(5, 0, 5, 0))}


async def test_the_counts_of_later_ones_are_added(ward: Ward) -> None:
    for batch in range(2):
        for member_id in range(10 * batch + 1, 10 * batch + 4):
            await course(ward, member_id, tried=(HEAT,))
        ward.clock.move(days=KEPT_FOR.days + 1)
        await ward.care.archive.clear_out()
    assert (await known(ward))[Window.MORNING].did.tried == 6


async def test_fewer_than_five_reports_are_not_told_of(ward: Ward) -> None:
    for member_id in range(1, FEWEST):
        await course(ward, member_id, tried=(HEAT,))
    assert await known(ward) == {}


async def test_other_servers_and_areas_are_not_counted(ward: Ward) -> None:
    for member_id in range(1, FEWEST + 1):
        await course(ward, member_id, tried=(HEAT,))
    assert await known(ward, guild_id=GUILD + 1) == {}
    assert await known(ward, area=Area.KNEE) == {}


async def test_a_tip_that_was_felt_worse_with_is_told_of_with_all_that_is_known_of_it(ward: Ward) -> None:
    await course(ward, ANNA, after=3, tried=(HEAT,))
    assert ward.doubts == []
    await course(ward, ANNA + 1, after=9, tried=(HEAT, WALKING))
    assert [(guild_id, tip) for guild_id, tip, _ in ward.doubts] == [(GUILD, HEAT), (GUILD, WALKING)]
    _, _, (morning, *_) = ward.doubts[0]
    assert morning == Tally(2, 1, 0, 1)


async def test_a_members_own_word_that_a_tip_made_it_worse_is_told_of(ward: Ward) -> None:
    await ward.agree()
    logged = await ward.answer(await ward.log(), masked=False)
    await ward.check_in(
        logged.flare.id, pain=2, step=Step.DAY_7, tried=(HEAT,), felt={HEAT: "worse", WALKING: "unsure"}
    )
    ((guild_id, tip, reports),) = ward.doubts
    assert (guild_id, tip, reports[-1]) == (GUILD, HEAT, Tally(1, 0, 0, 1))


async def test_what_was_logged_in_no_server_is_told_of_to_none(ward: Ward) -> None:
    await ward.agree()
    logged = await ward.answer(await ward.log(guild_id=None), masked=False)
    await ward.check_in(logged.flare.id, pain=9, step=Step.MORNING, tried=(HEAT,))
    assert ward.doubts == []


async def test_the_counts_are_sealed(ward: Ward, database_url: str) -> None:
    await course(ward, ANNA, tried=(HEAT,))
    ward.clock.move(days=KEPT_FOR.days + 1)
    await ward.care.archive.clear_out()
    ((counts,),) = rows(database_url, "SELECT counts FROM flare_counts")
    assert str(counts).startswith("gAAAA")


async def test_deleting_everything_leaves_no_trace_of_what_was_asked(ward: Ward, database_url: str) -> None:
    await ward.agree()
    await ward.care.asking.accept(ANNA, (await ward.log()).flare.id)
    await ward.database.write(ward.care.delete_member, ANNA)
    for table in (*store.TABLES, "deliveries"):
        assert rows(database_url, f"SELECT * FROM {table}") == []


# Keys


async def test_the_key_is_remembered_at_the_first_start_and_another_is_noticed(build: Callable[[Seal], Ward]) -> None:
    old = new_key()
    assert await build(Seal(old)).care.archive.opens()
    assert await build(Seal(old)).care.archive.opens()
    assert not await build(Seal(new_key())).care.archive.opens()
    assert await build(Seal(f"{new_key()},{old}")).care.archive.opens()


async def test_a_wrong_key_is_one_line_in_the_log_at_the_start_that_says_what_to_do(
    ward: Ward, build: Callable[[Seal], Ward], caplog: pytest.LogCaptureFixture
) -> None:
    await ward.care.archive.opens()
    for care in (ward.care, build(Seal(new_key())).care):
        await process._try_the_key(SimpleNamespace(house=SimpleNamespace(care=care)))  # type: ignore[arg-type]
    (line,) = [record for record in caplog.records if record.name == "spotter"]
    assert line.levelname == "ERROR"
    assert "Put the old key back" in line.__dict__["do"]


async def test_what_was_stored_before_keys_were_remembered_is_tried_too(
    ward: Ward, build: Callable[[Seal], Ward]
) -> None:
    await ward.agree()
    await ward.log()
    assert not await build(Seal(new_key())).care.archive.opens()
    assert await ward.care.archive.opens()


async def test_after_sealing_anew_the_old_key_can_go(build: Callable[[Seal], Ward], database_url: str) -> None:
    old, new = new_key(), new_key()
    before = build(Seal(old))
    await before.care.archive.opens()
    flare_id = await course(before, ANNA, tried=(HEAT,))
    await course(before, ANNA + 1, tried=(HEAT,))
    before.clock.move(days=KEPT_FOR.days + 1)
    await before.care.archive.clear_out()
    kept = await before.log()
    resealed = await build(Seal(f"{new},{old}")).care.archive.reseal()
    assert (resealed.done, resealed.lost) == (3, 0)
    after = build(Seal(new))
    assert await after.care.archive.opens()
    assert (await after.care.flare(ANNA, kept.flare.id)).area is Area.LOWER_BACK
    assert flare_id != kept.flare.id
    with pytest.raises(Unreadable):
        await before.care.flare(ANNA, kept.flare.id)


async def test_what_no_key_opens_stays_as_it_is(
    build: Callable[[Seal], Ward], seal: Seal, ward: Ward, database_url: str
) -> None:
    await ward.agree()
    await ward.log()
    ((held,),) = rows(database_url, "SELECT subject FROM flares")
    resealed = await build(Seal(new_key())).care.archive.reseal()
    assert (resealed.done, resealed.lost) == (0, 2)
    assert [row["subject"] for row in rows(database_url, "SELECT subject FROM flares")] == [held]


async def test_what_no_key_opens_is_deleted_in_time_all_the_same(ward: Ward, build: Callable[[Seal], Ward]) -> None:
    await ward.agree()
    await ward.log()
    ward.clock.move(days=KEPT_FOR.days + 1)
    assert await build(Seal(new_key())).care.archive.clear_out() == 1


async def test_what_is_remembered_of_a_key_is_its_mark_alone(ward: Ward, build: Callable[[Seal], Ward]) -> None:
    key = new_key()
    await build(Seal(key)).care.archive.opens()

    def recalled(connection: Connection) -> str | None:
        return process_state.recall(connection, "key")

    assert await ward.database.read(recalled) == Seal(key).marks("spotter")[0]


async def test_the_setting_decides_how_long(ward: Ward) -> None:
    assert ward.care.kept_for == KEPT_FOR
    await course(ward, ANNA)
    ward.clock.move(days=KEPT_FOR.days - 1)
    assert await ward.care.archive.clear_out() == 0
    ward.clock.now += timedelta(days=1, seconds=1)
    assert await ward.care.archive.clear_out() == 1
