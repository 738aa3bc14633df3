"""The use cases of moving in, on a real database."""

import asyncio
from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal
from typing import Any, TypeVar

import pytest

from bot.bodyweight.scales import Scales
from bot.database import Connection, Database
from bot.errors import Gone, SpotterError
from bot.ids import Ids
from bot.lifts import store as lifts_store
from bot.lifts.entries import Entry
from bot.lifts.logbook import Logbook
from bot.lifts.posting.followed import Nobody
from bot.lifts.transfer import importing as module
from bot.lifts.transfer import store
from bot.lifts.transfer.apart import in_a_process
from bot.lifts.transfer.found import WrongFile
from bot.lifts.transfer.importing import Importing, Preview
from bot.lifts.transfer.meanings import MOST_NAMES
from bot.lifts.words.merging import Merging
from bot.lifts.words.words import Words
from bot.members.people import Members
from tests.conftest import FakeClock
from tests.lifts.conftest import ANNA, BEN, CATALOGUE, kg, lb
from tests.lifts.transfer.files import LIFTOSAUR, STRONGLIFTS, hevy, lines, strong

T = TypeVar("T")


def row(
    order: str = "1",
    name: str = "Squat (Barbell)",
    weight: str = "100",
    at: str = "2025-05-06 07:08:09",
    note: str = "",
) -> str:
    return f'{at},"A",51m,"{name}",{order},{weight},5,0,0,"{note}",,'


SHORT = strong(row("1"), row("2"), row("1", "Pull Up", "0"))
LONGER = strong(row("1"), row("2"), row("3"), row("1", "Pull Up", "0"), row("1", at="2025-05-09 07:08:09"))


async def ready(importing: Importing, file: bytes = SHORT, unit: str = "kg", member: int = ANNA) -> Preview:
    preview = await importing.begin(member, file)
    return await importing.choose_unit(member, preview.id, "kg" if unit == "kg" else "lb")


async def bring(importing: Importing, file: bytes = SHORT, member: int = ANNA) -> int:
    """Import a file, and return how many sets of it were new."""
    preview = await ready(importing, file, member=member)
    return (await importing.save(member, preview.id)).saved.sets


async def logged(database: Database, member: int = ANNA) -> list[Entry]:
    def unit(connection: Connection) -> list[Entry]:
        return lifts_store.entries_between(connection, member, date(1990, 1, 1), date(2030, 1, 1), None)

    return await database.read(unit)


async def test_a_dry_run_says_what_is_there_and_saves_nothing(importing: Importing, database: Database) -> None:
    overview = (await importing.begin(ANNA, LONGER)).overview
    assert (overview.app, overview.sessions, overview.sets, overview.new) == ("Strong", 2, 5, 5)
    assert (overview.first, overview.last) == (date(2025, 5, 6), date(2025, 5, 9))
    assert [(use.name, use.exercise_id, use.sets) for use in overview.names] == [
        ("Squat (Barbell)", "back_squat", 4),
        ("Pull Up", "pull_up", 1),
    ]
    assert await logged(database) == []


async def test_a_file_without_a_unit_is_not_saved_before_it_is_chosen(importing: Importing, database: Database) -> None:
    preview = await importing.begin(ANNA, SHORT)
    assert preview.asks_unit
    with pytest.raises(SpotterError, match=r"\*\*kg\*\* or \*\*lb\*\* first"):
        await importing.save(ANNA, preview.id)
    assert await logged(database) == []


async def test_a_file_that_says_its_unit_asks_for_none(importing: Importing) -> None:
    preview = await importing.begin(ANNA, hevy('"L","7 Mar 2025, 18:05",,"","Squat",,"",0,"normal",100,5,,,'))
    assert not preview.asks_unit


async def test_a_file_of_bodyweight_alone_asks_for_no_unit(importing: Importing) -> None:
    assert not (await importing.begin(ANNA, strong(row(name="Pull Up", weight="0")))).asks_unit


@pytest.mark.parametrize(("unit", "weight"), [("kg", kg(100)), ("lb", lb(100))])
async def test_weights_are_in_the_unit_that_was_chosen(
    importing: Importing, database: Database, unit: str, weight: object
) -> None:
    preview = await ready(importing, unit=unit)
    await importing.save(ANNA, preview.id)
    squat = (await logged(database))[0]
    assert squat.sets[0].load.weight == weight
    assert squat.sets[0].load.weight.unit == unit


async def test_an_exercise_of_a_workout_is_an_entry_with_all_its_sets(importing: Importing, database: Database) -> None:
    await bring(importing, strong(row("W", weight="60"), row("1", note="felt good"), row("2")))
    (entry,) = await logged(database)
    assert [done.load.weight.amount for done in entry.sets] == [Decimal(60), Decimal(100), Decimal(100)]
    assert entry.note == "Workout: A (51 min)\nfelt good"


async def test_times_are_read_in_the_members_zone(importing: Importing, database: Database, members: Members) -> None:
    await members.choose_zone(ANNA, "America/New_York")
    await bring(importing, strong(row(at="2025-05-06 22:30:00")))
    (entry,) = await logged(database)
    assert (entry.day, entry.performed_at.hour) == (date(2025, 5, 6), 2)


async def test_an_instant_falls_on_the_day_it_had_for_the_member(
    importing: Importing, database: Database, members: Members
) -> None:
    await members.choose_zone(ANNA, "Asia/Tokyo")
    done = "2025-05-06T20:00:00.000Z,P,D,Squat,0,5,5,0,,,0,100,kg,100,kg,0,,x,y,"
    preview = await importing.begin(ANNA, lines(LIFTOSAUR, done))
    await importing.save(ANNA, preview.id)
    assert [entry.day for entry in await logged(database)] == [date(2025, 5, 7)]


async def test_pressed_twice_it_is_saved_once(importing: Importing, database: Database) -> None:
    preview = await ready(importing)
    first = await importing.save(ANNA, preview.id)
    second = await importing.save(ANNA, preview.id)
    assert (first.repeated, second.repeated) == (False, True)
    assert first.saved == second.saved
    assert len(await logged(database)) == 2


async def test_pressed_twice_at_once_it_is_saved_once(importing: Importing, database: Database) -> None:
    preview = await ready(importing)
    outcomes = await asyncio.gather(
        importing.save(ANNA, preview.id), importing.save(ANNA, preview.id), return_exceptions=True
    )
    assert [str(outcome) for outcome in outcomes if isinstance(outcome, SpotterError)] == ["I'm saving that right now."]
    assert len(await logged(database)) == 2


async def test_the_same_file_again_adds_nothing(importing: Importing, database: Database) -> None:
    assert await bring(importing) == 3
    overview = (await importing.begin(ANNA, SHORT)).overview
    assert (overview.sets, overview.new) == (3, 0)
    assert await bring(importing) == 0
    assert len(await logged(database)) == 2


async def test_a_longer_file_adds_only_what_is_new(importing: Importing, database: Database) -> None:
    await bring(importing)
    assert await bring(importing, LONGER) == 2
    assert sum(len(entry.sets) for entry in await logged(database)) == 5


async def test_it_makes_no_difference_in_which_unit_an_app_writes_its_next_export(
    importing: Importing, database: Database
) -> None:
    await bring(importing, strong(row(weight="100")))
    again = (await importing.begin(ANNA, strong(row(weight="220.5")))).overview
    assert (again.new, again.changed) == (0, 1)


async def test_what_was_edited_since_stays_as_it_was_edited(
    importing: Importing, logbook: Logbook, database: Database
) -> None:
    await bring(importing)
    squat = (await logged(database))[0]
    await logbook.edit(ANNA, squat.id, "squat 105 5x5", "2025-05-06", "")
    assert await bring(importing) == 0
    assert str((await logged(database))[0].sets[0].load) == "105 kg"


async def test_what_was_undone_since_stays_undone(importing: Importing, logbook: Logbook, database: Database) -> None:
    await bring(importing)
    await logbook.undo(ANNA, (await logged(database))[0].id)
    assert await bring(importing) == 0
    assert len(await logged(database)) == 1


async def test_another_members_import_is_their_own(importing: Importing, database: Database) -> None:
    await bring(importing)
    assert await bring(importing, member=BEN) == 3
    assert len(await logged(database, BEN)) == 2


async def test_all_of_an_import_is_undone_and_can_be_brought_back(importing: Importing, database: Database) -> None:
    preview = await ready(importing)
    await importing.save(ANNA, preview.id)
    assert not (await importing.undo(ANNA, preview.id)).repeated
    assert await logged(database) == []
    assert await database.read(lifts_store.bests, ANNA, "back_squat") == []
    assert (await importing.undo(ANNA, preview.id)).repeated
    assert await bring(importing) == 3


async def test_another_member_can_undo_and_save_nothing_of_it(importing: Importing, database: Database) -> None:
    preview = await ready(importing)
    with pytest.raises(Gone):
        await importing.save(BEN, preview.id)
    await importing.save(ANNA, preview.id)
    with pytest.raises(Gone):
        await importing.undo(BEN, preview.id)
    assert len(await logged(database)) == 2


async def test_an_unknown_name_is_kept_as_the_members_own(importing: Importing, database: Database) -> None:
    await bring(importing, strong(row(name="Calf Press (Machine)")))
    assert [entry.exercise_id for entry in await logged(database)] == ["custom:calf_press_machine"]
    assert await database.read(store.custom_names, ANNA) == {"custom:calf_press_machine": "Calf Press (Machine)"}


async def test_a_member_chooses_what_a_name_means_and_is_not_asked_again(
    importing: Importing, database: Database
) -> None:
    preview = await ready(importing, strong(row(name="My Squats")))
    chosen = await importing.choose_exercise(ANNA, preview.id, 0, "back_squat")
    assert chosen.overview.names[0].exercise_id == "back_squat"
    await importing.save(ANNA, preview.id)
    later = await importing.begin(ANNA, strong(row(name="My Squats"), row(name="My squats", at="2025-06-01 10:00:00")))
    assert {use.exercise_id for use in later.overview.names} == {"back_squat"}
    assert later.overview.new == 1


async def test_names_without_letters_are_not_taken_for_each_other(importing: Importing) -> None:
    preview = await ready(importing, strong(row(name="🏋️"), row(name="🔥")))
    chosen = await importing.choose_exercise(ANNA, preview.id, 0, "back_squat")
    assert chosen.overview.names[0].exercise_id == "back_squat"
    assert chosen.overview.names[1].exercise_id.startswith("custom:")


def unknown(names: int) -> bytes:
    """Return a file of as many exercises that the catalogue does not have."""
    return strong(row(), *(row(name=f"Zork {number} Thing") for number in range(names)))


async def test_a_file_brings_no_more_exercises_of_ones_own_than_are_kept(
    importing: Importing, database: Database
) -> None:
    preview = await ready(importing, unknown(600))
    with pytest.raises(SpotterError, match="600 exercises that I don't know; I keep 500 for you"):
        await importing.save(ANNA, preview.id)
    assert await logged(database) == []
    assert await database.read(store.custom_names, ANNA) == {}


async def test_exercises_of_ones_own_are_counted_with_those_of_a_file(importing: Importing, database: Database) -> None:
    await bring(importing, unknown(300))
    later = strong(*(row(name=f"Blub {number} Thing", at="2025-06-01 10:00:00") for number in range(201)))
    preview = await ready(importing, later)
    with pytest.raises(SpotterError, match="201 exercises that I don't know, and you have 300 of your own already"):
        await importing.save(ANNA, preview.id)
    await importing.choose_exercise(ANNA, preview.id, 0, "deadlift")
    assert (await importing.save(ANNA, preview.id)).saved.sets == 201


async def test_who_has_too_many_of_their_own_can_still_bring_what_they_have(
    importing: Importing, database: Database
) -> None:
    many = {f"custom:zork_{number}_thing": f"Zork {number} Thing" for number in range(600)}
    await database.write(store.add_customs, ANNA, many)
    assert await bring(importing, unknown(2)) == 3


async def test_a_file_of_more_names_than_can_be_asked_about_is_refused(importing: Importing) -> None:
    with pytest.raises(WrongFile, match="more than 1,000 names of exercises"):
        await importing.begin(ANNA, unknown(MOST_NAMES))


async def test_a_known_name_can_be_kept_as_ones_own(importing: Importing) -> None:
    preview = await ready(importing)
    changed = await importing.choose_exercise(ANNA, preview.id, 1, None)
    assert changed.overview.names[1].exercise_id == "custom:pull_up"


async def test_rows_that_are_not_understood_are_told_and_the_rest_is_saved(
    importing: Importing, database: Database
) -> None:
    preview = await ready(
        importing, strong(row(), row(weight="heavy"), row(name="Bench Press (Barbell)", weight="-20"))
    )
    assert [(unread.line, unread.why) for unread in preview.overview.unread] == [
        (3, "“heavy” is no number"),
        (4, "a weight below zero"),
    ]
    assert (await importing.save(ANNA, preview.id)).saved.sets == 1


@pytest.mark.parametrize("at", ["2027-01-01 10:00:00", "1950-01-01 10:00:00"])
async def test_days_to_come_and_long_gone_are_not_taken(importing: Importing, at: str) -> None:
    overview = (await importing.begin(ANNA, strong(row(at=at)))).overview
    assert (overview.sets, overview.unread_count) == (0, 1)


async def test_implausible_sets_are_flagged_and_can_be_left_out(importing: Importing, database: Database) -> None:
    preview = await ready(importing, strong(row(), row("2", weight="1000")))
    assert [(doubt.line, "over" in doubt.why) for doubt in preview.overview.doubts] == [(3, True)]
    await importing.save(ANNA, preview.id, doubted=False)
    assert [len(entry.sets) for entry in await logged(database)] == [1]
    assert await bring(importing, strong(row(), row("2", weight="1000"))) == 1


async def test_pounds_among_kilograms_are_flagged(importing: Importing) -> None:
    days = [row(weight="100", at=f"2025-05-0{day} 10:00:00") for day in range(1, 6)]
    preview = await ready(importing, strong(*days, row(weight="225", at="2025-05-08 10:00:00")))
    ((line, why),) = preview.overview.doubts
    assert line == 7
    assert "over one and a half times 100 kg" in why


async def test_steady_progress_is_not_flagged(importing: Importing) -> None:
    days = [row(weight=str(20 + 5 * day), at=f"2025-05-{day:02} 10:00:00") for day in range(1, 30)]
    assert (await ready(importing, strong(*days))).overview.doubt_count == 0


async def test_a_wrong_file_is_not_kept(importing: Importing, database: Database) -> None:
    with pytest.raises(WrongFile):
        await importing.begin(ANNA, b"\x89PNG")
    assert (await database.read(store.export_member, ANNA))["staged_imports"] == []


async def test_a_file_waits_a_day(importing: Importing, clock: FakeClock) -> None:
    preview = await ready(importing)
    clock.move(hours=25)
    assert await importing.clear_out() == 1
    with pytest.raises(Gone, match="Please send it again"):
        await importing.save(ANNA, preview.id)


async def test_a_new_file_takes_the_place_of_the_one_that_waits(importing: Importing) -> None:
    first = await ready(importing)
    await ready(importing, LONGER)
    with pytest.raises(Gone, match="only the last one"):
        await importing.preview(ANNA, first.id)


async def test_a_discarded_file_is_gone(importing: Importing, database: Database) -> None:
    preview = await ready(importing)
    await importing.discard(ANNA, preview.id)
    await importing.discard(ANNA, preview.id)
    with pytest.raises(Gone):
        await importing.save(ANNA, preview.id)


async def test_what_is_saved_is_not_discarded(importing: Importing) -> None:
    preview = await ready(importing)
    await importing.save(ANNA, preview.id)
    with pytest.raises(Gone, match="saved already"):
        await importing.discard(ANNA, preview.id)


def together(*rows: tuple[str, str], start: str = "7 Mar 2025, 18:05", said: str = "") -> bytes:
    """Return a file of Hevy's of one workout, of exercises with their supersets."""
    line = f'"Legs","{start}",,"{said}","{{}}",{{}},"",0,"normal",50,5,,,'
    return hevy(*(line.format(*row) for row in rows))


async def notes(importing: Importing, database: Database, file: bytes) -> list[str | None]:
    preview = await importing.begin(ANNA, file)
    await importing.save(ANNA, preview.id)
    return [entry.note for entry in await logged(database)]


async def test_a_superset_is_kept_in_the_notes(importing: Importing, database: Database) -> None:
    file = together(("Curl", "0"), ("Fly", "0"), ("Bench Press (Barbell)", ""), ("Row", "1"), ("Pull Up", "1"))
    assert (await importing.begin(ANNA, file)).overview.supersets == 2
    assert await notes(importing, database, file) == [
        "Workout: Legs\nSuperset with Fly",
        "Superset with Curl",
        None,
        "Superset with Pull Up",
        "Superset with Row",
    ]


async def test_two_workouts_of_one_minute_keep_what_is_said_of_each(importing: Importing, database: Database) -> None:
    first, second = (together((name, ""), said=said) for name, said in (("Curl", "easy"), ("Fly", "hard")))
    both = first + second.split(b"\n", 1)[1]
    assert (await importing.begin(ANNA, both)).overview.sessions == 2
    assert await notes(importing, database, both) == ["Workout: Legs\neasy", "Workout: Legs\nhard"]


async def test_the_note_of_an_exercise_outlives_a_first_set_that_is_left_out(
    importing: Importing, database: Database
) -> None:
    preview = await ready(importing, strong(row(weight="1000", note="slow"), row("2", note="fast")))
    await importing.save(ANNA, preview.id, doubted=False)
    assert [entry.note for entry in await logged(database)] == ["Workout: A (51 min)\nslow\nfast"]


async def test_what_is_left_out_on_purpose_is_told(importing: Importing) -> None:
    rest = '2025-05-06 07:08:09,"A",51m,"Squat (Barbell)",Rest Timer,0,0,0,120,,,'
    assert (await importing.begin(ANNA, strong(row(), rest, rest))).overview.passed == (("rest", 2),)


@pytest.mark.parametrize("zone", ["America/New_York", "Asia/Tokyo"])
async def test_a_member_who_moved_gets_nothing_twice(importing: Importing, members: Members, zone: str) -> None:
    await members.choose_zone(ANNA, "Europe/Berlin")
    days = ["2025-03-29 23:30:00", "2025-03-30 02:30:00", "2025-10-26 02:30:00"]
    file = strong(*(row(at=day) for day in days))
    assert await bring(importing, file) == 3
    await members.choose_zone(ANNA, zone)
    assert await bring(importing, file) == 0


async def test_a_renamed_exercise_is_not_brought_twice(importing: Importing, database: Database) -> None:
    await bring(importing, strong(row("1"), row("2")))
    renamed = strong(row("1", "My Squats"), row("2", "My Squats"), row("3", "My Squats", "110"))
    assert await bring(importing, renamed) == 1
    assert await bring(importing, renamed) == 0
    assert sum(len(entry.sets) for entry in await logged(database)) == 3


WEIGHED = lines(
    STRONGLIFTS,
    *(
        f"2024/05/0{day},12,A,5×5,{weight},{lift},5×5,,5×100,,15,1500,4000,0.9,18:05,19:00,,5,100,,,,"
        for day, weight in ((6, "82"), (8, "82.5"), (9, "0"))
        for lift in ("Squat", "Bench Press")
    ),
)


async def test_what_the_lifter_weighed_goes_into_the_book_once_a_day(importing: Importing, scales: Scales) -> None:
    preview = await importing.begin(ANNA, WEIGHED)
    assert (preview.overview.new, preview.overview.weighings) == (6, 2)
    assert (await importing.save(ANNA, preview.id)).saved.weighings == 2
    book = (await scales.book(ANNA)).weighings
    assert [(weighing.day, weighing.weight) for weighing in book] == [
        (date(2024, 5, 6), kg(82)),
        (date(2024, 5, 8), kg("82.5")),
    ]


async def test_what_the_lifter_weighed_is_undone_with_the_import_and_can_come_back(
    importing: Importing, scales: Scales
) -> None:
    await scales.weigh(ANNA, 5, "80")
    preview = await importing.begin(ANNA, WEIGHED)
    await importing.save(ANNA, preview.id)
    assert not (await importing.begin(ANNA, WEIGHED)).overview.news
    await importing.undo(ANNA, preview.id)
    assert [weighing.id for weighing in (await scales.book(ANNA)).weighings] == [5]
    assert (await importing.begin(ANNA, WEIGHED)).overview.weighings == 2


async def test_a_weighing_that_was_deleted_since_stays_deleted(importing: Importing, scales: Scales) -> None:
    preview = await importing.begin(ANNA, WEIGHED)
    await importing.save(ANNA, preview.id)
    await scales.undo(ANNA, (await scales.book(ANNA)).weighings[0].id)
    assert (await importing.begin(ANNA, WEIGHED)).overview.weighings == 0


async def test_what_nobody_weighs_is_told(importing: Importing) -> None:
    overview = (await importing.begin(ANNA, WEIGHED.replace(b"82.5", b"825"))).overview
    assert {unread.why for unread in overview.unread} == {"825 kg is no body weight"}
    assert (overview.weighings, overview.new) == (1, 6)


def many(workouts: int) -> bytes:
    names = ("Squat (Barbell)", "Bench Press (Barbell)", "Deadlift (Barbell)")
    start = date(2010, 1, 1)
    rows = [
        row(str(order), name, at=f"{start + timedelta(days=day)} 07:08:09")
        for day in range(workouts)
        for name in names
        for order in (1, 2)
    ]
    return strong(*rows)


async def test_what_fails_half_way_leaves_nothing_behind(
    importing: Importing, database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    preview = await ready(importing, many(200))
    whole, calls = module._add, 0

    def fails(connection: Connection, member_id: int, import_id: int, chunk: bytes) -> None:
        nonlocal calls
        calls += 1
        if calls == 2:
            raise OSError("the disk is full")
        whole(connection, member_id, import_id, chunk)

    monkeypatch.setattr(module, "_add", fails)
    with pytest.raises(OSError, match="disk is full"):
        await importing.save(ANNA, preview.id)
    assert await logged(database) == []
    monkeypatch.setattr(module, "_add", whole)
    assert (await importing.save(ANNA, preview.id)).saved.sets == 1200


async def test_what_a_power_cut_left_half_saved_is_taken_out_at_the_next_start(
    importing: Importing, database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    preview = await ready(importing, many(200))

    async def cut(_: int, __: int) -> None:
        raise asyncio.CancelledError

    with monkeypatch.context() as dead:
        dead.setattr(store, "roll_back", lambda *_: None)
        with pytest.raises(asyncio.CancelledError):
            await importing.save(ANNA, preview.id, progress=cut)
    assert len(await logged(database)) == 250
    await importing.clear_out()
    assert await logged(database) == []
    assert (await importing.save(ANNA, preview.id)).saved.sets == 1200


async def test_who_deletes_everything_meanwhile_gets_nothing_back(importing: Importing, database: Database) -> None:
    preview = await ready(importing, many(200))

    async def delete(_: int, __: int) -> None:
        await database.write(store.delete_member, ANNA)
        await database.write(lifts_store.delete_member, ANNA)

    with pytest.raises(Gone):
        await importing.save(ANNA, preview.id, progress=delete)
    assert await logged(database) == []
    assert not any((await database.read(store.export_member, ANNA)).values())


async def test_two_files_are_not_saved_into_each_other(importing: Importing, database: Database) -> None:
    first = await ready(importing, many(200))
    refused = []

    async def once_more(done: int, _: int) -> None:
        if done == 1:
            second = await ready(importing, many(200))
            with pytest.raises(SpotterError, match="keeps changing") as why:
                await importing.save(ANNA, second.id)
            refused.append(why)

    await importing.save(ANNA, first.id, progress=once_more)
    assert len(refused) == 1
    assert len(await logged(database)) == 600


async def test_progress_is_told_part_by_part(importing: Importing) -> None:
    preview = await ready(importing, many(200))
    told = []

    async def tell(done: int, of: int) -> None:
        told.append((done, of))

    await importing.save(ANNA, preview.id, progress=tell)
    assert told == [(1, 3), (2, 3), (3, 3)]


async def test_a_file_is_read_in_a_process_of_its_own(
    database: Database, clock: FakeClock, ids: Ids, members: Members, scales: Scales
) -> None:
    importing = Importing(database, clock, lambda: ids() * 1_000_000, members, CATALOGUE, scales)
    preview = await ready(importing, many(800))
    assert preview.overview.sets == 4800
    assert (await importing.save(ANNA, preview.id)).saved.entries == 2400
    assert len(await logged(database)) == 2400
    with pytest.raises(WrongFile, match="which app"):
        await importing.begin(ANNA, b"a,b\n" * 100_000)


async def test_a_file_that_takes_too_long_is_said_so_and_the_next_is_read(
    database: Database, clock: FakeClock, ids: Ids, members: Members, scales: Scales
) -> None:
    within = iter((0.0, 60.0))

    async def apart(function: Callable[..., T], *arguments: Any) -> T:
        return await in_a_process(function, *arguments, within=next(within))

    importing = Importing(database, clock, ids, members, CATALOGUE, scales, apart)
    with pytest.raises(WrongFile, match="takes too long to read, and nothing was saved"):
        await importing.begin(ANNA, SHORT)
    assert (await importing.begin(ANNA, SHORT)).overview.sets == 3


async def test_entries_logged_meanwhile_do_not_get_lost(
    importing: Importing, logbook: Logbook, database: Database
) -> None:
    preview = await ready(importing)
    await asyncio.gather(
        importing.save(ANNA, preview.id), *(logbook.log(ANNA, n, "squat 100 5x5") for n in range(1, 6))
    )
    assert len(await logged(database)) == 7


async def test_everything_can_be_taken_along_and_deleted(importing: Importing, database: Database) -> None:
    await bring(importing, strong(row(name="Calf Press (Machine)")))
    preview = await ready(importing, LONGER)
    await importing.choose_exercise(ANNA, preview.id, 0, "front_squat")
    held = await database.read(store.export_member, ANNA)
    assert set(held) == set(store.TABLES)
    assert held["staged_imports"][0]["file"] == LONGER.decode()
    await database.write(store.delete_member, ANNA)
    assert not any((await database.read(store.export_member, ANNA)).values())


async def test_a_merged_exercise_stays_merged_for_later_exports(
    importing: Importing, database: Database, clock: FakeClock
) -> None:
    await bring(importing, strong(row("1", "Foo Thing")))
    merging = Merging(database, clock, Words(database, CATALOGUE), Nobody())
    await merging.merge(ANNA, "custom:foo_thing", "deadlift")
    again = strong(row("1", "Foo Thing"), row("1", "Foo Thing", at="2025-05-09 07:08:09"))
    preview = await ready(importing, again)
    assert [(use.exercise_id, use.sets) for use in preview.overview.names] == [("deadlift", 2)]
    assert (await importing.save(ANNA, preview.id)).saved.sets == 1
    assert {entry.exercise_id for entry in await logged(database)} == {"deadlift"}
