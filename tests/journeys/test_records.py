"""Members look at their records, and at those of members who share."""

from typing import Any

import simcord

from tests.journeys.test_logging import lifter, log
from tests.journeys.test_progress import trained
from tests.journeys.world import World, seen, text_of


async def records(world: World, who: simcord.MemberActor, **options: Any) -> str:
    result: simcord.InteractionResult = await who.slash(world.channel, "records", **options)
    assert result.ephemeral
    return text_of(seen(result))


async def test_the_records_of_a_lift_each_have_their_date(world: World) -> None:
    anna = await lifter(world)
    await trained(world, anna, "squat 100 5x5", "squat 120x3", "squat 110x5")
    told = await records(world, anna, lift="squat")
    assert "3 reps · 120 kg · <t:" in told
    assert "5 reps · 110 kg · <t:" in told
    assert "Best e1RM\ne1RM 132 kg (Epley) from 120 kg ×3 · <t:" in told
    assert "Most volume in a session (weight × reps)\n2500 kg · <t:" in told
    assert "3 sessions" in told


async def test_a_heavier_set_of_more_reps_counts_for_fewer(world: World) -> None:
    anna = await lifter(world)
    await trained(world, anna, "squat 120x5", "squat 100x3")
    assert "3 reps · 120 kg (in a set of 5)" in await records(world, anna, lift="squat")


async def test_kilograms_and_pounds_are_compared_exactly(world: World) -> None:
    anna = await lifter(world)
    await trained(world, anna, "squat 225lb x5", "squat 102x5")
    assert "5 reps · 225 lb" in await records(world, anna, lift="squat")
    await trained(world, anna, "squat 102.059x5")
    assert "5 reps · 102.059 kg" in await records(world, anna, lift="squat")


async def test_warm_ups_and_failed_sets_are_no_records(world: World) -> None:
    anna = await lifter(world)
    await trained(world, anna, "squat 100x5", "squat 130x5 w", "squat 140x0", "squat 135x3 fail")
    told = await records(world, anna, lift="squat")
    assert "5 reps · 100 kg" in told
    assert not [weight for weight in ("130", "135", "140") if weight in told]


async def test_an_undone_entry_is_no_record(world: World) -> None:
    anna = await lifter(world)
    await trained(world, anna, "squat 100x5")
    await anna.click(seen(await log(world, anna, "squat 110x5")), label="Undo")
    assert "5 reps · 100 kg" in await records(world, anna, lift="squat")


async def test_the_overview_has_the_main_lifts_first_in_pages_that_outlive_a_restart(world: World) -> None:
    anna = await lifter(world)
    names = ("squat", "bench", "deadlift", "ohp", "bb row", "front squat", "rdl", "squat")
    await trained(world, anna, *(f"{name} 60x5" for name in names))
    shown = await anna.slash(world.channel, "records")
    assert text_of(seen(shown)).index("Back squat") < text_of(seen(shown)).index("Bench press")
    assert "Page 1 of 2" in text_of(seen(shown))
    await world.restart()
    turned = await anna.click(seen(shown), label="▶")
    assert "Page 2 of 2" in text_of(seen(turned))


async def test_nobody_else_turns_the_pages(world: World) -> None:
    anna, ben = await lifter(world), await lifter(world, "ben")
    names = ("squat", "bench", "deadlift", "ohp", "bb row", "front squat", "rdl")
    await trained(world, anna, *(f"{name} 60x5" for name in names))
    shown = await anna.slash(world.channel, "records")
    assert shown.ephemeral
    assert "There is no" not in await records(world, ben, member=anna)


async def test_a_member_who_shares_can_be_looked_up(world: World) -> None:
    anna, ben = await lifter(world), await lifter(world, "ben")
    await trained(world, anna, "squat 100x5")
    assert f"of <@{anna.id}>" in await records(world, ben, member=anna, lift="squat")


async def test_a_member_who_does_not_share_cannot(world: World) -> None:
    anna, ben = await lifter(world, public=False), await lifter(world, "ben")
    await trained(world, anna, "squat 100x5")
    for options in ({}, {"lift": "squat"}):
        told = await records(world, ben, member=anna, **options)
        assert "keep their log to themselves" in told
        assert "100" not in told


async def test_nobody_else_sees_what_the_body_adds(world: World) -> None:
    anna, ben = await lifter(world), await lifter(world, "ben")
    await anna.slash(world.channel, "bodyweight", weight="80 kg")
    await trained(world, anna, "chins bw+20 x5")
    assert "e1RM 116.7 kg (Epley, with 80 kg of bodyweight)" in await records(world, anna, lift="chins")
    for options in ({}, {"lift": "chins"}):
        told = await records(world, ben, member=anna, **options)
        assert "bw+20 kg" in told
        assert "e1RM" not in told
        assert "80" not in told.replace(str(anna.id), "")


async def test_timed_work_has_its_longest_set(world: World) -> None:
    anna = await lifter(world)
    await trained(world, anna, "plank 3x60s")
    assert "Longest set\nbw ×60 s" in await records(world, anna, lift="plank")


async def test_an_empty_log_says_how_to_begin(world: World) -> None:
    anna = await lifter(world)
    assert "Begin with `/log entry: squat 100 5x5`" in await records(world, anna)
    assert "There is no Deadlift in that log yet" in await records(world, anna, lift="deadlift")


async def test_an_unknown_lift_is_answered_with_the_nearest(world: World) -> None:
    anna = await lifter(world)
    assert "`Back squat`" in await records(world, anna, lift="skwat")
    assert "@everyone" not in await records(world, anna, lift="@everyone" * 22)
