"""What the tables of delivery hold, and what happens to it."""

from datetime import timedelta

from bot.database import Connection
from bot.delivery import store

from .conftest import ANNA, BEN, BUSY, CLOSED, Office


async def test_the_next_look_is_the_soonest_of_due_retry_and_lease(office: Office) -> None:
    assert await office.database.read(store.next_look) is None
    now = office.clock.now
    await office.owe(1, due_at=now + timedelta(hours=2))
    await office.owe(2, due_at=now + timedelta(hours=1))
    assert await office.database.read(store.next_look) == now + timedelta(hours=1)


async def test_looking_for_the_next_row_reads_the_index_only(office: Office) -> None:
    def plan(connection: Connection, sql: str) -> str:
        return " ".join(str(row["detail"]) for row in connection.execute(f"EXPLAIN QUERY PLAN {sql}"))

    soonest = "SELECT MIN(try_at) FROM deliveries WHERE try_at IS NOT NULL"
    due = "SELECT member_id, id FROM deliveries WHERE try_at <= 5 ORDER BY try_at LIMIT 9"
    for sql in (soonest, due):
        assert "COVERING INDEX deliveries_to_look_at" in await office.database.read(plan, sql)


async def test_the_history_says_what_was_sent_what_failed_and_why(office: Office) -> None:
    for row_id, failure in ((1, None), (2, CLOSED), (3, BUSY)):
        await office.owe(row_id, due_at=office.clock.now)
        office.post.send_fails = [failure]
        await office.courier.run_due()
        await office.courier.missed(ANNA)
        office.clock.move(seconds=1)
    await office.owe(4, due_at=office.clock.now + timedelta(days=1))

    def history(connection: Connection) -> list[tuple[int, str, str | None]]:
        found = office.schedule.history(connection, member_id=ANNA, kind="note", limit=10)
        return [(one.due.id, one.state, one.code) for one in found]

    assert await office.database.read(history) == [
        (3, "scheduled", "http_503"),
        (2, "undeliverable", "dms_closed"),
        (1, "delivered", None),
    ]


async def test_a_member_takes_along_and_removes_exactly_their_own(office: Office) -> None:
    await office.owe(1)
    await office.owe(2, member_id=BEN)
    await office.courier.run_due()
    exported = await office.database.read(store.export_member, ANNA)
    assert [row["id"] for row in exported["deliveries"]] == [1]
    assert [row["channel_id"] for row in exported["dm_channels"]] == [ANNA + 1]
    await office.database.write(store.delete_member, ANNA)
    assert await office.database.read(store.export_member, ANNA) == {"deliveries": [], "dm_channels": []}
    assert (await office.row(2))["state"] == "delivered"
