"""Text of members shows as typed and does nothing else."""

import pytest

from cogs.ui.card import card
from cogs.ui.form import read_values
from cogs.ui.text import clip, fitting, one_line, plain, sheets


@pytest.mark.parametrize("typed", ["@everyone", "@here", "<@123456789012345678>", "<@&123456789012345678>", "<#1>"])
def test_no_mention_survives(typed: str) -> None:
    shown = plain(typed)
    assert "@everyone" not in shown
    assert "@here" not in shown
    assert "<@" not in shown
    assert "<#" not in shown


@pytest.mark.parametrize("typed", ["**bold**", "# title", "> quote", "`code`", "||spoiler||", "[a](b)", "~~x~~", "_x_"])
def test_markdown_is_escaped(typed: str) -> None:
    assert "\\" in plain(typed)


@pytest.mark.parametrize("typed", ["https://x/**bold**", "http://```", "http://||x||", "http://_x_"])
def test_markdown_behind_a_link_is_escaped_too(typed: str) -> None:
    bare = plain(typed)
    for mark in "*`|_":
        bare = bare.replace(f"\\{mark}", "")
    assert not set(bare) & set("*`|_")


@pytest.mark.parametrize(
    ("unit", "shown"),
    [
        *(("[](", "\\[]("), ("[", "\\["), ("_", "\\_"), ("*", "\\*"), ("\n", "\n"), ("\n ", "\n "), (" ", " ")),
        *(
            ("\n-", "\n\\-"),
            ("\n  >", "\n  \\>"),
            ("a", "a"),
            ("(", "("),
            ("www.", "www\u200b."),
            ("discord", "discord"),
        ),
    ],
)
def test_long_runs_are_shown_to_their_end(unit: str, shown: str) -> None:
    assert plain(unit * 4_000 + "b") == shown * 4_000 + "b"


def test_a_link_is_no_link_any_more() -> None:
    assert "https://" not in plain("see https://shop.example")


def test_the_direction_of_text_cannot_be_turned() -> None:
    assert plain("a\u202eb") == "ab"


def test_emoji_and_other_scripts_stay() -> None:
    assert plain("🏋️ شكرا ありがとう") == "🏋️ شكرا ありがとう"


def test_what_is_too_long_is_cut_with_an_ellipsis() -> None:
    assert clip("x" * 11, 10) == "x" * 9 + "…"


def test_what_fits_is_left_alone() -> None:
    assert clip("x" * 10, 10) == "x" * 10


def test_one_line_folds_breaks() -> None:
    assert one_line("a\n\n b\t c") == "a b c"


def test_the_first_version_of_a_text_that_fits_is_taken_and_else_the_last_is_cut() -> None:
    assert fitting(["a" * 11, "b" * 10, "c"], 10) == "b" * 10
    assert fitting(["a" * 12, "b" * 11], 10) == "b" * 9 + "…"
    assert fitting([], 10) == ""


def test_lines_are_laid_whole_into_as_few_sheets_as_they_need() -> None:
    assert sheets(["a" * 4, "b" * 5, "c" * 10, "d"], 10) == ["aaaa\nbbbbb", "c" * 10, "d"]
    assert sheets([], 10) == []


@pytest.mark.parametrize("typed", ["  # big", "a\n   ## big", "\t> quote", "-# small", "a\n - list"])
def test_markdown_at_the_beginning_of_a_line_is_escaped_indented_or_not(typed: str) -> None:
    mark = next(char for char in typed if char in "#>-")
    assert plain(typed) == typed.replace(mark, f"\\{mark}", 1)


@pytest.mark.parametrize(
    "typed", ["discord.gg/abc", "Discord.GG/abc", "discordapp.com/invite/abc", "discord.com/invite/abc"]
)
def test_an_invitation_leads_nowhere(typed: str) -> None:
    assert typed not in plain(typed)


@pytest.mark.parametrize("hidden", "\u200b\u2060\ufeff\u00ad\u3164\u2028\u202e\u2066\U000e0041\x1b\x9b\x00")
def test_nothing_that_cannot_be_seen_stays(hidden: str) -> None:
    assert plain(f"a{hidden}b") == "ab"


@pytest.mark.parametrize("typed", ["👨‍👩‍👧", "می‌خواهم", "❤️", "e\u0301", "Tiê\u0301ng"])
def test_what_writing_needs_stays(typed: str) -> None:
    assert plain(typed) == typed


def test_marks_do_not_pile_up() -> None:
    assert plain("e" + "\u0301" * 500 + "x") == "e" + "\u0301" * 4 + "x"


def test_a_card_stays_within_discords_limits() -> None:
    shown = card("t" * 300, "b" * 5000, fields=[("n" * 300, "v" * 2000)] * 30, footer="f" * 3000)
    assert (len(shown.title or ""), len(shown.description or ""), len(shown.fields)) == (256, 4096, 25)


def test_values_of_a_form_are_found_in_labels_and_rows() -> None:
    components = [
        {"type": 18, "component": {"type": 4, "custom_id": "text", "value": "hello"}},
        {"type": 18, "component": {"type": 3, "custom_id": "area", "values": ["hip"]}},
        {"type": 1, "components": [{"type": 4, "custom_id": "old", "value": "row"}]},
    ]
    assert read_values(components) == {"text": "hello", "area": "hip", "old": "row"}


def test_a_field_that_did_not_come_counts_as_empty() -> None:
    nothing = [
        {"type": 18, "component": {"type": 3, "custom_id": "area", "values": []}},
        {"type": 23, "custom_id": "on"},
    ]
    assert (read_values(nothing)["area"], read_values(nothing)["on"], read_values([])["text"]) == ("", "", "")


def test_what_is_longer_than_any_field_is_cut() -> None:
    assert len(read_values([{"type": 4, "custom_id": "text", "value": "x" * 10_000}])["text"]) == 4000
