"""Members start a programme and end it."""

import json
from datetime import UTC, datetime

import pytest

from bot.errors import Gone
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
from tests.journeys.world import World, seen


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


async def test_days_that_are_utcs_are_called_so_until_the_zone_is_known(world: World) -> None:
    anna = await world.member("anna")
    world.clock.set(MONDAY)
    plan = await program(world, anna, "start", name="madcow", maxes=MAXES)
    assert "Monday by UTC" in shown(plan)
    assert "Monday by UTC" in shown(await anna.click(seen(plan), label="Start"))
    await world.house.members.choose_zone(anna.id, "America/New_York")
    assert "by UTC" not in shown(await program(world, anna, "today"))


@pytest.mark.parametrize(
    ("typed", "first_day"), [("monday", "2026-03-02"), ("tomorrow", "2026-03-02"), ("2026-03-01", "2026-03-02")]
)
async def test_a_programme_starts_as_it_was_shown_even_after_midnight(world: World, typed: str, first_day: str) -> None:
    anna = await lifter(world)
    world.clock.set(datetime(2026, 3, 1, 22, 58, tzinfo=UTC))  # Sunday, 23:58 in Berlin
    plan = await program(world, anna, "start", name="madcow", maxes=MAXES, start=typed)
    assert "first session <t:1772449200:D>" in shown(plan)
    world.clock.move(minutes=5)
    await anna.click(seen(plan), label="Start")
    assert running(world)["first_day"] == first_day


async def test_a_first_day_that_is_typed_again_is_reckoned_from_then(world: World) -> None:
    anna = await lifter(world)
    world.clock.set(MONDAY)
    plan = await program(world, anna, "start", name="madcow", maxes=MAXES, start="tomorrow")
    world.clock.move(days=3)
    form = await anna.click(seen(plan), label="Mend")
    plan = await anna.submit_modal(form, {**filled(form), "start": "tomorrow"})
    await anna.click(seen(plan), label="Start")
    assert running(world)["first_day"] == "2026-03-06"


async def test_a_programme_starts_once_however_often_the_button_is_pressed(world: World) -> None:
    anna = await lifter(world)
    world.clock.set(MONDAY)
    plan = seen(await program(world, anna, "start", name="madcow", maxes=MAXES))
    draft = int(custom_ids(plan)["Start"].rsplit(":", 1)[1])
    await anna.click(plan, label="Start")
    await train(world, anna)
    again = await world.house.starting.begin(anna.id, draft)
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
        await world.house.starting.begin(ben.id, draft)
    done = await anna.click(await start(world, anna), label="Done as written")
    step = int(custom_ids(seen(done))["Undo"].rsplit(":", 1)[1])
    programme_id = running(world)["id"]
    for act in (
        world.house.coach.undo(ben.id, step),
        world.house.starting.stop(ben.id, programme_id),
        world.house.training.skip(ben.id, programme_id, 1),
        world.house.training.as_text(ben.id, programme_id, 1),
    ):
        with pytest.raises(Gone):
            await act
    assert (len(logged(world)), running(world)["state"]["number"]) == (3, 1)


async def test_a_programme_starts_in_the_unit_it_was_shown_in(world: World) -> None:
    anna = await lifter(world, unit=None)
    world.clock.set(MONDAY)
    plan = await program(world, anna, "start", name="stronglifts", maxes="squat 200 5x5")
    await world.house.members.choose_unit(anna.id, "kg")
    await anna.click(seen(plan), label="Start")
    assert standing(world, "squat")["weight"].endswith(" lb")


async def test_a_programme_that_is_mended_is_read_in_the_unit_of_then(world: World) -> None:
    anna = await lifter(world, unit=None)
    plan = await program(world, anna, "start", name="stronglifts", maxes="squat 100 5x5")
    await world.house.members.choose_unit(anna.id, "kg")
    form = await anna.click(seen(plan), label="Mend")
    await anna.click(seen(await anna.submit_modal(form, filled(form))), label="Start")
    assert standing(world, "squat")["weight"].endswith(" kg")


@pytest.mark.parametrize(
    ("unit", "plates", "maxes", "guessed"),
    [
        (None, "", "squat 200 5x5", True),
        (None, "", "squat 100kg 5x5", True),
        (None, "20 kg: 20x5 10 5 2.5 1.25", "squat 200 5x5", True),
        (None, "20 kg: 20x5 10 5 2.5 1.25", "squat 100kg 5x5", False),
        ("lb", "", "squat 200 5x5", False),
    ],
)
async def test_a_plan_says_when_its_unit_is_a_guess(
    world: World, unit: str | None, plates: str, maxes: str, guessed: bool
) -> None:
    anna = await lifter(world, unit=unit)
    await world.house.members.choose_plates(anna.id, plates)
    text = shown(await program(world, anna, "start", name="stronglifts", maxes=maxes))
    assert ("Read in lb, which is a guess" in text) == guessed


async def test_a_second_programme_ends_the_first_and_says_so_before(world: World) -> None:
    anna = await lifter(world)
    await start(world, anna)
    plan = await program(world, anna, "start", name="stronglifts", maxes="squat 60 5x5")
    assert "You run Madcow 5×5, week 1: it ends" in shown(plan)
    await anna.click(seen(plan), label="Start, and end the other")
    assert running(world)["programme"] == "stronglifts"
    assert len(world.rows("SELECT * FROM programmes")) == 2


async def test_the_way_back_from_a_second_programme_is_one_press(world: World) -> None:
    anna = await lifter(world)
    await start(world, anna)
    await train(world, anna, 3)
    plan = await program(world, anna, "start", name="stronglifts", maxes="squat 60 5x5")
    first = await anna.click(seen(plan), label="Start, and end the other")
    await world.restart()
    back = await anna.click(seen(first), label="Back to Madcow 5×5, week 2")
    assert "Week 2 · Monday" in shown(back)
    old, new = [row["id"] for row in world.rows("SELECT id FROM programmes ORDER BY started_at")]
    assert running(world)["id"] == old
    await world.house.starting.take_up(anna.id, old, instead_of=new)
    assert running(world)["id"] == old


async def test_a_programme_that_was_trained_and_left_by_the_way_back_is_one_press_away(world: World) -> None:
    anna = await lifter(world)
    await start(world, anna)
    plan = await program(world, anna, "start", name="stronglifts", maxes="squat 60 5x5")
    first = await anna.click(seen(plan), label="Start, and end the other")
    await train(world, anna, 4)
    trained = running(world)
    back = await anna.click(seen(first), label="Back to Madcow 5×5, week 1")
    assert running(world)["programme"] == "madcow"
    await world.restart()
    again = await anna.click(seen(back), label="Back to StrongLifts 5×5, week 2")
    assert running(world) == trained
    assert "Back to Madcow 5×5, week 1" in custom_ids(seen(again))


async def test_the_way_back_pressed_twice_shows_the_same(world: World) -> None:
    anna = await lifter(world)
    await start(world, anna)
    plan = await program(world, anna, "start", name="stronglifts", maxes="squat 60 5x5")
    await anna.click(seen(plan), label="Start, and end the other")
    old, new = [row["id"] for row in world.rows("SELECT id FROM programmes ORDER BY started_at")]
    once, twice = [await world.house.starting.take_up(anna.id, old, instead_of=new) for _ in range(2)]
    assert once == twice


async def test_the_way_back_is_closed_while_a_third_programme_runs(world: World) -> None:
    anna = await lifter(world)
    await start(world, anna)
    plan = await program(world, anna, "start", name="stronglifts", maxes="squat 60 5x5")
    first = await anna.click(seen(plan), label="Start, and end the other")
    world.clock.move(days=1)
    third = await program(world, anna, "start", name="ss", maxes="squat 60 5x5")
    await anna.click(seen(third), label="Start, and end the other")
    assert "/program stop" in shown(await anna.click(seen(first), label="Back to Madcow 5×5, week 1"))
    assert running(world)["programme"] == "ss"


# --- Training -------------------------------------------------------------------------------------------------------


async def test_a_programme_ends_after_one_question_and_can_go_on_after_all(world: World) -> None:
    anna = await lifter(world)
    first = await start(world, anna)
    asked = await program(world, anna, "stop")
    assert world.rows("SELECT ended_at FROM programmes") == [{"ended_at": None}]
    ended = await anna.click(seen(asked), label="Yes, end it")
    assert "has ended" in shown(await anna.click(first, label="Done as written"))
    assert "no programme" in shown(await program(world, anna, "today"))
    assert "Monday" in shown(await anna.click(seen(ended), label="Go on with it after all"))


async def test_what_an_older_version_kept_is_gone_kindly(world: World) -> None:
    anna = await lifter(world)
    old = {"programme_id": "1", "number": 0, "text": "squat 100x5", "when": "", "name": "madcow", "maxes": MAXES}
    *starts, session_id = [
        await world.house.drafts.keep(anna.id, kind, old) for kind in ("programme", "programme start", "session")
    ]
    for start_id in starts:
        with pytest.raises(Gone, match="type it again"):
            await world.house.starting.begin(anna.id, start_id)
    with pytest.raises(Gone, match="type it again"):
        await world.house.training.confirm(anna.id, session_id)


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
