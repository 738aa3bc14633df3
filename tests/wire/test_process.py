"""The real bot as a process of its own, over real HTTP and a real gateway: how it starts, stops and comes back."""

import asyncio
import re
import signal
import time
from collections.abc import Callable

import pytest

from tests.wire import Person
from tests.wire.answers import words
from tests.wire.place import Place


async def choose_pounds(place: Place) -> None:
    shown = await place.wire.slash(place.anna, place.channel, "settings")
    pressed = await place.wire.press(place.anna, shown, "lb")
    assert pressed.kind == "update"


async def eventually(question: Callable[[], object]) -> None:
    """Wait until something is true of the file, where nothing tells of it."""
    async with asyncio.timeout(10):
        while not question():  # noqa: ASYNC110 - a file tells nobody that it changed
            await asyncio.sleep(0.02)


async def test_commands_are_answered_in_servers_and_in_private(place: Place) -> None:
    async with place.running():
        for channel in (place.channel, None):
            answer = await place.wire.slash(place.anna, channel, "help")
            assert answer.ephemeral
            assert "Log your lifts" in answer.text


@pytest.mark.parametrize("told", [signal.SIGTERM, signal.SIGINT])
async def test_a_signal_ends_the_bot_within_ten_seconds_and_well(place: Place, told: signal.Signals) -> None:
    async with place.running() as bot:
        bot.process.send_signal(told)
        assert await bot.ended(10) == 0
    assert "Traceback" not in bot.stderr


async def test_a_signal_while_starting_ends_the_bot_too(place: Place) -> None:
    place.wire.fail("GET", "/users/@me", status=200, delay=1.0)
    bot = await place.start()
    await place.wire.until(lambda: place.wire.requests)
    assert await bot.terminate(10) == 0
    assert "Traceback" not in bot.stderr


async def test_what_is_under_way_is_finished_before_the_end(place: Place) -> None:
    place.wire.fail("POST", "*/callback", status=200, delay=1.0)
    async with place.running() as bot:
        asked = asyncio.create_task(place.wire.slash(place.anna, place.channel, "help"))
        await place.wire.until(lambda: place.wire.sent("POST", "/callback"))
        told = time.perf_counter()
        assert await bot.terminate(10) == 0
        (callback,) = place.wire.sent("POST", "/callback")
        assert callback.status == 200, "the bot left before its answer was taken"
        assert time.perf_counter() - told > 0.9
        assert "Log your lifts" in (await asked).text


async def test_what_was_answered_survives_a_power_cut(place: Place) -> None:
    async with place.running() as bot:
        await choose_pounds(place)
        await bot.kill()
    assert place.rows("SELECT unit FROM members") == [("lb",)]
    async with place.running():
        shown = await place.wire.slash(place.anna, place.channel, "settings")
        assert "\nlb" in shown.text
    assert place.rows("SELECT unit FROM members") == [("lb",)]


async def test_a_logged_entry_survives_a_power_cut_exactly_once(place: Place) -> None:
    async with place.running() as bot:
        answer = await place.wire.slash(place.anna, place.channel, "log", entry="deadlift 100kg 3x5")
        await bot.kill()
    assert "3×5 · 100 kg" in answer.text
    logged = [("deadlift", "100", "kg", 5)] * 3
    sql = "SELECT exercise_id, amount, unit, count FROM sets WHERE live = 1"
    assert place.rows(sql) == logged
    async with place.running():
        shown = await place.wire.slash(place.anna, place.channel, "history")
        assert shown.text.count("3×5") == 1
        undone = await place.wire.press(place.anna, answer, "Undo")
        assert undone.callback
    assert place.rows(sql) == []


async def test_whatever_was_answered_in_a_crowd_survives_a_power_cut_exactly_once(place: Place) -> None:
    crowd = [place.wire.member(place.wire.world.get_guild(place.anna.guild_id), f"lifter-{n}") for n in range(30)]
    answered: set[int] = set()

    async def log(person: Person) -> None:
        await place.wire.slash(person, place.channel, "log", entry="squat 60kg 5x5")
        answered.add(person.id)

    async with place.running() as bot:
        place.wire.answer_seconds = 1.0
        logging = asyncio.gather(*(log(person) for person in crowd), return_exceptions=True)
        await place.wire.until(lambda: len(place.wire.sent("POST", "/callback")) >= 10)
        await bot.kill()
        await logging
    entries = [member for (member,) in place.rows("SELECT member_id FROM entries WHERE undone_at IS NULL")]
    assert len(answered) >= 10
    assert answered <= set(entries)
    assert len(entries) == len(set(entries))


async def remind(place: Place, what: str) -> None:
    """Set a reminder, and let its time be two hours sooner than the member said: one hour ago."""
    async with place.running() as bot:
        answer = await place.wire.slash(place.anna, place.channel, "remind me", when="in 1 hour", what=what)
        assert what in answer.text
        await bot.terminate()
    place.change("UPDATE deliveries SET due_at = due_at - 7200000000, try_at = try_at - 7200000000")


async def test_a_reminder_that_came_due_while_the_bot_was_away_is_sent_once_at_its_start(place: Place) -> None:
    await remind(place, "foam roll")
    for _ in range(2):
        async with place.running() as bot:
            await eventually(lambda: place.rows("SELECT state FROM deliveries") == [("delivered",)])
            await bot.terminate()
    (message,) = place.wire.dms(place.anna)
    assert "foam roll" in "\n".join(words(message))


async def test_a_reminder_whose_confirmation_a_power_cut_ate_is_not_seen_twice_even_hours_later(place: Place) -> None:
    place.wire.rest.nonce_seconds = 0
    await remind(place, "foam roll")
    place.wire.fail("POST", "/channels/*/messages", status=200, delay=60.0, after=True)
    async with place.running() as bot:
        await place.wire.until(lambda: place.wire.dms(place.anna))
        await bot.kill()
    place.change("UPDATE deliveries SET try_at = 0")  # the dead process's claim has run out
    async with place.running():
        await eventually(lambda: place.rows("SELECT state FROM deliveries") == [("delivered",)])
    assert len(place.wire.sent("POST", "/messages")) == len(place.wire.dms(place.anna)) == 1


async def test_what_is_due_is_sent_while_the_gateway_lets_nobody_in(place: Place) -> None:
    await remind(place, "foam roll")
    place.wire.gateway.down = True
    bot = await place.start()
    try:
        await eventually(lambda: place.rows("SELECT state FROM deliveries") == [("delivered",)])
    finally:
        await bot.kill()
    assert len(place.wire.dms(place.anna)) == 1


async def test_buttons_from_before_a_power_cut_work_after_it(place: Place) -> None:
    async with place.running() as bot:
        shown = await place.wire.slash(place.anna, place.channel, "settings")
        await bot.kill()
    async with place.running():
        await place.wire.press(place.anna, shown, "lb")
        assert place.rows("SELECT unit FROM members") == [("lb",)]


async def test_a_lost_gateway_is_resumed_and_what_was_asked_meanwhile_is_answered(place: Place) -> None:
    async with place.running():
        (session,) = place.wire.gateway.sessions.values()
        for times in (1, 2):
            place.wire.drop_gateway()
            answer = await place.wire.slash(place.anna, place.channel, "help")
            assert "Log your lifts" in answer.text
            assert session.resumed == times
    assert place.wire.gateway.identifies == 1


async def test_a_wrong_token_ends_with_one_clear_sentence(place: Place) -> None:
    bot = await place.start(DISCORD_TOKEN="wrong.token.here")
    assert await bot.ended() == 2
    complaint = [line for line in bot.stderr.splitlines() if "DISCORD_TOKEN" in line]
    assert len(complaint) == 1
    assert "Traceback" not in bot.stderr
    assert "wrong.token.here" not in bot.stderr + bot.stdout


async def test_an_unreachable_server_ends_with_one_clear_sentence(place: Place) -> None:
    bot = await place.start(DISCORD_API_URL="http://127.0.0.1:9/api/v10")
    assert await bot.ended() == 2
    assert "can't be reached at http://127.0.0.1:9/api/v10" in bot.stderr
    assert "Traceback" not in bot.stderr


@pytest.mark.parametrize(("method", "path"), [("GET", "/users/@me"), ("PUT", "*/commands")])
async def test_a_server_that_refuses_the_start_is_named_with_its_answer(place: Place, method: str, path: str) -> None:
    place.wire.fail(method, path, status=403)
    bot = await place.start()
    assert await bot.ended() == 2
    assert f"{place.wire.api_url} answered 403" in bot.stderr
    assert "Traceback" not in bot.stderr


async def test_a_token_replaced_while_the_bot_runs_ends_it_with_one_clear_sentence(place: Place) -> None:
    async with place.running() as bot:
        place.wire.gateway.token = "another"
        place.wire.drop_gateway(resumable=False)
        assert await bot.ended(20) == 2
    assert "Discord refuses DISCORD_TOKEN" in bot.stderr
    assert "Traceback" not in bot.stderr


async def test_a_bot_that_needs_more_shards_is_told_which_setting(place: Place) -> None:
    place.wire.gateway.least_shards = 2
    bot = await place.start()
    assert await bot.ended(20) == 2
    assert "set SHARD_COUNT" in bot.stderr
    assert "Traceback" not in bot.stderr


async def test_commands_are_synced_only_when_they_changed(place: Place) -> None:
    for _ in range(2):
        async with place.running() as bot:
            await bot.terminate()
    assert len(place.wire.sent("PUT", "/commands")) == 1


@pytest.mark.parametrize("level", ["INFO", "DEBUG"])
async def test_the_token_and_what_members_type_stay_out_of_the_log(place: Place, level: str) -> None:
    async with place.running(LOG_LEVEL=level) as bot:
        await place.wire.slash(place.anna, place.channel, "settings", zone="somewhere-private")
        await bot.terminate()
    assert bot.stderr
    assert not re.search(r"somewhere-private|wire\.token", bot.stderr + bot.stdout)
