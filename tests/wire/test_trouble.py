"""What goes wrong on the way: gateways that drop, tokens that are wrong, answers that are lost."""

import asyncio
import time
from collections.abc import AsyncIterator

import discord
import pytest

from tests.wire import BotProcess, Missing, WireDiscord
from tests.wire.bare_bot import REPLY
from tests.wire.conftest import running
from tests.wire.gateway import Session


@pytest.fixture
async def wire() -> AsyncIterator[WireDiscord]:
    async with WireDiscord() as wire:
        yield wire


async def test_the_bare_bot_answers(wire: WireDiscord) -> None:
    guild = wire.guild()
    channel, anna = wire.channel(guild), wire.member(guild, "anna")
    async with running(wire, "tests.wire.bare_bot"):
        answer = await wire.slash(anna, channel, "bare")
    assert (answer.content, answer.kind) == (REPLY, "message")


async def test_a_light_server_keeps_only_the_callback(wire: WireDiscord) -> None:
    wire.rest.light = True
    guild = wire.guild()
    channel, anna = wire.channel(guild), wire.member(guild, "anna")
    async with running(wire, "tests.wire.bare_bot"):
        answer = await wire.slash(anna, channel, "bare")
    assert answer.callback["data"]["content"] == REPLY
    with pytest.raises(LookupError):
        _ = answer.content


async def test_a_wrong_token_is_refused_and_nothing_connects(wire: WireDiscord) -> None:
    bot = await BotProcess.start(
        "-m", "tests.wire.bare_bot", env={"DISCORD_TOKEN": "wrong", "DISCORD_API_URL": wire.api_url}
    )
    assert await bot.ended() == 1
    assert "LoginFailure" in bot.stderr
    assert [entry.status for entry in wire.requests] == [401]
    assert wire.gateway.connected() == 0


async def test_a_dropped_gateway_is_resumed_with_what_was_missed(wire: WireDiscord) -> None:
    guild = wire.guild()
    channel, anna = wire.channel(guild), wire.member(guild, "anna")
    async with running(wire):
        (session,) = wire.gateway.sessions.values()
        assert wire.drop_gateway() == 1
        answer = await wire.slash(anna, channel, "echo", word="missed")
        await wire.until(lambda: session.resumed)
    assert answer.content == "missed - en-GB"
    assert (session.resumed, wire.gateway.identifies) == (1, 1)


async def test_a_forgotten_session_is_identified_anew(wire: WireDiscord) -> None:
    async with running(wire):
        wire.drop_gateway(resumable=False)
        # discord.py waits five seconds before it identifies again.
        await wire.until(lambda: wire.gateway.identifies == 2, seconds=15)


async def test_heartbeats_are_answered_for_as_long_as_the_bot_runs() -> None:
    async with WireDiscord(heartbeat_seconds=0.05) as wire, running(wire):
        await wire.until(lambda: wire.gateway.heartbeats > 4)
        assert (wire.gateway.connected(), wire.gateway.identifies) == (1, 1)


async def test_a_bot_that_leaves_is_seen_to_be_gone(wire: WireDiscord) -> None:
    guild = wire.guild()
    channel, anna = wire.channel(guild), wire.member(guild, "anna")
    async with running(wire) as bot:
        await wire.slash(anna, channel, "leave")
        assert await bot.ended() == 0
        await wire.until(lambda: not wire.gateway.connected())


async def test_without_a_bot_the_missing_answer_says_so(wire: WireDiscord) -> None:
    guild = wire.guild()
    channel, anna = wire.channel(guild), wire.member(guild, "anna")
    wire.answer_seconds = 0.05
    with pytest.raises(Missing, match="no bot is connected"):
        await wire.interact(anna, channel, 2, {"id": "1", "name": "bare", "type": 1})


async def test_a_question_that_fails_fails_whoever_asked_it_and_no_request(wire: WireDiscord) -> None:
    waiting = asyncio.create_task(wire.until(lambda: bool(wire.requests) and 1 // 0))
    await asyncio.sleep(0)
    async with running(wire):
        with pytest.raises(ZeroDivisionError):
            await waiting
    assert {entry.status for entry in wire.requests} == {200}


async def test_closed_direct_messages_are_refused_as_discord_does(wire: WireDiscord) -> None:
    guild = wire.guild()
    channel, anna = wire.channel(guild), wire.member(guild, "anna")
    wire.close_dms(anna)
    wire.answer_seconds = 0.5
    async with running(wire):
        with pytest.raises(Missing):
            await wire.slash(anna, channel, "whisper", text="hello", nonce="1")
        wire.open_dms(anna)
        await wire.slash(anna, channel, "whisper", text="hello", nonce="1")
    assert [entry.status for entry in wire.sent("POST", "/messages")] == [403, 200, 200]


async def test_a_failure_put_in_the_way_of_a_request_meets_it_once(wire: WireDiscord) -> None:
    guild = wire.guild()
    channel, anna = wire.channel(guild), wire.member(guild, "anna")
    fault = wire.fail("POST", "/channels/*/messages", status=429, retry_after=0.01)
    async with running(wire):
        answer = await wire.slash(anna, channel, "whisper", text="hello", nonce="1")
    assert answer.content == "1"
    assert [entry.status for entry in wire.sent("POST", "/messages")] == [429, 200, 200]
    assert fault.hits == 1


async def test_an_answer_lost_after_the_message_was_accepted_leaves_the_message(wire: WireDiscord) -> None:
    guild = wire.guild()
    channel, anna = wire.channel(guild), wire.member(guild, "anna")
    wire.fail("POST", "/channels/*/messages", status=None, after=True)
    wire.answer_seconds = 0.5
    async with running(wire):
        with pytest.raises(Missing):
            await wire.slash(anna, channel, "whisper", text="hello", nonce="1")
        assert [message.content for message in wire.dms(anna)] == ["hello"]
        await wire.slash(anna, channel, "whisper", text="hello", nonce="1")
    assert [message.content for message in wire.dms(anna)] == ["hello"]


async def test_a_delay_alone_answers_as_usual(wire: WireDiscord) -> None:
    guild = wire.guild()
    channel, anna = wire.channel(guild), wire.member(guild, "anna")
    wire.fail("POST", "*/callback", status=200, delay=0.2)
    started = time.perf_counter()
    async with running(wire, "tests.wire.bare_bot"):
        await wire.slash(anna, channel, "bare")
    assert time.perf_counter() - started > 0.2


async def test_an_answer_that_is_late_after_the_message_was_accepted_is_that_of_the_first_message(
    wire: WireDiscord,
) -> None:
    guild = wire.guild()
    channel, anna = wire.channel(guild), wire.member(guild, "anna")
    wire.fail("POST", "*/callback", status=200, delay=0.05, after=True)
    async with running(wire, "tests.wire.bare_bot"):
        await wire.slash(anna, channel, "bare")
        await wire.until(lambda: wire.sent("POST", "/callback")[0].status)
    assert [entry.status for entry in wire.sent("POST", "/callback")] == [200]
    assert len(wire.world.messages[channel.id]) == 1


async def test_a_route_that_is_not_there_fails_the_test_that_used_it() -> None:
    with pytest.raises(AssertionError, match="nowhere"):
        async with WireDiscord() as wire:
            wire.rest.unsupported.append("GET /nowhere")


async def test_old_interactions_are_forgotten() -> None:
    async with WireDiscord(keep=3) as wire:
        guild = wire.guild()
        channel, anna = wire.channel(guild), wire.member(guild, "anna")
        for _ in range(10):
            wire.interaction(anna, channel, 2, {"name": "bare"})
        assert len(wire.world.interactions) <= 4


@pytest.mark.parametrize(
    ("sent", "seen", "replayable"),
    [(0, 0, True), (5, 5, True), (5, 0, True), (5, 3, True), (5, 6, False), (5, 9, False)],
)
def test_a_session_resumes_only_from_where_it_has_been(sent: int, seen: int, replayable: bool) -> None:
    session = Session("id", (0, 1), discord.Intents.none(), 0.0)
    for _ in range(sent):
        session.send("TEST", b"{}")
    assert session.can_replay_from(seen) is replayable


async def test_a_server_belongs_to_one_shard_and_private_acts_to_the_first() -> None:
    async with WireDiscord(shards=2) as wire:
        sessions = [Session(str(n), (n, 2), discord.Intents(guilds=True), 0.0) for n in range(2)]
        wire.gateway.sessions.update({session.id: session for session in sessions})
        guild = wire.guild(shard=(1, 2))
        counts = [session.sequence for session in sessions]
        anna = wire.member(guild, "anna")
        place = wire.world.place(anna, None)
        _record, payload = wire.interaction(anna, place, 2, {"name": "bare"})
        wire.world.emit("INTERACTION_CREATE", payload)
    assert counts == [0, 1]
    assert [session.sequence for session in sessions] == [1, 1]
