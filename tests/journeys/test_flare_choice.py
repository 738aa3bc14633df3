"""After the screen the tips, and the member's own choice of what to do next, spoken in weeks."""

import pytest

from tests.journeys.flaring import (
    NONE,
    Stale,
    anna_in_berlin,
    buttons,
    flares,
    log,
    passed,
)
from tests.journeys.world import World, seen, text_of


async def test_after_the_screen_the_tips_for_the_area_come_with_their_disclaimer(world: World) -> None:
    anna = await anna_in_berlin(world)
    shown = await passed(world, anna)
    said = text_of(shown)
    assert "What other lifters found: Lower back" in said
    assert "not medical advice" in said
    opened = await anna.click(shown, label="Tips: Lower back")
    assert opened.ephemeral
    assert seen(opened).id != shown.id


async def test_the_choice_waits_for_the_question_about_painkillers(world: World) -> None:
    anna = await anna_in_berlin(world)
    shown = await passed(world, anna, pain=1)
    assert "Resume, light" not in buttons(shown)
    await anna.click(shown, label="No painkillers")
    assert {"Resume, light", "Back down"} <= set(buttons(shown))


async def test_a_reading_with_painkillers_never_offers_to_resume(world: World) -> None:
    anna = await anna_in_berlin(world)
    shown = await passed(world, anna, pain=1)
    await anna.click(shown, label="No painkillers")
    before = Stale(world, shown)
    await anna.click(shown, label="Painkillers: yes")
    assert not {"Resume", "Resume, light"} & set(buttons(shown))
    refused = await before.click(anna, "Resume, light")
    assert "no longer one of the choices" in text_of(seen(refused))


async def test_the_form_is_filled_in_from_the_log_and_the_plan_says_what_it_costs(world: World) -> None:
    anna = await anna_in_berlin(world)
    await world.house.logbook.log(anna.id, world.house.ids(), "deadlift 145kg 5x5")
    shown = await passed(world, anna, lift="deadlift")
    await anna.click(shown, label="No painkillers")
    assert "145 kg → 130 kg" in text_of(shown)
    form = await anna.click(shown, label="Back down")
    assert form.modal is not None
    day, weight = (label["component"] for label in form.modal["components"])
    assert [option["label"] for option in day["options"]][:1] == ["Thursday, 5 March"]
    assert weight["value"] == "130 kg"
    await anna.submit_modal(form, {"day": ["2026-03-11"], "weight": "-15 kg"})
    said = text_of(shown)
    assert "145 kg → 130 kg** (−10.3 %), back there in 5 weeks if every week goes up" in said
    assert "Wednesday, 11 March" in said


async def test_a_weight_that_cannot_be_read_is_handed_back_in_the_form(world: World) -> None:
    anna = await anna_in_berlin(world)
    shown = await passed(world, anna)
    await anna.click(shown, label="No painkillers")
    form = await anna.click(shown, label="Back down")
    problem = await anna.submit_modal(form, {"day": ["2026-03-09"], "weight": "ligth 😀 @everyone"})
    assert problem.ephemeral
    assert "can't read that as a weight" in text_of(seen(problem))
    await world.restart()
    again = await anna.click(seen(problem), label="Mend it")
    assert again.modal is not None
    day, weight = (label["component"] for label in again.modal["components"])
    assert weight["value"] == "ligth 😀 @everyone"
    assert [option["value"] for option in day["options"] if option.get("default")] == ["2026-03-09"]
    await anna.submit_modal(again, {"day": ["2026-03-09"], "weight": "120"})
    assert flares(world)[0]["terms"] is not None


async def test_the_form_sent_twice_makes_one_plan(world: World) -> None:
    anna = await anna_in_berlin(world)
    shown = await passed(world, anna)
    await anna.click(shown, label="No painkillers")
    form = await anna.click(shown, label="Back down")
    for _ in range(2):
        await anna.submit_modal(form, {"day": ["2026-03-11"], "weight": "130 kg"})
        form._interaction.modal_consumed = False  # Discord's clients may send a form again when they saw no answer
    assert len(flares(world)) == 1
    assert "130 kg" in text_of(shown)


@pytest.mark.parametrize("lift", ["dedlift", "🏋️" * 30, "‮tfil", "**bench** @everyone", "x" * 100])
async def test_an_unknown_lift_is_never_guessed(world: World, lift: str) -> None:
    anna = await anna_in_berlin(world)
    shown = await log(world, anna, lift=lift)
    assert "I don't know that lift" in text_of(shown)
    assert list(buttons(shown))[-1] == "Without a lift"
    assert flares(world) == []


async def test_the_nearest_lift_goes_on_with_what_was_typed(world: World) -> None:
    anna = await anna_in_berlin(world, agreed=False)
    shown = await log(world, anna, area="knee", pain=3, lift="dedlift")
    await anna.click(shown, label="Deadlift")
    await anna.click(shown, label="I agree")
    for _ in range(3):
        await anna.click(shown, label=NONE)
    assert "Knee: pain 3 of 10" in text_of(shown)
    (flare,) = (await world.house.care.status(anna.id)).flares
    assert flare.lift == "deadlift"


async def test_a_servers_name_of_a_lift_is_known(world: World) -> None:
    anna = await anna_in_berlin(world)
    await world.house.words.set_alias(world.guild.id, anna.id, "king lift", "deadlift")
    await passed(world, anna, lift="King Lift")
    (flare,) = (await world.house.care.status(anna.id)).flares
    assert flare.lift == "deadlift"


async def test_an_own_exercise_is_known_across_a_restart_and_offered_while_typing(world: World) -> None:
    anna = await anna_in_berlin(world)
    await world.house.words.keep(anna.id, "belt squat march")
    (first, *_) = await anna.autocomplete(world.channel, "flare log", "lift", "belt squat mar", area="knee", pain=3)
    shown = await log(world, anna, lift=first["value"])
    await world.restart()
    for _ in range(3):
        await anna.click(shown, label=NONE)
    (flare,) = (await world.house.care.status(anna.id)).flares
    assert flare.lift == "custom:belt_squat_march"
    await anna.click(shown, label="No painkillers")
    form = await anna.click(shown, label="Back down")
    await anna.submit_modal(form, {"day": ["unsure"], "weight": "40 kg"})
    assert "Back down: Belt squat march **40 kg**" in text_of(shown)


async def test_lifts_are_offered_while_typing(world: World) -> None:
    anna = await anna_in_berlin(world)
    offered = await anna.autocomplete(world.channel, "flare log", "lift", "dead", area="knee", pain=3)
    assert offered[0]["value"] == "deadlift"
