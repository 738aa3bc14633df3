"""What the tables of delivery hold, and what happens to it."""

from datetime import timedelta

import pytest

from bot.database import Connection
from bot.delivery import store
from bot.delivery.due import Due

from .conftest import ANNA, BEN, BUSY, CLOSED, Office


async def test_the_next_look_is_the_soonest_of_due_retry_and_lease(office: Office) -> None:
    assert await office.database.read(store.next_look) is None
    now = office.clock.now
    await office.owe(1, due_at=now + timedelta(hours=2))
    await office.owe(2, due_at=now + timedelta(hours=1))
    assert await office.database.read(store.next_look) == now + timedelta(hours=1)


def plan(connection: Connection, sql: str) -> str:
    return " ".join(str(row["detail"]) for row in connection.execute(f"EXPLAIN QUERY PLAN {sql}"))


@pytest.mark.on_sqlite
async def test_looking_for_the_next_row_reads_the_index_only(office: Office) -> None:
    soonest = "SELECT MIN(try_at) FROM deliveries WHERE try_at IS NOT NULL"
    due = "SELECT member_id, id FROM deliveries WHERE try_at <= 5 ORDER BY try_at LIMIT 9"
    for sql in (soonest, due):
        assert "COVERING INDEX deliveries_to_look_at" in await office.database.read(plan, sql)


@pytest.mark.on_sqlite
async def test_clearing_out_does_not_look_at_what_is_still_owed(office: Office) -> None:
    old = "SELECT member_id, id FROM deliveries WHERE try_at IS NULL AND COALESCE(settled_at, due_at) < 5 LIMIT 9"
    assert "INDEX deliveries_settled" in await office.database.read(plan, old)


async def test_the_history_says_what_was_sent_what_failed_and_why(office: Office) -> None:
    for row_id, failure in ((1, None), (2, CLOSED), (3, BUSY)):
        await office.owe(row_id, due_at=office.clock.now)
        office.post.send_fails = [failure]
        await office.courier.run_due()
        await office.courier.told(await office.courier.missed(ANNA))
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


async def test_what_is_held_back_is_looked_at_when_its_time_has_come_as_if_it_had_not_been_tried(
    office: Office,
) -> None:
    now = office.clock.now
    await office.owe(1, due_at=now)
    (due,) = await claimed(office)
    assert await office.database.write(store.hold, due, now + timedelta(days=3))
    assert await office.database.read(store.next_look) == now + timedelta(days=3)
    office.clock.move(days=3)
    (again,) = await claimed(office)
    assert (again.id, again.attempts, again.due_at) == (due.id, 1, now)


async def test_what_is_held_back_can_be_let_go_of_and_the_rest_stays(office: Office) -> None:
    now = office.clock.now
    await office.owe(1, due_at=now)
    await office.owe(2, due_at=now, member_id=BEN)
    await office.owe(3, due_at=now + timedelta(days=9))
    for due in await claimed(office):
        await office.database.write(store.hold, due, now + timedelta(days=3))
    assert await office.database.write(store.release, ANNA) == 1
    assert [due.id for due in await claimed(office)] == [1]
    assert await office.database.write(store.release, ANNA) == 0


async def test_a_claim_that_was_lost_holds_nothing_back(office: Office) -> None:
    await office.owe(1, due_at=office.clock.now)
    (due,) = await claimed(office)
    office.clock.move(hours=1)
    await claimed(office)
    assert not await office.database.write(store.hold, due, office.clock.now + timedelta(days=3))


async def test_what_is_forgotten_leaves_no_row_and_no_other_goes(office: Office) -> None:
    await office.owe(1)
    await office.owe(2, member_id=BEN)
    (mine,) = await office.database.read(store.owed, ANNA, "note")

    def forget(connection: Connection) -> None:
        store.forget(connection, member_id=ANNA, kind="note", subject_id=mine.subject_id)

    await office.database.write(forget)
    assert await office.database.read(store.owed, ANNA, "note") == []
    assert len(await office.database.read(store.owed, BEN, "note")) == 1


async def claimed(office: Office) -> list[Due]:
    """Claim what is due now."""
    now = office.clock.now

    def claim(connection: Connection) -> list[Due]:
        return store.claim(connection, now=now, until=now + timedelta(seconds=90), owner="us", limit=9)

    return await office.database.write(claim)


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


async def test_what_is_due_waits_by_kind_and_state_until_it_has_arrived_whenever_it_is_tried_again(
    office: Office,
) -> None:
    now = office.clock.now
    for row_id in (1, 2, 3):
        await office.owe(row_id, member_id=row_id)
    await office.owe(4, due_at=now + timedelta(minutes=1))  # is to come yet, however long a lease is
    await office.database.write(store.claim, now=now, until=now + timedelta(seconds=90), owner="x", limit=1)
    (again,) = await office.database.write(store.claim, now=now, until=now, owner="x", limit=1)
    await office.database.write(store.try_again, again, "x", now + timedelta(hours=1), "http_503")
    queue = await office.courier.health()
    assert queue.waiting == {("note", "scheduled"): 1, ("note", "again"): 1, ("note", "claimed"): 1}
    assert (queue.ahead, queue.due, queue.again, queue.oldest) == (4, 3, 1, now)


async def test_what_waits_for_its_turn_is_due_all_the_same(office: Office) -> None:
    now = office.clock.now
    await office.owe(1)
    (due,) = await claimed(office)
    await office.database.write(store.wait, due, "us", now + timedelta(minutes=30))
    office.clock.move(minutes=20)
    queue = await office.courier.health()
    assert (queue.due, queue.oldest) == (1, now)


async def test_what_is_held_back_over_a_holiday_does_not_wait(office: Office) -> None:
    await office.owe(1)
    (due,) = await claimed(office)
    await office.database.write(store.hold, due, office.clock.now + timedelta(days=3))
    queue = await office.courier.health()
    assert (queue.ahead, queue.due, queue.oldest) == (1, 0, None)


async def test_what_has_arrived_does_not_wait(office: Office) -> None:
    await office.owe(1)
    await office.courier.run_due()
    queue = await office.courier.health()
    assert (queue.ahead, queue.due, queue.oldest) == (0, 0, None)


@pytest.mark.on_sqlite
async def test_what_waits_is_found_without_a_look_at_what_is_to_come(office: Office) -> None:
    statements: list[str] = []

    def asked(connection: Connection) -> str:
        connection.set_trace_callback(statements.append)  # type: ignore[attr-defined]  # on SQLite it has one
        store.queue(connection, office.clock.now, office.clock.now)
        connection.set_trace_callback(None)  # type: ignore[attr-defined]
        (waiting,) = [sql for sql in statements if "due_at" in sql]
        return plan(connection, waiting)

    assert "INDEX deliveries_overdue (due_at<?)" in await office.database.read(asked)
