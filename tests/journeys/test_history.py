"""From the history a member gets to any entry of theirs, however it came into the log."""

from typing import Any

from tests.journeys.test_logging import lifter, lifts, log, shown, values
from tests.journeys.world import World, seen, text_of


def menu(message: Any) -> list[dict[str, Any]]:
    """Return the options of the menu of entries, none where there is no menu."""
    children = [child for row in message.components for child in row["components"]]
    return next((child["options"] for child in children if child["custom_id"].startswith("history:entry:")), [])


async def test_an_entry_of_a_workout_is_mended_from_the_history(world: World) -> None:
    anna = await lifter(world)
    form = await anna.slash(world.channel, "workout")
    preview = await anna.submit_modal(form, {"text": "squat 100 5x5\nbench 80 3x8", "when": "yesterday"})
    await anna.click(seen(preview), label="Save")
    history = seen(await anna.slash(world.channel, "history"))
    assert [(option["label"], option["description"]) for option in menu(history)] == [
        ("Back squat · 5×5 · 100 kg", "Tue 2026-03-03"),
        ("Bench press · 3×8 · 80 kg", "Tue 2026-03-03"),
    ]
    await world.restart()
    opened = await anna.select(history, values=[menu(history)[1]["value"]])
    assert opened.ephemeral
    form = await anna.click(seen(opened), label="Edit")
    assert values(form)["text"] == "Bench press 80 kg 3×8"
    mended = await anna.submit_modal(form, {"text": "bench 82.5 3x8", "when": "2026-03-03", "note": ""})
    assert "82.5 kg" in shown(mended)
    assert "still says what it said" in shown(mended)
    assert lifts(world) == ["back_squat 100 kg x5", "bench_press 82.5 kg x8"]


async def test_an_entry_is_undone_and_put_back_from_the_history(world: World) -> None:
    anna = await lifter(world)
    await log(world, anna, "squat 100x5")
    history = seen(await anna.slash(world.channel, "history"))
    opened = seen(await anna.select(history, values=[menu(history)[0]["value"]]))
    undone = seen(await anna.click(opened, label="Undo"))
    assert lifts(world) == []
    await anna.click(undone, label="Put it back")
    assert lifts(world) == ["back_squat 100 kg x5"]


async def test_what_was_undone_meanwhile_says_so(world: World) -> None:
    anna = await lifter(world)
    logged = seen(await log(world, anna, "squat 100x5"))
    history = seen(await anna.slash(world.channel, "history"))
    await anna.click(logged, label="Undo")
    assert "That entry is undone" in shown(await anna.select(history, values=[menu(history)[0]["value"]]))


async def test_the_lifts_that_are_done_most_are_offered_first(world: World) -> None:
    anna = await lifter(world)
    await log(world, anna, "rdl 100x5")
    for command in ("history", "records", "progress", "leaderboard"):
        (first, *_) = await anna.autocomplete(world.channel, command, "lift", "")
        assert first["name"] == "Romanian deadlift"


async def test_others_get_no_menu(world: World) -> None:
    anna, ben = await lifter(world), await lifter(world, "ben")
    await log(world, anna, "squat 100x5")
    assert menu(seen(await ben.slash(world.channel, "history", member=anna))) == []


async def test_the_newest_entries_of_a_full_page_are_offered(world: World) -> None:
    anna = await lifter(world)
    for day in range(1, 6):
        form = await anna.slash(world.channel, "workout")
        preview = await anna.submit_modal(form, {"text": "squat 100x5\n" * 8, "when": f"{day} days ago"})
        await anna.click(seen(preview), label="Save")
    options = menu(seen(await anna.slash(world.channel, "history")))
    assert len(options) == 25
    assert options[0]["description"] == "Tue 2026-03-03"


RAMP = ", ".join(f"{weight}x{5 + weight % 3}" for weight in range(20, 76, 3))
LIFTS = ["squat", "bench", "deadlift", "press", "rows", "front squat", "rdl", "incline bench"]


async def test_long_sessions_are_all_on_their_page_each_lift_shorter(world: World) -> None:
    anna = await lifter(world)
    for days in range(1, 6):
        form = await anna.slash(world.channel, "workout")
        text = "\n".join(f"{lift} {RAMP}" for lift in LIFTS)
        preview = await anna.submit_modal(form, {"text": text, "when": f"{days} days ago"})
        saved = await anna.click(seen(preview), label="Save")
        assert saved.acknowledged
    told = shown(await anna.slash(world.channel, "history"))
    assert (told.count("<t:"), told.count("\n- ")) == (5, 5 * len(LIFTS))
    workout = text_of(max(world.channel.history(), key=lambda message: message.id))
    assert workout.count("\n- ") == len(LIFTS)
