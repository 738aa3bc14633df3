"""The store, on a real database file."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest

from bot.database import Connection, Database
from bot.lifts import store
from bot.lifts.entries import Entry
from bot.lifts.exercises import Measure
from bot.lifts.records import Best
from bot.lifts.sets import Kind, Set
from bot.lifts.weight import Load
from tests.lifts.conftest import ANNA, BEN, LONG_AGO, hung, kg, lifted

SQUAT = "back_squat"
FULL = Set(Load(kg("102.5")), 5, kind=Kind.DROP, failed=True, rpe=Decimal("8.5"), rir=1, amrap=True)


def entry(id: int, *sets: Set, member_id: int = ANNA, exercise_id: str = SQUAT, days: int = 0) -> Entry:
    """Return an entry, so many days after long ago."""
    at = LONG_AGO + timedelta(days=days)
    return Entry(member_id, id, exercise_id, sets or (lifted(100, 5),), at.date(), at, at)


async def add(database: Database, *entries: Entry) -> None:
    for each in entries:
        assert await database.write(store.add_entry, each)


async def bests(database: Database, besides: int = 0) -> list[tuple[str, int, int]]:
    found: list[Best] = await database.read(store.bests, ANNA, SQUAT, besides)
    return [(str(best.load), best.reps, best.entry_id) for best in found]


async def test_an_entry_comes_back_as_it_was_added(database: Database) -> None:
    sets = (FULL, hung(-15, 8), Set(Load(kg(40)), 30, Measure.METRES), lifted("225", 5, "lb"))
    whole = replace(entry(1, *sets), note="felt *good*", workout_id=5, again_of=6)
    await add(database, whole)
    found = await database.read(store.entry, ANNA, 1)
    assert found == whole
    assert [str(done.load) for done in found.sets] == ["102.5 kg", "bw-15 kg", "40 kg", "225 lb"]


async def test_the_same_id_twice_is_one_entry(database: Database) -> None:
    await add(database, entry(1))
    assert not await database.write(store.add_entry, entry(1, lifted(200, 1)))
    assert await bests(database) == [("100 kg", 5, 1)]


async def test_two_members_may_have_the_same_id(database: Database) -> None:
    await add(database, entry(1), entry(1, lifted(50, 5), member_id=BEN))
    assert await bests(database) == [("100 kg", 5, 1)]


async def test_another_members_entry_is_not_found(database: Database) -> None:
    await add(database, entry(1))
    assert await database.read(store.entry, BEN, 1) is None


async def test_another_members_entry_is_not_changed(database: Database) -> None:
    await add(database, entry(1))
    assert not await database.write(store.replace_entry, entry(1, lifted(1, 1), member_id=BEN))
    assert not await database.write(store.set_undone, BEN, 1, LONG_AGO)
    assert await bests(database) == [("100 kg", 5, 1)]


async def test_replacing_changes_the_sets_and_the_bests(database: Database) -> None:
    await add(database, entry(1, lifted(100, 5), lifted(110, 3)))
    assert await database.write(store.replace_entry, entry(1, lifted(90, 5)))
    assert await bests(database) == [("90 kg", 5, 1)]


async def test_the_best_for_each_number_of_reps_is_the_heaviest(database: Database) -> None:
    await add(database, entry(1, lifted(100, 5), lifted(95, 5)), entry(2, lifted(105, 5), lifted(120, 1)))
    assert await bests(database) == [("120 kg", 1, 2), ("105 kg", 5, 2)]


async def test_bests_compare_exactly_across_units(database: Database) -> None:
    await add(database, entry(1, lifted(100, 5)), entry(2, lifted("220.462", 5, "lb"), lifted("220.463", 3, "lb")))
    await add(database, entry(3, lifted(100, 3)))
    assert await bests(database) == [("220.463 lb", 3, 2), ("100 kg", 5, 1)]


async def test_of_equal_bests_the_first_stands(database: Database) -> None:
    await add(database, entry(2, days=3), entry(1, days=5))
    assert await bests(database) == [("100 kg", 5, 2)]


async def test_bodyweight_bests_stand_apart(database: Database) -> None:
    await add(database, entry(1, hung(0, 8), hung(-10, 8)), entry(2, lifted(100, 8)))
    assert sorted(await bests(database)) == [("100 kg", 8, 2), ("bw", 8, 1)]


async def test_what_can_be_no_record_is_no_best(database: Database) -> None:
    warm_up, failed = replace(lifted(200, 5), kind=Kind.WARM_UP), replace(lifted(200, 5), failed=True)
    await add(database, entry(1, warm_up, failed, Set(lifted(200, 1).load, 0, failed=True)))
    await add(database, entry(2, Set(Load(kg(200)), 30, Measure.METRES)))
    assert await bests(database) == []


async def test_undone_entries_are_no_bests_until_they_are_put_back(database: Database) -> None:
    await add(database, entry(1), entry(2, lifted(150, 5)))
    assert await database.write(store.set_undone, ANNA, 2, LONG_AGO)
    assert await bests(database) == [("100 kg", 5, 1)]
    assert await database.write(store.set_undone, ANNA, 2, None)
    assert await bests(database) == [("150 kg", 5, 2)]


async def test_undoing_twice_changes_nothing_the_second_time(database: Database) -> None:
    await add(database, entry(1))
    assert await database.write(store.set_undone, ANNA, 1, LONG_AGO)
    assert not await database.write(store.set_undone, ANNA, 1, LONG_AGO + timedelta(days=1))


async def test_one_entry_can_be_left_out_of_the_bests(database: Database) -> None:
    await add(database, entry(1), entry(2, lifted(150, 5)))
    assert await bests(database, besides=2) == [("100 kg", 5, 1)]


async def top_set(database: Database) -> str | None:
    found = await database.read(store.last_top_set, ANNA, SQUAT)
    return None if found is None else f"{found.load} ×{found.reps}"


async def test_the_last_top_set_is_the_heaviest_clean_one_of_the_last_day(database: Database) -> None:
    await add(database, entry(1, lifted(200, 5)), entry(2, lifted(100, 5), lifted(120, 3), days=7))
    await add(database, entry(3, lifted(110, 8), replace(lifted(150, 1), failed=True), days=7))
    assert await top_set(database) == "120 kg ×3"


async def test_a_day_without_a_clean_set_has_no_top_set(database: Database) -> None:
    await add(database, entry(1), entry(2, replace(lifted(150, 5), kind=Kind.WARM_UP), days=7))
    assert await top_set(database) == "100 kg ×5"


async def test_an_undone_entry_has_no_top_set(database: Database) -> None:
    await add(database, entry(1))
    await database.write(store.set_undone, ANNA, 1, LONG_AGO)
    assert await top_set(database) is None


async def test_days_come_newest_first_each_once(database: Database) -> None:
    await add(database, entry(1), entry(2, days=2), entry(3, exercise_id="deadlift", days=2), entry(4, days=1))
    await database.write(store.set_undone, ANNA, 4, LONG_AGO)
    assert await database.read(store.days, ANNA, None, 10, 0) == [date(2026, 1, 3), date(2026, 1, 1)]
    assert await database.read(store.days, ANNA, "deadlift", 10, 0) == [date(2026, 1, 3)]
    assert await database.read(store.number_of_days, ANNA, None) == 2


async def test_entries_that_were_undone_long_ago_are_forgotten_with_their_sets(database: Database) -> None:
    await add(database, entry(1), entry(2), entry(3, member_id=BEN))
    for member_id, entry_id in ((ANNA, 1), (BEN, 3)):
        await database.write(store.set_undone, member_id, entry_id, LONG_AGO)
    assert await database.write(store.forget_undone, ANNA, LONG_AGO + timedelta(days=1)) == 1
    held = await database.read(store.export_member, ANNA)
    assert [row["id"] for row in held["entries"]] == [2]
    assert [row["entry_id"] for row in held["sets"]] == [2]
    assert await database.read(store.entry, BEN, 3) is not None


async def test_a_workout_is_noted_once(database: Database) -> None:
    assert await database.write(store.add_workout, ANNA, 9, LONG_AGO)
    assert not await database.write(store.add_workout, ANNA, 9, LONG_AGO)


async def test_deleting_a_member_leaves_nothing_of_them_and_all_of_others(database: Database) -> None:
    await add(database, entry(1), entry(2, member_id=BEN))
    await database.write(store.add_workout, ANNA, 9, LONG_AGO)
    await database.write(store.delete_member, ANNA)
    assert await database.read(store.export_member, ANNA) == {"sets": [], "entries": [], "workouts": []}
    assert await database.read(store.entry, BEN, 2) is not None


@pytest.mark.on_sqlite
async def test_bests_and_days_come_from_indexes(database: Database) -> None:
    def plan(connection: Connection, sql: str, parameters: tuple[object, ...]) -> str:
        return " ".join(row["detail"] for row in connection.execute(f"EXPLAIN QUERY PLAN {sql}", parameters))

    mine = (ANNA, SQUAT, 0)
    looked_up = await database.read(plan, store._BESTS, mine * 5)
    assert looked_up.count("USING INDEX sets_by_reps") == 5
    assert "SCAN s" not in looked_up.replace("SCAN step", "").replace("SCAN starts", "")
