"""What the tests of lifts share: the shipped catalogue, short ways to write sets, and a logbook on a database file."""

from datetime import UTC, datetime
from decimal import Decimal

import pytest

from bot.data import data_path
from bot.database import Database
from bot.ids import Ids
from bot.lifts.exercises import Catalogue
from bot.lifts.logbook import Logbook
from bot.lifts.records import Best
from bot.lifts.sets import Set
from bot.lifts.weight import Load, Unit, Weight
from bot.lifts.words.words import Words
from bot.lifts.workouts import Workouts
from bot.members.drafts import Drafts
from bot.members.people import Members
from tests.conftest import FakeClock

ANNA, BEN = 11, 12
CATALOGUE = Catalogue.from_csv(data_path("exercises.csv"))
LONG_AGO = datetime(2026, 1, 1, tzinfo=UTC)


def kg(amount: str | int) -> Weight:
    return Weight(Decimal(amount), "kg")


def lb(amount: str | int) -> Weight:
    return Weight(Decimal(amount), "lb")


def lifted(amount: str | int, reps: int, unit: Unit = "kg") -> Set:
    """Return a working set with a weight."""
    return Set(Load(Weight(Decimal(amount), unit)), reps)


def hung(added: str | int, reps: int) -> Set:
    """Return a working set with the lifter's own body, and weight added to it or taken off it."""
    return Set(Load(kg(added), bodyweight=True), reps)


def best(done: Set, entry_id: int = 1) -> Best:
    """Return a set as one that was done long ago."""
    return Best(done.load, done.count, entry_id, LONG_AGO)


@pytest.fixture
def catalogue() -> Catalogue:
    return CATALOGUE


@pytest.fixture
def members(database: Database, clock: FakeClock) -> Members:
    return Members(database, clock)


@pytest.fixture
def drafts(database: Database, clock: FakeClock, ids: Ids) -> Drafts:
    return Drafts(database, clock, ids, lambda _: False)


@pytest.fixture
def logbook(database: Database, clock: FakeClock, members: Members, drafts: Drafts) -> Logbook:
    return Logbook(database, clock, members, drafts, Words(database, CATALOGUE))


@pytest.fixture
def workouts(database: Database, clock: FakeClock, ids: Ids, members: Members, drafts: Drafts) -> Workouts:
    return Workouts(database, clock, ids, members, drafts, Words(database, CATALOGUE))
