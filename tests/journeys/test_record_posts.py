"""Records of members who share are posted in the server's channel for them, and the posts follow the log."""

import logging
from typing import Any

import discord
import pytest
import simcord

from tests.journeys.test_logging import lifter, log
from tests.journeys.world import World, seen, text_of


async def channel_for(world: World) -> simcord.ChannelHandle:
    channel = world.guild.create_text_channel("records")
    await world.house.servers.choose_channel(world.guild.id, 1, "records", channel.id)
    return channel


def posted(channel: Any) -> list[discord.Message]:
    return sorted(channel.history(), key=lambda message: message.id)


async def beats(world: World, who: simcord.MemberActor) -> simcord.ResponseMessage:
    """Have a member lift, beat it, and return the answer to what beat it."""
    await log(world, who, "deadlift 140x5")
    return seen(await log(world, who, "deadlift 145x5", note="for my eyes"))


async def looked_at(world: World) -> None:
    """Let the time pass after which a message is edited again, and the board be looked at."""
    world.clock.move(minutes=3)
    await world.run_board()


async def test_a_record_is_posted_once_and_pings_nobody(world: World) -> None:
    channel, anna = await channel_for(world), await lifter(world)
    await beats(world, anna)
    for _ in range(2):
        await looked_at(world)
    (message,) = posted(channel)
    said = text_of(message)
    assert said.startswith(f"Record · Deadlift\n<@{anna.id}>\n🏅 Heaviest: 145 kg (before: 140 kg")
    assert "for my eyes" not in said
    assert not message.mentions


async def test_the_first_of_a_lift_is_not_posted(world: World) -> None:
    channel, anna = await channel_for(world), await lifter(world)
    await log(world, anna, "deadlift 140x5")
    await looked_at(world)
    assert posted(channel) == []


async def test_who_does_not_share_is_not_posted(world: World) -> None:
    channel, anna = await channel_for(world), await lifter(world, public=False)
    await beats(world, anna)
    await looked_at(world)
    assert posted(channel) == []
    assert world.rows("SELECT * FROM record_posts") == []


async def test_who_stops_sharing_before_it_is_posted_is_not_posted(world: World) -> None:
    channel, anna = await channel_for(world), await lifter(world)
    await beats(world, anna)
    await world.house.members.share_log(anna.id, public=False)
    await looked_at(world)
    assert posted(channel) == []


async def test_who_keeps_their_log_to_themselves_has_their_posts_taken_down(world: World) -> None:
    channel, anna, ben = await channel_for(world), await lifter(world), await lifter(world, "ben")
    for who in (anna, ben):
        await beats(world, who)
    await looked_at(world)
    panel = seen(await anna.slash(world.channel, "settings"))
    await anna.click(panel, label="Keep my log to myself")
    await looked_at(world)
    (message,) = posted(channel)
    assert f"<@{ben.id}>" in text_of(message)


async def test_without_a_channel_nothing_is_posted(world: World) -> None:
    anna = await lifter(world)
    await beats(world, anna)
    assert world.rows("SELECT * FROM record_posts") == []
    assert world.rows("SELECT * FROM board_posts") == []


async def test_nothing_is_posted_where_the_answer_itself_is_public(world: World) -> None:
    anna = await lifter(world)
    await world.house.servers.choose_channel(world.guild.id, 1, "records", world.channel.id)
    await beats(world, anna)
    assert world.rows("SELECT * FROM board_posts") == []


async def test_a_saved_workout_posts_its_records(world: World) -> None:
    channel, anna = await channel_for(world), await lifter(world)
    await log(world, anna, "deadlift 140x5")
    world.clock.move(minutes=1)
    form = await anna.slash(world.channel, "workout")
    shown = await anna.submit_modal(form, {"text": "deadlift 145x5\nsquat 100x5"})
    await anna.click(seen(shown), label="Save")
    await looked_at(world)
    (message,) = posted(channel)
    assert "Record · Deadlift" in text_of(message)


async def test_a_pull_up_never_tells_what_the_member_weighs(world: World) -> None:
    channel, anna = await channel_for(world), await lifter(world)
    await anna.slash(world.channel, "bodyweight", weight="83.7 kg")
    await log(world, anna, "pull-up bw+20 5")
    await log(world, anna, "pull-up bw+25 5")
    await looked_at(world)
    (message,) = posted(channel)
    assert "25 kg" in text_of(message)
    assert "e1RM" not in text_of(message)


async def test_undo_takes_the_post_down_and_putting_it_back_posts_it_again(world: World) -> None:
    channel, anna = await channel_for(world), await lifter(world)
    shown = await beats(world, anna)
    await looked_at(world)
    undone = await anna.click(shown, label="Undo")
    await looked_at(world)
    assert posted(channel) == []
    await anna.click(seen(undone), label="Put it back")
    await looked_at(world)
    (message,) = posted(channel)
    assert "145 kg" in text_of(message)


async def test_what_is_undone_before_it_is_posted_is_never_posted(world: World) -> None:
    channel, anna = await channel_for(world), await lifter(world)
    shown = await beats(world, anna)
    await anna.click(shown, label="Undo")
    await looked_at(world)
    assert posted(channel) == []


async def test_an_edit_shows_in_the_post_and_takes_it_down_when_nothing_is_beaten(world: World) -> None:
    channel, anna = await channel_for(world), await lifter(world)
    shown = await beats(world, anna)
    await looked_at(world)
    entry_id = world.rows("SELECT entry_id FROM record_posts")[0]["entry_id"]
    await world.house.logbook.edit(anna.id, entry_id, "deadlift 150x5", "", "")
    await looked_at(world)
    assert "Heaviest: 150 kg" in text_of(posted(channel)[0])
    form = await anna.click(shown, label="Edit")
    await anna.submit_modal(form, {"text": "deadlift 130x5", "when": "", "note": ""})
    await looked_at(world)
    assert posted(channel) == []


async def test_mending_what_was_beaten_mends_the_post(world: World) -> None:
    channel, anna = await channel_for(world), await lifter(world)
    await beats(world, anna)
    await looked_at(world)
    first = world.rows("SELECT MIN(id) AS id FROM entries")[0]["id"]
    await world.house.logbook.edit(anna.id, first, "deadlift 142.5x5", "", "")
    await looked_at(world)
    assert "before: 142.5 kg" in text_of(posted(channel)[0])


async def test_a_later_record_leaves_the_post_as_it_is(world: World) -> None:
    channel, anna = await channel_for(world), await lifter(world)
    await beats(world, anna)
    shown = seen(await log(world, anna, "deadlift 150x5"))
    await looked_at(world)
    await anna.click(shown, label="Undo")
    await looked_at(world)
    (message,) = posted(channel)
    assert "Heaviest: 145 kg (before: 140 kg" in text_of(message)


async def test_what_is_owed_is_posted_after_a_restart(world: World) -> None:
    channel, anna = await channel_for(world), await lifter(world)
    await beats(world, anna)
    await world.restart()
    await looked_at(world)
    assert len(posted(channel)) == 1


async def test_a_missing_permission_leaves_the_answer_alone_and_is_tried_again(
    world: World, caplog: pytest.LogCaptureFixture
) -> None:
    channel, anna = await channel_for(world), await lifter(world)
    world.env.inject_error("POST", f"/channels/{channel.id}/messages", status=403, code=50013)
    with caplog.at_level(logging.INFO, "spotter.board"):
        shown = await beats(world, anna)
        await world.run_board()
    assert "🏅 Heaviest" in text_of(shown)
    assert posted(channel) == []
    (line,) = [record for record in caplog.records if record.name == "spotter.board"]
    assert line.levelno == logging.INFO
    assert line.__dict__["code"] == "no_permission"
    await looked_at(world)
    assert len(posted(channel)) == 1


async def test_deleting_everything_takes_the_posts_down(world: World) -> None:
    channel, anna = await channel_for(world), await lifter(world)
    await beats(world, anna)
    await looked_at(world)
    assert (await world.house.privacy.export(anna.id))["record posts"]["record_posts"]
    await world.house.privacy.delete(anna.id)
    await looked_at(world)
    assert posted(channel) == []
    assert world.rows("SELECT * FROM record_posts") == []
    assert world.rows("SELECT * FROM board_posts") == []


async def test_again_posts_the_most_volume_in_a_session(world: World) -> None:
    channel, anna = await channel_for(world), await lifter(world)
    await log(world, anna, "deadlift 140x5", when="2026-02-20")
    shown = seen(await log(world, anna, "deadlift 140x5"))
    world.clock.move(minutes=2)
    await anna.click(shown, label="Again")
    await looked_at(world)
    (message,) = posted(channel)
    assert "Most volume in a session: 1400 kg (before: 700 kg" in text_of(message)


async def test_a_saved_workout_that_is_undone_takes_its_posts_down(world: World) -> None:
    channel, anna = await channel_for(world), await lifter(world)
    await log(world, anna, "deadlift 140x5")
    world.clock.move(minutes=1)
    form = await anna.slash(world.channel, "workout")
    shown = await anna.submit_modal(form, {"text": "deadlift 145x5"})
    saved = await anna.click(seen(shown), label="Save")
    await looked_at(world)
    assert len(posted(channel)) == 1
    await anna.click(saved.followups[0], label="Undo")
    await looked_at(world)
    assert posted(channel) == []


async def deadlifts(world: World, who: simcord.MemberActor) -> simcord.ResponseMessage:
    """Have a member log less than their programme asks for, and return the session that asks for more."""
    await log(world, who, "deadlift 100x5")
    world.clock.move(minutes=1)
    maxes = "squat 60, bench 60, press 40, deadlift 160"
    shown = await who.slash(world.channel, "program start", name="starting strength", maxes=maxes)
    return seen(await who.click(seen(shown), label="Start"))


async def test_a_session_of_a_programme_posts_its_records_and_undo_takes_them_down(world: World) -> None:
    channel, anna = await channel_for(world), await lifter(world)
    done = await anna.click(await deadlifts(world, anna), label="Done as written")
    await looked_at(world)
    (message,) = posted(channel)
    assert "Record · Deadlift" in text_of(message)
    await anna.click(seen(done), label="Undo")
    await looked_at(world)
    assert posted(channel) == []


async def test_a_session_that_was_done_differently_posts_its_records(world: World) -> None:
    channel, anna = await channel_for(world), await lifter(world)
    form = await anna.click(await deadlifts(world, anna), label="Log differently")
    await anna.submit_modal(form, {"text": "deadlift 105x5", "when": ""})
    await looked_at(world)
    (message,) = posted(channel)
    assert "Heaviest: 105 kg (before: 100 kg" in text_of(message)


async def test_the_session_of_who_does_not_share_posts_nothing(world: World) -> None:
    channel, anna = await channel_for(world), await lifter(world, public=False)
    await anna.click(await deadlifts(world, anna), label="Done as written")
    await looked_at(world)
    assert posted(channel) == []
