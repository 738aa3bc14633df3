"""Reminders that change: edited in the list, snoozed until any time, made of a message."""

from datetime import UTC, datetime, timedelta

import pytest
import simcord

from bot.instants import from_micros
from tests.journeys.reminding import at_home, custom_ids_of, delivered, letters, next_due, open_rows, remind
from tests.journeys.world import World, seen, text_of


async def test_one_is_changed_from_the_list_and_asked_about_where_it_is_not_clear(world: World) -> None:
    anna = await at_home(world)
    await remind(world, anna, "creatine", "every day at 20:00")
    (row,) = world.rows("SELECT id FROM reminders")
    shown = seen(await anna.slash(world.channel, "remind list"))
    form = await anna.select(shown, [str(row["id"])], custom_id=custom_ids_of(shown)["Edit …"])
    await anna.submit_modal(form, {"what": "magnesium", "when": "every other tuesday at 7"})
    assert "Which one do you mean?" in text_of(shown)
    await anna.click(shown, label="every other Tuesday at 19:00")
    assert "Changed" in text_of(shown)
    assert world.rows("SELECT what, rule FROM reminders") == [
        {"what": "magnesium", "rule": "FREQ=WEEKLY;INTERVAL=2;BYDAY=TU"}
    ]
    (row,) = open_rows(world)
    assert from_micros(row["due_at"]) == datetime(2026, 3, 10, 18, tzinfo=UTC)


async def test_a_change_of_the_text_alone_moves_nothing(world: World) -> None:
    anna = await at_home(world)
    await remind(world, anna, "creatine", "every 3 days at 20:00")
    before = [(row["id"], row["due_at"]) for row in open_rows(world)]
    reminder_id = world.rows("SELECT id FROM reminders")[0]["id"]
    what, when = await world.house.agenda.as_typed(anna.id, reminder_id)
    for _ in range(2):
        await world.house.agenda.change(anna.id, reminder_id, what.upper(), when)
    assert [(row["id"], row["due_at"]) for row in open_rows(world)] == before
    assert world.rows("SELECT what FROM reminders") == [{"what": "CREATINE"}]


async def reworded(world: World, who: simcord.MemberActor, what: str) -> str:
    """Open the first reminder of the list and send its form with other words; return the answer."""
    shown = seen(await who.slash(world.channel, "remind list"))
    (row,) = world.rows("SELECT id FROM reminders")
    form = await who.select(shown, [str(row["id"])], custom_id=custom_ids_of(shown)["Edit …"])
    assert form.modal is not None
    when = form.modal["components"][1]["component"]["value"]
    await who.submit_modal(form, {"what": what, "when": when})
    return text_of(shown)


async def test_the_words_of_a_snoozed_one_are_changed_though_its_time_has_passed(world: World) -> None:
    anna = await at_home(world)
    await remind(world, anna, "creatine", "tomorrow 7am")
    letter = await delivered(world, anna, hours=24)
    await anna.user.click(letter, label="1 h")
    snoozed = open_rows(world)
    world.clock.move(minutes=10)
    assert "Changed" in await reworded(world, anna, "magnesium")
    assert open_rows(world) == snoozed
    world.clock.move(hours=1)
    await world.run_due()
    assert "magnesium" in letters(anna)[-1].content


async def test_the_words_of_a_paused_series_are_changed_and_its_weeks_stay(world: World) -> None:
    anna = await at_home(world)
    await remind(world, anna, "deload", "every 2 weeks on monday at 18:00 starting 2026-03-09")
    shown = seen(await anna.slash(world.channel, "remind list"))
    (row,) = world.rows("SELECT id FROM reminders")
    await anna.select(shown, [f"pause:{row['id']}"], custom_id=custom_ids_of(shown)["Pause or resume …"])
    world.clock.set(datetime(2026, 3, 26, 12, tzinfo=UTC))
    assert "Changed" in await reworded(world, anna, "light week")
    shown = seen(await anna.slash(world.channel, "remind list"))
    await anna.select(shown, [f"resume:{row['id']}"], custom_id=custom_ids_of(shown)["Pause or resume …"])
    assert next_due(world) == datetime(2026, 4, 6, 16, tzinfo=UTC)


async def test_a_snoozed_one_is_not_offered_to_be_paused(world: World) -> None:
    anna = await at_home(world)
    await remind(world, anna, "creatine", "tomorrow 7am")
    letter = await delivered(world, anna, hours=24)
    await anna.user.click(letter, label="1 h")
    shown = seen(await anna.slash(world.channel, "remind list"))
    assert "creatine" in text_of(shown)
    assert "Pause or resume …" not in custom_ids_of(shown)


async def test_snooze_until_any_time_and_asked_where_it_may_be_two(world: World) -> None:
    anna = await at_home(world)
    await remind(world, anna)
    letter = await delivered(world, anna, hours=2)
    form = await anna.user.click(letter, label="Other …")
    await anna.user.submit_modal(form, {"when": "in 3 hours"})
    assert next_due(world) == world.clock.now + timedelta(hours=3)
    form = await anna.user.click(letters(anna)[-1], label="Other …")
    asked = seen(await anna.user.submit_modal(form, {"when": "tomorrow at 7"}))
    await anna.user.click(asked, label="Thursday 5 March 2026, 19:00")
    assert next_due(world) == datetime(2026, 3, 5, 18, tzinfo=UTC)
    assert len(open_rows(world)) == 1


@pytest.mark.parametrize(
    ("when", "said"),
    [
        ("every day 7am", "A snooze comes once"),
        ("moonrise", "I can't read `moonrise`"),
        ("yesterday 7am", "is over"),
        ("x" * 200, "longer than any time"),
    ],
)
async def test_a_snooze_that_cannot_be_taken_is_explained(world: World, when: str, said: str) -> None:
    anna = await at_home(world)
    await remind(world, anna)
    letter = await delivered(world, anna, hours=2)
    form = await anna.user.click(letter, label="Other …")
    assert said in text_of(seen(await anna.user.submit_modal(form, {"when": when})))
    assert open_rows(world) == []


async def test_a_reminder_about_a_message_leads_back_to_it(world: World) -> None:
    anna, ben = await at_home(world), await at_home(world, "ben")
    message = await ben.send(world.channel, "meet us **friday** @everyone")
    form = await anna.context_menu(world.channel, "Remind me about this", message)
    result = await anna.submit_modal(form, {"what": "bring chalk", "when": "in 2 hours"})
    assert "I'll remind you" in text_of(seen(result))
    letter = await delivered(world, anna, hours=2)
    assert f"https://discord.com/channels/{world.guild.id}/{world.channel.id}/{message.id}" in letter.content
