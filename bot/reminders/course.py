"""The course of a reminder: what happens to its rows inside one unit of work, and what is owed because of it.

A reminder (what is meant), an occurrence (a time it comes to pass), its delivery and a snooze are four things: whatever
becomes of an occurrence, the series stays where it is.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from bot.database import Connection
from bot.delivery.schedule import Due, Schedule
from bot.errors import Gone, SpotterError
from bot.ids import Ids
from bot.instants import Clock
from bot.reminders import store
from bot.reminders.recurrence import instant_of, local_of
from bot.reminders.reminder import Occurrence, Reminder, State

KIND = "reminder"
POSTED = "server reminder"
"""What goes into a channel of a server."""
TROUBLE = "server reminder trouble"
"""Tells a server reminder's author, by direct message, that it could not be posted."""
_NO_WAY = frozenset({"channel_gone", "server_gone", "no_access", "no_permission", "forbidden"})
"""Reasons after which a series into a channel is paused: it would be refused again and again."""
_RECENT = 20
SNOOZES = {"10m": timedelta(minutes=10), "1h": timedelta(hours=1), "tomorrow": None}
"""How long each snooze is; tomorrow is at the same wall-clock time."""
_SERIES = ""


@dataclass(frozen=True)
class Limits:
    """How many reminders may be open: enough for anyone to keep in view, and no way to flood."""

    member: int = 50
    server: int = 50


@dataclass(frozen=True)
class Trouble:
    """A reminder that could not be posted, and why (`bot.delivery.post.WHY`)."""

    reminder: Reminder
    reason: str


@dataclass(frozen=True)
class Notice:
    """An occurrence and the reminder it is one of."""

    occurrence: Occurrence
    reminder: Reminder


class Course:
    """All methods run inside a unit of work, and raise Gone for what is not there or another member's."""

    def __init__(self, schedule: Schedule, clock: Clock, ids: Ids, limits: Limits) -> None:
        self._schedule = schedule
        self._clock = clock
        self._ids = ids
        self._limits = limits

    def begin(self, connection: Connection, reminder: Reminder) -> Reminder:
        """Add a reminder and owe its first occurrence; one of the same id that is there already is returned instead.

        Raises SpotterError when the member, or the server, has no room for another.
        """
        made = store.find(connection, reminder.member_id, reminder.id)
        if made is not None:
            if made.state is State.DELETED:
                raise Gone("You took that reminder back. Use `/remind me` for a new one.")
            return made
        self._check_room(connection, reminder)
        store.add(connection, reminder, self._clock())
        self._owe(connection, reminder, reminder.at)
        return reminder

    def delete(self, connection: Connection, member_id: int, reminder_id: int) -> Reminder:
        """Delete a reminder, and owe nothing of it any more."""
        reminder = _there(connection, member_id, reminder_id)
        store.delete(connection, member_id, reminder_id)
        self._schedule.cancel(connection, member_id=member_id, kind=kind_of(reminder), subject_id=reminder_id)
        return replace(reminder, state=State.DELETED)

    def change(self, connection: Connection, wanted: Reminder) -> Reminder:
        """Have a reminder say and mean something else; what was snoozed of it still comes. Twice is fine."""
        reminder = _there(connection, wanted.member_id, wanted.id, but_not=(State.DELETED, State.OVER))
        store.rewrite(connection, wanted)
        if _when(wanted) == _when(reminder):
            return replace(reminder, what=wanted.what)
        self._cancel_series(connection, reminder)
        if reminder.state is State.OPEN:
            self._owe(connection, wanted, wanted.at)
        return replace(wanted, state=reminder.state)

    def pause(self, connection: Connection, member_id: int, reminder_id: int) -> Reminder:
        """Hold a reminder; what was snoozed is still owed."""
        reminder = _there(connection, member_id, reminder_id, but_not=(State.DELETED, State.OVER))
        store.change_state(connection, member_id, reminder_id, State.PAUSED, only=[State.OPEN])
        self._cancel_series(connection, reminder)
        return replace(reminder, state=State.PAUSED)

    def resume(self, connection: Connection, member_id: int, reminder_id: int) -> Reminder:
        """Go on with a reminder that was paused, from now; an open one is returned as it is.

        Raises SpotterError when its time has passed.
        """
        reminder = _there(connection, member_id, reminder_id, but_not=(State.DELETED, State.OVER))
        return self._opened(connection, reminder) if reminder.state is State.PAUSED else reminder

    def put_back(self, connection: Connection, member_id: int, reminder_id: int) -> Reminder:
        """Put back a reminder that was deleted: paused where it was, else going on from now. Twice is fine.

        Raises SpotterError when its time has passed, or when there is no room for another.
        """
        reminder = _there(connection, member_id, reminder_id, but_not=[State.OVER])
        if reminder.state is not State.DELETED:
            return reminder
        self._check_room(connection, reminder)
        if reminder.deleted_from is not State.PAUSED:
            return self._opened(connection, reminder)
        store.change_state(connection, member_id, reminder_id, State.PAUSED, only=[State.DELETED])
        return replace(reminder, state=State.PAUSED)

    def _opened(self, connection: Connection, reminder: Reminder) -> Reminder:
        upcoming = reminder.upcoming(self._clock())
        if upcoming is None:
            raise SpotterError(
                "Its time has passed meanwhile, so there is nothing to come. `/remind me` makes a new one."
            )
        store.change_state(connection, reminder.member_id, reminder.id, State.OPEN, only=[reminder.state])
        return replace(self._move_on(connection, reminder, upcoming), state=State.OPEN)

    def rezone(self, connection: Connection, member_id: int, zone: ZoneInfo) -> int:
        """Move what is meant by the wall clock to another zone, and return how many reminders have another instant."""
        now, moved = self._clock(), 0
        owed = self._schedule.owed(connection, member_id=member_id, kind=KIND)
        series = {due.subject_id: due for due in owed if due.step == _SERIES}
        for reminder in store.by_wall_clock(connection, member_id):
            if reminder.local is None or reminder.zone == zone:
                continue
            # Where its hour has passed in the new zone already, it comes at once rather than never.
            passed = (reminder.local, max(instant_of(reminder.local, zone), now))
            local, at = reminder.upcoming(now, zone) or passed
            due = series.get(reminder.id)
            if due and self._schedule.move(connection, member_id=member_id, id=due.id, due_at=at):
                store.move_occurrence(connection, member_id, due.id, at)
                moved += at != due.due_at
            store.move(connection, member_id, reminder.id, local=local, zone=zone, at=at)
        return moved

    def work_out_anew(self, connection: Connection, member_id: int, reminder_id: int) -> bool:
        """Have a reminder be due when its wall-clock time is by the rules of its zone now. False: it was already."""
        reminder = store.find(connection, member_id, reminder_id)
        if reminder is None or reminder.state is not State.OPEN or reminder.local is None or reminder.zone is None:
            return False
        at = instant_of(reminder.local, reminder.zone)
        owed = self._schedule.owed(connection, member_id=member_id, kind=kind_of(reminder))
        due = next((due for due in owed if due.subject_id == reminder_id and due.step == _SERIES), None)
        if due is None or not self._schedule.move(connection, member_id=member_id, id=due.id, due_at=at):
            return False
        store.move_occurrence(connection, member_id, due.id, at)
        store.move(connection, member_id, reminder_id, local=reminder.local, zone=reminder.zone, at=at)
        return at != due.due_at

    def notice(self, connection: Connection, member_id: int, occurrence_id: int) -> Notice | None:
        """Return what to tell the member of an occurrence, or None when it is no longer wanted."""
        try:
            return _noticed(connection, member_id, occurrence_id)
        except Gone:
            return None

    def went_by(self, connection: Connection, due: Due, now: datetime) -> None:
        """Go on after an occurrence arrived or was missed: owe the next one of the series after now, or end it.

        What a series missed while the bot was down is one message, not one each.
        """
        reminder = store.find(connection, due.member_id, due.subject_id)
        if reminder is None:
            return
        goes_on = reminder.state is State.OPEN and due.step == _SERIES and reminder.rule
        upcoming = reminder.upcoming(max(now, due.due_at)) if goes_on else None
        if upcoming is not None:
            self._move_on(connection, reminder, upcoming)
        self._end_if_nothing_comes(connection, reminder)

    def could_not_be_posted(self, connection: Connection, due: Due, now: datetime) -> None:
        """Go on after a server reminder failed: tell its author, and pause it where it would fail again."""
        trouble = self.trouble(connection, due)
        if trouble is None:
            return
        if trouble.reason in _NO_WAY and trouble.reminder.rule:
            self.pause(connection, due.member_id, due.subject_id)
        else:
            self.went_by(connection, due, now)
        self._schedule.add(
            connection,
            member_id=due.member_id,
            id=self._ids(),
            kind=TROUBLE,
            subject_id=due.subject_id,
            step=str(due.id),
            due_at=now,
        )

    def trouble(self, connection: Connection, due: Due) -> Trouble | None:
        """Return why a server reminder failed, of its own row or of the one that tells of it; None if it is gone."""
        reminder = store.find(connection, due.member_id, due.subject_id)
        failed = int(due.step) if due.kind == TROUBLE else due.id
        history = self._schedule.history(connection, member_id=due.member_id, kind=POSTED, limit=_RECENT)
        code = next((one.code for one in history if one.due.id == failed), None)
        if reminder is None or reminder.state is State.DELETED or code is None:
            return None
        return Trouble(reminder, code)

    def done(self, connection: Connection, member_id: int, occurrence_id: int) -> Notice:
        """Note that the member has done it; a snooze of it is no longer owed."""
        notice = self._pressed(connection, member_id, occurrence_id)
        store.mark_done(connection, member_id, occurrence_id, self._clock())
        self._schedule.cancel(
            connection,
            member_id=member_id,
            kind=kind_of(notice.reminder),
            subject_id=notice.reminder.id,
            step=_snooze_of(occurrence_id),
        )
        self._end_if_nothing_comes(connection, notice.reminder)
        return notice

    def snooze(
        self, connection: Connection, member_id: int, occurrence_id: int, choice: str | datetime, zone: ZoneInfo | None
    ) -> tuple[Notice, datetime]:
        """Owe an occurrence once more, later, and return when; of several choices the last counts.

        A choice is one of SNOOZES, or an instant. Raises SpotterError when it was done already.
        """
        notice = self._pressed(connection, member_id, occurrence_id)
        if notice.occurrence.done_at is not None:
            raise SpotterError("You have marked this one as done, so there is nothing to snooze.")
        if isinstance(choice, datetime):
            at = choice
        else:
            wait = SNOOZES[choice]
            own_zone = notice.reminder.zone or zone or ZoneInfo("UTC")
            at = self._clock() + wait if wait else self._tomorrow(notice.occurrence.due_at, own_zone)
        reminder, step = notice.reminder, _snooze_of(occurrence_id)
        self._schedule.cancel(connection, member_id=member_id, kind=KIND, subject_id=reminder.id, step=step)
        self._owe(connection, reminder, at, step=step)
        store.change_state(connection, member_id, reminder.id, State.OPEN, only=[State.OVER])
        return notice, at

    def _pressed(self, connection: Connection, member_id: int, occurrence_id: int) -> Notice:
        """Return what a button was pressed of. So it has arrived, even where a crash kept that from being recorded."""
        notice = _noticed(connection, member_id, occurrence_id)
        owed = self._schedule.owed(connection, member_id=member_id, kind=KIND)
        now = self._clock()
        if self._schedule.arrived(connection, member_id=member_id, id=occurrence_id, now=now):
            self.went_by(connection, next(due for due in owed if due.id == occurrence_id), now)
        return notice

    def _tomorrow(self, due_at: datetime, zone: ZoneInfo) -> datetime:
        tomorrow = local_of(self._clock(), zone).date() + timedelta(days=1)
        return instant_of(datetime.combine(tomorrow, local_of(due_at, zone).time()), zone)

    def _move_on(
        self, connection: Connection, reminder: Reminder, upcoming: tuple[datetime | None, datetime]
    ) -> Reminder:
        local, at = upcoming
        store.move(connection, reminder.member_id, reminder.id, local=local, zone=reminder.zone, at=at)
        self._owe(connection, reminder, at)
        return replace(reminder, local=local, at=at)

    def _owe(self, connection: Connection, reminder: Reminder, at: datetime, step: str = _SERIES) -> None:
        occurrence = Occurrence(reminder.member_id, self._ids(), reminder.id, at)
        store.add_occurrence(connection, occurrence)
        self._schedule.add(
            connection,
            member_id=reminder.member_id,
            id=occurrence.id,
            kind=kind_of(reminder),
            subject_id=reminder.id,
            step=step,
            due_at=at,
            channel_id=reminder.post.channel_id if reminder.post else reminder.channel_id,
        )

    def _cancel_series(self, connection: Connection, reminder: Reminder) -> None:
        self._schedule.cancel(
            connection, member_id=reminder.member_id, kind=kind_of(reminder), subject_id=reminder.id, step=_SERIES
        )

    def _end_if_nothing_comes(self, connection: Connection, reminder: Reminder) -> None:
        owed = self._schedule.owed(connection, member_id=reminder.member_id, kind=kind_of(reminder))
        if all(due.subject_id != reminder.id for due in owed):
            spent = [State.OPEN] if reminder.upcoming(self._clock()) else [State.OPEN, State.PAUSED]
            store.change_state(connection, reminder.member_id, reminder.id, State.OVER, only=spent)

    def _check_room(self, connection: Connection, reminder: Reminder) -> None:
        if reminder.post is not None:
            if store.count_in_server(connection, reminder.post.guild_id) >= self._limits.server:
                raise SpotterError(
                    f"This server has {self._limits.server} open reminders, which is all I keep for one server. "
                    "Their authors can delete some in `/remind list`."
                )
        elif store.count_current(connection, reminder.member_id) >= self._limits.member:
            raise SpotterError(
                f"You have {self._limits.member} open reminders, which is all I keep for one member. "
                "Delete some in `/remind list`."
            )


def kind_of(reminder: Reminder) -> str:
    """Return which kind of delivery a reminder is."""
    return KIND if reminder.post is None else POSTED


def _when(reminder: Reminder) -> tuple[object, ...]:
    return reminder.at, reminder.local, reminder.zone, reminder.rule


def _there(connection: Connection, member_id: int, reminder_id: int, but_not: Iterable[State] = ()) -> Reminder:
    reminder = store.find(connection, member_id, reminder_id)
    if reminder is None or reminder.state in but_not:
        raise Gone("That reminder is no longer there.")
    return reminder


def _noticed(connection: Connection, member_id: int, occurrence_id: int) -> Notice:
    occurrence = store.occurrence(connection, member_id, occurrence_id)
    if occurrence is None:
        raise Gone("That reminder is no longer there.")
    return Notice(occurrence, _there(connection, member_id, occurrence.reminder_id, but_not=[State.DELETED]))


def _snooze_of(occurrence_id: int) -> str:
    return f"snooze:{occurrence_id}"
