"""The data files that a clinician reviews: well formed, sourced, and in words that the bot may use."""

import re
import tomllib
from collections.abc import Iterator

import pytest

from bot.areas import Area
from bot.data import data_path
from bot.flares.decisions import Choice, load_guide
from bot.flares.regions import load_regions
from bot.flares.screening import ORDER, load_screen
from bot.members.preferences import REGIONS

FILES = ("screening.toml", "regions.toml", "decisions.toml")
FORBIDDEN = re.compile(
    r"\b(diagnos\w*|treat\w*|cure\w*|heal(s|ed|ing)?|prescri\w*|safe to train|you have (a|an)\b|it'?s just"
    r"|probably nothing|\d+ ?m?g of|\d+ ?mg)\b"
)
DISEASES = re.compile(
    r"cauda|equina|stroke|infarct|heart attack|cardiac|aort|aneurysm|dissect|embol|thrombo|\bdvt\b|\bclot\b|rhabdo"
    r"|sepsis|meningit|compartment|fractur|ruptur|avuls|torsion|hernia|tumou?r|malignan|arthritis|concuss|dislocat|scaphoid"
    r"|spondyl|sciatica|disc\b|tendinit|strain(ed)?\b(?!ing)",
)
REASSURING = re.compile(
    r"nothing (serious|to worry)|no red flags|all clear|you are (fine|ok)|\bsafe\b|harmless|don'?t worry"
)


def _shown_texts() -> Iterator[tuple[str, str]]:
    screen, guide, regions = load_screen(), load_guide(), load_regions()
    yield from ((question.id, question.ask) for question in screen.questions)
    yield from ((f"copy {level.name}", text) for level, text in screen.copy.stop.items())
    for name in ("passed", "checked", "rescreen", "short_disclaimer", "disclaimer"):
        yield f"copy {name}", getattr(screen.copy, name)
    yield from ((row, suggestion.says) for row, suggestion in guide.rows.items())
    yield from ((code, regions.of(code).emergency + regions.of(code).same_day) for code in REGIONS)


SHOWN = list(_shown_texts())


@pytest.mark.parametrize("name", FILES)
def test_a_file_says_at_its_top_that_no_clinician_has_reviewed_it(name: str) -> None:
    top = [line for line in data_path(name).read_text().splitlines()[:4] if line.startswith("#")]
    assert any("NOT REVIEWED BY A CLINICIAN" in line for line in top)


@pytest.mark.parametrize(("where", "text"), SHOWN)
def test_no_text_uses_a_word_that_the_bot_may_not_use(where: str, text: str) -> None:
    assert not FORBIDDEN.search(text.lower())


@pytest.mark.parametrize(("where", "text"), SHOWN)
def test_no_text_names_a_disease(where: str, text: str) -> None:
    without_the_one_symptom = text.lower().replace("without a clear strain", "")
    assert not DISEASES.search(without_the_one_symptom)


@pytest.mark.parametrize(("where", "text"), SHOWN)
def test_no_text_reassures(where: str, text: str) -> None:
    assert not REASSURING.search(text.lower())


def test_every_question_has_its_own_id_and_a_source() -> None:
    questions = load_screen().questions
    assert len({question.id for question in questions}) == len(questions)
    assert all(question.sources for question in questions)


def test_the_internal_reasons_are_no_field_of_the_file() -> None:
    rows = tomllib.loads(data_path("screening.toml").read_text())["question"]
    assert {key for row in rows for key in row} == {"id", "level", "ask", "sources", "areas", "level_in", "repeats"}


@pytest.mark.parametrize("area", Area)
def test_a_card_fits_into_an_embed(area: Area) -> None:
    screen = load_screen()
    for level in ORDER:
        assert sum(len(question.ask) + 10 for question in screen.card(area, level)) < 3800


def test_there_are_numbers_for_every_region_a_member_can_pick() -> None:
    assert set(tomllib.loads(data_path("regions.toml").read_text())) == set(REGIONS)


@pytest.mark.parametrize("code", [None, "", "DE", "uk"])
def test_an_unknown_region_never_becomes_a_country(code: str | None) -> None:
    region = load_regions().of(code)
    assert region.code == "OTHER"
    assert "your local emergency number" in region.emergency


@pytest.mark.parametrize(
    ("code", "emergency", "same_day"),
    [
        ("UK", "999", "111"),
        ("EU", "112", "out-of-hours"),
        ("US", "911", "urgent care"),
        ("CA", "911", "811"),
        ("AU", "000", "1800 022 222"),
        ("NZ", "111", "0800 611 116"),
    ],
)
def test_a_region_has_its_own_numbers(code: str, emergency: str, same_day: str) -> None:
    region = load_regions().of(code)
    assert emergency in region.emergency
    assert same_day in region.same_day


@pytest.mark.parametrize("level", ORDER)
def test_the_words_of_a_level_carry_the_regions_numbers(level: object) -> None:
    text = load_regions().of("NZ").fill(load_screen().copy.stop[level])  # type: ignore[index]  # one of ORDER
    assert "111" in text
    assert "{" not in text


def test_every_row_of_the_decision_table_is_in_the_file() -> None:
    assert set(load_guide().rows) == {f"D{number}" for number in range(1, 11)}


def test_every_area_has_a_day_after_which_no_better_is_worth_a_look() -> None:
    assert set(load_guide().no_better_after_days) == set(Area)


def test_two_neighbours_on_the_ladder_are_offered_unless_the_weight_is_not_to_be_spoken_of() -> None:
    ladder = list(Choice)
    for row, suggestion in load_guide().rows.items():
        if row in {"D1", "D2"}:
            assert len(suggestion.choices) < 2
            continue
        first, second = suggestion.choices
        assert abs(ladder.index(first) - ladder.index(second)) == 1
