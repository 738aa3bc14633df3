"""Members ask to be reminded, by what they type: it is made, or asked about, and never guessed."""

from datetime import UTC, datetime

import pytest

from tests.journeys.reminding import at_home, custom_ids_of, keep_buttons, labels, next_due, open_rows, remind
from tests.journeys.world import World, seen, text_of

pytestmark = pytest.mark.on_both


async def test_the_answer_says_what_and_when_in_words_and_as_a_timestamp_privately(world: World) -> None:
    anna = await at_home(world)
    result = await remind(world, anna, "**creatine**", "fri 18:30")
    assert result.ephemeral
    at = int(datetime(2026, 3, 6, 17, 30, tzinfo=UTC).timestamp())
    said = text_of(seen(result))
    for words in (r"\*\*creatine\*\*", "Friday 6 March 2026, 18:30", f"<t:{at}:F>", f"<t:{at}:R>"):
        assert words in said
    assert labels(seen(result)) == ["Undo"]


async def test_a_duration_needs_no_time_zone(world: World) -> None:
    anna = await world.member("anna")
    result = await remind(world, anna, when="in 90 min")
    assert "I'll remind you" in text_of(seen(result))
    assert len(open_rows(world)) == 1


async def test_it_works_in_direct_messages_and_has_no_channel_then(world: World) -> None:
    anna = await world.member("anna")
    result = await anna.user.slash("remind me", what="stretch", when="in 1 h")
    assert "I'll remind you" in text_of(seen(result))
    assert open_rows(world)[0]["channel_id"] is None


async def test_undo_twice_takes_it_back_once_and_it_can_be_put_back(world: World) -> None:
    anna = await at_home(world)
    shown = seen(await remind(world, anna))
    show_again = keep_buttons(world, shown)
    for _ in range(2):
        show_again()
        result = await anna.click(shown, label="Undo")
        assert "Taken back" in text_of(seen(result))
    assert open_rows(world) == []
    await anna.click(shown, label="Put it back")
    assert "I'll remind you" in text_of(shown)
    assert len(open_rows(world)) == 1


async def test_undo_is_too_late_to_put_back_once_the_time_has_passed(world: World) -> None:
    anna = await at_home(world)
    shown = seen(await remind(world, anna))
    await anna.click(shown, label="Undo")
    world.clock.move(hours=3)
    result = await anna.click(shown, label="Put it back")
    assert "Its time has passed" in text_of(seen(result))
    assert open_rows(world) == []


async def test_what_is_typed_is_read_back_while_it_is_typed(world: World) -> None:
    anna = await at_home(world)
    assert await anna.autocomplete(world.channel, "remind me", "when", "fri 18:30", what="x") == [
        {"name": "Friday 6 March 2026, 18:30", "value": "fri 18:30"}
    ]
    offered = await anna.autocomplete(world.channel, "remind me", "when", "tomorrow at 7", what="x")
    assert [choice["value"] for choice in offered] == ["2026-03-05 07:00", "2026-03-05 19:00"]
    assert await anna.autocomplete(world.channel, "remind me", "when", "moonrise", what="x") == []


async def test_what_is_ambiguous_is_asked_about_and_made_once_however_often_it_is_pressed(world: World) -> None:
    anna = await at_home(world)
    shown = seen(await remind(world, anna, when="tomorrow at 7"))
    assert open_rows(world) == []
    first, second = labels(shown)[:2]
    assert (first, second) == ("Thursday 5 March 2026, 07:00", "Thursday 5 March 2026, 19:00")
    show_again = keep_buttons(world, shown)
    await world.restart()
    for label in (second, second, first):
        show_again()
        result = await anna.click(shown, label=label)
        assert "Thursday 5 March 2026, 19:00" in text_of(seen(result))
    assert len(world.rows("SELECT * FROM reminders")) == len(open_rows(world)) == 1


async def test_a_misspelt_day_is_asked_about_with_what_it_may_be(world: World) -> None:
    anna = await at_home(world)
    shown = seen(await remind(world, anna, when="firday 18:30"))
    assert "Is this what you mean?" in text_of(shown)
    assert open_rows(world) == []
    result = await anna.click(shown, label="Friday 6 March 2026, 18:30")
    assert "Friday 6 March 2026, 18:30" in text_of(seen(result))
    assert len(open_rows(world)) == 1


async def test_a_clock_time_asks_for_the_zone_first_and_goes_on_with_what_was_typed(world: World) -> None:
    anna = await world.member("anna")
    shown = seen(await remind(world, anna, when="tomorrow 7am"))
    assert "Where are you?" in text_of(shown)
    await anna.select(shown, ["America/New_York"])
    assert "Thursday 5 March 2026, 07:00" in text_of(shown)
    (row,) = world.rows("SELECT zone, local FROM reminders")
    assert row == {"zone": "America/New_York", "local": "2026-03-05T07:00:00"}
    assert (await world.house.members.preferences(anna.id)).zone == "America/New_York"


async def test_any_other_zone_is_found_by_a_city(world: World) -> None:
    anna = await world.member("anna")
    shown = seen(await remind(world, anna, when="tomorrow 7am"))
    form = await anna.click(shown, label="Another city …")
    await anna.submit_modal(form, {"city": "lisb"})
    await anna.select(shown, ["Europe/Lisbon"])
    assert world.rows("SELECT zone FROM reminders") == [{"zone": "Europe/Lisbon"}]


async def test_an_unknown_city_keeps_what_was_typed(world: World) -> None:
    anna = await world.member("anna")
    shown = seen(await remind(world, anna, when="tomorrow 7am"))
    form = await anna.click(shown, label="Another city …")
    result = await anna.submit_modal(form, {"city": "Atlantis `@everyone`"})
    assert "I know no time zone by `Atlantis @everyone`" in text_of(seen(result))
    await anna.select(shown, ["Europe/Berlin"])
    assert "I'll remind you" in text_of(shown)


@pytest.mark.parametrize(
    ("when", "said"),
    [
        ("moonrise", "I can't read `moonrise` as a time."),
        ("tomorrow 7am 🏋️", "I read `tomorrow 7am`, but not `🏋️`."),
        ("مساء غد", "I can't read `مساء غد` as a time."),
        ("in -5 min", "I can't read `in -5 min` as a time."),
        ("in 9999999 years", "is further off than I keep reminders: 5 years."),
        ("yesterday 7am", "is over: that was <t:"),
        ("tomorrow", "but no time of day in it"),
        ("31 feb 7am", "There is no such time as `31 feb 7am`"),
        ("@everyone", "I can't read `@everyone` as a time."),
        ("**`code`** 7am", "I can't read `**code** 7am` as a time."),
        ("x" * 200, "is longer than any time I can read"),
        (" ", "I need to know when."),
        ("every 2 hours", "I repeat at set times of the day, not `every 2 hours`."),
    ],
)
async def test_what_cannot_be_taken_is_explained_and_kept(world: World, when: str, said: str) -> None:
    anna = await at_home(world)
    result = await remind(world, anna, "stretch", when)
    assert result.ephemeral
    shown = seen(result)
    assert said in text_of(shown)
    assert open_rows(world) == []
    form = await anna.click(shown, label="Mend")
    await anna.submit_modal(form, {"what": "stretch", "when": "tomorrow 7am"})
    assert "Thursday 5 March 2026, 07:00" in text_of(shown)


@pytest.mark.parametrize(
    ("what", "said"),
    [("x" * 2000, "That is 2,000 characters"), ("   ", "I need to know what to remind you of."), ("x" * 501, "501")],
)
async def test_a_text_that_is_too_long_or_empty_is_kept(world: World, what: str, said: str) -> None:
    anna = await at_home(world)
    shown = seen(await remind(world, anna, what))
    assert said in text_of(shown)
    form = await anna.click(shown, label="Mend")
    await anna.submit_modal(form, {"what": what[:500].strip() or "stretch", "when": "in 2 hours"})
    assert "I'll remind you" in text_of(shown)


async def test_a_mended_form_that_is_submitted_twice_makes_one_reminder(world: World) -> None:
    anna = await at_home(world)
    shown = seen(await remind(world, anna, when="moonrise"))
    mend = custom_ids_of(shown)["Mend"]
    forms = [await anna.click(shown, custom_id=mend) for _ in range(2)]
    for form in forms:
        await anna.submit_modal(form, {"what": "stretch", "when": "tomorrow 7am"})
    assert len(world.rows("SELECT * FROM reminders")) == len(open_rows(world)) == 1


async def test_more_than_fifty_are_not_kept(world: World) -> None:
    anna = await at_home(world)
    for number in range(50):
        await world.house.agenda.remind(anna.id, f"number {number}", "in 1 h", None)
    shown = seen(await remind(world, anna))
    assert "You have 50 open reminders" in text_of(shown)
    assert labels(shown) == ["Mend"]


@pytest.mark.parametrize("when", ["today 7:29", "4 march 7:29", "today at 7:29 Europe/Berlin"])
async def test_a_time_that_has_passed_today_is_asked_about_before_the_evening_is_taken(world: World, when: str) -> None:
    anna = await at_home(world)
    world.clock.set(datetime(2026, 3, 4, 6, 30, tzinfo=UTC))
    shown = seen(await anna.slash(world.channel, "remind me", what="stretch", when=when))
    assert "Is this what you mean?" in text_of(shown)
    assert open_rows(world) == []
    await anna.click(shown, label="Wednesday 4 March 2026, 19:29")
    assert next_due(world) == datetime(2026, 3, 4, 18, 29, tzinfo=UTC)


@pytest.mark.parametrize("when", ["today at 7", "today 7:31", "today 19:29", "today 7:29pm", "this evening 7:29"])
async def test_a_time_that_is_clear_today_is_not_asked_about(world: World, when: str) -> None:
    anna = await at_home(world)
    world.clock.set(datetime(2026, 3, 4, 6, 30, tzinfo=UTC))
    shown = seen(await anna.slash(world.channel, "remind me", what="stretch", when=when))
    assert "I'll remind you" in text_of(shown)
