"""The use cases of reminders."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace
from datetime import date, datetime
from zoneinfo import ZoneInfo

from bot.database import Connection, Database
from bot.delivery.schedule import Delivery, Due, Schedule
from bot.errors import Gone, SpotterError
from bot.ids import Ids
from bot.instants import Clock
from bot.members.drafts import Drafts
from bot.members.people import Members
from bot.reminders import phrases, store
from bot.reminders.course import KIND, POSTED, Course, Limits, Notice, Trouble
from bot.reminders.outcomes import Ambiguous, Made, Outcome, Unclear, Wish, ZoneMissing
from bot.reminders.parse import Reading
from bot.reminders.recurrence import local_of
from bot.reminders.reminder import Post, Reminder, State
from bot.reminders.saying import caveats
from bot.reminders.spelling import spelling

NextTraining = Callable[[int], Awaitable[datetime | None]]
"""Returns an instant of the day of a member's next session; the programmes' end of it is wired in `bot/house.py`."""
Withheld = Callable[[str], bool]
"""Tells whether a text has words in it that are posted nowhere, because somebody may need help."""
LONGEST_WHAT = 500
"""Characters of what to be reminded of: a note, and short enough to be read in a notification."""
_UTC = ZoneInfo("UTC")
_SHOWN = 5
"""How many of the latest deliveries are told."""
_HISTORY = 50
"""Deliveries of a kind that are looked through for them."""


@dataclass(frozen=True)
class Listed:
    """One line of the list."""

    reminder: Reminder
    next_at: datetime | None
    """When it comes next, a snooze included; None while nothing of it comes because it is paused."""


@dataclass(frozen=True)
class Overview:
    """A member's reminders, the next one first, and what became of the latest ones."""

    coming: list[Listed]
    missed: list[tuple[Reminder, Delivery]]
    """What did not arrive lately, or not yet."""
    sent: list[tuple[Reminder, Delivery]]


class Agenda:
    """Makes, lists, delivers, snoozes and ends reminders."""

    def __init__(
        self,
        database: Database,
        members: Members,
        drafts: Drafts,
        schedule: Schedule,
        clock: Clock,
        ids: Ids,
        limits: Limits | None = None,
        withheld: Withheld | None = None,
    ) -> None:
        self._database = database
        self._members = members
        self._drafts = drafts
        self._schedule = schedule
        self._clock = clock
        self._ids = ids
        self._course = Course(schedule, clock, ids, limits or Limits())
        self._withheld = withheld
        self._next_training: NextTraining | None = None

    def follow_training(self, next_training: NextTraining) -> None:
        """Have "before training" mean the next session of a member's programme; wired once."""
        self._next_training = next_training

    async def remind(
        self,
        member_id: int,
        what: str,
        when: str,
        channel_id: int | None,
        *,
        post: Post | None = None,
        link: str | None = None,
    ) -> Outcome:
        """Make a reminder of what was typed, or say what is missing. `channel_id`: where, None in direct messages.

        `post`: into which channel it goes, for moderators. `link`: the message that it leads back to.
        """
        return await self._take(member_id, Wish(self._ids(), what, when, channel_id, post=post, link=link))

    async def change(self, member_id: int, reminder_id: int, what: str, when: str) -> Outcome:
        """Have a reminder say and mean what was typed, or say what is missing. Raises Gone."""
        reminder = await self.find(member_id, reminder_id)
        wish = Wish(reminder_id, what, when, reminder.channel_id, post=reminder.post, link=reminder.link, changes=True)
        return await self._take(member_id, wish)

    async def as_typed(self, member_id: int, reminder_id: int) -> tuple[str, str]:
        """Return a reminder as it could have been typed into `what` and `when`. Raises Gone."""
        one = await self.find(member_id, reminder_id)
        return one.what, _spelt(one)

    async def place_of(self, member_id: int, draft_id: int) -> Post | None:
        """Return the channel that a kept wish is for, None for a direct message. Raises Gone."""
        return (await self._wish(member_id, draft_id)).post

    async def mend(self, member_id: int, draft_id: int, what: str, when: str) -> Outcome:
        """Try again with mended text. Raises Gone when the draft has run out."""
        return await self._take(member_id, replace(await self._wish(member_id, draft_id), what=what, when=when))

    async def choose(self, member_id: int, draft_id: int, index: int) -> Outcome:
        """Take one of the readings that were offered. Raises Gone when they have run out."""
        wish = await self._wish(member_id, draft_id)
        if index >= len(wish.options):
            raise Gone
        return await self._take(member_id, replace(wish, when=wish.options[index]))

    async def settle_zone(self, member_id: int, draft_id: int, zone: str) -> Outcome:
        """Set the member's zone and go on with what they typed. Raises SpotterError when there is no such zone."""
        wish = await self._wish(member_id, draft_id)
        await self._members.choose_zone(member_id, zone)
        return await self._take(member_id, wish)

    async def typed(self, member_id: int, draft_id: int) -> tuple[str, str]:
        """Return what was typed into `what` and `when`. Raises Gone when it has run out."""
        wish = await self._wish(member_id, draft_id)
        return wish.what, wish.when

    async def preview(self, member_id: int, when: str) -> list[tuple[str, str]]:
        """Return the readings of a phrase while it is typed, as words and as a phrase of that reading alone.

        None when it can't be read yet.
        """
        zone = await self._zone(member_id)
        try:
            readings, sure = await self._understood(member_id, when, zone)
        except SpotterError:
            return []
        if sure and len(readings) == 1:
            return [(readings[0].words(zone) or when, when)]
        return [(reading.words(zone), spelling(reading)) for reading in readings]

    async def overview(self, member_id: int) -> Overview:
        """Return what is coming, soonest first and paused last, and what became of the latest ones, newest first."""
        return await self._database.read(self._overview, member_id)

    async def find(self, member_id: int, reminder_id: int) -> Reminder:
        """Return a reminder that is not deleted. Raises Gone."""
        found = await self._database.read(store.find, member_id, reminder_id)
        if found is None or found.state is State.DELETED:
            raise Gone("That reminder is no longer there.")
        return found

    async def delete(self, member_id: int, reminder_id: int) -> Reminder:
        """Delete a reminder with whatever of it was still to come; it can be put back. Raises Gone. Twice is fine."""
        return await self._database.write(self._course.delete, member_id, reminder_id)

    async def put_back(self, member_id: int, reminder_id: int) -> Reminder:
        """Put a deleted reminder back, paused where it was. Twice is fine.

        Raises Gone, or SpotterError when its time has passed or there is no room.
        """
        reminder = await self._database.write(self._course.put_back, member_id, reminder_id)
        self._schedule.wake()
        return reminder

    async def pause(self, member_id: int, reminder_id: int) -> Reminder:
        """Hold a reminder; what was snoozed still comes. Raises Gone. Twice is fine."""
        return await self._database.write(self._course.pause, member_id, reminder_id)

    async def resume(self, member_id: int, reminder_id: int) -> Reminder:
        """Go on with a paused reminder from now. Raises Gone, or SpotterError when its time has passed."""
        reminder = await self._database.write(self._course.resume, member_id, reminder_id)
        self._schedule.wake()
        return reminder

    async def zone_changed(self, member_id: int, zone: str) -> int:
        """Move what is meant by the wall clock to a zone (IANA); return how many reminders have another instant now."""
        moved = await self._database.write(self._course.rezone, member_id, ZoneInfo(zone))
        self._schedule.wake()
        return moved

    async def notice(self, due: Due) -> Notice | None:
        """Return what to tell the member when it is due, or None when it is no longer wanted."""
        return await self._database.read(self._course.notice, due.member_id, due.id)

    async def repeats(self, due: Due) -> bool:
        """Tell whether what is due is one of a series, so that another one comes."""
        notice = await self.notice(due)
        return notice is not None and notice.reminder.rule is not None and not due.step

    def went_by(self, connection: Connection, due: Due, now: datetime) -> None:
        """Go on after an occurrence arrived or was missed, in delivery's own unit of work."""
        self._course.went_by(connection, due, now)

    async def done(self, member_id: int, occurrence_id: int) -> Notice:
        """Note that the member has done it; a snooze of it no longer comes. Raises Gone. Twice is fine."""
        return await self._database.write(self._course.done, member_id, occurrence_id)

    async def snooze(self, member_id: int, occurrence_id: int, choice: str) -> tuple[Notice, datetime]:
        """Have an occurrence come once more, later (`course.SNOOZES`), and return when. The series stays where it is.

        Raises Gone, or SpotterError when it was done already. Of several choices the last counts.
        """
        zone = await self._zone(member_id)
        snoozed = await self._database.write(self._course.snooze, member_id, occurrence_id, choice, zone)
        self._schedule.wake()
        return snoozed

    async def snooze_until(
        self, member_id: int, occurrence_id: int, when: str
    ) -> tuple[Notice, datetime] | list[tuple[str, datetime]]:
        """Have an occurrence come once more when the member says; where that may mean several times, return those.

        Raises Gone, and SpotterError when it can't be read, recurs, is past, or was done already.
        """
        zone = await self._zone(member_id)
        readings, sure = await self._understood(member_id, when, zone)
        if any(reading.rule for reading in readings):
            raise SpotterError("A snooze comes once. Say when, such as `in 3 hours` or `tomorrow 7am`.")
        if len(readings) > 1 or not sure:
            return [(reading.words(zone or _UTC), reading.at) for reading in readings]
        return await self.snooze_at(member_id, occurrence_id, readings[0].at)

    async def snooze_at(self, member_id: int, occurrence_id: int, at: datetime) -> tuple[Notice, datetime]:
        """Have an occurrence come once more at an instant. Raises Gone, and SpotterError when that is over."""
        if at <= self._clock():
            raise SpotterError("That is over already. Choose another time.")
        snoozed = await self._database.write(self._course.snooze, member_id, occurrence_id, at, None)
        self._schedule.wake()
        return snoozed

    async def trouble(self, due: Due) -> Trouble | None:
        """Return why a server reminder could not be posted; None when it no longer matters."""
        return await self._database.read(self._course.trouble, due)

    def could_not_be_posted(self, connection: Connection, due: Due, now: datetime) -> None:
        """Go on after a server reminder could not be posted, in delivery's own unit of work."""
        self._course.could_not_be_posted(connection, due, now)

    async def _take(self, member_id: int, wish: Wish) -> Outcome:
        """Make a reminder of a wish that is clear; keep any other as a draft, so that nothing typed is lost."""
        zone = await self._zone(member_id)
        try:
            what = _checked(wish.what)
            if wish.post is not None and self._withheld is not None and self._withheld(what):
                raise SpotterError("I don't post that in a channel: it reads as if somebody needs help.")
            known = await self.find(member_id, wish.id) if wish.changes else None
            if known is not None and wish.when.strip() == _spelt(known):
                # Its words alone change: read anew, a time that has passed would be refused, an old series re-phased.
                return await self._set(replace(known, what=what), zone, changes=True)
            readings, sure = await self._understood(member_id, wish.when, zone)
            if sure and len(readings) == 1:
                wanted = _wanted(member_id, replace(wish, what=what), readings[0], zone)
                return await self._set(wanted, zone, changes=wish.changes)
        except phrases.ZoneNeeded:
            return ZoneMissing(await self._keep(member_id, wish), wish.what, wish.when)
        except Gone:
            raise
        except SpotterError as problem:
            return Unclear(await self._keep(member_id, wish), str(problem))
        offered = replace(wish, options=tuple(spelling(reading) for reading in readings))
        words = tuple(reading.words(zone or _UTC) for reading in readings)
        return Ambiguous(await self._keep(member_id, offered), what, tuple(zip(words, readings, strict=True)))

    async def _set(self, wanted: Reminder, zone: ZoneInfo | None, *, changes: bool) -> Made:
        unit = self._course.change if changes else self._course.begin
        reminder = await self._database.write(unit, wanted)
        self._schedule.wake()
        said = tuple(caveats(reminder.local, reminder.rule, reminder.zone))
        return Made(reminder, reminder.words(zone), said, changes)

    async def _understood(self, member_id: int, when: str, zone: ZoneInfo | None) -> tuple[list[Reading], bool]:
        """Return what a phrase may mean, and whether that is what was typed.

        It may not be where a word is misspelt, or where the time of day as it was typed has passed.
        """
        try:
            readings = await self._read(member_id, when, zone)
        except phrases.Misspelt as misspelt:
            return await self._read(member_id, misspelt.meant, zone), False
        return readings, all(reading.sure for reading in readings)

    async def _read(self, member_id: int, when: str, zone: ZoneInfo | None) -> list[Reading]:
        return phrases.read(when, self._clock(), zone, await self._training_day(member_id, when, zone))

    async def _training_day(self, member_id: int, when: str, zone: ZoneInfo | None) -> date | None:
        if self._next_training is None or zone is None or not phrases.speaks_of_training(when):
            return None
        at = await self._next_training(member_id)
        return None if at is None else local_of(at, zone).date()

    async def _keep(self, member_id: int, wish: Wish) -> int:
        return await self._drafts.keep(member_id, KIND, wish.body())

    async def _wish(self, member_id: int, draft_id: int) -> Wish:
        return Wish.of(await self._drafts.recall(member_id, KIND, draft_id))

    async def _zone(self, member_id: int) -> ZoneInfo | None:
        name = (await self._members.preferences(member_id)).zone
        return ZoneInfo(name) if name else None

    def _overview(self, connection: Connection, member_id: int) -> Overview:
        soonest: dict[int, datetime] = {}
        owed = [
            due for kind in (KIND, POSTED) for due in self._schedule.owed(connection, member_id=member_id, kind=kind)
        ]
        for due in owed:
            soonest.setdefault(due.subject_id, due.due_at)
        listed = [Listed(one, soonest.get(one.id)) for one in store.current(connection, member_id)]
        history = [
            one
            for kind in (KIND, POSTED)
            for one in self._schedule.history(connection, member_id=member_id, kind=kind, limit=_HISTORY)
        ]
        history.sort(key=lambda one: (one.due.due_at, one.due.id), reverse=True)
        lately = [(store.find(connection, member_id, one.due.subject_id), one) for one in history]
        kept = [(reminder, one) for reminder, one in lately if reminder and reminder.state is not State.DELETED]
        return Overview(
            coming=sorted(listed, key=lambda one: (one.next_at is None, one.next_at or one.reminder.at)),
            missed=[(reminder, one) for reminder, one in kept if one.state != "delivered"][:_SHOWN],
            sent=[(reminder, one) for reminder, one in kept if one.state == "delivered"][:_SHOWN],
        )


def _wanted(member_id: int, wish: Wish, reading: Reading, zone: ZoneInfo | None) -> Reminder:
    return Reminder(
        member_id=member_id,
        id=wish.id,
        what=wish.what,
        at=reading.at,
        local=reading.local,
        zone=(reading.zone or zone) if reading.local else None,
        rule=reading.rule,
        # A server's reminder stays where its server is when its author moves.
        zone_named=reading.local is not None and (reading.zone is not None or wish.post is not None),
        post=wish.post,
        link=wish.link,
        channel_id=wish.channel_id,
    )


def _spelt(one: Reminder) -> str:
    """Return when a reminder is, as it could have been typed."""
    return spelling(Reading(one.at, one.local, one.rule, one.zone if one.zone_named else None))


def _checked(what: str) -> str:
    text = what.strip()
    if not text:
        raise SpotterError("I need to know what to remind you of.")
    if len(text) > LONGEST_WHAT:
        raise SpotterError(
            f"That is {len(text):,} characters, and I keep up to {LONGEST_WHAT} of what to remind you of. "
            "Shorten it a little; what you typed is kept."
        )
    return text
