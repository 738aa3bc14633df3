"""The digest: the week of members who share, posted now or every Monday, each once."""

from datetime import UTC, datetime
from typing import Any

import discord
import pytest
import simcord

from tests.journeys.test_deletion import delete_everything
from tests.journeys.test_forged import forge
from tests.journeys.test_moderation import moderator
from tests.journeys.test_tips import WALK, page_with, suggest
from tests.journeys.world import World, seen, text_of


async def channel_for(world: World) -> simcord.ChannelHandle:
    channel = world.guild.create_text_channel("the-week")
    await world.house.servers.choose_channel(world.guild.id, 1, "digest", channel.id)
    return channel


async def trains(world: World, name: str, *, listed: bool) -> simcord.MemberActor:
    """Have a member lift, and beat it some days later."""
    member = await world.member(name)
    await member.slash(world.channel, "log", entry="deadlift 140 kg x5", when="2026-02-20")
    await member.slash(world.channel, "log", entry="deadlift 145 kg x5")
    if listed:
        await world.house.boards.list_me(world.guild.id, member.id)
    return member


def posted(channel: Any) -> list[discord.Message]:
    return sorted(channel.history(), key=lambda message: message.id)


def answered(result: simcord.InteractionResult) -> str:
    return text_of(result.followups[0] if result.followups else seen(result))


async def test_the_digest_is_posted_once_with_records_totals_tips_and_a_picture(world: World) -> None:
    channel = await channel_for(world)
    anna, ben = await trains(world, "anna", listed=True), await trains(world, "ben", listed=False)
    await suggest(world, "cara")
    mona = await moderator(world)
    shown = seen(await mona.slash(world.channel, "spotter digest"))
    said = text_of(shown)
    assert "**1** lifter · **1** sessions" in said
    assert "725 kg" in said
    assert f"<@{anna.id}> · Deadlift **145 kg** × 5 (before: 140 kg)" in said
    assert str(ben.id) not in said
    assert WALK in said
    components = shown.components
    for _ in range(2):
        world.env.backend.get_message(shown.channel_id, shown.id).components = components
        await mona.click(shown, label="Post it now")
        await world.run_board()
    (message,) = posted(channel)
    assert message.attachments
    assert not message.mentions


async def test_the_days_that_were_shown_are_those_that_are_posted(world: World) -> None:
    channel = await channel_for(world)
    await trains(world, "anna", listed=True)
    mona = await moderator(world)
    shown = seen(await mona.slash(world.channel, "spotter digest"))
    said = text_of(shown)
    world.clock.move(hours=12)
    await mona.click(shown, label="Post it now")
    await world.run_board()
    (message,) = posted(channel)
    assert text_of(message) == said


async def test_who_lists_themselves_after_a_digest_was_shown_is_not_in_it(world: World) -> None:
    channel = await channel_for(world)
    anna, ben = await trains(world, "anna", listed=True), await trains(world, "ben", listed=False)
    mona = await moderator(world)
    shown = seen(await mona.slash(world.channel, "spotter digest"))
    world.clock.move(minutes=1)
    await world.house.boards.list_me(world.guild.id, ben.id)
    await mona.click(shown, label="Post it now")
    await world.run_board()
    (message,) = posted(channel)
    assert (str(anna.id) in text_of(message), str(ben.id) in text_of(message)) == (True, False)


async def test_a_digest_that_was_shown_longer_than_a_day_ago_is_not_posted(world: World) -> None:
    channel = await channel_for(world)
    await trains(world, "anna", listed=True)
    mona = await moderator(world)
    shown = seen(await mona.slash(world.channel, "spotter digest"))
    world.clock.move(days=1, seconds=1)
    assert "no longer here" in answered(await mona.click(shown, label="Post it now"))
    await world.run_board()
    assert posted(channel) == []


@pytest.mark.parametrize("subject", [0, 1, 739_690, 9_999_999, 10_000_000, 2**50, 2**63 - 1, 10**80])
async def test_a_made_up_subject_is_not_posted(world: World, subject: int) -> None:
    await channel_for(world)
    await trains(world, "anna", listed=True)
    mona = await moderator(world)
    shown = seen(await mona.slash(world.channel, "spotter digest"))
    forge(world, shown, "Post it now", f"digest:post:{subject}")
    assert "no longer here" in answered(await mona.click(shown, label="Post it now"))
    assert world.rows("SELECT * FROM board_posts WHERE kind = 'digest'") == []


async def test_who_keeps_their_log_to_themselves_is_in_no_digest(world: World) -> None:
    anna = await trains(world, "anna", listed=True)
    await world.house.members.share_log(anna.id, False)
    mona = await moderator(world)
    shown = seen(await mona.slash(world.channel, "spotter digest"))
    assert "No training of members who share" in text_of(shown)
    assert str(anna.id) not in text_of(shown)


async def posted_digest(world: World) -> tuple[simcord.ChannelHandle, list[simcord.MemberActor]]:
    """Return the channel of a digest that names Anna and Ben and tells a tip of Cara's, and those three."""
    channel = await channel_for(world)
    lifters = [await trains(world, name, listed=True) for name in ("anna", "ben")]
    await suggest(world, "cara")
    mona = await moderator(world)
    await mona.click(seen(await mona.slash(world.channel, "spotter digest")), label="Post it now")
    await world.run_board()
    return channel, [*lifters, await world.member("cara")]


async def looked_at(world: World) -> None:
    """Let the time pass after which a message is edited again, and the board be looked at."""
    world.clock.move(minutes=3)
    await world.run_board()


async def takes_herself_off(world: World, anna: simcord.MemberActor) -> None:
    shown = seen(await anna.slash(world.channel, "leaderboard", lift="deadlift"))
    await anna.click(shown, label="Take me off")


async def keeps_her_log_to_herself(world: World, anna: simcord.MemberActor) -> None:
    panel = seen(await anna.slash(world.channel, "settings"))
    await anna.click(panel, label="Keep my log to myself")


async def is_found_to_have_left(world: World, anna: simcord.MemberActor) -> None:
    world.clock.move(days=2)
    world.guild.remove_member(anna)
    ben = await world.member("ben")
    await ben.slash(world.channel, "leaderboard", lift="deadlift")


@pytest.mark.parametrize("act", [takes_herself_off, keeps_her_log_to_herself, delete_everything, is_found_to_have_left])
async def test_a_digest_that_stands_tells_no_more_of_who_shares_no_longer(world: World, act: Any) -> None:
    channel, (anna, ben, _) = await posted_digest(world)
    assert "**2** lifters" in text_of(posted(channel)[0])
    pictures = [attachment.id for attachment in posted(channel)[0].attachments]
    await act(world, anna)
    await looked_at(world)
    (message,) = posted(channel)
    assert f"<@{anna.id}>" not in text_of(message)
    assert f"<@{ben.id}>" in text_of(message)
    assert "**1** lifter" in text_of(message)
    assert [attachment.id for attachment in message.attachments] != pictures
    assert world.rows("SELECT * FROM digest_members WHERE member_id = ?", anna.id) == []


async def withdraws(world: World, cara: simcord.MemberActor) -> None:
    await cara.click(seen(await cara.slash(world.channel, "tip mine")), label="Withdraw")


@pytest.mark.parametrize("act", [withdraws, delete_everything])
async def test_a_digest_that_stands_tells_a_tip_no_longer_once_it_is_gone(world: World, act: Any) -> None:
    channel, (anna, _, cara) = await posted_digest(world)
    assert WALK in text_of(posted(channel)[0])
    await act(world, cara)
    await looked_at(world)
    (message,) = posted(channel)
    assert WALK not in text_of(message)
    assert f"<@{anna.id}>" in text_of(message)


async def test_a_vote_leaves_a_digest_as_it_was_posted(world: World) -> None:
    channel, (anna, *_) = await posted_digest(world)
    _, shown = await page_with(world, "anna", WALK)
    await anna.click(shown, label="Helps")
    before = world.rows("SELECT revision FROM board_posts WHERE kind = 'digest'")
    await looked_at(world)
    assert world.rows("SELECT revision FROM board_posts WHERE kind = 'digest'") == before
    assert "No votes" in text_of(posted(channel)[0])


async def test_a_digest_with_nothing_left_to_tell_is_taken_down(world: World) -> None:
    channel, members = await posted_digest(world)
    for member in members:
        await delete_everything(world, member)
    await looked_at(world)
    assert posted(channel) == []
    assert noted(world) == ([], [])


def noted(world: World) -> tuple[list[Any], list[Any]]:
    """Return whom and which tips digests are noted to tell of."""
    return world.rows("SELECT member_id FROM digest_members"), world.rows("SELECT tip_id FROM digest_tips")


async def test_whom_a_digest_named_is_forgotten_once_a_moderator_has_deleted_it(world: World) -> None:
    channel, (anna, _, _) = await posted_digest(world)
    world.env.backend.delete_message(channel.id, posted(channel)[0].id)
    assert [len(rows) for rows in noted(world)] == [2, 1]
    await takes_herself_off(world, anna)
    await looked_at(world)
    assert noted(world) == ([], [])


async def test_whom_a_digest_would_have_named_is_forgotten_when_it_is_no_longer_to_be_posted(world: World) -> None:
    channel = await channel_for(world)
    await trains(world, "anna", listed=True)
    await world.house.servers.choose(world.guild.id, 1, "weekly_digest", True)
    await world.house.digest.arrange(world.guild.id)
    world.env.inject_error("POST", f"/channels/{channel.id}/messages", status=403, code=50013)
    world.clock.set(datetime(2026, 3, 9, 9, 0, tzinfo=UTC))
    await world.run_board()
    assert [len(rows) for rows in noted(world)] == [1, 0]
    await world.house.servers.choose(world.guild.id, 1, "weekly_digest", False)
    await world.house.digest.arrange(world.guild.id)
    assert noted(world) == ([], [])


async def test_a_digest_of_weeks_ago_is_told_anew_for_its_own_week(world: World) -> None:
    channel, (anna, ben, _) = await posted_digest(world)
    days = posted(channel)[0].embeds[0].title
    world.clock.move(days=30)
    await ben.slash(world.channel, "log", entry="deadlift 150 kg x5")
    await takes_herself_off(world, anna)
    await looked_at(world)
    (message,) = posted(channel)
    assert message.embeds[0].title == days
    assert "145 kg" in text_of(message)
    assert "150 kg" not in text_of(message)


async def test_a_digest_names_nobody_who_has_left_the_server(world: World) -> None:
    channel = await channel_for(world)
    anna, ben = await trains(world, "anna", listed=True), await trains(world, "ben", listed=True)
    world.clock.move(days=2)
    world.guild.remove_member(anna)
    mona = await moderator(world)
    shown = seen(await mona.slash(world.channel, "spotter digest"))
    looked_over = text_of(shown)
    await mona.click(shown, label="Post it now")
    await world.run_board()
    (message,) = posted(channel)
    for said in (looked_over, text_of(message)):
        assert (f"<@{anna.id}>" in said, f"<@{ben.id}>" in said) == (False, True)
    assert [row["member_id"] for row in world.rows("SELECT member_id FROM listings")] == [ben.id]


async def test_the_weekly_digest_comes_on_monday_and_again_a_week_later(world: World) -> None:
    channel = await channel_for(world)
    await trains(world, "anna", listed=True)
    mona = await moderator(world)
    shown = seen(await mona.slash(world.channel, "spotter digest"))
    await mona.click(shown, label="Post it every Monday")
    world.clock.set(datetime(2026, 3, 9, 8, 59, tzinfo=UTC))
    await world.run_board()
    assert posted(channel) == []
    await world.restart()
    world.clock.set(datetime(2026, 3, 9, 9, 0, tzinfo=UTC))
    await world.run_board()
    (message,) = posted(channel)
    assert "2 Mar to 8 Mar" in text_of(message)
    await world.house.digest.arrange_all()
    await world.run_board()
    assert len(posted(channel)) == 1
    await suggest(world, "cara")
    world.clock.set(datetime(2026, 3, 16, 9, 0, tzinfo=UTC))
    await world.run_board()
    assert len(posted(channel)) == 2


async def test_an_empty_week_is_not_posted(world: World) -> None:
    channel = await channel_for(world)
    await world.house.servers.choose(world.guild.id, 1, "weekly_digest", True)
    await world.house.digest.arrange(world.guild.id)
    world.clock.set(datetime(2026, 3, 9, 9, 0, tzinfo=UTC))
    await world.run_board()
    assert posted(channel) == []
    assert world.rows("SELECT * FROM board_posts") == []


async def test_a_weekly_digest_that_was_switched_off_is_not_posted(world: World) -> None:
    channel = await channel_for(world)
    await trains(world, "anna", listed=True)
    mona = await moderator(world)
    shown = seen(await mona.slash(world.channel, "spotter digest"))
    await mona.click(shown, label="Post it every Monday")
    shown = seen(await mona.slash(world.channel, "spotter digest"))
    await mona.click(shown, label="Stop posting it weekly")
    world.clock.set(datetime(2026, 3, 9, 9, 0, tzinfo=UTC))
    await world.run_board()
    assert posted(channel) == []


async def test_without_a_channel_nothing_is_posted_and_the_way_on_is_shown(world: World) -> None:
    await trains(world, "anna", listed=True)
    mona = await moderator(world)
    shown = seen(await mona.slash(world.channel, "spotter digest"))
    for label in ("Post it now", "Post it every Monday"):
        result = await mona.click(shown, label=label)
        said = text_of(result.followups[0] if result.followups else seen(result))
        assert "channel for digests" in said
