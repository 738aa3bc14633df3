"""Members suggest tips, browse them, vote in secret and report; nothing typed is lost and nobody is pinged."""

import re
from typing import Any

import pytest
import simcord

from tests.journeys.world import World, restrict_bot, seen, text_of

pytestmark = pytest.mark.on_both

DESPAIR = "Training is all that keeps me from wanting to kill myself"
WALK = "I walk up and down the hall between my sets"
HEAT_OR_COLD, STRETCH_OR_NOT = "1 · Heat", "1 · Static lower-back stretching"


def filled(text: str = WALK, **changes: Any) -> dict[str, Any]:
    """Return the form as a member fills it in."""
    typed = {"text": text, "area": ["lower_back"], "kind": ["recovery"], "when": ["during"], "name": "shown"}
    return typed | changes


async def suggest(world: World, who: str, text: str = WALK, **changes: Any) -> simcord.InteractionResult:
    """Have a member suggest a tip and return what became of it."""
    member = await world.member(who)
    form = await member.slash(world.channel, "tip suggest")
    return await member.submit_modal(form, filled(text, **changes))


async def page_with(
    world: World, who: str, words: str, **asked: str
) -> tuple[simcord.MemberActor, simcord.ResponseMessage]:
    """Have a member page through `/tip browse` until these words are on the page."""
    member = await world.member(who)
    shown = seen(await member.slash(world.channel, "tip browse", **asked))
    while words not in text_of(shown):
        assert "▶" in labels(shown), f"{words!r} is on no page"
        await member.click(shown, label="▶")
    return member, shown


async def report(member: simcord.MemberActor, shown: simcord.ResponseMessage) -> simcord.InteractionResult:
    """Have a member report the tip they look at."""
    form = await member.click(shown, label="Report")
    reported: simcord.InteractionResult = await member.submit_modal(form, {"reason": "spam"})
    return reported


def buttons(message: simcord.ResponseMessage) -> list[list[dict[str, Any]]]:
    return [row["components"] for row in message.components]


def labels(message: simcord.ResponseMessage) -> list[str]:
    """Return the labels of the buttons that can be pressed."""
    return [button["label"] for row in buttons(message) for button in row if not button.get("disabled")]


def ids_by_label(message: simcord.ResponseMessage) -> dict[str, str]:
    return {button["label"]: button["custom_id"] for row in buttons(message) for button in row}


def embed_with(message: simcord.ResponseMessage, title: str) -> str:
    """Return what one card of a message says."""
    (embed,) = (embed for embed in message.embeds if embed.title == title)
    return "\n".join([embed.description or "", *(f"{field.name}: {field.value}" for field in embed.fields)])


# Browsing and voting


async def test_a_new_server_browses_starter_tips_privately_with_caution_evidence_and_source(world: World) -> None:
    anna = await world.member("anna")
    result = await anna.slash(world.channel, "tip browse", area="lower_back")
    assert result.ephemeral
    card = embed_with(seen(result), HEAT_OR_COLD)
    for words in (
        "Starter tip",
        "No votes",
        "Not for: fresh swelling",
        "backed by guidelines",
        "COCHRANE-HEAT",
    ):
        assert words in card


async def test_every_page_says_that_it_is_no_medical_advice(world: World) -> None:
    anna = await world.member("anna")
    shown = seen(await anna.slash(world.channel, "tip browse"))
    for page in range(1, 12):
        assert f"Page {page} of" in text_of(shown)
        assert "not medical advice" in text_of(shown)
        if "▶" not in labels(shown):
            return
        await anna.click(shown, label="▶")
    pytest.fail("there were more pages than tips")


async def test_both_sides_of_the_stretching_argument_stand_together_with_the_reason(world: World) -> None:
    _, shown = await page_with(world, "anna", STRETCH_OR_NOT, area="lower_back")
    assert [embed.title for embed in shown.embeds] == [
        "Lifters differ on this",
        STRETCH_OR_NOT,
        "2 · Do not stretch your lower back",
    ]
    assert "so do experts" in text_of(shown)
    assert [[button["label"] for button in row] for row in buttons(shown)] == [
        ["1 · Helps", "1 · Doesn't", "1 · I tried it", "1 · Save"],
        ["2 · Helps", "2 · Doesn't", "2 · I tried it", "2 · Save"],
        ["◀", "▶"],
    ]


async def test_each_side_is_voted_on_by_itself(world: World) -> None:
    anna, shown = await page_with(world, "anna", STRETCH_OR_NOT, area="lower_back")
    await anna.click(shown, label="2 · Helps")
    await anna.click(shown, label="1 · Doesn't")
    assert "0 of 1 found it useful" in embed_with(shown, STRETCH_OR_NOT)
    assert "1 of 1 found it useful" in embed_with(shown, "2 · Do not stretch your lower back")


async def test_a_vote_is_counted_changed_and_withdrawn_on_the_card(world: World) -> None:
    anna, shown = await page_with(world, "anna", "Easy walking")
    told = []
    for press in ("Helps", "Doesn't", "Doesn't ✓"):
        await anna.click(shown, label=press)
        told.append(embed_with(shown, "Easy walking").partition("Votes: ")[2].partition("\n")[0])
    assert told == ["1 of 1 found it useful", "0 of 1 found it useful", "No votes in this server yet"]
    assert world.rows("SELECT * FROM tip_votes") == []


async def test_the_same_button_pressed_twice_by_accident_votes_once(world: World) -> None:
    anna, shown = await page_with(world, "anna", "Easy walking")
    twin = seen(await anna.slash(world.channel, "tip browse"))
    while "Easy walking" not in text_of(twin):
        await anna.click(twin, label="▶")
    await anna.click(shown, label="Helps")
    await anna.click(twin, label="Helps")
    assert world.rows("SELECT helps FROM tip_votes") == [{"helps": 1}]
    assert "1 of 1" in text_of(twin)


async def test_the_votes_of_several_members_add_up_and_name_nobody(world: World) -> None:
    for name, press in (("anna", "Helps"), ("ben", "Helps"), ("cara", "Doesn't")):
        member, shown = await page_with(world, name, "Easy walking", area="lower_back", kind="recovery")
        result = await member.click(shown, label=press)
        assert result.acknowledged
    _, shown = await page_with(world, "dan", "Easy walking", area="lower_back", kind="recovery")
    assert "2 of 3 found it useful" in text_of(shown)
    assert not [name for name in ("anna", "ben", "cara") if str((await world.member(name)).id) in text_of(shown)]
    assert "Helps" in labels(shown)


async def test_what_more_members_found_useful_moves_up(world: World) -> None:
    for name in ("anna", "ben"):
        member, shown = await page_with(world, name, "Salt and electrolytes", area="lower_back")
        await member.click(shown, label="Helps")
    first = seen(await (await world.member("cara")).slash(world.channel, "tip browse", area="lower_back"))
    assert first.embeds[0].title == "Salt and electrolytes"


async def test_votes_and_pages_work_after_a_restart(world: World) -> None:
    anna, shown = await page_with(world, "anna", "Easy walking")
    await world.restart()
    await anna.click(shown, label="Helps")
    assert "1 of 1 found it useful" in text_of(shown)
    await anna.click(shown, label="▶")
    assert "Easy walking" not in text_of(shown)


@pytest.mark.parametrize("press", ["Helps", "Doesn't"])
async def test_voting_on_every_card_skips_none_and_shows_none_twice(world: World, press: str) -> None:
    anna = await world.member("anna")
    shown = seen(await anna.slash(world.channel, "tip browse", area="lower_back", kind="recovery"))
    titles = [shown.embeds[-1].title]
    while True:
        await anna.click(shown, label=press if press in labels(shown) else f"1 · {press}")
        if "▶" not in labels(shown):
            break
        await anna.click(shown, label="▶")
        titles.append(shown.embeds[-1].title)
    assert sorted(titles, key=str) == ["2 · Cold", "Easy walking", "Relative rest"]


async def test_where_there_is_no_tip_yet_the_way_on_is_shown(world: World) -> None:
    anna = await world.member("anna")
    shown = seen(await anna.slash(world.channel, "tip browse", area="knee", kind="food_drink"))
    assert "/tip suggest" in text_of(shown)
    await anna.click(shown, label="All tips")
    assert "Page 1 of" in text_of(shown)


# Suggesting


async def test_a_suggestion_is_posted_and_found_by_others(world: World) -> None:
    result = await suggest(world, "anna")
    assert result.ephemeral
    assert "Your tip is posted" in text_of(seen(result))
    _, shown = await page_with(world, "ben", WALK, area="lower_back")
    assert f"Suggested by <@{(await world.member('anna')).id}>" in text_of(shown)
    assert "One lifter's experience" in text_of(shown)


async def test_its_author_sees_a_new_tip_at_once(world: World) -> None:
    result = await suggest(world, "anna")
    opened = await (await world.member("anna")).click(seen(result), label="See it")
    assert "Your tip" in text_of(seen(opened))
    assert "Report" not in labels(seen(opened))


async def test_a_posted_tip_leads_on_to_the_others_for_its_area(world: World) -> None:
    result = await suggest(world, "anna", area=["elbow"])
    opened = seen(await (await world.member("anna")).click(seen(result), label="Tips: Elbow"))
    assert opened.ephemeral
    assert [embed.title for embed in opened.embeds] == ["Back the weight down"]


async def test_an_anonymous_tip_names_nobody(world: World) -> None:
    result = await suggest(world, "anna", name="hidden")
    assert "without your name" in text_of(seen(result))
    _, shown = await page_with(world, "ben", WALK)
    assert "Suggested anonymously" in text_of(shown)
    assert str((await world.member("anna")).id) not in text_of(shown)


async def test_similar_tips_are_shown_first_and_nothing_is_posted(world: World) -> None:
    await suggest(world, "anna")
    result = await suggest(world, "ben", WALK + ", slowly")
    assert "not posted yet" in text_of(seen(result))
    assert WALK in text_of(seen(result))
    assert labels(seen(result)) == ["See it", "Post it anyway", "Mend"]
    assert len(world.rows("SELECT id FROM tips")) == 1


async def test_a_similar_tip_can_be_seen_and_voted_on_instead(world: World) -> None:
    await suggest(world, "anna")
    result = await suggest(world, "ben", WALK + ", slowly")
    ben = await world.member("ben")
    opened = seen(await ben.click(seen(result), label="See it"))
    await ben.click(opened, label="Helps")
    assert "1 of 1 found it useful" in text_of(opened)


async def test_post_it_anyway_posts_once_however_often_it_is_pressed_even_after_a_restart(world: World) -> None:
    await suggest(world, "anna")
    result = await suggest(world, "ben", WALK + ", slowly")
    ben, post = await world.member("ben"), ids_by_label(seen(result))["Post it anyway"]
    before = seen(result).components
    await world.restart()
    for _ in range(2):
        message = world.env.backend.get_message(seen(result).channel_id, seen(result).id)
        message.components = before
        pressed = await ben.click(seen(result), custom_id=post)
        assert "Your tip is posted" in text_of(seen(pressed))
    assert len(world.rows("SELECT id FROM tips")) == 2


async def test_mend_opens_the_form_with_what_was_typed(world: World) -> None:
    await suggest(world, "anna")
    result = await suggest(world, "ben", WALK + ", slowly", area=["hip"], name="hidden")
    ben = await world.member("ben")
    form = await ben.click(seen(result), label="Mend")
    assert form.modal is not None
    text, area, *_, names = (label["component"] for label in form.modal["components"])
    assert text["value"] == WALK + ", slowly"
    assert [option["value"] for option in area["options"] if option.get("default")] == ["hip"]
    assert [option["value"] for option in names["options"] if option.get("default")] == ["hidden"]
    mended = await ben.submit_modal(form, filled("Ten slow minutes on the rowing machine"))
    assert "Your tip is posted" in text_of(seen(mended))


async def test_the_same_form_sent_twice_is_one_tip(world: World) -> None:
    anna = await world.member("anna")
    form = await anna.slash(world.channel, "tip suggest")
    for _ in range(2):
        result = await anna.submit_modal(form, filled())
        form._interaction.modal_consumed = False  # Discord's clients may send a form again when they saw no answer
        assert "Your tip is posted" in text_of(seen(result))
    assert len(world.rows("SELECT id FROM tips")) == 1


async def test_a_form_sent_again_with_other_words_is_offered_as_a_new_tip(world: World) -> None:
    anna = await world.member("anna")
    form = await anna.slash(world.channel, "tip suggest")
    await anna.submit_modal(form, filled())
    form._interaction.modal_consumed = False
    other = "Ten slow minutes on the rowing machine"
    result = await anna.submit_modal(form, filled(other))
    assert "its tip is in" in text_of(seen(result))
    again = await anna.click(seen(result), label="Mend")
    await anna.submit_modal(again, filled(other))
    assert [row["body"] for row in world.rows("SELECT body FROM tips ORDER BY id")] == [WALK, other]


async def test_a_form_opened_before_a_restart_can_be_sent_after_it(world: World) -> None:
    anna = await world.member("anna")
    form = await anna.slash(world.channel, "tip suggest")
    await world.restart()
    assert "Your tip is posted" in text_of(seen(await anna.submit_modal(form, filled())))


async def test_a_text_without_words_is_refused_and_can_be_mended(world: World) -> None:
    result = await suggest(world, "anna", "💪💪💪 !!!")
    assert "too short" in text_of(seen(result))
    form = await (await world.member("anna")).click(seen(result), label="Mend")
    assert form.modal is not None
    assert form.modal["components"][0]["component"]["value"] == "💪💪💪 !!!"


@pytest.mark.parametrize(
    "hostile",
    [
        "@everyone and @here: **banded** rows, <@1> <@&2> <#3> in the `morning`",
        "[free programme](https://example.com/x) helped, see https://example.com and www.example.com",
        "# Big heading\n> quote\n- list\n```\ncode\n``` that never ends ||spoiler",
        "right to left \u202egnihcterts\u202c of my hips in the morning",
        "line\n" * 90 + "the end of a tall tip",
        "z\u0301\u0301\u0301\u0301\u0301\u0301\u0301\u0301algo warm-ups for my shoulders",
    ],
)
async def test_markdown_and_mentions_in_a_tip_ping_nobody_and_break_nothing(world: World, hostile: str) -> None:
    await suggest(world, "anna", hostile)
    ben = await world.member("ben")
    tip_id = world.rows("SELECT id FROM tips")[0]["id"]
    shown = seen(await ben.slash(world.channel, "tip browse", area="lower_back"))
    while f":{tip_id}:" not in str(shown.components):
        await ben.click(shown, label="▶")
    body = (shown.embeds[0].description or "").partition("\n\n")[2]
    for live in ("@everyone", "@here", "<@1>", "<@&2>", "<#3>", "**banded**", "https://", "\u202e", "```", "||s"):
        assert live not in body
    assert not re.search(r"(?<!\\)\[[^]]*\]\(", body)
    assert body.count("\n") < 10
    assert not body.startswith("# ")
    assert not shown.message.mentions
    assert not shown.message.mention_everyone


# What is held


async def test_a_drug_is_held_with_a_kind_answer_and_shown_to_nobody(world: World) -> None:
    result = await suggest(world, "anna", "I take 400 mg of ibuprofen before benching")
    said = text_of(seen(result))
    assert result.ephemeral
    assert "no other member sees it" in said
    assert "A tip can't name a drug" in said
    assert "emergency" not in said
    assert world.rows("SELECT state FROM tips") == [{"state": "held"}]
    shown = seen(await (await world.member("ben")).slash(world.channel, "tip browse", kind="recovery"))
    assert "ibuprofen" not in text_of(shown)


async def test_words_of_self_harm_become_no_tip_and_are_answered_kindly(world: World) -> None:
    result = await suggest(world, "anna", DESPAIR)
    assert result.ephemeral
    assert "no moderator" in text_of(seen(result))
    assert "don't have to carry that alone" in text_of(result.followups[0])
    assert world.rows("SELECT * FROM tips") == []


async def test_words_of_self_harm_can_be_put_otherwise(world: World) -> None:
    result = await suggest(world, "anna", DESPAIR)
    anna = await world.member("anna")
    form = await anna.click(seen(result), label="Mend")
    assert DESPAIR in str(form.modal)
    mended = await anna.submit_modal(form, filled("I warm up twice as long before benching"))
    assert "Your tip is posted" in text_of(seen(mended))


async def test_a_tip_is_not_changed_into_words_of_self_harm(world: World) -> None:
    await suggest(world, "anna")
    anna = await world.member("anna")
    form = await anna.click(seen(await anna.slash(world.channel, "tip mine")), label="Edit")
    result = await anna.submit_modal(form, filled(DESPAIR))
    assert "Nothing was posted or changed" in text_of(seen(result))
    assert world.rows("SELECT body, state FROM tips") == [{"body": WALK, "state": "published"}]


async def test_a_held_tip_put_in_other_words_is_posted(world: World) -> None:
    result = await suggest(world, "anna", "I take 400 mg of ibuprofen before benching")
    anna = await world.member("anna")
    form = await anna.click(seen(result), label="Mend")
    mended = await anna.submit_modal(form, filled("I warm up twice as long before benching"))
    assert "Your tip is posted" in text_of(seen(mended))
    assert [row["state"] for row in world.rows("SELECT state FROM tips")] == ["published"]


# Reports, other servers, other members, deletion


async def test_a_tip_that_three_members_report_is_shown_to_nobody(world: World) -> None:
    await suggest(world, "anna")
    shown_to = {name: await page_with(world, name, WALK) for name in ("ben", "cara", "dan", "eve")}
    for name in ("ben", "cara", "dan"):
        await report(*shown_to[name])
    assert "Reported ✓" in labels(shown_to["ben"][1])
    assert "nobody is shown it any more" in text_of(shown_to["dan"][1])
    eve, shown = shown_to["eve"]
    result = await eve.click(shown, label="Helps")
    assert result.ephemeral
    assert "no longer shown" in text_of(seen(result))
    assert world.rows("SELECT * FROM tip_votes") == []


async def test_a_report_can_be_taken_back(world: World) -> None:
    await suggest(world, "anna")
    ben, shown = await page_with(world, "ben", WALK)
    await report(ben, shown)
    assert world.rows("SELECT reason FROM tip_reports") == [{"reason": "spam"}]
    await ben.click(shown, label="Reported ✓")
    assert "Report" in labels(shown)
    assert world.rows("SELECT * FROM tip_reports") == []


async def test_another_server_sees_nothing_of_it(world: World) -> None:
    await suggest(world, "anna")
    anna, shown = await page_with(world, "anna", "Easy walking", area="lower_back", kind="recovery")
    await anna.click(shown, label="Helps")
    other = world.env.create_guild("Other Gym")
    restrict_bot(world.env, other)
    channel = other.create_text_channel("chalk")
    zoe = other.add_member(world.env.create_user("zoe"))
    shown = seen(await zoe.slash(channel, "tip browse", area="lower_back", kind="recovery"))
    said = [text_of(shown)]
    while "▶" in labels(shown):
        await zoe.click(shown, label="▶")
        said.append(text_of(shown))
    assert not [text for text in said if WALK in text or "found it useful" in text]


async def test_deleting_everything_takes_tips_and_votes_along(world: World) -> None:
    await suggest(world, "anna")
    ben, shown = await page_with(world, "ben", WALK)
    await ben.click(shown, label="Helps")
    anna = await world.member("anna")
    await world.house.privacy.delete(anna.id)
    result = await ben.click(shown, label="Helps ✓")
    assert "no longer shown" in text_of(seen(result))
    assert world.rows("SELECT * FROM tips") == world.rows("SELECT * FROM tip_votes") == []
