"""Exports of one lifter, imported again and again: the log has each set once, whatever the app changes."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import NamedTuple

from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from bot.database import Connection, open_database
from bot.lifts import store as lifts_store
from bot.lifts.transfer.importing import Importing
from bot.members.people import Members
from tests.conftest import FakeClock
from tests.lifts.conftest import ANNA, CATALOGUE
from tests.lifts.transfer.conftest import on_a_thread, scales_on
from tests.lifts.transfer.files import strong

FIRST = datetime(2025, 1, 6, 7, 8, 9)  # noqa: DTZ001 - the file knows no zone
LIFTS = {"Squat": "Kniebeuge", "Bench": "Bank", "Plank": "Plank"}


class Done(NamedTuple):
    """Sets of one exercise in a workout."""

    lift: str
    weight: int
    sets: int


class Export(NamedTuple):
    """How many workouts a file holds, and what the app has changed by then."""

    workouts: int
    german: bool
    moved: int
    zone: str
    """The member's own, in Spotter."""


WORKOUTS = st.lists(
    st.lists(
        st.builds(Done, st.sampled_from(sorted(LIFTS)), st.sampled_from([60, 100]), st.integers(1, 3)),
        max_size=3,
        # Where every name and every time is another at once, nothing tells that it is the same.
    ).map(lambda workout: [Done("Plank", 20, 1), *workout]),
    min_size=1,
    max_size=5,
)
EXPORTS = st.lists(
    st.builds(
        Export,
        st.integers(1, 5),
        st.booleans(),
        st.sampled_from([0, 0, -5, 1]),
        st.sampled_from(["Europe/Berlin", "Asia/Tokyo", "America/New_York"]),
    ),
    min_size=1,
    max_size=4,
).map(lambda exports: _whole(exports) if any(export.german for export in exports) else exports)


def _whole(exports: list[Export]) -> list[Export]:
    """Return exports in which workouts that began at once come at once.

    Where lifts get new names and more sets at the same time, nothing tells for certain which is which.
    """
    return [export._replace(workouts=export.workouts + export.workouts % 2) for export in exports]


def written(workouts: list[list[Done]], export: Export) -> bytes:
    rows = []
    for number, workout in enumerate(workouts[: export.workouts]):
        # Every other workout begins when the one before did.
        at = FIRST + timedelta(days=3 * (number // 2), hours=export.moved)
        for done in workout:
            name = LIFTS[done.lift] if export.german else done.lift
            rows += [f'{at},"W{number}",51m,"{name}",{order + 1},{done.weight},5,0,0,,,' for order in range(done.sets)]
    return strong(*rows)


def sets_in(connection: Connection) -> int:
    return sum(len(entry.sets) for entry in lifts_store.entries_between(connection, ANNA, *_ALL_DAYS, None))


_ALL_DAYS = (FIRST.date() - timedelta(days=9), FIRST.date() + timedelta(days=99))


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(workouts=WORKOUTS, exports=EXPORTS)
@example(  # both lifts have new names and more sets, and either might be the other
    workouts=[
        [Done("Plank", 20, 1), Done("Bench", 60, 2), Done("Squat", 60, 2)],
        [Done("Plank", 20, 1), Done("Bench", 60, 1), Done("Squat", 60, 1)],
    ],
    exports=[
        Export(1, german=False, moved=0, zone="Europe/Berlin"),
        Export(2, german=True, moved=0, zone="Europe/Berlin"),
    ],
)
@example(  # three sets of Plank came besides, as many as were known of the Bench that is a Bank now
    workouts=[
        [Done("Plank", 20, 1), Done("Bench", 60, 3)],
        [Done("Plank", 20, 1), Done("Bench", 60, 1), Done("Plank", 60, 3)],
    ],
    exports=[
        Export(1, german=False, moved=0, zone="Europe/Berlin"),
        Export(2, german=True, moved=0, zone="Europe/Berlin"),
        Export(2, german=False, moved=0, zone="Europe/Berlin"),
    ],
)
async def test_whatever_an_app_changes_each_set_comes_once_and_goes_with_its_import(
    new_database: Callable[[], str], workouts: list[list[Done]], exports: list[Export]
) -> None:
    clock, ids = FakeClock(), iter(range(1, 10**6)).__next__
    database = await open_database(new_database())
    members = Members(database, clock)
    scales = scales_on(database, clock, ids, members)
    importing = Importing(database, clock, lambda: ids() * 1_000_000, members, CATALOGUE, scales, on_a_thread)
    longest, saved = 0, {}
    try:
        for export in exports:
            await members.choose_zone(ANNA, export.zone)
            preview = await importing.begin(ANNA, written(workouts, export))
            await importing.choose_unit(ANNA, preview.id, "kg")
            saved[preview.id] = (await importing.save(ANNA, preview.id)).saved.sets
            longest = max(longest, export.workouts)
            held = sum(done.sets for workout in workouts[:longest] for done in workout)
            assert await database.read(sets_in) == held == sum(saved.values())
        for import_id, sets in saved.items():
            before = await database.read(sets_in)
            await importing.undo(ANNA, import_id)
            assert await database.read(sets_in) == before - sets
    finally:
        await database.close()
