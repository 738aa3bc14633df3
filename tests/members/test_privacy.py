"""What is held of a member is counted without reading it."""

from typing import Any

import pytest

from bot.database import Connection, Database
from bot.ids import Ids
from bot.members import store
from bot.members.drafts import Drafts
from bot.members.privacy import Holding, Privacy
from tests.conftest import FakeClock

ANNA, BEN = 11, 12


def read(connection: Connection, member_id: int) -> dict[str, Any]:
    raise AssertionError("rows were read")


@pytest.mark.parametrize(("counted", "number"), [(None, 2), (lambda _connection, member_id: member_id, ANNA)])
async def test_rows_are_counted_by_their_tables_or_as_the_feature_counts_them(
    database: Database, clock: FakeClock, ids: Ids, counted: Any, number: int
) -> None:
    drafts = Drafts(database, clock, ids)
    for member_id in (ANNA, ANNA, BEN):
        await drafts.keep(member_id, "entry", {})
    holding = Holding("you", "", store.TABLES, read, store.delete_member, counted=counted)
    overview = await Privacy(database, clock, (holding,)).overview(ANNA)
    assert overview.held == [(holding, number)]
