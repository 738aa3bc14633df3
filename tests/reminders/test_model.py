"""Whatever a member does, in whatever order, the deliveries are those of a plain simulation.

The simulation knows nothing of rows, claims and occurrences: a reminder is an instant or an hour of every nth day, and
what of it was snoozed. What it says is to arrive is held against what does, at each step of the clock.
"""

import asyncio
import itertools
import tempfile
from collections import Counter
from collections.abc import Coroutine
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from typing import Any, TypeVar
from zoneinfo import ZoneInfo

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from bot.database import Connection, open_database
from bot.delivery import store as delivery_store
from bot.delivery.bell import Bell
from bot.delivery.schedule import Due, Schedule
from bot.errors import SpotterError
from bot.members.drafts import Drafts
from bot.members.people import Members
from bot.reminders.agenda import Agenda
from bot.reminders.outcomes import Made
from bot.reminders.reminder import State
from tests import look
from tests.conftest import FakeClock

T = TypeVar("T")
ANNA = 1
START = datetime(2026, 3, 27, 9, tzinfo=UTC)
"""The Friday before the clocks go forward in Europe."""
ZONES = ("Europe/Berlin", "America/New_York", "Asia/Kolkata")
MOST = 8
HOURS = st.integers(0, 23)


@dataclass
class Plain:
    """A reminder of the simulation: at an instant, or at an hour of every nth day."""

    zone: str = ""
    at: datetime | None = None
    hour: int = 0
    apart: int = 0
    day: date = date.min
    state: State = State.OPEN
    before: State = State.OPEN
    """How it stood before it was deleted."""
    owed: bool = True
    snoozes: dict[int, datetime] = field(default_factory=dict)

    @classmethod
    def once(cls, at: datetime) -> "Plain":
        return cls(at=at)

    @classmethod
    def series(cls, zone: str, hour: int, apart: int, now: datetime) -> "Plain":
        made = cls(zone, None, hour, apart, now.astimezone(ZoneInfo(zone)).date())
        if made.next_at <= now:
            made.day += timedelta(days=1)
        return made

    @property
    def next_at(self) -> datetime:
        if self.at is not None:
            return self.at
        return datetime.combine(self.day, time(self.hour), ZoneInfo(self.zone)).astimezone(UTC)

    def go_past(self, now: datetime) -> bool:
        """Go on to the first time ahead; False when there is none."""
        while self.at is None and self.next_at <= now:
            self.day += timedelta(days=self.apart)
        return self.next_at > now

    def settle(self, now: datetime) -> None:
        """End it where nothing comes any more."""
        open_to_come = self.state is State.PAUSED and (self.at is None or self.at > now)
        if self.state is not State.DELETED and not (self.owed or self.snoozes or open_to_come):
            self.state = State.OVER


class Model(RuleBasedStateMachine):
    """The member's acts, done to the real thing and to the simulation."""

    def __init__(self) -> None:
        super().__init__()
        self.loop = asyncio.new_event_loop()
        self.folder = tempfile.TemporaryDirectory()
        self.url = look.new_sqlite(Path(self.folder.name) / "spotter.db")
        self.clock = FakeClock(START)
        self.count = itertools.count(1000)
        self.zone = ZONES[0]
        self.plain: dict[int, Plain] = {}
        self.arrived: list[tuple[int, int]] = []
        self.done: set[int] = set()

    def do(self, work: Coroutine[Any, Any, T]) -> T:
        return self.loop.run_until_complete(work)

    def open(self) -> None:
        self.database = self.do(open_database(self.url))
        members = Members(self.database, self.clock)
        drafts = Drafts(self.database, self.clock, self.ids, lambda _: False)
        self.agenda = Agenda(self.database, members, drafts, Schedule(Bell()), self.clock, self.ids)
        members.follow_zones(self.agenda.zone_changed)
        self.members = members

    def ids(self) -> int:
        return next(self.count)

    @initialize()
    def begin(self) -> None:
        self.open()
        self.do(self.members.choose_zone(ANNA, self.zone))

    def teardown(self) -> None:
        if hasattr(self, "database"):
            self.do(self.database.close())
        self.loop.close()
        self.folder.cleanup()

    def takes(self, work: Coroutine[Any, Any, Any]) -> bool:
        """Tell whether the real thing did what was asked."""
        try:
            self.do(work)
        except SpotterError:
            return False
        return True

    def pick(self, which: int) -> tuple[int, Plain]:
        ids = sorted(self.plain)
        return ids[which % len(ids)], self.plain[ids[which % len(ids)]]

    # --- What a member does -----------------------------------------------------------------------------------------

    @precondition(lambda self: len(self.plain) < MOST)
    @rule(hours=st.integers(1, 60))
    def remind_once(self, hours: int) -> None:
        made = self.do(self.agenda.remind(ANNA, "x", f"in {hours} h", None))
        assert isinstance(made, Made)
        self.plain[made.reminder.id] = Plain.once(self.clock.now + timedelta(hours=hours))

    @precondition(lambda self: len(self.plain) < MOST)
    @rule(hour=HOURS, apart=st.integers(1, 3))
    def remind_again_and_again(self, hour: int, apart: int) -> None:
        made = self.do(self.agenda.remind(ANNA, "x", f"every {apart} days at {hour:02}:00", None))
        assert isinstance(made, Made)
        self.plain[made.reminder.id] = Plain.series(self.zone, hour, apart, self.clock.now)

    @precondition(lambda self: self.plain)
    @rule(which=st.integers(0, MOST), hours=st.integers(1, 60))
    def change_to_once(self, which: int, hours: int) -> None:
        self.change(which, f"in {hours} h", Plain.once(self.clock.now + timedelta(hours=hours)))

    @precondition(lambda self: self.plain)
    @rule(which=st.integers(0, MOST), hour=HOURS, apart=st.integers(1, 3))
    def change_to_series(self, which: int, hour: int, apart: int) -> None:
        wanted = Plain.series(self.zone, hour, apart, self.clock.now)
        self.change(which, f"every {apart} days at {hour:02}:00", wanted)

    def change(self, which: int, when: str, wanted: Plain) -> None:
        reminder_id, one = self.pick(which)
        may = one.state in (State.OPEN, State.PAUSED)
        assert self.takes(self.agenda.change(ANNA, reminder_id, "y", when)) == may
        if may:
            wanted.state, wanted.snoozes, wanted.owed = one.state, one.snoozes, one.state is State.OPEN
            self.plain[reminder_id] = wanted

    @precondition(lambda self: self.plain)
    @rule(which=st.integers(0, MOST))
    def pause(self, which: int) -> None:
        reminder_id, one = self.pick(which)
        may = one.state in (State.OPEN, State.PAUSED)
        assert self.takes(self.agenda.pause(ANNA, reminder_id)) == may
        if may:
            one.state, one.owed = State.PAUSED, False

    @precondition(lambda self: self.plain)
    @rule(which=st.integers(0, MOST), deleted=st.booleans())
    def take_up(self, which: int, deleted: bool) -> None:
        """Resume, or put back."""
        reminder_id, one = self.pick(which)
        was = State.DELETED if deleted else State.PAUSED
        there = one.state not in {State.DELETED, State.OVER} - {was}
        stays = one.state is not was or (deleted and one.before is State.PAUSED)
        may = there and (stays or one.at is None or one.at > self.clock.now)
        act = self.agenda.put_back if deleted else self.agenda.resume
        assert self.takes(act(ANNA, reminder_id)) == may
        if may and one.state is was:
            one.state = one.before if deleted and stays else State.OPEN
            one.owed = one.state is State.OPEN and one.go_past(self.clock.now)

    @precondition(lambda self: self.plain)
    @rule(which=st.integers(0, MOST))
    def delete(self, which: int) -> None:
        reminder_id, one = self.pick(which)
        assert self.takes(self.agenda.delete(ANNA, reminder_id))
        if one.state is not State.DELETED:
            one.state, one.before, one.owed = State.DELETED, one.state, False
        one.snoozes.clear()

    @precondition(lambda self: self.arrived)
    @rule(which=st.integers(0, 50), hours=st.integers(1, 30))
    def snooze(self, which: int, hours: int) -> None:
        occurrence_id, reminder_id = self.arrived[which % len(self.arrived)]
        one, at = self.plain[reminder_id], self.clock.now + timedelta(hours=hours)
        may = one.state is not State.DELETED and occurrence_id not in self.done
        assert self.takes(self.agenda.snooze_at(ANNA, occurrence_id, at)) == may
        if may:
            one.snoozes[occurrence_id] = at
            one.state = State.OPEN if one.state is State.OVER else one.state

    @precondition(lambda self: self.arrived)
    @rule(which=st.integers(0, 50))
    def mark_done(self, which: int) -> None:
        occurrence_id, reminder_id = self.arrived[which % len(self.arrived)]
        one = self.plain[reminder_id]
        may = one.state is not State.DELETED
        assert self.takes(self.agenda.done(ANNA, occurrence_id)) == may
        if may:
            self.done.add(occurrence_id)
            one.snoozes.pop(occurrence_id, None)
            one.settle(self.clock.now)

    @rule(zone=st.sampled_from(ZONES))
    def move_to(self, zone: str) -> None:
        self.do(self.members.choose_zone(ANNA, zone))
        self.zone = zone
        for one in self.plain.values():
            if one.at is None and one.zone != zone:
                one.zone = zone
                one.go_past(self.clock.now)

    @rule()
    def restart(self) -> None:
        self.do(self.database.close())
        self.open()

    @rule(hours=st.one_of(st.integers(1, 30), st.integers(100, 400)))
    def let_time_pass(self, hours: int) -> None:
        """Have everything arrive that is due; what a series missed is one message."""
        self.clock.move(hours=hours)
        now, expected = self.clock.now, Counter[tuple[int, bool]]()
        for reminder_id, one in self.plain.items():
            if one.owed and one.next_at <= now:
                expected[reminder_id, False] += 1
                one.owed = one.go_past(now)
            gone = [occurrence for occurrence, at in one.snoozes.items() if at <= now]
            for occurrence in gone:
                expected[reminder_id, True] += 1
                del one.snoozes[occurrence]
            if expected[reminder_id, False] or gone:
                one.settle(self.clock.now)
        got = Counter[tuple[int, bool]]()
        while due := self.do(self.database.write(self._deliver)):
            got[due.subject_id, bool(due.step)] += 1
            self.arrived.append((due.id, due.subject_id))
        assert got == +expected

    def _deliver(self, connection: Connection) -> Due | None:
        now = self.clock()
        dues = delivery_store.claim(connection, now=now, until=now + timedelta(minutes=1), owner="me", limit=1)
        for due in dues:
            delivery_store.confirm(connection, due, "me", now)
            self.agenda.went_by(connection, due, now)
        return dues[0] if dues else None

    # --- What always holds ------------------------------------------------------------------------------------------

    @invariant()
    def what_is_owed_is_what_the_simulation_says(self) -> None:
        if not self.plain:
            return
        owed = self.do(self.database.read(delivery_store.owed, ANNA, "reminder"))
        expected = Counter[tuple[int, datetime]]()
        for reminder_id, one in self.plain.items():
            if one.owed:
                expected[reminder_id, one.next_at] += 1
            for at in one.snoozes.values():
                expected[reminder_id, at] += 1
        assert Counter((due.subject_id, due.due_at) for due in owed) == expected


Model.TestCase.settings = settings(max_examples=40, stateful_step_count=30, deadline=None)
TestModel = Model.TestCase
