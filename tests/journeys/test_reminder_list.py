"""Members look through their reminders: pauses, deletions, and what is theirs alone."""

from datetime import UTC, datetime

import pytest

from bot.errors import Gone
from bot.instants import from_micros
from cogs.reminders import notice_buttons
from tests.journeys.reminding import (
    at_home,
    custom_ids_of,
    delivered,
    keep_buttons,
    next_due,
    open_rows,
    remind,
    shown_ids,
)
from tests.journeys.world import World, seen, text_of

pytestmark = pytest.mark.on_both


async def test_the_list_has_pages_and_the_next_time_of_each(world: World) -> None:
    anna = await at_home(world)
    for number in range(7):
        await world.house.agenda.remind(anna.id, f"number {number}", f"in {number + 1} h", None)
    shown = seen(await anna.slash(world.channel, "remind list"))
    assert text_of(shown).count("<t:") == 10
    assert "number 0" in text_of(shown)
    assert "Page 1 of 2" in text_of(shown)
    await world.restart()
    await anna.click(shown, label="▶")
    assert "number 6" in text_of(shown)
    assert "number 0" not in text_of(shown)


async def test_an_empty_list_shows_how_to_begin(world: World) -> None:
    anna = await world.member("anna")
    assert "`/remind me` makes one" in text_of(seen(await anna.slash(world.channel, "remind list")))


async def test_one_is_paused_and_goes_on_from_the_list(world: World) -> None:
    anna = await at_home(world)
    await remind(world, anna, "creatine", "every day at 8:00")
    shown = seen(await anna.slash(world.channel, "remind list"))
    (row,) = world.rows("SELECT id FROM reminders")
    hold = custom_ids_of(shown)["Pause or resume …"]
    show_again = keep_buttons(world, shown)
    for _ in range(2):
        show_again()
        await anna.select(shown, [f"pause:{row['id']}"], custom_id=hold)
    assert "every day at 08:00 · paused" in text_of(shown)
    world.clock.move(days=3)
    assert await world.run_due() == 0
    await anna.select(shown, [f"resume:{row['id']}"], custom_id=hold)
    assert next_due(world) > world.clock.now


async def test_one_is_deleted_after_asking_and_can_be_put_back(world: World) -> None:
    anna = await at_home(world)
    await remind(world, anna)
    shown = seen(await anna.slash(world.channel, "remind list"))
    (row,) = world.rows("SELECT id FROM reminders")
    await anna.select(shown, [str(row["id"])], custom_id=custom_ids_of(shown)["Delete …"])
    assert "Delete this reminder?" in text_of(shown)
    assert len(open_rows(world)) == 1
    await anna.click(shown, label="Delete it")
    assert open_rows(world) == []
    await anna.click(shown, label="Put it back")
    assert len(open_rows(world)) == 1


async def test_a_paused_one_that_is_deleted_by_a_slip_is_put_back_paused(world: World) -> None:
    anna = await at_home(world)
    await remind(world, anna, "creatine", "every day at 8:00")
    shown = seen(await anna.slash(world.channel, "remind list"))
    (row,) = world.rows("SELECT id FROM reminders")
    await anna.select(shown, [f"pause:{row['id']}"], custom_id=custom_ids_of(shown)["Pause or resume …"])
    await anna.select(shown, [str(row["id"])], custom_id=custom_ids_of(shown)["Delete …"])
    await anna.click(shown, label="Delete it")
    await anna.click(shown, label="Put it back")
    assert "Paused: `/remind list` goes on with it" in text_of(shown)
    assert (open_rows(world), world.rows("SELECT state FROM reminders")) == ([], [{"state": "paused"}])


async def test_the_buttons_of_a_deleted_reminder_say_so(world: World) -> None:
    anna = await at_home(world)
    await remind(world, anna, "creatine", "every day at 20:00")
    letter = await delivered(world, anna, hours=2)
    (row,) = world.rows("SELECT id FROM reminders")
    await world.house.agenda.delete(anna.id, row["id"])
    for label in ("Done", "1 h"):
        result = await anna.user.click(letter, label=label)
        assert "That reminder is no longer there." in text_of(seen(result))


async def test_another_members_press_is_refused_kindly_and_does_nothing(world: World) -> None:
    anna, ben = await at_home(world), await at_home(world, "ben")
    await remind(world, anna)
    await delivered(world, anna, hours=2)
    (row,) = world.rows("SELECT id FROM deliveries")
    channel = world.bot.get_partial_messageable(world.channel.id)
    shown = await channel.send("anna's buttons", view=notice_buttons(anna.id, row["id"]))
    for label in ("Done", "1 h"):
        result = await ben.click(shown, label=label)
        assert result.ephemeral
        assert "These buttons belong to someone else" in text_of(seen(result))
    assert world.rows("SELECT done_at FROM reminder_occurrences") == [{"done_at": None}]


async def test_another_members_reminders_are_not_there(world: World) -> None:
    anna, ben = await at_home(world), await at_home(world, "ben")
    await remind(world, anna, when="tomorrow at 7")
    await remind(world, anna)
    (draft,), (reminder,) = world.rows("SELECT id FROM drafts"), world.rows("SELECT id FROM reminders")
    agenda = world.house.agenda
    assert (await agenda.overview(ben.id)).coming == []
    for attempt in (
        agenda.choose(ben.id, draft["id"], 0),
        agenda.delete(ben.id, reminder["id"]),
        agenda.pause(ben.id, reminder["id"]),
    ):
        with pytest.raises(Gone):
            await attempt
    assert len(open_rows(world)) == 1


async def test_a_member_takes_along_and_deletes_all_of_it(world: World) -> None:
    anna = await at_home(world)
    await remind(world, anna)
    await delivered(world, anna, hours=2)
    exported = await world.house.privacy.export(anna.id)
    assert exported["reminders"]["reminders"][0]["what"] == "stretch hips"
    assert exported["deliveries"]["deliveries"][0]["state"] == "delivered"
    await world.house.privacy.delete(anna.id)
    for table in ("reminders", "reminder_occurrences", "deliveries", "dm_channels", "drafts"):
        assert world.rows(f"SELECT * FROM {table}") == []


async def test_a_change_of_zone_in_the_settings_moves_reminders_and_says_so(world: World) -> None:
    anna = await at_home(world)
    await remind(world, anna, when="tomorrow 18:00")
    result = await anna.slash(world.channel, "settings", zone="America/New_York")
    assert "1 reminder or check-in of yours moved" in text_of(seen(result))
    (row,) = world.rows("SELECT due_at FROM deliveries")
    assert from_micros(row["due_at"]) == datetime(2026, 3, 5, 23, 0, tzinfo=UTC)


async def test_the_longest_texts_fit_into_every_page_of_the_list_and_every_answer(world: World) -> None:
    anna = await at_home(world)
    for number in range(50):
        world.clock.move(seconds=10)  # nobody makes fifty at once
        result = await remind(world, anna, f"{number:02}{'*_`|~<' * 83}", "every mon and thu at 18:00")
        await anna.click(seen(result), label="Undo")
        await anna.click(seen(result), label="Put it back")
    shown = seen(await anna.slash(world.channel, "remind list"))
    for _ in range(9):
        await anna.click(shown, label="▶")
    assert "Page 10 of 10" in text_of(shown)
    await anna.select(shown, custom_id=f"remind:delete:{anna.id}", values=[shown_ids(shown)[0]])
    assert "Delete this reminder?" in text_of(shown)
