"""Members are asked how the week was, and keep a streak that bears rest."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import simcord

from tests.journeys.flaring import Stale, anna_in_berlin, buttons, in_dm, letters
from tests.journeys.weeks import FIRST, TOLD, history, told, weekly
from tests.journeys.world import World, seen, text_of


async def test_the_first_time_asks_for_consent_and_stores_nothing(world: World) -> None:
    anna = await anna_in_berlin(world, agreed=False)
    shown = seen(await anna.slash(world.channel, "checkin weekly", day=6, time="18:00"))
    assert "/privacy" in text_of(shown)
    await anna.click(shown, label="No thanks")
    assert world.rows("SELECT * FROM weekly_checkins") == world.rows("SELECT * FROM consents") == []


async def test_the_week_is_asked_about_told_across_a_restart_and_asked_about_again(world: World) -> None:
    anna = await anna_in_berlin(world)
    shown = await weekly(world, anna)
    assert f"<t:{int(FIRST.timestamp())}:F>" in text_of(shown)
    world.clock.set(FIRST)
    assert await world.run_due() == 1
    assert "How was your week?" in text_of(letters(anna)[-1])
    form = await in_dm(anna, "Tell me")
    await world.restart()
    await anna.user.submit_modal(form, TOLD)
    said = text_of(letters(anna)[-1])
    assert "Sleep **4** of 5 · energy **3** of 5 · soreness **2** of 5" in said
    assert "82.5 kg" in said
    assert "Streak: **1 week**" in said
    await told(world, anna, FIRST + timedelta(days=7), weight="")
    assert "Streak: **2 weeks**" in text_of(letters(anna)[-1])


async def test_what_was_told_can_be_changed(world: World) -> None:
    anna = await anna_in_berlin(world)
    await weekly(world, anna)
    await told(world, anna, FIRST)
    form = await in_dm(anna, "Change")
    assert form.modal is not None
    assert form.modal["components"][4]["component"]["value"] == "Deadlifts felt heavy."
    await anna.user.submit_modal(form, TOLD | {"sleep": ["5"]})
    assert "Sleep **5**" in text_of(letters(anna)[-1])
    assert len(world.rows("SELECT * FROM weekly_answers")) == 1


async def test_a_weight_that_cannot_be_read_loses_nothing_that_was_typed(world: World) -> None:
    anna = await anna_in_berlin(world)
    await weekly(world, anna)
    await told(world, anna, FIRST, weight="as always @everyone"[:20], line="😀 <@1> ‮ **x** " * 8)
    said = text_of(letters(anna)[-1])
    assert "can't read" in said
    assert "<@1>" not in said
    form = await in_dm(anna, "Change")
    assert form.modal is not None
    assert form.modal["components"][3]["component"]["value"] == "as always @everyone"


async def test_words_of_an_emergency_are_answered_with_where_to_get_help(world: World) -> None:
    anna = await anna_in_berlin(world)
    await weekly(world, anna)
    await told(world, anna, FIRST, line="squats, and now numb between my legs")
    assert "112" in text_of(letters(anna)[-1]) or "112" in text_of(letters(anna)[-2])


def weighed(world: World) -> list[dict[str, Any]]:
    return world.rows("SELECT day, amount, unit FROM bodyweights")


async def test_the_body_weight_of_a_week_goes_into_bodyweight_by_a_press_and_once(world: World) -> None:
    anna = await anna_in_berlin(world)
    await weekly(world, anna)
    await told(world, anna, FIRST)
    assert weighed(world) == []
    letter = Stale(world, letters(anna)[-1])
    await world.restart()
    for _ in range(2):
        await letter.click(anna.user, "Log 82.5 kg in /bodyweight")
    assert weighed(world) == [{"day": "2026-03-08", "amount": "82.5", "unit": "kg"}]
    assert "in `/bodyweight` too" in text_of(letters(anna)[-1])
    assert "Log 82.5 kg in /bodyweight" not in buttons(letters(anna)[-1])


async def test_a_body_weight_without_a_unit_is_read_as_elsewhere_and_said_to_be_a_guess(world: World) -> None:
    anna = await anna_in_berlin(world)
    await weekly(world, anna)
    await told(world, anna, FIRST, weight="180")
    assert "Read in lb, which is a guess" in text_of(letters(anna)[-1])
    await in_dm(anna, "Log 180 lb in /bodyweight")
    assert weighed(world) == [{"day": "2026-03-08", "amount": "180", "unit": "lb"}]


async def test_a_body_weight_with_its_unit_is_no_guess(world: World) -> None:
    anna = await anna_in_berlin(world)
    await weekly(world, anna)
    await told(world, anna, FIRST)
    assert "guess" not in text_of(letters(anna)[-1])


async def test_a_body_weight_that_was_changed_takes_the_place_of_the_one_before(world: World) -> None:
    anna = await anna_in_berlin(world)
    await weekly(world, anna)
    await told(world, anna, FIRST)
    await in_dm(anna, "Log 82.5 kg in /bodyweight")
    await anna.user.submit_modal(await in_dm(anna, "Change"), TOLD | {"weight": "83 kg"})
    await in_dm(anna, "Log 83 kg in /bodyweight")
    assert weighed(world) == [{"day": "2026-03-08", "amount": "83", "unit": "kg"}]


async def test_a_body_weight_that_is_there_already_is_not_offered(world: World) -> None:
    anna = await anna_in_berlin(world)
    await weekly(world, anna)
    world.clock.set(FIRST)
    await anna.slash(world.channel, "bodyweight", weight="82.5 kg")
    await told(world, anna, FIRST)
    assert "Log 82.5 kg in /bodyweight" not in buttons(letters(anna)[-1])


async def test_a_body_weight_far_from_the_last_is_asked_about_before_it_counts(world: World) -> None:
    anna = await anna_in_berlin(world)
    await weekly(world, anna)
    await anna.slash(world.channel, "bodyweight", weight="82.5 kg")
    await told(world, anna, FIRST, weight="181 kg")
    await in_dm(anna, "Log 181 kg in /bodyweight")
    assert "Is that right?" in text_of(letters(anna)[-1])
    await in_dm(anna, "It was lb")
    assert weighed(world)[-1] == {"day": "2026-03-08", "amount": "181", "unit": "lb"}


async def test_a_rest_week_breaks_nothing_and_can_still_be_told_of(world: World) -> None:
    anna = await anna_in_berlin(world)
    await weekly(world, anna)
    await told(world, anna, FIRST)
    world.clock.move(days=7)
    await world.run_due()
    letter = Stale(world, letters(anna)[-1])
    for _ in range(2):
        await letter.click(anna.user, "Rest week")
    assert "your streak waits" in text_of(letters(anna)[-1])
    await told(world, anna, FIRST + timedelta(days=14))
    assert "Streak: **2 weeks**" in await history(world, anna)


async def test_an_old_rest_week_button_erases_nothing_that_was_told_since(world: World) -> None:
    anna = await anna_in_berlin(world)
    await weekly(world, anna)
    world.clock.set(FIRST)
    await world.run_due()
    asked_before = Stale(world, letters(anna)[-1])
    await told(world, anna, FIRST)
    before = world.rows("SELECT * FROM weekly_answers")
    await asked_before.click(anna.user, "Rest week")
    assert "Sleep **4**" in text_of(letters(anna)[-1])
    assert world.rows("SELECT * FROM weekly_answers") == before


async def test_a_rest_week_that_is_told_of_after_all_counts(world: World) -> None:
    anna = await anna_in_berlin(world)
    await weekly(world, anna)
    world.clock.set(FIRST)
    await world.run_due()
    await in_dm(anna, "Rest week")
    await told(world, anna, FIRST)
    assert [row["rested"] for row in world.rows("SELECT * FROM weekly_answers")] == [0]
    assert "Streak: **1 week**" in await history(world, anna)


async def test_a_first_miss_breaks_nothing_and_a_second_does(world: World) -> None:
    anna = await anna_in_berlin(world)
    await weekly(world, anna)
    await told(world, anna, FIRST)
    for week in (1, 2):
        world.clock.set(FIRST + timedelta(weeks=week))
        await world.run_due()
    assert "Streak: **1 week**" in await history(world, anna)
    world.clock.set(FIRST + timedelta(weeks=3))
    await world.run_due()
    assert "No streak yet" in await history(world, anna)
    assert "not answered" in await history(world, anna)


async def warned(world: World, who: simcord.MemberActor) -> None:
    """Switch the warnings on, tell of a first week, and miss the next two."""
    await who.click(await weekly(world, who), label="Warn me before a streak ends")
    await told(world, who, FIRST)
    for days in range(7, 21):
        world.clock.set(FIRST + timedelta(days=days))
        await world.run_due()


async def test_who_wants_that_is_warned_a_day_before_a_streak_ends_and_rescues_it(world: World) -> None:
    anna = await anna_in_berlin(world)
    await warned(world, anna)
    warnings = [letter for letter in letters(anna) if "Your streak ends tomorrow" in text_of(letter)]
    assert warnings == [letters(anna)[-1]]
    assert "Streak: **1 week**" in text_of(warnings[0])
    await world.restart()
    await in_dm(anna, "Rest week")
    world.clock.set(FIRST + timedelta(days=21))
    await world.run_due()
    assert "Streak: **1 week**" in await history(world, anna)


async def test_warnings_are_off_unless_asked_for_and_can_be_switched_off_in_each(world: World) -> None:
    anna = await anna_in_berlin(world)
    await warned(world, anna)
    await in_dm(anna, "No warnings")
    assert world.rows("SELECT warned FROM weekly_checkins") == [{"warned": 0}]
    await told(world, anna, FIRST + timedelta(days=21))
    for days in range(28, 42):
        world.clock.set(FIRST + timedelta(days=days))
        await world.run_due()
    assert sum("ends tomorrow" in text_of(letter) for letter in letters(anna)) == 1


def warnings_of(who: simcord.MemberActor) -> int:
    return sum("ends tomorrow" in text_of(letter) for letter in letters(who))


async def missed_twice(world: World, who: simcord.MemberActor) -> None:
    """Tell of a first week, leave the second one without an answer, and be asked about the third."""
    await weekly(world, who)
    await told(world, who, FIRST)
    for week in (1, 2):
        world.clock.set(FIRST + timedelta(weeks=week))
        await world.run_due()


async def test_who_switches_warnings_on_is_warned_of_the_week_that_is_open_already(world: World) -> None:
    anna = await anna_in_berlin(world)
    await missed_twice(world, anna)
    world.clock.move(days=2)
    panel = await weekly(world, anna)
    for _ in range(2):
        await Stale(world, panel).click(anna, "Warn me before a streak ends")
    world.clock.set(FIRST + timedelta(days=20))
    await world.run_due()
    assert warnings_of(anna) == 1


async def test_switched_off_again_nothing_is_said_of_the_open_week(world: World) -> None:
    anna = await anna_in_berlin(world)
    await missed_twice(world, anna)
    panel = await weekly(world, anna)
    on = await anna.click(panel, label="Warn me before a streak ends")
    await anna.click(seen(on), label="No warnings")
    world.clock.set(FIRST + timedelta(days=20))
    await world.run_due()
    assert warnings_of(anna) == 0


async def test_another_hour_or_zone_keeps_the_warning_of_the_open_week(world: World) -> None:
    anna = await anna_in_berlin(world)
    await missed_twice(world, anna)
    await anna.click(await weekly(world, anna), label="Warn me before a streak ends")
    await weekly(world, anna, day=2, time="7:00")
    await world.house.members.choose_zone(anna.id, "America/New_York")
    world.clock.set(datetime(2026, 3, 28, 10, 59, tzinfo=UTC))
    await world.run_due()
    assert warnings_of(anna) == 0
    world.clock.move(minutes=1)
    await world.run_due()
    assert warnings_of(anna) == 1


async def test_stop_these_stops_them_and_may_be_pressed_twice(world: World) -> None:
    anna = await anna_in_berlin(world)
    await weekly(world, anna)
    world.clock.set(FIRST)
    await world.run_due()
    letter = Stale(world, letters(anna)[-1])
    for _ in range(2):
        await letter.click(anna.user, "Stop these")
    world.clock.move(days=7)
    assert await world.run_due() == 0


async def test_chosen_again_it_moves_and_is_asked_once(world: World) -> None:
    anna = await anna_in_berlin(world)
    await weekly(world, anna)
    await weekly(world, anna, day=0, time="7am")
    rows = world.rows("SELECT due_at FROM deliveries WHERE kind = 'weekly' AND try_at IS NOT NULL")
    assert [datetime.fromtimestamp(row["due_at"] / 1e6, UTC) for row in rows] == [datetime(2026, 3, 9, 6, tzinfo=UTC)]


async def test_another_zone_moves_the_hour(world: World) -> None:
    anna = await anna_in_berlin(world)
    await weekly(world, anna)
    await world.house.members.choose_zone(anna.id, "America/New_York")
    rows = world.rows("SELECT due_at FROM deliveries WHERE kind = 'weekly' AND try_at IS NOT NULL")
    assert [datetime.fromtimestamp(row["due_at"] / 1e6, UTC) for row in rows] == [datetime(2026, 3, 8, 22, tzinfo=UTC)]


@pytest.mark.parametrize(
    ("time", "at"), [("18:30", "18:30"), ("6:30 pm", "18:30"), ("7am", "07:00"), ("noon", "12:00"), ("18.30", "18:30")]
)
async def test_a_time_of_day_is_read_as_one_says_it(world: World, time: str, at: str) -> None:
    anna = await anna_in_berlin(world)
    await weekly(world, anna, time=time)
    assert world.rows("SELECT at FROM weekly_checkins") == [{"at": at}]


async def test_without_a_zone_it_says_where_to_set_one(world: World) -> None:
    ben = await world.member("ben")
    shown = seen(await ben.slash(world.channel, "checkin weekly", day=6, time="18:00"))
    assert "/settings" in text_of(shown)


NO_TIMES = [
    *("soon", "25:00", "😀", "18:00 every day", "<@1> **x**", "x" * 50),
    *("18:00 UTC", "9pm EST", "18:00+02:00", "18:00 and 19:00", "18:00 until 2027-01-01", "18:00 for 3 weeks"),
    *("18:00 starting 2026-12-01", "18:00 and friday", "18:00 on the 15th"),
]


@pytest.mark.parametrize("time", NO_TIMES)
async def test_a_time_that_cannot_be_read_or_says_more_is_asked_about(world: World, time: str) -> None:
    anna = await anna_in_berlin(world)
    shown = seen(await anna.slash(world.channel, "checkin weekly", day=6, time=time))
    assert "18:30" in text_of(shown)
    assert world.rows("SELECT * FROM weekly_checkins") == []


async def test_what_was_told_is_readable_nowhere_but_in_the_members_own_export(
    world: World, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level("INFO", logger="spotter")
    anna = await anna_in_berlin(world)
    await weekly(world, anna)
    await told(world, anna, FIRST, line="zebrafish week", weight="82.375 kg")
    held = world.held()
    logged = "\n".join(str(record.__dict__) for record in caplog.records if record.name.startswith("spotter"))
    for plain in ("zebrafish", "82.375"):
        assert plain.encode() not in held
        assert plain not in logged
    exported = await world.house.privacy.export(anna.id)
    assert exported["weeks"]["weeks"][0]["line"] == "zebrafish week"
    await world.house.privacy.withdraw(anna.id, "weekly")
    assert world.rows("SELECT * FROM weekly_answers") == world.rows("SELECT * FROM weekly_checkins") == []
    assert world.rows("SELECT * FROM deliveries WHERE kind = 'weekly'") == []


async def test_another_key_is_said_kindly_and_weeks_go_on(world: World) -> None:
    anna = await anna_in_berlin(world)
    await weekly(world, anna)
    await told(world, anna, FIRST)
    world.settings = type(world.settings)(database_url=world.settings.database_url, spotter_secret_key="A" * 43 + "=")
    await world.restart()
    assert "can't be opened" in await history(world, anna)
    await told(world, anna, FIRST + timedelta(days=7))
    assert "Streak: **1 week**" in text_of(letters(anna)[-1])
