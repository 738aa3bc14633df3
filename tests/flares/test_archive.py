"""Retention leaves counts without names; keys can change; a lost one is noticed and nothing else stops."""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from types import SimpleNamespace

import pytest

from bot import process
from bot.areas import Area
from bot.database import Connection, process_state
from bot.flares import store
from bot.flares.checkins import Step
from bot.flares.evidence import FEWEST, Window
from bot.sealing import Seal, Unreadable, new_key
from tests.flares.conftest import ANNA, GUILD, HEAT, KEPT_FOR, WALKING, Ward
from tests.flares.test_care import rows


async def course(ward: Ward, member_id: int, *, pain: int = 6, after: int = 3, tried: tuple[int, ...] = ()) -> int:
    """Log a flare-up, answer the next morning, and close it."""
    await ward.agree(member_id)
    logged = await ward.answer(await ward.log(pain, member_id=member_id), masked=False)
    ward.clock.move(hours=13)
    await ward.check_in(logged.flare.id, pain=after, tried=tried, member_id=member_id, step=Step.MORNING)
    await ward.care.close(member_id, logged.flare.id)
    return logged.flare.id


async def test_what_is_over_leaves_counts_without_names_and_nothing_else(ward: Ward, database_path: Path) -> None:
    for member_id in range(1, FEWEST + 1):
        await course(ward, member_id, tried=(HEAT,))
    for member_id in range(11, 11 + FEWEST):
        await course(ward, member_id, after=6)
    before = await ward.care.outcomes(GUILD, Area.LOWER_BACK)
    ward.clock.move(days=KEPT_FOR.days + 1)
    assert await ward.care.clear_out() == 2 * FEWEST
    for table in store.TABLES:
        assert rows(database_path, f"SELECT * FROM {table}") == []
    assert rows(database_path, "SELECT guild_id FROM flare_counts") == [(GUILD,)]
    assert await ward.care.outcomes(GUILD, Area.LOWER_BACK) == before
    (morning,) = before[HEAT]
    assert (morning.window, morning.did.better, morning.did_not and morning.did_not.same) == (Window.MORNING, 5, 5)


async def test_the_counts_of_later_ones_are_added(ward: Ward) -> None:
    for batch in range(2):
        for member_id in range(10 * batch + 1, 10 * batch + 4):
            await course(ward, member_id, tried=(HEAT,))
        ward.clock.move(days=KEPT_FOR.days + 1)
        await ward.care.clear_out()
    (morning,) = (await ward.care.outcomes(GUILD, Area.LOWER_BACK))[HEAT]
    assert morning.did.tried == 6


async def test_fewer_than_five_reports_are_not_told_of(ward: Ward) -> None:
    for member_id in range(1, FEWEST):
        await course(ward, member_id, tried=(HEAT,))
    assert await ward.care.outcomes(GUILD, Area.LOWER_BACK) == {}


async def test_other_servers_and_areas_are_not_counted(ward: Ward) -> None:
    for member_id in range(1, FEWEST + 1):
        await course(ward, member_id, tried=(HEAT,))
    assert await ward.care.outcomes(GUILD + 1, Area.LOWER_BACK) == {}
    assert await ward.care.outcomes(GUILD, Area.KNEE) == {}


async def test_the_tips_wing_gets_those_who_did_not_try_it(ward: Ward) -> None:
    for member_id in range(1, FEWEST + 1):
        await course(ward, member_id, tried=(WALKING,))
    untried = ward.care.archive.untried
    found = await ward.database.read(untried, GUILD, HEAT, Area.LOWER_BACK)
    assert {window: tally.better for window, tally in found.items()} == {Window.MORNING: FEWEST}
    assert await ward.database.read(untried, GUILD, WALKING, Area.LOWER_BACK) == {}


async def test_the_counts_are_sealed(ward: Ward, database_path: Path) -> None:
    await course(ward, ANNA, tried=(HEAT,))
    ward.clock.move(days=KEPT_FOR.days + 1)
    await ward.care.clear_out()
    ((counts,),) = rows(database_path, "SELECT counts FROM flare_counts")
    assert str(counts).startswith("gAAAA")


async def test_deleting_everything_leaves_no_trace_of_what_was_asked(ward: Ward, database_path: Path) -> None:
    await ward.agree()
    await ward.care.asking.accept(ANNA, (await ward.log()).flare.id)
    await ward.database.write(ward.care.delete_member, ANNA)
    for table in (*store.TABLES, "deliveries"):
        assert rows(database_path, f"SELECT * FROM {table}") == []


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


async def test_after_sealing_anew_the_old_key_can_go(build: Callable[[Seal], Ward], database_path: Path) -> None:
    old, new = new_key(), new_key()
    before = build(Seal(old))
    await before.care.archive.opens()
    flare_id = await course(before, ANNA, tried=(HEAT,))
    await course(before, ANNA + 1, tried=(HEAT,))
    before.clock.move(days=KEPT_FOR.days + 1)
    await before.care.clear_out()
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
    build: Callable[[Seal], Ward], seal: Seal, ward: Ward, database_path: Path
) -> None:
    await ward.agree()
    await ward.log()
    held = rows(database_path, "SELECT subject FROM flares")
    resealed = await build(Seal(new_key())).care.archive.reseal()
    assert (resealed.done, resealed.lost) == (0, 2)
    assert rows(database_path, "SELECT subject FROM flares") == held


async def test_what_no_key_opens_is_deleted_in_time_all_the_same(ward: Ward, build: Callable[[Seal], Ward]) -> None:
    await ward.agree()
    await ward.log()
    ward.clock.move(days=KEPT_FOR.days + 1)
    assert await build(Seal(new_key())).care.clear_out() == 1


async def test_the_remembered_word_says_nothing(ward: Ward) -> None:
    await ward.care.archive.opens()

    def recalled(connection: Connection) -> str | None:
        return process_state.recall(connection, "seal")

    assert str(await ward.database.read(recalled)).startswith("gAAAA")


async def test_the_setting_decides_how_long(ward: Ward) -> None:
    assert ward.care.kept_for == KEPT_FOR
    await course(ward, ANNA)
    ward.clock.move(days=KEPT_FOR.days - 1)
    assert await ward.care.clear_out() == 0
    ward.clock.now += timedelta(days=1, seconds=1)
    assert await ward.care.clear_out() == 1
