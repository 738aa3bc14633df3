"""Members set their preferences, read the help, and look at, take and delete their data."""

import json

import pytest

from tests.journeys.world import World, seen, text_of


async def test_help_answers_privately_with_the_first_task(world: World) -> None:
    anna = await world.member("anna")
    result = await anna.slash(world.channel, "help")
    assert result.ephemeral
    assert "Log your lifts" in text_of(seen(result))


async def test_the_help_menu_leads_to_another_task(world: World) -> None:
    anna = await world.member("anna")
    shown = await anna.slash(world.channel, "help")
    result = await anna.select(seen(shown), values=["reminders"])
    assert "Reminders" in text_of(seen(result))


async def test_the_unit_button_sets_the_unit(world: World) -> None:
    anna = await world.member("anna")
    shown = await anna.slash(world.channel, "settings")
    await anna.click(seen(shown), label="lb")
    assert world.rows("SELECT unit FROM members") == [{"unit": "lb"}]


async def test_settings_buttons_work_after_a_restart(world: World) -> None:
    anna = await world.member("anna")
    shown = await anna.slash(world.channel, "settings")
    await world.restart()
    await anna.click(seen(shown), label="lb")
    assert world.rows("SELECT unit FROM members") == [{"unit": "lb"}]


@pytest.mark.parametrize("label", ["Keep my log to myself", "No DMs"])
async def test_another_setting_leaves_the_unit_as_it_was_guessed(world: World, label: str) -> None:
    anna = await world.member("anna")
    panel = seen(await anna.slash(world.channel, "settings"))
    assert "lb (a guess)" in text_of(panel)
    await anna.click(panel, label=label)
    assert "lb (a guess)" in text_of(panel)
    assert "45 lb" in text_of(panel)


async def test_a_region_leaves_the_unit_as_it_was_guessed(world: World) -> None:
    anna = await world.member("anna")
    panel = seen(await anna.slash(world.channel, "settings"))
    await anna.select(panel, values=["US"])
    assert "lb (a guess)" in text_of(panel)


async def test_a_form_opened_before_a_restart_can_be_sent_after_it(world: World) -> None:
    anna = await world.member("anna")
    shown = await anna.slash(world.channel, "settings")
    form = await anna.click(seen(shown), label="Time zone …")
    await world.restart()
    await anna.submit_modal(form, {"typed": "berlin"})
    assert world.rows("SELECT zone FROM members") == [{"zone": "Europe/Berlin"}]


async def test_an_unknown_zone_is_answered_with_zones_that_come_near(world: World) -> None:
    anna = await world.member("anna")
    result = await anna.slash(world.channel, "settings", zone="Europe/Berl")
    assert result.ephemeral
    assert "`Europe/Berlin`" in text_of(seen(result))
    assert world.rows("SELECT zone FROM members") == []


async def test_the_zone_is_offered_while_typing(world: World) -> None:
    anna = await world.member("anna")
    choices = await anna.autocomplete(world.channel, "settings", "zone", "new yo")
    assert [choice["value"] for choice in choices] == ["America/New_York"]


async def test_waking_hours_across_midnight_are_refused_with_an_example(world: World) -> None:
    anna = await world.member("anna")
    shown = await anna.slash(world.channel, "settings")
    form = await anna.click(seen(shown), label="Waking hours …")
    result = await anna.submit_modal(form, {"typed": "22-7"})
    assert "`7-22`" in text_of(seen(result))
    assert world.rows("SELECT waking_from FROM members") == []


async def test_plates_are_typed_into_a_form_that_a_restart_does_not_lose(world: World) -> None:
    anna = await world.member("anna")
    shown = await anna.slash(world.channel, "settings")
    form = await anna.click(seen(shown), label="Plates and bar …")
    await world.restart()
    result = await anna.submit_modal(form, {"typed": "15 kg: 20 10x1 2,5"})
    assert "15 kg: 20×2 10×1 2.5×2" in text_of(seen(result))
    form = await anna.click(seen(shown), label="Plates and bar …")
    assert "the usual ones" in text_of(seen(await anna.submit_modal(form, {"typed": ""})))


@pytest.mark.parametrize("typed", ["20", "five", "20: -5", "0: 5", "20: 5x99", "💪", "\u202e5 :02", "9" * 200])
async def test_plates_that_cannot_be_used_are_answered_with_an_example(world: World, typed: str) -> None:
    anna = await world.member("anna")
    form = await anna.click(seen(await anna.slash(world.channel, "settings")), label="Plates and bar …")
    result = await anna.submit_modal(form, {"typed": typed})
    assert result.ephemeral
    assert "`20 kg: 25x4 20 15 10 5 2.5 1.25`" in text_of(seen(result))
    assert world.rows("SELECT plates FROM members WHERE plates IS NOT NULL") == []


async def test_the_export_is_a_file_of_everything_held(world: World) -> None:
    anna = await world.member("anna")
    await anna.slash(world.channel, "settings", zone="Europe/Berlin")
    shown = await anna.slash(world.channel, "privacy")
    result = await anna.click(seen(shown), label="Export everything")
    held = json.loads(await seen(result).attachments[0].read())
    assert held["you"]["members"][0]["zone"] == "Europe/Berlin"


async def test_deleting_everything_asks_once_and_then_nothing_is_left(world: World) -> None:
    anna = await world.member("anna")
    await anna.slash(world.channel, "settings", zone="Europe/Berlin")
    shown = await anna.slash(world.channel, "privacy")
    asked = await anna.click(seen(shown), label="Delete everything")
    assert world.rows("SELECT zone FROM members") == [{"zone": "Europe/Berlin"}]
    await anna.click(seen(asked), label="Yes, delete everything")
    assert world.rows("SELECT zone FROM members") == []


@pytest.mark.parametrize(
    ("button", "typed", "mended"),
    [
        ("Time zone …", "Middle Earth", "Europe/Berlin"),
        ("Waking hours …", "22-7", "7-22"),
        ("Plates and bar …", "a lot", "20 kg: 20 10 5"),
    ],
)
async def test_what_cannot_be_read_is_handed_back_in_the_form_across_a_restart(
    world: World, button: str, typed: str, mended: str
) -> None:
    anna = await world.member("anna")
    form = await anna.click(seen(await anna.slash(world.channel, "settings")), label=button)
    refused = await anna.submit_modal(form, {"typed": typed})
    assert refused.ephemeral
    await world.restart()
    again = await anna.click(seen(refused), label="Mend")
    assert again.modal
    assert again.modal["components"][0]["component"]["value"] == typed
    taken = await anna.submit_modal(again, {"typed": mended})
    assert "Your settings" in text_of(seen(taken))


async def test_an_unknown_zone_of_the_command_is_handed_back_too(world: World) -> None:
    anna = await world.member("anna")
    refused = await anna.slash(world.channel, "settings", zone="Middle Earth" * 16)
    again = await anna.click(seen(refused), label="Mend")
    assert again.modal
    assert again.modal["components"][0]["component"]["value"].startswith("Middle Earth")
