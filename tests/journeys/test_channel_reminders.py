"""Moderators remind a channel: rights are looked at when it is set, when it is pressed later, and when it is due."""

from typing import Any

import discord
import pytest
import simcord

from bot.settings import Settings
from tests.journeys.reminding import custom_ids_of, letters, open_rows
from tests.journeys.world import World, seen, text_of


async def moderator(world: World, name: str = "mona") -> simcord.MemberActor:
    """Return a member with *Manage Server* who lives in Berlin; it is Wednesday, 19:30 there."""
    role = world.guild.create_role("Staff", permissions=discord.Permissions(manage_guild=True))
    member = await world.member(name, roles=[role])
    await world.house.members.choose_zone(member.id, "Europe/Berlin")
    return member


async def set_into(world: World, who: simcord.MemberActor, when: str = "in 2 hours", **options: Any) -> Any:
    options = {"channel": world.channel, "what": "meet **day** @everyone", "when": when} | options
    result = await who.slash(world.channel, "remind channel", **options)
    assert result.ephemeral
    return seen(result)


async def test_it_is_posted_there_and_pings_nobody(world: World) -> None:
    mona = await moderator(world)
    shown = await set_into(world, mona)
    assert f"<#{world.channel.id}>" in text_of(shown)
    world.clock.move(hours=2)
    assert await world.run_due() == 1
    posted = world.channel.last_message
    assert posted is not None
    assert r"meet \*\*day\*\*" in posted.content
    assert not posted.mention_everyone
    assert "@everyone" not in posted.content
    assert letters(mona) == []


async def test_who_does_not_moderate_is_refused(world: World) -> None:
    anna = await world.member("anna")
    assert "needs *Manage Server*" in text_of(await set_into(world, anna))
    assert open_rows(world) == []


async def test_the_servers_moderator_role_is_enough(world: World) -> None:
    role = world.guild.create_role("Spotters")
    sara = await world.member("sara", roles=[role])
    await world.house.servers.choose_role(world.guild.id, sara.id, role.id)
    assert "I'll post it" in text_of(await set_into(world, sara))


async def test_a_channel_that_the_bot_may_not_post_in_is_refused_at_once(world: World) -> None:
    mona = await moderator(world)
    quiet = closed_channel(world, send_messages=False)
    assert "I may not post in" in text_of(await set_into(world, mona, channel=quiet))
    assert open_rows(world) == []


def closed_channel(world: World, **denied: bool) -> Any:
    """Make a channel in which the bot lacks rights that everyone else has."""
    guild = world.bot.get_guild(world.guild.id)
    assert guild is not None
    (own,) = (role for role in guild.roles if role.managed)
    return world.guild.create_text_channel("quiet", overwrites={own: discord.PermissionOverwrite(**denied)})


@pytest.mark.parametrize(
    ("mentionable", "everyone", "said"),
    [
        (False, False, "You may not mention that role"),
        (True, False, "I'll post it"),
        (False, True, "I may not mention"),
    ],
)
async def test_a_role_is_mentioned_only_if_both_may(world: World, mentionable: bool, everyone: bool, said: str) -> None:
    mona = await moderator(world)
    if everyone:
        for_all = world.guild.create_role(
            "Loud", permissions=discord.Permissions(manage_guild=True, mention_everyone=True)
        )
        mona = await world.member("lou", roles=[for_all])
    role = world.guild.create_role("Lifters", mentionable=mentionable)
    assert said in text_of(await set_into(world, mona, role=role))
    world.clock.move(hours=2)
    if await world.run_due():
        posted = world.channel.last_message
        assert posted is not None
        assert posted.content.startswith(f"<@&{role.id}>")
        assert [one.id for one in posted.role_mentions] == [role.id]


async def test_rights_lost_later_pause_the_series_and_its_author_is_told_once(world: World) -> None:
    mona = await moderator(world)
    await set_into(world, mona, "every day at 20:00")
    world.clock.move(hours=1)
    world.env.inject_error("POST", f"/channels/{world.channel.id}/messages", status=403, code=50013)
    await world.run_due()
    (letter,) = letters(mona)
    assert "I may not write in the channel" in letter.content
    assert "I have paused it" in letter.content
    assert open_rows(world) == []
    assert (await mona.slash(world.channel, "help")).followups == []
    shown = seen(await mona.slash(world.channel, "remind list"))
    assert "paused" in text_of(shown)
    (row,) = world.rows("SELECT id FROM reminders")
    hold = custom_ids_of(shown)["Pause or resume …"]
    await mona.select(shown, [f"resume:{row['id']}"], custom_id=hold)
    assert len(open_rows(world)) == 1


async def test_a_series_stays_where_its_server_is_when_its_author_moves(world: World) -> None:
    mona = await moderator(world)
    await set_into(world, mona, "every day at 20:00")
    (before,) = open_rows(world)
    assert await world.house.members.choose_zone(mona.id, "Asia/Tokyo") == 0
    (after,) = open_rows(world)
    assert after["due_at"] == before["due_at"]


async def test_who_lost_the_right_meanwhile_cannot_go_on_with_what_was_asked(world: World) -> None:
    role = world.guild.create_role("Spotters")
    sara = await world.member("sara", roles=[role])
    await world.house.members.choose_zone(sara.id, "Europe/Berlin")
    await world.house.servers.choose_role(world.guild.id, sara.id, role.id)
    shown = await set_into(world, sara, "tomorrow at 7")
    await world.house.servers.choose_role(world.guild.id, sara.id, None)
    result = await sara.click(shown, label="Thursday 5 March 2026, 19:00")
    assert "needs *Manage Server*" in text_of(seen(result))
    assert open_rows(world) == []


@pytest.fixture
def few(settings: Settings) -> None:
    """Have two reminders a server be the limit."""
    object.__setattr__(settings, "reminders_per_server", 2)


async def test_a_server_has_a_limit_of_its_own(few: None, world: World) -> None:
    mona = await moderator(world)
    for _ in range(2):
        assert "I'll post it" in text_of(await set_into(world, mona))
    assert "This server has 2 open reminders" in text_of(await set_into(world, mona))
