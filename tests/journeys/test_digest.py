"""The digest: the week of members who share, posted now or every Monday, each once."""

from datetime import UTC, datetime
from typing import Any

import discord
import pytest
import simcord

from tests.journeys.test_forged import forge
from tests.journeys.test_moderation import moderator
from tests.journeys.test_tips import WALK, suggest
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
    result = await mona.click(shown, label="Post it now")
    assert "no longer here" in text_of(result.followups[0] if result.followups else seen(result))
    await world.run_board()
    assert posted(channel) == []


@pytest.mark.parametrize("subject", [0, 1, 739_690, 9_999_999, 10_000_000, 2**50, 2**63 - 1])
async def test_a_made_up_subject_is_not_posted(world: World, subject: int) -> None:
    await channel_for(world)
    await trains(world, "anna", listed=True)
    mona = await moderator(world)
    shown = seen(await mona.slash(world.channel, "spotter digest"))
    forge(world, shown, "Post it now", f"digest:post:{subject}")
    await mona.click(shown, label="Post it now")
    assert world.rows("SELECT * FROM board_posts WHERE kind = 'digest'") == []


async def test_who_keeps_their_log_to_themselves_is_in_no_digest(world: World) -> None:
    anna = await trains(world, "anna", listed=True)
    await world.house.members.share_log(anna.id, False)
    mona = await moderator(world)
    shown = seen(await mona.slash(world.channel, "spotter digest"))
    assert "No training of members who share" in text_of(shown)
    assert str(anna.id) not in text_of(shown)


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
