"""Members log the lifts that stand in a message of theirs."""

import pytest

from tests.journeys.test_logging import button, lifter, lifts, shown
from tests.journeys.world import World, seen, text_of

MENU = "Log these lifts"
TALK = "Great day!\n> squat 100 5x5\n- bench 80x5, 85x5\nand out 💪"


async def test_the_lifts_of_a_message_are_shown_and_saved_once(world: World) -> None:
    anna = await lifter(world)
    message = await anna.send(world.channel, TALK)
    preview = await anna.context_menu(world.channel, MENU, message)
    assert preview.ephemeral
    assert "1. Back squat · 5×5 · 100 kg" in shown(preview)
    assert "2. Bench press · 80 kg ×5, 85 kg ×5" in shown(preview)
    assert "Great day" not in shown(preview)
    assert lifts(world) == []
    await world.restart()
    await anna.click(seen(preview), label="Save")
    assert lifts(world) == ["back_squat 100 kg x5", "bench_press 80 kg x5"]
    again = await anna.context_menu(world.channel, MENU, message)
    assert "already logged" in shown(again)
    assert not button(seen(again), "Save")
    assert len(lifts(world)) == 2


async def test_two_previews_of_a_message_log_it_once_and_the_second_says_so(world: World) -> None:
    anna = await lifter(world)
    message = await anna.send(world.channel, TALK)
    first, second = [await anna.context_menu(world.channel, MENU, message) for _ in range(2)]
    await anna.click(seen(first), label="Save")
    assert "already logged" in shown(await anna.click(seen(second), label="Save"))
    assert len(lifts(world)) == 2


async def test_a_message_that_was_changed_is_logged_anew_once_what_it_logged_is_undone(world: World) -> None:
    anna = await lifter(world)
    message = await anna.send(world.channel, "squat 100 5x5")
    await anna.click(seen(await anna.context_menu(world.channel, MENU, message)), label="Save")
    await anna.edit(message, "squat 110 5x5\nbench 80x5")
    again = await anna.context_menu(world.channel, MENU, message)
    await anna.click(seen(again), label="Undo")
    assert lifts(world) == []
    await anna.click(seen(await anna.context_menu(world.channel, MENU, message)), label="Save")
    assert lifts(world) == ["back_squat 110 kg x5", "bench_press 80 kg x5"]


async def test_a_line_that_cannot_be_read_is_mended_as_in_a_workout(world: World) -> None:
    anna = await lifter(world)
    preview = await anna.context_menu(
        world.channel, MENU, await anna.send(world.channel, "squat 100 5x5 easy\nbench 80x5")
    )
    assert "1. ❌ squat 100 5x5 easy" in shown(preview)
    assert not button(seen(preview), "Save")
    form = await anna.click(seen(preview), label="Mend")
    preview = await anna.submit_modal(form, {"text": "squat 100 5x5\nbench 80x5", "when": "yesterday"})
    await anna.click(seen(preview), label="Save")
    assert lifts(world) == ["back_squat 100 kg x5", "bench_press 80 kg x5"]


async def test_nobody_logs_what_another_wrote(world: World) -> None:
    anna, ben = await lifter(world), await lifter(world, "ben")
    refused = await ben.context_menu(world.channel, MENU, await anna.send(world.channel, "squat 100 5x5"))
    assert refused.ephemeral
    assert "only for themselves" in shown(refused)
    assert world.rows("SELECT * FROM drafts") == []


BAD = ["hello", "💪", "مرحبا", "**bold**", "x" * 2_000]


@pytest.mark.parametrize("text", BAD, ids=range(len(BAD)))
async def test_a_message_without_lifts_is_answered_with_how_they_look(world: World, text: str) -> None:
    anna = await lifter(world)
    answered = await anna.context_menu(world.channel, MENU, await anna.send(world.channel, text))
    assert answered.ephemeral
    assert "`squat 100 5x5`" in shown(answered)
    assert lifts(world) == []


WORSE = ["5" * 2_000, "squat 100x5, " * 150, "1\n" * 900, "see you at 18:00 @everyone <@1>", "\u202e5x5 001 tauqs"]


@pytest.mark.parametrize("text", WORSE, ids=range(len(WORSE)))
async def test_figures_that_are_no_lifts_are_shown_as_unread(world: World, text: str) -> None:
    anna = await lifter(world)
    answered = await anna.context_menu(world.channel, MENU, await anna.send(world.channel, text))
    assert answered.ephemeral
    assert not button(seen(answered), "Save")
    assert "@everyone" not in text_of(seen(answered))
    assert "<@1>" not in text_of(seen(answered))
