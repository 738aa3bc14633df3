"""Moderators look at what waits, decide, and never learn who may not be named; others' presses decide nothing."""

from typing import Any

import discord
import pytest
import simcord

from bot.areas import Area
from bot.errors import Gone
from bot.flares.checkins import Step
from bot.flares.notes import Answers
from bot.flares.record import Entry
from bot.flares.screening import Level
from bot.tips.desk.case import Act
from tests.journeys.test_tips import WALK, labels, page_with, report, suggest
from tests.journeys.world import World, restrict_bot, seen, text_of

WALKING = 11
"""The starter tip of easy walking."""
ROW = "Ten slow minutes on the rowing machine before squats"


async def moderator(world: World, name: str = "mona") -> simcord.MemberActor:
    """Return a member with *Manage Server*."""
    role = world.guild.create_role("Staff", permissions=discord.Permissions(manage_guild=True))
    return await world.member(name, roles=[role])


async def desk(world: World, who: simcord.MemberActor, **options: Any) -> simcord.ResponseMessage:
    result = await who.slash(world.channel, "spotter moderation", **options)
    assert result.ephemeral
    return seen(result)


async def needs_approval(world: World) -> None:
    await world.house.servers.choose(world.guild.id, 1, "approval", True)


def state(world: World) -> list[str]:
    return [row["state"] for row in world.rows("SELECT state FROM tips ORDER BY id")]


# Review


async def test_a_new_tip_waits_where_the_server_wants_that_and_is_shown_once_approved(world: World) -> None:
    await needs_approval(world)
    result = await suggest(world, "anna")
    assert "waits for a moderator" in text_of(seen(result))
    mona = await moderator(world)
    shown = await desk(world, mona)
    assert WALK in text_of(shown)
    assert "Waiting (1)" in labels(shown)
    await mona.click(shown, label="Approve")
    assert "Approved" in text_of(shown)
    assert "Waiting (0)" in labels(shown)
    _, found = await page_with(world, "ben", WALK)
    assert "Suggested by" in text_of(found)


async def test_a_held_text_reaches_the_desk_with_its_reasons_and_can_be_made_safe(world: World) -> None:
    await suggest(world, "anna", "I take 400 mg of ibuprofen before benching")
    mona = await moderator(world)
    shown = await desk(world, mona)
    assert "Held for its words" in text_of(shown)
    assert "name a drug" in text_of(shown)
    form = await mona.click(shown, label="Edit for safety")
    await mona.submit_modal(form, {"text": "I warm up twice as long before benching"})
    await mona.click(shown, label="Approve")
    _, found = await page_with(world, "ben", "twice as long")
    assert "moderators changed its words" in text_of(found)
    assert "ibuprofen" not in text_of(found)


async def test_reports_hide_a_tip_and_a_moderator_shows_it_again_with_a_clean_slate(world: World) -> None:
    await suggest(world, "anna")
    for name in ("ben", "cara", "dan"):
        await report(*await page_with(world, name, WALK))
    assert state(world) == ["hidden"]
    mona = await moderator(world)
    shown = await desk(world, mona)
    await mona.click(shown, label="Reported (1)")
    assert "3 × It advertises" in text_of(shown)
    await mona.click(shown, label="Show again")
    assert state(world) == ["published"]
    assert world.rows("SELECT * FROM tip_reports") == []


async def test_the_number_of_reports_that_hide_is_the_servers_choice(world: World) -> None:
    await world.house.servers.choose_reports(world.guild.id, 1, 1)
    await suggest(world, "anna")
    await report(*await page_with(world, "ben", WALK))
    assert state(world) == ["hidden"]


async def test_removing_asks_first_and_the_author_sees_what_became_of_it(world: World) -> None:
    await needs_approval(world)
    await suggest(world, "anna")
    mona = await moderator(world)
    shown = await desk(world, mona)
    await mona.click(shown, label="Remove …")
    assert state(world) == ["held"]
    await mona.click(shown, label="Yes, remove it")
    assert state(world) == ["removed"]
    anna = await world.member("anna")
    mine = seen(await anna.slash(world.channel, "tip mine"))
    assert "Taken away by this server's moderators" in text_of(mine)
    assert "Edit" not in labels(mine)


async def test_a_tip_is_merged_into_another_and_each_voter_counts_once(world: World) -> None:
    await suggest(world, "anna")
    await suggest(world, "ben", ROW)
    for name in ("cara", "dan"):
        member, shown = await page_with(world, name, WALK)
        await member.click(shown, label="Helps")
    world.clock.move(minutes=1)
    cara, shown = await page_with(world, "cara", ROW)
    await cara.click(shown, label="Doesn't")
    mona = await moderator(world)
    opened = await desk(world, mona, find="rowing machine")
    row_id = world.rows("SELECT id FROM tips WHERE body = ?", ROW)[0]["id"]
    walk_id = world.rows("SELECT id FROM tips WHERE body = ?", WALK)[0]["id"]
    await mona.select(opened, [str(row_id)])
    await mona.click(opened, label="Merge …")
    await mona.select(opened, [str(walk_id)])
    _, found = await page_with(world, "eve", WALK)
    assert "2 of 2 found it useful" in text_of(found)
    ben = await world.member("ben")
    mine = seen(await ben.slash(world.channel, "tip mine"))
    assert "Merged" in text_of(mine)
    led = await ben.click(mine, label="See it")
    assert WALK in text_of(seen(led))
    await world.restart()
    assert "Take out again" in labels(opened)
    opened = await desk(world, mona)
    await mona.click(opened, label="Merged (1)")
    assert "Merged into “I walk up" in text_of(opened)
    assert "Edit for safety" not in labels(opened)
    await mona.click(opened, label="Take out again")
    assert "stands by itself again" in text_of(opened)
    _, found = await page_with(world, "eve", ROW)
    assert "0 of 1 found it useful" in text_of(found)
    await mona.click(opened, label="Log")
    assert "took out of a merge “Ten slow minutes" in text_of(opened)


async def test_tips_put_side_by_side_are_shown_together_until_they_are_parted(world: World) -> None:
    await suggest(world, "anna")
    await suggest(world, "ben", "Sitting down between sets, and never walking about")
    mona = await moderator(world)
    shown = await desk(world, mona, find="walk up and down")
    walk_id, sit_id = (row["id"] for row in world.rows("SELECT id FROM tips ORDER BY id"))
    await mona.select(shown, [str(walk_id)])
    await mona.click(shown, label="Put beside …")
    await mona.select(shown, [str(sit_id)])
    _, found = await page_with(world, "cara", WALK)
    assert "Sitting down" in text_of(found)
    assert "put these side by side" in text_of(found)
    assert "1 · Helps" in labels(found)
    await mona.click(shown, label="Part")
    _, found = await page_with(world, "dan", WALK)
    assert "Sitting down" not in text_of(found)


async def test_a_starter_tip_is_hidden_with_its_other_side_and_shown_again(world: World) -> None:
    mona = await moderator(world)
    shown = await desk(world, mona, find="heat pad")
    await mona.select(shown, ["9"])
    await mona.click(shown, label="Hide")
    ben = await world.member("ben")
    page = seen(await ben.slash(world.channel, "tip browse", area="elbow"))
    assert "Heat" not in text_of(page)
    assert "Cold" not in text_of(page)
    await mona.click(shown, label="Show again")
    _, page = await page_with(world, "ben", "1 · Heat")
    assert "2 · Cold" in [embed.title for embed in page.embeds]


# Blocks


async def test_an_author_is_blocked_through_the_tip_and_kindly_refused(world: World) -> None:
    await suggest(world, "anna", name="hidden")
    mona = await moderator(world)
    shown = await desk(world, mona, find="walk")
    await mona.select(shown, [str(world.rows("SELECT id FROM tips")[0]["id"])])
    await mona.click(shown, label="Block its author")
    assert "nobody is told" in text_of(shown)
    refused = await suggest(world, "anna", ROW)
    assert "take no suggestions from you" in text_of(seen(refused))
    assert "Your tip is posted" in text_of(seen(await suggest(world, "ben", ROW)))
    shown = await desk(world, mona)
    await mona.click(shown, label="Blocked")
    assert WALK in text_of(shown)
    await mona.select(shown, [str(world.rows("SELECT tip_id FROM tip_blocks")[0]["tip_id"])])
    assert "Nobody is blocked" in text_of(shown)
    again = await suggest(world, "anna", "Sitting down between sets for two minutes")
    assert "Your tip is posted" in text_of(seen(again))


async def test_a_block_outlives_delete_everything_without_an_id(world: World) -> None:
    await suggest(world, "anna", name="hidden")
    anna, mona = await world.member("anna"), await moderator(world)
    shown = await desk(world, mona, find="walk")
    await mona.select(shown, [str(world.rows("SELECT id FROM tips")[0]["id"])])
    await mona.click(shown, label="Block its author")
    await world.house.privacy.delete(anna.id)
    for table in world.tables():
        assert str(anna.id) not in str(world.rows(f"SELECT * FROM {table}")), table
    assert "take no suggestions" in text_of(seen(await suggest(world, "anna", ROW)))
    shown = await desk(world, mona)
    await mona.click(shown, label="Blocked")
    assert "a tip that is gone" in text_of(shown)


# The log, and moderators gone bad


async def test_every_act_stands_in_the_log_with_its_moderator(world: World) -> None:
    await needs_approval(world)
    await suggest(world, "anna")
    mona = await moderator(world)
    shown = await desk(world, mona)
    await mona.click(shown, label="Approve")
    await mona.click(shown, label="Log")
    said = text_of(shown)
    assert f"<@{mona.id}> approved “{WALK}”" in said
    assert "changed the set-up" in said


async def test_a_moderator_who_deletes_everything_leaves_the_act_without_a_name(world: World) -> None:
    await needs_approval(world)
    await suggest(world, "anna")
    mona = await moderator(world)
    await mona.click(await desk(world, mona), label="Approve")
    await world.house.privacy.delete(mona.id)
    acts = world.rows("SELECT actor_id, act FROM server_audit WHERE act = 'approve'")
    assert acts == [{"actor_id": 0, "act": "approve"}]


async def test_a_moderator_gone_bad_learns_no_anonymous_author_voter_or_reporter(world: World) -> None:
    await suggest(world, "anna", name="hidden")
    for name, press in (("ben", "Helps"), ("cara", "Doesn't")):
        member, shown = await page_with(world, name, WALK)
        await member.click(shown, label=press)
        await report(member, shown)
    mona = await moderator(world)
    before = len(world.env.http_requests)
    shown = await desk(world, mona)
    for label in ("Reported (1)", "Keep it", "Hidden (0)", "Blocked", "Back to the desk", "Log"):
        await mona.click(shown, label=label)
    shown = await desk(world, mona, find="walk")
    await mona.select(shown, [str(world.rows("SELECT id FROM tips")[0]["id"])])
    for label in ("Block its author", "Hide", "Show again"):
        await mona.click(shown, label=label)
    sent = str([request.json for request in world.env.http_requests[before:]])
    for name in ("anna", "ben", "cara"):
        assert str((await world.member(name)).id) not in sent


@pytest.mark.parametrize("command", ["spotter setup", "spotter moderation", "spotter digest"])
async def test_nobody_without_the_right_opens_anything(world: World, command: str) -> None:
    anna = await world.member("anna")
    result = await anna.slash(world.channel, command)
    assert result.ephemeral
    assert "Nothing was changed" in text_of(seen(result))
    assert not seen(result).embeds


async def test_a_members_forged_press_of_a_moderators_buttons_decides_nothing(world: World) -> None:
    await needs_approval(world)
    await suggest(world, "anna")
    mona, eve = await moderator(world), await world.member("eve")
    forged = (await desk(world, mona)).components
    public = seen(await eve.slash(world.channel, "log", entry="bench 60 kg x5"))
    for label in ("Approve", "Remove …", "Edit for safety", "Merge …", "Block its author", "Log", "Blocked"):
        world.env.backend.get_message(public.channel_id, public.id).components = forged
        result = await eve.click(public, label=label)
        assert "for this server's moderators" in text_of(result.followups[0] if result.followups else seen(result))
    assert state(world) == ["held"]
    assert [row["act"] for row in world.rows("SELECT act FROM server_audit")] == ["settings"]


async def test_the_role_chosen_in_setup_moderates_and_no_longer_once_it_is_taken(world: World) -> None:
    await needs_approval(world)
    await suggest(world, "anna")
    role = world.guild.create_role("Spotters")
    await world.house.servers.choose_role(world.guild.id, 1, role.id)
    rosa = await world.member("rosa", roles=[role])
    shown = await desk(world, rosa)
    world.env.backend.remove_member_role(world.guild.id, rosa.id, role.id)
    result = await rosa.click(shown, label="Approve")
    assert "for this server's moderators" in text_of(seen(result))
    assert state(world) == ["held"]
    world.env.backend.add_member_role(world.guild.id, rosa.id, role.id)
    await rosa.click(shown, label="Approve")
    assert state(world) == ["published"]


async def test_the_role_of_moderators_does_not_change_the_setup(world: World) -> None:
    role = world.guild.create_role("Spotters")
    await world.house.servers.choose_role(world.guild.id, 1, role.id)
    rosa = await world.member("rosa", roles=[role])
    result = await rosa.slash(world.channel, "spotter setup")
    assert "Manage Server" in text_of(seen(result))
    assert not seen(result).embeds


async def test_a_form_opened_by_a_moderator_and_sent_after_losing_the_role_changes_nothing(world: World) -> None:
    await needs_approval(world)
    await suggest(world, "anna")
    role = world.guild.create_role("Spotters")
    await world.house.servers.choose_role(world.guild.id, 1, role.id)
    rosa = await world.member("rosa", roles=[role])
    form = await rosa.click(await desk(world, rosa), label="Edit for safety")
    world.env.backend.remove_member_role(world.guild.id, rosa.id, role.id)
    await rosa.submit_modal(form, {"text": "Something else altogether, believe me"})
    assert [row["body"] for row in world.rows("SELECT body FROM tips")] == [WALK]


async def test_a_moderator_of_another_server_reaches_nothing_here(world: World) -> None:
    await needs_approval(world)
    await suggest(world, "anna")
    tip_id = world.rows("SELECT id FROM tips")[0]["id"]
    other = world.env.create_guild("Other Gym")
    restrict_bot(world.env, other)
    channel = other.create_text_channel("chalk")
    role = other.create_role("Staff", permissions=discord.Permissions(manage_guild=True))
    oleg = other.add_member(world.env.create_user("oleg"), roles=[role])
    assert "Waiting (0)" in labels(seen(await oleg.slash(channel, "spotter moderation")))
    moderator_there = await world.house.servers.moderator(other.id, oleg.id, manages=True, role_ids=[])
    with pytest.raises(Gone):
        await world.house.desk.decide(moderator_there, tip_id, Act.APPROVE)
    assert state(world) == ["held"]


async def test_the_desk_works_after_a_restart_and_an_act_twice_is_once(world: World) -> None:
    await needs_approval(world)
    await suggest(world, "anna")
    mona = await moderator(world)
    first, second = await desk(world, mona), await desk(world, mona)
    await world.restart()
    await mona.click(first, label="Approve")
    await mona.click(second, label="Approve")
    assert [row["act"] for row in world.rows("SELECT act FROM server_audit WHERE act = 'approve'")] == ["approve"]


# Set-up


async def test_setup_names_what_is_missing_in_the_channel_chosen(world: World) -> None:
    mona = await moderator(world)
    board = world.guild.create_text_channel(
        "tips", overwrites={world.guild.default_role: discord.PermissionOverwrite(send_messages=False)}
    )
    shown = seen(await mona.slash(world.channel, "spotter setup"))
    await mona.select(shown, [board], custom_id="server:channel:tips")
    assert "**missing: Send Messages, Embed Links**" in text_of(shown)
    await mona.select(shown, [world.channel], custom_id="server:channel:tips")
    assert "I may do there what it takes" in text_of(shown)
    await mona.select(shown, [], custom_id="server:channel:tips")
    assert world.rows("SELECT tips_channel FROM servers") == [{"tips_channel": None}]


async def test_setup_is_kept_across_a_restart_and_logged(world: World) -> None:
    mona = await moderator(world)
    shown = seen(await mona.slash(world.channel, "spotter setup"))
    await mona.click(shown, label="New tips wait")
    await mona.click(shown, label="Votes after voting")
    form = await mona.click(shown, label="Reports …")
    await mona.submit_modal(form, {"reports": "5"})
    await world.restart()
    rules = await world.house.servers.rules(world.guild.id)
    assert (rules.approval, rules.counts_hidden, rules.reports_to_hide) == (True, True, 5)
    assert [row["detail"] for row in world.rows("SELECT detail FROM server_audit ORDER BY id")] == [
        "approval: 1",
        "counts_hidden: 1",
        "reports_to_hide: 5",
    ]


@pytest.mark.parametrize("typed", ["0", "21", "-1", "many", "3.5", "²", "9" * 10])
async def test_nonsense_for_the_number_of_reports_changes_nothing(world: World, typed: str) -> None:
    mona = await moderator(world)
    form = await mona.click(seen(await mona.slash(world.channel, "spotter setup")), label="Reports …")
    result = await mona.submit_modal(form, {"reports": typed})
    assert "whole number from 1 to 20" in text_of(result.response or result.followups[0])
    assert world.rows("SELECT * FROM servers") == []


async def test_starter_tips_are_switched_off_for_an_area_and_on_again(world: World) -> None:
    mona, ben = await moderator(world), await world.member("ben")
    shown = seen(await mona.slash(world.channel, "spotter setup"))
    menus = seen(await mona.click(shown, label="Switch tips off …"))
    await mona.select(menus, ["elbow"], custom_id="server:switch:starters")
    assert "Nothing here yet" in text_of(seen(await ben.slash(world.channel, "tip browse", area="elbow")))
    assert "Page 1" in text_of(seen(await ben.slash(world.channel, "tip browse", area="lower_back")))
    await mona.select(menus, ["all"], custom_id="server:switch:tips")
    assert "Nothing here yet" in text_of(seen(await ben.slash(world.channel, "tip browse")))
    refused = await suggest(world, "anna")
    assert "keeps no tips for the area" in text_of(seen(refused))
    await mona.select(menus, [], custom_id="server:switch:tips")
    await mona.select(menus, [], custom_id="server:switch:starters")
    assert "Back the weight down" in text_of(seen(await ben.slash(world.channel, "tip browse", area="elbow")))


async def test_votes_are_shown_once_a_member_has_voted_where_the_server_wants_that(world: World) -> None:
    await world.house.servers.choose(world.guild.id, 1, "counts_hidden", True)
    anna, shown = await page_with(world, "anna", "Easy walking")
    assert "Shown once you have voted" in text_of(shown)
    await anna.click(shown, label="Helps")
    assert "1 of 1 found it useful" in text_of(shown)
    _, other = await page_with(world, "ben", "Easy walking")
    assert "1 of 1 found" not in text_of(other)


async def test_a_tip_that_three_felt_worse_with_by_their_check_ins_reaches_the_desk_by_itself(world: World) -> None:
    care = world.house.care
    for name in ("ben", "cara", "dan"):
        who = await world.member(name)
        await care.intake.agree(who.id)
        entry = Entry(world.house.ids(), Area.LOWER_BACK, "deadlift", 4, world.guild.id)
        logged = await care.intake.screened(who.id, entry, Level.PASSED)
        await care.answer(who.id, logged.flare.id, entry.id, Step.LOG, Answers(masked=False))
        told = Answers(pain=7, masked=False, tried=(WALKING,))
        await care.answer(who.id, logged.flare.id, world.house.ids(), Step.MORNING, told)
        flagged = world.rows("SELECT tip_id, worse FROM tip_flags")
        assert bool(flagged) is (name == "dan")
    shown = await desk(world, await moderator(world))
    assert "Easy walking" in text_of(shown)
    assert "Keep" in " ".join(labels(shown))
