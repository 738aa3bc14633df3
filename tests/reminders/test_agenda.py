"""What becomes of reminders: made once, moved on, snoozed, held, put back, moved to another zone."""

import asyncio
from datetime import UTC, datetime, timedelta

import pytest

from bot.database import Connection, Database
from bot.delivery import store as delivery_store
from bot.delivery.bell import Bell
from bot.delivery.schedule import Due, Schedule
from bot.errors import Gone, SpotterError
from bot.ids import Ids
from bot.members.drafts import Drafts
from bot.members.people import Members
from bot.reminders import store
from bot.reminders.agenda import Agenda
from bot.reminders.course import Course, Limits
from bot.reminders.outcomes import Ambiguous, Made, Unclear, ZoneMissing
from bot.reminders.reminder import Reminder, State
from bot.reminders.zone_rules import ZoneRules
from tests.conftest import FakeClock

ANNA, BEN = 1, 2
CHANNEL = 77


class Desk:
    """An agenda on a real database, and delivery played by hand."""

    def __init__(self, database: Database, clock: FakeClock, ids: Ids) -> None:
        self.database = database
        self.clock = clock
        self.members = Members(database, clock)
        self.agenda = Agenda(
            database, self.members, Drafts(database, clock, ids, lambda _: False), Schedule(Bell()), clock, ids
        )

    async def remind(self, when: str, what: str = "stretch", member_id: int = ANNA) -> Reminder:
        outcome = await self.agenda.remind(member_id, what, when, CHANNEL)
        assert isinstance(outcome, Made), outcome
        return outcome.reminder

    async def owed(self, member_id: int = ANNA) -> list[Due]:
        return await self.database.read(delivery_store.owed, member_id, "reminder")

    async def next_times(self) -> list[str]:
        return [f"{due.due_at:%d %b %H:%M}" for due in await self.owed()]

    async def deliver(self, *, arrives: bool = True) -> Due:
        """Move to the next due row and have it arrive, or be missed."""
        due = (await self.owed())[0]
        self.clock.now = max(self.clock.now, due.due_at)
        await self.database.write(self._deliver, arrives)
        return due

    def _deliver(self, connection: Connection, arrives: bool) -> None:
        now = self.clock()
        (due,) = delivery_store.claim(connection, now=now, until=now + timedelta(minutes=1), owner="me", limit=1)
        if arrives:
            delivery_store.confirm(connection, due, "me", now)
        else:
            delivery_store.give_up(connection, due, "me", now, "dms_closed", called=False)
        self.agenda.went_by(connection, due, now)

    async def state(self, reminder: Reminder) -> State:
        found = await self.database.read(store.find, reminder.member_id, reminder.id)
        assert found is not None
        return found.state


@pytest.fixture
async def desk(database: Database, clock: FakeClock, ids: Ids) -> Desk:
    """Anna and Ben live in Berlin; it is Wednesday 4 March 2026, 19:30 there."""
    made = Desk(database, clock, ids)
    for member_id in (ANNA, BEN):
        await made.members.choose_zone(member_id, "Europe/Berlin")
    return made


async def test_intent_is_kept_by_the_wall_clock_and_durations_as_instants(desk: Desk) -> None:
    by_clock, by_watch = await desk.remind("fri 18:30"), await desk.remind("in 90 min")
    assert (by_clock.local, by_clock.zone and by_clock.zone.key) == (datetime(2026, 3, 6, 18, 30), "Europe/Berlin")  # noqa: DTZ001
    assert (by_watch.local, by_watch.zone) == (None, None)


async def test_it_is_owed_where_and_when_it_was_asked_for(desk: Desk) -> None:
    reminder = await desk.remind("in 90 min")
    (due,) = await desk.owed()
    assert (due.subject_id, due.channel_id, due.step) == (reminder.id, CHANNEL, "")
    assert due.due_at == desk.clock.now + timedelta(minutes=90)


async def test_a_series_goes_on_and_a_single_one_ends(desk: Desk) -> None:
    series, single = await desk.remind("every mon and thu at 18:00"), await desk.remind("in 90 min")
    times = [f"{(await desk.deliver()).due_at:%a %d %H:%M}" for _ in range(4)]
    assert times == ["Wed 04 20:00", "Thu 05 17:00", "Mon 09 17:00", "Thu 12 17:00"]
    assert (await desk.state(series), await desk.state(single)) == (State.OPEN, State.OVER)


async def test_a_series_goes_on_after_one_that_was_missed(desk: Desk) -> None:
    await desk.remind("every thu at 18:00")
    await desk.deliver(arrives=False)
    assert await desk.next_times() == ["12 Mar 17:00"]


async def test_what_a_series_missed_in_a_week_is_one_message(desk: Desk) -> None:
    await desk.remind("every day at 18:00")
    desk.clock.move(days=7)
    await desk.deliver()
    assert await desk.next_times() == ["12 Mar 17:00"]


async def test_a_snooze_never_moves_the_series(desk: Desk) -> None:
    await desk.remind("every day at 20:00")
    first = await desk.deliver()
    await desk.agenda.snooze(ANNA, first.id, "tomorrow")
    assert await desk.next_times() == ["05 Mar 19:00", "05 Mar 19:00"]
    for _ in range(2):
        await desk.deliver()
    assert await desk.next_times() == ["06 Mar 19:00"]


async def test_a_snooze_of_a_snooze_is_one_of_its_own(desk: Desk) -> None:
    reminder = await desk.remind("in 1 h")
    for _ in range(3):
        due = await desk.deliver()
        assert await desk.state(reminder) is State.OVER
        await desk.agenda.snooze(ANNA, due.id, "10m")
        assert await desk.state(reminder) is State.OPEN
    assert await desk.next_times() == ["04 Mar 20:00"]


async def test_of_several_snoozes_the_last_counts(desk: Desk) -> None:
    await desk.remind("in 1 h")
    due = await desk.deliver()
    for choice in ("10m", "tomorrow", "1h", "1h"):
        await desk.agenda.snooze(ANNA, due.id, choice)
    assert await desk.next_times() == ["04 Mar 20:30"]


async def test_tomorrow_is_at_the_same_hour_across_a_change_of_the_clocks(desk: Desk) -> None:
    desk.clock.set(datetime(2026, 3, 28, 16, tzinfo=UTC))
    await desk.remind("18:00")
    due = await desk.deliver()
    desk.clock.move(hours=2)
    _, at = await desk.agenda.snooze(ANNA, due.id, "tomorrow")
    assert at == datetime(2026, 3, 29, 16, tzinfo=UTC)


async def test_done_ends_its_snooze_and_nothing_else(desk: Desk) -> None:
    await desk.remind("every day at 20:00")
    due = await desk.deliver()
    await desk.agenda.snooze(ANNA, due.id, "1h")
    for _ in range(2):
        await desk.agenda.done(ANNA, due.id)
    assert await desk.next_times() == ["05 Mar 19:00"]
    with pytest.raises(SpotterError, match="marked this one as done"):
        await desk.agenda.snooze(ANNA, due.id, "1h")


@pytest.mark.parametrize("press", ["done", "snooze"])
async def test_a_press_proves_the_arrival_that_a_crash_kept_from_being_recorded(desk: Desk, press: str) -> None:
    await desk.remind("every day at 20:00")
    (due,) = await desk.owed()
    desk.clock.set(due.due_at)
    now = desk.clock.now
    await desk.database.write(delivery_store.claim, now=now, until=now + timedelta(minutes=1), owner="dead", limit=1)
    for _ in range(2):
        await (desk.agenda.done(ANNA, due.id) if press == "done" else desk.agenda.snooze(ANNA, due.id, "1h"))
    snoozed = ["04 Mar 20:00"] if press == "snooze" else []
    assert await desk.next_times() == [*snoozed, "05 Mar 19:00"]
    (delivery,) = await desk.database.read(delivery_store.history, ANNA, "reminder", 5)
    assert (delivery.due.id, delivery.state) == (due.id, "delivered")


async def test_a_deleted_one_comes_back_in_the_zone_of_now(desk: Desk) -> None:
    reminder = await desk.remind("every day at 20:00")
    await desk.agenda.delete(ANNA, reminder.id)
    await desk.agenda.zone_changed(ANNA, "America/New_York")
    await desk.agenda.put_back(ANNA, reminder.id)
    assert await desk.next_times() == ["05 Mar 01:00"]


async def test_deleting_ends_all_of_it_and_can_be_undone(desk: Desk) -> None:
    reminder = await desk.remind("every day at 20:00")
    due = await desk.deliver()
    await desk.agenda.snooze(ANNA, due.id, "1h")
    for _ in range(2):
        assert (await desk.agenda.delete(ANNA, reminder.id)).state is State.DELETED
    assert await desk.owed() == []
    assert await desk.agenda.notice(due) is None
    for press in (desk.agenda.done(ANNA, due.id), desk.agenda.snooze(ANNA, due.id, "1h"), desk.agenda.find(ANNA, 1)):
        with pytest.raises(Gone):
            await press
    for _ in range(2):
        assert (await desk.agenda.put_back(ANNA, reminder.id)).state is State.OPEN
    assert await desk.next_times() == ["05 Mar 19:00"]


async def test_a_paused_one_of_which_nothing_more_can_come_ends_with_its_snooze(desk: Desk) -> None:
    reminder = await desk.remind("in 90 min")
    due = await desk.deliver()
    await desk.agenda.snooze(ANNA, due.id, "1h")
    await desk.agenda.pause(ANNA, reminder.id)
    await desk.deliver()
    assert await desk.state(reminder) is State.OVER


async def test_a_paused_one_with_a_time_ahead_does_not_end_with_a_snooze(desk: Desk) -> None:
    reminder = await desk.remind("in 90 min")
    due = await desk.deliver()
    await desk.agenda.snooze(ANNA, due.id, "1h")
    await desk.agenda.change(ANNA, reminder.id, "stretch", "tomorrow 7am")
    await desk.agenda.pause(ANNA, reminder.id)
    await desk.deliver()
    assert await desk.state(reminder) is State.PAUSED


async def test_a_paused_one_is_put_back_paused(desk: Desk) -> None:
    reminder = await desk.remind("every day at 20:00")
    await desk.agenda.pause(ANNA, reminder.id)
    for _ in range(2):
        await desk.agenda.delete(ANNA, reminder.id)
    for _ in range(2):
        assert (await desk.agenda.put_back(ANNA, reminder.id)).state is State.PAUSED
    assert await desk.owed() == []
    assert (await desk.agenda.resume(ANNA, reminder.id)).state is State.OPEN
    assert await desk.next_times() == ["04 Mar 19:00"]


async def test_a_paused_series_goes_on_from_now_and_keeps_what_was_snoozed(desk: Desk) -> None:
    reminder = await desk.remind("every day at 20:00")
    due = await desk.deliver()
    await desk.agenda.snooze(ANNA, due.id, "1h")
    for _ in range(2):
        await desk.agenda.pause(ANNA, reminder.id)
    assert await desk.next_times() == ["04 Mar 20:00"]
    await desk.deliver()
    assert await desk.state(reminder) is State.PAUSED
    desk.clock.move(days=10)
    for _ in range(2):
        await desk.agenda.resume(ANNA, reminder.id)
    assert await desk.next_times() == ["15 Mar 19:00"]


async def test_a_single_one_whose_time_passed_while_it_was_held_says_so(desk: Desk) -> None:
    reminder = await desk.remind("in 1 h")
    await desk.agenda.pause(ANNA, reminder.id)
    desk.clock.move(hours=2)
    with pytest.raises(SpotterError, match="Its time has passed"):
        await desk.agenda.resume(ANNA, reminder.id)


async def test_another_zone_moves_the_wall_clock_and_leaves_instants(desk: Desk) -> None:
    await desk.remind("in 90 min")
    await desk.remind("tomorrow 7am")
    paused = await desk.remind("every day at 20:00")
    await desk.agenda.pause(ANNA, paused.id)
    await desk.remind("every day at 20:00", member_id=BEN)
    assert await desk.agenda.zone_changed(ANNA, "America/New_York") == 1
    assert await desk.next_times() == ["04 Mar 20:00", "05 Mar 12:00"]
    await desk.agenda.resume(ANNA, paused.id)
    assert await desk.next_times() == ["04 Mar 20:00", "05 Mar 01:00", "05 Mar 12:00"]
    (bens,) = await desk.owed(BEN)
    assert f"{bens.due_at:%d %b %H:%M}" == "04 Mar 19:00"
    assert await desk.agenda.zone_changed(ANNA, "America/New_York") == 0


async def test_a_zone_that_the_phrase_names_stays_when_the_member_moves(desk: Desk) -> None:
    reminder = await desk.remind("every day at 20:00 london time")
    assert (reminder.zone_named, reminder.zone and reminder.zone.key) == (True, "Europe/London")
    assert await desk.agenda.zone_changed(ANNA, "Asia/Tokyo") == 0
    assert await desk.next_times() == ["04 Mar 20:00"]
    await desk.deliver()
    assert await desk.next_times() == ["05 Mar 20:00"]


async def test_before_training_is_on_the_day_of_the_next_session(desk: Desk) -> None:
    async def friday(member_id: int) -> datetime | None:
        return datetime(2026, 3, 6, 11, tzinfo=UTC) if member_id == ANNA else None

    desk.agenda.follow_training(friday)
    await desk.remind("1 hour before training at 18:00")
    assert await desk.next_times() == ["06 Mar 16:00"]
    outcome = await desk.agenda.remind(BEN, "stretch", "1 hour before training at 18:00", None)
    assert isinstance(outcome, Unclear)
    assert "you run no programme" in outcome.problem


async def test_an_hour_that_has_passed_in_the_new_zone_comes_at_once_rather_than_never(desk: Desk) -> None:
    await desk.remind("today 20:00")
    assert await desk.agenda.zone_changed(ANNA, "Asia/Tokyo") == 1
    (due,) = await desk.owed()
    assert due.due_at == desk.clock.now


async def test_what_is_on_its_way_is_not_moved(desk: Desk) -> None:
    await desk.remind("today 20:00")
    desk.clock.move(hours=1)
    now = desk.clock.now
    await desk.database.write(delivery_store.claim, now=now, until=now + timedelta(minutes=1), owner="me", limit=1)
    assert await desk.agenda.zone_changed(ANNA, "America/New_York") == 0


async def test_one_wish_makes_one_reminder_however_often_and_fast_it_is_pressed(desk: Desk) -> None:
    asked = await desk.agenda.remind(ANNA, "stretch", "tomorrow at 7", CHANNEL)
    assert isinstance(asked, Ambiguous)
    made = await asyncio.gather(*(desk.agenda.choose(ANNA, asked.draft_id, press % 2) for press in range(6)))
    assert len({one.reminder.id for one in made if isinstance(one, Made)}) == 1
    assert len(await desk.owed()) == 1


async def test_a_reading_that_has_passed_since_it_was_offered_is_said_to_be_over(desk: Desk) -> None:
    asked = await desk.agenda.remind(ANNA, "stretch", "tomorrow at 7", CHANNEL)
    assert isinstance(asked, Ambiguous)
    desk.clock.move(days=2)
    outcome = await desk.agenda.choose(ANNA, asked.draft_id, 0)
    assert isinstance(outcome, Unclear)
    assert "is over" in outcome.problem


async def test_what_was_taken_back_is_not_made_again_by_an_old_button(desk: Desk) -> None:
    asked = await desk.agenda.remind(ANNA, "stretch", "tomorrow at 7", CHANNEL)
    assert isinstance(asked, Ambiguous)
    made = await desk.agenda.choose(ANNA, asked.draft_id, 0)
    assert isinstance(made, Made)
    await desk.agenda.delete(ANNA, made.reminder.id)
    with pytest.raises(Gone, match="took that reminder back"):
        await desk.agenda.choose(ANNA, asked.draft_id, 0)


async def test_no_zone_is_asked_for_and_what_was_typed_goes_on_with_it(desk: Desk) -> None:
    carl = 3
    asked = await desk.agenda.remind(carl, "stretch", "tomorrow 7am", None)
    assert isinstance(asked, ZoneMissing)
    made = await desk.agenda.settle_zone(carl, asked.draft_id, "Asia/Tokyo")
    assert isinstance(made, Made)
    assert made.words == "Friday 6 March 2026, 07:00"


async def test_a_draft_is_its_members_own(desk: Desk) -> None:
    asked = await desk.agenda.remind(ANNA, "stretch", "moonrise", None)
    assert isinstance(asked, Unclear)
    assert await desk.agenda.typed(ANNA, asked.draft_id) == ("stretch", "moonrise")
    with pytest.raises(Gone):
        await desk.agenda.typed(BEN, asked.draft_id)


@pytest.mark.parametrize(("length", "taken"), [(1, True), (500, True), (501, False), (10_000, False), (0, False)])
async def test_the_text_may_have_five_hundred_characters(desk: Desk, length: int, taken: bool) -> None:
    outcome = await desk.agenda.remind(ANNA, "x" * length, "in 1 h", None)
    assert isinstance(outcome, Made if taken else Unclear)


async def test_fifty_are_kept_and_room_comes_back(desk: Desk) -> None:
    first = await desk.remind("in 1 h")
    for _ in range(Limits().member - 1):
        await desk.remind("in 2 h")
    outcome = await desk.agenda.remind(ANNA, "one more", "in 1 h", None)
    assert isinstance(outcome, Unclear)
    await desk.remind("in 1 h", member_id=BEN)
    await desk.agenda.delete(ANNA, first.id)
    await desk.remind("in 1 h")
    with pytest.raises(SpotterError, match="50 open reminders"):
        await desk.agenda.put_back(ANNA, first.id)


async def test_the_overview_has_what_is_next_first_and_what_did_not_arrive(desk: Desk) -> None:
    held = await desk.remind("in 3 h", "held")
    await desk.remind("in 2 h", "later")
    await desk.remind("every day at 20:00", "soon")
    await desk.agenda.pause(ANNA, held.id)
    overview = await desk.agenda.overview(ANNA)
    assert [one.reminder.what for one in overview.coming] == ["soon", "later", "held"]
    assert overview.coming[-1].next_at is None
    await desk.deliver(arrives=False)
    ((reminder, delivery),) = (await desk.agenda.overview(ANNA)).missed
    assert (reminder.what, delivery.code) == ("soon", "dms_closed")


async def test_the_overview_has_what_was_sent_and_when_until_it_is_deleted(desk: Desk) -> None:
    reminder = await desk.remind("in 2 h", "sent")
    await desk.remind("in 3 h", "later")
    await desk.deliver()
    ((found, delivery),) = (await desk.agenda.overview(ANNA)).sent
    assert (found.what, delivery.settled_at) == ("sent", desk.clock.now)
    await desk.agenda.delete(ANNA, reminder.id)
    assert (await desk.agenda.overview(ANNA)).sent == []


async def test_new_rules_of_time_zones_move_what_is_due_to_the_hour_that_was_meant(desk: Desk, ids: Ids) -> None:
    reminder = await desk.remind("every day at 20:00")
    await desk.remind("in 90 min")
    rules = ZoneRules(desk.database, Schedule(Bell()), Course(Schedule(Bell()), desk.clock, ids, Limits()))
    assert await rules.follow("2026a") == 0

    def by_older_rules(connection: Connection) -> None:
        """Have the instant be as if Berlin's clocks had been an hour behind."""
        for table, column in (("reminders", "at"), ("deliveries", "due_at"), ("deliveries", "try_at")):
            connection.execute(f"UPDATE {table} SET {column} = {column} + 3600000000 WHERE 1 = 1")

    await desk.database.write(by_older_rules)
    assert await rules.follow("2026a") == 0
    assert await desk.next_times() == ["04 Mar 20:00", "04 Mar 21:00"]
    assert await rules.follow("2026b") == 1
    assert await desk.next_times() == ["04 Mar 19:00", "04 Mar 21:00"]
    assert (await desk.agenda.find(ANNA, reminder.id)).at == datetime(2026, 3, 4, 19, tzinfo=UTC)
    assert await rules.follow("2026b") == 0


async def test_a_preview_reads_without_keeping_anything(desk: Desk) -> None:
    assert await desk.agenda.preview(ANNA, "fri 18:30") == [("Friday 6 March 2026, 18:30", "fri 18:30")]
    assert await desk.agenda.preview(ANNA, "every fri at 7") == [
        ("every Friday at 07:00", "every fri at 07:00"),
        ("every Friday at 19:00", "every fri at 19:00"),
    ]
    assert await desk.agenda.preview(ANNA, "moonrise") == []
    assert await desk.agenda.preview(99, "fri 18:30") == []
    assert await desk.agenda.preview(99, "in 2 h") == [("in 2 h", "in 2 h")]


async def test_a_member_takes_along_and_removes_exactly_their_own(desk: Desk) -> None:
    await desk.remind("in 1 h", "mine")
    await desk.remind("in 1 h", "bens", member_id=BEN)
    exported = await desk.database.read(store.export_member, ANNA)
    assert [row["what"] for row in exported["reminders"]] == ["mine"]
    assert len(exported["reminder_occurrences"]) == 1
    await desk.database.write(store.delete_member, ANNA)
    assert await desk.database.read(store.export_member, ANNA) == {"reminders": [], "reminder_occurrences": []}
    assert len((await desk.database.read(store.export_member, BEN))["reminders"]) == 1


async def test_a_misspelt_word_is_asked_about_and_made_once_it_is_agreed_to(desk: Desk) -> None:
    asked = await desk.agenda.remind(ANNA, "stretch", "firday 18:30", CHANNEL)
    assert isinstance(asked, Ambiguous)
    assert [words for words, _ in asked.readings] == ["Friday 6 March 2026, 18:30"]
    assert await desk.owed() == []
    assert isinstance(await desk.agenda.choose(ANNA, asked.draft_id, 0), Made)
    assert await desk.next_times() == ["06 Mar 17:30"]


async def test_a_misspelt_phrase_is_offered_while_it_is_typed(desk: Desk) -> None:
    assert await desk.agenda.preview(ANNA, "firday 18:30") == [("Friday 6 March 2026, 18:30", "2026-03-06 18:30")]
