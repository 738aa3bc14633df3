"""Workouts: previewed line by line, saved in one go, once."""

import pytest

from bot.errors import Gone, SpotterError
from bot.instants import to_micros
from bot.lifts.lines import MOST_LINES
from bot.lifts.logbook import Logbook
from bot.lifts.notation import labelled
from bot.lifts.outcomes import WorkoutLogged
from bot.lifts.workouts import Workouts
from bot.members.people import Members
from tests.conftest import FakeClock
from tests.lifts.conftest import ANNA, BEN
from tests.lifts.test_logbook import sure

GOOD = "squat 100 5x5\nbench 80x5, 85x5\n\nchins 8,8,6\n"


async def shown(logbook: Logbook) -> list[str]:
    history = await logbook.history(ANNA, ANNA, None, 0)
    return [labelled(lift.reading) for session in history.sessions for lift in session.lifts]


async def saved(workouts: Workouts, text: str = GOOD, workout_id: int = 7) -> WorkoutLogged:
    return await workouts.save(ANNA, (await workouts.preview(ANNA, workout_id, text)).draft_id)


async def put_back(workouts: Workouts, undone: WorkoutLogged) -> WorkoutLogged:
    assert undone.undone_at is not None
    return await workouts.redo(ANNA, undone.workout_id, to_micros(undone.undone_at))


def ids_of(workout: WorkoutLogged) -> list[int]:
    return [one.entry.id for one in workout.logged]


async def undone_after_its_middle(workouts: Workouts, logbook: Logbook, clock: FakeClock) -> list[int]:
    """Undo the middle line of a workout, then all of it; return the ids of its three entries."""
    ids = ids_of(await saved(workouts))
    await logbook.undo(ANNA, ids[1])
    clock.move(hours=1)
    await workouts.undo(ANNA, 7)
    return ids


async def test_each_line_is_shown_as_it_was_read(workouts: Workouts) -> None:
    preview = await workouts.preview(ANNA, 7, GOOD)
    assert preview.ready
    assert [labelled(line.readings[0]) for line in preview.lines] == [
        "Back squat · 5×5 · 100 kg",
        "Bench press · 80 kg ×5, 85 kg ×5",
        "Chin-up · bw 8,8,6",
    ]


async def test_a_preview_saves_nothing(workouts: Workouts, logbook: Logbook) -> None:
    await workouts.preview(ANNA, 7, GOOD)
    assert await shown(logbook) == []


@pytest.mark.parametrize("line", ["- squat 100x5", "• squat 100x5", "1. squat 100x5", "2) squat 100x5"])
async def test_bullets_and_numbers_are_no_part_of_a_line(workouts: Workouts, line: str) -> None:
    (read,) = (await workouts.preview(ANNA, 7, line)).lines
    assert labelled(read.readings[0]) == "Back squat · 100 kg ×5"


async def test_help_from_a_band_at_the_start_of_a_line_is_no_bullet(workouts: Workouts) -> None:
    (read,) = (await workouts.preview(ANNA, 7, "-15kg chins 3x8")).lines
    assert labelled(read.readings[0]) == "Chin-up · 3×8 · bw-15 kg"


async def test_a_bad_line_is_marked_and_keeps_all_from_being_saved(workouts: Workouts, logbook: Logbook) -> None:
    preview = await workouts.preview(ANNA, 7, "squat 100 5x5\nbench pres 80x5\nsquat 5x100")
    assert [line.ready for line in preview.lines] == [True, False, False]
    with pytest.raises(SpotterError, match="Mend"):
        await workouts.save(ANNA, preview.draft_id)
    assert await shown(logbook) == []


async def test_a_mended_line_saves_with_the_rest(workouts: Workouts, logbook: Logbook) -> None:
    preview = await workouts.preview(ANNA, 7, "squat 100 5x5\nbench pres 80x5", "yesterday")
    typed = await workouts.typed(ANNA, preview.draft_id)
    mended = await workouts.mend(ANNA, preview.draft_id, typed.text.replace("pres", "press"), typed.when)
    await workouts.save(ANNA, mended.draft_id)
    assert await shown(logbook) == ["Back squat · 5×5 · 100 kg", "Bench press · 80 kg ×5"]


async def test_saving_twice_saves_once(workouts: Workouts, logbook: Logbook) -> None:
    preview = await workouts.preview(ANNA, 7, GOOD)
    first = await workouts.save(ANNA, preview.draft_id)
    again = await workouts.save(ANNA, preview.draft_id)
    assert (first.repeated, again.repeated) == (False, True)
    assert [logged.entry.id for logged in again.logged] == [logged.entry.id for logged in first.logged]
    assert len(await shown(logbook)) == 3


async def test_an_older_preview_of_a_saved_workout_saves_nothing_more(workouts: Workouts, logbook: Logbook) -> None:
    older = await workouts.preview(ANNA, 7, GOOD)
    newer = await workouts.mend(ANNA, older.draft_id, "squat 100x5", "")
    await workouts.save(ANNA, newer.draft_id)
    assert (await workouts.save(ANNA, older.draft_id)).repeated
    assert await shown(logbook) == ["Back squat · 100 kg ×5"]


async def test_a_line_may_beat_the_one_before(workouts: Workouts) -> None:
    outcome = await saved(workouts, "squat 100x5\nsquat 105x5")
    assert [bool(logged.records) for logged in outcome.logged] == [False, True]


async def test_an_implausible_line_is_marked_with_what_to_ask(workouts: Workouts) -> None:
    preview = await workouts.preview(ANNA, 7, "bench 225 5x5\nsquat 100x5")
    assert [line.doubt is not None for line in preview.lines] == [True, False]
    assert preview.ready


async def test_a_workout_keeps_the_unit_it_was_shown_in(workouts: Workouts, logbook: Logbook, members: Members) -> None:
    preview = await workouts.preview(ANNA, 7, "squat 100x5")
    await members.choose_unit(ANNA, "lb")
    await workouts.save(ANNA, preview.draft_id)
    assert await shown(logbook) == ["Back squat · 100 kg ×5"]


@pytest.mark.parametrize(
    ("text", "when", "why"),
    [
        ("", "", "nothing in it"),
        ("\n \n", "", "nothing in it"),
        ("squat 100x5\n" * (MOST_LINES + 1), "", f"at most {MOST_LINES} lines"),
        ("squat 100x5", "tomorrow", "still to come"),
    ],
)
async def test_what_keeps_all_of_it_from_being_saved_is_said(
    workouts: Workouts, text: str, when: str, why: str
) -> None:
    preview = await workouts.preview(ANNA, 7, text, when)
    assert not preview.ready
    assert why in str(preview.problem)
    with pytest.raises(SpotterError, match=why):
        await workouts.save(ANNA, preview.draft_id)


async def test_a_workout_is_undone_and_put_back_whole(workouts: Workouts, logbook: Logbook) -> None:
    await saved(workouts)
    first, second = await workouts.undo(ANNA, 7), await workouts.undo(ANNA, 7)
    assert first.undone_at == second.undone_at
    assert await shown(logbook) == []
    assert (await put_back(workouts, first)).undone_at is None
    assert len(await shown(logbook)) == 3


async def test_put_back_without_an_instant_what_was_undone_last_comes_back_and_twice_is_once(
    workouts: Workouts, logbook: Logbook, clock: FakeClock
) -> None:
    first, _, last = await undone_after_its_middle(workouts, logbook, clock)
    for _ in range(2):
        assert ids_of(await workouts.redo(ANNA, 7)) == [first, last]


async def test_a_line_that_was_undone_by_itself_stays_so_when_its_workout_is_put_back(
    workouts: Workouts, logbook: Logbook, clock: FakeClock
) -> None:
    first, _, last = await undone_after_its_middle(workouts, logbook, clock)
    undone = await workouts.undo(ANNA, 7)
    assert ids_of(undone) == [first, last]
    for _ in range(2):
        assert ids_of(await put_back(workouts, undone)) == [first, last]
    assert await shown(logbook) == ["Back squat · 5×5 · 100 kg", "Chin-up · bw 8,8,6"]


async def test_a_workout_of_which_nothing_stands_is_saved_anew(
    workouts: Workouts, logbook: Logbook, clock: FakeClock
) -> None:
    await saved(workouts)
    await workouts.undo(ANNA, 7)
    assert not (await saved(workouts, "squat 110x5")).repeated
    assert await shown(logbook) == ["Back squat · 110 kg ×5"]
    await workouts.undo(ANNA, 7)
    clock.move(days=40)
    await logbook.undo(ANNA, sure(await logbook.log(ANNA, 1, "bench 60x5")).entry.id)  # clears out what was undone
    assert not (await saved(workouts, "squat 110x5")).repeated
    assert await shown(logbook) == ["Back squat · 110 kg ×5"]


async def test_a_workout_of_which_one_line_stands_is_not_saved_again(workouts: Workouts, logbook: Logbook) -> None:
    first, *rest = ids_of(await saved(workouts))
    for entry_id in rest:
        await logbook.undo(ANNA, entry_id)
    assert ids_of(await saved(workouts)) == [first]


async def test_anothers_workout_is_not_there(workouts: Workouts) -> None:
    preview = await workouts.preview(ANNA, 7, GOOD)
    with pytest.raises(Gone):
        await workouts.save(BEN, preview.draft_id)
    await workouts.save(ANNA, preview.draft_id)
    with pytest.raises(Gone):
        await workouts.undo(BEN, 7)


async def test_an_offer_that_is_not_there_changes_nothing(workouts: Workouts) -> None:
    preview = await workouts.preview(ANNA, 1, "squat 100 5x5\nbnech 80 3x8")
    for place, choice in ((0, 0), (1, 99), (2, 0)):
        with pytest.raises(Gone):
            await workouts.choose(ANNA, preview.draft_id, place, choice)
    with pytest.raises(Gone):
        await workouts.choose(BEN, preview.draft_id, 1, 0)
