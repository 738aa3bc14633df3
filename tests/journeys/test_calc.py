"""Members work out plates, warm-ups, e1RMs, points and conversions; each number says what it is."""

from typing import Any

import pytest
import simcord

from tests.journeys.world import World, seen, text_of


async def lifter(world: World, unit: str = "kg") -> simcord.MemberActor:
    anna = await world.member("anna")
    await world.house.members.choose_unit(anna.id, unit)
    return anna


async def told(world: World, what: str, unit: str = "kg", **options: Any) -> str:
    """Return what a member is told, privately, by `/calc`."""
    anna = await lifter(world, unit)
    result = await anna.slash(world.channel, f"calc {what}", **options)
    assert result.ephemeral
    return text_of(seen(result))


async def test_plates_are_those_of_one_side(world: World) -> None:
    shown = await told(world, "plates", weight="142,5")
    assert "142.5 kg on the bar\neach side 20 + 20 + 20 + 1.25" in shown
    assert "20 kg: 20×12 15×2" in shown


async def test_plates_of_a_lifter_in_pounds(world: World) -> None:
    assert "225 lb on the bar\neach side 45 + 45" in await told(world, "plates", "lb", weight="225")


async def test_the_members_own_plates_and_bar_are_used(world: World) -> None:
    anna = await lifter(world)
    await world.house.members.choose_plates(anna.id, "15 kg: 10x1 5x1")
    assert "35 kg on the bar\neach side 10" in await told(world, "plates", weight="35")
    assert "40 kg on the bar\neach side 10" in await told(world, "plates", weight="40", bar="20")


async def test_what_cannot_be_loaded_is_said_with_the_nearest_on_both_sides(world: World) -> None:
    shown = await told(world, "plates", weight="225lb")
    assert "225 lb can't be loaded" in shown
    assert "100 kg · each side 20 + 20\n" in shown.replace("**", "")
    assert "102.5 kg · each side 20 + 20 + 1.25" in shown.replace("**", "")


async def test_less_than_the_bar_is_answered_with_the_bar(world: World) -> None:
    assert "**20 kg** · the empty bar" in await told(world, "plates", weight="5")


async def test_a_bar_in_the_other_unit_is_refused_in_words(world: World) -> None:
    assert "I need the bar in kg too" in await told(world, "plates", weight="100", bar="45lb")


async def test_warm_up_sets_are_loadable_and_can_be_logged_as_shown(world: World) -> None:
    shown = await told(world, "warmup", weight="100")
    assert "**60 kg** ×5 · each side 20 · 60 %" in shown
    assert "Working weight: **100 kg** · each side 20 + 20" in shown
    entry = shown.split("`")[1]
    anna = await lifter(world)
    assert "Back squat" in text_of(seen(await anna.slash(world.channel, "log", entry=f"squat {entry}")))
    assert {row["kind"] for row in world.rows("SELECT kind FROM sets")} == {"warm-up"}


async def test_a_working_weight_that_cannot_be_loaded_is_said_so_in_the_warm_up(world: World) -> None:
    assert "can't make the working weight, 225 lb" in await told(world, "warmup", weight="225 lb")


async def test_the_empty_bar_needs_no_warm_up(world: World) -> None:
    assert "begin with it" in await told(world, "warmup", weight="20")


async def test_e1rm_names_each_formula_and_the_rpe_table(world: World) -> None:
    shown = (await told(world, "e1rm", set="140x5 @8")).replace("**", "")
    assert "e1RM of 140 kg ×5 @8" in shown
    for line in ("Epley · 163.3 kg", "Brzycki · 157.5 kg", "Wathan · 163.2 kg", "RPE table · 172.6 kg"):
        assert line in shown
    assert "Percentages of the e1RM, 172.6 kg (RPE table)" in shown
    assert "90 % · 155.4 kg · loadable: 155 kg" in shown


async def test_a_lift_may_be_named_in_the_set(world: World) -> None:
    assert "e1RM of 225 lb ×3 2rir" in await told(world, "e1rm", set="bench 225lb x3 2rir")


async def test_a_single_is_itself_and_says_so(world: World) -> None:
    shown = await told(world, "e1rm", set="180x1")
    assert "1RM 180 kg: a single is its own maximum" in shown
    assert "Percentages of the 1RM, 180 kg" in shown


async def test_many_reps_are_called_unreliable(world: World) -> None:
    shown = await told(world, "e1rm", set="60x40")
    assert "Unreliable: above 12 reps" in shown
    assert "Brzycki" not in shown


@pytest.mark.parametrize("text", ["100x5 fail", "100x5 w", "assisted chin -15kg x8", "plank 60s"])
async def test_a_set_without_an_e1rm_is_answered_with_one_that_has(world: World, text: str) -> None:
    assert "`140x5 @8`" in await told(world, "e1rm", set=text)


async def test_a_bodyweight_lift_needs_the_bodyweight(world: World) -> None:
    assert "Your own weight is part of that lift" in await told(world, "e1rm", set="pull-up bw+20 x5")


async def test_a_bodyweight_lift_counts_with_the_bodyweight_of_today(world: World) -> None:
    anna = await lifter(world)
    await anna.slash(world.channel, "bodyweight", weight="80")
    shown = (await told(world, "e1rm", set="pull-up bw+20 x6")).replace("**", "")
    assert "Epley · 120 kg" in shown
    assert "80 kg of bodyweight" in shown
    assert "loadable" not in shown


async def test_two_meanings_of_a_set_are_asked_about(world: World) -> None:
    assert "That may mean `100 kg ×5` or `5×1 · 100 kg`" in await told(world, "e1rm", set="5x100")


async def test_where_a_set_stops_making_sense_is_marked(world: World) -> None:
    shown = await told(world, "e1rm", set="140x5 easy")
    assert "⟦easy⟧" in shown
    assert "`140x5 @8`" in shown


async def test_points_name_their_formulas(world: World) -> None:
    shown = (await told(world, "points", total="652.5", bodyweight="88.4", sex="male")).replace("**", "")
    for line in (
        "DOTS · 425.78",
        "IPF GL (three lifts, classic) · 87.52",
        "Wilks 2020 · 505.18",
        "Wilks (old) · 420.44",
    ):
        assert line in shown


async def test_points_of_a_bench_in_gear_with_a_bodyweight_in_pounds(world: World) -> None:
    options = {"total": "110kg", "bodyweight": "145.725 lb", "sex": "female", "event": "bench only", "gear": "equipped"}
    assert "IPF GL (bench only, equipped) · 64.48" in (await told(world, "points", **options)).replace("**", "")


async def test_pounds_are_converted_exactly_with_what_can_be_loaded(world: World) -> None:
    shown = (await told(world, "convert", weight="225lb")).replace("**", "")
    assert "225 lb = 102.05828325 kg" in shown
    assert "102.5 kg · each side 20 + 20 + 1.25" in shown


async def test_kilograms_are_converted_to_pounds_with_pound_plates(world: World) -> None:
    shown = (await told(world, "convert", weight="100")).replace("**", "")
    assert "100 kg ≈ 220.4623 lb" in shown
    assert "220 lb · each side 45 + 35 + 5 + 2.5" in shown


NONSENSE = [" ", "heavy", "-100", "0", "1e9", "999999999", "💪", "\u202e001", "@everyone <@1> **x**", "9" * 200]
FIELDS = [
    ("plates", "weight", {}),
    ("plates", "bar", {"weight": "100"}),
    ("warmup", "weight", {}),
    ("e1rm", "set", {}),
    ("points", "total", {"bodyweight": "80", "sex": "male"}),
    ("points", "bodyweight", {"total": "500", "sex": "male"}),
    ("convert", "weight", {}),
]


@pytest.mark.parametrize("text", NONSENSE, ids=range(len(NONSENSE)))
@pytest.mark.parametrize(
    ("command", "field", "others"), FIELDS, ids=[f"{command} {field}" for command, field, _ in FIELDS]
)
async def test_nonsense_is_answered_with_what_to_type(
    world: World, command: str, field: str, others: dict[str, str], text: str
) -> None:
    shown = await told(world, command, **{**others, field: text})
    assert "`" in shown or (field == "bar" and not text.strip())
    assert "@everyone" not in shown
    assert "<@1>" not in shown


async def test_calculating_works_in_direct_messages(world: World) -> None:
    anna = await lifter(world)
    assert "each side 20 + 20" in text_of(seen(await anna.user.slash("calc plates", weight="100")))
