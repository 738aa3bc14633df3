"""What reports come to: nothing under five, small cells masked, worse as loud as better, no promise."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.tips.trials.evidence import Asked, Evidence, Reports, Window, check_ins_in_words, reports_in_words

MORNING = Window.MORNING


def in_words(evidence: Evidence) -> list[str]:
    return [*reports_in_words(evidence), *check_ins_in_words(evidence)]


def told(tried: int, better: int, same: int, worse: int) -> str:
    return "\n".join(in_words(Evidence(tried, {MORNING: Reports(better, same, worse)})))


def asked(tried: int, did: Reports, did_not: Reports) -> str:
    return "\n".join(in_words(Evidence(asked={MORNING: Asked(tried, did, did_not)})))


@pytest.mark.parametrize("reports", [(0, 0, 0), (4, 0, 0), (2, 1, 1)])
def test_under_five_reports_nothing_is_told(reports: tuple[int, int, int]) -> None:
    assert told(40, *reports) == ""


def test_five_to_nine_reports_are_counts_without_an_interval() -> None:
    assert "%" not in told(9, 5, 4, 0)
    assert "9 tried · 9 reported" in told(9, 5, 4, 0)


def test_from_ten_on_the_interval_is_wilsons() -> None:
    assert "(better: 95 % interval 52% to 83%)" in told(30, 21, 6, 3)


@pytest.mark.parametrize(("count", "cell"), [(0, "0"), (1, "<3"), (2, "<3"), (3, "3")])
def test_cells_of_one_or_two_are_masked(count: int, cell: str) -> None:
    assert f", {cell} worse" in told(20, 6, 6, count)


def test_an_interval_never_gives_a_masked_cell_away() -> None:
    assert "interval" not in told(20, 2, 10, 8)


def test_no_harm_seen_is_told_with_the_rule_of_three() -> None:
    assert "0 of 24 felt worse; it could still be up to about 3 in 24." in told(24, 15, 9, 0)


def test_many_who_did_not_report_back_are_told_of() -> None:
    assert "many did not report back" in told(20, 5, 5, 1)
    assert "many did not report back" not in told(18, 5, 5, 1)


def test_who_did_not_try_is_set_beside_only_from_thirty_on_both_sides() -> None:
    assert "did not try" not in asked(40, Reports(20, 5, 5), Reports(15, 10, 4))
    assert "did not try" not in asked(40, Reports(20, 5, 4), Reports(15, 10, 5))
    assert "15 of 30 felt better. No clear difference from people who did not try it." in asked(
        40, Reports(20, 5, 5), Reports(15, 10, 5)
    )


def test_what_check_ins_found_is_told_beside_what_was_reported_and_never_added() -> None:
    known = Evidence(9, {MORNING: Reports(5, 4, 0)}, {MORNING: Asked(12, Reports(3, 3, 4), Reports(9, 0, 0))})
    said = "\n".join(in_words(known))
    assert "Next morning, 9 reported: 5 reported feeling better after trying, 4 the same, 0 worse" in said
    assert "Next morning, 12 had tried it · 10 reported: 3 reported feeling better" in said


def test_under_five_answers_to_check_ins_nothing_is_told() -> None:
    assert asked(40, Reports(2, 1, 1), Reports(30, 30, 30)) == ""


def test_a_clear_difference_is_not_called_none() -> None:
    said = asked(100, Reports(95, 5, 0), Reports(20, 60, 20))
    assert "20 of 100 felt better." in said
    assert "No clear difference" not in said


def test_windows_are_never_added_up() -> None:
    windows = {Window.MORNING: Reports(3, 0, 0), Window.WEEK: Reports(5, 0, 0)}
    said = in_words(Evidence(8, windows))
    assert [line for line in said if line.startswith("Next morning")] == []
    assert [line for line in said if line.startswith("A week on, 5 reported")]


@given(st.integers(0, 400), st.integers(0, 200), st.integers(0, 200), st.integers(0, 200))
def test_no_word_promises_anything(silent: int, better: int, same: int, worse: int) -> None:
    did, did_not = Reports(better, same, worse), Reports(better, worse, same)
    said = asked(silent + did.total, did, did_not).casefold()
    assert not [word for word in ("works", "cures", "fixes", "helps", "heals", "treats") if word in said]


@pytest.mark.parametrize(("better", "same", "worse", "harm"), [(7, 0, 3, True), (0, 0, 2, False), (30, 10, 3, False)])
def test_three_of_ten_who_felt_worse_may_be_harm(better: int, same: int, worse: int, harm: bool) -> None:
    assert Evidence(50, {MORNING: Reports(better, same, worse)}).may_do_harm is harm


@pytest.mark.parametrize(
    ("reports", "told"), [((0, 0, 3), False), ((1, 0, 3), False), ((2, 0, 3), True), ((3, 0, 2), False)]
)
def test_harm_is_told_of_from_five_reports_on_however_sure_it_is(reports: tuple[int, int, int], told: bool) -> None:
    assert Evidence(50, {MORNING: Reports(*reports)}).tells_of_harm is told
    by_check_ins = Asked(50, Reports(*reports), Reports())
    assert Evidence(asked={MORNING: by_check_ins}).tells_of_harm is told


def test_harm_that_few_reported_is_not_told_of_because_many_answered_otherwise() -> None:
    assert not Evidence(
        50, {MORNING: Reports(worse=3)}, {MORNING: Asked(9, Reports(better=9), Reports())}
    ).tells_of_harm
