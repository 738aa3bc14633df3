"""The SQL of looking back: what counts, by day, and through indexes alone."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest

from bot.database import Connection, Database
from bot.lifts import store as lifts_store
from bot.lifts.entries import Entry
from bot.lifts.exercises import Measure
from bot.lifts.review import store
from bot.lifts.review.done import Group
from bot.lifts.sets import Kind, Set
from bot.lifts.weight import Load, Weight
from tests.lifts.conftest import ANNA, BEN, kg, lifted

DAY = date(2026, 3, 4)
NOW = datetime(2026, 3, 4, 18, tzinfo=UTC)


def entry(id: int, *sets: Set, days: int = 0, lift: str = "back_squat", member: int = ANNA) -> Entry:
    return Entry(member, id, lift, sets, DAY + timedelta(days=days), NOW + timedelta(days=days), NOW)


async def groups(database: Database, *entries: Entry, first: date = store.EVER) -> list[Group]:
    for one in entries:
        await database.write(lifts_store.add_entry, one)
    return await database.read(store.groups, ANNA, "back_squat", first)


async def test_equal_sets_of_a_day_are_one_group(database: Database) -> None:
    (found,) = await groups(database, entry(1, lifted(100, 5), lifted("102.5", 5)), entry(2, lifted(100, 5)))
    assert (found.sets, str(found.load), found.thousandths) == (3, "102.5 kg", 302_500)


async def test_units_and_reps_are_kept_apart(database: Database) -> None:
    found = await groups(database, entry(1, lifted(100, 5), lifted(225, 5, "lb"), lifted(100, 3)))
    assert {(str(group.load), group.count) for group in found} == {("100 kg", 5), ("225 lb", 5), ("100 kg", 3)}


async def test_warm_ups_failures_and_what_is_undone_are_left_out(database: Database) -> None:
    warm_up, failed = Set(Load(kg(60)), 5, kind=Kind.WARM_UP), Set(Load(kg(150)), 0, failed=True)
    await database.write(lifts_store.add_entry, entry(1, lifted(140, 5)))
    await database.write(lifts_store.set_undone, ANNA, 1, NOW)
    (found,) = await groups(database, entry(2, warm_up, failed, lifted(100, 5)))
    assert str(found.load) == "100 kg"


async def test_others_and_other_lifts_are_left_out(database: Database) -> None:
    others = entry(1, lifted(100, 5), member=BEN), entry(2, lifted(100, 5), lift="deadlift")
    assert await groups(database, *others) == []


async def test_days_are_in_order_from_the_first_asked_for(database: Database) -> None:
    found = await groups(
        database, *(entry(days, lifted(100, 5), days=days) for days in (5, 1, 3)), first=DAY + timedelta(2)
    )
    assert [group.day - DAY for group in found] == [timedelta(3), timedelta(5)]


async def test_help_and_the_heaviest_weights_add_up(database: Database) -> None:
    helped = Set(Load(Weight(Decimal("-15.5"), "lb"), bodyweight=True), 8)
    most = [lifted("99999.999", 999)] * 40
    found = await groups(database, entry(1, helped, *most))
    assert {group.thousandths for group in found} == {-15_500, 40 * 99_999_999}


async def test_timed_sets_are_groups_of_their_own(database: Database) -> None:
    (found,) = await groups(database, entry(1, Set(Load(kg(40)), 60, Measure.SECONDS)))
    assert (found.measure, found.count) == (Measure.SECONDS, 60)


async def test_lifts_that_were_done_most_come_first(database: Database) -> None:
    await groups(
        database,
        entry(1, lifted(100, 5), lift="deadlift"),
        *(entry(2 + days, lifted(100, 5), days=days) for days in range(2)),
    )
    assert await database.read(store.lifts_done, ANNA) == [("back_squat", 2), ("deadlift", 1)]


@pytest.mark.on_sqlite
async def test_only_entries_of_the_lift_are_looked_at(database: Database) -> None:
    def plan(connection: Connection) -> list[str]:
        rows = connection.execute(f"EXPLAIN QUERY PLAN {store._GROUPS}", (ANNA, "back_squat", ""))
        return [row["detail"] for row in rows]

    entries, sets, *_ = await database.read(plan)
    assert "entries_by_exercise (member_id=? AND exercise_id=? AND day>?)" in entries
    assert "PRIMARY KEY (member_id=? AND entry_id=?)" in sets
