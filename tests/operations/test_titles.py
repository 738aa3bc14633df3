"""What interactions are called in figures: few names, whatever was sent, and none that tells of someone's health."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.operations.titles import KINDS, OTHER, Titles

TITLES = Titles(["log", "flare log", "spotter alias add", "Log these lifts"], [r"tip:area:(?P<area>\w+)", "log:form"])


@pytest.mark.parametrize(
    ("type", "data", "title"),
    [
        (2, {"name": "log", "options": [{"type": 3, "name": "entry", "value": "squat 100"}]}, ("command", "log")),
        (2, {"name": "flare", "options": [{"type": 1, "name": "log"}]}, ("command", "flare log")),
        (
            2,
            {"name": "spotter", "options": [{"type": 2, "name": "alias", "options": [{"type": 1, "name": "add"}]}]},
            ("command", "spotter alias add"),
        ),
        (2, {"name": "Log these lifts", "type": 3, "target_id": "7"}, ("command", "Log these lifts")),
        (4, {"name": "log", "options": [{"type": 3, "name": "entry", "value": "s"}]}, ("autocomplete", "log")),
        (3, {"custom_id": "tip:area:lower_back"}, ("component", "tip")),
        (5, {"custom_id": "log:form", "components": []}, ("form", "log")),
        (2, {"name": "logg"}, ("command", OTHER)),
        (3, {"custom_id": "from:an:older:bot"}, ("component", OTHER)),
        (3, {}, ("component", OTHER)),
        (9, {}, (OTHER, OTHER)),
    ],
)
def test_an_interaction_is_named_by_what_the_bot_has(type: int, data: dict[str, Any], title: tuple[str, str]) -> None:
    assert TITLES.of(type, data) == title


@given(st.sampled_from(sorted(KINDS)), st.dictionaries(st.sampled_from(["name", "custom_id"]), st.text()))
def test_no_forged_name_becomes_a_name_of_its_own(type: int, data: dict[str, Any]) -> None:
    assert TITLES.of(type, data)[1] in {OTHER, "log", "flare log", "spotter alias add", "Log these lifts", "tip"}
