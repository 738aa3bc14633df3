"""What SECURITY.md promises can be looked up: its tests exist, and the locks and error ids are as it says."""

import ast
import re
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
NAMED = sorted(set(re.findall(r"`(tests/[\w/]+\.py)::(\w+)`", (ROOT / "SECURITY.md").read_text())))
LOCKS = ("requirements.txt", "requirements-dev.txt")


@pytest.mark.parametrize(("path", "name"), NAMED)
def test_a_test_that_is_named_exists(path: str, name: str) -> None:
    tree = ast.parse((ROOT / path).read_text())
    assert name in {node.name for node in ast.walk(tree) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)}


def test_every_threat_names_a_test() -> None:
    rows = [line for line in (ROOT / "SECURITY.md").read_text().splitlines() if line.startswith("| **")]
    assert len(rows) > 15
    assert [row for row in rows if "::test_" not in row] == []


@pytest.mark.parametrize("lock", LOCKS)
def test_every_package_of_a_lock_is_pinned_with_a_hash(lock: str) -> None:
    packages = re.split(r"\n(?=\S)", re.sub(r"^\s*#.*\n", "", (ROOT / lock).read_text(), flags=re.MULTILINE).strip())
    assert len(packages) > 20
    pinned = re.compile(r"[\w.-]+(\[[\w,-]+\])?==[\w.]+[ ;].*--hash=sha256:[0-9a-f]{64}", re.DOTALL)
    assert [one for one in packages if not pinned.match(one)] == []


@pytest.mark.parametrize("lock", LOCKS)
def test_a_lock_names_no_place_to_fetch_from(lock: str) -> None:
    text = (ROOT / lock).read_text()
    assert not re.search(r"://|--(?:extra-)?index-url|--find-links|--trusted-host|^-e |file:", text, flags=re.MULTILINE)


def test_every_dependency_has_bounds() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())
    extras = project["project"]["optional-dependencies"].values()
    wanted = [*project["project"]["dependencies"], *(one for extra in extras for one in extra)]
    wanted += [one for one in project["dependency-groups"]["dev"] if not one.startswith("types-")]
    assert [one for one in wanted if ">=" not in one] == []


def test_an_error_id_is_random_and_nothing_else() -> None:
    made = re.findall(r"error_id = (.+)", (ROOT / "cogs/ui/failure.py").read_text())
    assert made == ["secrets.token_hex(4)"]
