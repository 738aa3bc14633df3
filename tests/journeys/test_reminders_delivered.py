"""Members are reminded: once and weekly, across restarts, and with closed doors."""

from datetime import UTC, datetime, timedelta

import pytest

from cogs.ui.text import stamp
from tests.journeys.reminding import at_home, close_door, delivered, keep_buttons, letters, next_due, open_rows, remind
from tests.journeys.world import World, custom_ids, seen, text_of

pytestmark = pytest.mark.on_both


async def test_it_comes_by_direct_message_harmless_and_pings_nobody(world: World) -> None:
    anna = await at_home(world)
    await remind(world, anna, "**@everyone** <@&1> https://example.org")
    letter = await delivered(world, anna, hours=2)
    assert r"\*\*@" in letter.content
    for mark in ("@everyone", "<@&1>", "https://"):
        assert mark not in letter.content
    assert letter.mentions == []
    assert list(custom_ids(letter)) == ["Done", "Snooze 10 min", "1 h", "Tomorrow", "Other …"]
    assert open_rows(world) == []
    assert await world.run_due() == 0


async def test_its_message_carries_the_nonce_of_its_delivery_at_every_attempt(world: World) -> None:
    anna = await at_home(world)
    await remind(world, anna)
    (row,) = open_rows(world)
    path = f"/channels/{anna.user.dm_channel.id}/messages"
    world.env.inject_error("POST", path, status=503)
    for _ in range(2):
        world.clock.move(hours=2)
        await world.run_due()
    sent = [entry.json for entry in world.env.http_requests if (entry.method, entry.path) == ("POST", path)]
    assert [(body["nonce"], body["enforce_nonce"]) for body in sent if body] == [(str(row["id"]), True)] * 2


async def test_it_says_so_when_it_is_late(world: World) -> None:
    anna = await at_home(world)
    await remind(world, anna)
    assert "I am late" in (await delivered(world, anna, hours=2, minutes=5)).content


async def test_a_restart_in_the_middle_loses_and_doubles_nothing(world: World) -> None:
    anna = await at_home(world)
    await remind(world, anna)
    await world.restart()
    letter = await delivered(world, anna, hours=2)
    await world.restart()
    assert await world.run_due() == 0
    await anna.user.click(letter, label="Done")
    assert letters(anna)[-1].content == "✅ stretch hips"


async def test_done_twice_is_fine(world: World) -> None:
    anna = await at_home(world)
    await remind(world, anna)
    letter = await delivered(world, anna, hours=2)
    show_again = keep_buttons(world, letter)
    for _ in range(2):
        show_again()
        await anna.user.click(letter, label="Done")
    assert letters(anna)[-1].content == "✅ stretch hips"
    assert world.rows("SELECT state FROM reminders") == [{"state": "over"}]


@pytest.mark.parametrize(
    ("label", "wait"),
    [("Snooze 10 min", timedelta(minutes=10)), ("1 h", timedelta(hours=1)), ("Tomorrow", timedelta(days=1))],
)
async def test_a_snoozed_one_comes_again(world: World, label: str, wait: timedelta) -> None:
    anna = await at_home(world)
    await remind(world, anna)
    letter = await delivered(world, anna, hours=2)
    await anna.user.click(letter, label=label)
    assert "Again <t:" in letters(anna)[-1].content
    world.clock.now += wait - timedelta(seconds=1)
    assert await world.run_due() == 0
    assert (await delivered(world, anna, seconds=1)).content == "⏰ stretch hips"
    assert len(letters(anna)) == 2


async def test_of_two_snoozes_the_last_counts_and_done_ends_it(world: World) -> None:
    anna = await at_home(world)
    await remind(world, anna)
    letter = await delivered(world, anna, hours=2)
    await anna.user.click(letter, label="Snooze 10 min")
    await anna.user.click(letter, label="1 h")
    assert len(open_rows(world)) == 1
    await anna.user.click(letter, label="Done")
    assert open_rows(world) == []


async def test_a_weekly_one_goes_on_whatever_is_snoozed_and_after_the_clocks_change(world: World) -> None:
    anna = await at_home(world)
    shown = seen(await remind(world, anna, "creatine", "every sunday at 10:00"))
    assert "every Sunday at 10:00" in text_of(shown)
    times = []
    for _ in range(5):
        world.clock.set(next_due(world))
        assert await world.run_due() == 1
        await anna.user.click(letters(anna)[-1], label="Snooze 10 min")
        await anna.user.click(letters(anna)[-1], label="Done")
        times.append(world.clock.now)
    assert [f"{time:%d %b %H:%M}" for time in times] == [
        "08 Mar 09:00",
        "15 Mar 09:00",
        "22 Mar 09:00",
        "29 Mar 08:00",
        "05 Apr 08:00",
    ]
    assert len(open_rows(world)) == 1


async def test_a_week_of_downtime_is_one_late_message(world: World) -> None:
    anna = await at_home(world)
    await remind(world, anna, "creatine", "every day at 8:00")
    letter = await delivered(world, anna, days=7)
    assert "I am late" in letter.content
    assert await world.run_due() == 0
    assert next_due(world) > world.clock.now


async def test_closed_doors_lead_to_a_bare_mention_and_the_text_is_kept(world: World) -> None:
    anna = await at_home(world)
    await remind(world, anna, "something private")
    world.clock.move(hours=2)
    close_door(world, anna)
    assert await world.run_due() == 1
    called = world.channel.last_message
    assert called is not None
    assert called.content == f"<@{anna.id}>"
    assert [user.id for user in called.mentions] == [anna.id]
    shown = seen(await anna.slash(world.channel, "remind list"))
    assert "something private" in text_of(shown)
    assert "your direct messages are closed to me, so I called you in the channel" in text_of(shown)
    (row,) = world.rows("SELECT state, code FROM deliveries")
    assert row == {"state": "undeliverable", "code": "dms_closed"}


async def test_the_list_says_what_was_sent_and_what_came_late(world: World) -> None:
    anna = await at_home(world)
    await remind(world, anna, "creatine")
    due_at = world.clock.now + timedelta(hours=2)
    world.clock.move(hours=3)
    await world.bot.courier.run_due()
    shown = text_of(seen(await anna.slash(world.channel, "remind list")))
    assert f"creatine · {stamp(world.clock.now)}, due {stamp(due_at)}" in shown


async def test_a_member_with_closed_doors_is_knocked_for_once_and_told_of_all(world: World) -> None:
    anna = await at_home(world)
    for what in ("creatine", "stretch"):
        await remind(world, anna, what)
    world.clock.move(hours=2)
    close_door(world, anna)
    while await world.bot.courier.run_due():
        world.clock.move(seconds=10)
    missed = await world.bot.courier.missed(anna.id)
    assert sorted(one.text.partition(" · ")[0] for one in missed) == ["**creatine**", "**stretch**"]
    assert {one.why for one in missed} == {"your direct messages are closed to me"}
    await world.bot.courier.told(missed)
    assert await world.bot.courier.missed(anna.id) == []


async def test_what_was_missed_is_told_at_the_next_command_until_it_has_been_shown(world: World) -> None:
    anna = await at_home(world)
    await remind(world, anna, "creatine")
    world.clock.move(hours=2)
    close_door(world, anna)
    await world.bot.courier.run_due()
    world.env.inject_error("POST", "/webhooks/*", status=404, code=10015)
    await anna.slash(world.channel, "help")
    shown = []
    for _ in range(2):
        result = await anna.slash(world.channel, "help")
        shown.append([text_of(message).startswith("You missed this") for message in result.followups])
    assert shown == [[True], []]


async def test_a_member_who_switched_direct_messages_off_is_called_where_it_was_made(world: World) -> None:
    anna = await at_home(world)
    await world.house.members.allow_dms(anna.id, False)
    await remind(world, anna)
    world.clock.move(hours=2)
    await world.run_due()
    assert letters(anna) == []
    assert "switched my direct messages off" in text_of(seen(await anna.slash(world.channel, "remind list")))


async def test_moving_to_another_zone_moves_what_is_meant_by_the_clock_and_nothing_else(world: World) -> None:
    anna = await at_home(world)
    await remind(world, anna, "creatine", "every day at 8:00")
    await remind(world, anna, "stretch", "in 20 hours")
    assert await world.house.agenda.zone_changed(anna.id, "America/New_York") == 1
    times = [datetime.fromtimestamp(row["due_at"] / 1_000_000, UTC) for row in open_rows(world)]
    assert sorted(times) == [datetime(2026, 3, 5, 13, tzinfo=UTC), datetime(2026, 3, 5, 14, 30, tzinfo=UTC)]


async def test_a_lost_answer_of_discord_is_tried_again_and_comes_once(world: World) -> None:
    anna = await at_home(world)
    await remind(world, anna)
    world.clock.move(hours=2)
    world.env.inject_error("POST", f"/channels/{anna.user.dm_channel.id}/messages", status=503)
    await world.run_due()
    assert letters(anna) == []
    world.clock.move(seconds=10)
    await world.run_due()
    assert len(letters(anna)) == 1


async def test_what_was_missed_is_told_once_and_privately_at_the_next_command(world: World) -> None:
    anna = await at_home(world)
    await remind(world, anna)
    world.env.inject_error("POST", "/users/@me/channels", status=403, code=50007)
    world.clock.move(hours=2)
    await world.run_due()
    first, second = [await anna.slash(world.channel, "help") for _ in range(2)]
    (told,) = first.followups
    assert told.ephemeral
    assert "stretch hips" in text_of(told)
    assert second.followups == []


async def test_all_that_was_missed_is_told_however_much_it_is(world: World) -> None:
    anna = await at_home(world)
    for number in range(50):
        await world.house.agenda.remind(anna.id, f"{number:02}{'*_`|~' * 99}", "in 2 hours", world.channel.id)
    await world.house.members.allow_dms(anna.id, False)
    world.clock.move(hours=2)
    await world.run_due()
    told = "".join(text_of(card) for card in (await anna.slash(world.channel, "help")).followups)
    assert [number for number in range(50) if f"• **{number:02}" not in told] == []
