"""Findings are one line each, and the worst of them is the exit code."""

import pytest

from bot.operations.check.findings import Finding, Grade, ok, warning, worst, wrong


@pytest.mark.parametrize(
    ("findings", "code"),
    [([], 0), ([ok("a", "x")], 0), ([warning("a", "x"), ok("b", "x")], 1), ([wrong("a", "x"), warning("b", "x")], 2)],
)
def test_the_worst_finding_is_the_exit_code(findings: list[Finding], code: int) -> None:
    assert int(worst(findings)) == code


def test_a_line_says_how_good_what_is() -> None:
    assert str(wrong("token", "Discord refuses it")) == "wrong    token: Discord refuses it"


def test_a_servers_name_forges_no_line_and_moves_no_cursor() -> None:
    assert (
        str(Finding(Grade.OK, "permissions", "Iron\nok token\x1b[2K\u202e"))
        == "ok       permissions: Iron ok token [2K "
    )
