"""Members train a programme: as written, differently, later, not at all; and take that back."""

import asyncio
from datetime import UTC, datetime

import pytest

from bot.programmes.outcomes import Finished
from tests.journeys.programming import (
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


async def test_today_shows_every_set_with_its_plates(world: World) -> None:
    text = text_of(await start(world, await lifter(world)))
    assert "120 kg ×5 — a side: 20 + 20 + 10" in text.replace("**", "")
    assert "Monday" in text
    assert "sit-ups" in text


async def test_done_as_written_logs_the_whole_session_in_one_tap(world: World) -> None:
    anna = await lifter(world)
    first = await start(world, anna)
    result = await anna.click(first, label="Done as written")
    assert logged(world) == [
        "back_squat 60×5 75×5 90×5 105×5 120×5",
        "bench_press 45×5 57.5×5 67.5×5 80×5 90×5",
        "barbell_row 40×5 47.5×5 57.5×5 67.5×5 77.5×5",
    ]
    assert "Week 1 · Monday · done" in shown(result)
    assert "Week 1 · Wednesday" in shown(result)
    assert len(world.rows("SELECT * FROM workouts")) == 1


async def test_a_finished_session_is_shown_to_everyone_where_the_member_shares(world: World) -> None:
    anna = await lifter(world)
    await anna.click(await start(world, anna), label="Done as written")
    posted = max(world.channel.history(), key=lambda message: message.id)
    assert "Week 1 · Monday · done" in text_of(posted)
    assert "How it goes on" not in text_of(posted)


async def test_a_finished_session_stays_private_where_the_member_does_not_share(world: World) -> None:
    anna = await lifter(world, public=False)
    await anna.click(await start(world, anna), label="Done as written")
    assert all("done" not in text_of(message) for message in world.channel.history())


async def test_done_pressed_twice_is_done_once(world: World) -> None:
    anna = await lifter(world)
    await start(world, anna)
    first, second = [seen(await program(world, anna, "today")) for _ in range(2)]
    await anna.click(first, label="Done as written")
    again = await anna.click(second, label="Done as written")
    assert "already done" in shown(again)
    assert sum("done" in text_of(message) for message in world.channel.history()) == 1
    assert (len(logged(world)), running(world)["state"]["number"]) == (3, 1)


async def test_two_presses_at_the_same_moment_log_one_session(world: World) -> None:
    anna = await lifter(world)
    await start(world, anna)
    today = await world.house.coach.today(anna.id)
    act = (anna.id, today.running.kept.id, 0, today.mark)
    done = await asyncio.gather(*(world.house.training.done(*act) for _ in range(5)))
    assert sorted(one.repeated for one in done if isinstance(one, Finished)) == [False, True, True, True, True]
    assert (len(logged(world)), running(world)["state"]["number"]) == (3, 1)


async def test_a_reset_sent_twice_takes_the_lift_back_once(world: World) -> None:
    anna = await lifter(world)
    await start(world, anna)
    was = [await world.house.coach.reset(anna.id, 77, "squat", 4, "") for _ in range(2)]
    assert [one.repeated for one in was] == [False, True]
    assert was[0].resets == was[1].resets
    assert standing(world, "squat")["week"] == -3


async def test_resets_are_known_for_the_chart_of_a_lift(world: World) -> None:
    anna = await lifter(world)
    await start(world, anna)
    undone = await program(world, anna, "reset", lift="squat", weeks=2)
    await anna.click(seen(undone), label="Undo")
    await program(world, anna, "reset", lift="squat", by="15 kg")
    (past,) = await world.house.coach.resets(anna.id, "back_squat")
    assert (past.day, str(past.start), str(past.to)) == (MONDAY.date(), "120 kg", "105 kg")
    assert await world.house.coach.resets(anna.id, "deadlift") == []


async def test_buttons_of_a_session_work_after_a_restart(world: World) -> None:
    anna = await lifter(world)
    first = await start(world, anna)
    await world.restart()
    await anna.click(first, label="Done as written")
    assert len(logged(world)) == 3


async def test_a_week_done_as_written_goes_up_on_monday(world: World) -> None:
    anna = await lifter(world)
    await start(world, anna)
    result = await train(world, anna, 3)
    assert "120 kg → 122.5 kg" in shown(result)
    week = shown(await program(world, anna, "week"))
    assert "week 2 · in kg" in week
    assert "62.5, 77.5, 92.5, 107.5, 122.5 ×5" in week


async def test_what_was_done_differently_is_logged_and_drives_the_stall_rule(world: World) -> None:
    anna = await lifter(world)
    first = await start(world, anna)
    form = await anna.click(first, label="Log differently")
    assert filled(form)["text"].startswith("Back squat 60 kg ×5, 75 kg ×5, 90 kg ×5, 105 kg ×5, 120 kg ×5\nBench press")
    text = "squat 60x5, 75x5, 90x5, 105x5, 120x3\nbench 45x5, 57.5x5, 67.5x5, 80x5, 90x5\nrow 40x5, 60x5, 80x5"
    result = await anna.submit_modal(form, {"text": text, "when": ""})
    assert "the same weight next week" in shown(result)
    assert logged(world)[0] == "back_squat 60×5 75×5 90×5 105×5 120×3"
    await train(world, anna, 2)
    assert (standing(world, "squat")["week"], standing(world, "bench")["week"]) == (1, 2)


async def test_own_exercises_and_the_names_of_the_server_are_read_in_a_session(world: World) -> None:
    anna = await lifter(world)
    await world.house.words.keep(anna.id, "tate press")
    await world.house.words.set_alias(world.guild.id, anna.id, "king lift", "squat")
    form = await anna.click(await start(world, anna), label="Log differently")
    await anna.submit_modal(form, {"text": "king lift 100x5\ntate press 20x12", "when": ""})
    assert logged(world) == ["back_squat 100×5", "custom:tate_press 20×12"]


async def test_bullets_and_numbers_are_no_part_of_a_session(world: World) -> None:
    anna = await lifter(world)
    form = await anna.click(await start(world, anna), label="Log differently")
    await anna.submit_modal(form, {"text": "- squat 100x5\n2. bench 80x5", "when": ""})
    assert logged(world) == ["back_squat 100×5", "bench_press 80×5"]


async def test_a_line_that_cannot_be_read_is_kept_and_mended(world: World) -> None:
    anna = await lifter(world)
    first = await start(world, anna)
    form = await anna.click(first, label="Log differently")
    result = await anna.submit_modal(form, {"text": "squat 120 5x5\nbanch 90 5x5", "when": ""})
    assert "Line 2" in shown(result)
    assert "Bench press" in shown(result)
    assert logged(world) == []
    mending = await anna.click(seen(result), label="Mend")
    await anna.submit_modal(mending, {"text": "squat 120 5x5\nbench 90 5x5", "when": "yesterday"})
    assert logged(world) == ["back_squat 120×5 120×5 120×5 120×5 120×5", "bench_press 90×5 90×5 90×5 90×5 90×5"]
    assert world.rows("SELECT day FROM programme_steps") == [{"day": "2026-03-01"}]


async def test_nonsense_in_the_session_form_loses_nothing(world: World) -> None:
    anna = await lifter(world)
    first = await start(world, anna)
    for text, when in [*((nonsense[:4000], "") for nonsense in NONSENSE), ("squat 100 5x5", "tomorrow"), (" ", "")]:
        form = await anna.click(first, label="Log differently")
        result = await anna.submit_modal(form, {"text": text, "when": when})
        assert "Mend" in custom_ids(seen(result))
        first = seen(await program(world, anna, "today"))
    assert logged(world) == []


async def test_an_implausible_lift_is_asked_about_before_it_counts(world: World) -> None:
    anna = await lifter(world)
    form = await anna.click(await start(world, anna), label="Log differently")
    asked = await anna.submit_modal(form, {"text": "squat 1200x5", "when": ""})
    assert "Is that right?" in shown(asked)
    assert logged(world) == []
    await anna.click(seen(asked), label="Yes, log it")
    assert logged(world) == ["back_squat 1200×5"]


@pytest.mark.parametrize(("when", "day"), [("", "2026-03-02"), ("yesterday", "2026-03-01")])
@pytest.mark.parametrize("text", ["squat 1200x5", "squad 120x5"])
async def test_a_session_is_of_the_day_it_was_typed_on_even_if_it_is_taken_after_midnight(
    world: World, text: str, when: str, day: str
) -> None:
    anna = await lifter(world)
    form = await anna.click(await start(world, anna), label="Log differently")
    world.clock.set(datetime(2026, 3, 2, 22, 58, tzinfo=UTC))  # 23:58 in Berlin
    asked = await anna.submit_modal(form, {"text": text, "when": when})
    world.clock.move(minutes=5)
    if text == "squat 1200x5":
        await anna.click(seen(asked), label="Yes, log it")
    else:
        mending = await anna.click(seen(asked), label="Mend")
        await anna.submit_modal(mending, {**filled(mending), "text": "squat 120x5"})
    assert [row["day"] for row in world.rows("SELECT day FROM entries")] == [day]
    assert [row["day"] for row in world.rows("SELECT day FROM programme_steps")] == [day]


async def test_a_session_that_is_confirmed_keeps_the_unit_it_was_typed_in(world: World) -> None:
    anna = await lifter(world)
    form = await anna.click(await start(world, anna), label="Log differently")
    asked = await anna.submit_modal(form, {"text": "squat 1200x5", "when": ""})
    await world.house.members.choose_unit(anna.id, "lb")
    await anna.click(seen(asked), label="Yes, log it")
    assert {row["unit"] for row in world.rows("SELECT unit FROM sets")} == {"kg"}


async def test_a_skipped_session_logs_nothing_and_can_be_undone(world: World) -> None:
    anna = await lifter(world)
    skipped = await anna.click(await start(world, anna), label="Skip")
    assert "nothing counts as missed" in shown(skipped)
    assert running(world)["state"]["number"] == 1
    await anna.click(seen(skipped), label="Undo")
    assert (running(world)["state"]["number"], logged(world)) == (0, [])


async def test_undoing_a_session_takes_it_out_of_the_log_and_the_programme_back(world: World) -> None:
    anna = await lifter(world)
    first = await start(world, anna)
    before = running(world)["state"]
    done = await anna.click(first, label="Done as written")
    undo = int(custom_ids(seen(done))["Undo"].rsplit(":", 1)[1])
    await anna.click(seen(done), label="Undo")
    assert (running(world)["state"], logged(world)) == (before, [])
    await world.house.coach.undo(anna.id, undo)
    assert running(world)["state"] == before
    await train(world, anna)
    assert len(logged(world)) == 3


async def test_a_session_cannot_be_undone_after_the_next(world: World) -> None:
    anna = await lifter(world)
    done = await anna.click(await start(world, anna), label="Done as written")
    world.clock.move(days=2)
    await train(world, anna)
    assert "gone on since" in shown(await anna.click(seen(done), label="Undo"))
    assert running(world)["state"]["number"] == 2


async def test_a_missed_day_shifts_and_breaks_nothing(world: World) -> None:
    anna = await lifter(world)
    await start(world, anna)
    world.clock.move(days=9)
    text = shown(await program(world, anna, "today"))
    assert "Week 1 · Monday" in text
    assert "Today" in text


async def test_the_next_session_of_a_day_is_on_the_next_training_day(world: World) -> None:
    anna = await lifter(world)
    await anna.click(await start(world, anna), label="Done as written")
    text = shown(await program(world, anna, "today"))
    assert "Week 1 · Wednesday" in text
    assert "Next on <t:1772622000:D>" in text


async def test_an_old_session_message_logs_nothing_more(world: World) -> None:
    anna = await lifter(world)
    await start(world, anna)
    old = seen(await program(world, anna, "today"))
    await train(world, anna, 2)
    assert "already done" in shown(await anna.click(old, label="Skip"))
    assert running(world)["state"]["number"] == 2


async def test_a_message_from_before_an_undo_says_where_the_next_session_is(world: World) -> None:
    anna = await lifter(world)
    done = await anna.click(await start(world, anna), label="Done as written")
    wednesday = seen(await program(world, anna, "today"))
    await anna.click(seen(done), label="Undo")
    assert "`/program today` shows it" in shown(await anna.click(wednesday, label="Done as written"))


async def test_a_session_in_direct_messages(world: World) -> None:
    anna = await lifter(world)
    await start(world, anna)
    today = await anna.user.slash("program today")
    await anna.user.click(seen(today), label="Done as written")
    assert len(logged(world)) == 3


async def test_a_novice_starts_with_the_bar(world: World) -> None:
    text = text_of(await start(world, await lifter(world), "stronglifts", "none")).replace("**", "")
    assert "20 kg 5×5 — the empty bar" in text


async def test_more_reps_than_the_least_are_what_nsuns_goes_by(world: World) -> None:
    anna = await lifter(world)
    await start(world, anna, "nsuns", "squat 200, bench 100, press 60, deadlift 220")
    await train(world, anna)
    first = seen(await program(world, anna, "today"))
    assert "170 kg ×1+" in text_of(first).replace("**", "")
    form = await anna.click(first, label="Log differently")
    typed = filled(form)["text"].replace("170 kg ×1,", "170 kg ×4,")
    result = await anna.submit_modal(form, {"text": typed, "when": ""})
    assert "180 kg → 185 kg" in shown(result)


async def test_the_reps_of_an_amrap_set_are_asked_for_by_a_button(world: World) -> None:
    anna = await lifter(world)
    await start(world, anna, "531fsl", "squat 200, bench 100, press 60, deadlift 220")
    first = seen(await program(world, anna, "today"))
    form = await anna.click(first, label="Done, with reps …")
    assert filled(form) == {"0": "5"}
    await anna.submit_modal(form, {"0": "9"})
    assert logged(world) == ["overhead_press 35×5 40×5 45×9 35×5 35×5 35×5 35×5 35×5"]
    assert standing(world, "press")["mark"] == "58.487 kg"


@pytest.mark.parametrize("reps", ["x", "-1", "💪", "6+"])
async def test_reps_that_are_no_number_log_nothing_and_are_kept(world: World, reps: str) -> None:
    anna = await lifter(world)
    await start(world, anna, "531fsl", "squat 200, bench 100, press 60, deadlift 220")
    form = await anna.click(seen(await program(world, anna, "today")), label="Done, with reps …")
    result = await anna.submit_modal(form, {"0": reps})
    assert reps in filled(await anna.click(seen(result), label="Mend"))["text"]
    assert logged(world) == []


async def test_no_rep_at_all_is_a_failed_set(world: World) -> None:
    anna = await lifter(world)
    await start(world, anna, "531fsl", "squat 200, bench 100, press 60, deadlift 220")
    form = await anna.click(seen(await program(world, anna, "today")), label="Done, with reps …")
    result = await anna.submit_modal(form, {"0": "0"})
    assert "looked at anew" in shown(result)


async def test_pounds_stay_pounds(world: World) -> None:
    anna = await lifter(world, unit="lb")
    text = text_of(await start(world, anna, "stronglifts", "squat 185 5x5"))
    assert "185 lb 5×5 — a side: 45 + 25" in text.replace("**", "")
    await train(world, anna)
    assert logged(world)[0] == "back_squat 185×5 185×5 185×5 185×5 185×5"
    assert {row["unit"] for row in world.rows("SELECT unit FROM sets")} == {"lb"}
    assert standing(world, "squat")["weight"] == "190 lb"


async def test_a_session_that_is_changed_keeps_the_unit_that_was_guessed(world: World) -> None:
    anna = await lifter(world, unit=None)
    first = await start(world, anna, "stronglifts", "squat 100 5x5, bench 95 5x5, row 65 5x5")
    assert "100 lb 5×5" in text_of(first).replace("**", "")
    form = await anna.click(first, label="Log differently")
    assert filled(form)["text"].startswith("Back squat 100 lb 5×5")
    await anna.submit_modal(form, filled(form))
    assert {row["unit"] for row in world.rows("SELECT unit FROM sets")} == {"lb"}
    assert standing(world, "squat")["weight"] == "105 lb"


async def test_reps_of_an_amrap_set_are_logged_in_the_unit_that_was_guessed(world: World) -> None:
    anna = await lifter(world, unit=None)
    first = await start(world, anna, "531fsl", "squat 315, bench 205, press 135, deadlift 405")
    form = await anna.click(first, label="Done, with reps …")
    await anna.submit_modal(form, {"0": "9"})
    assert logged(world)[0].startswith("overhead_press 80×5 90×5 105×9")
    assert {row["unit"] for row in world.rows("SELECT unit FROM sets")} == {"lb"}


# --- Changing -------------------------------------------------------------------------------------------------------
