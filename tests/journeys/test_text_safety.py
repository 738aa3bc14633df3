"""Words that may mean trouble, whatever they are typed into: answered with where to get help, shown to no one else."""

from typing import Any

import pytest
import simcord

from tests.journeys.flaring import NONE, SOME, anna_in_berlin, buttons
from tests.journeys.reminding import open_rows
from tests.journeys.test_channel_reminders import moderator, set_into
from tests.journeys.test_logging import last_in, lifter, log, shown
from tests.journeys.test_tips import filled, suggest
from tests.journeys.world import World, seen, text_of

NUMB = "my groin is numb since the third set"
HELP = "First: how are you?"


def help_in(result: simcord.InteractionResult) -> Any:
    """Return the answer that says where to get help; there must be one, and only the member sees it."""
    (found,) = [message for message in result.followups if HELP in text_of(message)]
    assert found.flags.ephemeral
    return found


async def in_a_form(world: World, who: simcord.MemberActor, command: str, typed: dict[str, Any]) -> Any:
    form = await who.slash(world.channel, command)
    return await who.submit_modal(form, typed)


async def test_a_symptom_is_answered_with_help_and_no_country_is_assumed(world: World) -> None:
    told = text_of(help_in(await suggest(world, "anna", f"Walking helps, but {NUMB}")))
    assert "medical help now" in told
    assert "your local emergency number" in told
    assert "999" not in told


async def test_the_help_has_the_numbers_of_the_region_a_member_chose(world: World) -> None:
    anna = await world.member("anna")
    await world.house.members.choose_region(anna.id, "NZ")
    told = text_of(help_in(await suggest(world, "anna", f"Walking helps, but {NUMB}")))
    assert "Call 111 " in told
    assert "New Zealand" in told


@pytest.mark.parametrize(
    ("command", "options"),
    [
        ("log", {"entry": "bench 60x5", "note": NUMB}),
        ("log", {"entry": NUMB}),
        ("log", {"entry": "bench 60x5", "when": NUMB}),
        ("remind me", {"what": NUMB, "when": "in 2 hours"}),
        ("remind me", {"what": "stretch", "when": NUMB}),
        ("tip search", {"text": NUMB}),
        ("bodyweight", {"weight": NUMB}),
        ("history", {"lift": NUMB}),
        ("calc e1rm", {"set": NUMB}),
        ("program start", {"name": "madcow", "maxes": NUMB}),
        ("checkin pause", {"until": NUMB}),
    ],
)
async def test_every_text_of_a_command_is_looked_at(world: World, command: str, options: dict[str, str]) -> None:
    anna = await anna_in_berlin(world)
    assert "your local emergency number" in text_of(help_in(await anna.slash(world.channel, command, **options)))


@pytest.mark.parametrize(
    ("command", "typed"),
    [
        ("workout", {"text": f"bench 60 5x5\n{NUMB}", "when": ""}),
        ("workout", {"text": "bench 60 5x5", "when": NUMB}),
        ("tip suggest", filled(NUMB)),
    ],
)
async def test_every_text_of_a_form_is_looked_at(world: World, command: str, typed: dict[str, Any]) -> None:
    anna = await anna_in_berlin(world)
    assert "your local emergency number" in text_of(help_in(await in_a_form(world, anna, command, typed)))


async def test_the_edit_of_an_entry_is_looked_at(world: World) -> None:
    anna = await lifter(world)
    form = await anna.click(seen(await log(world, anna, "bench 60x5")), label="Edit")
    help_in(await anna.submit_modal(form, {"text": "bench 60x5", "when": "", "note": NUMB}))
    assert NUMB not in text_of(last_in(world))
    assert NUMB in shown(await anna.slash(world.channel, "history"))


async def test_the_edit_of_a_reminder_is_looked_at(world: World) -> None:
    anna = await anna_in_berlin(world)
    await anna.slash(world.channel, "remind me", what="stretch", when="tomorrow 7am")
    listed = seen(await anna.slash(world.channel, "remind list"))
    (row,) = world.rows("SELECT id FROM reminders")
    form = await anna.select(listed, [str(row["id"])], custom_id=buttons(listed)["Edit …"])
    help_in(await anna.submit_modal(form, {"what": NUMB, "when": "tomorrow 8am"}))


async def test_a_message_of_ones_own_is_looked_at(world: World) -> None:
    anna = await lifter(world)
    message = await anna.send(world.channel, f"bench 60x5\n{NUMB}")
    help_in(await anna.context_menu(world.channel, "Log these lifts", message))


async def test_words_of_self_harm_are_answered_kindly_without_questions(world: World) -> None:
    anna = await anna_in_berlin(world)
    told = help_in(await anna.slash(world.channel, "remind me", what="I want to die", when="in 2 hours"))
    assert "don't have to carry that alone" in text_of(told)
    assert buttons(told) == {}


@pytest.mark.parametrize("text", ["chest dip 5x8\nskull crusher 30x10", "chest supported row 60 3x8\nsquat 100 5x5"])
async def test_sets_that_read_as_lifts_are_no_talk(world: World, text: str) -> None:
    anna = await lifter(world)
    result = await in_a_form(world, anna, "workout", {"text": text, "when": ""})
    assert HELP not in str([text_of(message) for message in result.followups])


async def test_a_note_that_may_need_help_is_logged_and_shown_to_its_author_alone(world: World) -> None:
    anna, ben = await lifter(world), await lifter(world, "ben")
    result = await log(world, anna, "bench 60x5", note=NUMB)
    assert not result.ephemeral
    assert NUMB not in shown(result)
    assert world.rows("SELECT note FROM entries") == [{"note": NUMB}]
    assert NUMB in shown(await anna.slash(world.channel, "history"))
    assert NUMB not in shown(await ben.slash(world.channel, "history", member=anna))


async def test_it_names_no_exercise_of_ones_own(world: World) -> None:
    anna = await lifter(world)
    asked = seen(await log(world, anna, "numb groin press 20 3x12"))
    assert not [label for label in buttons(asked) if label.startswith("Keep")]


async def test_it_names_no_lift_of_a_server(world: World) -> None:
    mona = await moderator(world)
    result = await mona.slash(world.channel, "spotter alias add", name="numb groin", lift="deadlift")
    assert "can't be the name" in shown(result)
    assert world.rows("SELECT * FROM lift_aliases") == []


async def test_it_is_posted_in_no_channel_and_can_be_put_in_other_words(world: World) -> None:
    mona = await moderator(world)
    held = await set_into(world, mona, what=NUMB)
    assert "I don't post that in a channel" in text_of(held)
    assert open_rows(world) == []
    form = await mona.click(held, label="Mend")
    mended = await mona.submit_modal(form, {"what": "meet day", "when": "in 2 hours"})
    assert "I'll post it" in shown(mended)


async def test_the_safety_questions_follow_on_wish_and_store_nothing(world: World) -> None:
    anna = await world.member("anna")
    told = help_in(await suggest(world, "anna", f"Walking helps, but {NUMB}"))
    asked = await anna.click(told, label="Safety questions")
    assert asked.ephemeral
    await anna.click(seen(asked), label=NONE)
    await anna.click(seen(asked), label=SOME)
    assert "See a professional today" in text_of(seen(asked))
    assert "hidden" not in text_of(seen(asked))
    assert world.rows("SELECT * FROM flares") == []


async def test_the_end_of_the_safety_questions_reassures_nobody(world: World) -> None:
    anna = await world.member("anna")
    told = help_in(await suggest(world, "anna", f"Walking helps, but {NUMB}"))
    asked = seen(await anna.click(told, label="Safety questions"))
    for _ in range(3):
        await anna.click(asked, label=NONE)
    assert "not a medical check" in text_of(asked)


async def test_an_ordinary_note_gets_no_such_answer(world: World) -> None:
    anna = await lifter(world)
    assert (await log(world, anna, "bench 60x5", note="lower back sore after deads")).followups == []
