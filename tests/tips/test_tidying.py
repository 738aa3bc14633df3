"""What is taken out of a text before it is shown."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.tips.tidying import MOST_LINES, tidied


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("  one \t two  ", "one two"),
        ("one\r\n\r\n\r\ntwo", "one\ntwo"),
        ("left\u202eright", "leftright"),
        ("a\x00b", "ab"),
        ("z" + "\u0301" * 50, "z\u0301\u0301"),
        ("👩\u200d🚒 lifts", "👩\u200d🚒 lifts"),
        ("", ""),
    ],
)
def test_what_breaks_a_layout_is_taken_out(text: str, kept: str) -> None:
    assert tidied(text) == kept


def test_lines_beyond_the_tenth_are_joined_and_lose_no_word() -> None:
    kept = tidied("\n".join(str(number) for number in range(30)))
    assert len(kept.split("\n")) == MOST_LINES
    assert kept.split() == [str(number) for number in range(30)]


@given(st.text(max_size=300))
def test_tidied_text_keeps_no_unseen_character_and_few_lines(text: str) -> None:
    kept = tidied(text)
    unseen = {letter for letter in kept if unicodedata.category(letter) in {"Cc", "Cf", "Cs"}} - set("\n\u200c\u200d")
    assert not unseen
    assert kept.count("\n") < MOST_LINES
