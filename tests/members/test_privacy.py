"""What is held of a member is counted without reading it."""

from typing import Any

import pytest

from bot.database import Connection, Database
from bot.members import store
from bot.members.privacy import Holding, Privacy
from tests.conftest import FakeClock

ANNA, BEN = 11, 12


def read(connection: Connection, member_id: int) -> dict[str, Any]:
    raise AssertionError("rows were read")


@pytest.mark.parametrize(("counted", "number"), [(None, 2), (lambda _connection, member_id: member_id, ANNA)])
async def test_rows_are_counted_by_their_tables_or_as_the_feature_counts_them(
    database: Database, clock: FakeClock, counted: Any, number: int
) -> None:
    for member_id, purpose in ((ANNA, "flare"), (ANNA, "weekly"), (BEN, "flare")):
        await database.write(store.give_consent, member_id, purpose, 1, clock())
    holding = Holding("you", "", store.TABLES, read, store.delete_member, counted=counted)
    overview = await Privacy(database, clock, (holding,)).overview(ANNA)
    assert overview.held == [(holding, number)]
