"""Red is measured where it can be had, and otherwise the page says why not. The tests install nothing."""

from pathlib import Path

import pytest

from benchmarks import red
from tests.benchmarks.test_rounds import LEAST


def test_a_package_that_can_not_be_installed_says_why(tmp_path: Path) -> None:
    with pytest.raises(red.Unavailable, match="python failed"):
        red.installed(tmp_path, str(tmp_path / "no-such-package"))


async def test_where_red_can_not_be_had_the_chapter_says_why(monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(_: Path, __: str) -> None:
        raise red.Unavailable("no way to PyPI")

    monkeypatch.setattr(red, "installed", refused)
    assert (await red.beside_red(LEAST)).method == "Skipped: no way to PyPI"
