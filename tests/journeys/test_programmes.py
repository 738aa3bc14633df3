"""Members start a programme, train it, mend, skip and undo sessions, and take one lift back."""

import asyncio
import json
from datetime import UTC, date, datetime
from typing import Any

import pytest
import simcord

from bot.areas import Area
from bot.errors import Gone
from bot.flares.care import Answers
from bot.flares.checkins import Step
from bot.flares.decisions import Choice
from bot.flares.record import Entry
from bot.flares.screening import Level
from bot.programmes.outcomes import Finished
from tests.journeys.world import World, seen, text_of

MAXES = "squat 132.5x4, bench 97.5x5, row 80x6, press 50x6, deadlift 170x3"
NONSENSE = ["x" * 6000, "💪💪", "\u202eabc", "@everyone **x**", "-5", "<@123>", "1e9"]
MONDAY = datetime(2026, 3, 2, 17, tzinfo=UTC)


async def lifter(world: World, name: str = "anna", unit: str = "kg", *, public: bool = True) -> simcord.MemberActor:
    who = await world.member(name)
    await world.house.members.choose_unit(who.id, unit)
    await world.house.members.choose_zone(who.id, "Europe/Berlin")
    await world.house.members.share_log(who.id, public=public)
    return who


async def program(world: World, who: simcord.MemberActor, command: str, **options: Any) -> simcord.InteractionResult:
    result: simcord.InteractionResult = await who.slash(world.channel, f"program {command}", **options)
    assert result.acknowledged
    return result


async def start(
    world: World, who: simcord.MemberActor, name: str = "madcow", maxes: str = MAXES, **options: Any
) -> Any:
    """Start a programme on a Monday and return its first session."""
    world.clock.set(MONDAY)
    shown = await program(world, who, "start", name=name, maxes=maxes, **options)
    return seen(await who.click(seen(shown), label="Start"))


async def train(world: World, who: simcord.MemberActor, sessions: int = 1) -> simcord.InteractionResult:
    """Do sessions as written, two days apart, and return the answer to the last."""
    for _ in range(sessions):
        shown = await program(world, who, "today")
        result: simcord.InteractionResult = await who.click(seen(shown), label="Done as written")
        world.clock.move(days=2)
    return result


def custom_ids(message: simcord.ResponseMessage) -> dict[str, str]:
    """Return the custom ids of a message's buttons by their labels."""
    buttons = [child for action_row in message.components for child in action_row["components"]]
    return {str(child["label"]): str(child["custom_id"]) for child in buttons}


def filled(form: simcord.InteractionResult) -> dict[str, str]:
    """Return what the fields of a form are filled in with."""
    assert form.modal is not None
    fields = [label["component"] for label in form.modal["components"]]
    return {field["custom_id"]: field.get("value", "") for field in fields}


def shown(result: simcord.InteractionResult) -> str:
    return text_of(seen(result))


def running(world: World) -> dict[str, Any]:
    (row,) = world.rows("SELECT * FROM programmes WHERE ended_at IS NULL")
    return {**row, "state": json.loads(row["state"])}


def standing(world: World, line: str) -> dict[str, Any]:
    found: dict[str, Any] = running(world)["state"]["lines"][line]
    return found


def logged(world: World) -> list[str]:
    """Return what stands in the log: `back_squat 60×5 75×5`."""
    rows = world.rows(
        "SELECT e.id, e.exercise_id, s.amount, s.unit, s.count FROM entries e JOIN sets s ON s.member_id = e.member_id "
        "AND s.entry_id = e.id WHERE e.undone_at IS NULL ORDER BY e.id, s.position"
    )
    entries: dict[int, list[str]] = {}
    for row in rows:
        entries.setdefault(row["id"], [row["exercise_id"]]).append(f"{row['amount']}×{row['count']}")
    return [" ".join(parts) for parts in entries.values()]


# --- Starting -------------------------------------------------------------------------------------------------------


async def test_the_list_names_every_programme_on_one_screen(world: World) -> None:
    text = shown(await program(world, await world.member("anna"), "list"))
    for name in ("StrongLifts", "Starting Strength", "GZCLP", "Madcow", "Texas", "First Set Last", "Boring", "nSuns"):
        assert name in text
    assert "3 days a week" in text


async def test_the_first_week_is_shown_before_anything_starts(world: World) -> None:
    anna = await lifter(world)
    world.clock.set(MONDAY)
    result = await program(world, anna, "start", name="madcow", maxes=MAXES)
    assert result.ephemeral
    text = shown(result)
    assert "Back squat 132.5 kg × 4" in text
    assert "60, 75, 90, 105, 120 ×5" in text
    assert "92.5, 110, 130, 147.5 ×5" in text
    assert "60, 75, 90, 105 ×5 · 122.5 ×3 · 90 ×8" in text
    assert "2011 StrongLifts" in text
    assert world.rows("SELECT * FROM programmes") == []


async def test_a_programme_starts_once_however_often_the_button_is_pressed(world: World) -> None:
    anna = await lifter(world)
    world.clock.set(MONDAY)
    plan = seen(await program(world, anna, "start", name="madcow", maxes=MAXES))
    draft = int(custom_ids(plan)["Start"].rsplit(":", 1)[1])
    await anna.click(plan, label="Start")
    await train(world, anna)
    again = await world.house.coach.begin(anna.id, draft)
    assert again.session.name == "Week 1 · Wednesday"
    assert running(world)["state"]["number"] == 1


async def test_a_plan_can_be_started_after_a_restart(world: World) -> None:
    anna = await lifter(world)
    plan = seen(await program(world, anna, "start", name="stronglifts", maxes="squat 60 5x5"))
    await world.restart()
    assert "workout A" in shown(await anna.click(plan, label="Start"))
    assert standing(world, "squat")["weight"] == "60 kg"


async def test_missing_maxes_are_named_and_what_was_typed_can_be_mended(world: World) -> None:
    anna = await lifter(world)
    result = await program(world, anna, "start", name="madcow", maxes="squat 132.5x4, bench 97.5x5", days="tue thu sat")
    assert "Missing: barbell row, overhead press, deadlift" in shown(result)
    form = await anna.click(seen(result), label="Mend")
    values = {"name": "madcow", "maxes": MAXES, "days": "tue thu sat", "jump": "2.5", "start": ""}
    plan = await anna.submit_modal(form, values)
    assert "Tue, Thu, Sat" in shown(plan)
    await anna.click(seen(plan), label="Start")
    assert (running(world)["days"], running(world)["jumps"]) == ("[1, 3, 5]", '{"*": "2.5 kg"}')


@pytest.mark.parametrize("field", ["name", "maxes", "days", "jump", "start"])
async def test_nonsense_in_any_field_is_answered_and_kept(world: World, field: str) -> None:
    anna = await lifter(world)
    for nonsense in NONSENSE:
        typed = {"name": "madcow", "maxes": MAXES, "days": "mon wed fri", "jump": "2.5kg", "start": "monday"}
        typed |= {field: nonsense}
        if (field, nonsense) == ("name", "-5"):
            continue  # "5" begins 5/3/1, which is asked about
        result = await program(world, anna, "start", **typed)
        assert result.ephemeral
        assert "Mend" in custom_ids(seen(result))
        kept = json.loads(world.rows("SELECT body FROM drafts ORDER BY created_at DESC, id DESC LIMIT 1")[0]["body"])
        assert kept[field] == nonsense
    assert world.rows("SELECT * FROM programmes") == []


async def test_another_member_can_neither_start_nor_train_nor_undo_mine(world: World) -> None:
    anna, ben = await lifter(world), await lifter(world, "ben")
    plan = seen(await program(world, anna, "start", name="madcow", maxes=MAXES))
    draft = int(custom_ids(plan)["Start"].rsplit(":", 1)[1])
    with pytest.raises(Gone):
        await world.house.coach.begin(ben.id, draft)
    done = await anna.click(await start(world, anna), label="Done as written")
    step = int(custom_ids(seen(done))["Undo"].rsplit(":", 1)[1])
    programme_id = running(world)["id"]
    for act in (
        world.house.coach.undo(ben.id, step),
        world.house.coach.stop(ben.id, programme_id),
        world.house.training.skip(ben.id, programme_id, 1),
        world.house.training.as_text(ben.id, programme_id, 1),
    ):
        with pytest.raises(Gone):
            await act
    assert (len(logged(world)), running(world)["state"]["number"]) == (3, 1)


async def test_a_second_programme_ends_the_first_and_says_so_before(world: World) -> None:
    anna = await lifter(world)
    await start(world, anna)
    plan = await program(world, anna, "start", name="stronglifts", maxes="squat 60 5x5")
    assert "You run Madcow 5×5, week 1: it ends" in shown(plan)
    await anna.click(seen(plan), label="Start, and end the other")
    assert running(world)["programme"] == "stronglifts"
    assert len(world.rows("SELECT * FROM programmes")) == 2


# --- Training -------------------------------------------------------------------------------------------------------


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


# --- Changing -------------------------------------------------------------------------------------------------------


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


async def test_another_number_of_days_goes_on_with_the_next_session(world: World) -> None:
    anna = await lifter(world)
    await start(world, anna, "nsuns", "squat 200, bench 100, press 60, deadlift 220")
    await train(world, anna, 6)
    form = await anna.click(seen(await program(world, anna, "week")), label="Change days, jumps or plates")
    result = await anna.submit_modal(form, filled(form) | {"days": "mon tue wed fri sat"})
    assert "Next is now Week 2 · Squat" in shown(result)
    await train(world, anna, 2)
    assert running(world)["state"]["number"] == 8


async def test_a_start_pressed_again_days_later_shows_the_session(world: World) -> None:
    anna = await lifter(world)
    world.clock.set(MONDAY)
    plan = seen(await program(world, anna, "start", name="madcow", maxes=MAXES, start="2026-03-04"))
    draft = int(custom_ids(plan)["Start"].rsplit(":", 1)[1])
    await anna.click(plan, label="Start")
    world.clock.move(days=5)
    assert (await world.house.coach.begin(anna.id, draft)).session.number == 0


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
    await care.agree(who.id)
    situation = await care.screened(who.id, Entry(world.house.ids(), Area.LOWER_BACK, "back_squat", 4), Level.PASSED)
    place = (who.id, situation.flare.id, situation.reading.id)
    await care.answer(*place, Step.LOG, Answers(masked=False, nothing_new=True))
    await care.settle(*place, choice, day="", weight=weight)


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


async def test_a_lift_that_holds_is_left_out(world: World) -> None:
    anna = await lifter(world)
    await start(world, anna)
    await flare(world, anna, Choice.HOLD)
    today = seen(await program(world, anna, "today"))
    assert "Left out" in text_of(today)
    await anna.click(today, label="Done as written")
    assert [entry.split()[0] for entry in logged(world)] == ["bench_press", "barbell_row"]


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


async def test_a_programme_ends_after_one_question_and_can_go_on_after_all(world: World) -> None:
    anna = await lifter(world)
    first = await start(world, anna)
    asked = await program(world, anna, "stop")
    assert world.rows("SELECT ended_at FROM programmes") == [{"ended_at": None}]
    ended = await anna.click(seen(asked), label="Yes, end it")
    assert "has ended" in shown(await anna.click(first, label="Done as written"))
    assert "no programme" in shown(await program(world, anna, "today"))
    assert "Monday" in shown(await anna.click(seen(ended), label="Go on with it after all"))


@pytest.mark.parametrize("command", ["today", "week", "stop", "reset"])
async def test_without_a_programme_the_way_to_one_is_shown(world: World, command: str) -> None:
    options = {"lift": "squat", "weeks": 2} if command == "reset" else {}
    result = await program(world, await lifter(world), command, **options)
    assert result.ephemeral
    assert "/program list" in shown(result)


async def test_what_is_held_of_a_member_can_be_taken_along_and_deleted(world: World) -> None:
    anna = await lifter(world)
    await start(world, anna)
    await train(world, anna)
    held = await world.house.privacy.export(anna.id)
    assert held["programmes"]["programmes"][0]["programme"] == "madcow"
    assert len(held["programmes"]["programme_steps"]) == 1
    await world.house.privacy.delete(anna.id)
    assert world.rows("SELECT * FROM programmes") + world.rows("SELECT * FROM programme_steps") == []
