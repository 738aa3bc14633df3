"""The logbook: logging, asking, mending, undoing, repeating, looking back."""

from datetime import UTC, date, datetime

import pytest

from bot.errors import Gone, SpotterError
from bot.lifts.logbook import MOST_A_DAY, MOST_NOTE, SESSIONS_A_PAGE, Logbook
from bot.lifts.notation import labelled, written
from bot.lifts.outcomes import Doubted, History, Logged, Outcome, Several, Unclear
from bot.lifts.records import Feat
from bot.members.people import Members
from tests.conftest import FakeClock
from tests.lifts.conftest import ANNA, BEN


async def logged(logbook: Logbook, text: str, entry_id: int = 1, when: str = "", note: str = "") -> Logged:
    """Log a text that raises no question."""
    return sure(await logbook.log(ANNA, entry_id, text, when, note))


def sure(outcome: Outcome) -> Logged:
    assert isinstance(outcome, Logged)
    return outcome


async def sessions(logbook: Logbook) -> list[list[str]]:
    """Return what the history shows, by session."""
    history = await logbook.history(ANNA, ANNA, None, 0)
    return [[labelled(lift.reading) for lift in session.lifts] for session in history.sessions]


async def test_an_entry_is_logged_now_on_the_members_own_day(
    logbook: Logbook, members: Members, clock: FakeClock
) -> None:
    await members.choose_zone(ANNA, "Pacific/Auckland")
    outcome = await logged(logbook, "squat 100 5x5")
    assert outcome.entry.performed_at == clock.now
    assert outcome.entry.day == date(2026, 3, 5)


async def test_a_past_day_is_logged_at_its_noon(logbook: Logbook, members: Members) -> None:
    await members.choose_zone(ANNA, "Europe/Berlin")
    outcome = await logged(logbook, "squat 100 5x5", when="yesterday")
    assert outcome.entry.day == date(2026, 3, 3)
    assert outcome.entry.performed_at == datetime(2026, 3, 3, 11, tzinfo=UTC)


async def test_a_weight_without_a_unit_is_in_the_chosen_one(logbook: Logbook, members: Members) -> None:
    await members.choose_unit(ANNA, "lb")
    outcome = await logged(logbook, "squat 225 5x5")
    assert labelled(outcome.reading) == "Back squat · 5×5 · 225 lb"
    assert not outcome.unit_guessed


async def test_a_unit_that_was_neither_chosen_nor_typed_is_called_a_guess(logbook: Logbook) -> None:
    assert (await logged(logbook, "squat 100 5x5", 1)).unit_guessed
    assert not (await logged(logbook, "squat 100kg 5x5", 2)).unit_guessed
    assert not (await logged(logbook, "plank 60s", 3)).unit_guessed


async def test_the_same_sent_twice_is_one_entry(logbook: Logbook) -> None:
    await logged(logbook, "squat 100 5x5")
    assert (await logged(logbook, "squat 100 5x5")).repeated
    assert await sessions(logbook) == [["Back squat · 5×5 · 100 kg"]]


async def test_what_was_beaten_is_told(logbook: Logbook) -> None:
    assert (await logged(logbook, "squat 100x5", 1)).records == []
    assert {record.feat for record in (await logged(logbook, "squat 105x5", 2)).records} == {
        Feat.HEAVIEST,
        Feat.FOR_REPS,
        Feat.E1RM,
    }


async def test_an_unreadable_text_is_kept_and_not_logged(logbook: Logbook) -> None:
    outcome = await logbook.log(ANNA, 1, "squat 100x5 easy", "yesterday", "a note")
    assert isinstance(outcome, Unclear)
    kept = await logbook.typed(ANNA, outcome.draft_id)
    assert (kept.text, kept.when, kept.note) == ("squat 100x5 easy", "yesterday", "a note")
    assert await sessions(logbook) == []


@pytest.mark.parametrize(
    ("when", "note", "why"),
    [("tomorrow", "", "still to come"), ("whenever", "", "can't read that day"), ("", "x" * 10_000, "at most 500")],
)
async def test_a_day_or_note_that_cannot_be_taken_keeps_the_entry(
    logbook: Logbook, when: str, note: str, why: str
) -> None:
    outcome = await logbook.log(ANNA, 1, "squat 100x5", when, note)
    assert isinstance(outcome, Unclear)
    assert why in str(outcome.problem)
    assert (await logbook.typed(ANNA, outcome.draft_id)).note == note


async def test_the_longest_note_is_kept(logbook: Logbook) -> None:
    assert (await logged(logbook, "squat 100x5", note="n" * MOST_NOTE)).entry.note == "n" * MOST_NOTE


async def test_several_readings_are_asked_about_and_the_chosen_one_is_logged(logbook: Logbook) -> None:
    asked = await logbook.log(ANNA, 1, "squat 5x100")
    assert isinstance(asked, Several)
    chosen = sure(await logbook.choose(ANNA, asked.draft_id, 1))
    assert labelled(chosen.reading) == "Back squat · 5×1 · 100 kg"


async def test_a_reading_keeps_the_unit_it_was_shown_in(logbook: Logbook, members: Members) -> None:
    asked = await logbook.log(ANNA, 1, "squat 5x100")
    assert isinstance(asked, Several)
    await members.choose_unit(ANNA, "lb")
    assert labelled(sure(await logbook.choose(ANNA, asked.draft_id, 0)).reading) == "Back squat · 100 kg ×5"


async def test_choosing_twice_logs_once(logbook: Logbook) -> None:
    asked = await logbook.log(ANNA, 1, "squat 5x100")
    assert isinstance(asked, Several)
    await logbook.choose(ANNA, asked.draft_id, 0)
    assert sure(await logbook.choose(ANNA, asked.draft_id, 0)).repeated
    assert await sessions(logbook) == [["Back squat · 100 kg ×5"]]


async def test_an_unknown_lift_is_logged_once_the_member_says_which(logbook: Logbook) -> None:
    asked = await logbook.log(ANNA, 1, "bnech 100x5", "yesterday")
    assert isinstance(asked, Unclear)
    chosen = sure(await logbook.choose_lift(ANNA, asked.draft_id, "bench_press"))
    assert labelled(chosen.reading) == "Bench press · 100 kg ×5"
    assert chosen.entry.day == date(2026, 3, 3)


async def test_an_implausible_lift_counts_only_once_the_member_is_sure(logbook: Logbook) -> None:
    asked = await logbook.log(ANNA, 1, "bench 225 5x5")
    assert isinstance(asked, Doubted)
    assert await sessions(logbook) == []
    await logbook.confirm(ANNA, asked.draft_id, other_unit=False)
    assert await sessions(logbook) == [["Bench press · 5×5 · 225 kg"]]


async def test_an_implausible_lift_may_have_been_in_the_other_unit(logbook: Logbook) -> None:
    asked = await logbook.log(ANNA, 1, "bench 225 5x5")
    assert isinstance(asked, Doubted)
    await logbook.confirm(ANNA, asked.draft_id, other_unit=True)
    assert await sessions(logbook) == [["Bench press · 5×5 · 225 lb"]]


async def test_a_leap_over_the_own_best_is_asked_about(logbook: Logbook) -> None:
    await logged(logbook, "squat 60x5")
    assert isinstance(await logbook.log(ANNA, 2, "squat 100x5"), Doubted)


async def test_a_mended_text_is_logged_under_its_first_id(logbook: Logbook) -> None:
    asked = await logbook.log(ANNA, 1, "squat 100x5 easy")
    assert isinstance(asked, Unclear)
    mended = sure(await logbook.mend(ANNA, asked.draft_id, "squat 100x5", "", "easy"))
    assert (mended.entry.id, mended.entry.note) == (1, "easy")


async def test_mending_the_same_twice_is_one_entry_and_says_so(logbook: Logbook) -> None:
    asked = await logbook.log(ANNA, 1, "squat 100x5 easy")
    assert isinstance(asked, Unclear)
    await logbook.mend(ANNA, asked.draft_id, "squat 100x5", "", "")
    assert sure(await logbook.mend(ANNA, asked.draft_id, "squat 100x5", "", "")).repeated
    assert await sessions(logbook) == [["Back squat · 100 kg ×5"]]


async def test_mending_what_is_logged_already_changes_it(logbook: Logbook) -> None:
    asked = await logbook.log(ANNA, 1, "squat 100x5 easy")
    assert isinstance(asked, Unclear)
    await logbook.mend(ANNA, asked.draft_id, "squat 100x5", "", "")
    assert sure(await logbook.mend(ANNA, asked.draft_id, "squat 105x5", "", "")).mended
    assert await sessions(logbook) == [["Back squat · 105 kg ×5"]]


async def test_a_yesterday_stays_yesterday_however_late_it_is_mended(logbook: Logbook, clock: FakeClock) -> None:
    asked = await logbook.log(ANNA, 1, "squat 100x5 easy", "yesterday")
    assert isinstance(asked, Unclear)
    clock.move(days=3)
    mended = sure(await logbook.mend(ANNA, asked.draft_id, "squat 100x5", "yesterday", ""))
    assert mended.entry.day == date(2026, 3, 3)


async def test_anothers_draft_is_not_there(logbook: Logbook) -> None:
    asked = await logbook.log(ANNA, 1, "squat 100x5 easy")
    assert isinstance(asked, Unclear)
    with pytest.raises(Gone):
        await logbook.mend(BEN, asked.draft_id, "squat 100x5", "", "")


async def test_an_entry_opens_as_the_text_that_logs_it(logbook: Logbook) -> None:
    entry = (await logged(logbook, "squat 225lb 3x5 @8", when="yesterday", note="belt")).entry
    typed = await logbook.typed_of(ANNA, entry.id)
    assert (typed.text, typed.when, typed.note) == ("Back squat 225 lb 3×5 @8", "2026-03-03", "belt")


async def test_editing_changes_the_entry_where_it_stands(logbook: Logbook, clock: FakeClock) -> None:
    first = await logged(logbook, "squat 100x5")
    clock.move(hours=1)
    edited = sure(await logbook.edit(ANNA, 1, "bench 80x5", first.entry.day.isoformat(), "oops"))
    assert edited.mended
    assert (written(edited.reading), edited.entry.note) == ("Bench press 80 kg ×5", "oops")
    assert edited.entry.performed_at == first.entry.performed_at


async def test_editing_can_move_an_entry_to_another_day(logbook: Logbook) -> None:
    await logged(logbook, "squat 100x5")
    assert sure(await logbook.edit(ANNA, 1, "squat 100x5", "2026-03-01", "")).entry.day == date(2026, 3, 1)


async def test_an_edit_that_cannot_be_read_leaves_the_entry_and_keeps_the_text(logbook: Logbook) -> None:
    await logged(logbook, "squat 100x5")
    asked = await logbook.edit(ANNA, 1, "squat 100x5 easy", "", "")
    assert isinstance(asked, Unclear)
    assert await sessions(logbook) == [["Back squat · 100 kg ×5"]]
    await logbook.mend(ANNA, asked.draft_id, "squat 105x5", "", "")
    assert await sessions(logbook) == [["Back squat · 105 kg ×5"]]


async def test_mending_a_record_away_mends_the_records(logbook: Logbook) -> None:
    await logged(logbook, "squat 100x5", 1)
    await logged(logbook, "squat 120x5", 2)
    await logbook.edit(ANNA, 2, "squat 90x5", "", "")
    assert (await logged(logbook, "squat 105x5", 3)).records != []


async def test_anothers_entry_can_be_neither_edited_nor_undone_nor_repeated(logbook: Logbook) -> None:
    await logged(logbook, "squat 100x5")
    for attempt in (
        logbook.edit(BEN, 1, "squat 120x5", "", ""),
        logbook.undo(BEN, 1),
        logbook.redo(BEN, 1),
        logbook.again(BEN, 1, 2),
        logbook.typed_of(BEN, 1),
    ):
        with pytest.raises(Gone):
            await attempt
    assert await sessions(logbook) == [["Back squat · 100 kg ×5"]]


async def test_undone_twice_is_undone(logbook: Logbook) -> None:
    await logged(logbook, "squat 100x5")
    await logbook.undo(ANNA, 1)
    assert (await logbook.undo(ANNA, 1)).entry.undone_at is not None
    assert await sessions(logbook) == []


async def test_an_undone_record_no_longer_stands(logbook: Logbook) -> None:
    await logged(logbook, "squat 100x5", 1)
    await logged(logbook, "squat 120x5", 2)
    await logbook.undo(ANNA, 2)
    assert (await logged(logbook, "squat 110x5", 3)).records != []


async def test_an_undone_entry_can_be_put_back(logbook: Logbook) -> None:
    await logged(logbook, "squat 100x5", 1)
    await logged(logbook, "squat 120x5", 2)
    await logbook.undo(ANNA, 2)
    assert (await logbook.redo(ANNA, 2)).records != []
    assert (await logbook.redo(ANNA, 2)).entry.undone_at is None


async def test_what_was_undone_a_month_ago_is_gone_at_the_next_undo(logbook: Logbook, clock: FakeClock) -> None:
    await logged(logbook, "squat 100x5", 1)
    await logged(logbook, "squat 105x5", 2)
    await logbook.undo(ANNA, 1)
    clock.move(days=31)
    await logbook.undo(ANNA, 2)
    with pytest.raises(Gone):
        await logbook.redo(ANNA, 1)


async def test_an_undone_entry_is_changed_only_once_it_is_back(logbook: Logbook) -> None:
    await logged(logbook, "squat 100x5")
    await logbook.undo(ANNA, 1)
    for attempt in (
        logbook.edit(ANNA, 1, "squat 1kg x1", "", ""),
        logbook.again(ANNA, 1, 2),
        logbook.typed_of(ANNA, 1),
    ):
        with pytest.raises(SpotterError, match="Put it back"):
            await attempt


async def test_again_logs_the_same_sets_now(logbook: Logbook, clock: FakeClock) -> None:
    await logged(logbook, "squat 100 5x5 @8")
    clock.move(days=7)
    again = await logbook.again(ANNA, 1, 2)
    assert (again.entry.id, again.entry.performed_at) == (2, clock.now)
    assert written(again.reading) == "Back squat 100 kg 5×5 @8"


async def test_again_pressed_twice_at_once_is_one_more_set(logbook: Logbook, clock: FakeClock) -> None:
    await logged(logbook, "squat 100x5")
    await logbook.again(ANNA, 1, 2)
    clock.move(seconds=2)
    assert (await logbook.again(ANNA, 1, 3)).repeated
    assert await sessions(logbook) == [["Back squat · 2×5 · 100 kg"]]


async def test_again_after_a_rest_is_another_set(logbook: Logbook, clock: FakeClock) -> None:
    await logged(logbook, "squat 100x5")
    await logbook.again(ANNA, 1, 2)
    clock.move(minutes=2)
    assert not (await logbook.again(ANNA, 1, 3)).repeated
    assert await sessions(logbook) == [["Back squat · 3×5 · 100 kg"]]


async def test_the_history_is_by_session_newest_first_with_a_lifts_sets_together(logbook: Logbook) -> None:
    await logged(logbook, "squat 100x5", 1, when="monday")
    await logged(logbook, "bench 80x5", 2, when="monday")
    await logged(logbook, "squat 105x5", 3, when="monday")
    await logged(logbook, "deadlift 140x5", 4)
    assert await sessions(logbook) == [
        ["Deadlift · 140 kg ×5"],
        ["Back squat · 100 kg ×5, 105 kg ×5", "Bench press · 80 kg ×5"],
    ]


async def page(logbook: Logbook, number: int) -> History:
    return await logbook.history(ANNA, ANNA, None, number)


async def test_the_history_has_pages_and_the_last_is_as_far_as_it_goes(logbook: Logbook) -> None:
    for back in range(SESSIONS_A_PAGE + 2):
        await logged(logbook, "squat 100x5", back + 1, when=f"{back} days ago")
    assert len((await page(logbook, 0)).sessions) == SESSIONS_A_PAGE
    last = await page(logbook, 99)
    assert (last.page, last.pages, len(last.sessions)) == (1, 2, 2)
    assert [session.day for session in last.sessions] == [date(2026, 2, 27), date(2026, 2, 26)]


async def test_of_a_day_with_more_than_anybody_lifts_a_part_is_shown_and_said_to_be_one(logbook: Logbook) -> None:
    for number in range(MOST_A_DAY):
        await logged(logbook, "squat 100x5", number + 1)
    (whole,) = (await logbook.history(ANNA, ANNA, None, 0)).sessions
    assert (whole.more, len(whole.lifts[0].entries)) == (False, MOST_A_DAY)
    await logged(logbook, "squat 100x5", MOST_A_DAY + 1)
    (part,) = (await logbook.history(ANNA, ANNA, None, 0)).sessions
    assert (part.more, len(part.lifts[0].entries)) == (True, MOST_A_DAY)


async def test_the_history_of_one_lift_leaves_out_the_others(logbook: Logbook) -> None:
    await logged(logbook, "squat 100x5", 1)
    await logged(logbook, "bench 80x5", 2)
    history = await logbook.history(ANNA, ANNA, "bench_press", 0)
    assert [labelled(lift.reading) for session in history.sessions for lift in session.lifts] == [
        "Bench press · 80 kg ×5"
    ]


async def test_who_shares_may_be_looked_at_and_who_does_not_may_not(logbook: Logbook, members: Members) -> None:
    await logged(logbook, "squat 100x5")
    assert (await logbook.history(BEN, ANNA, None, 0)).sessions
    await members.share_log(ANNA, public=False)
    with pytest.raises(SpotterError, match="keep their log to themselves"):
        await logbook.history(BEN, ANNA, None, 0)
    assert (await logbook.history(ANNA, ANNA, None, 0)).sessions


async def test_the_last_top_set_is_there_for_other_wings(logbook: Logbook) -> None:
    assert await logbook.last_top_set(ANNA, "deadlift") is None
    await logged(logbook, "deadlift 140x5, 150x3")
    top = await logbook.last_top_set(ANNA, "deadlift")
    assert top is not None
    assert (str(top.load.weight), top.reps) == ("150 kg", 3)


async def test_the_last_day_of_a_lift_is_there_for_other_wings_though_every_set_failed(logbook: Logbook) -> None:
    assert await logbook.last_day(ANNA, "deadlift") is None
    await logged(logbook, "deadlift 140x5", when="2026-03-01")
    failed = await logged(logbook, "deadlift 150x5 fail", 2, when="2026-03-02")
    assert await logbook.last_day(ANNA, "deadlift") == date(2026, 3, 2)
    await logbook.undo(ANNA, failed.entry.id)
    assert await logbook.last_day(ANNA, "deadlift") == date(2026, 3, 1)


async def test_the_bests_are_there_for_other_wings(logbook: Logbook) -> None:
    await logged(logbook, "deadlift 140x5, 150x3")
    heaviest = (await logbook.bests(ANNA, "deadlift")).heaviest()
    assert heaviest is not None
    assert str(heaviest.load) == "150 kg"
