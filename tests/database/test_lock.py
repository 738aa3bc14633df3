"""A SQLite file is open in one process at a time."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from bot.database.lock import alone
from bot.errors import OperatorError

ROOT = Path(__file__).resolve().parents[2]
HOLDER = """
import sys
from pathlib import Path
from bot.database.lock import alone
with alone(Path(sys.argv[1])):
    print("locked", flush=True)
    sys.stdin.read()
"""


def test_a_second_process_is_refused_in_one_sentence(database_path: Path) -> None:
    with subprocess.Popen(
        [sys.executable, "-c", HOLDER, str(database_path)],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as other:
        assert other.stdout is not None
        assert other.stdout.readline() == "locked\n"
        with pytest.raises(OperatorError, match="Another process of Spotter has"), alone(database_path):
            pass
        other.kill()
    with alone(database_path):  # a process that was killed keeps nothing locked
        pass


def test_afterwards_it_is_free_again(database_path: Path) -> None:
    for _ in range(2):
        with alone(database_path):
            pass


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can give files away")
@pytest.mark.parametrize("there", [True, False])
def test_the_file_that_root_locks_belongs_to_whom_the_database_or_its_folder_belongs(
    there: bool, tmp_path: Path
) -> None:
    path = tmp_path / "spotter.db"
    if there:
        path.touch()
    os.chown(path if there else tmp_path, 65534, 65534)
    with alone(path):
        pass
    assert (tmp_path / "spotter.db.lock").stat().st_uid == 65534


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can give files away")
def test_where_the_file_to_lock_is_a_link_root_gives_nothing_away_that_it_leads_to(tmp_path: Path) -> None:
    folder, elsewhere = tmp_path / "theirs", tmp_path / "elsewhere"
    folder.mkdir()
    os.chown(folder, 65534, 65534)
    (folder / "spotter.db.lock").symlink_to(elsewhere)
    with alone(folder / "spotter.db"):
        pass
    assert elsewhere.stat().st_uid == 0


def test_a_folder_that_can_not_be_made_is_told_in_one_sentence(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(OperatorError, match="Check DATABASE_URL"), alone(tmp_path / "file" / "spotter.db"):
        pass
