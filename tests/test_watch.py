"""What `/metrics` reads of the machine."""

from pathlib import Path

from bot.settings import Settings
from bot.watch import disk_free


def test_free_disk_is_told_of_the_database_and_of_its_backups(database_path: Path, tmp_path: Path) -> None:
    told = disk_free(Settings(database_url=f"sqlite:///{database_path}", backup_directory=str(tmp_path)))
    assert set(told) == {"database", "backups"}
    assert all(free > 0 for free in told.values())


def test_nothing_is_told_of_a_disk_of_another_machine_or_one_that_is_gone(tmp_path: Path) -> None:
    assert disk_free(Settings(database_url="postgresql://x/y", backup_directory=str(tmp_path / "gone"))) == {}
