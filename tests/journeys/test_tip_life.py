"""The life of a tip as its author and its readers know it: public cards, edits, trials, lists, searches, asks, news."""

import asyncio
import json
from typing import Any

import discord
import pytest
import simcord

from bot.pace import Cost
from bot.servers.rules import Moderator
from bot.tips.asks.asks import ASKS_A_DAY
from bot.tips.tip import Spot
from tests.journeys.test_moderation import desk, moderator, needs_approval
from tests.journeys.test_pace import use_up
from tests.journeys.test_tips import WALK, embed_with, filled, labels, page_with, suggest
from tests.journeys.world import World, seen, text_of

ROW = "Ten slow minutes on the rowing machine before squats"
WRITTEN = "What fixed my hip was ten slow bodyweight squats before every session."


def letters(who: simcord.MemberActor) -> list[discord.Message]:
    channel = who.user.dm_channel
    return [] if channel is None else sorted(channel.history(), key=lambda message: message.id)


async def board(world: World) -> simcord.ChannelHandle:
    """Give the server a channel for tips."""
    channel = world.guild.create_text_channel("tips-board")
    await world.house.servers.choose_channel(world.guild.id, 1, "tips", channel.id)
    return channel


DO_NOT_STRETCH = 6
"""A starter tip that another contests."""


def posted(channel: Any) -> list[discord.Message]:
    return sorted(channel.history(), key=lambda message: message.id)


# Public cards


async def test_a_published_tip_stands_in_the_channel_and_votes_there_are_answered_privately(world: World) -> None:
    channel = await board(world)
    await suggest(world, "anna")
    await world.run_board()
    (message,) = posted(channel)
    assert WALK in text_of(message)
    ben = await world.member("ben")
    result = await ben.click(message, label="Helps")
    assert result.ephemeral
    assert "1 of 1 found it useful" in text_of(seen(result))
    assert "No votes" in text_of(posted(channel)[0])
    world.clock.move(seconds=10)
    await world.run_board()
    assert "1 of 1 found it useful" in text_of(posted(channel)[0])
    assert str(ben.id) not in text_of(posted(channel)[0])


async def test_two_hundred_votes_in_a_moment_are_one_edit_and_exactly_two_hundred(world: World) -> None:
    channel = await board(world)
    await suggest(world, "anna")
    await world.run_board()
    tip_id = world.rows("SELECT id FROM tips")[0]["id"]
    vote = world.house.library.vote
    await asyncio.gather(*(vote(world.guild.id, 5000 + n, tip_id, n % 4 > 0, Spot()) for n in range(200)))
    world.clock.move(seconds=10)
    before = len([request for request in world.env.http_requests if request.method == "PATCH"])
    assert await world.run_board() == 1
    assert len([request for request in world.env.http_requests if request.method == "PATCH"]) == before + 1
    assert "150 of 200 found it useful" in text_of(posted(channel)[0])


async def test_a_count_that_changed_before_a_restart_is_caught_up_with_after_it(world: World) -> None:
    channel = await board(world)
    await suggest(world, "anna")
    await world.run_board()
    ben = await world.member("ben")
    await ben.click(posted(channel)[0], label="Doesn't")
    await world.restart()
    world.clock.move(seconds=10)
    await world.run_board()
    assert "0 of 1 found it useful" in text_of(posted(channel)[0])
    await ben.click(posted(channel)[0], label="Helps")
    world.clock.move(seconds=10)
    await world.run_board()
    assert "1 of 1 found it useful" in text_of(posted(channel)[0])


async def test_a_hidden_tip_is_taken_down_and_one_shown_again_is_posted_again(world: World) -> None:
    channel = await board(world)
    await suggest(world, "anna")
    await world.run_board()
    mona = await moderator(world)
    shown = await desk(world, mona, find="walk")
    await mona.select(shown, [str(world.rows("SELECT id FROM tips")[0]["id"])])
    await mona.click(shown, label="Hide")
    world.clock.move(seconds=10)
    await world.run_board()
    assert posted(channel) == []
    await mona.click(shown, label="Show again")
    await world.run_board()
    assert len(posted(channel)) == 1


async def test_a_tip_that_waits_is_posted_once_it_is_approved(world: World) -> None:
    channel = await board(world)
    await needs_approval(world)
    await suggest(world, "anna")
    await world.run_board()
    assert posted(channel) == []
    mona = await moderator(world)
    await mona.click(await desk(world, mona), label="Approve")
    await world.run_board()
    assert len(posted(channel)) == 1


async def test_a_card_that_somebody_deleted_is_let_be(world: World) -> None:
    channel = await board(world)
    await suggest(world, "anna")
    await world.run_board()
    (message,) = posted(channel)
    world.env.backend.delete_message(channel.id, message.id)
    ben, shown = await page_with(world, "ben", WALK)
    await ben.click(shown, label="Helps")
    world.clock.move(seconds=10)
    await world.run_board()
    assert posted(channel) == []
    assert world.rows("SELECT * FROM board_posts") == []


@pytest.mark.parametrize(("status", "code"), [(400, 30046), (403, 50013), (500, 0)])
async def test_an_edit_that_discord_refuses_is_tried_again_later(world: World, status: int, code: int) -> None:
    channel = await board(world)
    await suggest(world, "anna")
    await world.run_board()
    ben, shown = await page_with(world, "ben", WALK)
    await ben.click(shown, label="Helps")
    world.clock.move(seconds=10)
    world.env.inject_error("PATCH", "/channels/*/messages/*", status=status, code=code)
    await world.run_board()
    assert "No votes" in text_of(posted(channel)[0])
    world.clock.move(hours=1)
    await world.run_board()
    assert "1 of 1 found it useful" in text_of(posted(channel)[0])


async def test_hidden_counts_stay_off_the_public_card(world: World) -> None:
    channel = await board(world)
    await world.house.servers.choose(world.guild.id, 1, "counts_hidden", True)
    await suggest(world, "anna")
    ben, shown = await page_with(world, "ben", WALK)
    await ben.click(shown, label="Helps")
    await world.run_board()
    assert "Shown once you have voted" in text_of(posted(channel)[0])


async def test_contested_advice_stands_in_the_channel_with_all_its_sides_and_their_votes(world: World) -> None:
    channel = await board(world)
    await suggest(world, "anna")
    await world.run_board()
    tip_id = world.rows("SELECT id FROM tips")[0]["id"]
    await world.house.desk.contest(Moderator(world.guild.id, 1), tip_id, DO_NOT_STRETCH)
    world.clock.move(seconds=10)
    await world.run_board()
    ben = await world.member("ben")
    await ben.click(posted(channel)[0], label="2 · Doesn't")
    world.clock.move(seconds=10)
    await world.run_board()
    (message,) = posted(channel)
    said = text_of(message)
    assert "Lifters differ on this" in said
    assert "Do not stretch your lower back" in said
    assert WALK in said
    assert "0 of 1 found it useful" in said


async def test_a_search_shows_all_sides_of_contested_advice(world: World) -> None:
    ben = await world.member("ben")
    said = text_of(seen(await ben.slash(world.channel, "tip search", text="do not stretch lower back")))
    assert "1 · Static lower-back stretching" in said
    assert "2 · Do not stretch your lower back" in said
    assert "Lifters differ on these" in said


# One's own tips


async def test_an_author_edits_withdraws_and_puts_back(world: World) -> None:
    await suggest(world, "anna")
    ben, shown = await page_with(world, "ben", WALK)
    await ben.click(shown, label="Helps")
    anna = await world.member("anna")
    mine = seen(await anna.slash(world.channel, "tip mine"))
    assert "Shown to this server" in text_of(mine)
    form = await anna.click(mine, label="Edit")
    await anna.submit_modal(form, filled(WALK + ", slowly"))
    assert world.rows("SELECT * FROM drafts") == []
    assert "1 of 1" in text_of((await page_with(world, "ben", "slowly"))[1])
    mine = seen(await anna.slash(world.channel, "tip mine"))
    await anna.click(mine, label="Withdraw")
    assert "goes for good after 30 days" in text_of(mine)
    result = await ben.click(shown, label="Helps ✓")
    assert "no longer shown" in text_of(seen(result))
    await anna.click(mine, label="Put it back")
    assert "1 of 1" in text_of((await page_with(world, "ben", "slowly"))[1])


async def test_an_edit_that_says_something_else_starts_without_votes(world: World) -> None:
    await suggest(world, "anna")
    ben, shown = await page_with(world, "ben", WALK)
    await ben.click(shown, label="Helps")
    anna = await world.member("anna")
    form = await anna.click(seen(await anna.slash(world.channel, "tip mine")), label="Edit")
    await anna.submit_modal(form, filled(ROW))
    assert world.rows("SELECT * FROM tip_votes") == []


async def test_an_edit_goes_back_to_review_where_the_server_reviews(world: World) -> None:
    await suggest(world, "anna")
    await needs_approval(world)
    anna = await world.member("anna")
    form = await anna.click(seen(await anna.slash(world.channel, "tip mine")), label="Edit")
    result = await anna.submit_modal(form, filled(WALK + ", slowly"))
    assert "waits for a moderator" in text_of(seen(result))
    assert world.rows("SELECT state, why FROM tips") == [{"state": "held", "why": "edited"}]


async def test_withdrawing_and_putting_back_a_hidden_tip_does_not_get_round_the_moderators(world: World) -> None:
    await suggest(world, "anna")
    mona = await moderator(world)
    shown = await desk(world, mona, find="walk")
    await mona.select(shown, [str(world.rows("SELECT id FROM tips")[0]["id"])])
    await mona.click(shown, label="Hide")
    anna = await world.member("anna")
    mine = seen(await anna.slash(world.channel, "tip mine"))
    await anna.click(mine, label="Withdraw")
    await anna.click(mine, label="Put it back")
    assert world.rows("SELECT state FROM tips") == [{"state": "held"}]


async def test_a_tip_is_not_changed_and_put_back_without_end(world: World) -> None:
    await suggest(world, "anna")
    anna = await world.member("anna")
    mine = seen(await anna.slash(world.channel, "tip mine"))
    form = await anna.click(mine, label="Edit")
    await anna.click(mine, label="Withdraw")
    use_up(world, anna, Cost.CREATION)
    assert "That was a lot at once" in text_of(seen(await anna.submit_modal(form, filled(WALK + ", slowly"))))
    assert "That was a lot at once" in text_of(seen(await anna.click(mine, label="Put it back")))
    assert world.rows("SELECT state, body FROM tips") == [{"state": "withdrawn", "body": WALK}]


async def test_nobody_reaches_anothers_tip_through_a_forged_id(world: World) -> None:
    await suggest(world, "anna")
    tip_id = world.rows("SELECT id FROM tips")[0]["id"]
    await suggest(world, "ben", ROW)
    ben = await world.member("ben")
    mine = seen(await ben.slash(world.channel, "tip mine"))
    message = world.env.backend.get_message(mine.channel_id, mine.id)
    own = world.rows("SELECT id FROM tips WHERE body = ?", ROW)[0]["id"]
    message.components = json.loads(json.dumps(message.components).replace(str(own), str(tip_id)))
    result = await ben.click(mine, label="Withdraw")
    assert "no longer shown" in text_of(result.followups[0] if result.followups else seen(result))
    assert world.rows("SELECT DISTINCT state FROM tips") == [{"state": "published"}]


# Saving, searching, trying


async def test_saved_tips_are_found_again(world: World) -> None:
    anna, shown = await page_with(world, "anna", "Easy walking")
    await anna.click(shown, label="Save")
    assert "Saved ✓" in labels(shown)
    saved = seen(await anna.slash(world.channel, "tip browse", saved=True))
    assert "Easy walking" in text_of(saved)
    mine = seen(await anna.slash(world.channel, "tip mine"))
    assert "Easy walking" in text_of(seen(await anna.click(mine, label="Saved tips")))
    await anna.click(saved, label="Saved ✓")
    assert world.rows("SELECT * FROM tip_saves") == []


async def test_a_search_forgives_spelling_and_opens_what_it_finds(world: World) -> None:
    await suggest(world, "anna")
    ben = await world.member("ben")
    found = seen(await ben.slash(world.channel, "tip search", text="walkng betwen sets"))
    assert WALK in text_of(found)
    opened = await ben.click(found, label="See 1" if "See 1" in labels(found) else "See it")
    assert WALK in text_of(seen(opened))


@pytest.mark.parametrize("text", ["xyzzyplugh", "💪", "*", "@everyone", "\u202e"])
async def test_a_search_for_nothing_says_so(world: World, text: str) -> None:
    ben = await world.member("ben")
    result = await ben.slash(world.channel, "tip search", text=text)
    assert "Nothing found" in text_of(seen(result))
    assert "@everyone" not in text_of(seen(result))


async def test_trying_a_tip_is_told_from_five_reports_on_and_apart_from_votes(world: World) -> None:
    for number, name in enumerate(("ben", "cara", "dan", "eve", "finn")):
        member, shown = await page_with(world, name, "Easy walking")
        form = seen(await member.click(shown, label="I tried it"))
        felt = "better" if number < 3 else "worse"
        await member.click(form, label=f"Next morning: {felt}")
        _, card = await page_with(world, "anna", "Easy walking")
        assert ("5 tried · 5 reported" in text_of(card)) == (number == 4)
    said = embed_with(card, "Easy walking")
    assert "3 reported feeling better after trying, 0 the same, <3 worse" in said
    assert "%" not in said.partition("tried it")[2]
    assert world.rows("SELECT * FROM tip_votes") == []
    raw = world.rows("SELECT felt FROM tip_trials")
    assert not [row for row in raw if "worse" in str(row["felt"])]


async def test_a_report_of_a_trial_is_changed_not_added(world: World) -> None:
    anna, shown = await page_with(world, "anna", "Easy walking")
    form = seen(await anna.click(shown, label="I tried it"))
    for label in ("Next morning: better", "Next morning: better", "A week on: worse"):
        await anna.click(form, label=label)
    counts = world.rows("SELECT at_time, felt, members FROM tip_outcomes WHERE members > 0 ORDER BY felt")
    assert counts == [
        {"at_time": "any", "felt": "tried", "members": 1},
        {"at_time": "day7", "felt": "worse", "members": 1},
    ]


async def test_an_author_does_not_report_on_their_own_new_tip(world: World) -> None:
    result = await suggest(world, "anna")
    anna = await world.member("anna")
    opened = seen(await anna.click(seen(result), label="See it"))
    refused = await anna.click(opened, label="I tried it")
    assert "from its second day on" in text_of(seen(refused))
    world.clock.move(hours=25)
    assert "Noted" in text_of(seen(await anna.click(opened, label="I tried it")))


async def test_a_tip_after_which_many_feel_worse_goes_to_the_moderators_by_itself(world: World) -> None:
    await suggest(world, "anna")
    for name in ("ben", "cara", "dan"):
        member, shown = await page_with(world, name, WALK)
        await member.click(seen(await member.click(shown, label="I tried it")), label="Before the workout: worse")
    mona = await moderator(world)
    shown = await desk(world, mona)
    assert "Several members reported feeling worse" in text_of(shown)
    await mona.click(shown, label="Keep it")
    assert "Waiting (0)" in labels(shown)


async def test_readers_are_told_that_members_felt_worse_from_five_reports_on(world: World) -> None:
    await suggest(world, "anna")
    for number, name in enumerate(("ben", "cara", "dan", "eve", "finn"), start=1):
        member, shown = await page_with(world, name, WALK)
        await member.click(seen(await member.click(shown, label="I tried it")), label="Before the workout: worse")
        _, card = await page_with(world, "gina", WALK)
        assert ("Several members reported feeling worse" in text_of(card)) is (number == 5)


# Asks and news


async def test_somebodys_message_becomes_their_tip_only_if_they_agree(world: World) -> None:
    anna, ben = await world.member("anna"), await world.member("ben")
    message = await anna.send(world.channel, WRITTEN)
    form = await ben.context_menu(world.channel, "Suggest as tip", message)
    asked = await ben.submit_modal(form, {key: value for key, value in filled(WRITTEN).items() if key != "name"})
    assert "Asked" in text_of(seen(asked))
    assert world.rows("SELECT * FROM tips") == []
    await world.run_due()
    (letter,) = letters(anna)
    assert WRITTEN.partition(".")[0] in text_of(letter)
    await world.restart()
    await anna.user.click(letter, label="Yes, with my name")
    tips = world.rows("SELECT author_id, body, state FROM tips")
    assert tips == [{"author_id": anna.id, "body": WRITTEN, "state": "published"}]
    assert world.rows("SELECT body FROM tip_asks") == [{"body": ""}]


async def ask_about(
    world: World, asker: simcord.MemberActor, message: Any, text: str = WRITTEN
) -> simcord.ResponseMessage:
    """Have a member ask the author of a message; return what the asker is told."""
    form = await asker.context_menu(world.channel, "Suggest as tip", message)
    said = await asker.submit_modal(form, {key: value for key, value in filled(text).items() if key != "name"})
    await world.run_due()
    return seen(said)


@pytest.mark.parametrize("answer", ["No", "Never ask me"])
async def test_who_declines_has_no_tip_and_none_of_the_words_are_kept(world: World, answer: str) -> None:
    anna, ben = await world.member("anna"), await world.member("ben")
    await ask_about(world, ben, await anna.send(world.channel, WRITTEN))
    await anna.user.click(letters(anna)[-1], label=answer)
    assert world.rows("SELECT * FROM tips") == []
    assert world.rows("SELECT body FROM tip_asks") == [{"body": ""}]


async def test_who_never_wants_to_be_asked_is_not_asked_about_another_message(world: World) -> None:
    anna, ben = await world.member("anna"), await world.member("ben")
    await ask_about(world, ben, await anna.send(world.channel, WRITTEN))
    await anna.user.click(letters(anna)[-1], label="Never ask me")
    said = await ask_about(world, ben, await anna.send(world.channel, ROW))
    assert "does not want to be asked" in text_of(said)
    assert len(letters(anna)) == 1


async def test_who_said_no_is_not_asked_about_that_message_again_by_anybody(world: World) -> None:
    anna, ben, cara = [await world.member(name) for name in ("anna", "ben", "cara")]
    message = await anna.send(world.channel, WRITTEN)
    await ask_about(world, ben, message)
    await anna.user.click(letters(anna)[-1], label="No")
    for asker in (ben, cara):
        assert "has been asked about that message already" in text_of(await ask_about(world, asker, message))
    assert len(letters(anna)) == 1


async def test_asks_that_were_answered_count_among_those_of_the_day(world: World) -> None:
    anna, ben = await world.member("anna"), await world.member("ben")
    for number in range(ASKS_A_DAY):
        await ask_about(world, ben, await anna.send(world.channel, f"{WRITTEN} {number}"))
        await anna.user.click(letters(anna)[-1], label="No")
    said = await ask_about(world, ben, await anna.send(world.channel, WRITTEN))
    assert "You have asked about 5 messages today" in text_of(said)
    assert len(letters(anna)) == ASKS_A_DAY


async def test_a_form_that_is_sent_twice_asks_once(world: World) -> None:
    anna, ben = await world.member("anna"), await world.member("ben")
    form = await ben.context_menu(world.channel, "Suggest as tip", await anna.send(world.channel, WRITTEN))
    values = {key: value for key, value in filled(WRITTEN).items() if key != "name"}
    for _ in range(2):
        assert "I ask" in text_of(seen(await ben.submit_modal(form, values)))
        await world.run_due()
        form._interaction.modal_consumed = False  # Discord's clients may send a form again when they saw no answer
    assert len(letters(anna)) == 1


async def test_an_author_is_led_to_the_message_that_they_are_asked_about(world: World) -> None:
    anna, ben = await world.member("anna"), await world.member("ben")
    message = await anna.send(world.channel, WRITTEN)
    await ask_about(world, ben, message, "What I never wrote, put into my mouth by somebody else")
    there = f"https://discord.com/channels/{world.guild.id}/{world.channel.id}/{message.id}"
    assert there in text_of(letters(anna)[-1])


async def test_an_ask_that_nobody_answered_is_forgotten_after_two_weeks(world: World) -> None:
    anna, ben = await world.member("anna"), await world.member("ben")
    await ask_about(world, ben, await anna.send(world.channel, WRITTEN))
    await ben.context_menu(world.channel, "Suggest as tip", await anna.send(world.channel, ROW))
    world.clock.move(days=14, seconds=1)
    await world.house.asks.clear_out()
    assert world.rows("SELECT 1 FROM tip_asks UNION ALL SELECT 1 FROM tip_ask_forms") == []


async def test_ones_own_message_goes_straight_into_the_form(world: World) -> None:
    anna = await world.member("anna")
    message = await anna.send(world.channel, WRITTEN)
    form = await anna.context_menu(world.channel, "Suggest as tip", message)
    assert form.modal is not None
    assert form.modal["components"][0]["component"]["value"] == WRITTEN
    assert "Your tip is posted" in text_of(seen(await anna.submit_modal(form, filled(WRITTEN))))


async def test_a_bots_message_is_nobodys_tip(world: World) -> None:
    anna = await world.member("anna")
    logged = seen(await anna.slash(world.channel, "log", entry="bench 60 kg x5"))
    result = await anna.context_menu(world.channel, "Suggest as tip", logged.message)
    assert "not a member's" in text_of(seen(result))


async def test_authors_are_told_by_dm_only_if_they_wish(world: World) -> None:
    await needs_approval(world)
    result = await suggest(world, "anna")
    await suggest(world, "ben", ROW)
    anna, ben, mona = await world.member("anna"), await world.member("ben"), await moderator(world)
    await anna.click(seen(result), label="Tell me by DM what becomes of it")
    shown = await desk(world, mona)
    await mona.click(shown, label="Approve")
    await mona.click(shown, label="Approve")
    await world.run_due()
    assert "was approved" in text_of(letters(anna)[-1])
    assert letters(ben) == []
    await anna.user.click(letters(anna)[-1], label="Stop these")
    assert world.rows("SELECT news FROM tip_wishes") == [{"news": 0}]
