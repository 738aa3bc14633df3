"""Members pause for a holiday: what repeats is skipped, what comes once is kept, and no streak ends by it."""

from datetime import UTC, datetime, timedelta

import pytest
import simcord

from tests.journeys.flaring import Shown, Stale, anna_in_berlin, asked, letters, owed
from tests.journeys.weeks import FIRST, history, told, weekly
from tests.journeys.world import World, seen, text_of


async def pause(world: World, who: simcord.MemberActor, **until: str) -> Shown:
    result = await who.slash(world.channel, "checkin pause", **until)
    assert result.ephemeral
    return seen(result)


async def test_a_holiday_skips_what_repeats_keeps_what_comes_once_and_says_so(world: World) -> None:
    anna = await anna_in_berlin(world)
    await weekly(world, anna)
    await anna.slash(world.channel, "remind me", what="creatine", when="every day at 8:00")
    await anna.slash(world.channel, "remind me", what="the dentist", when="tomorrow 9:00")
    shown = await pause(world, anna, until="16 march")
    assert f"<t:{int(datetime(2026, 3, 16, 6, tzinfo=UTC).timestamp())}:F>" in text_of(shown)
    for day in range(5, 16):
        world.clock.set(datetime(2026, 3, day, 18, tzinfo=UTC))
        await world.run_due()
    assert letters(anna) == []
    await world.restart()
    world.clock.set(datetime(2026, 3, 16, 7, tzinfo=UTC))
    await world.run_due()
    said = [text_of(letter) for letter in letters(anna)]
    assert len(said) == 2
    assert any("Kept while you were on holiday" in one and "the dentist" in one for one in said)
    assert any("creatine" in one and "late" not in one for one in said)
    assert await history(world, anna) == text_of_nothing(), "no week was missed"


def text_of_nothing() -> str:
    return "Your weeks\nNothing yet. `/checkin weekly` has me ask you once a week."


async def test_a_holiday_does_not_end_in_the_evening_of_a_morning_that_is_over(world: World) -> None:
    anna = await anna_in_berlin(world)
    await world.house.members.choose_waking_hours(anna.id, "10-22:30")
    world.clock.set(datetime(2026, 3, 4, 11, tzinfo=UTC))
    assert "`today` is over or now" in text_of(await pause(world, anna, until="today"))
    assert world.rows("SELECT * FROM holidays") == []


async def test_a_holiday_that_begins_while_a_week_is_open_breaks_no_streak(world: World) -> None:
    anna = await anna_in_berlin(world)
    await weekly(world, anna)
    await told(world, anna, FIRST)
    for week in (1, 2):
        world.clock.set(FIRST + timedelta(weeks=week))
        await world.run_due()
    await pause(world, anna, until="in 3 weeks")
    world.clock.set(FIRST + timedelta(weeks=6))
    await world.run_due()
    said = await history(world, anna)
    assert "Streak: **1 week**" in said
    assert "holiday" in said


async def test_a_holiday_passes_over_check_ins_of_a_day_and_keeps_the_week_on(world: World) -> None:
    anna = await anna_in_berlin(world)
    await asked(world, anna, day="2026-03-09")
    await pause(world, anna, until="2026-03-14")
    for day in range(5, 14):
        world.clock.set(datetime(2026, 3, day, 18, tzinfo=UTC))
        await world.run_due()
    assert letters(anna) == []
    world.clock.set(datetime(2026, 3, 14, 6, tzinfo=UTC))
    await world.run_due()
    (letter,) = letters(anna)
    assert "a week on, how is it?" in text_of(letter)
    assert "Kept while you were on holiday" in text_of(letter)


async def test_who_asks_for_check_ins_on_holiday_is_told_that_they_are_skipped(world: World) -> None:
    anna = await anna_in_berlin(world)
    await pause(world, anna)
    assert "You are on holiday" in text_of(await asked(world, anna))


async def test_with_closed_doors_the_week_is_told_of_at_the_next_command_and_is_no_miss(world: World) -> None:
    anna = await anna_in_berlin(world)
    await weekly(world, anna)
    world.env.inject_error("POST", f"/channels/{anna.user.dm_channel.id}/messages", status=403, code=50007)
    world.clock.set(FIRST)
    await world.run_due()
    assert letters(anna) == []
    (missed,) = await world.bot.courier.missed(anna.id)
    assert "Your weekly check-in was due" in missed.text
    assert world.rows("SELECT * FROM weekly_answers") == []
    await told(world, anna, FIRST + timedelta(days=7))
    assert "Streak: **1 week**" in text_of(letters(anna)[-1])


async def test_a_holiday_without_an_end_lasts_until_the_member_is_back(world: World) -> None:
    anna = await anna_in_berlin(world)
    await anna.slash(world.channel, "remind me", what="the dentist", when="tomorrow 9:00")
    shown = await pause(world, anna)
    back = Stale(world, shown)
    world.clock.move(days=90)
    await world.run_due()
    assert letters(anna) == []
    await world.restart()
    await back.click(anna, "I'm back")
    assert "1 thing waited for you" in text_of(shown)
    await world.run_due()
    assert "the dentist" in text_of(letters(anna)[-1])
    await back.click(anna, "I'm back")
    assert await world.run_due() == 0


async def test_a_holiday_can_be_made_shorter(world: World) -> None:
    anna = await anna_in_berlin(world)
    await anna.slash(world.channel, "remind me", what="the dentist", when="tomorrow 9:00")
    await pause(world, anna, until="in 4 weeks")
    world.clock.move(days=3)
    await world.run_due()
    await pause(world, anna, until="tomorrow")
    await world.run_due()
    assert letters(anna) == []
    world.clock.move(days=1)
    await world.run_due()
    assert "the dentist" in text_of(letters(anna)[-1])
    assert len(world.rows("SELECT * FROM holidays")) == 1


@pytest.mark.parametrize("until", ["yesterday", "2026-03-01", "someday", "😀", "31 february", "every monday", "x" * 50])
async def test_an_end_that_is_none_is_refused_with_what_to_type(world: World, until: str) -> None:
    anna = await anna_in_berlin(world)
    assert "Type it like" in text_of(await pause(world, anna, until=until))
    assert world.rows("SELECT * FROM holidays") == []


async def test_somebody_elses_holiday_is_theirs(world: World) -> None:
    anna, ben = await anna_in_berlin(world), await world.member("ben")
    await ben.slash(world.channel, "remind me", what="chalk", when="in 10 min")
    await pause(world, anna)
    world.clock.move(minutes=10)
    await world.run_due()
    assert "chalk" in text_of(letters(ben)[-1])
    assert owed(world) == []
