"""`scripts/audit` passes what was looked at and found sound, or could not be looked at, and nothing else."""

import json
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

AUDIT = Path(__file__).parents[1] / "scripts" / "audit"
SOUND = {"name": "idna", "version": "3.10", "vulns": []}
LONG = "It was found that " * 20_000
"""More than one argument of a program may have."""


@pytest.fixture
def audit(tmp_path: Path) -> Callable[[str], subprocess.CompletedProcess[str]]:
    """Run the audit where pip-audit says what the test has it say."""
    programs, scripts = tmp_path / ".venv" / "bin", tmp_path / "scripts"
    programs.mkdir(parents=True)
    scripts.mkdir()
    shutil.copy(AUDIT, scripts)
    (programs / "python").symlink_to(sys.executable)
    (programs / "uv").write_text('#!/bin/sh\ncat "$(dirname "$0")/said"\n')
    (programs / "uv").chmod(0o700)

    def run(said: str) -> subprocess.CompletedProcess[str]:
        (programs / "said").write_text(said)
        return subprocess.run([scripts / "audit"], capture_output=True, text=True, check=False)

    return run


def report(*packages: dict[str, Any]) -> str:
    return json.dumps({"dependencies": packages, "fixes": []})


def test_what_is_sound_passes(audit: Callable[[str], subprocess.CompletedProcess[str]]) -> None:
    done = audit(report(SOUND, {"name": "spotter", "skip_reason": "not on PyPI"}))
    assert (done.returncode, done.stdout) == (0, "pip-audit: 1 of 2 packages looked at\n")


def test_a_vulnerability_fails_however_long_the_report_is(
    audit: Callable[[str], subprocess.CompletedProcess[str]],
) -> None:
    flaw = {"id": "PYSEC-2099-1", "description": LONG}
    done = audit(report(SOUND, {"name": "requests", "version": "1.0", "vulns": [flaw]}))
    assert done.returncode == 1
    assert "requests 1.0: PYSEC-2099-1" in done.stdout


@pytest.mark.parametrize(
    "said", ["", report({"name": "idna", "skip_reason": "no answer"})], ids=["no program", "no answer"]
)
def test_what_cannot_be_looked_at_is_skipped_and_said(
    said: str, audit: Callable[[str], subprocess.CompletedProcess[str]]
) -> None:
    done = audit(said)
    assert done.returncode == 0
    assert "SKIPPED" in done.stdout


@pytest.mark.parametrize("said", ["Traceback", "{}"])
def test_a_report_that_is_not_understood_fails(
    said: str, audit: Callable[[str], subprocess.CompletedProcess[str]]
) -> None:
    assert audit(said).returncode != 0
