"""Which shards a process serves."""

import pytest

from bot.errors import OperatorError
from bot.settings import Settings
from bot.shards import Shards, shards_of

POSTGRES = "postgresql://host/spotter"


def served(hostname: str = "host", **settings: object) -> Shards:
    return shards_of(Settings(**{"database_url": POSTGRES, **settings}), hostname)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("settings", "hostname", "ids"),
    [
        ({}, "host", (0,)),
        ({"shard_count": 3}, "host", (0, 1, 2)),
        ({"shard_count": 4, "shard_ids": "2"}, "host", (2,)),
        ({"shard_count": 8, "shard_ids": "0, 4-6"}, "host", (0, 4, 5, 6)),
        ({"shard_count": 8, "shard_ids": "6,6,1"}, "host", (1, 6)),
        ({"shard_count": 8, "shards_per_process": 2}, "spotter-0", (0, 1)),
        ({"shard_count": 8, "shards_per_process": 2}, "my-spotter-3", (6, 7)),
        ({"shard_count": 7, "shards_per_process": 2}, "spotter-3", (6,)),
    ],
)
def test_shards_come_from_the_settings_or_the_hosts_number(
    settings: dict[str, object], hostname: str, ids: tuple[int, ...]
) -> None:
    found = served(hostname, **settings)
    assert (found.ids, found.count) == (ids, settings.get("shard_count", 1))


@pytest.mark.parametrize(
    ("settings", "hostname", "said"),
    [
        ({"shard_count": 4, "shard_ids": "4"}, "host", "from 0 to 3"),
        ({"shard_count": 4, "shard_ids": "3-1"}, "host", "SHARD_IDS is a list"),
        ({"shard_count": 4, "shard_ids": "one"}, "host", "SHARD_IDS is a list"),
        ({"shard_count": 4, "shard_ids": "0-99999999"}, "host", "SHARD_IDS is a list"),
        ({"shard_count": 4, "shards_per_process": 2}, "spotter-2", "from 0 to 3"),
        ({"shard_count": 4, "shards_per_process": 2}, "spotter", "SHARD_IDS instead"),
        (
            {"shard_count": 4, "shard_ids": "0", "database_url": "sqlite:///x.db"},
            "host",
            "SQLite file takes one process",
        ),
    ],
)
def test_shards_that_can_not_be_served_are_told(settings: dict[str, object], hostname: str, said: str) -> None:
    with pytest.raises(OperatorError, match=said):
        served(hostname, **settings)


def test_sqlite_takes_one_process_with_all_shards() -> None:
    assert served(database_url="sqlite:///x.db", shard_count=2).ids == (0, 1)


@pytest.mark.parametrize(("whole", "mine"), [(60, 15), (10, 2.5), (2, 0.5)])
def test_what_all_may_do_together_is_shared(whole: int, mine: float) -> None:
    assert Shards((3,), 4).share(whole) == mine


@pytest.mark.parametrize(("ids", "count", "processes"), [((0,), 1, 1), ((0, 1), 4, 2), ((3,), 4, 4), ((6,), 7, 7)])
def test_how_many_processes_there_are_is_told_by_what_one_serves(
    ids: tuple[int, ...], count: int, processes: int
) -> None:
    assert Shards(ids, count).processes == processes
