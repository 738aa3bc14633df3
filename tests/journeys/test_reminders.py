"""Members are reminded: once and weekly, across restarts, with closed doors, and never by a guess."""

from collections.abc import Callable
from copy import deepcopy
from datetime import UTC, datetime, timedelta
from typing import Any

import discord
import pytest
import simcord

from bot.errors import Gone
from bot.instants import from_micros
from cogs.reminders import notice_buttons
from cogs.ui.text import stamp
from tests.journeys.world import World, custom_ids, seen, text_of

pytestmark = pytest.mark.on_both


async def at_home(world: World, name: str = "anna") -> simcord.MemberActor:
    """Return a member who has said that they live in Berlin; it is Wednesday, 19:30 there."""
    member = await world.member(name)
    await world.house.members.choose_zone(member.id, "Europe/Berlin")
    return member


async def remind(
    world: World, who: simcord.MemberActor, what: str = "stretch hips", when: str = "in 2 hours"
) -> simcord.InteractionResult:
    return await who.slash(world.channel, "remind me", what=what, when=when)


def labels(message: Any) -> list[str]:
    """Return the labels and placeholders of what can be pressed."""
    return [
        component.get("label") or component.get("placeholder")
        for row in message.components
        for component in row["components"]
        if not component.get("disabled")
    ]


def letters(who: simcord.MemberActor) -> list[discord.Message]:
    """Return the bot's direct messages to a member, oldest first."""
    return sorted(who.user.dm_channel.history(), key=lambda message: message.id)


def close_door(world: World, who: simcord.MemberActor) -> None:
    """Refuse the next direct message to a member."""
    world.env.inject_error("POST", f"/channels/{who.user.dm_channel.id}/messages", status=403, code=50007)


def keep_buttons(world: World, message: Any) -> Callable[[], None]:
    """Return what shows a message's buttons again: a slow client may press them a second time."""
    stored = world.env.backend.get_message(
        message.channel_id if hasattr(message, "channel_id") else message.channel.id, message.id
    )
    before = deepcopy(stored.components)

    def show_again() -> None:
        stored.components = deepcopy(before)

    return show_again


def open_rows(world: World) -> list[dict[str, Any]]:
    return world.rows("SELECT * FROM deliveries WHERE try_at IS NOT NULL")


async def delivered(world: World, who: simcord.MemberActor, **when: float) -> discord.Message:
    """Let time pass, turn the courier, and return the message that came."""
    world.clock.move(**when)
    assert await world.run_due() == 1
    return letters(who)[-1]


# --- Made -----------------------------------------------------------------------------------------------------------


async def test_the_answer_says_what_and_when_in_words_and_as_a_timestamp_privately(world: World) -> None:
    anna = await at_home(world)
    result = await remind(world, anna, "**creatine**", "fri 18:30")
    assert result.ephemeral
    at = int(datetime(2026, 3, 6, 17, 30, tzinfo=UTC).timestamp())
    said = text_of(seen(result))
    for words in (r"\*\*creatine\*\*", "Friday 6 March 2026, 18:30", f"<t:{at}:F>", f"<t:{at}:R>"):
        assert words in said
    assert labels(seen(result)) == ["Undo"]


async def test_a_duration_needs_no_time_zone(world: World) -> None:
    anna = await world.member("anna")
    result = await remind(world, anna, when="in 90 min")
    assert "I'll remind you" in text_of(seen(result))
    assert len(open_rows(world)) == 1


async def test_it_works_in_direct_messages_and_has_no_channel_then(world: World) -> None:
    anna = await world.member("anna")
    result = await anna.user.slash("remind me", what="stretch", when="in 1 h")
    assert "I'll remind you" in text_of(seen(result))
    assert open_rows(world)[0]["channel_id"] is None


async def test_undo_twice_takes_it_back_once_and_it_can_be_put_back(world: World) -> None:
    anna = await at_home(world)
    shown = seen(await remind(world, anna))
    show_again = keep_buttons(world, shown)
    for _ in range(2):
        show_again()
        result = await anna.click(shown, label="Undo")
        assert "Taken back" in text_of(seen(result))
    assert open_rows(world) == []
    await anna.click(shown, label="Put it back")
    assert "I'll remind you" in text_of(shown)
    assert len(open_rows(world)) == 1


def custom_ids_of(message: simcord.ResponseMessage) -> dict[str, str]:
    return {
        component.get("label") or component.get("placeholder"): component["custom_id"]
        for row in message.components
        for component in row["components"]
    }


async def test_undo_is_too_late_to_put_back_once_the_time_has_passed(world: World) -> None:
    anna = await at_home(world)
    shown = seen(await remind(world, anna))
    await anna.click(shown, label="Undo")
    world.clock.move(hours=3)
    result = await anna.click(shown, label="Put it back")
    assert "Its time has passed" in text_of(seen(result))
    assert open_rows(world) == []


async def test_what_is_typed_is_read_back_while_it_is_typed(world: World) -> None:
    anna = await at_home(world)
    assert await anna.autocomplete(world.channel, "remind me", "when", "fri 18:30", what="x") == [
        {"name": "Friday 6 March 2026, 18:30", "value": "fri 18:30"}
    ]
    offered = await anna.autocomplete(world.channel, "remind me", "when", "tomorrow at 7", what="x")
    assert [choice["value"] for choice in offered] == ["2026-03-05 07:00", "2026-03-05 19:00"]
    assert await anna.autocomplete(world.channel, "remind me", "when", "moonrise", what="x") == []


# --- Asked about ----------------------------------------------------------------------------------------------------


async def test_what_is_ambiguous_is_asked_about_and_made_once_however_often_it_is_pressed(world: World) -> None:
    anna = await at_home(world)
    shown = seen(await remind(world, anna, when="tomorrow at 7"))
    assert open_rows(world) == []
    first, second = labels(shown)[:2]
    assert (first, second) == ("Thursday 5 March 2026, 07:00", "Thursday 5 March 2026, 19:00")
    show_again = keep_buttons(world, shown)
    await world.restart()
    for label in (second, second, first):
        show_again()
        result = await anna.click(shown, label=label)
        assert "Thursday 5 March 2026, 19:00" in text_of(seen(result))
    assert len(world.rows("SELECT * FROM reminders")) == len(open_rows(world)) == 1


async def test_a_misspelt_day_is_asked_about_with_what_it_may_be(world: World) -> None:
    anna = await at_home(world)
    shown = seen(await remind(world, anna, when="firday 18:30"))
    assert "Is this what you mean?" in text_of(shown)
    assert open_rows(world) == []
    result = await anna.click(shown, label="Friday 6 March 2026, 18:30")
    assert "Friday 6 March 2026, 18:30" in text_of(seen(result))
    assert len(open_rows(world)) == 1


async def test_a_clock_time_asks_for_the_zone_first_and_goes_on_with_what_was_typed(world: World) -> None:
    anna = await world.member("anna")
    shown = seen(await remind(world, anna, when="tomorrow 7am"))
    assert "Where are you?" in text_of(shown)
    await anna.select(shown, ["America/New_York"])
    assert "Thursday 5 March 2026, 07:00" in text_of(shown)
    (row,) = world.rows("SELECT zone, local FROM reminders")
    assert row == {"zone": "America/New_York", "local": "2026-03-05T07:00:00"}
    assert (await world.house.members.preferences(anna.id)).zone == "America/New_York"


async def test_any_other_zone_is_found_by_a_city(world: World) -> None:
    anna = await world.member("anna")
    shown = seen(await remind(world, anna, when="tomorrow 7am"))
    form = await anna.click(shown, label="Another city …")
    await anna.submit_modal(form, {"city": "lisb"})
    await anna.select(shown, ["Europe/Lisbon"])
    assert world.rows("SELECT zone FROM reminders") == [{"zone": "Europe/Lisbon"}]


async def test_an_unknown_city_keeps_what_was_typed(world: World) -> None:
    anna = await world.member("anna")
    shown = seen(await remind(world, anna, when="tomorrow 7am"))
    form = await anna.click(shown, label="Another city …")
    result = await anna.submit_modal(form, {"city": "Atlantis `@everyone`"})
    assert "I know no time zone by `Atlantis @everyone`" in text_of(seen(result))
    await anna.select(shown, ["Europe/Berlin"])
    assert "I'll remind you" in text_of(shown)


@pytest.mark.parametrize(
    ("when", "said"),
    [
        ("moonrise", "I can't read `moonrise` as a time."),
        ("tomorrow 7am 🏋️", "I read `tomorrow 7am`, but not `🏋️`."),
        ("مساء غد", "I can't read `مساء غد` as a time."),
        ("in -5 min", "I can't read `in -5 min` as a time."),
        ("in 9999999 years", "is further off than I keep reminders: 5 years."),
        ("yesterday 7am", "is over: that was <t:"),
        ("tomorrow", "but no time of day in it"),
        ("31 feb 7am", "There is no such time as `31 feb 7am`"),
        ("@everyone", "I can't read `@everyone` as a time."),
        ("**`code`** 7am", "I can't read `**code** 7am` as a time."),
        ("x" * 200, "is longer than any time I can read"),
        (" ", "I need to know when."),
        ("every 2 hours", "I repeat at set times of the day, not `every 2 hours`."),
    ],
)
async def test_what_cannot_be_taken_is_explained_and_kept(world: World, when: str, said: str) -> None:
    anna = await at_home(world)
    result = await remind(world, anna, "stretch", when)
    assert result.ephemeral
    shown = seen(result)
    assert said in text_of(shown)
    assert open_rows(world) == []
    form = await anna.click(shown, label="Mend")
    await anna.submit_modal(form, {"what": "stretch", "when": "tomorrow 7am"})
    assert "Thursday 5 March 2026, 07:00" in text_of(shown)


@pytest.mark.parametrize(
    ("what", "said"),
    [("x" * 2000, "That is 2,000 characters"), ("   ", "I need to know what to remind you of."), ("x" * 501, "501")],
)
async def test_a_text_that_is_too_long_or_empty_is_kept(world: World, what: str, said: str) -> None:
    anna = await at_home(world)
    shown = seen(await remind(world, anna, what))
    assert said in text_of(shown)
    form = await anna.click(shown, label="Mend")
    await anna.submit_modal(form, {"what": what[:500].strip() or "stretch", "when": "in 2 hours"})
    assert "I'll remind you" in text_of(shown)


async def test_a_mended_form_that_is_submitted_twice_makes_one_reminder(world: World) -> None:
    anna = await at_home(world)
    shown = seen(await remind(world, anna, when="moonrise"))
    mend = custom_ids_of(shown)["Mend"]
    forms = [await anna.click(shown, custom_id=mend) for _ in range(2)]
    for form in forms:
        await anna.submit_modal(form, {"what": "stretch", "when": "tomorrow 7am"})
    assert len(world.rows("SELECT * FROM reminders")) == len(open_rows(world)) == 1


async def test_more_than_fifty_are_not_kept(world: World) -> None:
    anna = await at_home(world)
    for number in range(50):
        await world.house.agenda.remind(anna.id, f"number {number}", "in 1 h", None)
    shown = seen(await remind(world, anna))
    assert "You have 50 open reminders" in text_of(shown)
    assert labels(shown) == ["Mend"]


# --- Delivered ------------------------------------------------------------------------------------------------------


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


def next_due(world: World) -> datetime:
    (row,) = world.rows("SELECT MIN(due_at) AS at FROM deliveries WHERE try_at IS NOT NULL")
    return datetime.fromtimestamp(row["at"] / 1_000_000, UTC)


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


# --- The list -------------------------------------------------------------------------------------------------------


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


@pytest.mark.parametrize("when", ["today 7:29", "4 march 7:29", "today at 7:29 Europe/Berlin"])
async def test_a_time_that_has_passed_today_is_asked_about_before_the_evening_is_taken(world: World, when: str) -> None:
    anna = await at_home(world)
    world.clock.set(datetime(2026, 3, 4, 6, 30, tzinfo=UTC))
    shown = seen(await anna.slash(world.channel, "remind me", what="stretch", when=when))
    assert "Is this what you mean?" in text_of(shown)
    assert open_rows(world) == []
    await anna.click(shown, label="Wednesday 4 March 2026, 19:29")
    assert next_due(world) == datetime(2026, 3, 4, 18, 29, tzinfo=UTC)


@pytest.mark.parametrize("when", ["today at 7", "today 7:31", "today 19:29", "today 7:29pm", "this evening 7:29"])
async def test_a_time_that_is_clear_today_is_not_asked_about(world: World, when: str) -> None:
    anna = await at_home(world)
    world.clock.set(datetime(2026, 3, 4, 6, 30, tzinfo=UTC))
    shown = seen(await anna.slash(world.channel, "remind me", what="stretch", when=when))
    assert "I'll remind you" in text_of(shown)


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


def shown_ids(message: Any) -> list[str]:
    """Return the ids of the reminders that a page offers to delete."""
    menus = (
        part for line in message.components for part in line["components"] if part.get("placeholder") == "Delete …"
    )
    return [option["value"] for menu in menus for option in menu["options"]]
