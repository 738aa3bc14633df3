"""Members who want to be compared are ranked; nobody else is."""

from typing import Any

import pytest
import simcord

from bot.lifts.points import Sex, dots
from tests.journeys.test_logging import lifter
from tests.journeys.test_progress import trained
from tests.journeys.world import World, seen, text_of


async def board(world: World, who: simcord.MemberActor, **options: Any) -> simcord.InteractionResult:
    result: simcord.InteractionResult = await who.slash(world.channel, "leaderboard", **options)
    assert result.acknowledged
    return result


def told(result: simcord.InteractionResult) -> str:
    return text_of(seen(result))


async def competing(world: World, name: str, *entries: str) -> simcord.MemberActor:
    """Return a member who logged these and is listed."""
    who = await lifter(world, name)
    await trained(world, who, *entries, every=0)
    await world.house.boards.list_me(world.guild.id, who.id)
    return who


async def test_only_who_chose_to_be_listed_is(world: World) -> None:
    anna, ben = await lifter(world), await lifter(world, "ben")
    await trained(world, anna, "deadlift 140x5", every=0)
    shown = await board(world, ben, lift="deadlift")
    assert not shown.ephemeral
    assert str(anna.id) not in told(shown)
    listed = await anna.click(seen(shown), label="List me")
    assert listed.ephemeral
    assert f"1. <@{anna.id}> · **140 kg ×5**" in told(await board(world, ben, lift="deadlift"))


async def test_who_takes_themselves_off_is_gone_and_twice_is_once(world: World) -> None:
    anna = await competing(world, "anna", "deadlift 140x5")
    shown = await board(world, anna, lift="deadlift")
    await world.restart()
    for _ in range(2):
        assert (await anna.click(seen(shown), label="Take me off")).ephemeral
    assert str(anna.id) not in told(await board(world, anna, lift="deadlift"))
    for _ in range(2):
        await anna.click(seen(shown), label="List me")
    assert len(world.rows("SELECT member_id FROM listings")) == 1


async def test_kilograms_and_pounds_are_ranked_exactly_and_equals_share_a_place(world: World) -> None:
    anna = await competing(world, "anna", "deadlift 100x5")
    ben = await competing(world, "ben", "deadlift 225lb x1")
    cleo = await competing(world, "cleo", "deadlift 225lb x3")
    lines = told(await board(world, anna, lift="deadlift"))
    places = [lines.index(f"1. <@{ben.id}>"), lines.index(f"1. <@{cleo.id}>"), lines.index(f"3. <@{anna.id}>")]
    assert places == sorted(places)


async def test_by_e1rm_more_reps_can_win(world: World) -> None:
    anna = await competing(world, "anna", "deadlift 140x1")
    ben = await competing(world, "ben", "deadlift 130x5")
    lines = told(await board(world, anna, lift="deadlift", by="e1rm"))
    assert f"1. <@{ben.id}> · **151.7 kg** from 130 kg ×5" in lines
    assert "e1RM (Epley)" in lines


async def test_the_last_90_days_leave_out_what_was_before(world: World) -> None:
    anna = await competing(world, "anna", "deadlift 180x1")
    world.clock.move(days=100)
    await trained(world, anna, "deadlift 150x1", every=0)
    shown = await board(world, anna, lift="deadlift")
    assert "180 kg" in told(shown)
    turned = await anna.click(seen(shown), label="Last 90 days")
    assert "150 kg" in told(turned)
    assert "180 kg" not in told(turned)
    assert "150 kg" in told(await board(world, anna, lift="deadlift", period="90 days"))


async def test_who_has_left_the_server_is_taken_off(world: World) -> None:
    anna, ben = await competing(world, "anna", "deadlift 180x1"), await lifter(world, "ben")
    world.clock.move(days=2)
    assert str(anna.id) in told(await board(world, ben, lift="deadlift"))
    world.clock.move(days=2)
    world.guild.remove_member(anna)
    assert str(anna.id) not in told(await board(world, ben, lift="deadlift"))
    assert world.rows("SELECT member_id FROM listings") == []


async def test_another_servers_list_is_its_own(world: World) -> None:
    anna = await lifter(world)
    await trained(world, anna, "deadlift 180x1", every=0)
    await world.house.boards.list_me(world.guild.id + 1, anna.id)
    assert str(anna.id) not in told(await board(world, anna, lift="deadlift"))


async def test_long_boards_have_pages(world: World) -> None:
    for number in range(11):
        await competing(world, f"member-{number}", f"deadlift {200 - number}x1")
    anna = await lifter(world)
    shown = await board(world, anna, lift="deadlift")
    assert "Page 1 of 2" in told(shown)
    turned = await anna.click(seen(shown), label="▶")
    assert "11. " in told(turned)
    assert "190 kg" in told(turned)
    ben = await lifter(world, "ben")
    assert (await ben.click(seen(turned), label="◀")).ephemeral


async def test_points_need_a_body_weight_and_a_table(world: World) -> None:
    anna = await competing(world, "anna", "deadlift 180x1")
    shown = await board(world, anna, lift="deadlift", by="dots")
    assert "1 more lack a body weight (/bodyweight) or a table" in told(shown)
    await anna.slash(world.channel, "bodyweight", weight="82.5 kg")
    chosen = await anna.select(seen(shown), values=["male"])
    assert chosen.ephemeral
    assert "on every server where you are listed" in told(chosen)
    expected = f"**{dots(180, 82.5, Sex.MALE):.2f}** with 180 kg ×1"
    assert f"1. <@{anna.id}> · {expected}" in told(await board(world, anna, lift="deadlift", by="dots"))
    await anna.select(seen(shown), values=["none"])
    assert expected not in told(await board(world, anna, lift="deadlift", by="dots"))


async def test_gl_is_for_the_bench_press(world: World) -> None:
    anna = await lifter(world)
    refused = await board(world, anna, lift="deadlift", by="gl")
    assert refused.ephemeral
    assert "by: dots" in told(refused)
    assert "IPF GL" in told(await board(world, anna, lift="bench", by="gl"))


async def test_bodyweight_lifts_are_ranked_by_what_hangs_from_the_body(world: World) -> None:
    anna = await competing(world, "anna", "chins bw+20 x5")
    ben = await competing(world, "ben", "chins bw x20")
    lines = told(await board(world, anna, lift="chins"))
    assert lines.index(f"1. <@{anna.id}> · **bw+20 kg ×5**") < lines.index(f"2. <@{ben.id}> · **bw ×20**")
    refused = await board(world, anna, lift="chins", by="e1rm")
    assert refused.ephemeral
    assert "what members weigh" in told(refused)


@pytest.mark.parametrize("lift", ["skwat", "🏋️" * 100, "@everyone", "-1", "\u202eкакое"])
async def test_an_unknown_lift_is_refused_privately(world: World, lift: str) -> None:
    anna = await lifter(world)
    refused = await board(world, anna, lift=lift)
    assert refused.ephemeral
    assert "I don't know that lift" in told(refused)
    assert "@everyone" not in told(refused)


async def test_deleting_everything_takes_a_member_off(world: World) -> None:
    anna = await competing(world, "anna", "deadlift 180x1")
    await world.house.privacy.delete(anna.id)
    assert str(anna.id) not in told(await board(world, anna, lift="deadlift"))
