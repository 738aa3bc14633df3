"""Which texts are called alike."""

from bot.tips.similarity import alike

BANDS = "Banded good mornings before deadlifts loosen my lower back"


def test_an_edited_copy_is_found() -> None:
    assert alike("banded good mornings before deadlifting loosened my lower back!", [("bands", BANDS)]) == ["bands"]


def test_markdown_and_case_do_not_hide_a_copy() -> None:
    assert alike("**BANDED** good mornings before _deadlifts_ loosen my lower back", [("bands", BANDS)]) == ["bands"]


def test_another_tip_is_not_called_alike() -> None:
    assert alike("A warm bath in the evening", [("bands", BANDS)]) == []


def test_the_nearest_come_first_and_no_more_than_asked_for() -> None:
    others = [("near", BANDS + " a lot"), ("same", BANDS), ("farther", BANDS + " and my hips, most of the time")]
    assert alike(BANDS, others, most=2) == ["same", "near"]
