"""An import desk and an export desk on a database file."""

import pytest

from bot.database import Database
from bot.ids import Ids
from bot.lifts.transfer.exporting import Exporting
from bot.lifts.transfer.importing import Importing
from bot.members.people import Members
from tests.conftest import FakeClock
from tests.lifts.conftest import CATALOGUE


@pytest.fixture
def importing(database: Database, clock: FakeClock, ids: Ids, members: Members) -> Importing:
    def spread() -> int:
        return ids() * 1_000_000

    return Importing(database, clock, spread, members, CATALOGUE)


@pytest.fixture
def exporting(database: Database, clock: FakeClock) -> Exporting:
    return Exporting(database, clock, CATALOGUE)
