"""Check-ins through a whole flare-up: answered, brought up again, moved, around sessions, a week on, told to nobody."""

import logging
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import simcord

from tests.journeys.flaring import (
    NONE,
    SOME,
    Stale,
    anna_in_berlin,
    asked,
    buttons,
    flares,
    in_dm,
    letters,
    log,
    owed,
    passed,
    planned,
    questions,
    tell,
    tell_in_dm,
)
from tests.journeys.world import World, seen, text_of

pytestmark = pytest.mark.on_both

HEAT, WALKING = "9", "11"
SESSION = "2026-03-09"
"""The Monday after."""


def at(day: int, hour: int = 7, minute: int = 0) -> datetime:
    return datetime(2026, 3, day, hour, minute, tzinfo=UTC)


async def let(world: World, instant: datetime) -> int:
    """Let time pass to an instant, and what is due then be sent."""
    world.clock.set(instant)
    return await world.run_due()


async def newest(world: World, who: simcord.MemberActor) -> Any:
    """Return the member's newest flare-up."""
    return (await world.house.care.status(who.id)).flares[0]


def due(world: World, step: str) -> list[datetime]:
    rows = world.rows("SELECT due_at FROM deliveries WHERE step = ? AND try_at IS NOT NULL", step)
    return [datetime.fromtimestamp(row["due_at"] / 1_000_000, UTC) for row in rows]


# --- Brought up again -------------------------------------------------------------------------------------------------


async def test_what_nobody_answers_is_brought_up_again_hours_later_and_answered_there(world: World) -> None:
    anna = await anna_in_berlin(world)
    await asked(world, anna, day=SESSION)
    await let(world, at(5))
    await world.restart()
    assert await let(world, at(5, 12)) == 1
    assert "Still open" in text_of(letters(anna)[-1])
    await tell_in_dm(anna, pain="3", besides="none")
    assert "Pain right now: **3**" in text_of(letters(anna)[-1])
    assert len(world.rows("SELECT * FROM flare_readings")) == 2


async def test_what_was_answered_is_not_brought_up_again(world: World) -> None:
    anna = await anna_in_berlin(world)
    await asked(world, anna, day=SESSION)
    await let(world, at(5))
    await tell_in_dm(anna, pain="3")
    await let(world, at(5, 12))
    assert len(letters(anna)) == 1


async def test_it_is_brought_up_again_twice_in_a_flare_up_and_never_more(world: World) -> None:
    anna = await anna_in_berlin(world)
    await asked(world, anna, day=SESSION)
    for day in (5, 9, 10, 11):
        await let(world, at(day))
        await let(world, at(day, 12))
    again = [letter for letter in letters(anna) if "Still open" in text_of(letter)]
    assert (len(letters(anna)), len(again)) == (6, 2)


async def test_stop_these_stops_what_would_be_brought_up_again_too(world: World) -> None:
    anna = await anna_in_berlin(world)
    await asked(world, anna, day=SESSION)
    await let(world, at(5))
    await in_dm(anna, "Stop these")
    assert await let(world, at(5, 12)) == 0


# --- By the member's own clock ----------------------------------------------------------------------------------------


async def test_another_zone_moves_what_is_still_to_come_and_says_so(world: World) -> None:
    anna = await anna_in_berlin(world)
    await asked(world, anna, day=SESSION)
    before = owed(world)
    shown = seen(await anna.slash(world.channel, "settings", zone="America/New_York"))
    assert "5" in text_of(shown)
    # New York keeps summer time from 8 March on: eight in the morning is 13:00 UTC before, 12:00 after.
    assert owed(world) == [at(5, 13), at(9, 12), at(10, 12), at(11, 12), at(26, 12)]
    assert len(before) == 5


async def test_other_waking_hours_move_it_too(world: World) -> None:
    anna = await anna_in_berlin(world)
    await asked(world, anna, day=SESSION)
    assert await world.house.members.choose_waking_hours(anna.id, "10-22") == 5
    assert owed(world) == [at(5, 10), at(9, 10), at(10, 10), at(11, 10), at(26, 10)]


# --- Around a session -------------------------------------------------------------------------------------------------


async def through_a_session(
    world: World, who: simcord.MemberActor, day: int, *, pain: str, worst: str, after: str, ability: str = "8"
) -> None:
    """Answer before a session and on the morning after it."""
    await let(world, at(day))
    await tell_in_dm(who, pain=pain, besides="none", ability=ability)
    await let(world, at(day + 1))
    assert questions(letters(who)[-1]) == ["pain", "besides", "worst", "tried"]
    await tell_in_dm(who, pain=after, besides="none", worst=worst, tried="none")


async def next_session(who: simcord.MemberActor, label: str, day: int, weight: str = "120 kg") -> None:
    """Choose in the newest direct message, with the day of the next session."""
    form = await in_dm(who, label)
    await who.user.submit_modal(form, {"day": [f"2026-03-{day:02}"], "weight": weight})


async def test_a_session_that_was_too_much_leads_to_a_bigger_step_back_and_the_next_one_is_asked_about(
    world: World,
) -> None:
    anna = await anna_in_berlin(world)
    await world.house.logbook.log(anna.id, world.house.ids(), "deadlift 145kg 5x5")
    await asked(world, anna, day=SESSION, lift="deadlift")
    await through_a_session(world, anna, 9, pain="2", worst="6", after="2")
    said = text_of(letters(anna)[-1])
    assert "Last time was too much" in said
    assert "Highest pain in the session: **6**" in said
    await next_session(anna, "Back down", 13)
    assert due(world, "before_session") == [at(13)]
    assert due(world, "after_session") == [at(14)]
    flare = await newest(world, anna)
    assert (str(flare.terms.fallback), str(flare.terms.session)) == ("120 kg", "2026-03-13")


async def test_a_clean_session_opens_the_programme_again(world: World) -> None:
    anna = await anna_in_berlin(world)
    await world.house.logbook.log(anna.id, world.house.ids(), "deadlift 145kg 5x5")
    await asked(world, anna, day=SESSION, lift="deadlift")
    await through_a_session(world, anna, 9, pain="1", worst="2", after="1")
    assert "the programme is open again" in text_of(letters(anna)[-1])
    assert "Resume" in buttons(letters(anna)[-1])
    await next_session(anna, "Resume", 13, "")
    flare = await newest(world, anna)
    assert (flare.choice, flare.light) == ("resume", None)


async def test_two_amber_sessions_and_a_third_are_told_apart(world: World) -> None:
    anna = await anna_in_berlin(world)
    await asked(world, anna, day=SESSION, lift="deadlift")
    for day, said in ((9, "in the amber zone"), (12, "Two sessions without getting better"), (15, "A professional's")):
        await through_a_session(world, anna, day, pain="3", worst="4", after="3")
        assert said in text_of(letters(anna)[-1])
        await next_session(anna, "Back down", day + 3)


async def test_a_lift_left_out_is_no_session(world: World) -> None:
    anna = await anna_in_berlin(world)
    await asked(world, anna, day=SESSION, lift="deadlift")
    await through_a_session(world, anna, 9, pain="1", worst="-1", after="1", ability="10")
    assert "You left the lift out" in text_of(letters(anna)[-1])
    assert "Resume, light" in buttons(letters(anna)[-1])


async def test_painkillers_before_a_session_keep_the_programme_closed(world: World) -> None:
    anna = await anna_in_berlin(world)
    await asked(world, anna, day=SESSION, lift="deadlift")
    await let(world, at(9))
    await tell_in_dm(anna, pain="1", besides="killers", ability="10")
    assert not {"Resume", "Resume, light"} & set(buttons(letters(anna)[-1]))
    await let(world, at(10))
    await tell_in_dm(anna, pain="1", besides="none", worst="1")
    assert "Resume" not in buttons(letters(anna)[-1])


async def test_pain_in_the_warm_ups_changes_what_is_offered(world: World) -> None:
    anna = await anna_in_berlin(world)
    await asked(world, anna, day=SESSION, lift="deadlift")
    await let(world, at(9))
    await tell_in_dm(anna, pain="1", besides="none", ability="8")
    assert "Resume, light" in buttons(letters(anna)[-1])
    await tell_in_dm(anna, warmup="4")
    assert "Resume, light" not in buttons(letters(anna)[-1])


async def test_a_night_that_it_woke_the_member_holds_the_lift(world: World) -> None:
    anna = await anna_in_berlin(world)
    await asked(world, anna, day=SESSION)
    await let(world, at(5))
    await tell_in_dm(anna, pain="2", besides=["woke"])
    assert "red zone" in text_of(letters(anna)[-1])


async def test_pain_that_moves_further_down_asks_to_book_and_goes_through_the_screen(world: World) -> None:
    anna = await anna_in_berlin(world)
    await asked(world, anna, day=SESSION)
    await let(world, at(5))
    await tell_in_dm(anna, pain="2")
    card = seen(await tell_in_dm(anna, besides="spreads"))
    assert "Safety questions, 1 of 3" in text_of(card)
    for _ in range(3):
        await anna.user.click(card, label=NONE)
    assert "Please book an appointment" in text_of(card)
    assert (await newest(world, anna)).level.name == "E3"


async def test_the_programme_says_when_the_lift_comes_up_and_keeps_it_light(world: World) -> None:
    anna = await anna_in_berlin(world)
    maxes = "squat 132.5x4, bench 97.5x5, row 80x6, press 50x6, deadlift 170x3"
    shown = seen(await anna.slash(world.channel, "program start", name="madcow", maxes=maxes))
    await anna.click(shown, label="Start")
    logged = await passed(world, anna, lift="deadlift", pain=4)
    await anna.click(logged, label="No painkillers")
    form = await anna.click(logged, label="Back down")
    assert form.modal is not None
    (chosen,) = [one for one in form.modal["components"][0]["component"]["options"] if one.get("default")]
    assert chosen["description"] == "by your programme"
    await anna.submit_modal(form, {"day": ["unsure"], "weight": "120 kg"})
    flare = await newest(world, anna)
    assert str(flare.terms.session) == chosen["value"]
    await anna.click(logged, label="Yes, ask me by DM")
    assert [instant.date().isoformat() for instant in due(world, "before_session")] == [chosen["value"]]
    easings = await world.house.coach._easings(anna.id)
    assert str(easings["deadlift"].limit) == "120 kg"
    await world.house.care.close(anna.id, flare.id)
    assert await world.house.coach._easings(anna.id) == {}


async def asked_around_a_programmes_deadlift(world: World) -> tuple[simcord.MemberActor, datetime]:
    """Return a member whose deadlift hurts, and when she will be asked before the session her programme has it in."""
    anna = await anna_in_berlin(world)
    maxes = "squat 132.5x4, bench 97.5x5, row 80x6, press 50x6, deadlift 170x3"
    first = seen(await anna.slash(world.channel, "program start", name="madcow", maxes=maxes, start="2026-03-06"))
    await anna.click(first, label="Start")
    logged = await passed(world, anna, lift="deadlift", pain=4)
    await anna.click(logged, label="No painkillers")
    form = await anna.click(logged, label="Back down")
    await anna.submit_modal(form, {"day": ["unsure"], "weight": "120 kg"})
    await anna.click(logged, label="Yes, ask me by DM")
    (planned,) = due(world, "before_session")
    return anna, planned


async def test_a_session_of_which_every_set_failed_is_asked_about_all_the_same(world: World) -> None:
    anna, planned = await asked_around_a_programmes_deadlift(world)
    around = due(world, "before_session") + due(world, "after_session")
    world.clock.set(planned)
    await anna.slash(world.channel, "log", entry="deadlift 120 kg x5 fail")
    await world.run_due()
    assert "Before today's session: Deadlift" in text_of(letters(anna)[-1])
    assert due(world, "after_session") == around[1:]


async def test_a_session_that_a_missed_one_moved_is_asked_about_on_its_new_day(world: World) -> None:
    anna, planned = await asked_around_a_programmes_deadlift(world)
    while world.clock.now < planned:
        world.clock.set(min(planned, world.clock.now + timedelta(days=1)))
        await world.run_due()
    assert all("Before today's session" not in text_of(letter) for letter in letters(anna))
    (moved,) = due(world, "before_session")
    assert moved > planned
    today = seen(await anna.slash(world.channel, "program today"))
    await anna.click(today, label="Done as written")
    world.clock.set(moved)
    await world.run_due()
    assert "Before today's session: Deadlift" in text_of(letters(anna)[-1])


async def test_a_first_light_session_is_no_heavier_than_proposed(world: World) -> None:
    anna = await anna_in_berlin(world)
    await world.house.logbook.log(anna.id, world.house.ids(), "deadlift 145kg 5x5")
    shown = await passed(world, anna, lift="deadlift", pain=1)
    await anna.click(shown, label="No painkillers")
    form = await anna.click(shown, label="Resume, light")
    await anna.submit_modal(form, {"day": ["2026-03-09"], "weight": "130"})
    easings = await world.house.coach._easings(anna.id)
    assert str(easings["deadlift"].limit) == "137.5 kg"


# --- A week on, and later ---------------------------------------------------------------------------------------------


async def test_a_week_on_each_tip_that_was_tried_is_asked_about_in_four_answers(world: World) -> None:
    anna = await anna_in_berlin(world)
    await asked(world, anna, day=SESSION)
    await let(world, at(5))
    await tell_in_dm(anna, pain="3", besides="none", tried=[HEAT, WALKING])
    await let(world, at(11))
    assert "a week on" in text_of(letters(anna)[-1])
    assert questions(letters(anna)[-1]) == ["change", "pain", "besides", "felt"]
    await tell_in_dm(anna, change="2", pain="1", besides=["changed"])
    await tell_in_dm(anna, felt=[f"{HEAT}:better", f"{WALKING}:same"])
    said = text_of(letters(anna)[-1])
    assert "Compared with when you logged it: **better**" in said
    assert "Something else changed too" in said
    await tell_in_dm(anna, felt=[f"{HEAT}:worse", f"{WALKING}:unsure"], change="-1")
    reading = (await newest(world, anna)).readings[-1]
    assert (reading.felt, reading.change) == ({int(HEAT): "worse", int(WALKING): "unsure"}, -1)
    status = text_of(seen(await anna.slash(world.channel, "flare status")))
    assert "What you tried\nHeat" in status


async def test_who_tried_nothing_is_asked_what_they_tried(world: World) -> None:
    anna = await anna_in_berlin(world)
    await asked(world, anna, day=SESSION)
    await let(world, at(11))
    assert questions(letters(anna)[-1])[-1] == "tried"


async def test_an_answer_pressed_twice_or_changed_is_one_answer(world: World) -> None:
    anna = await anna_in_berlin(world)
    await asked(world, anna, day=SESSION)
    await let(world, at(5))
    for pain in ("3", "3", "2"):
        await tell_in_dm(anna, pain=pain, besides="none", tried=[HEAT])
    await tell_in_dm(anna, tried="none")
    (_, reading) = (await newest(world, anna)).readings
    assert (reading.pain, reading.tried) == (2, ())


async def test_when_the_days_of_the_area_have_passed_without_getting_better_that_is_said_once(world: World) -> None:
    anna = await anna_in_berlin(world)
    await asked(world, anna, day=SESSION)
    await let(world, at(5))
    await tell_in_dm(anna, pain="3", besides="none")
    assert await let(world, at(26)) > 0
    said = text_of(letters(anna)[-1])
    assert "it has been a while" in said
    assert "A professional's look" in said
    assert {"Update", "Close", "Stop these"} == set(buttons(letters(anna)[-1]))
    card = seen(await in_dm(anna, "Update"))
    await tell(anna.user, card, pain="3", besides="none")
    assert "A professional's look would be worth it" in text_of(card)


async def test_when_it_is_better_by_then_nothing_is_said(world: World) -> None:
    anna = await anna_in_berlin(world)
    await asked(world, anna, day=SESSION)
    await let(world, at(11))
    await tell_in_dm(anna, pain="1", besides="none")
    before = len(letters(anna))
    await let(world, at(26))
    assert len(letters(anna)) == before


# --- Status ---------------------------------------------------------------------------------------------------------


async def test_status_comes_with_a_chart_for_the_member_alone(world: World) -> None:
    anna = await anna_in_berlin(world)
    await asked(world, anna, day=SESSION)
    await let(world, at(5))
    await tell_in_dm(anna, pain="2", besides="none")
    result = await anna.slash(world.channel, "flare status")
    assert result.ephemeral
    (chart,) = world.easel.charts
    assert [point.value for point in chart.points] == [4, 2]
    (picture,) = [message for message in result.followups if message.attachments]
    assert picture.ephemeral
    assert not [message for message in world.channel.history() if message.attachments and not message.flags.ephemeral]


async def test_without_a_picture_the_numbers_do(world: World) -> None:
    anna = await anna_in_berlin(world)
    await asked(world, anna, day=SESSION)
    await let(world, at(5))
    await tell_in_dm(anna, pain="2", besides="none")
    world.easel.broken = True
    result = await anna.slash(world.channel, "flare status")
    assert "**2** ▪▪" in text_of(seen(result))
    assert not result.followups


async def test_another_flare_ups_chart_is_a_press_away(world: World) -> None:
    anna = await anna_in_berlin(world)
    await asked(world, anna, day=SESSION)
    await let(world, at(5))
    await tell_in_dm(anna, pain="2", besides="none")
    await passed(world, anna, area="knee")
    shown = seen(await anna.slash(world.channel, "flare status"))
    assert world.easel.charts == []
    await anna.click(shown, label="▶")
    pressed = await anna.click(shown, label="Chart")
    assert pressed.ephemeral
    assert world.easel.charts[0].title == "Lower back"


# --- Limits -----------------------------------------------------------------------------------------------------------


async def test_a_fourth_new_flare_up_in_a_day_is_refused_kindly_and_an_open_one_still_takes_in(world: World) -> None:
    anna = await anna_in_berlin(world)
    for area in ("knee", "elbow", "wrist"):
        await passed(world, anna, area=area)
    assert "tomorrow there is room again" in text_of(await log(world, anna, area="hip"))
    assert "Safety questions" in text_of(await log(world, anna, area="knee"))
    world.clock.move(days=1, seconds=1)
    await passed(world, anna, area="hip")
    assert len(flares(world)) == 4


async def test_a_red_flag_is_stored_however_many_there_were(world: World) -> None:
    anna = await anna_in_berlin(world)
    fourth = await log(world, anna, area="hip")
    for area in ("knee", "elbow", "wrist"):
        await passed(world, anna, area=area)
    await anna.click(fourth, label=SOME)
    assert "Get medical help now" in text_of(fourth)
    assert len(flares(world)) == 4


async def test_menus_of_somebody_elses_check_in_are_refused(world: World) -> None:
    anna, ben = await anna_in_berlin(world), await world.member("ben")
    shown = await planned(world, anna)
    await anna.click(shown, label="Yes, ask me by DM")
    status = seen(await anna.slash(world.channel, "flare status"))
    card = seen(await anna.click(status, label="Update"))
    world.env.backend.get_message(card.channel_id, card.id).flags = 0
    assert "belong to someone else" in text_of(seen(await tell(ben, card, pain="0")))
    assert len(world.rows("SELECT * FROM flare_readings")) == 1


# --- Nobody else's ----------------------------------------------------------------------------------------------------

PLAIN = ("hamstring", "117.5", "back_down", "back down", "amstring", '"worse"', "Heat", "2026-03-09")
"""What was told or chosen, as it would stand somewhere in plain text."""


async def test_nothing_that_was_told_reaches_a_channel_the_file_or_a_log(
    world: World, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO)
    anna = await anna_in_berlin(world)
    await asked(world, anna, pain=7, area="hamstring", weight="117.5 kg", day=SESSION)
    await let(world, at(5))
    await tell_in_dm(anna, pain="5", besides=["killers", "woke"], tried=["none"])
    await through_a_session(world, anna, 9, pain="5", worst="6", after="5")
    await let(world, at(11))
    await tell_in_dm(anna, change="-2", pain="5", besides=["changed"])
    await world.house.care.archive.opens()
    world.clock.move(days=200)
    seen(await anna.slash(world.channel, "flare status"))

    held = world.held()
    logged = [str(record.__dict__) for record in caplog.records if record.name.startswith("spotter")]
    assert logged
    sent = [(request.path, str(request.json)) for request in world.env.http_requests if request.json]
    into_channels = [body for path, body in sent if f"/channels/{world.channel.id}/" in path]
    assert [body for path, body in sent if f"/channels/{anna.user.dm_channel.id}/" in path if "Hamstring" in body]
    shown = [text_of(message) for message in world.channel.history() if not message.flags.ephemeral]
    for plain in PLAIN:
        assert plain.encode() not in held
        assert not [one for one in (*logged, *into_channels, *shown) if plain in one]
    await world.house.care.archive.clear_out()
    held = world.held()
    assert not [plain for plain in PLAIN if plain.encode() in held]


async def test_after_deleting_everything_no_table_knows_the_member(world: World) -> None:
    anna, ben = await anna_in_berlin(world), await world.member("ben")
    await asked(world, anna, day=SESSION)
    await anna.slash(world.channel, "checkin pause", until="tomorrow")
    weekly = seen(await anna.slash(world.channel, "checkin weekly", day=6, time="18:00"))
    await anna.click(weekly, label="I agree")
    await passed_by(world, ben)
    world.clock.move(days=2)
    await let(world, at(9))
    await tell_in_dm(anna, pain="3", besides="none")
    await world.house.privacy.delete(anna.id)
    for table in world.tables():
        rows = world.rows(f"SELECT * FROM {table}")
        assert not [row for row in rows if anna.id in row.values()], table
    assert len(flares(world)) == 1


async def passed_by(world: World, who: simcord.MemberActor) -> None:
    """Have somebody else log one too."""
    await world.house.care.intake.agree(who.id)
    await passed(world, who)


async def test_withdrawing_the_consent_leaves_no_delivery_that_tells_there_was_one(world: World) -> None:
    anna = await anna_in_berlin(world)
    await asked(world, anna, day=SESSION)
    await let(world, at(5))
    letter = Stale(world, letters(anna)[-1])
    await world.house.privacy.withdraw(anna.id, "flare")
    assert world.rows("SELECT * FROM deliveries WHERE kind = 'checkin'") == []
    assert flares(world) == world.rows("SELECT * FROM flare_readings") == []
    pressed = await letter.click(anna.user, "Stop these")
    assert "no longer here" in text_of(seen(pressed))
    assert await let(world, at(5) + timedelta(days=30)) == 0
