"""What the tests of tips share: the shipped data, and a library on a database file."""

from dataclasses import dataclass

import pytest

from bot.areas import Area
from bot.data import read_toml
from bot.database import Database
from bot.ids import Ids
from bot.tips.kinds import Kind, When
from bot.tips.library import Library
from bot.tips.safety import Tripwires
from bot.tips.starters import Starters
from bot.tips.tip import Suggestion
from tests.conftest import FakeClock

HOME, ELSEWHERE = 1, 2
ANNA, BEN, CARA, DAN = 11, 12, 13, 14


@dataclass(frozen=True)
class Writer:
    """Makes suggestions with ids of their own."""

    ids: Ids

    def __call__(
        self,
        text: str = "I walk up and down the hall between my sets",
        *,
        area: Area = Area.LOWER_BACK,
        kind: Kind = Kind.RECOVERY,
        anonymous: bool = False,
        id: int | None = None,
    ) -> Suggestion:
        """Return a suggestion that the tripwires let pass unless the text says otherwise."""
        return Suggestion(id or self.ids(), text, area, kind, When.DURING, anonymous)


@pytest.fixture
def write(ids: Ids) -> Writer:
    return Writer(ids)


@pytest.fixture(scope="session")
def tripwires() -> Tripwires:
    return Tripwires(read_toml("tripwires.toml"))


@pytest.fixture(scope="session")
def starters() -> Starters:
    return Starters(read_toml("tips.toml"), read_toml("tip_conflicts.toml"))


@pytest.fixture
def library(database: Database, clock: FakeClock, starters: Starters, tripwires: Tripwires) -> Library:
    return Library(database, clock, starters, tripwires)
