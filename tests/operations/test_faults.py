"""What went wrong lately is counted by name."""

from datetime import timedelta

from bot.operations.faults import Faults
from tests.conftest import START


def test_faults_of_the_last_while_are_counted_the_most_frequent_first() -> None:
    faults = Faults()
    faults.note(START - timedelta(days=2), "import")
    for name in ("log", "program", "log"):
        faults.note(START, name)
    assert faults.since(START - timedelta(days=1)) == [("log", 2), ("program", 1)]
