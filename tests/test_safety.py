"""The tripwires against their lists."""

import re
import tomllib
from pathlib import Path
from random import Random
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.data import read_toml
from bot.flares.regions import load_regions
from bot.safety import Level, Tripwires, normalised

DATA: dict[str, Any] = read_toml("tripwires.toml")
LISTS: dict[str, Any] = tomllib.loads((Path(__file__).parent / "tripwires.toml").read_text())
SYMPTOMS = [(Level(level), text) for level in Level for text in LISTS[level]["hits"]]


@pytest.fixture(scope="module")
def tripwires() -> Tripwires:
    return Tripwires(DATA)


@pytest.mark.parametrize(("level", "text"), SYMPTOMS)
def test_symptom_words_are_found_at_their_level(tripwires: Tripwires, level: Level, text: str) -> None:
    assert tripwires.check(text).level is level


@pytest.mark.parametrize("text", LISTS["holds"]["hits"])
def test_what_a_tip_cannot_say_is_held_with_a_reason(tripwires: Tripwires, text: str) -> None:
    assert tripwires.check(text).reasons


@pytest.mark.parametrize("text", LISTS["misses"]["texts"])
def test_everyday_lifting_talk_passes(tripwires: Tripwires, text: str) -> None:
    assert not tripwires.check(text).held


def test_the_most_urgent_level_wins(tripwires: Tripwires) -> None:
    assert tripwires.check("a fever, and my groin is numb").level is Level.E1


@pytest.mark.parametrize("rule", [*DATA["symptoms"], *DATA["holds"]], ids=lambda rule: rule["name"])
def test_no_pattern_repeats_without_an_end(rule: dict[str, Any]) -> None:
    endless = re.compile(r"(\\w|\\s|\\S|\.|\)|\])([*+]|\{\d+,\})")
    assert [pattern for pattern in rule["patterns"] if endless.search(pattern)] == []


@pytest.mark.parametrize(
    "text",
    [
        *("a" + "_" * 4_000 + "a", "never " + "to see " * 500, "numb" * 1_000, "tingl" * 800, "headache" * 500),
        *("it's " + "just " * 800, "\n" * 4_000, " " * 4_000, "*" * 4_000, "coughs" * 600, "a." * 2_000, "1" * 4_000),
    ],
    ids=lambda text: text[:12],
)
def test_long_runs_are_read_to_their_end_and_mean_nothing(tripwires: Tripwires, text: str) -> None:
    assert not tripwires.check(text).held
    assert tripwires.check(f"{text} my groin is numb").level is Level.E1


def test_a_denied_symptom_counts_as_one(tripwires: Tripwires) -> None:
    assert tripwires.check("no numb groin here").held


@pytest.mark.parametrize("text", ["fever and so on", "numb groin", "suicidal"])
def test_every_level_comes_with_help_and_assumes_no_country(tripwires: Tripwires, text: str) -> None:
    told = load_regions().of(None).fill(tripwires.check(text).help or "")
    assert "your local emergency number" in told


def test_symptom_words_deep_in_a_long_text_are_found(tripwires: Tripwires) -> None:
    assert tripwires.check("warm up well. " * 700 + "my groin is numb").level is Level.E1


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("I CANNOT walk", "i can't walk"),
        ("it’s  “fine”\n now", 'it\'s "fine" now'),
        ("crème 💪🏽 brûlée", "creme brulee"),
        ("**nu**mb ||here||", "numb here"),
        ("_ibuprofen_ in_side", "ibuprofen in_side"),
        ("___a___ b___c _*_d", "a b___c d"),
        ("ibu\u200bpro\u202efen", "ibuprofen"),
    ],
)
def test_text_is_read_without_its_decoration(text: str, read: str) -> None:
    assert normalised(text) == read


@given(st.text(max_size=300))
def test_any_text_can_be_checked_and_normalising_twice_changes_nothing_more(tripwires: Tripwires, text: str) -> None:
    tripwires.check(text)
    assert "  " not in normalised(text)


@given(st.sampled_from(SYMPTOMS), st.randoms(use_true_random=False))
def test_symptom_words_are_found_however_they_are_dressed_up(
    tripwires: Tripwires, symptom: tuple[Level, str], chance: Random
) -> None:
    level, text = symptom
    dressed = "".join(
        (letter.upper() if chance.random() < 0.5 else letter) + chance.choice(["", "", "\u200b", "\u0301", "*"])
        for letter in text
    )
    assert tripwires.check(f"ok lads, {dressed}, cheers").level is level
