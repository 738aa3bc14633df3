"""A programme follows its member: resets, other days, jumps, plates and units, and lifts kept light."""

from datetime import UTC, date, datetime
from typing import Any

import simcord

from bot.areas import Area
from bot.flares.checkins import Step
from bot.flares.decisions import Choice
from bot.flares.notes import Answers
from bot.flares.record import Entry
from bot.flares.screening import Level
from tests.journeys.flaring import passed
from tests.journeys.programming import (
    MAXES,
    MONDAY,
    NONSENSE,
    custom_ids,
    filled,
    lifter,
    logged,
    program,
    running,
    shown,
    standing,
    start,
    train,
)
from tests.journeys.world import World, seen, text_of


async def test_a_lift_is_taken_back_and_put_back(world: World) -> None:
    anna = await lifter(world)
    await start(world, anna)
    before = running(world)["state"]
    result = await program(world, anna, "reset", lift="deadlift", weeks=6)
    text = shown(result).replace("**", "")
    assert "Deadlift, top set: 147.5 kg (325.2 lb) → 127.5 kg (281.1 lb), a side: 20 + 20 + 10 + 2.5 + 1.25" in text
    assert "13.6 % off. Back at 147.5 kg in 6 weeks, by week 7, if every week goes up." in text
    assert "Squat, Bench press, Barbell row, Overhead press stay" in text
    await anna.click(seen(result), label="Undo")
    assert running(world)["state"] == before


async def test_a_lift_is_taken_back_by_a_weight(world: World) -> None:
    anna = await lifter(world)
    await start(world, anna)
    text = shown(await program(world, anna, "reset", lift="dl", by="15"))
    assert "147.5 kg (325.2 lb) → 132.5 kg" in text
    assert "in 5 weeks" in text


async def test_a_weight_without_a_unit_is_in_the_members_own_whatever_their_plates(world: World) -> None:
    anna = await lifter(world, unit="lb")
    await world.house.members.choose_plates(anna.id, "20 kg: 20x6 10 5 2.5 1.25")
    await start(world, anna, maxes="squat 300x5, bench 200x5, row 180x5, press 120x5, deadlift 380x5", jump="5")
    form = await anna.click(seen(await program(world, anna, "week")), label="Change days, jumps or plates")
    await anna.submit_modal(form, filled(form) | {"jump": "10"})
    assert running(world)["jumps"] == '{"*": "10 lb"}'
    by_figure = await program(world, anna, "reset", lift="squat", by="33")
    told = shown(by_figure)
    await anna.click(seen(by_figure), label="Undo")
    assert "taken back" in told
    assert shown(await program(world, anna, "reset", lift="squat", by="33 lb")) == told


async def test_what_stands_in_the_way_of_an_undo_is_named(world: World) -> None:
    anna = await lifter(world)
    done = await anna.click(await start(world, anna), label="Done as written")
    await program(world, anna, "reset", lift="squat", weeks=2)
    assert "a reset of your squat came after it: undo that first" in shown(await anna.click(seen(done), label="Undo"))


async def test_a_lift_goes_by_the_names_of_the_server_and_of_the_member(world: World) -> None:
    anna = await lifter(world)
    await world.house.words.set_alias(world.guild.id, anna.id, "king lift", "squat")
    await world.house.words.keep(anna.id, "my pull")
    await world.house.merging.merge(anna.id, "custom:my_pull", "deadlift")
    maxes = MAXES.replace("squat", "king lift").replace("deadlift", "my pull")
    await start(world, anna, maxes=maxes, jump="king lift 5kg, my pull 2.5kg")
    assert running(world)["jumps"] == '{"back_squat": "5 kg", "deadlift": "2.5 kg"}'
    assert "Back squat · taken back" in shown(await program(world, anna, "reset", lift="King Lift", weeks=2))
    assert "Deadlift · taken back" in shown(await program(world, anna, "reset", lift="my pull", weeks=2))
    form = await anna.click(seen(await program(world, anna, "week")), label="Change days, jumps or plates")
    await anna.submit_modal(form, filled(form) | {"jump": "king lift 2.5kg"})
    assert running(world)["jumps"] == '{"back_squat": "2.5 kg"}'


async def test_a_reset_without_how_far_or_of_an_unknown_lift_changes_nothing(world: World) -> None:
    anna = await lifter(world)
    await start(world, anna)
    before = running(world)["state"]
    options: list[dict[str, Any]] = [{"lift": "squat"}, {"lift": "squat", "weeks": 3, "by": "15 kg"}]
    options += [{"lift": nonsense, "weeks": 3} for nonsense in NONSENSE]
    options += [{"lift": "squat", "by": nonsense} for nonsense in NONSENSE if nonsense != "-5"]
    for given in options:
        assert (await program(world, anna, "reset", **given)).ephemeral
    assert running(world)["state"] == before


async def test_days_jumps_and_plates_change_while_it_runs(world: World) -> None:
    anna = await lifter(world)
    await start(world, anna)
    form = await anna.click(seen(await program(world, anna, "week")), label="Change days, jumps or plates")
    values = {"days": "tue thu sun", "jump": "2.5 kg", "plates": "20 kg: 20x6 10 5"}
    text = shown(await anna.submit_modal(form, values))
    assert "Tue, Thu, Sun" in text
    assert "Each lift stands where it stood" in text
    today = shown(await program(world, anna, "today")).replace("**", "")
    assert "110 kg ×5 — a side: 20 + 20 + 5" in today
    assert "Week 1 · Tuesday" in today
    assert running(world)["plates"] == "20 kg: 20×6 10×2 5×2"


async def test_the_usual_plates_are_not_pinned_by_a_change_of_days(world: World) -> None:
    anna = await lifter(world)
    await start(world, anna)
    form = await anna.click(seen(await program(world, anna, "week")), label="Change days, jumps or plates")
    await anna.submit_modal(form, filled(form) | {"days": "tue thu sat"})
    assert (running(world)["days"], running(world)["plates"]) == ("[1, 3, 5]", None)


async def test_another_number_of_days_begins_with_the_next_week_and_leaves_the_past_as_it_was(world: World) -> None:
    anna = await lifter(world)
    await start(world, anna, "nsuns", "squat 200, bench 100, press 60, deadlift 220")
    await train(world, anna, 6)
    form = await anna.click(seen(await program(world, anna, "week")), label="Change days, jumps or plates")
    result = await anna.submit_modal(form, filled(form) | {"days": "mon tue wed fri sat"})
    assert "week 3 is the first of 5 days" in shown(result)
    first, second, third = [shown(await program(world, anna, "week", number=number)) for number in (1, 2, 3)]
    assert [name in first for name in ("Bench, volume", "Squat", "Deadlift", "Press")] == [True, True, True, False]
    assert first.count("✓ done") == 4
    assert [second.count(sign) for sign in ("✓ done", "** · <t:")] == [2, 4]
    assert third.count("** · <t:") == 5
    await train(world, anna, 2)
    assert "Week 3 · Bench, volume" in shown(await program(world, anna, "today"))


async def test_days_changed_back_before_the_next_week_change_nothing(world: World) -> None:
    anna = await lifter(world)
    await start(world, anna, "nsuns", "squat 200, bench 100, press 60, deadlift 220")
    await train(world, anna, 2)
    for days in ("mon tue wed fri sat", "mon tue thu fri"):
        form = await anna.click(seen(await program(world, anna, "week")), label="Change days, jumps or plates")
        await anna.submit_modal(form, filled(form) | {"days": days})
    await train(world, anna, 3)
    assert "Week 2 · Squat" in shown(await program(world, anna, "today"))


async def test_sessions_that_are_behind_keep_the_days_they_were_done_on(world: World) -> None:
    anna = await lifter(world)
    await start(world, anna)
    await train(world, anna)
    form = await anna.click(seen(await program(world, anna, "week")), label="Change days, jumps or plates")
    await anna.submit_modal(form, filled(form) | {"days": "tue thu sat"})
    week = shown(await program(world, anna, "week"))
    assert ["**Monday**" in week, "**Thursday**" in week] == [True, True]


async def test_a_start_pressed_again_days_later_shows_the_session(world: World) -> None:
    anna = await lifter(world)
    world.clock.set(MONDAY)
    plan = seen(await program(world, anna, "start", name="madcow", maxes=MAXES, start="2026-03-04"))
    draft = int(custom_ids(plan)["Start"].rsplit(":", 1)[1])
    await anna.click(plan, label="Start")
    world.clock.move(days=5)
    assert (await world.house.starting.begin(anna.id, draft)).session.number == 0


async def test_changes_that_cannot_be_read_are_kept(world: World) -> None:
    anna = await lifter(world)
    await start(world, anna)
    for field in ("days", "jump", "plates"):
        for nonsense in NONSENSE:
            form = await anna.click(seen(await program(world, anna, "week")), label="Change days, jumps or plates")
            values = {"days": "mon wed fri", "jump": "", "plates": ""} | {field: nonsense[:200]}
            result = await anna.submit_modal(form, values)
            assert "Mend" in custom_ids(seen(result))
    assert running(world)["days"] == "[0, 2, 4]"


async def test_another_unit_shows_the_nearest_weights_and_loses_nothing(world: World) -> None:
    anna = await lifter(world)
    await start(world, anna)
    await world.house.members.choose_unit(anna.id, "lb")
    assert "265 lb ×5 — a side: 45 + 45 + 10 + 10" in shown(await program(world, anna, "today")).replace("**", "")
    assert standing(world, "squat")["weight"] == "120 kg"


async def test_another_unit_is_explained_where_it_is_chosen(world: World) -> None:
    anna = await lifter(world)
    await start(world, anna)
    settings = seen(await anna.slash(world.channel, "settings"))
    told = shown(await anna.click(settings, label="lb"))
    assert "Madcow 5×5 goes on in lb, with 45 lb: " in told
    assert "Each lift stands where it stood" in told


async def test_plates_of_the_programme_itself_outlast_another_unit_and_that_is_said(world: World) -> None:
    anna = await lifter(world)
    await start(world, anna)
    form = await anna.click(seen(await program(world, anna, "week")), label="Change days, jumps or plates")
    await anna.submit_modal(form, filled(form) | {"plates": "20 kg: 20x6 10 5"})
    settings = seen(await anna.slash(world.channel, "settings"))
    assert "keeps the plates that you chose for it, 20 kg: 20×6" in shown(await anna.click(settings, label="lb"))
    assert "in kg" in shown(await program(world, anna, "week"))


async def test_a_lift_that_the_programme_lacks_is_left_out_and_named(world: World) -> None:
    anna = await lifter(world)
    text = shown(await program(world, anna, "start", name="ss", maxes=MAXES))
    assert "Not part of it: Bent-over barbell row" in text


async def test_maxes_without_commas_are_told_apart_by_their_lifts(world: World) -> None:
    anna = await lifter(world)
    text = shown(
        await program(world, anna, "start", name="ss", maxes="squat 132.5x4 bench 97.5 kg x5 press 50 deadlift 170x3")
    )
    assert "Back squat 132.5 kg × 4, Bench press 97.5 kg × 5, Overhead press 50 kg × 1, Deadlift 170 kg × 3" in text


async def test_a_button_of_weights_that_changed_logs_nothing_and_shows_the_new_ones(world: World) -> None:
    anna = await lifter(world)
    first = await start(world, anna)
    await program(world, anna, "reset", lift="squat", by="20 kg")
    result = await anna.click(first, label="Done as written")
    assert "has changed since" in shown(result)
    assert logged(world) == []
    await anna.click(seen(result), label="Done as written")
    assert logged(world)[0] == "back_squat 50×5 62.5×5 75×5 87.5×5 100×5"


# --- Flare-ups ------------------------------------------------------------------------------------------------------


async def flare(world: World, who: simcord.MemberActor, choice: Choice, weight: str = "") -> None:
    """Log a flare-up of the squat and decide what to do about it."""
    care = world.house.care
    await care.intake.agree(who.id)
    situation = await care.intake.screened(
        who.id, Entry(world.house.ids(), Area.LOWER_BACK, "back_squat", 4), Level.PASSED
    )
    place = (who.id, situation.flare.id, situation.reading.id)
    await care.answer(*place, Step.LOG, Answers(masked=False, nothing_new=True))
    await care.choosing.settle(*place, choice, day="", weight=weight)


async def test_a_session_of_which_all_is_left_out_is_done_and_not_skipped(world: World) -> None:
    anna = await lifter(world)
    await start(world, anna, "531fsl", "squat 200, bench 100, press 60, deadlift 220")
    await train(world, anna, 3)
    await flare(world, anna, Choice.HOLD)
    result = await anna.click(seen(await program(world, anna, "today")), label="Done as written")
    assert "Squat · done" in shown(result)
    assert "All of it is left out for now" in shown(result)
    assert len(logged(world)) == 3
    assert world.rows("SELECT kind FROM programme_steps WHERE number = 3") == [{"kind": "session"}]


async def test_a_lift_that_backs_down_is_prescribed_light_logged_and_neither_raised_nor_missed(world: World) -> None:
    anna = await lifter(world)
    await start(world, anna)
    await flare(world, anna, Choice.BACK_DOWN, "80 kg")
    today = seen(await program(world, anna, "today"))
    assert "Kept light" in text_of(today)
    assert "80 kg ×5 — a side: 20 + 10" in text_of(today).replace("**", "")
    result = await anna.click(today, label="Done as written")
    assert "stays at 120 kg (kept light" in shown(result)
    assert logged(world)[0] == "back_squat 40×5 50×5 60×5 70×5 80×5"
    posted = max(world.channel.history(), key=lambda message: message.id)
    assert "light" not in text_of(posted)
    world.clock.move(days=2)
    await train(world, anna, 2)
    line = standing(world, "squat")
    assert (line["week"], line["misses"], standing(world, "bench")["week"]) == (1, 0, 2)


async def test_a_session_done_light_stands_apart_in_the_chart_and_nobody_else_is_told_why(world: World) -> None:
    anna = await lifter(world)
    shown_first = await start(world, anna)
    await anna.click(shown_first, label="Done as written")
    world.clock.move(days=1)
    await flare(world, anna, Choice.BACK_DOWN, "80 kg")
    world.clock.move(days=1)
    done = await anna.click(seen(await program(world, anna, "today")), label="Done as written")
    (public,) = done.followups
    assert "Back squat" in text_of(public)
    assert "light" not in text_of(public)
    await anna.slash(world.channel, "progress", lift="squat", metric="top set")
    assert [point.light for point in world.easel.charts[-1].points] == [False, True]


async def stopped(world: World, who: simcord.MemberActor, level: Level, area: Area) -> None:
    """Have the safety questions end with a red flag."""
    await world.house.care.intake.agree(who.id)
    await world.house.care.intake.screened(who.id, Entry(world.house.ids(), area, None, 4), level)


async def test_what_loads_an_area_with_an_unchecked_red_flag_is_left_out(world: World) -> None:
    anna = await lifter(world)
    await start(world, anna)
    await stopped(world, anna, Level.E2, Area.KNEE)
    today = seen(await program(world, anna, "today"))
    assert "Left out" in text_of(today)
    assert "Bench press" in text_of(today)
    await anna.click(today, label="Done as written")
    assert [line.split()[0] for line in logged(world)] == ["bench_press", "barbell_row"]


async def test_the_most_urgent_red_flag_leaves_everything_out_until_it_was_checked(world: World) -> None:
    anna = await lifter(world)
    await start(world, anna)
    await stopped(world, anna, Level.E1, Area.KNEE)
    today = seen(await program(world, anna, "today"))
    assert text_of(today).count("Left out") == 3
    await anna.click(today, label="Done as written")
    assert logged(world) == []
    (flare_up,) = (await world.house.care.status(anna.id)).flares
    await world.house.care.intake.checked(anna.id, flare_up.id)
    assert "Left out" not in text_of(seen(await program(world, anna, "today")))


async def test_a_lift_that_holds_is_left_out(world: World) -> None:
    anna = await lifter(world)
    await start(world, anna)
    await flare(world, anna, Choice.HOLD)
    today = seen(await program(world, anna, "today"))
    assert "Left out" in text_of(today)
    await anna.click(today, label="Done as written")
    assert [entry.split()[0] for entry in logged(world)] == ["bench_press", "barbell_row"]


async def test_a_second_flare_up_in_which_nothing_is_chosen_leaves_a_held_lift_held(world: World) -> None:
    anna = await lifter(world)
    await start(world, anna)
    await flare(world, anna, Choice.HOLD)
    await passed(world, anna, area="hip", lift="squat", pain=6)
    assert "Left out" in shown(await program(world, anna, "today"))


async def test_another_lift_of_the_same_area_gets_a_choice_of_its_own(world: World) -> None:
    anna = await lifter(world)
    await start(world, anna)
    await flare(world, anna, Choice.HOLD)
    logged_beside = await passed(world, anna, area="lower_back", lift="bench", pain=1)
    await anna.click(logged_beside, label="No painkillers")
    assert "You chose" not in text_of(logged_beside)
    today = shown(await program(world, anna, "today"))
    assert today.count("Left out") == 1
    assert today.index("Back squat") < today.index("Left out") < today.index("Bench press")
    status = text_of(seen(await anna.slash(world.channel, "flare status")))
    assert "Bench press" in status
    assert "Nothing chosen yet" in status


async def test_the_next_session_of_a_lift_comes_from_the_programmes_days(world: World) -> None:
    anna = await lifter(world)
    coach = world.house.coach
    assert await coach.next_session(anna.id, "deadlift") is None
    await start(world, anna)
    noon = datetime(2026, 3, 4, 11, tzinfo=UTC)
    assert await coach.next_session(anna.id, "deadlift") == noon
    assert await coach.next_session(anna.id, "db_curl") is None
    await train(world, anna, 2)
    assert (await coach.next_session(anna.id, "deadlift") or noon).date() == date(2026, 3, 11)


# --- Ending ---------------------------------------------------------------------------------------------------------
