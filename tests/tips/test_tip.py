"""What is read from the form, and what is refused in words."""

from typing import Any

import pytest

from bot.areas import Area
from bot.errors import SpotterError
from bot.tips.kinds import Kind, When
from bot.tips.tip import LONGEST, Suggestion

TYPED: dict[str, Any] = {
    "id": 5000,
    "text": "Light rows before I pull",
    "area": "upper_back",
    "kind": "exercise",
    "when": "before",
    "anonymous": True,
}


def test_a_complete_form_is_read() -> None:
    assert Suggestion.read(TYPED) == Suggestion(
        5000, "Light rows before I pull", Area.UPPER_BACK, Kind.EXERCISE, When.BEFORE, anonymous=True
    )


@pytest.mark.parametrize("text", ["", "   ", "stretch", "💪" * 40, "!!! 100 100 100 !!!", "\u202e\u200b\n\n\t"])
def test_a_text_with_hardly_a_word_is_refused(text: str) -> None:
    with pytest.raises(SpotterError, match="too short"):
        Suggestion.read(TYPED | {"text": text})


@pytest.mark.parametrize("length", [LONGEST + 1, 10_000])
def test_a_text_that_is_too_long_is_refused_with_its_length(length: int) -> None:
    with pytest.raises(SpotterError, match=f"yours has {length}"):
        Suggestion.read(TYPED | {"text": "x" * length})


def test_the_longest_text_is_taken() -> None:
    assert len(Suggestion.read(TYPED | {"text": "x" * LONGEST}).text) == LONGEST


@pytest.mark.parametrize("text", ["تمارين خفيفة للظهر", "軽いバンドで股関節を動かす", "Лёгкая ходьба после тяги"])
def test_any_script_is_welcome(text: str) -> None:
    assert Suggestion.read(TYPED | {"text": text}).text == text


@pytest.mark.parametrize("field", ["area", "kind", "when"])
def test_a_choice_that_is_not_on_the_list_is_refused(field: str) -> None:
    with pytest.raises(SpotterError, match="from the lists"):
        Suggestion.read(TYPED | {field: "everywhere"})


def test_what_was_sent_in_place_of_a_choice_is_not_said_back() -> None:
    with pytest.raises(SpotterError) as refused:
        Suggestion.read(TYPED | {"area": "@everyone " * 400})
    assert "everyone" not in str(refused.value)
