"""What the tests of tips share: the shipped data, and a library on a database file."""

from dataclasses import dataclass
from functools import partial

import pytest

from bot.areas import Area
from bot.data import read_toml
from bot.database import Connection, Database
from bot.ids import Ids
from bot.safety import Tripwires
from bot.sealing import Seal, new_key
from bot.servers.rules import Moderator
from bot.servers.servers import Servers
from bot.tips.desk.case import Act
from bot.tips.desk.desk import Desk
from bot.tips.kinds import Kind, When
from bot.tips.library import Library
from bot.tips.room import Rooms
from bot.tips.starters import Starters
from bot.tips.tip import Suggestion
from bot.tips.trials.trials import Trials
from bot.tips.trials.trying import Trying
from tests.conftest import FakeClock

HOME, ELSEWHERE = 1, 2
ANNA, BEN, CARA, DAN = 11, 12, 13, 14
MONA = Moderator(HOME, 99)


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


@dataclass
class Shown:
    """Notes what public cards are told, in place of the board."""

    told: list[tuple[str, int, int]]

    def published(self, _: Connection, guild_id: int, tip_id: int) -> None:
        self.told.append(("published", guild_id, tip_id))

    def changed(self, _: Connection, guild_id: int, tip_id: int) -> None:
        self.told.append(("changed", guild_id, tip_id))

    def counted(self, _: Connection, guild_id: int, tip_id: int) -> None:
        self.told.append(("counted", guild_id, tip_id))

    def wake(self) -> None:
        """Nobody sleeps."""


@dataclass
class Told:
    """Notes what authors are told, in place of direct messages."""

    news: list[tuple[int, int, str]]

    def tell(self, _: Connection, author_id: int, guild_id: int, tip_id: int, act: str) -> None:
        assert guild_id == HOME
        self.news.append((author_id, tip_id, act))

    def wake(self) -> None:
        """Nobody sleeps."""


@pytest.fixture
def shown() -> Shown:
    return Shown([])


@pytest.fixture
def told() -> Told:
    return Told([])


@pytest.fixture
def seal() -> Seal:
    return Seal(new_key())


@pytest.fixture
def servers(database: Database, clock: FakeClock, ids: Ids) -> Servers:
    return Servers(database, clock, ids)


@pytest.fixture
def rooms(starters: Starters, servers: Servers, seal: Seal) -> Rooms:
    return Rooms(starters, servers.rules_in, Trials(seal))


@pytest.fixture
def library(
    database: Database, clock: FakeClock, rooms: Rooms, tripwires: Tripwires, seal: Seal, shown: Shown
) -> Library:
    return Library(database, clock, rooms, tripwires, seal, shown)


@pytest.fixture
def trying(database: Database, clock: FakeClock, rooms: Rooms) -> Trying:
    return Trying(database, clock, rooms)


@pytest.fixture
def desk(
    database: Database,
    clock: FakeClock,
    rooms: Rooms,
    tripwires: Tripwires,
    seal: Seal,
    servers: Servers,
    shown: Shown,
    told: Told,
) -> Desk:
    return Desk(database, clock, rooms, tripwires, seal, shown, told, partial(note, servers))


def note(servers: Servers, connection: Connection, guild_id: int, actor_id: int, act: Act, tip_id: int) -> None:
    servers.note(connection, guild_id, actor_id, act, tip_id=tip_id)
