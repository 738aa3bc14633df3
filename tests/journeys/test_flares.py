"""Members log what hurts: consent, the safety screen, tips, the choice for the next session, and check-ins by DM."""

import re
from datetime import UTC, datetime

import pytest

from bot.areas import Area
from bot.flares.screening import Level, load_screen
from tests.journeys.flaring import (
    CHECKED,
    NONE,
    SOME,
    Stale,
    anna_in_berlin,
    asked,
    before_session,
    buttons,
    channel_of,
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

# --- Consent --------------------------------------------------------------------------------------------------------


async def test_the_first_time_asks_for_consent_and_stores_nothing(world: World) -> None:
    anna = await anna_in_berlin(world, agreed=False)
    shown = await log(world, anna)
    assert "90 days" in text_of(shown)
    assert "/privacy" in text_of(shown)
    assert list(buttons(shown)) == ["I agree", "No thanks"]
    assert flares(world) == world.rows("SELECT * FROM flare_readings") == world.rows("SELECT * FROM consents") == []


async def test_refused_consent_stores_nothing_and_still_says_when_to_get_help(world: World) -> None:
    anna = await anna_in_berlin(world, agreed=False)
    shown = await log(world, anna)
    await anna.click(shown, label="No thanks")
    assert "Nothing was stored" in text_of(shown)
    assert "chest pain" in text_of(shown)
    assert flares(world) == world.rows("SELECT * FROM consents") == world.rows("SELECT * FROM drafts") == []


async def test_agreeing_after_a_restart_goes_on_with_what_was_typed(world: World) -> None:
    anna = await anna_in_berlin(world, agreed=False)
    shown = await log(world, anna, area="knee", pain=3)
    await world.restart()
    await anna.click(shown, label="I agree")
    assert "Knee: is any of this so?" in text_of(shown)
    assert [row["purpose"] for row in world.rows("SELECT * FROM consents")] == ["flare"]
    assert flares(world) == []


async def test_consent_given_once_is_not_asked_for_again(world: World) -> None:
    anna = await anna_in_berlin(world)
    assert "Safety questions, 1 of 3" in text_of(await log(world, anna))


async def test_withdrawing_consent_deletes_flare_ups_and_cancels_check_ins(world: World) -> None:
    anna = await anna_in_berlin(world)
    await asked(world, anna)
    panel = seen(await anna.slash(world.channel, "privacy"))
    (custom_id,) = (custom_id for label, custom_id in buttons(panel).items() if custom_id.endswith(":flare"))
    await anna.click(panel, custom_id=custom_id)
    assert flares(world) == world.rows("SELECT * FROM flare_readings") == owed(world) == []


# --- The safety screen ----------------------------------------------------------------------------------------------


async def test_the_most_urgent_questions_come_first_with_chest_pain_at_the_top(world: World) -> None:
    anna = await anna_in_berlin(world)
    shown = text_of(await log(world, anna))
    screen = load_screen()
    for question in screen.card(Area.LOWER_BACK, Level.E1):
        assert question.ask in shown
    assert next(line for line in shown.splitlines() if line.startswith("•")).startswith("• Chest pain")


@pytest.mark.parametrize(
    ("card", "says", "emergency"),
    [(0, "Get medical help now", "your local emergency number"), (1, "See a professional today", "a local doctor")],
)
async def test_a_red_flag_stops_with_where_to_get_help_and_hides_tips_and_choices(
    world: World, card: int, says: str, emergency: str
) -> None:
    anna = await anna_in_berlin(world)
    shown = await log(world, anna, lift="deadlift")
    for _ in range(card):
        await anna.click(shown, label=NONE)
    await anna.click(shown, label=SOME)
    assert says in text_of(shown)
    assert emergency in text_of(shown)
    assert list(buttons(shown)) == ["Numbers for …", CHECKED]
    assert "Tips" not in text_of(shown).replace("community tips", "").replace("Tips are other lifters' experiences", "")


async def test_choosing_a_region_shows_its_numbers_and_keeps_it(world: World) -> None:
    anna = await anna_in_berlin(world)
    shown = await log(world, anna)
    await anna.click(shown, label=SOME)
    for region, number in (("NZ", "Call 111"), ("UK", "999 (or 112)"), ("OTHER", "your local emergency number")):
        await anna.select(shown, values=[region])
        assert number in text_of(shown)
    assert world.rows("SELECT region FROM members") == [{"region": "OTHER"}]


async def test_a_red_flag_stands_until_the_member_says_it_was_checked(world: World) -> None:
    anna = await anna_in_berlin(world)
    shown = await log(world, anna)
    await anna.click(shown, label=SOME)
    await world.restart()
    again = await log(world, anna, area="knee")
    assert "Get medical help now" in text_of(again)
    assert len(flares(world)) == 1
    await anna.click(again, label=CHECKED)
    assert "Lower back: pain 4 of 10" in text_of(again)
    assert "Tips: Lower back" in buttons(again)
    assert "Knee: is any of this so?" in text_of(await log(world, anna, area="knee"))


async def test_an_old_none_button_does_not_clear_a_red_flag(world: World) -> None:
    anna = await anna_in_berlin(world)
    shown = await log(world, anna)
    first = Stale(world, shown)
    await anna.click(shown, label=NONE)
    await anna.click(shown, label=NONE)
    last = Stale(world, shown)
    await first.click(anna, SOME)
    await last.click(anna, NONE)
    assert "Get medical help now" in text_of(shown)


async def test_where_to_get_help_is_shown_even_when_nothing_may_be_stored(world: World) -> None:
    anna = await anna_in_berlin(world)
    shown = await log(world, anna)
    await world.house.privacy.withdraw(anna.id, "flare")
    await anna.click(shown, label=SOME)
    assert "Get medical help now" in text_of(shown)
    assert flares(world) == []


async def test_an_e3_answer_logs_and_asks_to_book_without_a_word_about_the_weight(world: World) -> None:
    anna = await anna_in_berlin(world)
    shown = await log(world, anna, lift="deadlift")
    await anna.click(shown, label=NONE)
    await anna.click(shown, label=NONE)
    await anna.click(shown, label=SOME)
    assert "Please book an appointment" in text_of(shown)
    labels = set(buttons(shown))
    assert {"Hold", CHECKED} <= labels
    assert not {"Resume", "Resume, light", "Back down", "Tips: Lower back"} & labels
    assert len(flares(world)) == 1


async def test_passing_says_nothing_that_reassures(world: World) -> None:
    anna = await anna_in_berlin(world)
    shown = text_of(await passed(world, anna))
    assert "That is not a medical check" in shown
    assert not re.search(r"(?i)all clear|no red flags|nothing serious|you('re| are) fine|safe to", shown)


async def test_the_last_card_pressed_twice_logs_once(world: World) -> None:
    anna = await anna_in_berlin(world)
    shown = await log(world, anna)
    await anna.click(shown, label=NONE)
    await anna.click(shown, label=NONE)
    last = Stale(world, shown)
    for _ in range(2):
        await last.click(anna, NONE)
    assert len(flares(world)) == len(world.rows("SELECT * FROM flare_readings")) == 1


async def test_somebody_elses_press_is_refused_kindly_and_changes_nothing(world: World) -> None:
    anna, ben = await anna_in_berlin(world), await world.member("ben")
    shown = await log(world, anna)
    world.env.backend.get_message(channel_of(shown), shown.id).flags = 0
    refused = await ben.click(shown, label=SOME)
    assert refused.ephemeral
    assert "belong to someone else" in text_of(seen(refused))
    assert flares(world) == []


# --- Tips and the choice --------------------------------------------------------------------------------------------


async def test_after_the_screen_the_tips_for_the_area_come_with_their_disclaimer(world: World) -> None:
    anna = await anna_in_berlin(world)
    shown = await passed(world, anna)
    said = text_of(shown)
    assert "What other lifters found: Lower back" in said
    assert "not medical advice" in said
    opened = await anna.click(shown, label="Tips: Lower back")
    assert opened.ephemeral
    assert seen(opened).id != shown.id


async def test_the_choice_waits_for_the_question_about_painkillers(world: World) -> None:
    anna = await anna_in_berlin(world)
    shown = await passed(world, anna, pain=1)
    assert "Resume, light" not in buttons(shown)
    await anna.click(shown, label="No painkillers")
    assert {"Resume, light", "Back down"} <= set(buttons(shown))


async def test_a_reading_with_painkillers_never_offers_to_resume(world: World) -> None:
    anna = await anna_in_berlin(world)
    shown = await passed(world, anna, pain=1)
    await anna.click(shown, label="No painkillers")
    before = Stale(world, shown)
    await anna.click(shown, label="Painkillers: yes")
    assert not {"Resume", "Resume, light"} & set(buttons(shown))
    refused = await before.click(anna, "Resume, light")
    assert "no longer one of the choices" in text_of(seen(refused))


async def test_the_form_is_filled_in_from_the_log_and_the_plan_says_what_it_costs(world: World) -> None:
    anna = await anna_in_berlin(world)
    await world.house.logbook.log(anna.id, world.house.ids(), "deadlift 145kg 5x5")
    shown = await passed(world, anna, lift="deadlift")
    await anna.click(shown, label="No painkillers")
    assert "145 kg → 130 kg" in text_of(shown)
    form = await anna.click(shown, label="Back down")
    assert form.modal is not None
    day, weight = (label["component"] for label in form.modal["components"])
    assert [option["label"] for option in day["options"]][:1] == ["Thursday, 5 March"]
    assert weight["value"] == "130 kg"
    await anna.submit_modal(form, {"day": ["2026-03-11"], "weight": "-15 kg"})
    said = text_of(shown)
    assert "145 kg → 130 kg** (−10.3 %), back there in 5 weeks if every week goes up" in said
    assert "Wednesday, 11 March" in said


async def test_a_weight_that_cannot_be_read_is_handed_back_in_the_form(world: World) -> None:
    anna = await anna_in_berlin(world)
    shown = await passed(world, anna)
    await anna.click(shown, label="No painkillers")
    form = await anna.click(shown, label="Back down")
    problem = await anna.submit_modal(form, {"day": ["2026-03-09"], "weight": "ligth 😀 @everyone"})
    assert problem.ephemeral
    assert "can't read that as a weight" in text_of(seen(problem))
    await world.restart()
    again = await anna.click(seen(problem), label="Mend it")
    assert again.modal is not None
    day, weight = (label["component"] for label in again.modal["components"])
    assert weight["value"] == "ligth 😀 @everyone"
    assert [option["value"] for option in day["options"] if option.get("default")] == ["2026-03-09"]
    await anna.submit_modal(again, {"day": ["2026-03-09"], "weight": "120"})
    assert flares(world)[0]["terms"] is not None


async def test_the_form_sent_twice_makes_one_plan(world: World) -> None:
    anna = await anna_in_berlin(world)
    shown = await passed(world, anna)
    await anna.click(shown, label="No painkillers")
    form = await anna.click(shown, label="Back down")
    for _ in range(2):
        await anna.submit_modal(form, {"day": ["2026-03-11"], "weight": "130 kg"})
        form._interaction.modal_consumed = False  # Discord's clients may send a form again when they saw no answer
    assert len(flares(world)) == 1
    assert "130 kg" in text_of(shown)


@pytest.mark.parametrize("lift", ["dedlift", "🏋️" * 30, "‮tfil", "**bench** @everyone", "x" * 100])
async def test_an_unknown_lift_is_never_guessed(world: World, lift: str) -> None:
    anna = await anna_in_berlin(world)
    shown = await log(world, anna, lift=lift)
    assert "I don't know that lift" in text_of(shown)
    assert list(buttons(shown))[-1] == "Without a lift"
    assert flares(world) == []


async def test_the_nearest_lift_goes_on_with_what_was_typed(world: World) -> None:
    anna = await anna_in_berlin(world, agreed=False)
    shown = await log(world, anna, area="knee", pain=3, lift="dedlift")
    await anna.click(shown, label="Deadlift")
    await anna.click(shown, label="I agree")
    for _ in range(3):
        await anna.click(shown, label=NONE)
    assert "Knee: pain 3 of 10" in text_of(shown)
    (flare,) = (await world.house.care.status(anna.id)).flares
    assert flare.lift == "deadlift"


async def test_a_servers_name_of_a_lift_is_known(world: World) -> None:
    anna = await anna_in_berlin(world)
    await world.house.words.set_alias(world.guild.id, anna.id, "king lift", "deadlift")
    await passed(world, anna, lift="King Lift")
    (flare,) = (await world.house.care.status(anna.id)).flares
    assert flare.lift == "deadlift"


async def test_an_own_exercise_is_known_across_a_restart_and_offered_while_typing(world: World) -> None:
    anna = await anna_in_berlin(world)
    await world.house.words.keep(anna.id, "belt squat march")
    (first, *_) = await anna.autocomplete(world.channel, "flare log", "lift", "belt squat mar", area="knee", pain=3)
    shown = await log(world, anna, lift=first["value"])
    await world.restart()
    for _ in range(3):
        await anna.click(shown, label=NONE)
    (flare,) = (await world.house.care.status(anna.id)).flares
    assert flare.lift == "custom:belt_squat_march"
    await anna.click(shown, label="No painkillers")
    form = await anna.click(shown, label="Back down")
    await anna.submit_modal(form, {"day": ["unsure"], "weight": "40 kg"})
    assert "Back down: Belt squat march **40 kg**" in text_of(shown)


async def test_lifts_are_offered_while_typing(world: World) -> None:
    anna = await anna_in_berlin(world)
    offered = await anna.autocomplete(world.channel, "flare log", "lift", "dead", area="knee", pain=3)
    assert offered[0]["value"] == "deadlift"


# --- Check-ins ------------------------------------------------------------------------------------------------------


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


# --- Status ---------------------------------------------------------------------------------------------------------


async def test_withdrawing_the_consent_to_be_asked_leaves_the_flare_up_and_stops_the_questions(world: World) -> None:
    anna = await anna_in_berlin(world)
    await asked(world, anna)
    await world.house.privacy.withdraw(anna.id, "checkins")
    assert owed(world) == []
    assert "None to come." in text_of(seen(await anna.slash(world.channel, "flare status")))


async def test_status_without_a_flare_up_says_how_to_log_one(world: World) -> None:
    anna = await anna_in_berlin(world)
    result = await anna.slash(world.channel, "flare status")
    assert result.ephemeral
    assert "`/flare log`" in text_of(seen(result))


async def test_status_shows_the_readings_and_the_plan_and_update_adds_one(world: World) -> None:
    anna = await anna_in_berlin(world)
    await planned(world, anna, lift="deadlift")
    shown = seen(await anna.slash(world.channel, "flare status"))
    assert "**4**" in text_of(shown)
    assert "Back down: Deadlift **130 kg**" in text_of(shown)
    result = await anna.click(shown, label="Update")
    assert result.ephemeral
    card = seen(result)
    assert len(world.rows("SELECT * FROM flare_readings")) == 1
    await tell(anna, card, pain="2", besides="none")
    assert {"Resume, light", "Back down"} <= set(buttons(card))
    assert "**2**" in text_of(seen(await anna.slash(world.channel, "flare status")))


async def test_several_flare_ups_have_pages(world: World) -> None:
    anna = await anna_in_berlin(world)
    await passed(world, anna)
    await passed(world, anna, area="knee")
    shown = seen(await anna.slash(world.channel, "flare status"))
    assert "Knee" in text_of(shown)
    await world.restart()
    await anna.click(shown, label="▶")
    assert "Lower back" in text_of(shown)


async def test_close_stops_check_ins_and_can_be_taken_back(world: World) -> None:
    anna = await anna_in_berlin(world)
    await asked(world, anna)
    shown = seen(await anna.slash(world.channel, "flare status"))
    still_open = Stale(world, shown)
    for _ in range(2):
        await still_open.click(anna, "Close")
    assert owed(world) == []
    await anna.click(shown, label="Open it again")
    assert "Lower back" in text_of(shown)


async def test_a_button_of_a_deleted_flare_up_is_answered_kindly(world: World) -> None:
    anna = await anna_in_berlin(world)
    shown = await passed(world, anna)
    await world.house.privacy.delete(anna.id)
    await world.house.care.intake.agree(anna.id)
    result = await anna.click(shown, label="No painkillers")
    assert "no longer here" in text_of(seen(result)) or "gone" in text_of(seen(result))
    assert flares(world) == []


async def test_an_unchecked_red_flag_hides_all_tips_until_a_professional_has_looked(world: World) -> None:
    anna = await anna_in_berlin(world)
    before = seen(await anna.slash(world.channel, "tip browse", area="knee"))
    stopped = await log(world, anna)
    await anna.click(stopped, label=SOME)
    for shown in (
        seen(await anna.slash(world.channel, "tip browse", area="knee")),
        seen(await anna.slash(world.channel, "tip search", text="heat")),
        seen(await anna.click(before, label="▶")),
    ):
        assert "No tips for now" in text_of(shown)
        assert "Heat" not in text_of(shown)
    await anna.click(stopped, label=CHECKED)
    assert "Heat" in text_of(seen(await anna.slash(world.channel, "tip search", text="heat")))


# --- Nobody else's ---------------------------------------------------------------------------------------------------


async def test_no_plain_value_reaches_the_database_the_log_or_a_channel(
    world: World, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level("INFO", logger="spotter")
    anna = await anna_in_berlin(world)
    await asked(world, anna, pain=7, area="hamstring", weight="117.5 kg")
    await before_session(world, anna)
    await tell_in_dm(anna, besides=["killers", "woke"], pain="8")
    held = world.held()
    for plain in (b"hamstring", b"117.5", b"back_down"):
        assert plain not in held
    logged = "\n".join(
        record.getMessage() + str(record.__dict__) for record in caplog.records if record.name.startswith("spotter")
    )
    for word in ("hamstring", "117.5", "back_down"):
        assert word not in logged
    assert all("amstring" not in text_of(message) for message in world.channel.history() if not message.flags.ephemeral)


async def test_everything_works_in_the_bots_direct_messages(world: World) -> None:
    anna = await anna_in_berlin(world)
    shown = seen(await anna.user.slash("flare log", area="lower_back", pain=4))
    for _ in range(3):
        await anna.user.click(shown, label=NONE)
    assert "What other lifters found" in text_of(shown)
