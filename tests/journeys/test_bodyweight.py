"""Members log what they weigh and look at how it goes: always privately, exactly as entered."""

from typing import Any

import pytest
import simcord

from bot.errors import Gone
from tests.journeys.test_logging import button, lifter, log, values
from tests.journeys.world import World, seen, text_of


async def weigh(world: World, who: simcord.MemberActor, **options: Any) -> simcord.InteractionResult:
    result: simcord.InteractionResult = await who.slash(world.channel, "bodyweight", **options)
    assert result.acknowledged
    assert result.ephemeral
    return result


def weights(world: World) -> list[str]:
    rows = world.rows("SELECT day, amount, unit FROM bodyweights ORDER BY day, weighed_at")
    return [f"{row['day']} {row['amount']} {row['unit']}" for row in rows]


async def test_a_weight_is_kept_as_it_was_entered(world: World) -> None:
    anna = await lifter(world)
    assert "**180.5 lb**" in text_of(seen(await weigh(world, anna, weight="180,5 lb")))
    assert weights(world) == ["2026-03-04 180.5 lb"]


async def test_a_past_day_can_be_named(world: World) -> None:
    anna = await lifter(world)
    await weigh(world, anna, weight="82", when="yesterday")
    assert weights(world) == ["2026-03-03 82 kg"]


async def test_a_day_that_is_utcs_is_called_so_until_the_zone_is_known(world: World) -> None:
    anna = await lifter(world)
    assert "Wednesday by UTC" in text_of(seen(await weigh(world, anna, weight="82")))
    await world.house.members.choose_zone(anna.id, "America/New_York")
    assert "by UTC" not in text_of(seen(await weigh(world, anna, weight="82")))


async def test_the_trend_is_told_and_drawn(world: World) -> None:
    anna = await lifter(world)
    for weight in ("84", "83.6", "83", "82.4", "82"):
        await weigh(world, anna, weight=weight)
        world.clock.move(days=10)
    result = await weigh(world, anna)
    told = text_of(seen(result))
    assert "**82 kg**" in told
    assert "Over 30 days: -1.6 kg" in told
    (chart,) = world.easel.charts
    assert [point.value for point in chart.points] == [84, 83.6, 83, 82.4, 82]
    described = seen(result).attachments[0].description
    assert described is not None
    assert "From 84 kg on 04 March 2026 to 82 kg on 13 April 2026" in described


async def test_without_any_weight_it_says_how_to_log_one(world: World) -> None:
    anna = await lifter(world)
    assert "/bodyweight weight: 82.5 kg" in text_of(seen(await weigh(world, anna)))


async def test_undo_takes_it_out_and_pressed_twice_it_is_gone(world: World) -> None:
    anna = await lifter(world)
    message = seen(await weigh(world, anna, weight="82"))
    weighing = int(button(message, "Undo").rsplit(":", 1)[1])
    await world.restart()
    assert "undone" in text_of(seen(await anna.click(message, label="Undo")))
    assert weights(world) == []
    with pytest.raises(Gone):
        await world.house.scales.undo(anna.id, weighing)


async def test_a_weight_far_from_the_last_is_asked_about(world: World) -> None:
    anna = await lifter(world)
    await weigh(world, anna, weight="82")
    asked = seen(await weigh(world, anna, weight="181"))
    assert "**181 kg** is far from 82 kg" in text_of(asked)
    assert weights(world) == ["2026-03-04 82 kg"]
    await world.restart()
    await anna.click(asked, label="It was lb")
    assert weights(world) == ["2026-03-04 82 kg", "2026-03-04 181 lb"]


async def test_a_doubted_weight_is_mended_for_the_same_day(world: World) -> None:
    anna = await lifter(world)
    await weigh(world, anna, weight="82")
    asked = seen(await weigh(world, anna, weight="28", when="2026-03-02"))
    await world.restart()
    form = await anna.click(asked, label="Mend")
    assert values(form) == {"weight": "28 kg", "when": "2026-03-02"}
    again = await anna.submit_modal(form, {"weight": "128", "when": "2026-03-02"})
    form = await anna.click(seen(again), label="Mend")
    await anna.submit_modal(form, {"weight": "82.5", "when": "2026-03-02"})
    assert weights(world) == ["2026-03-02 82.5 kg", "2026-03-04 82 kg"]


@pytest.mark.parametrize("typed", [{"weight": "82,5 kgs?", "when": "yesterday"}, {"weight": "82.5", "when": "soon"}])
async def test_what_cannot_be_read_when_a_doubted_weight_is_mended_is_kept(world: World, typed: dict[str, str]) -> None:
    anna = await lifter(world)
    await weigh(world, anna, weight="82")
    asked = seen(await weigh(world, anna, weight="28"))
    unclear = await anna.submit_modal(await anna.click(asked, label="Mend"), typed)
    assert "I can't read" in text_of(seen(unclear))
    await world.restart()
    form = await anna.click(seen(unclear), label="Mend")
    assert values(form) == typed
    await anna.submit_modal(form, {"weight": "82.5", "when": "yesterday"})
    assert weights(world) == ["2026-03-03 82.5 kg", "2026-03-04 82 kg"]


async def test_what_cannot_be_read_is_no_weight_to_be_confirmed(world: World) -> None:
    anna = await lifter(world)
    await weigh(world, anna, weight="82")
    asked = seen(await weigh(world, anna, weight="28"))
    typed = {"weight": "heavy", "when": "today"}
    unclear = seen(await anna.submit_modal(await anna.click(asked, label="Mend"), typed))
    with pytest.raises(Gone):
        await world.house.scales.confirm(anna.id, int(button(unclear, "Mend").rsplit(":", 1)[1]), other_unit=False)
    assert weights(world) == ["2026-03-04 82 kg"]


async def test_a_doubted_weight_can_be_right(world: World) -> None:
    anna = await lifter(world)
    await weigh(world, anna, weight="82")
    asked = seen(await weigh(world, anna, weight="60"))
    assert "It was lb" not in str(asked.components)
    await anna.click(asked, label="Yes, log it")
    assert weights(world) == ["2026-03-04 82 kg", "2026-03-04 60 kg"]


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("heavy", "can't read that as a weight"),
        ("-80", "can't read that as a weight"),
        ("0", "above zero"),
        ("9999", "between 20 kg and 400 kg"),
        ("5 kg", "between 20 kg and 400 kg"),
        ("⚖️" * 100, "can't read that as a weight"),
        ("@everyone", "can't read that as a weight"),
        ("\u202e82", "can't read that as a weight"),
    ],
)
async def test_what_is_no_body_weight_is_refused_with_what_to_type(world: World, typed: str, said: str) -> None:
    anna = await lifter(world)
    told = text_of(seen(await weigh(world, anna, weight=typed)))
    assert said in told
    assert "@everyone" not in told
    assert weights(world) == []


async def test_a_day_to_come_is_refused(world: World) -> None:
    anna = await lifter(world)
    assert "still to come" in text_of(seen(await weigh(world, anna, weight="82", when="tomorrow")))
    assert weights(world) == []


async def test_a_guessed_unit_is_called_one(world: World) -> None:
    anna = await world.member("anna")
    assert "which is a guess" in text_of(seen(await weigh(world, anna, weight="180")))


async def test_a_bodyweight_lift_has_an_e1rm_of_the_body_of_that_day(world: World) -> None:
    anna = await lifter(world, public=False)
    await weigh(world, anna, weight="80")
    assert "e1RM 116.7 kg (Epley, with 80 kg of bodyweight)" in text_of(seen(await log(world, anna, "chins bw+20 x5")))


async def test_it_is_exported_and_deleted(world: World) -> None:
    anna = await lifter(world)
    await weigh(world, anna, weight="82")
    shown = await anna.slash(world.channel, "privacy")
    exported = await seen(await anna.click(seen(shown), label="Export everything")).attachments[0].read()
    assert b'"82"' in exported
    asked = await anna.click(seen(shown), label="Delete everything")
    await anna.click(seen(asked), label="Yes, delete everything")
    assert weights(world) == []
