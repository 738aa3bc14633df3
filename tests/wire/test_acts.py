"""The acts of members over the wire, with one bot for them all."""

from collections.abc import AsyncIterator
from dataclasses import dataclass

import pytest
import pytest_asyncio
from simcord.backend.errors import SetupError
from simcord.backend.models import Channel

from tests.wire import Person, WireDiscord
from tests.wire.conftest import running

pytestmark = pytest.mark.asyncio(loop_scope="module")


@dataclass(frozen=True)
class Scene:
    """A server with one channel and one member."""

    wire: WireDiscord
    channel: Channel
    anna: Person


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def scene() -> AsyncIterator[Scene]:
    async with WireDiscord() as wire:
        guild = wire.guild()
        channel, anna = wire.channel(guild), wire.member(guild, "anna", locale="de")
        async with running(wire):
            yield Scene(wire, channel, anna)


async def test_a_slash_command_is_answered_with_all_the_message_shows(scene: Scene) -> None:
    answer = await scene.wire.slash(scene.anna, scene.channel, "panel")
    assert (answer.kind, answer.content, answer.ephemeral) == ("message", "here", False)
    assert answer.embeds[0]["title"] == "A title"
    assert answer.custom_ids == ["count", "ask", "lift"]
    assert answer.text.split("\n")[:5] == ["here", "A title", "A description", "Field", "Value"]
    assert 0 < answer.seconds < 5


async def test_options_users_and_the_members_language_arrive(scene: Scene) -> None:
    answer = await scene.wire.slash(scene.anna, scene.channel, "echo", word="plates", who=scene.anna)
    assert answer.content == "plates anna de"


async def test_a_command_in_a_group_is_found_by_its_whole_name(scene: Scene) -> None:
    assert (await scene.wire.slash(scene.anna, scene.channel, "deep down", number=5)).content == "5"


async def test_a_command_is_answered_in_private(scene: Scene) -> None:
    answer = await scene.wire.slash(scene.anna, None, "echo", word="hush")
    assert answer.content == "hush - de"
    assert scene.wire.dms(scene.anna) == []


async def test_typing_offers_choices(scene: Scene) -> None:
    choices = await scene.wire.autocomplete(scene.anna, scene.channel, "echo", "word", "ab")
    assert choices == [{"name": "abab", "value": "abab"}]


async def test_a_pressed_button_edits_its_message(scene: Scene) -> None:
    shown = await scene.wire.slash(scene.anna, scene.channel, "panel")
    pressed = await scene.wire.press(scene.anna, shown, "Count")
    assert (pressed.kind, shown.content) == ("update", "counted")


async def test_a_choice_from_a_select_arrives(scene: Scene) -> None:
    shown = await scene.wire.slash(scene.anna, scene.channel, "panel")
    assert (await scene.wire.press(scene.anna, shown, "Lift", ["Bench"])).content == "Bench"


async def test_a_modal_is_shown_filled_in_by_label_and_answered(scene: Scene) -> None:
    shown = await scene.wire.slash(scene.anna, scene.channel, "panel")
    modal = await scene.wire.press(scene.anna, shown, "ask")
    assert (modal.kind, modal.modal["title"]) == ("modal", "Your name")
    answer = await scene.wire.submit(scene.anna, modal, {"Name": "Zoë"})
    assert (answer.content, answer.ephemeral) == ("Hello Zoë", True)


async def test_a_deferred_answer_shows_its_edit_and_its_follow_up_with_a_file(scene: Scene) -> None:
    answer = await scene.wire.slash(scene.anna, scene.channel, "slow")
    assert (answer.kind, answer.ephemeral) == ("deferred", True)
    await scene.wire.until(lambda: answer.followups)
    assert (answer.content, answer.followups[0].content) == ("done", "more")
    attachment = answer.followups[0].attachments[0]
    assert (attachment["filename"], attachment["description"]) == ("data.txt", "a file")


async def test_a_message_with_a_nonce_already_used_is_not_sent_again(scene: Scene) -> None:
    answer = await scene.wire.slash(scene.anna, scene.channel, "whisper", text="once", nonce="n-1")
    assert answer.content == "1"
    assert [message.content for message in scene.wire.dms(scene.anna)] == ["once"]
    await scene.wire.slash(scene.anna, scene.channel, "whisper", text="twice", nonce="n-2")
    assert [message.content for message in scene.wire.dms(scene.anna)] == ["once", "twice"]


async def test_a_nonce_is_forgotten_after_a_few_minutes(scene: Scene) -> None:
    before = len(scene.wire.dms(scene.anna))
    for _ in range(2):
        await scene.wire.slash(scene.anna, scene.channel, "whisper", text="again", nonce="n-3")
        scene.wire.world.advance_clock(600)
    assert len(scene.wire.dms(scene.anna)) == before + 2


async def test_every_request_is_logged_without_the_token(scene: Scene) -> None:
    await scene.wire.slash(scene.anna, scene.channel, "echo", word="logged")
    last = scene.wire.sent("POST", "/callback")[-1]
    assert (last.status, last.json["type"], last.json["data"]["content"]) == (200, 4, "logged - de")
    assert not any(scene.wire.token in str(entry) for entry in scene.wire.requests)


async def test_a_written_message_is_heard_and_answered(scene: Scene) -> None:
    seconds, sent = await scene.wire.say(scene.anna, scene.channel, "!trial")
    assert (sent["content"], seconds > 0) == ("heard", True)


@pytest.mark.parametrize(
    ("command", "options"),
    [
        ("nothing", {}),
        ("echo", {}),
        ("echo", {"word": "a", "mood": "b"}),
        ("echo", {"word": 5}),
        ("deep", {}),
        ("deep sideways", {}),
    ],
)
async def test_what_no_client_could_send_is_the_tests_fault(
    scene: Scene, command: str, options: dict[str, object]
) -> None:
    with pytest.raises(SetupError):
        await scene.wire.slash(scene.anna, scene.channel, command, **options)


async def test_what_no_client_could_press_is_the_tests_fault(scene: Scene) -> None:
    shown = await scene.wire.slash(scene.anna, scene.channel, "panel")
    for what, values in (("Nowhere", None), ("Lift", ["Curl"]), ("Lift", [])):
        with pytest.raises(SetupError):
            await scene.wire.press(scene.anna, shown, what, values)
    private = await scene.wire.slash(scene.anna, scene.channel, "slow")
    bert = scene.wire.member(scene.wire.world.get_guild(scene.anna.guild_id), "bert")
    with pytest.raises(SetupError):
        await scene.wire.press(bert, private, "Count")
