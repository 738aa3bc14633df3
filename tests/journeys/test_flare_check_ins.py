"""Check-ins after a flare-up come when they were agreed to, by direct message alone."""

from datetime import UTC, datetime

from tests.journeys.flaring import (
    NONE,
    SOME,
    Stale,
    anna_in_berlin,
    asked,
    before_session,
    buttons,
    flares,
    in_dm,
    letters,
    log,
    owed,
    planned,
    questions,
    tell,
    tell_in_dm,
)
from tests.journeys.world import World, seen, text_of


async def test_check_ins_come_only_when_they_were_agreed_to(world: World) -> None:
    anna = await anna_in_berlin(world)
    shown = await planned(world, anna)
    await anna.click(shown, label="No thanks")
    assert owed(world) == []
    assert [row["purpose"] for row in world.rows("SELECT * FROM consents")] == ["flare"]


async def test_agreeing_twice_asks_once(world: World) -> None:
    anna = await anna_in_berlin(world)
    shown = await planned(world, anna)
    offered = Stale(world, shown)
    for _ in range(2):
        await offered.click(anna, "Yes, ask me by DM")
    assert owed(world) == [
        datetime(2026, 3, 5, 7, tzinfo=UTC),
        datetime(2026, 3, 11, 7, tzinfo=UTC),
        datetime(2026, 3, 11, 13, 30, tzinfo=UTC),
        datetime(2026, 3, 12, 7, tzinfo=UTC),
        datetime(2026, 3, 26, 7, tzinfo=UTC),
    ]


async def test_the_morning_check_in_arrives_while_the_member_is_up_and_is_answered_across_a_restart(
    world: World,
) -> None:
    anna = await anna_in_berlin(world)
    await asked(world, anna)
    world.clock.set(datetime(2026, 3, 5, 6, 59, tzinfo=UTC))
    assert await world.run_due() == 0
    world.clock.move(minutes=1)
    assert await world.run_due() == 1
    assert "how is it this morning?" in text_of(letters(anna)[-1])
    await world.restart()
    assert questions(letters(anna)[-1]) == ["pain", "besides", "tried"]
    await tell_in_dm(anna, pain="3", besides="none", tried=["10", "11"])
    said = text_of(letters(anna)[-1])
    assert "Pain right now: **3** (when you logged it: 4)" in said
    assert "Noted, thank you." in said
    (flare,) = (await world.house.care.status(anna.id)).flares
    assert [(reading.pain, reading.masked) for reading in flare.readings] == [(4, False), (3, False)]


async def test_before_the_session_the_member_reads_their_own_plan_and_decides_in_four_answers(world: World) -> None:
    anna = await anna_in_berlin(world)
    await world.house.logbook.log(anna.id, world.house.ids(), "deadlift 145kg 5x5")
    await asked(world, anna, lift="deadlift")
    await before_session(world, anna)
    said = text_of(letters(anna)[-1])
    assert "Before today's session: Deadlift" in said
    assert "Your own plan:** back down: Deadlift **145 kg → 130 kg**" in said
    assert questions(letters(anna)[-1]) == ["pain", "besides", "ability", "warmup"]
    assert "If you like: how well does that lift go today? 0-10" in buttons(letters(anna)[-1])
    await tell_in_dm(anna, besides="none", pain="4", warmup="1")
    assert {"Resume, light", "Back down to 130 kg"} <= set(buttons(letters(anna)[-1]))
    await in_dm(anna, "Resume, light")
    assert "You chose: **Resume**" in text_of(letters(anna)[-1])
    await in_dm(anna, "Back down to 130 kg")
    (flare,) = (await world.house.care.status(anna.id)).flares
    assert flare.choice == "back_down"


async def test_clearly_more_pain_than_logged_asks_to_book(world: World) -> None:
    anna = await anna_in_berlin(world)
    await asked(world, anna)
    await before_session(world, anna)
    await tell_in_dm(anna, besides="none", pain="6")
    assert "book an appointment" in text_of(letters(anna)[-1])
    assert not {"Resume", "Back down to 130 kg"} & set(buttons(letters(anna)[-1]))


async def test_something_new_in_a_check_in_leads_to_the_whole_screen_and_a_red_flag_ends_check_ins(
    world: World,
) -> None:
    anna = await anna_in_berlin(world)
    await asked(world, anna)
    world.clock.set(datetime(2026, 3, 5, 7, tzinfo=UTC))
    await world.run_due()
    asked_again = await tell_in_dm(anna, besides="new")
    card = seen(asked_again)
    assert "Safety questions, 1 of 3" in text_of(card)
    await anna.user.click(card, label=SOME)
    assert "Get medical help now" in text_of(card)
    assert owed(world) == []
    await tell(anna.user, letters(anna)[0], pain="2")
    assert "Get medical help now" in text_of(letters(anna)[0])


async def test_something_new_that_is_none_of_the_questions_goes_back_to_the_check_in(world: World) -> None:
    anna = await anna_in_berlin(world)
    await asked(world, anna)
    world.clock.set(datetime(2026, 3, 5, 7, tzinfo=UTC))
    await world.run_due()
    card = seen(await tell_in_dm(anna, besides="new"))
    for _ in range(3):
        await anna.user.click(card, label=NONE)
    assert "how is it this morning?" in text_of(card)
    assert len(flares(world)) == 1


async def test_stop_these_stops_them_and_may_be_pressed_twice(world: World) -> None:
    anna = await anna_in_berlin(world)
    await asked(world, anna)
    world.clock.set(datetime(2026, 3, 5, 7, tzinfo=UTC))
    await world.run_due()
    letter = Stale(world, letters(anna)[-1])
    for _ in range(2):
        await letter.click(anna.user, "Stop these")
    assert "Stopped" in text_of(letters(anna)[-1])
    assert owed(world) == []
    world.clock.set(datetime(2026, 3, 11, 7, tzinfo=UTC))
    assert await world.run_due() == 0


async def test_a_check_in_is_never_sent_at_night(world: World) -> None:
    anna = await anna_in_berlin(world)
    await asked(world, anna)
    world.clock.set(datetime(2026, 3, 5, 23, 30, tzinfo=UTC))
    await world.run_due()
    assert letters(anna) == []
    world.clock.set(datetime(2026, 3, 6, 7, tzinfo=UTC))
    await world.run_due()
    assert "how is it this morning?" in text_of(letters(anna)[-1])


async def test_a_late_check_in_says_so(world: World) -> None:
    anna = await anna_in_berlin(world)
    await asked(world, anna)
    world.clock.set(datetime(2026, 3, 5, 12, tzinfo=UTC))
    await world.run_due()
    assert "This was due <t:1772694000:f>" in text_of(letters(anna)[-1])


async def test_with_closed_doors_nothing_goes_into_a_channel_and_the_member_is_told_at_the_next_command(
    world: World,
) -> None:
    anna = await anna_in_berlin(world)
    await asked(world, anna)
    public = len(world.channel.history())
    world.env.inject_error("POST", f"/channels/{anna.user.dm_channel.id}/messages", status=403, code=50007)
    world.clock.set(datetime(2026, 3, 5, 7, tzinfo=UTC))
    await world.run_due()
    assert letters(anna) == []
    assert len(world.channel.history()) == public
    (missed,) = await world.bot.courier.missed(anna.id)
    assert "A check-in that you asked for was due" in missed.text
    assert "back" not in missed.text


async def test_a_check_in_under_another_key_is_answered_kindly(world: World) -> None:
    anna = await anna_in_berlin(world)
    await asked(world, anna)
    world.settings = type(world.settings)(database_url=world.settings.database_url, spotter_secret_key="A" * 43 + "=")
    await world.restart()
    world.clock.set(datetime(2026, 3, 5, 7, tzinfo=UTC))
    await world.run_due()
    assert "can't open what you stored" in text_of(letters(anna)[-1])
    shown = seen(await anna.slash(world.channel, "flare status"))
    assert "can't be opened" in text_of(shown)
    assert "Safety questions, 1 of 3" in text_of(await log(world, anna))
