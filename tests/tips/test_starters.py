"""The starter tips as they are shipped: complete, sourced, without drugs or doses; conflicts that hold both ways."""

from typing import Any

import pytest

from bot.areas import Area
from bot.data import read_toml
from bot.safety import Tripwires
from bot.tips.starters import FIRST_MEMBER_ID, Starters
from bot.tips.tip import LONGEST, Tip

TIPS: dict[str, Any] = read_toml("tips.toml")
CONFLICTS: list[dict[str, Any]] = read_toml("tip_conflicts.toml")["conflicts"]
EACH_TIP = pytest.mark.parametrize("entry", TIPS["tips"], ids=[entry["id"] for entry in TIPS["tips"]])
EACH_CONFLICT = pytest.mark.parametrize("entry", CONFLICTS, ids=["-".join(entry["tips"]) for entry in CONFLICTS])
BARRED_WORDS = ("diagnos", "cure", "heals", "prescribe", "safe to train", "it's just", "you have", "works for")


def numbers(starters: Starters) -> dict[str, int]:
    return {tip.starter.key: tip.id for tip in starters.tips.values() if tip.starter}


def test_every_starter_tip_of_the_interface_is_there(starters: Starters) -> None:
    assert set(numbers(starters)) == {
        "banded_good_morning",
        "bench_with_belt",
        "agile_8",
        "hamstring_stretch",
        "static_lowback_stretch",
        "no_lowback_stretch",
        "less_bench_arch",
        "more_salt_electrolytes",
        "heat",
        "cold",
        "walking",
        "stay_active_relative_rest",
        "reduce_load",
    }


def test_numbers_are_unique_and_below_those_of_members_tips(starters: Starters) -> None:
    assert len(starters.tips) == len(TIPS["tips"])
    assert all(0 < number < FIRST_MEMBER_ID for number in starters.tips)


@EACH_TIP
def test_a_starter_tip_says_everything_it_must(entry: dict[str, Any]) -> None:
    for field in ("title", "text", "evidence", "caution"):
        assert len(entry[field]) > 10 or field == "title"
        assert entry[field].strip() == entry[field] != ""
    assert entry["areas"]
    assert entry["sources"]
    assert len(entry["text"]) <= LONGEST


@EACH_TIP
def test_every_source_key_stands_in_the_table_with_an_address(entry: dict[str, Any]) -> None:
    for key in entry["sources"]:
        assert TIPS["sources"][key]["at"].startswith("http")
        assert TIPS["sources"][key]["type"]


def test_every_source_of_the_table_is_used() -> None:
    assert {key for entry in TIPS["tips"] for key in entry["sources"]} == set(TIPS["sources"])


@EACH_TIP
def test_a_starter_tip_passes_what_members_tips_must_pass(entry: dict[str, Any], tripwires: Tripwires) -> None:
    assert not tripwires.check(f"{entry['title']}. {entry['text']}").held
    assert not tripwires.check(entry["evidence"]).held
    assert not tripwires.check(entry["caution"]).reasons


@EACH_TIP
def test_a_starter_tip_promises_nothing_and_orders_nothing(entry: dict[str, Any]) -> None:
    words = entry["text"].lower()
    assert not [barred for barred in BARRED_WORDS if barred in words]
    assert words.startswith(("some lifters", "many lifters"))


def test_every_area_has_a_starter_tip(starters: Starters) -> None:
    assert all(starters.matching(area, None) for area in Area)


@EACH_CONFLICT
def test_a_conflict_says_why_and_on_what_it_rests(entry: dict[str, Any]) -> None:
    assert entry["type"] in {"opposite", "partial"}
    assert len(entry["why"]) > 40
    assert set(entry["sources"]) <= set(TIPS["sources"])
    assert len(set(entry["tips"])) >= 2


def test_each_side_of_contested_advice_knows_the_same_sides(starters: Starters) -> None:
    for tip_id in starters.tips:
        conflict = starters.contested(tip_id)
        sides = conflict.sides if conflict else ()
        assert all(starters.contested(side) == conflict for side in sides)


def test_no_tip_stands_on_two_contested_pages(starters: Starters) -> None:
    sides = [side for conflict in starters.conflicts if conflict.wholly for side in conflict.sides]
    assert len(sides) == len(set(sides))


def test_stretching_the_lower_back_is_contested(starters: Starters) -> None:
    number = numbers(starters)
    conflict = starters.contested(number["static_lowback_stretch"])
    assert conflict is not None
    assert conflict.sides == (number["static_lowback_stretch"], number["no_lowback_stretch"])


def test_what_is_contested_in_part_is_noted_on_both(starters: Starters) -> None:
    number = numbers(starters)
    (note,) = starters.notes((number["agile_8"],))
    assert note in starters.notes((number["no_lowback_stretch"],))


def test_a_starter_tip_carries_its_sources_with_what_they_are(starters: Starters) -> None:
    tip: Tip = starters.tips[numbers(starters)["heat"]]
    assert tip.starter is not None
    assert "COCHRANE-HEAT (journal)" in tip.starter.sources
