"""Members log lifts, mend, undo and repeat them, save workouts and look back: what they see and what is stored."""

from typing import Any

import pytest
import simcord

from tests.journeys.test_forged import forge
from tests.journeys.world import World, seen, text_of

NOTHING: list[dict[str, Any]] = []


async def log(world: World, who: simcord.MemberActor, entry: str, **options: Any) -> simcord.InteractionResult:
    result: simcord.InteractionResult = await who.slash(world.channel, "log", entry=entry, **options)
    assert result.acknowledged
    return result


async def lifter(world: World, name: str = "anna", *, public: bool = True) -> simcord.MemberActor:
    """Return a member who has chosen kg, and whether to share."""
    who = await world.member(name)
    await world.house.members.choose_unit(who.id, "kg")
    await world.house.members.share_log(who.id, public=public)
    return who


def entries(world: World) -> list[dict[str, Any]]:
    """Return the entries that stand in the log, with their first sets."""
    return world.rows(
        "SELECT e.member_id, e.exercise_id, s.amount, s.unit, s.count FROM entries e JOIN sets s "
        "ON s.member_id = e.member_id AND s.entry_id = e.id AND s.position = 0 WHERE undone_at IS NULL ORDER BY e.id"
    )


def lifts(world: World) -> list[str]:
    """Return the first sets that stand in the log as `back_squat 100 kg x5`."""
    return [f"{row['exercise_id']} {row['amount']} {row['unit']} x{row['count']}" for row in entries(world)]


def shown(result: simcord.InteractionResult) -> str:
    return text_of(seen(result))


def last_in(world: World) -> Any:
    """Return the newest message of the channel."""
    return max(world.channel.history(), key=lambda message: message.id)


async def test_an_entry_is_logged_and_shown_to_everyone(world: World) -> None:
    anna = await lifter(world)
    result = await log(world, anna, "squat 100 5x5", note="belt on")
    assert not result.ephemeral
    assert "Back squat\n**5×5 · 100 kg**\ne1RM 116.7 kg (Epley)\nYour first Back squat" in shown(result)
    assert "> belt on" in shown(result)
    assert entries(world) == [
        {"member_id": anna.id, "exercise_id": "back_squat", "amount": "100", "unit": "kg", "count": 5}
    ]


async def test_who_keeps_the_log_private_is_answered_privately(world: World) -> None:
    anna = await lifter(world, public=False)
    assert (await log(world, anna, "squat 100 5x5")).ephemeral


async def test_logging_works_in_the_bots_direct_messages(world: World) -> None:
    anna = await lifter(world)
    result = await anna.user.slash("log", entry="squat 100 5x5")
    assert "5×5 · 100 kg" in shown(result)
    assert lifts(world) == ["back_squat 100 kg x5"]


async def test_225_lb_stays_225_lb(world: World) -> None:
    anna = await lifter(world)
    assert "3×5 · 225 lb" in shown(await log(world, anna, "squat 225lb 3x5"))
    assert lifts(world) == ["back_squat 225 lb x5"]


async def test_what_was_beaten_is_told(world: World) -> None:
    anna = await lifter(world)
    assert "Heaviest" not in shown(await log(world, anna, "squat 100x5"))
    world.clock.move(days=2)
    told = shown(await log(world, anna, "squat 102,5x5"))
    assert "Heaviest: 102.5 kg (before: 100 kg" in told
    assert "Best e1RM 119.6 kg (Epley) (before: e1RM 116.7 kg (Epley)" in told


async def test_e1rm_is_told_by_formula_and_by_rpe(world: World) -> None:
    anna = await lifter(world)
    told = shown(await log(world, anna, "squat 100x5 @8"))
    assert "e1RM 116.7 kg (Epley)" in told
    assert "e1RM 123.3 kg (RPE table)" in told


async def test_more_volume_than_any_session_before_is_told(world: World) -> None:
    anna = await lifter(world)
    await log(world, anna, "squat 100 5x5", when="monday")
    assert "Most volume in a session: 3000 kg (before: 2500 kg" in shown(await log(world, anna, "squat 100 6x5"))


async def test_what_is_undone_is_no_longer_a_record(world: World) -> None:
    anna = await lifter(world)
    await log(world, anna, "squat 100x5", when="monday")
    high = await log(world, anna, "squat 120x5", when="yesterday")
    assert "Heaviest" not in shown(await log(world, anna, "squat 110x5"))
    await anna.click(seen(high), label="Undo")
    assert "Heaviest: 111 kg (before: 110 kg" in shown(await log(world, anna, "squat 111x5"))


async def test_a_bodyweight_lift_s_e1rm_is_told_to_the_member_alone(world: World) -> None:
    anna = await lifter(world)
    await anna.slash(world.channel, "bodyweight", weight="80")
    assert "e1RM" not in shown(await log(world, anna, "pull-up bw+20 x6"))
    await world.house.members.share_log(anna.id, public=False)
    assert "e1RM 120 kg (Epley, with 80 kg of bodyweight)" in shown(await log(world, anna, "pull-up bw+20 x6"))


async def test_as_many_reps_as_possible_are_logged_as_such(world: World) -> None:
    anna = await lifter(world)
    assert "60 kg ×12+" in shown(await log(world, anna, "bench 60x12+"))
    assert world.rows("SELECT amrap FROM sets") == [{"amrap": 1}]


async def test_what_is_being_typed_is_offered_as_it_is_read(world: World) -> None:
    anna = await lifter(world)
    offered = await anna.autocomplete(world.channel, "log", "entry", "dl 5x5 140")
    assert offered == [
        {"name": "Deadlift · 5×5 · 140 kg · e1RM 163.3 kg (Epley)", "value": "Deadlift 140 kg 5×5"},
    ]


async def test_what_is_offered_logs_what_it_says(world: World) -> None:
    anna = await lifter(world)
    for offer in await anna.autocomplete(world.channel, "log", "entry", "squat 5x100"):
        assert offer["name"].startswith(shown(await log(world, anna, offer["value"])).split("\n")[0])
    assert lifts(world) == ["back_squat 100 kg x5", "back_squat 100 kg x1"]


async def test_a_guessed_unit_is_called_one(world: World) -> None:
    anna = await world.member("anna")
    assert "which is a guess" in shown(await log(world, anna, "squat 225 5x5"))
    assert "which is a guess" not in shown(await log(world, anna, "squat 225lb 5x5"))


async def test_a_day_that_is_utcs_is_called_so_until_the_zone_is_known(world: World) -> None:
    anna = await lifter(world)
    logged = await log(world, anna, "squat 100 5x5")
    assert "Wednesday by UTC" in shown(logged)
    await anna.click(seen(logged), label="Again")
    assert "Wednesday by UTC" in text_of(last_in(world))
    form = await anna.slash(world.channel, "workout")
    preview = await anna.submit_modal(form, {"text": "squat 100 5x5", "when": "yesterday"})
    await anna.click(seen(preview), label="Save")
    assert "Tuesday by UTC" in text_of(last_in(world))
    await world.house.members.choose_zone(anna.id, "America/New_York")
    assert "by UTC" not in shown(await log(world, anna, "squat 100 5x5"))


async def test_editing_changes_the_message_and_the_entry(world: World) -> None:
    anna = await lifter(world)
    message = seen(await log(world, anna, "squat 100 5x5"))
    form = await anna.click(message, label="Edit")
    changed = await anna.submit_modal(form, {"text": "squat 105 3x5", "when": "yesterday", "note": "*heavy*"})
    assert "3×5 · 105 kg" in shown(changed)
    assert "\\*heavy\\*" in shown(changed)
    assert lifts(world) == ["back_squat 105 kg x5"]
    assert world.rows("SELECT day FROM entries") == [{"day": "2026-03-03"}]


async def test_an_edit_sent_twice_is_one_change(world: World) -> None:
    anna = await lifter(world)
    message = seen(await log(world, anna, "squat 100 5x5"))
    for form in [await anna.click(message, label="Edit") for _ in range(2)]:
        await anna.submit_modal(form, {"text": "squat 105 3x5", "when": "", "note": ""})
    assert lifts(world) == ["back_squat 105 kg x5"]


async def test_an_edit_that_cannot_be_read_is_answered_privately_and_can_be_mended(world: World) -> None:
    anna = await lifter(world)
    form = await anna.click(seen(await log(world, anna, "squat 100 5x5")), label="Edit")
    asked = await anna.submit_modal(form, {"text": "squat 105 easy", "when": "", "note": ""})
    assert asked.ephemeral
    assert lifts(world) == ["back_squat 100 kg x5"]
    form = await anna.click(seen(asked), label="Mend")
    await anna.submit_modal(form, {"text": "squat 105x5", "when": "", "note": "easy"})
    assert lifts(world) == ["back_squat 105 kg x5"]


async def test_undo_pressed_twice_is_undone_once_and_can_be_put_back(world: World) -> None:
    anna = await lifter(world)
    message = seen(await log(world, anna, "squat 100 5x5"))
    undo = button(message, "Undo")
    await anna.click(message, label="Undo")
    assert lifts(world) == []
    await world.house.logbook.undo(anna.id, int(undo.rsplit(":", 1)[1]))
    result = await anna.click(message, label="Put it back")
    assert "5×5 · 100 kg" in shown(result)
    assert lifts(world) == ["back_squat 100 kg x5"]


async def test_again_logs_the_same_once_however_fast_it_is_pressed(world: World) -> None:
    anna = await lifter(world)
    message = seen(await log(world, anna, "squat 100x5"))
    first = await anna.click(message, label="Again")
    second = await anna.click(message, label="Again")
    assert not first.ephemeral
    assert second.ephemeral
    assert "Already logged" in shown(second)
    assert lifts(world) == ["back_squat 100 kg x5"] * 2


@pytest.mark.parametrize("label", ["Edit", "Undo", "Again"])
async def test_another_members_buttons_are_refused_kindly(world: World, label: str) -> None:
    anna, ben = await lifter(world), await lifter(world, "ben")
    message = seen(await log(world, anna, "squat 100x5"))
    refused = await ben.click(message, label=label)
    assert refused.ephemeral
    assert "someone else" in shown(refused)
    assert [row["member_id"] for row in entries(world)] == [anna.id]


@pytest.mark.parametrize("label", ["Edit", "Undo", "Again"])
async def test_buttons_of_an_entry_that_is_gone_are_answered(world: World, label: str) -> None:
    anna = await lifter(world)
    message = seen(await log(world, anna, "squat 100x5"))
    await world.house.privacy.delete(anna.id)
    gone = await anna.click(message, label=label)
    assert gone.ephemeral
    assert "no longer here" in shown(gone)


async def test_every_button_works_after_a_restart(world: World) -> None:
    anna = await lifter(world)
    message = seen(await log(world, anna, "squat 100x5"))
    await world.restart()
    await anna.click(message, label="Undo")
    await world.restart()
    await anna.click(message, label="Put it back")
    await world.restart()
    form = await anna.click(message, label="Edit")
    await world.restart()
    await anna.submit_modal(form, {"text": "squat 105x5", "when": "", "note": ""})
    await world.restart()
    await anna.click(message, label="Again")
    assert lifts(world) == ["back_squat 105 kg x5"] * 2


async def test_two_readings_are_asked_about_and_one_is_logged_for_everyone_to_see(world: World) -> None:
    anna = await lifter(world)
    asked = await log(world, anna, "squat 5x100")
    assert asked.ephemeral
    assert lifts(world) == []
    await world.restart()
    chosen = await anna.click(seen(asked), label="Back squat · 100 kg ×5")
    assert lifts(world) == ["back_squat 100 kg x5"]
    assert shown(chosen) == "Logged."
    assert "100 kg ×5" in text_of(last_in(world))


async def test_an_unknown_lift_offers_the_nearest_and_logs_none_unasked(world: World) -> None:
    anna = await lifter(world)
    asked = await log(world, anna, "bnech 100x5")
    assert asked.ephemeral
    assert lifts(world) == []
    await anna.click(seen(asked), label="Bench press")
    assert lifts(world) == ["bench_press 100 kg x5"]


async def test_none_of_the_nearest_opens_what_was_typed(world: World) -> None:
    anna = await lifter(world)
    asked = await log(world, anna, "bnech 100x5", note="wide grip")
    form = await anna.click(seen(asked), label="None of these")
    assert values(form) == {"text": "bnech 100x5", "when": "", "note": "wide grip"}


@pytest.mark.parametrize(
    ("label", "logged"),
    [("Yes, log it", "bench_press 225 kg x5"), ("It was lb", "bench_press 225 lb x5")],
)
async def test_an_implausible_lift_is_asked_about_before_it_counts(world: World, label: str, logged: str) -> None:
    anna = await lifter(world)
    asked = await log(world, anna, "bench 225 5x5")
    assert asked.ephemeral
    assert "over 200 kg for Bench press" in shown(asked)
    assert lifts(world) == []
    await anna.click(seen(asked), label=label)
    assert lifts(world) == [logged]


async def test_an_implausible_edit_that_is_right_is_called_a_change(world: World) -> None:
    anna = await lifter(world)
    form = await anna.click(seen(await log(world, anna, "bench 80 5x5")), label="Edit")
    asked = await anna.submit_modal(form, {"text": "bench 225 5x5", "when": "", "note": ""})
    changed = await anna.click(seen(asked), label="Yes, log it")
    assert shown(changed).startswith("Changed. A message that showed it before still says")
    assert lifts(world) == ["bench_press 225 kg x5"]


async def test_an_implausible_lift_can_be_mended(world: World) -> None:
    anna = await lifter(world)
    form = await anna.click(seen(await log(world, anna, "bench 225 5x5")), label="Mend")
    mended = await anna.submit_modal(form, {"text": "bench 125 5x5", "when": "", "note": ""})
    assert shown(mended) == "Logged."
    assert lifts(world) == ["bench_press 125 kg x5"]


async def test_a_mended_entry_sent_twice_is_logged_and_shown_once(world: World) -> None:
    anna = await lifter(world)
    message = seen(await log(world, anna, "squat 100x5 easy"))
    for form in [await anna.click(message, label="Mend") for _ in range(2)]:
        await anna.submit_modal(form, {"text": "squat 100x5", "when": "", "note": ""})
    assert lifts(world) == ["back_squat 100 kg x5"]
    assert sum("100 kg ×5" in text_of(message) for message in world.channel.history()) == 1


BAD = [
    " ",
    "asdf qwer",
    "squat",
    "100x5",
    "squat 100x5 easy",
    "squat -100x5",
    "squat 999999999999x5",
    "squat 100x99999999999",
    "squat 0x5",
    "squat 5x5",
    "🏋️‍♀️ 100x5",
    "مرحبا ١٠٠x٥",
    "\u202e5x5 001 tauqs",
    "@everyone <@1> squat 100x5",
    "**squat** __100__ [x](https://example.org)",
    "'; DROP TABLE entries; --",
    "x" * 2_000,
    "squat " + "100x5, " * 280,
]


@pytest.mark.parametrize("entry", BAD, ids=range(len(BAD)))
async def test_bad_input_is_answered_privately_and_nothing_typed_is_lost(world: World, entry: str) -> None:
    anna = await lifter(world)
    answered = await log(world, anna, entry)
    assert answered.ephemeral
    assert lifts(world) == []
    message = seen(answered)
    assert "@everyone" not in text_of(message)
    assert "<@1>" not in text_of(message)
    label = "Mend" if button(message, "Mend") else "None of these"
    form = await anna.click(message, label=label)
    assert values(form)["text"] == entry[:4_000]


@pytest.mark.parametrize(
    "options",
    [{"when": "tomorrow"}, {"when": "2027-01-01"}, {"when": "💪"}, {"when": "z" * 200}, {"note": "n" * 2_000}],
    ids=["tomorrow", "next year", "emoji", "long day", "long note"],
)
async def test_a_bad_day_or_note_is_answered_privately_and_kept(world: World, options: dict[str, str]) -> None:
    anna = await lifter(world)
    answered = await log(world, anna, "squat 100x5", **options)
    assert answered.ephemeral
    assert lifts(world) == []
    assert values(await anna.click(seen(answered), label="Mend"))["text"] == "squat 100x5"


async def test_a_note_pings_nobody_and_breaks_no_layout(world: World) -> None:
    anna = await lifter(world)
    result = await log(world, anna, "squat 100x5", note="@everyone <@1>\n# big **bold** https://example.org")
    told = shown(result)
    assert "@everyone" not in told
    assert "<@1>" not in told
    assert "**bold**" not in told
    assert "https://" not in told
    assert "> " in told


async def test_a_workout_with_a_bad_line_is_mended_and_saved_whole(world: World) -> None:
    anna = await lifter(world)
    form = await anna.slash(world.channel, "workout")
    preview = await anna.submit_modal(form, {"text": "squat 100 5x5\nbench pres 80x5\nchins 8,8,6", "when": ""})
    assert preview.ephemeral
    assert "1. Back squat · 5×5 · 100 kg" in shown(preview)
    assert "2. ❌ bench pres 80x5" in shown(preview)
    assert "Near: Bench press" in shown(preview)
    assert not button(seen(preview), "Save")
    await world.restart()
    form = await anna.click(seen(preview), label="Mend")
    assert values(form)["text"] == "squat 100 5x5\nbench pres 80x5\nchins 8,8,6"
    preview = await anna.submit_modal(form, {"text": "squat 100 5x5\nbench press 80x5\nchins 8,8,6", "when": ""})
    assert lifts(world) == []
    await world.restart()
    await anna.click(seen(preview), label="Save")
    assert lifts(world) == ["back_squat 100 kg x5", "bench_press 80 kg x5", "chin_up 0 kg x8"]
    assert "Bench press · 80 kg ×5" in text_of(last_in(world))
    assert "first here" in text_of(last_in(world))


async def test_a_workout_is_saved_and_shown_once_even_if_save_is_pressed_twice(world: World) -> None:
    anna = await lifter(world)
    form = await anna.slash(world.channel, "workout")
    preview = await anna.submit_modal(form, {"text": "squat 100 5x5", "when": ""})
    draft = int(button(seen(preview), "Save").rsplit(":", 1)[1])
    await anna.click(seen(preview), label="Save")
    assert (await world.house.workouts.save(anna.id, draft)).repeated
    assert lifts(world) == ["back_squat 100 kg x5"]


async def test_a_discarded_workout_can_be_brought_back(world: World) -> None:
    anna = await lifter(world)
    form = await anna.slash(world.channel, "workout")
    preview = await anna.submit_modal(form, {"text": "squat 100 5x5", "when": "monday"})
    discarded = await anna.click(seen(preview), label="Discard")
    assert lifts(world) == []
    form = await anna.click(seen(discarded), label="Bring it back")
    assert values(form) == {"text": "squat 100 5x5", "when": "monday"}


async def test_a_saved_workout_is_undone_and_put_back_whole(world: World) -> None:
    anna = await lifter(world, public=False)
    form = await anna.slash(world.channel, "workout")
    preview = await anna.submit_modal(form, {"text": "squat 100 5x5\nbench 80x5", "when": ""})
    saved = await anna.click(seen(preview), label="Save")
    undone = await anna.click(seen(saved), label="Undo")
    assert lifts(world) == []
    await anna.click(seen(undone), label="Put it back")
    assert len(lifts(world)) == 2


async def test_a_workout_undone_in_an_older_version_is_put_back_by_the_button_of_that_time(world: World) -> None:
    anna = await lifter(world, public=False)
    form = await anna.slash(world.channel, "workout")
    preview = await anna.submit_modal(form, {"text": "squat 100 5x5\nbench 80x5", "when": ""})
    undone = seen(await anna.click(seen(await anna.click(seen(preview), label="Save")), label="Undo"))
    forge(world, undone, "Put it back", button(undone, "Put it back").rpartition(":")[0])
    result = await anna.click(undone, label="Put it back")
    assert "5×5 · 100 kg" in shown(result)
    assert len(lifts(world)) == 2


async def test_an_implausible_line_is_marked_before_all_of_it_is_saved(world: World) -> None:
    anna = await lifter(world)
    form = await anna.slash(world.channel, "workout")
    preview = await anna.submit_modal(form, {"text": "bench 225 5x5", "when": ""})
    assert "⚠️ Bench press · 5×5 · 225 kg" in shown(preview)
    assert "over 200 kg for Bench press" in shown(preview)
    await anna.click(seen(preview), label="Yes, save all of it")
    assert lifts(world) == ["bench_press 225 kg x5"]


async def test_the_history_turns_its_pages_after_a_restart(world: World) -> None:
    anna = await lifter(world)
    for back in range(7):
        await log(world, anna, f"squat {100 - back}x5", when=f"{back} days ago")
    first = await anna.slash(world.channel, "history")
    assert first.ephemeral
    assert "100 kg ×5" in shown(first)
    assert "94 kg" not in shown(first)
    await world.restart()
    second = await anna.click(seen(first), label="▶")
    assert "94 kg ×5" in shown(second)
    assert "Page 2 of 2" in shown(second)


async def test_the_history_of_one_lift_by_any_of_its_names(world: World) -> None:
    anna = await lifter(world)
    await log(world, anna, "squat 100x5")
    await log(world, anna, "bench 80x5")
    told = shown(await anna.slash(world.channel, "history", lift="bp"))
    assert "Bench press · 80 kg ×5" in told
    assert "squat" not in told


async def test_the_history_of_an_unknown_lift_names_the_nearest(world: World) -> None:
    anna = await lifter(world)
    result = await anna.slash(world.channel, "history", lift="bnech")
    assert result.ephemeral
    assert "Did you mean `Bench press`" in shown(result)


async def test_a_members_history_is_shown_only_if_they_share_it(world: World) -> None:
    anna, ben = await lifter(world), await lifter(world, "ben")
    await log(world, anna, "squat 100x5")
    assert "100 kg ×5" in shown(await ben.slash(world.channel, "history", member=anna))
    await world.house.members.share_log(anna.id, public=False)
    refused = await ben.slash(world.channel, "history", member=anna)
    assert refused.ephemeral
    assert "keep their log to themselves" in shown(refused)


async def test_an_empty_history_says_how_to_begin(world: World) -> None:
    anna = await lifter(world)
    assert "`/log entry: squat 100 5x5`" in shown(await anna.slash(world.channel, "history"))


def button(message: simcord.ResponseMessage, label: str) -> str:
    """Return the custom id of a button by its label, or nothing."""
    buttons = [child for action_row in message.components for child in action_row["components"]]
    return next((str(child["custom_id"]) for child in buttons if child.get("label") == label), "")


def values(form: simcord.InteractionResult) -> dict[str, str]:
    """Return what the fields of a form are filled in with."""
    assert form.modal is not None
    fields = [label["component"] for label in form.modal["components"]]
    return {field["custom_id"]: field.get("value", "") for field in fields}
