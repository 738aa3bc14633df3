"""The safety screen comes before all else: what it asks, where it stops, and what it never says."""

import re

import pytest

from bot.areas import Area
from bot.flares.screening import Level, load_screen
from tests.journeys.flaring import (
    CHECKED,
    NONE,
    SOME,
    Stale,
    anna_in_berlin,
    buttons,
    channel_of,
    flares,
    log,
    passed,
)
from tests.journeys.world import World, seen, text_of


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
