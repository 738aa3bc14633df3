"""Members keep exercises of their own; moderators give lifts the names their server uses."""

import pytest

from tests.journeys.test_logging import button, last_in, lifter, lifts, log, shown, values
from tests.journeys.world import World, seen, text_of


async def test_an_unknown_lift_is_kept_by_choice_and_known_from_then_on(world: World) -> None:
    anna = await lifter(world)
    asked = await log(world, anna, "tate press 20 3x12", note="light")
    assert asked.ephemeral
    assert lifts(world) == []
    await world.restart()
    await anna.click(seen(asked), label="Keep “tate press” as my own exercise")
    assert lifts(world) == ["custom:tate_press 20 kg x12"]
    assert "Tate press\n**3×12 · 20 kg**" in text_of(last_in(world))
    again = await log(world, anna, "Tate Press 22,5 3x12")
    assert "Heaviest: 22.5 kg" in shown(again)
    offered = await anna.autocomplete(world.channel, "log", "entry", "tate press 25x12")
    assert [offer["value"] for offer in offered] == ["Tate press 25 kg ×12"]


async def test_keeping_pressed_twice_is_one_exercise_and_one_entry(world: World) -> None:
    anna = await lifter(world, public=False)
    asked = await log(world, anna, "tate press 20 3x12")
    draft = int(button(seen(asked), "Keep “tate press” as my own exercise").rsplit(":", 1)[1])
    await anna.click(seen(asked), label="Keep “tate press” as my own exercise")
    await world.house.logbook.keep_own(anna.id, draft)
    assert lifts(world) == ["custom:tate_press 20 kg x12"]
    assert world.rows("SELECT name FROM custom_exercises") == [{"name": "tate press"}]


async def test_an_own_exercise_can_be_edited_repeated_and_looked_up(world: World) -> None:
    anna = await lifter(world)
    asked = await log(world, anna, "tate press 20 3x12")
    await anna.click(seen(asked), label="Keep “tate press” as my own exercise")
    form = await anna.click(last_in(world), label="Edit")
    assert values(form)["text"] == "Tate press 20 kg 3×12"
    await anna.submit_modal(form, {"text": "tate press 21 3x12", "when": "", "note": ""})
    await anna.click(last_in(world), label="Again")
    assert lifts(world) == ["custom:tate_press 21 kg x12"] * 2
    told = shown(await anna.slash(world.channel, "history", lift="tate presses"))
    assert "Tate press · 6×12 · 21 kg" in told


async def test_other_members_do_not_know_it(world: World) -> None:
    anna, ben = await lifter(world), await lifter(world, "ben")
    await anna.click(seen(await log(world, anna, "tate press 20 3x12")), label="Keep “tate press” as my own exercise")
    assert "Not logged yet" in shown(await log(world, ben, "tate press 20 3x12"))


@pytest.mark.parametrize("entry", ["asdf qwer", "squat 100x5 easy", "💪 100x5", "drop 100x5", "<@1> **x** 100x5 §"])
async def test_what_could_not_be_read_anyway_is_not_offered_to_be_kept(world: World, entry: str) -> None:
    anna = await lifter(world)
    message = seen(await log(world, anna, entry))
    assert not [child for row in message.components for child in row["components"] if "Keep" in child.get("label", "")]


async def test_a_workout_keeps_an_unknown_lift_by_choice(world: World) -> None:
    anna = await lifter(world)
    form = await anna.slash(world.channel, "workout")
    preview = await anna.submit_modal(form, {"text": "squat 100 5x5\ntate press 20 3x12", "when": ""})
    await world.restart()
    preview = await anna.click(seen(preview), label="Keep “tate press” as my own exercise")
    assert "2. Tate press · 3×12 · 20 kg" in shown(preview)
    await anna.click(seen(preview), label="Save")
    assert lifts(world) == ["back_squat 100 kg x5", "custom:tate_press 20 kg x12"]


async def test_a_server_s_name_for_a_lift_is_read_in_that_server(world: World) -> None:
    anna = await lifter(world)
    await world.house.words.set_alias(world.guild.id, anna.id, "king lift", "deadlift")
    await log(world, anna, "king lift 180x5")
    form = await anna.slash(world.channel, "workout")
    preview = await anna.submit_modal(form, {"text": "king lift 150x5", "when": ""})
    assert "1. Deadlift · 150 kg ×5" in shown(preview)
    offered = await anna.autocomplete(world.channel, "log", "entry", "king lift 200x1")
    assert offered[0]["value"] == "Deadlift 200 kg ×1"
    asked = await log(world, anna, "king lift 5x100")
    await anna.click(seen(asked), label="Deadlift · 100 kg ×5")
    assert lifts(world) == ["deadlift 180 kg x5", "deadlift 100 kg x5"]
    assert "Not logged yet" in text_of(seen(await anna.user.slash("log", entry="king lift 180x5")))


async def test_own_exercises_are_listed_in_the_settings_and_forgotten_there(world: World) -> None:
    anna = await lifter(world)
    for name in ("tate press", "*zottman* curl"):
        await world.house.words.keep(anna.id, name)
    listed = await anna.click(seen(await anna.slash(world.channel, "settings")), label="My own exercises")
    assert "- \\*zottman\\* curl\n- tate press" in shown(listed)
    await world.restart()
    left = await anna.select(seen(listed), values=["custom:tate_press"], custom_id=f"own:forget:{anna.id}:0")
    assert "Forgotten: tate press." in shown(left)
    assert "- tate press" not in shown(left)
    assert "Not logged yet" in shown(await log(world, anna, "tate press 20x12"))


async def test_what_was_logged_under_a_forgotten_name_stays(world: World) -> None:
    anna = await lifter(world)
    await anna.click(seen(await log(world, anna, "tate press 20x12")), label="Keep “tate press” as my own exercise")
    await world.house.words.forget(anna.id, "custom:tate_press")
    assert "Tate press · 20 kg ×12" in shown(await anna.slash(world.channel, "history"))
    assert "Tate press · 20 kg ×12" in shown(await anna.slash(world.channel, "history", lift="tate press"))


async def test_forgetting_twice_is_answered_kindly(world: World) -> None:
    anna = await lifter(world)
    await world.house.words.keep(anna.id, "tate press")
    listed = await anna.click(seen(await anna.slash(world.channel, "settings")), label="My own exercises")
    await world.house.words.forget(anna.id, "custom:tate_press")
    assert "no longer here" in shown(
        await anna.select(seen(listed), values=["custom:tate_press"], custom_id=f"own:forget:{anna.id}:0")
    )


async def test_without_own_exercises_it_says_how_they_come(world: World) -> None:
    anna = await lifter(world)
    listed = await anna.click(seen(await anna.slash(world.channel, "settings")), label="My own exercises")
    assert "None yet" in shown(listed)


async def test_an_own_exercise_is_merged_into_another_lift_and_taken_back(world: World) -> None:
    anna = await lifter(world)
    await anna.click(seen(await log(world, anna, "tate press 20x12")), label="Keep “tate press” as my own exercise")
    listed = await anna.click(seen(await anna.slash(world.channel, "settings")), label="My own exercises")
    form = await anna.select(seen(listed), values=["custom:tate_press"], custom_id=f"own:merge:{anna.id}")
    refused = await anna.submit_modal(form, {"lift": "pusdown"})
    assert "Did you mean `Triceps pushdown`" in shown(refused)
    await world.restart()
    form = await anna.click(seen(refused), label="Mend")
    assert values(form) == {"lift": "pusdown"}
    planned = await anna.submit_modal(form, {"lift": "pushdown"})
    assert planned.ephemeral
    assert "tate press → Triceps pushdown" in shown(planned)
    assert "1 entry on 1 day" in shown(planned)
    assert lifts(world) == ["custom:tate_press 20 kg x12"]
    await world.restart()
    merged = await anna.click(seen(planned), label="Yes")
    await log(world, anna, "tate press 22.5x12")
    assert lifts(world) == ["triceps_pushdown 20 kg x12", "triceps_pushdown 22.5 kg x12"]
    relisted = await anna.click(seen(await anna.slash(world.channel, "settings")), label="My own exercises")
    assert "- tate press (is Triceps pushdown)" in shown(relisted)
    await world.restart()
    assert "your own exercise again" in shown(await anna.click(seen(merged), label="Undo"))
    assert lifts(world) == ["custom:tate_press 20 kg x12", "triceps_pushdown 22.5 kg x12"]


async def test_what_lines_of_a_workout_may_mean_is_chosen_one_after_another(world: World) -> None:
    anna = await lifter(world)
    form = await anna.slash(world.channel, "workout")
    text = "- squat 100 5x5\n\nbnech 80 3x8\nbench 5x100"
    preview = seen(await anna.submit_modal(form, {"text": text, "when": ""}))
    await world.restart()
    for place, choice in ((1, 0), (2, 1)):
        (menu,) = [child for row in preview.components for child in row["components"] if "options" in child]
        assert menu["placeholder"] == f"Line {place + 1} is …"
        preview = seen(await anna.select(preview, values=[menu["options"][choice]["value"]]))
    await anna.click(preview, label="Save")
    assert lifts(world) == ["back_squat 100 kg x5", "bench_press 80 kg x8", "bench_press 100 kg x1"]
