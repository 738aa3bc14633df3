"""An import desk and an export desk on a database file."""

import pytest

from bot.bodyweight.scales import Scales
from bot.database import Database
from bot.ids import Ids
from bot.lifts.transfer.exporting import Exporting
from bot.lifts.transfer.importing import Importing
from bot.members.drafts import Drafts
from bot.members.people import Members
from tests.charts.easel import Easel
from tests.conftest import FakeClock
from tests.lifts.conftest import CATALOGUE


def scales_on(database: Database, clock: FakeClock, ids: Ids, members: Members) -> Scales:
    """Return scales on a database."""
    return Scales(database, clock, members, Drafts(database, clock, ids), Easel())


@pytest.fixture
def scales(database: Database, clock: FakeClock, ids: Ids, members: Members) -> Scales:
    return scales_on(database, clock, ids, members)


@pytest.fixture
def importing(database: Database, clock: FakeClock, ids: Ids, members: Members, scales: Scales) -> Importing:
    def spread() -> int:
        return ids() * 1_000_000

    return Importing(database, clock, spread, members, CATALOGUE, scales)


@pytest.fixture
def exporting(database: Database, clock: FakeClock, scales: Scales) -> Exporting:
    return Exporting(database, clock, CATALOGUE, scales)
